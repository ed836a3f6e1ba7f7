# SPDX-License-Identifier: Apache-2.0
"""Clocks that are set back, leap forward, or show a year nobody meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from logbook.app import Logbook
from logbook.domain.clock_jump import clock_jump
from logbook.domain.records import Act
from logbook.journal.audit import AuditKind
from tests.builders import NOON, a_person
from tests.services.opened_again import acts
from tests.services.scene import Scene, a_scene


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


def add(logbook: Logbook, number: int) -> None:
    logbook.enrolling.add(a_person(reference=f"LP-{number}"))


def test_a_clock_set_back_is_noted_once_and_the_work_goes_on(scene: Scene) -> None:
    with scene.opened() as logbook:
        size = len(acts(logbook))
        scene.clock.advance(seconds=-3)
        add(logbook, 1)
        add(logbook, 2)

        assert acts(logbook)[size:] == [
            Act.CLOCK_REGRESSED.value,
            Act.SERVICE_USER_ADDED.value,
            Act.SERVICE_USER_ADDED.value,
        ]
        report = logbook.auditing.audit()
        assert [(one.kind, one.seq) for one in report.findings] == [
            (AuditKind.TIME_REGRESSED, size)
        ]
        assert report.is_intact
        assert logbook.read_only is None
        assert logbook.clock_jump is None


def test_two_seconds_are_nobody_s_doing(scene: Scene) -> None:
    with scene.opened() as logbook:
        scene.clock.advance(seconds=-2)
        add(logbook, 1)
        assert Act.CLOCK_REGRESSED.value not in acts(logbook)


def test_the_receipt_is_that_of_what_was_recorded(scene: Scene) -> None:
    with scene.opened() as logbook:
        scene.clock.advance(hours=-1)
        receipt = logbook.enrolling.add(a_person(reference="LP-1"))
        assert receipt is not None
        assert acts(logbook)[-1] == Act.SERVICE_USER_ADDED.value
        assert logbook.checkpoints.head().size == len(acts(logbook))


@pytest.mark.parametrize("days", [-2, 100])
def test_a_leap_while_it_was_closed_is_told_and_survives_the_first_entry(
    scene: Scene, days: int
) -> None:
    scene.clock.advance(days=days)
    with scene.opened() as logbook:
        jump = logbook.clock_jump
        assert jump is not None
        assert jump.is_back is (days < 0)
        assert abs(jump.now - jump.last) == timedelta(days=abs(days))


def test_a_holiday_is_no_leap(scene: Scene) -> None:
    scene.clock.advance(days=40)
    with scene.opened() as logbook:
        assert logbook.clock_jump is None


def test_a_day_that_passes_within_a_session_is_told(scene: Scene) -> None:
    with scene.opened() as logbook:
        scene.clock.advance(hours=25)
        assert logbook.clock_jump is not None
        add(logbook, 1)
        assert logbook.clock_jump is None


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
        datetime(2076, 11, 20, tzinfo=UTC),
        datetime(9999, 12, 30, 23, 59, 59, tzinfo=UTC),
    ],
)
def test_no_year_makes_it_fail(scene: Scene, moment: datetime) -> None:
    scene.clock.moment = moment
    with scene.opened() as logbook:
        add(logbook, 1)
        assert logbook.clock_jump is not None
        assert logbook.auditing.audit().is_intact
    scene.clock.moment = NOON
    with scene.opened() as logbook:
        add(logbook, 2)
        assert logbook.auditing.audit().is_intact


def test_a_new_journal_has_nothing_to_leap_from() -> None:
    assert clock_jump(None, NOON, was_closed=True) is None
