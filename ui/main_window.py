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
    from ui.frame.frame import Frame
    from ui.frame.places import Place
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
    """

    appeared = Signal()

    def __init__(self, preferences: Preferences, clock: Clock | None = None) -> None:
        super().__init__()
        self._preferences, self._clock = preferences, clock
        self._background = Background(self)
        self._session: Session | None = None
        self._frame: Frame | None = None
        self._place: Place | None = None
        self._folder: Path | None = None
        self._welcome: FirstRunScreen | None = None
        self._hint = ""
        """The passphrase of the sample, which is no secret."""
        self._warned = False
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
        if self._place is not None and folder != self._folder:
            self._place = None
        self._folder = folder
        hint = self._hint if folder == sample_place() else ""
        screen = UnlockScreen(folder, self._background, self._clock, hint=hint)
        screen.unlocked.connect(self._enter)
        screen.another.connect(self._choose_logbook)
        screen.make_new.connect(self.show_create)
        self._show(screen)

    @Slot()
    def show_first_run(self) -> None:
        """Welcome somebody who has no logbook yet."""
        from ui.unlocking.first_run_screen import FirstRunScreen  # noqa: PLC0415 - see above

        screen = FirstRunScreen()
        screen.make_new.connect(self.show_create)
        screen.open_existing.connect(self._choose_logbook)
        screen.explore.connect(self._make_sample)
        self._show(screen)
        self._welcome = screen

    @Slot()
    def show_create(self) -> None:
        """Show the form that makes a logbook."""
        from ui.unlocking.create_screen import CreateScreen  # noqa: PLC0415 - see above

        screen = CreateScreen(self._background, self._asking, self._clock)
        screen.created.connect(self._enter)
        screen.left.connect(self._leave_create)
        self._show(screen)

    @Slot()
    def lock(self) -> None:
        """Keep what was typed, close the logbook and empty the window, dialogs included."""
        if self._session is None or self._frame is None:
            return
        self._frame.leave_screen()
        if self._session.drafts.unwritten and not self._warned:
            # The frame says why it could not be written; a second wish to lock is followed.
            self._warned = True
            return
        self._warned = False
        self._asking.close_all()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QtWidgets.QDialog) and window.isVisible():
                window.reject()
        self._place = self._frame.place
        self._background.cancel_all()
        folder, session = self._session.logbook.path, self._session
        self._session, self._frame = None, None
        self.show_unlock(folder)
        session.close()
        session.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lock first; nothing is asked and nothing is lost."""
        self._preferences.geometry = self.saveGeometry()
        self._preferences.keep()
        self.lock()
        if self._session is not None:
            event.ignore()
            return
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
            app.applicationStateChanged.connect(self._watch_state)
            app.commitDataRequest.connect(self._end_of_session)
        self.appeared.emit()
        self._background.preload_when_idle(_PRELOADED, after_ms=1)

    @Slot(object)
    def _enter(self, logbook: Logbook) -> None:
        from ui.frame.frame import Frame  # noqa: PLC0415 - see above
        from ui.frame.idle import IdleWatch  # noqa: PLC0415 - see above
        from ui.frame.places import TODAY  # noqa: PLC0415 - see above
        from ui.session import Session  # noqa: PLC0415 - see above

        if logbook.path != sample_place():
            self._preferences.last_logbook = logbook.path
            self._preferences.keep()
        self._session = Session(logbook, self._background, self)
        self._frame = Frame(self._session, self._asking)
        self._frame.lock_asked.connect(self.lock)
        idle = IdleWatch(self._preferences.idle_minutes * 60_000, self._frame)
        idle.idle.connect(self.lock)
        idle.watch(self.windowHandle())
        self._show(self._frame)
        self._frame.go(self._place or TODAY)

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
    def _watch_state(self) -> None:
        # Sleep, where the desktop tells of it.
        suspended = QtCore.Qt.ApplicationState.ApplicationSuspended
        if QApplication.applicationState() is suspended:
            self.lock()

    @Slot()
    def _end_of_session(self) -> None:
        self.lock()


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


def _documents() -> Path:
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(kind))
