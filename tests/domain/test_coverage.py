# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.consent import (
    Consent,
    ConsentDecision,
    ConsentMode,
    InformationCategory,
    PurposeClass,
    complete_consent,
)
from logbook.domain.consent_history import ConsentEvent, ConsentEventKind, ConsentNow, consent_at
from logbook.domain.coverage import Caution, Coverage, NotCovered, coverage
from logbook.domain.information import Item
from logbook.domain.party import Party, PartyAliases, PartyKind, RecipientClass
from logbook.domain.people import Belonging
from logbook.domain.research import Medium
from logbook.domain.uses import Use
from tests.builders import NOON, a_consent_draft, a_person

TODAY = date(2026, 11, 20)
LONDON = ZoneInfo("Europe/London")
PERSON = UUID(int=5)
REPORT, DIAGNOSIS, FINANCIAL, NOTES = (
    InformationCategory.ASSESSMENT_REPORT,
    InformationCategory.DIAGNOSIS,
    InformationCategory.FINANCIAL,
    InformationCategory.CLINICAL_NOTES,
)


def a_consent(**groups: dict[str, Any]) -> Consent:
    """A consent to tell Elm Road Surgery the report and the diagnosis, changed group by group."""
    draft = a_consent_draft(PERSON)
    consent = complete_consent(draft, recorded_by=uuid4(), now=NOON, today=TODAY)
    changes = {name: replace(getattr(consent, name), **parts) for name, parts in groups.items()}
    return replace(consent, **changes)


def reach(consent: Consent, **changes: Any) -> Coverage:
    asked: dict[str, Any] = {
        "recipient": Party(organisation="Elm Road Surgery"),
        "purpose_class": PurposeClass.CARE,
        "categories": (DIAGNOSIS,),
        "on": TODAY,
    }
    return coverage(consent, **(asked | changes))


def after(consent: Consent, kind: ConsentEventKind, **parts: Any) -> ConsentNow:
    """The consent at noon, after something happened to it on the 18th."""
    event = ConsentEvent(
        id=uuid4(),
        consent=consent.id,
        service_user=PERSON,
        kind=kind,
        at=datetime(2026, 11, 18, 10, tzinfo=UTC),
    )
    return consent_at(consent, (replace(event, **parts),), NOON, zone=LONDON)


def test_what_a_consent_names_is_covered() -> None:
    whole = reach(a_consent())

    assert whole.whole
    assert (whole.reasons, whole.cautions) == ((), ())


@pytest.mark.parametrize("name", ["ELM ROAD SURGERY", "Elm-Road  surgery.", "Élm Road Surgery"])
def test_case_accents_and_punctuation_do_not_make_another_recipient(name: str) -> None:
    assert reach(a_consent(), recipient=Party(name=name)).who


@pytest.mark.parametrize("name", ["Elm Road", "Elm Road Surgery Insurance", "", "…"])
def test_another_name_is_another_recipient(name: str) -> None:
    found = reach(a_consent(), recipient=Party(name=name))

    assert not found.who
    assert not found.whole
    assert found.reasons == (NotCovered.ANOTHER_RECIPIENT,)


def test_the_person_is_reached_by_the_name_of_their_organisation() -> None:
    assert reach(a_consent(), recipient=Party(name="Dr Bevan", organisation="Elm Road Surgery")).who


def test_a_registered_alias_is_the_same_recipient() -> None:
    register = PartyAliases(groups=(("Elm Road Surgery", "Ludlow Family Practice"),))
    renamed = Party(name="Ludlow Family Practice")

    assert reach(a_consent(), recipient=renamed, aliases=register).who
    assert not reach(a_consent(), recipient=renamed).who


INSURER = a_consent(scope={"recipients": (), "classes": (RecipientClass.OWN_INSURER,)})


def test_a_class_never_matches_a_named_stranger() -> None:
    stranger = Party(kind=PartyKind.INSURER, name="Brook Insurance")
    person = a_person(circle=(Belonging(of=RecipientClass.OWN_INSURER, name="Northern Mutual"),))

    for whom in (None, a_person(), person):
        found = reach(INSURER, recipient=stranger, person=whom)
        assert not found.who
        assert found.reasons == (NotCovered.CLASS_ONLY,)
    assert reach(INSURER, recipient=Party(name="Northern mutual"), person=person).who


