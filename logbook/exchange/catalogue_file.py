# SPDX-License-Identifier: Apache-2.0
"""A catalogue of law as one signed file, `*.law`, by which it is brought up to date offline.

The file is a signed note (https://c2sp.org/signed-note@v1.0.0, Ed25519) and can be read in any
text editor. Its text:

    disclosure-logbook law 1
    publisher NAME KEY           the publisher's name and raw public key, in base64
    catalogue.toml 24            a file of the catalogue and how many lines it has; these follow
    …
    united-kingdom.toml 812      the next file, and so on
    …

After an empty line stands the signature, in the publisher's name. That a signature is good says
only that nobody changed the file since: whose key it is, a person has to have established. Keys
that came with the program are in `resources/legal/publishers.toml`; others are accepted by their
fingerprint.
"""

from __future__ import annotations

import tomllib
from base64 import b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.domain.catalogue_reading import HEAD, edition, read_catalogue
from logbook.domain.legal_basis import Catalogue
from logbook.errors import LogbookError
from logbook.journal.note import (
    Note,
    NoteError,
    is_key_name,
    note_is_signed_by,
    read_base64,
    read_note,
    sign_note,
)

LARGEST = 4 * 1024 * 1024
"""Bytes; the catalogue that comes with the program has a fortieth of it."""

_FIRST_LINE = "disclosure-logbook law 1"
_PUBLISHER = "publisher"
_KEY_BYTES = 32
_MOST_FILES = 64


class CatalogueFileError(LogbookError):
    """This is no signed catalogue of law; nothing was changed."""

    code: ClassVar[str] = "catalogue-file"


class CatalogueAlteredError(CatalogueFileError):
    """The file is not what its publisher signed."""

    code: ClassVar[str] = "catalogue-file.altered"


class CatalogueNotNewerError(CatalogueFileError):
    """The file holds no later edition than the one in use."""

    code: ClassVar[str] = "catalogue-file.not-newer"


class UnknownPublisherError(CatalogueFileError):
    """The file is signed by a publisher this practice has not accepted."""

    code: ClassVar[str] = "catalogue-file.unknown-publisher"

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher
        super().__init__("The publisher of this file is not known here.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who signs catalogues: a name without spaces, and a raw Ed25519 public key (32 bytes)."""

    name: str
    key: bytes

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the key, 64 hexadecimal digits: what people compare."""
        return sha256(self.key).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueFile:
    """A signed catalogue, read and verified."""

    catalogue: Catalogue
    publisher: Publisher
    text: str
    """The whole file, signature included."""


def write_catalogue_file(texts: Mapping[str, str], key: Ed25519PrivateKey, name: str) -> bytes:
    """Sign the files of a catalogue, by their names, in the name of a publisher.

    Raises:
        CatalogueError: the files are no catalogue.
        ValueError: the name has a space or a plus, or a file has a tab or another control
            character, or does not end its last line.
    """
    read_catalogue(texts)
    if not all(text.endswith("\n") for text in texts.values()):
        raise ValueError("Each file has to end with a line feed.")
    public = b64encode(key.public_key().public_bytes_raw()).decode()
    lines = [_FIRST_LINE, f"{_PUBLISHER} {name} {public}"]
    for file in (HEAD, *sorted(set(texts) - {HEAD})):
        lines += [f"{file} {texts[file].count(chr(10))}", texts[file].removesuffix("\n")]
    return sign_note("\n".join(lines) + "\n", key, name).encode()


def read_catalogue_file(
    data: bytes,
    *,
    known: Collection[Publisher],
    accepted: Collection[str],
    in_use: Catalogue,
) -> CatalogueFile:
    """Verify a signed catalogue and read it.

    Args:
        data: The bytes of the file.
        known: The publishers that came with the program.
        accepted: The fingerprints of the other publishers the practice trusts.
        in_use: The catalogue that it would follow.

    Raises:
        CatalogueFileError: it is none, was altered, is signed by nobody known, or is not newer.
        CatalogueError: it is genuine, and its publisher made a mistake; it says where.
    """
    note, text = _note(data)
    publisher, texts = _taken_apart(note.text)
    if not note_is_signed_by(note, publisher.name, publisher.key):
        raise CatalogueAlteredError("The signature does not fit the file.")
    if publisher not in known and publisher.fingerprint not in accepted:
        raise UnknownPublisherError(publisher)
    catalogue = read_catalogue(texts)
    if edition(catalogue.version) <= edition(in_use.version):
        raise CatalogueNotNewerError("The edition in use is as new, or newer.")
    return CatalogueFile(catalogue=catalogue, publisher=publisher, text=text)


def texts_in(text: str) -> dict[str, str]:
    """Give the files of a catalogue that was verified before, by their names.

    Raises:
        CatalogueFileError: it is not a signed catalogue.
    """
    _publisher, texts = _taken_apart(_note(text.encode())[0].text)
    return texts


def read_publishers(text: str) -> tuple[Publisher, ...]:
    """Read the publishers that came with the program: `[[publisher]]` with `name` and `key`.

    Raises:
        ValueError: the file does not have this shape.
    """
    try:
        found = msgspec.convert(tomllib.loads(text), _PublishersFile, strict=True)
        return tuple(
            Publisher(name=row.name, key=_public_key(row.name, row.key)) for row in found.publisher
        )
    except (msgspec.ValidationError, CatalogueFileError) as error:
        raise ValueError("This is no list of publishers.") from error


class _PublisherRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    key: str


class _PublishersFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    publisher: tuple[_PublisherRow, ...] = ()


def _note(data: bytes) -> tuple[Note, str]:
    if len(data) > LARGEST:
        raise CatalogueFileError("The file is larger than any catalogue.")
    try:
        text = data.decode()
        return read_note(text), text
    except (UnicodeDecodeError, NoteError) as error:
        raise CatalogueFileError("This is not a signed note.") from error


def _taken_apart(text: str) -> tuple[Publisher, dict[str, str]]:
    lines = text.removesuffix("\n").split("\n")
    head = lines[1].split(" ") if len(lines) > 1 else []
    if lines[0] != _FIRST_LINE or head[:1] != [_PUBLISHER] or len(head) != 3:  # noqa: PLR2004
        raise CatalogueFileError("This is not a catalogue, or one of a later kind.")
    publisher = Publisher(name=head[1], key=_public_key(head[1], head[2]))
    texts: dict[str, str] = {}
    place = 2
    while place < len(lines):
        name, _space, count = lines[place].partition(" ")
        if not (count.isascii() and count.isdigit()) or name in texts or len(texts) >= _MOST_FILES:
            raise CatalogueFileError("A file of the catalogue does not begin where it should.")
        first, place = place + 1, place + 1 + int(count)
        if place > len(lines):
            raise CatalogueFileError("A file of the catalogue is cut off.")
        texts[name] = "".join(f"{line}\n" for line in lines[first:place])
    return publisher, texts


def _public_key(name: str, encoded: str) -> bytes:
    try:
        key = read_base64(encoded)
    except NoteError as error:
        raise CatalogueFileError("The publisher's key cannot be read.") from error
    if len(key) != _KEY_BYTES or not is_key_name(name):
        raise CatalogueFileError("The publisher's name or key is not of the right form.")
    return key
