# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from logbook.domain.access import (
    Access,
    AccessType,
    Applicant,
    Exemption,
    IdentityEvidence,
    Opinion,
)
from logbook.domain.basis import Basis
from logbook.domain.case import Case
from logbook.domain.consent import InformationCategory
from logbook.domain.decision import Choice, Refusal, RefusalReason
from logbook.domain.findings import Answer, Code
from logbook.domain.information import Item, ThirdPartyReview
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, EvidenceKind
from logbook.domain.party import PartyKind
from logbook.domain.people import Flag
from logbook.domain.practice import ControllerType, Nation
from logbook.domain.representative import AuthorityEvidence, AuthorityType, Representative
from logbook.domain.unable import Child, Unable
from tests.rules.situations import PERSON, a_case, assessed, changed, found, stops

WHOLE = Access(
    type=AccessType.BY_THE_PERSON,
    identity=IdentityEvidence(received_on=date(2026, 11, 13), how="Passport"),
    search="The paper file and the appointment system",
)
OPINION = Opinion(by="A. Price, psychologist", on=date(2026, 11, 18), words="No serious harm")
RIGHT = Basis(family=BasisFamily.LAW, legal_basis="LB-SAR", seen=EvidenceKind.APPLICATION)
RIGHT_AFTER_DEATH = replace(RIGHT, legal_basis="LB-AHRA")
REFUSED = {"decision": {"choice": Choice.REFUSE}}


def asked(
    *,
    draft: dict[str, Any] | None = None,
    practice: dict[str, Any] | None = None,
    nation: Nation = Nation.ENGLAND,
    **parts: Any,
) -> Case:
    """Somebody asks for a record while the person lives."""
    groups = {
        "kind": Kind.SUBJECT_ACCESS,
        "access": replace(WHOLE, **parts),
        "basis": RIGHT,
        "recipient": {"kind": PartyKind.SERVICE_USER},
    }
    return a_case(nation=nation, practice=practice, draft={**groups, **(draft or {})})


def after_death(
    *, flags: tuple[Flag, ...] = (), draft: dict[str, Any] | None = None, **parts: Any
) -> Case:
    """Somebody asks for the record of a person who has died."""
    access = replace(
        WHOLE,
        **{
            "type": AccessType.AFTER_DEATH,
            "applicant": Applicant.PERSONAL_REPRESENTATIVE,
            "authority": "Grant of probate, seen",
            **parts,
        },
    )
    groups = {"kind": Kind.DECEASED, "access": access, "basis": RIGHT_AFTER_DEATH}
    return a_case(
        draft={**groups, **(draft or {})}, person={"died": date(2026, 9, 1), "flags": flags}
    )


def where(case: Case) -> set[tuple[str, str]]:
    return {(each.code.value, each.part) for each in assessed(case).findings}


def missing(case: Case) -> set[str]:
    return {
        part
        for code, part in where(case)
        if code == "INV-04" and part.startswith(("access", "request.received_on"))
    }


@pytest.mark.rule("INV-04", fires=True)
@pytest.mark.parametrize(
    ("parts", "part"),
    [
        ({"type": None}, "access.type"),
        ({"search": " "}, "access.search"),
        ({"type": AccessType.BY_AGENT}, "access.authority"),
        ({"type": AccessType.BY_PARENT}, "access.authority"),
        ({"type": AccessType.BY_ATTORNEY}, "access.authority"),
        ({"extended_because": "Three files"}, "access.extension_told_on"),
        ({"extension_told_on": date(2026, 11, 14)}, "access.extended_because"),
    ],
)
def test_an_answer_to_a_request_is_whole(parts: dict[str, Any], part: str) -> None:
    assert missing(asked(**parts)) == {part}


@pytest.mark.rule("INV-04", fires=False)
def test_a_whole_answer_lacks_nothing() -> None:
    assert missing(asked()) == set()
    assert missing(after_death()) == set()


def test_the_day_it_came_in_is_needed_for_the_clock() -> None:
    case = asked()
    request = replace(case.draft.request, received_on=None)
    assert missing(replace(case, draft=replace(case.draft, request=request))) == {
        "request.received_on"
    }


