# SPDX-License-Identifier: Apache-2.0
"""Trying out whether a backup would save the practice: restored on trial, counted, removed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot

from logbook.domain.backup import Rehearsal
from logbook.errors import LogbookError
from logbook.i18n import _
from ui.asking import Asking
from ui.messages import error_sentence, the_sentence_or_raise
from ui.safekeeping.backup_words import rehearsal_sentence
from ui.safekeeping.files import documents
from ui.safekeeping.long_work import LongWork
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.busy import Busy
from ui.widgets.buttons import plain_button, quiet_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow
from ui.widgets.text import Text

BACKUPS = "Logbook backup (*.logbookbackup)"


class RehearsalCard(Card):
    """Rehearses the newest backup, or one that is chosen; `recorded` carries what was found."""

    recorded = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(_("Try out a backup"), "rehearsal")
        self._session = session
        self._asking: Asking | None = None
        self._newest = plain_button(
            _("&Try out the newest backup"), "rehearse-newest", "circle-check"
        )
        self._other = quiet_button(_("Try out &another …"), "rehearse-other", "inbox")
        self._busy = Busy("rehearsal", cancel=_("&Stop"))
        self._newest_file: Path | None = None
        self._work = LongWork(session.background, self)
        self._banner = Banner("rehearsal-message")
        about = _(
            "A backup nobody has ever opened is a hope. Here one is restored on trial, compared"
            " with this logbook, and removed again. Nothing in the logbook changes; the journal"
            " notes what was found."
        )
        for part in (
            Text(about, look="small"),
            self._busy,
            self._banner,
            WrappingRow([self._newest, self._other], 2),
        ):
            self.add(part)
        self._newest.clicked.connect(self._rehearse_newest)
        self._other.clicked.connect(self._ask)
        self._busy.cancelled.connect(self._stop)
        self._work.progressed.connect(self._busy.show_part)
        self._work.done.connect(self._record)
        self._work.failed.connect(self._fail)
        self._work.stopped.connect(self._show_stopped)
        self.take_newest(None)

    @Slot(object)
    def take_newest(self, backup: Path | None) -> None:
        """Offer the newest where there is one."""
        self._newest_file = backup
        self._show_able()

    def rehearse(self, backup: Path) -> None:
        """Try out one backup."""
        self._banner.clear()
        try:
            job = self._session.logbook.rehearsing.prepare(backup)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._work.start(job.run)
        self._show_busy(busy=True)
        self._busy.cancel_button.setFocus()

    @Slot()
    def _rehearse_newest(self) -> None:
        if self._newest_file is not None:
            self.rehearse(self._newest_file)

    @Slot()
    def _stop(self) -> None:
        self._busy.show_stopping()
        self._work.stop()

    @Slot()
    def _show_stopped(self) -> None:
        self._show_busy(busy=False)
        said = _("It was stopped. What was restored on trial is removed again.")
        self._banner.show_message(Tone.INFO, said)

    @Slot()
    def _ask(self) -> None:
        if self._asking is None:
            self._asking = Asking(self)
        place = self._session.preferences.backup_place(self._session.logbook.id)
        self._asking.choose_file(_("Choose a backup"), self.rehearse, place or documents(), BACKUPS)

    @Slot(object)
    def _record(self, found: Rehearsal) -> None:
        self._show_busy(busy=False)
        logbook = self._session.logbook
        try:
            if logbook.read_only is None:
                logbook.rehearsing.record(found)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        tone = Tone.DONE if found.is_passed else Tone.STOP
        self._banner.show_message(tone, rehearsal_sentence(found, logbook.clock.zone))
        if logbook.read_only is None:
            self.recorded.emit(found)

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        self._show_busy(busy=False)
        self._banner.show_message(Tone.STOP, the_sentence_or_raise(error))

    def _show_busy(self, *, busy: bool) -> None:
        if busy:
            self._busy.show_words(_("Restoring it on trial …"))
            self._show_able()
            return
        had_focus = self._busy.cancel_button.hasFocus()
        self._show_able()
        if had_focus:
            # Back to what began it, before the button to stop it goes.
            (self._newest if self._newest.isEnabled() else self._other).setFocus()
        self._busy.hide()

    def _show_able(self) -> None:
        is_free = not self._work.is_running
        self._other.setEnabled(is_free)
        self._newest.setEnabled(is_free and self._newest_file is not None)
