# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from logbook.app import AuditReport, Logbook, unlock_job
from logbook.errors import LogbookError
from logbook.services.opening import open_folder
from tests.builders import PASSPHRASE, StandingClock, a_logbook, a_person
from ui.journal_check import JournalCheck

Open = Callable[[], Logbook]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Test.logbook"
    logbook, _keys = a_logbook(path, StandingClock())
    for _ in range(60):
        logbook.enrolling.add(a_person())
    logbook.close()
    return path


def begin(check: JournalCheck) -> None:
    """Take the first step of a check: a fast computer comes to its end at the first go."""
    check.start()
    check._steps = check._begun()
    next(check._steps)


def checked(path: Path, qtbot: QtBot) -> AuditReport:
    logbook = Logbook.open(path, unlock_job(path, PASSPHRASE).run(), StandingClock())
    check = JournalCheck(logbook)
    try:
        with qtbot.waitSignal(check.checked, timeout=10_000) as seen:
            check.start()
            if logbook.read_only is None:
                logbook.enrolling.add(a_person())
        report: AuditReport = seen.args[0]
        return report
    finally:
        check.stop()
        logbook.close()


def test_a_journal_is_found_whole_while_the_person_goes_on_recording(
    path: Path, qtbot: QtBot
) -> None:
    report = checked(path, qtbot)

    assert report.is_intact
    assert report.size >= 63


def test_a_record_changed_by_somebody_with_the_key_is_found(path: Path, qtbot: QtBot) -> None:
    opened = open_folder(path, unlock_job(path, PASSPHRASE).run())
    connection = opened.vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    connection.execute("DROP TRIGGER record_is_not_changed")
    connection.execute(
        "UPDATE record SET payload = CAST(replace(payload, 'Okonkwo', 'Oakenkow') AS BLOB)"
        " WHERE kind = 'service-user'"
    )
    opened.close()

    report = checked(path, qtbot)

    assert not report.is_intact


def test_a_check_that_is_stopped_lets_the_logbook_close(path: Path, qtbot: QtBot) -> None:
    logbook = Logbook.open(path, unlock_job(path, PASSPHRASE).run(), StandingClock())
    check = JournalCheck(logbook)
    check.start()
    check._go_on()
    check.stop()
    check.stop()
    logbook.close()

    qtbot.wait(20)
    Logbook.open(path, unlock_job(path, PASSPHRASE).run(), StandingClock()).close()


def test_a_check_whose_database_becomes_another_says_so_once_and_reports_nothing(
    path: Path, qtbot: QtBot
) -> None:
    logbook = Logbook.open(path, unlock_job(path, PASSPHRASE).run(), StandingClock())
    check = JournalCheck(logbook, whole=True)
    reports: list[object] = []
    check.checked.connect(reports.append)
    begin(check)

    logbook.rotating.rotate()
    with qtbot.waitSignal(check.failed, timeout=10_000):
        pass
    qtbot.wait(20)
    assert not check.is_running
    assert reports == []

    with qtbot.waitSignal(check.checked, timeout=10_000):
        check.start()
    (report,) = reports
    assert isinstance(report, AuditReport)
    assert report.is_intact
    logbook.close()


def test_a_check_that_breaks_off_by_a_mistake_of_ours_is_not_taken_for_one_at_its_end(
    path: Path,
) -> None:
    logbook = Logbook.open(path, unlock_job(path, PASSPHRASE).run(), StandingClock())
    check = JournalCheck(logbook, whole=True)
    ended: list[object] = []
    check.checked.connect(ended.append)
    check.failed.connect(ended.append)
    begin(check)
    assert check._steps is not None
    with pytest.raises(KeyError):
        check._steps.throw(KeyError())
    # The generator is dead now, as after any error that came out of it.
    check._go_on()

    (told,) = ended
    assert isinstance(told, LogbookError)
    assert not check.is_running
    logbook.close()
