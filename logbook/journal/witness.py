# SPDX-License-Identifier: Apache-2.0
"""Witnessing: a colleague's program states that a journal goes on from what it saw of it before.

The exchange is two small text files. The request carries a checkpoint and, for each checkpoint
signed before, the proof that this one goes on from it (as C2SP tlog-witness sends one). The answer
is the same checkpoint with a `cosignature/v1` line (https://c2sp.org/tlog-cosignature, Ed25519).
Who rewrites a journal then needs the colleague to lie as well.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from logbook.errors import LogbookError
from logbook.journal.checkpoint import Checkpoint, parts_of, read_checkpoint
from logbook.journal.note import (
    NoteError,
    NoteSignature,
    key_id,
    note_is_signed_by,
    read_base64,
    read_key,
    with_signature,
    written_key,
)
from logbook.journal.tree import HASH_BYTES, is_consistent

LARGEST = 256 * 1024
"""Characters; a request with 32 proofs has some thirty thousand."""

_REQUEST = "disclosure-logbook.invalid/witness-request/v1"
_ANSWER = "disclosure-logbook.invalid/witness-answer/v1"
_COSIGNATURE = b"\x04"
_TIME_BYTES = 8
_LATEST = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())
_MOST_BEGINNINGS = 256
_MOST_HASHES = 63


class WitnessError(LogbookError):
    """A file is not what is exchanged with a witness."""

    code: ClassVar[str] = "witness"


class WitnessRefusedError(LogbookError):
    """A journal is not witnessed, because of what was seen of it before."""

    code: ClassVar[str] = "witness.refused"


class WitnessRolledBackError(WitnessRefusedError):
    """The journal is shorter than it was when it was last seen."""

    code: ClassVar[str] = "witness.rolled-back"


class WitnessForkedError(WitnessRefusedError):
    """The journal does not go on from what was last seen: something before was changed."""

    code: ClassVar[str] = "witness.forked"


class WitnessUnprovenError(WitnessRefusedError):
    """The file does not prove that the journal goes on from what was last seen."""

    code: ClassVar[str] = "witness.unproven"


class WitnessNewKeyError(WitnessRefusedError):
    """The journal is signed with a key it was never signed with before."""

    code: ClassVar[str] = "witness.new-key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """The proof that the journal goes on from its first `size` entries (RFC 9162 2.1.4)."""

    size: int
    hashes: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessRequest:
    """A checkpoint to be witnessed, the raw key that signed it, and what it goes on from."""

    note: str
    public: bytes
    beginnings: tuple[Beginning, ...]

    @property
    def head(self) -> Checkpoint:
        """What the checkpoint says."""
        return read_checkpoint(self.note).checkpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenJournal:
    """What a witness keeps of a journal: how far it had come, and whose keys signed it."""

    log: str
    epoch: int
    size: int
    root: str
    keys: tuple[str, ...]
    at: datetime


def write_request(request: WitnessRequest) -> str:
    """Write the file that goes to the witness."""
    key = written_key(request.head.origin, request.public)
    lines = [_REQUEST, key]
    for beginning in request.beginnings:
        lines.append(f"old {beginning.size}")
        lines += [b64encode(each).decode() for each in beginning.hashes]
    return "\n".join(lines) + "\n\n" + request.note


def read_request(text: str) -> WitnessRequest:
    """Read the file a colleague brought; its checkpoint is signed with the key it names.

    Raises:
        WitnessError: it is not such a file, or the signature does not hold.
    """
    try:
        head, note = _parted(text, _REQUEST)
        name, public = read_key(head[0])
        signed = read_checkpoint(note)
        beginnings = tuple(_read_beginnings(head[1:]))
    except (NoteError, ValueError, IndexError) as error:
        raise WitnessError("This is not a request to a witness.") from error
    origin = signed.checkpoint.origin
    if (
        name != origin
        or parts_of(origin) is None
        or not note_is_signed_by(signed.note, name, public)
    ):
        raise WitnessError("The checkpoint to be witnessed is not signed as it says.")
    return WitnessRequest(note=note, public=public, beginnings=beginnings)


def judge(request: WitnessRequest, seen: SeenJournal | None, *, accept_key: bool = False) -> bool:
    """Tell whether the journal was restored from a backup since it was last seen.

    Raises:
        WitnessRefusedError: it is not to be witnessed.
    """
    if seen is None:
        return False
    head = request.head
    parts = parts_of(head.origin)
    assert parts is not None, "a request that could be read names one of our logs"
    if request.public.hex() not in seen.keys and not accept_key:
        raise WitnessNewKeyError("The journal is signed with a key that was not seen before.")
    epoch = parts[1]
    if epoch > seen.epoch:
        return True
    if epoch < seen.epoch or head.size < seen.size:
        raise WitnessRolledBackError("The journal is shorter than it was when last seen.")
    root = bytes.fromhex(seen.root)
    if head.size == seen.size and head.root == root:
        return False
    proofs = [each.hashes for each in request.beginnings if each.size == seen.size]
    if not proofs and head.size > seen.size:
        raise WitnessUnprovenError("There is no proof from what was last seen.")
    if not any(is_consistent(seen.size, root, head.size, head.root, each) for each in proofs):
        raise WitnessForkedError("The journal does not go on from what was last seen.")
    return False


def now_seen(request: WitnessRequest, seen: SeenJournal | None, at: datetime) -> SeenJournal:
    """Give what the witness keeps from now on."""
    head = request.head
    parts = parts_of(head.origin)
    assert parts is not None, "a request that could be read names one of our logs"
    keys = dict.fromkeys((*(seen.keys if seen else ()), request.public.hex()))
    return SeenJournal(
        log=parts[0],
        epoch=parts[1],
        size=head.size,
        root=head.root.hex(),
        keys=tuple(keys),
        at=at,
    )


def cosign(note: str, key: Ed25519PrivateKey, name: str, at: datetime) -> str:
    """Add the witness's line to a checkpoint that was judged: when, and signed."""
    moment = int(at.timestamp())
    text = read_checkpoint(note).note.text
    public = key.public_key().public_bytes_raw()
    signature = NoteSignature(
        name=name,
        key_id=key_id(name, public, _COSIGNATURE),
        signature=moment.to_bytes(_TIME_BYTES, "big") + key.sign(_cosigned(text, moment)),
    )
    return with_signature(note, signature)


