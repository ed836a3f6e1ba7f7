# SPDX-License-Identifier: Apache-2.0
"""The window as a whole: unlocking, going about, and locking without losing a letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from logbook.app import Logbook, unlock_job
from logbook.domain.people import ServiceUser
from tests.builders import (
    PASSPHRASE,
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
    a_practice,
)
from ui.asking import Question
from ui.consenting.consent_screen import ConsentScreen
from ui.disclosing.receipt_screen import ReceiptScreen
from ui.disclosing.wizard_screen import WizardScreen
from ui.frame.frame import Frame
from ui.frame.idle import IdleWatch
from ui.frame.places import Place, Spot
from ui.main_window import MainWindow
from ui.people.people_screen import PeopleScreen
from ui.people.person_form_screen import PersonFormScreen
from ui.people.person_screen import PersonScreen
from ui.preferences import Preferences
from ui.today.telling_screen import TellingScreen
from ui.today.today_screen import TodayScreen
from ui.unlocking.first_run_screen import FirstRunScreen
from ui.unlocking.unlock_screen import UnlockScreen

Make = Callable[..., MainWindow]


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "preferences.ini")


@pytest.fixture
def folder(tmp_path: Path, clock: StandingClock) -> Path:
    logbook, _keys = a_logbook(tmp_path / "Practice.logbook", clock)
    logbook.enrolling.add(a_person(name="Liam Haddad"))
    logbook.close()
    return logbook.path


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
        window.close()
        window.deleteLater()


@pytest.fixture
def window(make_window: Make, folder: Path, qtbot: QtBot) -> MainWindow:
    """A window on an unlocked logbook."""
    window = make_window(folder)
    unlock(window, qtbot)
    return window


def unlock(window: MainWindow, qtbot: QtBot) -> Frame:
    secret = line(window, "unlock-passphrase")
    qtbot.keyClicks(secret, PASSPHRASE)
    qtbot.keyClick(secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.frame is not None, timeout=10_000)
    assert window.frame is not None
    return window.frame


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


def screen_of(window: MainWindow) -> QWidget:
    assert window.frame is not None
    screen = window.frame.screen_shown
    assert screen is not None
    return screen


def frame_of(window: MainWindow) -> Frame:
    assert window.frame is not None
    return window.frame


def deleted(app: QApplication) -> None:
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_without_a_logbook_somebody_is_welcomed(make_window: Make) -> None:
    assert isinstance(make_window().centralWidget(), FirstRunScreen)


def test_the_logbook_opened_last_is_offered_again(
    make_window: Make, folder: Path, qtbot: QtBot
) -> None:
    first = make_window(folder)
    unlock(first, qtbot)
    first.close()

    screen = make_window().centralWidget()

    assert isinstance(screen, UnlockScreen)
    assert screen.folder == folder


def test_unlocking_leads_to_today_and_the_title_names_nobody(window: MainWindow) -> None:
    assert isinstance(screen_of(window), TodayScreen)
    assert window.windowTitle() == QGuiApplication.applicationDisplayName()
    assert "Rhian Prosser" in words(window)


@pytest.mark.parametrize(
    ("key", "modifier", "screen"),
    [
        (Qt.Key.Key_2, CONTROL, PeopleScreen),
        (Qt.Key.Key_1, CONTROL, TodayScreen),
        (Qt.Key.Key_N, CONTROL, WizardScreen),
    ],
)
def test_keys_lead_to_rooms_and_new_entries(
    window: MainWindow,
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    screen: type[QWidget],
) -> None:
    qtbot.keyClick(window, key, modifier)

    assert isinstance(screen_of(window), screen)


@pytest.mark.parametrize("way", ["key", "button"])
def test_locking_and_unlocking_returns_to_the_same_field_with_the_same_text(
    window: MainWindow, qtbot: QtBot, dressed: QApplication, way: str
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, CONTROL)
    button(window, "people-add").click()
    form = screen_of(window)
    assert isinstance(form, PersonFormScreen)
    qtbot.keyClicks(line(form, "person-name"), "Zoe Okafor")
    reference = line(form, "person-reference")
    reference.setFocus()
    qtbot.keyClicks(reference, "LP-10")
    qtbot.keyClick(reference, Qt.Key.Key_Left)

    if way == "key":
        qtbot.keyClick(window, Qt.Key.Key_L, CONTROL)
    else:
        qtbot.mouseClick(button(window, "rail-lock"), Qt.MouseButton.LeftButton)
    deleted(dressed)

    assert isinstance(window.centralWidget(), UnlockScreen)
    assert window.session is None
    everything = [edit.text() for edit in window.findChildren(QLineEdit)] + [words(window)]
    assert not any("Okafor" in text or "LP-10" in text for text in everything)

    unlock(window, qtbot)
    again = screen_of(window)
    assert isinstance(again, PersonFormScreen)
    assert line(again, "person-name").text() == "Zoe Okafor"
    field = line(again, "person-reference")
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "7")
    assert field.text() == "LP-170"


def test_an_empty_form_is_still_there_after_a_lock(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, CONTROL)
    button(window, "people-add").click()

    qtbot.keyClick(window, Qt.Key.Key_L, CONTROL)
    unlock(window, qtbot)

    assert isinstance(screen_of(window), PersonFormScreen)


def test_what_was_typed_on_telling_somebody_comes_back_after_a_lock_and_from_today(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = window.session
    assert session is not None
    person = a_person(name="Zoe Okafor")
    session.logbook.enrolling.add(person)
    consent = a_consent_draft(person.id)
    session.logbook.consenting.record(consent)
    disclosure = session.logbook.disclosing.record(a_disclosure_draft(person.id, consent.id))
    frame_of(window).go(Place(spot=Spot.TELLING, id=disclosure.object))
    said = screen_of(window).findChild(QPlainTextEdit, "telling-words")
    assert said is not None
    qtbot.keyClicks(said, "Rang at ten")

    qtbot.keyClick(window, Qt.Key.Key_L, CONTROL)
    unlock(window, qtbot)

    again = screen_of(window).findChild(QPlainTextEdit, "telling-words")
    assert again is not None
    assert again.toPlainText() == "Rang at ten"
    qtbot.keyClick(window, Qt.Key.Key_1, CONTROL)
    button(screen_of(window), "draft-1-open").click()
    assert isinstance(screen_of(window), TellingScreen)
    button(screen_of(window), "telling-discard").click()
    button(window, "confirm-yes").click()
    assert window.session is not None
    assert window.session.logbook.drafting.all() == ()


def test_a_consent_form_comes_back_after_a_lock(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL | SHIFT)
    assert isinstance(screen_of(window), ConsentScreen)

    qtbot.keyClick(window, Qt.Key.Key_L, CONTROL)
    unlock(window, qtbot)

    assert isinstance(screen_of(window), ConsentScreen)


def test_the_wizard_comes_back_after_a_lock(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    place = frame_of(window).place

    qtbot.keyClick(window, Qt.Key.Key_L, CONTROL)
    unlock(window, qtbot)

    assert isinstance(screen_of(window), WizardScreen)
    assert frame_of(window).place == place


def test_a_lock_closes_open_dialogs(window: MainWindow) -> None:
    frame = frame_of(window)
    question = Question(title="Sure?", text="Really.", confirm="Yes")
    dialog = frame._asking.confirm(question, lambda: None)
    assert dialog.isVisible()

    window.lock()

    assert not dialog.isVisible()
    assert isinstance(window.centralWidget(), UnlockScreen)


def test_a_file_chooser_of_the_welcome_does_not_stop_a_close(make_window: Make) -> None:
    window = make_window()
    button(window, "first-open").click()

    assert window.close()


def test_closing_the_window_keeps_what_was_typed_and_asks_nothing(
    window: MainWindow, folder: Path, clock: StandingClock, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, CONTROL)
    button(window, "people-add").click()
    qtbot.keyClicks(line(screen_of(window), "person-name"), "Zoe Okafor")

    assert window.close()

    logbook = Logbook.open(folder, unlock_job(folder, PASSPHRASE).run(), clock)
    (draft,) = logbook.drafting.all()
    kept = logbook.drafting.find(draft.id)
    logbook.close()
    assert kept is not None
    assert isinstance(kept.draft, ServiceUser)
    assert kept.draft.name == "Zoe Okafor"


def test_nobody_at_the_keyboard_locks_the_logbook_and_a_key_puts_it_off(
    window: MainWindow, qtbot: QtBot
) -> None:
    watch = IdleWatch(400, window)
    watch.watch(window.windowHandle())
    watch.idle.connect(window.lock)

    for _ in range(4):
        qtbot.wait(200)
        qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert window.frame is not None

    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), UnlockScreen), timeout=3000)


def test_a_person_is_added_found_and_opened_with_the_keyboard_alone(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    box = line(window, "search-everything")
    assert box.hasFocus()
    qtbot.keyClicks(box, "haddad")
    frame = frame_of(window)
    qtbot.waitUntil(frame._results.isVisible)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(frame._results.list, Qt.Key.Key_Return)

    assert isinstance(screen_of(window), PersonScreen)
    assert "Liam Haddad" in words(screen_of(window))


def test_a_room_selected_by_a_screen_reader_is_entered(window: MainWindow) -> None:
    rooms = window.findChild(QListWidget, "rooms")
    assert rooms is not None
    window.setFocus()
    # What Qt does when a client of the accessibility bus selects a child of the list.
    rooms.clearSelection()
    model = rooms.selectionModel()
    model.select(rooms.model().index(1, 0), model.SelectionFlag.Select)

    assert isinstance(screen_of(window), PeopleScreen)
    assert rooms.currentRow() == 1


def test_a_click_on_a_room_enters_it_once(window: MainWindow, qtbot: QtBot) -> None:
    rooms = window.findChild(QListWidget, "rooms")
    assert rooms is not None
    place = rooms.visualItemRect(rooms.item(1)).center()

    qtbot.mouseClick(rooms.viewport(), Qt.MouseButton.LeftButton, pos=place)
    people = screen_of(window)
    assert isinstance(people, PeopleScreen)
    qtbot.mouseClick(rooms.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert screen_of(window) is people

    frame_of(window).go_back()
    assert isinstance(screen_of(window), TodayScreen)


def test_the_rail_marks_the_room_that_what_one_looks_at_belongs_to(
    window: MainWindow, qtbot: QtBot
) -> None:
    rooms = window.findChild(QListWidget, "rooms")
    assert rooms is not None
    said = []

    for key, modifier in (
        (Qt.Key.Key_N, CONTROL), (Qt.Key.Key_N, CONTROL | SHIFT), (Qt.Key.Key_1, CONTROL),
    ):  # fmt: skip
        qtbot.keyClick(window, key, modifier)
        said.append(rooms.currentItem().text())

    assert said == ["Disclosures", "Consents", "Today"]


def test_back_returns_to_the_screen_before_with_its_filter(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, CONTROL)
    people = screen_of(window)
    assert isinstance(people, PeopleScreen)
    qtbot.keyClicks(people.filter_box, "liam")
    qtbot.waitUntil(lambda: people.table.records.rowCount() == 1)
    people.table.choose(people.table.records.id_at(0))
    qtbot.keyClick(people.table, Qt.Key.Key_Return)
    assert isinstance(screen_of(window), PersonScreen)

    button(window, "person-back").click()

    again = screen_of(window)
    assert isinstance(again, PeopleScreen)
    assert again.filter_box.text() == "liam"


def test_discarding_a_draft_asks_first_and_then_it_is_gone(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, CONTROL)
    button(window, "people-add").click()
    qtbot.keyClicks(line(screen_of(window), "person-name"), "Zoe")
    button(window, "person-discard").click()
    (dialog,) = frame_of(window)._asking.open_dialogs
    assert isinstance(screen_of(window), PersonFormScreen)

    button(dialog, "confirm-yes").click()

    session = window.session
    assert session is not None
    session.drafts.flush()
    assert session.logbook.drafting.all() == ()
    assert isinstance(screen_of(window), PeopleScreen)


def test_a_place_that_is_no_more_leads_to_today(window: MainWindow) -> None:
    frame_of(window).go(Place(spot=Spot.PERSON, id=uuid4()))

    assert isinstance(screen_of(window), TodayScreen)


def test_help_and_keys_open_in_a_panel_that_escape_closes(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert "What this screen is for" in words(window)

    qtbot.keyClick(window, Qt.Key.Key_Slash, CONTROL)
    assert "Ctrl+Shift+N" in words(window)
    panel = frame_of(window)._panel
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_zoom_is_remembered_and_nothing_leaves_the_window(
    window: MainWindow, preferences: Preferences, qtbot: QtBot
) -> None:
    for _ in range(8):
        qtbot.keyClick(window, Qt.Key.Key_Equal, CONTROL)
    assert preferences.zoom == 200
    frame = frame_of(window)
    assert frame.minimumSizeHint().width() <= 1024
    assert window.width() == 1024

    qtbot.keyClick(window, Qt.Key.Key_0, CONTROL)
    assert preferences.zoom == 100


def test_a_sample_says_so_on_every_screen(
    make_window: Make, tmp_path: Path, clock: StandingClock, qtbot: QtBot
) -> None:
    logbook, _keys = a_logbook(
        tmp_path / "S.logbook",
        clock,
        practice=a_practice(sample=True),
    )
    logbook.close()
    window = make_window(logbook.path)
    frame = unlock(window, qtbot)

    for spot in (Spot.TODAY, Spot.PEOPLE, Spot.DISCLOSURES, Spot.CONSENTS):
        frame.go(Place(spot=spot))
        assert "SAMPLE" in words(window)


def test_every_control_of_the_frame_has_a_name_and_an_identifier(window: MainWindow) -> None:
    for spot in (Spot.TODAY, Spot.PEOPLE):
        frame_of(window).go(Place(spot=spot))
        for control in (
            *window.findChildren(QPushButton),
            *window.findChildren(QLineEdit),
        ):
            if control.isVisible():
                assert control.accessibleName(), control
                assert control.accessibleIdentifier(), control


def test_a_person_added_in_the_middle_of_a_disclosure_leads_back_to_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    wizard = screen_of(window)
    assert isinstance(wizard, WizardScreen)
    draft = frame_of(window).place

    wizard.add_person.emit()
    form = screen_of(window)
    assert isinstance(form, PersonFormScreen)
    qtbot.keyClicks(line(form, "person-name"), "Zoe Okafor")
    qtbot.keyClicks(line(form, "person-reference"), "LP-9")
    button(form, "person-page-continue").click()

    assert frame_of(window).place == draft
    assert isinstance(screen_of(window), WizardScreen)


def test_a_signed_disclosure_shows_its_receipt_and_the_draft_is_no_place_any_more(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = window.session
    assert session is not None
    person = a_person(name="Mei Kowalski", reference="LP-77")
    session.logbook.enrolling.add(person)
    consent = a_consent_draft(person.id)
    session.logbook.consenting.record(consent)
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    wizard = screen_of(window)
    assert isinstance(wizard, WizardScreen)
    receipt = session.logbook.disclosing.record(a_disclosure_draft(person.id, consent.id))

    wizard.recorded.emit(receipt)

    assert isinstance(screen_of(window), ReceiptScreen)
    qtbot.keyClick(window, Qt.Key.Key_L, CONTROL)
    unlock(window, qtbot)
    assert isinstance(screen_of(window), ReceiptScreen)


def test_a_draft_is_opened_again_from_today(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, CONTROL)
    button(window, "people-add").click()
    qtbot.keyClicks(line(screen_of(window), "person-name"), "Zoe")
    button(window, "person-page-back").click()
    qtbot.keyClick(window, Qt.Key.Key_1, CONTROL)

    button(screen_of(window), "draft-1-open").click()

    assert line(screen_of(window), "person-name").text() == "Zoe"


def test_no_part_of_any_screen_is_ever_shown_as_a_window_of_its_own(
    window: MainWindow, dressed: QApplication, qtbot: QtBot
) -> None:
    watch = WindowsShown()
    dressed.installEventFilter(watch)
    stray = QLabel("the control")
    stray.show()
    stray.deleteLater()
    assert watch.shown == ["QLabel"]
    watch.shown.clear()

    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_1, Qt.Key.Key_N):
        qtbot.keyClick(window, key, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL | SHIFT)
    qtbot.keyClick(window, Qt.Key.Key_2, CONTROL)
    button(window, "people-add").click()
    window.lock()
    window.show_create()
    window.show_first_run()

    dressed.removeEventFilter(watch)
    assert watch.shown == []


class WindowsShown(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own
        shows = event.type() is QEvent.Type.Show
        if shows and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_the_sample_is_made_opened_and_named_as_one(
    make_window: Make,
    preferences: Preferences,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    window = make_window()

    button(window, "first-explore").click()
    qtbot.waitUntil(lambda: window.frame is not None, timeout=60_000)

    assert "SAMPLE" in words(window)
    window.lock()
    assert "The passphrase of the sample is:" in words(window)
    assert preferences.last_logbook is None
