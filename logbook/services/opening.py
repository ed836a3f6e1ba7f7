# SPDX-License-Identifier: Apache-2.0
"""Making a logbook, and opening one.

Both cost a second of Argon2id on purpose, so both come in two halves: a job, which a worker runs
and which touches nothing but itself, and the rest, which takes what the job gave.
"""

from __future__ import annotations

import hmac
import platform
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from logbook.clock import Clock, SystemClock
from logbook.documents.certificates import JournalKey, issue_certificate, make_root
from logbook.domain.anchored import ReadOnlyReason
from logbook.domain.catalogue_reading import shipped_catalogue
from logbook.domain.findings import Code, Finding, RecordRefusedError
from logbook.domain.people import findings_on_texts
from logbook.domain.practice import Practice, Practitioner, Role
from logbook.domain.records import Act
from logbook.domain.text import tidied
from logbook.errors import LogbookError
from logbook.journal.audit_findings import AuditFinding, AuditKind
from logbook.services import indexing
from logbook.services.reading_only import ReadOnly, ReadOnlyState
from logbook.services.roster import Roster, roster_in
from logbook.services.scribe import Hand, Scribe
from logbook.store import journal_rows
from logbook.store import key_file as key_files
from logbook.store.calibration import calibrated
from logbook.store.computer import ComputerFolder
from logbook.store.derivation import subkey, wipe
from logbook.store.errors import (
    CommitUnclearError,
    KeyChangeNotEndedError,
    KeyFileDamagedError,
    KeyFileMissingError,
    NotAllowedError,
    SuspendedError,
    VaultDamagedError,
    VaultError,
    VaultMissingError,
    VaultNewerError,
    VaultOlderError,
    VaultReadOnlyError,
    WrongKeyError,
    WrongPassphraseError,
    WrongTokenPinError,
)
from logbook.store.folder import FolderLock, LogbookFolder, new_folder
from logbook.store.key_file import KeyHolder
from logbook.store.keyring import (
    KdfCost,
    KeyFile,
    NewPerson,
    Unlocked,
    database_key,
    is_genuine,
    make_person_keys,
    make_practice_key,
    new_key_file,
    public_point,
    trust_in,
    unlock,
    unlock_best,
    unlocked_in,
)
from logbook.store.passphrases import check_strength
from logbook.store.rotation import Interrupted, Opened, OpenVault, opened_with_either
from logbook.store.tries import Tries
from logbook.store.vault import Vault
from logbook.store.ways import Passphrase, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLogbook:
    """What a person says of themselves and their practice when they make a logbook."""

    practice: Practice
    practitioner: Practitioner
    passphrase: str = field(repr=False)
    cost: KdfCost | None = None
    """What a guess at the passphrase is to cost; None: what suits this computer."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Keys:
    """What a way opened, and the key file it opened it in."""

    key_file: KeyFile
    unlocked: Unlocked
    seconds: float | None = None
    """How long the opening took; None where nothing was opened with a way."""
    rebuilt: bool = False
    """Whether the key file was made again from a recovery sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAtTheDoor:
    """A person who can open a logbook; `nickname` is their own choice, and may be empty."""

    id: UUID
    nickname: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateJob:
    """Makes the keys of a new logbook: Argon2id, and two certificates."""

    new: NewLogbook
    vault_id: str
    now: datetime

    def run(self) -> Keys:
        """Make the keys.

        Raises:
            WeakPassphraseError: the passphrase is too easily guessed.
            VaultError: it cannot be kept, or the memory for it is not there.
        """
        new, root_key = self.new, make_practice_key()
        check_strength(new.passphrase, about_them(new.practice, new.practitioner))
        person = make_person_keys(trust_in(public_point(root_key)))
        root = make_root(new.practice.name, root_key, self.now)
        certificate = issue_certificate(
            root_key,
            root,
            name=new.practitioner.name,
            organisation=new.practice.name,
            key=person.p256.public_key(),
            at=self.now,
            journal=JournalKey(
                actor=str(new.practitioner.id),
                public=person.ed25519.public_key().public_bytes_raw(),
                reads=person.x25519.public_key().public_bytes_raw(),
            ),
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
            cost=new.cost or calibrated(),
            practice_key=root_key,
            practice_certificate=root,
        )
        return Keys(key_file=key_file, unlocked=unlocked)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockJob:
    """Opens the keys of an existing logbook: Argon2id over a passphrase, or another way."""

    copies: tuple[KeyFile, ...]
    way: Way
    person_id: str | None = None
    """Whose keys they are; None to try it on everybody."""
    kept: KeyFile | None = None
    """The copy kept on this computer, where it is none of these."""
    tries: Tries | None = None
    """Where each try is kept until it is answered; None where there is no journal to tell."""
    clock: Clock = field(default_factory=SystemClock)

    def run(self) -> Keys:
        """Open the keys.

        Raises:
            VaultError: the way opens nothing, the key file is not genuine, or the memory for it is
                not there.
        """
        with self.tries.trying(self.clock) if self.tries is not None else nullcontext():
            began = time.perf_counter()
            key_file, unlocked = self._opened()
            seconds = time.perf_counter() - began
        # Read here, and kept: a worker has the time for it, the window would stand still.
        shipped_catalogue()
        return Keys(key_file=key_file, unlocked=unlocked, seconds=seconds)

    def _opened(self) -> tuple[KeyFile, Unlocked]:
        try:
            return unlock_best(self.copies, self.way, self.person_id)
        except WrongTokenPinError:
            # The token counts: the same PIN once more would be one chance less.
            raise
        except (KeyFileDamagedError, WrongPassphraseError):
            opened = self._opened_in_kept()
            if opened is None:
                raise
            return opened

    def _opened_in_kept(self) -> tuple[KeyFile, Unlocked] | None:
        """Open the copy kept here, where those in the folder are older ones, or not genuine.

        Where one of them is genuine and later, the way is one that was changed since.
        """
        if self.kept is None:
            return None
        try:
            unlocked = unlock(self.kept, self.way, self.person_id)
        except VaultError:
            return None
        if all(_is_later(self.kept, one) or not _stands(one, unlocked) for one in self.copies):
            return self.kept, unlocked
        unlocked.wipe()
        return None


