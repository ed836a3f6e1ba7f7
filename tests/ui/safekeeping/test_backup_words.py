# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from logbook.app import BackupProof
from logbook.domain.backup import Keeping, PlaceKind, Rehearsal, StoredBackup
from ui.preferences import BackupRhythm, Preferences
from ui.safekeeping.backup_words import (
    made_sentence,
    oldest_goes,
    rehearsal_sentence,
    size_in_words,
    stored_sentence,
)

ZONE = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def stored(*days: int) -> tuple[StoredBackup, ...]:
    """Give backups of so many days after the twentieth of November."""
    return tuple(
        StoredBackup(name=f"{day:03}", made_at=NOON + day * DAY, is_proven=True) for day in days
    )


def a_rehearsal(*, is_intact: bool = True, is_continued: bool = True) -> Rehearsal:
    return Rehearsal(
        id=uuid4(),
        backup_sha256="00" * 32,
        backup_made_at=NOON,
        epoch=1,
        size=1200,
        root="00" * 32,
        live_size=1300,
        live_root="11" * 32,
        is_continued=is_continued,
        is_intact=is_intact,
        records=(),
        rehearsed_by=uuid4(),
        rehearsed_at=NOON,
    )


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 byte"),
        (999, "999 bytes"),
        (96_300, "96.3 kB"),
        (3_400_000, "3.4 MB"),
        (2_500_000_000, "2.5 GB"),
    ],
)
def test_sizes_are_said_in_the_units_disks_are_sold_in(count: int, words: str) -> None:
    assert size_in_words(count) == words


def test_the_oldest_of_daily_backups_goes_when_the_days_that_stay_have_passed() -> None:
    keeping = Keeping(days=3, months=0)

    assert oldest_goes(stored(0), DAY, keeping) == NOON + 3 * DAY
    assert oldest_goes(stored(0, 1, 2), DAY, keeping) == NOON + 3 * DAY


def test_the_last_of_a_month_stays_after_its_days_are_over() -> None:
    keeping = Keeping(days=1, months=2)
    last_of_november = stored(10)

    assert oldest_goes(last_of_november, DAY, keeping) == datetime(2027, 1, 1, 12, 0, tzinfo=UTC)


def test_weekly_backups_stay_longer() -> None:
    daily, weekly = oldest_goes(stored(0), DAY), oldest_goes(stored(0), 7 * DAY)
    assert daily is not None
    assert weekly is not None
    assert weekly > daily


def test_each_closing_counts_as_a_day_at_most() -> None:
    assert oldest_goes(stored(0), timedelta()) == oldest_goes(stored(0), DAY)


def test_an_empty_place_is_said_to_be_empty() -> None:
    assert stored_sentence((), DAY, ZONE) == "No backup of this logbook lies there yet."


def test_another_disk_is_not_warned_of() -> None:
    proof = BackupProof(
        id=uuid4(),
        path=Path("x"),
        place=PlaceKind.ANOTHER_DISK,
        made_at=NOON,
        epoch=1,
        size=4,
        root="00" * 32,
        sha256="00" * 32,
        bytes=1_000,
        published=False,
    )
    assert "same disk" not in made_sentence(proof, ZONE)


def test_what_a_rehearsal_found_is_said_for_what_it_is() -> None:
    assert "goes on from exactly there" in rehearsal_sentence(a_rehearsal(), ZONE)
    broken = rehearsal_sentence(a_rehearsal(is_intact=False), ZONE)
    assert "is not whole. Nothing was changed." in broken
    other = rehearsal_sentence(a_rehearsal(is_continued=False), ZONE)
    assert "does not go on from what is in it" in other


def test_place_and_rhythm_outlast_the_window(tmp_path: Path) -> None:
    file = tmp_path / "preferences.ini"
    before = Preferences(file)
    before.set_backup_place("ab" * 16, tmp_path)
    before.set_backup_rhythm("ab" * 16, BackupRhythm.AT_CLOSING)
    before.keep()

    after = Preferences(file)

    assert after.backup_place("ab" * 16) == tmp_path
    assert after.backup_rhythm("ab" * 16) is BackupRhythm.AT_CLOSING
    assert after.backup_place("cd" * 16) is None


def test_a_rhythm_nobody_knows_is_daily(tmp_path: Path) -> None:
    file = tmp_path / "preferences.ini"
    file.write_text("[backup]\nabc\\rhythm=hourly\n")

    assert Preferences(file).backup_rhythm("abc") is BackupRhythm.DAILY
