# SPDX-License-Identifier: Apache-2.0
"""Changing the root key, in two phases, so that no crash leaves a logbook that nobody opens.

First the new root key is boxed for everybody who may open the logbook, beside the present one, and
the key file is written. Only then is the database encrypted anew, and only when it has opened with
the new key does that take the place of the other. Whoever opens the logbook after a crash in
between holds both keys: the database says which it is, and so whether to go on or to go back.

What wraps a person's own keys is not touched: passphrases, recovery codes, quick unlocks, tokens
and the cards of a will open as before. A copy of the box with the root key is void, such as a
recovery sheet bears for the case that the key file is lost too: a new sheet has to be printed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from logbook.store.boxes import about_root_key, box, put_away, taken_out, unboxed
from logbook.store.derivation import KEY_LENGTH
from logbook.store.errors import KeyFileDamagedError, WrongKeyError
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import KeyFile, KeyHolder
from logbook.store.keyring import PRACTICE, Unlocked, database_key, practice_key
from logbook.store.seal import holder_of, sealed
from logbook.store.vault import Vault
from logbook.store.vouching import is_vouched_for, vouched

OpenVault = Callable[[LogbookFolder, bytearray, str], Vault]
"""`Vault.open`, `Vault.open_as_it_is` or `Vault.open_to_read`."""


class Interrupted(Enum):
    """What became of a rotation that a crash interrupted."""

    FINISHED = "finished"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Opened:
    """A vault that is open, the key file that belongs to it, and what it was opened with.

    If a rotation was interrupted, the key file is not yet the one on the disk.
    """

    vault: Vault
    key_file: KeyFile
    unlocked: Unlocked
    interrupted: Interrupted | None = None


def begun(key_file: KeyFile, unlocked: Unlocked) -> tuple[KeyFile, Unlocked]:
    """Box a new root key for everybody who may open the logbook, beside the present one.

    Returns:
        The key file with both, to be written first of all; what opens the database afterwards.

    Raises:
        NotAllowedError: Who is signed in is no administrator.
    """
    later = new_root_key(key_file, unlocked)
    return with_pending(key_file, unlocked, later), later


def new_root_key(key_file: KeyFile, unlocked: Unlocked) -> Unlocked:
    """Make a new root key, of which nothing is written yet.

    Raises:
        NotAllowedError: Who is signed in is no administrator.
    """
    practice_key(key_file, unlocked)
    return replace(unlocked, root_key=bytearray(os.urandom(KEY_LENGTH)))


def with_pending(key_file: KeyFile, unlocked: Unlocked, later: Unlocked) -> KeyFile:
    """Box a root key that was made for everybody who may open the logbook, beside the present.

    The practice's key vouches for it here: whoever ends what a crash broke off may not have it.

    Raises:
        NotAllowedError: Who is signed in is no administrator.
    """
    vouch = vouched(
        practice_key(key_file, unlocked),
        later.root_key,
        vault=key_file.vault,
        root_epoch=key_file.root_epoch + 1,
        fingerprint=key_file.practice_fingerprint,
    )
    people = tuple(
        replace(one, pending_root_box=_boxed(key_file, one, later.root_key))
        for one in key_file.people
    )
    changed = replace(key_file, people=people, pending_root_vouch=vouch)
    return sealed(changed, unlocked.root_key)


def is_begun(key_file: KeyFile) -> bool:
    """Tell whether a rotation was begun and not yet brought to an end."""
    return any(holder.pending_root_box for holder in key_file.people)


def finished(key_file: KeyFile, unlocked: Unlocked, later: Unlocked) -> KeyFile:
    """Put the new root key in the place of the one before, in all that it closes."""
    people = tuple(
        replace(
            one,
            root_box=one.pending_root_box,
            pending_root_box=b"",
            certificate_box=_closed_anew(
                one.certificate_box, key_file.vault, one.id, unlocked, later
            ),
        )
        for one in key_file.people
    )
    practice = _closed_anew(
        key_file.practice_certificate_box, key_file.vault, PRACTICE, unlocked, later
    )
    changed = replace(
        key_file,
        root_epoch=key_file.root_epoch + 1,
        root_vouch=key_file.pending_root_vouch,
        pending_root_vouch=b"",
        people=people,
        practice_certificate_box=practice,
        former=tuple(
            replace(
                one,
                certificate_box=_closed_anew(
                    one.certificate_box, key_file.vault, one.person, unlocked, later
                ),
            )
            for one in key_file.former
        ),
    )
    return sealed(changed, later.root_key)


def abandoned(key_file: KeyFile, unlocked: Unlocked) -> KeyFile:
    """Give up a rotation that never reached the database."""
    people = tuple(replace(one, pending_root_box=b"") for one in key_file.people)
    changed = replace(key_file, people=people, pending_root_vouch=b"")
    return sealed(changed, unlocked.root_key)


def opened_with_either(
    open_vault: OpenVault, folder: LogbookFolder, key_file: KeyFile, unlocked: Unlocked
) -> Opened:
    """Open the vault with the root key there is, or the one a rotation was to bring.

    Nothing is written here. Once the other has opened, the key before is wiped.

    Raises:
        VaultError: As `open_vault`.
    """
    vault_id, pending = key_file.vault, is_begun(key_file)
    try:
        vault = open_vault(folder, database_key(unlocked), vault_id)
    except WrongKeyError:
        if not pending:
            raise
        later = _pending(key_file, unlocked)
        vault = open_vault(folder, database_key(later), vault_id)
        settled = finished(key_file, unlocked, later)
        unlocked.wipe()
        return Opened(
            vault=vault, key_file=settled, unlocked=later, interrupted=Interrupted.FINISHED
        )
    if not pending:
        return Opened(vault=vault, key_file=key_file, unlocked=unlocked)
    settled = abandoned(key_file, unlocked)
    return Opened(
        vault=vault, key_file=settled, unlocked=unlocked, interrupted=Interrupted.ABANDONED
    )


def sheet_is_void(key_file: KeyFile, root_epoch: int) -> bool:
    """Tell whether a recovery sheet was printed under a root key that is no longer in use.

    Its code opens the person's keys as before; without the key file it opens old backups only.
    """
    return root_epoch < key_file.root_epoch


def _pending(key_file: KeyFile, unlocked: Unlocked) -> Unlocked:
    holder = holder_of(key_file, unlocked.person_id)
    about = about_root_key(key_file.vault, holder.id, key_file.root_epoch + 1)
    root_key = bytearray(unboxed(holder.pending_root_box, unlocked.keys.x25519, about))
    if not is_vouched_for(
        key_file,
        root_key,
        root_epoch=key_file.root_epoch + 1,
        signature=key_file.pending_root_vouch,
    ):
        raise KeyFileDamagedError("The practice does not vouch for the root key that was to come.")
    return replace(unlocked, root_key=root_key)


def _boxed(key_file: KeyFile, holder: KeyHolder, root_key: bytearray) -> bytes:
    if holder.suspended:
        # Boxed for them once they are reinstated.
        return b""
    reader = X25519PublicKey.from_public_bytes(holder.x25519)
    return box(root_key, reader, about_root_key(key_file.vault, holder.id, key_file.root_epoch + 1))


def _closed_anew(
    closed: bytes, vault: str, whose: str, unlocked: Unlocked, later: Unlocked
) -> bytes:
    certificate = taken_out(closed, unlocked.root_key, vault, whose)
    return put_away(certificate, later.root_key, vault, whose)
