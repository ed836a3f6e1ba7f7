# SPDX-License-Identifier: Apache-2.0
"""The practice as it stands on letters and records."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from logbook.domain.practice import Practice, Practitioner
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.session import Session
from ui.widgets.card import Card
from ui.widgets.layouts import column
from ui.widgets.text import Text


class DetailsSection(QWidget):
    """Shows the practice and who is signed in, to be read only."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        logbook = session.logbook
        layout = column(self, "l")
        layout.addWidget(
            _card(_("The practice"), "practice-details", _of_practice(logbook.practice))
        )
        layout.addWidget(_card(_("You"), "practice-you", _of_person(logbook.practitioner)))


def _card(heading: str, identifier: str, facts: Iterator[tuple[str, str]]) -> Card:
    card = Card(heading, identifier)
    for name, value in facts:
        if not value:
            continue
        fact = QWidget()
        theme.give_look(fact, look="clear")
        lines = column(fact, "none")
        lines.addWidget(Text(name, look="small"))
        lines.addWidget(Text(value).selectable())
        card.add(fact)
    return card


def _of_practice(practice: Practice) -> Iterator[tuple[str, str]]:
    yield _("Name"), practice.name
    yield _("Trading as"), practice.trading_name
    yield _("Address"), practice.address
    yield _("Telephone"), practice.phone
    yield _("E-mail"), practice.email
    yield _("What it is in data-protection law"), label(practice.controller)
    yield _("Nation"), label(practice.nation)
    yield _("Whom people can complain to"), practice.complaints_contact
    yield _("Registration with the Information Commissioner"), practice.ico_registration
    yield _("Registered with"), ", ".join(label(each) for each in practice.inspectorates)
    yield _("Caldicott guardian or information lead"), practice.information_lead
    yield _("Data protection officer"), practice.data_protection_officer
    yield _("Languages of its letters"), ", ".join(label(each) for each in practice.languages)


def _of_person(person: Practitioner) -> Iterator[tuple[str, str]]:
    yield _("Name"), person.name
    yield _("Role in this logbook"), label(person.role)
    yield _("Profession"), label(person.profession) if person.profession is not None else ""
    yield _("HCPC registration number"), person.hcpc_number
