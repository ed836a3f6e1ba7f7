# SPDX-License-Identifier: Apache-2.0
"""Both copies of the key file are lost: exactly then the sheet is offered, and opens everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from platformdirs import user_data_path
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from logbook.app import ComputerFolder, key_file_lost, typed_so_far
from logbook.store.computer import PROGRAM
from logbook.store.errors import KeyFileDamagedError, KeyFileMissingError
from logbook.store.folder import LogbookFolder
from tests.builders import PASSPHRASE, StandingClock, a_logbook, a_person
from ui.frame.places import Place, Spot
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.unlocking.rebuild_screen import RebuildScreen
from ui.unlocking.unlock_screen import UnlockScreen

Make = Callable[[Path], MainWindow]
LONG = 30_000
CALIBRATED = 120_000
"""Milliseconds: a new passphrase is made as hard to guess as this computer bears, be it busy."""

NEW = "willow tangerine harbour lantern moss"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """A closed logbook with one person in it, and the recovery sheet of its administrator."""

    path: Path
    lines: tuple[str, ...]
    code: str

    def lose_key_files(self) -> None:
        for copy in LogbookFolder(self.path).keys:
            copy.unlink()


@pytest.fixture
def locked(tmp_path: Path, clock: StandingClock) -> Locked:
    """Another computer kept its key file: this one has no copy."""
    made, _keys = a_logbook(tmp_path / "Practice.logbook", clock)
    made._opened.computer = ComputerFolder(tmp_path / "another computer")
    made.enrolling.add(a_person())
    sheet = made.recovering.make_sheet(made.recovering.sheet_job(PASSPHRASE).run())
    made.close()
    return Locked(path=made.path, lines=sheet.lines, code=sheet.code)


@pytest.fixture
def make_window(
    dressed: QApplication, tmp_path: Path, clock: StandingClock, qtbot: QtBot
) -> Iterator[Make]:
    windows: list[MainWindow] = []

    def make(folder: Path) -> MainWindow:
        window = MainWindow(Preferences(tmp_path / "preferences.ini"), clock)
        windows.append(window)
        window.start(folder)
        window.resize(1024, 700)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        dressed.processEvents()
        return window

    yield make
    for window in windows:
        window._leaving = True
        window.close()
        window.deleteLater()


def button(part: QWidget, name: str) -> QAbstractButton:
    found = part.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def line(part: QWidget, name: str) -> QLineEdit:
    found = part.findChild(QLineEdit, name)
    assert found is not None, name
    return found


def words(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def offered(window: MainWindow, qtbot: QtBot) -> QAbstractButton:
    """Wait until the unlock screen offers the sheet."""
    action = button(window.centralWidget(), "unlock-banner-action")
    qtbot.waitUntil(action.isVisible, timeout=LONG)
    return action


def rebuilding(window: MainWindow, qtbot: QtBot) -> RebuildScreen:
    offered(window, qtbot).click()
    screen = window.centralWidget()
    assert isinstance(screen, RebuildScreen)
    return screen


def test_the_sheet_is_not_offered_while_a_key_file_is_there(
    locked: Locked, make_window: Make, qtbot: QtBot
) -> None:
    assert key_file_lost(locked.path) is None
    window = make_window(locked.path)
    screen = window.centralWidget()
    assert isinstance(screen, UnlockScreen)
    qtbot.waitUntil(lambda: bool(screen._ways), timeout=LONG)
    assert not button(screen, "unlock-banner-action").isVisible()

    LogbookFolder(locked.path).keys[0].unlink()
    assert key_file_lost(locked.path) is None, "one copy is enough"


def test_it_is_lost_where_no_copy_can_be_read_and_none_is_kept_here(
    locked: Locked, tmp_path: Path
) -> None:
    here = ComputerFolder(tmp_path / "here")
    for copy in LogbookFolder(locked.path).keys:
        copy.write_bytes(b"{}")
    assert isinstance(key_file_lost(locked.path, here), KeyFileDamagedError)
    locked.lose_key_files()
    assert isinstance(key_file_lost(locked.path, here), KeyFileMissingError)
    kept = ComputerFolder(tmp_path / "another computer")
    assert key_file_lost(locked.path, kept) is None, "its own copy is kept there"
    assert key_file_lost(tmp_path / "nothing", here) is None, "there are no records to open"


def test_the_key_file_of_another_logbook_kept_here_is_none_of_this_one(
    locked: Locked, tmp_path: Path, clock: StandingClock
) -> None:
    here = ComputerFolder(tmp_path / "here")
    other, _keys = a_logbook(tmp_path / "Other.logbook", clock)
    other._opened.computer = here
    other.close()
    assert here.key_files(locked.path) != ()
    locked.lose_key_files()

    assert isinstance(key_file_lost(locked.path, here), KeyFileMissingError)


def test_the_records_are_opened_with_the_sheet_by_keyboard_and_a_passphrase_is_set(
    locked: Locked, make_window: Make, qtbot: QtBot
) -> None:
    locked.lose_key_files()
    assert not (user_data_path(PROGRAM, appauthor=False) / "logbooks").is_dir()
    window = make_window(locked.path)
    action = offered(window, qtbot)
    assert "The key file is missing" in words(window)
    action.setFocus()
    qtbot.keyClick(action, Qt.Key.Key_Space)
    screen = window.centralWidget()
    assert isinstance(screen, RebuildScreen)
    lines = QApplication.focusWidget()
    assert isinstance(lines, QPlainTextEdit)
    lines.setPlainText("\n".join(f"{n}. {each.lower()}" for n, each in enumerate(locked.lines, 1)))
    qtbot.waitUntil(lambda: "23 of 23 lines are right." in words(screen))
    qtbot.keyClick(lines, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is line(screen, "rebuild-code")
    qtbot.keyClicks(line(screen, "rebuild-code"), locked.code.lower())
    qtbot.keyClick(line(screen, "rebuild-code"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.frame is not None, timeout=LONG)

    frame, session = window.frame, window.session
    assert frame is not None
    assert session is not None
    assert frame.place == Place(spot=Spot.PRACTICE, section="unlocking")
    assert len(session.logbook.reviewing.order_of_people()) == 1
    assert "The code of your recovery sheet" in words(frame)
    qtbot.keyClicks(line(frame, "passphrase-old"), locked.code)
    qtbot.keyClicks(line(frame, "passphrase-new"), NEW)
    qtbot.keyClicks(line(frame, "passphrase-again"), NEW)
    button(frame, "passphrase-change").click()
    qtbot.waitUntil(lambda: "The passphrase is changed." in words(frame), timeout=CALIBRATED)
    window.lock()
    unlock = window.centralWidget()
    assert isinstance(unlock, UnlockScreen)
    qtbot.keyClicks(line(unlock, "unlock-passphrase"), NEW)
    qtbot.keyClick(line(unlock, "unlock-passphrase"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.frame is not None, timeout=LONG)


def test_slips_are_named_by_line_and_a_wrong_code_beside_the_code(
    locked: Locked, make_window: Make, qtbot: QtBot
) -> None:
    locked.lose_key_files()
    screen = rebuilding(make_window(locked.path), qtbot)
    typed = list(locked.lines)
    typed[6] = typed[6][:-1] + ("0" if typed[6][-1] != "0" else "1")
    area = screen.findChild(QPlainTextEdit, "rebuild-lines")
    assert area is not None
    area.setPlainText("\n".join(typed))
    qtbot.waitUntil(lambda: "22 of 23 lines are right. Line 7 has a slip" in words(screen))

    button(screen, "rebuild-page-continue").click()
    assert "This is still to be filled in." in words(screen)
    qtbot.keyClicks(line(screen, "rebuild-code"), locked.code[:-1])
    button(screen, "rebuild-page-continue").click()
    assert "Line 7 of the recovery sheet has a slip in it" in words(screen)
    area.setPlainText("\n".join(locked.lines))
    button(screen, "rebuild-page-continue").click()
    qtbot.waitUntil(lambda: "The recovery code has a slip in it" in words(screen), timeout=LONG)
    assert line(screen, "rebuild-code").hasFocus()


def test_a_sheet_of_another_logbook_is_refused_and_nothing_is_written(
    locked: Locked, make_window: Make, tmp_path: Path, clock: StandingClock, qtbot: QtBot
) -> None:
    other, _keys = a_logbook(tmp_path / "Other.logbook", clock)
    other._opened.computer = ComputerFolder(tmp_path / "theirs")
    sheet = other.recovering.make_sheet(other.recovering.sheet_job(PASSPHRASE).run())
    other.close()
    locked.lose_key_files()
    before = {each.name for each in locked.path.iterdir()}
    screen = rebuilding(make_window(locked.path), qtbot)
    area = screen.findChild(QPlainTextEdit, "rebuild-lines")
    assert area is not None
    area.setPlainText("\n".join(sheet.lines))
    qtbot.keyClicks(line(screen, "rebuild-code"), sheet.code)
    button(screen, "rebuild-page-continue").click()

    qtbot.waitUntil(lambda: "does not open these records" in words(screen), timeout=LONG)
    assert {each.name for each in locked.path.iterdir()} == before


def test_leaving_forgets_what_was_typed_and_a_backup_is_one_button_away(
    locked: Locked, make_window: Make, qtbot: QtBot
) -> None:
    locked.lose_key_files()
    window = make_window(locked.path)
    screen = rebuilding(window, qtbot)
    qtbot.keyClicks(line(screen, "rebuild-code"), "0123")
    button(screen, "rebuild-page-back").click()
    assert line(screen, "rebuild-code").text() == ""
    assert isinstance(window.centralWidget(), UnlockScreen)

    screen = rebuilding(window, qtbot)
    button(screen, "rebuild-restore").click()
    assert window.findChild(QWidget, "restore-screen") is not None


def test_how_far_somebody_has_come_is_told_line_by_line(locked: Locked) -> None:
    found = typed_so_far("\n".join([*locked.lines[:3], "1234"]))
    assert (found.typed, found.slips, found.total) == (4, (4,), 23)
    assert typed_so_far("").typed == 0
