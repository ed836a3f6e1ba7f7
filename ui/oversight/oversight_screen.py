# SPDX-License-Identifier: Apache-2.0
"""The first room of an auditor: the journal and what fixes it, the people, and what was done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from logbook.domain.practice import Role
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.oversight.acts_card import ActsCard
from ui.safekeeping.journal_section import JournalSection
from ui.session import Session
from ui.tables.entry_card import EntryCard
from ui.today.safety import SafetyLine, safety_lines
from ui.widgets.card import Card
from ui.widgets.heading import Heading
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.page_scroll import PageScroll
from ui.widgets.text import Text


class OversightScreen(QWidget):
    """Shows that the journal is whole and who did what; no record about anybody.

    What an auditor has to do for their own way to open the logbook stands above, as on Today.
    """

    open_practice = Signal(object)
    """The section of the practice's room."""

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
        lines = safety_lines(session.logbook, session.preferences)
        if lines:
            page.addWidget(self._safety(lines))
        self.journal = JournalSection(session)
        self.acts = ActsCard(session)
        for part in (self.journal, _people(session), self.acts):
            page.addWidget(part)
        page.addStretch(1)
        column(self, "none").addWidget(PageScroll(ground))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _safety(self, lines: Sequence[SafetyLine]) -> QWidget:
        heading = _("Keeping the logbook safe")
        section = named(QWidget(), "section-safety", heading)
        theme.give_look(section, look="clear")
        cards = column(section, "s")
        cards.addWidget(Heading(heading, level=2))
        for line in lines:
            card = EntryCard(line.text, f"safety-{line.name}", line.section)
            card.opened.connect(self.open_practice)
            cards.addWidget(card)
        return section


def _people(session: Session) -> Card:
    card = Card(_("Who opens this logbook"), "oversight-people")
    for line in session.logbook.staffing.people():
        if line.role is not Role.EXECUTOR:
            said = _("{name} · {role} · {status}").format(
                name=line.name, role=label(line.role), status=label(line.status)
            )
            card.add(Text(said).selectable())
    return card
