# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from logbook.domain.access import Access, AccessType
from logbook.domain.case import Case
from logbook.domain.decision import Choice
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, EvidenceKind
from logbook.domain.party import IdentityCheck, Party, PartyKind
from logbook.domain.people import Flag
from logbook.domain.practice import Inspectorate, Nation
from logbook.domain.request import Origin, Request
from tests.builders import NOON
from tests.rules.situations import a_case, assessed, found

OWN = Request(origin=Origin.OWN_INITIATIVE)
REFUSED = {"decision": {"choice": Choice.REFUSE}}


def parts(case: Case, code: str) -> set[str]:
    return {each.part for each in assessed(case).findings if each.code.value == code}


def asked_by(kind: PartyKind, /, **draft: Any) -> Case:
    """The case, asked for by the recipient, who is of a kind."""
    return a_case(draft={"recipient": {"kind": kind}, **draft})


def asked_through(kind: PartyKind, /, **draft: Any) -> Case:
    """The case, asked for by somebody else than the recipient."""
    requester = Party(kind=kind, name="Whoever asks", identity_check=IdentityCheck.DOCUMENT_SEEN)
    return a_case(draft={"request": {"requester": requester}, **draft})


@pytest.mark.rule("INV-04", fires=True)
@pytest.mark.parametrize(
    ("group", "empty", "part"),
    [
        ("request", {"origin": None}, "request.origin"),
        ("request", {"received_on": None}, "request.received_on"),
        ("request", {"channel": None}, "request.channel"),
        ("request", {"wording": " "}, "request.wording"),
        ("recipient", {"name": "", "organisation": " "}, "recipient.name"),
        ("recipient", {"kind": None}, "recipient.kind"),
        ("purpose", {"purpose_class": None}, "purpose.purpose_class"),
        ("purpose", {"words": " "}, "purpose.words"),
    ],
)
def test_a_request_a_recipient_and_a_purpose_are_asked_for(
    group: str, empty: dict[str, Any], part: str
) -> None:
    assert part in parts(a_case(draft={group: empty}), "INV-04")


@pytest.mark.rule("INV-04", fires=False)
def test_what_nobody_asked_for_has_no_request() -> None:
    assert parts(a_case(draft={"request": OWN}), "INV-04") == set()
    assert parts(a_case(), "INV-04") == set()


@pytest.mark.parametrize("kind", [Kind.BREACH, Kind.ACCESS])
def test_what_nobody_decided_has_no_request_and_no_recipient(kind: Kind) -> None:
    case = a_case(draft={"kind": kind, "request": Request(), "recipient": Party()})
    assert not {part for part in parts(case, "INV-04") if part.startswith("re")}


@pytest.mark.rule("INV-02", fires=True)
@pytest.mark.parametrize("day", [NOON.date() + timedelta(days=1), date(2027, 1, 1)])
def test_a_request_does_not_come_in_tomorrow(day: date) -> None:
    case = a_case(draft={"request": {"received_on": day}, "decision": {"decided_at": None}})
    assert parts(case, "INV-02") == {"request.received_on"}


@pytest.mark.rule("INV-02", fires=True)
def test_a_request_does_not_come_in_after_it_was_decided() -> None:
    case = a_case(draft={"decision": {"decided_at": NOON - timedelta(days=9)}})
    assert "request.received_on" in parts(case, "INV-02")


@pytest.mark.rule("INV-02", fires=False)
def test_a_request_can_come_in_on_the_day_it_is_decided() -> None:
    case = a_case(draft={"request": {"received_on": NOON.date()}})
    assert parts(case, "INV-02") == set()


@pytest.mark.rule("W-02", fires=True)
def test_a_form_that_does_not_say_what_for_is_questioned() -> None:
    case = a_case(draft={"request": {"form_enclosed": True}})
    assert parts(case, "W-02") == {"request.form_names_use"}


@pytest.mark.rule("W-02", fires=False)
def test_a_form_that_says_what_and_what_for_is_not_questioned() -> None:
    assert "W-02" not in found(
        a_case(draft={"request": {"form_enclosed": True, "form_names_use": True}})
    )
    assert "W-02" not in found(a_case())


@pytest.mark.rule("W-02", fires=True)
def test_an_agents_form_is_questioned_however_well_it_is_made() -> None:
    form = {"form_enclosed": True, "form_names_use": True}
    agent = Access(type=AccessType.BY_AGENT)
    case = a_case(draft={"request": form, "access": agent})
    assert parts(case, "W-02") == {"access.scope_confirmed"}


@pytest.mark.rule("W-02", fires=False)
def test_a_scope_the_person_confirmed_is_not_questioned() -> None:
    confirmed = Access(type=AccessType.BY_AGENT, scope_confirmed=True)
    theirs = Access(type=AccessType.BY_THE_PERSON)
    assert "W-02" not in found(a_case(draft={"access": confirmed}))
    assert "W-02" not in found(a_case(draft={"access": theirs}))
    assert "W-02" not in found(
        a_case(draft={"access": confirmed, "request": {"form_enclosed": True}})
    )


