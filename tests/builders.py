# SPDX-License-Identifier: Apache-2.0
"""Whole values by default, changed by name: a_practice(), a_consent_draft(), a_logbook()."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from logbook.app import Keys, Logbook, NewColleague, NewLogbook, create_job
from logbook.domain.access import Access, AccessRequest, AccessType, IdentityEvidence
from logbook.domain.amendment import AmendmentDraft
from logbook.domain.attachment import Attachment, AttachmentKind
from logbook.domain.basis import Basis
from logbook.domain.breach import Breach, Choosing, Incident, Risk
from logbook.domain.capacity import (
    CapacityAssessment,
    CapacityConclusion,
    CapacityTest,
    CompetenceAssessment,
    CompetenceBasis,
    CompetenceConclusion,
)
from logbook.domain.consent import (
    Capacity,
    ConsentDraft,
    ConsentMode,
    ConsentScope,
    Explanation,
    Giving,
    InformationCategory,
    Period,
    PurposeClass,
)
from logbook.domain.consent_history import ConsentEvent, ConsentEventKind
from logbook.domain.decision import Choice, Decision
from logbook.domain.destruction import RetentionChoice, RetentionDecision
from logbook.domain.disclosure import DisclosureDraft, Purpose
from logbook.domain.erasure import ErasureDecision, ErasureOutcome
from logbook.domain.holds import Hold, HoldReason
from logbook.domain.information import Information, Item, ThirdPartyReview
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.notification import (
    NotificationDraft,
    Telling,
    TellingMethod,
    TellingOutcome,
)
from logbook.domain.objection import Objection
from logbook.domain.party import IdentityCheck, Party, PartyKind
from logbook.domain.people import ServiceUser
from logbook.domain.practice import (
    ControllerType,
    Nation,
    Practice,
    Practitioner,
    Profession,
    Role,
)
from logbook.domain.representative import (
    AuthorityEvidence,
    AuthorityType,
    Registrar,
    Representative,
)
from logbook.domain.request import Channel, Origin, ReceivedRequest, Request, RequestStatus
from logbook.domain.series import Rhythm, Series
from logbook.domain.telling_review import ReviewOutcome, TellingReviewDraft
from logbook.domain.transmission import SendingMethod, Transmission
from logbook.store.keyring import SMALLEST

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
"""When the tests' clock stands: a Friday at noon."""

PASSPHRASE = "lantern orbit meadow copper thistle"


@dataclass(slots=True)
class StandingClock:
    """A clock that stands still until it is moved."""

    moment: datetime = NOON
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/London"))

    def now(self) -> datetime:
        return self.moment

    def advance(self, **span: float) -> None:
        self.moment += timedelta(**span)


def a_practice(**changes: Any) -> Practice:
    practice = Practice(
        id=uuid4(),
        name="Larkfield Physiotherapy",
        address="2 Mill Lane\nLudlow\nSY8 1AB",
        controller=ControllerType.SOLE_PRACTITIONER,
        nation=Nation.ENGLAND,
        phone="01584 960001",
        email="desk@larkfield.example",
        complaints_contact="the practice manager, at the address above",
    )
    return replace(practice, **changes)


def a_practitioner(**changes: Any) -> Practitioner:
    practitioner = Practitioner(
        id=uuid4(),
        name="Rhian Prosser",
        role=Role.ADMINISTRATOR,
        profession=Profession.PHYSIOTHERAPIST,
        hcpc_number="PH123456",
    )
    return replace(practitioner, **changes)


def a_person(**changes: Any) -> ServiceUser:
    person = ServiceUser(
        id=uuid4(),
        reference="LP-0042",
        name="Siân Ŵyn Okonkwo",
        born=date(1980, 4, 12),
        nation=Nation.ENGLAND,
        address="17 Corve Street\nLudlow\nSY8 1DA",
        phone="07700 900123",
    )
    return replace(person, **changes)


