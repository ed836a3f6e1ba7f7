# SPDX-License-Identifier: Apache-2.0
"""What a recovery sheet bears beside its code: enough for a key file when both copies are lost.

Nothing of it is secret without the code: it is a person's keys as their recovery slot wraps them,
the box with the root key, and the box with the key of the practice. Printed as lines of 24 symbols
in Crockford's Base32 and a check group; the check of a line counts its number in, so that lines
that changed places are found too.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from uuid import UUID

from logbook.domain.ways import WayKind
from logbook.store.errors import SheetLineError, SheetMistypedError
from logbook.store.key_file import KeyFile, KeyHolder, Slot
from logbook.store.recovery_code import ALPHABET

LINES = 23
GROUP_LENGTH = 4

_VERSION = 2
_LINE_BYTES = 15
_DATA_LENGTH = 24
_LENGTH = _DATA_LENGTH + GROUP_LENGTH
_WRAPPED = 128
_BOX = 80
_PARTS = (1, 16, 16, 4, 8, 12, _WRAPPED, _BOX, _BOX)
"""Bytes of: version, logbook, person, number of the root key, slot, nonce, keys, two boxes."""

_TO_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)
_FROM_CROCKFORD = str.maketrans(ALPHABET, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_ALIKE = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212_.,:)]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedKeys:
    """What the lines of a sheet say."""

    vault: str
    person: str
    root_epoch: int
    slot: Slot
    root_box: bytes
    practice_box: bytes
    """Empty where the sheet is not an administrator's."""


def printed_keys(key_file: KeyFile, holder: KeyHolder) -> PrintedKeys:
    """Take what the lines of a person's sheet say from the key file."""
    slot = next(one for one in holder.slots if one.type == WayKind.RECOVERY.value)
    return PrintedKeys(
        vault=key_file.vault,
        person=holder.id,
        root_epoch=key_file.root_epoch,
        slot=slot,
        root_box=holder.root_box,
        practice_box=holder.practice_box,
    )


def lines_of(printed: PrintedKeys) -> tuple[str, ...]:
    """Write the lines of a sheet: each of seven groups of four."""
    slot = printed.slot
    parts = (
        bytes([_VERSION]),
        bytes.fromhex(printed.vault),
        UUID(printed.person).bytes,
        printed.root_epoch.to_bytes(_PARTS[3], "big"),
        bytes.fromhex(slot.id),
        slot.nonce,
        slot.ct,
        printed.root_box,
        printed.practice_box or bytes(_BOX),
    )
    assert tuple(map(len, parts)) == _PARTS, "a sheet has room for exactly this"
    data = b"".join(parts).ljust(LINES * _LINE_BYTES, b"\0")
    return tuple(
        _line(number, data[start : start + _LINE_BYTES])
        for number, start in enumerate(range(0, len(data), _LINE_BYTES), 1)
    )


def read_lines(typed: str) -> PrintedKeys:
    """Read the lines of a sheet as somebody typed them, or as its QR code gives them.

    Raises:
        SheetMistypedError: They are not whole; `line` says which is wrong where that can be told.
    """
    data = b"".join(_data(number, line) for number, line in enumerate(_lines(typed), 1))
    found, start = [], 0
    for length in _PARTS:
        found.append(data[start : start + length])
        start += length
    version, vault, person, root_epoch, slot, nonce, ct, root_box, practice_box = found
    if version != bytes([_VERSION]):
        raise SheetMistypedError
    return PrintedKeys(
        vault=vault.hex(),
        person=str(UUID(bytes=person)),
        root_epoch=int.from_bytes(root_epoch, "big"),
        slot=Slot(id=slot.hex(), type=WayKind.RECOVERY.value, nonce=nonce, ct=ct),
        root_box=root_box,
        practice_box=practice_box if any(practice_box) else b"",
    )


def slips_in(typed: str) -> tuple[int, tuple[int, ...]]:
    """Tell how many lines have been typed so far, and the numbers of those that have a slip."""
    rows = [symbols for row in typed.splitlines() if (symbols := _symbols(row))]
    lines = [(number, _without_number(number, row)) for number, row in enumerate(rows, 1)]
    return len(rows), tuple(number for number, line in lines if not _is_right(number, line))


def _lines(typed: str) -> list[str]:
    """Give the lines meant, each of 28 symbols, or say which cannot be right."""
    rows = [symbols for row in typed.splitlines() if (symbols := _symbols(row))]
    if len(rows) == LINES:
        rows = [_without_number(number, row) for number, row in enumerate(rows, 1)]
        for number, row in enumerate(rows, 1):
            if len(row) != _LENGTH:
                raise SheetLineError(number)
        return rows
    symbols = "".join(rows)
    if len(symbols) != LINES * _LENGTH:
        raise SheetMistypedError
    return [symbols[start : start + _LENGTH] for start in range(0, len(symbols), _LENGTH)]


def _without_number(number: int, row: str) -> str:
    """Give a line without the number that is printed before it, should that have been typed too."""
    return row.removeprefix(str(number)) if len(row) == _LENGTH + len(str(number)) else row


def _symbols(row: str) -> str:
    return _BETWEEN.sub("", row.upper().translate(_ALIKE))


def _data(number: int, line: str) -> bytes:
    if not _is_right(number, line):
        raise SheetLineError(number)
    return base64.b32decode(line[:_DATA_LENGTH].translate(_FROM_CROCKFORD))


def _is_right(number: int, line: str) -> bool:
    symbols, check = line[:_DATA_LENGTH], line[_DATA_LENGTH:]
    return len(line) == _LENGTH and set(line) <= set(ALPHABET) and check == _check(number, symbols)


def _line(number: int, data: bytes) -> str:
    symbols = _in_crockford(data)
    symbols += _check(number, symbols)
    groups = (symbols[at : at + GROUP_LENGTH] for at in range(0, _LENGTH, GROUP_LENGTH))
    return " ".join(groups)


def _check(number: int, symbols: str) -> str:
    """Give the check group of a line: the first 20 bits of a SHA-256."""
    said = b"logbook/recovery-sheet/v1\0%d\0%s" % (number, symbols.encode("ascii"))
    return _in_crockford(hashlib.sha256(said).digest()[:5])[:GROUP_LENGTH]


def _in_crockford(data: bytes) -> str:
    return base64.b32encode(data).decode("ascii").translate(_TO_CROCKFORD)
