# SPDX-License-Identifier: Apache-2.0
"""What was begun and broken off, or lies damaged: gone on with, passed over, or told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from logbook.app import Logbook, make_sample, unlock_job
from logbook.domain.findings import RecordRefusedError
from logbook.domain.practice import Role
from logbook.exchange.case_file import read_case
from logbook.resources import folder
from logbook.services import retracing
from logbook.services.erasing_again import erase_again
from logbook.services.reviewing import NotOnRecordError
from logbook.services.sampling import SAMPLE_PASSPHRASE
from logbook.store.errors import VaultDamagedError
from logbook.store.keyring import SMALLEST
from tests.builders import StandingClock, a_consent_draft, a_logbook, a_person
from tests.services.scene import Scene, a_scene


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


def test_sample_that_was_broken_off_half_way_is_finished(tmp_path: Path) -> None:
    clock, path = StandingClock(), tmp_path / "S.logbook"
    begun, _keys = a_logbook(path, clock, passphrase=SAMPLE_PASSPHRASE)
    for name in ("referral.toml", "insurer.toml"):
        person = read_case(folder("sample") / name, clock.zone).person
        assert person is not None
        begun.enrolling.add(person)
    # Somebody nothing was ever disclosed about.
    begun.enrolling.add(a_person(reference="AA-0001"))
    begun.close()
    sample = make_sample(path, clock, SMALLEST)
    again = make_sample(path, clock, SMALLEST)
    assert (again.number, again.disclosure) == (sample.number, sample.disclosure)
    logbook = Logbook.open(path, unlock_job(path, SAMPLE_PASSPHRASE).run(), clock)
    assert len(logbook.reviewing.order_of_people()) == 3
    assert logbook.auditing.audit().is_intact
    logbook.close()


def test_person_whose_own_record_cannot_be_read_has_the_role_of_the_key_file(
    scene: Scene,
) -> None:
    with scene.insider() as connection:
        connection.execute("UPDATE record SET payload = x'7b7d' WHERE kind = 'practitioner'")
    with scene.opened(read_only=True) as logbook:
        assert logbook._opened.hand.role is Role.ADMINISTRATOR
        assert not logbook.auditing.audit().is_intact


def test_practice_whose_first_entry_is_gone_is_given_as_it_stands_now(scene: Scene) -> None:
    with scene.opened() as logbook:
        practice, disclosure = logbook.practice, logbook.reviewing.disclosure(scene.disclosure)
        assert retracing.practice_at(logbook._opened.vault, practice, disclosure) == practice
    with scene.insider() as connection:
        connection.execute("DELETE FROM entry WHERE seq = 0")
    with scene.opened() as logbook:
        assert not logbook.auditing.audit().is_intact
        assert retracing.practice_at(logbook._opened.vault, practice, disclosure) == practice


def test_number_that_was_never_given_is_told(scene: Scene) -> None:
    with scene.opened() as logbook:
        assert logbook.reviewing.numbered("D-2026-0001").object == scene.disclosure
        with pytest.raises(NotOnRecordError):
            logbook.reviewing.numbered("D-2026-0002")


def test_episode_of_nobody_was_never_open(scene: Scene) -> None:
    with scene.opened() as logbook:
        assert logbook.viewing.episode(scene.person).last_recorded is not None
        assert logbook.viewing.episode(uuid4()).last_recorded is None


def test_draft_of_a_consent_is_judged_as_it_will_be_recorded(scene: Scene) -> None:
    with scene.opened() as logbook:
        whole = a_consent_draft(scene.person)
        assert not [one for one in logbook.consenting.findings(whole) if one.blocks]
        forced = replace(whole, giving=replace(whole.giving, freely=False))
        stops = [one.code for one in logbook.consenting.findings(forced) if one.blocks]
        assert stops
        with pytest.raises(RecordRefusedError) as refused:
            logbook.consenting.record(forced)
        assert [one.code for one in refused.value.findings] == stops


def test_person_without_a_name_is_not_enrolled(scene: Scene) -> None:
    with scene.opened() as logbook:
        before = logbook.reviewing.entries()
        with pytest.raises(RecordRefusedError):
            logbook.enrolling.add(a_person(name=" ", reference="LP-2"))
        assert logbook.reviewing.entries() == before


def test_what_was_never_on_record_is_not_erased_again(scene: Scene) -> None:
    with scene.opened() as logbook:
        before = logbook.reviewing.entries()
        with pytest.raises(VaultDamagedError):
            erase_again(
                logbook._opened, logbook._scribe, frozenset({str(uuid4())}), logbook.clock.now()
            )
        assert logbook.reviewing.entries() == before