def test_a_request_of_which_nothing_is_said_has_no_type() -> None:
    assert missing(a_case(draft={"kind": Kind.SUBJECT_ACCESS})) == {"access.type"}


@pytest.mark.parametrize(
    ("parts", "part"),
    [
        ({"applicant": None}, "access.applicant"),
        ({"authority": ""}, "access.authority"),
        ({"applicant": Applicant.POSSIBLE_CLAIMANT}, "access.relevance"),
    ],
)
def test_after_a_death_it_is_said_who_asks_with_what_proof_and_for_which_claim(
    parts: dict[str, Any], part: str
) -> None:
    assert missing(after_death(**parts)) == {part}


def test_what_is_not_held_was_looked_for() -> None:
    not_held = {**REFUSED, "refusal": Refusal(why=(RefusalReason.NOT_HELD,))}
    no_authority = {**REFUSED, "refusal": Refusal(why=(RefusalReason.NO_AUTHORITY,))}
    assert missing(asked(search="", draft=not_held)) == {"access.search"}
    assert missing(asked(search="", draft=no_authority)) == set()


def test_what_is_no_sight_of_a_record_needs_no_search() -> None:
    assert missing(asked(type=AccessType.RECTIFY, search="")) == set()


@pytest.mark.rule("INV-26", fires=True)
def test_the_dead_have_no_subject_access_and_the_living_have_no_access_after_death() -> None:
    dead = asked()
    assert dead.person is not None
    dead = replace(dead, person=replace(dead.person, died=date(2026, 9, 1)))
    assert {("INV-26", "kind"), ("INV-26", "access.type")} <= where(dead)
    alive = after_death()
    assert alive.person is not None
    alive = replace(alive, person=replace(alive.person, died=None))
    assert {("INV-26", "kind"), ("INV-26", "access.type")} <= where(alive)


@pytest.mark.rule("INV-26", fires=False)
def test_each_right_stands_for_those_it_is_for() -> None:
    for case in (asked(), after_death()):
        assert not {("INV-26", "kind"), ("INV-26", "access.type")} & where(case)


@pytest.mark.parametrize("type_", [each for each in AccessType if each.value != "after-death"])
def test_no_right_of_the_living_outlives_them(type_: AccessType) -> None:
    assert ("INV-26", "access.type") in where(after_death(type=type_))


@pytest.mark.rule("INV-29", fires=True)
def test_nothing_is_given_before_it_is_known_who_asks() -> None:
    part = ("INV-29", "access.identity.received_on")
    nobody = IdentityEvidence(asked_on=date(2026, 11, 12))
    assert part in where(asked(identity=nobody))
    refused_and_sent = asked(identity=nobody, sent_on=date(2026, 11, 20), draft=REFUSED)
    assert part in where(refused_and_sent)
    late = IdentityEvidence(received_on=date(2026, 11, 20))
    assert part in where(asked(identity=late, sent_on=date(2026, 11, 19)))


@pytest.mark.rule("INV-29", fires=False)
@pytest.mark.parametrize(
    "identity",
    [
        IdentityEvidence(received_on=date(2026, 11, 20)),
        IdentityEvidence(waived_because="I have known her for six years"),
        IdentityEvidence(received_on=date(2026, 11, 30), waived_because="Known for six years"),
    ],
)
def test_what_settles_who_asks_lets_it_go(identity: IdentityEvidence) -> None:
    assert "INV-29" not in found(asked(identity=identity))


@pytest.mark.rule("INV-29", fires=False)
def test_what_is_refused_and_not_sent_yet_and_a_complaint_need_no_proof() -> None:
    nobody = IdentityEvidence(waived_because=" ")
    assert "INV-29" not in found(asked(identity=nobody, draft=REFUSED))
    answered = {"information": {"items": ()}}
    assert "INV-29" not in found(
        asked(type=AccessType.COMPLAINT, identity=nobody, draft=answered)
    ), "a complaint is answered; what is disclosed with the answer is not"


@pytest.mark.rule("INV-29", fires=True)
def test_a_complaint_that_is_answered_with_a_record_needs_proof() -> None:
    nobody = IdentityEvidence(waived_because=" ")
    case = asked(type=AccessType.COMPLAINT, identity=nobody)
    assert ("INV-29", "access.identity.received_on") in where(case)


