# SPDX-License-Identifier: Apache-2.0
"""Having the journal witnessed by a colleague's program, and witnessing theirs: two small files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import uuid4

from logbook.clock import Clock
from logbook.domain.anchored import Anchored, AnchorKind
from logbook.domain.records import Act, Receipt
from logbook.errors import LogbookError
from logbook.journal.checkpoint import Checkpoint, epoch_of, read_checkpoint
from logbook.journal.note import note_is_signed_by
from logbook.journal.tree import consistency_proof, root
from logbook.journal.witness import (
    Beginning,
    SeenJournal,
    WitnessError,
    WitnessRequest,
    cosign,
    cosigned_at,
    judge,
    now_seen,
    read_answer,
    read_request,
    write_answer,
    write_request,
)
from logbook.journal.written import WrittenFormError, read, written
from logbook.services.checkpoints import Checkpoints
from logbook.services.marks import signers
from logbook.services.opening import OpenFolder
from logbook.services.scribe import Scribe
from logbook.store import journal_rows
from logbook.store.errors import VaultDamagedError

PROOFS = 32
"""A request proves that the journal goes on from so many checkpoints signed before."""


class NotWitnessedError(LogbookError):
    """The file that came back does not witness this journal."""

    code: ClassVar[str] = "witness.not-witnessed"


class WitnessIsOneOfUsError(LogbookError):
    """Who signed as a witness can sign in this logbook too, and so shows nothing."""

    code: ClassVar[str] = "witness.one-of-us"


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnessed:
    """A colleague's journal was witnessed: the file that goes back, and what was seen.

    `since` is when it was seen before, None the first time; `was_restored` whether it went on from
    a backup since, which its owner should be asked about. `key` is the one it was witnessed with,
    64 hex digits: its owner compares it with what comes back.
    """

    answer: str
    key: str
    size: int
    since: datetime | None
    was_restored: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What somebody else signed is in the journal: its entry, and who signed with which key."""

    receipt: Receipt
    anchor: Anchored


class Witnessing:
    """Both sides of witnessing, by file."""

    def __init__(
        self, opened: OpenFolder, scribe: Scribe, checkpoints: Checkpoints, clock: Clock
    ) -> None:
        self._opened = opened
        self._scribe = scribe
        self._checkpoints = checkpoints
        self._clock = clock

    def checkpoint_for_witness(self) -> str:
        """Write the file for a witness: how far the journal is, and what it goes on from.

        Raises:
            InconsistentJournalError, VaultError: no checkpoint could be signed.
        """
        vault = self._opened.vault
        note = self._checkpoints.sign()
        head, read_node = read_checkpoint(note).checkpoint, journal_rows.read_node(vault)
        sizes = journal_rows.signed_sizes(vault, head.origin, PROOFS)
        beginnings = tuple(
            Beginning(size=size, hashes=consistency_proof(size, head.size, read_node))
            for size in sizes
            if 0 < size < head.size
        )
        # A checkpoint stays that of whoever signed it, and a colleague may sign in here after.
        public = next(
            each.public
            for each in signers(self._opened)
            if note_is_signed_by(read_checkpoint(note).note, head.origin, each.public)
        )
        return write_request(WitnessRequest(note=note, public=public, beginnings=beginnings))

    def witness(self, request: str, *, accept_key: bool = False) -> Witnessed:
        """Witness a colleague's journal, and keep how far it has come.

        Args:
            request: The file they brought.
            accept_key: Whether a key that never signed it before is taken as theirs; they were
                asked about it.

        Raises:
            WitnessError: it is not such a file.
            WitnessRefusedError: the journal is not as it was seen before.
            VaultError: what was seen could not be kept, so nothing was signed.
        """
        asked = read_request(request)
        now, log = self._clock.now(), asked.head.origin.split("/")[1]
        seen = self._seen(log)
        was_restored = judge(asked, seen, accept_key=accept_key)
        # Kept before it is signed: a witness never signs twice what does not fit together.
        self._opened.computer.keep_witnessed(log, written(now_seen(asked, seen, now)))
        key, name = self._opened.keys.unlocked.keys.ed25519, self._name
        public = key.public_key().public_bytes_raw()
        return Witnessed(
            answer=write_answer(cosign(asked.note, key, name, now), name, public),
            key=public.hex(),
            size=asked.head.size,
            since=seen.at if seen is not None else None,
            was_restored=was_restored,
        )

    def take_back(self, answer: str, *, by: str) -> Kept:
        """Keep the answer of a witness as an anchor.

        Args:
            answer: The file that came back.
            by: Who witnessed it, as people call them.

        Raises:
            WitnessError: it is not such a file.
            NotWitnessedError: it does not witness this journal.
            WitnessIsOneOfUsError: the witness can sign in this logbook too.
            VaultError: it could not be recorded.
        """
        note, name, public = read_answer(answer)
        if any(each.public == public for each in signers(self._opened)):
            raise WitnessIsOneOfUsError("The witness signs in this logbook too.")
        head, at = read_checkpoint(note).checkpoint, cosigned_at(note, name, public)
        if at is None or not is_ours(self._opened, note):
            raise NotWitnessedError("This does not witness this journal.")
        anchor = Anchored(
            id=uuid4(),
            kind=AnchorKind.WITNESS,
            size=head.size,
            root=head.root.hex(),
            fixed_at=at,
            by=by,
            key=public.hex(),
            note=note,
        )
        receipt = self._scribe.write(Act.CHECKPOINT_WITNESSED, anchor)
        self._opened.folder.append_anchor(note)
        return Kept(receipt=receipt, anchor=anchor)

    @property
    def _name(self) -> str:
        """The name this person witnesses under: random, and the same each time."""
        unlocked = self._opened.keys.unlocked
        return f"disclosure-logbook.invalid/witness/{unlocked.person_id}"

    def _seen(self, log: str) -> SeenJournal | None:
        data = self._opened.computer.witnessed(log)
        if data is None:
            return None
        try:
            return read(data, SeenJournal)
        except WrittenFormError as error:
            raise WitnessError("What was seen of this journal cannot be read.") from error


def is_ours(opened: OpenFolder, note: str) -> bool:
    """Tell whether a checkpoint is one of this journal as it stands, signed by one of its people.

    Raises:
        CheckpointError: the note is not a checkpoint.
    """
    signed = read_checkpoint(note)
    return (
        epoch_of(signed.checkpoint.origin, opened.vault.id) is not None
        and any(
            note_is_signed_by(signed.note, signed.checkpoint.origin, each.public)
            for each in signers(opened)
        )
        and is_beginning(opened, signed.checkpoint)
    )


def is_beginning(opened: OpenFolder, head: Checkpoint) -> bool:
    """Tell whether the journal begins with exactly what a checkpoint covers."""
    try:
        return (
            head.size <= journal_rows.size(opened.vault)
            and root(head.size, journal_rows.read_node(opened.vault)) == head.root
        )
    except VaultDamagedError:
        return False
