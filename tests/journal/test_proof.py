# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from logbook.journal.checkpoint import Checkpoint, CheckpointError, origin, sign_checkpoint
from logbook.journal.proof import InclusionProof, ProofError, proves, read_proof, write_proof
from logbook.journal.tree import inclusion_proof, leaf_hash, rebuild, root

if TYPE_CHECKING:
    from tests.journal.conftest import JournalInMemory

GOLDEN = Path(__file__).parents[1] / "golden" / "journal"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
LEAVES = [leaf_hash(b"entry %d" % number) for number in range(11)]
NODES = {(node.level, node.position): node.hash for node in rebuild(LEAVES)}


def read(level: int, position: int) -> bytes:
    return NODES[level, position]


def proof_of(index: int, size: int) -> InclusionProof:
    name = origin("k3v7m2", 1)
    head = Checkpoint(origin=name, size=size, root=root(size, read))
    return InclusionProof(
        index=index,
        hashes=inclusion_proof(index, size, read),
        checkpoint_note=sign_checkpoint(head, KEY, name),
    )


PROOF = proof_of(6, 11)
TEXT = write_proof(PROOF)
NOTE = PROOF.checkpoint_note


def test_proof_is_written_as_it_always_was() -> None:
    assert (GOLDEN / "proof.txt").read_bytes() == TEXT.encode()


def test_proof_has_the_lines_of_the_specification() -> None:
    lines = TEXT.split("\n")
    assert lines[:2] == ["c2sp.org/tlog-proof@v1", "index 6"]
    assert lines[2 + len(PROOF.hashes)] == ""
    assert TEXT.endswith(NOTE)


@given(st.integers(1, 11), st.data())
def test_any_proof_is_read_back_and_proves_its_entry(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = proof_of(index, size)
    assert read_proof(write_proof(proof)) == proof
    assert proves(proof, LEAVES[index])
    assert not proves(proof, leaf_hash(b"another entry"))


def test_proof_of_an_entry_in_a_journal_holds(journal: JournalInMemory) -> None:
    proof = InclusionProof(
        index=12,
        hashes=inclusion_proof(12, 20, journal.read),
        checkpoint_note=journal.anchor().note,
    )
    assert proves(proof, journal.rows[12].leaf)
    assert not proves(proof, journal.rows[13].leaf)


def test_proof_of_another_place_or_path_proves_nothing() -> None:
    assert not proves(replace(PROOF, index=7), LEAVES[6])
    assert not proves(replace(PROOF, index=11), LEAVES[6])
    assert not proves(replace(PROOF, hashes=PROOF.hashes[1:]), LEAVES[6])
    with pytest.raises(CheckpointError):
        proves(replace(PROOF, checkpoint_note="nothing"), LEAVES[6])


def test_extra_line_of_another_program_is_passed_over() -> None:
    assert read_proof(TEXT.replace("index", "extra bW9yZQ==\nindex", 1)) == PROOF


@pytest.mark.parametrize(
    "text",
    [
        "",
        "c2sp.org/tlog-proof@v1",
        "c2sp.org/tlog-proof@v1\n\n" + NOTE,
        "c2sp.org/tlog-proof@v1\nextra bW9yZQ==\n\n" + NOTE,
        TEXT.replace("@v1", "@v2"),
        TEXT.replace("index 6", "index 06"),
        TEXT.replace("index 6", "index -6"),
        TEXT.replace("index 6", "index 6 "),
        TEXT.replace("index 6", "place 6"),
        TEXT.replace("index 6", "index 6\nextra bW9yZQ=="),
        TEXT.replace("index 6", "index 6\n"),
        TEXT.replace("index 6", "index 6\nbW9yZQ=="),
        TEXT.replace("index 6", "index 6" + ("\n" + "A" * 43 + "=") * 64),
        TEXT.replace("\n", "\r\n"),
        TEXT[:-1],
        TEXT.replace("\n11\n", "\neleven\n"),
        TEXT.removesuffix(NOTE),
    ],
    ids=lambda text: repr(text[:40]),
)
def test_malformed_proof_is_refused(text: str) -> None:
    assert text != TEXT
    with pytest.raises(ProofError):
        read_proof(text)
