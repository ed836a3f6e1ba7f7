# SPDX-License-Identifier: Apache-2.0
"""A signed note after C2SP (https://c2sp.org/signed-note@v1.0.0): a text and who signed it.

One kind of signature is made and checked here, Ed25519 (type 0x01). Lines of other kinds, such as
a witness's, are kept and passed over, as the specification asks.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from logbook.errors import LogbookError

MOST_SIGNATURES = 64
"""Notes with more lines are refused; the specification asks for at least 16."""

ED25519 = b"\x01"
"""The kind of the signatures that are made and checked here."""

_KEY_ID_BYTES = 4
_KEY_BYTES = 32
_DASH = "\N{EM DASH} "


class NoteError(LogbookError):
    """A text is not a signed note."""

    code: ClassVar[str] = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSignature:
    """One signature line: the key's name, its id (4 bytes) and what it signed with."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text, with its last newline, and its signatures. Nothing of it holds until verified."""

    text: str
    signatures: tuple[NoteSignature, ...]


def sign_note(text: str, key: Ed25519PrivateKey, name: str) -> str:
    """Make the whole note: the text, an empty line, and one signature under the key's name.

    Raises:
        ValueError: text or name cannot stand in a note.
    """
    if not is_key_name(name) or not _is_note_text(text) or not _is_note_text(name + "\n"):
        raise ValueError("This text or name cannot stand in a note.")
    public = key.public_key().public_bytes_raw()
    signed = key_id(name, public) + key.sign(text.encode())
    return f"{text}\n{_DASH}{name} {b64encode(signed).decode()}\n"


def read_note(note: str) -> Note:
    """Take a note apart, without judging its signatures.

    Raises:
        NoteError: it is not a signed note.
    """
    text, gap, tail = note.rpartition("\n\n")
    if not gap or not _is_note_text(note):
        raise NoteError("This is not a signed note.")
    lines = tail.removesuffix("\n").split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise NoteError("This note has more signatures than any of ours.")
    return Note(text=text + "\n", signatures=tuple(_read_signature(line) for line in lines))


def note_is_signed_by(note: Note, name: str, public: bytes) -> bool:
    """Tell whether the holder of a raw public key signed the note under this name.

    A note with a line of this key that does not verify counts as not signed, whatever else it has.
    """
    sought = key_id(name, public)
    ours = [each for each in note.signatures if each.name == name and each.key_id == sought]
    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        for each in ours:
            key.verify(each.signature, note.text.encode())
    except (InvalidSignature, ValueError):
        return False
    return bool(ours)


def key_id(name: str, public: bytes, kind: bytes = ED25519) -> bytes:
    """Compute the id by which a signature line names an Ed25519 key: 4 bytes."""
    return sha256(name.encode() + b"\n" + kind + public).digest()[:_KEY_ID_BYTES]


def with_signature(note: str, signature: NoteSignature) -> str:
    """Give a note with one more signature line below the others."""
    encoded = b64encode(signature.key_id + signature.signature).decode()
    return f"{note}{_DASH}{signature.name} {encoded}\n"


def written_key(name: str, public: bytes, kind: bytes = ED25519) -> str:
    """Write a public key as C2SP does for those who verify notes: name, id and key in one line."""
    return f"{name}+{key_id(name, public, kind).hex()}+{b64encode(kind + public).decode()}"


def read_key(line: str, kind: bytes = ED25519) -> tuple[str, bytes]:
    """Read the name and the raw key (32 bytes) that `written_key` wrote.

    Raises:
        NoteError: it is not such a line, or of another kind of key.
    """
    name, _, rest = line.partition("+")
    public = read_base64(rest.partition("+")[2])[len(kind) :]
    is_whole = is_key_name(name) and len(public) == _KEY_BYTES
    if not is_whole or written_key(name, public, kind) != line:
        raise NoteError("This is not the public key of a note.")
    return name, public


def is_key_name(name: str) -> bool:
    """Tell whether a name may stand in a signature line: not empty, no spaces, no plus."""
    return bool(name) and not any(each.isspace() or each == "+" for each in name)


def read_base64(text: str) -> bytes:
    """Read base64 as RFC 4648 section 4 has it, in the only way the same bytes are written.

    Raises:
        NoteError: it is not that.
    """
    try:
        data = b64decode(text, validate=True)
    except (Base64Error, ValueError):
        data = b""
    if not data or b64encode(data).decode() != text:
        raise NoteError("A part of the text is not base64.")
    return data


def _read_signature(line: str) -> NoteSignature:
    name, gap, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not gap or not is_key_name(name):
        raise NoteError("A signature line is not of the form the specification gives.")
    signed = read_base64(encoded)
    if len(signed) <= _KEY_ID_BYTES:
        raise NoteError("A signature line holds no signature.")
    return NoteSignature(name=name, key_id=signed[:_KEY_ID_BYTES], signature=signed[_KEY_ID_BYTES:])


def _is_note_text(text: str) -> bool:
    """Tell whether a text ends with a newline, has no other control character and is UTF-8."""
    return text.endswith("\n") and not any(
        (character < " " and character != "\n") or "\ud800" <= character <= "\udfff"
        for character in text
    )