@pytest.mark.rule("W-12", fires=True)
def test_a_relative_who_asks_has_no_right_to_know() -> None:
    assert parts(asked_by(PartyKind.FAMILY_OR_CARER), "W-12") == {"recipient.kind"}
    assert parts(asked_through(PartyKind.FAMILY_OR_CARER), "W-12") == {"request.requester"}
    assert "W-12" in found(asked_by(PartyKind.FAMILY_OR_CARER, **REFUSED))


@pytest.mark.rule("W-12", fires=False)
def test_a_relative_who_is_told_unasked_asks_nothing() -> None:
    assert "W-12" not in found(asked_by(PartyKind.FAMILY_OR_CARER, request=OWN))
    assert "W-12" not in found(asked_by(PartyKind.GP))


@pytest.mark.rule("W-15", fires=True)
@pytest.mark.parametrize("seen", [None, EvidenceKind.EMAIL, EvidenceKind.DATA_PROTECTION_FORM])
def test_a_police_request_compels_nobody(seen: EvidenceKind | None) -> None:
    case = asked_by(PartyKind.POLICE, basis={"seen": seen})
    assert parts(case, "W-15") == {"request.power_cited"}
    assert "W-15" in found(asked_by(PartyKind.POLICE, basis={"seen": seen}, **REFUSED))


@pytest.mark.rule("W-15", fires=False)
@pytest.mark.parametrize(
    "seen",
    [
        EvidenceKind.STATUTORY_NOTICE,
        EvidenceKind.SEALED_ORDER,
        EvidenceKind.WITNESS_SUMMONS,
        EvidenceKind.WARRANT,
    ],
)
def test_an_order_a_notice_or_a_warrant_is_no_mere_request(seen: EvidenceKind) -> None:
    assert "W-15" not in found(asked_by(PartyKind.POLICE, basis={"seen": seen}))


@pytest.mark.rule("W-15", fires=False)
def test_the_police_told_unasked_did_not_ask() -> None:
    assert "W-15" not in found(asked_by(PartyKind.POLICE, request=OWN))
    assert "W-15" not in found(asked_by(PartyKind.COURT))


@pytest.mark.rule("W-16", fires=True)
@pytest.mark.parametrize("nation", [Nation.ENGLAND, Nation.WALES])
def test_a_victims_information_has_rules_of_its_own(nation: Nation) -> None:
    case = a_case(draft={"request": {"victim_information": True}}, nation=nation)
    assert parts(case, "W-16") == {"request.victim_information"}
    flagged = a_case(
        draft={"recipient": {"kind": PartyKind.POLICE}},
        person={"flags": (Flag.VICTIM_OF_CRIME,)},
        nation=nation,
    )
    assert "W-16" in found(flagged)


@pytest.mark.rule("W-16", fires=False)
@pytest.mark.parametrize("nation", [Nation.SCOTLAND, Nation.NORTHERN_IRELAND])
def test_the_rules_on_a_victims_information_end_at_the_border(nation: Nation) -> None:
    case = a_case(draft={"request": {"victim_information": True}}, nation=nation)
    assert "W-16" not in found(case)


@pytest.mark.rule("W-16", fires=False)
def test_somebody_else_asking_about_a_victim_or_the_police_about_another_is_ordinary() -> None:
    victim = {"flags": (Flag.VICTIM_OF_CRIME,)}
    police = {"recipient": {"kind": PartyKind.POLICE}}
    assert "W-16" not in found(a_case(person=victim))
    assert "W-16" not in found(a_case(draft=police))
    assert "W-16" not in found(a_case(draft={**police, "request": OWN}, person=victim))
    many = a_case(draft={**police, "kind": Kind.BULK, "service_user": None})
    assert "W-16" not in found(replace(many, person=None))


@pytest.mark.rule("W-26", fires=True)
def test_a_recipient_abroad_needs_protection_there() -> None:
    case = a_case(draft={"recipient": {"country": "Ireland"}})
    assert parts(case, "W-26") == {"data_protection.transfer"}


@pytest.mark.rule("W-26", fires=False)
@pytest.mark.parametrize(
    "draft",
    [
        {"recipient": {"country": "Scotland"}},
        {"recipient": {"country": "Ireland"}, "data_protection": {"transfer": "Adequacy"}},
        {"recipient": {"country": "Ireland"}, **REFUSED},
    ],
)
def test_what_stays_here_is_protected_or_is_refused_crosses_no_border(
    draft: dict[str, Any],
) -> None:
    assert "W-26" not in found(a_case(draft=draft))


@pytest.mark.rule("W-26", fires=False)
def test_data_protection_law_does_not_follow_the_dead_abroad() -> None:
    abroad = {"recipient": {"country": "Ireland"}}
    assert "W-26" not in found(a_case(draft=abroad, person={"died": date(2026, 1, 1)}))
    assert "W-26" in found(a_case(draft=abroad, person={"died": NOON.date() + timedelta(days=1)}))