def test_a_class_reaches_its_own_members_and_no_others() -> None:
    gp = a_consent(scope={"recipients": (), "classes": (RecipientClass.REGISTERED_GP,)})
    elm_road = Party(kind=PartyKind.GP, organisation="Elm Road Surgery")

    assert reach(gp, recipient=elm_road, person=a_person(gp="Elm Road Surgery")).who
    assert not reach(gp, recipient=elm_road, person=a_person(gp="Castle Surgery")).who
    assert not reach(gp, recipient=elm_road, person=a_person(gp="")).who
    team = Belonging(of=RecipientClass.CARE_TEAM, name="Elm Road Surgery")
    assert not reach(gp, recipient=elm_road, person=a_person(circle=(team,))).who


@pytest.mark.parametrize("phrase", ["any insurer", "Members of the MDT", "whoever asks"])
def test_a_description_among_the_names_matches_nobody(phrase: str) -> None:
    described = a_consent(scope={"recipients": (phrase,)})
    both = a_consent(scope={"recipients": (phrase, "Castle Surgery")})

    for name in ("Brook Insurance", phrase):
        assert reach(described, recipient=Party(name=name)).reasons == (NotCovered.CLASS_ONLY,)
    assert reach(both).reasons == (NotCovered.CLASS_ONLY, NotCovered.ANOTHER_RECIPIENT)


def test_information_the_consent_does_not_name_is_listed() -> None:
    found = reach(a_consent(), categories=(DIAGNOSIS, FINANCIAL))

    assert found.uncovered == (FINANCIAL,)
    assert found.reasons == (NotCovered.NOT_THIS_INFORMATION,)
    assert not found.whole


def test_the_categories_of_items_count_as_well() -> None:
    items = (Item(category=DIAGNOSIS), Item(category=NOTES), Item(category=NOTES))

    assert reach(a_consent(), categories=(), items=items).uncovered == (NOTES,)


@pytest.mark.parametrize(
    ("consented", "asked", "covered"),
    [
        ((PurposeClass.CARE, None), (PurposeClass.CARE, None), True),
        ((PurposeClass.CARE, None), (PurposeClass.NON_CARE, None), False),
        ((PurposeClass.CARE, None), (None, None), False),
        ((PurposeClass.CARE, None), (PurposeClass.CARE, Use.SUPERVISION), True),
        ((PurposeClass.CARE, Use.CARE), (PurposeClass.CARE, None), True),
        ((PurposeClass.CARE, Use.CARE), (PurposeClass.CARE, Use.SUPERVISION), False),
        (
            (PurposeClass.NON_CARE, Use.INSURANCE),
            (PurposeClass.NON_CARE, Use.INSURANCE),
            True,
        ),
        (
            (PurposeClass.NON_CARE, Use.INSURANCE),
            (PurposeClass.NON_CARE, Use.EMPLOYMENT),
            False,
        ),
    ],
)
def test_another_use_is_not_covered(
    consented: tuple[PurposeClass, Use | None],
    asked: tuple[PurposeClass | None, Use | None],
    *,
    covered: bool,
) -> None:
    consent = a_consent(scope={"purpose_class": consented[0], "use": consented[1]})
    found = reach(consent, purpose_class=asked[0], use=asked[1])

    assert found.why is covered
    assert found.whole is covered
    assert (NotCovered.ANOTHER_PURPOSE in found.reasons) is not covered


def test_what_is_shown_to_the_world_is_covered_medium_by_medium() -> None:
    journal = a_consent(scope={"media": (Medium.JOURNAL,)})

    assert reach(journal, medium=Medium.JOURNAL).how
    assert reach(journal).how
    for consent in (journal, a_consent()):
        found = reach(consent, medium=Medium.SOCIAL_MEDIA)
        assert not found.how
        assert not found.whole
        assert found.reasons == (NotCovered.ANOTHER_MEDIUM,)


IN_2026 = a_consent(scope={"since": date(2026, 1, 1), "until": date(2026, 12, 31)})


@pytest.mark.parametrize(
    ("since", "until", "covered"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), True),
        (date(2025, 12, 31), date(2026, 1, 2), False),
        (date(2026, 12, 1), date(2027, 1, 1), False),
        (date(2019, 1, 1), date(2019, 2, 1), False),
        (None, date(2019, 2, 1), False),
        (date(2027, 1, 1), None, False),
        (date(2026, 5, 5), None, True),
        (None, None, True),
    ],
)
def test_an_item_of_another_time_is_not_covered(
    since: date | None, until: date | None, *, covered: bool
) -> None:
    item = Item(category=DIAGNOSIS, since=since, until=until)
    found = reach(IN_2026, items=(item,))

    assert found.whole is covered
    assert found.outside_period == found.uncovered == (() if covered else (DIAGNOSIS,))
    assert found.reasons == (() if covered else (NotCovered.OUTSIDE_PERIOD,))
    dated = since is not None and until is not None
    assert (Caution.UNDATED in found.cautions) is not dated
    assert reach(a_consent(), items=(item,)).whole


