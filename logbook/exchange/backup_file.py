# SPDX-License-Identifier: Apache-2.0
"""The one file of a backup: written in one pass, and read back to the last byte or not at all.

The database in it is a snapshot, encrypted as it was; the key file opens it. Nothing is held in
memory but the small members, and nothing is unpacked before every byte of the file was checked.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from logbook.domain.progress import Tell, unwatched
from logbook.exchange.backup_errors import (
    BackupAlteredError,
    BackupFileError,
    BackupTooLargeError,
    file_errors,
)
from logbook.exchange.backup_layout import (
    LIMITS,
    MANIFEST,
    MEMBERS,
    RECORDS,
    RECOVERY_TEXT,
    Member,
    header,
    header_length,
    member_in,
    tail,
)
from logbook.exchange.manifest import (
    Manifest,
    MemberSum,
    read_manifest,
    written_manifest,
)

__all__ = [
    "SUFFIX",
    "BackupFile",
    "Contents",
    "Member",
    "file_name",
    "name_of",
    "stem_of",
    "sums_of",
    "write_backup",
]

SUFFIX = ".logbookbackup"

_CHUNK = 1024 * 1024
_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
_BINARY: int = getattr(os, "O_BINARY", 0)


class Sink(Protocol):
    """Takes bytes."""

    def write(self, data: bytes, /) -> object:
        """Take some more."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What goes into a backup beside its manifest: the snapshot by its place, the rest as bytes."""

    recovery_text: bytes
    key_file: bytes
    anchors: bytes
    snapshot: Path

    def small(self) -> tuple[tuple[str, bytes], ...]:
        """Give the members that are held in memory, by name and in order."""
        names = (name for name in MEMBERS if name not in (MANIFEST, RECORDS))
        return tuple(zip(names, (self.recovery_text, self.key_file, self.anchors), strict=True))


def file_name(manifest: Manifest, *, published: bool = False) -> str:
    """Name a backup after its logbook's identity and the time; no name of a person or practice.

    A published snapshot is named otherwise, since nobody removes it in its time.
    """
    return name_of(manifest.vault, manifest.made_at, published=published)


def name_of(vault: str, made_at: datetime, *, published: bool = False) -> str:
    """Name a backup as `file_name` does, from what the journal knows of it."""
    mark = "published-" if published else ""
    return f"{stem_of(vault)}{mark}{made_at:%Y-%m-%dT%H%M}{SUFFIX}"


def stem_of(vault: str) -> str:
    """Give what the names of all backups of a logbook begin with."""
    return f"logbook-{vault[:8]}-"


def sums_of(contents: Contents, tell: Tell = unwatched) -> tuple[MemberSum, ...]:
    """Give what the manifest says of the members.

    Raises:
        BackupTooLargeError: a member is larger than the format holds.
        OSError: the snapshot cannot be read.
    """
    found = [
        MemberSum(name=name, size=len(data), sha256=sha256(data).hexdigest())
        for name, data in contents.small()
    ]
    hashing, size, length = sha256(), 0, contents.snapshot.stat().st_size
    with contents.snapshot.open("rb") as file:
        while chunk := file.read(_CHUNK):
            hashing.update(chunk)
            size += len(chunk)
            tell(size, length)
    found.append(MemberSum(name=RECORDS, size=size, sha256=hashing.hexdigest()))
    if any(one.size > LIMITS[one.name] for one in found):
        raise BackupTooLargeError("A member is larger than the format holds.")
    return tuple(found)


def write_backup(sink: Sink, contents: Contents, manifest: Manifest, tell: Tell = unwatched) -> str:
    """Write a backup, from the first byte to the last; give the SHA-256 of the file in hex.

    Raises:
        OSError: the snapshot cannot be read, or the sink not be written.
    """
    whole, members = sha256(), []

    def put(data: bytes) -> None:
        whole.update(data)
        sink.write(data)

    small = {MANIFEST: written_manifest(manifest), **dict(contents.small())}
    for name in MEMBERS:
        if name == RECORDS:
            member = _measured(name, contents.snapshot)
            put(header(member))
            with contents.snapshot.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    put(chunk)
                    tell(file.tell(), member.size)
        else:
            data = small[name]
            member = Member(name=name, size=len(data), crc=zlib.crc32(data))
            put(header(member) + data)
        members.append(member)
    put(tail(members))
    return whole.hexdigest()


def _measured(name: str, path: Path) -> Member:
    crc = size = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
    return Member(name=name, size=size, crc=crc)


