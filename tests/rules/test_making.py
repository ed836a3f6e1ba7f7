# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from logbook.domain.assessment import complete
from logbook.domain.case import Case
from logbook.domain.decision import Choice, Refusal
from logbook.domain.information import DeIdentification
from logbook.domain.kinds import Kind
from logbook.domain.party import IdentityCheck, Party, PartyKind
from logbook.domain.transmission import SendingMethod, Transmission
from tests.builders import NOON
from tests.rules.situations import (
    LONDON,
    NAMELESS,
    a_case,
    assessed,
    found,
    the_catalogue,
)

UNSAFE = [SendingMethod.FAX, SendingMethod.PLAIN_EMAIL]
SEEN = [SendingMethod.IN_PERSON, SendingMethod.VIEWED_ON_SITE]
NOBODYS = {"information": NAMELESS, "de_identification": DeIdentification()}


def parts(case: Case, code: str) -> set[str]:
    return {each.part for each in assessed(case).findings if each.code.value == code}


def sent(**transmission: Any) -> Case:
    return a_case(draft={"transmission": transmission})


def made(*, decided: int, made: int, because: str = "", kind: Kind | None = None) -> Case:
    """A case decided and made so many hours before it is recorded."""
    return a_case(
        draft={
            "kind": kind,
            "decision": {"decided_at": NOON - timedelta(hours=decided)},
            "transmission": {"made_at": NOON - timedelta(hours=made), "late_because": because},
        }
    )


@pytest.mark.rule("INV-04", fires=True)
def test_how_and_when_it_was_made_is_asked() -> None:
    assert parts(sent(method=None), "INV-04") == {"transmission.method"}
    assert parts(sent(made_at=None), "INV-04") == {"transmission.made_at"}


@pytest.mark.rule("INV-04", fires=False)
@pytest.mark.parametrize("kind", [Kind.BREACH, Kind.ACCESS, None])
def test_what_nobody_sent_is_not_asked_how_it_went(kind: Kind | None) -> None:
    draft: dict[str, Any] = {"kind": kind, "transmission": Transmission()}
    if kind is None:
        draft |= {"decision": {"choice": Choice.REFUSE}, "refusal": Refusal(reply_by=NOON.date())}
    case = a_case(draft={**draft, "recipient": {"identity_check": IdentityCheck.NOT_CHECKED}})
    assert not {each.part for each in assessed(case).findings if "transmission" in each.part}
    assert "B-09" not in found(case)


@pytest.mark.rule("INV-02", fires=True)
def test_decided_made_and_recorded_follow_each_other() -> None:
    assert parts(made(decided=1, made=2), "INV-02") == {"transmission.late_because"}
    future = sent(made_at=NOON + timedelta(seconds=1))
    assert parts(future, "INV-02") == {"transmission.made_at"}
    assert parts(sent(made_at=NOON + timedelta(seconds=1), late_because="x"), "INV-02") == {
        "transmission.made_at"
    }


@pytest.mark.rule("INV-02", fires=True)
def test_an_emergency_does_not_lie_in_the_future_either() -> None:
    case = made(decided=1, made=-1, kind=Kind.EMERGENCY)
    assert parts(case, "INV-02") == {"transmission.made_at"}


@pytest.mark.rule("INV-02", fires=False)
def test_an_emergency_or_a_reason_lets_it_be_decided_afterwards() -> None:
    assert parts(made(decided=1, made=2, kind=Kind.EMERGENCY), "INV-02") == set()
    assert parts(made(decided=1, made=2, because="Written up after the call"), "INV-02") == set()
    assert parts(made(decided=1, made=1), "INV-02") == set()
    assert parts(made(decided=0, made=0), "INV-02") == set()


@pytest.mark.rule("INV-39", fires=True)
def test_decided_made_and_recorded_are_three_times_of_the_record() -> None:
    record = complete(
        made(decided=5, made=3), the_catalogue(), number="D-2026-0001", now=NOON, zone=LONDON
    )
    decided, when = record.decision.decided_at, record.transmission.made_at
    assert (decided, when, record.recorded_at) == (
        NOON - timedelta(hours=5),
        NOON - timedelta(hours=3),
        NOON,
    )


@pytest.mark.rule("INV-39", fires=False)
@pytest.mark.parametrize("group", ["decision", "transmission"])
def test_none_of_the_three_times_stands_in_for_another(group: str) -> None:
    part = "decided_at" if group == "decision" else "made_at"
    case = a_case(draft={group: {part: None}})
    assert parts(case, "INV-04") == {f"{group}.{part}"}


@pytest.mark.rule("W-13", fires=True)
def test_what_is_written_down_afterwards_says_so() -> None:
    assert parts(made(decided=26, made=25), "W-13") == {"transmission.made_at"}
    later = NOON + timedelta(hours=23, seconds=1)
    assert "W-13" in found(a_case(), later), "made an hour before noon"
    assert "W-13" in found(made(decided=1, made=2, because="Written up after the call"))
    assert "W-13" in found(made(decided=2, made=2, kind=Kind.EMERGENCY))