def a_consent_draft(person: UUID, **changes: Any) -> ConsentDraft:
    draft = ConsentDraft(
        id=uuid4(),
        service_user=person,
        scope=ConsentScope(
            purpose_class=PurposeClass.CARE,
            purpose="Referral for further assessment",
            information=(InformationCategory.ASSESSMENT_REPORT, InformationCategory.DIAGNOSIS),
            recipients=("Elm Road Surgery",),
            how_used="Read by the GP and filed in the medical record",
        ),
        explanation=Explanation(
            why=True, consequences_of_refusal=True, right_to_withdraw=True, how="In the clinic"
        ),
        giving=Giving(
            mode=ConsentMode.EXPRESS_WRITTEN,
            given_on=date(2026, 11, 16),
            freely=True,
            capacity=Capacity.PRESUMED,
            evidence="Signed form of 16 November 2026, in the paper file",
        ),
        period=Period(review_on=date(2027, 11, 16)),
    )
    return replace(draft, **changes)


def a_disclosure_draft(
    person: UUID | None, consent: UUID | None, **changes: Any
) -> DisclosureDraft:
    draft = DisclosureDraft(
        id=uuid4(),
        service_user=person,
        nation=Nation.ENGLAND,
        request=Request(origin=Origin.OWN_INITIATIVE),
        recipient=Party(
            kind=PartyKind.GP,
            name="Dr A. Bevan",
            role="GP",
            organisation="Elm Road Surgery",
            address="1 Elm Road\nLudlow",
            identity_check=IdentityCheck.OFFICIAL_DIRECTORY,
        ),
        purpose=Purpose(
            purpose_class=PurposeClass.CARE, words="Assessment of persistent night pain"
        ),
        information=Information(
            items=(
                Item(
                    category=InformationCategory.ASSESSMENT_REPORT,
                    description="Summary of the assessment of 16 November 2026",
                    since=date(2026, 11, 16),
                    until=date(2026, 11, 16),
                ),
            ),
            left_out="Family history and earlier episodes",
            minimum="The GP needs the findings and nothing of the earlier notes",
            why_identifiable="The GP has to find the right record",
            third_parties=ThirdPartyReview.NONE_PRESENT,
        ),
        basis=Basis(family=BasisFamily.CONSENT, consent=consent),
        decision=Decision(
            choice=Choice.DISCLOSE,
            reasons="Red flags that the GP has to look into; the person asked for it",
            views="Wants the GP to know",
            decided_at=NOON - timedelta(hours=2),
        ),
        transmission=Transmission(
            method=SendingMethod.SECURE_EMAIL,
            sent_to="elm.road@nhs.example",
            made_at=NOON - timedelta(hours=1),
            address_checked=True,
            duty_told=True,
        ),
        telling=Telling(
            outcome=TellingOutcome.ALREADY_KNOWS,
            told_on=date(2026, 11, 16),
            method=TellingMethod.IN_PERSON,
        ),
    )
    return replace(draft, **changes)


def a_representative(person: UUID, **changes: Any) -> Representative:
    representative = Representative(
        id=uuid4(),
        service_user=person,
        name="Nia Okonkwo",
        relationship="daughter",
        authority=AuthorityType.LPA_HEALTH_WELFARE,
        nation=Nation.ENGLAND,
        evidence=AuthorityEvidence(
            document="The registered power, with its perforations",
            seen_on=date(2026, 11, 10),
            seen_by="Rhian Prosser",
        ),
        registered_with=Registrar.OPG_ENGLAND_WALES,
    )
    return replace(representative, **changes)


def a_capacity_assessment(person: UUID, **changes: Any) -> CapacityAssessment:
    assessment = CapacityAssessment(
        id=uuid4(),
        service_user=person,
        decision="Whether the care home gets the falls plan",
        at=NOON - timedelta(days=2),
        assessor="Rhian Prosser",
        nation=Nation.ENGLAND,
        test=CapacityTest.MCA,
        impairment="Dementia, moderate",
        understand=True,
        retain=False,
        use_weigh=False,
        communicate=True,
        support="Explained twice, with pictures, in the morning",
        conclusion=CapacityConclusion.LACKS,
        can_wait=False,
        evidence="Could not say after two minutes what had been asked",
    )
    return replace(assessment, **changes)


