# SPDX-License-Identifier: Apache-2.0
"""Signing how far the journal has come, and leaving that mark outside the database.

A checkpoint that contradicts an earlier one must never be signed (C2SP tlog-checkpoint): the last
one signed is kept, and each new one is proved consistent with it first.
"""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from logbook.errors import LogbookError
from logbook.journal.checkpoint import (
    Checkpoint,
    checkpoint_is_signed_by,
    origin,
    sign_checkpoint,
)
from logbook.journal.tree import consistency_proof, is_consistent, root
from logbook.services.marks import against_marks
from logbook.services.opening import OpenFolder
from logbook.services.reading_only import because_of
from logbook.store import journal_rows
from logbook.store.errors import VaultError
from logbook.store.journal_rows import SignedCheckpoint
from logbook.store.key_file import KeyFile
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
        vault = self._opened.vault
        return origin(vault.id, journal_rows.last_epoch(vault))

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
        vault = self._opened.vault
        vault.must_be_writable()
        head = self.head()
        self.hold_against_mark()
        last = journal_rows.last_signed_checkpoint(vault)
        if last is not None:
            if last.size == head.size and last.root == head.root and self._is_mine(last.note):
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
        note = self.sign()
        head, keys = self.head(), self._opened.keys
        if keys.key_file.hwm.size == head.size and keys.key_file.hwm.root == head.root:
            return
        marked = with_high_water_mark(
            keys.key_file, keys.unlocked, origin=head.origin, size=head.size, root=head.root
        )
        self._opened.write_keys(marked)
        self._keep_on_this_computer(note, marked)

    def hold_against_mark(self) -> None:
        """Hold the journal against the marks outside the database, which never go back.

        An older database put back beside the key file would otherwise be signed anew, and the
        mark lowered, by one ordinary opening and closing.

        Raises:
            InconsistentJournalError: the journal is shorter than the mark, or another one.
        """
        if because_of(against_marks(self._opened)) is not None:
            raise InconsistentJournalError("The journal contradicts a mark outside the database.")

    def _is_mine(self, note: str) -> bool:
        """Tell whether a checkpoint was signed by who is signed in: theirs is what they show."""
        public = self._opened.keys.unlocked.keys.ed25519.public_key().public_bytes_raw()
        return checkpoint_is_signed_by(note, self.origin, public)

    def _keep_on_this_computer(self, note: str, key_file: KeyFile) -> None:
        # An aid, and made again at the next mark: no reason to call the mark itself in question.
        with suppress(VaultError):
            self._opened.computer.keep(
                key_file.vault, place=self._opened.folder.path, note=note, key_file=key_file
            )

    def _check(self, size: int, earlier: bytes, head: Checkpoint) -> None:
        read = journal_rows.read_node(self._opened.vault)
        if size > head.size or not is_consistent(
            size, earlier, head.size, head.root, consistency_proof(size, head.size, read)
        ):
            raise InconsistentJournalError("The journal contradicts a checkpoint signed before.")