@pytest.mark.rule("W-13", fires=False)
def test_what_is_written_down_within_a_day_is_in_time() -> None:
    assert "W-13" not in found(a_case(), NOON + timedelta(hours=23))
    assert "W-13" not in found(made(decided=0, made=0, kind=Kind.EMERGENCY))
    assert "W-13" not in found(made(decided=0, made=0, because="On the telephone"))
    assert "W-13" not in found(sent(made_at=None, late_because="x"))
    assert "W-13" not in found(sent(made_at=NOON + timedelta(hours=1), late_because="x"))
    assert "W-13" not in found(made(decided=1, made=2)), "it has no reason yet"


@pytest.mark.rule("B-09", fires=True)
@pytest.mark.parametrize("method", [each for each in SendingMethod if each not in SEEN])
def test_whoever_is_not_seen_is_verified(method: SendingMethod) -> None:
    draft = {"transmission": {"method": method}, "recipient": {"identity_check": None}}
    assert parts(a_case(draft=draft), "B-09") == {"recipient.identity_check"}


@pytest.mark.rule("B-09", fires=True)
@pytest.mark.parametrize("method", [None, *SendingMethod])
def test_whoever_was_not_checked_is_verified_even_when_seen(method: SendingMethod | None) -> None:
    recipient = {"identity_check": IdentityCheck.NOT_CHECKED}
    case = a_case(draft={"transmission": {"method": method}, "recipient": recipient})
    assert parts(case, "B-09") == {"recipient.identity_check"}


@pytest.mark.rule("B-09", fires=False)
@pytest.mark.parametrize("method", SEEN)
def test_whoever_is_seen_is_known(method: SendingMethod) -> None:
    def by(way: SendingMethod | None) -> Case:
        return a_case(
            draft={"transmission": {"method": way}, "recipient": {"identity_check": None}}
        )

    assert "B-09" not in found(by(method))
    assert "B-09" in found(by(SendingMethod.TELEPHONE))
    assert "B-09" not in found(by(None)), "not before the way is known"


@pytest.mark.rule("B-09", fires=False)
@pytest.mark.parametrize("check", [e for e in IdentityCheck if e is not IdentityCheck.NOT_CHECKED])
def test_whoever_was_checked_in_any_way_is_known(check: IdentityCheck) -> None:
    assert "B-09" not in found(a_case(draft={"recipient": {"identity_check": check}}))


@pytest.mark.rule("B-09", fires=False)
def test_what_names_nobody_can_go_to_anybody() -> None:
    nobody = {"recipient": {"identity_check": IdentityCheck.NOT_CHECKED}}
    assert "B-09" not in found(a_case(draft={**NOBODYS, **nobody}))


@pytest.mark.rule("B-09", fires=True)
def test_whoever_asks_through_somebody_else_is_verified_too() -> None:
    unknown = Party(name="A caller", identity_check=IdentityCheck.NOT_CHECKED)
    known = Party(name="A caller", identity_check=IdentityCheck.CALLED_BACK)
    assert parts(a_case(draft={"request": {"requester": unknown}}), "B-09") == {"request.requester"}
    assert "B-09" not in found(a_case(draft={"request": {"requester": known}}))
    assert "B-09" not in found(a_case(draft={**NOBODYS, "request": {"requester": unknown}}))


@pytest.mark.rule("B-16", fires=True)
@pytest.mark.parametrize("method", UNSAFE)
def test_others_can_read_fax_and_ordinary_e_mail(method: SendingMethod) -> None:
    assert parts(sent(method=method), "B-16") == {"transmission.method"}


@pytest.mark.rule("B-16", fires=False)
@pytest.mark.parametrize("method", UNSAFE)
def test_the_person_may_choose_it_and_nobodys_information_may_be_read(
    method: SendingMethod,
) -> None:
    assert "B-16" not in found(sent(method=method, chosen_by_person=True))
    assert "B-16" not in found(a_case(draft={**NOBODYS, "transmission": {"method": method}}))


@pytest.mark.rule("B-16", fires=False)
@pytest.mark.parametrize("method", [None, *(each for each in SendingMethod if each not in UNSAFE)])
def test_every_other_way_is_safe(method: SendingMethod | None) -> None:
    assert "B-16" not in found(sent(method=method))


@pytest.mark.rule("W-35", fires=True)
@pytest.mark.parametrize("bound", [None, False])
def test_the_recipient_hears_of_their_duty(bound: bool | None) -> None:  # noqa: FBT001
    draft = {
        "transmission": {"duty_told": False},
        "recipient": {"bound_by_confidentiality": bound},
    }
    assert parts(a_case(draft=draft), "W-35") == {"transmission.duty_told"}


@pytest.mark.rule("W-35", fires=False)
def test_the_person_and_whoever_is_bound_anyway_need_not_hear_of_it() -> None:
    untold = {"transmission": {"duty_told": False}}
    themselves = {"recipient": {"kind": PartyKind.SERVICE_USER}}
    bound = {"recipient": {"bound_by_confidentiality": True}}
    assert "W-35" not in found(a_case())
    assert "W-35" not in found(a_case(draft={**untold, **themselves}))
    assert "W-35" not in found(a_case(draft={**untold, **bound}))
    assert "W-35" not in found(a_case(draft={**untold, **NOBODYS}))
