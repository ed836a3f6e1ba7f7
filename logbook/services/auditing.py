# SPDX-License-Identifier: Apache-2.0
"""Checking the journal against itself, its records and every checkpoint kept beside it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace

from logbook.domain.anchored import AnchorKind
from logbook.journal.audit import Anchor, AuditReport, audit, audit_steps
from logbook.services import auditing_since, indexing
from logbook.services.auditing_since import covers
from logbook.services.marks import against_marks, signers
from logbook.services.opening import OpenFolder
from logbook.services.reading_only import because_of
from logbook.services.tombstones import destroyed_in
from logbook.store import erasing, journal_rows
from logbook.store.audit_rows import stored_journal

ANCHORS_FILE = "anchors.jsonl"
SIGNED_HERE = "records.db"

NEWEST = 5_000
"""So many of the newest signatures are checked at opening; `check` checks them all."""


LONG = 100_000
"""Entries; a shorter journal is read as a whole at each opening."""

STEP = 20
"""Entries between two looks at the window: with their signatures, some five milliseconds."""


class Auditing:
    """Audits the journal of an open logbook."""

    def __init__(self, opened: OpenFolder) -> None:
        self._opened = opened

    def audit(
        self,
        progress: Callable[[int], None] | None = None,
        *,
        signatures: bool | int = True,
        notes: tuple[Anchor, ...] = (),
    ) -> AuditReport:
        """Audit the whole journal.

        Args:
            progress: Told now and then how many entries are done; may raise to stop.
            signatures: Whether to check all, none, or so many of the newest.
            notes: Checkpoints from elsewhere: a PDF, a backup, a printed sheet.
        """
        report = audit(
            stored_journal(self._opened.vault),
            signers=signers(self._opened),
            anchors=(*self._anchors(), *notes),
            destroyed=destroyed_in(self._opened.vault),
            verify_signatures=signatures,
            progress=progress,
        )
        return self._concluded(report)

    def steps(
        self, *, signatures: int = NEWEST, long: int = LONG
    ) -> Generator[int, None, AuditReport]:
        """Audit the journal as it is now, a few entries at a time; gives how many are done.

        A journal of more than `long` entries is read from where the last audit on this computer
        ended, and once a week as a whole. Close the generator before the logbook is closed.
        """
        since = auditing_since.last(self._opened, long)
        erased = erasing.count(self._opened.vault)
        start = since.size if since is not None else 0
        report = yield from audit_steps(
            stored_journal(self._opened.vault, start),
            signers=signers(self._opened),
            anchors=tuple(one for one in self._anchors() if covers(one.note) >= start),
            destroyed=destroyed_in(self._opened.vault),
            verify_signatures=signatures,
            every=STEP,
            since=since,
        )
        if erasing.count(self._opened.vault) != erased:
            # Records were erased meanwhile: what was read before is not what is there now.
            return (yield from self.steps(signatures=signatures, long=long))
        report = self._concluded(report)
        auditing_since.keep(self._opened, report, long)
        return report

    def hold_against_marks(self) -> None:
        """Hold the journal against the marks outside; where it contradicts one, write no more."""
        why = because_of(against_marks(self._opened))
        if why is not None:
            self._opened.turn_read_only(why)

    def rebuild(self, progress: Callable[[int], None] | None = None) -> int:
        """Make lists, timelines and search again from the journal; give how many records."""
        return indexing.rebuild(self._opened.vault, progress)

    def lists_differ(self) -> bool:
        """Tell whether lists and timelines are other than the journal makes them.

        Makes them again to see, and undoes it: as slow as `rebuild`. Where nothing may be written
        it cannot be told, and no is the answer.
        """
        if self._opened.vault.is_read_only:
            return False
        return indexing.lists_differ(self._opened.vault)

    def _anchors(self) -> tuple[Anchor, ...]:
        opened = self._opened
        last = journal_rows.last_signed_checkpoint(opened.vault)
        kept = (
            Anchor(note=note, where=ANCHORS_FILE, kind=AnchorKind.ANCHORS_FILE)
            for note in opened.folder.read_anchors()
        )
        if last is None:
            return tuple(kept)
        return (*kept, Anchor(note=last.note, where=SIGNED_HERE, kind=AnchorKind.DATABASE))

    def _concluded(self, report: AuditReport) -> AuditReport:
        """Hold the journal against the marks outside too; what was found forbids to write on."""
        found = against_marks(self._opened)
        agreed = 0 if found else self._opened.keys.key_file.hwm.size
        report = replace(
            report,
            findings=(*report.findings, *found),
            fixed_up_to=max(report.fixed_up_to, agreed),
        )
        why = because_of(report.findings)
        if why is not None:
            self._opened.turn_read_only(why)
        return report
