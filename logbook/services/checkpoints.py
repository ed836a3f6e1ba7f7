# SPDX-License-Identifier: Apache-2.0
"""Signing how far the journal has come, and leaving that mark outside the database.

A checkpoint that contradicts an earlier one must never be signed (C2SP tlog-checkpoint): the last
one signed is kept, and each new one is proved consistent with it first.
"""

from __future__ import annotations

from typing import ClassVar

from logbook.errors import LogbookError
from logbook.journal.checkpoint import Checkpoint, origin, sign_checkpoint
from logbook.journal.entry import FIRST_EPOCH
from logbook.journal.tree import consistency_proof, is_consistent, root
from logbook.services.opening import OpenFolder
from logbook.store import journal_rows
from logbook.store.journal_rows import SignedCheckpoint
from logbook.store.key_file import write_key_file
from logbook.store.keyring import with_high_water_mark


class InconsistentJournalError(LogbookError):
    """The journal is not a continuation of what was signed before; nothing more is signed."""

    code: ClassVar[str] = "journal-inconsistent"


class Checkpoints:
    """Signs checkpoints of an open logbook."""

    def __init__(self, opened: OpenFolder) -> None:
        self._opened = opened

    @property
    def origin(self) -> str:
        """The name of this journal in its present epoch."""
        return origin(self._opened.vault.id, FIRST_EPOCH)

    def head(self) -> Checkpoint:
        """Give the head of the journal, unsigned."""
        vault = self._opened.vault
        size = journal_rows.size(vault)
        return Checkpoint(
            origin=self.origin, size=size, root=root(size, journal_rows.read_node(vault))
        )

    def sign(self) -> str:
        """Sign the head of the journal, and keep the note in the database and beside it.

        Raises:
            InconsistentJournalError: the head contradicts an earlier checkpoint.
            VaultError: the note could not be kept.
        """
        vault, head = self._opened.vault, self.head()
        self.hold_against_mark()
        last = journal_rows.last_signed_checkpoint(vault)
        if last is not None:
            if last.size == head.size and last.root == head.root:
                return last.note
            self._check(last.size, last.root, head)
        note = sign_checkpoint(head, self._opened.keys.unlocked.keys.ed25519, self.origin)
        with vault.atomic():
            journal_rows.keep_signed_checkpoint(
                vault,
                SignedCheckpoint(origin=head.origin, size=head.size, root=head.root, note=note),
            )
        self._opened.folder.append_anchor(note)
        return note

    def mark(self) -> None:
        """Note in the key file how far the journal has come, so that an older copy is recognised.

        Raises:
            InconsistentJournalError, VaultError: as `sign`.
        """
        self.sign()
        head, keys = self.head(), self._opened.keys
        if keys.key_file.hwm.size == head.size and keys.key_file.hwm.root == head.root:
            return
        marked = with_high_water_mark(
            keys.key_file, keys.unlocked, origin=head.origin, size=head.size, root=head.root
        )
        write_key_file(self._opened.folder, marked)

    def hold_against_mark(self) -> None:
        """Hold the journal against the mark in the key file, which never goes back.

        An older database put back beside the key file would otherwise be signed anew, and the
        mark lowered, by one ordinary opening and closing.

        Raises:
            InconsistentJournalError: the journal is shorter than the mark, or another one.
        """
        mark = self._opened.keys.key_file.hwm
        if mark.size > 0:
            self._check(mark.size, mark.root, self.head())

    def _check(self, size: int, earlier: bytes, head: Checkpoint) -> None:
        read = journal_rows.read_node(self._opened.vault)
        if size > head.size or not is_consistent(
            size, earlier, head.size, head.root, consistency_proof(size, head.size, read)
        ):
            raise InconsistentJournalError("The journal contradicts a checkpoint signed before.")
