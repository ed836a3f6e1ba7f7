# SPDX-License-Identifier: Apache-2.0
"""A person's ways to open their logbook: changed, set, used, dropped, and told in the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from logbook.app import (
    Keys,
    Logbook,
    RecoveryCode,
    quick_unlock_job,
    unlock_job,
)
from logbook.domain.ways import WayKind
from logbook.services.quick_unlock import (
    MOST_WRONG,
    QuickUnlockDroppedError,
    QuickUnlockError,
    QuickUnlockExpiredError,
    QuickUnlockRefusedError,
    name_of,
    this_account,
)
from logbook.services.secret_store import SecretStoreError
from logbook.store.derivation import SMALLEST, KdfCost
from logbook.store.errors import (
    KeyFileDamagedError,
    OpenForReadingOnlyError,
    UnusablePinError,
    WeakPassphraseError,
    WrongPassphraseError,
    WrongTokenPinError,
)
from logbook.store.key_file import candidates, write_key_file
from logbook.store.keyring import make_person_keys, with_slot
from logbook.store.seal import sealed
from logbook.store.slots import new_device_slot, new_recovery_slot
from logbook.store.ways import Pin
from tests.builders import PASSPHRASE, StandingClock, a_logbook
from tests.services.opened_again import acts
from tests.store.soft_token import library, soft_tokens

NEW = "hedgehog violin copper rain saturday"
PIN = "271828"


class KeptHere:
    """A store of secrets that lasts as long as the test, and may be deaf or forgetful."""

    def __init__(self) -> None:
        self.items: dict[str, str] = {}
        self.deaf = False
        self.forgetful = False

    def read(self, name: str) -> str | None:
        return self.items.get(name)

    def keep(self, name: str, secret: str) -> None:
        if self.deaf:
            raise SecretStoreError("The store does not answer.")
        if not self.forgetful:
            self.items[name] = secret

    def forget(self, name: str) -> None:
        self.items.pop(name, None)

    @property
    def wrong(self) -> int:
        (item,) = self.items.values()
        return int(json.loads(item)["wrong"])


@pytest.fixture
def store() -> KeptHere:
    return KeptHere()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Practice.logbook"


@pytest.fixture
def logbook(path: Path, clock: StandingClock) -> Iterator[Logbook]:
    made, _keys = a_logbook(path, clock)
    yield made
    made.close()


def opens_with(path: Path, way: RecoveryCode | Pin | str) -> bool:
    try:
        unlock_job(path, way).run()
    except WrongPassphraseError:
        return False
    return True


def set_quick_unlock(logbook: Logbook, store: KeptHere, pin: str = PIN) -> None:
    slot = logbook.unlocking.quick_unlock_job(PASSPHRASE, pin, store).run()
    logbook.unlocking.add_quick_unlock(slot)


def reopened(path: Path, keys: Keys, clock: StandingClock) -> Logbook:
    return Logbook.open(path, keys, clock)


def test_a_changed_passphrase_opens_the_earlier_one_does_not_and_the_journal_tells(
    logbook: Logbook, path: Path, clock: StandingClock
) -> None:
    job = logbook.unlocking.passphrase_job(PASSPHRASE, NEW, cost=SMALLEST)
    receipt = logbook.unlocking.change_passphrase(job.run())

    assert acts(logbook)[receipt.seq] == "passphrase.changed"
    assert opens_with(path, NEW)
    assert not opens_with(path, PASSPHRASE)
    logbook.close()
    # The mark written on closing must not bring the earlier key file back.
    assert opens_with(path, NEW)
    assert not opens_with(path, PASSPHRASE)
    reopened(path, unlock_job(path, NEW).run(), clock).close()


def test_a_passphrase_is_not_changed_by_somebody_who_does_not_know_it(logbook: Logbook) -> None:
    for job in (
        logbook.unlocking.passphrase_job("the wrong one", NEW, cost=SMALLEST),
        logbook.unlocking.quick_unlock_job("the wrong one", PIN, KeptHere()),
    ):
        with pytest.raises(WrongPassphraseError):
            job.run()
    assert "passphrase.changed" not in acts(logbook)


@pytest.mark.parametrize(
    "weak", ["short", "password1234", "Rhian Prosser Larkfield", "PH123456 PH123456"]
)
def test_a_weak_passphrase_is_refused(logbook: Logbook, weak: str) -> None:
    with pytest.raises(WeakPassphraseError):
        logbook.unlocking.passphrase_job(PASSPHRASE, weak, cost=SMALLEST).run()


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_code(
    logbook: Logbook, path: Path, clock: StandingClock
) -> None:
    opened = logbook._opened
    unlocked = opened.keys.unlocked
    slot, code = new_recovery_slot(opened.vault.id, unlocked.person_id, unlocked.keys)
    opened.write_keys(with_slot(opened.keys.key_file, unlocked, slot))
    logbook.close()

    again = reopened(path, unlock_job(path, RecoveryCode(code)).run(), clock)
    again.unlocking.change_passphrase(
        again.unlocking.passphrase_job(RecoveryCode(code), NEW, cost=SMALLEST).run()
    )
    assert [line.kind for line in again.unlocking.ways()] == [
        WayKind.PASSPHRASE,
        WayKind.RECOVERY,
    ]
    again.close()
    assert opens_with(path, NEW)


def test_a_higher_cost_is_offered_where_the_unlock_was_too_fast_and_never_forced(
    logbook: Logbook, path: Path, clock: StandingClock
) -> None:
    assert not logbook.unlocking.could_be_stronger
    logbook.close()
    keys = unlock_job(path, PASSPHRASE).run()
    assert keys.seconds is not None

    fast = reopened(path, replace(keys, seconds=0.2), clock)
    assert fast.unlocking.could_be_stronger
    assert "passphrase.changed" not in acts(fast)
    cost = KdfCost(memory_kib=65_536, passes=4, lanes=4)
    fast.unlocking.change_passphrase(
        fast.unlocking.passphrase_job(PASSPHRASE, PASSPHRASE, cost=cost).run()
    )
    fast.close()
    slower = unlock_job(path, PASSPHRASE).run()
    assert slower.unlocked.slot.t == 4
    again = reopened(path, replace(slower, seconds=0.9), clock)
    assert not again.unlocking.could_be_stronger
    again.close()


def test_quick_unlock_opens_with_the_pin_and_what_the_system_keeps(
    logbook: Logbook, path: Path, clock: StandingClock, store: KeptHere
) -> None:
    set_quick_unlock(logbook, store)
    assert acts(logbook)[-1] == "quick-unlock.set"
    (_passphrase, line) = logbook.unlocking.ways()
    assert (line.kind, line.is_here, line.expires) == (WayKind.DEVICE, True, date(2026, 12, 20))
    logbook.close()

    keys = quick_unlock_job(path, PIN, store, clock).run()
    again = reopened(path, keys, clock)
    assert not again.unlocking.could_be_stronger
    again.close()
    assert store.wrong == 0
    assert not opens_with(path, Pin(PIN, bytes(32)))
    assert not opens_with(path, PIN)


def test_the_fifth_wrong_pin_ends_quick_unlock_and_the_next_full_unlock_drops_it(
    logbook: Logbook, path: Path, clock: StandingClock, store: KeptHere
) -> None:
    set_quick_unlock(logbook, store)
    logbook.close()

    for count in range(1, MOST_WRONG):
        with pytest.raises(WrongPassphraseError):
            quick_unlock_job(path, "314159", store, clock).run()
        assert store.wrong == count
    with pytest.raises(QuickUnlockDroppedError):
        quick_unlock_job(path, "314159", store, clock).run()

    assert store.items == {}
    with pytest.raises(QuickUnlockError):
        quick_unlock_job(path, PIN, store, clock)
    again = reopened(path, unlock_job(path, PASSPHRASE).run(), clock)
    again.unlocking.look_after(store)
    assert acts(again)[-1] == "quick-unlock.dropped"
    assert [line.kind for line in again.unlocking.ways()] == [WayKind.PASSPHRASE]
    again.close()


def test_the_right_pin_sets_the_count_back(
    logbook: Logbook, path: Path, clock: StandingClock, store: KeptHere
) -> None:
    set_quick_unlock(logbook, store)
    logbook.close()
    for _ in range(MOST_WRONG - 1):
        with pytest.raises(WrongPassphraseError):
            quick_unlock_job(path, "314159", store, clock).run()
    quick_unlock_job(path, PIN, store, clock).run()
    assert store.wrong == 0


def test_a_try_is_counted_before_it_is_made(
    logbook: Logbook, path: Path, clock: StandingClock, store: KeptHere
) -> None:
    set_quick_unlock(logbook, store)
    logbook.close()
    job = quick_unlock_job(path, PIN, store, clock)
    store.deaf = True
    # A store that cannot count gives no try, not even with the right PIN.
    with pytest.raises(SecretStoreError):
        job.run()
    store.deaf = False
    store.forgetful = True
    with pytest.raises(SecretStoreError):
        job.run()
    store.forgetful = False
    store.items = {
        name: item.replace('"wrong": 0', '"wrong": 5') for name, item in store.items.items()
    }
    with pytest.raises(QuickUnlockError):
        quick_unlock_job(path, PIN, store, clock)


def test_what_is_no_wrong_pin_uses_up_no_try(
    logbook: Logbook, path: Path, clock: StandingClock, store: KeptHere
) -> None:
    set_quick_unlock(logbook, store)
    logbook.close()
    job = quick_unlock_job(path, PIN, store, clock)
    tampered = tuple(replace(copy, epoch=99) for copy in job.job.copies)
    with pytest.raises(KeyFileDamagedError):
        replace(job, job=replace(job.job, copies=tampered)).run()
    assert store.wrong == 0


def test_a_last_day_that_cannot_be_read_is_over(
    logbook: Logbook, path: Path, clock: StandingClock, store: KeptHere
) -> None:
    set_quick_unlock(logbook, store)
    opened = logbook._opened
    holder = opened.keys.key_file.people[0]
    slots = tuple(replace(one, expires="soon") if one.host else one for one in holder.slots)
    people = (replace(holder, slots=slots),)
    changed = replace(opened.keys.key_file, people=people)
    opened.write_keys(sealed(changed, opened.keys.unlocked.root_key))
    assert logbook.unlocking.ways()[1].expires is None
    with pytest.raises(QuickUnlockExpiredError):
        quick_unlock_job(path, PIN, store, clock)


def test_quick_unlock_ends_after_thirty_days_without_the_passphrase(
    logbook: Logbook, path: Path, clock: StandingClock, store: KeptHere
) -> None:
    set_quick_unlock(logbook, store)
    logbook.close()

    clock.advance(days=30)
    quick_unlock_job(path, PIN, store, clock).run()
    clock.advance(days=1)
    with pytest.raises(QuickUnlockExpiredError):
        quick_unlock_job(path, PIN, store, clock)

    # The passphrase moves the last day on, and the PIN opens again.
    reopened(path, unlock_job(path, PASSPHRASE).run(), clock).close()
    quick_unlock_job(path, PIN, store, clock).run()


def test_an_unlock_with_the_pin_does_not_move_its_last_day_on(
    logbook: Logbook, path: Path, clock: StandingClock, store: KeptHere
) -> None:
    set_quick_unlock(logbook, store)
    logbook.close()
    clock.advance(days=20)
    again = reopened(path, quick_unlock_job(path, PIN, store, clock).run(), clock)
    assert again.unlocking.ways()[1].expires == date(2026, 12, 20)
    again.close()


def test_an_ended_quick_unlock_of_another_computer_is_dropped_at_the_next_full_unlock(
    logbook: Logbook, path: Path, clock: StandingClock
) -> None:
    opened = logbook._opened
    unlocked = opened.keys.unlocked
    for host, day in ((b"\1" * 16, date(2026, 11, 1)), (b"\2" * 16, date(2026, 12, 1))):
        slot = new_device_slot(
            opened.vault.id,
            unlocked.person_id,
            unlocked.keys,
            Pin(PIN, bytes(32)),
            host=host,
            expires=day,
        )
        opened.write_keys(with_slot(opened.keys.key_file, unlocked, slot))
    logbook.close()

    again = reopened(path, unlock_job(path, PASSPHRASE).run(), clock)
    left = [line for line in again.unlocking.ways() if line.kind is WayKind.DEVICE]
    assert [(line.is_here, line.expires) for line in left] == [(False, date(2026, 12, 1))]
    assert acts(again)[-1] == "quick-unlock.dropped"
    again.close()


def test_quick_unlock_is_refused_where_a_colleague_has_it_on_the_same_account(
    logbook: Logbook, store: KeptHere
) -> None:
    opened = logbook._opened
    key_file, unlocked = opened.keys.key_file, opened.keys.unlocked
    slot = new_device_slot(
        key_file.vault,
        "22222222-2222-4222-8222-222222222222",
        make_person_keys(),
        Pin(PIN, bytes(32)),
        host=this_account(key_file.vault),
        expires=date(2026, 12, 1),
    )
    colleague = replace(
        key_file.people[0], id="22222222-2222-4222-8222-222222222222", slots=(slot,)
    )
    both = replace(key_file, people=(*key_file.people, colleague))
    opened.write_keys(sealed(both, unlocked.root_key))

    with pytest.raises(QuickUnlockRefusedError):
        logbook.unlocking.quick_unlock_job(PASSPHRASE, PIN, store)
    with pytest.raises(QuickUnlockRefusedError):
        logbook.unlocking.add_quick_unlock(slot)
    assert store.items == {}


def test_quick_unlock_is_not_set_with_a_plain_pin_or_a_store_that_keeps_nothing(
    logbook: Logbook, store: KeptHere
) -> None:
    with pytest.raises(UnusablePinError):
        logbook.unlocking.quick_unlock_job(PASSPHRASE, "123456", store)
    for failing in ("deaf", "forgetful"):
        setattr(store, failing, True)
        with pytest.raises(SecretStoreError):
            logbook.unlocking.quick_unlock_job(PASSPHRASE, PIN, store).run()
        setattr(store, failing, False)
    assert [line.kind for line in logbook.unlocking.ways()] == [WayKind.PASSPHRASE]


def test_quick_unlock_that_was_dropped_leaves_nothing_behind(
    logbook: Logbook, path: Path, clock: StandingClock, store: KeptHere
) -> None:
    set_quick_unlock(logbook, store)
    kept = json.loads(next(iter(store.items.values())))
    line = logbook.unlocking.ways()[1]

    receipt = logbook.unlocking.drop_quick_unlock(line.id, store)

    assert receipt is not None
    assert acts(logbook)[receipt.seq] == "quick-unlock.dropped"
    assert store.items == {}
    assert logbook.unlocking.drop_quick_unlock(line.id, store) is None
    assert logbook.unlocking.drop_token(line.id) is None
    assert not opens_with(path, Pin(PIN, bytes.fromhex(kept["secret"])))
    with pytest.raises(QuickUnlockError):
        quick_unlock_job(path, PIN, store, clock)


def test_a_secret_that_was_tampered_with_is_as_good_as_gone(
    logbook: Logbook, path: Path, clock: StandingClock, store: KeptHere
) -> None:
    set_quick_unlock(logbook, store)
    (name,) = store.items
    assert name == name_of(logbook._opened.vault.id, str(logbook.practitioner.id))
    logbook.close()
    for item in (
        "",
        "{}",
        "[]",
        "null",
        '{"secret": "00", "wrong": 0}',
        '{"secret": 1, "wrong": 0}',
    ):
        store.items[name] = item
        with pytest.raises(QuickUnlockError):
            quick_unlock_job(path, PIN, store, clock)


def test_a_crash_between_key_file_and_entry_leaves_a_logbook_that_opens(
    logbook: Logbook, path: Path, clock: StandingClock
) -> None:
    slot = logbook.unlocking.passphrase_job(PASSPHRASE, NEW, cost=SMALLEST).run()
    opened = logbook._opened
    changed = with_slot(opened.keys.key_file, opened.keys.unlocked, slot)
    before = acts(logbook)
    # The power fails here: the key file is durable, the entry is not written, nothing is closed.
    write_key_file(opened.folder, changed)
    opened.vault.close()
    opened.lock.release()

    assert not opens_with(path, PASSPHRASE)
    again = reopened(path, unlock_job(path, NEW).run(), clock)
    assert acts(again) == [*before, "logbook.unlocking-failed", "logbook.unlocked"]
    again.close()


def test_where_the_entry_cannot_be_written_the_key_file_goes_back(
    logbook: Logbook, path: Path
) -> None:
    slot = logbook.unlocking.passphrase_job(PASSPHRASE, NEW, cost=SMALLEST).run()
    epoch = logbook._opened.keys.key_file.epoch
    logbook._opened.vault.turn_read_only()

    with pytest.raises(OpenForReadingOnlyError):
        logbook.unlocking.change_passphrase(slot)

    assert opens_with(path, PASSPHRASE)
    assert not opens_with(path, NEW)
    assert candidates(logbook._opened.folder)[0].epoch == epoch + 2


def test_a_logbook_that_is_only_read_keeps_its_ways(
    logbook: Logbook, path: Path, clock: StandingClock
) -> None:
    slot = logbook.unlocking.passphrase_job(PASSPHRASE, NEW, cost=SMALLEST).run()
    logbook.close()
    again = Logbook.open(path, unlock_job(path, PASSPHRASE).run(), clock, read_only=True)
    with pytest.raises(OpenForReadingOnlyError):
        again.unlocking.change_passphrase(slot)
    again.unlocking.look_after()
    again.close()
    assert opens_with(path, PASSPHRASE)


def test_jobs_do_not_show_their_secrets(logbook: Logbook, store: KeptHere) -> None:
    shown = repr(logbook.unlocking.passphrase_job(PASSPHRASE, NEW))
    shown += repr(logbook.unlocking.quick_unlock_job(PASSPHRASE, PIN, store))
    assert not [secret for secret in (PASSPHRASE, NEW, PIN) if secret in shown]


@pytest.mark.skipif(library() is None, reason="not on this machine: softhsm2")
def test_a_token_opens_until_it_is_dropped(
    logbook: Logbook, path: Path, clock: StandingClock, tmp_path: Path
) -> None:
    with soft_tokens(tmp_path, "practitioner") as (token,):
        added = logbook.unlocking.add_token(logbook.unlocking.token_job(PASSPHRASE, token).run())
        assert acts(logbook)[added.seq] == "token.added"
        logbook.close()

        with pytest.raises(WrongTokenPinError):
            unlock_job(path, replace(token, pin="000000")).run()
        again = reopened(path, unlock_job(path, token).run(), clock)
        line = again.unlocking.ways()[1]
        assert (line.kind, line.is_here, line.expires) == (WayKind.TOKEN, True, None)
        dropped = again.unlocking.drop_token(line.id)
        assert dropped is not None
        assert acts(again)[dropped.seq] == "token.dropped"
        again.close()
        with pytest.raises(WrongPassphraseError):
            unlock_job(path, token).run()
