# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from logbook.domain.basis import Attempt
from logbook.domain.case import Case
from logbook.domain.consent import ConsentDecision, InformationCategory
from logbook.domain.consent_history import ConsentEvent, ConsentEventKind
from logbook.domain.decision import Choice
from logbook.domain.information import Identifiability, Item
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, EvidenceKind
from logbook.domain.party import PartyKind
from logbook.domain.practice import Nation
from tests.builders import NOON
from tests.rules.situations import (
    CONSENT,
    NAMELESS,
    PERSON,
    a_case,
    a_consent,
    assessed,
    found,
)


def by_law(code: str, nation: Nation = Nation.ENGLAND, **basis: Any) -> Case:
    """A disclosure that a row of law demands, with everything shown that has to be."""
    return a_case(
        nation=nation,
        draft={
            "kind": Kind.LAW,
            "basis": {
                "family": BasisFamily.LAW,
                "consent": None,
                "legal_basis": code,
                "evidence": "The order of 2 November 2026, sealed",
                "seen": EvidenceKind.SEALED_ORDER,
                "demand": "The assessment of 18 November 2026",
                **basis,
            },
        },
    )


def parts(case: Case, code: str) -> set[str]:
    return {each.part for each in assessed(case).findings if each.code.value == code}


@pytest.mark.rule("B-01", "INV-10", fires=True)
def test_a_disclosure_without_a_ground_cannot_be_signed() -> None:
    case = a_case(draft={"basis": {"family": None, "consent": None}})
    assert parts(case, "B-01") == {"basis.family"}
    assert not assessed(case).ready


@pytest.mark.rule("B-01", "INV-10", fires=True)
@pytest.mark.parametrize(
    ("basis", "part"),
    [
        ({"consent": None}, "basis.consent"),
        ({"consent": UUID(int=77)}, "basis.consent"),
        ({"family": BasisFamily.LAW, "legal_basis": "LB-UNKNOWN"}, "basis.legal_basis"),
        ({"family": BasisFamily.LAW, "legal_basis": "LB-CL-PI"}, "basis.legal_basis"),
    ],
    ids=["no-consent", "of-somebody-else", "no-such-row", "of-another-family"],
)
def test_a_ground_that_is_not_there_is_none(basis: dict[str, Any], part: str) -> None:
    assert part in parts(a_case(draft={"basis": basis}), "B-01")


@pytest.mark.rule("B-01", "INV-10", fires=False)
def test_a_consent_on_record_or_a_row_of_law_is_a_ground() -> None:
    assert "B-01" not in found(a_case())
    assert "B-01" not in found(by_law("LB-COURT"))


@pytest.mark.rule("B-01", fires=False)
@pytest.mark.parametrize("kind", [Kind.BREACH, Kind.ACCESS, Kind.PROCESSOR])
def test_what_was_not_a_decision_to_disclose_needs_no_ground(kind: Kind) -> None:
    case = a_case(draft={"kind": kind, "basis": {"family": None, "consent": None}})
    assert "B-01" not in found(case)


@pytest.mark.rule("B-01", fires=False)
def test_what_identifies_nobody_needs_no_ground() -> None:
    def without_ground(information: Mapping[str, Any]) -> Case:
        return a_case(
            draft={"basis": {"family": None, "consent": None}, "information": information}
        )

    assert "B-01" not in found(without_ground(NAMELESS))
    called_so = {"identifiability": Identifiability.ANONYMISED}
    assert "B-01" in found(without_ground(called_so)), "to call it anonymous is not enough"


@pytest.mark.rule("B-05", fires=True)
@pytest.mark.parametrize(
    "seen",
    [
        EvidenceKind.SPOKEN,
        EvidenceKind.LETTER,
        EvidenceKind.EMAIL,
        EvidenceKind.SOLICITORS_LETTER,
        EvidenceKind.DATA_PROTECTION_FORM,
    ],
)
def test_a_request_is_not_a_requirement(seen: EvidenceKind) -> None:
    assert parts(by_law("LB-COURT", seen=seen), "B-05") == {"basis.seen"}


@pytest.mark.rule("B-05", fires=False)
@pytest.mark.parametrize("seen", [EvidenceKind.SEALED_ORDER])
def test_an_order_of_a_court_compels(seen: EvidenceKind) -> None:
    assert "B-05" not in found(by_law("LB-COURT", seen=seen))


