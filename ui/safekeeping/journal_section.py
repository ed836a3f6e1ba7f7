# SPDX-License-Identifier: Apache-2.0
"""The section of the practice's room about the journal: how far it proves itself, and its check."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.permissions import may
from logbook.domain.records import Act
from logbook.i18n import _
from ui import theme
from ui.safekeeping.check_card import CheckCard
from ui.safekeeping.day_sheet_card import DaySheetCard
from ui.safekeeping.sheet_card import SheetCard
from ui.safekeeping.stamp_card import StampCard
from ui.safekeeping.witness_card import WitnessCard
from ui.session import Session
from ui.widgets.layouts import column
from ui.widgets.naming import named


class JournalSection(QWidget):
    """Everybody may check; who may anchor is offered that too."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        named(self, "journal-section", _("Journal"))
        theme.give_look(self, look="clear")
        self.check, self.sheet = CheckCard(session), SheetCard(session)
        layout = column(self, "l")
        may_anchor = may(session.logbook.practitioner.role, Act.CHECKPOINT_WITNESSED)
        layout.addWidget(self.check)
        if may_anchor:
            day_sheet = DaySheetCard(session)
            day_sheet.made.connect(self.check.refresh)
            layout.addWidget(day_sheet)
        layout.addWidget(self.sheet)
        if may_anchor:
            for card in (WitnessCard(session), StampCard(session)):
                card.kept.connect(self.check.refresh)
                layout.addWidget(card)
        layout.addStretch(1)

    @Slot()
    def refresh(self) -> None:
        """Say how it stands now."""
        self.check.refresh()
