# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from logbook.domain.findings import RecordRefusedError
from logbook.domain.notification import (
    DeliveryStatus,
    Notification,
    NotificationDraft,
    NotTellingReason,
    Telling,
    TellingFact,
    TellingMethod,
    TellingOutcome,
    complete_notification,
    failed_attempts,
    findings_on_notification,
    is_unreachable,
)
from logbook.domain.people import SafeContact, ServiceUser
from logbook.domain.practice import Nation
from logbook.domain.representative import AuthorityType, Representative
from tests.builders import NOON, a_person

TODAY = NOON.date()
DRAFT = NotificationDraft(
    id=UUID(int=1),
    disclosure=UUID(int=2),
    method=TellingMethod.IN_PERSON,
    told_on=TODAY,
    words="Told her in the clinic",
)


def found(
    draft: NotificationDraft,
    telling: Telling | None = None,
    person: ServiceUser | None = None,
    **beside: Any,
) -> set[tuple[str, str]]:
    findings = findings_on_notification(
        draft, today=TODAY, telling=telling, person=person, **beside
    )
    return {(each.code.value, each.part) for each in findings}


def recorded(
    *,
    happened_on: date | None = None,
    representatives: tuple[Representative, ...] | None = None,
    **changes: Any,
) -> Notification:
    return complete_notification(
        replace(DRAFT, **changes),
        service_user=UUID(int=3),
        recorded_by=UUID(int=4),
        now=NOON,
        today=TODAY,
        happened_on=happened_on,
        representatives=representatives,
    )


@pytest.mark.parametrize("part", ["disclosure", "method", "told_on"])
def test_a_notification_without_what_it_needs_is_refused(part: str) -> None:
    assert found(replace(DRAFT, **{part: None})) == {("INV-20", part)}


def test_nobody_was_told_in_the_future() -> None:
    assert found(replace(DRAFT, told_on=date(2026, 11, 21))) == {("INV-02", "told_on")}
    assert found(DRAFT) == set()


FORBIDDING = [
    Telling(outcome=TellingOutcome.BLOCKED),
    Telling(outcome=TellingOutcome.NOT_TOLD, reason=NotTellingReason.TIPPING_OFF),
    Telling(outcome=TellingOutcome.NOT_TOLD, reason=NotTellingReason.FORBIDDEN),
    Telling(facts=(TellingFact.TIPPING_OFF,)),
]


@pytest.mark.rule("B-08", "INV-22", fires=True)
@pytest.mark.parametrize("telling", FORBIDDING)
def test_nobody_is_told_what_must_not_be_told(telling: Telling) -> None:
    assert found(DRAFT, telling) == {("B-08", "disclosure")}
    with pytest.raises(RecordRefusedError, match="B-08"):
        complete_notification(
            DRAFT,
            service_user=UUID(int=3),
            recorded_by=UUID(int=4),
            now=NOON,
            today=TODAY,
            telling=telling,
        )


@pytest.mark.rule("B-08", "INV-22", fires=False)
def test_what_was_only_put_off_can_be_told() -> None:
    later = Telling(outcome=TellingOutcome.TELL_LATER, reason=NotTellingReason.HARM_TO_PERSON)
    assert found(DRAFT, later) == set()


@pytest.mark.rule("INV-24", fires=True)
def test_a_letter_to_an_unsafe_address_is_refused() -> None:
    person = a_person(safe_contact=SafeContact(may_write=False))
    posted = replace(DRAFT, method=TellingMethod.POST)
    assert found(posted, person=person) == {("INV-24", "method")}
    said = replace(posted, unsafe_contact_because="He has moved out; she asked for it in writing")
    assert found(said, person=person) == set()


@pytest.mark.rule("INV-24", fires=False)
def test_the_same_letter_goes_to_a_safe_address_and_to_whoever_decides_for_them() -> None:
    posted = replace(DRAFT, method=TellingMethod.POST)
    unsafe = a_person(safe_contact=SafeContact(may_write=False))
    assert found(posted, person=a_person()) == set()
    assert found(replace(posted, representative=UUID(int=7)), person=unsafe) == set()


@pytest.mark.rule("INV-26", fires=True)
def test_nobody_is_told_after_their_death() -> None:
    person = a_person(died=date(2026, 11, 19))
    assert found(DRAFT, person=person) == {("INV-26", "told_on")}


@pytest.mark.rule("INV-26", fires=False)
def test_somebody_was_told_before_their_death_or_on_their_last_day() -> None:
    assert found(replace(DRAFT, told_on=date(2026, 11, 19)), person=a_person(died=TODAY)) == set()
    assert found(DRAFT, person=a_person(died=TODAY)) == set()


@pytest.mark.rule("INV-02", fires=True)
def test_nobody_is_told_by_a_letter_before_there_was_a_disclosure() -> None:
    assert found(DRAFT, happened_on=date(2026, 11, 21)) == {("INV-02", "told_on")}
    with pytest.raises(RecordRefusedError, match="INV-02 told_on"):
        recorded(happened_on=date(2026, 11, 21))


