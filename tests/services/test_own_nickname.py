# SPDX-License-Identifier: Apache-2.0
"""The name at the door: whose it is, what becomes of it, and when nobody can choose one."""

from __future__ import annotations

from pathlib import Path

import pytest

from logbook.app import Logbook, at_the_door, people_who_can_open
from logbook.domain.clinical_will import Executor, WillDraft
from logbook.store.errors import OpenForReadingOnlyError
from tests.builders import PASSPHRASE, StandingClock, a_colleague, a_logbook
from tests.services.opened_again import Enter


@pytest.fixture
def logbook(enter: Enter, clock: StandingClock, place: Path) -> Logbook:
    a_logbook(place, clock)[0].close()
    return enter(PASSPHRASE)


def test_those_named_inside_are_those_named_at_the_door(
    logbook: Logbook, clock: StandingClock
) -> None:
    names = ("Mair Vaughan", "Ifan Reece", "Dilys Crowe")
    executors = tuple(Executor(name=name, contact="07700 900333") for name in names)
    job = logbook.clinical_will.will_job(
        PASSPHRASE, WillDraft(executors=executors, files="The cabinet")
    )
    logbook.clinical_will.make(job.run())
    kept = a_colleague(logbook)
    suspended = a_colleague(logbook, "saddle ferment copper drizzle", name="Ffion Rees")
    logbook.staffing.suspend(suspended.id, "Under inquiry")

    named = logbook.staffing.at_the_door()

    assert [one.id for one in named] == [logbook.practitioner.id, kept.id]
    assert named == at_the_door(logbook.path, clock).people


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Rhian\t(front\n desk) ", "Rhian (front desk)"),
        ("Rhi\ud83d\u202ean", "Rhi an"),
        ("x" * 39 + " y", "x" * 39),
        (" \n ", ""),
    ],
    ids=["spaces", "no-character", "too-long", "nothing"],
)
def test_what_was_chosen_is_what_the_door_shows(logbook: Logbook, typed: str, shown: str) -> None:
    logbook.staffing.choose_nickname(typed)

    (me,) = logbook.staffing.at_the_door()
    assert me.nickname == shown
    assert people_who_can_open(logbook.path) == (me,)


def test_open_for_reading_only_no_name_is_chosen(logbook: Logbook, enter: Enter) -> None:
    logbook.staffing.choose_nickname("Rhian")
    reading = enter(PASSPHRASE, read_only=True)

    with pytest.raises(OpenForReadingOnlyError):
        reading.staffing.choose_nickname("Gethin")
    assert [one.nickname for one in people_who_can_open(reading.path)] == ["Rhian"]
