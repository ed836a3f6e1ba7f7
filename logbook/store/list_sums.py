# SPDX-License-Identifier: Apache-2.0
"""Sums that tell two sets of rows of the lists apart, and follow as rows come and go.

Lists are no evidence, but decisions look at them: a page of an older file put back could hide a
line or a moment of a record that the journal still holds, and no audit of the journal would see it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

import msgspec

Cell = str | int | None
LineRow = tuple[Cell, ...]
"""A line as it is stored: the columns of its table in the order of `list_rows.line_rows`."""
MomentRow = tuple[Cell, ...]
"""A service user's identity and the number of an entry."""

_MODULUS = 2**256
_ENCODER = msgspec.msgpack.Encoder()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSums:
    """A sum over all lines and one over all moments: of SHA-256 of each row, modulo 2**256.

    Sums, because a row that comes or goes changes them without the others being read.
    """

    lines: int
    moments: int


def sum_of(rows: Iterable[LineRow | MomentRow]) -> int:
    """Give the sum over rows, whatever their order; one that stands twice counts twice."""
    return sum(map(hash_of, rows)) % _MODULUS


def sum_with(whole: int, *, come: LineRow, gone: LineRow | None = None) -> int:
    """Give the sum after a row came and perhaps another went."""
    return (whole + hash_of(come) - (hash_of(gone) if gone is not None else 0)) % _MODULUS


def hash_of(row: LineRow | MomentRow) -> int:
    """Give the SHA-256 of a row as a number."""
    return int.from_bytes(sha256(_ENCODER.encode(row)).digest(), "big")
