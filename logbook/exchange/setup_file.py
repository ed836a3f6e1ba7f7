# SPDX-License-Identifier: Apache-2.0
"""A practice and its first practitioner as a file, from which a logbook can be made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from logbook.domain.practice import (
    ControllerType,
    Nation,
    Practice,
    Practitioner,
    Profession,
    Role,
)
from logbook.exchange.toml_file import read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeInFile:
    """The practice as it stands on letters and records."""

    name: str
    address: str
    controller: ControllerType
    nation: Nation
    phone: str = ""
    email: str = ""
    ico_registration: str = ""
    complaints_contact: str = ""

    def practice(self, identity: UUID, *, sample: bool = False) -> Practice:
        """Give the practice with an identity."""
        return Practice(
            id=identity,
            name=self.name,
            address=self.address,
            controller=self.controller,
            nation=self.nation,
            phone=self.phone,
            email=self.email,
            ico_registration=self.ico_registration,
            complaints_contact=self.complaints_contact,
            sample=sample,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerInFile:
    """The registrant who keeps the log. Whoever makes a logbook administers it."""

    name: str
    profession: Profession | None = None
    hcpc_number: str = ""

    def practitioner(self, identity: UUID) -> Practitioner:
        """Give the practitioner with an identity."""
        return Practitioner(
            id=identity,
            name=self.name,
            role=Role.ADMINISTRATOR,
            profession=self.profession,
            hcpc_number=self.hcpc_number,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupFile:
    """What a logbook is made from."""

    practice: PracticeInFile
    practitioner: PractitionerInFile


def read_setup(path: Path) -> SetupFile:
    """Read a set-up file.

    Raises:
        CaseFileError: the file cannot be used; it says where and why.
    """
    return read_toml(path, SetupFile)
