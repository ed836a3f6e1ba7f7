# SPDX-License-Identifier: Apache-2.0
"""The first room of an auditor: the journal and what fixes it, the people, and what was done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from logbook.domain.practice import Role
from logbook.i18n import _
from logbook.wording.labels import label
from ui.oversight.acts_card import ActsCard
from ui.safekeeping.journal_section import JournalSection
from ui.session import Session
from ui.widgets.card import Card
from ui.widgets.heading import Heading
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.page_scroll import PageScroll
from ui.widgets.text import Text


class OversightScreen(QWidget):
    """Shows that the journal is whole and who did what; no record about anybody."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        named(self, "oversight", _("Oversight"))
        ground = QWidget()
        page = column(ground, "l", ("xl", "xl", "xl", "xl"))
        page.addWidget(Heading(_("Oversight")))
        said = _(
            "You see to it that the journal is whole and fixed outside this computer, and who did"
            " what. What is on record about anybody is not shown to you."
        )
        page.addWidget(Text(said, look="lead"))
        self.journal = JournalSection(session)
        self.acts = ActsCard(session)
        for part in (self.journal, _people(session), self.acts):
            page.addWidget(part)
        page.addStretch(1)
        column(self, "none").addWidget(PageScroll(ground))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def _people(session: Session) -> Card:
    card = Card(_("Who opens this logbook"), "oversight-people")
    for line in session.logbook.staffing.people():
        if line.role is not Role.EXECUTOR:
            said = _("{name} · {role} · {status}").format(
                name=line.name, role=label(line.role), status=label(line.status)
            )
            card.add(Text(said).selectable())
    return card
