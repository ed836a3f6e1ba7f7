# SPDX-License-Identifier: Apache-2.0
"""Before all else for a colleague whose passphrase somebody gave them: one of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QProgressBar, QWidget

from logbook.domain.practice import Role
from logbook.errors import LogbookError
from logbook.i18n import _
from ui.background import Background
from ui.messages import error_sentence, the_sentence_or_raise
from ui.theme import Tone
from ui.unlocking.new_passphrase import NewPassphrase
from ui.unlocking.stage import Stage
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.naming import announce, named
from ui.widgets.tab_order import settle_tab_order
from ui.widgets.text import Text

if TYPE_CHECKING:
    from logbook.app import Logbook, NewKeys

_PASSPHRASE_REFUSED = (
    "vault.weak_passphrase",
    "vault.unusable_passphrase",
    "vault.given_passphrase",
)


class OwnPassphraseScreen(QWidget):
    """`taken` carries the logbook as it is open with their own keys; `left` when they lock.

    It shows nothing of the logbook, and nothing else is to be reached from it.
    """

    taken = Signal(object)
    left = Signal()

    def __init__(self, logbook: Logbook, background: Background) -> None:
        super().__init__()
        named(self, "own-passphrase", _("Choose your own passphrase"))
        self._logbook, self._background = logbook, background
        self._busy = False
        about = (logbook.practitioner.name, logbook.practice.name)
        self._new = NewPassphrase(background, "own", lambda: about)
        self._banner = Banner("own-banner", lasting=True)
        self._progress = named(QProgressBar(), "own-progress", _("Making your keys"))
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self.button = primary_button(_("&Go on with it"), "own-take", "key-round")
        self.leave_button = quiet_button(_("&Lock"), "own-leave", "lock")
        self._build(logbook.practitioner.role)

    def _build(self, role: Role) -> None:
        stage = Stage(
            _("Choose your own passphrase"),
            _(
                "Whoever let you into this logbook knows the passphrase you have just typed. From"
                " now on only you are to know it, and only you are to sign as yourself."
            ),
        )
        said = _(
            "New keys are made for you with it. The passphrase you were given then opens nothing"
            " any more. Remember this one: you can print a recovery sheet afterwards."
        )
        later = _(
            "Documents are signed in your name as soon as an administrator has opened the logbook"
            " again. Everything else you can do at once."
        )
        stage.add(Text(said))
        if role is not Role.ADMINISTRATOR:
            stage.add(Text(later, look="muted"))
        for part in (
            self._new,
            self._banner,
            self._progress,
            WrappingRow([self.button, self.leave_button], 2),
        ):
            stage.add(part)
        column(self, "none").addWidget(stage)
        self.setFocusProxy(self._new)
        settle_tab_order(self, ())
        self.button.clicked.connect(self._take)
        self._new.entered.connect(self._take)
        self.leave_button.clicked.connect(self.left)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.left)

    @Slot()
    def _take(self) -> None:
        if self._busy:
            return
        self._banner.clear()
        passphrase = self._new.chosen()
        if passphrase is not None:
            job = self._logbook.own_keys.job(passphrase)
            self._show_busy(busy=True)
            self._background.run(job.run, self._keep, self._refuse)

    @Slot(object)
    def _keep(self, made: NewKeys) -> None:
        self._show_busy(busy=False)
        try:
            logbook = self._logbook.with_own_keys(made)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._new.clear()
        self.taken.emit(logbook)

    @Slot(object)
    def _refuse(self, error: Exception) -> None:
        self._show_busy(busy=False)
        sentence = the_sentence_or_raise(error)
        if isinstance(error, LogbookError) and error.code in _PASSPHRASE_REFUSED:
            self._new.show_problem(sentence)
        else:
            self._banner.show_message(Tone.STOP, sentence)

    def _show_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self._progress.setVisible(busy)
        self._new.setEnabled(not busy)
        self.button.setEnabled(not busy)
        if busy:
            announce(self, _("Making your keys. This takes a moment on purpose."))
            self.setCursor(QtCore.Qt.CursorShape.BusyCursor)
        else:
            self.unsetCursor()
            self._new.setFocus()
