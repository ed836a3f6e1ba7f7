# SPDX-License-Identifier: Apache-2.0
"""Covers a logbook nobody sits at any more while what was typed last cannot be written.

What was on the screen is gone. The words stay in memory, encrypted nowhere, and so do the keys they
are to be kept with: only as long as it takes to write them, and for minutes at most.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from logbook.i18n import _
from ui.theme import Tone
from ui.unlocking.stage import Stage
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button, primary_button
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.naming import named
from ui.widgets.tab_order import settle_tab_order
from ui.widgets.text import Text

if TYPE_CHECKING:
    from logbook.clock import Clock
    from ui.session import DraftKeeper

_AGAIN_MS = 3_000
_LONGEST = timedelta(minutes=5)


class UnwrittenScreen(QWidget):
    """`left` once everything is written, the person gives it up, or five minutes have passed.

    Args:
        drafts: What is to be written. It is tried every few seconds.
        clock: Of the computer: it goes on while the computer sleeps.
    """

    left = Signal()

    def __init__(self, drafts: DraftKeeper, clock: Clock) -> None:
        super().__init__()
        named(self, "unwritten", _("Not locked yet"))
        self._drafts, self._clock = drafts, clock
        self._since = clock.now()
        self._tries_left = _LONGEST // timedelta(milliseconds=_AGAIN_MS)
        self._banner = Banner("unwritten-banner", lasting=True)
        self.again_button = primary_button(_("&Try again"), "unwritten-again", "lock")
        self.leave_button = plain_button(_("&Lock without it"), "unwritten-leave", "x")
        self._build()
        self._beat = QTimer(self, interval=_AGAIN_MS)
        self._beat.timeout.connect(self._try_in_time)
        self._beat.start()

    def _build(self) -> None:
        stage = Stage(
            _("Not locked yet"),
            _("What was typed last could not be written to the disk. It is hidden, and kept here."),
        )
        said = _(
            "It is tried again every few seconds, and the logbook locks as soon as it is written."
            " After five minutes it locks without it. What was kept before is not affected."
        )
        made = _("Make room on the disk, or connect it again.")
        for part in (
            Text(made),
            Text(said, look="muted"),
            self._banner,
            WrappingRow([self.again_button, self.leave_button]),
        ):
            stage.add(part)
        column(self, "none").addWidget(stage)
        self.setFocusProxy(self.again_button)
        settle_tab_order(self, ())
        self.again_button.clicked.connect(self._try)
        self.leave_button.clicked.connect(self._leave)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self._leave)

    @Slot()
    def _try(self) -> None:
        if not self._is_written():
            said = _("It could still not be written. It is tried again by itself.")
            self._banner.show_message(Tone.STOP, said)

    @Slot()
    def _try_in_time(self) -> None:
        self._tries_left -= 1
        # Either clock may be the one that ran on: this one counts what the computer was awake.
        is_late = self._tries_left <= 0 or self._clock.now() - self._since >= _LONGEST
        if not self._is_written() and is_late:
            self._leave()

    def _is_written(self) -> bool:
        """Try to write; tell whether nothing waits any more, and then let the window lock."""
        self._drafts.flush()
        if self._drafts.unwritten:
            return False
        self._leave()
        return True

    @Slot()
    def _leave(self) -> None:
        self._beat.stop()
        self.left.emit()
