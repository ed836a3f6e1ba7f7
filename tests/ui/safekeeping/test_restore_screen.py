# SPDX-License-Identifier: Apache-2.0
"""A new computer and a memory stick: from the first screen to the unlocked logbook, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import ComputerFolder
from logbook.domain.backup import RestoreReason
from tests.builders import PASSPHRASE, StandingClock, a_logbook, a_person
from tests.ui.safekeeping.reading import button, line, words
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.safekeeping.restore_card import RestoreCard
from ui.safekeeping.restore_screen import RestoreScreen
from ui.unlocking.first_run_screen import FirstRunScreen
from ui.unlocking.unlock_screen import UnlockScreen

Make = Callable[..., MainWindow]
LONG = 30_000


@pytest.fixture
def lost(tmp_path: Path, clock: StandingClock, stick: Path) -> tuple[Path, str]:
    """A backup on the stick and the code of a recovery sheet; the logbook itself is gone."""
    made, _keys = a_logbook(tmp_path / "old computer" / "Practice.logbook", clock)
    made._opened.computer = ComputerFolder(tmp_path / "old computer" / "kept")
    made.enrolling.add(a_person())
    sheet = made.recovering.make_sheet(made.recovering.sheet_job(PASSPHRASE).run())
    proof = made.backing_up.prepare(stick).run()
    made.backing_up.record(proof)
    made.close()
    return proof.path, sheet.code


@pytest.fixture
def make_window(
    dressed: QApplication, preferences: Preferences, clock: StandingClock, qtbot: QtBot
) -> Iterator[Make]:
    windows: list[MainWindow] = []

    def make(folder: Path | None = None) -> MainWindow:
        window = MainWindow(preferences, clock)
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


def card_of(window: MainWindow) -> RestoreCard:
    screen = window.centralWidget()
    assert isinstance(screen, RestoreScreen)
    return screen.card


def walk_to(name: str, qtbot: QtBot, seen: list[str]) -> QWidget:
    """Press Tab until a control has the focus."""
    for _press in range(40):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.objectName())
        if focused.objectName() == name:
            return focused
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    raise AssertionError(f"{name} is not reached: {seen}")


def test_with_a_new_computer_and_a_stick_everything_is_back_by_keyboard_alone(
    make_window: Make, lost: tuple[Path, str], tmp_path: Path, qtbot: QtBot
) -> None:
    backup, _code = lost
    window = make_window()
    assert isinstance(window.centralWidget(), FirstRunScreen)
    qtbot.keyClick(walk_to("first-restore", qtbot, []), Qt.Key.Key_Space)
    card, seen = card_of(window), list[str]()
    card.choose_backup(backup)
    card.choose_new_folder(tmp_path / "Back")

    assert QApplication.focusWidget() is button(card, "restore-backup")
    secret = walk_to("restore-secret", qtbot, seen)
    assert isinstance(secret, QLineEdit)
    qtbot.keyClicks(secret, PASSPHRASE)
    qtbot.keyClick(walk_to("restore-look", qtbot, seen), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "1 person, 0 consents" in words(card), timeout=LONG)
    assert "(Larkfield Physiotherapy) opens, and its journal is whole." in words(card)
    assert not (tmp_path / "Back.logbook").exists()
    reason = walk_to("restore-reason", qtbot, seen)
    qtbot.keyClick(reason, Qt.Key.Key_Down)
    assert card._reason.value() is RestoreReason.LOST
    qtbot.keyClick(walk_to("restore-go", qtbot, seen), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Restored: " in words(card), timeout=LONG)

    unlock = QApplication.focusWidget()
    assert unlock is not None
    assert unlock.objectName() == "restore-message-action"
    qtbot.keyClick(unlock, Qt.Key.Key_Space)
    screen = window.centralWidget()
    assert isinstance(screen, UnlockScreen)
    qtbot.keyClicks(line(screen, "unlock-passphrase"), PASSPHRASE)
    qtbot.keyClick(line(screen, "unlock-passphrase"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session is not None, timeout=LONG)
    assert window.session is not None
    logbook = window.session.logbook
    assert logbook.path == tmp_path / "Back.logbook"
    assert len(logbook.reviewing.order_of_people()) == 1
    assert logbook.read_only is None


def test_the_code_of_the_recovery_sheet_opens_a_backup_too(
    make_window: Make, lost: tuple[Path, str], qtbot: QtBot
) -> None:
    backup, code = lost
    window = make_window()
    window.show_restore()
    card = card_of(window)
    card.choose_backup(backup)
    button(card, "restore-way-2").click()
    slip = code[:-1] + ("0" if code[-1] != "0" else "1")
    qtbot.keyClicks(line(card, "restore-secret"), slip)
    button(card, "restore-look").click()
    qtbot.waitUntil(lambda: "has a slip in it" in words(card), timeout=LONG)
    assert line(card, "restore-secret").hasFocus()

    line(card, "restore-secret").clear()
    qtbot.keyClicks(line(card, "restore-secret"), code.lower())
    button(card, "restore-look").click()
    qtbot.waitUntil(lambda: "its journal is whole" in words(card), timeout=LONG)


def test_a_wrong_passphrase_and_a_file_that_is_none_are_each_said_in_one_sentence(
    make_window: Make, lost: tuple[Path, str], tmp_path: Path, qtbot: QtBot
) -> None:
    backup, _code = lost
    window = make_window()
    window.show_restore()
    card = card_of(window)
    card.choose_backup(backup)
    qtbot.keyClicks(line(card, "restore-secret"), "not the passphrase at all")
    qtbot.keyClick(line(card, "restore-secret"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "This does not open the logbook" in words(card), timeout=LONG)

    other = tmp_path / "letter.logbookbackup"
    other.write_bytes(b"Dear colleague")
    card.choose_backup(other)
    button(card, "restore-look").click()
    qtbot.waitUntil(lambda: "This is not a backup of a logbook" in words(card), timeout=LONG)


def test_the_unlock_screen_leads_to_it_and_back_and_what_was_typed_is_forgotten(
    make_window: Make, tmp_path: Path, clock: StandingClock, qtbot: QtBot
) -> None:
    made, _keys = a_logbook(tmp_path / "Practice.logbook", clock)
    made.close()
    window = make_window(made.path)
    button(window, "unlock-restore").click()
    screen = window.centralWidget()
    assert isinstance(screen, RestoreScreen)
    assert screen._elsewhere().live == made.path
    qtbot.keyClicks(line(screen, "restore-secret"), "half a passphrase")

    button(screen, "restore-page-back").click()

    assert isinstance(window.centralWidget(), UnlockScreen)
    assert not any(each.text() for each in window.findChildren(QLineEdit))


def test_leaving_while_it_is_restored_leaves_nothing(
    make_window: Make, lost: tuple[Path, str], tmp_path: Path, qtbot: QtBot
) -> None:
    backup, _code = lost
    place = tmp_path / "here"
    place.mkdir()
    window = make_window()
    window.show_restore()
    card = card_of(window)
    card.choose_backup(backup)
    card.choose_new_folder(place / "Back")
    card._reason.show_value(RestoreReason.MOVED)
    qtbot.keyClicks(line(card, "restore-secret"), PASSPHRASE)
    button(card, "restore-go").click()

    button(window, "restore-page-back").click()
    window._background.close()

    assert isinstance(window.centralWidget(), FirstRunScreen)
    assert list(place.iterdir()) == []


def test_a_folder_that_is_kept_in_step_is_refused_as_a_place(make_window: Make) -> None:
    window = make_window()
    window.show_restore()
    card = card_of(window)

    card.choose_new_folder(Path.home() / "Dropbox" / "Practice")

    assert "Nothing was made." in words(card)
    assert card._folder != Path.home() / "Dropbox" / "Practice.logbook"


def test_every_control_has_a_name_and_an_identifier(make_window: Make) -> None:
    window = make_window()
    window.show_restore()
    for control in window.findChildren(QWidget):
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            named = control.accessibleName() or control.objectName().startswith("qt_")
            assert named or control.focusProxy(), control.objectName()
            assert control.objectName(), type(control)
