# SPDX-License-Identifier: Apache-2.0
"""Backups at each closing, where nothing was open to be backed up when the window went."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from logbook.app import Logbook, unlock_job
from logbook.domain.lines import LineKind
from logbook.domain.people import ServiceUser
from tests.builders import PASSPHRASE, StandingClock, a_logbook, a_person
from tests.ui.safekeeping.reading import words
from ui.backup_plan import place_due_at_work
from ui.frame.places import Place, Spot
from ui.main_window import MainWindow
from ui.preferences import BackupRhythm, Preferences
from ui.safekeeping.backup_run import backup_run
from ui.safekeeping.scheduled import FIRST_AFTER, MISSED_AFTER, ScheduledBackup
from ui.session import Session
from ui.today.today_screen import TodayScreen
from ui.unlocking.unlock_screen import UnlockScreen

LONG = 20_000
NAME = "Marged Llwyd"

Opened = Callable[[], MainWindow]


@pytest.fixture
def path(tmp_path: Path, clock: StandingClock, preferences: Preferences, stick: Path) -> Path:
    """A logbook that is backed up at each closing, and has one proven backup already."""
    path = tmp_path / "Yearly.logbook"
    logbook, _keys = a_logbook(path, clock)
    preferences.set_backup_place(logbook.id, stick)
    preferences.set_backup_rhythm(logbook.id, BackupRhythm.AT_CLOSING)
    logbook.backing_up.record(logbook.backing_up.prepare(stick).run())
    logbook.close()
    return path


@pytest.fixture
def opened(
    dressed: QApplication, path: Path, preferences: Preferences, clock: StandingClock, qtbot: QtBot
) -> Iterator[Opened]:
    """Start the program and unlock, each time in a window of its own."""
    windows: list[MainWindow] = []

    def opened() -> MainWindow:
        window = MainWindow(preferences, clock)
        windows.append(window)
        window.start(path)
        with qtbot.waitSignal(window.appeared):
            window.show()
        unlock(window, clock)
        dressed.processEvents()
        return window

    yield opened
    for window in windows:
        window._leaving = True
        window.close()
        window.deleteLater()


def unlock(window: MainWindow, clock: StandingClock) -> None:
    assert isinstance(window.centralWidget(), UnlockScreen)
    assert window._folder is not None
    window._enter(Logbook.open(window._folder, unlock_job(window._folder, PASSPHRASE).run(), clock))
    QApplication.processEvents()


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def scheduled(window: MainWindow) -> ScheduledBackup:
    found = session_of(window).findChild(ScheduledBackup)
    assert found is not None
    return found


def is_soon(window: MainWindow) -> bool:
    # Timers of Qt are rough by a twentieth.
    return scheduled(window).next_look < 2 * MISSED_AFTER


def type_a_name(window: MainWindow) -> None:
    assert window.frame is not None
    window.frame.go(Place(spot=Spot.DRAFT, id=a_person().id, kind=LineKind.SERVICE_USER))
    field = window.findChild(QLineEdit, "person-name")
    assert field is not None
    QTest.keyClicks(field, NAME)


def names_kept(logbook: Logbook) -> list[str]:
    kept = [logbook.drafting.find(line.id) for line in logbook.drafting.all()]
    return [one.draft.name for one in kept if one and isinstance(one.draft, ServiceUser)]


def is_backed_up(window: MainWindow, qtbot: QtBot) -> None:
    """Let the look come that waits, and the backup be made without a word or a blocked window."""
    session = session_of(window)
    recorded = session.logbook.reviewing.entries()
    scheduled(window)._look()
    assert backup_run(session).is_running
    assert window.isEnabled()
    qtbot.waitUntil(lambda: not backup_run(session).is_running, timeout=LONG)
    last = session.logbook.backing_up.status().last
    assert last is not None
    assert last.size == recorded


def test_locked_and_then_closed_it_is_backed_up_after_the_next_unlocking(
    opened: Opened, stick: Path, qtbot: QtBot
) -> None:
    window = opened()
    session_of(window).logbook.enrolling.add(a_person())
    window.lock_unattended()
    before = list(stick.iterdir())
    window.close()
    assert not window.isVisible(), "a locked window closes at once"
    assert list(stick.iterdir()) == before, "nothing was open that could be backed up"

    again = opened()

    assert is_soon(again)
    is_backed_up(again, qtbot)
    assert list(stick.iterdir()) != before, "of one day the newest stays"
    scheduled(again)._look()
    assert not backup_run(session_of(again)).is_running, "once is enough"


def test_a_logout_locks_and_keeps_what_was_typed_and_the_next_unlocking_backs_it_up(
    opened: Opened, dressed: QApplication, stick: Path, qtbot: QtBot
) -> None:
    window = opened()
    type_a_name(window)
    before = list(stick.iterdir())

    # Qt lets nobody else make the session manager that comes with it; the window asks nothing.
    dressed.commitDataRequest.emit(None)

    assert window.session is None
    assert isinstance(window.centralWidget(), UnlockScreen)
    window.close()
    assert list(stick.iterdir()) == before
    again = opened()
    assert names_kept(session_of(again).logbook) == [NAME]
    assert is_soon(again)
    is_backed_up(again, qtbot)
    assert list(stick.iterdir()) != before


def test_the_backup_that_was_missed_comes_by_itself(
    session: Session, preferences: Preferences, stick: Path, qtbot: QtBot
) -> None:
    logbook = session.logbook
    preferences.set_backup_place(logbook.id, stick)
    preferences.set_backup_rhythm(logbook.id, BackupRhythm.AT_CLOSING)
    logbook.backing_up.record(logbook.backing_up.prepare(stick).run())
    logbook.enrolling.add(a_person())
    logbook.note_unlocked(0)
    first = logbook.backing_up.status().last

    ScheduledBackup(session, first_after=1)

    qtbot.waitUntil(lambda: logbook.backing_up.status().last != first, timeout=LONG)
    qtbot.waitUntil(lambda: not backup_run(session).is_running, timeout=LONG)


def test_after_a_backup_at_closing_nothing_was_missed(
    opened: Opened, stick: Path, qtbot: QtBot
) -> None:
    window = opened()
    session_of(window).logbook.enrolling.add(a_person())
    before = list(stick.iterdir())
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=LONG)
    assert list(stick.iterdir()) != before

    again = opened()

    assert not is_soon(again)
    assert scheduled(again).next_look > FIRST_AFTER / 2
    scheduled(again)._look()
    assert not backup_run(session_of(again)).is_running


def test_a_lock_in_the_same_window_makes_nothing_missed(
    opened: Opened, clock: StandingClock
) -> None:
    window = opened()
    session_of(window).logbook.enrolling.add(a_person())
    window.lock()
    unlock(window, clock)

    assert not is_soon(window)
    scheduled(window)._look()
    assert not backup_run(session_of(window)).is_running


def test_a_lock_before_the_missed_one_is_made_does_not_forget_it(
    opened: Opened, clock: StandingClock, qtbot: QtBot
) -> None:
    first = opened()
    session_of(first).logbook.enrolling.add(a_person())
    first.lock()
    first.close()
    window = opened()
    window.lock()
    unlock(window, clock)

    assert is_soon(window)
    is_backed_up(window, qtbot)


def test_another_rhythm_misses_nothing(opened: Opened, preferences: Preferences) -> None:
    first = opened()
    logbook = session_of(first).logbook
    preferences.set_backup_rhythm(logbook.id, BackupRhythm.WEEKLY)
    logbook.enrolling.add(a_person())
    first.lock()
    first.close()

    window = opened()

    assert not is_soon(window)
    scheduled(window)._look()
    assert not backup_run(session_of(window)).is_running


def test_today_says_that_it_is_due_where_it_cannot_be_made(
    opened: Opened, clock: StandingClock, stick: Path, qtbot: QtBot
) -> None:
    window = opened()
    session = session_of(window)
    session.logbook.enrolling.add(a_person())
    clock.advance(days=1)
    stick.rename(stick.with_name("away"))
    scheduled(window)._look()
    qtbot.waitUntil(lambda: not backup_run(session).is_running, timeout=LONG)

    assert place_due_at_work(session.logbook, session.preferences) == stick
    screen = TodayScreen(session)
    qtbot.addWidget(screen)
    screen.show()
    QApplication.processEvents()
    assert "A backup is due" in words(screen)
