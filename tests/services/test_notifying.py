# SPDX-License-Identifier: Apache-2.0
"""What comes of telling after a disclosure was recorded: told, tried in vain, looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from logbook.app import Logbook
from logbook.domain.findings import RecordRefusedError
from logbook.domain.lines import VOIDED, Line
from logbook.domain.notification import (
    DelayRequest,
    DeliveryStatus,
    NotTellingReason,
    Telling,
    TellingFact,
    TellingMethod,
    TellingOutcome,
)
from logbook.domain.people import SafeContact, ServiceUser
from logbook.domain.records import Act
from logbook.domain.representative import AuthorityType
from logbook.domain.telling_review import ReviewOutcome
from logbook.journal.payload import written_payload
from logbook.services.reviewing import NotOnRecordError
from tests.builders import (
    NOON,
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_notification_draft,
    a_person,
    a_representative,
    a_telling_review_draft,
    an_amendment_draft,
)

TODAY = NOON.date()
SOON = date(2027, 1, 31)
LATER = Telling(outcome=TellingOutcome.TELL_LATER, review_on=date(2026, 11, 27))
HARM = Telling(
    outcome=TellingOutcome.TELL_LATER,
    reason=NotTellingReason.HARM_TO_PERSON,
    explanation="He reads her letters",
    review_on=date(2026, 12, 1),
    facts=(TellingFact.HARM_TO_PERSON,),
)
BLOCKED = Telling(
    outcome=TellingOutcome.BLOCKED,
    reason=NotTellingReason.TIPPING_OFF,
    explanation="Telling would be an offence; counsel advised on 18 November",
    facts=(TellingFact.TIPPING_OFF,),
)
ENDED: dict[str, Any] = {
    "outcome": ReviewOutcome.REASON_ENDED,
    "told_on": TODAY,
    "review_on": None,
    "because": "",
}
ADVISED = {**ENDED, "legal_advice": "A. Rees, solicitor, 19 November 2026"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A logbook with a person who consented."""

    logbook: Logbook
    clock: StandingClock
    person: ServiceUser
    consent: UUID

    def disclosed(self, telling: Telling) -> UUID:
        draft = a_disclosure_draft(self.person.id, self.consent, telling=telling)
        return self.logbook.disclosing.record(draft).object

    def told(self, disclosure: UUID, **changes: Any) -> None:
        self.logbook.notifying.record(a_notification_draft(disclosure, **changes))

    def reviewed(self, disclosure: UUID, **changes: Any) -> None:
        self.logbook.notifying.review(a_telling_review_draft(disclosure, **changes))

    def line(self, disclosure: UUID) -> Line:
        line = self.logbook.reviewing.line(disclosure)
        assert line is not None
        return line

    def state(self, disclosure: UUID) -> tuple[str, date | None, bool]:
        line = self.line(disclosure)
        return line.state, line.due, line.restricted

    def shown(self) -> list[UUID]:
        return [line.object for line in self.logbook.reviewing.shown_to(self.person.id)]

    def listed(self) -> int:
        return len(self.logbook.exporting.accounting_lines(self.person.id))


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Filled]:
    clock = StandingClock()
    logbook, _keys = a_logbook(tmp_path / "Test.logbook", clock)
    person = a_person()
    logbook.enrolling.add(person)
    consent = logbook.consenting.record(a_consent_draft(person.id)).object
    yield Filled(logbook=logbook, clock=clock, person=person, consent=consent)
    # Whatever was recorded, lists made again from the journal are the same.
    assert not logbook.auditing.lists_differ()
    assert logbook.auditing.audit().is_intact
    logbook.close()


def test_a_review_is_recorded_in_the_timeline_and_changes_nothing_that_was_signed(
    filled: Filled,
) -> None:
    logbook = filled.logbook
    disclosure = filled.disclosed(HARM)
    signed = written_payload(logbook.reviewing.disclosure(disclosure))

    receipt = logbook.notifying.review(a_telling_review_draft(disclosure, because=" At home "))

    (review,) = logbook.reviewing.telling_reviews_of(filled.person.id)
    newest = logbook.reviewing.timeline(filled.person.id, limit=1)[0]
    assert receipt.act is newest.act is Act.TELLING_REVIEWED
    assert newest.record == review
    assert review == logbook.reviewing.record(receipt.object)
    assert (review.disclosure, review.because) == (disclosure, "At home")
    assert (review.recorded_by, review.recorded_at) == (logbook.practitioner.id, NOON)
    assert written_payload(logbook.reviewing.disclosure(disclosure)) == signed
    assert logbook.reviewing.version_of(disclosure) == 1


