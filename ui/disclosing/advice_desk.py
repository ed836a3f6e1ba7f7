# SPDX-License-Identifier: Apache-2.0
"""Asking somebody from within the wizard: which entry is open, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal, Slot

from logbook.domain.decision import AdviceEntry
from logbook.domain.disclosure import DisclosureDraft
from ui.disclosing.advice_page import AdvicePage


class AdviceDesk(QObject):
    """Opens one entry of a draft's advice on its page.

    `edited` carries the draft's whole advice as it now is; `left` says that one wants to go back.
    """

    edited = Signal(object)
    left = Signal()

    def __init__(self, today: date, parent: QObject) -> None:
        super().__init__(parent)
        self.page = AdvicePage(today)
        self._today = today
        self._advice: tuple[AdviceEntry, ...] = ()
        self._place: int | None = None
        self.page.edited.connect(self._take)
        self.page.back.connect(self.left)
        self.page.on.connect(self.left)

    @property
    def is_open(self) -> bool:
        """Whether an entry is open."""
        return self._place is not None

    def open(self, draft: DisclosureDraft, place: int, wording: str) -> None:
        """Show the entry at a place of the draft's advice, or a new one if there is none there."""
        self._advice = draft.advice
        if 0 <= place < len(draft.advice):
            entry = draft.advice[place]
        else:
            place, entry = len(draft.advice), AdviceEntry(asked_on=self._today)
        self._place = place
        self.page.show_entry(entry, wording)

    def close(self) -> None:
        """Let go of the entry."""
        self._place = None

    @Slot(object)
    def _take(self, entry: object) -> None:
        assert isinstance(entry, AdviceEntry), "the advice page emits entries"
        place = self._place
        assert place is not None, "the advice page is shown for an entry"
        self._advice = (*self._advice[:place], entry, *self._advice[place + 1 :])
        self.edited.emit(self._advice)


def without_empty_advice(draft: DisclosureDraft) -> DisclosureDraft:
    """Give the draft without entries of advice that say nothing."""
    said = tuple(entry for entry in draft.advice if _says_something(entry))
    return draft if said == draft.advice else replace(draft, advice=said)


def _says_something(entry: AdviceEntry) -> bool:
    words = (entry.adviser, entry.role, entry.question, entry.advice)
    return any(text.strip() for text in words)
