# SPDX-License-Identifier: Apache-2.0
"""Whole values by default, changed by name: a_practice(), a_consent_draft(), a_logbook()."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from logbook.app import Keys, Logbook, NewLogbook, create_job
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
from logbook.domain.disclosure import (
    Basis,
    Choice,
    Decision,
    DisclosureDraft,
    Information,
    Item,
    Origin,
    Purpose,
    Request,
    SendingMethod,
    ThirdPartyReview,
    Transmission,
)
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.notification import Telling, TellingMethod, TellingOutcome
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


def a_disclosure_draft(person: UUID, consent: UUID | None, **changes: Any) -> DisclosureDraft:
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
