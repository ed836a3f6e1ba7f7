# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from platformdirs import user_data_path
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from logbook.app import ComputerFolder, Logbook, unlock_job
from logbook.domain.lines import LineKind
from logbook.store.computer import PROGRAM
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import candidates
from logbook.store.tries import Tries
from tests.builders import COLLEAGUES, NOON, PASSPHRASE, StandingClock, a_colleague, a_logbook
from tests.services.opened_again import acts
from ui.asking import Asking
from ui.background import Background
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.unlocking.create_screen import CreateScreen
from ui.unlocking.first_run_screen import FirstRunScreen
from ui.unlocking.unlock_screen import UnlockScreen

Show = Callable[..., QWidget]
Make = Callable[[Path], MainWindow]


@pytest.fixture
def background(dressed: QApplication) -> Iterator[Background]:
    background = Background(dressed)
    yield background
    background.close()


@pytest.fixture
def folder(tmp_path: Path, clock: StandingClock) -> Path:
    """A closed logbook."""
    logbook, _keys = a_logbook(tmp_path / "Practice.logbook", clock)
    logbook.close()
    return logbook.path


@pytest.fixture
def screen(folder: Path, background: Background, clock: StandingClock, shown: Show) -> UnlockScreen:
    screen = UnlockScreen(folder, background, clock)
    shown(screen)
    screen.setFocus()
    return screen


def line(screen: QWidget, name: str) -> QLineEdit:
    found = screen.findChild(QLineEdit, name)
    assert found is not None
    return found


def button(screen: QWidget, name: str) -> QPushButton:
    found = screen.findChild(QPushButton, name)
    assert found is not None
    return found


def words(screen: QWidget) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


WRONG = "not the right one"
FAILED = "logbook.unlocking-failed"


def tries_of(folder: Path) -> Tries:
    """Give what this computer keeps of the tries to open a logbook."""
    (copy, *_others) = candidates(LogbookFolder(folder))
    return ComputerFolder.of_this_user().tries(copy.vault)


def says(screen: QWidget, sentence: str) -> bool:
    return sentence in words(screen)


def screen_in(window: MainWindow) -> UnlockScreen:
    found = window.centralWidget()
    assert isinstance(found, UnlockScreen)
    return found


@pytest.fixture
def make_window(
    dressed: QApplication, tmp_path: Path, clock: StandingClock, qtbot: QtBot
) -> Iterator[Make]:
    windows: list[MainWindow] = []

    def make(folder: Path) -> MainWindow:
        window = MainWindow(Preferences(tmp_path / "preferences.ini"), clock)
        windows.append(window)
        window.start(folder)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        dressed.processEvents()
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


def type_and_enter(qtbot: QtBot, screen: UnlockScreen, passphrase: str) -> None:
    secret = line(screen, "unlock-passphrase")
    qtbot.keyClicks(secret, passphrase)
    qtbot.keyClick(secret, Qt.Key.Key_Return)


def test_the_passphrase_has_the_focus_and_enter_opens_the_logbook(
    screen: UnlockScreen, qtbot: QtBot
) -> None:
    assert line(screen, "unlock-passphrase").hasFocus()
    assert "“Practice”" in words(screen)

    with qtbot.waitSignal(screen.unlocked) as unlocked:
        type_and_enter(qtbot, screen, PASSPHRASE)

    (logbook,) = unlocked.args
    assert isinstance(logbook, Logbook)
    assert line(screen, "unlock-passphrase").text() == ""
    logbook.close()


def test_a_wrong_passphrase_is_said_in_one_line_and_the_next_try_has_to_wait(
    screen: UnlockScreen, qtbot: QtBot
) -> None:
    type_and_enter(qtbot, screen, "not the right one")
    qtbot.waitUntil(lambda: "does not open the logbook" in words(screen))

    assert "You can try again in 1 second." in words(screen)
    assert not button(screen, "unlock-go").isEnabled()
    qtbot.waitUntil(button(screen, "unlock-go").isEnabled, timeout=3000)

    with qtbot.waitSignal(screen.unlocked) as unlocked:
        type_and_enter(qtbot, screen, PASSPHRASE)
    assert acts(unlocked.args[0])[-2:] == [FAILED, "logbook.unlocked"]
    unlocked.args[0].close()


