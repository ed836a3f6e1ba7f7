# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logbook.documents.evidence import (
    ENTRY,
    PAYLOAD,
    PROOF,
    SALT,
    SIGNER,
    attachments,
    examine,
    is_attached,
)
from logbook.documents.verification import Check
from tests.documents.samples import evidence

Files = dict[str, bytes]


def files(*, with_payload: bool = True, seq: int = 3) -> Files:
    found = attachments(evidence(with_payload=with_payload, seq=seq))
    return {attachment.name: attachment.data for attachment in found}


@pytest.mark.parametrize("seq", range(6))
def test_true_evidence_holds(seq: int) -> None:
    reading = examine(files(seq=seq))
    assert reading.checks == ()
    assert reading.entry is not None
    assert reading.entry.seq == seq
    assert "disclosure-logbook.invalid/k3v/1" in reading.checkpoint


def test_evidence_without_the_record_holds_too() -> None:
    attached = files(with_payload=False)
    assert set(attached) == {ENTRY, PROOF, SIGNER}
    assert examine(attached).checks == ()


def without(name: str) -> Callable[[Files], object]:
    return lambda attached: attached.pop(name)


def changed(name: str, old: bytes, new: bytes) -> Callable[[Files], object]:
    def change(attached: Files) -> None:
        assert old in attached[name]
        attached[name] = attached[name].replace(old, new, 1)

    return change


def other_signer(attached: Files) -> None:
    table = json.loads(attached[SIGNER]) | {"public_key": b64encode(bytes(32)).decode()}
    attached[SIGNER] = json.dumps(table, separators=(",", ":")).encode()


def other_checkpoint_key(attached: Files) -> None:
    table = json.loads(attached[SIGNER]) | {"checkpoint_key": b64encode(bytes(32)).decode()}
    attached[SIGNER] = json.dumps(table, separators=(",", ":")).encode()


def proof_of_another_entry(attached: Files) -> None:
    attached[PROOF] = files(seq=2)[PROOF]


@pytest.mark.parametrize(
    ("spoil", "check"),
    [
        (changed(PAYLOAD, b"words", b"wordz"), Check.RECORD_DIFFERS),
        (without(SALT), Check.RECORD_DIFFERS),
        (lambda attached: attached.update({SALT: bytes(32)}), Check.RECORD_DIFFERS),
        (lambda attached: attached.update({SALT: b"short"}), Check.RECORD_DIFFERS),
        (changed(ENTRY, b'"actor":"8d2f"', b'"actor":"8d2e"'), Check.ENTRY_NOT_SIGNED),
        (changed(ENTRY, b'"act":"d', b'"act":"e'), Check.NOT_IN_JOURNAL),
        (changed(SIGNER, b'"actor":"8d2f"', b'"actor":"8d2e"'), Check.ENTRY_NOT_SIGNED),
        (other_checkpoint_key, Check.CHECKPOINT_NOT_SIGNED),
        (other_signer, Check.ENTRY_NOT_SIGNED),
        (proof_of_another_entry, Check.NOT_IN_JOURNAL),
        (changed(PROOF, b"\n6\n", b"\n7\n"), Check.CHECKPOINT_NOT_SIGNED),
        (changed(PROOF, b"c2sp.org", b"c3sp.org"), Check.EVIDENCE_UNREADABLE),
        (changed(ENTRY, b"{", b"{ "), Check.EVIDENCE_UNREADABLE),
        (lambda attached: attached.update({SIGNER: b"[" * 100_000}), Check.EVIDENCE_UNREADABLE),
        (lambda attached: attached.update({SIGNER: b"7"}), Check.EVIDENCE_UNREADABLE),
        (changed(SIGNER, b"entry_signature", b"entry"), Check.EVIDENCE_UNREADABLE),
    ],
)
def test_false_evidence_is_named(spoil: Callable[[Files], object], check: Check) -> None:
    attached = files()
    spoil(attached)
    assert check in examine(attached).checks


@pytest.mark.parametrize("name", [ENTRY, PROOF, SIGNER])
def test_evidence_with_a_part_missing_is_none(name: str) -> None:
    attached = files()
    assert is_attached(attached)
    del attached[name]
    assert not is_attached(attached)
    assert examine(attached).checks == (Check.EVIDENCE_UNREADABLE,)


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from([ENTRY, PROOF, SIGNER, PAYLOAD, SALT]),
    place=st.integers(min_value=0),
    bit=st.integers(min_value=0, max_value=7),
)
def test_no_flipped_bit_goes_unseen(name: str, place: int, bit: int) -> None:
    attached = files()
    data = bytearray(attached[name])
    data[place % len(data)] ^= 1 << bit
    attached[name] = bytes(data)
    assert examine(attached).checks != ()


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from([ENTRY, PROOF, SIGNER, PAYLOAD, SALT]), data=st.binary(max_size=200))
def test_any_bytes_at_all_are_examined(name: str, data: bytes) -> None:
    assert examine(files() | {name: data}).checks != ()
