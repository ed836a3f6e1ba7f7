# SPDX-License-Identifier: Apache-2.0
"""Making the day sheet: how far the journal has come, on paper, and anchored by that.

`prepare` signs a checkpoint and gives a job for a worker; once the sheet was saved or printed the
journal notes that it was made, and which of the two. What it fixes is what stands on the paper: the
file shows nothing that the computer does not show, and so counts for nothing until somebody says
that it was printed and signed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from logbook.clock import Clock
from logbook.documents.certificates import fingerprint
from logbook.documents.deliver import DeliveryError, DeliveryProblem, deliver
from logbook.documents.source import DaySheetSource, JournalPlace
from logbook.domain.anchored import Anchored, AnchorKind
from logbook.domain.backup import PlaceKind
from logbook.domain.permissions import may
from logbook.domain.records import Act, DocumentKind, Receipt
from logbook.journal.checkpoint import Checkpoint, read_checkpoint
from logbook.journal.entry import read_entry
from logbook.journal.payload import read_payload
from logbook.journal.written import WrittenFormError
from logbook.services.checkpoints import Checkpoints
from logbook.services.export_order import Proven
from logbook.services.exporting import ExportJob, ExportReceipt, SignedDocument
from logbook.services.marks import current_epoch
from logbook.services.opening import OpenFolder
from logbook.services.proving import Proving
from logbook.services.reviewing import Reviewing
from logbook.services.scribe import Scribe
from logbook.services.where_saved import where_saved
from logbook.store import journal_rows
from logbook.store.errors import NotAllowedError
from logbook.store.folder import is_inside_a_logbook

_AS_FAR_BACK = 10_000
"""Entries in which the sheet before is looked for, and more than a year of a busy practice: the
window waits meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheet:
    """A sheet as a signed PDF, and the checkpoint it shows; nothing is noted of it yet."""

    document: SignedDocument
    source: DaySheetSource


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheetJob:
    """Makes the PDF of a sheet. A worker runs it."""

    export: ExportJob
    source: DaySheetSource

    def run(self) -> DaySheet:
        """Render, finish, sign, and verify what was signed.

        Raises:
            SigningError: the document could not be signed.
            OwnOutputRefusedError: what was signed does not verify.
        """
        return DaySheet(document=self.export.run(), source=self.source)


