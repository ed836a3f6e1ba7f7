# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from logbook.journal.checkpoint import (
    Checkpoint,
    CheckpointError,
    checkpoint_is_signed_by,
    epoch_of,
    origin,
    read_checkpoint,
    sign_checkpoint,
    write_checkpoint,
)
from logbook.journal.note import sign_note
from logbook.journal.tree import EMPTY_ROOT

GOLDEN = Path(__file__).parents[1] / "golden" / "journal"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
ORIGIN = origin("k3v7m2", 2)
HEAD = Checkpoint(origin=ORIGIN, size=1204, root=bytes(range(32, 64)))
NOTE = sign_checkpoint(HEAD, KEY, ORIGIN)
TEXT = write_checkpoint(HEAD)


def test_checkpoint_is_written_as_it_always_was() -> None:
    assert (GOLDEN / "checkpoint.txt").read_bytes() == NOTE.encode()


def test_checkpoint_has_three_lines() -> None:
    assert TEXT == (
        "disclosure-logbook.invalid/k3v7m2/2\n1204\nICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=\n"
    )


def test_checkpoint_is_signed_by_its_key_under_its_name_only() -> None:
    assert read_checkpoint(NOTE).checkpoint == HEAD
    assert checkpoint_is_signed_by(NOTE, ORIGIN, PUBLIC)
    assert not checkpoint_is_signed_by(NOTE, origin("k3v7m2", 3), PUBLIC)
    assert not checkpoint_is_signed_by(NOTE, ORIGIN, bytes(32))
    assert not checkpoint_is_signed_by(NOTE.replace("1204", "1205"), ORIGIN, PUBLIC)


@given(
    st.text("abc/é.-", min_size=1, max_size=20),
    st.integers(0, 10**16 - 1),
    st.binary(min_size=32, max_size=32),
)
def test_any_checkpoint_is_read_back_as_it_was(name: str, size: int, root: bytes) -> None:
    head = Checkpoint(origin=name, size=size, root=root)
    note = sign_checkpoint(head, KEY, name)
    assert read_checkpoint(note).checkpoint == head
    assert checkpoint_is_signed_by(note, name, PUBLIC)


@pytest.mark.parametrize(
    "text",
    [
        "a\n",
        f"{TEXT}extension\n",
        TEXT.replace("\n1204", ""),
        TEXT.replace("1204", "01204"),
        TEXT.replace("1204", "+1204"),
        TEXT.replace("1204", "-1"),
        TEXT.replace("1204", "1e3"),
        TEXT.replace("1204", "١٢٠٤"),
        TEXT.replace("1204", "9" * 30),
        TEXT.replace("k3v7m2", "k3v 7m2"),
        TEXT.replace("ICEi", "ICE"),
        TEXT.replace("Pj8=", "Pj9="),
        TEXT.replace("ICEi", "ICEiICEi"),
        f"{ORIGIN}\n1204\n\n",
        f"\n1204\n{b64encode(EMPTY_ROOT).decode()}\n",
    ],
    ids=repr,
)
def test_note_that_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(CheckpointError):
        read_checkpoint(sign_note(text, KEY, ORIGIN))


@pytest.mark.parametrize("note", ["", TEXT, f"{TEXT}\n", NOTE[:-1], "\n" + NOTE + "\n"])
def test_text_that_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(CheckpointError):
        checkpoint_is_signed_by(note, ORIGIN, PUBLIC)


@pytest.mark.parametrize(
    "head",
    [
        Checkpoint(origin="", size=1, root=EMPTY_ROOT),
        Checkpoint(origin="two words", size=1, root=EMPTY_ROOT),
        Checkpoint(origin=ORIGIN, size=-1, root=EMPTY_ROOT),
        Checkpoint(origin=ORIGIN, size=10**16, root=EMPTY_ROOT),
        Checkpoint(origin=ORIGIN, size=1, root=EMPTY_ROOT[:31]),
    ],
    ids=repr,
)
def test_checkpoint_that_could_not_be_read_back_is_not_written(head: Checkpoint) -> None:
    with pytest.raises(ValueError, match="cannot stand"):
        write_checkpoint(head)


def test_origin_tells_the_log_and_its_epoch() -> None:
    assert epoch_of(ORIGIN, "k3v7m2") == 2
    assert epoch_of(ORIGIN, "other") is None
    assert epoch_of("example.com/k3v7m2/2", "k3v7m2") is None
    assert epoch_of("disclosure-logbook.invalid/k3v7m2/02", "k3v7m2") is None