@pytest.mark.rule("INV-21", fires=True)
def test_a_review_without_a_new_day_is_refused_and_nothing_is_recorded(filled: Filled) -> None:
    disclosure = filled.disclosed(HARM)
    before = filled.logbook.reviewing.entries()

    with pytest.raises(RecordRefusedError, match="INV-21 review_on"):
        filled.reviewed(disclosure, review_on=None)
    with pytest.raises(RecordRefusedError, match="INV-20 disclosure"):
        filled.logbook.notifying.review(
            replace(a_telling_review_draft(disclosure), disclosure=None)
        )
    with pytest.raises(NotOnRecordError):
        filled.reviewed(uuid4())

    assert filled.logbook.reviewing.entries() == before
    assert filled.state(disclosure) == ("tell-later", date(2026, 12, 1), True)


@pytest.mark.rule("INV-21", fires=False)
def test_what_still_applies_is_due_again_on_its_new_day(filled: Filled) -> None:
    disclosure = filled.disclosed(HARM)

    filled.reviewed(disclosure, review_on=date(2026, 12, 18))
    filled.reviewed(disclosure, review_on=date(2027, 1, 29))

    assert filled.state(disclosure) == ("tell-later", date(2027, 1, 29), True)
    assert [line.due for line in filled.logbook.reviewing.due(SOON)] == [date(2027, 1, 29)]
    (found,) = filled.logbook.searching.search("still at home")
    assert found.object == disclosure


def test_what_will_never_end_is_due_no_more_and_stays_restricted(filled: Filled) -> None:
    disclosure = filled.disclosed(HARM)

    filled.reviewed(disclosure, outcome=ReviewOutcome.PERMANENT, review_on=None)

    assert filled.state(disclosure) == ("not-told", None, True)
    assert filled.shown() == []


@pytest.mark.rule("INV-23", fires=True)
def test_an_entry_that_is_still_restricted_after_its_review_appears_nowhere(
    filled: Filled,
) -> None:
    filled.reviewed(filled.disclosed(HARM))

    assert (filled.shown(), filled.listed()) == ([], 0)


@pytest.mark.rule("INV-23", fires=False)
def test_an_entry_that_was_reviewed_and_told_appears_where_the_person_looks(
    filled: Filled,
) -> None:
    disclosure = filled.disclosed(HARM)
    hidden = filled.disclosed(HARM)
    filled.reviewed(disclosure)

    filled.reviewed(disclosure, **ENDED)

    assert filled.state(disclosure) == ("told-after", None, False)
    assert filled.line(hidden).restricted
    assert (filled.shown(), filled.listed()) == ([disclosure], 1)


@pytest.mark.rule("INV-23", fires=True)
@pytest.mark.parametrize("in_their_place", [False, True])
def test_only_telling_the_person_themselves_ends_a_restriction(
    filled: Filled, *, in_their_place: bool
) -> None:
    disclosure = filled.disclosed(HARM)
    daughter = a_representative(filled.person.id)
    filled.logbook.keeping.keep(daughter)

    filled.told(disclosure, representative=daughter.id if in_their_place else None)

    if in_their_place:
        # Whether the person can be told is looked at all the same.
        assert filled.state(disclosure) == ("representative-told", date(2026, 12, 1), True)
        assert (filled.shown(), filled.listed()) == ([], 0)
    else:
        assert filled.state(disclosure) == ("told-after", None, False)
        assert (filled.shown(), filled.listed()) == ([disclosure], 1)


@pytest.mark.rule("INV-23", fires=True)
def test_putting_the_reason_right_gives_the_person_nothing_that_was_kept_from_them(
    filled: Filled,
) -> None:
    disclosure = filled.disclosed(HARM)
    filled.logbook.amending.record(
        an_amendment_draft(disclosure, part="telling.reason", old="NT-04", new="NT-15")
    )

    assert (filled.shown(), filled.listed()) == ([], 0)
    filled.told(disclosure)
    assert (filled.shown(), filled.listed()) == ([disclosure], 1)


@pytest.mark.rule("B-08", "INV-22", fires=True)
def test_nobody_is_told_what_must_not_be_told(filled: Filled) -> None:
    disclosure = filled.disclosed(BLOCKED)
    before = filled.logbook.reviewing.entries()

    with pytest.raises(RecordRefusedError, match="B-08 disclosure"):
        filled.told(disclosure)
    with pytest.raises(RecordRefusedError, match="B-08 legal_advice"):
        filled.reviewed(disclosure, **ENDED)

    assert filled.logbook.reviewing.entries() == before
    assert filled.state(disclosure) == ("blocked", None, True)