@pytest.mark.rule("INV-29", fires=True)
@pytest.mark.parametrize("to", [PartyKind.INSURER, PartyKind.FAMILY_OR_CARER, None])
def test_what_somebody_asks_for_themselves_goes_to_nobody_else(to: PartyKind | None) -> None:
    case = asked(draft={"recipient": {"kind": to}})
    part = ("INV-29", "recipient.kind")
    assert (part in where(case)) is (to is not None), "it is filled in where nothing was entered"
    agent = asked(type=AccessType.BY_AGENT, draft={"recipient": {"kind": to}})
    assert part not in where(agent)


@pytest.mark.rule("B-06", fires=True)
@pytest.mark.parametrize("applicant", [Applicant.RELATIVE, Applicant.OTHER])
def test_a_relative_has_no_right_to_the_record_of_the_dead(applicant: Applicant) -> None:
    case = after_death(applicant=applicant)
    assert "B-06" in stops(case)
    answer = Answer(
        code=Code.APPLICANT_WITHOUT_STANDING,
        reason="She nursed him and asks for the last letter, which he meant for her",
    )
    assert "B-06" not in stops(replace(case, draft=replace(case.draft, answers=(answer,))))


@pytest.mark.rule("B-06", fires=False)
def test_an_executor_and_whoever_may_claim_have_a_right() -> None:
    for applicant in (Applicant.PERSONAL_REPRESENTATIVE, Applicant.POSSIBLE_CLAIMANT):
        assert "B-06" not in found(after_death(applicant=applicant, relevance="The last fall"))
    assert "B-06" not in found(after_death(applicant=Applicant.RELATIVE, draft=REFUSED))


NOTE = (Flag.POSTHUMOUS_ACCESS_REFUSED,)


@pytest.mark.rule("B-17", fires=True)
def test_what_the_person_closed_stays_closed_whoever_asks() -> None:
    for applicant in Applicant:
        case = after_death(flags=NOTE, applicant=applicant)
        answer = Answer(
            code=Code.POSTHUMOUS_REFUSAL, reason="The executor says that she changed her mind"
        )
        assert "B-17" in stops(replace(case, draft=replace(case.draft, answers=(answer,))))


@pytest.mark.rule("B-17", fires=False)
def test_a_courts_order_that_was_seen_opens_it() -> None:
    order = replace(RIGHT_AFTER_DEATH, further=("LB-COURT",), seen=EvidenceKind.SEALED_ORDER)
    assert "B-17" not in found(after_death(flags=NOTE, draft={"basis": order}))


@pytest.mark.rule("B-17", fires=True)
@pytest.mark.parametrize(
    "basis",
    [
        replace(RIGHT_AFTER_DEATH, further=("LB-COURT",), seen=EvidenceKind.LETTER),
        replace(RIGHT_AFTER_DEATH, further=("LB-COR",), seen=EvidenceKind.STATUTORY_NOTICE),
        replace(RIGHT_AFTER_DEATH, seen=EvidenceKind.SEALED_ORDER),
    ],
)
def test_nothing_less_than_an_order_opens_it_to_whoever_asks_by_right(basis: Basis) -> None:
    assert "B-17" in stops(after_death(flags=NOTE, draft={"basis": basis}))


@pytest.mark.rule("B-17", fires=False)
def test_no_note_no_death_or_nothing_given_closes_nothing() -> None:
    assert "B-17" not in found(after_death(flags=(Flag.LITIGATION,)))
    assert "B-17" not in found(after_death(flags=NOTE, draft=REFUSED))
    living = asked()
    assert living.person is not None
    assert "B-17" not in found(replace(living, person=replace(living.person, flags=NOTE)))


