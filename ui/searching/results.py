# SPDX-License-Identifier: Apache-2.0
"""How search results are listed: grouped by kind, each in a title and a line below it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from logbook.domain.lines import Line, LineKind
from logbook.i18n import N_, _
from logbook.wording.dates import day_in_words
from logbook.wording.destroyed_words import destroyed_words, is_destroyed

_GROUPS = {
    LineKind.SERVICE_USER: N_("People"),
    LineKind.DISCLOSURE: N_("Disclosures"),
    LineKind.CONSENT: N_("Consents"),
    LineKind.NOTIFICATION: N_("Told"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A row of the list: a heading where `line` is None, otherwise something to open."""

    title: str
    detail: str = ""
    line: Line | None = None


def listed(lines: Iterable[Line], zone: ZoneInfo) -> tuple[Result, ...]:
    """Group what was found by kind, in a fixed order of kinds, newest first within each."""
    return tuple(_rows(tuple(lines), zone))


def _rows(lines: tuple[Line, ...], zone: ZoneInfo) -> Iterator[Result]:
    for kind, heading in _GROUPS.items():
        of_kind = [line for line in lines if line.kind is kind]
        if of_kind:
            yield Result(title=_(heading))
        for line in of_kind:
            yield _result(line, zone)


def _result(line: Line, zone: ZoneInfo) -> Result:
    if is_destroyed(line):
        return Result(title=_joined(line.number, destroyed_words(line)))
    recorded = day_in_words(line.at.astimezone(zone).date())
    if line.kind is LineKind.SERVICE_USER:
        born = day_in_words(date.fromisoformat(line.detail)) if line.detail else ""
        parts = (line.number, _("born {day}").format(day=born) if born else "")
        return Result(title=line.title, detail=_joined(*parts), line=line)
    if line.kind is LineKind.DISCLOSURE:
        title = _joined(line.number, line.title)
        return Result(title=title, detail=_joined(line.person, line.detail, recorded), line=line)
    if line.kind is LineKind.CONSENT:
        return Result(title=line.title, detail=_joined(line.person, line.detail), line=line)
    told = day_in_words(date.fromisoformat(line.title))
    return Result(title=line.person, detail=_joined(told, line.detail), line=line)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