def test_a_span_with_one_end_asks_only_for_that_end() -> None:
    since = a_consent(scope={"since": date(2026, 1, 1)})

    assert reach(since, items=(Item(category=DIAGNOSIS, since=TODAY),)).cautions == ()
    assert reach(since, items=(Item(category=DIAGNOSIS, until=TODAY),)).cautions == (
        Caution.UNDATED,
    )
    until = a_consent(scope={"until": date(2026, 12, 31)})
    assert reach(until, items=(Item(category=DIAGNOSIS, since=TODAY),)).cautions == (
        Caution.UNDATED,
    )


def test_information_of_another_time_that_was_never_named_is_just_not_named() -> None:
    item = Item(category=NOTES, since=date(2019, 1, 1), until=date(2019, 1, 1))
    found = reach(IN_2026, items=(item,))

    assert found.reasons == (NotCovered.NOT_THIS_INFORMATION,)
    assert found.outside_period == ()


def test_what_is_left_out_in_words_is_a_caution_and_never_a_match() -> None:
    found = reach(a_consent(scope={"left_out": "The diagnosis"}))

    assert found.whole
    assert found.cautions == (Caution.LEFT_OUT_IN_WORDS,)


def test_a_consent_does_not_reach_before_it_was_given_or_beyond_its_end() -> None:
    consent = a_consent(period={"until": date(2026, 12, 1)})

    def on(day: date) -> tuple[bool, tuple[NotCovered, ...]]:
        found = reach(consent, on=day)
        return found.whole, found.reasons

    assert on(date(2026, 11, 15)) == (False, (NotCovered.NOT_YET_GIVEN,))
    assert on(date(2026, 11, 16)) == (True, ())
    assert on(date(2026, 12, 1)) == (True, ())
    assert on(date(2026, 12, 2)) == (False, (NotCovered.EXPIRED,))


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (ConsentEventKind.WITHDRAWN, NotCovered.WITHDRAWN),
        (ConsentEventKind.EXPIRED, NotCovered.EXPIRED),
        (ConsentEventKind.INVALIDATED, NotCovered.INVALIDATED),
        (ConsentEventKind.SUPERSEDED, NotCovered.SUPERSEDED),
    ],
)
def test_a_consent_that_has_ended_says_how(kind: ConsentEventKind, reason: NotCovered) -> None:
    consent = a_consent()
    found = reach(consent, now=after(consent, kind))

    assert not found.when
    assert not found.whole
    assert found.reasons == (reason,)
    assert found.standing == after(consent, kind)


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (ConsentDecision.REFUSED, NotCovered.REFUSED),
        (ConsentDecision.REQUESTED, NotCovered.NOT_YET_GIVEN),
        (ConsentDecision.DEFERRED, NotCovered.NOT_YET_GIVEN),
    ],
)
def test_what_was_not_agreed_covers_nothing(decision: ConsentDecision, reason: NotCovered) -> None:
    found = reach(a_consent(giving={"decision": decision}))

    assert not found.when
    assert found.reasons == (reason,)


def test_a_consent_that_begins_later_does_not_reach_yet() -> None:
    found = reach(a_consent(period={"starts_on": date(2026, 12, 1)}))

    assert found.reasons == (NotCovered.NOT_YET_GIVEN,)


def test_what_was_narrowed_away_says_so_and_what_never_was_covered_does_not() -> None:
    consent = a_consent()
    less = replace(consent.scope, information=(REPORT,))
    now = after(consent, ConsentEventKind.NARROWED, scope=less)

    assert reach(consent, categories=(REPORT,), now=now).whole
    lost = reach(consent, categories=(DIAGNOSIS,), now=now)
    assert (lost.uncovered, lost.reasons) == ((DIAGNOSIS,), (NotCovered.NARROWED,))
    never = reach(consent, categories=(FINANCIAL,), now=now)
    assert never.reasons == (NotCovered.NOT_THIS_INFORMATION,)
    both = reach(consent, categories=(DIAGNOSIS, FINANCIAL), now=now)
    assert both.reasons == (NotCovered.NARROWED, NotCovered.NOT_THIS_INFORMATION)


