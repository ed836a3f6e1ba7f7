# SPDX-License-Identifier: Apache-2.0
"""A clock that goes back, leaps ahead or stands at an odd place loses nothing and ends nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from logbook.app import Keys, Logbook
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.drafts import KeptDraft
from logbook.domain.lines import LineKind
from logbook.errors import LogbookError
from logbook.journal.entry import Entry, read_entry
from logbook.store import journal_rows
from tests.builders import (
    NOON,
    PASSPHRASE,
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
)

MOMENTS = {
    "the computer's battery is empty": datetime(1970, 1, 1, tzinfo=UTC),
    "a day back": NOON - timedelta(days=1),
    "a year back": NOON - timedelta(days=365),
    "a leap day": datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
    "one second before 32 bits end": datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),
    "one second after 32 bits end": datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    "fifty years on": NOON.replace(year=2076),
    "unsigned 32 bits end": datetime(2106, 2, 7, 6, 28, 16, tzinfo=UTC),
    "the last year there is": datetime(9999, 6, 1, 12, 0, tzinfo=UTC),
    "the last second there is": datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
}
FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def opened(tmp_path: Path, clock: StandingClock) -> Iterator[tuple[Logbook, Keys]]:
    logbook, keys = a_logbook(tmp_path / "Test.logbook", clock)
    logbook.enrolling.add(a_person())
    yield logbook, keys
    logbook.close()


def entries(logbook: Logbook) -> list[Entry]:
    vault = logbook._opened.vault
    found = [journal_rows.entry_at(vault, seq) for seq in range(journal_rows.size(vault))]
    return [read_entry(entry.body) for entry in found if entry is not None]


def work(logbook: Logbook) -> tuple[int, int]:
    """Do what is done on any day; give how many steps went and how many were refused."""
    person = a_person(reference=f"LP-{logbook.clock.now():%Y%m%d}")
    logbook.enrolling.add(person)
    draft: DisclosureDraft = a_disclosure_draft(person.id, None)
    logbook.drafting.keep(KeptDraft(draft=draft, place="1"))
    done, refused = 2, 0
    try:
        consent = logbook.consenting.record(a_consent_draft(person.id)).object
        logbook.disclosing.record(a_disclosure_draft(person.id, consent))
        done += 2
    except LogbookError:
        # A rule may find a consent of 2026 too old, or one from tomorrow.
        refused += 1
    logbook.disclosing.assess(draft)
    logbook.reviewing.due(date.max)
    logbook.reviewing.lines_at(logbook.reviewing.order_of(LineKind.SERVICE_USER))
    logbook.drafting.all()
    return done, refused


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_work_goes_on_whatever_the_clock_shows(
    moment: datetime, opened: tuple[Logbook, Keys], clock: StandingClock
) -> None:
    logbook, _keys = opened
    before = logbook.reviewing.entries()
    clock.moment = moment

    done, refused = work(logbook)

    assert done + refused >= 3
    assert logbook.reviewing.entries() > before
    assert entries(logbook)[-1].time == moment
    report = logbook.auditing.audit()
    assert report.is_intact, report.findings

    clock.moment = NOON
    assert work(logbook)[0] == 4
    assert [entry.seq for entry in entries(logbook)] == list(range(logbook.reviewing.entries()))
    assert logbook.auditing.audit().is_intact


def test_a_clock_that_was_set_back_is_noted_and_entries_keep_their_order(
    opened: tuple[Logbook, Keys], clock: StandingClock
) -> None:
    logbook, _keys = opened
    clock.advance(days=-3)

    logbook.enrolling.add(a_person(reference="LP-0043"))

    acts = [entry.act for entry in entries(logbook)]
    assert acts[-2:] == ["clock.regressed", "service-user.added"]
    assert [entry.seq for entry in entries(logbook)] == list(range(len(acts)))


def test_control_a_clock_that_goes_on_is_not_noted(
    opened: tuple[Logbook, Keys], clock: StandingClock
) -> None:
    logbook, _keys = opened
    clock.advance(seconds=1)

    logbook.enrolling.add(a_person(reference="LP-0043"))

    assert "clock.regressed" not in [entry.act for entry in entries(logbook)]


def test_the_hour_that_comes_twice_is_told_apart(
    opened: tuple[Logbook, Keys], clock: StandingClock
) -> None:
    # On 31 October 2027 half past one comes in summer time, and an hour later again.
    logbook, _keys = opened
    clock.moment = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    logbook.enrolling.add(a_person(reference="LP-0043"))
    clock.advance(hours=1)
    logbook.enrolling.add(a_person(reference="LP-0044"))

    first, second = entries(logbook)[-2:]
    assert first.time.astimezone(clock.zone).hour == second.time.astimezone(clock.zone).hour == 1
    assert (first.zone, second.zone) == ("Europe/London+01:00", "Europe/London+00:00")
    assert second.time - first.time == timedelta(hours=1)
    assert logbook.auditing.audit().is_intact


WORKING = """
import sys
from pathlib import Path
from logbook.app import Logbook, unlock_job
from tests.builders import a_person
path = Path(sys.argv[1])
logbook = Logbook.open(path, unlock_job(path, sys.argv[2]).run())
receipt = logbook.enrolling.add(a_person(reference=sys.argv[3]))
report = logbook.auditing.audit()
print(receipt.recorded_at.year, report.is_intact, logbook.reviewing.entries())
logbook.close()
"""


@pytest.mark.slow
@pytest.mark.skipif(FAKETIME is None, reason="libfaketime is not installed")
def test_a_whole_program_lives_through_2038_and_back(tmp_path: Path, clock: StandingClock) -> None:
    # Here every part of the process is told the wrong time, SQLite and OpenSSL among them.
    path = tmp_path / "Test.logbook"
    logbook, _keys = a_logbook(path, clock)
    logbook.close()

    def at(moment: str, reference: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", WORKING, str(path), PASSPHRASE, reference],
            env=os.environ | {"LD_PRELOAD": str(FAKETIME), "FAKETIME": f"@{moment}"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == ""
        return done.stdout.split()

    said = [at("2038-01-20 10:00:00", "A"), at("2027-01-20 10:00:00", "B")]

    assert [line[:2] for line in said] == [["2038", "True"], ["2027", "True"]]
    assert int(said[1][2]) > int(said[0][2])
