# SPDX-License-Identifier: Apache-2.0
"""Checking the journal against itself, its records and every checkpoint kept beside it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace

from logbook.journal.audit import (
    Anchor,
    AuditFinding,
    AuditKind,
    AuditReport,
    KnownSigner,
    audit,
    audit_steps,
)
from logbook.journal.tree import root
from logbook.services import indexing
from logbook.services.opening import OpenFolder
from logbook.store import journal_rows
from logbook.store.audit_rows import stored_journal

ANCHORS_FILE = "anchors.jsonl"
KEY_FILE = "keys.a.json"
SIGNED_HERE = "records.db"

NEWEST = 5_000
"""So many of the newest signatures are checked at opening; `check` checks them all."""


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
            signers=self._signers(),
            anchors=(*self._anchors(), *notes),
            verify_signatures=signatures,
            progress=progress,
        )
        return self._with_high_water_mark(report)

    def steps(self, *, signatures: int = NEWEST) -> Generator[int, None, AuditReport]:
        """Audit the journal as it is now, a few entries at a time; gives how many are done.

        Close the generator before the logbook is closed.
        """
        report = yield from audit_steps(
            stored_journal(self._opened.vault),
            signers=self._signers(),
            anchors=self._anchors(),
            verify_signatures=signatures,
            every=STEP,
        )
        return self._with_high_water_mark(report)

    def rebuild(self, progress: Callable[[int], None] | None = None) -> int:
        """Make lists, timelines and search again from the journal; give how many records."""
        return indexing.rebuild(self._opened.vault, progress)

    def lists_differ(self) -> bool:
        """Tell whether lists and timelines are other than the journal makes them.

        Makes them again to see, and undoes it: as slow as `rebuild`.
        """
        return indexing.lists_differ(self._opened.vault)

    def _signers(self) -> list[KnownSigner]:
        people = self._opened.keys.key_file.people
        return [KnownSigner(actor=person.id, public=person.ed25519) for person in people]

    def _anchors(self) -> tuple[Anchor, ...]:
        last = journal_rows.last_signed_checkpoint(self._opened.vault)
        kept = tuple(
            Anchor(note=note, where=ANCHORS_FILE) for note in self._opened.folder.read_anchors()
        )
        return (*kept, Anchor(note=last.note, where=SIGNED_HERE)) if last is not None else kept

    def _with_high_water_mark(self, report: AuditReport) -> AuditReport:
        """Hold the journal against the mark in the key file, which is sealed with the root key."""
        mark = self._opened.keys.key_file.hwm
        if mark.size == 0:
            return report
        if mark.size > report.size:
            kind = AuditKind.ROLLBACK
        elif root(mark.size, journal_rows.read_node(self._opened.vault)) != mark.root:
            kind = AuditKind.FORK
        else:
            return replace(report, fixed_up_to=max(report.fixed_up_to, mark.size))
        found = AuditFinding(kind=kind, seq=mark.size, anchor=KEY_FILE)
        return replace(report, findings=(*report.findings, found))
