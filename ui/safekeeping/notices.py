# SPDX-License-Identifier: Apache-2.0
"""What stands above every screen for as long as it holds.

That nothing can be recorded, and why; that another program copies the folder; that a clock leapt.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from logbook.app import ReadOnly
from logbook.domain.clock_jump import ClockJump
from logbook.domain.permissions import may
from logbook.domain.records import Act
from logbook.i18n import _, ngettext
from logbook.wording.anchor_words import read_only_sentence
from logbook.wording.dates import moment_in_words
from ui import theme
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.page_scroll import PageScroll

_MOST_NAMED = 3
_MOST_OF_THE_WINDOW = 40
"""Per cent of its height."""

_LEAST = 96
"""Pixels at 100 % zoom."""


class StandingNotices(QWidget):
    """`open_practice` carries the section of the practice's room that helps."""

    open_practice = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        named(self, "standing-notices", _("Standing messages"))
        theme.give_look(self, look="clear")
        self._session = session
        self._read_only: ReadOnly | None = None
        self._reading = Banner("read-only", lasting=True)
        self._folder = Banner("folder-notice", lasting=True)
        self._clock = Banner("clock-notice")
        self._clock_was_told = False
        self._ground = QWidget()
        self._lines = column(self._ground, "s", ("none", "s", "none", "none"))
        for banner in (self._reading, self._folder, self._clock):
            self._lines.addWidget(banner)
        self._scroll = named(PageScroll(self._ground), "standing-scroll", _("Standing messages"))
        column(self, "none").addWidget(self._scroll)
        self._reading.acted.connect(self._offer_restore)
        self._clock.dismissed.connect(self.fit)
        self._show_folder()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say what holds now; what was said is not said again."""
        self._show_reading(self._session.logbook.read_only)
        self._show_clock(self._session.logbook.clock_jump)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height of the words at the new width."""
        super().resizeEvent(event)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Take the room the words need, none where there are none, and never most of the window.

        Where they need more, they scroll, with the arrow keys too.
        """
        banners = (self._reading, self._folder, self._clock)
        nothing = all(banner.isHidden() for banner in banners)
        self.setHidden(nothing)
        if nothing:
            return
        self._lines.activate()
        most = max(self.window().height() * _MOST_OF_THE_WINDOW // 100, theme.scaled(_LEAST))
        needed = self._lines.totalHeightForWidth(max(self.width(), 1))
        if needed > most:
            beside = self.width() - self._scroll.verticalScrollBar().sizeHint().width()
            needed = self._lines.totalHeightForWidth(max(beside, 1))
        # Left to itself, what scrolls would be as tall as it is where it is narrowest.
        self._ground.setFixedHeight(needed)
        self.setFixedHeight(min(needed, most))
        policy = Qt.FocusPolicy.StrongFocus if needed > most else Qt.FocusPolicy.NoFocus
        self._scroll.setFocusPolicy(policy)

    def _show_reading(self, found: ReadOnly | None) -> None:
        if found is None or found == self._read_only:
            return
        self._read_only = found
        role = self._session.logbook.practitioner.role
        helps = found.calls_for_a_backup and may(role, Act.LOGBOOK_RESTORED)
        self._reading.show_message(
            Tone.STOP if found.calls_for_a_backup else Tone.WARN,
            _("Open for reading only. {why}").format(
                why=read_only_sentence(found.reason, found.entries)
            ),
            _("Restore a backup …") if helps else "",
        )

    @Slot()
    def _offer_restore(self) -> None:
        self.open_practice.emit("backup")

    def _show_folder(self) -> None:
        logbook = self._session.logbook
        copies, service = logbook.conflict_copies, logbook.synced_by
        if copies:
            named = ", ".join(f"“{name}”" for name in copies[:_MOST_NAMED])
            words = ngettext(
                "Another program has put a copy it could not merge beside the logbook: {names}."
                " What is open here is whole. Leave the copy where it is, and open it on the"
                " computer it came from before recording more there.",
                "Another program has put copies it could not merge beside the logbook: {names}."
                " What is open here is whole. Leave the copies where they are, and open them on"
                " the computers they came from before recording more there.",
                len(copies),
            )
            self._folder.show_message(Tone.WARN, words.format(names=named))
        elif service is not None:
            words = _(
                "{service} copies this folder while you work, which can damage the logbook. Lock,"
                " move the folder to where nothing copies it, and publish snapshots there instead."
            )
            self._folder.show_message(Tone.INFO, words.format(service=service))

    def _show_clock(self, jump: ClockJump | None) -> None:
        if jump is None or self._clock_was_told:
            return
        self._clock_was_told = True
        zone = self._session.logbook.clock.zone
        words = (
            _(
                "This computer's clock says {now}, earlier than the last entry, which says {last}."
                " Nothing is lost. Put the clock right before you record: times go on paper."
            )
            if jump.is_back
            else _(
                "This computer's clock says {now}; the last entry says {last}. If that cannot be,"
                " put the clock right before you record: times go on paper."
            )
        )
        self._clock.show_message(
            Tone.WARN,
            words.format(
                now=moment_in_words(jump.now, zone), last=moment_in_words(jump.last, zone)
            ),
        )
