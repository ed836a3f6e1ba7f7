# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from logbook.store.errors import (
    SuspendedError,
    TokenLockedError,
    TokenUnavailableError,
    VaultError,
    WrongCardsError,
    WrongPassphraseError,
    WrongTokenPinError,
)
from logbook.store.tries import Tries, _is_unsettled
from tests.builders import NOON, StandingClock
from tests.store.disks import not_to_be_removed

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tries(tmp_path: Path) -> Tries:
    return Tries(tmp_path / "computer" / "logbooks" / ("9f" * 16) / "tries")


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


def test_asking_makes_nothing(tries: Tries, tmp_path: Path) -> None:
    assert tries.all() == ()
    assert list(tmp_path.iterdir()) == []


def test_tries_are_given_back_the_earliest_first(tries: Tries) -> None:
    later = tries.keep(NOON + timedelta(seconds=1))
    first = tries.keep(NOON)
    third = tries.keep(NOON + timedelta(hours=1))

    assert tries.all() == (first, later, third)
    assert first.at == NOON


def test_what_is_kept_is_when_it_was_and_nothing_else(tries: Tries) -> None:
    tries.keep(NOON)

    (file,) = tries.folder.iterdir()
    assert file.name.startswith("20261120T120000Z-")
    assert file.read_bytes() == b""
    assert file.stat().st_mode & 0o777 == 0o600
    assert tries.folder.stat().st_mode & 0o777 == 0o700


def test_two_windows_undo_nothing_of_each_other(tries: Tries) -> None:
    other = Tries(tries.folder)
    mine, theirs = tries.keep(NOON), other.keep(NOON)

    tries.settle(mine)

    assert tries.all() == other.all() == (theirs,)


def test_clock_of_another_age_is_kept_too(tries: Tries) -> None:
    for year in (1, 9999):
        tries.keep(datetime(year, 1, 1, tzinfo=UTC))

    assert [one.at.year for one in tries.all()] == [1, 9999]


def test_what_somebody_put_there_is_no_try(tries: Tries) -> None:
    kept = tries.keep(NOON)
    (tries.folder / "20269999T990000Z-0123456789abcdef").write_bytes(b"")
    (tries.folder / "20261120T120000Z-..").write_bytes(b"")
    (tries.folder / "note.txt").write_bytes(b"x" * 4096)
    (tries.folder / "20261120T120000Z-00000000000000aa").mkdir()
    (tries.folder / "20261120T120000Z-00000000000000bb").symlink_to(tries.folder / kept.name)

    assert tries.all() == (kept,)


def test_where_nothing_can_be_kept_it_is_remembered_while_the_program_runs(tries: Tries) -> None:
    tries.folder.parent.mkdir(parents=True)
    tries.folder.write_bytes(b"a file, and no folder")

    kept = tries.keep(NOON)
    assert Tries(tries.folder).all() == (kept,)
    assert Tries(tries.folder.with_name("of-another")).all() == ()

    tries.settle(kept)
    assert tries.all() == ()


def test_try_whose_file_does_not_go_is_settled_all_the_same(tries: Tries) -> None:
    kept, other = tries.keep(NOON), tries.keep(NOON + timedelta(seconds=1))
    aside = tries.folder.rename(tries.folder.with_name("aside"))
    tries.folder.write_bytes(b"a file, and no folder")
    tries.settle(kept)
    tries.folder.unlink()
    aside.rename(tries.folder)

    assert (tries.folder / kept.name).exists(), "the control: its file is there still"
    assert tries.all() == (other,)


def test_try_whose_file_cannot_be_removed_is_settled_for_the_next_program_too(
    tries: Tries,
) -> None:
    kept, other = tries.keep(NOON), tries.keep(NOON + timedelta(seconds=1))
    with not_to_be_removed(tries.folder / kept.name):
        tries.settle(kept)
        assert (tries.folder / kept.name).exists(), "the control: it could not be removed"
        # By the file alone: another process remembers nothing of what this one did.
        script = (
            "import sys; from pathlib import Path; from logbook.store.tries import Tries;"
            "print(*(one.name for one in Tries(Path(sys.argv[1])).all()))"
        )
        command = [sys.executable, "-c", script, str(tries.folder)]
        said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert said.stdout.split() == [other.name]


def test_file_that_another_window_removed_meanwhile_is_no_try(tries: Tries) -> None:
    kept = tries.keep(NOON)
    with os.scandir(tries.folder) as files:
        (found,) = files
        (tries.folder / kept.name).unlink()

        assert not _is_unsettled(found)


@pytest.mark.parametrize(
    "error",
    [
        WrongPassphraseError("no"),
        WrongCardsError("no"),
        WrongTokenPinError("no"),
        TokenLockedError("no"),
        SuspendedError("no"),
    ],
)
def test_what_was_refused_stays_kept(error: VaultError, tries: Tries, clock: StandingClock) -> None:
    with pytest.raises(type(error)), tries.trying(clock):
        raise error

    assert len(tries.all()) == 1


def test_what_opened_or_could_not_be_tried_is_forgotten(tries: Tries, clock: StandingClock) -> None:
    with tries.trying(clock):
        assert len(tries.all()) == 1, "it is kept before it is answered"
    with pytest.raises(TokenUnavailableError), tries.trying(clock):
        raise TokenUnavailableError("Nobody put it in.")

    assert tries.all() == ()


def test_what_was_broken_off_stays_kept(tries: Tries, clock: StandingClock) -> None:
    with pytest.raises(KeyboardInterrupt), tries.trying(clock):
        raise KeyboardInterrupt

    assert len(tries.all()) == 1


def test_refusal_after_the_way_opened_is_kept_once(tries: Tries, clock: StandingClock) -> None:
    with tries.keeping_refusals(clock):
        pass
    with pytest.raises(TokenUnavailableError), tries.keeping_refusals(clock):
        raise TokenUnavailableError("Nobody put it in.")
    assert tries.all() == ()

    with pytest.raises(SuspendedError), tries.keeping_refusals(clock):
        raise SuspendedError("no")
    assert [one.at for one in tries.all()] == [NOON]
