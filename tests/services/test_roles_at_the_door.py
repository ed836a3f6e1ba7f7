# SPDX-License-Identifier: Apache-2.0
"""Whatever a role does not lead to is refused by the services too, not only left out of windows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from logbook.app import Cards, Logbook, NewColleague
from logbook.domain.clinical_will import WillDraft
from logbook.domain.drafts import KeptDraft
from logbook.domain.executor_view import ExecutorView, WhereFilesAre
from logbook.domain.lines import LineKind
from logbook.domain.practice import Role
from logbook.domain.records import DocumentKind
from logbook.errors import LogbookError
from logbook.store.errors import NotAllowedError
from tests.builders import (
    StandingClock,
    a_consent_draft,
    a_person,
    a_practitioner,
    a_representative,
)
from tests.services.by_role import MARKER, Scene, a_scene

A, P, R, U, E = Role.ADMINISTRATOR, Role.PRACTITIONER, Role.READER, Role.AUDITOR, Role.EXECUTOR

VIEW = ExecutorView(
    practitioner="",
    files=WhereFilesAre(
        practice="",
        address="",
        phone="",
        email="",
        information_lead="",
        data_protection_officer="",
        complaints_contact="",
        ico_registration="",
        note="",
    ),
    to_tell=(),
    clocks=(),
    kept=(),
)

Door = Callable[[Logbook, Scene], object]

READING: dict[str, Door] = {
    "person": lambda log, scene: log.reviewing.person(scene.person),
    "consent": lambda log, scene: log.reviewing.consent(scene.consent),
    "record": lambda log, scene: log.reviewing.record(scene.consent),
    "dossier": lambda log, scene: log.reviewing.dossier(scene.person),
    "consents-of": lambda log, scene: log.reviewing.consents_of(scene.person),
    "timeline": lambda log, scene: log.reviewing.timeline(scene.person),
    "line": lambda log, scene: log.reviewing.line(scene.person),
    "people": lambda log, _scene: log.reviewing.order_of_people(),
    "lines-at": lambda log, _scene: log.reviewing.lines_at(
        list(log.reviewing.order_of(LineKind.CONSENT))
    ),
    "due": lambda log, _scene: log.reviewing.due(date(2030, 1, 1)),
    "shown-to": lambda log, scene: log.reviewing.shown_to(scene.person),
    "search": lambda log, _scene: log.searching.search("Beynon"),
    "drafts": lambda log, _scene: log.drafting.all(),
    "draft": lambda log, _scene: log.drafting.find(uuid4()),
    "viewing": lambda log, scene: log.viewing.need(scene.person),
    "export": lambda log, scene: log.exporting.prepare_consent(scene.consent),
    "letter": lambda log, _scene: log.exporting.prepare(uuid4(), DocumentKind.NOTIFICATION_LETTER),
    "accounting": lambda log, scene: log.exporting.accounting_lines(scene.person),
}
"""What gives something that is on record about somebody."""

RECORDING: dict[str, Door] = {
    "add-person": lambda log, _scene: log.enrolling.add(a_person(reference="LP-0099")),
    "consent": lambda log, scene: log.consenting.record(a_consent_draft(scene.person)),
    "keep": lambda log, scene: log.keeping.keep(a_representative(scene.person)),
    "draft": lambda log, scene: log.drafting.keep(KeptDraft(draft=a_consent_draft(scene.person))),
}
"""What puts something on record about somebody, or begins to."""

ADMINISTERING: dict[str, Door] = {
    "enrol": lambda log, _scene: log.staffing.enrol_job(
        NewColleague(practitioner=a_practitioner(name="Nerys Maddox"), passphrase="")
    ),
    "will": lambda log, _scene: log.clinical_will.will_job("", WillDraft(executors=())),
    "try-cards": lambda log, _scene: log.clinical_will.trial(Cards(())),
}
"""What is for administrators."""

GRAVE: tuple[Door, ...] = (
    lambda log, _scene: log.clinical_will.revoke(),
    lambda log, _scene: log.clinical_will.check(),
    lambda log, _scene: log.rotating.rotate(),
    lambda log, _scene: log.staffing.leave(uuid4()),
)
"""What is for administrators, and would change the logbook that is looked at here."""

LET_IN = {
    "reading": (READING, {A, P, R}),
    "recording": (RECORDING, {A, P}),
    "administering": (ADMINISTERING, {A}),
    "acts": ({"acts": lambda log, _scene: log.acts_done.before()}, {A, P, U}),
    "executor-view": ({"view": lambda log, _scene: log.clinical_will.view()}, {A, P, R, E}),
    "executor-paper": ({"paper": lambda log, _scene: log.clinical_will.sheet_job(VIEW)}, {A, E}),
}
"""Door by door, who is let in; everybody else is refused."""


@pytest.fixture(scope="module")
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, clock: StandingClock) -> Scene:
    return a_scene(tmp_path_factory.mktemp("roles") / "Practice.logbook", clock)


def refused(logbook: Logbook, door: Door, scene: Scene) -> bool:
    try:
        door(logbook, scene)
    except NotAllowedError:
        return True
    except LogbookError:
        return False  # let in, and turned back for what was asked
    return False


@pytest.mark.parametrize("role", Role)
def test_every_door_lets_in_the_roles_it_is_for_and_refuses_the_others(
    scene: Scene, clock: StandingClock, role: Role
) -> None:
    logbook = scene.enter(role, clock)
    try:
        found = {
            f"{room}/{name}": not refused(logbook, door, scene)
            for room, (doors, _roles) in LET_IN.items()
            for name, door in doors.items()
        }
    finally:
        logbook.close()
    assert found == {
        f"{room}/{name}": role in roles for room, (doors, roles) in LET_IN.items() for name in doors
    }


@pytest.mark.parametrize("role", sorted({*Role} - {A}, key=lambda role: role.value))
def test_what_is_grave_is_refused_to_all_but_administrators(
    scene: Scene, clock: StandingClock, role: Role
) -> None:
    logbook = scene.enter(role, clock)
    try:
        assert all(refused(logbook, door, scene) for door in GRAVE)
    finally:
        logbook.close()


def test_acts_are_listed_with_who_did_them_and_nothing_of_what_is_on_record(
    scene: Scene, clock: StandingClock
) -> None:
    logbook = scene.enter(Role.AUDITOR, clock)
    try:
        newest = logbook.acts_done.before(limit=3)
        every = logbook.acts_done.before(limit=1000)
        earlier = logbook.acts_done.before(newest[-1].seq, limit=1000)
    finally:
        logbook.close()
    assert [line.seq for line in every] == list(range(len(every) - 1, -1, -1))
    assert (*newest, *earlier) == every
    assert newest[0].written == "logbook.unlocked"
    assert newest[0].name == "The auditor"
    assert MARKER not in repr(every)
    assert {line.name for line in every} >= {"Rhian Prosser", "The reader"}
