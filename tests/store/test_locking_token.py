# SPDX-License-Identifier: Apache-2.0
"""A token that locks itself after wrong PINs, and what is told then.

SoftHSM2 never locks: a library that counts stands before it, built here with gcc.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pkcs11
import pytest

from logbook.store.errors import TokenLockedError, WrongTokenPinError
from logbook.store.key_file import KeyFile
from logbook.store.keyring import Unlocked, unlock, with_slot
from logbook.store.person_keys import PersonKeys
from logbook.store.slots.hardware import new_token_slot
from logbook.store.ways import Token
from tests.faults.libraries import what_is_missing
from tests.store.soft_token import PIN, library, soft_tokens

pytestmark = [
    pytest.mark.skipif(library() is None, reason="not on this machine: softhsm2"),
    pytest.mark.skipif(bool(what_is_missing()), reason=what_is_missing()),
]

VAULT_ID = "9f" * 16
PERSON = "11111111-1111-4111-8111-111111111111"
CODE = Path(__file__).with_name("locking_token.c")


@pytest.fixture
def token(tmp_path: Path) -> Iterator[Token]:
    built = tmp_path / "locking_token.so"
    flags = ("-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", str(built))
    subprocess.run(["gcc", *flags, str(CODE), "-ldl"], check=True)
    with soft_tokens(tmp_path, "practitioner") as (soft,):
        os.environ["LOGBOOK_TESTS_TOKEN"] = str(soft.library)
        yield Token(built, PIN, soft.label)
        pkcs11.unload(str(built))


def test_token_that_locked_itself_is_told_apart_and_its_right_pin_helps_no_more(
    token: Token, opened: tuple[KeyFile, Unlocked], person_keys: PersonKeys
) -> None:
    key_file = with_slot(*opened, new_token_slot(VAULT_ID, PERSON, person_keys, token))
    assert unlock(key_file, token).keys.to_bytes() == person_keys.to_bytes()
    for _time in range(2):
        with pytest.raises(WrongTokenPinError):
            unlock(key_file, Token(token.library, "000000", token.label))
    for pin in ("000000", PIN):
        with pytest.raises(TokenLockedError):
            unlock(key_file, Token(token.library, pin, token.label))
    with pytest.raises(TokenLockedError):
        new_token_slot(VAULT_ID, PERSON, person_keys, token)
