# SPDX-License-Identifier: Apache-2.0
"""A checkpoint stamped by an authority: out by file, in by file, kept in the journal."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from asn1crypto import tsp

from logbook.app import Logbook
from logbook.documents.time_stamp import (
    TimeStampError,
    TimeStampOfSomethingElseError,
    time_stamp_request,
)
from logbook.domain.anchored import Anchored, AnchorKind
from logbook.domain.records import Act
from logbook.journal.payload import read_payload
from logbook.store import journal_rows
from logbook.wording.anchor_words import anchor_sentence, fixed_sentence
from tests.builders import a_person
from tests.documents.stamping import AT, reply_to
from tests.services.scene import Scene, a_scene


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


@pytest.fixture
def logbook(scene: Scene) -> Iterator[Logbook]:
    with scene.opened() as opened:
        yield opened


def test_a_stamped_checkpoint_is_kept_with_its_token(logbook: Logbook) -> None:
    size = logbook.checkpoints.head().size
    asked = logbook.time_stamping.time_stamp_request()
    logbook.enrolling.add(a_person(reference="LP-0050"))
    logbook.checkpoints.sign()
    reply = reply_to(asked).dump()

    taken = logbook.time_stamping.take_reply(reply)

    receipt = taken.receipt
    assert receipt.act is Act.CHECKPOINT_TIME_STAMPED
    row = journal_rows.record_of_entry(logbook._opened.vault, receipt.seq)
    assert row is not None
    kept = read_payload(row.payload)
    assert isinstance(kept, Anchored)
    assert (kept.kind, kept.by, kept.fixed_at) == (AnchorKind.TIME_STAMP, "Teme Time Stamps", AT)
    assert kept == taken.anchor
    assert b64decode(kept.token) == reply
    fixed = logbook.anchoring.fixed_outside()
    assert (fixed.up_to, fixed.by, fixed.later) == (size, AnchorKind.TIME_STAMP, 2)
    assert fixed_sentence(fixed) == (
        f"Everything up to entry {size - 1} (21 November 2026) is fixed by something outside this"
        " computer: a time stamp in the name of Teme Time Stamps. 2 later entries are not yet."
    )
    grouped = " ".join(kept.key[at : at + 4] for at in range(0, 64, 4))
    assert anchor_sentence(kept, logbook.clock.zone) == (
        "Stamped by Teme Time Stamps on 21 November 2026, 09:30. Fingerprint (SHA-256):"
        f" {grouped}. Compare it with what the authority publishes: this program knows no"
        " authority."
    )


def test_the_same_question_is_asked_with_the_same_nonce_and_no_other(logbook: Logbook) -> None:
    first = tsp.TimeStampReq.load(logbook.time_stamping.time_stamp_request())
    again = tsp.TimeStampReq.load(logbook.time_stamping.time_stamp_request())
    logbook.enrolling.add(a_person(reference="LP-0051"))
    later = tsp.TimeStampReq.load(logbook.time_stamping.time_stamp_request())

    assert first.dump() == again.dump()
    assert first["nonce"].native != later["nonce"].native


def test_a_reply_to_somebody_else_s_question_is_not_taken(logbook: Logbook) -> None:
    size = logbook.checkpoints.head().size
    note = logbook.checkpoints.sign().encode()
    for question in (time_stamp_request(b"something else", 1), time_stamp_request(note, 1)):
        with pytest.raises(TimeStampOfSomethingElseError):
            logbook.time_stamping.take_reply(reply_to(question).dump())
    with pytest.raises(TimeStampError):
        logbook.time_stamping.take_reply(b"nothing")
    assert logbook.checkpoints.head().size == size
