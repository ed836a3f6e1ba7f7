# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from logbook.domain.assessment import situate
from logbook.domain.case import Case
from logbook.domain.consent import ConsentMode, PurposeClass
from logbook.domain.decision import Choice
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, Effect, EvidenceKind
from logbook.domain.party import PartyKind
from logbook.domain.people import Flag
from logbook.domain.practice import Nation
from logbook.domain.prohibition import Prohibited, Screening, WayThrough
from logbook.domain.request import Origin, Request
from logbook.domain.rules.screening import LAW_OF, flagged
from logbook.domain.steps import Step, step_of
from logbook.domain.uses import Use
from tests.builders import NOON, a_consent_draft, a_disclosure_draft
from tests.rules.situations import (
    CONSENT,
    LONDON,
    NAMELESS,
    PERSON,
    a_case,
    a_consent,
    assessed,
    found,
    the_catalogue,
)

OWN = Request(origin=Origin.OWN_INITIATIVE)
UNASKED = Screening()


def parts(case: Case, code: str) -> set[str]:
    return {each.part for each in assessed(case).findings if each.code.value == code}


def unanswered(case: Case) -> bool:
    return "screening.done" in parts(case, "INV-04")


def kept_back(
    prohibited: Prohibited,
    way: WayThrough | None = None,
    because: str = "It holds here",
    *,
    mode: ConsentMode = ConsentMode.EXPRESS_WRITTEN,
    **draft: Any,
) -> Case:
    """The case, with something that is kept back, and a way through."""
    screening = Screening(done=True, found=(prohibited,), way_through=way, because=because)
    case = a_case(draft={"screening": screening, **draft})
    return replace(case, consents=(a_consent(giving={"mode": mode}),))


@pytest.mark.rule("INV-04", fires=True)
def test_whether_anything_is_forbidden_is_asked() -> None:
    assert unanswered(a_case(draft={"screening": UNASKED}))
    assert step_of("screening.done") is Step.SCREENING


@pytest.mark.rule("INV-04", "B-02", fires=False)
@pytest.mark.parametrize(
    "draft",
    [
        {"kind": Kind.EMERGENCY, "recipient": {"kind": PartyKind.NHS_BODY}},
        {"kind": Kind.EMERGENCY, "recipient": {"kind": PartyKind.POLICE}},
        {"kind": Kind.BREACH},
        {"kind": Kind.ACCESS},
        {"information": NAMELESS},
        {"decision": {"choice": Choice.REFUSE}},
    ],
)
def test_what_names_nobody_happened_or_is_refused_is_not_screened(draft: dict[str, Any]) -> None:
    flags = {"flags": (Flag.PROTECTED_GRC,)}
    assert not unanswered(a_case(draft={"screening": UNASKED, **draft}))
    assert "B-02" not in found(a_case(draft={"screening": UNASKED, **draft}, person=flags))


def test_a_routine_disclosure_for_care_is_not_screened_anew() -> None:
    consent = a_consent(
        scope=a_consent_draft(PERSON).scope, giving={"mode": ConsentMode.EXPRESS_WRITTEN}
    )
    case = a_case(draft=a_disclosure_draft(PERSON, CONSENT), consents=(consent,))
    assert not unanswered(case)
    assert unanswered(a_case(draft=replace(a_case().draft, screening=UNASKED)))


@pytest.mark.rule("B-02", fires=True)
@pytest.mark.parametrize("to", [PartyKind.FAMILY_OR_CARER, PartyKind.SCHOOL, None])
def test_an_emergency_skips_no_flag_towards_whoever_gives_no_help(to: PartyKind | None) -> None:
    draft = {"kind": Kind.EMERGENCY, "recipient": {"kind": to}, "screening": UNASKED}
    case = a_case(draft=draft, person={"flags": (Flag.PROTECTED_GRC,)})
    assert parts(case, "B-02") == {"screening.found"}


ORDERED = {
    "family": BasisFamily.LAW,
    "consent": None,
    "legal_basis": "LB-COURT",
    "seen": EvidenceKind.SEALED_ORDER,
    "evidence": "The sealed order of 17 November 2026",
}
ORDER = {"basis": ORDERED}

