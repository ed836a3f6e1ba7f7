# SPDX-License-Identifier: Apache-2.0
"""Nothing typed into a small form is lost: not by a lock, by closing, or by going elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import Logbook, unlock_job
from logbook.domain.consent_history import ConsentEventKind
from logbook.domain.lines import LineKind
from tests.builders import (
    PASSPHRASE,
    StandingClock,
    a_consent_draft,
    a_logbook,
    a_person,
    a_representative,
    an_objection,
)
from ui.frame.frame import Frame
from ui.frame.idle import IdleWatch
from ui.frame.places import TODAY, Place, Spot
from ui.main_window import MainWindow
from ui.people.asides import Aside
from ui.preferences import Preferences
from ui.session import Session
from ui.tables.small_form import SmallForm
from ui.unlocking.unlock_screen import UnlockScreen
from ui.widgets.text_area import TextArea

Part = TypeVar("Part", bound=QWidget)


@dataclass(frozen=True)
class File:
    """What is on record before anything is typed."""

    folder: Path
    person: UUID
    representative: UUID
    objection: UUID
    consent: UUID


@pytest.fixture
def file(tmp_path: Path, clock: StandingClock) -> File:
    logbook, _keys = a_logbook(tmp_path / "Practice.logbook", clock)
    child = a_person(name="Liam Haddad", born=date(2012, 3, 4))
    logbook.enrolling.add(child)
    file = File(
        folder=logbook.path,
        person=child.id,
        representative=logbook.keeping.keep(a_representative(child.id, restrictions="")).object,
        objection=logbook.keeping.keep(an_objection(child.id)).object,
        consent=logbook.consenting.record(a_consent_draft(child.id)).object,
    )
    logbook.close()
    return file


@pytest.fixture
def window(
    dressed: QApplication, tmp_path: Path, clock: StandingClock, file: File, qtbot: QtBot
) -> Iterator[MainWindow]:
    """An unlocked window; what it shows lasts until the next lock."""
    window = MainWindow(Preferences(tmp_path / "preferences.ini"), clock)
    window.start(file.folder)
    window.resize(1024, 700)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    dressed.processEvents()
    unlock(window, qtbot)
    yield window
    window.close()
    window.deleteLater()


def unlock(window: MainWindow, qtbot: QtBot) -> None:
    secret = part(window, QLineEdit, "unlock-passphrase")
    qtbot.keyClicks(secret, PASSPHRASE)
    qtbot.keyClick(secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.frame is not None, timeout=20_000)


def lock(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.centralWidget(), UnlockScreen)


def part(screen: QWidget, kind: type[Part], name: str) -> Part:
    found = screen.findChild(kind, name)
    assert found is not None, name
    return found


def words(screen: QWidget) -> str:
    return "\n".join(each.text() for each in screen.findChildren(QLabel) if each.isVisible())


def frame_of(window: MainWindow) -> Frame:
    assert window.frame is not None
    return window.frame


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def form_in(window: MainWindow, qtbot: QtBot) -> SmallForm:
    form = frame_of(window).screen_shown
    assert isinstance(form, SmallForm)
    # It gives the focus to its field once it has been shown.
    qtbot.waitUntil(lambda: form.form.isAncestorOf(QApplication.focusWidget() or form))
    return form


def aside(file: File, task: Aside, about: UUID | None = None) -> Place:
    return Place(spot=Spot.ASIDE, id=file.person, about=about, task=task)


def event(file: File, task: ConsentEventKind) -> Place:
    return Place(spot=Spot.CONSENT_EVENT, id=file.consent, task=task)


FORMS: dict[str, tuple[Callable[[File], Place], str, LineKind]] = {
    "a new representative": (
        lambda file: aside(file, Aside.REPRESENTATIVE),
        "aside-relationship",
        LineKind.REPRESENTATIVE,
    ),
    "one on record": (
        lambda file: aside(file, Aside.REPRESENTATIVE, file.representative),
        "aside-evidence-seen-by",
        LineKind.REPRESENTATIVE,
    ),
    "an objection": (
        lambda file: aside(file, Aside.OBJECTION),
        "aside-made-by",
        LineKind.OBJECTION,
    ),
    "capacity": (
        lambda file: aside(file, Aside.CAPACITY),
        "aside-assessor",
        LineKind.CAPACITY,
    ),
    "a child's competence": (
        lambda file: aside(file, Aside.COMPETENCE),
        "aside-assessor",
        LineKind.COMPETENCE,
    ),
    "a withdrawal": (
        lambda file: event(file, ConsentEventKind.WITHDRAWN),
        "event-by",
        LineKind.CONSENT_EVENT,
    ),
    "a narrowing": (
        lambda file: event(file, ConsentEventKind.NARROWED),
        "event-by",
        LineKind.CONSENT_EVENT,
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_lock_returns_to_the_same_form_with_the_same_words_in_the_same_field(
    window: MainWindow, file: File, qtbot: QtBot, name: str
) -> None:
    place_in, field, kind = FORMS[name]
    place = place_in(file)
    frame_of(window).go(place)
    line = part(form_in(window, qtbot), QLineEdit, field)
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Zoe Ok")
    qtbot.keyClick(line, Qt.Key.Key_Left)

    lock(window, qtbot)
    unlock(window, qtbot)

    assert frame_of(window).place == place
    again = part(form_in(window, qtbot), QLineEdit, field)
    qtbot.waitUntil(again.hasFocus)
    assert (again.text(), again.cursorPosition()) == ("Zoe Ok", 5)
    (draft,) = session_of(window).logbook.drafting.all()
    assert (draft.kind, draft.person) == (kind, "Liam Haddad")

    frame_of(window).go(TODAY)
    button = part(frame_of(window), QAbstractButton, "draft-1-open")
    assert "not yet recorded" in words(frame_of(window))
    button.click()
    assert frame_of(window).place == place
    assert part(form_in(window, qtbot), QLineEdit, field).text() == "Zoe Ok"


def test_a_form_nobody_typed_in_leaves_no_draft(
    window: MainWindow, file: File, qtbot: QtBot
) -> None:
    frame_of(window).go(aside(file, Aside.CAPACITY))
    form_in(window, qtbot)

    lock(window, qtbot)
    unlock(window, qtbot)

    form_in(window, qtbot)
    assert frame_of(window).place == aside(file, Aside.CAPACITY)
    assert session_of(window).logbook.drafting.all() == ()


def test_nobody_at_the_keyboard_locks_and_keeps_what_is_ticked_and_half_typed(
    window: MainWindow, file: File, qtbot: QtBot
) -> None:
    frame_of(window).go(event(file, ConsentEventKind.NARROWED))
    form = form_in(window, qtbot)
    box = part(form, QAbstractButton, "narrow-information-1")
    qtbot.keyClick(box, Qt.Key.Key_Space)
    for name, typed in (("event-at-date", "31/2"), ("event-at-time", "9"), ("event-until", "1 Ma")):
        line = part(form, QLineEdit, name)
        line.setFocus()
        line.selectAll()
        qtbot.keyClicks(line, typed)
    watch = IdleWatch(50, window)
    watch.watch(window.windowHandle())
    watch.idle.connect(window.lock)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), UnlockScreen), timeout=3000)
    watch.deleteLater()
    unlock(window, qtbot)

    again = form_in(window, qtbot)
    assert not part(again, QAbstractButton, "narrow-information-1").isChecked()
    assert part(again, QAbstractButton, "narrow-recipients-1").isChecked()
    assert part(again, QLineEdit, "event-at-date").text() == "31/2"
    assert part(again, QLineEdit, "event-at-time").text() == "9"
    until = part(again, QLineEdit, "event-until")
    assert until.text() == "1 Ma"
    qtbot.waitUntil(until.hasFocus)

    again.forward_button.click()
    assert "Type the whole day" in words(again)
    assert session_of(window).logbook.reviewing.events_of(file.person) == ()
    for name, typed in (
        ("event-at-date", "today"), ("event-at-time", "09:00"), ("event-until", "1 March 2027"),
    ):  # fmt: skip
        line = part(again, QLineEdit, name)
        line.clear()
        qtbot.keyClicks(line, typed)
    qtbot.keyClick(part(again, QAbstractButton, "event-method-1"), Qt.Key.Key_Space)
    again.forward_button.click()

    (recorded,) = session_of(window).logbook.reviewing.events_of(file.person)
    assert recorded.until == date(2027, 3, 1)
    assert recorded.scope is not None
    assert session_of(window).logbook.drafting.all() == ()


def test_what_is_recorded_is_no_draft_any_more_and_the_next_form_is_empty(
    window: MainWindow, file: File, qtbot: QtBot
) -> None:
    frame_of(window).go(Place(spot=Spot.PERSON, id=file.person))
    frame_of(window).go(aside(file, Aside.REPRESENTATIVE))
    form = form_in(window, qtbot)
    for name, typed in (("aside-name", "Nia Okonkwo"), ("aside-relationship", "daughter")):
        qtbot.keyClicks(part(form, QLineEdit, name), typed)
    drafting = session_of(window).logbook.drafting
    qtbot.waitUntil(lambda: len(drafting.all()) == 1)
    assert drafting.all()[0].title == "Nia Okonkwo"

    form.forward_button.click()

    session_of(window).drafts.flush()
    assert frame_of(window).place.spot is Spot.PERSON
    assert drafting.all() == ()
    assert len(session_of(window).logbook.reviewing.representatives_of(file.person)) == 2
    frame_of(window).go(aside(file, Aside.REPRESENTATIVE))
    assert part(form_in(window, qtbot), QLineEdit, "aside-name").text() == ""


def test_lifting_an_objection_is_gone_on_with_as_lifting_it(
    window: MainWindow, file: File, qtbot: QtBot
) -> None:
    place = aside(file, Aside.LIFTING, file.objection)
    frame_of(window).go(place)
    line = part(form_in(window, qtbot), QLineEdit, "aside-lifted-on")
    line.clear()
    qtbot.keyClicks(line, "yester")
    frame_of(window).go(TODAY)

    part(frame_of(window), QAbstractButton, "draft-1-open").click()

    assert frame_of(window).place == place
    form = form_in(window, qtbot)
    line = part(form, QLineEdit, "aside-lifted-on")
    assert line.text() == "yester"
    qtbot.keyClicks(line, "day")
    form.forward_button.click()
    (objection,) = session_of(window).logbook.reviewing.objections_of(file.person)
    assert objection.lifted_on == date(2026, 11, 19)
    assert session_of(window).logbook.drafting.all() == ()


def test_what_was_typed_is_discarded_at_the_persons_wish_only(
    window: MainWindow, file: File, qtbot: QtBot
) -> None:
    frame_of(window).go(aside(file, Aside.OBJECTION))
    form = form_in(window, qtbot)
    qtbot.keyClicks(part(form, TextArea, "aside-recipients"), "Mr Teague")
    form.back_button.click()
    (draft,) = session_of(window).logbook.drafting.all()
    assert draft.title == "Mr Teague"

    frame_of(window).go(aside(file, Aside.OBJECTION))
    part(form_in(window, qtbot), QAbstractButton, "aside-discard").click()
    part(window, QAbstractButton, "confirm-yes").click()

    session_of(window).drafts.flush()
    assert session_of(window).logbook.drafting.all() == ()


def test_a_consent_comes_back_with_its_half_typed_days(
    window: MainWindow, file: File, qtbot: QtBot
) -> None:
    frame_of(window)._start_consent(file.person)
    screen = frame_of(window).screen_shown
    assert screen is not None
    part(screen, QAbstractButton, "consent-span-2").click()
    part(screen, QAbstractButton, "consent-dated").click()
    typed = {
        "consent-since": "1/1/20x", "consent-given-on": "31/2", "consent-until": "1 Ma",
    }  # fmt: skip
    for name, text in typed.items():
        line = part(screen, QLineEdit, name)
        line.setFocus()
        line.clear()
        qtbot.keyClicks(line, text)

    lock(window, qtbot)
    unlock(window, qtbot)

    again = frame_of(window).screen_shown
    assert again is not None
    for name, text in typed.items():
        line = part(again, QLineEdit, name)
        assert line.isVisible()
        assert line.text() == text
    qtbot.waitUntil(part(again, QLineEdit, "consent-until").hasFocus)


def test_a_person_comes_back_with_half_typed_days_and_rows_that_say_little(
    window: MainWindow, file: File, qtbot: QtBot
) -> None:
    frame_of(window)._amend_person(file.person)
    screen = frame_of(window).screen_shown
    assert screen is not None
    part(screen, QAbstractButton, "person-contacts-add").click()
    qtbot.keyClicks(part(screen, QLineEdit, "person-contacts-1-note"), "her sister's")
    for name in ("person-died", "person-last-contact"):
        line = part(screen, QLineEdit, name)
        line.setFocus()
        line.clear()
        qtbot.keyClicks(line, "31/2")

    lock(window, qtbot)
    unlock(window, qtbot)

    again = frame_of(window).screen_shown
    assert again is not None
    assert part(again, QLineEdit, "person-died").text() == "31/2"
    assert part(again, QLineEdit, "person-last-contact").text() == "31/2"
    qtbot.waitUntil(part(again, QLineEdit, "person-last-contact").hasFocus)
    assert part(again, QLineEdit, "person-contacts-1-note").text() == "her sister's"
    reviewing = session_of(window).logbook.reviewing
    on_record = part(again, QAbstractButton, "person-page-continue")
    on_record.click()
    assert "what is missing is marked below" in words(again)
    for name, typed in (("person-died", ""), ("person-last-contact", "yesterday")):
        line = part(again, QLineEdit, name)
        line.selectAll()
        qtbot.keyClick(line, Qt.Key.Key_Delete)
        qtbot.keyClicks(line, typed)
    on_record.click()
    known = reviewing.person(file.person)
    assert known is not None
    assert (known.last_contact, known.other_contacts) == (date(2026, 11, 19), ())


def test_closing_the_window_keeps_a_small_form(
    window: MainWindow, file: File, clock: StandingClock, qtbot: QtBot
) -> None:
    frame_of(window).go(event(file, ConsentEventKind.WITHDRAWN))
    qtbot.keyClicks(part(form_in(window, qtbot), TextArea, "event-statement"), "No more")

    assert window.close()

    logbook = Logbook.open(file.folder, unlock_job(file.folder, PASSPHRASE).run(), clock)
    (draft,) = logbook.drafting.all()
    logbook.close()
    assert draft.kind is LineKind.CONSENT_EVENT
    assert draft.title == "Referral for further assessment"
