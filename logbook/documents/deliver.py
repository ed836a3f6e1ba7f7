# SPDX-License-Identifier: Apache-2.0
"""Writes a finished document where the professional wants it: whole, or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import ClassVar

from logbook.errors import LogbookError


class DeliveryProblem(Enum):
    """Why a file could not be written."""

    FOLDER_MISSING = "folder-missing"
    READ_ONLY = "read-only"
    DISK_FULL = "disk-full"
    EXISTS = "exists"
    INSIDE_A_LOGBOOK = "inside-a-logbook"
    OTHER = "other"


class DeliveryError(LogbookError):
    """The file was not written, and whatever stood there before still stands."""

    code: ClassVar[str] = "delivery"

    def __init__(self, problem: DeliveryProblem) -> None:
        super().__init__(_SENTENCES[problem])
        self.problem = problem


_SENTENCES = {
    DeliveryProblem.FOLDER_MISSING: "The folder is not there.",
    DeliveryProblem.READ_ONLY: "The folder cannot be written to.",
    DeliveryProblem.DISK_FULL: "The disk is full.",
    DeliveryProblem.EXISTS: "A file of that name is there already.",
    DeliveryProblem.INSIDE_A_LOGBOOK: "The folder is a logbook's own; nothing else goes there.",
    DeliveryProblem.OTHER: "The file could not be written.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredFile:
    """A file as it stands on the disk, and the SHA-256 of its bytes in hex."""

    path: Path
    sha256: str


def deliver(data: bytes, path: Path, *, replace: bool = False) -> DeliveredFile:
    """Write the file beside its place, make it durable, then give it its name.

    A crash leaves the old file or the new one, and at worst a hidden one beside it.

    Raises:
        DeliveryError: nothing was changed.
    """
    with _problems_named():
        if path.exists() and not replace:
            raise DeliveryError(DeliveryProblem.EXISTS)
        beside = path.with_name(f".{secrets.token_hex(8)}.part")
        _write(beside, data)
        try:
            if replace:
                beside.replace(path)
            else:
                _place_new(beside, path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        _make_durable(path.parent)
    return DeliveredFile(path=path, sha256=hashlib.sha256(data).hexdigest())


def _write(path: Path, data: bytes) -> None:
    # Not readable by others on this computer; and never through a link that lies in wait.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _place_new(beside: Path, path: Path) -> None:
    """Give the file its name, unless another took it meanwhile."""
    try:
        # A link fails where the name is taken; a rename would silently replace.
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems (FAT on a memory stick) know no links: reserve the name instead.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        beside.replace(path)
    else:
        beside.unlink()


def _make_durable(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _problems_named() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DeliveryError(_PROBLEMS.get(error.errno or 0, DeliveryProblem.OTHER)) from error


_PROBLEMS = {
    errno.ENOENT: DeliveryProblem.FOLDER_MISSING,
    errno.ENOTDIR: DeliveryProblem.FOLDER_MISSING,
    errno.EACCES: DeliveryProblem.READ_ONLY,
    errno.EPERM: DeliveryProblem.READ_ONLY,
    errno.EROFS: DeliveryProblem.READ_ONLY,
    errno.ENOSPC: DeliveryProblem.DISK_FULL,
    errno.EDQUOT: DeliveryProblem.DISK_FULL,
    errno.EFBIG: DeliveryProblem.DISK_FULL,
    errno.EEXIST: DeliveryProblem.EXISTS,
    errno.EISDIR: DeliveryProblem.EXISTS,
}


def safe_name(text: str) -> str:
    """Make a file name of a text that every system takes and that is what it looks like.

    Separators, control and direction characters become `_`; names Windows reserves get one in
    front; never empty, never hidden, at most 120 bytes, extension kept.
    """
    composed = unicodedata.normalize("NFC", text)
    marked = "".join("_" if _is_unsafe(character) else character for character in composed)
    name = re.sub(r"\s+", " ", marked).strip(" .")
    if not name:
        name = "_"
    if _RESERVED.match(name):
        name = f"_{name}"
    return _shortened(name)


_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
_LONGEST = 120
_LONGEST_EXTENSION = 16


def _is_unsafe(character: str) -> bool:
    category = unicodedata.category(character)
    return character in '/\\:*?"<>|' or category in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _shortened(name: str) -> str:
    if len(name.encode("utf-8")) <= _LONGEST:
        return name
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension.encode("utf-8")) > _LONGEST_EXTENSION:
        stem, dot, extension = name, "", ""
    room = _LONGEST - len((dot + extension).encode("utf-8"))
    cut = stem.encode("utf-8")[:room].decode("utf-8", errors="ignore")
    return cut.rstrip(" .") + dot + extension
