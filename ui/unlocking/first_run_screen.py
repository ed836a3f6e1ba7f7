# SPDX-License-Identifier: Apache-2.0
"""The very first screen: make a logbook, open one, restore a backup, or explore a sample."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from logbook.i18n import _
from ui.theme import Tone
from ui.unlocking.stage import Stage
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button, primary_button
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.text import Text


class FirstRunScreen(QWidget):
    """Four ways in; the window does what is asked."""

    make_new = Signal()
    open_existing = Signal()
    restore = Signal()
    explore = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "first-run", _("Welcome"))
        stage = Stage(
            _("Welcome"),
            _(
                "A logbook holds who agreed to what, whom you told what, and why."
                " Only you can read it."
            ),
        )
        self._ways = [
            self._way(
                stage,
                primary_button(_("&Make a logbook"), "first-make", "plus"),
                _("For your practice. It takes five minutes."),
            ),
            self._way(
                stage,
                plain_button(_("&Open a logbook"), "first-open", "book-open"),
                _("One that is on this computer already, or on a disk you have connected."),
            ),
            self._way(
                stage,
                plain_button(_("&Restore a backup"), "first-restore", "inbox"),
                _("After a computer was lost or replaced: from a memory stick or another disk."),
            ),
            self._way(
                stage,
                plain_button(_("E&xplore a sample logbook"), "first-explore", "eye"),
                _("Invented people in a logbook of its own. Nothing in it is real."),
            ),
        ]
        self._banner = Banner("first-banner", lasting=True)
        self._progress = named(QProgressBar(), "first-progress", _("Making the sample logbook"))
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        stage.add(self._banner)
        stage.add(self._progress)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(stage)
        asked_for = (self.make_new, self.open_existing, self.restore, self.explore)
        for button, asked in zip(self._ways, asked_for, strict=True):
            button.clicked.connect(asked)
        self.setFocusProxy(self._ways[0])

    def show_message(self, text: str) -> None:
        """Say what went wrong with what was asked."""
        self._banner.show_message(Tone.STOP, text)

    def show_busy(self, *, busy: bool) -> None:
        """Show that the sample is being made."""
        self._progress.setVisible(busy)
        for button in self._ways:
            button.setEnabled(not busy)

    def _way(self, stage: Stage, button: QPushButton, explanation: str) -> QPushButton:
        button.setAccessibleDescription(explanation)
        lines = column(gap="xs")
        lines.addWidget(button)
        lines.addWidget(Text(explanation, look="muted"))
        stage.add(lines)
        return button
