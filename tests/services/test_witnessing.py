# SPDX-License-Identifier: Apache-2.0
"""Two programs and two files: one journal witnessed by the other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from logbook.app import ComputerFolder, Logbook
from logbook.domain.anchored import Anchored, AnchorKind
from logbook.domain.records import Act
from logbook.journal.payload import read_payload
from logbook.journal.witness import (
    WitnessError,
    WitnessRefusedError,
    WitnessRolledBackError,
    cosign,
    write_answer,
)
from logbook.services.witnessing import NotWitnessedError, WitnessIsOneOfUsError
from logbook.store import journal_rows
from logbook.wording.anchor_words import anchor_sentence, fixed_sentence, own_key_sentence
from tests.builders import StandingClock, a_logbook, a_person
from tests.services.scene import Scene, a_scene
from tests.services.test_tampering_classes import cover_the_traces, fork


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path / "mine")


@pytest.fixture
def logbook(scene: Scene) -> Iterator[Logbook]:
    with scene.opened() as opened:
        yield opened


@pytest.fixture
def colleague(tmp_path: Path) -> Iterator[Logbook]:
    """Give a colleague's logbook, on a computer of their own."""
    clock = StandingClock()
    clock.advance(hours=1)
    made, _keys = a_logbook(tmp_path / "Theirs.logbook", clock)
    made._opened.computer = ComputerFolder(tmp_path / "theirs")
    yield made
    made.close()


def test_a_witnessed_journal_is_fixed_outside(logbook: Logbook, colleague: Logbook) -> None:
    size = logbook.checkpoints.head().size
    seen = colleague.witnessing.witness(logbook.witnessing.checkpoint_for_witness())
    assert (seen.size, seen.since, seen.was_restored) == (size, None, False)

    taken = logbook.witnessing.take_back(seen.answer, by="Teme Physiotherapy")

    receipt = taken.receipt
    assert receipt.act is Act.CHECKPOINT_WITNESSED
    row = journal_rows.record_of_entry(logbook._opened.vault, receipt.seq)
    assert row is not None
    kept = read_payload(row.payload)
    assert isinstance(kept, Anchored)
    assert (kept.kind, kept.by) == (AnchorKind.WITNESS, "Teme Physiotherapy")
    assert kept.fixed_at == colleague.clock.now()
    assert kept == taken.anchor
    assert kept.key == seen.key, "the two compare the same digits"
    zone = logbook.clock.zone
    said = anchor_sentence(kept, zone), own_key_sentence(seen.key)
    grouped = " ".join(seen.key[at : at + 4] for at in range(0, 64, 4))
    assert all(grouped in each for each in said)
    assert said[0].startswith("Witnessed by Teme Physiotherapy on ")
    assert anchor_sentence(replace(kept, by=""), zone).startswith("Witnessed on ")
    fixed = logbook.anchoring.fixed_outside()
    assert (fixed.up_to, fixed.by, fixed.later) == (size, AnchorKind.WITNESS, 1)
    assert "outside this computer: Teme Physiotherapy as a witness." in fixed_sentence(fixed)
    assert "outside this computer: a witness." in fixed_sentence(replace(fixed, who=""))
    assert logbook.auditing.audit().is_intact


def test_the_next_time_the_journal_is_shown_to_go_on(logbook: Logbook, colleague: Logbook) -> None:
    first = logbook.witnessing.checkpoint_for_witness()
    colleague.witnessing.witness(first)
    for number in range(5):
        logbook.enrolling.add(a_person(reference=f"LP-{number}"))
        logbook.checkpoints.sign()
    seen = colleague.witnessing.witness(logbook.witnessing.checkpoint_for_witness())

    assert seen.since == colleague.clock.now()
    logbook.witnessing.take_back(seen.answer, by="")
    with pytest.raises(WitnessRolledBackError):
        colleague.witnessing.witness(first)


def test_a_journal_that_was_put_back_is_refused(
    logbook: Logbook, scene: Scene, colleague: Logbook
) -> None:
    colleague.witnessing.witness(logbook.witnessing.checkpoint_for_witness())
    logbook.close()
    shutil.rmtree(scene.path)
    shutil.rmtree(scene.computer.path)
    shutil.copytree(scene.before, scene.path)

    with scene.opened() as put_back:
        assert put_back.read_only is None
        with pytest.raises(WitnessRolledBackError):
            colleague.witnessing.witness(put_back.witnessing.checkpoint_for_witness())


def test_a_journal_written_anew_is_refused(
    logbook: Logbook, scene: Scene, colleague: Logbook
) -> None:
    colleague.witnessing.witness(logbook.witnessing.checkpoint_for_witness())
    logbook.close()
    with scene.insider() as connection:
        fork(scene, connection)
    cover_the_traces(scene)

    with scene.opened() as forked:
        assert forked.auditing.audit().is_intact
        # The proof from what was seen cannot be made, or does not hold.
        with pytest.raises(WitnessRefusedError):
            colleague.witnessing.witness(forked.witnessing.checkpoint_for_witness())


def test_who_signs_here_is_no_witness(logbook: Logbook) -> None:
    answer = logbook.witnessing.witness(logbook.witnessing.checkpoint_for_witness()).answer
    with pytest.raises(WitnessIsOneOfUsError):
        logbook.witnessing.take_back(answer, by="")


def test_the_answer_to_another_journal_is_not_taken(logbook: Logbook, colleague: Logbook) -> None:
    theirs = colleague.witnessing.checkpoint_for_witness()
    answer = logbook.witnessing.witness(theirs).answer
    with pytest.raises(WitnessIsOneOfUsError):
        logbook.witnessing.take_back(answer, by="")

    other = colleague._opened.keys.unlocked.keys.ed25519
    note = cosign(colleague.checkpoints.sign(), other, "w", colleague.clock.now())
    answer = write_answer(note, "w", other.public_key().public_bytes_raw())
    with pytest.raises(NotWitnessedError):
        logbook.witnessing.take_back(answer, by="")


def test_an_answer_without_the_witness_s_line_is_not_taken(
    logbook: Logbook, colleague: Logbook
) -> None:
    public = colleague._opened.keys.unlocked.keys.ed25519.public_key().public_bytes_raw()
    with pytest.raises(NotWitnessedError):
        logbook.witnessing.take_back(write_answer(logbook.checkpoints.sign(), "w", public), by="")


def test_what_was_seen_and_cannot_be_read_any_more_is_not_taken_for_never_seen(
    logbook: Logbook, colleague: Logbook
) -> None:
    asked = logbook.witnessing.checkpoint_for_witness()
    colleague.witnessing.witness(asked)
    colleague._opened.computer.keep_witnessed(logbook._opened.vault.id, b"torn")

    with pytest.raises(WitnessError):
        colleague.witnessing.witness(asked)


def test_a_request_after_many_checkpoints_proves_the_newest_of_them(
    logbook: Logbook, colleague: Logbook, scene: Scene
) -> None:
    for number in range(40):
        logbook.drafting.all()
        logbook.enrolling.add(a_person(reference=f"LP-{number}"))
        logbook.checkpoints.sign()
        scene.clock.moment += timedelta(minutes=1)
        if number == 20:
            colleague.witnessing.witness(logbook.witnessing.checkpoint_for_witness())
    asked = logbook.witnessing.checkpoint_for_witness()

    assert asked.count("\nold ") == 31
    assert len(asked) < 20_000
    assert colleague.witnessing.witness(asked).since is not None
