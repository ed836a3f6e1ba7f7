# SPDX-License-Identifier: Apache-2.0
"""Who can open the logbook and how: from a way to the keys of a person and of the database.

A way, such as a passphrase, opens a person's three private keys; the X25519 one opens the box with
the root key; the root key gives the database key and the seal of the key file. The box in the
middle lets an administrator change the root key for all without knowing their passphrases, and
since a person's signing keys hang under their own ways, who can read the database cannot sign as a
colleague.

All functions are pure, the randomness of new keys apart: a key file comes in, a key file goes out.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

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
    SuspendedError,
    WrongCardsError,
    WrongPassphraseError,
    WrongTokenPinError,
)
from logbook.store.key_file import VERSION, HighWaterMark, KeyFile, KeyHolder, Slot
from logbook.store.person_keys import (
    PersonKeys,
    make_person_keys,
    make_practice_key,
    practice_key_from,
    practice_key_to_bytes,
    public_point,
    trust_in,
)
from logbook.store.seal import holder_of, is_sealed_with, sealed
from logbook.store.slot_changes import slots_of, with_expiry, with_slot, without_slot
from logbook.store.slots import new_passphrase_slot, opened_slot
from logbook.store.unlocked import Unlocked
from logbook.store.vouching import is_vouched_for, vouched
from logbook.store.ways import Cards, Passphrase, Way

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
    "own_practice_key",
    "practice_key",
    "public_point",
    "sealed",
    "slots_of",
    "trust_in",
    "unlock",
    "unlock_best",
    "unlocked_in",
    "with_expiry",
    "with_high_water_mark",
    "with_slot",
    "without_slot",
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

    Their keys have to trust the practice's key (`trust_in`).

    Raises:
        UnusablePassphraseError: The passphrase cannot be kept.
        NotEnoughMemoryError: The computer cannot spend `cost` now.
    """
    assert person.keys.trusts == trust_in(public_point(practice_key)), "keys of this practice"
    root_key = bytearray(os.urandom(KEY_LENGTH))
    slot = new_passphrase_slot(vault, person.id, person.keys, passphrase, cost)
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
        practice_public=public_point(practice_key),
        root_vouch=vouched(
            practice_key,
            root_key,
            vault=vault,
            root_epoch=1,
            fingerprint=sha256(practice_certificate).digest(),
        ),
        people=(holder,),
        hwm=HighWaterMark(),
        mac=b"",
    )
    key_file = sealed(unsealed, root_key)
    return key_file, _unlocked(key_file, holder, root_key, person.keys, slot)


def unlock(key_file: KeyFile, way: Way | str, person_id: str | None = None) -> Unlocked:
    """Open the keys of a person, or of whoever the way belongs to.

    A passphrase is tried on each person in turn, a second of Argon2id for each: who knows the
    person says so.

    Raises:
        WrongPassphraseError: It opens nothing; which part failed is not told.
        SuspendedError: It opens the keys of a person who may not open the logbook now.
        KeyFileDamagedError: It opens a person's keys, and the rest of the file is not genuine.
        NotEnoughMemoryError: The computer cannot spend what one attempt costs.
        CodeMistypedError, CardsMistypedError: What was typed can open no logbook.
        TokenUnavailableError, TokenLockedError: The token does not answer.
    """
    offered = Passphrase(way) if isinstance(way, str) else way
    for holder in key_file.people:
        if person_id is not None and holder.id != person_id:
            continue
        for slot in holder.slots:
            keys = opened_slot(slot, offered, key_file.vault, holder.id)
            if keys is not None:
                return _checked(key_file, holder, keys, slot)
    if isinstance(offered, Cards):
        raise WrongCardsError("This opens nothing.")
    raise WrongPassphraseError("This opens nothing.")


def unlocked_in(key_file: KeyFile, unlocked: Unlocked) -> Unlocked:
    """Open another key file of the same logbook, as in a backup, with keys that are open already.

    What comes back has a root key of its own, to be wiped by itself.

    Raises:
        NotAllowedError: The person could not open the logbook then.
        KeyFileDamagedError: It is not genuine.
    """
    for holder in key_file.people:
        if holder.id == unlocked.person_id:
            return _checked(key_file, holder, unlocked.keys, unlocked.slot)
    raise NotAllowedError("The person could not open the logbook then.")


def unlock_best(
    copies: Sequence[KeyFile], way: Way | str, person_id: str | None = None
) -> tuple[KeyFile, Unlocked]:
    """Unlock the first copy that is genuine, and tell which it was.

    Raises:
        VaultError: As `unlock`.
    """
    for key_file in copies[:-1]:
        try:
            return key_file, unlock(key_file, way, person_id)
        except WrongTokenPinError:
            # The token counts: the same PIN once more would be one chance less.
            raise
        except (KeyFileDamagedError, WrongPassphraseError, NotEnoughMemoryError):
            # One copy that was tampered with must not stand in the way of the other.
            continue
    return copies[-1], unlock(copies[-1], way, person_id)


def is_genuine(key_file: KeyFile, unlocked: Unlocked) -> bool:
    """Tell whether a key file was sealed with the root key that is open."""
    return is_sealed_with(key_file, unlocked.root_key)


