# SPDX-License-Identifier: Apache-2.0
"""The recovery sheet: made, checked, dropped, voided; and what it opens when all else is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from logbook.app import ComputerFolder, Keys, Logbook, RecoveryCode, rebuild_job, unlock_job
from logbook.domain.practice import Role
from logbook.domain.recovery import RecoverySheet, RecoveryStatus
from logbook.domain.ways import WayKind
from logbook.store import journal_rows
from logbook.store.derivation import SMALLEST
from logbook.store.errors import (
    CodeMistypedError,
    OpenForReadingOnlyError,
    SheetCannotRebuildError,
    SheetLineError,
    SheetMistypedError,
    SheetNotNeededError,
    SheetVoidError,
    VaultMissingError,
    WrongPassphraseError,
)
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import candidates
from tests.builders import (
    COLLEAGUES,
    PASSPHRASE,
    StandingClock,
    a_colleague,
    a_logbook,
    a_person,
)
from tests.services.opened_again import acts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Larkfield.logbook"


@pytest.fixture
def computer(tmp_path: Path) -> ComputerFolder:
    """Give a computer that has never seen the logbook."""
    return ComputerFolder(tmp_path / "another computer")


@pytest.fixture
def logbook(path: Path, clock: StandingClock) -> Iterator[Logbook]:
    made, _keys = a_logbook(path, clock)
    yield made
    made.close()


def sheet_of(logbook: Logbook, proof: str = PASSPHRASE) -> RecoverySheet:
    recovering = logbook.recovering
    return recovering.make_sheet(recovering.sheet_job(proof).run())


def opens_with(path: Path, code: str) -> bool:
    try:
        unlock_job(path, RecoveryCode(code)).run()
    except WrongPassphraseError:
        return False
    return True


def lose_key_files(path: Path) -> None:
    for copy in LogbookFolder(path).keys:
        copy.unlink()


def rebuilt(path: Path, sheet: RecoverySheet, computer: ComputerFolder) -> Keys:
    return rebuild_job(path, "\n".join(sheet.lines), sheet.code, computer).run()


def test_code_of_a_sheet_opens_the_logbook_as_who_made_it(
    logbook: Logbook, path: Path, clock: StandingClock
) -> None:
    sheet = sheet_of(logbook)
    me = logbook.practitioner.id
    logbook.close()
    with_code = Logbook.open(path, unlock_job(path, RecoveryCode(sheet.code)).run(), clock)
    assert with_code.practitioner.id == me
    with_code.close()


def test_sheet_says_which_logbook_whose_and_when(logbook: Logbook) -> None:
    sheet = sheet_of(logbook)
    assert (sheet.logbook, sheet.person) == ("Larkfield", logbook.practitioner.name)
    assert sheet.vault == logbook._opened.vault.id
    assert sheet.day.isoformat() == "2026-11-20"
    assert len(sheet.code_groups) == 14
    assert len(sheet.lines) == 23
    assert sheet.rebuilds


def test_neither_code_nor_lines_are_on_record_or_shown(logbook: Logbook) -> None:
    sheet = sheet_of(logbook)
    secrets = (sheet.code, sheet.code_groups[3] + sheet.code_groups[4], *sheet.lines)
    shown = repr(sheet)
    rows = journal_rows.records_of_kind(logbook._opened.vault, "recovery-sheet")
    on_record = b"".join(row.payload for row in rows).decode()
    assert on_record
    for secret in secrets:
        assert secret not in shown
        assert secret not in on_record
    assert acts(logbook)[-1] == "recovery.sheet-made"


def test_sheet_needs_proof_of_who_is_signed_in(logbook: Logbook) -> None:
    before = acts(logbook)
    with pytest.raises(WrongPassphraseError):
        logbook.recovering.sheet_job("somebody else at the desk").run()
    assert acts(logbook) == before
    assert logbook.recovering.status() == RecoveryStatus()


def test_three_groups_are_asked_and_only_the_right_ones_count(logbook: Logbook) -> None:
    sheet = sheet_of(logbook)
    asked = logbook.recovering.groups_to_ask()
    assert len(set(asked)) == 3
    assert list(asked) == sorted(asked)
    assert set(asked) <= set(range(1, 15))
    typed = {number: sheet.code_groups[number - 1].lower() for number in asked}
    wrong = {**typed, asked[1]: "0000" if typed[asked[1]] != "0000" else "1111"}
    assert not logbook.recovering.check_groups(sheet, wrong)
    assert not logbook.recovering.check_groups(sheet, {})
    assert logbook.recovering.status().checked_on is None
    assert logbook.recovering.check_groups(sheet, typed)
    assert acts(logbook)[-1] == "recovery.checked"
    assert logbook.recovering.status().checked_on == sheet.day


def test_drill_takes_the_whole_code_and_notes_only_a_pass(
    logbook: Logbook, tmp_path: Path, clock: StandingClock
) -> None:
    sheet = sheet_of(logbook)
    elsewhere, _keys = a_logbook(tmp_path / "Other.logbook", clock)
    other = sheet_of(elsewhere)
    elsewhere.close()
    before = acts(logbook)
    assert not logbook.recovering.check(other.code)
    with pytest.raises(CodeMistypedError):
        logbook.recovering.check(sheet.code[:-1])
    assert acts(logbook) == before
    assert logbook.recovering.check(sheet.code.lower().replace(" ", ""))
    assert acts(logbook) == [*before, "recovery.checked"]


def test_without_a_sheet_no_code_is_right(logbook: Logbook) -> None:
    sheet = sheet_of(logbook)
    logbook.recovering.drop()
    assert not logbook.recovering.check(sheet.code)
    assert logbook.recovering.drop() is None


def test_drill_is_due_at_once_and_a_year_after_each_pass(
    logbook: Logbook, clock: StandingClock
) -> None:
    assert not logbook.recovering.status().is_drill_due
    sheet = sheet_of(logbook)
    assert logbook.recovering.status().is_drill_due
    logbook.recovering.check(sheet.code)
    assert not logbook.recovering.status().is_drill_due
    clock.advance(days=364)
    assert not logbook.recovering.status().is_drill_due
    clock.advance(days=1)
    assert logbook.recovering.status().is_drill_due


def test_new_sheet_takes_the_place_of_the_earlier_one(logbook: Logbook, path: Path) -> None:
    first, second = sheet_of(logbook), sheet_of(logbook)
    assert not opens_with(path, first.code)
    assert opens_with(path, second.code)


def test_dropped_sheet_opens_no_more_at_the_door(logbook: Logbook, path: Path) -> None:
    sheet = sheet_of(logbook)
    logbook.recovering.drop()
    assert not opens_with(path, sheet.code)
    assert acts(logbook)[-1] == "recovery.sheet-dropped"
    assert logbook.recovering.status() == RecoveryStatus(earlier_on=sheet.day)
    assert WayKind.RECOVERY not in {way.kind for way in logbook.unlocking.ways()}


def test_changing_the_root_key_voids_a_sheet_and_a_new_one_is_whole(logbook: Logbook) -> None:
    sheet_of(logbook)
    assert not logbook.recovering.status().is_void
    logbook.rotating.rotate()
    assert logbook.recovering.status().is_void
    sheet_of(logbook)
    assert not logbook.recovering.status().is_void


def test_read_only_logbook_makes_no_sheet(
    logbook: Logbook, path: Path, clock: StandingClock
) -> None:
    logbook.close()
    read_only = Logbook.open(path, unlock_job(path, PASSPHRASE).run(), clock, read_only=True)
    try:
        with pytest.raises(OpenForReadingOnlyError):
            sheet_of(read_only)
    finally:
        read_only.close()


def test_sheet_opens_the_logbook_when_both_key_files_are_lost(
    logbook: Logbook, path: Path, clock: StandingClock, computer: ComputerFolder
) -> None:
    logbook.enrolling.add(a_person())
    sheet = sheet_of(logbook)
    before = logbook._opened.keys
    logbook.close()
    lose_key_files(path)
    opened = Logbook.open(path, rebuilt(path, sheet, computer), clock, computer=computer)
    assert acts(opened)[-1] == "key-file.rebuilt"
    assert opened.read_only is None
    assert len(opened.reviewing.order_of_people()) == 1
    assert opened.auditing.audit().is_intact
    now = opened._opened.keys
    assert now.key_file.practice_fingerprint == before.key_file.practice_fingerprint
    assert now.unlocked.certificate == before.unlocked.certificate
    opened.enrolling.add(a_person(reference="LP-0043"))
    opened.close()
    assert opens_with(path, sheet.code)


def test_damaged_key_files_are_made_again_too(
    logbook: Logbook, path: Path, computer: ComputerFolder
) -> None:
    sheet = sheet_of(logbook)
    logbook.close()
    for copy in LogbookFolder(path).keys:
        copy.write_bytes(b"{}")
    keys = rebuild_job(path, sheet.qr_lines, sheet.qr_code, computer).run()
    assert keys.unlocked.role == Role.ADMINISTRATOR.value


def test_entries_of_colleagues_are_still_known_after_it(
    logbook: Logbook, path: Path, clock: StandingClock, computer: ComputerFolder
) -> None:
    sheet = sheet_of(logbook)
    colleague = a_colleague(logbook)
    logbook.close()
    theirs = Logbook.open(path, unlock_job(path, COLLEAGUES).run(), clock)
    theirs.enrolling.add(a_person())
    theirs.close()
    mine = Logbook.open(path, unlock_job(path, PASSPHRASE).run(), clock)
    assert acts(mine)[-1] == "recovery.keys-noted"
    mine.close()
    lose_key_files(path)
    opened = Logbook.open(path, rebuilt(path, sheet, computer), clock, computer=computer)
    assert opened.auditing.audit().is_intact
    assert opened.staffing.rotation_is_due
    assert str(colleague.id) not in {one.id for one in opened._opened.keys.key_file.people}
    opened.close()
    again = Logbook.open(
        path, unlock_job(path, RecoveryCode(sheet.code)).run(), clock, computer=computer
    )
    assert acts(again)[-1] == "logbook.unlocked"
    again.close()


def test_sheet_is_refused_while_there_is_a_key_file(
    logbook: Logbook, path: Path, computer: ComputerFolder
) -> None:
    sheet = sheet_of(logbook)
    logbook.close()
    with pytest.raises(SheetNotNeededError):
        rebuilt(path, sheet, computer)
    here = ComputerFolder.of_this_user()
    lose_key_files(path)
    assert here.key_files(path)
    with pytest.raises(SheetNotNeededError):
        rebuilt(path, sheet, here)


def test_sheet_of_before_the_root_key_was_changed_is_refused(
    logbook: Logbook, path: Path, computer: ComputerFolder
) -> None:
    sheet = sheet_of(logbook)
    logbook.rotating.rotate()
    logbook.close()
    lose_key_files(path)
    with pytest.raises(SheetVoidError):
        rebuilt(path, sheet, computer)
    assert not any(copy.exists() for copy in LogbookFolder(path).keys)


def test_sheet_of_another_logbook_is_refused(
    logbook: Logbook, path: Path, tmp_path: Path, clock: StandingClock, computer: ComputerFolder
) -> None:
    sheet = sheet_of(logbook)
    elsewhere, _keys = a_logbook(tmp_path / "Other.logbook", clock)
    other = sheet_of(elsewhere)
    for one in (logbook, elsewhere):
        one.close()
    lose_key_files(path)
    with pytest.raises(SheetVoidError):
        rebuilt(path, other, computer)
    with pytest.raises(WrongPassphraseError):
        rebuilt(path, replace(sheet, code=other.code), computer)
    with pytest.raises(VaultMissingError):
        rebuild_job(tmp_path / "nowhere", sheet.qr_lines, sheet.code, computer)


def test_sheet_of_a_colleague_cannot_make_a_key_file(
    logbook: Logbook, path: Path, clock: StandingClock, computer: ComputerFolder
) -> None:
    a_colleague(logbook)
    logbook.close()
    theirs = Logbook.open(path, unlock_job(path, COLLEAGUES).run(), clock)
    sheet = sheet_of(theirs, COLLEAGUES)
    theirs.close()
    assert not sheet.rebuilds
    assert opens_with(path, sheet.code)
    lose_key_files(path)
    with pytest.raises(SheetCannotRebuildError):
        rebuilt(path, sheet, computer)


@pytest.mark.parametrize("line", [1, 9, 22])
def test_slip_in_a_line_is_named(
    logbook: Logbook, path: Path, computer: ComputerFolder, line: int
) -> None:
    lines = list(sheet_of(logbook).lines)
    spoiled = lines[line - 1]
    other = "7" if spoiled[2] != "7" else "8"
    lines[line - 1] = spoiled[:2] + other + spoiled[3:]
    for typed in ("\n".join(lines), " ".join(lines)):
        with pytest.raises(SheetLineError) as found:
            rebuild_job(path, typed, "", computer)
        assert found.value.details == {"line": line}


def test_lines_are_read_with_their_numbers_and_in_their_order_only(
    logbook: Logbook, path: Path, computer: ComputerFolder
) -> None:
    sheet = sheet_of(logbook)
    logbook.close()
    lose_key_files(path)
    numbered = "\n".join(f"{place}. {line}" for place, line in enumerate(sheet.lines, 1)).lower()
    assert rebuild_job(path, numbered, sheet.code, computer).run().rebuilt
    turned = [sheet.lines[1], sheet.lines[0], *sheet.lines[2:]]
    with pytest.raises(SheetLineError):
        rebuild_job(path, "\n".join(turned), sheet.code, computer)
    shorter = [*sheet.lines[:4], sheet.lines[4][:-1], *sheet.lines[5:]]
    with pytest.raises(SheetLineError) as found:
        rebuild_job(path, "\n".join(shorter), sheet.code, computer)
    assert found.value.line == 5
    for part in ("", "\n".join(sheet.lines[:-1])):
        with pytest.raises(SheetMistypedError):
            rebuild_job(path, part, sheet.code, computer)


def test_key_file_made_again_lets_the_code_set_a_passphrase(
    logbook: Logbook, path: Path, clock: StandingClock, computer: ComputerFolder
) -> None:
    sheet = sheet_of(logbook)
    logbook.close()
    lose_key_files(path)
    opened = Logbook.open(path, rebuilt(path, sheet, computer), clock, computer=computer)
    job = opened.unlocking.passphrase_job(
        RecoveryCode(sheet.code), "violet kettle harbour mango", cost=SMALLEST
    )
    opened.unlocking.change_passphrase(job.run())
    opened.close()
    kinds = {slot.type for slot in candidates(LogbookFolder(path))[0].people[0].slots}
    assert kinds == {WayKind.PASSPHRASE.value, WayKind.RECOVERY.value}