@pytest.mark.parametrize(
    ("period", "used", "reasons"),
    [
        ({"once": True}, 0, ()),
        ({"once": True}, 1, (NotCovered.USED_UP,)),
        ({"max_uses": 3}, 2, ()),
        ({"max_uses": 3}, 3, (NotCovered.USED_UP,)),
        ({}, 1000, ()),
    ],
)
def test_a_consent_is_used_as_often_as_was_agreed(
    period: dict[str, Any], used: int, reasons: tuple[NotCovered, ...]
) -> None:
    found = reach(a_consent(period=period), used=used)

    assert found.reasons == reasons
    assert found.when is not bool(reasons)


@pytest.mark.parametrize(
    ("scope", "asked", "covered"),
    [
        ({}, {}, True),
        ({}, {"recipient": Party(kind=PartyKind.GP, name="Elm Road Surgery")}, True),
        ({}, {"recipient": Party(kind=PartyKind.INSURER, name="Elm Road Surgery")}, False),
        ({}, {"use": Use.RESEARCH}, False),
        (
            {"purpose_class": PurposeClass.NON_CARE},
            {"purpose_class": PurposeClass.NON_CARE},
            False,
        ),
    ],
)
def test_implied_consent_covers_care_only(
    scope: dict[str, Any], asked: dict[str, Any], *, covered: bool
) -> None:
    implied = a_consent(scope=scope, giving={"mode": ConsentMode.IMPLIED})
    express = a_consent(scope=scope)

    found = reach(implied, **asked)
    assert found.form is covered
    assert found.whole is covered
    assert found.reasons == (() if covered else (NotCovered.IMPLIED_NOT_FOR_NON_CARE,))
    assert reach(express, **asked).whole


def test_a_consent_for_once_that_nothing_rests_on_yet_is_whole() -> None:
    assert reach(a_consent(period={"once": True})).whole


def test_every_reason_is_told_at_once() -> None:
    consent = a_consent(giving={"mode": ConsentMode.IMPLIED})
    found = reach(
        consent,
        recipient=Party(kind=PartyKind.INSURER, name="Brook"),
        purpose_class=PurposeClass.NON_CARE,
        medium=Medium.PRESS,
        categories=(FINANCIAL,),
        now=after(consent, ConsentEventKind.WITHDRAWN),
    )

    assert found.reasons == (
        NotCovered.WITHDRAWN,
        NotCovered.ANOTHER_RECIPIENT,
        NotCovered.ANOTHER_PURPOSE,
        NotCovered.ANOTHER_MEDIUM,
        NotCovered.NOT_THIS_INFORMATION,
        NotCovered.IMPLIED_NOT_FOR_NON_CARE,
    )


DATES = st.none() | st.dates(date(2025, 6, 1), date(2027, 6, 1))
ITEMS = st.lists(
    st.builds(Item, category=st.sampled_from(InformationCategory), since=DATES, until=DATES),
    max_size=5,
)
CONSENTS = st.sampled_from([a_consent(), IN_2026, INSURER, a_consent(period={"max_uses": 2})])
ASKED = st.fixed_dictionaries(
    {
        "recipient": st.sampled_from([Party(name="Elm Road Surgery"), Party(name="Brook")]),
        "purpose_class": st.none() | st.sampled_from(PurposeClass),
        "use": st.none() | st.sampled_from(Use),
        "medium": st.none() | st.sampled_from(Medium),
        "used": st.integers(0, 3),
        "on": st.dates(date(2026, 11, 1), date(2027, 12, 1)),
    }
)


@given(CONSENTS, ASKED, ITEMS, st.data())
def test_fewer_items_are_never_covered_less(
    consent: Consent, asked: dict[str, Any], items: list[Item], data: st.DataObject
) -> None:
    fewer = [item for item in items if data.draw(st.booleans())]
    all_of_it = reach(consent, **asked, categories=(), items=items)
    part_of_it = reach(consent, **asked, categories=(), items=fewer)

    assert part_of_it.whole or not all_of_it.whole
    assert set(part_of_it.uncovered) <= set(all_of_it.uncovered)
    assert set(part_of_it.reasons) <= set(all_of_it.reasons)


@given(CONSENTS, ASKED, ITEMS)
def test_whatever_is_not_covered_has_a_reason(
    consent: Consent, asked: dict[str, Any], items: list[Item]
) -> None:
    found = reach(consent, **asked, items=items)

    assert found.whole is not bool(found.reasons)
    assert set(found.outside_period) <= set(found.uncovered)
    assert len(set(found.reasons)) == len(found.reasons)
