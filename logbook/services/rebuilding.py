# SPDX-License-Identifier: Apache-2.0
"""Making a key file again from a recovery sheet, when both copies of it are lost.

The sheet bears an administrator's keys as their recovery slot wraps them, the box with the root key
and the box with the key of the practice. That opens the records, and among them lies what a sheet
has no room for: certificates, and the public keys of everybody who had signed entries when a sheet
was last made or checked.

What cannot be made again: the ways of everybody else, whom an administrator enrols anew; their
nicknames; this person's passphrase, quick unlock and tokens, in whose place the code opens until
they set a passphrase; the keys of whoever came after the last sheet, whose entries an audit then
cannot hold against a signature; and the mark how far the journal had come. A backup has all of
that: where there is one, take the key file out of it instead.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from logbook.clock import Clock, SystemClock
from logbook.domain.practice import Role
from logbook.domain.recovery import SheetRecord
from logbook.journal.checkpoint import CheckpointError, origin, parts_of, read_checkpoint
from logbook.journal.entry import read_entry
from logbook.journal.payload import read_payload
from logbook.journal.written import WrittenFormError
from logbook.services.opening import Keys
from logbook.store import journal_rows
from logbook.store.boxes import about_practice_key, about_root_key, put_away, unboxed
from logbook.store.computer import ComputerFolder
from logbook.store.derivation import KEY_LENGTH, subkey, wipe
from logbook.store.errors import (
    KeyFileDamagedError,
    KeyFileMissingError,
    SheetCannotRebuildError,
    SheetNotNeededError,
    SheetVoidError,
    VaultError,
    VaultMissingError,
    VaultTooNewError,
    WrongKeyError,
    WrongPassphraseError,
)
from logbook.store.folder import FolderLock, LogbookFolder
from logbook.store.key_file import (
    VERSION,
    FormerSigner,
    HighWaterMark,
    KeyFile,
    KeyHolder,
    candidates,
)
from logbook.store.keyring import PRACTICE, own_practice_key, public_point, unlock
from logbook.store.person_keys import PersonKeys
from logbook.store.recovery_lines import LINES, PrintedKeys, read_lines, slips_in
from logbook.store.seal import sealed
from logbook.store.slots import opened_slot
from logbook.store.tries import Tries
from logbook.store.vault import Vault
from logbook.store.vouching import vouched
from logbook.store.ways import RecoveryCode

_BETWEEN_ENTRIES = 1000
"""So often nobody writes the key file between two entries of the journal: one that is made again
counts as later than every one before it, also where a copy of those is kept on a computer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLines:
    """How many lines of a sheet are typed, of how many, and which of them have a slip in them."""

    typed: int
    slips: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildJob:
    """Makes the key file again, and opens it. It is written when the logbook is opened with it."""

    folder: LogbookFolder
    printed: PrintedKeys
    code: str = field(repr=False)
    tries: Tries
    """Where each try is kept until it is answered."""
    clock: Clock = field(default_factory=SystemClock)

    def run(self) -> Keys:
        """Make the key file from the lines, the code and the records.

        Raises:
            CodeMistypedError: what was typed is no code.
            WrongPassphraseError: the code is not that of the lines.
            SheetVoidError: the sheet opens other records than these.
            VaultError: the records are in use, or cannot be read.
        """
        with self.tries.trying(self.clock):
            return self._rebuilt()

    def _rebuilt(self) -> Keys:
        printed, way = self.printed, RecoveryCode(self.code)
        keys = opened_slot(printed.slot, way, printed.vault, printed.person)
        if keys is None:
            raise WrongPassphraseError("The code is not that of this sheet.")
        root_key = self._root_key(keys)
        try:
            key_file = _key_file(printed, keys, root_key, self._told(root_key, keys))
        finally:
            wipe(root_key)
        unlocked = unlock(key_file, way, printed.person)
        return Keys(key_file=key_file, unlocked=unlocked, rebuilt=True)

    def _root_key(self, keys: PersonKeys) -> bytearray:
        printed = self.printed
        about = about_root_key(printed.vault, printed.person, printed.root_epoch)
        try:
            root_key = bytearray(unboxed(printed.root_box, keys.x25519, about))
        except KeyFileDamagedError as error:
            raise SheetVoidError("The sheet bears no root key.") from error
        assert len(root_key) == KEY_LENGTH, "the box vouches for what is in it"
        return root_key

    def _told(self, root_key: bytearray, keys: PersonKeys) -> _Told:
        """Read from the records what the sheet does not say."""
        with FolderLock(self.folder):
            try:
                key = subkey(root_key, "db/v1")
                # What an earlier version wrote is brought up to date once it has a key file again.
                vault = Vault.open_as_it_is(self.folder, key, self.printed.vault)
            except WrongKeyError as error:
                raise SheetVoidError("The sheet does not open these records.") from error
            try:
                return self._told_by(vault, keys)
            finally:
                vault.close()

    def _told_by(self, vault: Vault, keys: PersonKeys) -> _Told:
        size = journal_rows.size(vault)
        public = keys.ed25519.public_key().public_bytes_raw().hex()
        for row in journal_rows.records_of_kind(vault, "recovery-sheet"):
            record = read_payload(row.payload)
            assert isinstance(record, SheetRecord), "its kind says so"
            mine = [one for one in record.signers if one.public == public]
            if mine and _names_the_practice(vault, record):
                return _Told(
                    size=size,
                    origin=origin(vault.id, journal_rows.last_epoch(vault)),
                    practice_certificate=bytes.fromhex(record.practice_certificate),
                    certificate=bytes.fromhex(mine[0].certificate),
                    others=tuple(
                        FormerSigner(
                            person=str(one.person),
                            ed25519=bytes.fromhex(one.public),
                            until=one.until if one.until is not None else size,
                            root_epoch=one.root_epoch,
                            certificate_box=bytes.fromhex(one.certificate),
                        )
                        for one in record.signers
                        if one.public != public
                    ),
                )
        raise SheetVoidError("No sheet of this person is on record.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What the records say for the key file; the certificates lie open here."""

    size: int
    origin: str
    practice_certificate: bytes
    certificate: bytes
    others: tuple[FormerSigner, ...]


def rebuild_job(
    path: Path, lines: str, code: str, computer: ComputerFolder | None = None
) -> RebuildJob:
    """Prepare the making of a key file from a recovery sheet.

    Args:
        path: The folder of the logbook, with its records and without its key file.
        lines: The numbered lines of the sheet as they were typed, or its second QR code.
        code: The code of the sheet.
        computer: The folder of this program for this user, where a copy of the key file may lie.

    Raises:
        VaultMissingError: there are no records here.
        SheetNotNeededError: there is a key file.
        SheetMistypedError: the lines are not as they were printed.
        SheetCannotRebuildError: the sheet is not an administrator's.
    """
    folder = LogbookFolder(path)
    if not folder.records.exists():
        raise VaultMissingError("There are no records at this place.")
    printed, computer = read_lines(lines), computer or ComputerFolder.of_this_user()
    if _has_key_file(folder, computer, printed.vault):
        raise SheetNotNeededError("There is a key file.")
    if not printed.practice_box:
        raise SheetCannotRebuildError("The sheet is not an administrator's.")
    tries = computer.tries(printed.vault)
    return RebuildJob(folder=folder, printed=printed, code=code, tries=tries)


def key_file_lost(path: Path, computer: ComputerFolder | None = None) -> VaultError | None:
    """Tell why a logbook with records has no key file, neither there nor on this computer.

    None where there is one, and so no need of a sheet; nor where there are no records.
    """
    folder = LogbookFolder(path)
    if not folder.records.exists():
        return None
    try:
        candidates(folder)
    except (KeyFileMissingError, KeyFileDamagedError) as error:
        kept = (computer or ComputerFolder.of_this_user()).key_files(path)
        seen = _seen_at(folder)
        return None if any(one.vault in seen for one in kept) else error
    except VaultTooNewError:
        return None
    return None


def _names_the_practice(vault: Vault, record: SheetRecord) -> bool:
    """Tell whether the certificate on record is the one with which the logbook began."""
    first = journal_rows.entry_at(vault, 0)
    with suppress(WrittenFormError, ValueError):
        named = sha256(bytes.fromhex(record.practice_certificate)).hexdigest()
        return first is not None and read_entry(first.body).prev == named
    return False


def typed_so_far(lines: str) -> TypedLines:
    """Tell how far somebody has come who types the lines of a sheet."""
    typed, slips = slips_in(lines)
    return TypedLines(typed=typed, slips=slips, total=LINES)


def _seen_at(folder: LogbookFolder) -> frozenset[str]:
    """Give the logbooks whose checkpoints lie in a folder: its own, where it has not lost them."""
    seen = set()
    with suppress(OSError):
        for note in folder.read_anchors():
            with suppress(CheckpointError):
                parts = parts_of(read_checkpoint(note).checkpoint.origin)
                if parts is not None:
                    seen.add(parts[0])
    return frozenset(seen)


def _has_key_file(folder: LogbookFolder, computer: ComputerFolder, vault: str) -> bool:
    """Tell whether a key file of the logbook is here, or kept on this computer."""
    try:
        return any(one.vault == vault for one in candidates(folder))
    except (KeyFileMissingError, KeyFileDamagedError):
        return any(one.vault == vault for one in computer.key_files(folder.path))


def _key_file(printed: PrintedKeys, keys: PersonKeys, root_key: bytearray, told: _Told) -> KeyFile:
    """Put together the key file of a logbook that one person can open."""
    vault, fingerprint = printed.vault, sha256(told.practice_certificate).digest()
    about = about_practice_key(vault, printed.person)
    practice = own_practice_key(keys, printed.practice_box, about)
    holder = KeyHolder(
        id=printed.person,
        role=Role.ADMINISTRATOR.value,
        nickname="",
        x25519=keys.x25519.public_key().public_bytes_raw(),
        ed25519=keys.ed25519.public_key().public_bytes_raw(),
        certificate_box=put_away(told.certificate, root_key, vault, printed.person),
        root_box=printed.root_box,
        practice_box=printed.practice_box,
        slots=(printed.slot,),
    )
    former = tuple(
        replace(one, certificate_box=put_away(one.certificate_box, root_key, vault, one.person))
        for one in told.others
    )
    unsealed = KeyFile(
        v=VERSION,
        vault=vault,
        epoch=told.size * _BETWEEN_ENTRIES,
        root_epoch=printed.root_epoch,
        practice_certificate_box=put_away(told.practice_certificate, root_key, vault, PRACTICE),
        practice_fingerprint=fingerprint,
        practice_public=public_point(practice),
        root_vouch=vouched(
            practice,
            root_key,
            vault=vault,
            root_epoch=printed.root_epoch,
            fingerprint=fingerprint,
        ),
        people=(holder,),
        hwm=HighWaterMark(origin=told.origin),
        mac=b"",
        former=former,
    )
    return sealed(unsealed, root_key)
