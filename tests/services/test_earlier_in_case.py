# SPDX-License-Identifier: Apache-2.0
"""A case that looks back at an earlier disclosure: only at one of the same person, on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from logbook.app import Logbook
from logbook.cli.opening import entering
from logbook.domain.decision import Choice
from logbook.domain.kinds import Kind
from logbook.domain.people import ServiceUser
from logbook.exchange.case_file import EarlierInCase, WrittenCase, read_case
from logbook.exchange.toml_file import CaseFileError
from logbook.resources import folder
from tests.builders import (
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
)


@pytest.fixture
def logbook(tmp_path: Path) -> Iterator[Logbook]:
    made, _keys = a_logbook(tmp_path / "A.logbook", StandingClock())
    yield made
    made.close()


@pytest.fixture
def case(logbook: Logbook) -> WrittenCase:
    return read_case(folder("sample") / "referral.toml", logbook.clock.zone)


def recorded_about(logbook: Logbook, person: ServiceUser) -> str:
    logbook.enrolling.add(person)
    consent = logbook.consenting.record(a_consent_draft(person.id)).object
    return logbook.disclosing.record(a_disclosure_draft(person.id, consent)).number


def looking_back_at(case: WrittenCase, number: str) -> WrittenCase:
    earlier = EarlierInCase(
        id=uuid4(), on=date(2026, 11, 20), kind=Kind.CARE, choice=Choice.DISCLOSE, number=number
    )
    after = replace(case.disclosure.follow_up, related=(earlier.id,))
    disclosure = replace(case.disclosure, follow_up=after)
    return replace(case, earlier=(earlier,), disclosure=disclosure)


def test_earlier_disclosure_is_known_by_its_number(logbook: Logbook, case: WrittenCase) -> None:
    assert case.person is not None
    number = recorded_about(
        logbook,
        a_person(
            id=case.person.id,
            reference=case.person.reference,
            name=case.person.name,
            born=case.person.born,
        ),
    )
    entered = entering(logbook).enter(looking_back_at(case, number))
    assert entered.draft.follow_up.related == (logbook.reviewing.numbered(number).object,)


@pytest.mark.parametrize("about_another", [True, False])
def test_one_about_somebody_else_or_of_no_number_is_refused(
    logbook: Logbook, case: WrittenCase, *, about_another: bool
) -> None:
    number = recorded_about(logbook, a_person(reference="LP-1")) if about_another else "D-1999-0001"
    with pytest.raises(CaseFileError) as refused:
        entering(logbook).enter(looking_back_at(case, number))
    assert refused.value.part == "earlier[1].number"
    assert logbook.drafting.all() == ()