FLAGS = [
    (Flag.PROTECTED_GRC, Prohibited.GENDER_RECOGNITION),
    (Flag.HFEA, Prohibited.FERTILITY_TREATMENT),
    (Flag.ADOPTION, Prohibited.ADOPTION),
]


@pytest.mark.rule("B-02", fires=True)
@pytest.mark.parametrize(("flag", "prohibited"), FLAGS)
@pytest.mark.parametrize(
    "screening",
    [UNASKED, Screening(done=True), Screening(done=True, because=" "), Screening(because="No")],
)
def test_a_flag_that_nobody_considered_stops(
    flag: Flag, prohibited: Prohibited, screening: Screening
) -> None:
    case = a_case(draft={"screening": screening}, person={"flags": (flag,)})
    assert parts(case, "B-02") == {"screening.found"}
    other = next(each for each in Prohibited if each is not prohibited)
    wrong = Screening(done=True, found=(other,), way_through=WayThrough.COURT_ORDER)
    wrongly = a_case(draft={"screening": wrong}, person={"flags": (flag,)})
    assert "screening.found" in parts(wrongly, "B-02"), "something else was found"


@pytest.mark.rule("B-02", fires=False)
@pytest.mark.parametrize(("flag", "prohibited"), FLAGS)
def test_a_flag_was_considered_where_it_is_said_why_nothing_of_it_is_in_this(
    flag: Flag, prohibited: Prohibited
) -> None:
    person = {"flags": (flag,)}
    nothing = Screening(done=True, because="A gait report; no history goes")
    assert "B-02" not in found(a_case(draft={"screening": nothing}, person=person))
    lifted = Screening(
        done=True, found=(prohibited,), way_through=WayThrough.COURT_ORDER, because="Sealed order"
    )
    assert "B-02" not in found(a_case(draft={"screening": lifted, **ORDER}, person=person))
    other = {"flags": (Flag.LITIGATION,)}
    assert "B-02" not in found(a_case(draft={"screening": Screening(done=True)}, person=other))


PUBLIC: list[dict[str, Any]] = [
    {"kind": Kind.RESEARCH},
    {"purpose": {"use": Use.TEACHING}},
    {"purpose": {"use": Use.PUBLICATION}},
]


@pytest.mark.rule("B-02", fires=True)
@pytest.mark.parametrize("draft", PUBLIC)
def test_a_victim_is_not_named_to_the_public(draft: dict[str, Any]) -> None:
    case = a_case(draft=draft, person={"flags": (Flag.VICTIM_OF_CRIME,)})
    assert parts(case, "B-02") == {"screening.found"}


@pytest.mark.rule("B-02", fires=False)
@pytest.mark.parametrize("draft", PUBLIC)
def test_a_victim_is_disclosed_about_like_anybody_where_nothing_is_published(
    draft: dict[str, Any],
) -> None:
    assert "B-02" not in found(a_case(person={"flags": (Flag.VICTIM_OF_CRIME,)}))
    assert "B-02" not in found(a_case(draft=draft))


@pytest.mark.rule("B-02", fires=True)
@pytest.mark.parametrize("prohibited", list(Prohibited))
def test_what_is_kept_back_does_not_go_without_a_way_through(prohibited: Prohibited) -> None:
    assert parts(kept_back(prohibited), "B-02") == {"screening.way_through"}
    override = assessed(kept_back(prohibited)).findings
    assert not any(each.rule.overridable for each in override if each.code.value == "B-02")


@pytest.mark.rule("B-02", fires=False)
@pytest.mark.parametrize("prohibited", list(Prohibited))
def test_a_court_can_order_what_it_or_parliament_forbade(prohibited: Prohibited) -> None:
    assert "B-02" not in found(kept_back(prohibited, WayThrough.COURT_ORDER, **ORDER))


