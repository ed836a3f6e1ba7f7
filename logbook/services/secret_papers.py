# SPDX-License-Identifier: Apache-2.0
"""The papers that open a logbook, as PDFs: the recovery sheet, and the cards of the clinical will.

They are made in memory, are not signed, and are kept nowhere: the person who saves one decides
where it lies, and is told to print it and destroy the file. That they were made is in the journal
since their making; where they were saved is in none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from logbook.documents.deliver import DeliveryError, DeliveryProblem, deliver
from logbook.domain.clinical_will import ExecutorCard
from logbook.domain.recovery import RecoverySheet
from logbook.store.folder import is_inside_a_logbook


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperJob:
    """Makes the PDF of a recovery sheet or of a card."""

    paper: RecoverySheet | ExecutorCard = field(repr=False)
    created: datetime

    def run(self) -> bytes:
        """Make it."""
        # ReportLab and pikepdf take half a second to load and are only needed here.
        if isinstance(self.paper, RecoverySheet):
            from logbook.documents.recovery_sheet import recovery_sheet_pdf  # noqa: PLC0415

            return recovery_sheet_pdf(self.paper, created=self.created)
        from logbook.documents.executor_card import executor_card_pdf  # noqa: PLC0415

        return executor_card_pdf(self.paper, created=self.created)


def save_paper(pdf: bytes, path: Path) -> None:
    """Write the PDF of a paper where its person wants it, in the place of a file of that name.

    Raises:
        DeliveryError: it could not be written, or the place is inside a logbook.
    """
    if is_inside_a_logbook(path):
        raise DeliveryError(DeliveryProblem.INSIDE_A_LOGBOOK)
    deliver(pdf, path, replace=True)
