# SPDX-License-Identifier: Apache-2.0
"""Before anything is put in: the sheet made and typed back, the place for backups proven."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from logbook.app import Logbook, RecoveryCode, unlock_job
from tests.builders import PASSPHRASE, StandingClock
from ui.asking import Asking
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.session import Session
from ui.unlocking.first_steps_screen import FirstStepsScreen

Show = Callable[..., QWidget]


@pytest.fixture
def steps(session: Session, shown: Show) -> FirstStepsScreen:
    holder = QWidget()
    screen = FirstStepsScreen(session, Asking(holder))
    screen.holder = holder  # type: ignore[attr-defined]
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


def make_sheet(steps: QWidget, qtbot: QtBot) -> tuple[str, ...]:
    """Make a sheet with the keys, and give the groups that are painted."""
    qtbot.keyClicks(line(steps, "sheet-passphrase"), PASSPHRASE)
    qtbot.keyClick(line(steps, "sheet-passphrase"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: button(steps, "sheet-save").isVisible(), timeout=20_000)
    card = steps.findChild(QWidget, "sheet-card")
    return tuple(card._groups._groups)  # type: ignore[union-attr]


def asked(steps: QWidget) -> dict[int, QLineEdit]:
    lines = steps.findChildren(QLineEdit)
    return {
        int(one.objectName().removeprefix("sheet-group-")): one
        for one in lines
        if one.objectName().startswith("sheet-group-")
    }


def test_sheet_is_made_typed_back_and_opens(
    steps: FirstStepsScreen, logbook: Logbook, qtbot: QtBot
) -> None:
    assert line(steps, "sheet-passphrase").hasFocus()
    groups = make_sheet(steps, qtbot)
    assert len(groups) == 14
    assert len(asked(steps)) == 3
    assert logbook.recovering.status().checked_on is None

    button(steps, "sheet-show").click()
    numbers = list(asked(steps))
    for number in numbers:
        qtbot.keyClicks(asked(steps)[number], groups[number - 1].lower())
    assert not button(steps, "sheet-show").isChecked(), "it is typed from the paper"
    qtbot.keyClick(asked(steps)[numbers[-1]], Qt.Key.Key_Return)

    assert "The sheet is right" in words(steps)
    assert logbook.recovering.status().checked_on is not None
    assert "sheet" not in button(steps, "first-steps-page-continue").text()
    code = RecoveryCode(" ".join(groups))
    assert unlock_job(logbook.path, code).run().unlocked.person_id == str(logbook.practitioner.id)


def test_wrong_group_is_said_and_nothing_is_on_record(
    steps: FirstStepsScreen, logbook: Logbook, qtbot: QtBot
) -> None:
    groups = make_sheet(steps, qtbot)
    button(steps, "sheet-check").click()
    assert words(steps).count("Type this group from the paper.") == 3

    for number, secret in asked(steps).items():
        qtbot.keyClicks(secret, groups[number - 1][::-1] + "X")
    button(steps, "sheet-check").click()

    assert "At least one group is not as it stands" in words(steps)
    assert logbook.recovering.status().checked_on is None


def test_wrong_passphrase_makes_no_sheet(
    steps: FirstStepsScreen, logbook: Logbook, qtbot: QtBot
) -> None:
    qtbot.keyClicks(line(steps, "sheet-passphrase"), "somebody at the desk")
    qtbot.keyClick(line(steps, "sheet-passphrase"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open" in words(steps), timeout=20_000)

    assert logbook.recovering.status().made_on is None


def test_sheet_is_saved_where_the_person_says(
    steps: FirstStepsScreen, tmp_path: Path, qtbot: QtBot
) -> None:
    make_sheet(steps, qtbot)
    button(steps, "sheet-save").click()
    asking = steps.findChild(QWidget, "sheet-card")._asking  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: bool(asking.open_dialogs), timeout=20_000)
    (dialog,) = asking.open_dialogs
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "sheet.pdf"))
    dialog.reject()

    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert "then destroy the file" in words(steps)


@pytest.mark.usefixtures("listening")
def test_code_is_nowhere_a_screen_reader_looks(steps: FirstStepsScreen, qtbot: QtBot) -> None:
    groups = make_sheet(steps, qtbot)
    button(steps, "sheet-show").click()
    QApplication.processEvents()
    said = []
    for one in [steps, *steps.findChildren(QWidget)]:
        told = QAccessible.queryAccessibleInterface(one)
        texts = QAccessible.Text
        if told is not None:
            said += [told.text(kind) for kind in (texts.Name, texts.Value, texts.Description)]

    assert any("Save as PDF" in text for text in said), "the control: what is said is seen"
    assert not any(group in text for group in groups for text in said)


def test_first_backup_is_made_and_proven_where_it_was_chosen(
    steps: FirstStepsScreen, logbook: Logbook, tmp_path: Path, qtbot: QtBot
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    card = steps.findChild(QWidget, "backup-card")
    with qtbot.waitSignal(steps.placed, timeout=20_000) as placed:
        card.take(place)  # type: ignore[union-attr]

    assert placed.args == [place]
    assert [one.suffix for one in place.iterdir()] == [".logbookbackup"]
    assert logbook.backing_up.status().last is not None
    assert "on the same disk as the logbook" in words(steps)


def test_folder_of_the_logbook_itself_is_refused(steps: FirstStepsScreen, logbook: Logbook) -> None:
    card = steps.findChild(QWidget, "backup-card")
    card.take(logbook.path.parent)  # type: ignore[union-attr]
    assert "The logbook itself lies in this folder" in words(steps)

    card.take(logbook.path)  # type: ignore[union-attr]
    assert "inside the logbook's own folder" in words(steps)
    assert logbook.backing_up.status().last is None


def test_both_can_be_put_off(steps: FirstStepsScreen, logbook: Logbook, qtbot: QtBot) -> None:
    assert "still to be done" in words(steps)
    later = button(steps, "first-steps-page-continue")
    assert later.text() == "&Leave it for later"
    later.setFocus()
    with qtbot.waitSignal(steps.done):
        qtbot.keyClick(later, Qt.Key.Key_Space)

    assert logbook.recovering.status().made_on is None


def test_logbook_is_made_settled_and_entered_by_keyboard_alone(
    dressed: QApplication, tmp_path: Path, clock: StandingClock, qtbot: QtBot
) -> None:
    window = MainWindow(Preferences(tmp_path / "preferences.ini"), clock)
    qtbot.addWidget(window)
    window.show_create()
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    create = window.centralWidget()
    create.show_place(tmp_path / "New")  # type: ignore[attr-defined]
    create.setFocus()
    typed = {
        "create-practice-name": "Larkfield Physiotherapy",
        "create-practice-address": "2 Mill Lane",
        "create-practitioner-name": "Rhian Prosser",
        "create-passphrase": PASSPHRASE,
        "create-passphrase-again": PASSPHRASE,
    }
    seen = []
    for _press in range(60):
        focused = dressed.focusWidget()
        seen.append(focused.objectName())
        if focused.objectName() == "create-page-continue":
            break
        if isinstance(focused, QLineEdit | QPlainTextEdit):
            qtbot.keyClicks(focused, typed.pop(focused.objectName(), ""))
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert typed == {}, seen
    qtbot.keyClick(dressed.focusWidget(), Qt.Key.Key_Space)
    assert seen[-1] == "create-page-continue", " ".join(seen)
    qtbot.waitUntil(lambda: window.session is not None, timeout=60_000)

    steps = window.centralWidget()
    assert isinstance(steps, FirstStepsScreen)
    assert dressed.focusWidget().objectName() == "sheet-passphrase"
    for _press in range(20):
        if dressed.focusWidget().objectName() == "first-steps-page-continue":
            break
        qtbot.keyClick(dressed.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(dressed.focusWidget(), Qt.Key.Key_Space)

    assert window.frame is window.centralWidget()
    assert window.session is not None
    me = window.session.logbook.practitioner.id
    assert Preferences(tmp_path / "preferences.ini").last_person == me
    window.close()


def test_lock_while_the_first_steps_are_shown_leaves_nothing_behind(
    dressed: QApplication, logbook: Logbook, tmp_path: Path, clock: StandingClock, qtbot: QtBot
) -> None:
    window = MainWindow(Preferences(tmp_path / "preferences.ini"), clock)
    qtbot.addWidget(window)
    window._enter_new(logbook)
    frame = window.frame
    assert frame is not None
    assert isinstance(window.centralWidget(), FirstStepsScreen)
    with qtbot.waitSignal(frame.destroyed):
        window.lock()
    dressed.processEvents()

    assert window.findChild(FirstStepsScreen) is None
    assert window.session is None
    window.close()