def test_who_leaves_the_screen_and_comes_back_waits_on(
    make_window: Make, folder: Path, clock: StandingClock, qtbot: QtBot
) -> None:
    for _earlier in range(5):
        tries_of(folder).keep(NOON - timedelta(hours=1))
    window = make_window(folder)
    screen = screen_in(window)
    type_and_enter(qtbot, screen, WRONG)
    qtbot.waitUntil(lambda: "does not open the logbook" in words(screen))
    assert "You can try again in 30 seconds." in words(screen)

    for leave, back in (
        ("unlock-restore", "restore-page-back"),
        ("unlock-new", "create-page-back"),
    ):
        clock.advance(seconds=10)
        button(screen, leave).click()
        button(window, back).click()
        window.show_unlock(folder)
        screen = screen_in(window)
        left = 30 - (clock.now() - NOON).seconds
        qtbot.waitUntil(partial(says, screen, f"again in {left} seconds"))
        assert not button(screen, "unlock-go").isEnabled()

    # What opens it does not open it now.
    type_and_enter(qtbot, screen, PASSPHRASE)
    qtbot.wait(300)
    assert window.session is None
    clock.advance(seconds=10)
    window.show_unlock(folder)
    with qtbot.waitSignal(screen_in(window).unlocked) as unlocked:
        type_and_enter(qtbot, screen_in(window), PASSPHRASE)
    assert acts(unlocked.args[0])[-7:] == [*([FAILED] * 6), "logbook.unlocked"]


def test_who_types_before_the_screen_has_looked_waits_on_too(
    screen: UnlockScreen, folder: Path, clock: StandingClock, qtbot: QtBot
) -> None:
    for _earlier in range(4):
        tries_of(folder).keep(clock.now())
    screen._failed = None
    """As it is before the worker has read the key file."""

    type_and_enter(qtbot, screen, PASSPHRASE)

    assert "You can try again in 8 seconds." in words(screen)
    assert not button(screen, "unlock-go").isEnabled()


def test_colleague_who_is_suspended_has_to_wait_too_and_is_noted(
    tmp_path: Path, background: Background, clock: StandingClock, shown: Show, qtbot: QtBot
) -> None:
    logbook, _keys = a_logbook(tmp_path / "Practice.logbook", clock)
    logbook.staffing.suspend(a_colleague(logbook).id)
    logbook.close()
    screen = UnlockScreen(logbook.path, background, clock)
    shown(screen)

    type_and_enter(qtbot, screen, COLLEAGUES)
    qtbot.waitUntil(lambda: "Ask an administrator" in words(screen))

    assert "You can try again in 1 second." in words(screen)
    assert not button(screen, "unlock-go").isEnabled()
    qtbot.waitUntil(button(screen, "unlock-go").isEnabled, timeout=3000)
    with qtbot.waitSignal(screen.unlocked) as unlocked:
        line(screen, "unlock-passphrase").clear()
        type_and_enter(qtbot, screen, PASSPHRASE)
    assert acts(unlocked.args[0])[-2:] == [FAILED, "logbook.unlocked"]
    unlocked.args[0].close()


def test_logbook_that_is_open_elsewhere_makes_nobody_wait(
    screen: UnlockScreen, folder: Path, clock: StandingClock, qtbot: QtBot
) -> None:
    other = Logbook.open(folder, unlock_job(folder, PASSPHRASE).run(), clock)
    try:
        type_and_enter(qtbot, screen, PASSPHRASE)
        qtbot.waitUntil(lambda: "open in another window or program" in words(screen))
        assert button(screen, "unlock-go").isEnabled()
        assert "You can try again" not in words(screen)
        assert tries_of(folder).all() == ()
    finally:
        other.close()


