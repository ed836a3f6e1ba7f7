# SPDX-License-Identifier: Apache-2.0
"""A line that says what is being done, with a bar; numbers where there are any."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from logbook.i18n import _
from ui import theme
from ui.widgets.buttons import quiet_button
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.naming import announce, named
from ui.widgets.text import Text

_FINE = 1_000
"""Steps of the bar."""

_SAID_EVERY = 25
"""Per cent: so often a screen reader hears how far it is."""


class Busy(QWidget):
    """Hidden until something is under way; `cancelled` where that may be stopped."""

    cancelled = Signal()

    def __init__(self, identifier: str, *, cancel: str = "") -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._words = Text(look="strong")
        self._what = ""
        self._said = 0
        self._bar = named(QProgressBar(), f"{identifier}-progress", _("Progress"))
        self._bar.setTextVisible(False)
        self.cancel_button = quiet_button(cancel, f"{identifier}-cancel", "x")
        layout = column(self, "s")
        layout.addWidget(self._words)
        layout.addWidget(self._bar)
        if cancel:
            layout.addWidget(WrappingRow([self.cancel_button], 1))
        self.cancel_button.clicked.connect(self._cancel)
        self.hide()

    def show_words(self, words: str) -> None:
        """Say what is under way, of which nobody knows how long it takes."""
        self._bar.setRange(0, 0)
        self._words.setText(words)
        self._what, self._said = words, 0
        self.cancel_button.setEnabled(True)
        self.show()
        announce(self, words)

    def show_progress(self, words: str, done: int, total: int) -> None:
        """Say how far it is."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._words.setText(words)

    @Slot(int, int)
    def show_part(self, done: int, total: int) -> None:
        """Say how far what was named before is, in per cent."""
        if self.isHidden() or total <= 0:
            return
        self._bar.setRange(0, _FINE)
        self._bar.setValue(_FINE * done // total)
        percent = 100 * done // total
        words = _("{what} {percent} %").format(what=self._what, percent=percent)
        self._words.setText(words)
        if percent // _SAID_EVERY > self._said:
            self._said = percent // _SAID_EVERY
            announce(self, words)

    def show_stopping(self) -> None:
        """Say that it is being stopped, which may take a moment."""
        self._bar.setRange(0, 0)
        self._words.setText(_("Stopping …"))
        self.cancel_button.setEnabled(False)
        announce(self, self._words.text())

    @Slot()
    def _cancel(self) -> None:
        self.cancelled.emit()
