# SPDX-License-Identifier: Apache-2.0
"""The manifest of a backup: what is in it and how far the journal in it goes, signed.

No personal data: identities made at random, numbers, hashes and a time. It is signed by whoever
made the backup, with the key their entries are signed with, so that neither the list of what was
erased nor a hash in it can be changed by somebody who merely has the file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from logbook.exchange.backup_errors import BackupAlteredError, BackupTooNewError
from logbook.journal.written import WrittenFormError, read, written

FORMAT = 1

_PREFIX = b"logbook/backup/v1\n"

Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Identity = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Count = Annotated[int, msgspec.Meta(ge=0, lt=2**53)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSum:
    """A member, how many bytes it has and their SHA-256."""

    name: Annotated[str, msgspec.Meta(max_length=64)]
    size: Count
    sha256: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself.

    `epoch`, `size` and `root` say how far the journal goes, as the checkpoint (a signed note) does.
    `erased` lists what had been erased by then: an older backup must not bring it back. `signature`
    is Ed25519 by `made_by`, 128 hexadecimal digits, over the manifest without it.
    """

    format: Count = FORMAT
    vault: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
    epoch: Count
    size: Count
    root: Digest
    checkpoint: Annotated[str, msgspec.Meta(max_length=4096)]
    program: Annotated[str, msgspec.Meta(max_length=64)]
    made_at: Annotated[datetime, msgspec.Meta(tz=True)]
    made_by: Identity
    members: tuple[MemberSum, ...]
    erased: tuple[Identity, ...] = ()
    signature: Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{128})?$")] = ""


def signed_manifest(manifest: Manifest, key: Ed25519PrivateKey) -> Manifest:
    """Give the manifest with the signature of whoever made the backup."""
    return replace(manifest, signature=key.sign(_signed_part(manifest)).hex())


def manifest_is_signed_by(manifest: Manifest, public: bytes) -> bool:
    """Tell whether the holder of a raw public key signed this manifest."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            bytes.fromhex(manifest.signature), _signed_part(manifest)
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def written_manifest(manifest: Manifest) -> bytes:
    """Write a manifest: RFC 8785 JSON and a line feed."""
    return written(manifest) + b"\n"


def read_manifest(data: bytes) -> Manifest:
    """Read a manifest, without judging its signature.

    Raises:
        BackupTooNewError: a newer program wrote it.
        BackupAlteredError: it is not as one is written.
    """
    try:
        if read(data.removesuffix(b"\n"), dict).get("format") not in (None, FORMAT):
            raise BackupTooNewError("The backup is of a newer format.")
        manifest = read(data.removesuffix(b"\n"), Manifest)
        same = written_manifest(manifest) == data
    except WrittenFormError as error:
        raise BackupAlteredError("The manifest cannot be read.") from error
    if not same:
        raise BackupAlteredError("The manifest is not as one is written.")
    return manifest


def _signed_part(manifest: Manifest) -> bytes:
    return _PREFIX + sha256(written(replace(manifest, signature=""))).digest()