@pytest.mark.rule("B-02", fires=True)
@pytest.mark.parametrize(
    "basis",
    [
        {},
        {**ORDERED, "seen": None},
        {**ORDERED, "seen": EvidenceKind.SOLICITORS_LETTER},
        {**ORDERED, "evidence": " "},
        {**ORDERED, "legal_basis": "LB-CL-PI"},
        {**ORDERED, "legal_basis": "LB-SCREC"},
    ],
    ids=["consent-alone", "not-seen", "a-letter", "nothing-noted", "no-demand", "of-scotland"],
)
def test_an_order_that_nobody_saw_lifts_nothing(basis: dict[str, Any]) -> None:
    case = kept_back(Prohibited.ADOPTION, WayThrough.COURT_ORDER, basis=basis)
    assert parts(case, "B-02") == {"screening.way_through"}


@pytest.mark.rule("INV-04", fires=True)
def test_a_way_through_says_why_it_holds() -> None:
    bare = kept_back(Prohibited.ADOPTION, WayThrough.COURT_ORDER, because=" ", **ORDER)
    assert "screening.because" in parts(bare, "INV-04")
    said = kept_back(Prohibited.ADOPTION, WayThrough.COURT_ORDER, **ORDER)
    assert "screening.because" not in parts(said, "INV-04")


CARE = {"purpose": {"purpose_class": PurposeClass.CARE}}


def to_ent(
    prohibited: Prohibited = Prohibited.GENDER_RECOGNITION,
    *,
    to: PartyKind = PartyKind.HEALTH_PROFESSIONAL,
    mode: ConsentMode = ConsentMode.EXPRESS_ORAL,
    **draft: Any,
) -> Case:
    """A referral that says something of the person's gender history (V22)."""
    return kept_back(
        prohibited,
        WayThrough.HEALTH_PROFESSIONAL,
        mode=mode,
        **{"recipient": {"kind": to}, **CARE, **draft},
    )


@pytest.mark.rule("B-02", fires=False)
@pytest.mark.parametrize("to", [PartyKind.GP, PartyKind.HEALTH_PROFESSIONAL, PartyKind.NHS_BODY])
def test_gender_history_goes_to_a_health_professional_for_care_with_consent(to: PartyKind) -> None:
    assert "B-02" not in found(to_ent(to=to))
    unable = {"family": BasisFamily.BEST_INTERESTS, "consent": None, "legal_basis": "LB-MCA"}
    assert "B-02" not in found(to_ent(to=to, basis=unable)), "or where they cannot consent"
    rushed: dict[str, Any] = {"kind": Kind.EMERGENCY, "purpose": {"purpose_class": None}}
    assert "B-02" not in found(to_ent(to=to, basis={"family": None}, **rushed))


@pytest.mark.rule("B-02", fires=True)
@pytest.mark.parametrize(
    "to", [PartyKind.EMPLOYER, PartyKind.SCHOOL, PartyKind.INSURER, PartyKind.FAMILY_OR_CARER, None]
)
def test_gender_history_goes_to_nobody_else_by_that_way(to: PartyKind) -> None:
    assert parts(to_ent(to=to), "B-02") == {"screening.way_through"}


@pytest.mark.rule("B-02", fires=True)
def test_gender_history_needs_care_and_express_consent() -> None:
    claim: dict[str, Any] = {"purpose": {"purpose_class": PurposeClass.NON_CARE}}
    public = {"family": BasisFamily.PUBLIC_INTEREST, "legal_basis": "LB-CL-PI"}
    assert "B-02" in found(to_ent(**claim))
    assert "B-02" in found(to_ent(mode=ConsentMode.IMPLIED))
    assert "B-02" in found(to_ent(basis=public))
    assert "B-02" in found(replace(to_ent(), consents=()))


@pytest.mark.rule("B-02", fires=True)
@pytest.mark.parametrize(
    "prohibited", [each for each in Prohibited if each is not Prohibited.GENDER_RECOGNITION]
)
def test_a_health_professional_is_no_way_round_another_prohibition(prohibited: Prohibited) -> None:
    assert "B-02" in found(to_ent(prohibited))