def a_competence_assessment(person: UUID, **changes: Any) -> CompetenceAssessment:
    assessment = CompetenceAssessment(
        id=uuid4(),
        service_user=person,
        decision="Whether the school is told",
        at=NOON - timedelta(days=2),
        assessor="Rhian Prosser",
        nation=Nation.ENGLAND,
        basis=CompetenceBasis.GILLICK,
        understands_information=True,
        understands_implications=True,
        understands_risks_of_not=True,
        free_of_pressure=True,
        conclusion=CompetenceConclusion.COMPETENT,
        encouraged_to_involve_parent=True,
        evidence="Said in her own words what the school would do with it",
    )
    return replace(assessment, **changes)


def a_consent_event(person: UUID, consent: UUID, **changes: Any) -> ConsentEvent:
    event = ConsentEvent(
        id=uuid4(),
        consent=consent,
        service_user=person,
        kind=ConsentEventKind.WITHDRAWN,
        at=NOON - timedelta(hours=3),
        method=Channel.TELEPHONE,
        statement="Does not want the surgery to have anything more",
    )
    return replace(event, **changes)


def an_objection(person: UUID, **changes: Any) -> Objection:
    objection = Objection(
        id=uuid4(),
        service_user=person,
        made_on=date(2026, 11, 18),
        recipients=("Larkfield Primary School",),
        reason="Does not want the school to know",
        consequences_explained=True,
    )
    return replace(objection, **changes)


def a_received_request(person: UUID, **changes: Any) -> ReceivedRequest:
    received = ReceivedRequest(
        id=uuid4(),
        service_user=person,
        requester=Party(kind=PartyKind.INSURER, organisation="Severn Mutual"),
        request=Request(
            origin=Origin.ASKED,
            received_on=date(2026, 11, 17),
            channel=Channel.LETTER,
            reference="SM/2291",
            wording="A report on progress since September",
            answer_by=date(2026, 12, 8),
        ),
        status=RequestStatus.OPEN,
    )
    return replace(received, **changes)


def an_access_request(person: UUID, **changes: Any) -> AccessRequest:
    asked = AccessRequest(
        id=uuid4(),
        service_user=person,
        requester=Party(kind=PartyKind.SERVICE_USER, name="Siân Ŵyn Okonkwo"),
        request=Request(
            origin=Origin.ASKED,
            received_on=date(2026, 11, 16),
            channel=Channel.EMAIL,
            wording="Everything since March",
            answer_by=date(2026, 12, 16),
        ),
        access=Access(
            type=AccessType.BY_THE_PERSON,
            identity=IdentityEvidence(
                asked_on=date(2026, 11, 16), received_on=date(2026, 11, 17), how="Passport"
            ),
            search="Paper file, e-mail, diary",
        ),
    )
    return replace(asked, **changes)


def a_series(person: UUID, consent: UUID | None, **changes: Any) -> Series:
    series = Series(
        id=uuid4(),
        service_user=person,
        recipient=Party(kind=PartyKind.CASE_MANAGER, organisation="Teme Case Management"),
        purpose="A report on progress each month",
        rhythm=Rhythm.MONTHLY,
        starts_on=date(2026, 10, 1),
        consent=consent,
        next_on=date(2026, 12, 1),
        ends="When treatment ends",
    )
    return replace(series, **changes)


def a_breach(person: UUID | None, **changes: Any) -> Breach:
    breach = Breach(
        id=uuid4(),
        service_user=person,
        incident=Incident(
            aware_at=NOON - timedelta(hours=4),
            occurred_at=NOON - timedelta(days=1),
            what="A treatment plan went to another person of the same name",
            went_to="Another service user",
            contained="Asked to delete it; confirmed by e-mail",
            risk=Risk.RISK,
            commissioner=Choosing(yes=True, reasons="A diagnosis was in it"),
            individuals=Choosing(yes=True, reasons="They would want to know"),
        ),
    )
    return replace(breach, **changes)