def test_nothing_typed_is_said_beside_the_line(screen: UnlockScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(line(screen, "unlock-passphrase"), Qt.Key.Key_Return)

    assert "Type the passphrase first." in words(screen)


def test_a_logbook_that_is_open_elsewhere_says_so_inline(
    screen: UnlockScreen, folder: Path, clock: StandingClock, qtbot: QtBot
) -> None:
    other = Logbook.open(folder, unlock_job(folder, PASSPHRASE).run(), clock)
    try:
        type_and_enter(qtbot, screen, PASSPHRASE)
        qtbot.waitUntil(lambda: "open in another window or program" in words(screen))
    finally:
        other.close()


def lose_the_key_file(folder: Path) -> None:
    for copy in folder.glob("keys.*"):
        copy.unlink()


def test_a_lost_key_file_is_replaced_by_the_copy_kept_on_this_computer(
    screen: UnlockScreen, folder: Path, qtbot: QtBot
) -> None:
    lose_the_key_file(folder)

    with qtbot.waitSignal(screen.unlocked) as unlocked:
        type_and_enter(qtbot, screen, PASSPHRASE)

    unlocked.args[0].close()
    assert sorted(copy.name for copy in folder.glob("keys.*")) == ["keys.a.json", "keys.b.json"]


def test_a_key_file_lost_here_too_says_what_to_put_back(
    screen: UnlockScreen, folder: Path, qtbot: QtBot
) -> None:
    lose_the_key_file(folder)
    shutil.rmtree(user_data_path(PROGRAM, appauthor=False))

    type_and_enter(qtbot, screen, PASSPHRASE)

    assert "keys.a.json" in words(screen)


def test_a_damaged_vault_says_to_restore_a_backup(
    screen: UnlockScreen, folder: Path, qtbot: QtBot
) -> None:
    (folder / "records.db").write_bytes(b"\0" * 8192)

    type_and_enter(qtbot, screen, PASSPHRASE)

    qtbot.waitUntil(lambda: "left as" in words(screen))


def test_the_welcome_offers_three_ways(shown: Show, qtbot: QtBot) -> None:
    screen = FirstRunScreen()
    shown(screen)

    for name, asked in (
        ("first-make", screen.make_new),
        ("first-open", screen.open_existing),
        ("first-explore", screen.explore),
    ):
        with qtbot.waitSignal(asked):
            button(screen, name).click()


@pytest.fixture
def form(background: Background, clock: StandingClock, shown: Show, tmp_path: Path) -> CreateScreen:
    holder = QWidget()
    screen = CreateScreen(background, Asking(holder), clock)
    screen.holder = holder  # type: ignore[attr-defined]
    screen.show_place(tmp_path / "New")
    shown(screen)
    return screen


def fill(qtbot: QtBot, form: CreateScreen, **texts: str) -> None:
    for name, text in texts.items():
        qtbot.keyClicks(line(form, f"create-{name.replace('_', '-')}"), text)


def test_what_is_missing_is_marked_and_nothing_is_made(form: CreateScreen, tmp_path: Path) -> None:
    button(form, "create-page-continue").click()

    assert words(form).count("This is still to be filled in.") == 3
    assert "at least 12 characters" in words(form)
    assert list(tmp_path.glob("*.logbook")) == []


def test_two_different_passphrases_are_refused(form: CreateScreen, qtbot: QtBot) -> None:
    fill(qtbot, form, passphrase="lantern orbit meadow", passphrase_again="lantern orbit meado")

    button(form, "create-page-continue").click()

    assert "The two are not the same." in words(form)


def test_a_number_of_another_profession_is_doubted_but_not_stopped(
    form: CreateScreen, qtbot: QtBot
) -> None:
    profession = form.findChild(QComboBox, "create-practitioner-profession")
    assert profession is not None
    profession.setCurrentText("Physiotherapist")
    number = line(form, "create-practitioner-hcpc-number")
    number.setFocus()

    qtbot.keyClicks(number, "OT123456")
    qtbot.keyClick(number, Qt.Key.Key_Tab)

    assert "does not look like a registration number" in words(form)


def test_the_strength_of_a_passphrase_is_said_in_words(form: CreateScreen, qtbot: QtBot) -> None:
    fill(qtbot, form, passphrase="password1234")
    qtbot.waitUntil(lambda: "weak" in words(form).casefold(), timeout=8000)


def test_a_logbook_is_made_from_what_was_typed(
    form: CreateScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    fill(
        qtbot,
        form,
        practice_name="Larkfield Physiotherapy",
        practitioner_name="Rhian Prosser",
        passphrase=PASSPHRASE,
        passphrase_again=PASSPHRASE,
    )
    address = form.findChild(QPlainTextEdit, "create-practice-address")
    assert address is not None
    qtbot.keyClicks(address, "2 Mill Lane, Ludlow")

    with qtbot.waitSignal(form.created, timeout=20_000) as created:
        button(form, "create-page-continue").click()

    (logbook,) = created.args
    assert logbook.path == tmp_path / "New.logbook"
    assert logbook.practice.name == "Larkfield Physiotherapy"
    assert logbook.practitioner.name == "Rhian Prosser"
    assert not logbook.practice.sample
    assert len(logbook.reviewing.order_of(LineKind.SERVICE_USER)) == 0
    logbook.close()
