# SPDX-License-Identifier: Apache-2.0
"""Every way to open a logbook, typed into a real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from logbook.app import Logbook
from logbook.domain.clinical_will import Executor, WillDraft
from logbook.domain.practice import Role
from logbook.domain.ways import WayKind
from tests.builders import COLLEAGUES, PASSPHRASE, StandingClock, a_colleague, a_logbook
from tests.kept_here import KeptHere
from ui.background import Background
from ui.session import Session
from ui.unlocking.looking_after import LookingAfter
from ui.unlocking.unlock_screen import UnlockScreen

Show = Callable[..., QWidget]
PIN = "271828"


@pytest.fixture
def store() -> KeptHere:
    return KeptHere()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Practice.logbook"


@pytest.fixture
def fresh(path: Path, clock: StandingClock) -> Logbook:
    """A logbook just made, which the test closes."""
    made, _keys = a_logbook(path, clock)
    return made


@pytest.fixture
def screen_of(
    path: Path, background: Background, clock: StandingClock, shown: Show, store: KeptHere
) -> Callable[..., UnlockScreen]:
    def show(**more: object) -> UnlockScreen:
        screen = UnlockScreen(path, background, clock, secret_store=lambda: store, **more)  # type: ignore[arg-type]
        shown(screen)
        screen.setFocus()
        return screen

    return show


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


def know_the_ways(screen: UnlockScreen, qtbot: QtBot, way: str) -> None:
    """Wait until the screen has read the key file, and choose another way by the keyboard."""
    other = button(screen, "unlock-other-ways")
    qtbot.waitUntil(lambda: bool(screen._ways))
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_Space)
    chosen = button(screen, way)
    assert chosen.isVisible()
    chosen.setFocus()
    qtbot.keyClick(chosen, Qt.Key.Key_Space)


def opened(screen: UnlockScreen, qtbot: QtBot, name: str, typed: str) -> Logbook:
    qtbot.keyClicks(line(screen, name), typed)
    with qtbot.waitSignal(screen.unlocked, timeout=20_000) as unlocked:
        qtbot.keyClick(line(screen, name), Qt.Key.Key_Return)
    logbook = unlocked.args[0]
    assert isinstance(logbook, Logbook)
    return logbook


def set_quick_unlock(logbook: Logbook, store: KeptHere) -> None:
    job = logbook.unlocking.quick_unlock_job(PASSPHRASE, PIN, store)
    logbook.unlocking.add_quick_unlock(job.run())


def test_practice_of_one_sees_no_list_of_people_and_no_way_it_does_not_have(
    fresh: Logbook, screen_of: Callable[..., UnlockScreen], qtbot: QtBot
) -> None:
    fresh.close()
    screen = screen_of()
    qtbot.waitUntil(lambda: bool(screen._ways))

    assert screen.findChild(QComboBox) is None
    qtbot.mouseClick(button(screen, "unlock-other-ways"), Qt.MouseButton.LeftButton)
    assert "No other way was set up" in words(screen)
    assert not button(screen, "unlock-way-code").isVisible()


def test_recovery_code_opens_and_a_slip_in_it_costs_no_waiting(
    fresh: Logbook, screen_of: Callable[..., UnlockScreen], qtbot: QtBot
) -> None:
    made = fresh.recovering.sheet_job(PASSPHRASE).run()
    code = fresh.recovering.make_sheet(made).code
    fresh.close()
    screen = screen_of()
    know_the_ways(screen, qtbot, "unlock-way-code")
    assert line(screen, "unlock-code").hasFocus()

    slip = code[:-1] + ("0" if code[-1] != "0" else "1")
    qtbot.keyClicks(line(screen, "unlock-code"), slip)
    qtbot.keyClick(line(screen, "unlock-code"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "has a slip in it" in words(screen), timeout=10_000)
    assert button(screen, "unlock-go").isEnabled()

    line(screen, "unlock-code").clear()
    opened(screen, qtbot, "unlock-code", code.lower()).close()
    assert line(screen, "unlock-code").text() == ""


def test_pin_is_asked_for_first_where_it_is_set_and_opens(
    fresh: Logbook, screen_of: Callable[..., UnlockScreen], qtbot: QtBot, store: KeptHere
) -> None:
    set_quick_unlock(fresh, store)
    fresh.close()
    screen = screen_of()
    qtbot.waitUntil(lambda: screen.way_shown is WayKind.DEVICE)
    assert line(screen, "unlock-pin").hasFocus()

    passed = []
    for _press in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        passed.append(focused.objectName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert passed == ["unlock-pin", "unlock-pin-show", "unlock-go", "unlock-way-passphrase"]
    line(screen, "unlock-pin").setFocus()
    opened(screen, qtbot, "unlock-pin", PIN).close()


def test_passphrase_is_one_key_away_from_the_pin_and_what_was_begun_stays(
    fresh: Logbook, screen_of: Callable[..., UnlockScreen], qtbot: QtBot, store: KeptHere
) -> None:
    set_quick_unlock(fresh, store)
    fresh.close()
    screen = screen_of()
    qtbot.waitUntil(lambda: screen.way_shown is WayKind.DEVICE)
    qtbot.keyClick(screen, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: screen.way_shown is WayKind.PASSPHRASE)
    assert line(screen, "unlock-passphrase").hasFocus()

    begun = screen_of()
    qtbot.keyClicks(line(begun, "unlock-passphrase"), "lan")
    qtbot.waitUntil(lambda: bool(begun._ways))
    assert begun.way_shown is WayKind.PASSPHRASE
    assert line(begun, "unlock-passphrase").text() == "lan"


def test_wrong_pin_makes_wait_and_one_that_is_gone_leads_to_the_passphrase(
    fresh: Logbook, screen_of: Callable[..., UnlockScreen], qtbot: QtBot, store: KeptHere
) -> None:
    set_quick_unlock(fresh, store)
    fresh.close()
    screen = screen_of()
    qtbot.waitUntil(lambda: screen.way_shown is WayKind.DEVICE)
    qtbot.keyClicks(line(screen, "unlock-pin"), "314159")
    qtbot.keyClick(line(screen, "unlock-pin"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "You can try again" in words(screen), timeout=10_000)
    assert not button(screen, "unlock-go").isEnabled()

    store.items.clear()
    qtbot.waitUntil(button(screen, "unlock-go").isEnabled, timeout=5_000)
    qtbot.keyClicks(line(screen, "unlock-pin"), PIN)
    qtbot.keyClick(line(screen, "unlock-pin"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.way_shown is WayKind.PASSPHRASE, timeout=10_000)
    assert "Use your passphrase" in words(screen)
    opened(screen, qtbot, "unlock-passphrase", PASSPHRASE).close()


def test_quick_unlock_whose_secret_is_gone_is_dropped_after_the_passphrase(
    fresh: Logbook, background: Background, qtbot: QtBot, store: KeptHere
) -> None:
    set_quick_unlock(fresh, store)
    session = Session(fresh, background)
    LookingAfter(session, lambda: store)
    qtbot.wait(200)
    assert fresh.unlocking.quick_unlock_name is not None, "the control: its secret is there"

    store.items.clear()
    LookingAfter(session, lambda: store)
    qtbot.waitUntil(lambda: fresh.unlocking.quick_unlock_name is None)
    session.close()


def test_cards_of_a_will_open_without_saying_who_it_is(
    fresh: Logbook, screen_of: Callable[..., UnlockScreen], qtbot: QtBot
) -> None:
    draft = WillDraft(
        executors=(
            Executor(name="Mair Vaughan", contact="07700 900333"),
            Executor(name="Ifan Reece", contact="3 Bridge Street, Ludlow"),
            Executor(name="Dilys Crowe", contact="07700 900334"),
        ),
        files="The cabinet in the back room",
    )
    cards = fresh.clinical_will.make(fresh.clinical_will.will_job(PASSPHRASE, draft).run())
    fresh.close()
    screen = screen_of()
    know_the_ways(screen, qtbot, "unlock-way-cards")

    line(screen, "unlock-card-1").setText(" ".join(cards[0].words))
    qtbot.keyClick(line(screen, "unlock-card-1"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "It takes 2 cards, and 1 were typed" in words(screen), timeout=10_000)

    line(screen, "unlock-card-2").setText(" ".join(cards[1].words))
    with qtbot.waitSignal(screen.unlocked, timeout=20_000) as unlocked:
        qtbot.keyClick(line(screen, "unlock-card-2"), Qt.Key.Key_Return)
    logbook = unlocked.args[0]
    assert logbook.practitioner.role is Role.EXECUTOR
    logbook.close()


def test_token_says_what_is_missing_and_that_it_does_not_answer(
    fresh: Logbook, screen_of: Callable[..., UnlockScreen], qtbot: QtBot, tmp_path: Path
) -> None:
    fresh.close()
    screen = screen_of()
    screen._ask_for(WayKind.TOKEN)
    qtbot.keyClick(line(screen, "unlock-token-pin"), Qt.Key.Key_Return)
    assert words(screen).count("This is still to be filled in.") == 3

    qtbot.keyClicks(line(screen, "unlock-token-library"), str(tmp_path / "none.so"))
    qtbot.keyClicks(line(screen, "unlock-token-label"), "practice")
    qtbot.keyClicks(line(screen, "unlock-token-pin"), "123456")
    qtbot.keyClick(line(screen, "unlock-token-pin"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "This is still" not in words(screen))
    qtbot.waitUntil(lambda: button(screen, "unlock-go").isEnabled(), timeout=10_000)
    # There is no token in the key file at all, so nothing is asked of the library.
    assert "does not open the logbook" in words(screen)


def test_several_people_choose_who_they_are_and_only_theirs_opens(
    fresh: Logbook, screen_of: Callable[..., UnlockScreen], qtbot: QtBot
) -> None:
    colleague = a_colleague(fresh)
    me = fresh.practitioner.id
    fresh.staffing.choose_nickname("Rhian")
    fresh.close()
    screen = screen_of()
    qtbot.waitUntil(lambda: screen.findChild(QComboBox) is not None)
    who = screen.findChild(QComboBox, "unlock-who")
    assert who is not None
    assert [who.itemText(number) for number in range(who.count())] == ["Rhian", "Practitioner"]
    assert who.hasFocus()

    qtbot.keyClicks(line(screen, "unlock-passphrase"), COLLEAGUES)
    qtbot.keyClick(line(screen, "unlock-passphrase"), Qt.Key.Key_Return)
    assert "Choose who you are first." in words(screen)

    qtbot.keyClicks(who, "P")
    logbook = opened(screen, qtbot, "unlock-passphrase", "")
    assert logbook.practitioner.id == colleague.id
    logbook.close()

    again = screen_of(last_person=me)
    qtbot.waitUntil(lambda: again.findChild(QComboBox) is not None)
    chosen = again.findChild(QComboBox, "unlock-who")
    assert chosen is not None
    assert chosen.currentText() == "Rhian"
    assert line(again, "unlock-passphrase").hasFocus()
    qtbot.keyClicks(line(again, "unlock-passphrase"), COLLEAGUES)
    qtbot.keyClick(line(again, "unlock-passphrase"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open the logbook" in words(again), timeout=10_000)


def unnamed(screen: QWidget) -> list[str]:
    """Give the controls in sight that have no name or no stable identifier."""
    bad = []
    for control in screen.findChildren(QWidget):
        is_control = isinstance(control, QAbstractButton | QLineEdit | QComboBox)
        if not is_control or not control.isVisible():
            continue
        told = QAccessible.queryAccessibleInterface(control)
        name = told.text(QAccessible.Text.Name) if told is not None else ""
        if not name.strip() or not control.accessibleIdentifier():
            bad.append(f"{name!r} {control.accessibleIdentifier()!r}")
    return bad


def test_every_control_of_every_way_has_a_name_and_an_identifier(
    fresh: Logbook, screen_of: Callable[..., UnlockScreen], qtbot: QtBot
) -> None:
    a_colleague(fresh)
    fresh.close()
    screen = screen_of()
    qtbot.waitUntil(lambda: bool(screen._ways))
    for kind in WayKind:
        screen._ask_for(kind)
        QApplication.processEvents()
        assert unnamed(screen) == []
    control = QLineEdit(screen)
    control.show()
    assert unnamed(screen) != [], "the control: an editor without a name is seen"


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (WayKind.DEVICE, "unlock-pin"),
        (WayKind.RECOVERY, "unlock-code"),
        (WayKind.TOKEN, "unlock-token-pin"),
        (WayKind.WILL, "unlock-card-1"),
    ],
)
def test_secrets_are_not_told_to_a_screen_reader(
    kind: WayKind,
    name: str,
    fresh: Logbook,
    screen_of: Callable[..., UnlockScreen],
    qtbot: QtBot,
) -> None:
    fresh.close()
    screen = screen_of()
    screen._ask_for(kind)
    QApplication.processEvents()
    heard: list[str] = []
    secret = line(screen, name)
    secret.textChanged.connect(lambda text: heard.append(text) if QAccessible.isActive() else None)
    qtbot.keyClicks(secret, "academic acid")

    told = [QAccessible.queryAccessibleInterface(one) for one in screen.findChildren(QWidget)]
    texts = [
        one.text(kind_of_text)
        for one in told
        if one is not None
        for kind_of_text in (QAccessible.Text.Name, QAccessible.Text.Value)
    ]
    assert secret.text() == "academic acid"
    assert heard == []
    assert not any("acid" in text for text in texts)
