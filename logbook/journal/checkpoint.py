# SPDX-License-Identifier: Apache-2.0
"""A checkpoint: how many entries the log has and what their root is, signed.

It is a signed note after C2SP (https://c2sp.org/tlog-checkpoint) of exactly three lines: origin,
size, root. Extension lines are neither written nor read. Whoever holds a checkpoint outside this
computer can prove later that the entries it covers were not touched. A checkpoint that contradicts
an earlier one must never be signed; the one who asks for the signature sees to that.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from typing import ClassVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.journal.note import (
    Note,
    NoteError,
    is_key_name,
    note_is_signed_by,
    read_base64,
    read_note,
    sign_note,
)
from logbook.journal.tree import HASH_BYTES

_DOMAIN = "disclosure-logbook.invalid"

_origin_parts = re.compile(rf"{re.escape(_DOMAIN)}/([^/]+)/([1-9][0-9]{{0,15}})").fullmatch
_is_size = re.compile("0|[1-9][0-9]{0,15}").fullmatch


class CheckpointError(NoteError):
    """A text is not a checkpoint."""

    code: ClassVar[str] = "checkpoint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The head of a log: which log and epoch, how many entries, and their root (32 bytes)."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A checkpoint as it was read, and the note it stands in. Nothing is verified."""

    checkpoint: Checkpoint
    note: Note


def origin(log: str, epoch: int) -> str:
    """Name a log in one of its epochs, as the first line of a checkpoint does."""
    return f"{_DOMAIN}/{log}/{epoch}"


def parts_of(line: str) -> tuple[str, int] | None:
    """Take an origin apart into the log and its epoch; None if it is none of ours."""
    parts = _origin_parts(line)
    return (parts[1], int(parts[2])) if parts else None


def epoch_of(line: str, log: str) -> int | None:
    """Tell which epoch of this log an origin names, or None if it is another log's."""
    parts = _origin_parts(line)
    return int(parts[2]) if parts and parts[1] == log else None


def write_checkpoint(checkpoint: Checkpoint) -> str:
    """Write the three lines that are signed.

    Raises:
        ValueError: the origin, the size or the root cannot stand in a checkpoint.
    """
    if (
        not is_key_name(checkpoint.origin)
        or not _is_size(str(checkpoint.size))
        or len(checkpoint.root) != HASH_BYTES
    ):
        raise ValueError("This cannot stand in a checkpoint.")
    return f"{checkpoint.origin}\n{checkpoint.size}\n{b64encode(checkpoint.root).decode()}\n"


def sign_checkpoint(checkpoint: Checkpoint, key: Ed25519PrivateKey, name: str) -> str:
    """Make the whole note; the name of the key is the origin unless there is a reason."""
    return sign_note(write_checkpoint(checkpoint), key, name)


def read_checkpoint(note: str) -> Signed:
    """Take a checkpoint apart, without judging its signatures.

    Raises:
        CheckpointError: it is not a signed note of exactly the three lines.
    """
    try:
        parts = read_note(note)
        line, size, encoded, _ = parts.text.split("\n")
        root = read_base64(encoded)
    except (NoteError, ValueError) as error:
        raise CheckpointError("This is not a signed note of three lines.") from error
    if not is_key_name(line) or not _is_size(size) or len(root) != HASH_BYTES:
        raise CheckpointError("The origin, the size or the root of a checkpoint is malformed.")
    return Signed(checkpoint=Checkpoint(origin=line, size=int(size), root=root), note=parts)


def checkpoint_is_signed_by(note: str, name: str, public: bytes) -> bool:
    """Tell whether the holder of a raw public key signed this checkpoint under this name.

    Raises:
        CheckpointError: the note is not a checkpoint.
    """
    return note_is_signed_by(read_checkpoint(note).note, name, public)
