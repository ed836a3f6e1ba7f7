# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec
import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from logbook.journal.entry import (
    NO_ENTRY,
    Entry,
    leaf_is_signed_by,
    read_entry,
    sign_leaf,
    written_entry,
)
from logbook.journal.tree import leaf_hash
from logbook.journal.written import WrittenFormError, written

GOLDEN = Path(__file__).parents[1] / "golden" / "journal"

ENTRY = Entry(
    act="disclosure.recorded",
    actor="a_01J8XKQ4",
    app="0.1.0",
    commitment="c1" * 32,
    device="d_7QF2",
    epoch=2,
    log="k3v7m2",
    object="d_01JAZ9",
    prev="1e" * 32,
    revision=3,
    seq=1203,
    time=datetime(2026, 11, 21, 22, 47, 42, tzinfo=UTC),
    zone="Europe/London+00:00",
)
BODY = written_entry(ENTRY)
FIRST = replace(ENTRY, seq=0, prev=NO_ENTRY.hex(), epoch=1, commitment="", object="", revision=0)


def body_with(**changes: Any) -> bytes:
    return rfc8785.dumps({**msgspec.json.decode(BODY), **changes})


def test_entry_is_written_as_it_always_was() -> None:
    assert (GOLDEN / "entry.json").read_bytes() == BODY


def test_fields_stand_in_the_order_of_the_written_form() -> None:
    names = [field.name for field in fields(Entry)]
    assert names == sorted(names)


codes = st.text(
    st.characters(codec="ascii", exclude_characters='"\\', min_codepoint=32), min_size=1
)
counts = st.integers(0, 2**53 - 1)
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
entries = st.builds(
    Entry,
    act=codes,
    actor=codes,
    app=codes,
    commitment=digests | st.just(""),
    device=codes,
    epoch=st.integers(1, 2**53 - 1),
    log=codes,
    object=codes | st.just("") | st.text("é😀\u2028\x7f"),
    prev=digests,
    revision=counts,
    seq=counts,
    time=st.datetimes(timezones=st.just(UTC)).map(lambda time: time.replace(microsecond=0)),
    zone=codes,
)


@given(entries)
def test_entry_is_read_back_as_it_was_and_written_as_an_independent_writer_would(
    entry: Entry,
) -> None:
    body = written_entry(entry)
    assert read_entry(body) == entry
    assert body == rfc8785.dumps(msgspec.to_builtins(entry)) == written(entry)


def test_first_entry_of_a_log_names_no_entry_before_it() -> None:
    assert read_entry(written_entry(FIRST)).prev == "0" * 64


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        BODY + b"\n",
        BODY.replace(b'":', b'": ', 1),
        BODY.replace(b'{"act"', b'{"act":"first","act"', 1),
        BODY.replace(b"disclosure", b"\\u0064isclosure"),
        BODY.replace(b"22:47:42Z", b"22:47:42+00:00"),
        BODY.replace(b"22:47:42Z", b"23:47:42+01:00"),
        BODY.replace(b"22:47:42Z", b"22:47:42"),
        BODY.replace(b"22:47:42Z", b"22:47:42.5Z"),
        BODY.replace(b"22:47:42Z", b"22:47:42.500000Z"),
        BODY.replace(b'"seq":1203', b'"seq":1203.0'),
        msgspec.json.encode(dict(reversed(msgspec.json.decode(BODY).items()))),
        body_with(why="more"),
        body_with(v=2),
        body_with(v="1"),
        body_with(seq=-1),
        body_with(seq="1203"),
        BODY.replace(b'"seq":1203', b'"seq":9007199254740992'),
        body_with(epoch=0),
        body_with(act=""),
        body_with(act='a "quoted" act'),
        body_with(act="a\\b"),
        body_with(act="a\tb"),
        body_with(prev=""),
        body_with(prev="1E" * 32),
        body_with(prev="1e" * 31),
        body_with(commitment="x" * 64),
        body_with(commitment="c1" * 33),
        body_with(commitment=None),
    ],
    ids=lambda body: repr(body[-24:]),
)
def test_bytes_that_are_not_the_written_form_of_an_entry_are_refused(body: bytes) -> None:
    assert body != BODY
    with pytest.raises(WrittenFormError):
        read_entry(body)


@pytest.mark.parametrize(
    "changes",
    [
        {"seq": -1},
        {"act": ""},
        {"act": "line\nbreak"},
        {"prev": "none"},
        {"v": 2},
        {"epoch": 0},
        {"time": datetime(2026, 11, 21, 22, 47, 42)},  # noqa: DTZ001
        {"time": datetime(2026, 11, 21, 22, 47, 42, tzinfo=timezone(timedelta(hours=1)))},
    ],
    ids=repr,
)
def test_entry_that_could_not_be_read_back_is_not_written(changes: dict[str, Any]) -> None:
    with pytest.raises(WrittenFormError):
        written_entry(replace(ENTRY, **changes))


def test_signature_holds_for_this_leaf_and_this_key_only(key: Ed25519PrivateKey) -> None:
    leaf = leaf_hash(BODY)
    public = key.public_key().public_bytes_raw()
    signature = sign_leaf(key, leaf)
    assert leaf_is_signed_by(public, leaf, signature)
    assert not leaf_is_signed_by(public, leaf_hash(b"other"), signature)
    assert not leaf_is_signed_by(public, leaf, signature[:-1] + bytes([signature[-1] ^ 1]))
    assert not leaf_is_signed_by(public, leaf, b"")
    assert not leaf_is_signed_by(b"too short", leaf, signature)
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
    assert not leaf_is_signed_by(other, leaf, signature)


def test_signature_is_over_the_prefix_and_the_leaf(key: Ed25519PrivateKey) -> None:
    leaf = leaf_hash(BODY)
    key.public_key().verify(sign_leaf(key, leaf), b"logbook/entry/v1\n" + leaf)
    assert not leaf_is_signed_by(key.public_key().public_bytes_raw(), leaf, key.sign(leaf))