@pytest.mark.rule("B-07", "INV-09", fires=True)
@pytest.mark.parametrize(
    ("code", "nation"),
    [
        ("LB-CLANI5", Nation.SCOTLAND),
        ("LB-FGM5B", Nation.SCOTLAND),
        ("LB-FGM5B", Nation.NORTHERN_IRELAND),
        ("LB-SAB45", Nation.WALES),
        ("LB-ASP10", Nation.ENGLAND),
        ("LB-CPA26", Nation.ENGLAND),
    ],
)
def test_what_is_not_law_here_and_now_is_no_ground(code: str, nation: Nation) -> None:
    case = by_law(code, nation, seen=EvidenceKind.EVENT_KNOWN)
    assert parts(case, "B-07") == {"basis.legal_basis"}


@pytest.mark.rule("B-07", "INV-09", fires=False)
@pytest.mark.parametrize(
    ("code", "nation"),
    [
        ("LB-CLANI5", Nation.NORTHERN_IRELAND),
        ("LB-FGM5B", Nation.ENGLAND),
        ("LB-FGM5B", Nation.WALES),
        ("LB-SAB45", Nation.ENGLAND),
        ("LB-ASP10", Nation.SCOTLAND),
    ],
)
def test_what_is_law_here_is_a_ground(code: str, nation: Nation) -> None:
    assert "B-07" not in found(by_law(code, nation, seen=EvidenceKind.EVENT_KNOWN))


@pytest.mark.rule("B-07", fires=True)
def test_every_row_that_is_named_has_to_be_law_here() -> None:
    for further in ("LB-CLANI5", "LB-UNKNOWN"):
        assert parts(by_law("LB-COURT", further=(further,)), "B-07") == {"basis.further"}
        with_consent = a_case(draft={"basis": {"further": (further,)}})
        assert parts(with_consent, "B-07") == {"basis.further"}
    assert "B-07" not in found(by_law("LB-COURT", further=("LB-HCPC25",)))


@pytest.mark.rule("B-07", fires=True)
def test_a_row_for_another_kind_of_entry_is_no_ground() -> None:
    """A court's order is no ground for what is recorded as a report somebody asked for."""
    order = by_law("LB-COURT").draft.basis
    assert parts(a_case(draft={"kind": Kind.NON_CARE, "basis": order}), "B-07") == {
        "basis.legal_basis"
    }
    assert "B-07" not in found(a_case(draft={"kind": Kind.LAW, "basis": order}))


@pytest.mark.rule("INV-09", fires=True)
@pytest.mark.parametrize(
    ("basis", "part"), [({"evidence": " "}, "basis.evidence"), ({"seen": None}, "basis.seen")]
)
def test_what_the_law_requires_needs_what_shows_it(basis: dict[str, Any], part: str) -> None:
    assert parts(by_law("LB-COURT", **basis), "INV-09") == {part}


@pytest.mark.rule("INV-09", fires=False)
def test_what_is_only_permitted_needs_no_instrument() -> None:
    assert "INV-09" not in found(by_law("LB-COURT"))
    permitted = by_law("LB-S64", Nation.SCOTLAND, seen=None, evidence="")
    assert "INV-09" not in found(permitted)


def test_exactly_what_is_demanded_is_said() -> None:
    assert "basis.demand" in parts(by_law("LB-COURT", demand=" "), "INV-04")
    assert "basis.demand" not in parts(by_law("LB-COURT"), "INV-04")


@pytest.mark.rule("B-14", fires=True)
def test_a_duty_that_reaches_identity_reaches_nothing_clinical() -> None:
    case = by_law("LB-172", seen=EvidenceKind.STATUTORY_NOTICE)
    assert "information.items" in parts(case, "B-14")


@pytest.mark.rule("B-14", fires=False)
def test_a_duty_that_reaches_identity_is_met_with_identity() -> None:
    item = Item(
        category=InformationCategory.IDENTITY_CONTACT, description="Name and address of the driver"
    )
    case = a_case(
        draft={
            "kind": Kind.LAW,
            "information": {"items": (item,)},
            "basis": {"family": BasisFamily.LAW, "consent": None, "legal_basis": "LB-172"},
        }
    )
    assert "B-14" not in found(case)


def refused(**changes: Any) -> Any:
    return a_consent(id=UUID(int=20), giving={"decision": ConsentDecision.REFUSED}, **changes)


def in_the_public_interest(**basis: Any) -> dict[str, Any]:
    return {
        "basis": {
            "family": BasisFamily.PUBLIC_INTEREST,
            "consent": None,
            "legal_basis": "LB-CL-PI",
            "attempt": Attempt.REFUSED,
            **basis,
        }
    }


@pytest.mark.rule("INV-25", fires=True)
def test_a_refusal_on_record_is_not_gone_beyond_in_silence() -> None:
    case = a_case(consents=(refused(),), draft=in_the_public_interest())
    assert parts(case, "INV-25") == {"basis.refused_consent"}


