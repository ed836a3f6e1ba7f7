# SPDX-License-Identifier: Apache-2.0
"""The first thing a person sees of a locked logbook: its name, and a line for the passphrase.

Nothing but QtCore, QtGui and QtWidgets may be imported before this screen is painted, so the door
(`logbook.app`: SQLCipher, cryptography) is imported in the functions that unlock. The window
loads it in the background as soon as the screen has been painted.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from logbook.errors import LogbookError
from logbook.i18n import _, ngettext
from ui import theme
from ui.background import Background
from ui.theme import Tone
from ui.unlocking.stage import Stage
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.field import Field
from ui.widgets.layouts import WrappingRow
from ui.widgets.naming import announce, named
from ui.widgets.secret_field import SecretField
from ui.widgets.text import Text

if TYPE_CHECKING:
    from logbook.app import Keys
    from logbook.clock import Clock

_LONGEST_WAIT = 30
_SECOND = 1000
_WRONG = "vault.wrong_passphrase"


def seconds_to_wait(failures: int) -> int:
    """Tell how long to wait after so many wrong passphrases: 1, 2, 4 … 30 seconds."""
    return min(_LONGEST_WAIT, 2 ** (failures - 1)) if failures else 0


class UnlockScreen(QWidget):
    """`unlocked` carries the open Logbook; `another` and `make_new` ask for other screens."""

    unlocked = Signal(object)
    another = Signal()
    make_new = Signal()

    def __init__(
        self,
        folder: Path,
        background: Background,
        clock: Clock | None = None,
        *,
        hint: str = "",
    ) -> None:
        super().__init__()
        named(self, "unlock", _("Unlock"))
        self._folder, self._background, self._clock = folder, background, clock
        self._hint = hint
        self._failures = 0
        self._left_to_wait = 0
        self._busy = False
        self._second = QTimer(self, interval=_SECOND)
        self._build()
        self._connect()

    @property
    def folder(self) -> Path:
        """The folder of the logbook to unlock."""
        return self._folder

    def show_error(self, error: LogbookError) -> None:
        """Say inline what stands in the way."""
        self._banner.show_message(Tone.STOP, _sentence(error))

    def _build(self) -> None:
        stage = Stage(
            _("Unlock"), _("The logbook “{name}” is locked.").format(name=self._folder.stem)
        )
        self._secret = SecretField("unlock-passphrase")
        said = _("The passphrase of the sample is: {passphrase}").format(passphrase=self._hint)
        self._field = Field(_("&Passphrase"), self._secret, hint=said if self._hint else "")
        self._banner = Banner("unlock-banner", lasting=True)
        self._wait = Text(look="strong", tone=Tone.WARN)
        self._wait.hide()
        self._progress = named(QProgressBar(), "unlock-progress", _("Unlocking"))
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._unlock = primary_button(_("&Unlock"), "unlock-go", "key-round")
        self._another = quiet_button(_("Open &another…"), "unlock-another", "book-open")
        self._make = quiet_button(_("Make a &new logbook…"), "unlock-new", "plus")
        for part in (self._field, self._banner, self._wait, self._progress):
            stage.add(part)
        stage.add(WrappingRow([self._unlock], 1))
        stage.add(WrappingRow([self._another, self._make], 2))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(stage)
        self.setFocusProxy(self._secret)

    def _connect(self) -> None:
        self._secret.entered.connect(self._try)
        self._unlock.clicked.connect(self._try)
        self._another.clicked.connect(self.another)
        self._make.clicked.connect(self.make_new)
        self._second.timeout.connect(self._count_down)

    @Slot()
    def _try(self) -> None:
        if self._busy or self._left_to_wait:
            return
        if not self._secret.text():
            self._field.show_problem(_("Type the passphrase first."))
            self._secret.setFocus()
            return
        from logbook.app import unlock_job  # noqa: PLC0415 - only once unlocking, see above

        self._field.show_problem("")
        self._banner.clear()
        try:
            job = unlock_job(self._folder, self._secret.text())
        except LogbookError as error:
            self.show_error(error)
            return
        self._show_busy(busy=True)
        self._background.run(job.run, self._open, self._refuse)

    @Slot(object)
    def _open(self, keys: Keys) -> None:
        from logbook.app import Logbook  # noqa: PLC0415 - only once unlocking, see above

        self._show_busy(busy=False)
        try:
            logbook = Logbook.open(self._folder, keys, self._clock, failed_before=self._failures)
        except LogbookError as error:
            self.show_error(error)
            return
        self._secret.clear()
        self._failures = 0
        self.unlocked.emit(logbook)

    @Slot(object)
    def _refuse(self, error: Exception) -> None:
        self._show_busy(busy=False)
        if not isinstance(error, LogbookError):
            raise error
        if error.code != _WRONG:
            self.show_error(error)
            return
        self._failures += 1
        self._left_to_wait = seconds_to_wait(self._failures)
        self._field.show_problem(_sentence(error))
        self._secret.clear()
        self._unlock.setEnabled(False)
        self._second.start()
        self._say_wait()
        self._secret.setFocus()

    @Slot()
    def _count_down(self) -> None:
        self._left_to_wait -= 1
        if self._left_to_wait <= 0:
            self._left_to_wait = 0
            self._second.stop()
            self._unlock.setEnabled(True)
            announce(self._secret, _("You can try again now."))
        self._say_wait()

    def _say_wait(self) -> None:
        left = self._left_to_wait
        self._wait.setVisible(bool(left))
        self._wait.setText(
            ngettext(
                "You can try again in {count} second.",
                "You can try again in {count} seconds.",
                left,
            ).format(count=left)
        )
        if left == seconds_to_wait(self._failures):
            announce(self._wait, self._wait.text())

    def _show_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self._progress.setVisible(busy)
        self._unlock.setText(_("Unlocking…") if busy else _("&Unlock"))
        for part in (self._unlock, self._another, self._make, self._secret):
            part.setEnabled(not busy)
        if busy:
            announce(self, _("Unlocking. This takes a moment on purpose."))
            self.setCursor(QtCore.Qt.CursorShape.BusyCursor)
        else:
            self.unsetCursor()
            self._secret.setFocus()
        theme.give_icon(self._unlock, "key-round", "on_accent")


def _sentence(error: LogbookError) -> str:
    from ui.messages import error_sentence  # noqa: PLC0415 - the sentences come with the rules

    return error_sentence(error)
