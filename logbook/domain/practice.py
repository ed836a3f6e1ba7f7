# SPDX-License-Identifier: Apache-2.0
"""The practice that keeps the logbook, and the practitioner who decides and signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from uuid import UUID


class Nation(Enum):
    """The nation whose law governs a record."""

    ENGLAND = "E"
    WALES = "W"
    SCOTLAND = "S"
    NORTHERN_IRELAND = "N"


class ControllerType(Enum):
    """Who the controller is in data-protection law (UK GDPR article 4(7))."""

    SOLE_PRACTITIONER = "sole-practitioner"
    PARTNERSHIP = "partnership"
    LIMITED_COMPANY = "limited-company"
    CHARITY = "charity"
    ASSOCIATE = "associate-of-other-controller"


class Profession(Enum):
    """The fifteen professions on the HCPC Register, by the prefix of the registration number.

    Source: domain reference 6.1, marked there as from memory: the prefix is checked with a
    warning, never with a stop.
    """

    ARTS_THERAPIST = "AS"
    BIOMEDICAL_SCIENTIST = "BS"
    CHIROPODIST_PODIATRIST = "CH"
    CLINICAL_SCIENTIST = "CS"
    DIETITIAN = "DT"
    HEARING_AID_DISPENSER = "HAD"
    OCCUPATIONAL_THERAPIST = "OT"
    OPERATING_DEPARTMENT_PRACTITIONER = "ODP"
    ORTHOPTIST = "OR"
    PARAMEDIC = "PA"
    PHYSIOTHERAPIST = "PH"
    PRACTITIONER_PSYCHOLOGIST = "PYL"
    PROSTHETIST_ORTHOTIST = "PO"
    RADIOGRAPHER = "RA"
    SPEECH_AND_LANGUAGE_THERAPIST = "SL"


class Role(Enum):
    """What a person may do in the logbook (ST4: delegate appropriately)."""

    ADMINISTRATOR = "administrator"
    PRACTITIONER = "practitioner"
    READER = "reader"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """The practice as it stands on letters and records."""

    id: UUID
    name: str
    address: str
    controller: ControllerType
    nation: Nation
    phone: str = ""
    email: str = ""
    ico_registration: str = ""
    complaints_contact: str = ""
    sample: bool = False
    """Whether this is a logbook to explore with; every page and window of it says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner:
    """The registrant who keeps the log, decides, and signs."""

    id: UUID
    name: str
    role: Role
    profession: Profession | None = None
    hcpc_number: str = ""

    @property
    def is_registrant(self) -> bool:
        """Whether this person may sign a decision (INV-36, B-15)."""
        return self.profession is not None and bool(self.hcpc_number)


def number_is_likely(profession: Profession, hcpc_number: str) -> bool:
    """Tell whether a registration number has the shape of the profession's numbers."""
    return bool(re.fullmatch(rf"{profession.value}\d{{4,7}}", hcpc_number.replace(" ", "").upper()))