def cosigned_at(note: str, name: str, public: bytes) -> datetime | None:
    """Tell when the holder of a raw public key witnessed a checkpoint; None if they did not.

    Raises:
        CheckpointError: the note is not a checkpoint.
    """
    parsed = read_checkpoint(note).note
    sought = key_id(name, public, _COSIGNATURE)
    for each in parsed.signatures:
        if each.name != name or each.key_id != sought:
            continue
        moment = int.from_bytes(each.signature[:_TIME_BYTES], "big")
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(
                each.signature[_TIME_BYTES:], _cosigned(parsed.text, moment)
            )
        except (InvalidSignature, ValueError):
            return None
        return datetime.fromtimestamp(moment, UTC) if moment <= _LATEST else None
    return None


def write_answer(note: str, name: str, public: bytes) -> str:
    """Write the file that goes back, with the witness's public key."""
    return f"{_ANSWER}\n{written_key(name, public, _COSIGNATURE)}\n\n{note}"


def read_answer(text: str) -> tuple[str, str, bytes]:
    """Read the file that came back: the note, the witness's name and raw key.

    Raises:
        WitnessError: it is not such a file.
    """
    try:
        head, note = _parted(text, _ANSWER)
        (line,) = head
        name, public = read_key(line, _COSIGNATURE)
        read_checkpoint(note)
    except (NoteError, ValueError) as error:
        raise WitnessError("This is not the answer of a witness.") from error
    return note, name, public


def _cosigned(text: str, moment: int) -> bytes:
    return f"cosignature/v1\ntime {moment}\n{text}".encode()


def _parted(text: str, first: str) -> tuple[list[str], str]:
    head, gap, note = text.partition("\n\n")
    line, *lines = head.split("\n")
    if len(text) > LARGEST or not gap or line != first:
        raise WitnessError("This is not a file for or from a witness.")
    return lines, note


def _read_beginnings(lines: list[str]) -> Iterator[Beginning]:
    sizes: list[int] = []
    hashes: list[list[bytes]] = []
    for line in lines:
        word, gap, number = line.partition(" ")
        if word == "old" and gap:
            sizes.append(int(number))
            hashes.append([])
        else:
            found = read_base64(line)
            if len(found) != HASH_BYTES or len(hashes[-1]) == _MOST_HASHES:
                raise WitnessError("A hash of the request is malformed.")
            hashes[-1].append(found)
    if len(sizes) > _MOST_BEGINNINGS:
        raise WitnessError("The request holds more proofs than any of ours.")
    for size, each in zip(sizes, hashes, strict=True):
        yield Beginning(size=size, hashes=tuple(each))
