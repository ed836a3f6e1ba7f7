# SPDX-License-Identifier: Apache-2.0
"""Trying out whether a backup would save the practice: restored on trial, counted, removed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot

from logbook.domain.backup import Rehearsal
from logbook.errors import LogbookError
from logbook.i18n import _
from ui.asking import Asking
from ui.messages import error_sentence, the_sentence_or_raise
from ui.safekeeping.backup_words import rehearsal_sentence
from ui.safekeeping.busy import Busy
from ui.safekeeping.files import documents
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button, quiet_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow
from ui.widgets.text import Text

BACKUPS = "Logbook backup (*.logbookbackup)"


class RehearsalCard(Card):
    """Rehearses the newest backup, or one that is chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__(_("Try out a backup"), "rehearsal")
        self._session = session
        self._asking: Asking | None = None
        self._newest = plain_button(
            _("&Try out the newest backup"), "rehearse-newest", "circle-check"
        )
        self._other = quiet_button(_("Try out &another …"), "rehearse-other", "inbox")
        self._busy = Busy("rehearsal")
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
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Offer the newest where there is one."""
        self._newest.setEnabled(self._newest_file() is not None)

    def rehearse(self, backup: Path) -> None:
        """Try out one backup."""
        self._banner.clear()
        try:
            job = self._session.logbook.rehearsing.prepare(backup)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._show_busy(busy=True)
        self._session.background.run(job.run, self._record, self._fail)

    def _newest_file(self) -> Path | None:
        logbook = self._session.logbook
        place = self._session.preferences.backup_place(logbook.id)
        if place is None or not place.is_dir():
            return None
        stored = logbook.backing_up.stored_at(place)
        return place / stored[-1].name if stored else None

    @Slot()
    def _rehearse_newest(self) -> None:
        newest = self._newest_file()
        if newest is not None:
            self.rehearse(newest)
        else:
            self.refresh()

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

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        self._show_busy(busy=False)
        self._banner.show_message(Tone.STOP, the_sentence_or_raise(error))

    def _show_busy(self, *, busy: bool) -> None:
        if busy:
            self._busy.show_words(_("Restoring it on trial …"))
        else:
            self._busy.hide()
        self._other.setEnabled(not busy)
        self._newest.setEnabled(not busy)