@pytest.mark.rule("B-08", "INV-22", fires=True)
def test_what_forbids_telling_is_not_put_right_away(filled: Filled) -> None:
    disclosure = filled.disclosed(BLOCKED)
    for part, old, new in (
        ("telling.outcome", "blocked", "tell-later"),
        ("telling.reason", "NT-03", "NT-15"),
    ):
        filled.logbook.amending.record(an_amendment_draft(disclosure, part=part, old=old, new=new))
    last = an_amendment_draft(
        disclosure, part="telling.facts.0", old="tipping-off", new="no-safe-channel"
    )
    with pytest.raises(RecordRefusedError, match="B-08 new"):
        filled.logbook.amending.record(last)

    with pytest.raises(RecordRefusedError, match="B-08 disclosure"):
        filled.told(disclosure)
    assert filled.shown() == []


@pytest.mark.rule("B-08", "INV-22", fires=False)
def test_once_a_review_on_legal_advice_has_lifted_it_the_person_is_told(filled: Filled) -> None:
    disclosure = filled.disclosed(BLOCKED)
    filled.reviewed(disclosure, **ADVISED)

    filled.told(disclosure)

    assert filled.state(disclosure) == ("told-after", None, False)
    assert (filled.shown(), filled.listed()) == ([disclosure], 1)


@pytest.mark.rule("INV-24", fires=True)
def test_nobody_is_told_by_a_way_that_is_not_safe(filled: Filled) -> None:
    disclosure = filled.disclosed(LATER)
    careful = SafeContact(may_write=False, may_call=False)
    filled.logbook.enrolling.amend(replace(filled.person, safe_contact=careful))

    for method in (TellingMethod.POST, TellingMethod.TELEPHONE, TellingMethod.EMAIL):
        with pytest.raises(RecordRefusedError, match="INV-24 method"):
            filled.told(disclosure, method=method)
    assert filled.state(disclosure) == ("tell-later", date(2026, 11, 27), False)


@pytest.mark.rule("INV-24", fires=False)
@pytest.mark.parametrize(
    "changes",
    [
        {"method": TellingMethod.IN_PERSON},
        {"method": TellingMethod.POST, "unsafe_contact_because": "She asked for it by post"},
    ],
)
def test_they_are_told_by_a_safe_way_or_with_a_reason(
    filled: Filled, changes: dict[str, Any]
) -> None:
    disclosure = filled.disclosed(LATER)
    careful = SafeContact(may_write=False, may_call=False)
    filled.logbook.enrolling.amend(replace(filled.person, safe_contact=careful))

    filled.told(disclosure, **changes)

    assert filled.state(disclosure) == ("told-after", None, False)


@pytest.mark.rule("INV-26", fires=True)
def test_nobody_is_told_after_their_death(filled: Filled) -> None:
    disclosure = filled.disclosed(LATER)
    filled.logbook.enrolling.amend(replace(filled.person, died=TODAY - timedelta(days=1)))

    with pytest.raises(RecordRefusedError, match="INV-26 told_on"):
        filled.told(disclosure)


@pytest.mark.rule("INV-26", fires=False)
def test_what_they_were_told_on_their_last_day_is_recorded(filled: Filled) -> None:
    disclosure = filled.disclosed(LATER)
    filled.logbook.enrolling.amend(replace(filled.person, died=TODAY))

    filled.told(disclosure)

    assert filled.line(disclosure).state == TellingOutcome.TOLD_AFTER.value


def test_three_attempts_in_vain_make_somebody_unreachable_and_it_stays_due(
    filled: Filled,
) -> None:
    disclosure = filled.disclosed(LATER)
    states = []
    for status in (DeliveryStatus.NO_ANSWER, DeliveryStatus.RETURNED, DeliveryStatus.NO_ANSWER):
        filled.told(disclosure, status=status)
        states.append(filled.line(disclosure).state)

    assert states == ["tell-later", "tell-later", "unable"]
    assert filled.state(disclosure) == ("unable", date(2026, 11, 27), False)

    filled.told(disclosure, status=DeliveryStatus.SPOKEN)
    assert filled.state(disclosure) == ("told-after", None, False)


