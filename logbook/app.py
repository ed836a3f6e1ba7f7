# SPDX-License-Identifier: Apache-2.0
"""Logbook: the one door for windows and command line. It puts the services together.

What goes in and comes out are frozen values. Opening and making a logbook come in two halves,
because Argon2id takes a second on purpose: a job that a worker may run, and the rest.

    job = unlock_job(path, passphrase)     # window thread: reads the key file
    keys = job.run()                       # worker: nothing but arithmetic
    logbook = Logbook.open(path, keys)     # window thread: opens the vault
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from logbook.clock import Clock, SystemClock
from logbook.domain.legal_basis import Catalogue
from logbook.domain.practice import Practice, Practitioner
from logbook.domain.records import Act
from logbook.errors import LogbookError
from logbook.journal.audit import AuditReport
from logbook.services.amending import Amending
from logbook.services.auditing import Auditing
from logbook.services.catalogue_updating import CatalogueUpdating
from logbook.services.checkpoints import Checkpoints
from logbook.services.consenting import Consenting
from logbook.services.disclosing import Disclosing
from logbook.services.drafting import Drafting
from logbook.services.enrolling import Enrolling
from logbook.services.exporting import Exporting, ExportJob, SignedDocument
from logbook.services.keeping import Keeping
from logbook.services.notifying import Notifying
from logbook.services.opening import (
    CreateJob,
    Keys,
    NewLogbook,
    OpenFolder,
    UnlockJob,
    create,
    create_job,
    open_folder,
    unlock_job,
)
from logbook.services.reviewing import Reviewing
from logbook.services.sampling import make_sample
from logbook.services.scribe import Scribe
from logbook.services.searching import Searching
from logbook.services.verifying import verify_file

__all__ = [
    "AuditReport",
    "CreateJob",
    "ExportJob",
    "Keys",
    "Logbook",
    "NewLogbook",
    "SignedDocument",
    "UnlockJob",
    "create_job",
    "make_sample",
    "unlock_job",
    "verify_file",
]


class Logbook:
    """An open logbook, and everything a practitioner does with it."""

    def __init__(self, opened: OpenFolder, clock: Clock) -> None:
        self._opened = opened
        vault = opened.vault
        self.clock = clock
        self.reviewing = Reviewing(vault)
        self.checkpoints = Checkpoints(opened)
        self.auditing = Auditing(opened)
        scribe = Scribe(vault, opened.hand, clock, log=vault.id)
        self._scribe = scribe
        self.law = CatalogueUpdating(vault, scribe, clock)
        self.catalogue: Catalogue = self.law.in_use()
        self.enrolling = Enrolling(scribe)
        self.consenting = Consenting(scribe, self.reviewing, clock)
        self.disclosing = Disclosing(
            scribe,
            self.reviewing,
            clock,
            catalogue=self.catalogue,
        )
        self.keeping = Keeping(scribe, self.reviewing, clock)
        self.amending = Amending(scribe, self.reviewing, clock)
        self.notifying = Notifying(scribe, self.reviewing, clock)
        self.drafting = Drafting(vault, self.reviewing, clock)
        self.searching = Searching(vault)
        self.exporting = Exporting(
            opened,
            scribe,
            self.reviewing,
            self.checkpoints,
            clock,
            law=self.law,
        )

    @classmethod
    def create(cls, path: Path, job: CreateJob, keys: Keys, clock: Clock | None = None) -> Self:
        """Make a logbook with the keys its job gave, and open it.

        Raises:
            VaultError: something stands there already, or the place cannot be written.
        """
        clock = clock or SystemClock()
        create(path, job, keys, clock)
        return cls._of(open_folder(path, keys), clock)

    @classmethod
    def open(
        cls, path: Path, keys: Keys, clock: Clock | None = None, *, failed_before: int = 0
    ) -> Self:
        """Open a logbook with the keys its job gave, and note that it was opened.

        Args:
            path: The folder of the logbook.
            keys: What `UnlockJob.run` gave.
            clock: The clock to live by; the computer's if none is given.
            failed_before: How many wrong passphrases were tried since it was last open.

        Raises:
            VaultError: it is in use, damaged, too new, read-only, or not a logbook.
            InconsistentJournalError: an older or another database stands beside the key file.
        """
        opened = open_folder(path, keys)
        logbook = cls._of(opened, clock or SystemClock())
        try:
            logbook.note_unlocked(failed_before)
        except BaseException:
            opened.close()
            raise
        return logbook

    @classmethod
    def _of(cls, opened: OpenFolder, clock: Clock) -> Self:
        """Put the services together, or let the folder go again."""
        try:
            return cls(opened, clock)
        except BaseException:
            opened.close()
            raise

    @property
    def practice(self) -> Practice:
        """The practice, as it is known now."""
        return self.reviewing.practice()

    @property
    def practitioner(self) -> Practitioner:
        """Who is signed in, as they are known now."""
        return self.reviewing.practitioner(self._scribe.person)

    @property
    def path(self) -> Path:
        """The folder of the logbook."""
        return self._opened.folder.path

    def note_unlocked(self, failed_before: int) -> None:
        """Note in the journal that it was unlocked, and how often that was tried in vain before.

        Raises:
            InconsistentJournalError: the journal is not the one that was closed here last.
        """
        self.checkpoints.hold_against_mark()
        for _attempt in range(failed_before):
            self._note(Act.UNLOCKING_FAILED)
        self._note(Act.LOGBOOK_UNLOCKED)

    def close(self) -> None:
        """Sign where the journal ends, close the vault and forget the keys. Nothing can fail."""
        try:
            self.checkpoints.mark()
        except LogbookError:
            # A full disk or a journal found inconsistent must not keep a logbook from locking;
            # the next opening audits it and says so.
            pass
        finally:
            self.reviewing.forget()
            self._opened.close()

    def _note(self, act: Act) -> None:
        self._scribe.write(act, object_id=self.practitioner.id)
