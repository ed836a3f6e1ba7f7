# SPDX-License-Identifier: Apache-2.0
"""What lies in the key file in a box opens for one logbook, one thing and its reader, or not."""

from __future__ import annotations

import os

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from logbook.store.boxes import about_root_key, box, put_away, taken_out, unboxed
from logbook.store.errors import KeyFileDamagedError
from logbook.store.key_file import KeyFile
from logbook.store.keyring import Unlocked, certificate_of

PERSON = "11111111-1111-4111-8111-111111111111"
VAULT_ID = "9f" * 16
CERTIFICATE = b"certificate of the person"


def test_certificate_comes_back_as_it_was_put_away() -> None:
    root_key = bytearray(os.urandom(32))
    closed = put_away(CERTIFICATE, root_key, VAULT_ID, "p_1")
    assert CERTIFICATE not in closed
    assert taken_out(closed, root_key, VAULT_ID, "p_1") == CERTIFICATE


def test_certificate_opens_for_no_other_logbook_person_or_root_key() -> None:
    root_key = bytearray(os.urandom(32))
    closed = put_away(CERTIFICATE, root_key, VAULT_ID, "p_1")
    for key, vault, whose in (
        (root_key, "00" * 16, "p_1"),
        (root_key, VAULT_ID, "p_2"),
        (bytearray(32), VAULT_ID, "p_1"),
    ):
        with pytest.raises(KeyFileDamagedError):
            taken_out(closed, key, vault, whose)


def test_certificate_of_which_any_bit_turned_over_does_not_open() -> None:
    root_key = bytearray(os.urandom(32))
    closed = put_away(CERTIFICATE, root_key, VAULT_ID, "p_1")
    spoiled = [
        bytes([*closed[:at], closed[at] ^ 1, *closed[at + 1 :]]) for at in range(len(closed))
    ]
    for one in (*spoiled, closed[:-1], closed[:5], b""):
        with pytest.raises(KeyFileDamagedError):
            taken_out(one, root_key, VAULT_ID, "p_1")


def test_box_opens_for_its_reader_and_about_its_thing_only() -> None:
    reader, other = X25519PrivateKey.generate(), X25519PrivateKey.generate()
    about = about_root_key(VAULT_ID, "p_1", 1)
    closed = box(b"secret", reader.public_key(), about)
    assert unboxed(closed, reader, about) == b"secret"
    for sealed, key, what in (
        (closed, other, about),
        (closed, reader, about_root_key(VAULT_ID, "p_1", 2)),
        (closed[:-1], reader, about),
        (b"", reader, about),
    ):
        with pytest.raises(KeyFileDamagedError):
            unboxed(sealed, key, what)


def test_nobody_of_an_unknown_name_has_a_certificate(opened: tuple[KeyFile, Unlocked]) -> None:
    found = certificate_of(*opened, PERSON, 0)
    assert found is not None
    assert found[1] == CERTIFICATE
    assert certificate_of(*opened, "p_2", 0) is None
