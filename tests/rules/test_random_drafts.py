# SPDX-License-Identifier: Apache-2.0
"""Random drafts: never an exception, and never ready while an invariant is broken.

Each draft starts from one that can be signed, of one of several kinds, and a few of its parts are
given anything a part of that type can hold. The invariants are stated a second time here, naively
and apart from the rules, and hold for whatever is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logbook.domain.assessment import Assessment, complete
from logbook.domain.basis import Attempt
from logbook.domain.capacity import CapacityConclusion
from logbook.domain.case import Case
from logbook.domain.consent import ConsentDecision, ConsentMode, PurposeClass
from logbook.domain.consent_history import ConsentEvent, ConsentEventKind
from logbook.domain.data_protection import Article6, DataProtection
from logbook.domain.decision import Choice, Refusal, RefusalReason
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.findings import OVERRIDE_LENGTH, Answer, Code, RecordRefusedError
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, Effect, EvidenceKind
from logbook.domain.notification import NotTellingReason, TellingOutcome
from logbook.domain.parts import with_value
from logbook.domain.practice import Nation
from logbook.domain.text import tidied
from tests.builders import NOON, a_practitioner
from tests.rules.situations import (
    CONSENT,
    LONDON,
    PERSON,
    a_case,
    a_consent,
    assessed,
    the_catalogue,
)
from tests.rules.test_unable import an_assessment, for_her
from tests.rules.test_weighing import weighed

WITHDRAWN = ConsentEvent(
    id=UUID(int=30),
    consent=CONSENT,
    service_user=PERSON,
    kind=ConsentEventKind.WITHDRAWN,
    at=NOON - timedelta(hours=3),
    statement="No more",
)


def by_order() -> Case:
    return a_case(
        draft={
            "kind": Kind.LAW,
            "data_protection": DataProtection(),
            "basis": {
                "family": BasisFamily.LAW,
                "consent": None,
                "legal_basis": "LB-COURT",
                "evidence": "The order of 2 November 2026",
                "seen": EvidenceKind.SEALED_ORDER,
                "demand": "The assessment",
            },
        }
    )


def a_refusal() -> Case:
    return a_case(
        draft={
            "decision": {"choice": Choice.REFUSE},
            "refusal": Refusal(
                why=(RefusalReason.NO_CONSENT,),
                reply="We cannot without their consent",
                replied_on=date(2026, 11, 20),
            ),
        }
    )


READY: dict[str, Callable[[], Case]] = {
    "consent": a_case,
    "public-interest": weighed,
    "best-interests": for_her,
    "order": by_order,
    "refusal": a_refusal,
}


@pytest.mark.parametrize("name", READY)
def test_the_drafts_these_start_from_can_be_signed(name: str) -> None:
    """Without this the property below would hold of nothing."""
    stopping = [each.code.value for each in assessed(READY[name]()).findings if each.blocks]
    assert stopping == []


_DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.one_of(st.just(""), st.just(" "), st.text(max_size=40), st.just("LB-CLANI5")),
    bool: st.booleans(),
    int: st.integers(-3, 400),
    date: _DAYS,
    datetime: st.datetimes(datetime(2026, 11, 10), datetime(2026, 11, 30)).map(  # noqa: DTZ001
        lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
    ),
    UUID: st.sampled_from([CONSENT, PERSON, UUID(int=20), UUID(int=40), UUID(int=50)]),
}


def _anything(hint: Any) -> st.SearchStrategy[Any]:
    """Give a strategy for whatever a type hint of the draft allows."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if get_origin(hint) is tuple:
        return st.lists(st.deferred(lambda: _anything(get_args(hint)[0])), max_size=3).map(tuple)
    choices = get_args(hint)
    if choices:
        return st.one_of(
            *(st.none() if each is type(None) else _anything(each) for each in choices)
        )
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    assert is_dataclass(hint)
    hints = get_type_hints(hint)
    return st.builds(
        hint,
        **{
            each.name: st.deferred(lambda name=each.name: _anything(hints[name]))
            for each in fields(hint)
        },
    )


