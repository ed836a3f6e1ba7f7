# SPDX-License-Identifier: Apache-2.0
"""The form of a service user's details: values in, values out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.domain.people import CommunicationNeed, Flag, SafeContact, ServiceUser
from logbook.domain.practice import Nation
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.widgets.card import Card
from ui.widgets.check_list import CheckList
from ui.widgets.choice import ComboChoice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.option import Alternative
from ui.widgets.text_area import TextArea

_LINES = ("name", "known_as", "reference", "phone", "email")


class PersonForm(QWidget):
    """Shows a person and emits a whole new one for each edit."""

    edited = Signal(object)

    def __init__(self, person: ServiceUser, today: date) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._person = person
        self._build(today)
        self.show_person(person)
        self._connect()

    def show_person(self, person: ServiceUser, born_as_typed: str = "") -> None:
        """Show a person's details. Emits nothing: only the practitioner's own edits do."""
        self._person = person
        for part, line in self._lines.items():
            line.setText(getattr(person, part))
        self._born.show_value(person.born, born_as_typed)
        self._nation.show_value(person.nation)
        self._address.show_text(person.address)
        self._note.show_text(person.safe_contact.note)
        self._safe.show_values(_ticked(person.safe_contact))
        self._needs.show_values(person.needs)
        self._flags.show_values(person.flags)

    def show_problems(self, problems: Mapping[str, str]) -> QWidget | None:
        """Show beside each field what is wrong; give the first editor concerned."""
        first: QWidget | None = None
        for part, field in self._fields.items():
            field.show_problem(problems.get(part, ""))
            if part in problems and first is None:
                first = field.editor
        return first

    def born_as_typed(self) -> str:
        """Give what stands in the date of birth while it is not a date yet."""
        return "" if self._born.value() else self._born.typed()

    def _build(self, today: date) -> None:
        self._lines = {part: QLineEdit() for part in _LINES}
        self._born = DateField(today, identifier="person-born")
        self._nation = ComboChoice(_alternatives(tuple(Nation)), identifier="person-nation")
        self._address = named(TextArea(3), "person-address")
        self._note = named(TextArea(2), "person-safe-note")
        self._safe = CheckList(
            _("Ways to reach them that are safe"),
            _ways(),
            identifier="person-safe",
            hint=_("Ask the person; tick only what they said is safe."),
        )
        self._needs = CheckList(
            _("How to speak and write to them"),
            _alternatives(tuple(CommunicationNeed)),
            identifier="person-needs",
        )
        self._flags = CheckList(
            _("What to know before anything is disclosed"),
            _alternatives(tuple(Flag)),
            identifier="person-flags",
        )
        self._fields = self._make_fields()
        layout = column(self, "l")
        for heading, identifier, parts in (
            (_("Who they are"), "person-who", ("name", "known_as", "reference", "born", "nation")),
            (
                _("How to reach them"),
                "person-reach",
                ("address", "phone", "email", self._safe, "safe_contact.note"),
            ),
            (_("What to keep in mind"), "person-mind", (self._needs, self._flags)),
        ):
            card = Card(heading, identifier, gap="l")
            for part in parts:
                card.add(self._fields[part] if isinstance(part, str) else part)
            layout.addWidget(card)
        self.setFocusProxy(self._lines["name"])

    def _make_fields(self) -> dict[str, Field]:
        said: Sequence[tuple[str, str, QWidget, str]] = (
            ("name", _("&Full name"), self._lines["name"], ""),
            ("known_as", _("Known as"), self._lines["known_as"], _("If they prefer another name")),
            (
                "reference",
                _("&Reference"),
                self._lines["reference"],
                _("The number or initials your own files use for this person"),
            ),
            ("born", _("&Date of birth"), self._born, ""),
            ("nation", _("Lives in"), self._nation, _("The nation whose law applies")),
            ("address", _("&Address"), self._address, ""),
            ("phone", _("&Telephone"), self._lines["phone"], ""),
            ("email", _("&E-mail"), self._lines["email"], ""),
            (
                "safe_contact.note",
                _("Anything else about reaching them safely"),
                self._note,
                _("For example: only in the morning; never mention the clinic's name"),
            ),
        )
        return {
            part: Field(text, editor, hint=hint, identifier=_identifier(part, editor))
            for part, text, editor, hint in said
        }

    def _connect(self) -> None:
        # textEdited and edited speak for the practitioner only; showing does not fire them.
        for line in self._lines.values():
            line.textEdited.connect(self._emit)
        compounds = (self._born, self._nation, self._address, self._note)
        for editor in (*compounds, self._safe, self._needs, self._flags):
            editor.edited.connect(self._emit)

    @Slot()
    def _emit(self) -> None:
        ticked = self._safe.values()
        safe = SafeContact(**{part: part in ticked for part in _WAYS}, note=self._note.text())
        typed: dict[str, Any] = {part: line.text() for part, line in self._lines.items()}
        typed |= {"needs": self._needs.values(), "flags": self._flags.values()}
        nation = self._nation.value()
        self._person = replace(
            self._person,
            **typed,
            born=self._born.value(),
            nation=nation if isinstance(nation, Nation) else self._person.nation,
            address=self._address.text(),
            safe_contact=safe,
        )
        self.edited.emit(self._person)


_WAYS = tuple(part.name for part in fields(SafeContact) if part.name != "note")


def _ways() -> tuple[Alternative, ...]:
    titles = {
        "may_write": _("They may be written to"),
        "may_call": _("They may be called"),
        "may_leave_message": _("A message may be left"),
        "may_email": _("They may be e-mailed"),
        "plain_envelope": _("Letters go in a plain envelope"),
    }
    return tuple(Alternative(value=part, title=titles[part]) for part in _WAYS)


def _ticked(safe: SafeContact) -> list[str]:
    return [part for part in _WAYS if getattr(safe, part)]


def _alternatives(values: Sequence[Any]) -> tuple[Alternative, ...]:
    return tuple(Alternative(value=value, title=label(value)) for value in values)


def _identifier(part: str, editor: QWidget) -> str:
    target = editor.focusProxy() or editor
    return target.accessibleIdentifier() or f"person-{part.replace('_', '-')}"
