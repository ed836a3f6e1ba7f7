# SPDX-License-Identifier: Apache-2.0
"""The keys of the logbook are changed: in a worker, over a window in which nothing is recorded.

Until the very end it can be stopped, and the key of the logbook has not changed then; the end takes
a moment. A lock stops it too, so the pause after which nobody is there waits for it: see
`keeps_open`. The window is covered because what is recorded after the records were encrypted anew
would make that useless.

Before it begins a backup is made and proven, where a place for backups is set. Where somebody is
shut out their former keys go first, once that is done: whoever stops it during the backup, which
may take minutes, has changed nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.app import KeyChangeNotEndedError, RotationJob
from logbook.domain.progress import Tell
from logbook.errors import LogbookError, StoppedError
from logbook.i18n import _
from ui.messages import error_sentence, the_sentence_or_raise
from ui.practice.backup_first import BackupFirst, stop_backup_under_way
from ui.safekeeping.long_work import LongWork
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.busy import Busy
from ui.widgets.buttons import plain_button
from ui.widgets.layouts import WrappingRow
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text

_MOST_TIMES = 3
"""So often it is begun anew because something was written in the last moment."""


class RotationSheet(Sheet):
    """Accepted: the keys are changed. Rejected: they are not, and it says why while it is open.

    Where they are changed and the disk did not take the last of it, it says that, and is accepted.

    Args:
        stands: The sentence of how things stand until then, for who changed something before.
        first: What goes before, once the backup is proven; gives that sentence. It may raise a
            LogbookError, and is not tried a second time then: what it takes is made elsewhere.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        stands: str = "",
        first: Callable[[], str] | None = None,
    ) -> None:
        super().__init__(_("Changing the keys"), "rotation-sheet", parent)
        self._session, self._stands, self._first = session, stands, first
        self._times = 0
        self._job: RotationJob | None = None
        self._has_changed = False
        self._work = LongWork(session.background, self)
        self._backup = BackupFirst(session, self)
        self._stopping = Text()
        self._busy = Busy("rotation", cancel=_("&Stop"))
        self._banner = Banner("rotation-sheet-message", lasting=True)
        self._again = plain_button(_("&Try again"), "rotation-again", "key-round")
        self._later = plain_button(_("&Later"), "rotation-later", "x")
        self._without = plain_button(
            _("&Go on without a backup"), "rotation-without-backup", "key-round"
        )
        self._without.hide()
        about = _(
            "All records are encrypted anew. Leave the computer on. Left alone meanwhile, the"
            " logbook locks itself up to 30 minutes later than it would."
        )
        without = WrappingRow([self._without], 1)
        for part in (Text(about), self._stopping, self._busy, self._banner, without):
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
        self._without.clicked.connect(self._do_without_backup)
        self._backup.progressed.connect(self._busy.show_part)
        self._backup.ended.connect(self.start)
        self._backup.failed.connect(self._say_no_backup)
        self._backup.stopped.connect(self.reject)
        self.finished.connect(self._backup.leave)
        self.finished.connect(self._let_go)

    @property
    def keeps_open(self) -> bool:
        """Whether it is at work, which a lock would undo: see `IdleWatch`."""
        return self._work.is_running or self._backup.is_running

    @Slot()
    def start(self) -> None:
        """Begin, unless it is under way."""
        if self.keeps_open:
            return
        self._banner.clear()
        self._tell_stopping()
        for button in (self._again, self._later, self._without):
            button.hide()
        if self._backup.is_wanted:
            self._busy.show_words(_("Making and proving a backup first …"))
            self.fit()
            self._busy.cancel_button.setFocus()
            self._backup.start()
            return
        if not self._did_first():
            return
        self._session.drafts.flush()
        try:
            job = self._job = self._session.logbook.rotating.prepare()
        except LogbookError as error:
            self._say(error_sentence(error))
            return
        self._busy.show_words(_("Encrypting the records anew …"))
        self.fit()
        self._busy.cancel_button.setFocus()
        self._work.start(partial(_made, job))

    def _did_first(self) -> bool:
        """Do what goes before, unless it is done; tell whether to go on."""
        if self._first is None:
            return True
        # A backup would be proven by keys that are others in a moment.
        stop_backup_under_way(self._session)
        try:
            self._stands = self._first()
        except LogbookError as error:
            self._say(error_sentence(error))
            self._again.hide()
            self._later.setFocus()
            self.fit()
            return False
        self._first = None
        self._tell_stopping()
        return True

    def _tell_stopping(self) -> None:
        stopped = _("It can be stopped, and locking stops it: then it is still to be done.")
        self._stopping.setText(f"{stopped} {self._stands}".strip())

    @Slot()
    def _stop(self) -> None:
        self._busy.show_stopping()
        if self._backup.is_running:
            self._backup.stop()
        self._work.stop()

    @Slot(str)
    def _say_no_backup(self, sentence: str) -> None:
        self._say(f"{sentence} {self._stands or _('The keys are not changed yet.')}")
        self._without.show()
        self.fit()

    @Slot()
    def _do_without_backup(self) -> None:
        self._backup.do_without()
        self.start()

    @Slot()
    def _let_go(self) -> None:
        """Stop what is under way, and put away what was made and nobody takes over any more."""
        self._work.stop()
        # A worker that ends later than this sees that it was stopped, and does it itself.
        if self._job is not None and self._job.copying.has_ended:
            self._job.discard()

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
        # From here on its key may be the logbook's own.
        self._job = None
        try:
            with _nothing_read(self._session):
                self._session.logbook.rotating.finish(job)
        except KeyChangeNotEndedError as error:
            self._has_changed = True
            self._say(error_sentence(error))
            self._again.hide()
            self._later.setFocus()
            self.fit()
            self.changed.emit()
            return
        except LogbookError as error:
            self._say(error_sentence(error))
            return
        self.changed.emit()
        self.accept()

    def reject(self) -> None:
        """Leave it; what has come to pass by then has."""
        if self._has_changed:
            self.accept()
        else:
            super().reject()

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


def _made(job: RotationJob, tell: Tell) -> RotationJob:
    """Run a job in a worker; where a lock came in its last moment, nobody else puts it away."""
    job.run(tell)
    try:
        tell(1, 1)
    except StoppedError:
        job.discard()
        raise
    return job


@contextmanager
def _nothing_read(session: Session) -> Iterator[None]:
    """Have nobody read for the length of a block, after which the database is another.

    What goes through everything in steps begins anew; a backup is left to the next time.
    """
    stop_backup_under_way(session)
    reading = (
        session.journal_check,
        session.whole_check,
        session.due_looking,
        session.outlook_looking,
    )
    stopped = [each for each in reading if each.is_running]
    for each in stopped:
        each.stop()
    try:
        yield
    finally:
        for each in stopped:
            each.start()


def change_keys(
    session: Session, parent: QWidget, stands: str = "", first: Callable[[], str] | None = None
) -> RotationSheet:
    """Open the sheet over a window, and begin; `stands` and `first`: see there."""
    sheet = RotationSheet(session, parent, stands, first)
    sheet.finished.connect(sheet.deleteLater)
    sheet.open()
    sheet.start()
    return sheet
