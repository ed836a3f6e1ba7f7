# SPDX-License-Identifier: Apache-2.0
"""The folder of a logbook on the disk: what lies where, who holds it, how a file is written.

A logbook is one folder, readable by its owner only. Every file but the database is written
beside its place, flushed, renamed and the folder flushed too: temp + rename without the last
step loses acknowledged changes when the power fails.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from logbook.store.errors import (
    VaultDiskError,
    VaultError,
    VaultExistsError,
    VaultFullError,
    VaultInUseError,
    VaultMissingError,
    VaultReadOnlyError,
)
from logbook.store.recovery_text import RECOVERY_TEXT

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_BESIDE = ".records-"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_MOST_OF_ANCHORS = 64 * 1024 * 1024
"""Bytes of checkpoints that are read, the newest: more than in a century of closings."""


@dataclass(frozen=True, slots=True)
class LogbookFolder:
    """The places inside `Name.logbook/`."""

    path: Path

    @property
    def records(self) -> Path:
        """The database. Python never opens it here: closing it again would drop SQLite's lock."""
        return self.path / "records.db"

    @property
    def keys(self) -> tuple[Path, Path]:
        """The two copies of the key file, in the order they are written."""
        return self.path / "keys.a.json", self.path / "keys.b.json"

    @property
    def anchors(self) -> Path:
        """The checkpoints seen for this logbook, one to a line."""
        return self.path / "anchors.jsonl"

    @property
    def lock(self) -> Path:
        """The file whose lock says that the logbook is open."""
        return self.path / "lock"

    @property
    def recovery_text(self) -> Path:
        """How to read the logbook without the program."""
        return self.path / "README-RECOVERY.txt"

    def new_beside(self) -> Path:
        """Give a place for a copy of the database that may take its place."""
        return self.path / f"{_BESIDE}{os.urandom(8).hex()}"

    def clear_beside(self) -> None:
        """Remove the copies that a crash left."""
        for left in self.path.glob(f"{_BESIDE}*"):
            # What refuses to go holds nobody up.
            with suppress(OSError):
                left.unlink()

    def put_in_place(self, copy: Path) -> None:
        """Let a copy that is on the disk take the place of the database, which is not open.

        Raises:
            VaultError: It could not, or nobody knows whether the name is on the disk.
        """
        with disk_errors():
            if self.records.with_name(self.records.name + "-journal").exists():
                raise VaultDiskError("The database was not closed well.")
            # A journal that came back after a power cut would be played into the copy.
            flush_folder(self.path)
            copy.replace(self.records)
            flush_folder(self.path)

    def exists(self) -> bool:
        """Tell whether something that may be a logbook stands here."""
        return self.records.exists() or any(copy.exists() for copy in self.keys)

    def append_anchor(self, note: str) -> None:
        """Add a checkpoint (a C2SP signed note) to those seen, durably."""
        line = json.dumps({"note": note}, ensure_ascii=True, separators=(",", ":")) + "\n"
        with disk_errors():
            descriptor = os.open(
                self.anchors,
                os.O_CREAT | os.O_RDWR | os.O_APPEND | _GUARDED,
                0o600,
            )
            with os.fdopen(descriptor, "ab+") as file:
                _must_be_plain(file.fileno())
                if _ends_in_a_torn_line(file.seek(0, os.SEEK_END), file.fileno()):
                    line = "\n" + line
                file.write(line.encode("ascii"))
                file.flush()
                flush(file.fileno())
            flush_folder(self.path)

    def read_anchors(self) -> tuple[str, ...]:
        """Give the checkpoints seen, oldest first; a line that is not whole is passed over.

        None are given where what lies there is no file, or cannot be read: that is no worse than
        if it were gone.
        """
        try:
            lines = content_of(self.anchors, _MOST_OF_ANCHORS, from_the_end=True).splitlines()
        except OSError:
            return ()
        return tuple(note for line in lines if (note := _note_of(line)) is not None)


