# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logbook.domain.accounting import AccountingLine, accounting
from logbook.domain.breach import Incident
from logbook.domain.consent import InformationCategory
from logbook.domain.decision import Choice
from logbook.domain.disclosure import Disclosure
from logbook.domain.information import DeIdentification, Identifiability, Item, Trace
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.notification import NotTellingReason, Telling, TellingOutcome
from logbook.domain.party import Party, PartyKind
from logbook.domain.request import Origin, Request
from logbook.domain.telling_review import ReviewOutcome, TellingReview
from logbook.domain.transmission import SendingMethod
from tests.builders import NOON
from tests.domain.recorded import a_disclosure
from tests.rules.situations import LONDON, NAMELESS_ITEM, PERSON

SECRET = Telling(outcome=TellingOutcome.TELL_LATER, reason=NotTellingReason.HARM_TO_OTHERS)
OPEN = Telling(outcome=TellingOutcome.TOLD_BEFORE)


def disclosed(days_ago: int = 0, **changes: Any) -> Disclosure:
    disclosure = a_disclosure(id=uuid4(), telling=OPEN)
    sent = replace(disclosure.transmission, made_at=NOON - timedelta(days=days_ago))
    return replace(disclosure, **{"transmission": sent, **changes})


def lines(*disclosures: Disclosure, **more: Any) -> tuple[AccountingLine, ...]:
    return accounting(disclosures, service_user=PERSON, zone=LONDON, **more)


def refused(disclosure: Disclosure) -> Disclosure:
    decision = replace(disclosure.decision, choice=Choice.REFUSE)
    sent = replace(disclosure.transmission, made_at=None, method=None)
    return replace(disclosure, decision=decision, transmission=sent, kind=Kind.REFUSAL)


def test_a_line_says_when_to_whom_what_and_why() -> None:
    assert lines(disclosed()) == (
        AccountingLine(
            place=1,
            on=date(2026, 11, 20),
            last_on=None,
            count=1,
            to="Claims team, Severn Mutual",
            recipient_kind=PartyKind.INSURER,
            address="9 Quay Street\nBristol",
            information=(InformationCategory.ASSESSMENT_REPORT,),
            purpose="To decide on the claim",
            basis=BasisFamily.CONSENT,
            method=SendingMethod.POST_TRACKED,
            disclosed=True,
        ),
    )


def test_lines_stand_in_the_order_of_time_and_are_numbered_for_themselves() -> None:
    found = lines(disclosed(1), disclosed(3), disclosed(2))
    assert [line.on.day for line in found] == [17, 18, 19]
    assert [line.place for line in found] == [1, 2, 3]


def test_a_day_is_counted_where_the_practice_is() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    disclosure = disclosed()
    sent = replace(disclosure.transmission, made_at=late)
    assert lines(replace(disclosure, transmission=sent))[0].on == date(2026, 7, 2)


@pytest.mark.rule("INV-23", fires=True)
@pytest.mark.parametrize(
    "reason", [each for each in NotTellingReason if Telling(reason=each).restricts]
)
def test_what_is_restricted_is_not_in_the_list(reason: NotTellingReason) -> None:
    secret = disclosed(2, telling=Telling(outcome=TellingOutcome.NOT_TOLD, reason=reason))
    shown = (disclosed(3), disclosed(1))
    assert lines(shown[0], secret, shown[1]) == lines(*shown)


@pytest.mark.rule("INV-23", fires=False)
def test_what_is_only_not_told_yet_is_in_the_list() -> None:
    later = disclosed(telling=Telling(outcome=TellingOutcome.TELL_LATER))
    unreachable = Telling(outcome=TellingOutcome.UNABLE, reason=NotTellingReason.CANNOT_BE_REACHED)
    assert len(lines(later, disclosed(telling=unreachable))) == 2