def _is_later(key_file: KeyFile, other: KeyFile) -> bool:
    """Tell whether a key file is a later one of the same epoch of the journal."""
    return key_file.journal_epoch == other.journal_epoch and key_file.epoch > other.epoch


def _stands(key_file: KeyFile, unlocked: Unlocked) -> bool:
    """Tell whether a key file is genuine, as far as open keys of the same logbook tell."""
    try:
        if not is_genuine(key_file, unlocked):
            unlocked_in(key_file, unlocked).wipe()
    except SuspendedError:
        return True
    except (KeyFileDamagedError, NotAllowedError):
        return False
    return True


@dataclass(slots=True, kw_only=True, eq=False)
class OpenFolder:
    """A logbook that is open: its folder, held; its vault; and who opened it.

    `keys` is the key file as it was last written: whoever changes it begins there, and writes it
    with `write_keys`, so that no later change undoes an earlier one.
    """

    folder: LogbookFolder
    lock: FolderLock
    vault: Vault
    keys: Keys
    computer: ComputerFolder
    state: ReadOnlyState = field(default_factory=ReadOnlyState)
    was_older: bool = False
    """Whether an older key file lay in the folder, and the later one kept here took its place."""
    interrupted: Interrupted | None = None
    """What became of a change of the root key that `Rotating.settle` has yet to end."""
    _roster: tuple[KeyFile, int, Roster] | None = field(default=None, init=False, repr=False)

    @property
    def roster(self) -> Roster:
        """Who may sign as whom, and how people stand, by the journal and the key file as now."""
        try:
            size = journal_rows.size(self.vault)
            kept = self._roster
            if kept is None or kept[0] is not self.keys.key_file or kept[1] != size:
                found = roster_in(self.vault, self.keys.key_file, self.keys.unlocked)
                kept = self._roster = (self.keys.key_file, size, found)
        except VaultDamagedError:
            # Where its pages cannot be read nobody counts; that locks nobody out.
            return Roster(findings=(AuditFinding(kind=AuditKind.ENTRY_UNREADABLE),))
        return kept[2]

    @property
    def read_only(self) -> ReadOnly | None:
        """Why nothing can be written; None while it can."""
        return self.state.now

    def turn_read_only(self, why: ReadOnly) -> None:
        """Write nothing from now on; what was found outweighs what merely hinders."""
        now = self.state.now
        if now is None:
            self.vault.turn_read_only()
        if now is None or (why.calls_for_a_backup and not now.calls_for_a_backup):
            self.state.now = why

    def write_keys(self, key_file: KeyFile, unlocked: Unlocked | None = None) -> None:
        """Write the key file durably, and go on with it; the journal is told afterwards.

        Raises:
            KeyChangeNotEndedError: the journal is yet to be told of a change of the root key, which
                the key file on the disk shows, and this one would not.
            VaultError: it could not be written. The earlier one holds, or the new one: both open.
        """
        if self.interrupted is Interrupted.FINISHED:
            raise KeyChangeNotEndedError("A change of the root key is to be ended first.")
        key_files.write_key_file(self.folder, key_file)
        self.keys = replace(self.keys, key_file=key_file, unlocked=unlocked or self.keys.unlocked)

    @property
    def hand(self) -> Hand:
        """Who writes in it now."""
        return _hand(self.keys)

    def close(self) -> None:
        """Close the vault, forget the keys, let the folder go."""
        self.vault.close()
        self.keys.unlocked.wipe()
        self.lock.release()