@pytest.mark.rule("INV-02", fires=False)
def test_somebody_is_told_on_the_day_of_the_disclosure_or_after() -> None:
    assert found(DRAFT, happened_on=TODAY) == set()
    assert found(DRAFT, happened_on=date(2026, 11, 19)) == set()


def decider(authority: AuthorityType) -> Representative:
    return Representative(
        id=UUID(int=8),
        service_user=UUID(int=3),
        name="Mari Okonkwo",
        relationship="Daughter",
        authority=authority,
        nation=Nation.ENGLAND,
    )


IN_THEIR_PLACE = replace(DRAFT, representative=UUID(int=8))
NOT_THEIRS = [AuthorityType.NONE_FAMILY, AuthorityType.NEAREST_RELATIVE]


@pytest.mark.rule("B-12", fires=True)
def test_whoever_is_told_in_their_place_is_on_record_and_more_than_a_relative() -> None:
    other = replace(decider(AuthorityType.ADVOCATE), id=UUID(int=9))
    assert found(IN_THEIR_PLACE, representatives=()) == {("B-12", "representative")}
    assert found(IN_THEIR_PLACE, representatives=(other,)) == {("B-12", "representative")}
    for authority in NOT_THEIRS:
        relative = decider(authority)
        assert found(IN_THEIR_PLACE, representatives=(relative,)) == {("B-12", "representative")}
    advocate = decider(AuthorityType.ADVOCATE)
    for ended in (
        replace(advocate, valid_to=date(2026, 11, 19)),
        replace(advocate, valid_from=date(2026, 11, 21)),
    ):
        assert found(IN_THEIR_PLACE, representatives=(ended,)) == {("B-12", "representative")}
    with pytest.raises(RecordRefusedError, match="B-12 representative"):
        recorded(representative=UUID(int=8), representatives=())


@pytest.mark.rule("B-12", fires=False)
@pytest.mark.parametrize("authority", [each for each in AuthorityType if each not in NOT_THEIRS])
def test_an_attorney_a_parent_or_an_advocate_may_be_told(authority: AuthorityType) -> None:
    assert found(IN_THEIR_PLACE, representatives=(decider(authority),)) == set()
    today_only = replace(decider(authority), valid_from=TODAY, valid_to=TODAY)
    assert found(IN_THEIR_PLACE, representatives=(today_only,)) == set()
    assert found(DRAFT, representatives=()) == set()


def test_the_record_holds_what_was_entered() -> None:
    notification = recorded(
        method=TellingMethod.EMAIL,
        status=DeliveryStatus.EMAILED,
        evidence="Sent item of 10:40",
        representative=UUID(int=8),
        unsafe_contact_because="She chose it",
        words="  Told  ",
    )
    assert notification == Notification(
        id=UUID(int=1),
        disclosure=UUID(int=2),
        service_user=UUID(int=3),
        method=TellingMethod.EMAIL,
        told_on=TODAY,
        words="Told",
        recorded_by=UUID(int=4),
        recorded_at=NOON,
        status=DeliveryStatus.EMAILED,
        evidence="Sent item of 10:40",
        representative=UUID(int=8),
        unsafe_contact_because="She chose it",
    )


RETURNED = recorded(status=DeliveryStatus.RETURNED)
BOUNCED = recorded(status=DeliveryStatus.BOUNCED)
SILENT = recorded(status=DeliveryStatus.NO_ANSWER)
REACHED = recorded(status=DeliveryStatus.SPOKEN)


@pytest.mark.parametrize("status", DeliveryStatus)
def test_an_attempt_fails_that_reaches_nobody(status: DeliveryStatus) -> None:
    failed = {DeliveryStatus.RETURNED, DeliveryStatus.BOUNCED, DeliveryStatus.NO_ANSWER}
    assert recorded(status=status).reached is (status not in failed)


def test_after_three_attempts_that_failed_somebody_counts_as_unreachable() -> None:
    assert not is_unreachable(())
    assert not is_unreachable((RETURNED, BOUNCED))
    assert is_unreachable((RETURNED, BOUNCED, SILENT))
    assert not is_unreachable((RETURNED, BOUNCED, REACHED, SILENT))
    assert failed_attempts((RETURNED, REACHED, BOUNCED, SILENT)) == 2
    assert recorded().reached


@pytest.mark.parametrize(
    ("method", "named"),
    [
        (TellingMethod.POST, "address"),
        (TellingMethod.TELEPHONE, "phone"),
        (TellingMethod.EMAIL, "email"),
        (TellingMethod.IN_PERSON, None),
        (TellingMethod.PORTAL, None),
    ],
)
def test_each_way_of_telling_uses_its_contact(method: TellingMethod, named: str | None) -> None:
    assert (method.contact.value if method.contact else None) == named