def test_what_was_restricted_shows_once_its_reason_has_ended() -> None:
    secret = disclosed(telling=SECRET)
    review = TellingReview(
        id=uuid4(),
        disclosure=secret.id,
        service_user=PERSON,
        outcome=ReviewOutcome.REASON_ENDED,
        told_on=NOON.date(),
        review_on=None,
        because="",
        delay=None,
        legal_advice="",
        recorded_by=uuid4(),
        recorded_at=NOON,
    )
    other = replace(review, disclosure=uuid4())
    assert lines(secret, reviews=(other,)) == ()
    assert len(lines(secret, reviews=(review,))) == 1


def test_a_series_is_one_line_with_its_first_day_its_number_and_its_last_day() -> None:
    monthly = uuid4()
    august, september, october = (disclosed(days, series=monthly) for days in (110, 80, 36))
    fitness = Item(category=InformationCategory.FITNESS_OPINION, description="Fit for work")
    october = replace(
        october,
        information=replace(october.information, items=(*october.information.items, fitness)),
    )
    other = disclosed(50)
    first, second = lines(october, other, august, september)
    assert (first.on, first.count, first.last_on) == (date(2026, 8, 2), 3, date(2026, 10, 15))
    assert first.information == (
        InformationCategory.ASSESSMENT_REPORT,
        InformationCategory.FITNESS_OPINION,
    )
    assert (second.on, second.count, second.last_on) == (date(2026, 10, 1), 1, None)


def test_what_was_refused_in_a_series_stands_alone_and_says_nothing_of_what_was_asked() -> None:
    monthly = uuid4()
    no = refused(disclosed(5, series=monthly))
    found = lines(disclosed(40, series=monthly), no)
    assert [line.disclosed for line in found] == [True, False]
    assert (found[1].information, found[1].basis, found[1].method) == ((), None, None)
    assert found[1].to == "Claims team, Severn Mutual"


@pytest.mark.rule("INV-23", fires=True)
def test_a_refusal_that_is_restricted_is_left_out_too() -> None:
    assert lines(refused(disclosed(telling=SECRET))) == ()
    assert len(lines(refused(disclosed()))) == 1


def test_what_went_to_somebody_by_mistake_says_so() -> None:
    happened = NOON - timedelta(days=4)
    disclosure = disclosed(kind=Kind.BREACH, incident=Incident(occurred_at=happened))
    none_sent = replace(disclosure.transmission, made_at=None)
    (line,) = lines(replace(disclosure, transmission=none_sent))
    assert (line.by_mistake, line.disclosed, line.on) == (True, True, date(2026, 11, 16))


def test_whoever_got_it_by_mistake_is_not_named() -> None:
    """They may be somebody the practice keeps records of."""
    (line,) = lines(disclosed(kind=Kind.BREACH, incident=Incident(occurred_at=NOON)))
    assert (line.to, line.address, line.recipient_kind) == ("", "", PartyKind.INSURER)
    (meant,) = lines(disclosed())
    assert meant.to
    assert meant.address


@pytest.mark.parametrize("kind", [Kind.ACCESS, Kind.PROCESSOR])
def test_what_told_nobody_anything_is_no_disclosure(kind: Kind) -> None:
    assert lines(disclosed(kind=kind)) == ()


@pytest.mark.parametrize(
    ("how", "count"),
    [(each, int(each is not Identifiability.ANONYMISED)) for each in Identifiability],
)
def test_what_went_without_a_name_is_a_disclosure_while_it_can_be_traced(
    how: Identifiability, count: int
) -> None:
    for kind in (Kind.DE_IDENTIFIED, Kind.RESEARCH, Kind.SUPERVISION):
        assert len(lines(nameless(kind, how))) == count


@pytest.mark.parametrize("kind", [Kind.DE_IDENTIFIED, Kind.RESEARCH, Kind.SUPERVISION])
def test_what_is_only_called_anonymous_told_somebody(kind: Kind) -> None:
    clean = nameless(kind, Identifiability.ANONYMISED)
    (item,) = clean.information.items
    shown = replace(clean.information, items=(replace(item, identifiable=True),))
    assert lines(clean) == ()
    assert len(lines(replace(clean, information=shown))) == 1
    assert len(lines(replace(clean, de_identification=LEFT))) == 1