def test_a_coroners_notice_is_no_access_by_right() -> None:
    notice = Basis(family=BasisFamily.LAW, legal_basis="LB-COR", seen=EvidenceKind.STATUTORY_NOTICE)
    asks = replace(notice, seen=EvidenceKind.EMAIL)
    for kind in (Kind.LAW, Kind.DECEASED):
        given = {"kind": kind, "access": None, "basis": notice}
        assert "B-17" not in found(after_death(flags=NOTE, draft=given))
        assert missing(after_death(draft=given)) == set()
    judged = {"kind": Kind.DECEASED, "access": None, "basis": asks}
    assert "B-17" in stops(after_death(flags=NOTE, draft=judged))
    public = {**judged, "kind": Kind.PUBLIC_INTEREST}
    assert "B-17" not in found(after_death(flags=NOTE, draft=public))


def test_a_record_of_the_dead_by_right_asks_who_applies() -> None:
    by_right = {"access": None, "basis": RIGHT_AFTER_DEATH}
    judged = {"access": None, "basis": Basis(family=BasisFamily.PUBLIC_INTEREST)}
    assert missing(after_death(draft=by_right)) == {"access.type"}
    assert missing(after_death(draft=judged)) == set()


COMPANY = {"controller": ControllerType.LIMITED_COMPANY}


@pytest.mark.rule("B-18", fires=True)
@pytest.mark.parametrize(
    "opinion",
    [
        None,
        replace(OPINION, by=" "),
        replace(OPINION, words=""),
        replace(OPINION, on=None),
        replace(OPINION, on=date(2026, 5, 19)),
        replace(OPINION, on=date(2026, 11, 21)),
    ],
)
def test_a_company_asks_a_health_professional_before_health_data_goes(
    opinion: Opinion | None,
) -> None:
    assert ("B-18", "access.opinion.by") in where(asked(practice=COMPANY, opinion=opinion))


@pytest.mark.rule("B-18", fires=False)
def test_an_opinion_of_the_last_six_months_is_enough() -> None:
    oldest = replace(OPINION, on=date(2026, 5, 20))
    assert "B-18" not in found(asked(practice=COMPANY, opinion=OPINION))
    assert "B-18" not in found(asked(practice=COMPANY, opinion=oldest))


@pytest.mark.rule("B-18", fires=False)
def test_a_registrant_who_is_the_controller_judges_it_themselves() -> None:
    assert "B-18" not in found(asked())
    assert "B-18" not in found(asked(practice={"controller": ControllerType.PARTNERSHIP}))


@pytest.mark.rule("B-18", fires=False)
def test_no_opinion_is_needed_where_no_health_data_goes() -> None:
    address = (Item(category=InformationCategory.IDENTITY_CONTACT, description="Address"),)
    plain = changed(asked(practice=COMPANY).draft, {"information": {"items": address}})
    assert "B-18" not in found(replace(asked(practice=COMPANY), draft=plain))
    assert "B-18" not in found(asked(practice=COMPANY, draft=REFUSED))
    assert "B-18" not in found(asked(practice=COMPANY, type=AccessType.RECTIFY))
    none_yet = changed(asked(practice=COMPANY).draft, {"information": {"items": ()}})
    assert "B-18" in found(replace(asked(practice=COMPANY), draft=none_yet))


HARM = Exemption(code="LB-S3-5", item="Session of 3 May", reasons="It names the neighbour")


@pytest.mark.rule("W-31", fires=True)
def test_keeping_back_for_serious_harm_names_whose_opinion_that_is() -> None:
    old = replace(OPINION, on=date(2026, 5, 19))
    assert ("W-31", "access.exemptions") in where(asked(exemptions=(HARM,)))
    assert "W-31" in found(asked(exemptions=(replace(HARM, opinion=old),)))


@pytest.mark.rule("W-31", fires=False)
def test_an_opinion_on_the_item_or_on_all_of_it_is_one() -> None:
    assert "W-31" not in found(asked(exemptions=(replace(HARM, opinion=OPINION),)))
    assert "W-31" not in found(asked(exemptions=(HARM,), opinion=OPINION))
    privilege = replace(HARM, code="LB-S2-19")
    assert "W-31" not in found(asked(exemptions=(privilege,)))


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "LB-NOWHERE"},
        {"code": "LB-SAR"},
        {"code": "LB-AHRA"},
        {"item": ""},
        {"reasons": ""},
    ],
)
def test_what_is_kept_back_rests_on_an_exemption_is_named_and_has_reasons(
    changes: dict[str, Any],
) -> None:
    whole = replace(HARM, code="LB-S2-16")
    assert missing(asked(exemptions=(whole,))) == set()
    assert missing(asked(exemptions=(replace(whole, **changes),))) == {"access.exemptions"}