def _parts(kind: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """List every part of the draft with its type, groups and what is inside them."""
    for name, hint in get_type_hints(kind).items():
        yield name, hint
        inside = next((each for each in (hint, *get_args(hint)) if is_dataclass(each)), None)
        if inside is not None and get_origin(hint) is not tuple and depth == 0:
            for below, deeper in _parts(inside, depth + 1):
                yield f"{name}.{below}", deeper


PARTS = [(part, hint) for part, hint in _parts(DisclosureDraft) if part not in {"id", "answers"}]
_OVERRIDES = st.lists(
    st.builds(
        Answer,
        code=st.sampled_from(list(Code)),
        reason=st.sampled_from(["", "Short.", "x" * (OVERRIDE_LENGTH - 1), "y" * 60]),
    ),
    max_size=6,
).map(tuple)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    case = READY[draw(st.sampled_from(list(READY)))]()
    draft = case.draft
    for part, hint in draw(st.lists(st.sampled_from(PARTS), max_size=4)):
        draft = with_value(draft, part, draw(_anything(hint)))
    if draw(st.booleans()):
        every = tuple(Answer(code=code, reason="z" * OVERRIDE_LENGTH) for code in Code)
        draft = replace(draft, answers=every)
    else:
        draft = replace(draft, answers=draw(_OVERRIDES))
    consent = draw(
        st.sampled_from(
            [
                a_consent(),
                a_consent(giving={"mode": ConsentMode.IMPLIED}),
                a_consent(period={"until": date(2026, 11, 19)}),
                a_consent(giving={"decision": ConsentDecision.REFUSED}),
            ]
        )
    )
    return replace(
        case,
        draft=draft,
        consents=draw(st.sampled_from([case.consents, (consent,), ()])),
        events=draw(st.sampled_from([(), (WITHDRAWN,)])),
        capacities=draw(
            st.sampled_from(
                [
                    case.capacities,
                    (),
                    (an_assessment(conclusion=CapacityConclusion.HAS),),
                ]
            )
        ),
        practitioner=draw(
            st.sampled_from([case.practitioner, a_practitioner(profession=None, hcpc_number="")])
        ),
        person=replace(case.person, died=draw(st.sampled_from([None, None, date(2026, 11, 1)])))
        if case.person
        else None,
    )


def broken(case: Case, assessment: Assessment) -> Iterator[str]:
    """State the invariants of a signed entry naively, and name those that do not hold."""
    draft = assessment.draft
    discloses = draft.decision.choice in {Choice.DISCLOSE, Choice.DISCLOSE_PART}
    unplanned = {Kind.EMERGENCY, Kind.BREACH, Kind.ACCESS}
    decided, made = draft.decision.decided_at, draft.transmission.made_at
    if decided is None or decided > NOON or (discloses and made is not None and made > NOON):
        yield "INV-02: nothing in the future"
    if (
        discloses
        and decided is not None
        and made is not None
        and made < decided
        and assessment.kind not in unplanned
        and not draft.transmission.late_because.strip()
    ):
        yield "INV-02: decided before made"
    if case.person is None and assessment.kind not in {
        Kind.DE_IDENTIFIED,
        Kind.BULK,
        Kind.PROCESSOR,
    }:
        yield "INV-03"
    if not draft.decision.reasons.strip():
        yield "INV-04/05: reasons"
    if case.practitioner.profession is None:
        yield "INV-36"
    if discloses and assessment.kind not in {Kind.BREACH, Kind.ACCESS, Kind.PROCESSOR}:
        yield from _broken_when_disclosing(case, assessment)
    yield from _broken_in_telling(case, assessment)


def _broken_when_disclosing(case: Case, assessment: Assessment) -> Iterator[str]:
    draft = assessment.draft
    information = draft.information
    if not draft.recipient.name.strip() and not draft.recipient.organisation.strip():
        yield "INV-04: recipient"
    if not any(not item.withheld for item in information.items):
        yield "INV-04: items"
    if not information.minimum.strip():
        yield "INV-04: minimum"
    if draft.decision.choice is Choice.DISCLOSE_PART and not any(
        item.withheld and item.withheld_because.strip() for item in information.items
    ):
        yield "INV-06"
    traceable = information.identifiability.value != "anonymised"
    if traceable and not information.why_identifiable.strip():
        yield "INV-07"
    if traceable:
        yield from _broken_in_basis(case, assessment)


def _broken_in_basis(case: Case, assessment: Assessment) -> Iterator[str]:
    draft = assessment.draft
    basis, family = draft.basis, draft.basis.family
    row = the_catalogue().find(basis.legal_basis)
    if family is None or (family is not BasisFamily.CONSENT and row is None):
        yield "INV-10"
    if family is BasisFamily.LAW and row is not None:
        if row.effect not in {
            Effect.REQUIRED_BY_EVENT,
            Effect.REQUIRED_ON_DEMAND,
            Effect.PERMITS,
            Effect.RIGHT,
            Effect.CAPACITY,
        }:
            yield "INV-09: effect"
        if row.obliges and (basis.seen is None or not basis.evidence.strip()):
            yield "INV-09: evidence"
    if family is BasisFamily.CONSENT:
        yield from _broken_in_consent(case, draft)
    if family is BasisFamily.PUBLIC_INTEREST and (
        draft.weighing is None
        or not draft.weighing.conclusion.strip()
        or not isinstance(basis.attempt, Attempt)
    ):
        yield "INV-14"
    if family is BasisFamily.BEST_INTERESTS and (
        draft.unable is None or draft.unable.why is None or not draft.unable.reasons.strip()
    ):
        yield "INV-15"
    yield from _broken_in_data_protection(case, draft)


def _broken_in_consent(case: Case, draft: DisclosureDraft) -> Iterator[str]:
    consent = next((each for each in case.consents if each.id == draft.basis.consent), None)
    if consent is None:
        yield "INV-10: consent"
        return
    made = draft.transmission.made_at or NOON
    if WITHDRAWN in case.events and made >= WITHDRAWN.at and consent.id == CONSENT:
        yield "INV-13: withdrawn"
    until = consent.period.until
    if until is not None and until < made.astimezone(LONDON).date():
        yield "INV-13: expired"
    implied = consent.giving.mode is ConsentMode.IMPLIED
    if implied and draft.purpose.purpose_class is PurposeClass.NON_CARE:
        yield "INV-40"


def _broken_in_data_protection(case: Case, draft: DisclosureDraft) -> Iterator[str]:
    grounds: DataProtection = draft.data_protection
    dead = case.person is not None and case.person.died is not None
    if not dead and (grounds.article_6 is None or grounds.article_9 is None):
        yield "INV-17"
    private = not case.practice.public_contracts
    if not dead and grounds.article_6 is Article6.PUBLIC_TASK and private:
        yield "INV-18"


def _broken_in_telling(case: Case, assessment: Assessment) -> Iterator[str]:
    telling = assessment.draft.telling
    choice = assessment.draft.decision.choice
    discloses = choice is not None and choice.discloses
    later = {Kind.BREACH, Kind.ACCESS, Kind.EMERGENCY}
    # Nobody who has died is told, and so nobody has to decide on it (NT-12).
    dead = case.person is not None and case.person.died is not None
    if dead and telling.outcome not in {None, TellingOutcome.NOT_TOLD}:
        yield "INV-26"
    if not dead and telling.outcome is None and discloses and assessment.kind not in later:
        yield "INV-20"
    if telling.outcome is TellingOutcome.NOT_TOLD and (
        telling.reason is None or not telling.explanation.strip()
    ):
        yield "INV-21"
    if assessment.telling.blocked and telling.outcome is not None and telling.outcome.told:
        yield "INV-22"
    if (
        case.person is not None
        and case.person.died is not None
        and telling.outcome is not None
        and telling.outcome.told
        and telling.reason is not NotTellingReason.DECEASED
        and (telling.told_on is None or telling.told_on >= case.person.died)
    ):
        yield "INV-26"


@settings(
    max_examples=600,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(case=cases(), nation=st.sampled_from(list(Nation)))
def test_a_random_draft_never_raises_and_is_never_ready_while_an_invariant_is_broken(
    case: Case, nation: Nation
) -> None:
    # As every record is made: a blank is nothing.
    case = replace(case, draft=tidied(case.draft), practice=replace(case.practice, nation=nation))
    assessment = assessed(case)
    if not assessment.ready:
        with pytest.raises(RecordRefusedError):
            complete(case, the_catalogue(), number="D-2026-0001", now=NOON, zone=LONDON)
        return
    assert list(broken(case, assessment)) == []
    record = complete(case, the_catalogue(), number="D-2026-0001", now=NOON, zone=LONDON)
    assert record.kind is assessment.kind


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(case=cases())
def test_every_finding_can_be_said_and_leads_to_a_step(case: Case) -> None:
    for found in assessed(case).findings:
        assert found.part
        assert not (found.answered and found.blocks)


def test_the_naive_invariants_see_what_is_broken() -> None:
    """The control: without these the property could not fail."""
    case = a_case(draft={"decision": {"reasons": ""}, "information": {"minimum": ""}})
    assert set(broken(case, assessed(case))) == {"INV-04/05: reasons", "INV-04: minimum"}