class BackupFile:
    """An existing backup, open for reading. Its manifest is read; `check` reads the rest."""

    def __init__(self, path: Path) -> None:
        """Open a backup and read its manifest.

        Raises:
            BackupFileError: it is none, cannot be read, or is of a newer version.
        """
        with file_errors():
            if not path.is_file():
                raise FileNotFoundError(path.name)
            # Held until it is closed: what was checked is what is unpacked.
            self._file: BinaryIO = path.open("rb")
        try:
            with file_errors():
                self._length = os.fstat(self._file.fileno()).st_size
                self.manifest = self._manifest()
        except BaseException:
            self._file.close()
            raise
        self._offsets: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> Self:
        """Hold the file open for a block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._file.close()

    @property
    def length(self) -> int:
        """How many bytes the file has."""
        return self._length

    def check(self, tell: Tell = unwatched) -> str:
        """Read every byte and hold it against the manifest; give the SHA-256 of the file in hex.

        Raises:
            BackupAlteredError: a byte is not as it was written, or one is missing or too many.
            BackupUnreadableError: the disk does not give it.
        """
        whole, members, sums = sha256(), [], []
        with file_errors():
            self._file.seek(0)
            for name in MEMBERS:
                member = self._next_member(name, whole.update)
                self._offsets[name] = (self._file.tell(), member.size)
                digest = self._hashed(member, whole.update, tell)
                members.append(member)
                if name != MANIFEST:
                    sums.append(MemberSum(name=name, size=member.size, sha256=digest))
            expected = tail(members)
            rest = self._file.read(len(expected) + 1)
        if rest != expected or tuple(sums) != self.manifest.members:
            raise BackupAlteredError("The file is not as it was written.")
        whole.update(rest)
        return whole.hexdigest()

    def must_be(self, manifest: Manifest, digest: str, tell: Tell = unwatched) -> None:
        """Read back what was just written, and hold it against that; as `check`, every byte.

        Raises:
            BackupAlteredError: the disk gives back something else.
            BackupUnreadableError: the disk does not give it.
        """
        if self.manifest != manifest or self.check(tell) != digest:
            raise BackupAlteredError("The disk gives back something else.")

    def _hashed(self, member: Member, also: Callable[[bytes], object], tell: Tell) -> str:
        crc, digest = 0, sha256()
        for chunk in self._chunks(member.size):
            crc = zlib.crc32(chunk, crc)
            digest.update(chunk)
            also(chunk)
            tell(self._file.tell(), self._length)
        if crc != member.crc:
            raise BackupAlteredError("A member is not as it was written.")
        return digest.hexdigest()

    def content(self, name: str) -> bytes:
        """Give a small member, after `check`.

        Raises:
            BackupFileError: it cannot be read, or is no longer what was checked.
        """
        assert name != RECORDS, "the database is unpacked, never held in memory"
        return b"".join(self._checked_chunks(name))

    def unpack(self, places: Mapping[str, Path], tell: Tell = unwatched) -> None:
        """Write members to new files, durably, after `check`; for their owner only.

        Raises:
            BackupFileError: it cannot be read, or is no longer what was checked.
            OSError: a file cannot be written; what was begun is for the caller to remove.
        """
        for name, place in places.items():
            flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_FOLLOW | _BINARY
            with os.fdopen(os.open(place, flags, 0o600), "wb") as file:
                for chunk in self._checked_chunks(name):
                    file.write(chunk)
                    tell(self._file.tell(), self._length)
                file.flush()
                os.fsync(file.fileno())

    def _manifest(self) -> Manifest:
        text = self._next_member(RECOVERY_TEXT)
        self._file.seek(text.size, os.SEEK_CUR)
        member = self._next_member(MANIFEST)
        data = b"".join(self._chunks(member.size))
        if zlib.crc32(data) != member.crc:
            raise BackupAlteredError("The manifest is not as it was written.")
        return read_manifest(data)

    def _next_member(self, name: str, also: Callable[[bytes], object] | None = None) -> Member:
        data = self._file.read(header_length(name))
        member = member_in(data, name)
        if member is None:
            if name == RECOVERY_TEXT:
                raise BackupFileError("The file is no backup of a logbook.")
            raise BackupAlteredError("A member is not where it belongs.")
        if also is not None:
            also(data)
        return member

    def _chunks(self, size: int) -> Iterator[bytes]:
        left = size
        while left:
            with file_errors():
                chunk = self._file.read(min(left, _CHUNK))
            if not chunk:
                raise BackupAlteredError("The end of the file is missing.")
            left -= len(chunk)
            yield chunk

    def _checked_chunks(self, name: str) -> Iterator[bytes]:
        """Give a member again; it is hashed again, since a disk may answer differently twice."""
        offset, size = self._offsets[name]
        expected = {one.name: one.sha256 for one in self.manifest.members}
        digest = sha256()
        with file_errors():
            self._file.seek(offset)
        for chunk in self._chunks(size):
            digest.update(chunk)
            yield chunk
        if name != MANIFEST and digest.hexdigest() != expected[name]:
            raise BackupAlteredError("A member is not what was checked.")
