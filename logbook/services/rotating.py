# SPDX-License-Identifier: Apache-2.0
"""Changing the root key of an open logbook, and ending what a crash left of such a change.

The order, and what a crash after each step leaves: (1) the records are encrypted anew into a file
beside the database: nothing has changed; (2) the key file with both root keys is written: the
database still opens with the present one, and the change is abandoned; (3) the new file takes the
place of the database: it opens with the new key, and whoever opens it ends the change; (4) the
journal says so; (5) the key file with the new one alone is written. As the journal is told before
the last step, the key file shows whether it still has to be.

To make and prove a backup before is the caller's part.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid5

from logbook.domain.permissions import may
from logbook.domain.progress import Tell, unwatched
from logbook.domain.records import Act, Receipt
from logbook.errors import LogbookError
from logbook.journal.entry import read_entry
from logbook.journal.written import WrittenFormError
from logbook.services.checkpoints import Checkpoints
from logbook.services.opening import OpenFolder
from logbook.services.scribe import Scribe
from logbook.store import journal_rows, rotation
from logbook.store.copying import Copying
from logbook.store.derivation import wipe
from logbook.store.errors import (
    KeyChangeNotEndedError,
    KeyNotChangedError,
    NotAllowedError,
    VaultError,
)
from logbook.store.keyring import Unlocked, database_key
from logbook.store.membership import leavers_know_the_root_key
from logbook.store.rotation import Interrupted


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RotationJob:
    """Encrypts all records anew, beside the database. A worker runs it; then it is finished.

    Run it once, or `discard` it. What is recorded meanwhile is encrypted too; what is recorded
    after it ended makes it useless.
    """

    later: Unlocked = field(repr=False)
    copying: Copying

    def run(self, tell: Tell = unwatched) -> RotationJob:
        """Encrypt and read back; give the job itself, to be finished.

        Raises:
            VaultError: there is no room, or the disk failed. Nothing is left.
            StoppedError: the logbook was closed. Nothing is left.
        """
        try:
            self.copying.run(tell)
        except BaseException:
            self.discard()
            raise
        return self

    def discard(self) -> None:
        """Forget the new key, and what was encrypted under it; a second time does nothing."""
        self.copying.discard()
        self.later.wipe()


class Rotating:
    """Changes the root key."""

    def __init__(self, opened: OpenFolder, scribe: Scribe, checkpoints: Checkpoints) -> None:
        self._opened = opened
        self._scribe = scribe
        self._checkpoints = checkpoints

    @property
    def root_epoch(self) -> int:
        """The number of the present root key, counted from 1; a recovery sheet notes it."""
        return self._opened.keys.key_file.root_epoch

    @property
    def is_due(self) -> bool:
        """Whether somebody who left could open the records with an older key file."""
        return leavers_know_the_root_key(self._opened.keys.key_file)

    def sheet_is_void(self, root_epoch: int) -> bool:
        """Tell whether a recovery sheet printed under a root key has to be printed anew."""
        return rotation.sheet_is_void(self._opened.keys.key_file, root_epoch)

    def rotate(self) -> Receipt:
        """Change the root key, and encrypt all records anew: seconds for each hundred megabytes.

        Backups made before open as they did, for everybody who could open them then. In a window
        `prepare`, the job it gives and `finish` do the same, and keep nobody waiting.

        Raises:
            NotAllowedError: who is signed in is no administrator.
            KeyNotChangedError: the database could not be encrypted anew; the present key holds.
            KeyChangeNotEndedError: the new key holds; what is left to be written is written later.
            VaultError: the disk failed; the next opening finds out which key holds.
        """
        opened, keys = self._opened, self._opened.keys
        self._check()
        later = rotation.new_root_key(keys.key_file, keys.unlocked)
        return self._change(later, opened.vault.rekey)

    def prepare(self) -> RotationJob:
        """Make a new root key, and prepare the encrypting of all records under it.

        Raises:
            NotAllowedError: who is signed in is no administrator.
            VaultError: an earlier change, of which something was left, could not be ended.
        """
        self._check()
        opened, keys = self._opened, self._opened.keys
        later = rotation.new_root_key(keys.key_file, keys.unlocked)
        key = database_key(later)
        try:
            return RotationJob(later=later, copying=opened.vault.rekeying(key))
        finally:
            wipe(key)

    def finish(self, job: RotationJob) -> Receipt:
        """Put what a job made in the place of the records, and the new root key in its.

        Raises:
            KeyNotChangedError: the present key holds, as something was written since the job ended
                (run another), or the disk refused.
            KeyChangeNotEndedError: the new key holds; what is left to be written is written later.
            VaultError: the disk failed; the next opening finds out which key holds.
        """
        try:
            self._check()
        except BaseException:
            job.discard()
            raise
        if not job.copying.is_up_to_date:
            job.discard()
            raise KeyNotChangedError("Something was written meanwhile.")
        take_over = self._opened.vault.take_over
        try:
            return self._change(job.later, lambda key: take_over(job.copying, key))
        finally:
            job.copying.discard()

    def settle(self) -> None:
        """End a change of the root key that was interrupted; does nothing if none was.

        Raises:
            VaultError: it could not be written now; the next opening tries again.
        """
        opened = self._opened
        if opened.interrupted is None:
            return
        if opened.interrupted is Interrupted.FINISHED and not self._is_noted():
            self._scribe.note(Act.ROOT_KEY_ROTATED, self._name_of_the_key())
        self._write_settled()

    def _check(self) -> None:
        if not may(self._opened.hand.role, Act.ROOT_KEY_ROTATED):
            raise NotAllowedError("Only administrators change the root key.")
        self._opened.vault.must_be_writable()
        # Of the change before the journal could never be told once this one has begun.
        self.settle()

    def _change(self, later: Unlocked, encrypt: Callable[[bytearray], None]) -> Receipt:
        """Go from the present root key to another, in two phases."""
        opened, keys = self._opened, self._opened.keys
        pending = rotation.with_pending(keys.key_file, keys.unlocked, later)
        try:
            opened.write_keys(pending)
            encrypt(database_key(later))
        except KeyNotChangedError:
            later.wipe()
            opened.keys = replace(keys, key_file=rotation.abandoned(pending, keys.unlocked))
            opened.interrupted = Interrupted.ABANDONED
            # Where that cannot be written now, whatever writes the key file next does it.
            with suppress(VaultError):
                self._write_settled()
            raise
        except BaseException:
            later.wipe()
            raise
        settled = rotation.finished(pending, keys.unlocked, later)
        opened.keys = replace(keys, key_file=settled, unlocked=later)
        opened.interrupted = Interrupted.FINISHED
        keys.unlocked.wipe()
        try:
            receipt = self._scribe.note(Act.ROOT_KEY_ROTATED, self._name_of_the_key())
            self._write_settled()
        except LogbookError as error:
            raise KeyChangeNotEndedError("What is left is written later.") from error
        # Copies of the key file elsewhere on this computer follow; the next closing tries again.
        with suppress(LogbookError):
            self._checkpoints.mark()
        return receipt

    def _write_settled(self) -> None:
        opened = self._opened
        interrupted, opened.interrupted = opened.interrupted, None
        try:
            opened.write_keys(opened.keys.key_file)
        except BaseException:
            opened.interrupted = interrupted
            raise

    def _is_noted(self) -> bool:
        """Tell whether the journal has the change: at its end, unless something was recorded since.

        An entry that cannot be read is for the audit to name.
        """
        vault, name = self._opened.vault, str(self._name_of_the_key())
        for seq in reversed(range(journal_rows.size(vault))):
            entry = journal_rows.entry_at(vault, seq)
            with suppress(WrittenFormError):
                if entry is not None and read_entry(entry.body).object == name:
                    return True
        return False

    def _name_of_the_key(self) -> UUID:
        """Name the present root key, one like no other; nothing can be learnt of it by that."""
        return uuid5(UUID(self._opened.vault.id), f"root key {self.root_epoch}")
