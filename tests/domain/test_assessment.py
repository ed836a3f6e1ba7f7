# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from logbook.domain.assessment import Assessment, Case, assess, complete
from logbook.domain.catalogue_reading import shipped_catalogue
from logbook.domain.consent import (
    InformationCategory,
    complete_consent,
)
from logbook.domain.data_protection import DataProtection
from logbook.domain.decision import AdviceEntry, Choice
from logbook.domain.disclosure import Disclosure, DisclosureDraft, number_for
from logbook.domain.findings import RULES, Answer, Code, RecordRefusedError, Severity
from logbook.domain.information import Item, ThirdPartyReview
from logbook.domain.legal_basis import BasisFamily, Catalogue, EvidenceKind
from logbook.domain.notification import NotTellingReason, TellingOutcome
from logbook.domain.party import IdentityCheck
from logbook.domain.people import Flag
from logbook.domain.practice import Nation
from logbook.domain.prohibition import Screening
from logbook.domain.request import Channel, Origin
from logbook.domain.steps import SkipReason, Step, step_of
from logbook.domain.transmission import SendingMethod
from tests.builders import (
    NOON,
    a_consent_draft,
    a_disclosure_draft,
    a_person,
    a_practice,
    a_practitioner,
)

LONDON = ZoneInfo("Europe/London")
CATALOGUE: Catalogue = shipped_catalogue()
PERSON = UUID(int=7)


def a_case(**changes: Any) -> Case:
    """A routine case that is ready to be signed; `changes` are made to the draft."""
    consent = complete_consent(
        a_consent_draft(PERSON), recorded_by=uuid4(), now=NOON, today=NOON.date()
    )
    draft = a_disclosure_draft(PERSON, consent.id)
    return Case(
        draft=replace(
            draft,
            **{
                "screening": Screening(done=True),
                "data_protection": DataProtection(confirmed=True),
                **changes,
            },
        ),
        practice=a_practice(),
        practitioner=a_practitioner(),
        person=a_person(id=PERSON),
        consents=(consent,),
    )


def with_part(group: str, **parts: Any) -> Case:
    draft = a_case().draft
    case = a_case()
    return replace(
        case,
        draft=replace(case.draft, **{group: replace(getattr(draft, group), **parts)}),
    )


def assessed(case: Case) -> Assessment:
    return assess(case, CATALOGUE, NOON, LONDON)


def found(case: Case) -> set[tuple[str, str]]:
    return {(each.code.value, each.part) for each in assessed(case).findings}


def test_a_routine_case_is_ready_and_has_nothing_to_say() -> None:
    assert found(a_case()) == set()
    assert assessed(a_case()).ready


MISSING = [
    ("request", {"origin": None}, ("INV-04", "request.origin")),
    (
        "request",
        {"origin": Origin.ASKED, "received_on": date(2026, 11, 12), "channel": Channel.LETTER},
        ("INV-04", "request.wording"),
    ),
    ("recipient", {"kind": None}, ("INV-04", "recipient.kind")),
    ("purpose", {"words": " "}, ("INV-04", "purpose.words")),
    ("information", {"minimum": ""}, ("INV-04", "information.minimum")),
    ("information", {"why_identifiable": ""}, ("INV-07", "information.why_identifiable")),
    ("information", {"third_parties": None}, ("INV-08", "information.third_parties")),
    ("information", {"items": ()}, ("INV-04", "information.items")),
    ("basis", {"family": None}, ("B-01", "basis.family")),
    ("basis", {"consent": UUID(int=1)}, ("B-01", "basis.consent")),
    ("transmission", {"method": None}, ("INV-04", "transmission.method")),
    ("transmission", {"made_at": None}, ("INV-04", "transmission.made_at")),
    ("transmission", {"made_at": NOON + timedelta(hours=1)}, ("INV-02", "transmission.made_at")),
    (
        "transmission",
        {"made_at": NOON - timedelta(hours=3)},
        ("INV-02", "transmission.late_because"),
    ),
    ("transmission", {"duty_told": False}, ("W-35", "transmission.duty_told")),
    ("transmission", {"method": SendingMethod.PLAIN_EMAIL}, ("B-16", "transmission.method")),
    ("recipient", {"identity_check": None}, ("B-09", "recipient.identity_check")),
    (
        "recipient",
        {"identity_check": IdentityCheck.NOT_CHECKED},
        ("B-09", "recipient.identity_check"),
    ),
    ("telling", {"told_on": None}, ("INV-20", "telling.told_on")),
    ("telling", {"outcome": TellingOutcome.TELL_LATER}, ("INV-21", "telling.review_on")),
]


