# SPDX-License-Identifier: Apache-2.0
"""The key file: its parts, its written form, and its two copies beside the database.

Without the key file nothing opens, so it lies there twice and each copy is written fully (flushed,
renamed, folder flushed) before the other is begun. Whatever moment the power fails, one copy is
whole. The copy with the higher epoch counts; `keyring` falls back to the other where it must.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import msgspec

from logbook.domain.practice import Role
from logbook.domain.ways import WayKind
from logbook.journal.checkpoint import epoch_of
from logbook.journal.entry import FIRST_EPOCH
from logbook.journal.written import written
from logbook.store.derivation import KdfCost
from logbook.store.errors import KeyFileDamagedError, KeyFileMissingError, VaultTooNewError
from logbook.store.folder import LogbookFolder, content_of, write_durably

VERSION = 1

_LARGEST = 4 * 1024 * 1024

PASSPHRASE = WayKind.PASSPHRASE.value

MOST_PEOPLE = 64
MOST_SLOTS = 16
MOST_FORMER = 1024
"""A file that holds more was made to keep an unlock busy for hours: it is refused."""

LONGEST_NICKNAME = 200

PersonId = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]
RoleName = Annotated[str, msgspec.Meta(pattern=rf"^({'|'.join(role.value for role in Role)})\Z")]
Key = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Box = Annotated[bytes, msgspec.Meta(max_length=80)]
Signature = Annotated[bytes, msgspec.Meta(max_length=72)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One way to a person's private keys. `type` is a `WayKind`; `ct` the wrapped keys.

    What a kind does not need is left at its default, and then it is not written.
    """

    id: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}\Z")]
    type: Annotated[str, msgspec.Meta(max_length=32)]
    nonce: Annotated[bytes, msgspec.Meta(min_length=12, max_length=12)]
    ct: Annotated[bytes, msgspec.Meta(max_length=4096)]
    salt: Annotated[bytes, msgspec.Meta(max_length=64)] = b""
    m: Count = 0
    """Of Argon2id over a passphrase or PIN: the memory in KiB; `t` the passes, `p` the lanes."""
    t: Count = 0
    p: Count = 0
    host: Annotated[bytes, msgspec.Meta(max_length=32)] = b""
    """Which account of which computer a quick unlock belongs to: a hash, telling nothing else."""
    expires: Annotated[str, msgspec.Meta(max_length=10)] = ""
    """The last day of a quick unlock, ISO 8601. Under the seal of the file, not of the slot:
    each passphrase typed moves it on, when the PIN that could wrap the keys anew is not there."""
    point: Annotated[bytes, msgspec.Meta(max_length=65)] = b""
    """The ephemeral public key that a token multiplies: P-256, uncompressed (SEC 1, 2.3.3)."""
    token: Annotated[bytes, msgspec.Meta(max_length=16)] = b""
    """Which token: the first 16 bytes of the SHA-256 of its public key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHolder:
    """A person who can open the logbook. Their name is not here, only a nickname they chose.

    Certificates bear names too, so they lie here under the root key.
    """

    id: PersonId
    role: RoleName
    nickname: Annotated[str, msgspec.Meta(max_length=LONGEST_NICKNAME)]
    x25519: Key
    ed25519: Key
    certificate_box: bytes
    root_box: Box
    pending_root_box: Box = b""
    practice_box: Box = b""
    slots: Annotated[tuple[Slot, ...], msgspec.Meta(max_length=MOST_SLOTS)] = ()
    suspended: bool = False
    """Whether they may not open it now; their slots stay, what the root key closed does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerSigner:
    """A key that signed earlier entries: of somebody who left, or whose keys were made anew.

    `until` is the number of the entry that ended it: it signed none from there on. `root_epoch` is
    that of the last root key its holder could know.
    """

    person: PersonId
    ed25519: Key
    until: Count
    root_epoch: Count
    certificate_box: bytes = b""
    """Their certificate, under the root key as all are: documents of their records show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HighWaterMark:
    """The largest journal this computer has seen here; the logbook must never be smaller."""

    origin: str = ""
    size: Count = 0
    root: Annotated[bytes, msgspec.Meta(max_length=32)] = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """All of the key file. `mac` is taken with the root key over everything else.

    `practice_fingerprint` is the SHA-256 of the practice's certificate, which it publishes.
    `practice_public` is the practice's key (P-256, uncompressed), which each person's own ways
    name too; `root_vouch` its signature of the root key (`vouching`).
    """

    v: int
    vault: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]
    epoch: Count
    root_epoch: Count
    practice_certificate_box: bytes
    practice_fingerprint: Key
    practice_public: Annotated[bytes, msgspec.Meta(min_length=65, max_length=65)]
    root_vouch: Signature
    people: Annotated[tuple[KeyHolder, ...], msgspec.Meta(max_length=MOST_PEOPLE)]
    hwm: HighWaterMark
    mac: Annotated[bytes, msgspec.Meta(max_length=32)]
    former: Annotated[tuple[FormerSigner, ...], msgspec.Meta(max_length=MOST_FORMER)] = ()
    pending_root_vouch: Signature = b""

    @property
    def journal_epoch(self) -> int:
        """The epoch of the journal it was last written in."""
        return epoch_of(self.hwm.origin, self.vault) or FIRST_EPOCH

    @property
    def age(self) -> tuple[int, int]:
        """What orders the key files of one logbook: each restoring begins to count anew."""
        return self.journal_epoch, self.epoch


def candidates(folder: LogbookFolder) -> tuple[KeyFile, ...]:
    """Give the copies that are whole, the highest epoch first.

    Raises:
        KeyFileMissingError: There is no copy.
        KeyFileDamagedError: There is a copy, and none is whole.
        VaultTooNewError: Only a newer version of the program can read it.
    """
    copies = [data for path in folder.keys if (data := _bytes_at(path)) is not None]
    if not copies:
        raise KeyFileMissingError("There is no key file in the folder.")
    whole = [found for data in copies if (found := parsed(data)) is not None]
    if not whole:
        raise KeyFileDamagedError("No copy of the key file is whole.")
    ours = [found for found in whole if found.v <= VERSION]
    if not ours:
        raise VaultTooNewError("The key file is of a newer version.")
    # The epoch is not sealed yet; the same copy twice is tried once.
    return tuple(sorted(dict.fromkeys(ours), key=lambda found: found.epoch, reverse=True))


def write_key_file(folder: LogbookFolder, key_file: KeyFile) -> None:
    """Write copy A fully, then copy B; never what could not be read again."""
    data = to_bytes(key_file)
    assert parsed(data) == key_file, "a key file that is written can be read"
    for path in folder.keys:
        write_durably(path, data)


def mend(folder: LogbookFolder, key_file: KeyFile) -> bool:
    """Write the copies again if one differs from the one that opened; tell whether it did."""
    data = to_bytes(key_file)
    if all(_bytes_at(path) == data for path in folder.keys):
        return False
    write_key_file(folder, key_file)
    return True


def to_bytes(key_file: KeyFile) -> bytes:
    """Give the content of a copy: RFC 8785 JSON, a line feed, its SHA-256 in hexadecimal."""
    body = written(plain(key_file))
    return body + b"\n" + sha256(body).hexdigest().encode("ascii") + b"\n"


def parsed(data: bytes) -> KeyFile | None:
    """Read a copy; None if it is not whole. Whether it is genuine, only the root key can tell.

    Whoever can write into the folder says what is in it: what this program would never write, such
    as two people of one name or a cost that would take hours, is not whole.
    """
    body, line_feed, checksum = data.rstrip(b"\n").rpartition(b"\n")
    if not line_feed or checksum != sha256(body).hexdigest().encode("ascii"):
        return None
    try:
        found = msgspec.json.decode(body, type=KeyFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return found if _is_as_we_write_it(found) else None


def plain(value: KeyFile | Slot) -> dict[str, Any]:
    """Give a part of the key file as JSON knows it: bytes as Base64, lists, whole numbers."""
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(value))
    if isinstance(value, Slot):
        return _needed(found)
    for holder in found["people"]:
        holder["slots"] = [_needed(slot) for slot in holder["slots"]]
        if not holder["suspended"]:
            del holder["suspended"]
    if not found["former"]:
        del found["former"]
    if not found["pending_root_vouch"]:
        del found["pending_root_vouch"]
    return found


def _is_as_we_write_it(key_file: KeyFile) -> bool:
    people = {holder.id for holder in key_file.people}
    return len(people) == len(key_file.people) > 0 and all(
        sum(slot.type == PASSPHRASE for slot in holder.slots) <= 1
        and all(map(_costs_what_it_may, holder.slots))
        for holder in key_file.people
    )


def _costs_what_it_may(slot: Slot) -> bool:
    cost = KdfCost(memory_kib=slot.m, passes=slot.t, lanes=slot.p)
    return slot.type not in _STRETCHED or cost.is_within_limits()


_STRETCHED = frozenset({PASSPHRASE, WayKind.DEVICE.value})


def _needed(slot: dict[str, Any]) -> dict[str, Any]:
    return {
        name: part for name, part in slot.items() if name not in _OPTIONAL or part not in ("", 0)
    }


_OPTIONAL = frozenset(one.name for one in fields(Slot) if one.default is not MISSING)


def _bytes_at(path: Path) -> bytes | None:
    try:
        return content_of(path, _LARGEST)
    except FileNotFoundError:
        return None
    except OSError:
        return b""
