# SPDX-License-Identifier: Apache-2.0
"""Ctrl+L locks from wherever a logbook is open: over every sheet, and before the first frame."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import Logbook, unlock_job
from tests.builders import PASSPHRASE, StandingClock, a_colleague, a_logbook, a_person
from ui.asking import Question
from ui.crash.dialog import CrashDialog
from ui.main_window import MainWindow
from ui.practice.rotation_sheet import RotationSheet, change_keys
from ui.preferences import Preferences
from ui.safekeeping.closing import ClosingBackup
from ui.unlocking.first_steps_screen import FirstStepsScreen
from ui.unlocking.unlock_screen import UnlockScreen

CONTROL = Qt.KeyboardModifier.ControlModifier
Part = TypeVar("Part", bound=QWidget)
Opener = Callable[[MainWindow, Path], QDialog]


@pytest.fixture
def window(
    dressed: QApplication, tmp_path: Path, clock: StandingClock, qtbot: QtBot
) -> Iterator[MainWindow]:
    """A window that is still locked, on a logbook of two."""
    made, _keys = a_logbook(tmp_path / "Practice.logbook", clock)
    a_colleague(made)
    made.close()
    window = MainWindow(Preferences(tmp_path / "p.ini"), clock)
    window.start(made.path)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    dressed.processEvents()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def logbook(window: MainWindow, clock: StandingClock) -> Logbook:
    assert window._folder is not None
    return opened(window._folder, clock)


def opened(path: Path, clock: StandingClock) -> Logbook:
    return Logbook.open(path, unlock_job(path, PASSPHRASE).run(), clock)


def settle() -> None:
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def is_locked(window: MainWindow) -> bool:
    return window.session is None and isinstance(window.centralWidget(), UnlockScreen)


def a_rotation(window: MainWindow, _stick: Path) -> QDialog:
    assert window.session is not None
    return change_keys(window.session, window.frame or window)


def a_closing_backup(window: MainWindow, stick: Path) -> QDialog:
    assert window.session is not None
    dialog = ClosingBackup(window.session, stick, window)
    dialog.open()
    dialog.start()
    return dialog


def a_question(window: MainWindow, _stick: Path) -> QDialog:
    return window._asking.confirm(Question(title="T", text="t", confirm="Y"), lambda: None)


def a_file_dialog(window: MainWindow, stick: Path) -> QDialog:
    return window._asking.choose_folder("Where?", lambda _path: None, stick)


def a_crash(window: MainWindow, _stick: Path) -> QDialog:
    dialog = CrashDialog("report", window.frame)
    dialog.open()
    return dialog


@pytest.mark.parametrize(
    "opener", [a_rotation, a_closing_backup, a_question, a_file_dialog, a_crash]
)
def test_the_key_locks_over_whatever_stands_before_the_window(
    window: MainWindow, logbook: Logbook, tmp_path: Path, opener: Opener
) -> None:
    window._enter(logbook)
    stick = tmp_path / "stick"
    stick.mkdir()
    dialog = opener(window, stick)
    QApplication.processEvents()
    keys = [each.key() for each in dialog.findChildren(QShortcut)]
    assert keys.count(QKeySequence("Ctrl+L")) == 1

    QTest.keyClick(dialog, Qt.Key.Key_L, CONTROL)

    assert is_locked(window)
    settle()
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [window]
    window._background.close()
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("moment", ["at once", "under way", "just ended", "waiting"])
def test_keys_being_changed_are_the_old_ones_whenever_it_locks_and_nothing_is_half(
    window: MainWindow, logbook: Logbook, clock: StandingClock, qtbot: QtBot, moment: str
) -> None:
    for number in range(3):
        logbook.enrolling.add(a_person(reference=f"LP-10{number}"))
    before = logbook.rotating.root_epoch
    window._enter(logbook)
    sheet = a_rotation(window, logbook.path)
    assert isinstance(sheet, RotationSheet)
    job = sheet._job
    assert job is not None
    QApplication.processEvents()
    if moment == "under way":
        qtbot.waitUntil(lambda: any(logbook.path.glob(".records-*")), timeout=5_000)
    elif moment != "at once":
        while not job.copying.has_ended:
            time.sleep(0.005)
        # Long enough for the answer to be on its way, and no event is heard meanwhile.
        time.sleep(0.1 if moment == "waiting" else 0)

    QTest.keyClick(sheet, Qt.Key.Key_L, CONTROL)
    assert is_locked(window)
    settle()
    window._background.close()
    settle()

    assert list(logbook.path.glob(".records-*")) == []
    assert not any(job.later.root_key), "the key that was never used is wiped"
    again = opened(logbook.path, clock)
    assert again.rotating.root_epoch == before
    assert again.reviewing.of_reference("LP-102") is not None
    assert again.auditing.audit().is_intact
    again.close()


def part(window: QWidget, kind: type[Part], name: str) -> Part:
    found = window.findChild(kind, name)
    assert isinstance(found, kind)
    return found


@pytest.mark.parametrize("way", ["key", "key in a line", "button"])
def test_it_locks_while_the_first_steps_are_shown_and_nothing_of_the_code_is_left(
    window: MainWindow, logbook: Logbook, qtbot: QtBot, way: str
) -> None:
    window._enter_new(logbook)
    steps = window.centralWidget()
    assert isinstance(steps, FirstStepsScreen)
    secret = part(steps, QLineEdit, "sheet-passphrase")
    QTest.keyClicks(secret, PASSPHRASE)
    QTest.keyClick(secret, Qt.Key.Key_Return)
    save = part(steps, QPushButton, "sheet-save")
    qtbot.waitUntil(save.isVisible, timeout=20_000)
    part(steps, QPushButton, "sheet-show").setChecked(True)
    card = steps._sheet
    assert card._groups._groups != ()

    if way == "button":
        QTest.mouseClick(part(steps, QPushButton, "first-steps-lock"), Qt.MouseButton.LeftButton)
    else:
        asked = next(iter(card._asked.values()))[1]
        (window if way == "key" else asked).setFocus()
        QTest.keyClick(window if way == "key" else asked, Qt.Key.Key_L, CONTROL)

    assert is_locked(window)
    assert card._groups._groups == ()
    assert card._sheet is None
    settle()
    assert window.findChild(FirstStepsScreen) is None
