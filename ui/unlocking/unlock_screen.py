# SPDX-License-Identifier: Apache-2.0
"""The first thing a person sees of a locked logbook: its name, and a line for the passphrase.

Nothing but QtCore, QtGui and QtWidgets may be imported before this screen is painted, so the door
(`logbook.app`: SQLCipher, cryptography) is imported in the functions that unlock. The window
loads it in the background as soon as the screen has been painted, and only then does the screen
learn who can open the logbook, and by which ways.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QProgressBar, QVBoxLayout, QWidget

from logbook.domain.waiting import seconds_to_wait
from logbook.domain.ways import WayKind
from logbook.errors import LogbookError
from logbook.i18n import _, ngettext
from ui import theme
from ui.background import Background
from ui.theme import Tone
from ui.unlocking.other_ways import OtherWays
from ui.unlocking.stage import Stage
from ui.unlocking.way_forms import make_form
from ui.unlocking.who_field import WhoField
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.naming import announce, named
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from logbook.app import AtTheDoor, Keys, SecretStore, Tried
    from logbook.clock import Clock

_SECOND = 1000
_WRONG = ("vault.wrong_passphrase", "vault.wrong_cards")
_SLIPS = ("vault.code_mistyped", "vault.card")
"""A check on the paper says that it was mistyped: no guess, so nobody has to wait."""
_QUICK_UNLOCK_ENDED = ("quick-unlock", "secret-store")
_FIFTH_WRONG_PIN = "quick-unlock.dropped"
_KEY_FILE_LOST = ("vault.key_file_missing", "vault.key_file_damaged")


class UnlockScreen(QWidget):
    """`unlocked` carries the open Logbook; the other signals ask for other screens.

    `rebuild` is offered only where the key file is lost, here and on this computer. How often it
    was tried in vain is kept on this computer: who leaves the screen and comes back waits on.
    """

    unlocked = Signal(object)
    another = Signal()
    make_new = Signal()
    restore = Signal()
    rebuild = Signal()

    def __init__(
        self,
        folder: Path,
        background: Background,
        clock: Clock | None = None,
        *,
        hint: str = "",
        last_person: UUID | None = None,
        secret_store: Callable[[], SecretStore] | None = None,
    ) -> None:
        super().__init__()
        named(self, "unlock", _("Unlock"))
        self._folder, self._background, self._clock = folder, background, clock
        self._last_person, self._secret_store = last_person, secret_store
        self._hint = hint
        self._failed: int | None = None
        """How often it was tried in vain since it was last open; None until that is known."""
        self._left_to_wait = 0
        self._busy = False
        self._looked = False
        self._is_lost = False
        """Whether the key file is, so that no way opens."""
        self._ways: frozenset[WayKind] = frozenset()
        self._second = QTimer(self, interval=_SECOND)
        self._build()
        self._connect()

    @property
    def folder(self) -> Path:
        """The folder of the logbook to unlock."""
        return self._folder

    @property
    def way_shown(self) -> WayKind:
        """The kind of way that is asked for now."""
        return self._form.kind

    def show_error(self, error: LogbookError) -> None:
        """Say inline what stands in the way; with a way out where the key file is lost."""
        helps = self._is_lost and error.code in _KEY_FILE_LOST
        action = _("Make it again from the recover&y sheet…") if helps else ""
        self._banner.show_message(Tone.STOP, _sentence(error), action)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ask who can open the logbook as soon as the screen has been painted."""
        super().paintEvent(event)
        if not self._looked:
            self._looked = True
            QTimer.singleShot(1, self._look)

    def _build(self) -> None:
        stage = Stage(
            _("Unlock"), _("The logbook “{name}” is locked.").format(name=self._folder.stem)
        )
        self._who = WhoField()
        said = _("The passphrase of the sample is: {passphrase}").format(passphrase=self._hint)
        self._said = said if self._hint else ""
        self._form = make_form(WayKind.PASSPHRASE, self._said)
        ground = QWidget()
        theme.give_look(ground, look="clear")
        self._ground = column(ground, "none")
        self._ground.addWidget(self._form)
        self._banner = Banner("unlock-banner", lasting=True)
        self._wait = Text(look="strong", tone=Tone.WARN)
        self._wait.hide()
        self._keyboard = Text(look="small")
        self._keyboard.hide()
        self._progress = named(QProgressBar(), "unlock-progress", _("Unlocking"))
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._unlock = primary_button(_("&Unlock"), "unlock-go", "key-round")
        self._other = OtherWays()
        self._another = quiet_button(_("Open &another…"), "unlock-another", "book-open")
        self._make = quiet_button(_("Make a &new logbook…"), "unlock-new", "plus")
        self._restore = quiet_button(_("Restore a &backup…"), "unlock-restore", "inbox")
        for part in (
            self._who,
            ground,
            self._keyboard,
            self._banner,
            self._wait,
            self._progress,
            WrappingRow([self._unlock], 1),
            self._other,
            WrappingRow([self._another, self._make], 2),
            WrappingRow([self._restore], 1),
        ):
            stage.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(stage)
        self.setFocusProxy(self._form)

    def _connect(self) -> None:
        self._form.entered.connect(self._try)
        self._unlock.clicked.connect(self._try)
        self._another.clicked.connect(self.another)
        self._make.clicked.connect(self.make_new)
        self._restore.clicked.connect(self.restore)
        self._banner.acted.connect(self.rebuild)
        self._other.chosen.connect(self._ask_for)
        self._who.edited.connect(self._go_to_form)
        self._second.timeout.connect(self._count_down)

    @Slot()
    def _look(self) -> None:
        look = partial(_at_the_door, self._folder, self._clock)
        self._background.run(look, self._meet, self._fail_to_meet)

    @Slot(object)
    def _meet(self, found: AtTheDoor | LogbookError) -> None:
        if isinstance(found, LogbookError):
            self._is_lost = True
            self.show_error(found)
            return
        self._ways = found.ways
        self._wait_on(found.tried)
        self._who.show_people(found.people, self._last_person)
        chosen = self._who.person()
        mine = not self._who.asks or chosen is None or chosen == found.quick_unlock
        if WayKind.DEVICE in found.ways and mine and not self._busy and not self._form.secret():
            # What somebody has begun to type stays where it is.
            self._show_form(WayKind.DEVICE)
        elif self._who.asks and chosen is None and not self._form.secret():
            self._who.setFocus()
        self._fit_to_form()

    @Slot(object)
    def _fail_to_meet(self, error: Exception) -> None:
        if not isinstance(error, LogbookError):
            raise error
        # It is said once somebody tries to unlock: they may be about to open another.

    @Slot(object)
    def _ask_for(self, kind: WayKind) -> None:
        self._banner.clear()
        self._show_form(kind)
        self._form.setFocus()

    @Slot()
    def _go_to_form(self) -> None:
        self._form.setFocus()

    def _show_form(self, kind: WayKind) -> None:
        if kind is not self._form.kind:
            earlier, now = self._form, QApplication.focusWidget()
            had_focus = now is not None and earlier.isAncestorOf(now)
            earlier.clear()
            self._form = make_form(kind, self._said)
            self._form.entered.connect(self._try)
            self._ground.addWidget(self._form)
            self._form.show()
            self.setFocusProxy(self._form)
            if had_focus:
                self._form.setFocus()
            earlier.hide()
            earlier.deleteLater()
        self._fit_to_form()

    def _fit_to_form(self) -> None:
        """Ask who it is only where the way does not say so."""
        says_who = self._form.kind in (WayKind.DEVICE, WayKind.WILL)
        self._who.setVisible(self._who.asks and not says_who)
        self._other.show_ways(self._ways, self._form.kind)
        from ui.widgets.tab_order import settle_tab_order  # noqa: PLC0415 - names enums of Qt

        settle_tab_order(self, ())

    @Slot()
    def _try(self) -> None:
        if self._busy or self._waits:
            return
        asks_who = not self._who.isHidden()
        if asks_who and not self._who.is_answered():
            return
        person = self._who.person() if asks_who else None
        self._banner.clear()
        try:
            job = self._job(person)
            if job is not None and self._failed is None:
                self._wait_on(_tried(self._folder, self._clock))
        except LogbookError as error:
            self.show_error(error)
            return
        if job is not None and not self._waits:
            self._show_busy(busy=True)
            self._background.run(job, self._open, self._refuse)

    def _job(self, person: UUID | None) -> Callable[[], Keys] | None:
        """Give what a worker does to open the keys; None if something is still to be typed."""
        from logbook.app import unlock_job  # noqa: PLC0415 - only once unlocking, see above

        way = self._form.way()
        if way is None:
            return None
        if self._form.kind is WayKind.DEVICE:
            pin = self._form.secret()
            return partial(_keys_by_pin, self._folder, pin, self._secret_store, self._clock)
        who = str(person) if person else None
        return unlock_job(self._folder, way, person_id=who, clock=self._clock).run

    @Slot(object)
    def _open(self, keys: Keys) -> None:
        from logbook.app import Logbook  # noqa: PLC0415 - only once unlocking, see above

        self._show_busy(busy=False)
        try:
            logbook = Logbook.open(self._folder, keys, self._clock)
        except LogbookError as error:
            self._refuse(error)
            return
        self._form.clear()
        self.unlocked.emit(logbook)

    @Slot(object)
    def _refuse(self, error: Exception) -> None:
        self._show_busy(busy=False)
        if not isinstance(error, LogbookError):
            raise error
        if error.code in _WRONG:
            self._form.show_problem(_sentence(error))
            self._form.clear()
            self._say_keyboard()
        elif error.code.startswith(_SLIPS):
            self._form.show_problem(_sentence(error), int(error.details.get("card", 0)))
        elif self._form.kind is WayKind.DEVICE and error.code.startswith(_QUICK_UNLOCK_ENDED):
            self._ways -= {WayKind.DEVICE}
            self._show_form(WayKind.PASSPHRASE)
            self.show_error(error)
            self._form.setFocus()
            if error.code == _FIFTH_WRONG_PIN:
                self._say_keyboard()
        else:
            self.show_error(error)
        self._wait_if_in_vain()

    @property
    def _waits(self) -> bool:
        return self._left_to_wait > 0

    def _wait_on(self, found: Tried) -> None:
        """Go on with a wait that began before this screen was shown."""
        if self._failed is None:
            self._failed = found.failed
            self._make_wait(found.seconds_left)

    def _wait_if_in_vain(self) -> None:
        """Make the next try wait if the one before was counted."""
        try:
            failed = _tried(self._folder, self._clock).failed
        except LogbookError:
            # Without a key file there is nothing to try.
            return
        if failed > (self._failed or 0):
            self._make_wait(seconds_to_wait(failed))
            self._form.setFocus()
        self._failed = failed

    def _make_wait(self, seconds: int) -> None:
        if not seconds:
            return
        self._left_to_wait = seconds
        self._unlock.setEnabled(False)
        self._second.start()
        self._say_wait()
        announce(self._wait, self._wait.text())

    @Slot()
    def _count_down(self) -> None:
        self._left_to_wait -= 1
        if self._left_to_wait <= 0:
            self._left_to_wait = 0
            self._second.stop()
            self._unlock.setEnabled(True)
            announce(self._form, _("You can try again now."))
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

    def _say_keyboard(self) -> None:
        language = QtGui.QGuiApplication.inputMethod().locale().nativeLanguageName()
        self._keyboard.setText(
            _("The keyboard is set to {language}: is that how you type it?").format(
                language=language
            )
        )
        self._keyboard.setVisible(bool(language))

    def _show_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self._progress.setVisible(busy)
        self._unlock.setText(_("Unlocking…") if busy else _("&Unlock"))
        for part in (
            self._unlock, self._another, self._make, self._restore, self._form, self._who,
            self._other,
        ):  # fmt: skip
            part.setEnabled(not busy)
        if busy:
            announce(self, _("Unlocking. This takes a moment on purpose."))
            self.setCursor(QtCore.Qt.CursorShape.BusyCursor)
        else:
            self.unsetCursor()
            self._form.setFocus()
        theme.give_icon(self._unlock, "key-round", "on_accent")