class DaySheets:
    """Makes day sheets of an open logbook."""

    def __init__(
        self,
        opened: OpenFolder,
        scribe: Scribe,
        reviewing: Reviewing,
        checkpoints: Checkpoints,
        clock: Clock,
    ) -> None:
        self._opened = opened
        self._scribe = scribe
        self._reviewing = reviewing
        self._proving = Proving(opened, checkpoints)
        self._clock = clock

    def prepare(self) -> DaySheetJob:
        """Read what the sheet of today says, and sign a checkpoint for it.

        Raises:
            NotAllowedError: the role of who is signed in makes no sheets.
            InconsistentJournalError, VaultError: no checkpoint could be signed.
        """
        if not may(self._opened.hand.role, Act.DAY_SHEET_MADE):
            raise NotAllowedError("The role does not allow day sheets.")
        now, proven = self._clock.now(), self._proving.whole()
        source = self._source(proven, now)
        order = self._proving.order(DocumentKind.DAY_SHEET, source, proven, at=now)
        return DaySheetJob(export=ExportJob(order=order), source=source)

    def save(self, sheet: DaySheet, path: Path, *, replace: bool = False) -> ExportReceipt:
        """Write the PDF of a sheet where it is wanted, and note that it was saved: no more.

        Raises:
            DeliveryError: the file could not be written; nothing was changed.
            VaultError: the file was written, and the journal could not say so.
        """
        # The journal could not say that it was made: so it is not.
        self._opened.vault.must_be_writable()
        if is_inside_a_logbook(path):
            raise DeliveryError(DeliveryProblem.INSIDE_A_LOGBOOK)
        written = deliver(sheet.document.data, path, replace=replace)
        place = where_saved(written.path, self._opened.folder.path)
        receipt = self._note(sheet.source, place)
        return ExportReceipt(path=written.path, sha256=written.sha256, receipt=receipt)

    def note(self, sheet: DaySheet) -> Receipt:
        """Note that a sheet was made and went to a printer.

        Raises:
            VaultError: it could not be recorded.
        """
        return self._note(sheet.source, PlaceKind.PAPER)

    def waiting(self) -> Anchored | None:
        """Give the newest sheet, if it was saved and nobody has said that it is on paper."""
        last = next(self._sheets_before(journal_rows.size(self._opened.vault)), None)
        return last if last is not None and last.place is not PlaceKind.PAPER else None

    def note_signed(self, saved: Anchored) -> Receipt:
        """Note that somebody says a sheet saved before was printed and signed with a pen.

        Raises:
            VaultError: it could not be recorded.
        """
        now, says = self._clock.now(), self._reviewing.practitioner(self._scribe.person)
        on_paper = replace(saved, id=uuid4(), place=PlaceKind.PAPER, fixed_at=now, by=says.name)
        return self._scribe.write(Act.DAY_SHEET_MADE, on_paper, at=now)

    def _note(self, source: DaySheetSource, place: PlaceKind | None) -> Receipt:
        now = self._clock.now()
        return self._scribe.write(
            Act.DAY_SHEET_MADE,
            Anchored(
                id=source.id,
                kind=AnchorKind.DAY_SHEET,
                size=source.place.size,
                root=source.place.root.hex(),
                fixed_at=now,
                by=source.practitioner.name,
                key=source.signer_key.hex(),
                note=source.note,
                place=place,
            ),
            at=now,
        )

    def _source(self, proven: Proven, now: datetime) -> DaySheetSource:
        head = read_checkpoint(proven.checkpoint).checkpoint
        today = self._day(now)
        return DaySheetSource(
            id=uuid4(),
            practice=self._reviewing.practice(),
            practitioner=self._reviewing.practitioner(self._scribe.person),
            zone=self._clock.zone,
            day=today,
            entries=self._entries_of(today, head),
            since=self._before(head.size),
            epoch=current_epoch(self._opened.vault),
            place=JournalPlace(seq=0, log=self._opened.vault.id, size=head.size, root=head.root),
            signer_key=proven.checkpoint_key,
            note=proven.checkpoint,
            root_fingerprint=fingerprint(self._opened.keys.unlocked.practice_certificate),
        )

    def _entries_of(self, today: date, head: Checkpoint) -> int:
        """Count the entries at the end of the journal that were made on a day."""
        count = 0
        while count < head.size:
            entry = journal_rows.entry_at(self._opened.vault, head.size - 1 - count)
            if entry is None or self._day(read_entry(entry.body).time) != today:
                break
            count += 1
        return count

    def _before(self, size: int) -> tuple[date, int] | None:
        """Tell when the sheet before was made, and how many entries it covers."""
        last: Anchored | None = None
        for sheet in self._sheets_before(size):
            # One that was saved is noted once more when it is on paper.
            if last is not None and sheet.root != last.root:
                break
            last = sheet
        return (self._day(last.fixed_at), last.size) if last is not None else None

    def _sheets_before(self, size: int) -> Iterator[Anchored]:
        """Give what is noted of sheets and can be read, the newest first."""
        found = journal_rows.records_backwards(
            self._opened.vault, ("anchored",), down_to=size - _AS_FAR_BACK
        )
        for _seq, row in found:
            try:
                record = read_payload(row.payload)
            except WrittenFormError:
                continue
            if isinstance(record, Anchored) and record.kind is AnchorKind.DAY_SHEET:
                yield record

    def _day(self, instant: datetime) -> date:
        return instant.astimezone(self._clock.zone).date()
