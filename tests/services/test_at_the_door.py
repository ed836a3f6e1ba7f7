# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from logbook.app import Logbook, at_the_door
from logbook.domain.clinical_will import Executor, WillDraft
from logbook.domain.ways import WayKind
from logbook.store.errors import KeyFileMissingError
from tests.builders import PASSPHRASE, StandingClock, a_colleague, a_logbook
from tests.kept_here import KeptHere


@pytest.fixture
def logbook(tmp_path: Path, clock: StandingClock) -> Logbook:
    made, _keys = a_logbook(tmp_path / "Practice.logbook", clock)
    return made


def test_practice_of_one_has_one_person_and_the_passphrase(
    logbook: Logbook, clock: StandingClock
) -> None:
    logbook.close()
    found = at_the_door(logbook.path, clock)
    assert len(found.people) == 1
    assert found.ways == {WayKind.PASSPHRASE}
    assert found.quick_unlock is None


def test_executors_are_not_listed_and_their_cards_are(
    logbook: Logbook, clock: StandingClock
) -> None:
    names = ("Mair Vaughan", "Ifan Reece", "Dilys Crowe")
    draft = WillDraft(
        executors=tuple(Executor(name=name, contact="07700 900333") for name in names),
        files="The cabinet",
    )
    logbook.clinical_will.make(logbook.clinical_will.will_job(PASSPHRASE, draft).run())
    logbook.close()
    found = at_the_door(logbook.path, clock)
    assert len(found.people) == 1
    assert found.ways == {WayKind.PASSPHRASE, WayKind.WILL}


def test_quick_unlock_is_told_until_it_ends(logbook: Logbook, clock: StandingClock) -> None:
    me = logbook.practitioner.id
    job = logbook.unlocking.quick_unlock_job(PASSPHRASE, "271828", KeptHere())
    logbook.unlocking.add_quick_unlock(job.run())
    assert logbook.unlocking.quick_unlock_name is not None
    logbook.close()
    assert at_the_door(logbook.path, clock).quick_unlock == me
    assert WayKind.DEVICE in at_the_door(logbook.path, clock).ways

    later = replace(clock)
    later.advance(days=31)
    found = at_the_door(logbook.path, later)
    assert found.quick_unlock is None
    assert found.ways == {WayKind.PASSPHRASE}


def test_somebody_suspended_is_not_listed(logbook: Logbook, clock: StandingClock) -> None:
    colleague = a_colleague(logbook)
    assert len(at_the_door(logbook.path, clock).people) == 2
    logbook.staffing.suspend(colleague.id)
    logbook.close()
    assert colleague.id not in {one.id for one in at_the_door(logbook.path, clock).people}


def test_folder_without_a_key_file_is_said(tmp_path: Path, clock: StandingClock) -> None:
    with pytest.raises(KeyFileMissingError):
        at_the_door(tmp_path, clock)
