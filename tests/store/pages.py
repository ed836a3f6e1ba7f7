# SPDX-License-Identifier: Apache-2.0
"""Every page of a SQLCipher 4 file decrypted by hand, free pages and all: no library in between.

A page has 4,096 bytes, of which the last 80 are its own: 16 of the initialisation vector and 64 of
the HMAC. With a raw key that key itself is the AES key. The first page begins with the salt.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
RESERVE = 80
IV = 16
SALT = 16
SECTOR = 512
JOURNAL_RECORD = PAGE + 8
"""The number of the page, the page, and a sum."""


def contents(path: Path) -> bytes:
    """Read a file in another process: Python must not open a database of its own."""
    return subprocess.run(["cat", str(path)], capture_output=True, check=True).stdout


def in_clear(database: Path, key: bytes) -> bytes:
    """Give everything that stands in the pages of a database."""
    data = contents(database)
    assert len(data) % PAGE == 0
    return b"".join(
        _decrypted(data[start : start + PAGE], key, skip=SALT if start == 0 else 0)
        for start in range(0, len(data), PAGE)
    )


def journal_in_clear(journal: Path, key: bytes) -> bytes:
    """Give everything that stands in the pages of a rollback journal, used or left over."""
    return b"".join(_journal_pages(contents(journal), key)) if journal.exists() else b""


def _journal_pages(data: bytes, key: bytes) -> Iterator[bytes]:
    # Whatever wrote them, headers stand at whole sectors and pages after one, end to end.
    for first in range(0, JOURNAL_RECORD, SECTOR):
        for start in range(SECTOR + first + 4, len(data) - PAGE + 1, JOURNAL_RECORD):
            page = data[start : start + PAGE]
            yield _decrypted(page, key, skip=0)
            yield _decrypted(page, key, skip=SALT)


def _decrypted(page: bytes, key: bytes, *, skip: int) -> bytes:
    vector = page[PAGE - RESERVE : PAGE - RESERVE + IV]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return decryptor.update(page[skip : PAGE - RESERVE]) + decryptor.finalize()
