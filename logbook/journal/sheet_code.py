# SPDX-License-Identifier: Apache-2.0
"""The root of a journal as a day sheet prints it: letters and digits to be typed in again.

52 characters are the root (32 bytes, base32 without its padding, RFC 4648 6), four more a check
over root, number of entries and epoch. So a slip in typing is told from a journal that was changed,
and the epoch needs not be typed at all.
"""

from __future__ import annotations

import re
from base64 import b32decode, b32encode
from binascii import Error as Base32Error
from dataclasses import dataclass
from hashlib import sha256

from logbook.journal.entry import FIRST_EPOCH

ROOT_CHARACTERS = 52
GROUP = 4

_CHECKED = b"logbook/day-sheet/v1\x00"
_LIKELY_MEANT = str.maketrans("018", "OIB")
"""Base32 has no 0, 1 or 8: who types one has misread the letter beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCode:
    """What was typed from paper: the root, and the check, empty where only the root was typed."""

    root: bytes
    check: str

    def epoch(self, size: int, latest: int) -> int | None:
        """Tell in which epoch a sheet of so many entries was printed.

        Args:
            size: How many entries the sheet says.
            latest: The last epoch that is tried.

        Returns:
            The epoch; None if the check fits none, so that something was mistyped.
        """
        return next(
            (
                epoch
                for epoch in range(FIRST_EPOCH, latest + 1)
                if _check(epoch, size, self.root) == self.check
            ),
            None,
        )


def sheet_groups(epoch: int, size: int, root: bytes) -> tuple[str, ...]:
    """Give the 14 groups of four that a day sheet prints; the last one is the check."""
    letters = _letters(root) + _check(epoch, size, root)
    return tuple(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def read_sheet_code(text: str) -> SheetCode:
    """Read what was typed: a root with its check or without, however it is grouped.

    Raises:
        ValueError: it is neither.
    """
    letters = re.sub(r"[\s.-]", "", text).upper().translate(_LIKELY_MEANT)
    root, check = letters[:ROOT_CHARACTERS], letters[ROOT_CHARACTERS:]
    if len(root) != ROOT_CHARACTERS or len(check) not in {0, GROUP}:
        raise ValueError("A root has 52 letters and digits, its check four.")
    try:
        found = SheetCode(root=b32decode(root + "===="), check=check)
    except Base32Error as error:
        raise ValueError("This is not base32.") from error
    # The last character of a root says one bit: the others that are read as it were mistyped.
    if _letters(found.root) != root:
        raise ValueError("No root is written like this.")
    return found


def _letters(root: bytes) -> str:
    return b32encode(root).decode("ascii").rstrip("=")


def _check(epoch: int, size: int, root: bytes) -> str:
    hashed = sha256(_CHECKED + f"{epoch}\n{size}\n".encode() + root).digest()
    return b32encode(hashed[:5]).decode("ascii")[:GROUP]
