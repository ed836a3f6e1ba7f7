# SPDX-License-Identifier: Apache-2.0
"""Putting on file what needs no wizard: who decides for somebody, what was assessed, what is held.

Each kind is judged by the rules of its own module before it is written, whoever is named must be
on record (INV-03), and only what may be revised is recorded again under its identity (INV-01).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import singledispatchmethod
from typing import TypeVar
from uuid import UUID

from logbook.clock import Clock
from logbook.domain.access import AccessRequest
from logbook.domain.acts import AboutPerson, OnFile, act_of
from logbook.domain.attachment import Attachment, findings_on_attachment
from logbook.domain.breach import Breach
from logbook.domain.capacity import (
    CapacityAssessment,
    CompetenceAssessment,
    findings_on_capacity,
    findings_on_competence,
)
from logbook.domain.consent_history import ConsentEvent, findings_on_event
from logbook.domain.destruction import RetentionDecision, findings_on_decision
from logbook.domain.findings import Code, Finding, RecordRefusedError
from logbook.domain.holds import Hold, findings_on_hold
from logbook.domain.objection import Objection, findings_on_objection
from logbook.domain.on_file import (
    findings_on_access_request,
    findings_on_breach,
    findings_on_practice,
    findings_on_practitioner,
    findings_on_received_request,
    findings_on_series,
)
from logbook.domain.people import ServiceUser, findings_on_texts
from logbook.domain.practice import Practice, Practitioner
from logbook.domain.records import Receipt, Record, is_revised
from logbook.domain.representative import Representative, findings_on_representative
from logbook.domain.request import ReceivedRequest
from logbook.domain.series import Series
from logbook.domain.text import tidied
from logbook.services.reviewing import NotOnRecordError, Reviewing
from logbook.services.scribe import Scribe

_OnFile = TypeVar("_OnFile", bound=OnFile)
Findings = tuple[Finding, ...]


class Keeping:
    """Puts on file whatever is recorded without a wizard."""

    def __init__(self, scribe: Scribe, reviewing: Reviewing, clock: Clock) -> None:
        self._scribe = scribe
        self._reviewing = reviewing
        self._clock = clock

    def findings(self, record: OnFile) -> Findings:
        """Tell what keeps a record from being put on file now, and what it should be warned of."""
        record = tidied(record)
        found = (*self._on_identity(record), *self._on_place(record))
        return found or self._judged(record)

    def keep(self, record: OnFile) -> Receipt:
        """Put a record on file, or the next revision of one that is; its draft goes.

        Raises:
            RecordRefusedError: a rule it must keep is broken, or whom or what it is about is not
                on record; the draft is kept.
            VaultError: nothing was written.
        """
        record = tidied(record)
        if stops := tuple(found for found in self.findings(record) if found.blocks):
            raise RecordRefusedError(stops)
        act = act_of(record, is_new=self._on_record(record.id) is None)
        return self._scribe.write(act, self._with_who_and_when(record), done_draft=record.id)

    def _with_who_and_when(self, record: _OnFile) -> _OnFile:
        me, now = self._scribe.person, self._clock.now()
        if isinstance(record, ConsentEvent):
            return replace(record, recorded_by=me, recorded_at=now)
        if isinstance(record, Attachment):
            return replace(record, added_by=me, added_at=now)
        return replace(record, recorded_by=me) if isinstance(record, Objection) else record

    def _on_identity(self, record: OnFile) -> Findings:
        """Tell whether it would take another's place (INV-01), or move to another person."""
        there = self._on_record(record.id)
        if there is None:
            return ()
        if type(there) is not type(record) or not is_revised(record):
            return (Finding(code=Code.AMENDED_WITHOUT_REASON, part="id"),)
        if _person_of(there) != _person_of(record):
            return (Finding(code=Code.AMENDED_WITHOUT_REASON, part="service_user"),)
        return ()

    def _on_place(self, record: OnFile) -> Findings:
        """Tell whether whom and what the record is about is on record (INV-03)."""
        if isinstance(record, Practice | Practitioner):
            return ()
        person = record.service_user
        if person is not None and self._reviewing.person(person) is None:
            return (Finding(code=Code.NO_SERVICE_USER, part="service_user"),)
        return tuple(
            Finding(code=Code.INCOMPLETE, part=part)
            for part, named in _named(record)
            if named is not None and not self._concerns(named, person)
        )

    def _concerns(self, object_id: UUID, person: UUID | None) -> bool:
        """Tell whether something is on record that concerns the same person."""
        there = self._on_record(object_id)
        return there is not None and _person_of(there) == person

    def _on_record(self, object_id: UUID) -> Record | None:
        try:
            return self._reviewing.record(object_id)
        except NotOnRecordError:
            return None

    @singledispatchmethod
    def _judged(self, record: OnFile) -> Findings:
        """Judge a record by the rules of its kind."""
        raise AssertionError(f"{type(record).__name__} is put on file without rules")

    @_judged.register
    def _(self, record: Practice) -> Findings:
        if record.id != self._reviewing.practice().id:
            return (Finding(code=Code.AMENDED_WITHOUT_REASON, part="id"),)
        return findings_on_practice(record)

    @_judged.register
    def _(self, record: Practitioner) -> Findings:
        return (*self._on_standing(record), *findings_on_practitioner(record))

    def _on_standing(self, record: Practitioner) -> Findings:
        """Refuse what is made or changed together with their keys alone (`Staffing`)."""
        there = self._on_record(record.id)
        if not isinstance(there, Practitioner):
            return (Finding(code=Code.AMENDED_WITHOUT_REASON, part="id"),)
        return tuple(
            Finding(code=Code.AMENDED_WITHOUT_REASON, part=part)
            for part in ("role", "active", "standing_because")
            if getattr(record, part) != getattr(there, part)
        )

    @_judged.register
    def _(self, record: Representative) -> Findings:
        return (*findings_on_representative(record), *findings_on_texts(record))

    @_judged.register
    def _(self, record: CapacityAssessment) -> Findings:
        return (*self._not_ahead(record), *findings_on_capacity(record))

    @_judged.register
    def _(self, record: CompetenceAssessment) -> Findings:
        born = self._person(record.service_user).born
        on = record.at.astimezone(self._clock.zone).date()
        return (*self._not_ahead(record), *findings_on_competence(record, born=born, on=on))

    @_judged.register
    def _(self, record: ConsentEvent) -> Findings:
        # Judged by what became of the consent before (C-02); nothing follows on a voided one.
        standing = self._reviewing.standing_consents_of(record.service_user)
        consent = next((each for each in standing if each.id == record.consent), None)
        if consent is None:
            return (Finding(code=Code.CONSENT_STATE, part="consent"),)
        return findings_on_event(
            record,
            consent,
            self._reviewing.events_of(record.service_user),
            now=self._clock.now(),
            zone=self._clock.zone,
        )

    @_judged.register
    def _(self, record: Objection) -> Findings:
        return findings_on_objection(record, today=self._today())

    @_judged.register
    def _(self, record: ReceivedRequest) -> Findings:
        return findings_on_received_request(record, today=self._today())

    @_judged.register
    def _(self, record: AccessRequest) -> Findings:
        died = self._person(record.service_user).died
        return findings_on_access_request(record, died=died, today=self._today())

    @_judged.register
    def _(self, record: Series) -> Findings:
        return findings_on_series(record)

    @_judged.register
    def _(self, record: Breach) -> Findings:
        return findings_on_breach(record, now=self._clock.now())

    @_judged.register
    def _(self, record: Hold) -> Findings:
        return findings_on_hold(record, today=self._today())

    @_judged.register
    def _(self, record: RetentionDecision) -> Findings:
        # Until when the disclosures are kept that rest on a consent is decided one by one, so as
        # long as one of them is there, its consent is (INV-31).
        relying = tuple(
            None
            for disclosure in self._reviewing.earlier_disclosures_of(record.service_user)
            if disclosure.basis.consent in record.objects and disclosure.id not in record.objects
        )
        holds = self._reviewing.holds_of(record.service_user)
        return findings_on_decision(record, holds=holds, relying=relying, today=self._today())

    @_judged.register
    def _(self, record: Attachment) -> Findings:
        return findings_on_attachment(record)

    def _not_ahead(self, assessment: CapacityAssessment | CompetenceAssessment) -> Findings:
        if assessment.at <= self._clock.now():
            return ()
        return (Finding(code=Code.TIMES_OUT_OF_ORDER, part="at"),)

    def _person(self, person: UUID) -> ServiceUser:
        found = self._reviewing.person(person)
        assert found is not None, "whom a record concerns was looked for before"
        return found

    def _today(self) -> date:
        return self._clock.now().astimezone(self._clock.zone).date()


def _named(record: AboutPerson) -> Iterator[tuple[str, UUID | None]]:
    """List what else a record names that has to be on record."""
    if isinstance(record, ConsentEvent):
        yield "consent", record.consent
        yield "superseded_by", record.superseded_by
        if record.giving is not None:
            yield "giving.representative", record.giving.representative
            yield "giving.capacity_assessment", record.giving.capacity_assessment
    elif isinstance(record, ReceivedRequest):
        yield from (("disclosures", each) for each in record.disclosures)
    elif isinstance(record, Series):
        yield "consent", record.consent
    elif isinstance(record, Breach):
        yield "disclosure", record.disclosure
    elif isinstance(record, RetentionDecision):
        yield from (("objects", each) for each in record.objects)
    elif isinstance(record, Attachment):
        yield "of", record.of


def _person_of(record: Record) -> UUID | None:
    """Tell whom a record concerns."""
    return record.id if isinstance(record, ServiceUser) else getattr(record, "service_user", None)
