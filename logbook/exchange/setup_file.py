# SPDX-License-Identifier: Apache-2.0
"""A practice and its first practitioner as a file, from which a logbook can be made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from logbook.domain.practice import Practice, Practitioner
from logbook.exchange.checking import check
from logbook.exchange.identities import identified
from logbook.exchange.toml_file import CaseFileError, read_table
from logbook.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupFile:
    """What a logbook is made from. Whoever makes a logbook administers it."""

    practice: Practice
    practitioner: Practitioner


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleagueFile:
    """Who is to be enrolled; in which role is said elsewhere."""

    practitioner: Practitioner


_File = TypeVar("_File", SetupFile, ColleagueFile)


def read_setup(path: Path) -> SetupFile:
    """Read a set-up file; practice and practitioner get identities of their own.

    Raises:
        CaseFileError: the file cannot be used; it says where and why.
    """
    return _read(path, SetupFile)


def read_colleague(path: Path) -> Practitioner:
    """Read a file with a practitioner in it, and nothing else; they get an identity of their own.

    Raises:
        CaseFileError: the file cannot be used; it says where and why.
    """
    return _read(path, ColleagueFile).practitioner


def _read(path: Path, kind: type[_File]) -> _File:
    table = read_table(path)
    check(table, kind, path.name)
    try:
        return msgspec.convert(identified(table, kind, path.name), type=kind, strict=True)
    except msgspec.ValidationError as error:
        problem = _("The file does not have the right shape.")
        raise CaseFileError(path.name, "", problem) from error
