# SPDX-License-Identifier: Apache-2.0
"""What executors see, as a PDF: made in memory, and in the journal once it leaves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from logbook.domain.executor_view import ExecutorView


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutorSheetJob:
    """Makes the PDF of what executors see."""

    view: ExecutorView = field(repr=False)
    day: date
    created: datetime

    def run(self) -> bytes:
        """Make it."""
        # ReportLab and pikepdf take half a second to load and are only needed here.
        from logbook.documents.executor_sheet import executor_sheet_pdf  # noqa: PLC0415

        return executor_sheet_pdf(self.view, day=self.day, created=self.created)