@pytest.mark.rule("W-27", fires=True)
def test_nobody_may_be_made_to_ask_for_their_own_record() -> None:
    made = a_case(draft={"request": {"person_made_to_ask": True}})
    assert parts(made, "W-27") == {"request.person_made_to_ask"}
    agent = Access(type=AccessType.BY_AGENT)
    assert "W-27" in found(asked_by(PartyKind.EMPLOYER, access=agent))
    assert "W-27" in found(asked_by(PartyKind.INSURER, access=agent))


@pytest.mark.rule("W-27", fires=False)
def test_a_solicitor_or_the_person_may_ask_freely() -> None:
    agent = Access(type=AccessType.BY_AGENT)
    assert "W-27" not in found(asked_by(PartyKind.SOLICITOR_OWN, access=agent))
    assert "W-27" not in found(
        asked_by(PartyKind.INSURER, access=Access(type=AccessType.BY_THE_PERSON))
    )
    assert "W-27" not in found(asked_by(PartyKind.INSURER, access=agent, request=OWN))
    assert "W-27" not in found(a_case())


@pytest.mark.rule("W-39", fires=True)
def test_a_solicitor_of_somebody_else_has_no_right_to_it() -> None:
    assert parts(asked_by(PartyKind.SOLICITOR_OTHER), "W-39") == {"recipient.kind"}
    assert parts(asked_through(PartyKind.SOLICITOR_OTHER), "W-39") == {"request.requester"}
    assert parts(asked_by(PartyKind.SOLICITOR_OTHER, request=OWN), "W-39") == {"recipient.kind"}
    assert "W-39" in found(asked_by(PartyKind.SOLICITOR_OTHER, **REFUSED))
    letter = {"seen": EvidenceKind.SOLICITORS_LETTER}
    assert "W-39" in found(asked_by(PartyKind.SOLICITOR_OTHER, basis=letter))


@pytest.mark.rule("W-39", fires=False)
def test_ones_own_solicitor_legal_advice_and_a_court_order_are_other_things() -> None:
    order = {"seen": EvidenceKind.SEALED_ORDER}
    assert "W-39" not in found(asked_by(PartyKind.SOLICITOR_OWN))
    assert "W-39" not in found(asked_by(PartyKind.SOLICITOR_OTHER, basis=order))
    assert "W-39" not in found(asked_by(PartyKind.SOLICITOR_OTHER, kind=Kind.SUPERVISION))


def relying_on(row: str) -> dict[str, Any]:
    return {"basis": {"family": BasisFamily.LAW, "consent": None, "legal_basis": row}}


@pytest.mark.rule("W-18", fires=True)
def test_the_power_of_an_inspectorate_may_not_reach_the_practice() -> None:
    other = {"inspectorates": (Inspectorate.HIW,)}
    assert parts(a_case(draft=relying_on("LB-CQC")), "W-18") == {"basis.legal_basis"}
    assert "W-18" in found(a_case(draft=relying_on("LB-CQC"), practice=other))
    further = {"basis": {"further": ("LB-CQC",)}}
    assert "W-18" in found(a_case(draft=further))
    assert parts(asked_by(PartyKind.INSPECTORATE), "W-18") == {"recipient.kind"}
    assert parts(asked_through(PartyKind.INSPECTORATE), "W-18") == {"request.requester"}


@pytest.mark.rule("W-18", fires=False)
def test_an_inspectorate_reaches_those_registered_with_it() -> None:
    registered = {"inspectorates": (Inspectorate.CQC,)}
    assert "W-18" not in found(a_case(draft=relying_on("LB-CQC"), practice=registered))
    assert "W-18" not in found(a_case(draft=relying_on("LB-HCPC25")))
    asked = {"recipient": {"kind": PartyKind.INSPECTORATE}}
    assert "W-18" not in found(a_case(draft=asked, practice=registered))
    assert "W-18" not in found(asked_by(PartyKind.INSPECTORATE, request=OWN))


@pytest.mark.rule("I-01", fires=True)
def test_a_regulator_has_no_such_power_over_the_registrant_concerned() -> None:
    about = {"request": {"about_the_registrant": True}}
    case = asked_by(PartyKind.REGULATOR, **about)
    assert parts(case, "I-01") == {"request.about_the_registrant"}


@pytest.mark.rule("I-01", fires=False)
def test_a_regulator_may_ask_about_a_colleague() -> None:
    about = {"request": {"about_the_registrant": True}}
    assert "I-01" not in found(asked_by(PartyKind.REGULATOR))
    unasked = {"request": {"origin": Origin.OWN_INITIATIVE, "about_the_registrant": True}}
    assert "I-01" not in found(asked_by(PartyKind.REGULATOR, **unasked))
    assert "I-01" not in found(asked_by(PartyKind.EMPLOYER, **about))