def database_key(unlocked: Unlocked) -> bytearray:
    """Derive the raw key of the database, 32 bytes; who asks must wipe it."""
    return subkey(unlocked.root_key, "db/v1")


def practice_key(key_file: KeyFile, unlocked: Unlocked) -> EllipticCurvePrivateKey:
    """Open the practice's own root key, with which it issues certificates.

    Raises:
        NotAllowedError: The person is no administrator.
        KeyFileDamagedError: It is not the practice's.
    """
    holder = holder_of(key_file, unlocked.person_id)
    if not holder.practice_box:
        raise NotAllowedError("The key of the practice is kept for administrators.")
    info = about_practice_key(key_file.vault, holder.id)
    return own_practice_key(unlocked.keys, holder.practice_box, info)


def own_practice_key(
    keys: PersonKeys, practice_box: bytes, about: bytes
) -> EllipticCurvePrivateKey:
    """Open a box with the key of the practice that a person's keys trust, and no other.

    Raises:
        KeyFileDamagedError: It is another's, or no such key.
    """
    found = unboxed(practice_box, keys.x25519, about)
    with suppress(ValueError):
        key = practice_key_from(found)
        if trust_in(public_point(key)) == keys.trusts:
            return key
    raise KeyFileDamagedError("The key in the box is not that of the practice.")


def change_passphrase(
    key_file: KeyFile, unlocked: Unlocked, *, passphrase: str, cost: KdfCost
) -> KeyFile:
    """Wrap the person's keys under a new passphrase; the old one opens this key file no more.

    Raises:
        UnusablePassphraseError: The passphrase cannot be kept.
        NotEnoughMemoryError: The computer cannot spend `cost` now.
    """
    slot = new_passphrase_slot(key_file.vault, unlocked.person_id, unlocked.keys, passphrase, cost)
    return with_slot(key_file, unlocked, slot)


def certificate_of(
    key_file: KeyFile, unlocked: Unlocked, person_id: str, seq: int
) -> tuple[bytes, bytes] | None:
    """Give the raw Ed25519 key a person signed an entry with, and the certificate that names it.

    None: nobody of that name could sign then.
    """
    then = min(
        (one for one in key_file.former if one.person == person_id and seq < one.until),
        key=lambda one: one.until,
        default=None,
    )
    found = then or next((one for one in key_file.people if one.id == person_id), None)
    if found is None:
        return None
    certificate = taken_out(found.certificate_box, unlocked.root_key, key_file.vault, person_id)
    return found.ed25519, certificate


def with_high_water_mark(
    key_file: KeyFile, unlocked: Unlocked, *, origin: str, size: int, root: bytes
) -> KeyFile:
    """Note how far the journal has come, so that an older copy of the logbook is recognised."""
    mark = HighWaterMark(origin=origin, size=size, root=root)
    return sealed(replace(key_file, hwm=mark), unlocked.root_key)


def _checked(key_file: KeyFile, holder: KeyHolder, keys: PersonKeys, slot: Slot) -> Unlocked:
    if holder.suspended:
        # Not for the other copy to decide: it may be the one before they were suspended.
        raise SuspendedError("This person may not open the logbook now.")
    if not _are_theirs(holder, keys) or keys.trusts != trust_in(key_file.practice_public):
        raise KeyFileDamagedError("The key file names other keys than those that opened.")
    info = about_root_key(key_file.vault, holder.id, key_file.root_epoch)
    root_key = bytearray(unboxed(holder.root_box, keys.x25519, info))
    try:
        _must_be_the_practices(key_file, root_key)
        return _unlocked(key_file, holder, root_key, keys, slot)
    except KeyFileDamagedError:
        wipe(root_key)
        raise


def _are_theirs(holder: KeyHolder, keys: PersonKeys) -> bool:
    return (holder.x25519, holder.ed25519) == (
        keys.x25519.public_key().public_bytes_raw(),
        keys.ed25519.public_key().public_bytes_raw(),
    )


def _must_be_the_practices(key_file: KeyFile, root_key: bytearray) -> None:
    """Refuse a root key that is not the practice's: anybody can make one, and box it for others."""
    if len(root_key) != KEY_LENGTH or not is_sealed_with(key_file, root_key):
        raise KeyFileDamagedError("The key file is not as this program left it.")
    if not is_vouched_for(
        key_file, root_key, root_epoch=key_file.root_epoch, signature=key_file.root_vouch
    ):
        raise KeyFileDamagedError("The practice does not vouch for the root key.")


def _unlocked(
    key_file: KeyFile, holder: KeyHolder, root_key: bytearray, keys: PersonKeys, slot: Slot
) -> Unlocked:
    practice_certificate = taken_out(
        key_file.practice_certificate_box, root_key, key_file.vault, PRACTICE
    )
    if sha256(practice_certificate).digest() != key_file.practice_fingerprint:
        raise KeyFileDamagedError("The certificate of the practice is another one.")
    return Unlocked(
        person_id=holder.id,
        role=holder.role,
        root_key=root_key,
        keys=keys,
        certificate=taken_out(holder.certificate_box, root_key, key_file.vault, holder.id),
        practice_certificate=practice_certificate,
        slot=slot,
    )
