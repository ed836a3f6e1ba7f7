# SPDX-License-Identifier: Apache-2.0
"""The sample is a whole logbook of invented people, made by the product's own services."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from logbook.app import Logbook, make_sample, unlock_job
from logbook.domain.lines import LineKind
from logbook.domain.notification import TellingOutcome
from logbook.services.sampling import SAMPLE_PASSPHRASE
from logbook.store.errors import VaultExistsError
from logbook.store.keyring import SMALLEST
from tests.builders import StandingClock, a_logbook

AT_NIGHT = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
"""Half an hour before the clocks go forward."""


@contextmanager
def opened(path: Path, clock: StandingClock) -> Iterator[Logbook]:
    logbook = Logbook.open(path, unlock_job(path, SAMPLE_PASSPHRASE).run(), clock)
    try:
        yield logbook
    finally:
        logbook.close()


@pytest.mark.parametrize("moment", [datetime(2026, 11, 22, 12, 0, tzinfo=UTC), AT_NIGHT])
def test_the_sample_holds_a_disclosure_that_nothing_stands_against(
    tmp_path: Path, moment: datetime
) -> None:
    clock = StandingClock(moment)

    sample = make_sample(tmp_path / "S.logbook", clock, SMALLEST)

    with opened(sample.path, clock) as logbook:
        disclosure = logbook.reviewing.disclosure(sample.disclosure)
        person = logbook.reviewing.person(disclosure.service_user)
        assert logbook.practice.sample
        assert logbook.practitioner.is_registrant
        assert person is not None
        assert "ŵ" in person.name
        assert disclosure.number == sample.number == f"D-{moment.year}-0001"
        # The consent of the sample leaves something out in words, which is for a person to read.
        assert disclosure.warnings == ("C-06",)
        assert disclosure.telling.outcome is TellingOutcome.TOLD_BEFORE
        assert disclosure.decision.decided_at < disclosure.transmission.made_at < moment
        assert logbook.reviewing.counts()[LineKind.SERVICE_USER] == 2
        assert [line.kind for line in logbook.drafting.all()] == [LineKind.DISCLOSURE]
        assert logbook.auditing.audit().is_intact


@pytest.mark.parametrize("minute", [0, 8, 14, 16, 26, 31])
def test_the_sample_is_made_soon_after_midnight_too(tmp_path: Path, minute: int) -> None:
    clock = StandingClock(datetime(2026, 11, 23, 0, minute, tzinfo=UTC))
    assert make_sample(tmp_path / "S.logbook", clock, SMALLEST).disclosure


def test_a_sample_that_is_there_is_found_again_and_not_made_twice(tmp_path: Path) -> None:
    clock = StandingClock()
    first = make_sample(tmp_path / "S.logbook", clock, SMALLEST)
    clock.advance(days=40)

    second = make_sample(tmp_path / "S.logbook", clock, SMALLEST)

    assert second.receipts == ()
    assert (second.disclosure, second.number) == (first.disclosure, first.number)


def test_another_logbook_is_never_taken_for_the_sample(tmp_path: Path) -> None:
    logbook, _keys = a_logbook(tmp_path / "S.logbook", StandingClock())
    entries = logbook.reviewing.entries()
    logbook.close()

    with pytest.raises(VaultExistsError):
        make_sample(tmp_path / "S.logbook", StandingClock(), SMALLEST)

    assert entries == 2


def test_a_folder_with_something_else_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(VaultExistsError):
        make_sample(tmp_path, StandingClock(), SMALLEST)

    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
