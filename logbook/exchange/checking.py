# SPDX-License-Identifier: Apache-2.0
"""Holding a table of a file against the type it is read into, and naming what does not fit."""

from __future__ import annotations

import re
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import Enum
from types import NoneType
from typing import Any, get_args, get_origin
from uuid import UUID

import msgspec

from logbook.exchange.forms import LABEL, is_label, keys_of
from logbook.exchange.toml_file import CaseFileError
from logbook.i18n import N_, _


def check(value: Any, kind: Any, file: str, part: str = "", *, whole: bool = True) -> None:
    """Hold a value against a kind, part by part.

    Args:
        value: As it stands in the file.
        kind: What it is read into.
        file: The name of the file, for the error.
        part: Where the value stands in it.
        whole: Whether what is needed has to be there; a change to a case says only a part.

    Raises:
        CaseFileError: names the first part that does not fit, and what may stand there.
    """
    choices = [choice for choice in get_args(kind) if choice is not NoneType]
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise CaseFileError(file, part, _("This must be a list."))
        for place, item in enumerate(value, 1):
            check(item, choices[0], file, f"{part}[{place}]")
    elif get_origin(kind) is dict:
        _check_entries(value, choices, file, part)
    elif choices:
        check(value, choices[0], file, part, whole=whole)
    elif is_dataclass(kind) and isinstance(kind, type):
        _check_table(value, kind, file, part, whole=whole)
    elif isinstance(kind, type) and issubclass(kind, Enum):
        allowed = [member.value for member in kind]
        if not isinstance(value, str) or value not in allowed:
            problem = _("This must be one of: {allowed}.").format(allowed=", ".join(allowed))
            raise CaseFileError(file, part, problem)
    elif kind is not Any:
        _check_single(value, kind, file, part)


def below(part: str, key: str) -> str:
    """Give the place of a key below another place."""
    return f"{part}.{key}" if part else key


def shown(key: str) -> str:
    """Give a key to name in an error; what is no plain key may be a text in the wrong place."""
    return key if re.fullmatch(r"[a-z0-9_-]{1,40}|[A-Z]{1,3}-[A-Z0-9-]{1,30}", key) else "?"


def _check_table(value: Any, kind: type, file: str, part: str, *, whole: bool) -> None:
    if not isinstance(value, dict):
        raise CaseFileError(file, part, _("This must be a table."))
    keys = keys_of(kind)
    for key in value:
        if key not in keys:
            problem = _("There is no such key; the keys here are: {allowed}.").format(
                allowed=", ".join(keys)
            )
            raise CaseFileError(file, below(part, shown(key)), problem)
    for key, known in keys.items():
        if key in value:
            check(value[key], known.kind, file, below(part, key), whole=whole)
            if key == LABEL and not is_label(value[key]):
                raise CaseFileError(file, below(part, key), _(LABEL_WORDS))
        elif known.needed and whole:
            raise CaseFileError(file, below(part, key), _("This part is missing."))


def _check_entries(value: Any, kinds: list[Any], file: str, part: str) -> None:
    if not isinstance(value, dict):
        raise CaseFileError(file, part, _("This must be a table."))
    for key, item in value.items():
        check(key, kinds[0], file, below(part, shown(key)))
        check(item, kinds[1], file, below(part, shown(key)))


def _check_single(value: Any, kind: Any, file: str, part: str) -> None:
    try:
        # Where the domain has an identity a file has a label.
        msgspec.convert(value, type=str if kind is UUID else kind, strict=True)
    except msgspec.ValidationError as error:
        raise CaseFileError(file, part, _(EXPECTED[kind])) from error


LABEL_WORDS = N_("A label has small letters, digits and hyphens, at most 40.")

EXPECTED: dict[Any, str] = {
    str: N_("This must be text in quotation marks."),
    bool: N_("This must be true or false."),
    int: N_("This must be a whole number."),
    date: N_("This must be a date of the calendar such as 2026-11-16."),
    datetime: N_("This must be a date with a time such as 2026-11-16T10:30:00."),
    UUID: N_("This must be a label of this file in quotation marks."),
}
"""What may stand for a single value, in words."""