ADVICE = [Prohibited.GENDER_RECOGNITION, Prohibited.COURT_DOCUMENTS, Prohibited.LEGAL_PRIVILEGE]
LAWYERS = [PartyKind.SOLICITOR_OWN, PartyKind.SOLICITOR_OTHER, PartyKind.UNION_OR_INDEMNIFIER]


@pytest.mark.rule("B-02", fires=False)
@pytest.mark.parametrize("prohibited", ADVICE)
@pytest.mark.parametrize("lawyer", LAWYERS)
def test_a_lawyer_may_see_what_advice_is_asked_on(
    prohibited: Prohibited, lawyer: PartyKind
) -> None:
    way = WayThrough.LEGAL_ADVICE
    assert "B-02" not in found(kept_back(prohibited, way, recipient={"kind": lawyer}, request=OWN))


@pytest.mark.rule("B-02", fires=True)
@pytest.mark.parametrize("prohibited", ADVICE)
def test_a_solicitor_who_asks_gives_no_advice(prohibited: Prohibited) -> None:
    way = WayThrough.LEGAL_ADVICE
    lawyer: dict[str, Any] = {"recipient": {"kind": PartyKind.SOLICITOR_OTHER}}
    assert "B-02" in found(kept_back(prohibited, way, **lawyer))
    assert "B-02" in found(kept_back(prohibited, way, request=OWN)), "an insurer is no lawyer"
    other = kept_back(Prohibited.ADOPTION, way, request=OWN, **lawyer)
    assert "B-02" in found(other)


GATEWAYS = [
    Prohibited.GENDER_RECOGNITION,
    Prohibited.FERTILITY_TREATMENT,
    Prohibited.ADOPTION,
    Prohibited.SAFETY_INVESTIGATION,
]


def by_statute(
    prohibited: Prohibited,
    row: str = "LB-HCPC25",
    to: PartyKind | None = PartyKind.REGULATOR,
    nation: Nation = Nation.ENGLAND,
) -> Case:
    law = {"family": BasisFamily.LAW, "consent": None, "legal_basis": row}
    return kept_back(
        prohibited,
        WayThrough.STATUTORY_GATEWAY,
        basis=law,
        recipient={"kind": to},
        nation=nation,
    )


@pytest.mark.rule("B-02", fires=False)
@pytest.mark.parametrize("prohibited", GATEWAYS)
def test_a_statute_that_requires_it_lets_it_through_to_an_authority(
    prohibited: Prohibited,
) -> None:
    assert "B-02" not in found(by_statute(prohibited))


@pytest.mark.rule("B-02", fires=True)
@pytest.mark.parametrize("prohibited", list(Prohibited))
def test_a_statute_that_requires_nothing_here_is_no_gateway(prohibited: Prohibited) -> None:
    assert "B-02" in found(by_statute(prohibited, to=PartyKind.EMPLOYER))
    assert "B-02" in found(by_statute(prohibited, to=None))
    assert "B-02" in found(by_statute(prohibited, row="LB-CL-PI"))
    assert "B-02" in found(by_statute(prohibited, row="LB-SAB45", nation=Nation.SCOTLAND))
    if prohibited not in GATEWAYS:
        assert "B-02" in found(by_statute(prohibited))


IN_WRITING = [Prohibited.FERTILITY_TREATMENT, Prohibited.LEGAL_PRIVILEGE]


@pytest.mark.rule("B-02", fires=False)
@pytest.mark.parametrize("prohibited", IN_WRITING)
def test_what_is_the_persons_own_to_give_goes_where_they_agreed_in_writing(
    prohibited: Prohibited,
) -> None:
    assert "B-02" not in found(kept_back(prohibited, WayThrough.WRITTEN_CONSENT))