def test_after_a_death_the_act_itself_keeps_parts_back() -> None:
    excluded = replace(HARM, code="LB-AHRA")
    assert missing(after_death(exemptions=(excluded,))) == set()


@pytest.mark.rule("B-07", fires=True)
def test_an_exemption_of_another_nation_is_none_here() -> None:
    abuse = replace(HARM, code="LB-S3-21")
    assert ("B-07", "access.exemptions") in where(
        asked(nation=Nation.SCOTLAND, exemptions=(abuse,))
    )


@pytest.mark.rule("B-07", fires=False)
def test_the_same_exemption_holds_where_it_is_law() -> None:
    abuse = replace(HARM, code="LB-S3-21")
    assert "B-07" not in found(asked(nation=Nation.WALES, exemptions=(abuse,)))


def test_other_people_are_taken_out_under_the_exemption_for_them() -> None:
    def removed(**parts: Any) -> Case:
        case = asked(**parts)
        draft = changed(case.draft, {"information": {"third_parties": ThirdPartyReview.REMOVED}})
        return replace(case, draft=draft)

    other = replace(HARM, code="LB-S2-16")
    assert missing(removed()) == {"access.exemptions"}
    assert missing(removed(exemptions=(replace(HARM, opinion=OPINION),))) == {"access.exemptions"}
    assert missing(removed(exemptions=(other,))) == set()
    assert missing(removed(scope_confirmed=True)) == set()
    assert missing(removed(draft=REFUSED)) == set()


def test_an_item_is_kept_back_under_an_exemption_or_because_the_person_wants_less() -> None:
    def part_of_it(**parts: Any) -> Case:
        case = asked(**parts)
        kept = Item(
            category=InformationCategory.CLINICAL_NOTES,
            description="Notes of 2019",
            withheld=True,
            withheld_because="Exempt",
        )
        items = (*case.draft.information.items, kept)
        return replace(case, draft=changed(case.draft, {"information": {"items": items}}))

    assert missing(part_of_it()) == {"access.exemptions"}
    assert missing(part_of_it(scope_confirmed=True)) == set()
    assert missing(part_of_it(exemptions=(replace(HARM, code="LB-S2-19"),))) == set()


def test_an_extension_is_told_within_the_first_month() -> None:
    because = {
        "extended_because": "Three files in two places",
        "identity": IdentityEvidence(waived_because="Known for six years"),
    }
    past = {"draft": {"request": {"received_on": date(2026, 9, 3)}}}
    part = ("INV-02", "access.extension_told_on")
    # Received 3 September, which makes the 3 October a Saturday and the last day the 5th.
    assert part not in where(asked(extension_told_on=date(2026, 10, 5), **because, **past))
    assert part in where(asked(extension_told_on=date(2026, 10, 6), **because, **past))


@pytest.mark.parametrize("part", ["fee_paid_on", "extension_told_on", "sent_on"])
def test_nothing_of_it_lies_in_the_future(part: str) -> None:
    late, today = date(2026, 11, 21), date(2026, 11, 20)
    assert ("INV-02", f"access.{part}") in where(asked(**{part: late}))
    assert ("INV-02", f"access.{part}") not in where(asked(**{part: today}))


def test_an_answer_is_sent_after_the_request_and_proof_comes_before_today() -> None:
    assert ("INV-02", "access.sent_on") in where(asked(sent_on=date(2026, 11, 11)))
    proof = IdentityEvidence(received_on=date(2026, 11, 21))
    assert ("INV-02", "access.identity.received_on") in where(asked(identity=proof))


@pytest.mark.rule("W-05", fires=True)
def test_where_a_parent_asks_it_is_asked_who_else_is_responsible() -> None:
    case = asked(type=AccessType.BY_PARENT, authority="Birth certificate")
    assert ("W-05", "child.responsibility") in where(case)


