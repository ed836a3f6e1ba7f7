# SPDX-License-Identifier: Apache-2.0
"""What executors of a clinical will are shown: whom to tell, where files are, clocks, retention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from logbook.domain.executor_view import ExecutorView, PersonToTell, WhereFilesAre
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from ui.widgets.card import Card
from ui.widgets.text import Text


def executor_view_cards(view: ExecutorView) -> Iterator[Card]:
    """Give a card for each thing they are shown, and say so where there is nothing."""
    yield _card(_("Where files are"), "executor-files", _files(view.files))
    yield _card(_("Whom to tell"), "executor-tell", map(_told, view.to_tell))
    clocks = (
        _("{number}, {person}: by {day}").format(
            number=each.number, person=each.person, day=day_in_words(each.due)
        )
        + (" " + _("They must not learn of it.") if each.keep_from_person else "")
        for each in view.clocks
    )
    yield _card(_("Clocks that run"), "executor-clocks", clocks)
    kept = (
        _("{name} ({reference}): until {day}").format(
            name=each.name,
            reference=each.reference,
            day=day_in_words(each.until) if each.until is not None else label(each.reason),
        )
        for each in view.kept
    )
    yield _card(_("How long files are kept"), "executor-kept", kept)


def _card(heading: str, identifier: str, lines: Iterable[str]) -> Card:
    card = Card(heading, identifier)
    said = list(lines) or [_("Nothing.")]
    for line in said:
        card.add(Text(line).selectable())
    return card


def _files(files: WhereFilesAre) -> Iterator[str]:
    yield "\n".join(
        part for part in (files.practice, files.address, files.phone, files.email) if part
    )
    for words, value in (
        (_("Note of the practitioner: {value}"), files.note),
        (_("Information lead: {value}"), files.information_lead),
        (_("Data protection officer: {value}"), files.data_protection_officer),
        (_("Complaints: {value}"), files.complaints_contact),
        (_("Registration with the Information Commissioner: {value}"), files.ico_registration),
    ):
        if value:
            yield words.format(value=value)


def _told(person: PersonToTell) -> str:
    ways = [
        _("{kind}: {where}").format(kind=label(way.kind), where=way.where)
        + ("" if way.may_leave_message else " " + _("(leave no message)"))
        + (f" ({way.note})" if way.note else "")
        for way in person.ways
    ]
    lines = [
        _("{name} ({reference})").format(name=person.name, reference=person.reference),
        *(ways or [_("No safe way is on record: do not write and do not ring.")]),
        *([_("Plain envelope.")] if person.plain_envelope and person.ways else []),
        *([_("Code word: {word}").format(word=person.code_word)] if person.code_word else []),
        *([person.care] if person.care else []),
        *(label(need) for need in person.needs),
    ]
    return "\n".join(lines)
