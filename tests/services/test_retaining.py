# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from logbook.app import Logbook, unlock_job
from logbook.domain.practice import Role
from logbook.domain.retention_dates import DateReason
from logbook.store.errors import NotAllowedError
from tests.builders import (
    COLLEAGUES,
    a_colleague,
    a_hold,
    a_person,
    a_retention_decision,
    an_access_request,
    an_erasure_decision,
)
from tests.services.scene import Scene, a_scene

OVER = date(2034, 11, 21)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


@pytest.fixture
def logbook(scene: Scene) -> Iterator[Logbook]:
    with scene.opened() as opened:
        yield opened


def test_the_outlook_of_a_person_says_until_when_by_which_rule_and_what_holds_it(
    logbook: Logbook, scene: Scene
) -> None:
    hold = a_hold(scene.person, ended_on=None)
    outlook = logbook.retaining.outlook(scene.person)
    assert outlook is not None
    assert (outlook.until, outlook.rule) == (date(2034, 11, 20), "R-ADULT-E")
    assert outlook.due_on(OVER)
    assert not outlook.due_on(date(2034, 11, 20))
    assert outlook.holds == ()
    assert outlook.open_decision is None

    logbook.keeping.keep(hold)
    held = logbook.retaining.outlook(scene.person)
    assert held is not None
    assert held.held_on(OVER) == (hold,)
    assert not held.due_on(OVER)
    assert logbook.retaining.outlook(uuid4()) is None


def test_a_decision_takes_the_place_of_the_schedule_in_the_outlook(
    logbook: Logbook, scene: Scene
) -> None:
    decision = a_retention_decision(
        scene.person, scene.person, until=date(2036, 1, 1), rule="R-OWN"
    )
    logbook.destroying.decide(decision)
    outlook = logbook.retaining.outlook(scene.person)
    assert outlook is not None
    assert (outlook.until, outlook.rule) == (date(2036, 1, 1), "R-OWN")
    assert outlook.proposal.until == date(2034, 11, 20)


def test_while_a_file_is_open_there_is_no_day(logbook: Logbook, scene: Scene) -> None:
    logbook.keeping.keep(an_access_request(scene.person))
    outlook = logbook.retaining.outlook(scene.person)
    assert outlook is not None
    assert (outlook.until, outlook.proposal.reason) == (None, DateReason.FILE_OPEN)
    assert not outlook.due_on(date(2099, 1, 1))


def test_everybody_is_looked_at_in_steps_and_who_goes_meanwhile_is_left_out(
    logbook: Logbook, scene: Scene
) -> None:
    others = [a_person(name=name, reference=name) for name in ("Zoe", "Ada")]
    for person in others:
        logbook.enrolling.add(person)
    steps = logbook.retaining.outlook_steps()
    first = next(steps)
    assert first is not None
    assert first.service_user == others[1].id, "by name"
    decision = an_erasure_decision(others[0].id)
    logbook.destroying.decide(decision)
    logbook.destroying.destroy(decision.id, method="Erased")
    rest = list(steps)
    assert [each.service_user for each in rest if each] == [scene.person]
    assert rest.count(None) == 1


def test_who_is_due_is_found_in_steps_as_all_at_once(scene: Scene) -> None:
    scene.clock.advance(days=365 * 9)
    with scene.opened() as logbook:
        logbook.enrolling.add(a_person(name="New", reference="N-1"))
        found = list(logbook.retaining.due_steps())
        assert [each for each in found if each is not None] == list(logbook.retaining.due())
        assert [each.service_user for each in logbook.retaining.due()] == [scene.person]
        assert found.count(None) == 1
        steps = logbook.retaining.due_steps()
        assert next(steps) is None
        assert logbook.destroying.due() == logbook.retaining.due()
        logbook.destroying.destroy_person(scene.person, method="Erased")
        assert list(steps) == [None]


def test_what_is_held_is_named_without_anything_that_is_in_it(
    logbook: Logbook, scene: Scene
) -> None:
    records = logbook.retaining.holdings(scene.person)
    assert [(each.kind, each.number) for each in records] == [
        ("service-user", ""),
        ("consent", ""),
        ("disclosure", "D-2026-0001"),
    ]
    assert {each.recorded_on for each in records} == {date(2026, 11, 20)}
    assert "Elm Road" not in repr(records)


def test_a_decision_to_destroy_is_open_until_it_is_done_or_somebody_decides_otherwise(
    scene: Scene,
) -> None:
    with scene.opened() as logbook:
        decision = an_erasure_decision(
            scene.person, objects=(scene.disclosure,), decided_on=date(2026, 11, 20)
        )
        logbook.destroying.decide(decision)

        def open_now() -> object:
            outlook = logbook.retaining.outlook(scene.person)
            return outlook.open_decision if outlook is not None else None

        assert open_now() == decision.id
        logbook.destroying.decide(
            a_retention_decision(scene.person, scene.person, until=date(2040, 1, 1))
        )
        assert open_now() is None
        again = an_erasure_decision(scene.person, objects=(scene.disclosure,))
        logbook.destroying.decide(again)
        assert open_now() == again.id
        logbook.destroying.destroy(again.id, method="Erased")
        assert open_now() is None


def test_an_auditor_learns_nothing_of_it(scene: Scene) -> None:
    with scene.opened() as logbook:
        auditor = a_colleague(logbook, role=Role.AUDITOR)
    keys = unlock_job(scene.path, COLLEAGUES, person_id=str(auditor.id)).run()
    opened = Logbook.open(scene.path, keys, scene.clock, computer=scene.computer)
    try:
        retaining = opened.retaining
        for ask in (retaining.due, retaining.due_steps, retaining.outlook_steps):
            with pytest.raises(NotAllowedError):
                ask()
        for look in (retaining.outlook, retaining.holdings, opened.destroying.review):
            with pytest.raises(NotAllowedError):
                look(scene.person)
        assert retaining.schedule.rules
    finally:
        opened.close()
