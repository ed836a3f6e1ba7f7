# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from logbook.store.boxes import put_away
from logbook.store.derivation import SMALLEST
from logbook.store.errors import (
    KeyFileDamagedError,
    NotAllowedError,
    NotEnoughMemoryError,
    UnusablePassphraseError,
    WrongPassphraseError,
)
from logbook.store.key_file import HighWaterMark, KeyFile, KeyHolder, Slot, parsed, to_bytes
from logbook.store.keyring import (
    PRACTICE,
    NewPerson,
    Unlocked,
    change_passphrase,
    database_key,
    new_key_file,
    practice_key,
    unlock,
    unlock_best,
    with_high_water_mark,
)
from logbook.store.person_keys import (
    PersonKeys,
    make_person_keys,
    make_practice_key,
    public_point,
    trust_in,
)
from logbook.store.seal import sealed
from logbook.store.sqlite_errors import family_of
from tests.store.practice import FIRST, SECOND

PASSPHRASE = "correct horse battery staple"
GOLDEN = Path(__file__).parent.parent / "golden" / "key_file.json"

Opened = tuple[KeyFile, Unlocked]


def with_slot(key_file: KeyFile, slot: Slot) -> KeyFile:
    return with_holder(key_file, replace(key_file.people[0], slots=(slot,)))


def with_holder(key_file: KeyFile, holder: KeyHolder) -> KeyFile:
    return replace(key_file, people=(holder,))


def test_passphrase_opens_the_keys_that_were_put_in(
    opened: Opened, person_keys: PersonKeys
) -> None:
    key_file, made = opened
    found = unlock(key_file, PASSPHRASE)
    assert found.root_key == made.root_key
    assert found.keys.to_bytes() == person_keys.to_bytes()
    assert (found.person_id, found.role) == (FIRST, "administrator")
    assert found.certificate == b"certificate of the person"
    assert found.practice_certificate == b"certificate of the practice"
    assert database_key(found) == database_key(made)
    assert len(database_key(found)) == 32
    assert database_key(found) != found.root_key


def test_new_key_file_opens_at_the_cost_it_was_made_with(opened_at_the_floor: Opened) -> None:
    key_file, made = opened_at_the_floor
    slot = key_file.people[0].slots[0]
    assert (slot.m, slot.t, slot.p) == (65_536, 3, 4)
    assert unlock(key_file, PASSPHRASE).root_key == made.root_key


@pytest.mark.parametrize("wrong", ["", "Correct horse battery staple", "half \ud800"])
def test_wrong_passphrase_opens_nothing(opened: Opened, wrong: str) -> None:
    with pytest.raises(WrongPassphraseError):
        unlock(opened[0], wrong)


def test_passphrase_of_another_person_opens_nothing(opened: Opened) -> None:
    with pytest.raises(WrongPassphraseError):
        unlock(opened[0], PASSPHRASE, person_id=SECOND)


