# SPDX-License-Identifier: Apache-2.0
"""Every unlock in vain is an entry of the journal, whatever was tried and however it ended."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from logbook.app import (
    ComputerFolder,
    Keys,
    Logbook,
    RecoveryCode,
    Tried,
    UnlockJob,
    Way,
    at_the_door,
    quick_unlock_job,
    rebuild_job,
    tried_in_vain,
    unlock_job,
)
from logbook.errors import LogbookError
from logbook.services.quick_unlock import MOST_WRONG, QuickUnlockDroppedError
from logbook.store.derivation import SMALLEST
from logbook.store.errors import (
    CodeMistypedError,
    KeyFileMissingError,
    SheetVoidError,
    SuspendedError,
    VaultInUseError,
    WrongPassphraseError,
)
from logbook.store.folder import LogbookFolder
from tests.builders import COLLEAGUES, NOON, PASSPHRASE, StandingClock, a_colleague, a_logbook
from tests.kept_here import KeptHere
from tests.services.opened_again import Enter, acts

WRONG = "not the right one at all"
CHANGED = "gravel lantern tulip harbour"
FAILED = "logbook.unlocking-failed"
UNLOCKED = "logbook.unlocked"
PIN, WRONG_PIN = "271828", "314159"


@pytest.fixture
def logbook(place: Path, clock: StandingClock) -> Logbook:
    made, _keys = a_logbook(place, clock)
    return made


def refused(place: Path, clock: StandingClock, way: Way | str = WRONG) -> None:
    with pytest.raises(WrongPassphraseError):
        unlock_job(place, way, clock=clock).run()


def folder_of_tries(logbook: Logbook) -> Path:
    return ComputerFolder.of_this_user().tries(logbook.id).folder


def test_tries_in_vain_are_noted_at_the_next_opening_and_only_then(
    logbook: Logbook, place: Path, clock: StandingClock, enter: Enter
) -> None:
    logbook.close()
    for _attempt in range(3):
        refused(place, clock)
    assert tried_in_vain(place, clock) == Tried(failed=3, seconds_left=4)

    before = len(acts(again := enter(PASSPHRASE))) - 4
    assert acts(again)[before:] == [FAILED, FAILED, FAILED, UNLOCKED]
    assert tried_in_vain(place, clock) == Tried()

    assert acts(enter(PASSPHRASE))[before + 4 :] == [UNLOCKED]


def test_what_opened_at_once_leaves_nothing_behind(
    logbook: Logbook, clock: StandingClock, place: Path, enter: Enter
) -> None:
    logbook.close()
    unlock_job(place, PASSPHRASE, clock=clock).run()

    assert tried_in_vain(place, clock) == Tried()
    assert FAILED not in acts(enter(PASSPHRASE))


class Watched(UnlockJob):
    """Looks at what is kept while it is not answered yet."""

    kept_meanwhile: list[int]

    def _opened(self):  # type: ignore[no-untyped-def] # noqa: ANN202
        assert self.tries is not None
        self.kept_meanwhile.append(len(self.tries.all()))
        return super()._opened()


@pytest.mark.parametrize(("passphrase", "left"), [(PASSPHRASE, 0), (WRONG, 1)])
def test_try_is_kept_before_it_is_answered(
    passphrase: str, left: int, logbook: Logbook, place: Path, clock: StandingClock
) -> None:
    logbook.close()
    job = unlock_job(place, passphrase, clock=clock)
    watched = Watched(**{each.name: getattr(job, each.name) for each in fields(job)})
    Watched.kept_meanwhile = []

    with suppress(WrongPassphraseError):
        watched.run()

    assert Watched.kept_meanwhile == [1]
    assert tried_in_vain(place, clock).failed == left


KILLED = """
import os, signal, sys
from pathlib import Path
from logbook.app import UnlockJob, unlock_job

class Killed(UnlockJob):
    def _opened(self):
        os.kill(os.getpid(), signal.SIGKILL)

