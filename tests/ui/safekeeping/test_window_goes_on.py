# SPDX-License-Identifier: Apache-2.0
"""While a logbook of thousands of entries is backed up, tried out, restored or encrypted anew, the
window goes on: the longest time in which no event was handled is measured.

The controls do the same work on the window's own thread, and must be found to stand still.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from logbook.app import Elsewhere, Logbook, unlock_job
from logbook.domain.backup import RestoreReason
from tests.benchmarks.filling import Filler
from tests.builders import PASSPHRASE, StandingClock, a_logbook
from tests.ui.safekeeping.reading import button, line, words
from ui.background import Background
from ui.practice.rotation_sheet import change_keys
from ui.preferences import Preferences
from ui.safekeeping.backup_run import backup_run
from ui.safekeeping.backup_section import BackupSection
from ui.safekeeping.restore_card import RestoreCard
from ui.session import Session

ENTRIES = 3_000
EVERY_MS = 10
LONGEST_S = 0.25
"""On an idle machine of two slow cores 0.03 to 0.12 s are measured."""

LONG = 120_000
Show = Callable[..., object]


class Pulse(QObject):
    """Measures the longest gap between two beats of a timer."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(EVERY_MS)

    def measured(self, qtbot: QtBot, is_over: Callable[[], bool]) -> float:
        """Let events be handled until it is over; give the longest gap from now on, in seconds."""
        self.longest, self._last = 0.0, perf_counter()
        began = perf_counter()
        while not is_over():
            assert perf_counter() - began < LONG / 1_000
            QApplication.processEvents()
            qtbot.wait(1)
        self._beat()
        return self.longest

    @Slot()
    def _beat(self) -> None:
        now = perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "Practice.logbook"
    logbook, _keys = a_logbook(path, StandingClock())
    Filler(logbook, lambda _said: None).fill(ENTRIES)
    logbook.close()
    return path


@pytest.fixture
def session(
    filled: Path, dressed: QApplication, preferences: Preferences, clock: StandingClock
) -> Iterator[Session]:
    logbook = Logbook.open(filled, unlock_job(filled, PASSPHRASE).run(), clock)
    background = Background(dressed)
    session = Session(logbook, background, preferences=preferences)
    gc.collect()
    yield session
    session.close()
    background.close()


@pytest.fixture
def pulse(dressed: QApplication) -> Pulse:
    assert dressed
    return Pulse()


def goes_on(gap: float) -> bool:
    """Tell whether a gap is short enough, leaving out what other programs take of the machine."""
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    return gap < LONGEST_S * max(1.0, load)


def test_while_a_backup_is_made(
    session: Session, shown: Show, stick: Path, pulse: Pulse, qtbot: QtBot
) -> None:
    section = BackupSection(session)
    shown(section)
    section.backup.choose_place(stick)
    run = backup_run(session)
    button(section, "backup-now").click()

    gap = pulse.measured(qtbot, lambda: not run.is_running)

    print(f"backup: {gap * 1000:.0f} ms")
    assert len(list(stick.iterdir())) == 1
    assert goes_on(gap), gap


def test_while_one_is_tried_out(
    session: Session, shown: Show, stick: Path, pulse: Pulse, qtbot: QtBot
) -> None:
    file = session.logbook.backing_up.prepare(stick).run().path
    section = BackupSection(session)
    shown(section, height=2000)
    section.rehearsal.rehearse(file)

    gap = pulse.measured(qtbot, lambda: not section.rehearsal._work.is_running)

    print(f"rehearsal: {gap * 1000:.0f} ms")
    assert "goes on from exactly there" in words(section)
    assert goes_on(gap), gap


def test_while_one_is_restored(
    session: Session, shown: Show, stick: Path, pulse: Pulse, qtbot: QtBot, tmp_path: Path
) -> None:
    file = session.logbook.backing_up.prepare(stick).run().path
    card = RestoreCard(session.background, session.logbook.clock, Elsewhere)
    shown(card)
    card.choose_backup(file)
    card.choose_new_folder(tmp_path / "Back")
    card._reason.show_value(RestoreReason.MOVED)
    qtbot.keyClicks(line(card, "restore-secret"), PASSPHRASE)
    button(card, "restore-go").click()

    gap = pulse.measured(qtbot, lambda: not card._restoring.is_running)

    print(f"restore: {gap * 1000:.0f} ms")
    assert (tmp_path / "Back.logbook").is_dir()
    assert goes_on(gap), gap


def test_while_the_keys_are_changed(
    session: Session, shown: Show, pulse: Pulse, qtbot: QtBot
) -> None:
    window = shown(BackupSection(session))
    before = session.logbook.rotating.root_epoch
    change_keys(session, window)  # type: ignore[arg-type]

    gap = pulse.measured(qtbot, lambda: session.logbook.rotating.root_epoch > before)

    print(f"keys: {gap * 1000:.0f} ms")
    assert goes_on(gap), gap


@pytest.mark.parametrize("what", ["backup", "keys"])
def test_control_on_the_windows_own_thread_it_would_stand_still(
    session: Session, stick: Path, pulse: Pulse, qtbot: QtBot, what: str
) -> None:
    logbook = session.logbook
    done: list[object] = []

    def do_it_here() -> None:
        done.append(
            logbook.backing_up.prepare(stick).run() if what == "backup" else logbook.rotating.rotate()
        )

    QTimer.singleShot(20, do_it_here)
    gap = pulse.measured(qtbot, lambda: bool(done))

    print(f"control, {what}: {gap * 1000:.0f} ms")
    assert gap > LONGEST_S
