# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from hashlib import sha256
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logbook.journal.tree import (
    EMPTY_ROOT,
    NodeReader,
    Stack,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    nodes_for,
    rebuild,
    root,
)

# The entries, roots and proofs by which implementations of Certificate Transparency are held
# against each other (RFC 6962 reference data).
ENTRIES = [
    bytes.fromhex(digits)
    for digits in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
CONSISTENCY = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
LARGEST = 130
LEAVES = [leaf_hash(b"entry %d" % number) for number in range(LARGEST)]
OTHER = bytes(32)


def reader(leaves: list[bytes]) -> NodeReader:
    """Append leaf by leaf, as the store does, and read what was stored."""
    stored: dict[tuple[int, int], bytes] = {}

    def read(level: int, position: int) -> bytes:
        return stored[level, position]

    for seq, leaf in enumerate(leaves):
        for node in nodes_for(seq, leaf, read):
            assert (node.level, node.position) not in stored
            stored[node.level, node.position] = node.hash
    return read


def naive_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962 2.1, word for word."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    split = max(1 << power for power in range(32) if 1 << power < len(leaves))
    left, right = naive_root(leaves[:split]), naive_root(leaves[split:])
    return sha256(b"\x01" + left + right).digest()


def stacked_root(leaves: list[bytes]) -> bytes:
    stack = Stack()
    for leaf in leaves:
        stack.push(leaf)
    return stack.root()


READ = reader(LEAVES)
ROOT = [root(size, READ) for size in range(LARGEST + 1)]
SIZES = range(1, LARGEST + 1)


@pytest.mark.parametrize(("size", "expected"), list(enumerate(ROOTS, start=1)))
def test_roots_are_those_of_the_reference(size: int, expected: str) -> None:
    leaves = [leaf_hash(entry) for entry in ENTRIES[:size]]
    assert root(size, reader(leaves)).hex() == expected
    assert stacked_root(leaves).hex() == expected


@pytest.mark.parametrize(("index", "size", "expected"), INCLUSION)
def test_inclusion_proofs_are_those_of_the_reference(
    index: int, size: int, expected: list[str]
) -> None:
    read = reader([leaf_hash(entry) for entry in ENTRIES])
    proof = inclusion_proof(index, size, read)
    assert [each.hex() for each in proof] == expected
    top = bytes.fromhex(ROOTS[size - 1])
    assert is_included(leaf_hash(ENTRIES[index]), index, size, proof, top)


@pytest.mark.parametrize(("old", "new", "expected"), CONSISTENCY)
def test_consistency_proofs_are_those_of_the_reference(
    old: int, new: int, expected: list[str]
) -> None:
    read = reader([leaf_hash(entry) for entry in ENTRIES])
    proof = consistency_proof(old, new, read)
    assert [each.hex() for each in proof] == expected
    old_root, new_root = bytes.fromhex(ROOTS[old - 1]), bytes.fromhex(ROOTS[new - 1])
    assert is_consistent(old, old_root, new, new_root, proof)


def test_empty_tree_has_the_root_of_nothing() -> None:
    assert root(0, READ) == Stack().root() == EMPTY_ROOT == sha256(b"").digest()


def test_every_entry_of_every_small_tree_is_proved_and_no_other() -> None:
    for size in SIZES:
        for index in range(size):
            proof = inclusion_proof(index, size, READ)
            assert is_included(LEAVES[index], index, size, proof, ROOT[size])
            assert not is_included(OTHER, index, size, proof, ROOT[size])
            assert not is_included(LEAVES[index], index, size, proof, OTHER)
            assert not is_included(LEAVES[index], index, size, (*proof, OTHER), ROOT[size])
            if proof:
                assert not is_included(LEAVES[index], index, size, proof[:-1], ROOT[size])
                assert not is_included(LEAVES[index], index ^ 1, size, proof, ROOT[size])


def test_every_small_tree_is_proved_a_beginning_of_every_larger_one() -> None:
    for new in range(LARGEST + 1):
        for old in range(new + 1):
            proof = consistency_proof(old, new, READ)
            assert is_consistent(old, ROOT[old], new, ROOT[new], proof)
            assert not is_consistent(old, OTHER, new, ROOT[new], proof)
            assert not is_consistent(old, ROOT[old], new, ROOT[new], (*proof, OTHER))
            if proof:
                assert not is_consistent(old, ROOT[old], new, OTHER, proof)
                assert not is_consistent(old, ROOT[old], new, ROOT[new], proof[:-1])
                assert not is_consistent(old, ROOT[old], new, ROOT[new], ())


def test_proofs_with_one_hash_changed_are_refused_wherever_it_stands() -> None:
    for new in (*range(2, 18), LARGEST):
        for other in range(1, new):
            included = inclusion_proof(other, new, READ)
            for place in range(len(included)):
                changed = (*included[:place], OTHER, *included[place + 1 :])
                assert not is_included(LEAVES[other], other, new, changed, ROOT[new])
            consistent = consistency_proof(other, new, READ)
            for place in range(len(consistent)):
                changed = (*consistent[:place], OTHER, *consistent[place + 1 :])
                assert not is_consistent(other, ROOT[other], new, ROOT[new], changed)


def test_proof_of_another_size_is_refused() -> None:
    for size, claimed in product(range(1, 18), repeat=2):
        proof = inclusion_proof(0, size, READ)
        holds = is_included(LEAVES[0], 0, claimed, proof, ROOT[size])
        # The path of entry 0 has the same shape for all sizes of as many levels; the checkpoint,
        # which binds size to root, tells those apart.
        assert holds == ((size - 1).bit_length() == (claimed - 1).bit_length())


@pytest.mark.parametrize(("old", "new", "claimed"), [(1, 2, 3), (2, 3, 5), (6, 8, 9)])
def test_consistency_with_a_tree_of_another_size_is_refused(
    old: int, new: int, claimed: int
) -> None:
    proof = consistency_proof(old, new, READ)
    assert is_consistent(old, ROOT[old], new, ROOT[new], proof)
    assert not is_consistent(old, ROOT[old], claimed, ROOT[new], proof)


def test_hashes_of_another_length_are_refused() -> None:
    left, right = LEAVES[0], LEAVES[1]
    moved = (right + b"x",)
    assert not is_included(left, 0, 2, moved, node_hash(left, right + b"x"))
    assert not is_included(left[:31], 0, 2, (right,), node_hash(left[:31], right))
    assert not is_consistent(1, left, 2, node_hash(left, right + b"x"), moved)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_entry_outside_the_tree_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no such entry"):
        inclusion_proof(index, size, READ)
    assert not is_included(LEAVES[0], index, size, (), LEAVES[0])


def test_larger_tree_is_no_beginning_of_a_smaller_one() -> None:
    with pytest.raises(ValueError, match="smaller"):
        consistency_proof(3, 2, READ)
    assert not is_consistent(3, ROOT[3], 2, ROOT[2], ())
    assert not is_consistent(-1, ROOT[3], 2, ROOT[2], ())


def test_tree_of_negative_size_has_no_root() -> None:
    with pytest.raises(ValueError, match="negative"):
        root(-1, READ)


@given(st.lists(st.binary(max_size=8), max_size=80))
def test_root_is_that_of_the_definition(entries: list[bytes]) -> None:
    leaves = [leaf_hash(entry) for entry in entries]
    assert root(len(leaves), reader(leaves)) == stacked_root(leaves) == naive_root(leaves)


@settings(deadline=None)
@given(st.integers(1, 3_000), st.data())
def test_proofs_hold_at_any_size(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(number.to_bytes(2)) for number in range(size)]
    stored = {(node.level, node.position): node.hash for node in rebuild(leaves)}

    def read(level: int, position: int) -> bytes:
        return stored[level, position]

    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    top = root(size, read)
    assert is_included(leaves[index], index, size, inclusion_proof(index, size, read), top)
    assert is_consistent(old, root(old, read), size, top, consistency_proof(old, size, read))


@given(st.integers(0, LARGEST))
def test_rebuilding_makes_the_nodes_that_appending_made(size: int) -> None:
    made = list(rebuild(LEAVES[:size]))
    appended = [node for seq in range(size) for node in nodes_for(seq, LEAVES[seq], READ)]
    assert made == appended
    assert len(made) == 2 * size - size.bit_count()


def test_appending_reads_no_more_than_one_node_a_level() -> None:
    asked: list[tuple[int, int]] = []

    def read(level: int, position: int) -> bytes:
        asked.append((level, position))
        return OTHER

    nodes_for(2**20 - 1, OTHER, read)
    assert asked == [(level, 2 ** (20 - level) - 2) for level in range(20)]
    asked.clear()
    root(2**20 - 1, read)
    assert len(asked) == 20
