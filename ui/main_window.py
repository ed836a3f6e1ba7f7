# SPDX-License-Identifier: Apache-2.0
"""The window: locked, it shows a screen of `ui.unlocking`; unlocked, the frame. Never both.

The frame and everything the domain needs are imported when a logbook is first opened: before the
unlock screen is painted only QtCore, QtGui and QtWidgets may be (design.md 9). Nor may `Qt`, the
namespace, be named until then (see ui/theme).
"""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QStandardPaths, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from logbook.errors import LogbookError
from logbook.i18n import _
from ui import theme
from ui.background import Background
from ui.preferences import Preferences
from ui.unlocking.unlock_screen import UnlockScreen

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from logbook.app import Keys, Logbook
    from logbook.clock import Clock
    from ui.asking import Asking
    from ui.clipboard import ClipboardGuard
    from ui.frame.frame import Frame
    from ui.frame.idle import IdleWatch
    from ui.frame.places import Place
    from ui.frame.system_lock import SystemLock
    from ui.session import Session
    from ui.unlocking.first_run_screen import FirstRunScreen

_SMALLEST = (640, 480)
_FIRST_SIZE = (1180, 760)
_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
_NORMAL = 100
_PRELOADED = ("logbook.app", "ui.messages")


class MainWindow(QMainWindow):
    """One window for one logbook. Its title never names anybody.

    `appeared` tells, once, that the first screen has been painted.

    Args:
        preferences: What is remembered from one start to the next.
        clock: By which records are dated; the computer's if none is given.
        computer: The clock that shows for how long nobody was there, or the computer slept; the
            computer's if none is given.
    """

    appeared = Signal()

    def __init__(
        self, preferences: Preferences, clock: Clock | None = None, computer: Clock | None = None
    ) -> None:
        super().__init__()
        self._preferences, self._clock, self._computer = preferences, clock, computer
        self._background = Background(self)
        self._session: Session | None = None
        self._frame: Frame | None = None
        self._place: Place | None = None
        self._person: UUID | None = None
        """Whose place that is."""
        self._folder: Path | None = None
        self._welcome: FirstRunScreen | None = None
        self._waiting: Logbook | None = None
        """Open, while its person still has to choose a passphrase of their own."""
        self._clipboard: ClipboardGuard | None = None
        self._idle: IdleWatch | None = None
        self._system_lock: SystemLock | None = None
        self._hint = ""
        """The passphrase of the sample, which is no secret."""
        self._warned = False
        self._leaving = False
        """Whether the window closes without a backup that is due."""
        self._painted = False
        self.setWindowTitle(QApplication.applicationDisplayName())
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_FIRST_SIZE)
        self.restoreGeometry(preferences.geometry)

    @property
    def frame(self) -> Frame | None:
        """The frame, while a logbook is open."""
        return self._frame

    @property
    def session(self) -> Session | None:
        """The session, while a logbook is open."""
        return self._session

    def start(self, folder: Path | None = None) -> None:
        """Show the first screen: the logbook given or the last one to unlock, or the welcome."""
        folder = folder or self._preferences.last_logbook
        if folder is not None and folder.is_dir() and folder != sample_place():
            self.show_unlock(folder)
        else:
            self.show_first_run()

    def show_unlock(self, folder: Path) -> None:
        """Ask for the passphrase of a logbook."""
        self._ask_to_unlock(folder)

    def _ask_to_unlock(self, folder: Path) -> UnlockScreen:
        if self._place is not None and folder != self._folder:
            self._place = None
        self._folder = folder
        hint = self._hint if folder == sample_place() else ""
        last = self._preferences.last_person
        screen = UnlockScreen(folder, self._background, self._clock, hint=hint, last_person=last)
        screen.unlocked.connect(self._meet)
        screen.another.connect(self._choose_logbook)
        screen.make_new.connect(self.show_create)
        screen.restore.connect(self.show_restore)
        screen.rebuild.connect(self.show_rebuild)
        self._show(screen)
        return screen

    @Slot()
    def show_first_run(self) -> None:
        """Welcome somebody who has no logbook yet."""
        from ui.unlocking.first_run_screen import FirstRunScreen  # noqa: PLC0415 - see above

        screen = FirstRunScreen()
        screen.make_new.connect(self.show_create)
        screen.open_existing.connect(self._choose_logbook)
        screen.restore.connect(self.show_restore)
        screen.explore.connect(self._make_sample)
        self._folder = None
        self._show(screen)
        self._welcome = screen

    @Slot()
    def show_create(self) -> None:
        """Show the form that makes a logbook."""
        from ui.unlocking.create_screen import CreateScreen  # noqa: PLC0415 - see above

        screen = CreateScreen(self._background, self._asking, self._clock)
        screen.created.connect(self._enter_new)
        screen.left.connect(self._leave_create)
        self._show(screen)

    @Slot()
    def show_restore(self) -> None:
        """Show how a backup is restored; a logbook that stands locked here may know more."""
        from logbook.clock import SystemClock  # noqa: PLC0415 - see above
        from ui.safekeeping.restore_screen import RestoreScreen  # noqa: PLC0415 - see above

        clock = self._clock or SystemClock()
        screen = RestoreScreen(self._background, clock, self._folder)
        screen.restored.connect(self.show_unlock)
        screen.left.connect(self._go_back)
        self._show(screen)

    @Slot()
    def show_rebuild(self) -> None:
        """Show how the lost key file of the logbook to be unlocked is made again."""
        from logbook.clock import SystemClock  # noqa: PLC0415 - see above
        from ui.unlocking.rebuild_screen import RebuildScreen  # noqa: PLC0415 - see above

        if self._folder is None:
            return
        screen = RebuildScreen(self._folder, self._background, self._clock or SystemClock())
        screen.unlocked.connect(self._enter_rebuilt)
        screen.restore.connect(self.show_restore)
        screen.left.connect(self._go_back)
        self._show(screen)

    @Slot()
    def lock(self) -> None:
        """Lock because a person wants it.

        What could not be written is said first; at their second wish it is lost.
        """
        if not self._is_written() and not self._warned:
            self._warned = True
            # The frame says why; nothing may stand in front of it.
            self._empty_desktop()
            return
        self._lock_now()

    @Slot()
    def lock_unattended(self) -> None:
        """Lock, or cover the window at once, though nobody may be there to read or wish anything.

        Covered, it shows nothing on record, and locks once what was typed is written.
        """
        if self._is_written():
            self._lock_now()
        elif self._frame is not None:
            self._cover()
        # What was on the screen must be off it before the computer sleeps.
        self.repaint()

    def _is_written(self) -> bool:
        """Have everything typed written; tell whether it is."""
        if self._frame is not None:
            self._frame.leave_screen()
        return self._session is None or not self._session.drafts.unwritten

    def _cover(self) -> None:
        """Take everything off the screen; the session lives on until what waits is written."""
        from logbook.clock import SystemClock  # noqa: PLC0415 - see above
        from ui.unlocking.unwritten_screen import UnwrittenScreen  # noqa: PLC0415 - see above

        assert self._session is not None, "only what is open is covered"
        screen = UnwrittenScreen(self._session.drafts, self._computer or SystemClock())
        screen.left.connect(self._lock_now)
        # It says what cannot be written: who still wants to lock or close is followed.
        self._warned = True
        self._leave_frame()
        self._show(screen)

    @Slot()
    def _lock_now(self) -> None:
        """Close the logbook and empty the window, dialogs included."""
        self._warned = False
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self._leave_frame()
            self.show_unlock(waiting.path)
            waiting.close()
        elif self._session is not None:
            session, self._session = self._session, None
            self._leave_frame()
            self.show_unlock(session.logbook.path)
            session.close()
            session.deleteLater()

    def _leave_frame(self) -> None:
        """Leave nothing of what is on record to be seen, nor what would still arrive to be shown.

        The screen shown is gone with the next one.
        """
        self._empty_desktop()
        self._background.cancel_all()
        forget = getattr(self.centralWidget(), "forget", None)
        if forget is not None:
            forget()
        if self._frame is not None:
            self._place = self._frame.place_to_return_to
            # While the first steps are shown it is not the central widget, which goes anyway.
            self._frame.deleteLater()
            self._frame = None

    def _empty_desktop(self) -> None:
        """Close whatever stands beside the window: dialogs, menus, lists, tips; and the clipboard.

        Each may show or hold what is on record.
        """
        self._asking.close_all()
        QtWidgets.QToolTip.hideText()
        for window in QApplication.topLevelWidgets():
            if window is self or not window.isVisible():
                continue
            if isinstance(window, QtWidgets.QDialog):
                window.reject()
            else:
                window.close()
        if self._clipboard is not None:
            self._clipboard.clear()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lock first; a backup that is due is made before, and nothing is lost."""
        self._preferences.geometry = self.saveGeometry()
        self._preferences.keep()
        if self._backs_up_first():
            event.ignore()
            return
        self.lock()
        if self._session is not None:
            event.ignore()
            return
        # What still runs needs its time to stop; nobody has to look on.
        self.hide()
        self._background.close()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Load what unlocking needs as soon as the first screen has been painted."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(1, self._appear)

    @cached_property
    def _asking(self) -> Asking:
        from ui.asking import Asking  # noqa: PLC0415 - see above

        return Asking(self)

    @Slot()
    def _appear(self) -> None:
        self._set_keys()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.commitDataRequest.connect(self._end_of_session)
        from ui.clipboard import ClipboardGuard  # noqa: PLC0415 - see above

        self._clipboard = ClipboardGuard(self)
        self.appeared.emit()
        self._background.preload_when_idle(_PRELOADED, after_ms=1)

    @Slot(object)
    def _meet(self, logbook: Logbook) -> None:
        """Let a person in, once nobody else knows their passphrase."""
        if not logbook.own_keys.are_due:
            self._enter(logbook)
            return
        from ui.unlocking.own_passphrase_screen import (  # noqa: PLC0415 - see above
            OwnPassphraseScreen,
        )

        self._waiting = logbook
        screen = OwnPassphraseScreen(logbook, self._background)
        screen.taken.connect(self._enter)
        screen.left.connect(self.lock)
        self._lock_when_left(screen)
        self._show(screen)

    def _lock_when_left(self, screen: QWidget) -> None:
        """Lock when nobody touches the window for long, or the desktop is locked."""
        from ui.frame.idle import IdleWatch  # noqa: PLC0415 - see above

        pause = self._preferences.idle_minutes * 60_000
        idle = IdleWatch(pause, screen, self._computer, _is_at_work)
        idle.idle.connect(self.lock_unattended)
        idle.watch(self.windowHandle())
        self._idle = idle
        if self._system_lock is None:
            from ui.frame.system_lock import SystemLock  # noqa: PLC0415 - see above

            self._system_lock = SystemLock(self)
            self._system_lock.locked.connect(self.lock_unattended)

    @Slot()
    def _watch_anew(self) -> None:
        if self._frame is not None and self._idle is not None:
            self._idle.deleteLater()
            self._lock_when_left(self._frame)

    @Slot(object)
    def _enter(self, logbook: Logbook) -> None:
        """Show what is open; where that breaks off, lock it: nobody else would."""
        try:
            self._show_open(logbook)
        except LogbookError as error:
            self._shut(logbook).show_error(error)
        except BaseException:
            self._shut(logbook)
            raise

    def _shut(self, logbook: Logbook) -> UnlockScreen:
        """Close a logbook that came to be shown by half, and ask for a way to unlock it again."""
        self._leave_frame()
        session, self._session = self._session, None
        if session is not None:
            session.close()
            session.deleteLater()
        else:
            logbook.close()
        return self._ask_to_unlock(logbook.path)

    def _show_open(self, logbook: Logbook) -> None:
        from logbook.domain.practice import Role  # noqa: PLC0415 - see above
        from ui.frame.frame import Frame  # noqa: PLC0415 - see above
        from ui.frame.places import TODAY  # noqa: PLC0415 - see above
        from ui.safekeeping.scheduled import ScheduledBackup  # noqa: PLC0415 - see above
        from ui.session import Session  # noqa: PLC0415 - see above
        from ui.unlocking.looking_after import LookingAfter  # noqa: PLC0415 - see above

        self._waiting = None
        person = logbook.practitioner
        if person.id != self._person:
            # Where somebody else was when they locked is not where this one goes on.
            self._person, self._place = person.id, None
        if logbook.path != sample_place():
            self._preferences.last_logbook = logbook.path
            if person.role is not Role.EXECUTOR:
                self._preferences.last_person = person.id
            self._preferences.keep()
        self._session = Session(logbook, self._background, self, self._preferences)
        LookingAfter(self._session)
        ScheduledBackup(self._session)
        self._session.another_asked.connect(self._open_another)
        self._session.idle_chosen.connect(self._watch_anew)
        self._frame = Frame(self._session, self._asking)
        self._frame.lock_asked.connect(self.lock)
        self._lock_when_left(self._frame)
        self._show(self._frame)
        self._frame.go(self._place or TODAY)

    def _backs_up_first(self) -> bool:
        """Begin the backup that is due before the window closes; tell whether there is one."""
        if self._session is None or self._frame is None or self._leaving:
            return False
        from ui.backup_plan import place_due  # noqa: PLC0415 - see above
        from ui.safekeeping.closing import ClosingBackup  # noqa: PLC0415 - see above

        try:
            place = place_due(self._session.logbook, self._preferences)
        except LogbookError:
            # What cannot be read now is said at the next opening, and holds nobody up.
            return False
        if place is None:
            return False
        self._frame.leave_screen()
        if self.findChild(ClosingBackup) is None:
            dialog = ClosingBackup(self._session, place, self)
            dialog.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.accepted.connect(self._close_now)
            dialog.open()
            dialog.start()
        return True

    @Slot()
    def _close_now(self) -> None:
        self._leaving = True
        self.close()
        self._leaving = False

    @Slot(object)
    def _open_another(self, folder: Path) -> None:
        self.lock()
        if self._session is None:
            self.show_unlock(folder)

    @Slot(object)
    def _enter_new(self, logbook: Logbook) -> None:
        """Open a logbook just made, and first show what should be done before it is used."""
        from ui.unlocking.first_steps_screen import FirstStepsScreen  # noqa: PLC0415 - see above

        self._enter(logbook)
        frame = self.takeCentralWidget()
        assert frame is not None, "it was just entered"
        assert self._session is not None, "it was just entered"
        frame.setParent(self)
        frame.hide()
        screen = FirstStepsScreen(self._session, self._asking)
        screen.placed.connect(self._keep_backup_place)
        screen.done.connect(self._leave_first_steps)
        screen.lock_asked.connect(self.lock)
        self._show(screen)

    @Slot(object)
    def _keep_backup_place(self, place: Path) -> None:
        if self._session is not None:
            self._preferences.set_backup_place(self._session.logbook.id, place)
            self._preferences.keep()

    @Slot()
    def _leave_first_steps(self) -> None:
        if self._frame is not None:
            self._show(self._frame)

    @Slot()
    def _go_back(self) -> None:
        """Show the first screen again that another was asked from."""
        if self._folder is not None:
            self.show_unlock(self._folder)
        else:
            self.show_first_run()

    @Slot(object)
    def _enter_rebuilt(self, logbook: Logbook) -> None:
        """Open a logbook whose key file was made again where a new passphrase is set."""
        from ui.frame.places import Place, Spot  # noqa: PLC0415 - see above

        self._meet(logbook)
        if self._frame is not None:
            self._frame.go(Place(spot=Spot.PRACTICE, section="unlocking"))

    def _show(self, screen: QWidget) -> None:
        self._welcome = None
        self.setCentralWidget(screen)
        screen.show()
        screen.setFocus()

    @Slot()
    def _leave_create(self) -> None:
        self.start()

    @Slot()
    def _choose_logbook(self) -> None:
        start = self._preferences.last_logbook
        self._asking.choose_folder(
            _("Open a logbook"), self.show_unlock, start.parent if start else _documents()
        )

    @Slot()
    def _make_sample(self) -> None:
        if self._welcome is not None:
            self._welcome.show_busy(busy=True)
            self._background.run(
                partial(_sample, sample_place(), self._clock), self._open_sample, self._fail_sample
            )

    @Slot(object)
    def _open_sample(self, made: tuple[str, Keys]) -> None:
        from logbook.app import Logbook  # noqa: PLC0415 - see above

        self._hint, keys = made
        try:
            self._enter(Logbook.open(sample_place(), keys, self._clock))
        except LogbookError as error:
            self._fail_sample(error)

    @Slot(object)
    def _fail_sample(self, error: Exception) -> None:
        from ui.messages import the_sentence_or_raise  # noqa: PLC0415 - see above

        if self._welcome is not None:
            self._welcome.show_busy(busy=False)
            self._welcome.show_message(the_sentence_or_raise(error))

    def _set_keys(self) -> None:
        keys = {
            "larger": (["Ctrl++", "Ctrl+="], self._zoom_in),
            "smaller": (["Ctrl+-"], self._zoom_out),
            "normal": (["Ctrl+0"], self._zoom_normal),
        }
        for sequences, does in keys.values():
            for sequence in sequences:
                shortcut = QtGui.QShortcut(QtGui.QKeySequence(sequence), self)
                shortcut.activated.connect(does)

    @Slot()
    def _zoom_in(self) -> None:
        self._zoom(next((step for step in _STEPS if step > self._preferences.zoom), _STEPS[-1]))

    @Slot()
    def _zoom_out(self) -> None:
        smaller = [step for step in _STEPS if step < self._preferences.zoom]
        self._zoom(smaller[-1] if smaller else _STEPS[0])

    @Slot()
    def _zoom_normal(self) -> None:
        self._zoom(_NORMAL)

    def _zoom(self, zoom: int) -> None:
        self._preferences.zoom = zoom
        self._preferences.keep()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self._preferences.appearance)
        if self._frame is not None:
            self._frame.fit()

    @Slot()
    def _end_of_session(self) -> None:
        self.lock_unattended()


def sample_place() -> Path:
    """Give the place of the sample logbook, apart from everybody's own."""
    kind = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(kind)) / "disclosure-logbook" / "Sample.logbook"


def _sample(place: Path, clock: Clock | None) -> tuple[str, Keys]:
    """Make the sample where it is not there yet; give its passphrase and its keys."""
    from logbook.app import make_sample, unlock_job  # noqa: PLC0415 - see above
    from logbook.clock import SystemClock  # noqa: PLC0415 - see above

    place.parent.mkdir(parents=True, exist_ok=True)
    made = make_sample(place, clock or SystemClock())
    return made.passphrase, unlock_job(place, made.passphrase).run()


def _is_at_work() -> bool:
    """Tell whether something stands open that a lock would undo, such as a change of the keys."""
    windows = QApplication.topLevelWidgets()
    return any(each.isVisible() and getattr(each, "keeps_open", False) for each in windows)


def _documents() -> Path:
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(kind))
