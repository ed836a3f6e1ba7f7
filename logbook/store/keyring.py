# SPDX-License-Identifier: Apache-2.0
"""Who can open the logbook and how: from a passphrase to the keys of a person and of the database.

A passphrase opens a person's three private keys; the X25519 one opens the box with the root key;
the root key gives the database key and the seal of the key file. The box in the middle lets an
administrator change the root key for all without knowing their passphrases, and since a person's
signing keys hang under their own passphrase, who can read the database cannot sign as a colleague.

All functions are pure, the randomness of new keys apart: a key file comes in, a key file goes out.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from logbook.journal.written import written
from logbook.store.boxes import (
    about_practice_key,
    about_root_key,
    box,
    put_away,
    taken_out,
    unboxed,
)
from logbook.store.derivation import (
    DEFAULT,
    KEY_LENGTH,
    SMALLEST,
    KdfCost,
    subkey,
    wipe,
)
from logbook.store.errors import (
    KeyFileDamagedError,
    NotAllowedError,
    NotEnoughMemoryError,
    WrongPassphraseError,
)
from logbook.store.key_file import (
    PASSPHRASE,
    VERSION,
    HighWaterMark,
    KeyFile,
    KeyHolder,
    plain,
)
from logbook.store.person_keys import (
    PersonKeys,
    make_person_keys,
    make_practice_key,
    practice_key_from,
    practice_key_to_bytes,
)
from logbook.store.slots import new_slot, opened_slot

__all__ = [
    "ADMINISTRATOR",
    "DEFAULT",
    "SMALLEST",
    "KdfCost",
    "KeyFile",
    "NewPerson",
    "PersonKeys",
    "Unlocked",
    "change_passphrase",
    "database_key",
    "holder_of",
    "is_genuine",
    "make_person_keys",
    "make_practice_key",
    "new_key_file",
    "practice_key",
    "sealed",
    "unlock",
    "unlock_best",
    "with_high_water_mark",
]

ADMINISTRATOR = "administrator"

PRACTICE = "practice"
"""Whose certificate it is that the practice issued to itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person who is to be able to open the logbook, with the keys made for them.

    `certificate` is DER. `nickname` stands in clear in the key file, for the unlock window.
    """

    id: str
    role: str
    nickname: str
    keys: PersonKeys
    certificate: bytes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unlocked:
    """What a passphrase opened. `wipe` it when the logbook is locked."""

    person_id: str
    role: str
    root_key: bytearray = field(repr=False)
    keys: PersonKeys = field(repr=False)
    certificate: bytes = field(repr=False)
    practice_certificate: bytes = field(repr=False)

    def wipe(self) -> None:
        """Overwrite the root key; the private keys go with their objects."""
        wipe(self.root_key)


def new_key_file(
    *,
    vault: str,
    person: NewPerson,
    passphrase: str,
    cost: KdfCost,
    practice_key: EllipticCurvePrivateKey,
    practice_certificate: bytes,
) -> tuple[KeyFile, Unlocked]:
    """Make the key file of a new logbook, which this person alone can open.

    Raises:
        UnusablePassphraseError: The passphrase cannot be kept.
        NotEnoughMemoryError: The computer cannot spend `cost` now.
    """
    root_key = bytearray(os.urandom(KEY_LENGTH))
    slot = new_slot(vault, person.id, person.keys, passphrase, cost)
    reader = person.keys.x25519.public_key()
    is_administrator = person.role == ADMINISTRATOR
    root_box = box(root_key, reader, about_root_key(vault, person.id, 1))
    practice_box = (
        box(
            practice_key_to_bytes(practice_key),
            reader,
            about_practice_key(vault, person.id),
        )
        if is_administrator
        else b""
    )
    holder = KeyHolder(
        id=person.id,
        role=person.role,
        nickname=person.nickname,
        x25519=reader.public_bytes_raw(),
        ed25519=person.keys.ed25519.public_key().public_bytes_raw(),
        certificate_box=put_away(person.certificate, root_key, vault, person.id),
        root_box=root_box,
        practice_box=practice_box,
        slots=(slot,),
    )
    unsealed = KeyFile(
        v=VERSION,
        vault=vault,
        epoch=0,
        root_epoch=1,
        practice_certificate_box=put_away(practice_certificate, root_key, vault, PRACTICE),
        practice_fingerprint=sha256(practice_certificate).digest(),
        people=(holder,),
        hwm=HighWaterMark(),
        mac=b"",
    )
    key_file = sealed(unsealed, root_key)
    return key_file, _unlocked(key_file, holder, root_key, person.keys)


def unlock(key_file: KeyFile, passphrase: str, person_id: str | None = None) -> Unlocked:
    """Open the keys of a person, or of whoever the passphrase belongs to.

    Raises:
        WrongPassphraseError: It opens nothing; which part failed is not told.
        KeyFileDamagedError: It opens a person's keys, and the rest of the file is not genuine.
        NotEnoughMemoryError: The computer cannot spend what one attempt costs.
    """
    for holder in key_file.people:
        if person_id is not None and holder.id != person_id:
            continue
        for slot in holder.slots:
            if slot.type != PASSPHRASE:
                continue
            private = opened_slot(slot, passphrase, key_file.vault, holder.id)
            if private is not None:
                return _checked(key_file, holder, PersonKeys.from_bytes(private))
    raise WrongPassphraseError("The passphrase opens nothing.")


def unlock_best(
    copies: Sequence[KeyFile], passphrase: str, person_id: str | None = None
) -> tuple[KeyFile, Unlocked]:
    """Unlock the first copy that is genuine, and tell which it was.

    Raises:
        WrongPassphraseError, KeyFileDamagedError, NotEnoughMemoryError: As `unlock`.
    """
    for key_file in copies[:-1]:
        try:
            return key_file, unlock(key_file, passphrase, person_id)
        except (KeyFileDamagedError, WrongPassphraseError, NotEnoughMemoryError):
            # One copy that was tampered with must not stand in the way of the other.
            continue
    return copies[-1], unlock(copies[-1], passphrase, person_id)


def is_genuine(key_file: KeyFile, unlocked: Unlocked) -> bool:
    """Tell whether a key file was sealed with the root key that is open."""
    return hmac.compare_digest(_mac(key_file, unlocked.root_key), key_file.mac)


def database_key(unlocked: Unlocked) -> bytearray:
    """Derive the raw key of the database, 32 bytes; who asks must wipe it."""
    return subkey(unlocked.root_key, "db/v1")


def practice_key(key_file: KeyFile, unlocked: Unlocked) -> EllipticCurvePrivateKey:
    """Open the practice's own root key, with which it issues certificates.

    Raises:
        NotAllowedError: The person is no administrator.
    """
    holder = holder_of(key_file, unlocked.person_id)
    if not holder.practice_box:
        raise NotAllowedError("The key of the practice is kept for administrators.")
    info = about_practice_key(key_file.vault, holder.id)
    return practice_key_from(unboxed(holder.practice_box, unlocked.keys.x25519, info))


def change_passphrase(
    key_file: KeyFile, unlocked: Unlocked, *, passphrase: str, cost: KdfCost
) -> KeyFile:
    """Wrap the person's keys under a new passphrase; the old one opens this key file no more.

    Raises:
        UnusablePassphraseError: The passphrase cannot be kept.
        NotEnoughMemoryError: The computer cannot spend `cost` now.
    """
    holder = holder_of(key_file, unlocked.person_id)
    slot = new_slot(key_file.vault, holder.id, unlocked.keys, passphrase, cost)
    others = tuple(one for one in holder.slots if one.type != PASSPHRASE)
    changed = replace(holder, slots=(slot, *others))
    people = tuple(changed if one.id == holder.id else one for one in key_file.people)
    return sealed(replace(key_file, people=people), unlocked.root_key)


def with_high_water_mark(
    key_file: KeyFile, unlocked: Unlocked, *, origin: str, size: int, root: bytes
) -> KeyFile:
    """Note how far the journal has come, so that an older copy of the logbook is recognised."""
    mark = HighWaterMark(origin=origin, size=size, root=root)
    return sealed(replace(key_file, hwm=mark), unlocked.root_key)


def _checked(key_file: KeyFile, holder: KeyHolder, keys: PersonKeys) -> Unlocked:
    info = about_root_key(key_file.vault, holder.id, key_file.root_epoch)
    root_key = bytearray(unboxed(holder.root_box, keys.x25519, info))
    if len(root_key) != KEY_LENGTH or not hmac.compare_digest(
        _mac(key_file, root_key), key_file.mac
    ):
        raise KeyFileDamagedError("The key file is not as this program left it.")
    return _unlocked(key_file, holder, root_key, keys)


def _unlocked(
    key_file: KeyFile, holder: KeyHolder, root_key: bytearray, keys: PersonKeys
) -> Unlocked:
    return Unlocked(
        person_id=holder.id,
        role=holder.role,
        root_key=root_key,
        keys=keys,
        certificate=taken_out(holder.certificate_box, root_key, key_file.vault, holder.id),
        practice_certificate=taken_out(
            key_file.practice_certificate_box, root_key, key_file.vault, PRACTICE
        ),
    )


def holder_of(key_file: KeyFile, person_id: str) -> KeyHolder:
    """Give a person who can open the logbook, by their id."""
    return next(holder for holder in key_file.people if holder.id == person_id)


def sealed(key_file: KeyFile, root_key: bytearray) -> KeyFile:
    """Give a key file as it is written next: its epoch is one higher, and the root key seals it."""
    later = replace(key_file, epoch=key_file.epoch + 1)
    return replace(later, mac=_mac(later, root_key))


def _mac(key_file: KeyFile, root_key: bytearray) -> bytes:
    # GCM does not commit to its key; this does, and no slot can be added without the root key.
    open_parts = plain(key_file)
    del open_parts["mac"]
    key = subkey(root_key, "header-mac/v1")
    try:
        return hmac.digest(key, written(open_parts), "sha256")
    finally:
        wipe(key)