@pytest.mark.rule("W-05", fires=False)
def test_where_the_person_or_an_agent_asks_it_is_not() -> None:
    assert "W-05" not in found(asked())
    assert "W-05" not in found(asked(type=AccessType.BY_AGENT, authority="Signed form"))


def named(authority: AuthorityType, **parts: Any) -> Case:
    somebody = Representative(
        id=UUID(int=41),
        service_user=PERSON,
        name="Mari",
        relationship="daughter",
        authority=authority,
        nation=Nation.ENGLAND,
        evidence=AuthorityEvidence(document="Seen", seen_on=date(2026, 11, 2), seen_by="RP"),
    )
    unable = {"unable": Unable(representative=somebody.id)}
    case = asked(draft=unable, authority="Seen", **parts)
    return replace(case, representatives=(somebody,))


@pytest.mark.rule("B-12", "INV-28", fires=True)
def test_who_asks_in_anothers_name_has_to_be_entitled_to() -> None:
    part = ("B-12", "access.authority")
    for authority in (AuthorityType.LPA_PROPERTY, AuthorityType.NONE_FAMILY):
        assert part in where(named(authority, type=AccessType.BY_ATTORNEY))


@pytest.mark.rule("B-12", "INV-28", fires=False)
def test_a_deputy_for_welfare_may_ask() -> None:
    part = ("B-12", "access.authority")
    case = named(AuthorityType.DEPUTY_WELFARE, type=AccessType.BY_ATTORNEY)
    assert part not in where(case)
    themselves = named(AuthorityType.NONE_FAMILY, type=AccessType.BY_THE_PERSON)
    assert part not in where(themselves)


def by_parent(
    *known: Representative, nation: Nation = Nation.ENGLAND, born: date, views: str = ""
) -> Case:
    """A parent asks for the record of a child."""
    draft = {"child": Child(responsibility="Both parents", views=views)}
    case = asked(type=AccessType.BY_PARENT, authority="Seen", nation=nation, draft=draft)
    return replace(case, person=changed(case.person, {"born": born}), representatives=known)


def a_parent(nation: Nation = Nation.ENGLAND) -> Representative:
    return Representative(
        id=UUID(int=42),
        service_user=PERSON,
        name="Sian",
        relationship="mother",
        authority=AuthorityType.PARENTAL_RESPONSIBILITY,
        nation=nation,
        evidence=AuthorityEvidence(
            document="Birth certificate", seen_on=date(2026, 11, 2), seen_by="RP"
        ),
    )


@pytest.mark.rule("B-12", "INV-28", fires=True)
def test_a_parent_or_an_attorney_who_is_not_on_record_is_given_nothing() -> None:
    part = ("B-12", "access.authority")
    stranger = replace(a_parent(), authority=AuthorityType.NONE_FAMILY)
    assert part in where(by_parent(born=date(2019, 1, 1)))
    assert part in where(by_parent(stranger, born=date(2019, 1, 1)))
    assert part in where(asked(type=AccessType.BY_ATTORNEY, authority="The power"))


@pytest.mark.rule("B-12", "INV-28", fires=False)
def test_a_parent_who_is_on_record_is() -> None:
    part = ("B-12", "access.authority")
    assert part not in where(by_parent(a_parent(), born=date(2019, 1, 1)))
    assert part not in where(asked(type=AccessType.BY_AGENT, authority="Signed form"))


@pytest.mark.rule("INV-04", fires=True)
def test_a_child_who_is_presumed_able_is_heard_before_a_parent_is_answered() -> None:
    scotland, thirteen = Nation.SCOTLAND, date(2013, 1, 1)
    unheard = by_parent(a_parent(scotland), nation=scotland, born=thirteen)
    assert ("INV-04", "child.views") in where(unheard)


@pytest.mark.rule("INV-04", fires=False)
def test_a_child_who_was_heard_or_is_too_young_is_not_asked_for() -> None:
    scotland, part = Nation.SCOTLAND, ("INV-04", "child.views")
    heard = by_parent(
        a_parent(scotland), nation=scotland, born=date(2013, 1, 1), views="She wants her to see it"
    )
    assert part not in where(heard)
    assert part not in where(by_parent(a_parent(), born=date(2019, 1, 1)))
