# SPDX-License-Identifier: Apache-2.0
"""A case from a file is judged, kept and recorded as if it had been typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from logbook.app import Logbook
from logbook.cli.opening import entering
from logbook.domain.findings import RecordRefusedError
from logbook.domain.lines import LineKind
from logbook.domain.records import Act
from logbook.exchange.case_file import CaseFile, read_case
from logbook.exchange.toml_file import CaseFileError
from logbook.resources import folder
from tests.builders import StandingClock, a_logbook

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.toml"))
CLOCK = StandingClock()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logbook]:
    """A logbook in which nothing is recorded: only drafts are kept in it."""
    logbook, _keys = a_logbook(tmp_path_factory.mktemp("shared") / "A.logbook", CLOCK)
    yield logbook
    logbook.close()


@pytest.fixture
def logbook(tmp_path: Path) -> Iterator[Logbook]:
    logbook, _keys = a_logbook(tmp_path / "A.logbook", StandingClock())
    yield logbook
    logbook.close()


def at_its_time(name: str, logbook: Logbook) -> CaseFile:
    case = read_case(folder("sample") / name, logbook.clock.zone)
    assert case.expected is not None
    assert isinstance(logbook.clock, StandingClock)
    logbook.clock.moment = case.expected.at
    return case


@pytest.mark.parametrize(
    "path",
    [*CASES, *(folder("sample") / name for name in ("referral.toml", "insurer.toml"))],
    ids=lambda path: path.stem,
)
def test_the_rules_say_of_a_case_what_its_file_expects(path: Path, shared: Logbook) -> None:
    case = read_case(path, CLOCK.zone)
    assert case.expected is not None
    CLOCK.moment = case.expected.at

    entered = entering(shared).enter(case)

    codes = tuple(dict.fromkeys(found.code for found in entered.findings))
    assert codes == case.expected.findings
    assert entered.ready is case.expected.ready
    assert entered.draft.telling.restricts is case.expected.restricted


def test_there_are_cases() -> None:
    assert len(CASES) >= 5


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
            basis=replace(disclosure.basis, consent=""),
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
    taken = replace(case, person=replace(case.person, **change))

    with pytest.raises(CaseFileError, match="belongs to somebody else") as refused:
        enter.enter(taken, file="case.toml")

    assert case.person.name not in str(refused.value)
    assert logbook.drafting.all() == ()


def test_a_case_with_a_stop_is_not_recorded_in_part(logbook: Logbook) -> None:
    enter, case = entering(logbook), at_its_time("referral.toml", logbook)
    unfinished = replace(case, disclosure=replace(case.disclosure, decision=_undecided(case)))
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
        ("C-01", "giving.evidence"),
        ("B-01", "basis.consent"),
    ]


def _undecided(case: CaseFile) -> object:
    return replace(case.disclosure.decision, choice=None)
