# SPDX-License-Identifier: Apache-2.0
"""README-RECOVERY.txt followed by hand: from what a person has to the key of the database.

Nothing of the program takes part, only the libraries anybody has.
"""

from __future__ import annotations

import base64
import json
import unicodedata
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from shamir_mnemonic import combine_mnemonics, generate_mnemonics

from logbook.store.key_file import KeyFile, to_bytes
from logbook.store.keyring import Unlocked, database_key, with_slot
from logbook.store.person_keys import PersonKeys
from logbook.store.recovery_text import RECOVERY_TEXT
from logbook.store.slots import new_device_slot, new_recovery_slot, new_will_slot
from logbook.store.ways import Pin
from tests.store.practice import FIRST

PASSPHRASE = "correct horse battery staple"
VAULT_ID = "9f" * 16
SECRET = bytes(range(100, 132))
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

Opened = tuple[KeyFile, Unlocked]
Plain = dict[str, Any]


def hkdf(key: bytes, info: str) -> bytes:
    assert f'"{info}"' in RECOVERY_TEXT
    return HKDF(SHA256(), 32, salt=None, info=info.encode()).derive(key)


def unbase64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def argon2(text: str, slot: Plain) -> bytes:
    secret = unicodedata.normalize("NFKC", text).encode()
    return Argon2id(
        salt=unbase64(slot["salt"]),
        length=32,
        iterations=slot["t"],
        lanes=slot["p"],
        memory_cost=slot["m"],
    ).derive(secret)


def bits_of(code: str) -> bytes:
    assert CROCKFORD in RECOVERY_TEXT
    symbols = code.replace(" ", "")
    number = 0
    for symbol in symbols[:52]:
        number = number * 32 + CROCKFORD.index(symbol)
    check = int.from_bytes(sha256(b"logbook/recovery-code/v1\0" + symbols[:52].encode()).digest())
    assert symbols[52:] == "".join(CROCKFORD[check >> 256 - 5 * n & 31] for n in (1, 2, 3, 4))
    return (number >> 4).to_bytes(32, "big")


def database_key_by_hand(content: bytes, kind: str, kek_of: Callable[[Plain], bytes]) -> bytes:
    body, checksum, _rest = content.split(b"\n")
    assert sha256(body).hexdigest().encode() == checksum
    key_file = json.loads(body)
    person = key_file["people"][0]
    slot = next(one for one in person["slots"] if one["type"] == kind)
    bound = {name: part for name, part in slot.items() if name not in {"ct", "expires"}}
    about = {"person": person["id"], "slot": bound, "v": 1, "vault": key_file["vault"]}
    private = AESGCM(kek_of(slot)).decrypt(
        unbase64(slot["nonce"]), unbase64(slot["ct"]), rfc8785.dumps(about)
    )
    assert len(private) == 112
    info = {
        "box": "root/v1",
        "person": person["id"],
        "root_epoch": key_file["root_epoch"],
        "vault": key_file["vault"],
    }
    root_key = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM).decrypt(
        unbase64(person["root_box"]),
        X25519PrivateKey.from_private_bytes(private[:32]),
        info=rfc8785.dumps(info),
    )
    return hkdf(root_key, "db/v1")


@pytest.mark.parametrize("kind", ["argon2id", "recovery", "device", "will"])
def test_the_recipe_leads_from_each_way_to_the_key_of_the_database(
    opened: Opened, person_keys: PersonKeys, kind: str
) -> None:
    key_file, unlocked = opened
    sheet, code = new_recovery_slot(VAULT_ID, FIRST, person_keys)
    pin = Pin("271828", SECRET)
    day = date(2026, 12, 1)
    slots = (
        sheet,
        new_device_slot(VAULT_ID, FIRST, person_keys, pin, host=bytes(16), expires=day),
        new_will_slot(VAULT_ID, FIRST, person_keys, SECRET),
    )
    for slot in slots:
        key_file = with_slot(key_file, unlocked, slot)
    cards = generate_mnemonics(1, [(2, 3)], SECRET)[0][1:]
    ways: dict[str, Callable[[Plain], bytes]] = {
        "argon2id": lambda slot: hkdf(argon2(PASSPHRASE, slot), "slot-kek/v1"),
        "recovery": lambda _slot: hkdf(bits_of(code), "recovery-kek/v1"),
        "device": lambda slot: hkdf(argon2("271828", slot) + SECRET, "device-kek/v1"),
        "will": lambda _slot: hkdf(combine_mnemonics(cards), "will-kek/v1"),
    }

    found = database_key_by_hand(to_bytes(key_file), kind, ways[kind])

    assert found == database_key(unlocked)
