# SPDX-License-Identifier: Apache-2.0
"""What a question is, and the conditions under which one is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from logbook.domain.disclosure import Disclosure, DisclosureDraft
from logbook.domain.parts import is_answered, value_at

Entry = DisclosureDraft | Disclosure

Condition = Callable[[Entry], bool]


def always(_entry: Entry) -> bool:
    """Ask it whatever was answered before."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question about one part."""

    part: str
    label: str
    hint: str = ""
    lines: int = 2
    """How many lines a text is likely to take; 1 for a name or a number."""
    none: str = ""
    """What choosing nothing is called, where one of several or none of them can be chosen."""
    ahead: bool = False
    """Whether a day that is asked for usually lies ahead."""
    confirms: bool = False
    """Whether a tick makes what was filled in for the step the professional's own."""
    on_file: bool = False
    """Whether it is asked only where there is something on file to point to."""
    rare: bool = False
    """Whether it stands behind "More questions" until somebody asks for it."""
    when: Condition = always
    """Whether it is asked, given what was answered before."""


def being(part: str, *values: object) -> Condition:
    """Ask it where a part is one of some values."""
    return lambda entry: value_at(entry, part) in values


def having(part: str, *values: object) -> Condition:
    """Ask it where one of some values is among those of a part."""
    return lambda entry: any(value in (value_at(entry, part) or ()) for value in values)


def filled(part: str) -> Condition:
    """Ask it where something is answered at a part."""
    return lambda entry: is_answered(entry, part)
