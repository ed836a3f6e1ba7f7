# SPDX-License-Identifier: Apache-2.0
"""A lost sheet: dropped, it still opens a copy of the files; nothing, once the keys are others."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from logbook.app import Cards, ComputerFolder, Logbook, RecoveryCode, rebuild_job, unlock_job
from logbook.domain.clinical_will import Executor, WillDraft
from logbook.domain.practice import Role
from logbook.domain.records import Act
from logbook.domain.recovery import RecoverySheet, RecoveryStatus
from logbook.domain.ways import WayKind
from logbook.journal.entry import leaf_is_signed_by
from logbook.services.opening import OpenFolder
from logbook.services.secret_store import SecretStoreError
from logbook.store import journal_rows
from logbook.store.boxes import about_root_key, unboxed
from logbook.store.calibration import TOO_FAST_S
from logbook.store.derivation import SMALLEST
from logbook.store.errors import (
    KeyChangeUnclearError,
    KeyFileDamagedError,
    NotAllowedError,
    OpenForReadingOnlyError,
    SheetVoidError,
    VaultError,
    VaultFullError,
    WrongKeyError,
    WrongPassphraseError,
)
from logbook.store.folder import LogbookFolder, write_durably
from logbook.store.key_file import KeyFile, Slot, candidates, to_bytes
from logbook.store.keyring import Unlocked, slots_of, with_slot, without_slot
from logbook.store.recovery_lines import read_lines
from logbook.store.seal import holder_of
from logbook.store.slots import opened_slot
from tests.builders import COLLEAGUES, PASSPHRASE, StandingClock, a_colleague, a_logbook, a_person
from tests.services.opened_again import Enter, acts

PIN = "271828"
OWN = "gravel lantern tulip harbour"


class KeptHere:
    """A store of secrets that lasts as long as the test; a stubborn one forgets nothing."""

    def __init__(self, *, stubborn: bool = False) -> None:
        self.items: dict[str, str] = {}
        self.stubborn = stubborn

    def read(self, name: str) -> str | None:
        return self.items.get(name)

    def keep(self, name: str, secret: str) -> None:
        self.items[name] = secret

    def forget(self, name: str) -> None:
        if self.stubborn:
            raise SecretStoreError("The store does not answer.")
        self.items.pop(name, None)


class FullAfterOneCopy(OpenFolder):
    """A folder on a disk that has room for one copy of one key file, and for nothing more of it."""

    __slots__ = ()

    def write_keys(self, key_file: KeyFile, unlocked: Unlocked | None = None) -> None:
        del unlocked
        if candidates(self.folder)[0] == self.keys.key_file:
            write_durably(self.folder.keys[0], to_bytes(key_file))
        raise VaultFullError("The disk is full.")


@pytest.fixture
def logbook(place: Path, clock: StandingClock) -> Iterator[Logbook]:
    made, _keys = a_logbook(place, clock)
    yield made
    made.close()


def sheet_of(logbook: Logbook, proof: str = PASSPHRASE) -> RecoverySheet:
    recovering = logbook.recovering
    return recovering.make_sheet(recovering.sheet_job(proof).run())


def take_other_keys(logbook: Logbook, passphrase: str = PASSPHRASE) -> None:
    logbook.shutting_out.take(logbook.shutting_out.job(passphrase, SMALLEST).run())


def is_due(logbook: Logbook) -> bool:
    return logbook.shutting_out.is_due


def could_be_stronger(logbook: Logbook) -> bool:
    return logbook.unlocking.could_be_stronger


def change_the_keys(logbook: Logbook) -> None:
    take_other_keys(logbook)
    logbook.rotating.rotate()


def rebuilds(place: Path, sheet: RecoverySheet, elsewhere: Path) -> bool:
    """Tell whether a sheet opens a copy of the records that somebody took without the key files."""
    copy = elsewhere / "Copy.logbook"
    shutil.copytree(place, copy)
    for each in LogbookFolder(copy).keys:
        each.unlink()
    computer = ComputerFolder(elsewhere / "computer")
    try:
        keys = rebuild_job(copy, "\n".join(sheet.lines), sheet.code, computer).run()
    except SheetVoidError:
        return False
    keys.unlocked.wipe()
    return True


def opens_the_key_file(place: Path, sheet: RecoverySheet) -> bool:
    """Tell whether the keys on a sheet open the root key, by another program than this one."""
    printed = read_lines("\n".join(sheet.lines))
    keys = opened_slot(printed.slot, RecoveryCode(sheet.code), printed.vault, printed.person)
    assert keys is not None
    opened = []
    for key_file in candidates(LogbookFolder(place)):
        about = about_root_key(printed.vault, printed.person, key_file.root_epoch)
        try:
            box = holder_of(key_file, printed.person).root_box
            opened.append(bool(unboxed(box, keys.x25519, about)))
        except KeyFileDamagedError:
            opened.append(False)
    return any(opened)


@pytest.mark.parametrize("is_replaced", [False, True])
def test_sheet_put_aside_opens_a_copy_without_key_files_until_the_keys_are_changed(
    logbook: Logbook, place: Path, tmp_path: Path, enter: Enter, *, is_replaced: bool
) -> None:
    sheet = sheet_of(logbook)
    if is_replaced:
        sheet_of(logbook)
    else:
        logbook.recovering.drop()
    logbook.close()
    # The control: so far it opens the records of today.
    assert rebuilds(place, sheet, tmp_path / "before")

    change_the_keys(enter(PASSPHRASE))
    enter(PASSPHRASE).close()
    assert not rebuilds(place, sheet, tmp_path / "after")
    with pytest.raises(WrongPassphraseError):
        unlock_job(place, RecoveryCode(sheet.code)).run()


def test_the_keys_on_it_open_the_key_file_of_now_until_the_person_has_others(
    logbook: Logbook, place: Path
) -> None:
    sheet = sheet_of(logbook)
    logbook.recovering.drop()
    assert opens_the_key_file(place, sheet)
    # The control: another root key alone is closed to the same keys again.
    logbook.rotating.rotate()
    assert opens_the_key_file(place, sheet)

    change_the_keys(logbook)
    assert not opens_the_key_file(place, sheet)


def test_other_keys_alone_leave_the_root_key_on_the_sheet_in_use(
    logbook: Logbook, place: Path, tmp_path: Path
) -> None:
    sheet = sheet_of(logbook)
    take_other_keys(logbook)
    status = logbook.recovering.status()
    assert (status.made_on, status.earlier_on) == (None, sheet.day)
    logbook.close()
    assert rebuilds(place, sheet, tmp_path / "copy")


def test_status_names_the_newest_sheet_put_aside_until_the_keys_are_changed(
    logbook: Logbook, clock: StandingClock
) -> None:
    assert logbook.recovering.status().earlier_on is None
    first = sheet_of(logbook)
    assert logbook.recovering.status().earlier_on is None
    clock.advance(days=3)
    second = sheet_of(logbook)
    assert logbook.recovering.status().earlier_on == first.day
    logbook.recovering.drop()
    assert logbook.recovering.status() == RecoveryStatus(earlier_on=second.day)
    logbook.rotating.rotate()
    assert logbook.recovering.status().earlier_on == second.day
    change_the_keys(logbook)
    assert logbook.recovering.status() == RecoveryStatus()


def test_the_passphrase_stays_and_pin_token_and_sheet_go(
    logbook: Logbook, enter: Enter, place: Path
) -> None:
    sheet = sheet_of(logbook)
    me = logbook.practitioner
    change_the_keys(logbook)
    assert [way.kind for way in logbook.unlocking.ways()] == [WayKind.PASSPHRASE]
    again = enter_after(logbook, enter)
    assert again.practitioner == me
    assert not again.own_keys.are_due
    assert again.auditing.audit().is_intact
    new = sheet_of(again)
    again.close()
    assert unlock_job(place, RecoveryCode(new.code)).run().unlocked.person_id == str(me.id)
    with pytest.raises(WrongPassphraseError):
        unlock_job(place, RecoveryCode(sheet.code)).run()


def enter_after(logbook: Logbook, enter: Enter) -> Logbook:
    logbook.close()
    return enter(PASSPHRASE)


def test_what_follows_is_signed_with_the_other_keys_and_the_journal_says_so(
    logbook: Logbook,
) -> None:
    sheet_of(logbook)
    before = logbook._opened.hand.key
    change_the_keys(logbook)
    receipt = logbook.enrolling.add(a_person())
    entry = journal_rows.entry_at(logbook._opened.vault, receipt.seq)
    assert entry is not None
    now = holder_of(logbook._opened.keys.key_file, str(logbook.practitioner.id)).ed25519
    assert now != before.public_key().public_bytes_raw()
    assert leaf_is_signed_by(now, entry.leaf, entry.signature)
    assert acts(logbook)[-4:] == [
        Act.RECOVERY_SHEET_DROPPED.value,
        Act.KEYS_CHANGED.value,
        Act.ROOT_KEY_ROTATED.value,
        Act.SERVICE_USER_ADDED.value,
    ]
    assert logbook.auditing.audit().is_intact
    # The control: what is signed with the keys before counts no more.
    logbook._scribe.sign_with(before)
    logbook.enrolling.add(a_person(reference="LP-0043"))
    found = logbook.auditing.audit().findings
    assert [each.kind.value for each in found] == ["signature-wrong"]


def test_without_a_sheet_the_keys_are_changed_too(logbook: Logbook) -> None:
    change_the_keys(logbook)
    assert Act.RECOVERY_SHEET_DROPPED.value not in acts(logbook)
    assert logbook.rotating.root_epoch == 2
    assert logbook.auditing.audit().is_intact


def test_cards_of_a_will_and_a_colleague_open_as_before(
    logbook: Logbook, place: Path, enter: Enter
) -> None:
    a_colleague(logbook)
    draft = WillDraft(
        executors=(
            Executor(name="Owain Rees", role="solicitor", contact="01584 960002"),
            Executor(name="Delyth Vaughan", role="colleague", contact="01584 960003"),
        ),
        threshold=2,
        files="Grey cabinet",
    )
    made = logbook.clinical_will.make(logbook.clinical_will.will_job(PASSPHRASE, draft).run())
    change_the_keys(logbook)
    logbook.close()
    cards = Cards(tuple(" ".join(card.words) for card in made))
    assert unlock_job(place, cards).run().unlocked.person_id
    assert enter(COLLEAGUES).auditing.audit().is_intact


def set_quick_unlock(logbook: Logbook, store: KeptHere) -> None:
    slot = logbook.unlocking.quick_unlock_job(PASSPHRASE, PIN, store).run()
    logbook.unlocking.add_quick_unlock(slot)


def test_the_pin_goes_from_the_store_too_and_the_journal_says_so(logbook: Logbook) -> None:
    store = KeptHere()
    set_quick_unlock(logbook, store)
    assert store.items
    logbook.shutting_out.take(logbook.shutting_out.job(PASSPHRASE, SMALLEST).run(), store)
    assert not store.items
    assert acts(logbook)[-2:] == [Act.QUICK_UNLOCK_DROPPED.value, Act.KEYS_CHANGED.value]
    assert logbook.auditing.audit().is_intact


def test_a_store_that_does_not_answer_keeps_nobody_from_shutting_out(logbook: Logbook) -> None:
    store = KeptHere(stubborn=True)
    set_quick_unlock(logbook, store)
    logbook.shutting_out.take(logbook.shutting_out.job(PASSPHRASE, SMALLEST).run(), store)
    assert [way.kind for way in logbook.unlocking.ways()] == [WayKind.PASSPHRASE]
    assert is_due(logbook)


def test_a_pin_of_another_computer_goes_and_the_secret_kept_here_is_left(logbook: Logbook) -> None:
    store = KeptHere()
    set_quick_unlock(logbook, store)
    (pin,) = (slot for slot in slots_of_me(logbook) if slot.type == WayKind.DEVICE.value)
    elsewhere = replace(pin, host=b"\x07" * len(pin.host))
    opened = logbook._opened
    key_file = without_slot(opened.keys.key_file, opened.keys.unlocked, pin.id)
    opened.write_keys(with_slot(key_file, opened.keys.unlocked, elsewhere))
    logbook.shutting_out.take(logbook.shutting_out.job(PASSPHRASE, SMALLEST).run(), store)
    assert store.items
    assert [way.kind for way in logbook.unlocking.ways()] == [WayKind.PASSPHRASE]
    assert acts(logbook)[-2] == Act.QUICK_UNLOCK_DROPPED.value


def test_a_token_is_dropped_and_the_journal_says_so(logbook: Logbook) -> None:
    token = Slot(id="0" * 16, type=WayKind.TOKEN.value, nonce=bytes(12), ct=b"", point=bytes(65))
    logbook.unlocking.add_token(token)
    assert WayKind.TOKEN in [way.kind for way in logbook.unlocking.ways()]
    take_other_keys(logbook)
    assert acts(logbook)[-2:] == [Act.TOKEN_DROPPED.value, Act.KEYS_CHANGED.value]
    assert [way.kind for way in logbook.unlocking.ways()] == [WayKind.PASSPHRASE]


def slots_of_me(logbook: Logbook) -> tuple[Slot, ...]:
    return slots_of(logbook._opened.keys.key_file, str(logbook.practitioner.id))


def test_the_second_half_is_due_until_the_root_key_is_changed(
    logbook: Logbook, enter: Enter
) -> None:
    assert not is_due(logbook)
    take_other_keys(logbook)
    assert is_due(logbook)
    again = enter_after(logbook, enter)
    assert is_due(again)
    again.rotating.rotate()
    assert not is_due(again)
    take_other_keys(again)
    assert is_due(again)


def test_what_a_colleague_began_is_due_for_each_administrator_and_for_nobody_else(
    logbook: Logbook, enter: Enter
) -> None:
    a_colleague(logbook)
    take_other_keys(logbook)
    other = "saddle ferment copper drizzle"
    a_colleague(logbook, other, name="Nerys Maddox", role=Role.ADMINISTRATOR)
    logbook.close()
    assert not is_due(enter(COLLEAGUES))
    second = enter(other)
    assert is_due(second)
    second.rotating.rotate()
    assert not is_due(second)


def test_an_entry_that_cannot_be_read_any_more_tells_of_no_shutting_out(logbook: Logbook) -> None:
    """The audit names the entry; nothing is asked for on the strength of it."""
    take_other_keys(logbook)
    [given_up] = logbook._opened.keys.key_file.former
    changed = {"body": b"{}", "seq": given_up.until - 1}
    connection = logbook._opened.vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    connection.execute("DROP TRIGGER entry_is_not_changed")
    connection.execute("UPDATE entry SET body = :body WHERE seq = :seq", changed)
    assert not is_due(logbook)


def a_stolen_folder(place: Path) -> Path:
    """Copy a closed logbook to where nobody of the practice can reach it."""
    stolen = place.with_name("Stolen.logbook")
    shutil.copytree(place, stolen)
    return stolen


@pytest.mark.parametrize("shuts_out", [False, True])
def test_a_colleagues_keys_that_others_may_have_make_the_second_half_due(
    logbook: Logbook, place: Path, enter: Enter, *, shuts_out: bool
) -> None:
    """Only the change of the root key keeps out who copied the folder; it is asked for."""
    colleague = a_colleague(logbook)
    logbook.close()
    stolen = a_stolen_folder(place)
    again = enter(PASSPHRASE)
    job = again.staffing.renew_job(colleague.id, OWN, SMALLEST)
    again.staffing.renew(job, job.run(), shuts_out=shuts_out)
    assert is_due(again) is shuts_out
    again.close()
    shutil.copyfile(LogbookFolder(place).records, LogbookFolder(stolen).records)
    enter(COLLEAGUES, stolen).close()

    theirs = enter(OWN)
    own = theirs.with_own_keys(theirs.own_keys.job("saddle ferment copper", SMALLEST).run())
    assert not is_due(own)
    own.close()
    again = enter(PASSPHRASE)
    assert is_due(again) is shuts_out
    again.rotating.rotate()
    assert not is_due(again)
    assert again.auditing.audit().is_intact
    again.close()
    shutil.copyfile(LogbookFolder(place).records, LogbookFolder(stolen).records)
    with pytest.raises(WrongKeyError):
        enter(COLLEAGUES, stolen)


def test_a_change_that_came_to_nothing_is_named_until_it_is_done(
    logbook: Logbook, place: Path, enter: Enter
) -> None:
    before = logbook._opened.keys.key_file
    assert not logbook.shutting_out.is_undone
    take_other_keys(logbook)
    assert not logbook.shutting_out.is_undone
    # The power failed after the journal was told, and before the key file was written.
    logbook._opened.close()
    for copy in LogbookFolder(place).keys:
        write_durably(copy, to_bytes(before))
    again = enter(PASSPHRASE)
    assert (is_due(again), again.shutting_out.is_undone) == (False, True)
    change_the_keys(again)
    assert (is_due(again), again.shutting_out.is_undone) == (False, False)
    assert again.auditing.audit().is_intact


def test_what_cannot_be_read_of_a_change_names_nothing(logbook: Logbook) -> None:
    take_other_keys(logbook)
    connection = logbook._opened.vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    connection.execute("DROP TRIGGER record_is_not_changed")
    connection.execute(
        "UPDATE record SET payload = x'7b7d' WHERE seq = (SELECT max(seq) FROM record)"
    )
    assert not logbook.shutting_out.is_undone


def test_the_first_keys_of_ones_own_are_no_shutting_out(logbook: Logbook, enter: Enter) -> None:
    a_colleague(logbook, role=Role.ADMINISTRATOR)
    logbook.close()
    theirs = enter(COLLEAGUES)
    own = theirs.with_own_keys(theirs.own_keys.job(OWN, SMALLEST).run())
    assert not is_due(own)
    take_other_keys(own, OWN)
    assert is_due(own)
    assert own.auditing.audit().is_intact


def test_what_the_new_passphrase_costs_here_is_not_offered_to_be_raised(logbook: Logbook) -> None:
    opened = logbook._opened
    opened.keys = replace(opened.keys, seconds=TOO_FAST_S / 2)
    assert could_be_stronger(logbook)
    take_other_keys(logbook)
    assert not could_be_stronger(logbook)


def in_the_way(copy: Path) -> Callable[[], None]:
    """Let a folder stand where a copy of the key file is to be written; give what takes it away."""
    copy.unlink()
    copy.mkdir()
    (copy / "something").write_bytes(b"")

    def away() -> None:
        (copy / "something").unlink()
        copy.rmdir()

    return away


@pytest.mark.parametrize("number", [0, 1])
def test_a_copy_of_the_key_file_that_is_not_written_loses_nothing_recorded_after_it(
    logbook: Logbook, place: Path, enter: Enter, number: int
) -> None:
    made = logbook.shutting_out.job(PASSPHRASE, SMALLEST).run()
    away = in_the_way(LogbookFolder(place).keys[number])
    with pytest.raises(VaultError):
        logbook.shutting_out.take(made)
    receipt = logbook.enrolling.add(a_person())
    # The power fails.
    logbook._opened.close()
    away()
    again = enter(PASSPHRASE)
    assert again.auditing.audit().is_intact
    assert again.read_only is None
    kept = again.reviewing.person(receipt.object)
    assert kept is not None
    assert kept.reference == a_person().reference
    assert not is_due(again)
    # The same keys would count from the first time on they were named.
    with pytest.raises(AssertionError):
        again.shutting_out.take(made)
    change_the_keys(again)
    assert again.auditing.audit().is_intact


@pytest.mark.parametrize("is_mended", [False, True])
def test_where_the_copy_written_first_is_the_new_one_and_stays_its_keys_sign(
    logbook: Logbook, place: Path, enter: Enter, *, is_mended: bool
) -> None:
    folder = LogbookFolder(place)
    made = logbook.shutting_out.job(PASSPHRASE, SMALLEST).run()
    before = logbook._opened.hand.key
    opened = logbook._opened
    opened.__class__ = FullAfterOneCopy
    with pytest.raises(KeyChangeUnclearError):
        logbook.shutting_out.take(made)
    opened.__class__ = OpenFolder
    assert candidates(folder)[0] == opened.keys.key_file
    assert opened.hand.key is not before
    logbook.enrolling.add(a_person())
    if is_mended:
        logbook.recovering.make_sheet(logbook.recovering.sheet_job(PASSPHRASE).run())
    logbook._opened.close()
    again = enter(PASSPHRASE)
    assert again.auditing.audit().is_intact
    assert again.read_only is None
    assert is_due(again)


def test_a_wrong_passphrase_makes_no_keys(logbook: Logbook) -> None:
    before = acts(logbook)
    with pytest.raises(WrongPassphraseError):
        logbook.shutting_out.job("somebody else at the desk", SMALLEST).run()
    assert acts(logbook) == before


def test_only_administrators_take_other_keys_and_nothing_is_changed_for_others(
    logbook: Logbook, enter: Enter
) -> None:
    a_colleague(logbook)
    sheet_of(logbook)
    assert logbook.shutting_out.is_allowed
    logbook.close()
    theirs = enter(COLLEAGUES)
    # What somebody else has is not told to them.
    assert theirs.recovering.status() == RecoveryStatus()
    sheet_of(theirs, COLLEAGUES)
    assert not theirs.shutting_out.is_allowed
    with pytest.raises(NotAllowedError):
        take_other_keys(theirs, COLLEAGUES)
    assert theirs.recovering.status().made_on is not None


def test_read_only_nothing_is_taken(logbook: Logbook, enter: Enter) -> None:
    sheet_of(logbook)
    logbook.close()
    reading = enter(PASSPHRASE, read_only=True)
    with pytest.raises(OpenForReadingOnlyError):
        take_other_keys(reading)
    assert reading.recovering.status().made_on is not None