def about_them(practice: Practice, practitioner: Practitioner) -> tuple[str, ...]:
    """Give what somebody would try first who knows the person: no good passphrase is made of it."""
    return (
        practitioner.name,
        practitioner.hcpc_number,
        practice.name,
        practice.address,
        practice.phone,
        practice.email,
    )


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
            practice = keys.key_file.practice_fingerprint
            scribe = Scribe(vault, hand, clock, log=job.vault_id, practice=practice)
            scribe.write(Act.LOGBOOK_CREATED, job.new.practice)
            scribe.write(Act.PRACTITIONER_ENROLLED, job.new.practitioner)
        finally:
            vault.close()


def unlock_job(
    path: Path,
    way: Way | str,
    computer: ComputerFolder | None = None,
    *,
    person_id: str | None = None,
    clock: Clock | None = None,
) -> UnlockJob:
    """Prepare the opening of a logbook, with a passphrase or another way.

    A try in vain is kept on this computer, and noted when the logbook is next opened.

    Where both copies of its key file are lost, the copy kept on this computer takes their place;
    where they are older than that, it is tried too.

    Raises:
        VaultError: there is no logbook here, or its key file is missing or damaged.
    """
    folder = LogbookFolder(path)
    if not folder.exists():
        raise VaultMissingError("There is no logbook at this place.")
    offered = Passphrase(way) if isinstance(way, str) else way
    copies = key_copies(folder, computer)
    computer, vault = computer or ComputerFolder.of_this_user(), copies[0].vault
    kept = computer.key_file(vault)
    return UnlockJob(
        copies=copies,
        way=offered,
        person_id=person_id,
        kept=kept if kept not in copies else None,
        tries=computer.tries(vault),
        clock=clock or SystemClock(),
    )


def key_copies(
    folder: LogbookFolder, computer: ComputerFolder | None = None
) -> tuple[KeyFile, ...]:
    """Give the copies of the key file to try, those kept on this computer if the others are lost.

    Raises:
        KeyFileMissingError, KeyFileDamagedError: there is none, here or there.
        VaultTooNewError: only a newer version of the program can read it.
    """
    try:
        return key_files.candidates(folder)
    except (KeyFileMissingError, KeyFileDamagedError):
        kept = (computer or ComputerFolder.of_this_user()).key_files(folder.path)
        if not kept:
            raise
        return kept


def people_who_can_open(path: Path) -> tuple[PersonAtTheDoor, ...]:
    """List who may be opening the logbook, as far as a locked one tells: no names stand there.

    Raises:
        VaultError: there is no logbook here, or its key file is missing or damaged.
    """
    newest = key_copies(LogbookFolder(path))[0]
    return tuple(person_at_the_door(one) for one in newest.people if not one.suspended)


