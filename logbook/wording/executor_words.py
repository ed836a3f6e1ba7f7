# SPDX-License-Identifier: Apache-2.0
"""What executors of a clinical will are told, in words: for the window and for paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from logbook.domain.executor_view import (
    ExecutorView,
    KeptUntil,
    OpenClock,
    PersonToTell,
    SafeWay,
    WhereFilesAre,
)
from logbook.domain.people import ContactKind
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutorPart:
    """One of the things executors are told: a heading, and an item for each thing under it."""

    name: str
    """What the part is called behind the scenes."""
    heading: str
    lead: str
    items: tuple[tuple[str, ...], ...]
    """Each is one person, clock or place: its first line names it, the others say more."""
    nothing: str
    """What is said where there is no item."""


def executor_parts(view: ExecutorView) -> tuple[ExecutorPart, ...]:
    """Say everything executors are told, the most urgent first."""
    return (
        ExecutorPart(
            name="tell",
            heading=_("Whom to tell"),
            lead=_(
                "People whose care was under way. Reach them only in the ways named here: somebody"
                " else may open their post or answer their telephone."
            ),
            items=tuple(_told(person) for person in view.to_tell),
            nothing=_("Nobody's care was under way."),
        ),
        ExecutorPart(
            name="clocks",
            heading=_("What is due"),
            lead=_("What the law or an agreement sets a day for. What it is about stays closed."),
            items=tuple(_due(clock) for clock in view.clocks),
            nothing=_("Nothing is due."),
        ),
        ExecutorPart(
            name="files",
            heading=_("Where files are"),
            lead="",
            items=tuple(_where(view.files)),
            nothing="",
        ),
        ExecutorPart(
            name="kept",
            heading=_("Until when files are kept"),
            lead=_("Destroy nothing before its day, nor while a claim or an inquiry is open."),
            items=tuple(_kept(each) for each in view.kept),
            nothing=_("There is nobody on file."),
        ),
    )


def in_a_line(text: str) -> str:
    """Give what was written in lines, such as an address, in one."""
    return ", ".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _told(person: PersonToTell) -> tuple[str, ...]:
    safe = [_way(way) for way in person.ways]
    return (
        _("{name} ({reference})").format(name=person.name, reference=person.reference),
        *(safe or [_("No safe way is on record: do not write and do not ring.")]),
        *([_("Plain envelope.")] if person.plain_envelope and person.ways else []),
        *([_("Code word: {word}").format(word=person.code_word)] if person.code_word else []),
        *([person.care] if person.care else []),
        *([_("Language: {language}").format(language=person.language)] if person.language else []),
        *(label(need) for need in person.needs),
    )


def _way(way: SafeWay) -> str:
    said = _("{kind}: {where}").format(kind=label(way.kind), where=in_a_line(way.where))
    is_rung = way.kind is ContactKind.PHONE and not way.may_leave_message
    leave = " " + _("(leave no message)") if is_rung else ""
    return said + leave + (f" ({way.note})" if way.note else "")


def _due(clock: OpenClock) -> tuple[str, ...]:
    about = " ".join(part for part in (label(clock.kind), clock.number) if part)
    said = _("{about}, {person}: by {day}.") if clock.person else _("{about}: by {day}.")
    line = said.format(about=about, person=clock.person, day=day_in_words(clock.due))
    kept = " " + _("They must not learn of it.") if clock.keep_from_person else ""
    return (line + kept,)


def _where(files: WhereFilesAre) -> Iterator[tuple[str, ...]]:
    yield (
        files.practice,
        *(in_a_line(part) for part in (files.address, files.phone, files.email) if part.strip()),
    )
    for heading, value in (
        (_("What the practitioner wrote for you"), files.note),
        (_("Information lead"), files.information_lead),
        (_("Data protection officer"), files.data_protection_officer),
        (_("Complaints"), files.complaints_contact),
        (_("Registration with the Information Commissioner"), files.ico_registration),
    ):
        if value.strip():
            yield (heading, *(line for line in value.splitlines() if line.strip()))


def _kept(kept: KeptUntil) -> tuple[str, ...]:
    words = (
        _("{name} ({reference}): until {day}.").format(
            name=kept.name, reference=kept.reference, day=day_in_words(kept.until)
        )
        if kept.until is not None
        else _("{name} ({reference}): {reason}.").format(
            name=kept.name, reference=kept.reference, reason=label(kept.reason)
        )
    )
    is_open = " " + _("The period was not checked against its source.") if kept.unverified else ""
    return (words + is_open,)
