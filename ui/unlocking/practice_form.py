# SPDX-License-Identifier: Apache-2.0
"""What a person says of their practice and of themselves when they make a logbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.domain.findings import Code, Finding
from logbook.domain.practice import (
    ControllerType,
    Nation,
    Practice,
    Practitioner,
    Profession,
    Role,
    number_is_likely,
)
from logbook.i18n import _
from logbook.wording.labels import label
from logbook.wording.sentences import finding_sentence
from ui import theme
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.choice import ComboChoice
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.naming import announce
from ui.widgets.option import Alternative
from ui.widgets.text import Text
from ui.widgets.text_area import TextArea


class PracticeForm(QWidget):
    """Two cards: the practice, and the person who keeps the logbook."""

    def __init__(self) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._practice_id, self._practitioner_id = uuid4(), uuid4()
        self._lines = {part: QLineEdit() for part in _LINES}
        self._address = TextArea(3)
        self._controller = _combo(tuple(ControllerType), "create-practice-controller")
        self._nation = _combo(tuple(Nation), "create-practice-nation")
        self._profession = _combo(tuple(Profession), "create-practitioner-profession")
        self._controller.show_value(ControllerType.SOLE_PRACTITIONER)
        self._nation.show_value(Nation.ENGLAND)
        self._doubt = Text(look="strong", tone=Tone.WARN)
        self._doubt.hide()
        self._fields = self._make_fields()
        self._build()
        self._lines["number"].editingFinished.connect(self._doubt_number)
        self._profession.edited.connect(self._doubt_number)
        self.setFocusProxy(self._lines["practice"])

    def practice(self) -> Practice:
        """Give the practice as entered."""
        controller, nation = self._controller.value(), self._nation.value()
        assert isinstance(controller, ControllerType), "one of them is always chosen"
        assert isinstance(nation, Nation), "one of them is always chosen"
        return Practice(
            id=self._practice_id,
            name=self._text("practice"),
            address=self._address.text().strip(),
            controller=controller,
            nation=nation,
            phone=self._text("phone"),
            email=self._text("email"),
            complaints_contact=self._text("complaints"),
        )

    def practitioner(self) -> Practitioner:
        """Give the person as entered; in a practice of one they are its administrator."""
        profession = self._profession.value()
        return Practitioner(
            id=self._practitioner_id,
            name=self._text("person"),
            role=Role.ADMINISTRATOR,
            profession=profession if isinstance(profession, Profession) else None,
            hcpc_number=self._text("number").replace(" ", "").upper(),
        )

    def words(self) -> list[str]:
        """Give what was typed, because a passphrase made of it is weak."""
        return [line.text() for line in self._lines.values() if line.text()]

    def show_problems(self, problems: Mapping[str, str]) -> QWidget | None:
        """Show beside each field what is wrong; give the first editor concerned."""
        first: QWidget | None = None
        for part, field in self._fields.items():
            field.show_problem(problems.get(part, ""))
            if part in problems and first is None:
                first = field.editor
        return first

    def _text(self, part: str) -> str:
        return self._lines[part].text().strip()

    def _make_fields(self) -> dict[str, Field]:
        lines = self._lines
        said: Sequence[tuple[str, str, QWidget, str]] = (
            ("practice.name", _("Name of the &practice"), lines["practice"], ""),
            ("practice.address", _("Its &address"), self._address, _("It stands on every letter.")),
            ("practice.phone", _("&Telephone"), lines["phone"], ""),
            ("practice.email", _("&E-mail"), lines["email"], ""),
            (
                "practice.controller",
                _("What it is in data-protection law"),
                self._controller,
                "",
            ),
            (
                "practice.nation",
                _("&Nation"),
                self._nation,
                _("Where you work; its law applies unless you say otherwise for one person."),
            ),
            (
                "practice.complaints_contact",
                _("Whom people can &complain to"),
                lines["complaints"],
                _("A name and how to reach them; it stands on letters. May be yourself."),
            ),
            ("practitioner.name", _("Your &name"), lines["person"], ""),
            (
                "practitioner.profession",
                _("Your p&rofession"),
                self._profession,
                _("Leave it empty if you are not on the HCPC Register."),
            ),
            (
                "practitioner.hcpc_number",
                _("Your &HCPC registration number"),
                lines["number"],
                _("Such as PH012345. Only registrants can sign a decision."),
            ),
        )
        return {
            part: Field(text, editor, hint=hint, identifier=_identifier(part))
            for part, text, editor, hint in said
        }

    def _build(self) -> None:
        layout = column(self, "l")
        for heading, beginning in ((_("The practice"), "practice."), (_("You"), "practitioner.")):
            card = Card(heading, f"create-{beginning}card", gap="l")
            for part, field in self._fields.items():
                if part.startswith(beginning):
                    card.add(field)
            if beginning == "practitioner.":
                card.add(self._doubt)
            layout.addWidget(card)

    @Slot()
    def _doubt_number(self) -> None:
        person = self.practitioner()
        doubtful = (
            person.profession is not None
            and bool(person.hcpc_number)
            and not number_is_likely(person.profession, person.hcpc_number)
        )
        found = Finding(code=Code.NUMBER_UNLIKELY, part="practitioner.hcpc_number")
        said = finding_sentence(found) if doubtful else ""
        if said and said != self._doubt.text():
            announce(self._lines["number"], said)
        self._doubt.setText(said)
        self._doubt.setVisible(doubtful)


_LINES = ("practice", "phone", "email", "complaints", "person", "number")


def _identifier(part: str) -> str:
    return f"create-{part.replace('.', '-').replace('_', '-')}"


def _combo(values: Sequence[Any], identifier: str) -> ComboChoice:
    alternatives = [Alternative(value=value, title=label(value)) for value in values]
    return ComboChoice(alternatives, identifier=identifier, hint=_("Choose one"))