def _sentence(error: LogbookError) -> str:
    from ui.messages import error_sentence  # noqa: PLC0415 - the sentences come with the rules

    return error_sentence(error)


def _at_the_door(folder: Path, clock: Clock | None) -> AtTheDoor | LogbookError:
    """Read who can open a logbook: a worker's task, since the door is imported for it.

    Gives why the key file cannot be had, where it is lost and a recovery sheet would help.
    """
    from logbook.app import at_the_door, key_file_lost  # noqa: PLC0415 - see above
    from logbook.clock import SystemClock  # noqa: PLC0415 - see above

    lost = key_file_lost(folder)
    return lost if lost is not None else at_the_door(folder, clock or SystemClock())


def _tried(folder: Path, clock: Clock | None) -> Tried:
    from logbook.app import tried_in_vain  # noqa: PLC0415 - only once unlocking, see above
    from logbook.clock import SystemClock  # noqa: PLC0415 - see above

    return tried_in_vain(folder, clock or SystemClock())


def _keys_by_pin(
    folder: Path, pin: str, store: Callable[[], SecretStore] | None, clock: Clock | None
) -> Keys:
    """Open the keys with a PIN: a worker's task, since the store may take a while to answer."""
    from logbook.app import quick_unlock_job, system_secret_store  # noqa: PLC0415 - see above
    from logbook.clock import SystemClock  # noqa: PLC0415 - see above

    kept = (store or system_secret_store)()
    return quick_unlock_job(folder, pin, kept, clock or SystemClock()).run()