def test_tampered_slot_tells_no_more_than_a_wrong_passphrase(opened: Opened) -> None:
    key_file, _ = opened
    slot = key_file.people[0].slots[0]
    tampered = [
        with_slot(key_file, replace(slot, t=slot.t + 1)),
        with_slot(key_file, replace(slot, m=slot.m // 2)),
        with_slot(key_file, replace(slot, id="0" * 16)),
        with_slot(key_file, replace(slot, ct=bytes(112))),
        with_slot(key_file, replace(slot, nonce=bytes(12))),
        with_holder(key_file, replace(key_file.people[0], id=SECOND)),
        replace(key_file, vault="00" * 16),
    ]
    for changed in tampered:
        with pytest.raises(WrongPassphraseError):
            unlock(changed, PASSPHRASE)


def test_tampered_cost_is_refused_before_memory_is_taken(opened: Opened) -> None:
    key_file, _ = opened
    greedy = with_slot(key_file, replace(key_file.people[0].slots[0], m=2**40))
    with pytest.raises(KeyFileDamagedError):
        unlock(greedy, PASSPHRASE)


def test_anything_else_tampered_with_is_found_by_the_seal(opened: Opened) -> None:
    key_file, _ = opened
    holder = key_file.people[0]
    tampered = [
        replace(key_file, epoch=key_file.epoch + 1),
        replace(key_file, practice_certificate_box=b"another"),
        replace(key_file, hwm=HighWaterMark(origin="o", size=1, root=bytes(32))),
        replace(key_file, mac=bytes(32)),
        with_holder(key_file, replace(holder, role="reader")),
        with_holder(key_file, replace(holder, nickname="BA")),
        with_holder(key_file, replace(holder, certificate_box=b"another")),
        with_holder(key_file, replace(holder, ed25519=bytes(32))),
        with_holder(key_file, replace(holder, root_box=bytes(80))),
        with_holder(key_file, replace(holder, root_box=b"")),
        replace(key_file, people=(holder, replace(holder, id=SECOND, slots=()))),
        replace(key_file, root_epoch=2),
    ]
    for changed in tampered:
        with pytest.raises(KeyFileDamagedError):
            unlock(changed, PASSPHRASE)


def test_copy_that_is_not_genuine_gives_way_to_the_other(opened: Opened) -> None:
    key_file, made = opened
    forged = replace(key_file, epoch=99)
    found, unlocked = unlock_best((forged, key_file), PASSPHRASE)
    assert found == key_file
    assert unlocked.root_key == made.root_key
    with pytest.raises(KeyFileDamagedError):
        unlock_best((forged, forged), PASSPHRASE)


def test_changed_passphrase_opens_and_the_old_one_does_not(opened: Opened) -> None:
    key_file, made = opened
    changed = change_passphrase(key_file, made, passphrase="a new one", cost=SMALLEST)
    assert changed.epoch == key_file.epoch + 1
    assert unlock(changed, "a new one").root_key == made.root_key
    with pytest.raises(WrongPassphraseError):
        unlock(changed, PASSPHRASE)


def test_composed_and_decomposed_passphrases_are_one(opened: Opened) -> None:
    key_file, made = opened
    changed = change_passphrase(key_file, made, passphrase="caf\u00e9 \ufb01sh", cost=SMALLEST)
    assert unlock(changed, "cafe\u0301 fish").root_key == made.root_key


def test_passphrase_that_is_none_is_refused(opened: Opened) -> None:
    with pytest.raises(UnusablePassphraseError):
        change_passphrase(opened[0], opened[1], passphrase="", cost=SMALLEST)


def test_slots_never_share_salt_or_nonce(opened: Opened) -> None:
    key_file, made = opened
    slots = [key_file.people[0].slots[0]]
    changed = change_passphrase(key_file, made, passphrase=PASSPHRASE, cost=SMALLEST)
    slots.append(changed.people[0].slots[0])
    assert len({slot.salt for slot in slots}) == len({slot.nonce for slot in slots}) == 2


def test_high_water_mark_is_sealed_with_the_rest(opened: Opened) -> None:
    key_file, made = opened
    marked = with_high_water_mark(key_file, made, origin="log/1", size=7, root=bytes(32))
    assert unlock(marked, PASSPHRASE).root_key == made.root_key
    assert marked.hwm == HighWaterMark(origin="log/1", size=7, root=bytes(32))
    lowered = replace(marked, hwm=replace(marked.hwm, size=6))
    with pytest.raises(KeyFileDamagedError):
        unlock(lowered, PASSPHRASE)


def test_administrator_has_the_key_of_the_practice_and_others_do_not() -> None:
    made_key = make_practice_key()

    def key_file_for(role: str) -> Opened:
        return new_key_file(
            vault="ab" * 16,
            person=NewPerson(
                id=FIRST,
                role=role,
                nickname="",
                keys=make_person_keys(trust_in(public_point(made_key))),
                certificate=b"",
            ),
            passphrase=PASSPHRASE,
            cost=SMALLEST,
            practice_key=made_key,
            practice_certificate=b"",
        )

    key = practice_key(*key_file_for("administrator"))
    made_key.public_key().verify(key.sign(b"x", ec.ECDSA(SHA256())), b"x", ec.ECDSA(SHA256()))
    with pytest.raises(NotAllowedError):
        practice_key(*key_file_for("practitioner"))


def test_wiped_root_key_is_zeros(opened: Opened) -> None:
    found = unlock(opened[0], PASSPHRASE)
    found.wipe()
    assert found.root_key == bytes(32)


def test_what_was_unlocked_does_not_show_its_secrets(opened: Opened) -> None:
    shown = repr(opened[1]) + repr(opened[1].keys)
    assert "bytearray" not in shown
    assert bytes(opened[1].root_key).hex() not in shown


def test_key_file_of_an_earlier_release_still_opens() -> None:
    key_file = parsed(GOLDEN.read_bytes())
    assert key_file is not None
    unlocked = unlock(key_file, "golden passphrase caf\u00e9")
    # Frozen on 22 November 2026: the database key of a logbook must never come out otherwise.
    assert database_key(unlocked).hex() == (
        "01a95ddd60b4370e2443623064c8b8c785775e4e5f27ec0991df127d61371cbe"
    )
    assert to_bytes(key_file) == GOLDEN.read_bytes()


@given(
    st.builds(
        KeyHolder,
        id=st.uuids().map(str),
        role=st.sampled_from(("administrator", "practitioner")),
        nickname=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200),
        x25519=st.binary(min_size=32, max_size=32),
        ed25519=st.binary(min_size=32, max_size=32),
        certificate_box=st.binary(),
        root_box=st.binary(max_size=80),
    )
)
def test_key_file_comes_back_as_it_was_written(holder: KeyHolder) -> None:
    key_file = KeyFile(
        v=1,
        vault="00" * 16,
        epoch=1,
        root_epoch=1,
        practice_certificate_box=b"",
        practice_fingerprint=bytes(32),
        practice_public=bytes(65),
        root_vouch=b"",
        people=(holder,),
        hwm=HighWaterMark(),
        mac=bytes(32),
    )
    assert parsed(to_bytes(key_file)) == key_file


def test_certificate_that_is_not_the_one_the_practice_vouches_by_is_refused(opened: Opened) -> None:
    """Whoever opens the logbook can close another in its box, and seal that."""
    key_file, unlocked = opened
    other = put_away(b"another", unlocked.root_key, key_file.vault, PRACTICE)
    swapped = sealed(replace(key_file, practice_certificate_box=other), unlocked.root_key)
    with pytest.raises(KeyFileDamagedError):
        unlock(swapped, PASSPHRASE)


def test_statement_that_had_no_memory_is_told_apart() -> None:
    assert isinstance(family_of(MemoryError()), NotEnoughMemoryError)
