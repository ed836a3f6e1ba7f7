# SPDX-License-Identifier: Apache-2.0
"""The form of a service user's details: values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import Enum
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.clock import Clock
from logbook.domain.parts import value_at, with_value
from logbook.domain.people import (
    CommunicationNeed,
    Flag,
    SafeContact,
    ServiceUser,
    hints_on_person,
)
from logbook.domain.practice import Nation
from logbook.domain.retention import RecordClass
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.messages import sentences_by_part
from ui.people.person_tables import (
    CIRCLE,
    CONTACTS,
    FIELDS,
    WAYS,
    identifier_rows,
    without_gaps,
)
from ui.tables.value_rows import ValueRows
from ui.widgets.card import Card
from ui.widgets.check_list import CheckList
from ui.widgets.choice import ComboChoice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.option import Alternative
from ui.widgets.text_area import TextArea

_LINES = (
    "name",
    "known_as",
    "reference",
    "phone",
    "email",
    "safe_contact.code_word",
    "safe_contact.third_party_risk",
    "language",
    "gp",
)
_DAYS = ("born", "died", "first_contact", "last_contact")
NOTHING_TYPED: Mapping[str, str] = MappingProxyType({})
_AREAS = {"address": 3, "safe_contact.note": 2}


class PersonForm(QWidget):
    """Shows a person and emits a whole new one for each edit."""

    edited = Signal(object)

    def __init__(self, person: ServiceUser, clock: Clock) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._person = person
        self._make_editors(clock)
        self._lay_out()
        self.show_person(person)
        self._connect()

    def show_person(
        self, person: ServiceUser, half_typed: Mapping[str, str] = NOTHING_TYPED
    ) -> None:
        """Show a person's details. Emits nothing: only the practitioner's own edits do.

        Args:
            person: The details.
            half_typed: By part, what was typed that is no day yet.
        """
        self._person = person
        for part, line in self._lines.items():
            line.setText(value_at(person, part))
        for part, area in self._areas.items():
            area.show_text(value_at(person, part))
        for part, day in self._days.items():
            day.show_value(value_at(person, part), half_typed.get(part, ""))
        self._nation.show_value(person.nation)
        self._safe.show_values(_ticked(person.safe_contact))
        self._needs.show_values(person.needs)
        self._flags.show_values(person.flags)
        self._classes.show_values(person.record_classes)
        for part, rows in self._rows.items():
            rows.show_values(value_at(person, part))
        self._hint()

    def show_problems(self, problems: Mapping[str, str]) -> QWidget | None:
        """Show beside each field what is wrong; give the first editor concerned."""
        first: QWidget | None = None
        for part, field in self._fields.items():
            field.show_problem(problems.get(part, ""))
            if part in problems and first is None:
                first = field.editor
        return first

    def half_typed(self) -> dict[str, str]:
        """Give by part what stands where a day is asked for and is no day yet."""
        return {
            part: day.typed()
            for part, day in self._days.items()
            if day.value() is None and day.typed()
        }

    def _make_editors(self, clock: Clock) -> None:
        today = clock.now().astimezone(clock.zone).date()
        self._lines = {part: QLineEdit() for part in _LINES}
        self._areas = {
            part: named(TextArea(lines), _identifier(part)) for part, lines in _AREAS.items()
        }
        self._days = {part: DateField(today, identifier=_identifier(part)) for part in _DAYS}
        self._nation = ComboChoice(_alternatives(Nation), identifier="person-nation")
        self._safe = CheckList(
            _("Ways to reach them that are safe"),
            [Alternative(value=part, title=_(title)) for part, title in WAYS.items()],
            identifier="person-safe",
            hint=_("Ask the person; tick only what they said is safe."),
        )
        self._needs = CheckList(
            _("How to speak and write to them"),
            _alternatives(CommunicationNeed),
            identifier="person-needs",
        )
        self._flags = CheckList(
            _("What to know before anything is disclosed"),
            _alternatives(Flag),
            identifier="person-flags",
        )
        self._classes = CheckList(
            _("What kind of record it is"),
            _alternatives(each for each in RecordClass if each.is_health_record),
            identifier="person-record-classes",
            hint=_("How long it is kept depends on it. Tick all that fit."),
        )
        self._rows = {
            "identifiers": ValueRows(
                identifier_rows(self._person.nation), clock, "person-identifiers"
            ),
            "other_contacts": ValueRows(CONTACTS, clock, "person-contacts"),
            "circle": ValueRows(CIRCLE, clock, "person-circle"),
        }
        editors: dict[str, QWidget] = {**self._lines, **self._areas, **self._days}
        editors["nation"] = self._nation
        self._fields = {
            part: Field(_(text), editors[part], hint=_(hint) if hint else "",
                        identifier=_identifier(part))
            for part, (text, hint) in FIELDS.items()
        }  # fmt: skip

    def _lay_out(self) -> None:
        fields, rows = self._fields, self._rows
        layout = column(self, "l")
        for heading, identifier, parts in (
            (
                _("Who they are"),
                "person-who",
                (
                    *(fields[part] for part in ("name", "known_as", "reference", "born", "nation")),
                    rows["identifiers"],
                    fields["died"],
                ),
            ),
            (
                _("How to reach them"),
                "person-reach",
                (
                    *(fields[part] for part in ("address", "phone", "email")),
                    self._safe,
                    fields["safe_contact.code_word"],
                    fields["safe_contact.third_party_risk"],
                    fields["safe_contact.note"],
                    rows["other_contacts"],
                ),
            ),
            (
                _("What to keep in mind"),
                "person-mind",
                (self._flags, self._needs, fields["language"]),
            ),
            (
                _("Their care and their record"),
                "person-care",
                (
                    fields["gp"],
                    rows["circle"],
                    fields["first_contact"],
                    fields["last_contact"],
                    self._classes,
                ),
            ),
        ):
            card = Card(heading, identifier, gap="l")
            for part in parts:
                card.add(part)
            layout.addWidget(card)
        self.setFocusProxy(self._lines["name"])

    def _connect(self) -> None:
        # textEdited and edited speak for the practitioner only; showing does not fire them.
        for line in self._lines.values():
            line.textEdited.connect(self._emit)
        others: tuple[Any, ...] = (
            *self._days.values(),
            *self._areas.values(),
            self._nation,
            self._safe,
            self._needs,
            self._flags,
            self._classes,
            *self._rows.values(),
        )
        for editor in others:
            editor.edited.connect(self._emit)

    @Slot()
    def _emit(self) -> None:
        nation, ticked = self._nation.value(), self._safe.values()
        # What this form does not ask stays as it was.
        ways: dict[str, Any] = {part: part in ticked for part in WAYS}
        ticks: dict[str, Any] = {
            "needs": self._needs.values(),
            "flags": self._flags.values(),
            "record_classes": (
                *self._classes.values(),
                *(each for each in self._person.record_classes if not each.is_health_record),
            ),
        }
        typed = {
            **{part: line.text() for part, line in self._lines.items()},
            **{part: area.text() for part, area in self._areas.items()},
            **{part: day.value() for part, day in self._days.items()},
            **{part: rows.values() for part, rows in self._rows.items()},
        }
        person = replace(
            self._person,
            **ticks,
            nation=nation if isinstance(nation, Nation) else self._person.nation,
            safe_contact=replace(self._person.safe_contact, **ways),
        )
        for part, value in typed.items():
            person = with_value(person, part, value)
        self._person = person
        self._hint()
        self.edited.emit(person)

    def _hint(self) -> None:
        """Say what looks like a slip of the pen; it keeps nothing from being recorded."""
        said = sentences_by_part(hints_on_person(without_gaps(self._person)))
        self._rows["identifiers"].show_problem(said.get("identifiers", ""))


def _ticked(safe: SafeContact) -> list[str]:
    return [part for part in WAYS if getattr(safe, part)]


def _alternatives(values: Iterable[Enum]) -> list[Alternative]:
    return [Alternative(value=value, title=label(value)) for value in values]


_NAMED = {"safe_contact.note": "person-safe-note", "safe_contact.code_word": "person-code-word"}


def _identifier(part: str) -> str:
    return _NAMED.get(part, f"person-{part.rsplit('.', 1)[-1].replace('_', '-')}")
