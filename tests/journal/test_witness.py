# SPDX-License-Identifier: Apache-2.0
"""The two files of an exchange with a witness, and what a witness refuses to sign."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.journal.checkpoint import checkpoint_is_signed_by, origin, read_checkpoint
from logbook.journal.note import NoteError, read_key, written_key
from logbook.journal.tree import consistency_proof
from logbook.journal.witness import (
    Beginning,
    SeenJournal,
    WitnessError,
    WitnessForkedError,
    WitnessNewKeyError,
    WitnessRequest,
    WitnessRolledBackError,
    WitnessUnprovenError,
    cosign,
    cosigned_at,
    judge,
    now_seen,
    read_answer,
    read_request,
    write_answer,
    write_request,
)

if TYPE_CHECKING:
    from tests.journal.conftest import JournalInMemory

NAME = "witness.example/w1"
AT = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
C2SP_EXAMPLE = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""  # noqa: E501 - as the specification gives it


def request_of(
    journal: JournalInMemory, size: int, *olds: int, actor: str = "a_1"
) -> WitnessRequest:
    return WitnessRequest(
        note=journal.anchor(size, actor).note,
        public=journal.key(actor).public_key().public_bytes_raw(),
        beginnings=tuple(
            Beginning(size=old, hashes=consistency_proof(old, size, journal.read)) for old in olds
        ),
    )


def seen_of(journal: JournalInMemory, size: int) -> SeenJournal:
    return now_seen(request_of(journal, size), None, AT)


def test_a_request_is_read_as_it_was_written(journal: JournalInMemory) -> None:
    asked = request_of(journal, 20, 7, 12, 16)
    assert read_request(write_request(asked)) == asked


def test_the_first_time_a_journal_is_witnessed_without_a_proof(journal: JournalInMemory) -> None:
    assert judge(request_of(journal, 20), None) is False


@pytest.mark.parametrize("before", range(1, 21))
def test_a_journal_that_goes_on_is_witnessed(journal: JournalInMemory, before: int) -> None:
    assert judge(request_of(journal, 20, 3, before, 9), seen_of(journal, before)) is False


def test_a_shorter_journal_is_refused(journal: JournalInMemory) -> None:
    with pytest.raises(WitnessRolledBackError):
        judge(request_of(journal, 12, 5), seen_of(journal, 13))


@pytest.mark.parametrize("size", [12, 20])
def test_another_journal_is_refused(
    journal: JournalInMemory, make_journal: Callable[[], JournalInMemory], size: int
) -> None:
    seen = seen_of(journal, 12)
    other = make_journal()
    other.rewrite(3, act="consent.withdrawn")
    for seq in range(3, 20):
        row = other.rows[seq]
        other.rows[seq] = row._replace(nodes=other.nodes_above(seq, row.leaf))

    with pytest.raises(WitnessForkedError):
        judge(request_of(other, size, *(old for old in (5, 12) if old < size)), seen)


def test_a_proof_that_is_not_there_is_asked_for(journal: JournalInMemory) -> None:
    with pytest.raises(WitnessUnprovenError):
        judge(request_of(journal, 20, 5, 13), seen_of(journal, 12))


def test_a_proof_that_is_altered_proves_nothing(journal: JournalInMemory) -> None:
    asked = request_of(journal, 20, 12)
    (beginning,) = asked.beginnings
    altered = replace(beginning, hashes=(bytes(32), *beginning.hashes[1:]))
    with pytest.raises(WitnessForkedError):
        judge(replace(asked, beginnings=(altered,)), seen_of(journal, 12))


def test_a_key_that_never_signed_it_is_refused_until_somebody_asked(
    journal: JournalInMemory,
) -> None:
    seen, asked = seen_of(journal, 12), request_of(journal, 20, 12, actor="a_2")
    with pytest.raises(WitnessNewKeyError):
        judge(asked, seen)

    assert judge(asked, seen, accept_key=True) is False
    later = now_seen(asked, seen, AT)
    assert len(later.keys) == 2
    assert judge(request_of(journal, 20), later) is False


def test_a_journal_restored_from_a_backup_is_told_of(journal: JournalInMemory) -> None:
    seen = seen_of(journal, 19)
    journal.epoch = 2
    assert judge(request_of(journal, 15), seen) is True

    with pytest.raises(WitnessRolledBackError):
        judge(
            replace(request_of(journal, 20), note=journal.anchor(20, epoch=1).note),
            replace(seen, epoch=2),
        )


def test_a_cosignature_is_what_the_specification_says(journal: JournalInMemory) -> None:
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    note = journal.anchor(20).note
    cosigned = cosign(note, key, NAME, AT)

    line = cosigned.removeprefix(note)
    assert line.startswith(f"— {NAME} ")
    decoded = b64decode(line.rsplit(" ", 1)[1])
    assert len(decoded) == 4 + 8 + 64
    assert int.from_bytes(decoded[4:12], "big") == int(AT.timestamp())
    body = note.split("\n\n")[0] + "\n"
    key.public_key().verify(
        decoded[12:], f"cosignature/v1\ntime {int(AT.timestamp())}\n{body}".encode()
    )
    assert cosigned_at(cosigned, NAME, public) == AT
    own = journal.key("a_1").public_key().public_bytes_raw()
    assert checkpoint_is_signed_by(cosigned, origin(journal.log, 1), own)


def test_the_example_of_the_specification_can_be_read() -> None:
    note = read_checkpoint(C2SP_EXAMPLE).note
    witness = note.signatures[1]
    assert witness.name == "witness.example.com/w1"
    assert len(witness.signature) == 8 + 64
    assert int.from_bytes(witness.signature[:8], "big") == 1679315147


@pytest.mark.parametrize("change", ["time", "name", "key", "text", "none"])
def test_a_cosignature_that_was_changed_does_not_hold(
    journal: JournalInMemory, change: str
) -> None:
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    note = journal.anchor(20).note
    cosigned = cosign(note, key, NAME, AT)
    if change == "time":
        head, encoded = cosigned.rsplit(" ", 1)
        data = bytearray(b64decode(encoded))
        data[11] ^= 1
        cosigned = f"{head} {b64encode(data).decode()}\n"
    elif change == "key":
        public = other.public_key().public_bytes_raw()
    elif change == "text":
        cosigned = cosigned.replace("\n20\n", "\n21\n", 1)
    elif change == "none":
        cosigned = note
    name = "witness.example/w2" if change == "name" else NAME

    assert cosigned_at(cosigned, name, public) is None


def test_a_time_beyond_the_calendar_does_not_hold(journal: JournalInMemory) -> None:
    key = Ed25519PrivateKey.generate()
    cosigned = cosign(journal.anchor(20).note, key, NAME, AT)
    head, encoded = cosigned.rsplit(" ", 1)
    moment = 2**62
    body = journal.anchor(20).note.split("\n\n")[0] + "\n"
    signature = key.sign(f"cosignature/v1\ntime {moment}\n{body}".encode())
    data = b64decode(encoded)[:4] + moment.to_bytes(8, "big") + signature
    late = f"{head} {b64encode(data).decode()}\n"

    assert cosigned_at(late, NAME, key.public_key().public_bytes_raw()) is None


def test_an_answer_is_read_as_it_was_written(journal: JournalInMemory) -> None:
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    note = cosign(journal.anchor(20).note, key, NAME, AT + timedelta(days=1))
    assert read_answer(write_answer(note, NAME, public)) == (note, NAME, public)


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:0],
        lambda text: text[:40],
        lambda text: changed(text, "request/v1", "request/v2"),
        lambda text: changed(text, "old 12", "old twelve"),
        lambda text: changed(text, "old 12\n", ""),
        lambda text: changed(text, "\n20\n", "\n21\n"),
        lambda text: changed(text, "\nold 12\n", "\nold 12\nq6s=\n"),
        lambda text: changed(text, "disclosure-logbook.invalid/k3v7/1+", "other+"),
        lambda text: text + "x" * 300_000,
        lambda text: changed(text, "\nold 12\n", "\nold 12\n" + "old 1\n" * 300),
    ],
)
def test_a_damaged_request_is_no_request(
    journal: JournalInMemory, damage: Callable[[str], str]
) -> None:
    with pytest.raises(WitnessError):
        read_request(damage(write_request(request_of(journal, 20, 12))))


@pytest.mark.parametrize(
    "text", ["", "disclosure-logbook.invalid/witness-answer/v1\n\nx", "a\n\nb"]
)
def test_what_is_no_answer_is_refused(text: str) -> None:
    with pytest.raises(WitnessError):
        read_answer(text)


def test_a_journal_of_another_program_is_not_witnessed(journal: JournalInMemory) -> None:
    asked: Any = request_of(journal, 20)
    text = write_request(asked).replace("disclosure-logbook.invalid/k3v7/1", "example.com/log")
    with pytest.raises(WitnessError):
        read_request(text)


def test_a_key_line_is_of_its_kind() -> None:
    public = bytes(range(32))
    line = written_key("a/b", public, b"\x04")
    assert read_key(line, b"\x04") == ("a/b", public)
    for wrong in (line, "a/b", "+", line.replace("a/b", "a b"), line[:-4]):
        with pytest.raises(NoteError):
            read_key(wrong)
