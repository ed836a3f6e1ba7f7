# SPDX-License-Identifier: Apache-2.0
"""Destroying records for good: proposed, decided, done, certified; the journal stays whole.

One transaction writes the certificate, takes the records out with their salts, lines, words and
drafts, and leaves a tombstone for each revision. The entries stay, so the tree and every proof
handed out hold as before. Then the file is swept of what the database keeps of old pages.

A window lets a worker do it (`job`), and whoever asks the logbook for anything meanwhile waits.

Out of reach are documents that were handed over, copies of the folder made by others, and backups
until rotation removes them; the certificate names that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from logbook.clock import Clock
from logbook.domain.decision import Choice
from logbook.domain.destruction import (
    DestroyedItem,
    DestructionCertificate,
    DestructionGround,
    DueRecords,
    RetentionChoice,
    RetentionDecision,
    Skeleton,
    findings_on_certificate,
    names_the_person,
    skeletons_of,
)
from logbook.domain.disclosure import Disclosure
from logbook.domain.erasure import (
    ErasedObject,
    Erasure,
    ErasureDecision,
    Reach,
    findings_on_erasure,
    reach,
)
from logbook.domain.findings import Code, Finding, RecordRefusedError
from logbook.domain.holds import held
from logbook.domain.lines import LineKind
from logbook.domain.outlook import Copy, HeldRecord, Review
from logbook.domain.people import ServiceUser
from logbook.domain.records import Act, Receipt, Record, place_of
from logbook.journal.entry import Entry, read_entry
from logbook.journal.payload import kind_of, read_payload
from logbook.services import indexing
from logbook.services.destruction_due import record_class_of
from logbook.services.destruction_scope import Scope, Whole, named, number_of, scope_of, stays
from logbook.services.erased_copies import backups_on_record, copies_of
from logbook.services.keeping import Keeping
from logbook.services.opening import OpenFolder
from logbook.services.retaining import Retaining
from logbook.services.reviewing import DestroyedError, NotOnRecordError, Reviewing
from logbook.services.scribe import Scribe
from logbook.services.tombstones import erased_in
from logbook.store import erasing, journal_rows
from logbook.store.errors import VaultDamagedError, VaultError
from logbook.store.vault import Vault

Decision = RetentionDecision | ErasureDecision
Findings = tuple[Finding, ...]


class DestructionJob:
    """Destroys what a decision names, and sweeps the file after, on whichever thread.

    Taking words out of the search index takes a tenth of a second for each record of a large
    logbook, and the sweep seconds for each hundred megabytes.
    """

    def __init__(self, destroying: Destroying, decision: UUID, method: str, witness: str) -> None:
        self._destroying, self._decision = destroying, decision
        self._method, self._witness = method, witness
        self._is_sweeping = False
        self._is_left = False

    def run(self, sweeping: Callable[[], None] = lambda: None) -> UUID:
        """Do it, and give the identity of the certificate.

        Args:
            sweeping: Told once the records are gone and only the file is still to be swept.

        Raises:
            LogbookError: as `Destroying.destroy`; nothing was destroyed.
        """
        receipt = self._destroying.destroy(
            self._decision, method=self._method, witness=self._witness, sweeps=False
        )
        self._is_sweeping = True
        sweeping()
        if not self._is_left:
            self._destroying.settle()
        return receipt.object

    def leave_sweep(self) -> None:
        """Leave the sweep for the next opening; may be asked at any time, from any thread."""
        self._is_left = True
        if self._is_sweeping:
            self._destroying.interrupt()


ERASURE_RULE = "UK GDPR art. 17"
"""What stands as the rule where a person asked for erasure."""


class Destroying:
    """Destroys records of an open logbook, when somebody has decided that it should be so."""

    def __init__(
        self,
        opened: OpenFolder,
        scribe: Scribe,
        reviewing: Reviewing,
        keeping: Keeping,
        clock: Clock,
    ) -> None:
        self._opened = opened
        self._vault = opened.vault
        self._scribe = scribe
        self._reviewing = reviewing
        self._keeping = keeping
        self._clock = clock
        self._retaining = Retaining(opened.vault, reviewing, clock)

    def due(self, today: date | None = None) -> tuple[DueRecords, ...]:
        """Name everybody whose records have had their time and are not held, the longest ago first.

        Raises:
            NotAllowedError: who is signed in may not read records.
        """
        return self._retaining.due(today)

    def review(self, decision_id: UUID) -> Review:
        """Tell what would go and what would stay if a decision were carried out now.

        Raises:
            NotOnRecordError: there is no such decision, or it destroys nothing.
            DestroyedError: it was carried out before.
            NotAllowedError: who is signed in may not read records.
        """
        self._reviewing.check_may_read()
        decision, decided = self._decision(decision_id)
        scope = self._scope(decision)
        if not scope.goes:
            raise DestroyedError("It was carried out before.")
        return Review(
            decision=decision,
            goes=self._named(scope.goes),
            stays=self._named(each for each in scope.remains if stays(each.record)),
            remains=self._named(each for each in scope.remains if not stays(each.record)),
            recipients=tuple(_recipients(each.record for each in scope.goes)),
            copies=copies_of(
                self._vault, scope.first_entry, journal_rows.size(self._vault), self._today()
            ),
            stops=tuple(self._stops(decision, decided, scope)),
        )

    def copies(self, certificate_id: UUID) -> tuple[Copy, ...]:
        """Name the backups that hold what a certificate says was destroyed, the newest first.

        What rotation has removed by now, as far as the journal can tell, is left out.

        Raises:
            NotOnRecordError: there is no such certificate.
        """
        self.certificate(certificate_id)
        entry = journal_rows.entry_of(self._vault, str(certificate_id), 1)
        assert entry is not None, "a record stands on an entry"
        first = erasing.first_erased_by(self._vault, entry.seq)
        return copies_of(self._vault, first, entry.seq, self._today()) if first is not None else ()

    def findings(self, decision: Decision) -> Findings:
        """Tell what keeps a decision from being recorded."""
        scope = self._scope(decision)
        refused = (*_on_what_is_named(decision, scope), *self._on_reasons(decision))
        relying = (None,) * len(scope.relying())
        if isinstance(decision, ErasureDecision):
            if self._reviewing.person(decision.service_user) is None:
                return (Finding(code=Code.NO_SERVICE_USER, part="service_user"),)
            holds = self._reviewing.holds_of(decision.service_user)
            judged = findings_on_erasure(
                decision, holds=holds, relying=relying, today=self._today()
            )
            return (*refused, *judged)
        judged = self._keeping.findings(decision)
        if relying and decision.choice is RetentionChoice.DESTROY:
            judged += (Finding(code=Code.CONSENT_KEPT_TOO_SHORT, part="until"),)
        return (*refused, *dict.fromkeys(judged))

    def decide(self, decision: Decision) -> Receipt:
        """Record what was decided on how long records are kept, or on a request for erasure.

        Raises:
            RecordRefusedError: a rule it must keep is broken.
            NotAllowedError: the role of who is signed in does not allow it.
            VaultError: nothing was written.
        """
        decision = replace(decision, decided_by=self._scribe.person)
        if stops := tuple(found for found in self.findings(decision) if found.blocks):
            raise RecordRefusedError(stops)
        if isinstance(decision, ErasureDecision):
            return self._scribe.write(Act.ERASURE_DECIDED, decision, done_draft=decision.id)
        return self._keeping.keep(decision)

    def destroy(
        self, decision_id: UUID, *, method: str, witness: str = "", sweeps: bool = True
    ) -> Receipt:
        """Destroy what a decision on record names, with everything that hangs on it.

        Where the disk has no room to sweep the file now, the next opening does it.

        Args:
            decision_id: The decision.
            method: How it is done, in words that name nobody; it stays.
            witness: Who else was there.
            sweeps: Sweep the file at once; otherwise `settle` does, or the next opening.

        Raises:
            NotOnRecordError: there is no such decision, or it destroys nothing.
            DestroyedError: it was carried out before.
            RecordRefusedError: a hold stands in the way, something that remains rests on what
                would go, or something was recorded after the decision.
            NotAllowedError: the role of who is signed in does not allow it.
            VaultError: nothing was destroyed.
        """
        self._vault.must_be_writable()
        decision, decided = self._decision(decision_id)
        scope = self._scope(decision)
        if not scope.goes:
            raise DestroyedError("It was carried out before.")
        said = self._on_texts(decision.service_user, method=method, witness=witness)
        if stops := (*self._stops(decision, decided, scope), *said):
            raise RecordRefusedError(stops)
        certificate = self._certificate(decision, scope, method=method, witness=witness)
        holds = self._reviewing.holds_of(decision.service_user)
        if stops := findings_on_certificate(certificate, holds=holds, today=self._today()):
            raise RecordRefusedError(stops)
        by_request = isinstance(decision, ErasureDecision)
        receipt = self._scribe.write(
            Act.ERASURE_DONE if by_request else Act.RETENTION_DESTROYED,
            certificate,
            then=lambda seq: _erase(self._vault, certificate, seq),
        )
        self._reviewing.forget()
        if sweeps:
            self.settle()
        return receipt

    def job(self, decision_id: UUID, *, method: str, witness: str = "") -> DestructionJob:
        """Give what destroys, for a worker to run. Whoever asks the logbook meanwhile waits."""
        return DestructionJob(self, decision_id, method, witness)

    def interrupt(self) -> None:
        """Have what another thread does with the database stop soon; it undoes what it did."""
        self._vault.interrupt()

    @property
    def is_unswept(self) -> bool:
        """Whether something was destroyed since the file was last swept."""
        return erasing.is_unswept(self._vault)

    def destroy_person(self, person: UUID, *, method: str, witness: str = "") -> Receipt:
        """Decide on and destroy everything about a person whose records are due.

        Raises:
            RecordRefusedError: they are not due, or held.
            DestroyedError, NotAllowedError, VaultError: as `destroy`.
        """
        due = next((each for each in self.due() if each.service_user == person), None)
        if due is None:
            raise RecordRefusedError((Finding(code=Code.TIMES_OUT_OF_ORDER, part="until"),))
        decision = RetentionDecision(
            id=uuid4(),
            service_user=person,
            objects=(person,),
            choice=RetentionChoice.DESTROY,
            rule=due.rule,
            proposed=due.until,
            until=due.until,
            decided_by=self._scribe.person,
            decided_on=self._today(),
        )
        self.decide(decision)
        return self.destroy(decision.id, method=method, witness=witness)

    def certificate(self, certificate_id: UUID) -> DestructionCertificate:
        """Give a certificate of destruction.

        Raises:
            NotOnRecordError: there is no such certificate.
        """
        record = self._reviewing.record(certificate_id)
        if not isinstance(record, DestructionCertificate):
            raise NotOnRecordError("There is no such certificate in this logbook.")
        return record

    def has_certificate(self, certificate_id: UUID) -> bool:
        """Tell whether there is such a certificate."""
        with suppress(NotOnRecordError):
            return bool(self.certificate(certificate_id).items)
        return False

    def certificates(self) -> tuple[DestructionCertificate, ...]:
        """Give every certificate of destruction, the earliest first."""
        found = (
            journal_rows.record_of_entry(self._vault, seq)
            for seq in erasing.erasing_entries(self._vault)
        )
        records = (read_payload(row.payload) for row in found if row is not None)
        return tuple(each for each in records if isinstance(each, DestructionCertificate))

    def skeleton(self, object_id: UUID) -> Skeleton | None:
        """Give what remains in the place of a destroyed record; None if there is none."""
        return next(
            (
                each
                for certificate in self.certificates()
                for each in skeletons_of(certificate)
                if each.object == object_id
            ),
            None,
        )

    def tombstones(self) -> tuple[str, ...]:
        """Name every record that was ever destroyed, for backups to carry."""
        return tuple(sorted(erased_in(self._vault)))

    def apply_tombstones(self, tombstones: Iterable[str]) -> Receipt | None:
        """Erase again what came back with an older backup; None if nothing of it is here.

        Raises:
            NotAllowedError: the role of who is signed in does not allow it.
            VaultError: nothing was erased.
        """
        receipt = erase_again(self._opened, self._scribe, frozenset(tombstones))
        self._reviewing.forget()
        return receipt

    def settle(self) -> None:
        """Sweep the file if something was destroyed since it was last swept."""
        # What was destroyed is gone and on record; what is left to do stands in the database.
        with suppress(VaultError):
            if self.is_unswept:
                erasing.sweep(self._vault)

    def _decision(self, decision_id: UUID) -> tuple[Decision, int]:
        """Give a decision that destroys something, and the number of its entry."""
        record = self._reviewing.record(decision_id)
        entry = journal_rows.entry_of(self._vault, str(decision_id), 1)
        if entry is not None:
            if isinstance(record, ErasureDecision) and record.erases:
                return record, entry.seq
            if isinstance(record, RetentionDecision) and record.choice is RetentionChoice.DESTROY:
                return record, entry.seq
        raise NotOnRecordError("There is no such decision in this logbook.")

    def _scope(self, decision: Decision) -> Scope:
        return scope_of(self._vault, decision.service_user, decision.objects)

    def _stops(self, decision: Decision, decided: int, scope: Scope) -> Iterator[Finding]:
        """Tell what has come in the way since it was decided."""
        holds = self._reviewing.holds_of(decision.service_user)
        if decision.service_user in held(holds, self._today()):
            yield Finding(code=Code.HELD, part="service_user")
        if scope.relying():
            yield Finding(code=Code.CONSENT_KEPT_TOO_SHORT, part="objects")
        if scope.last_entry > decided:
            yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="objects")

    def _on_reasons(self, decision: Decision) -> Findings:
        """Refuse a reason that outlives the records and says whose they were."""
        if isinstance(decision, ErasureDecision) or not stays(decision):
            return ()
        return self._on_texts(decision.service_user, reasons=decision.reasons)

    def _on_texts(self, about: UUID, **texts: str) -> Findings:
        person = self._reviewing.person(about)
        if person is None:
            return ()
        return tuple(
            Finding(code=Code.NAMES_THE_PERSON, part=part)
            for part, text in texts.items()
            if names_the_person(person, text)
        )

    def _named(self, wholes: Iterable[Whole]) -> tuple[HeldRecord, ...]:
        return named(self._vault, wholes, self._clock.zone)

    def _certificate(
        self, decision: Decision, scope: Scope, *, method: str, witness: str
    ) -> DestructionCertificate:
        reached, by_request = self._reach(scope), isinstance(decision, ErasureDecision)
        return DestructionCertificate(
            id=uuid4(),
            service_user=decision.service_user,
            decision=decision.id,
            items=tuple(self._item(decision, each, scope) for each in scope.goes),
            method=method.strip(),
            authorised_by=self._scribe.person,
            destroyed_on=self._today(),
            witness=witness.strip(),
            ground=DestructionGround.ERASURE if by_request else DestructionGround.RETENTION,
            backups_until=reached.until,
            published=reached.published,
        )

    def _item(self, decision: Decision, whole: Whole, scope: Scope) -> DestroyedItem:
        record, kind = whole.record, kind_of(whole.record)
        person = self._reviewing.person(decision.service_user)
        assert isinstance(person, ServiceUser), "whom a decision concerns is on record"
        last = self._day_of(scope.last_entry)
        return DestroyedItem(
            object=record.id,
            record_class=record_class_of(kind, person, self._reviewing.practice().nation, last),
            rule=decision.rule if isinstance(decision, RetentionDecision) else ERASURE_RULE,
            recorded_on=self._day_of(whole.entries[0]),
            until=decision.until if isinstance(decision, RetentionDecision) else None,
            commitment=_entry(self._vault, whole.entries[-1]).commitment,
            revisions=len(whole.entries),
            kind=_line_kind(record),
            number=number_of(record),
        )

    def _reach(self, scope: Scope) -> Reach:
        return reach(scope.first_entry, backups_on_record(self._vault))

    def _day_of(self, seq: int) -> date:
        return _entry(self._vault, seq).time.astimezone(self._clock.zone).date()

    def _today(self) -> date:
        return self._clock.now().astimezone(self._clock.zone).date()


def erase_again(opened: OpenFolder, scribe: Scribe, objects: frozenset[str]) -> Receipt | None:
    """Erase what is on record again of some objects; None if nothing is.

    Raises:
        NotAllowedError: the role of who is signed in does not allow it.
        VaultError: nothing was erased.
    """
    vault = opened.vault
    erased = tuple(_erased(vault, each) for each in sorted(objects) if _is_here(vault, each))
    if not erased:
        return None
    erasure = Erasure(id=uuid4(), objects=erased, erased_by=scribe.person, erased_at=scribe.now())
    receipt = scribe.write(
        Act.ERASURE_REAPPLIED, erasure, then=lambda seq: _erase(vault, erasure, seq)
    )
    with suppress(VaultError):
        erasing.sweep(vault)
    return receipt


def _is_here(vault: Vault, object_id: str) -> bool:
    return journal_rows.is_on_record(vault, object_id)


def _erased(vault: Vault, object_id: str) -> ErasedObject:
    row = journal_rows.latest_record(vault, object_id)
    assert row is not None, "it was looked for before"
    record = read_payload(row.payload)
    return ErasedObject(
        object=record.id,
        revisions=row.revision,
        service_user=place_of(record),
        kind=_line_kind(record),
        number=number_of(record),
    )


def _erase(vault: Vault, record: DestructionCertificate | Erasure, seq: int) -> None:
    named = record.items if isinstance(record, DestructionCertificate) else record.objects
    erasing.erase(vault, [str(each.object) for each in named], erased_by=seq)
    indexing.stand_in(vault, record)


def _on_what_is_named(decision: Decision, scope: Scope) -> Findings:
    destroys = (
        decision.erases
        if isinstance(decision, ErasureDecision)
        else decision.choice is RetentionChoice.DESTROY
    )
    if destroys and scope.refused:
        return (Finding(code=Code.INCOMPLETE, part="objects"),)
    return ()


def _line_kind(record: Record) -> LineKind | None:
    kind = kind_of(record)
    written = "request" if kind == "received-request" else kind
    return next((each for each in LineKind if each.listed and each.value == written), None)


_GIVEN = frozenset({Choice.DISCLOSE, Choice.DISCLOSE_PART})


def _recipients(records: Iterable[Record]) -> Iterator[str]:
    """Name whom something was given to, each once, with the numbers of what they were given."""
    given: dict[str, list[str]] = {}
    for record in records:
        if isinstance(record, Disclosure) and record.decision.choice in _GIVEN:
            given.setdefault(record.recipient.shown, []).append(record.number)
    for who, numbers in given.items():
        yield f"{who} ({', '.join(numbers)})"


def _entry(vault: Vault, seq: int) -> Entry:
    entry = journal_rows.entry_at(vault, seq)
    if entry is None:
        raise VaultDamagedError("An entry of the journal is missing.")
    return read_entry(entry.body)
