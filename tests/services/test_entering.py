# SPDX-License-Identifier: Apache-2.0
"""A case from a file is judged, kept and recorded as if it had been typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from logbook.app import Logbook
from logbook.cli.opening import entering
from logbook.domain.findings import RecordRefusedError
from logbook.domain.information import Information
from logbook.domain.lines import LineKind
from logbook.domain.records import Act
from logbook.exchange.case_file import WrittenCase, read_case
from logbook.exchange.judging import judge
from logbook.exchange.toml_file import CaseFileError
from logbook.resources import folder
from tests.builders import StandingClock, a_logbook

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture
def logbook(tmp_path: Path) -> Iterator[Logbook]:
    logbook, _keys = a_logbook(tmp_path / "A.logbook", StandingClock())
    yield logbook
    logbook.close()


def at_its_time(name: str, logbook: Logbook) -> WrittenCase:
    case = read_case(folder("sample") / name, logbook.clock.zone)
    assert case.expected is not None
    assert isinstance(logbook.clock, StandingClock)
    logbook.clock.moment = case.expected.at
    return case


@pytest.mark.parametrize("name", ["referral.toml", "insurer.toml"])
def test_the_rules_say_of_a_case_of_the_sample_what_its_file_expects(
    name: str, logbook: Logbook
) -> None:
    case = at_its_time(name, logbook)
    assert case.expected is not None

    entered = entering(logbook).enter(case)

    assert entered.ready is case.expected.ready
    if case.expected.stops is not None:
        stops = {found.code for found in entered.findings if found.blocks}
        assert stops == set(case.expected.stops)


ALONE = [
    ("v01-referral", ""),
    ("v02-insurer", "written-part"),
    ("v03-threat", ""),
    ("v04-abuse", "unsafe-to-tell"),
    ("v05-fgm", ""),
    ("v06-police-notes", ""),
    ("v07-cyclist", "partner"),
    ("v09-own-solicitor", "scope-confirmed"),
    ("v13-late-mother", "executor"),
    ("v14-father", "england-not-competent"),
    ("v15-dementia", "health-and-welfare"),
    ("v17-wrong-patient", "reported"),
    ("v18-conference", "consented"),
    ("v19-monthly", "october-seen-later"),
    ("v20-commissioner", "totals"),
    ("v21-terrorism", ""),
    ("v22-gender-history", ""),
]
"""Cases that can be signed, each with something else around it."""


@pytest.mark.slow
@pytest.mark.parametrize(("name", "variant"), ALONE, ids=[f"{one}-{two}" for one, two in ALONE])
def test_what_can_be_signed_by_itself_is_recorded_with_all_that_surrounds_it(
    name: str, variant: str, tmp_path: Path
) -> None:
    case = read_case(CASES / f"{name}.toml", StandingClock().zone, variant)

    assert_recorded_whole(case, tmp_path / "A.logbook")


def assert_recorded_whole(case: WrittenCase, place: Path) -> None:
    """Record a case under its own practice, and find all of it again."""
    assert case.expected is not None
    at = case.expected.at
    logbook, _keys = a_logbook(
        place, StandingClock(at), practice=case.practice, practitioner=case.practitioner
    )
    try:
        enter = entering(logbook)
        first, entered = enter.enter(case), enter.enter(case)
        alone = judge(case, logbook.catalogue, at, logbook.clock.zone)
        assert first.draft.id == entered.draft.id
        assert entered.ready
        assert alone.ready
        assert [one.code for one in entered.findings] == [one.code for one in alone.findings]
        receipts = enter.record(entered)
        assert receipts[-1].number == f"D-{at.year}-0001"
        assert len(receipts) == how_many_records(case)
        assert logbook.drafting.all() == ()
        entries = logbook.reviewing.entries()
        again = enter.enter(case)
        assert case.person is None or again.recorded is not None
        assert logbook.reviewing.entries() == entries
    finally:
        logbook.close()


def how_many_records(case: WrittenCase) -> int:
    listed = (case.representative, case.capacity, case.competence, case.consent, case.objection)
    events = sum(len(consent.event) for consent in case.consent)
    single = sum(part is not None for part in (case.person, case.series, case.disclosure))
    return sum(len(parts) for parts in listed) + events + single


def test_a_case_that_is_only_entered_is_kept_as_drafts_and_not_recorded(logbook: Logbook) -> None:
    case, before = at_its_time("referral.toml", logbook), logbook.reviewing.entries()

    entered = entering(logbook).enter(case)

    assert logbook.reviewing.entries() == before
    kinds = {line.kind for line in logbook.drafting.all()}
    assert kinds == {LineKind.SERVICE_USER, LineKind.CONSENT, LineKind.DISCLOSURE}
    kept = logbook.drafting.find(entered.draft.id)
    assert kept is not None
    assert kept.draft == entered.draft


def test_a_case_entered_twice_is_kept_once(logbook: Logbook) -> None:
    case = at_its_time("referral.toml", logbook)

    first, second = entering(logbook).enter(case), entering(logbook).enter(case)

    assert first == second
    assert len(logbook.drafting.all()) == 3


def test_a_case_that_is_ready_is_recorded_whole_and_its_drafts_go(logbook: Logbook) -> None:
    enter, case = entering(logbook), at_its_time("referral.toml", logbook)
    entered = enter.enter(case)

    receipts = enter.record(entered)

    assert [receipt.act for receipt in receipts] == [
        Act.SERVICE_USER_ADDED,
        Act.CONSENT_RECORDED,
        Act.DISCLOSURE_RECORDED,
    ]
    assert logbook.drafting.all() == ()
    disclosure = logbook.reviewing.disclosure(entered.draft.id)
    assert disclosure.number == "D-2026-0001"
    assert disclosure.basis.consent == entered.new_consents[0].id


def test_a_case_on_record_is_recognised_and_not_kept_again(logbook: Logbook) -> None:
    enter, case = entering(logbook), at_its_time("referral.toml", logbook)
    enter.record(enter.enter(case))
    entries = logbook.reviewing.entries()

    again = enter.enter(case)

    assert again.recorded is not None
    assert again.recorded.number == "D-2026-0001"
    assert not again.is_new_person
    assert again.new_consents == ()
    assert logbook.reviewing.entries() == entries
    assert logbook.drafting.all() == ()


def test_another_disclosure_rests_on_the_consent_on_record(logbook: Logbook) -> None:
    enter, case = entering(logbook), at_its_time("referral.toml", logbook)
    first = enter.enter(case)
    enter.record(first)
    disclosure = case.disclosure
    another = replace(
        case,
        consent=(),
        disclosure=replace(
            disclosure,
            id=uuid4(),
            basis=replace(disclosure.basis, consent=None),
            decision=replace(disclosure.decision, reasons="The surgery asked once more."),
        ),
    )

    entered = enter.enter(another)

    assert entered.recorded is None
    assert entered.draft.basis.consent == first.new_consents[0].id
    assert enter.record(entered)[-1].number == "D-2026-0002"


@pytest.mark.parametrize("change", [{"name": "Mared Gower"}, {"born": date(1971, 4, 10)}])
def test_a_reference_of_somebody_else_is_refused(
    change: dict[str, object], logbook: Logbook
) -> None:
    enter, case = entering(logbook), at_its_time("referral.toml", logbook)
    enter.record(enter.enter(case))
    assert case.person is not None
    changes: dict[str, Any] = change
    taken = replace(case, person=replace(case.person, **changes))

    with pytest.raises(CaseFileError, match="belongs to somebody else") as refused:
        enter.enter(taken)

    assert case.person.name not in str(refused.value)
    assert logbook.drafting.all() == ()


def test_a_case_with_a_stop_is_not_recorded_in_part(logbook: Logbook) -> None:
    enter, case = entering(logbook), at_its_time("referral.toml", logbook)
    unfinished = replace(case, disclosure=replace(case.disclosure, information=_nothing(case)))
    entries = logbook.reviewing.entries()
    entered = enter.enter(unfinished)

    with pytest.raises(RecordRefusedError):
        enter.record(entered)

    assert logbook.reviewing.entries() == entries
    assert len(logbook.drafting.all()) == 3


def test_a_case_whose_consent_is_incomplete_is_not_ready(logbook: Logbook) -> None:
    case = at_its_time("referral.toml", logbook)
    consent = replace(case.consent[0], giving=replace(case.consent[0].giving, evidence=" "))

    entered = entering(logbook).enter(replace(case, consent=(consent,)))

    assert [(found.code.value, found.part) for found in entered.findings] == [
        ("C-01", "consent[1].giving.evidence"),
        ("INV-04", "screening.done"),
        ("B-01", "basis.consent"),
        ("C-07", "data_protection.confirmed"),
    ]


def _nothing(case: WrittenCase) -> Information:
    return replace(case.disclosure.information, items=())
