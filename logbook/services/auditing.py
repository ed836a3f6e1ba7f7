# SPDX-License-Identifier: Apache-2.0
"""Checking the journal against itself, its records and every checkpoint kept beside it.

What is found against the journal is never put right: it is named, nothing more is written, a person
decides. Lists, timelines, indexes and search are no part of the journal. Where they are not what
the records make them, all are made again from them, and an entry says so: a search that does not
find a withdrawal is worse than one that has to be explained. Decisions look at all but the search,
so those are held against the journal before anything is decided (`hold_lists`).
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import replace

from logbook.domain.anchored import AnchorKind, ReadOnlyReason
from logbook.domain.records import Act
from logbook.errors import LogbookError
from logbook.journal.audit import (
    Anchor,
    AuditFinding,
    AuditKind,
    AuditReport,
    audit,
    audit_steps,
)
from logbook.journal.written import WrittenFormError
from logbook.services import auditing_since, holding_lists, indexing
from logbook.services.auditing_since import covers
from logbook.services.holding_lists import Held
from logbook.services.marks import against_marks, lost_checkpoint, signers
from logbook.services.opening import OpenFolder
from logbook.services.reading_only import ReadOnly, because_of
from logbook.services.scribe import Scribe
from logbook.services.tombstones import destroyed_in
from logbook.store import erasing, journal_rows
from logbook.store.audit_rows import stored_journal
from logbook.store.errors import VaultDamagedError
from logbook.store.search_index import search_differs
from logbook.store.vault import Vault

ANCHORS_FILE = "anchors.jsonl"
SIGNED_HERE = "records.db"
LAST_ANCHORS = 64
"""So many of the newest are looked at for one the database has lost; the others came before."""

NEWEST = 5_000
"""So many of the newest signatures are checked at opening; `check` checks them all."""


LONG = 100_000
"""Entries; a shorter journal is read as a whole at each opening."""

SEARCHED = 10_000
"""Entries up to which the search is held against the lists at each opening, in 0.2 s at the most.

