# SPDX-License-Identifier: Apache-2.0
"""What was decided to be destroyed, and what has come in its way since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from logbook.app import Logbook
from logbook.domain.erasure import ErasureDecision, ErasureOutcome
from logbook.domain.findings import Code, RecordRefusedError
from logbook.services.reviewing import NotOnRecordError
from logbook.store.errors import OpenForReadingOnlyError
from tests.builders import a_disclosure_draft, a_person
from tests.services.scene import Scene, a_scene

METHOD = "Erased from the logbook, and its file written anew"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


@pytest.fixture
def logbook(scene: Scene) -> Iterator[Logbook]:
    opened = scene.open()
    yield opened
    opened.close()


def erasure_of(person: UUID, *objects: UUID) -> ErasureDecision:
    return ErasureDecision(
        id=uuid4(),
        service_user=person,
        objects=objects or (person,),
        outcome=ErasureOutcome.GRANTED,
        requested_on=date(2026, 11, 2),
        decided_by=uuid4(),
        decided_on=date(2026, 11, 20),
    )


def test_consent_that_a_later_disclosure_rests_on_is_not_erased_alone(
    logbook: Logbook, scene: Scene
) -> None:
    decision = erasure_of(scene.person, scene.consent, scene.disclosure)
    logbook.destroying.decide(decision)
    logbook.disclosing.record(a_disclosure_draft(scene.person, scene.consent))
    with pytest.raises(RecordRefusedError) as refused:
        logbook.destroying.destroy(decision.id, method=METHOD)
    assert {one.code for one in refused.value.findings} == {Code.CONSENT_KEPT_TOO_SHORT}
    assert logbook.reviewing.consent(scene.consent).id == scene.consent


def test_nobody_is_named_in_the_words_about_somebody_who_is_not_on_record(
    logbook: Logbook, scene: Scene
) -> None:
    assert logbook.destroying._on_texts(scene.person, reasons="Siân Ŵyn Okonkwo asked") != ()
    assert logbook.destroying._on_texts(uuid4(), reasons="Siân Ŵyn Okonkwo asked") == ()


def test_decision_whose_entry_is_missing_is_carried_out_by_nobody(scene: Scene) -> None:
    with scene.opened() as logbook:
        logbook.enrolling.add(a_person(reference="LP-2"))
        decision = erasure_of(scene.person)
        seq = logbook.destroying.decide(decision).seq
    with scene.insider() as connection:
        connection.execute("DELETE FROM entry WHERE seq = :seq", {"seq": seq})
    with scene.opened() as logbook:
        assert logbook.read_only is not None
        with pytest.raises(NotOnRecordError):
            logbook.destroying._decision(decision.id)


def test_record_whose_entry_is_missing_is_not_destroyed(scene: Scene) -> None:
    with scene.opened() as logbook:
        decision = erasure_of(scene.person)
        logbook.destroying.decide(decision)
        kept = logbook.reviewing.entries()
    with scene.insider() as connection:
        connection.execute("DELETE FROM entry WHERE seq = 5")
    with scene.opened() as logbook:
        assert logbook.read_only is not None
        with pytest.raises(OpenForReadingOnlyError):
            logbook.destroying.destroy(decision.id, method=METHOD)
        assert logbook.reviewing.person(scene.person) is not None
        assert logbook.reviewing.entries() >= kept
