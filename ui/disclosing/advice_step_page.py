# SPDX-License-Identifier: Apache-2.0
"""The step that asks whether anybody's advice was sought before deciding (HP7)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot

from logbook.domain.decision import AdviceEntry
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.steps import Step
from logbook.i18n import _
from ui.disclosing.advice_list import AdviceList
from ui.disclosing.draft_page import DraftPage


class AdviceStepPage(DraftPage):
    """Lists the advice sought; each entry is opened on a page of its own."""

    advice_opened = Signal(int)
    """The place of the advice entry to open; -1 for a new one."""

    def __init__(self, draft: DisclosureDraft) -> None:
        super().__init__(
            draft,
            Step.ADVICE,
            _("Have you asked anybody?"),
            _("Nobody has to decide this alone. It can be done without saying who it is about."),
        )
        self._advice = AdviceList()
        self.put("advice", self._advice)
        for part in ("why_not_followed", "asked_on", "identity_because"):
            self.keep_field(f"advice.{part}", self._advice)
        self.show_draft(draft)
        self._advice.opened.connect(self.advice_opened)
        self._advice.edited.connect(self._take)
        self._advice.rows_changed.connect(self.settle_tab_order)
        self.settle_tab_order()

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the draft's advice."""
        super().show_draft(draft)
        self._advice.show_entries(draft.advice)

    @Slot(object)
    def _take(self, entries: tuple[AdviceEntry, ...]) -> None:
        self._change(replace(self._draft, advice=entries))
