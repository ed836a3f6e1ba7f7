# SPDX-License-Identifier: Apache-2.0
"""What the forms about a person who opens the logbook have in common: done, or left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from logbook.i18n import _
from ui.practice.task_card import TaskCard
from ui.session import Session
from ui.widgets.buttons import quiet_button


class StaffForm(TaskCard):
    """`done` carries what to say once it is; `left` when the person thinks better of it."""

    done = Signal(str)
    left = Signal()

    def __init__(self, session: Session, heading: str) -> None:
        super().__init__(session, heading, "staff-form")
        self.cancel_button = quiet_button(_("Cancel"), "staff-form-cancel", "x")
        self.cancel_button.clicked.connect(self.left)

    def keep_place(self) -> None:
        """Keep what is typed, with the field in which the person was last; here nothing is."""

    def return_to_place(self) -> None:
        """Go on in the field in which the person was last, if there is one; here there is none."""

    def end_with_cancel(self, button: QPushButton) -> None:
        """Close the form with its one button, and the one that leaves it."""
        self.end_with(button, self.cancel_button)

    def finish(self, does: Callable[[], str]) -> None:
        """Do something that ends the form, or say what keeps it from being done."""
        self.banner.clear()
        self.act(partial(self._finished, does))

    def finished(self, words: str) -> str:
        """End the form; what it says is said where it stood."""
        self.done.emit(words)
        return ""

    def _finished(self, does: Callable[[], str]) -> str:
        return self.finished(does())
