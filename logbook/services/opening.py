# SPDX-License-Identifier: Apache-2.0
"""Making a logbook, and opening one.

Both cost a second of Argon2id on purpose, so both come in two halves: a job, which a worker runs
and which touches nothing but itself, and the rest, which takes what the job gave.
"""

from __future__ import annotations

import hashlib
import platform
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from logbook.clock import Clock
from logbook.documents.certificates import issue_certificate, make_root
from logbook.domain.catalogue_reading import shipped_catalogue
from logbook.domain.findings import Code, Finding, RecordRefusedError
from logbook.domain.people import findings_on_texts
from logbook.domain.practice import Practice, Practitioner
from logbook.domain.records import Act
from logbook.domain.text import tidied
from logbook.errors import LogbookError
from logbook.services import indexing
from logbook.services.scribe import Hand, Scribe
from logbook.store import key_file as key_files
from logbook.store.errors import VaultMissingError
from logbook.store.folder import FolderLock, LogbookFolder, new_folder
from logbook.store.keyring import (
    DEFAULT,
    KdfCost,
    KeyFile,
    NewPerson,
    Unlocked,
    database_key,
    is_genuine,
    make_person_keys,
    make_practice_key,
    new_key_file,
    unlock_best,
)
from logbook.store.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLogbook:
    """What a person says of themselves and their practice when they make a logbook."""

    practice: Practice
    practitioner: Practitioner
    passphrase: str = field(repr=False)
    cost: KdfCost = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Keys:
    """What a passphrase opened, and the key file it opened it in."""

    key_file: KeyFile
    unlocked: Unlocked


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateJob:
    """Makes the keys of a new logbook: Argon2id, and two certificates."""

    new: NewLogbook
    vault_id: str
    now: datetime

    def run(self) -> Keys:
        """Make the keys.

        Raises:
            VaultError: the passphrase cannot be kept, or the memory for it is not there.
        """
        new, person = self.new, make_person_keys()
        root_key = make_practice_key()
        root = make_root(new.practice.name, root_key, self.now)
        certificate = issue_certificate(
            root_key,
            root,
            name=new.practitioner.name,
            organisation=new.practice.name,
            key=person.p256.public_key(),
            at=self.now,
        )
        key_file, unlocked = new_key_file(
            vault=self.vault_id,
            person=NewPerson(
                id=str(new.practitioner.id),
                role=new.practitioner.role.value,
                nickname="",
                keys=person,
                certificate=certificate,
            ),
            passphrase=new.passphrase,
            cost=new.cost,
            practice_key=root_key,
            practice_certificate=root,
        )
        return Keys(key_file=key_file, unlocked=unlocked)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockJob:
    """Opens the keys of an existing logbook: Argon2id over the passphrase."""

    copies: tuple[KeyFile, ...]
    passphrase: str = field(repr=False)

    def run(self) -> Keys:
        """Open the keys.

        Raises:
            VaultError: the passphrase opens nothing, the key file is not genuine, or the memory
                for it is not there.
        """
        key_file, unlocked = unlock_best(self.copies, self.passphrase)
        # Read here, and kept: a worker has the time for it, the window would stand still.
        shipped_catalogue()
        return Keys(key_file=key_file, unlocked=unlocked)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OpenFolder:
    """A logbook that is open: its folder, held; its vault; and who opened it."""

    folder: LogbookFolder
    lock: FolderLock
    vault: Vault
    keys: Keys

    @property
    def hand(self) -> Hand:
        """Who writes in it now."""
        return _hand(self.keys)

    def close(self) -> None:
        """Close the vault, forget the keys, let the folder go."""
        self.vault.close()
        self.keys.unlocked.wipe()
        self.lock.release()


def create_job(new: NewLogbook, clock: Clock) -> CreateJob:
    """Prepare the making of a logbook.

    Raises:
        RecordRefusedError: the practice or the person has no name, or a text cannot be kept.
    """
    new = NewLogbook(
        practice=tidied(new.practice),
        practitioner=tidied(new.practitioner),
        passphrase=new.passphrase,
        cost=new.cost,
    )
    missing = tuple(
        Finding(code=Code.INCOMPLETE, part=part)
        for part, value in (
            ("practice.name", new.practice.name),
            ("practice.address", new.practice.address),
            ("practitioner.name", new.practitioner.name),
        )
        if not value
    )
    if found := (
        *missing,
        *findings_on_texts(new.practice),
        *findings_on_texts(new.practitioner),
    ):
        raise RecordRefusedError(found)
    return CreateJob(new=new, vault_id=uuid4().hex, now=clock.now())


def create(path: Path, job: CreateJob, keys: Keys, clock: Clock) -> None:
    """Make the logbook on disk, whole or not at all, with the practice and its practitioner.

    Raises:
        VaultError: something stands there already, or the place cannot be written.
    """
    with new_folder(path) as folder:
        key_files.write_key_file(folder, keys.key_file)
        vault = Vault.create(folder, database_key(keys.unlocked), job.vault_id)
        hand = _hand(keys)
        try:
            scribe = Scribe(vault, hand, clock, log=job.vault_id)
            scribe.write(Act.LOGBOOK_CREATED, job.new.practice)
            scribe.write(Act.PRACTITIONER_ENROLLED, job.new.practitioner)
        finally:
            vault.close()


def unlock_job(path: Path, passphrase: str) -> UnlockJob:
    """Prepare the opening of a logbook.

    Raises:
        VaultError: there is no logbook here, or its key file is missing or damaged.
    """
    folder = LogbookFolder(path)
    if not folder.exists():
        raise VaultMissingError("There is no logbook at this place.")
    return UnlockJob(copies=key_files.candidates(folder), passphrase=passphrase)


def open_folder(path: Path, keys: Keys) -> OpenFolder:
    """Open the vault of a logbook with its keys, and hold the folder.

    Raises:
        VaultError: it is in use, damaged, too new, read-only, or not a logbook.
    """
    folder = LogbookFolder(path)
    lock = FolderLock(folder)
    try:
        keys = _newest(folder, keys)
        key_files.mend(folder, keys.key_file)
        vault = Vault.open(folder, database_key(keys.unlocked), keys.key_file.vault)
    except BaseException:
        lock.release()
        raise
    _make_lists(vault)
    return OpenFolder(folder=folder, lock=lock, vault=vault, keys=keys)


def _make_lists(vault: Vault) -> None:
    """Make lists that are not there; a record that cannot be read is for the audit to name."""
    with suppress(LogbookError):
        indexing.make_missing(vault)


def _newest(folder: LogbookFolder, keys: Keys) -> Keys:
    """Take the key file as it is now that the lock is ours: somebody may have written it since."""
    for found in key_files.candidates(folder):
        if found.epoch > keys.key_file.epoch and is_genuine(found, keys.unlocked):
            return Keys(key_file=found, unlocked=keys.unlocked)
    return keys


def _hand(keys: Keys) -> Hand:
    return Hand(
        person=UUID(keys.unlocked.person_id),
        key=keys.unlocked.keys.ed25519,
        device=_device(keys.key_file.vault),
    )


def _device(vault_id: str) -> str:
    """Name this computer for this logbook only: the same each time, and nothing else."""
    return hashlib.sha256(f"{platform.node()}\n{vault_id}".encode()).hexdigest()[:16]
