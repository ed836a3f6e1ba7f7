# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from hashlib import sha256

import pytest

from logbook.journal.commitment import SALT_BYTES, commitment

SALT = bytes(range(SALT_BYTES))


def test_commitment_is_the_hash_of_prefix_salt_and_payload() -> None:
    assert commitment(SALT, b"{}") == sha256(b"logbook/payload/v1\x00" + SALT + b"{}").digest()


def test_commitment_of_a_known_payload_stays_what_it_is() -> None:
    known = "935373f89a6e68ded442b1498f3d558e2cb311fbdd6f4b7afdbad245671dee9a"
    assert commitment(SALT, b'{"kind":"consent","schema":1}').hex() == known


def test_commitment_differs_with_salt_and_with_payload() -> None:
    assert len({commitment(SALT, b"a"), commitment(SALT, b"b"), commitment(SALT[::-1], b"a")}) == 3


@pytest.mark.parametrize("length", [0, 31, 33])
def test_salt_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(bytes(length), b"{}")
