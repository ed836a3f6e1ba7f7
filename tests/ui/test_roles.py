# SPDX-License-Identifier: Apache-2.0
"""Where each role can go: every place, every shortcut, and what stands in the window then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.consent_history import ConsentEventKind
from logbook.domain.lines import LineKind
from logbook.domain.practice import Role
from logbook.journal.entry import read_entry
from tests.builders import StandingClock
from tests.services.by_role import MARKER, Scene, a_scene
from ui.asking import Asking
from ui.background import Background
from ui.executor.executor_screen import ExecutorScreen
from ui.frame.frame import Frame
from ui.frame.places import ROOMS, ROOMS_OF, TODAY, Place, Spot, leads_to
from ui.oversight.oversight_screen import OversightScreen
from ui.people.asides import Aside
from ui.practice.practice_screen import SECTIONS, PracticeScreen, offered_to
from ui.retention.wishes import KeepingTask
from ui.session import Session
from ui.widgets.not_for_you import NotForYou

A, P, R, U, E = Role.ADMINISTRATOR, Role.PRACTITIONER, Role.READER, Role.AUDITOR, Role.EXECUTOR
EVERYBODY_ELSE = {A, P, R, U}

Enter = Callable[[Role], Frame]

REACHED_BY: dict[Spot, set[Role]] = {
    Spot.TODAY: {A, P, R},
    Spot.PEOPLE: {A, P, R},
    Spot.DISCLOSURES: {A, P, R},
    Spot.CONSENTS: {A, P, R},
    Spot.GUIDANCE: EVERYBODY_ELSE,
    Spot.PRACTICE: EVERYBODY_ELSE,
    Spot.PERSON: {A, P, R},
    Spot.DISCLOSURE: {A, P, R},
    Spot.CONSENT: {A, P, R},
    Spot.RECEIPT: {A, P, R},
    Spot.DRAFT: {A, P},
    Spot.TELLING: {A, P},
    Spot.ASIDE: {A, P},
    Spot.CONSENT_EVENT: {A, P},
    Spot.KEEPING: {A, P, R},
    Spot.CERTIFICATE: {A, P, R},
    Spot.OVERSIGHT: {U},
    Spot.EXECUTORS: {E},
}


@pytest.fixture(scope="module")
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, clock: StandingClock) -> Scene:
    return a_scene(tmp_path_factory.mktemp("roles") / "Practice.logbook", clock)


@pytest.fixture
def enter(
    scene: Scene,
    clock: StandingClock,
    dressed: QApplication,
    shown: Callable[..., object],
    qtbot: QtBot,
) -> Iterator[Enter]:
    """Open the logbook in a window as somebody of a role."""
    open_now: list[tuple[Session, Background, Frame, QWidget]] = []

    def _enter(role: Role) -> Frame:
        background = Background(dressed)
        session = Session(scene.enter(role, clock), background)
        ground = QWidget()
        frame = Frame(session, Asking(ground))
        open_now.append((session, background, frame, ground))
        shown(frame, width=1100, height=760)
        frame.go(TODAY)
        if role is E:
            qtbot.waitUntil(lambda: "Whom to tell" in words(frame), timeout=30_000)
        return frame

    yield _enter
    for session, background, frame, _ground in open_now:
        frame.hide()
        background.close()
        session.close()


def places(scene: Scene) -> dict[Spot, Place]:
    """Give a place of each kind, about what is on record."""
    ids = {
        Spot.PERSON: scene.person,
        Spot.KEEPING: scene.person,
        Spot.CONSENT: scene.consent,
        Spot.DISCLOSURE: scene.disclosure,
        Spot.RECEIPT: scene.disclosure,
        Spot.TELLING: scene.disclosure,
        Spot.CERTIFICATE: uuid4(),
    }
    forms = {
        Spot.DRAFT: Place(spot=Spot.DRAFT, id=uuid4(), kind=LineKind.SERVICE_USER),
        Spot.ASIDE: Place(spot=Spot.ASIDE, id=scene.person, task=Aside.OBJECTION),
        Spot.CONSENT_EVENT: Place(
            spot=Spot.CONSENT_EVENT, id=scene.consent, task=ConsentEventKind.WITHDRAWN
        ),
    }
    plain = {spot: Place(spot=spot, id=ids.get(spot)) for spot in Spot}
    return {**plain, **forms}


def words(frame: Frame) -> str:
    QApplication.processEvents()
    return "\n".join(each.text() for each in frame.findChildren(QLabel) if each.isVisible())


@pytest.mark.parametrize("role", Role)
def test_every_place_is_reached_by_the_roles_it_is_for_and_by_no_other(
    enter: Enter, scene: Scene, role: Role
) -> None:
    frame, home = enter(role), ROOMS_OF[role][0]
    # A certificate there is none of, and a receipt, lead on to something else, for whom they lead.
    walked = {spot: place for spot, place in places(scene).items() if spot not in _LEAD_ON}
    reached = {}
    for spot, place in walked.items():
        frame.go(place)
        QApplication.processEvents()
        refused = isinstance(frame.screen_shown, NotForYou)
        reached[spot] = not refused and frame.place.spot is spot
        if role is E:
            assert isinstance(frame.screen_shown, ExecutorScreen)
        elif not reached[spot]:
            assert refused or frame.place.spot is home
        if role is U:
            assert MARKER not in words(frame)

    assert reached == {spot: role in REACHED_BY[spot] for spot in walked}
    every = places(scene)
    assert {spot: leads_to(role, every[spot]) for spot in Spot} == {
        spot: role in REACHED_BY[spot] for spot in Spot
    }


_LEAD_ON = (Spot.CERTIFICATE, Spot.RECEIPT)


@pytest.mark.parametrize("task", KeepingTask)
def test_nothing_is_decided_about_keeping_by_who_records_nothing(task: KeepingTask) -> None:
    place = Place(spot=Spot.KEEPING, id=uuid4(), task=task)
    assert not any(leads_to(role, place) for role in (R, U, E))
    assert leads_to(A, place)


@pytest.mark.parametrize("role", Role)
def test_every_role_enters_by_its_own_first_room_and_the_rail_shows_its_rooms_alone(
    enter: Enter, role: Role
) -> None:
    frame = enter(role)
    first = {U: OversightScreen, E: ExecutorScreen}.get(role)
    assert frame.place.spot is ROOMS_OF[role][0]
    if first is not None:
        assert isinstance(frame.screen_shown, first)
    rooms = frame._rail.list
    titles = [rooms.item(row).text() for row in range(rooms.count())]
    assert titles == {
        U: ["Oversight", "Guidance", "Practice"],
        E: ["For executors"],
    }.get(role, ["Today", "People", "Disclosures", "Consents", "Guidance", "Practice"])
    box = frame.findChild(QLineEdit, "search-everything")
    assert box is not None
    assert box.isVisible() is (role in {A, P, R})
    offered = {
        name: button.isVisible()
        for button in frame.findChildren(QAbstractButton)
        if (name := button.objectName()) in {"new-disclosure", "new-consent"}
    }
    assert offered == dict.fromkeys(("new-disclosure", "new-consent"), role in {A, P})


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NUMBERS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6)


@pytest.mark.parametrize("role", Role)
def test_no_shortcut_leads_where_the_role_does_not(enter: Enter, role: Role) -> None:
    frame, rooms = enter(role), ROOMS_OF[role]
    led = []
    for key in NUMBERS:
        QTest.keyClick(frame, key, CTRL)
        led.append(frame.place.spot)
    assert led == [*rooms, *[rooms[-1]] * (len(ROOMS) - len(rooms))]

    for key, modifiers in ((Qt.Key.Key_N, CTRL), (Qt.Key.Key_N, CTRL | SHIFT)):
        QTest.keyClick(frame, key, modifiers)
        begun = frame.place.spot is Spot.DRAFT
        assert begun is (role in {A, P})
        if not begun:
            assert "Your role in this practice records nothing" in words(frame)
    frame.go(TODAY)
    QTest.keyClick(frame, Qt.Key.Key_K, CTRL)
    box = frame.findChild(QLineEdit, "search-everything")
    assert box is not None
    assert box.hasFocus() is (role in {A, P, R})

    for key, modifiers in (
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Slash, CTRL),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
    ):
        QTest.keyClick(frame, key, modifiers)
        assert leads_to(role, frame.place)
        assert not isinstance(frame.screen_shown, NotForYou)


def test_the_keys_that_are_explained_are_those_the_role_has(enter: Enter) -> None:
    frame = enter(E)
    QTest.keyClick(frame, Qt.Key.Key_Slash, CTRL)
    said = words(frame)
    assert "Ctrl+L" in said
    assert "New disclosure" not in said
    assert "Search the logbook" not in said
    QTest.keyClick(frame, Qt.Key.Key_F1)
    assert "nothing can be changed" in words(frame)


def test_executors_see_whom_to_tell_where_files_are_what_is_due_and_how_long_files_are_kept(
    enter: Enter,
) -> None:
    said = words(enter(E))
    for part in (
        "clinical will of Rhian Prosser",
        "Whom to tell",
        MARKER,
        "07700 900123",
        "What is due",
        "Where files are",
        "Grey cabinet, key with the landlord",
        "Until when files are kept",
    ):
        assert part in said
    assert "Referral for further assessment" not in said, "what the consent was about"


def test_executors_save_what_they_see_and_the_journal_says_so(
    enter: Enter, qtbot: QtBot, tmp_path: Path
) -> None:
    frame = enter(E)
    screen = frame.screen_shown
    assert isinstance(screen, ExecutorScreen)
    card = screen.paper
    assert card is not None
    card.save_button.click()
    qtbot.waitUntil(lambda: bool(card.asking.open_dialogs), timeout=30_000)
    dialog = card.asking.open_dialogs[-1]
    assert isinstance(dialog, QFileDialog)
    assert MARKER not in dialog.selectedFiles()[0]
    dialog.fileSelected.emit(str(tmp_path / "sheet.pdf"))
    dialog.reject()
    qtbot.waitUntil(lambda: "The journal says so" in words(frame), timeout=30_000)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    rows = frame._session.logbook._opened.vault.rows(
        "SELECT body FROM entry ORDER BY seq DESC LIMIT 1"
    )
    assert [read_entry(body).act for (body,) in rows] == ["will.view-saved"]


def test_executors_without_a_printer_are_told_so_and_nothing_is_noted(enter: Enter) -> None:
    frame = enter(E)
    screen = frame.screen_shown
    assert isinstance(screen, ExecutorScreen)
    card = screen.paper
    assert card is not None
    before = frame._session.logbook.reviewing.entries()
    card.printing.printers = list
    card.print_button.click()
    assert "There is no printer" in words(frame)
    assert frame._session.logbook.reviewing.entries() == before


def test_an_auditor_checks_the_journal_and_sees_people_and_acts_and_no_record(
    enter: Enter, qtbot: QtBot
) -> None:
    frame = enter(U)
    said = words(frame)
    for part in (
        "Check the whole journal",
        "The practitioner · Practitioner",
        "Rhian Prosser · Administrator",
        "Consent recorded · Rhian Prosser",
        "Logbook unlocked · The auditor",
    ):
        assert part in said or part in buttons(frame)
    assert MARKER not in said
    screen = frame.screen_shown
    assert isinstance(screen, OversightScreen)
    screen.acts._before = 3
    screen.acts.earlier_button.setVisible(True)
    screen.acts.earlier_button.click()
    assert "0 · " in words(frame)
    assert not screen.acts.earlier_button.isVisible()
    with qtbot.waitSignal(frame._session.whole_check.checked, timeout=30_000):
        check = next(
            each
            for each in screen.findChildren(QAbstractButton)
            if each.objectName() == "journal-check"
        )
        check.click()


def buttons(frame: Frame) -> str:
    return "\n".join(
        each.text().replace("&", "")
        for each in frame.findChildren(QAbstractButton)
        if each.isVisible()
    )


def test_an_auditor_is_offered_the_sections_of_the_practice_that_show_no_record(
    enter: Enter,
) -> None:
    assert [each.name for each in offered_to(U)] == ["details", "unlocking", "recovery"]
    assert offered_to(R) == SECTIONS
    frame = enter(U)
    for section in ("will", "people", "backup", "journal"):
        frame.go(Place(spot=Spot.PRACTICE, section=section))
        assert isinstance(frame.screen_shown, PracticeScreen)
        assert frame.screen_shown.section.isVisible()
        assert "Owain Rees" not in words(frame)


def test_a_reader_is_offered_no_draft_and_no_act_on_today(enter: Enter) -> None:
    frame = enter(R)
    assert "To be finished" not in words(frame)
    assert "Told them" not in buttons(frame)


def test_a_practitioner_is_offered_the_draft_the_control(enter: Enter) -> None:
    assert "To be finished" in words(enter(P))
