# SPDX-License-Identifier: Apache-2.0
"""How the bytes of a backup lie: an ordinary zip, of which there is exactly one for its contents.

Any program that knows zip can take it apart. What reads it here takes only the very bytes that
would be written for what is in it (APPNOTE.TXT 6.3.3, nothing compressed, no ZIP64, every field
without a meaning fixed), so there is no place in which a byte could differ unseen, no second member
of a name, no path in a name, and nothing that grows when it is unpacked.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

RECOVERY_TEXT = "README-RECOVERY.txt"
MANIFEST = "manifest.json"
KEYS = "keys.a.json"
ANCHORS = "anchors.jsonl"
RECORDS = "records.db"

MEMBERS = (RECOVERY_TEXT, MANIFEST, KEYS, ANCHORS, RECORDS)
"""Every member, in their order: what a person needs first comes first."""

LIMITS = {
    RECOVERY_TEXT: 256 * 1024,
    MANIFEST: 4 * 1024 * 1024,
    KEYS: 4 * 1024 * 1024,
    ANCHORS: 64 * 1024 * 1024,
    RECORDS: 4 * 1024**3 - 256 * 1024 * 1024,
}
"""Bytes. Without ZIP64 a zip holds 4 GiB; a million entries take a twelfth of that."""

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")

_VERSION = 20
_MADE_BY = (3 << 8) | _VERSION
"""Unix, so that the rights below count."""
_DATE = 0x21
"""1980-01-01, the first there is: when it was made stands in the manifest."""
_RIGHTS = 0o100600 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member as the zip names it."""

    name: str
    size: int
    crc: int


def header(member: Member) -> bytes:
    """Give what stands before the content of a member."""
    name = member.name.encode("ascii")
    fixed = _LOCAL.pack(
        b"PK\x03\x04",
        _VERSION,
        0,
        0,
        0,
        _DATE,
        member.crc,
        member.size,
        member.size,
        len(name),
        0,
    )
    return fixed + name


def header_length(name: str) -> int:
    """Tell how long the header of a member is, in bytes."""
    return _LOCAL.size + len(name)


def member_in(data: bytes, name: str) -> Member | None:
    """Read a header; None unless it is, to the byte, the one of a member of this name."""
    if len(data) != header_length(name):
        return None
    *_, crc, size, _, _, _ = _LOCAL.unpack_from(data)
    found = Member(name=name, size=size, crc=crc)
    return found if header(found) == data and size <= LIMITS[name] else None


def tail(members: Sequence[Member]) -> bytes:
    """Give what stands behind the last member: the directory and its end."""
    entries, offset = [], 0
    for member in members:
        entries.append(_entry(member, offset))
        offset += header_length(member.name) + member.size
    directory = b"".join(entries)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(members), len(members), len(directory), offset, 0)
    return directory + end


def _entry(member: Member, offset: int) -> bytes:
    name = member.name.encode("ascii")
    fixed = _CENTRAL.pack(
        b"PK\x01\x02",
        _MADE_BY,
        _VERSION,
        0,
        0,
        0,
        _DATE,
        member.crc,
        member.size,
        member.size,
        len(name),
        0,
        0,
        0,
        0,
        _RIGHTS,
        offset,
    )
    return fixed + name
