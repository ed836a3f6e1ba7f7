# SPDX-License-Identifier: Apache-2.0
"""The keys of the logbook are changed: in a worker, over a window in which nothing is recorded.

Until the very end it can be stopped, and nothing has changed then; the end takes a moment. A lock
stops it too. The window is covered because what is recorded after the records were encrypted anew
would make that useless.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.app import RotationJob
from logbook.errors import LogbookError
from logbook.i18n import _
from ui.messages import error_sentence, the_sentence_or_raise
from ui.safekeeping.long_work import LongWork
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.busy import Busy
from ui.widgets.buttons import plain_button
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text

_MOST_TIMES = 3
"""So often it is begun anew because something was written in the last moment."""


class RotationSheet(Sheet):
    """Accepted: the keys are changed. Rejected: they are not, and it says why while it is open."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(_("Changing the keys"), "rotation-sheet", parent)
        self._session = session
        self._times = 0
        self._job: RotationJob | None = None
        self._work = LongWork(session.background, self)
        self._busy = Busy("rotation", cancel=_("&Stop"))
        self._banner = Banner("rotation-sheet-message", lasting=True)
        self._again = plain_button(_("&Try again"), "rotation-again", "key-round")
        self._later = plain_button(_("&Later"), "rotation-later", "x")
        about = _(
            "All records are encrypted anew. Leave the computer on. It can be stopped: then"
            " nothing has changed, and it is still to be done."
        )
        for part in (Text(about), self._busy, self._banner):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.add_buttons([self._later, self._again])
        self._busy.cancelled.connect(self._stop)
        self._work.progressed.connect(self._busy.show_part)
        self._work.done.connect(self._finish)
        self._work.failed.connect(self._fail)
        self._work.stopped.connect(self._give_up)
        self._again.clicked.connect(self.start)
        self._later.clicked.connect(self.reject)
        self.finished.connect(self._work.stop)

    @Slot()
    def start(self) -> None:
        """Begin, unless it is under way."""
        if self._work.is_running:
            return
        self._banner.clear()
        self._again.hide()
        self._later.hide()
        self._session.drafts.flush()
        try:
            job = self._job = self._session.logbook.rotating.prepare()
        except LogbookError as error:
            self._say(error_sentence(error))
            return
        self._busy.show_words(_("Encrypting the records anew …"))
        self.fit()
        self._busy.cancel_button.setFocus()
        self._work.start(job.run)

    @Slot()
    def _stop(self) -> None:
        self._busy.show_stopping()
        self._work.stop()

    @Slot()
    def _give_up(self) -> None:
        # It may have come to its end in the moment it was stopped.
        if self._job is not None:
            self._job.discard()
        self.reject()

    @Slot(object)
    def _finish(self, job: RotationJob) -> None:
        if not job.copying.is_up_to_date and self._times < _MOST_TIMES:
            self._times += 1
            job.discard()
            self.start()
            return
        try:
            self._session.logbook.rotating.finish(job)
        except LogbookError as error:
            self._say(error_sentence(error))
            return
        self.changed.emit()
        self.accept()

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        self._say(the_sentence_or_raise(error))

    def _say(self, sentence: str) -> None:
        self._busy.hide()
        self._again.show()
        self._later.show()
        self._banner.show_message(Tone.STOP, sentence)
        self.fit()
        self._again.setFocus()


def change_keys(session: Session, parent: QWidget) -> RotationSheet:
    """Open the sheet over a window, and begin."""
    sheet = RotationSheet(session, parent)
    sheet.finished.connect(sheet.deleteLater)
    sheet.open()
    sheet.start()
    return sheet
