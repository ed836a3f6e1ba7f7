# SPDX-License-Identifier: Apache-2.0
"""The papers that open a logbook: the recovery sheet, and the cards of the clinical will.

They are made in memory, are not signed, and are kept nowhere: the person who saves one decides
where it lies, and is told to print it and destroy the file. Each time one is saved or printed the
journal says so, and never where: what stands there is which sheet or which will, who, and when.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from logbook.documents.deliver import DeliveryError, DeliveryProblem, deliver
from logbook.domain.clinical_will import ExecutorCard
from logbook.domain.permissions import may
from logbook.domain.records import Act, Receipt
from logbook.domain.recovery import RecoverySheet
from logbook.errors import LogbookError
from logbook.services.opening import OpenFolder
from logbook.services.scribe import Scribe
from logbook.store.errors import NotAllowedError, VaultError
from logbook.store.folder import is_inside_a_logbook

SecretPaper = RecoverySheet | ExecutorCard


class PaperNotNotedError(LogbookError):
    """A paper was saved, and the journal could not say so."""

    code: ClassVar[str] = "paper-not-noted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperJob:
    """Makes the PDF of a recovery sheet or of a card."""

    paper: SecretPaper = field(repr=False)
    created: datetime

    def run(self) -> bytes:
        """Make it."""
        # ReportLab and pikepdf take half a second to load and are only needed here.
        if isinstance(self.paper, RecoverySheet):
            from logbook.documents.recovery_sheet import recovery_sheet_pdf  # noqa: PLC0415

            return recovery_sheet_pdf(self.paper, created=self.created)
        from logbook.documents.executor_card import executor_card_pdf  # noqa: PLC0415

        return executor_card_pdf(self.paper, created=self.created)


class SecretPapers:
    """Lets the papers of an open logbook out, each with an entry in the journal."""

    def __init__(self, opened: OpenFolder, scribe: Scribe) -> None:
        self._opened = opened
        self._scribe = scribe

    def save(self, paper: SecretPaper, pdf: bytes, path: Path) -> Receipt:
        """Write the PDF of a paper where its person wants it; the journal says that it was saved.

        Raises:
            NotAllowedError: who is signed in makes no such papers.
            DeliveryError, VaultError: nothing was written.
            PaperNotNotedError: it was written, and the journal could not say so.
        """
        act = Act.RECOVERY_SHEET_SAVED if _is_sheet(paper) else Act.WILL_CARD_SAVED
        self._check(act)
        save_paper(pdf, path)
        try:
            return self._scribe.write(act, object_id=_object(paper))
        except VaultError as error:
            raise PaperNotNotedError("The paper is saved; the entry is not written.") from error

    def check_may_print(self, paper: SecretPaper) -> None:
        """Ask before anything is made for a printer whether the journal could say so.

        Raises:
            NotAllowedError: who is signed in makes no such papers.
            VaultError: it could not; so nothing is to be printed.
        """
        self._check(_printing(paper))

    def note_printed(self, paper: SecretPaper) -> Receipt:
        """Note that a sheet, or cards of a will, go to a printer, before the first page does.

        Args:
            paper: The sheet, or one of the cards that are printed together.

        Raises:
            NotAllowedError: who is signed in makes no such papers.
            VaultError: the journal could not say so; nothing is to be printed.
        """
        self._check(_printing(paper))
        return self._scribe.write(_printing(paper), object_id=_object(paper))

    def _check(self, act: Act) -> None:
        if not may(self._opened.hand.role, act):
            raise NotAllowedError("The role does not allow such a paper.")
        self._opened.vault.must_be_writable()


def save_paper(pdf: bytes, path: Path) -> None:
    """Write a PDF where its person wants it, in the place of a file of that name.

    Raises:
        DeliveryError: it could not be written, or the place is inside a logbook.
    """
    if is_inside_a_logbook(path):
        raise DeliveryError(DeliveryProblem.INSIDE_A_LOGBOOK)
    deliver(pdf, path, replace=True)


def _is_sheet(paper: SecretPaper) -> bool:
    return isinstance(paper, RecoverySheet)


def _printing(paper: SecretPaper) -> Act:
    return Act.RECOVERY_SHEET_PRINTED if _is_sheet(paper) else Act.WILL_CARDS_PRINTED


def _object(paper: SecretPaper) -> UUID:
    return paper.id if isinstance(paper, RecoverySheet) else paper.will
