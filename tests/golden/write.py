# SPDX-License-Identifier: Apache-2.0
"""Write the golden file of every kind of record, in the schema it is written in now.

Run by hand from the root of the repository, and only when the written form is meant to change:

    python -m tests.golden.write

The same records come out each time, to the byte, so `git diff tests/golden` shows what changed
and nothing else. Once a version has been released its bytes are read for ever: before the files
are written anew, those of the release are copied into a folder of their own beside `first/`, and
a test reads them there. A part that is new and says nothing when it is absent needs no more than
that; anything else is a new schema, with an upgrade in `logbook/journal/upgrades.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.domain.amendment import complete_amendment
from logbook.domain.anchored import Anchored, AnchorKind
from logbook.domain.assessment import complete
from logbook.domain.backup import (
    Backup,
    Counted,
    PlaceKind,
    Rehearsal,
    Restoration,
    RestoreReason,
)
from logbook.domain.case import Case
from logbook.domain.catalogue_reading import shipped_catalogue
from logbook.domain.catalogue_update import CatalogueUpdate
from logbook.domain.clinical_will import ClinicalWill, Executor
from logbook.domain.consent import Consent, complete_consent
from logbook.domain.consent_history import ConsentEventKind
from logbook.domain.destruction import DestroyedItem, DestructionCertificate
from logbook.domain.disclosure import Disclosure
from logbook.domain.erasure import (
    ErasedObject,
    Erasure,
    ErasureDecision,
    ErasureExemption,
    ErasureOutcome,
)
from logbook.domain.kinds import Kind
from logbook.domain.lines import LineKind
from logbook.domain.notification import (
    DelayRequest,
    DeliveryStatus,
    NotTellingReason,
    Telling,
    TellingMethod,
    TellingOutcome,
    complete_notification,
)
from logbook.domain.party import RecipientClass
from logbook.domain.people import (
    Belonging,
    CommunicationNeed,
    ContactKind,
    ContactPoint,
    Flag,
    Identifier,
    IdentifierKind,
    ServiceUser,
)
from logbook.domain.practice import (
    Inspectorate,
    Language,
    PolicyDocument,
    Practice,
    PrivacyNotice,
)
from logbook.domain.records import DocumentKind, Export, Record
from logbook.domain.recovery import KnownKey, SheetRecord
from logbook.domain.retention import RecordClass
from logbook.domain.staff import OwnKeys, own_keys_id
from logbook.domain.telling_review import complete_review
from logbook.domain.viewing import Viewing, ViewingReason
from logbook.journal import payload as payloads
from logbook.journal.payload import kind_of, written_payload
from tests import builders as make

PAYLOADS = Path(__file__).parent / "payloads"

ME = UUID(int=2)
PERSON = UUID(int=3)
TODAY = make.NOON.date()


def main() -> None:
    """Write every file; what is of another schema stays as it is."""
    for name, record in examples():
        (PAYLOADS / name).write_bytes(written_payload(record))


def examples() -> Iterator[tuple[str, Record]]:
    """Give every example under the name of its file."""
    for variant, record in _examples():
        kind = kind_of(record)
        yield f"{kind}{variant}.v{payloads._SCHEMAS[kind]}.json", record


def _examples() -> Iterator[tuple[str, Record]]:
    identities = (UUID(int=number) for number in count(100))
    consent = _consent()
    disclosure = _disclosure(consent)
    yield from (("", each) for each in (_practice(), _practitioner(), _person()))
    yield from (("", consent), ("", disclosure))
    de_identified = replace(
        disclosure,
        id=UUID(int=6),
        number="D-2026-0002",
        kind=Kind.DE_IDENTIFIED,
        service_user=None,
    )
    yield "-about-nobody", de_identified
    yield from _around(consent, disclosure, identities)
    yield from _after(consent, disclosure, identities)
    yield from _of_backups()
    yield from _of_recovery()
    yield "", _viewing()


def _practice() -> Practice:
    return make.a_practice(
        id=UUID(int=1),
        languages=(Language.ENGLISH, Language.WELSH),
        public_contracts=True,
        inspectorates=(Inspectorate.HIW,),
        policy_document=PolicyDocument(
            version="3", dated=date(2026, 1, 5), review_on=date(2027, 1, 5)
        ),
        privacy_notice=PrivacyNotice(
            version="5", effective_from=date(2026, 2, 1), place="The desk"
        ),
    )


def _practitioner() -> Record:
    return make.a_practitioner(id=ME)


def _person() -> ServiceUser:
    return make.a_person(
        id=PERSON,
        known_as="Siân",
        needs=(CommunicationNeed.WELSH,),
        flags=(Flag.DOMESTIC_ABUSE,),
        circle=(Belonging(of=RecipientClass.OWN_INSURER, name="Severn Mutual"),),
        identifiers=(Identifier(kind=IdentifierKind.NHS, value="943 476 5919"),),
        other_contacts=(ContactPoint(kind=ContactKind.PHONE, where="07700 900555", safe=False),),
        record_classes=(RecordClass.ADULT,),
        first_contact=date(2026, 3, 2),
    )


def _consent() -> Consent:
    draft = make.a_consent_draft(PERSON, id=UUID(int=4))
    return complete_consent(draft, recorded_by=ME, now=make.NOON, today=TODAY)


def _disclosure(consent: Consent) -> Disclosure:
    """Give a disclosure as if it had been decided under an edition that never changes."""
    case = Case(
        draft=make.a_disclosure_draft(PERSON, consent.id, id=UUID(int=5)),
        practice=_practice(),
        practitioner=make.a_practitioner(id=ME),
        person=replace(_person(), flags=()),
        consents=(consent,),
    )
    disclosure = complete(
        case,
        shipped_catalogue(),
        number="D-2026-0001",
        now=make.NOON,
        zone=ZoneInfo("Europe/London"),
    )
    return replace(
        disclosure,
        warnings=(),
        catalogue="2026-11-22.2",
        catalogue_fingerprint="7c" * 32,
        guidance="The guidance of 2021; the standards of 2024",
    )


def _around(
    consent: Consent, disclosure: Disclosure, identities: Iterator[UUID]
) -> Iterator[tuple[str, Record]]:
    """Give what is put on file about the same person, and how they were told."""
    yield "", make.a_representative(PERSON, id=next(identities))
    yield "", make.a_capacity_assessment(PERSON, id=next(identities))
    yield "", make.a_competence_assessment(PERSON, id=next(identities))
    narrowed = make.a_consent_event(
        PERSON,
        consent.id,
        id=next(identities),
        kind=ConsentEventKind.NARROWED,
        scope=replace(consent.scope, recipients=("Elm Road Surgery",)),
        recorded_by=ME,
        recorded_at=make.NOON,
    )
    yield "", narrowed
    yield "", make.an_objection(PERSON, id=next(identities), recorded_by=ME)
    yield "", make.a_received_request(PERSON, id=next(identities))
    yield "", make.an_access_request(PERSON, id=next(identities))
    letter = make.a_notification_draft(
        disclosure.id,
        id=next(identities),
        method=TellingMethod.POST,
        words="Letter sent",
        status=DeliveryStatus.POSTED,
        evidence="Tracked",
    )
    yield (
        "",
        complete_notification(
            letter, service_user=PERSON, recorded_by=ME, now=make.NOON, today=TODAY
        ),
    )
    yield "", make.a_series(PERSON, consent.id, id=next(identities))
    yield "", make.a_breach(PERSON, id=next(identities))
    yield "-about-nobody", make.a_breach(None, id=next(identities))
    yield "", make.a_hold(PERSON, id=next(identities))


def _after(
    consent: Consent, disclosure: Disclosure, identities: Iterator[UUID]
) -> Iterator[tuple[str, Record]]:
    """Give what became of records later, and what left the logbook."""
    erasures = (UUID(int=number) for number in count(300))
    decision = make.a_retention_decision(PERSON, disclosure.id, id=next(identities), decided_by=ME)
    yield "", decision
    destroyed = DestroyedItem(
        object=disclosure.id,
        record_class=RecordClass.DISCLOSURE,
        rule="R-DISCLOSURE",
        recorded_on=TODAY,
        until=date(2034, 11, 20),
        commitment="ab" * 32,
        kind=LineKind.DISCLOSURE,
        number="D-2026-0001",
    )
    certificate = DestructionCertificate(
        id=next(identities),
        service_user=PERSON,
        decision=decision.id,
        items=(destroyed,),
        method="Overwritten",
        authorised_by=ME,
        destroyed_on=date(2034, 12, 1),
        witness="J. Hale",
        backups_until=date(2035, 12, 31),
    )
    yield "", certificate
    yield (
        "",
        ErasureDecision(
            id=next(erasures),
            service_user=PERSON,
            objects=(consent.id,),
            outcome=ErasureOutcome.PARTIAL,
            exemptions=(ErasureExemption.HEALTH_CARE,),
            requested_on=TODAY,
            decided_by=ME,
            decided_on=TODAY,
        ),
    )
    yield (
        "",
        Erasure(
            id=next(erasures),
            objects=(
                ErasedObject(
                    object=disclosure.id,
                    revisions=1,
                    service_user=PERSON,
                    kind=LineKind.DISCLOSURE,
                    number="D-2026-0001",
                ),
            ),
            erased_by=ME,
            erased_at=make.NOON,
        ),
    )
    amendment = make.an_amendment_draft(disclosure.id, id=next(identities))
    yield "", complete_amendment(amendment, disclosure, amended_by=ME, now=make.NOON)
    attachment = make.an_attachment(PERSON, consent.id, id=next(identities))
    yield "", replace(attachment, added_by=ME, added_at=make.NOON)
    yield "", _catalogue_update()
    export = Export(
        id=next(identities),
        service_user=PERSON,
        subject=disclosure.id,
        document=DocumentKind.DISCLOSURE_RECORD,
        reference="D-2026-0001",
        sha256="ab" * 32,
        size=91234,
        exported_by=ME,
        exported_at=make.NOON,
        journal_size=17,
    )
    yield "", export
    asked_again = DelayRequest(
        authority="West Mercia Police",
        name="R. Reid",
        role="Detective sergeant",
        number="2291",
        in_writing=True,
        until=date(2026, 12, 18),
    )
    review = make.a_telling_review_draft(disclosure.id, id=next(identities), delay=asked_again)
    put_off = Telling(
        outcome=TellingOutcome.TELL_LATER, reason=NotTellingReason.AUTHORITY_ASKED_FOR_DELAY
    )
    reviewed = complete_review(
        review, put_off, service_user=PERSON, recorded_by=ME, now=make.NOON, today=TODAY
    )
    yield "", reviewed
    yield (
        "",
        Anchored(
            id=next(identities),
            kind=AnchorKind.WITNESS,
            size=17,
            root="ab" * 32,
            fixed_at=make.NOON,
            by="Teme Physiotherapy",
            key="cd" * 32,
            note="disclosure-logbook.invalid/0f/1\n17\nq6s=\n\n- a signature\n",
        ),
    )


def _of_backups() -> Iterator[tuple[str, Record]]:
    """Give what is recorded of backups; their identities leave those above as they are."""
    yield (
        "",
        Backup(
            id=UUID(int=200),
            place=PlaceKind.ANOTHER_DISK,
            made_by=ME,
            made_at=make.NOON,
            epoch=1,
            size=17,
            root="ab" * 32,
            sha256="cd" * 32,
            bytes=151_552,
            proven_at=make.NOON,
        ),
    )
    yield (
        "",
        Restoration(
            id=UUID(int=201),
            parent_epoch=1,
            parent_size=17,
            parent_root="ab" * 32,
            last_known_size=19,
            last_known_root="cd" * 32,
            reason=RestoreReason.LOST,
            restored_by=ME,
            restored_at=make.NOON,
            backup_made_at=make.NOON,
            erased_again=1,
        ),
    )
    yield (
        "",
        Rehearsal(
            id=UUID(int=202),
            backup_sha256="cd" * 32,
            backup_made_at=make.NOON,
            epoch=1,
            size=17,
            root="ab" * 32,
            live_size=19,
            live_root="cd" * 32,
            is_continued=True,
            is_intact=True,
            records=(Counted(kind="consent", count=4), Counted(kind="disclosure", count=2)),
            rehearsed_by=ME,
            rehearsed_at=make.NOON,
        ),
    )


def _viewing() -> Viewing:
    """Give a look at somebody; its identity leaves those of the others as they are."""
    return Viewing(
        id=UUID(int=400),
        service_user=PERSON,
        subject=PERSON,
        viewed_by=ME,
        viewed_at=make.NOON,
        reason=ViewingReason.OTHER,
        words="Their GP rang about an old report",
    )


def _of_recovery() -> Iterator[tuple[str, Record]]:
    """Give what is recorded of recovery sheets and the clinical will."""
    yield (
        "",
        SheetRecord(
            id=UUID(int=210),
            person=ME,
            made_at=make.NOON,
            root_epoch=1,
            checked_at=make.NOON,
            practice_certificate="3082",
            signers=(
                KnownKey(person=ME, public="ab" * 32, certificate="3081", root_epoch=1),
                KnownKey(
                    person=UUID(int=9), public="cd" * 32, certificate="", root_epoch=1, until=12
                ),
            ),
        ),
    )
    yield (
        "",
        ClinicalWill(
            id=UUID(int=211),
            holder=UUID(int=212),
            executors=(
                Executor(name="Mair Vaughan", contact="07700 900333", role="Colleague"),
                Executor(name="Ifan Reece", contact="3 Bridge Street, Ludlow"),
                Executor(name="Dilys Crowe", contact="07700 900334", role="Solicitor"),
            ),
            threshold=2,
            files="The cabinet in the back room; the key is with the solicitor",
            made_by=ME,
            made_at=make.NOON,
            checked_at=make.NOON,
        ),
    )
    yield (
        "",
        OwnKeys(
            id=own_keys_id(ME),
            person=ME,
            signs="ab" * 32,
            request="cd" * 32,
            made_at=make.NOON,
        ),
    )


def _catalogue_update() -> CatalogueUpdate:
    return CatalogueUpdate(
        version="2026-12-01.1",
        fingerprint="cd" * 32,
        publisher="A publisher",
        publisher_fingerprint="ef" * 32,
        text="[signed]\n",
        imported_by=ME,
        imported_at=make.NOON,
    )


if __name__ == "__main__":
    main()
