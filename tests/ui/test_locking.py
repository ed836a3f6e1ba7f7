# SPDX-License-Identifier: Apache-2.0
"""Whatever stands open beside the window, a lock leaves none of it, nor of what it showed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QPlainTextEdit,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlcipher3.dbapi2 import OperationalError

from logbook.app import Logbook, unlock_job
from logbook.domain.lines import LineKind
from tests.builders import PASSPHRASE, StandingClock, a_logbook, a_person
from ui.asking import Question
from ui.crash.dialog import CrashDialog
from ui.frame.places import Place, Spot
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.unlocking.unlock_screen import UnlockScreen

MARKER = "Marged Llwyd"
Opener = Callable[[MainWindow, QLineEdit], QWidget | None]


@pytest.fixture
def window(
    dressed: QApplication, tmp_path: Path, clock: StandingClock, qtbot: QtBot
) -> Iterator[MainWindow]:
    """A window in which a marker was typed into a form, and one stands on record."""
    made, _keys = a_logbook(tmp_path / "Practice.logbook", clock)
    made.enrolling.add(a_person(name=MARKER))
    made.close()
    window = MainWindow(Preferences(tmp_path / "p.ini"), clock)
    window.start(made.path)
    with qtbot.waitExposed(window):
        window.show()
    window._enter(Logbook.open(made.path, unlock_job(made.path, PASSPHRASE).run(), clock))
    assert window.frame is not None
    dressed.processEvents()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def field(window: MainWindow) -> QLineEdit:
    """A field of a form, with the marker typed into it."""
    assert window.frame is not None
    window.frame.go(Place(spot=Spot.DRAFT, id=a_person().id, kind=LineKind.SERVICE_USER))
    field: QLineEdit = window.frame.findChild(QLineEdit, "person-name")
    field.setFocus()
    QTest.keyClicks(field, MARKER)
    return field


def a_menu(_window: MainWindow, field: QLineEdit) -> QWidget | None:
    corner = field.rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, corner, field.mapToGlobal(corner))
    QCoreApplication.sendEvent(field, asked)
    return QApplication.activePopupWidget()


def a_completer(window: MainWindow, field: QLineEdit) -> QWidget:
    completer = QCompleter([MARKER], window)
    completer.setWidget(field)
    completer.complete()
    return completer.popup()


def a_tip(_window: MainWindow, field: QLineEdit) -> QWidget:
    QToolTip.showText(field.mapToGlobal(field.rect().center()), MARKER, field)
    return next(each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel"))


def a_message_box(window: MainWindow, _field: QLineEdit) -> QWidget:
    box = QMessageBox(window)
    box.setText(MARKER)
    box.open()
    return box


def a_confirmation(window: MainWindow, _field: QLineEdit) -> QWidget:
    return window._asking.confirm(Question(title="T", text=MARKER, confirm="Y"), lambda: None)


def a_file_dialog(window: MainWindow, _field: QLineEdit) -> QWidget:
    return window._asking.choose_place("Save", lambda _path: None, Path("/tmp/x.pdf"))  # noqa: S108


def a_crash_dialog(window: MainWindow, _field: QLineEdit) -> QWidget:
    dialog = CrashDialog("report", window)
    dialog.open()
    return dialog


def a_second_window(_window: MainWindow, _field: QLineEdit) -> QWidget:
    second = QMainWindow()
    second.setCentralWidget(QLabel(MARKER))
    second.show()
    return second


OPENERS: tuple[Opener, ...] = (
    a_menu, a_completer, a_tip, a_message_box, a_confirmation, a_file_dialog, a_crash_dialog,
    a_second_window,
)  # fmt: skip


def words_of(widget: QWidget) -> str:
    """Give every word a window and its parts hold."""
    labels = [each.text() for each in widget.findChildren(QLabel)]
    lines = [each.text() for each in widget.findChildren(QLineEdit)]
    areas = [each.toPlainText() for each in widget.findChildren(QPlainTextEdit)]
    return " ".join([*labels, *lines, *areas])


def settle() -> None:
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def the_disk_goes(logbook: Logbook) -> None:
    logbook._opened.vault._disconnect()


def the_drafts_go(logbook: Logbook) -> None:
    connection = logbook._opened.vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    connection.execute("DROP TABLE draft")


@pytest.mark.parametrize(
    ("goes", "told"),
    [
        (the_disk_goes, nullcontext()),
        # No error of the disk: a mistake, of whoever made it. It is told as one.
        (the_drafts_go, pytest.raises(OperationalError)),
    ],
)
def test_what_breaks_off_while_it_is_being_shown_is_locked(
    dressed: QApplication,
    tmp_path: Path,
    clock: StandingClock,
    goes: Callable[[Logbook], None],
    told: AbstractContextManager[object],
) -> None:
    """Half shown, nobody would lock it: neither the clock nor the system is watched yet."""
    assert dressed
    made, _keys = a_logbook(tmp_path / "Practice.logbook", clock)
    made.close()
    window = MainWindow(Preferences(tmp_path / "p.ini"), clock)
    window.start(made.path)
    logbook = Logbook.open(made.path, unlock_job(made.path, PASSPHRASE).run(), clock)
    goes(logbook)

    with told:
        window._enter(logbook)

    assert (window.session, window.frame) == (None, None)
    assert not logbook._opened.vault.is_open
    assert not any(logbook._opened.keys.unlocked.root_key)
    screen = window.centralWidget()
    assert isinstance(screen, UnlockScreen)
    assert bool(screen._banner.text()) is (goes is the_disk_goes)
    window.close()
    window.deleteLater()


@pytest.mark.parametrize("opener", OPENERS)
def test_a_lock_closes_whatever_stands_open(
    window: MainWindow, field: QLineEdit, opener: Opener
) -> None:
    opened = opener(window, field)
    QApplication.processEvents()
    assert opened is not None
    assert opened.isVisible()

    window.lock()
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert shown == [window]
    assert isinstance(window.centralWidget(), UnlockScreen)
    settle()
    assert not isValid(opened) or not opened.isVisible()


def test_nothing_that_was_typed_or_shown_is_left_in_the_window_nor_to_be_undone(
    window: MainWindow, field: QLineEdit
) -> None:
    assert MARKER in words_of(window)
    assert field.isUndoAvailable()

    window.lock()
    settle()

    assert MARKER not in words_of(window)
    assert not isValid(field)
    assert MARKER not in window.windowTitle()


def test_a_lock_empties_the_clipboards_it_filled_and_no_others(window: MainWindow) -> None:
    guard = window._clipboard
    assert guard is not None
    clipboard = QApplication.clipboard()
    clipboard.setText("of another program")
    window.lock()

    # Without a screen nobody can own a clipboard: it counts as another's, and stays.
    assert not clipboard.ownsClipboard()
    assert clipboard.text() == "of another program"
    clipboard.clear()


def test_what_was_typed_is_back_in_its_field_after_the_lock(
    window: MainWindow, field: QLineEdit, clock: StandingClock, qtbot: QtBot
) -> None:
    assert field.hasFocus()
    assert window.session is not None
    path = window.session.logbook.path
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.session is None
    window._enter(Logbook.open(path, unlock_job(path, PASSPHRASE).run(), clock))
    assert window.frame is not None

    again: QLineEdit = window.frame.findChild(QLineEdit, "person-name")
    assert again.text() == MARKER
    qtbot.waitUntil(again.hasFocus)
