# SPDX-License-Identifier: Apache-2.0
"""Reading a TOML file into frozen values, strictly, and saying exactly what is wrong with it.

What a file says may be about people, so no value of it is ever quoted in an error: the file, the
key and what may stand there are enough to put it right.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, ClassVar, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from logbook.errors import LogbookError
from logbook.i18n import N_, _

LARGEST = 4 * 1024 * 1024
"""Bytes; a case of forty pages has a few hundred thousand."""

_Value = TypeVar("_Value")


class CaseFileError(LogbookError):
    """A case or set-up file cannot be used; nothing of it was recorded. Quotes no value of it."""

    code: ClassVar[str] = "case-file"

    def __init__(self, file: str, part: str, problem: str) -> None:
        self.file = file
        self.part = part
        self.problem = problem
        super().__init__(": ".join(words for words in (file, part, problem) if words))

    @property
    def sentence(self) -> str:
        """What happened, what was kept and what to do next, in one line."""
        return _("{problem} Nothing of the file was recorded. Put it right and try again.").format(
            problem=str(self)
        )


def read_toml(path: Path, kind: type[_Value]) -> _Value:
    """Read a file into a frozen value of a kind.

    Raises:
        CaseFileError: it cannot be read, is not TOML, or does not say what a `kind` has to.
    """
    table = _table(path)
    _check(table, kind, path.name, "")
    try:
        return msgspec.convert(table, type=kind, strict=True)
    except msgspec.ValidationError as error:
        raise CaseFileError(path.name, "", _("The file does not have the right shape.")) from error


def _table(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise CaseFileError(path.name, "", _("The file cannot be read.")) from error
    if len(data) > LARGEST:
        raise CaseFileError(path.name, "", _("The file is too large (at most 4 MiB)."))
    try:
        # Notepad puts a byte-order mark in front of UTF-8.
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problem = _("The file is not UTF-8 text (line {line}).").format(line=line)
        raise CaseFileError(path.name, "", problem) from error
    except tomllib.TOMLDecodeError as error:
        # The rest of the message may quote the file.
        place = re.search(r"line (\d+), column (\d+)", str(error))
        problem = (
            _("The file is not valid TOML (line {line}, column {column}).").format(
                line=place[1], column=place[2]
            )
            if place
            else _("The file is not valid TOML (at its end).")
        )
        raise CaseFileError(path.name, "", problem) from error
    except RecursionError as error:
        raise CaseFileError(path.name, "", _("The file is nested too deeply.")) from error


def _check(value: Any, kind: Any, file: str, part: str) -> None:
    """Hold a value against a kind, part by part, and name the first part that does not fit."""
    choices = [choice for choice in get_args(kind) if choice is not NoneType]
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise CaseFileError(file, part, _("This must be a list."))
        for place, item in enumerate(value, 1):
            _check(item, choices[0], file, f"{part}[{place}]")
    elif choices:
        _check(value, choices[0], file, part)
    elif is_dataclass(kind):
        _check_table(value, kind, file, part)
    elif isinstance(kind, type) and issubclass(kind, Enum):
        allowed = [member.value for member in kind]
        if not isinstance(value, str) or value not in allowed:
            problem = _("This must be one of: {allowed}.").format(allowed=", ".join(allowed))
            raise CaseFileError(file, part, problem)
    else:
        _check_single(value, kind, file, part)


def _check_table(value: Any, kind: Any, file: str, part: str) -> None:
    if not isinstance(value, dict):
        raise CaseFileError(file, part, _("This must be a table."))
    kinds = get_type_hints(kind)
    for key in value:
        if key not in kinds:
            problem = _("There is no such key; the keys here are: {allowed}.").format(
                allowed=", ".join(kinds)
            )
            raise CaseFileError(file, _below(part, _shown(key)), problem)
    for known in fields(kind):
        if known.name in value:
            _check(value[known.name], kinds[known.name], file, _below(part, known.name))
        elif _is_needed(known):
            raise CaseFileError(file, _below(part, known.name), _("This part is missing."))


def _check_single(value: Any, kind: Any, file: str, part: str) -> None:
    try:
        msgspec.convert(value, type=kind, strict=True)
    except msgspec.ValidationError as error:
        raise CaseFileError(file, part, _(_EXPECTED[kind])) from error


_EXPECTED: dict[Any, str] = {
    str: N_("This must be text in quotation marks."),
    bool: N_("This must be true or false."),
    date: N_("This must be a date of the calendar such as 2026-11-16."),
    datetime: N_("This must be a date with a time such as 2026-11-16T10:30:00."),
}


def _is_needed(known: Field[Any]) -> bool:
    return known.default is MISSING and known.default_factory is MISSING


def _below(part: str, key: str) -> str:
    return f"{part}.{key}" if part else key


def _shown(key: str) -> str:
    """Give a key to name in an error; what is no plain key may be a text in the wrong place."""
    return key if re.fullmatch(r"[a-z0-9_-]{1,40}", key) else "?"
