# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import hmac
import resource
import subprocess
import sys

import pytest

from logbook.store.derivation import (
    DEFAULT,
    SMALLEST,
    KdfCost,
    check_new_passphrase,
    key_of_passphrase,
    subkey,
    wipe,
)
from logbook.store.errors import KeyFileDamagedError, UnusablePassphraseError

CHEAP = KdfCost(memory_kib=64, passes=1, lanes=1)
SALT = bytes(16)


def test_default_is_256_mib_and_three_passes() -> None:
    assert KdfCost(memory_kib=262_144, passes=3, lanes=4) == DEFAULT
    assert DEFAULT.is_strong_enough()
    assert KdfCost(memory_kib=65_536, passes=3, lanes=4) == SMALLEST


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("caf\u00e9", "cafe\u0301"),
        ("\ufb01sh", "fish"),
        ("\uff41bc", "abc"),
        ("\u212bngstr\u00f6m", "\u00c5ngstro\u0308m"),
    ],
)
def test_forms_of_the_same_passphrase_give_the_same_key(one: str, other: str) -> None:
    assert key_of_passphrase(one, salt=SALT, cost=CHEAP) == key_of_passphrase(
        other, salt=SALT, cost=CHEAP
    )


def test_spaces_and_case_of_a_passphrase_count() -> None:
    keys = {
        bytes(key_of_passphrase(text, salt=SALT, cost=CHEAP))
        for text in ("holly", " holly", "holly ", "Holly", "hol ly")
    }
    assert len(keys) == 5


@pytest.mark.parametrize(
    "cost",
    [
        KdfCost(memory_kib=2**40, passes=3, lanes=4),
        KdfCost(memory_kib=2 * 1024 * 1024 + 1, passes=1, lanes=1),
        KdfCost(memory_kib=65_536, passes=65, lanes=4),
        KdfCost(memory_kib=65_536, passes=3, lanes=17),
        KdfCost(memory_kib=65_536, passes=0, lanes=4),
        KdfCost(memory_kib=65_536, passes=3, lanes=0),
        KdfCost(memory_kib=31, passes=3, lanes=4),
    ],
)
def test_cost_beyond_all_limits_is_refused_before_memory_is_taken(cost: KdfCost) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(KeyFileDamagedError):
        key_of_passphrase("holly", salt=SALT, cost=cost)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10_000


LITTLE_MEMORY = """
import resource
from logbook.store.derivation import DEFAULT, key_of_passphrase
from logbook.store.errors import NotEnoughMemoryError
resource.setrlimit(resource.RLIMIT_AS, (300 * 2**20, 300 * 2**20))
try:
    key_of_passphrase("holly", salt=bytes(16), cost=DEFAULT)
except NotEnoughMemoryError as error:
    print(error.code)
"""


def test_computer_with_too_little_memory_is_told_apart() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LITTLE_MEMORY], capture_output=True, text=True, check=True
    )
    assert done.stdout == "vault.not_enough_memory\n"
    assert done.stderr == ""


@pytest.mark.parametrize("passphrase", ["", "x" * 1025, "half \ud800"])
def test_passphrase_that_cannot_be_kept_is_refused(passphrase: str) -> None:
    with pytest.raises(UnusablePassphraseError):
        check_new_passphrase(passphrase)


def test_purposes_give_different_keys() -> None:
    root = bytearray(range(32))
    keys = {bytes(subkey(root, purpose)) for purpose in ("db/v1", "header-mac/v1", "backup/v1")}
    assert len(keys) == 3
    assert root == bytearray(range(32))


def test_subkey_is_hkdf_of_rfc_5869() -> None:
    # RFC 5869, 2.2 and 2.3, with the standard library.
    extracted = hmac.digest(bytes(32), bytes(range(32)), "sha256")
    assert subkey(bytearray(range(32)), "db/v1") == hmac.digest(extracted, b"db/v1\x01", "sha256")


def test_wiped_secret_is_zeros_in_its_place() -> None:
    secret = bytearray(b"secret")
    wipe(secret)
    assert secret == bytes(6)