Of a longer journal whenever all of it is checked: it is one question to the database, and a window
waits for the answer.
"""

REMADE = 5_000
"""Entries up to which lists that differ are made again at once, in some seconds."""

STEP = 20
"""Entries between two looks at the window: with their signatures, some five milliseconds."""


class Auditing:
    """Audits the journal of an open logbook."""

    def __init__(self, opened: OpenFolder, scribe: Scribe | None = None) -> None:
        self._opened = opened
        self._scribe = scribe
        self._lists_differed = False

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
            practice=self._opened.keys.key_file.practice_fingerprint,
            allows=self._opened.roster.allows,
            progress=progress,
        )
        return self._with_search(self._with_lists(self._concluded(report)))

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
            practice=self._opened.keys.key_file.practice_fingerprint,
            allows=self._opened.roster.allows,
            every=STEP,
            since=since,
        )
        if erasing.count(self._opened.vault) != erased:
            # Records were erased meanwhile: what was read before is not what is there now.
            return (yield from self.steps(signatures=signatures, long=long))
        report = self._with_lists(self._concluded(report))
        auditing_since.keep(self._opened, report, long)
        is_whole = long > LONG
        if self._opened.vault.is_read_only or (report.size > SEARCHED and not is_whole):
            return report
        yield report.size
        report = self._with_search(report)
        if is_whole or report.size <= REMADE:
            self._make_again(report)
        return report

    def bears_out(self) -> bool:
        """Tell whether the whole journal is as it was recorded, before it is relied on.

        What gives something to somebody asks this: a certificate, the key of the practice. That is
        seldom; the newest signatures are checked, and those of all that was done to people.
        """
        return self.audit(signatures=NEWEST).is_intact

    def hold_against_marks(self) -> None:
        """Hold the journal against the marks outside; where it contradicts one, write no more."""
        why = because_of(against_marks(self._opened))
        if why is not None:
            self._opened.turn_read_only(why)

    def hold_lists(self) -> None:
        """Hold lists, timelines and indexes against the journal, without a word to it.

        To be asked when a logbook was opened, before anything is decided in it, and followed by
        `mend_lists`. Where records are missing or are not what was recorded, all of the journal is
        audited at once.
        """
        opened = self._opened
        if opened.read_only is not None and opened.read_only.calls_for_a_backup:
            return
        held = holding_lists.hold(opened)
        if held is Held.NO_TELLING:
            with suppress(LogbookError):
                # What was met with a page that cannot be read, says nothing else any more.
                opened.vault.reopen()
                self.audit(signatures=False)
            opened.turn_read_only(ReadOnly(reason=ReadOnlyReason.DAMAGED))
        elif held is Held.DIFFERENT:
            self._lists_differed = True

    def mend_lists(self) -> None:
        """Make lists, timelines and indexes again if they were found to differ, and note it.

        Raises:
            VaultError: they could not be made again; nothing should be decided by them.
        """
        scribe = self._scribe
        if self._lists_differed and scribe is not None and not self._opened.vault.is_read_only:
            self._make_lists_again(scribe)

    def keep_lists(self) -> None:
        """Keep what the lists come to, so that the next opening need not make them to know it."""
        holding_lists.keep(self._opened)

    def rebuild(self, progress: Callable[[int], None] | None = None) -> int:
        """Make lists, timelines and search again from the journal; give how many records."""
        return indexing.rebuild(self._opened.vault, progress)

    def lists_differ(self) -> bool:
        """Tell whether lists, timelines or search are other than the journal makes them.

        All of the journal is read for it. Of the search it cannot be told where nothing may be
        written.

        Raises:
            LogbookError: the journal or its records are not whole.
        """
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
        found = tuple(one for one in against_marks(self._opened) if one not in report.findings)
        agreed = 0 if found else self._opened.keys.key_file.hwm.size
        report = replace(
            report,
            findings=(*report.findings, *found, *self._against_checkpoints(found)),
            fixed_up_to=max(report.fixed_up_to, agreed),
        )
        why = because_of(report.findings)
        if why is not None:
            self._opened.turn_read_only(why)
        return report

    def _against_checkpoints(self, found: tuple[AuditFinding, ...]) -> Iterator[AuditFinding]:
        """Tell whether one that was signed here is not among those in the database any more."""
        if found:
            # What is wrong with the journal itself says more.
            return
        vault = self._opened.vault
        if not journal_rows.checkpoints_are_gapless(vault):
            yield AuditFinding(kind=AuditKind.CHECKPOINT_LOST, anchor=SIGNED_HERE)
            return
        newest = self._opened.folder.read_anchors()[-LAST_ANCHORS:]
        with suppress(VaultDamagedError, WrittenFormError):
            lost = lost_checkpoint(self._opened, newest, ANCHORS_FILE)
            if lost is not None:
                yield lost

    def _with_search(self, report: AuditReport) -> AuditReport:
        if not search_differs(self._opened.vault):
            return report
        finding = AuditFinding(kind=AuditKind.SEARCH_DIFFERS)
        return replace(report, findings=(*report.findings, finding))

    def _with_lists(self, report: AuditReport) -> AuditReport:
        """Name lists that differed when it was opened, though they were made again since."""
        if not self._lists_differed:
            return report
        finding = AuditFinding(kind=AuditKind.LISTS_DIFFER)
        return replace(report, findings=(*report.findings, finding))

    def _make_lists_again(self, scribe: Scribe) -> None:
        vault = self._opened.vault
        try:
            scribe.note(Act.LISTS_REBUILT, scribe.person, then=lambda _seq: _remake(vault))
        except VaultDamagedError:
            self._opened.turn_read_only(ReadOnly(reason=ReadOnlyReason.DAMAGED))

    def _make_again(self, report: AuditReport) -> None:
        """Make lists and search again if the search differs, and nothing else was found."""
        vault, scribe = self._opened.vault, self._scribe
        differs = any(one.kind is AuditKind.SEARCH_DIFFERS for one in report.findings)
        if not differs or scribe is None or vault.is_read_only:
            return
        # A disk that does not let it be done now is tried again at the next opening.
        with suppress(LogbookError):
            scribe.note(Act.LISTS_REBUILT, scribe.person, then=lambda _seq: _remake(vault))


def _remake(vault: Vault) -> None:
    indexing.remake(vault)
