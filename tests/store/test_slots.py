# SPDX-License-Identifier: Apache-2.0
"""Every way to open a logbook, and every way in which a slot can be tampered with."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from shamir_mnemonic import generate_mnemonics

from logbook.domain.ways import WayKind
from logbook.store.derivation import SMALLEST
from logbook.store.errors import (
    CardsMistypedError,
    CodeMistypedError,
    KeyFileDamagedError,
    LastWayError,
    TooManyWaysError,
    UnusablePinError,
    WrongPassphraseError,
)
from logbook.store.key_file import MOST_SLOTS, KeyFile, Slot, parsed, to_bytes
from logbook.store.keyring import (
    Unlocked,
    slots_of,
    unlock,
    unlock_best,
    with_expiry,
    with_slot,
    without_slot,
)
from logbook.store.person_keys import PersonKeys
from logbook.store.seal import sealed, with_holder
from logbook.store.slots import (
    new_device_slot,
    new_passphrase_slot,
    new_recovery_slot,
    new_will_slot,
)
from logbook.store.ways import Cards, Passphrase, Pin, RecoveryCode, Token, Way

PASSPHRASE = "correct horse battery staple"
VAULT_ID = "9f" * 16
PERSON = "11111111-1111-4111-8111-111111111111"
SECRET = bytes(range(100, 132))
HOST = bytes(range(16))
LAST_DAY = date(2026, 12, 21)

Opened = tuple[KeyFile, Unlocked]
MadeSlot = tuple[Slot, Way]


@pytest.fixture(scope="module")
def recovery(person_keys: PersonKeys) -> MadeSlot:
    slot, code = new_recovery_slot(VAULT_ID, PERSON, person_keys)
    return slot, RecoveryCode(code)


@pytest.fixture(scope="module")
def device(person_keys: PersonKeys) -> MadeSlot:
    pin = Pin("271828", SECRET)
    slot = new_device_slot(VAULT_ID, PERSON, person_keys, pin, host=HOST, expires=LAST_DAY)
    return slot, pin


@pytest.fixture(scope="module")
def will(person_keys: PersonKeys) -> MadeSlot:
    slot = new_will_slot(VAULT_ID, PERSON, person_keys, SECRET)
    cards = generate_mnemonics(1, [(2, 3)], SECRET)[0]
    return slot, Cards((cards[0], cards[2]))


@pytest.fixture(params=["recovery", "device", "will"])
def made(request: pytest.FixtureRequest) -> MadeSlot:
    found: MadeSlot = request.getfixturevalue(request.param)
    return found


def put_in(opened: Opened, slot: Slot) -> KeyFile:
    """Put a slot into the file and seal it, as only somebody with the root key could."""
    key_file, unlocked = opened
    holder = replace(key_file.people[0], slots=(slot,))
    return sealed(with_holder(key_file, holder), unlocked.root_key)


def opens(key_file: KeyFile, way: Way | str) -> bool:
    try:
        unlock(key_file, way)
    except WrongPassphraseError:
        return False
    return True


def test_each_way_opens_the_keys_that_were_put_in(
    opened: Opened, made: MadeSlot, person_keys: PersonKeys
) -> None:
    slot, way = made
    key_file = with_slot(*opened, slot)

    found = unlock(key_file, way)

    assert found.keys.to_bytes() == person_keys.to_bytes()
    assert found.root_key == opened[1].root_key
    assert found.slot == slot
    assert parsed(to_bytes(key_file)) == key_file
    assert opens(key_file, PASSPHRASE)
    assert unlock(key_file, Passphrase(PASSPHRASE), PERSON).slot.type == "argon2id"
    with pytest.raises(WrongPassphraseError):
        unlock(key_file, way, person_id="22222222-2222-4222-8222-222222222222")


def test_a_way_that_is_not_this_logbooks_opens_nothing(
    opened: Opened,
    made: MadeSlot,
    person_keys: PersonKeys,
) -> None:
    slot, _way = made
    _other, code = new_recovery_slot(VAULT_ID, PERSON, person_keys)
    cards = generate_mnemonics(1, [(2, 3)], bytes(32))[0]
    key_file = with_slot(*opened, slot)

    for wrong in (
        RecoveryCode(code),
        Pin("271829", SECRET),
        Pin("271828", bytes(32)),
        Cards((cards[0], cards[1])),
        "271828",
    ):
        with pytest.raises(WrongPassphraseError) as refused:
            unlock_best((key_file, key_file), wrong)
        assert str(refused.value) == "This opens nothing."


@pytest.mark.parametrize(
    "change",
    [
        lambda slot: replace(slot, id="0" * 16),
        lambda slot: replace(slot, nonce=bytes(12)),
        lambda slot: replace(slot, ct=bytes(112)),
        lambda slot: replace(slot, ct=slot.ct[:-1]),
        lambda slot: replace(slot, ct=b""),
        lambda slot: replace(slot, salt=bytes(16)),
        lambda slot: replace(slot, m=slot.m + 64),
        lambda slot: replace(slot, t=slot.t + 1),
        lambda slot: replace(slot, p=slot.p + 1),
        lambda slot: replace(slot, host=bytes(16)),
        lambda slot: replace(slot, point=bytes(65)),
        lambda slot: replace(slot, token=bytes(16)),
        lambda slot: replace(slot, type="argon2id"),
        lambda slot: replace(slot, type="of a newer program"),
    ],
)
def test_a_slot_of_which_any_part_was_changed_opens_nothing(
    opened: Opened, made: MadeSlot, change: Callable[[Slot], Slot]
) -> None:
    slot, way = made
    changed = change(slot)
    assert changed != slot
    assert opens(put_in(opened, slot), way)

    try:
        # A passphrase slot without its cost is refused as damaged, the others as not opening.
        unlock(put_in(opened, changed), way)
    except (WrongPassphraseError, KeyFileDamagedError):
        return
    pytest.fail("it opened")


def test_a_slot_that_was_added_without_the_root_key_is_found_by_the_seal(
    opened: Opened, made: MadeSlot
) -> None:
    slot, way = made
    holder = opened[0].people[0]
    forged = with_holder(opened[0], replace(holder, slots=(*holder.slots, slot)))
    with pytest.raises(KeyFileDamagedError):
        unlock(forged, way)


def test_the_last_day_of_a_quick_unlock_moves_on_without_its_pin_and_only_with_the_root_key(
    opened: Opened, device: MadeSlot
) -> None:
    slot, way = device
    later = with_expiry(with_slot(*opened, slot), opened[1], slot.id, date(2027, 1, 5))
    assert unlock(later, way).slot.expires == "2027-01-05"

    holder = later.people[0]
    slots = tuple(replace(one, expires="2099-01-01") if one.host else one for one in holder.slots)
    with pytest.raises(KeyFileDamagedError):
        unlock(with_holder(later, replace(holder, slots=slots)), way)


def test_slots_of_two_logbooks_and_two_people_are_not_exchanged(
    opened: Opened, made: MadeSlot
) -> None:
    slot, way = made
    key_file = put_in(opened, slot)
    assert not opens(replace(key_file, vault="00" * 16), way)
    somebody_else = replace(key_file.people[0], id="22222222-2222-4222-8222-222222222222")
    assert not opens(replace(key_file, people=(somebody_else,)), way)


def test_a_new_passphrase_sheet_or_will_takes_the_place_of_the_earlier_one(
    opened: Opened, person_keys: PersonKeys, recovery: MadeSlot, will: MadeSlot
) -> None:
    key_file, unlocked = opened
    for slot, way in (recovery, will):
        first = with_slot(key_file, unlocked, slot)
        second, code = new_recovery_slot(VAULT_ID, PERSON, person_keys)
        if slot.type == WayKind.WILL.value:
            second = new_will_slot(VAULT_ID, PERSON, person_keys, bytes(32))
        replaced = with_slot(first, unlocked, second)
        assert len(slots_of(replaced, PERSON)) == 2
        assert not opens(replaced, way)
        if slot.type == WayKind.RECOVERY.value:
            assert opens(replaced, RecoveryCode(code))


def test_quick_unlock_is_one_for_each_account_and_passphrases_come_first(
    opened: Opened, person_keys: PersonKeys, device: MadeSlot
) -> None:
    key_file, unlocked = opened
    pin = Pin("314159", SECRET)
    elsewhere = new_device_slot(
        VAULT_ID, PERSON, person_keys, pin, host=bytes(16), expires=LAST_DAY
    )
    both = with_slot(with_slot(key_file, unlocked, device[0]), unlocked, elsewhere)
    again = with_slot(both, unlocked, replace(elsewhere, id="1" * 16))
    assert [slot.type for slot in slots_of(again, PERSON)] == ["argon2id", "device", "device"]

    passphrase = new_passphrase_slot(VAULT_ID, PERSON, person_keys, "a new one", SMALLEST)
    changed = with_slot(again, unlocked, passphrase)
    assert slots_of(changed, PERSON)[0] == passphrase
    assert len(slots_of(changed, PERSON)) == 3


def test_a_way_that_was_dropped_opens_no_more_and_a_passphrase_cannot_be_dropped(
    opened: Opened, recovery: MadeSlot
) -> None:
    key_file, unlocked = opened
    slot, way = recovery
    dropped = without_slot(with_slot(key_file, unlocked, slot), unlocked, slot.id)
    assert not opens(dropped, way)
    assert opens(dropped, PASSPHRASE)
    with pytest.raises(LastWayError):
        without_slot(key_file, unlocked, key_file.people[0].slots[0].id)


def test_a_person_has_no_more_ways_than_a_key_file_holds(
    opened: Opened, person_keys: PersonKeys
) -> None:
    key_file, unlocked = opened
    slot, _code = new_recovery_slot(VAULT_ID, PERSON, person_keys)
    for number in range(MOST_SLOTS - 1):
        other = replace(slot, type="token", token=bytes([number] * 16), id=f"{number:016}")
        key_file = with_slot(key_file, unlocked, other)
    with pytest.raises(TooManyWaysError):
        with_slot(key_file, unlocked, slot)


@pytest.mark.parametrize(("people", "slots"), [(65, 1), (1, 17), (64, 16)])
def test_a_key_file_that_would_keep_an_unlock_busy_is_no_key_file(
    opened: Opened, people: int, slots: int
) -> None:
    holder = opened[0].people[0]
    token = replace(holder.slots[0], type="token")
    crowd = tuple(
        replace(holder, id=str(UUID(int=number)), slots=(token,) * slots)
        for number in range(people)
    )
    found = parsed(to_bytes(replace(opened[0], people=crowd)))
    assert (found is None) == (people > 64 or slots > 16)


@pytest.mark.parametrize(
    "pin", ["", "12345", "000000", "123456", "987654", "890123", "aaaaaaa", "1" * 65]
)
def test_a_pin_that_is_the_first_anybody_would_try_is_refused(
    person_keys: PersonKeys, pin: str
) -> None:
    with pytest.raises(UnusablePinError):
        new_device_slot(
            VAULT_ID, PERSON, person_keys, Pin(pin, SECRET), host=HOST, expires=LAST_DAY
        )


def test_a_mistyped_code_is_told_apart_from_one_of_another_logbook(
    opened: Opened, recovery: MadeSlot
) -> None:
    slot, way = recovery
    assert isinstance(way, RecoveryCode)
    groups = way.code.split()
    groups[4] = ("Z" if groups[4][0] != "Z" else "Y") + groups[4][1:]
    with pytest.raises(CodeMistypedError):
        unlock(put_in(opened, slot), RecoveryCode(" ".join(groups)))


def test_any_two_of_three_cards_open_and_one_does_not(opened: Opened, will: MadeSlot) -> None:
    key_file = put_in(opened, will[0])
    cards = generate_mnemonics(1, [(2, 3)], SECRET)[0]
    for pair in ((0, 1), (1, 2), (2, 0)):
        assert opens(key_file, Cards(tuple(cards[number].upper() for number in pair)))
    with pytest.raises(CardsMistypedError) as alone:
        unlock(key_file, Cards((cards[0],)))
    assert alone.value.card is None


def test_a_mistyped_card_is_named_and_cards_of_two_sets_are_refused(
    opened: Opened, will: MadeSlot
) -> None:
    key_file = put_in(opened, will[0])
    first, second = generate_mnemonics(1, [(2, 3)], SECRET)[0][:2]
    other = generate_mnemonics(1, [(2, 3)], SECRET)[0][0]
    words = second.split()
    words[9] = "academic" if words[9] != "academic" else "acid"
    with pytest.raises(CardsMistypedError) as mistyped:
        unlock(key_file, Cards((first, " ".join(words))))
    assert mistyped.value.card == 2
    for cards in ((first, other), (), ("",), (first, "lantern")):
        with pytest.raises(CardsMistypedError):
            unlock(key_file, Cards(cards))


def test_no_way_shows_its_secret() -> None:
    ways = (
        Passphrase("hush-1"),
        RecoveryCode("hush-2"),
        Pin("hush-3", b"hush-4"),
        Token(Path("/lib.so"), "hush-5", "label"),
        Cards(("hush-6",)),
    )
    assert "hush" not in repr(ways) + str(ways)


def test_what_a_kind_does_not_need_is_not_written(opened: Opened, recovery: MadeSlot) -> None:
    body = to_bytes(with_slot(*opened, recovery[0])).split(b"\n")[0]
    passphrase, sheet = json.loads(body)["people"][0]["slots"]
    assert set(passphrase) == {"id", "type", "salt", "m", "t", "p", "nonce", "ct"}
    assert set(sheet) == {"id", "type", "nonce", "ct"}
