# SPDX-License-Identifier: Apache-2.0
"""A recovery code as it is printed and typed: 256 bits in Crockford's Base32.

52 characters in 13 groups of four, and a check group: 20 bits of a SHA-256. The alphabet
(crockford.com/base32) has no I, L, O or U, so what looks alike is read as what was meant; case,
spaces and hyphens do not matter. With 20 bits of check a code with one slip is found in a million,
and trying every slip of one character tells in which group it is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from logbook.store.derivation import wipe
from logbook.store.errors import CodeMistypedError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 14
GROUP_LENGTH = 4

_BYTES = 32
_DATA_LENGTH = (GROUPS - 1) * GROUP_LENGTH
_LENGTH = GROUPS * GROUP_LENGTH
_SPARE_BITS = _DATA_LENGTH * 5 - _BYTES * 8
_ALIKE = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212_.,]+")


def code_text(secret: bytes | bytearray) -> str:
    """Write 32 bytes as a recovery code: 14 groups of four, with spaces between."""
    number = int.from_bytes(secret, "big") << _SPARE_BITS
    symbols = _symbols(number, _DATA_LENGTH)
    symbols += _check(symbols)
    return " ".join(_groups_of(symbols))


def read_code(typed: str) -> bytearray:
    """Read a recovery code as somebody typed it; who asks must wipe the 32 bytes.

    Raises:
        CodeMistypedError: It is none; `group` says where, if that can be found out.
    """
    symbols = _tidied(typed)
    secret = _secret_of(symbols)
    if secret is None:
        raise CodeMistypedError(_only({place // GROUP_LENGTH + 1 for place in _slips(symbols)}))
    return secret


def _tidied(typed: str) -> str:
    """Give the 56 symbols meant, or say which group cannot be right."""
    parts = [part for part in _BETWEEN.split(typed.upper().translate(_ALIKE)) if part]
    symbols = "".join(parts)
    as_printed = len(parts) == GROUPS
    strange = [place for place, symbol in enumerate(symbols) if symbol not in ALPHABET]
    if as_printed:
        wrong = {
            number
            for number, part in enumerate(parts, 1)
            if len(part) != GROUP_LENGTH or not set(part) <= set(ALPHABET)
        }
    else:
        wrong = {place // GROUP_LENGTH + 1 for place in strange if len(symbols) == _LENGTH}
    if wrong or strange or len(symbols) != _LENGTH:
        raise CodeMistypedError(min(wrong, default=None))
    return symbols


def _secret_of(symbols: str) -> bytearray | None:
    data, check = symbols[:_DATA_LENGTH], symbols[_DATA_LENGTH:]
    number = 0
    for symbol in data:
        number = number << 5 | ALPHABET.index(symbol)
    if number % (1 << _SPARE_BITS) or check != _check(data):
        return None
    secret = bytearray(_BYTES)
    secret[:] = (number >> _SPARE_BITS).to_bytes(_BYTES, "big")
    return secret


def _slips(symbols: str) -> Iterator[int]:
    """Tell where one other character, or two that changed places, would make the code right."""
    for place, symbol in enumerate(symbols):
        for other in ALPHABET:
            if other != symbol and _is_right(symbols[:place] + other + symbols[place + 1 :]):
                yield place
        turned = symbols[:place] + symbols[place : place + 2][::-1] + symbols[place + 2 :]
        if turned != symbols and _is_right(turned):
            yield place


def _is_right(symbols: str) -> bool:
    secret = _secret_of(symbols)
    if secret is None:
        return False
    wipe(secret)
    return True


def _check(data: str) -> str:
    """Give the check group of 52 symbols."""
    digest = hashlib.sha256(b"logbook/recovery-code/v1\0" + data.encode("ascii")).digest()
    return _symbols(int.from_bytes(digest[:3], "big") >> 4, GROUP_LENGTH)


def _symbols(number: int, length: int) -> str:
    return "".join(ALPHABET[number >> 5 * (length - 1 - i) & 31] for i in range(length))


def _groups_of(symbols: str) -> list[str]:
    return [symbols[i : i + GROUP_LENGTH] for i in range(0, len(symbols), GROUP_LENGTH)]


def _only(groups: set[int]) -> int | None:
    """Give the group if there is one; of two that changed places the first is looked at."""
    return groups.pop() if len(groups) == 1 else None