def test_who_knew_already_still_knows_when_a_letter_comes_back(filled: Filled) -> None:
    knows = Telling(
        outcome=TellingOutcome.ALREADY_KNOWS, told_on=TODAY, method=TellingMethod.IN_PERSON
    )
    disclosure = filled.disclosed(knows)
    for _attempt in range(3):
        filled.told(disclosure, status=DeliveryStatus.RETURNED)

    assert filled.state(disclosure) == ("already-knows", None, False)


def test_what_an_authority_asked_for_ends_when_it_asks_no_more_in_writing(
    filled: Filled,
) -> None:
    asked = DelayRequest(
        authority="West Mercia Police",
        name="R. Reid",
        role="Detective sergeant",
        number="2291",
        in_writing=True,
        until=date(2026, 12, 1),
    )
    disclosure = filled.disclosed(
        Telling(
            outcome=TellingOutcome.TELL_LATER,
            reason=NotTellingReason.AUTHORITY_ASKED_FOR_DELAY,
            explanation="In writing, 19 November",
            review_on=date(2026, 12, 1),
            delay=asked,
        )
    )
    with pytest.raises(RecordRefusedError, match="INV-21 delay"):
        filled.reviewed(disclosure)

    filled.reviewed(disclosure, delay=replace(asked, until=date(2026, 12, 18)))

    assert filled.state(disclosure) == ("tell-later", date(2026, 12, 18), True)


def test_a_voided_disclosure_stays_void_whatever_is_recorded_of_it(filled: Filled) -> None:
    disclosure = filled.disclosed(HARM)
    void = an_amendment_draft(disclosure, part="", old="", new="", voids=True)
    filled.logbook.amending.record(void)

    filled.reviewed(disclosure)
    filled.told(disclosure)

    assert filled.state(disclosure) == (VOIDED, None, False)
    assert (filled.shown(), filled.listed()) == ([], 0)


def test_what_was_recorded_of_one_disclosure_says_nothing_of_another(filled: Filled) -> None:
    one, other = filled.disclosed(HARM), filled.disclosed(HARM)
    filled.reviewed(one, because=f"As with {other}")
    filled.told(one)

    assert filled.state(one) == ("told-after", None, False)
    assert filled.state(other) == ("tell-later", date(2026, 12, 1), True)
    filled.reviewed(other, review_on=date(2026, 12, 4))
    assert filled.state(other) == ("tell-later", date(2026, 12, 4), True)
    assert filled.state(one) == ("told-after", None, False)


def test_lists_made_again_say_the_same_of_telling(filled: Filled) -> None:
    tellings = (HARM, HARM, LATER, LATER, BLOCKED)
    first, second, third, fourth, fifth = (filled.disclosed(each) for each in tellings)
    filled.reviewed(first)
    filled.logbook.amending.record(an_amendment_draft(second))
    filled.reviewed(second, **ENDED)
    for _attempt in range(3):
        filled.told(third, status=DeliveryStatus.RETURNED)
    filled.told(fourth)
    filled.reviewed(fifth, **ADVISED)
    before = [filled.line(each) for each in (first, second, third, fourth, fifth)]

    filled.logbook.auditing.rebuild()

    assert [filled.line(each) for each in (first, second, third, fourth, fifth)] == before
    states = [line.state for line in before]
    assert states == ["tell-later", "told-after", "unable", "told-after", "told-after"]


@pytest.mark.rule("INV-02", fires=True)
def test_nobody_is_told_of_it_before_it_was_made(filled: Filled) -> None:
    disclosure = filled.disclosed(LATER)

    with pytest.raises(RecordRefusedError, match="INV-02 told_on"):
        filled.told(disclosure, told_on=TODAY - timedelta(days=30))


@pytest.mark.rule("B-12", fires=True)
def test_nobody_is_told_in_their_place_who_is_not_on_record(filled: Filled) -> None:
    disclosure = filled.disclosed(LATER)
    relative = replace(a_representative(filled.person.id), authority=AuthorityType.NONE_FAMILY)
    filled.logbook.keeping.keep(relative)

    with pytest.raises(RecordRefusedError, match="B-12 representative"):
        filled.told(disclosure, representative=relative.id)
    with pytest.raises(RecordRefusedError, match="B-12 representative"):
        filled.told(disclosure, representative=uuid4())


@pytest.mark.rule("C-10", fires=True)
def test_what_somebody_was_told_of_is_not_looked_at_again(filled: Filled) -> None:
    disclosure = filled.disclosed(HARM)
    filled.told(disclosure)

    with pytest.raises(RecordRefusedError, match="C-10 outcome"):
        filled.reviewed(disclosure)
