# SPDX-License-Identifier: Apache-2.0
"""Putting together everything a document says: the record, what was put right, what is beside it.

The law is read from the edition the entry was decided under, the practice's policy document and
the path of the wizard are those of the day it was recorded: a reprint never says what was not so
then (INV-34, INV-37).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.documents.source import (
    AccountingSource,
    Beside,
    ConsentHistory,
    ConsentSource,
    DestructionSource,
    DisclosureSource,
    RehearsalSource,
)
from logbook.domain.accounting import accounting
from logbook.domain.amendment import amended
from logbook.domain.attachment import Attachment
from logbook.domain.backup import Backup, Rehearsal
from logbook.domain.capacity import CapacityAssessment, CompetenceAssessment
from logbook.domain.consent import Consent
from logbook.domain.destruction import DestructionCertificate, RetentionDecision
from logbook.domain.disclosure import Disclosure
from logbook.domain.erasure import ErasureDecision
from logbook.domain.holds import Hold
from logbook.domain.legal_basis import Catalogue, LegalBasis
from logbook.domain.notification import Notification
from logbook.domain.people import ServiceUser
from logbook.domain.representative import Representative
from logbook.domain.series import Series
from logbook.exchange.backup_file import name_of
from logbook.journal.payload import read_payload
from logbook.services.catalogue_updating import CatalogueUpdating
from logbook.services.dossier import Dossier
from logbook.services.retracing import path_of, practice_at, standards_for
from logbook.services.reviewing import NotOnRecordError, Reviewing
from logbook.store import journal_rows
from logbook.store.vault import Vault


class Gathering:
    """Reads what documents are made from."""

    def __init__(self, vault: Vault, reviewing: Reviewing, law: CatalogueUpdating) -> None:
        self._vault = vault
        self._reviewing = reviewing
        self._law = law

    def disclosure(self, disclosure_id: UUID) -> DisclosureSource:
        """Gather everything about a disclosure.

        Raises:
            NotOnRecordError: there is no such disclosure.
        """
        signed, reviewing = self._reviewing.disclosure(disclosure_id), self._reviewing
        amendments = reviewing.amendments_of(disclosure_id)
        disclosure = amended(signed, amendments)
        pinned = self._law.find(signed.catalogue, signed.catalogue_fingerprint)
        law = pinned or self._law.in_use()
        practice = reviewing.practice()
        then = practice_at(self._vault, practice, signed)
        return DisclosureSource(
            disclosure=disclosure,
            service_user=self._person_of(signed),
            practice=practice,
            practitioner=reviewing.practitioner(signed.recorded_by),
            consent=self._history(disclosure.basis.consent),
            legal_basis=law.find(disclosure.basis.legal_basis),
            notifications=reviewing.notifications_of(signed),
            reviews=reviewing.reviews_of(signed),
            signed=signed if amendments else None,
            amendments=amendments,
            steps=path_of(signed, reviewing, law, then),
            beside=replace(
                self._beside(disclosure),
                further=tuple(
                    row for code in disclosure.basis.further if (row := law.find(code)) is not None
                ),
                exemptions=_exemptions(disclosure, law),
                edition_read="" if pinned is not None else law.version,
                policy=then.policy_document,
                standards=standards_for(disclosure),
            ),
        )

    def consent(self, consent_id: UUID, zone: ZoneInfo) -> ConsentSource:
        """Gather everything about a consent.

        Raises:
            NotOnRecordError: there is no such consent.
        """
        history = self._history(consent_id)
        assert history is not None, "a consent was asked for"
        consent = history.consent
        person = self._reviewing.person(consent.service_user)
        assert person is not None, "whom a consent names is on record"
        dossier = self._reviewing.dossier(person.id)
        wanted = {consent.giving.representative}
        wanted |= {event.giving.representative for event in history.events if event.giving}
        return ConsentSource(
            history=history,
            service_user=person,
            practice=self._reviewing.practice(),
            practitioner=self._reviewing.practitioner(consent.recorded_by),
            zone=zone,
            representatives=_among(dossier, wanted),
            attachments=_files_of(dossier, {consent.id}),
            people=self._names(
                (
                    *(event.recorded_by for event in history.events),
                    *(each.amended_by for each in history.amendments),
                )
            ),
        )

    def accounting(self, person_id: UUID, signer: UUID, zone: ZoneInfo) -> AccountingSource:
        """Gather who was told about a person; nothing of what is restricted goes into it (INV-23).

        Raises:
            NotOnRecordError: there is no such person.
        """
        person = self._reviewing.person(person_id)
        if person is None:
            raise NotOnRecordError("There is no such service user in this logbook.")
        return AccountingSource(
            lines=accounting(
                (
                    each
                    for each in self._reviewing.earlier_disclosures_of(person_id)
                    if not self._reviewing.is_restricted(each.id)
                ),
                service_user=person_id,
                zone=zone,
                reviews=self._reviewing.telling_reviews_of(person_id),
                notifications=self._reviewing.dossier(person_id).all(Notification),
            ),
            service_user=person,
            practice=self._reviewing.practice(),
            practitioner=self._reviewing.practitioner(signer),
            zone=zone,
        )

    def destruction(self, certificate_id: UUID, signer: UUID, zone: ZoneInfo) -> DestructionSource:
        """Gather what a certificate of destruction says.

        Raises:
            NotOnRecordError: there is no such certificate.
        """
        certificate = self._reviewing.record(certificate_id)
        if not isinstance(certificate, DestructionCertificate):
            raise NotOnRecordError("There is no such certificate in this logbook.")
        decision = self._reviewing.record(certificate.decision)
        assert isinstance(decision, RetentionDecision | ErasureDecision), "it carried one out"
        names = self._names((certificate.authorised_by, decision.decided_by))
        return DestructionSource(
            certificate=certificate,
            decision=decision,
            practice=self._reviewing.practice(),
            practitioner=self._reviewing.practitioner(signer),
            zone=zone,
            authorised_by=names[certificate.authorised_by],
            decided_by=names[decision.decided_by],
        )

    def rehearsal(self, rehearsal_id: UUID, signer: UUID, zone: ZoneInfo) -> RehearsalSource:
        """Gather what the certificate of a rehearsal says.

        Raises:
            NotOnRecordError: there is no such rehearsal.
        """
        rehearsal = self._reviewing.record(rehearsal_id)
        if not isinstance(rehearsal, Rehearsal):
            raise NotOnRecordError("There is no such rehearsal in this logbook.")
        backup = self._backup_of(rehearsal)
        published = backup is not None and backup.published
        return RehearsalSource(
            rehearsal=rehearsal,
            practice=self._reviewing.practice(),
            practitioner=self._reviewing.practitioner(signer),
            zone=zone,
            rehearsed_by=self._names((rehearsal.rehearsed_by,))[rehearsal.rehearsed_by],
            backup_name=name_of(self._vault.id, rehearsal.backup_made_at, published=published),
            place=backup.place if backup is not None else None,
        )

    def _backup_of(self, rehearsal: Rehearsal) -> Backup | None:
        """Find what is on record of the backup that was tried out."""
        for row in journal_rows.records_of_kind(self._vault, "backup"):
            backup = read_payload(row.payload)
            if isinstance(backup, Backup) and backup.sha256 == rehearsal.backup_sha256:
                return backup
        return None

    def _person_of(self, disclosure: Disclosure) -> ServiceUser | None:
        about = disclosure.service_user
        person = self._reviewing.person(about) if about is not None else None
        assert (person is None) == (about is None), "whom a disclosure names is on record"
        return person

    def _history(self, consent_id: UUID | None) -> ConsentHistory | None:
        if consent_id is None:
            return None
        signed = self._reviewing.consent(consent_id)
        amendments = self._reviewing.amendments_of(consent_id)
        events = self._reviewing.events_of(signed.service_user)
        return ConsentHistory(
            consent=amended(signed, amendments),
            events=tuple(event for event in events if event.consent == consent_id),
            signed=signed if amendments else None,
            amendments=amendments,
        )

    def _beside(self, disclosure: Disclosure) -> Beside:
        """Gather what stands on record about the same person and is named by a disclosure."""
        reviewing, after = self._reviewing, disclosure.follow_up
        dossier = reviewing.dossier(disclosure.service_user or disclosure.id)
        consent = self._history(disclosure.basis.consent)
        told = reviewing.notifications_of(disclosure)
        named = _named_by(disclosure)
        representatives = named | {each.representative for each in told}
        files = {disclosure.id}
        changed = list(reviewing.amendments_of(disclosure.id))
        if consent is not None:
            representatives.add(consent.consent.giving.representative)
            files.add(consent.consent.id)
            changed += consent.amendments
        return Beside(
            refused=self._refused(disclosure.basis.refused_consent),
            representatives=_among(dossier, representatives),
            capacity=next((x for x in dossier.all(CapacityAssessment) if x.id in named), None),
            competence=next((x for x in dossier.all(CompetenceAssessment) if x.id in named), None),
            series=next((x for x in dossier.all(Series) if x.id == disclosure.series), None),
            holds=tuple(each for each in dossier.all(Hold) if each.ended_on is None),
            attachments=_files_of(dossier, files),
            numbers=self._numbers((*after.related, after.supersedes)),
            people=self._names(
                (*(each.amended_by for each in changed), *(each.recorded_by for each in told))
            ),
        )

    def _refused(self, consent_id: UUID | None) -> Consent | None:
        if consent_id is None:
            return None
        return self._reviewing.as_amended(self._reviewing.consent(consent_id))

    def _numbers(self, wanted: Iterable[UUID | None]) -> dict[UUID, str]:
        found = {each: self._reviewing.line(each) for each in wanted if each is not None}
        return {each: line.number for each, line in found.items() if line is not None}

    def _names(self, wanted: Iterable[UUID | None]) -> dict[UUID, str]:
        return {
            each: self._reviewing.practitioner(each).name
            for each in dict.fromkeys(wanted)
            if each is not None
        }


def _named_by(disclosure: Disclosure) -> set[UUID | None]:
    """Give the identities of whom and what a disclosure names beside its consent."""
    unable, child = disclosure.unable, disclosure.child
    return {
        disclosure.telling.representative,
        unable.representative if unable is not None else None,
        unable.assessment if unable is not None else None,
        child.competence if child is not None else None,
    }


def _exemptions(disclosure: Disclosure, law: Catalogue) -> tuple[LegalBasis, ...]:
    """Give the rows by which something was withheld from whoever asked for access."""
    codes = [each.code for each in disclosure.access.exemptions] if disclosure.access else []
    return tuple(row for code in dict.fromkeys(codes) if (row := law.find(code)) is not None)


def _among(dossier: Dossier, wanted: set[UUID | None]) -> tuple[Representative, ...]:
    return tuple(each for each in dossier.all(Representative) if each.id in wanted)


def _files_of(dossier: Dossier, records: set[UUID]) -> tuple[Attachment, ...]:
    return tuple(each for each in dossier.all(Attachment) if each.of in records)
