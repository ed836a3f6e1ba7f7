# SPDX-License-Identifier: Apache-2.0
"""The window while a logbook is open for reading only, and when a backup is due at closing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import Logbook, ReadOnly
from logbook.domain.anchored import ReadOnlyReason
from logbook.domain.drafts import KeptDraft
from logbook.domain.lines import LineKind
from logbook.domain.people import ServiceUser
from logbook.journal.audit_findings import AuditFinding, AuditKind
from tests.builders import (
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_person,
)
from tests.services.scene import Scene, a_scene
from tests.ui.safekeeping.reading import button, words
from ui.disclosing.wizard_screen import WizardScreen
from ui.frame.places import ROOMS, Place, Spot
from ui.main_window import MainWindow
from ui.preferences import BackupRhythm, Preferences
from ui.safekeeping.backup_run import backup_run
from ui.safekeeping.closing import ClosingBackup
from ui.safekeeping.notices import StandingNotices
from ui.safekeeping.scheduled import ScheduledBackup
from ui.session import Session

Enter = Callable[[Logbook], MainWindow]
DAMAGED = ReadOnly(
    reason=ReadOnlyReason.DAMAGED,
    findings=(AuditFinding(kind=AuditKind.RECORD_DIFFERS, seq=3),),
)
LONG = 20_000


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path / "scene")


@pytest.fixture
def enter(
    dressed: QApplication, preferences: Preferences, clock: StandingClock, qtbot: QtBot
) -> Iterator[Enter]:
    windows: list[MainWindow] = []

    def enter(logbook: Logbook) -> MainWindow:
        window = MainWindow(preferences, clock)
        windows.append(window)
        window.resize(1024, 700)
        with qtbot.waitExposed(window):
            window.show()
        window._enter(logbook)
        dressed.processEvents()
        return window

    yield enter
    for window in windows:
        window._leaving = True
        window.close()
        window.deleteLater()


def put_back(scene: Scene) -> Logbook:
    """Put an older copy of the logbook where it stands, and open it."""
    shutil.rmtree(scene.path)
    shutil.copytree(scene.before, scene.path)
    return scene.open()


def test_what_was_found_stands_above_every_screen_with_a_way_to_restore(
    scene: Scene, enter: Enter, qtbot: QtBot
) -> None:
    window = enter(put_back(scene))
    frame = window.frame
    assert frame is not None

    for room in ROOMS:
        frame.go(Place(spot=room))
        said = words(window)
        assert "Open for reading only. The journal is older than it was when last seen." in said
        assert "restore the newest backup" in said
    frame.go(Place(spot=Spot.TODAY))
    button(window, "read-only-action").click()
    assert frame.place == Place(spot=Spot.PRACTICE, section="backup")
    qtbot.wait(1)
    assert not button(window, "backup-now").isEnabled()
    assert not button(window, "new-disclosure").isEnabled()
    assert not button(window, "new-consent").isEnabled()


def test_while_it_is_whole_nothing_stands_there(scene: Scene, enter: Enter) -> None:
    window = enter(scene.open())

    assert "Open for reading only" not in words(window)
    assert button(window, "new-disclosure").isEnabled()
    notices = window.findChild(StandingNotices)
    assert notices is not None
    assert notices.isHidden()


def test_what_is_begun_with_the_keyboard_is_answered_with_one_sentence(
    scene: Scene, enter: Enter, qtbot: QtBot
) -> None:
    window = enter(put_back(scene))
    frame = window.frame
    assert frame is not None

    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    frame._new_disclosure()

    assert frame.place.spot is Spot.TODAY
    assert "so nothing new can be begun" in words(window)


def test_the_wizard_can_be_read_and_not_signed(enter: Enter, logbook: Logbook) -> None:
    person = a_person()
    logbook.enrolling.add(person)
    consent = a_consent_draft(person.id)
    logbook.consenting.record(consent)
    draft = a_disclosure_draft(person.id, consent.id)
    logbook.drafting.keep(KeptDraft(draft=draft, place="disclosure/check/"))
    window = enter(logbook)
    logbook._opened.turn_read_only(DAMAGED)
    entries = logbook.reviewing.entries()
    frame = window.frame
    assert frame is not None

    frame.go(Place(spot=Spot.DRAFT, id=draft.id, kind=LineKind.DISCLOSURE))
    assert frame.place.spot is Spot.DRAFT
    assert "Dr A. Bevan" in words(window)
    wizard = frame.screen_shown
    assert isinstance(wizard, WizardScreen)
    wizard._sign()

    assert "so this was not recorded" in words(window)
    assert "Open for reading only" in words(window)
    assert "It is about entry 3" in words(window)
    assert logbook.reviewing.entries() == entries


def test_what_is_typed_now_is_said_not_to_be_kept_and_holds_up_no_lock(
    enter: Enter, logbook: Logbook, qtbot: QtBot
) -> None:
    person = ServiceUser(id=uuid4(), reference="", name="Half typed")
    logbook.drafting.keep(KeptDraft(draft=person))
    window = enter(logbook)
    logbook._opened.turn_read_only(DAMAGED)
    frame = window.frame
    assert frame is not None
    frame.go(Place(spot=Spot.DRAFT, id=person.id, kind=LineKind.SERVICE_USER))
    assert frame.screen_shown is not None
    field = frame.screen_shown.findChild(QLineEdit, "person-name")
    assert field is not None

    qtbot.keyClicks(field, " more")
    frame.leave_screen()
    assert "open for reading only, so this was not recorded" in words(window)
    window.lock()

    assert window.session is None


def test_a_folder_that_another_program_copies_is_said_calmly(
    session: Session, shown: Callable[..., object]
) -> None:
    (session.logbook.path.parent / ".stfolder").mkdir()
    notices = StandingNotices(session)
    shown(notices)

    assert "Syncthing copies this folder while you work" in words(notices)


def test_a_copy_that_could_not_be_merged_is_named(
    session: Session, shown: Callable[..., object]
) -> None:
    name = "records (Anna's conflicted copy 2026-11-20).db"
    (session.logbook.path / name).write_bytes(b"")
    notices = StandingNotices(session)
    shown(notices)

    assert name in words(notices)
    assert "What is open here is whole." in words(notices)


def test_a_clock_that_was_set_back_is_said_once(
    session: Session, shown: Callable[..., object], clock: StandingClock
) -> None:
    notices = StandingNotices(session)
    shown(notices)
    assert notices.isHidden()
    clock.advance(days=-2)

    notices.refresh()
    assert "earlier than the last entry, which says 20 November 2026" in words(notices)
    button(notices, "clock-notice-dismiss").click()
    notices.refresh()

    assert notices.isHidden()


def test_messages_that_need_most_of_the_window_scroll_with_the_keyboard(
    session: Session, shown: Callable[..., QWidget], clock: StandingClock
) -> None:
    (session.logbook.path.parent / ".stfolder").mkdir()
    clock.advance(days=-2)
    notices = StandingNotices(session)
    window = shown(notices, width=900, height=700)
    scroll = notices.findChild(QWidget, "standing-scroll")
    assert scroll is not None
    assert scroll.focusPolicy() is Qt.FocusPolicy.NoFocus, "where all is in sight, none is needed"

    window.resize(340, 300)
    QApplication.processEvents()

    assert notices.height() <= 0.4 * 300 + 1
    assert scroll.focusPolicy() is Qt.FocusPolicy.StrongFocus


@pytest.fixture
def window(logbook: Logbook, enter: Enter, preferences: Preferences, stick: Path) -> MainWindow:
    """A window on a logbook that has a place for backups, and none there yet."""
    preferences.set_backup_place(logbook.id, stick)
    return enter(logbook)


def test_a_backup_that_is_due_is_made_before_the_window_closes(
    window: MainWindow, stick: Path, qtbot: QtBot
) -> None:

    window.close()
    assert window.isVisible(), "it waits for the backup"
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=LONG)

    assert len(list(stick.iterdir())) == 1
    assert window.session is None


def test_a_backup_that_is_not_due_holds_nothing_up(
    window: MainWindow, clock: StandingClock, stick: Path
) -> None:
    assert window.session is not None
    logbook = window.session.logbook
    logbook.backing_up.record(logbook.backing_up.prepare(stick).run())
    clock.advance(hours=8)

    window.close()

    assert not window.isVisible()
    assert len(list(stick.iterdir())) == 1


def test_a_lock_waits_for_no_backup(window: MainWindow, stick: Path) -> None:

    window.lock()

    assert window.session is None
    assert list(stick.iterdir()) == []


def test_without_the_place_it_is_said_and_the_window_can_be_closed_without(
    window: MainWindow, preferences: Preferences, stick: Path, qtbot: QtBot
) -> None:
    assert window.session is not None
    preferences.set_backup_rhythm(window.session.logbook.id, BackupRhythm.AT_CLOSING)
    stick.rmdir()
    window.close()
    dialog = window.findChild(ClosingBackup)
    assert dialog is not None
    qtbot.waitUntil(lambda: "The place for backups is not there" in words(dialog), timeout=LONG)
    assert button(dialog, "closing-again").isVisible()

    button(dialog, "closing-without").click()

    assert not window.isVisible()
    assert window.session is None


def test_closing_without_stops_the_backup_and_leaves_nothing(
    window: MainWindow, stick: Path
) -> None:
    assert window.session is not None
    folder = window.session.logbook.path
    window.close()
    dialog = window.findChild(ClosingBackup)
    assert dialog is not None
    assert "Making and proving the backup" in words(dialog)

    button(dialog, "closing-without").click()

    assert not window.isVisible()
    assert window.session is None
    assert list(stick.iterdir()) == []
    assert not list(folder.glob(".backup-*"))


def test_who_stays_while_it_is_made_has_it_recorded(
    window: MainWindow, stick: Path, qtbot: QtBot
) -> None:
    assert window.session is not None
    logbook = window.session.logbook
    window.close()
    dialog = window.findChild(ClosingBackup)
    assert dialog is not None

    button(dialog, "closing-stay").click()

    qtbot.waitUntil(lambda: logbook.backing_up.status().last is not None, timeout=LONG)
    assert window.isVisible()
    assert len(list(stick.iterdir())) == 1


def test_a_backup_whose_time_has_come_is_made_while_somebody_works(
    window: MainWindow, clock: StandingClock, stick: Path, qtbot: QtBot
) -> None:
    session = window.session
    assert session is not None
    scheduled = session.findChild(ScheduledBackup)
    assert scheduled is not None
    assert list(stick.iterdir()) == [], "not at once"

    scheduled._look()
    qtbot.waitUntil(lambda: not backup_run(session).is_running, timeout=LONG)
    assert session.logbook.backing_up.status().last is not None
    scheduled._look()
    assert not backup_run(session).is_running, "none is due"
    session.preferences.set_backup_rhythm(session.logbook.id, BackupRhythm.AT_CLOSING)
    session.logbook.enrolling.add(a_person())
    clock.advance(hours=23)
    scheduled._look()
    assert not backup_run(session).is_running, "within a day, only at closing"
    clock.advance(hours=2)
    scheduled._look()
    qtbot.waitUntil(lambda: not backup_run(session).is_running, timeout=LONG)
    last = session.logbook.backing_up.status().last
    assert last is not None
    assert last.made_at == clock.now(), "what was recorded was in no backup for a day"
    clock.advance(hours=25)
    scheduled._look()
    assert not backup_run(session).is_running, "nothing was recorded since"


def test_who_stays_goes_on_as_before(window: MainWindow, stick: Path, qtbot: QtBot) -> None:
    stick.rmdir()
    window.close()
    dialog = window.findChild(ClosingBackup)
    assert dialog is not None
    stay = button(dialog, "closing-stay")
    qtbot.waitUntil(lambda: "is not there" in words(dialog), timeout=LONG)

    stay.click()

    assert window.isVisible()
    assert window.session is not None
    assert window.session.logbook.reviewing.entries() > 0