@pytest.mark.rule("INV-25", fires=False)
def test_a_refusal_that_is_named_may_be_gone_beyond() -> None:
    draft = in_the_public_interest(refused_consent=UUID(int=20))
    assert "INV-25" not in found(a_case(consents=(refused(),), draft=draft))


@pytest.mark.rule("INV-25", fires=True)
def test_a_refusal_under_another_name_of_the_recipient_is_the_same() -> None:
    other = refused(scope={"recipients": ("SM Insurance",)})
    practice = {"aliases": (("Severn Mutual", "SM Insurance"),)}
    case = a_case(consents=(other,), draft=in_the_public_interest(), practice=practice)
    assert "INV-25" in found(case)


@pytest.mark.rule("INV-25", fires=False)
def test_a_refusal_about_somebody_else_is_not_this_one() -> None:
    other = refused(scope={"recipients": ("Another Mutual",)})
    assert "INV-25" not in found(a_case(consents=(other,), draft=in_the_public_interest()))


@pytest.mark.rule("INV-25", fires=True)
def test_a_withdrawal_counts_as_a_refusal() -> None:
    event = ConsentEvent(
        id=UUID(int=30),
        consent=CONSENT,
        service_user=PERSON,
        kind=ConsentEventKind.WITHDRAWN,
        at=NOON - timedelta(days=1),
        statement="No more reports",
    )
    case = a_case(events=(event,), draft=in_the_public_interest())
    assert "INV-25" in found(case)


@pytest.mark.rule("W-37", fires=True)
def test_law_nobody_has_checked_lately_is_said_to_be_so() -> None:
    late = NOON + timedelta(days=200)
    case = by_law("LB-SAB45")
    assert "W-37" in {each.code.value for each in assessed(case, late).findings}


@pytest.mark.rule("W-37", fires=True)
def test_law_that_was_never_verified_is_said_to_be_so_beside_law_that_was() -> None:
    assert parts(by_law("LB-COURT"), "W-37") == {"basis.legal_basis"}
    assert parts(by_law("LB-SAB45", further=("LB-COURT",)), "W-37") == {"basis.legal_basis"}


@pytest.mark.rule("W-37", fires=False)
def test_law_that_was_checked_is_not_doubted() -> None:
    assert "W-37" not in found(by_law("LB-SAB45"))


@pytest.mark.rule("W-41", fires=True)
def test_nobody_is_offered_a_choice_that_is_none() -> None:
    assert "W-41" in found(a_case(draft={"basis": {"false_choice": True}}))
    asked = by_law("LB-FGM5B", seen=EvidenceKind.EVENT_KNOWN, attempt=Attempt.REFUSED)
    assert parts(asked, "W-41") == {"basis.attempt"}


@pytest.mark.rule("W-41", fires=False)
def test_to_ask_before_a_demand_is_met_is_no_false_choice() -> None:
    notice = by_law(
        "LB-ASP10",
        Nation.SCOTLAND,
        seen=EvidenceKind.OFFICERS_AUTHORITY,
        attempt=Attempt.AGREED,
    )
    assert "W-41" not in found(notice)
    told = by_law("LB-FGM5B", seen=EvidenceKind.EVENT_KNOWN, attempt=Attempt.NOT_ASKED)
    assert "W-41" not in found(told)


@pytest.mark.rule("INV-05", fires=True)
def test_a_duty_that_is_not_followed_needs_the_excuse_the_law_allows() -> None:
    case = a_case(
        nation=Nation.NORTHERN_IRELAND,
        draft={
            "decision": {"choice": Choice.REFUSE},
            "basis": {"family": None, "consent": None, "legal_basis": "LB-CLANI5"},
        },
    )
    assert "basis.reasonable_excuse" in parts(case, "INV-05")


@pytest.mark.rule("INV-05", fires=False)
def test_a_duty_of_another_nation_needs_no_excuse() -> None:
    case = a_case(
        nation=Nation.SCOTLAND,
        draft={
            "decision": {"choice": Choice.REFUSE},
            "request": {"answer_by": date(2026, 12, 1)},
            "basis": {"family": None, "consent": None, "legal_basis": "LB-CLANI5"},
        },
    )
    assert "basis.reasonable_excuse" not in parts(case, "INV-05")


def test_the_kind_of_recipient_is_no_ground() -> None:
    police = a_case(
        draft={
            "recipient": {"kind": PartyKind.POLICE},
            "basis": {"family": None, "consent": None},
        }
    )
    assert "B-01" in found(police)