@pytest.mark.rule("B-02", fires=True)
def test_agreement_aloud_or_to_something_else_is_not_enough() -> None:
    way, fertility = WayThrough.WRITTEN_CONSENT, Prohibited.FERTILITY_TREATMENT
    public = {"family": BasisFamily.PUBLIC_INTEREST, "legal_basis": "LB-CL-PI"}
    assert "B-02" in found(kept_back(fertility, way, mode=ConsentMode.EXPRESS_ORAL))
    assert "B-02" in found(kept_back(fertility, way, basis=public))
    assert "B-02" in found(kept_back(Prohibited.ADOPTION, way))
    assert "B-02" in found(kept_back(fertility, WayThrough.HEALTH_PROFESSIONAL))
    assert "B-02" in found(kept_back(fertility, WayThrough.STATUTORY_GATEWAY)), "it is no statute"
    assert "B-02" in found(replace(kept_back(fertility, way), consents=()))


@pytest.mark.parametrize(
    ("nation", "instrument"),
    [
        (Nation.ENGLAND, "SI 2005/916"),
        (Nation.NORTHERN_IRELAND, "SI 2005/916"),
        (Nation.SCOTLAND, "SSI 2005/125"),
    ],
)
def test_each_nation_is_shown_its_instrument_for_health_professionals(
    nation: Nation, instrument: str
) -> None:
    case = kept_back(Prohibited.GENDER_RECOGNITION, WayThrough.HEALTH_PROFESSIONAL)
    case = replace(case, practice=replace(case.practice, nation=nation))
    shown = assessed(case).forbidding
    assert [row.code for row in shown] == ["LB-GRA22"]
    assert instrument in shown[0].citation


def test_no_law_is_shown_where_nothing_is_kept_back() -> None:
    assert assessed(a_case()).forbidding == ()
    flag = {"flags": (Flag.ADOPTION,)}
    assert [row.code for row in assessed(a_case(person=flag)).forbidding] == ["LB-ADOPT"]


def test_every_prohibition_but_privilege_names_its_law() -> None:
    assert set(Prohibited) - set(LAW_OF) == {Prohibited.LEGAL_PRIVILEGE}
    assert all(the_catalogue().find(code) is not None for code in LAW_OF.values())


def test_flags_are_listed_in_the_order_of_the_prohibitions() -> None:
    person = {"flags": (Flag.ADOPTION, Flag.PROTECTED_GRC, Flag.LITIGATION)}
    situation = situate(a_case(person=person), the_catalogue(), NOON, LONDON)
    assert flagged(situation) == (Prohibited.GENDER_RECOGNITION, Prohibited.ADOPTION)
    nobody = situate(replace(a_case(), person=None), the_catalogue(), NOON, LONDON)
    assert flagged(nobody) == ()


def to_the_police(
    prohibited: Prohibited = Prohibited.GENDER_RECOGNITION,
    *,
    to: PartyKind = PartyKind.POLICE,
    family: BasisFamily | None = BasisFamily.PUBLIC_INTEREST,
) -> Case:
    basis = {"family": family, "consent": None, "legal_basis": "LB-CL-PI"}
    return kept_back(prohibited, WayThrough.CRIME, basis=basis, recipient={"kind": to})


@pytest.mark.rule("B-02", fires=False)
def test_gender_history_may_help_the_police_with_a_crime() -> None:
    assert "B-02" not in found(to_the_police())
    assert "B-02" not in found(to_the_police(family=BasisFamily.LAW))


@pytest.mark.rule("B-02", fires=True)
def test_a_crime_lifts_it_for_the_police_alone_and_nothing_else_is_lifted() -> None:
    assert "B-02" in found(to_the_police(to=PartyKind.ADULT_SERVICES))
    assert "B-02" in found(to_the_police(family=None))
    assert "B-02" in found(to_the_police(family=BasisFamily.BEST_INTERESTS))
    for prohibited in set(Prohibited) - {Prohibited.GENDER_RECOGNITION}:
        assert "B-02" in found(to_the_police(prohibited)), prohibited


def test_what_the_safety_investigators_hold_points_to_the_law_that_forbids_it() -> None:
    demand = the_catalogue().find("LB-HSSIB")
    forbids = the_catalogue().find(LAW_OF[Prohibited.SAFETY_INVESTIGATION])
    assert demand is not None
    assert forbids is not None
    assert forbids.effect is Effect.FORBIDS
    assert forbids.code in demand.trap