job = unlock_job(Path(sys.argv[1]), sys.argv[2])
Killed(copies=job.copies, way=job.way, tries=job.tries).run()
"""


def test_program_that_is_killed_in_the_middle_of_a_try_has_it_noted_by_the_next(
    logbook: Logbook, place: Path, enter: Enter
) -> None:
    logbook.close()

    ended = subprocess.run([sys.executable, "-c", KILLED, str(place), PASSPHRASE], check=False)

    assert ended.returncode < 0, "the control: it was killed"
    assert acts(enter(PASSPHRASE))[-2:] == [FAILED, UNLOCKED]
    assert acts(enter(PASSPHRASE)).count(FAILED) == 1


@pytest.mark.parametrize(("known", "noted"), [(0, 2), (1, 2), (2, 2), (3, 3)])
def test_what_a_window_counted_itself_is_not_noted_twice(
    known: int, noted: int, logbook: Logbook, place: Path, clock: StandingClock
) -> None:
    logbook.close()
    refused(place, clock)
    refused(place, clock)

    keys = unlock_job(place, PASSPHRASE).run()
    again = Logbook.open(place, keys, clock, failed_before=known)

    assert acts(again).count(FAILED) == noted
    again.close()


def test_colleague_who_is_suspended_has_every_try_noted(
    logbook: Logbook, place: Path, clock: StandingClock, enter: Enter
) -> None:
    colleague = a_colleague(logbook)
    logbook.staffing.suspend(colleague.id)
    logbook.close()

    for _attempt in range(2):
        with pytest.raises(SuspendedError):
            unlock_job(place, COLLEAGUES, clock=clock).run()

    assert tried_in_vain(place, clock).failed == 2
    assert acts(enter(PASSPHRASE))[-3:] == [FAILED, FAILED, UNLOCKED]


def test_who_is_suspended_by_the_journal_and_not_by_an_older_key_file_has_it_noted(
    logbook: Logbook, place: Path, clock: StandingClock, enter: Enter
) -> None:
    colleague = a_colleague(logbook)
    older = LogbookFolder(place).keys[0].read_bytes()
    logbook.staffing.suspend(colleague.id)
    logbook.close()
    for copy in LogbookFolder(place).keys:
        copy.write_bytes(older)

    with pytest.raises(SuspendedError):
        enter(COLLEAGUES)

    assert tried_in_vain(place, clock).failed == 1
    assert acts(enter(PASSPHRASE)).count(FAILED) == 1


def test_wrong_pins_are_noted_where_the_right_one_or_the_passphrase_opens_it(
    logbook: Logbook, place: Path, clock: StandingClock, enter: Enter
) -> None:
    store = KeptHere()
    logbook.unlocking.add_quick_unlock(
        logbook.unlocking.quick_unlock_job(PASSPHRASE, PIN, store).run()
    )
    logbook.close()

    def by_pin(pin: str) -> Keys:
        return quick_unlock_job(place, pin, store, clock).run()

    for _attempt in range(2):
        with pytest.raises(WrongPassphraseError):
            by_pin(WRONG_PIN)
    again = Logbook.open(place, by_pin(PIN), clock)
    assert acts(again)[-3:] == [FAILED, FAILED, UNLOCKED]
    again.close()

    for _attempt in range(MOST_WRONG - 1):
        with pytest.raises(WrongPassphraseError):
            by_pin(WRONG_PIN)
    with pytest.raises(QuickUnlockDroppedError):
        by_pin(WRONG_PIN)
    assert acts(enter(PASSPHRASE)).count(FAILED) == 2 + MOST_WRONG


def test_wrong_recovery_code_is_noted_and_a_slip_on_paper_is_not(
    logbook: Logbook, place: Path, clock: StandingClock, enter: Enter
) -> None:
    sheets = logbook.recovering
    earlier = sheets.make_sheet(sheets.sheet_job(PASSPHRASE).run())
    sheets.make_sheet(sheets.sheet_job(PASSPHRASE).run())
    logbook.close()

    refused(place, clock, RecoveryCode(earlier.code))
    with pytest.raises(CodeMistypedError):
        unlock_job(place, RecoveryCode("12345"), clock=clock).run()

    assert acts(enter(PASSPHRASE)).count(FAILED) == 1


def test_wrong_code_with_the_lines_of_a_sheet_is_noted_too(
    logbook: Logbook, place: Path, clock: StandingClock, tmp_path: Path
) -> None:
    sheets = logbook.recovering
    earlier = sheets.make_sheet(sheets.sheet_job(PASSPHRASE).run())
    sheet = sheets.make_sheet(sheets.sheet_job(PASSPHRASE).run())
    logbook.close()
    for copy in LogbookFolder(place).keys:
        copy.unlink()
    computer = ComputerFolder(tmp_path / "another computer")
    lines = "\n".join(sheet.lines)

    with pytest.raises(WrongPassphraseError):
        rebuild_job(place, lines, earlier.code, computer).run()

    keys = rebuild_job(place, lines, sheet.code, computer).run()
    again = Logbook.open(place, keys, clock, computer=computer)
    assert acts(again).count(FAILED) == 1
    again.close()


@pytest.mark.parametrize("way", ["the old passphrase", "the code of the old sheet"])
def test_what_was_shut_out_elsewhere_is_a_try_in_vain_where_an_older_key_file_is_kept(
    logbook: Logbook, place: Path, clock: StandingClock, tmp_path: Path, way: str
) -> None:
    """It opens that copy, and with it nothing: the answer, and the wait, are those of any other."""
    sheet = logbook.recovering.make_sheet(logbook.recovering.sheet_job(PASSPHRASE).run())
    logbook.close()
    elsewhere = ComputerFolder(tmp_path / "another computer")
    keys = unlock_job(place, PASSPHRASE, elsewhere, clock=clock).run()
    Logbook.open(place, keys, clock, computer=elsewhere).close()
    again = Logbook.open(place, unlock_job(place, PASSPHRASE, clock=clock).run(), clock)
    change = again.unlocking.passphrase_job(PASSPHRASE, CHANGED, cost=SMALLEST)
    again.unlocking.change_passphrase(change.run())
    again.shutting_out.take(again.shutting_out.job(CHANGED, SMALLEST).run())
    again.rotating.rotate()
    again.close()

    given_up = PASSPHRASE if way == "the old passphrase" else RecoveryCode(sheet.code)
    keys = unlock_job(place, given_up, elsewhere, clock=clock).run()
    for read_only in (False, True):
        with pytest.raises(WrongPassphraseError):
            Logbook.open(place, keys, clock, computer=elsewhere, read_only=read_only)

    assert tried_in_vain(place, clock, elsewhere).failed == 2
    keys = unlock_job(place, CHANGED, elsewhere, clock=clock).run()
    opened = Logbook.open(place, keys, clock, computer=elsewhere)
    assert acts(opened).count(FAILED) == 2
    opened.close()


def test_sheet_that_is_void_is_a_try_in_vain(logbook: Logbook, place: Path, tmp_path: Path) -> None:
    sheet = logbook.recovering.make_sheet(logbook.recovering.sheet_job(PASSPHRASE).run())
    logbook.rotating.rotate()
    logbook.close()
    for copy in LogbookFolder(place).keys:
        copy.unlink()
    computer = ComputerFolder(tmp_path / "another computer")
    with pytest.raises(SheetVoidError):
        rebuild_job(place, "\n".join(sheet.lines), sheet.code, computer).run()
    assert len(computer.tries(logbook.id).all()) == 1


def test_read_only_logbook_leaves_them_for_an_opening_that_can_note_them(
    logbook: Logbook, place: Path, clock: StandingClock, enter: Enter
) -> None:
    logbook.close()
    refused(place, clock)

    assert FAILED not in acts(enter(PASSPHRASE, read_only=True))
    assert tried_in_vain(place, clock).failed == 1

    assert acts(enter(PASSPHRASE))[-2:] == [FAILED, UNLOCKED]


def test_opening_that_comes_to_nothing_notes_them_the_next_time(
    logbook: Logbook, place: Path, clock: StandingClock, enter: Enter
) -> None:
    refused(place, clock)
    with pytest.raises(VaultInUseError):
        Logbook.open(place, unlock_job(place, PASSPHRASE).run(), clock)
    assert tried_in_vain(place, clock).failed == 1
    logbook.close()

    assert acts(enter(PASSPHRASE)).count(FAILED) == 1


def test_of_very_many_the_rest_is_noted_the_next_time(
    logbook: Logbook, place: Path, clock: StandingClock, enter: Enter
) -> None:
    tries = ComputerFolder.of_this_user().tries(logbook.id)
    logbook.close()
    for _attempt in range(203):
        tries.keep(NOON)

    assert acts(enter(PASSPHRASE)).count(FAILED) == 200
    assert tried_in_vain(place, clock).failed == 3
    assert acts(enter(PASSPHRASE)).count(FAILED) == 203


def test_where_nothing_can_be_kept_nobody_is_kept_out_and_it_is_noted_all_the_same(
    logbook: Logbook, place: Path, clock: StandingClock, enter: Enter
) -> None:
    folder = folder_of_tries(logbook)
    logbook.close()
    folder.write_bytes(b"a file, and no folder")

    refused(place, clock)
    assert tried_in_vain(place, clock) == Tried(failed=1, seconds_left=1)

    assert acts(enter(PASSPHRASE))[-2:] == [FAILED, UNLOCKED]
    assert acts(enter(PASSPHRASE)).count(FAILED) == 1


def test_what_somebody_put_among_them_keeps_nobody_out(
    logbook: Logbook, clock: StandingClock, place: Path, enter: Enter
) -> None:
    folder = folder_of_tries(logbook)
    logbook.close()
    folder.mkdir(parents=True)
    (folder / "20269999T990000Z-0123456789abcdef").write_bytes(b"\xff")
    (folder / "nonsense").mkdir()

    assert tried_in_vain(place, clock) == Tried()
    assert FAILED not in acts(enter(PASSPHRASE))


def test_door_tells_how_long_is_still_to_wait(
    logbook: Logbook, place: Path, clock: StandingClock
) -> None:
    logbook.close()
    for _attempt in range(6):
        refused(place, clock)
    assert at_the_door(place, clock).tried == Tried(failed=6, seconds_left=30)

    clock.advance(seconds=12)
    assert at_the_door(place, clock).tried.seconds_left == 18
    clock.moment = NOON - timedelta(days=400)
    assert at_the_door(place, clock).tried.seconds_left == 30, "and not for more than a year"
    clock.moment = NOON + timedelta(minutes=1)
    assert at_the_door(place, clock).tried == Tried(failed=6)


def test_one_logbook_knows_nothing_of_the_tries_of_another(
    logbook: Logbook, place: Path, clock: StandingClock, tmp_path: Path
) -> None:
    logbook.close()
    other, _keys = a_logbook(tmp_path / "Other.logbook", clock)
    other.close()

    refused(place, clock)

    assert tried_in_vain(place, clock).failed == 1
    assert tried_in_vain(other.path, clock) == Tried()


def test_without_a_key_file_there_is_nothing_to_try(tmp_path: Path, clock: StandingClock) -> None:
    (tmp_path / "Nothing.logbook").mkdir()

    with pytest.raises(KeyFileMissingError) as error:
        tried_in_vain(tmp_path / "Nothing.logbook", clock)

    assert isinstance(error.value, LogbookError)
