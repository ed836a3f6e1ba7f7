# SPDX-License-Identifier: Apache-2.0
"""A real PKCS#11 library, and a token in software."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pkcs11 import Attribute, ObjectClass

from logbook.store.errors import (
    TokenUnavailableError,
    WrongPassphraseError,
    WrongTokenPinError,
)
from logbook.store.key_file import KeyFile, Slot
from logbook.store.keyring import Unlocked, unlock, unlock_best, with_slot
from logbook.store.person_keys import PersonKeys
from logbook.store.seal import sealed, with_holder
from logbook.store.slots.hardware import KEY_LABEL, new_token_slot
from logbook.store.ways import Token
from tests.store.soft_token import PIN, library, soft_tokens

pytestmark = pytest.mark.skipif(library() is None, reason="not on this machine: softhsm2")

VAULT_ID = "9f" * 16
PERSON = "11111111-1111-4111-8111-111111111111"

Opened = tuple[KeyFile, Unlocked]


@pytest.fixture(scope="module")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Token, ...]]:
    folder = tmp_path_factory.mktemp("softhsm")
    with soft_tokens(folder, "practitioner", "colleague", "empty") as made:
        yield made


@pytest.fixture(scope="module")
def slot(tokens: tuple[Token, ...], person_keys: PersonKeys) -> Slot:
    return new_token_slot(VAULT_ID, PERSON, person_keys, tokens[0])


def put_in(opened: Opened, slot: Slot) -> KeyFile:
    holder = replace(opened[0].people[0], slots=(slot,))
    return sealed(with_holder(opened[0], holder), opened[1].root_key)


def test_a_token_opens_the_keys_that_were_put_in(
    opened: Opened, slot: Slot, tokens: tuple[Token, ...], person_keys: PersonKeys
) -> None:
    found = unlock(with_slot(*opened, slot), tokens[0])
    assert found.keys.to_bytes() == person_keys.to_bytes()
    assert found.slot.type == "token"


def test_the_key_on_the_token_is_made_once_and_cannot_leave_it(
    opened: Opened, slot: Slot, tokens: tuple[Token, ...], person_keys: PersonKeys
) -> None:
    second = new_token_slot(VAULT_ID, PERSON, person_keys, tokens[0])
    assert second.token == slot.token
    assert second.point != slot.point
    both = with_slot(with_slot(*opened, slot), opened[1], second)
    assert [one.id for one in both.people[0].slots[1:]] == [second.id]

    with (
        pkcs11.lib(str(tokens[0].library))
        .get_token(token_label="practitioner")
        .open(user_pin=PIN) as session
    ):
        keys = list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY}))
        assert [key.label for key in keys] == [KEY_LABEL]
        assert keys[0][Attribute.EXTRACTABLE] is False
        with pytest.raises(pkcs11.PKCS11Error):
            keys[0][Attribute.VALUE]


def test_a_wrong_pin_is_tried_once_and_told_like_a_wrong_passphrase(
    opened: Opened, slot: Slot, tokens: tuple[Token, ...]
) -> None:
    key_file = put_in(opened, slot)
    wrong = Token(tokens[0].library, "000000", tokens[0].label)
    with pytest.raises(WrongTokenPinError) as refused:
        unlock_best((key_file, key_file), wrong)
    assert refused.value.code == WrongPassphraseError.code


def test_another_token_does_not_open(
    opened: Opened, slot: Slot, tokens: tuple[Token, ...], person_keys: PersonKeys
) -> None:
    new_token_slot(VAULT_ID, PERSON, person_keys, tokens[1])
    with pytest.raises(WrongPassphraseError):
        unlock(put_in(opened, slot), tokens[1])


def test_a_token_that_is_not_there_or_holds_no_key_of_ours_is_told_apart(
    opened: Opened, slot: Slot, tokens: tuple[Token, ...], tmp_path: Path
) -> None:
    no_library = tmp_path / "no.so"
    no_library.write_text("not a library", "utf-8")
    for token in (
        tokens[2],
        Token(tokens[0].library, PIN, "another label"),
        Token(no_library, PIN, "practitioner"),
        Token(tmp_path / "missing.so", PIN, "practitioner"),
    ):
        with pytest.raises(TokenUnavailableError):
            unlock(put_in(opened, slot), token)


def test_a_slot_of_which_any_part_was_changed_opens_nothing(
    opened: Opened, slot: Slot, tokens: tuple[Token, ...]
) -> None:
    other = ec.generate_private_key(ec.SECP256R1()).public_key()
    for changed in (
        replace(slot, id="0" * 16),
        replace(slot, nonce=bytes(12)),
        replace(slot, ct=bytes(112)),
        replace(slot, token=bytes(16)),
        replace(slot, host=bytes(16)),
        replace(slot, m=64),
        replace(slot, point=b""),
        replace(slot, point=b"\x04" + bytes(64)),
        replace(slot, point=slot.point[:-1] + bytes([slot.point[-1] ^ 1])),
        replace(slot, point=other.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)),
    ):
        with pytest.raises(WrongPassphraseError):
            unlock(put_in(opened, changed), tokens[0])