@contextmanager
def new_folder(path: Path) -> Iterator[LogbookFolder]:
    """Make a logbook whole or not at all: fill the folder given, and it appears at `path`.

    The folder given lies hidden beside `path` until the block ends well; the vault must be closed
    by then. If the block fails nothing is left behind, and what a killed program left of an
    earlier one is taken away.

    Raises:
        VaultExistsError: Something stands at `path`.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise VaultExistsError("Something already stands at this place.")
    hidden = f".{path.name}.making-"
    with disk_errors():
        beside = tuple(path.parent.iterdir()) if path.parent.is_dir() else ()
    for left in beside:
        if left.name.startswith(hidden):
            shutil.rmtree(left, ignore_errors=True)
    making = make_folder(path.with_name(f"{hidden}{os.urandom(4).hex()}"))
    try:
        yield making
        with disk_errors():
            flush_folder(making.path)
            if path.exists():
                path.rmdir()
            making.path.rename(path)
            flush_folder(path.parent)
    except BaseException:
        shutil.rmtree(making.path, ignore_errors=True)
        raise


def make_folder(path: Path) -> LogbookFolder:
    """Make the empty folder of a new logbook, for its owner only, with its recovery text.

    Raises:
        VaultExistsError: Something stands at `path` (an empty folder is taken over).
    """
    folder = LogbookFolder(path)
    with disk_errors():
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise VaultExistsError("Something already stands at this place.")
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
        flush_folder(path.parent)
    write_durably(folder.recovery_text, RECOVERY_TEXT.encode("utf-8"))
    return folder


def is_inside_a_logbook(path: Path) -> bool:
    """Tell whether a place lies in the folder of a logbook, where only the program writes."""
    here = path.parent.resolve()
    return any(
        copy.exists() for folder in (here, *here.parents) for copy in LogbookFolder(folder).keys
    )


def content_of(path: Path, most: int, *, from_the_end: bool = False) -> bytes:
    """Read a file, or so many bytes of it: its first, or its last.

    Whoever can write into the folder may put a pipe there that never ends, or a link to elsewhere:
    neither is waited for, nor followed.

    Raises:
        OSError: It cannot be read, or is no ordinary file.
    """
    if not hasattr(os, "O_NOFOLLOW") and path.is_symlink():
        raise OSError(errno.ELOOP, "a link")
    descriptor = os.open(path, os.O_RDONLY | _GUARDED)
    with os.fdopen(descriptor, "rb") as file:
        _must_be_plain(file.fileno())
        if from_the_end:
            file.seek(max(0, file.seek(0, os.SEEK_END) - most))
        return file.read(most)


def is_plain(path: Path) -> bool:
    """Tell whether an ordinary file lies at a place, or nothing at all."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return not os.path.lexists(path)


def write_durably(path: Path, data: bytes) -> None:
    """Put `data` at `path`: after a power cut the old content stands there or the new, whole."""
    beside = path.with_name(path.name + ".new")
    with disk_errors():
        try:
            # What a crash left there goes; a link that lies in wait there is never followed.
            beside.unlink(missing_ok=True)
            descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                flush(file.fileno())
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        flush_folder(path.parent)


class FolderLock:
    """The operating system's lock on a logbook: it falls with the process, however that ends.

    A lock file that names a process or a computer would block for ever after a crash or once the
    folder is moved; only the lock on it counts, and what stands in it is nothing.
    """

    def __init__(self, folder: LogbookFolder, *, read_only: bool = False) -> None:
        """Take the lock.

        Args:
            folder: What is to be held.
            read_only: Write nothing: where no lock file is, or it cannot be opened, there is no
                lock to take, and SQLite's own keeps a writer away.

        Raises:
            VaultInUseError: Someone else has it.
            VaultMissingError: There is no such folder.
            VaultReadOnlyError: The folder may not be written to.
        """
        self._descriptor: int | None = None
        if read_only:
            with suppress(OSError):
                self._descriptor = os.open(folder.lock, os.O_RDONLY | _GUARDED)
        else:
            with disk_errors():
                self._descriptor = os.open(folder.lock, os.O_CREAT | os.O_RDWR | _GUARDED, 0o600)
        if self._descriptor is None:
            return
        try:
            _lock(self._descriptor)
        except OSError as error:
            self.release()
            raise VaultInUseError("Another program has this logbook open.") from error

    def release(self) -> None:
        """Give the lock back; a second time does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        """Hold the lock for a block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Give the lock back."""
        self.release()


_BINARY: int = getattr(os, "O_BINARY", 0)
_GUARDED: int = _BINARY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""A link is not followed, and a pipe that nobody writes to not waited for."""


def _must_be_plain(descriptor: int) -> None:
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise OSError(errno.EINVAL, "no ordinary file")


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def flush(descriptor: int) -> None:
    """Make an open file durable."""
    # On macOS fsync stops at the drive's own cache.
    if sys.platform == "darwin":
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def flush_folder(path: Path) -> None:
    """Make the names in a folder durable."""
    # Windows has no handle to flush a folder by; NTFS journals the rename.
    if sys.platform != "win32":
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            flush(descriptor)
        finally:
            os.close(descriptor)


def _ends_in_a_torn_line(size: int, descriptor: int) -> bool:
    if size == 0:
        return False
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1) != b"\n"


def _note_of(line: bytes) -> str | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    note = found.get("note") if isinstance(found, dict) else None
    return note if isinstance(note, str) else None


@contextmanager
def disk_errors() -> Iterator[None]:
    """Tell errors of the system as the families a person can act on."""
    try:
        yield
    except OSError as error:
        raise _family_of(error) from error


def _family_of(error: OSError) -> VaultError:
    if error.errno in _FULL:
        return VaultFullError("The disk is full.")
    if error.errno in _REFUSED:
        return VaultReadOnlyError("The folder may not be written to.")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return VaultMissingError("There is no logbook at this place.")
    return VaultDiskError("The disk reported an error.")