def a_hold(person: UUID, **changes: Any) -> Hold:
    hold = Hold(
        id=uuid4(),
        service_user=person,
        why=HoldReason.CLAIM,
        who="Teme Solicitors",
        start=date(2026, 11, 2),
        review_on=date(2027, 5, 2),
        reference="TS/118",
    )
    return replace(hold, **changes)


def a_retention_decision(person: UUID, *objects: UUID, **changes: Any) -> RetentionDecision:
    decision = RetentionDecision(
        id=uuid4(),
        service_user=person,
        objects=objects,
        choice=RetentionChoice.RETAIN,
        rule="R-ADULT",
        proposed=date(2034, 11, 20),
        until=date(2036, 11, 20),
        decided_by=uuid4(),
        decided_on=NOON.date(),
        reasons="Treatment may be taken up again",
    )
    return replace(decision, **changes)


def an_erasure_decision(person: UUID, **changes: Any) -> ErasureDecision:
    decision = ErasureDecision(
        id=uuid4(),
        service_user=person,
        objects=(person,),
        outcome=ErasureOutcome.GRANTED,
        requested_on=date(2026, 11, 2),
        decided_by=uuid4(),
        decided_on=NOON.date(),
    )
    return replace(decision, **changes)


def an_attachment(person: UUID | None, of: UUID, **changes: Any) -> Attachment:
    attachment = Attachment(
        id=uuid4(),
        service_user=person,
        of=of,
        kind=AttachmentKind.SIGNED_CONSENT,
        sha256="9f" * 32,
        media_type="application/pdf",
        size=48_213,
    )
    return replace(attachment, **changes)


def an_amendment_draft(target: UUID, **changes: Any) -> AmendmentDraft:
    """The recipient of `a_disclosure_draft` by the name they really go by."""
    draft = AmendmentDraft(
        id=uuid4(),
        target=target,
        part="recipient.name",
        old="Dr A. Bevan",
        new="Dr Anna Bevan-Hughes",
        reason="The surgery's letter shows the full name",
    )
    return replace(draft, **changes)


def a_notification_draft(disclosure: UUID, **changes: Any) -> NotificationDraft:
    draft = NotificationDraft(
        id=uuid4(),
        disclosure=disclosure,
        method=TellingMethod.IN_PERSON,
        told_on=NOON.date(),
        words="Told at the end of the session; glad to know",
    )
    return replace(draft, **changes)


def a_telling_review_draft(disclosure: UUID, **changes: Any) -> TellingReviewDraft:
    """It still applies, until a day that most reasons allow."""
    draft = TellingReviewDraft(
        id=uuid4(),
        disclosure=disclosure,
        outcome=ReviewOutcome.STILL_APPLIES,
        review_on=date(2026, 12, 18),
        because="He is still at home, and there is no other way to reach her",
    )
    return replace(draft, **changes)


def a_logbook(path: Path, clock: StandingClock, **changes: Any) -> tuple[Logbook, Keys]:
    """Make a logbook at `path`, open, with the least costly passphrase that is allowed."""
    new = replace(
        NewLogbook(
            practice=a_practice(),
            practitioner=a_practitioner(),
            passphrase=PASSPHRASE,
            cost=SMALLEST,
        ),
        **changes,
    )
    job = create_job(new, clock)
    keys = job.run()
    return Logbook.create(path, job, keys, clock), keys


COLLEAGUES = "velvet anchor pepper mosaic"


def a_colleague(logbook: Logbook, passphrase: str = COLLEAGUES, **changes: Any) -> Practitioner:
    """Enrol a colleague in an open logbook, at the least cost that is allowed."""
    colleague = a_practitioner(
        **{
            "name": "Gethin Pugh",
            "role": Role.PRACTITIONER,
            "profession": Profession.OCCUPATIONAL_THERAPIST,
            "hcpc_number": "OT234567",
            **changes,
        }
    )
    new = NewColleague(practitioner=colleague, passphrase=passphrase, cost=SMALLEST)
    job = logbook.staffing.enrol_job(new)
    logbook.staffing.enrol(job, job.run())
    return colleague