def person_at_the_door(holder: KeyHolder) -> PersonAtTheDoor:
    """Tell who a person is whose keys are not open yet."""
    nickname = nickname_shown(holder.nickname)
    return PersonAtTheDoor(id=UUID(holder.id), nickname=nickname, role=Role(holder.role))


def people_named(key_file: KeyFile) -> tuple[PersonAtTheDoor, ...]:
    """List who is named at the door: who can open it now, without executors, who have cards."""
    return tuple(
        person_at_the_door(one)
        for one in key_file.people
        if not one.suspended and one.role != Role.EXECUTOR.value
    )


def nickname_shown(text: str) -> str:
    """Give a nickname as the door shows it: in one line, and not too long.

    Whoever can write into the folder can write this: what is no letter or sign is left out, so
    that it cannot pass for something else.
    """
    shown = "".join(one if one.isprintable() else " " for one in text)
    return " ".join(shown.split())[:LONGEST_SHOWN].rstrip()


LONGEST_SHOWN = 40
"""Characters of a nickname at the door."""

BeforeUpgrade = Callable[[LogbookFolder, Opened], None]
"""Keeps a copy of a logbook that an earlier version wrote, or raises: then it is not touched."""


def open_folder(
    path: Path,
    keys: Keys,
    computer: ComputerFolder | None = None,
    *,
    read_only: bool = False,
    before_upgrade: BeforeUpgrade | None = None,
) -> OpenFolder:
    """Open the vault of a logbook with its keys, and hold the folder.

    Where it cannot be written to, or a somewhat newer version has, it is opened to be read only.
    What an earlier version wrote is brought up to date once `before_upgrade` has kept a copy of it.

    Raises:
        VaultOlderError: an earlier version wrote it, and nobody keeps a copy.
        VaultError: it is in use, damaged, too new, or not a logbook.
    """
    computer = computer or ComputerFolder.of_this_user()
    if read_only:
        return _open_to_read(path, keys, computer, ReadOnlyReason.ASKED)
    try:
        return _open_to_write(path, keys, computer, before_upgrade)
    except VaultReadOnlyError:
        return _open_to_read(path, keys, computer, ReadOnlyReason.NOT_WRITABLE)
    except VaultNewerError:
        return _open_to_read(path, keys, computer, ReadOnlyReason.NEWER)


def _open_to_write(
    path: Path, keys: Keys, computer: ComputerFolder, before_upgrade: BeforeUpgrade | None
) -> OpenFolder:
    folder = LogbookFolder(path)
    lock = FolderLock(folder)
    try:
        keys = _newest(folder, keys, computer)
        was_older = _is_older(folder, keys.key_file)
        found = _opened_vault(Vault.open_as_it_is, folder, keys)
        try:
            if found.vault.is_of_an_earlier_schema:
                _upgrade(folder, found, before_upgrade)
            # Only now: a key file kept on this computer may be that of another logbook. What a
            # rotation left unsettled is written once the journal knows of it; what takes the place
            # of an older one, once the journal is held against it.
            if found.interrupted is None and not was_older:
                key_files.mend(folder, found.key_file)
            _make_lists(found.vault)
        except BaseException:
            found.vault.close()
            raise
    except BaseException:
        lock.release()
        raise
    opened = _open_folder(folder, lock, found, computer, keys.seconds)
    opened.was_older = was_older
    return opened


def _opened_vault(opens: OpenVault, folder: LogbookFolder, keys: Keys) -> Opened:
    """Open the vault with its keys.

    Raises:
        WrongPassphraseError: The way opened a key file kept on this computer alone, and the keys in
            it were given up since.
        VaultError: It is in use, damaged, or too new.
    """
    try:
        return opened_with_either(opens, folder, keys.key_file, keys.unlocked)
    except WrongKeyError as error:
        copies = _copies(folder)
        if not copies or any(is_genuine(one, keys.unlocked) for one in copies):
            raise
        raise WrongPassphraseError("It opens keys that are given up.") from error