def test_what_was_asked_about_a_person_is_listed_even_if_the_answer_names_nobody() -> None:
    assert len(lines(nameless(Kind.LAW, Identifiability.ANONYMISED))) == 1


LEFT = DeIdentification(found=(Trace.POSTCODE,))


def nameless(kind: Kind, how: Identifiability) -> Disclosure:
    disclosure = disclosed(kind=kind)
    information = replace(disclosure.information, identifiability=how, items=(NAMELESS_ITEM,))
    return replace(disclosure, information=information)


@pytest.mark.parametrize("choice", [Choice.REFUSE, Choice.DEFER, Choice.REFER_ON])
def test_who_asked_and_got_nothing_is_listed_and_a_thought_of_ones_own_is_not(
    choice: Choice,
) -> None:
    asked = refused(disclosed())
    asked = replace(asked, decision=replace(asked.decision, choice=choice))
    own = replace(asked, request=Request(origin=Origin.OWN_INITIATIVE))
    assert [line.disclosed for line in lines(asked)] == [False]
    assert lines(own) == ()
    assert len(lines(replace(disclosed(), request=own.request))) == 1


def test_what_was_disclosed_in_part_shows_what_went_and_nothing_else() -> None:
    whole = disclosed()
    kept = Item(
        category=InformationCategory.CLINICAL_NOTES,
        description="Notes",
        withheld=True,
        withheld_because="Not needed",
    )
    part = replace(
        whole,
        decision=replace(whole.decision, choice=Choice.DISCLOSE_PART),
        information=replace(whole.information, items=(*whole.information.items, kept)),
    )
    (line,) = lines(part)
    assert line.disclosed
    assert line.information == (InformationCategory.ASSESSMENT_REPORT,)


def test_nothing_about_somebody_else_is_in_the_list() -> None:
    assert lines(disclosed(service_user=UUID(int=77)), disclosed(service_user=None)) == ()


def test_no_number_and_no_identity_of_a_record_is_in_a_line() -> None:
    disclosure = disclosed(number="D-2026-0417", series=uuid4())
    text = repr(lines(disclosure))
    assert "0417" not in text
    assert disclosure.id.hex[:8] not in text
    assert str(disclosure.series)[:8] not in text


SERIES = (UUID(int=501), UUID(int=502))


@st.composite
def a_history(draw: st.DrawFn) -> list[Disclosure]:
    """Disclosures of every kind and time, some of them restricted, some of them in series."""
    made = []
    for place in range(draw(st.integers(0, 12))):
        name = draw(st.sampled_from(["Severn Mutual", "West Mercia Police", "Elm Road Surgery"]))
        disclosure = disclosed(
            draw(st.integers(0, 5)),
            id=UUID(int=1000 + draw(st.integers(0, 10**6)) * 100 + place),
            number=f"D-2026-{place + 1:04d}",
            recipient=Party(kind=PartyKind.OTHER, organisation=name),
            kind=draw(st.sampled_from([Kind.CARE, Kind.LAW, Kind.RECURRING, Kind.BREACH])),
            series=draw(st.sampled_from([None, *SERIES])),
            telling=Telling(
                outcome=draw(st.sampled_from(list(TellingOutcome))),
                reason=draw(st.sampled_from([None, *NotTellingReason])),
            ),
        )
        made.append(refused(disclosure) if draw(st.booleans()) else disclosure)
    return made


@pytest.mark.rule("INV-23", fires=True)
@settings(max_examples=200, deadline=None)
@given(a_history())
def test_the_list_is_the_same_byte_for_byte_as_if_nothing_restricted_were_on_record(
    history: list[Disclosure],
) -> None:
    open_only = [each for each in history if not each.restricted]
    assert repr(lines(*history)).encode() == repr(lines(*open_only)).encode()
    assert [line.place for line in lines(*history)] == list(range(1, len(lines(*history)) + 1))
    assert sum(line.count for line in lines(*history)) == len(open_only)