@pytest.mark.parametrize(("group", "parts", "expected"), MISSING)
def test_one_thing_wrong_is_one_finding(
    group: str, parts: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert found(with_part(group, **parts)) == {expected}


@pytest.mark.parametrize(
    ("group", "part"),
    [
        ("decision", "choice"),
        ("decision", "reasons"),
        ("decision", "decided_at"),
        ("telling", "outcome"),
    ],
)
def test_what_a_covering_consent_answers_is_filled_in(group: str, part: str) -> None:
    empty = "" if part == "reasons" else None
    assessment = assessed(with_part(group, **{part: empty}))
    assert assessment.ready
    assert getattr(getattr(assessment.draft, group), part)


def test_a_decision_in_the_future_was_not_made() -> None:
    later = with_part("decision", decided_at=NOON + timedelta(minutes=1))

    assert ("INV-02", "decision.decided_at") in found(later)


def test_a_recipient_without_any_name_is_missing() -> None:
    assert ("INV-04", "recipient.name") in found(with_part("recipient", name="", organisation=""))


def test_an_item_without_words_is_incomplete() -> None:
    item = Item(category=InformationCategory.DIAGNOSIS)

    assert found(with_part("information", items=(item,))) == {
        ("INV-04", "information.items.description")
    }


def test_a_draft_for_nobody_names_the_person_first() -> None:
    case = replace(a_case(service_user=None), person=None)

    assert assessed(case).findings[0].code is Code.NO_SERVICE_USER


def test_somebody_elses_information_that_stays_in_is_a_warning_and_needs_a_why() -> None:
    kept = with_part("information", third_parties=ThirdPartyReview.KEPT)
    explained = with_part(
        "information",
        third_parties=ThirdPartyReview.KEPT,
        third_parties_kept_because="The partner agreed",
    )

    assert ("INV-08", "information.third_parties_kept_because") in found(kept)
    assert found(explained) == {("W-08", "information.third_parties")}
    assert assessed(explained).ready


def test_more_than_a_few_categories_are_questioned() -> None:
    items = tuple(
        Item(category=category, description="x")
        for category in (
            InformationCategory.DIAGNOSIS,
            InformationCategory.ASSESSMENT_REPORT,
            InformationCategory.ATTENDANCE,
            InformationCategory.IMAGES,
            InformationCategory.FINANCIAL,
        )
    )

    assert ("W-07", "information.items") in found(with_part("information", items=items))


def test_a_consent_that_does_not_name_the_recipient_stops() -> None:
    elsewhere = with_part("recipient", name="Brook Insurance", organisation="")

    assert found(elsewhere) == {("B-04", "basis.consent")}
    assert not assessed(elsewhere).ready


def test_a_stop_is_overridden_only_by_thirty_characters_and_the_reason_is_kept() -> None:
    elsewhere = with_part("recipient", name="Brook Insurance", organisation="")
    short = Answer(code=Code.OUTSIDE_CONSENT, reason="She rang and agreed.")
    enough = Answer(code=Code.OUTSIDE_CONSENT, reason="She rang and agreed; I noted it at once.")

    def answered(answer: Answer) -> Case:
        return replace(elsewhere, draft=replace(elsewhere.draft, answers=(answer,)))

    assert not assessed(answered(short)).ready
    assert assessed(answered(enough)).ready
    recorded = complete(answered(enough), CATALOGUE, number="D-2026-0001", now=NOON, zone=LONDON)
    assert recorded.answers == (enough,)
    assert recorded.warnings == ("B-04",)


@pytest.mark.parametrize("code", [Code.NO_BASIS, Code.INCOMPLETE, Code.NO_SERVICE_USER])
def test_an_absolute_stop_cannot_be_overridden(code: Code) -> None:
    case = with_part("basis", family=None)
    answer = Answer(code=code, reason="I would like to go on anyway, please, thank you.")

    assert not assessed(replace(case, draft=replace(case.draft, answers=(answer,)))).ready


def test_a_consent_that_had_ended_does_not_support_the_disclosure() -> None:
    case = a_case()
    consent = case.consents[0]
    ended = replace(consent, period=replace(consent.period, until=date(2026, 11, 19)))

    assert found(replace(case, consents=(ended,))) == {
        ("B-03", "basis.consent"),
        ("INV-13", "basis.consent"),
    }


def test_an_old_consent_is_questioned() -> None:
    case = a_case()
    consent = case.consents[0]
    old = replace(consent, giving=replace(consent.giving, given_on=date(2025, 11, 1)))

    assert found(replace(case, consents=(old,))) == {("W-01", "basis.consent")}


def test_the_same_law_in_another_nation_does_not_hold() -> None:
    basis = {
        "family": BasisFamily.LAW,
        "consent": None,
        "legal_basis": "LB-SAB45",
        "evidence": "Notice of the board, 12 November 2026",
        "seen": EvidenceKind.STATUTORY_NOTICE,
        "demand": "The assessment of 16 November 2026",
    }
    england, scotland = with_part("basis", **basis), with_part("basis", **basis)
    scotland = replace(scotland, draft=replace(scotland.draft, nation=Nation.SCOTLAND))

    # The usual grounds of a duty need a policy document, which this practice does not keep.
    assert found(england) == {("W-19", "data_protection.schedule_1")}
    assert ("B-07", "basis.legal_basis") in found(scotland)
    offered = {row.code for row in assessed(scotland).bases}
    assert "LB-ASP10" in offered
    assert "LB-SAB45" not in offered


def test_a_row_that_was_never_verified_says_so() -> None:
    order = with_part(
        "basis",
        family=BasisFamily.LAW,
        consent=None,
        legal_basis="LB-COURT",
        evidence="Order of 3 November 2026",
        seen=EvidenceKind.SEALED_ORDER,
        demand="The assessment of 16 November 2026",
    )

    assert ("W-37", "basis.legal_basis") in found(order)


def test_a_row_of_another_family_is_no_basis() -> None:
    assert ("B-01", "basis.legal_basis") in found(
        with_part("basis", family=BasisFamily.LAW, consent=None, legal_basis="LB-CL-PI")
    )


def test_what_is_recorded_a_day_late_says_so() -> None:
    early = NOON - timedelta(hours=30)
    case = a_case()
    draft = replace(
        case.draft,
        decision=replace(case.draft.decision, decided_at=early),
        transmission=replace(case.draft.transmission, made_at=early),
    )

    assert found(replace(case, draft=draft)) == {("W-13", "transmission.made_at")}


def test_not_telling_needs_reason_words_and_a_date_within_a_year() -> None:
    bare = with_part("telling", outcome=TellingOutcome.NOT_TOLD)
    far = with_part(
        "telling",
        outcome=TellingOutcome.NOT_TOLD,
        reason=NotTellingReason.HARM_TO_OTHERS,
        explanation="Threat to a third person",
        review_on=date(2028, 1, 1),
    )
    good = with_part(
        "telling",
        outcome=TellingOutcome.NOT_TOLD,
        reason=NotTellingReason.HARM_TO_OTHERS,
        explanation="Threat to a third person",
        review_on=date(2027, 1, 1),
    )

    assert found(bare) == {
        ("INV-21", "telling.reason"),
        ("INV-21", "telling.explanation"),
    }
    assert found(far) == {("INV-21", "telling.review_on")}
    assert found(good) == set()
    recorded = complete(good, CATALOGUE, number="D-2026-0001", now=NOON, zone=LONDON)
    assert recorded.restricted


def test_domestic_abuse_asks_whether_the_way_of_telling_is_safe() -> None:
    case = a_case()
    person = a_person(id=PERSON, flags=(Flag.DOMESTIC_ABUSE,))

    assert found(replace(case, person=person)) == {("W-11", "telling.method")}


def test_only_a_registrant_signs() -> None:
    manager = a_practitioner(profession=None, hcpc_number="")

    assert found(replace(a_case(), practitioner=manager)) == {("B-15", "practitioner")}


def test_a_refusal_asks_for_reasons_and_skips_the_sending() -> None:
    case = with_part("decision", choice=Choice.REFUSE, reasons="")
    bare = replace(case, draft=replace(case.draft, transmission=type(case.draft.transmission)()))
    path = {each.step: each.skipped for each in assessed(bare).steps}

    assert found(bare) == {
        ("INV-05", "decision.reasons"),
        ("W-34", "refusal.consequences_explained"),
    }
    assert path[Step.MAKING] is SkipReason.NOTHING_IS_SENT
    assert path[Step.TELLING] is None


def test_advice_without_an_adviser_is_incomplete() -> None:
    advice = (AdviceEntry(adviser="", advice="Ask for the order"),)

    assert found(a_case(advice=advice)) == {("INV-04", "advice")}


def test_a_text_that_cannot_be_kept_is_named_with_its_part() -> None:
    assert found(with_part("decision", reasons="a\u202eb")) == {("T-02", "decision.reasons")}
    assert found(with_part("decision", reasons="x" * 100_001)) == {("T-01", "decision.reasons")}
    assert found(with_part("recipient", role="x" * 201)) == {("T-01", "recipient.role")}


def test_an_incomplete_draft_is_refused_with_every_stop() -> None:
    empty = replace(a_case(), draft=DisclosureDraft(id=uuid4()), person=None, consents=())

    with pytest.raises(RecordRefusedError) as refused:
        complete(empty, CATALOGUE, number="D-2026-0001", now=NOON, zone=LONDON)

    assert len(refused.value.findings) > 10
    assert all(each.blocks for each in refused.value.findings)


def test_every_finding_of_a_disclosure_belongs_to_a_step() -> None:
    empty = replace(a_case(), draft=DisclosureDraft(id=uuid4()), person=None, consents=())

    assert {step_of(each.part) for each in assessed(empty).findings} >= {
        Step.PERSON,
        Step.REQUEST,
        Step.PURPOSE,
        Step.INFORMATION,
        Step.BASIS,
        Step.DECISION,
        Step.MAKING,
        Step.TELLING,
    }


def test_the_record_pins_the_law_and_the_guidance_it_was_decided_under() -> None:
    recorded: Disclosure = complete(
        a_case(), CATALOGUE, number="D-2026-0001", now=NOON, zone=LONDON
    )

    assert recorded.catalogue == CATALOGUE.version
    assert recorded.guidance == CATALOGUE.guidance_edition
    assert recorded.zone == "Europe/London"


def test_the_consent_that_covers_most_is_offered_first() -> None:
    case = a_case()
    narrow = replace(
        case.consents[0],
        id=uuid4(),
        scope=replace(case.consents[0].scope, recipients=("Brook Insurance",)),
    )
    offers = assessed(replace(case, consents=(narrow, case.consents[0]))).consents

    assert [offer.coverage.whole for offer in offers] == [True, False]


def test_every_code_has_a_rule_and_absolute_stops_stay_absolute() -> None:
    assert set(RULES) == set(Code)
    assert RULES[Code.NO_BASIS].severity is Severity.STOP
    assert not RULES[Code.NO_BASIS].overridable


def test_numbers_are_gapless_within_the_year() -> None:
    assert number_for(2026, 1) == "D-2026-0001"
    assert number_for(2026, 12_345) == "D-2026-12345"