def _copies(folder: LogbookFolder) -> tuple[KeyFile, ...]:
    """Read the key files of a folder that can be read, the latest first."""
    try:
        return tuple(key_files.candidates(folder))
    except (KeyFileMissingError, KeyFileDamagedError):
        return ()


def _upgrade(folder: LogbookFolder, found: Opened, before_upgrade: BeforeUpgrade | None) -> None:
    if before_upgrade is None:
        raise VaultOlderError("An earlier version wrote it.")
    before_upgrade(folder, found)
    found.vault.upgrade()


def _open_to_read(
    path: Path, keys: Keys, computer: ComputerFolder, reason: ReadOnlyReason
) -> OpenFolder:
    folder = LogbookFolder(path)
    lock = FolderLock(folder, read_only=True)
    try:
        keys = _newest(folder, keys, computer)
        found = _opened_vault(Vault.open_to_read, folder, keys)
    except BaseException:
        lock.release()
        raise
    opened = _open_folder(folder, lock, found, computer, keys.seconds)
    opened.state.now = ReadOnly(reason=reason)
    return opened


def _open_folder(
    folder: LogbookFolder,
    lock: FolderLock,
    found: Opened,
    computer: ComputerFolder,
    seconds: float | None,
) -> OpenFolder:
    return OpenFolder(
        folder=folder,
        lock=lock,
        vault=found.vault,
        keys=Keys(key_file=found.key_file, unlocked=found.unlocked, seconds=seconds),
        computer=computer,
        interrupted=found.interrupted,
    )


def _make_lists(vault: Vault) -> None:
    """Make lists that are not there; a record that cannot be read is for the audit to name.

    A full disk is not passed over: the first thing recorded would make lists of one line, and what
    stood in them before would be looked for no more.
    """
    try:
        indexing.make_missing(vault)
    except CommitUnclearError as unclear:  # pragma: no cover - what lets calls fail sees it
        raise unclear.reason from unclear
    except VaultDamagedError:
        # Where a page could not be decrypted, the connection answers nothing any more.
        vault.reopen()
    except VaultError:
        raise
    except LogbookError:
        return


def _newest(folder: LogbookFolder, keys: Keys, computer: ComputerFolder) -> Keys:
    """Take the key file as it is now that the lock is ours: somebody may have written it since.

    Where the one kept on this computer is later, an older one was put in the folder. It takes its
    place, if what opened the logbook opens that too; if not, it is for `kept_here` to say.

    Raises:
        SuspendedError: By the later one, who opens it may not.
    """
    for found in _copies(folder):
        if found.epoch > keys.key_file.epoch and is_genuine(found, keys.unlocked):
            keys = replace(keys, key_file=found)
            break
    kept = computer.key_file(keys.key_file.vault)
    if kept is None or not _is_later(kept, keys.key_file) or not is_genuine(kept, keys.unlocked):
        return keys
    for holder in kept.people:
        if holder.id == keys.unlocked.person_id and keys.unlocked.slot in holder.slots:
            if holder.suspended:
                raise SuspendedError("This person may not open the logbook now.")
            unlocked = replace(keys.unlocked, role=holder.role)
            return replace(keys, key_file=kept, unlocked=unlocked)
    return keys


def _is_older(folder: LogbookFolder, key_file: KeyFile) -> bool:
    """Tell whether an older key file lies in the folder than the one to go on with."""
    try:
        return key_files.candidates(folder)[0].epoch < key_file.epoch
    except (KeyFileMissingError, KeyFileDamagedError):
        return False


def _hand(keys: Keys) -> Hand:
    return Hand(
        person=UUID(keys.unlocked.person_id),
        role=Role(keys.unlocked.role),
        key=keys.unlocked.keys.ed25519,
        device=_device(keys),
    )


def _device(keys: Keys) -> str:
    """Name this computer for this logbook only, and nothing else.

    Under a key, since it stands in what is exported: a computer's name is quickly guessed. The same
    each time until the root key is changed.
    """
    name = f"{platform.node()}\n{keys.key_file.vault}".encode()
    key = subkey(keys.unlocked.root_key, "device/v1")
    try:
        return hmac.digest(key, name, "sha256").hex()[:16]
    finally:
        wipe(key)
