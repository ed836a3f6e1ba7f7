# SPDX-License-Identifier: Apache-2.0
"""The Merkle tree over the entries, after RFC 6962 2.1 and RFC 9162 2.1.

The hashes of complete subtrees are stored as they come into being and never change: a node at
level L and position P covers the entries from P * 2**L up to (P + 1) * 2**L. With them at hand
(`NodeReader`) a new entry, a root and a proof cost a handful of hashes at any size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

HASH_BYTES = 32

EMPTY_ROOT = sha256().digest()
"""The root of a tree without entries."""

NodeReader = Callable[[int, int], bytes]
"""Gives the hash of the complete subtree at a level and position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """The hash of a complete subtree of 2**level entries, the `position`-th of its level."""

    level: int
    position: int
    hash: bytes


def leaf_hash(entry: bytes) -> bytes:
    """Hash the written form of an entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into the one above them."""
    return sha256(b"\x01" + left + right).digest()


def nodes_for(seq: int, leaf: bytes, read: NodeReader) -> tuple[Node, ...]:
    """Make the nodes that appending entry `seq` adds: its leaf, and each subtree it completes."""
    nodes = [Node(level=0, position=seq, hash=leaf)]
    level, position, above = 0, seq, leaf
    while position & 1:
        above = node_hash(read(level, position - 1), above)
        level, position = level + 1, position >> 1
        nodes.append(Node(level=level, position=position, hash=above))
    return tuple(nodes)


def root(size: int, read: NodeReader) -> bytes:
    """Compute the root of the first `size` entries.

    Raises:
        ValueError: the size is negative.
    """
    if size < 0:
        raise ValueError("A tree has no negative size.")
    return _range_hash(0, size, read) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, read: NodeReader) -> tuple[bytes, ...]:
    """Prove that entry `index` is among the first `size` (RFC 9162 2.1.3.1), lowest hash first.

    Raises:
        ValueError: there is no such entry in a tree of this size.
    """
    if not 0 <= index < size:
        raise ValueError("There is no such entry in a tree of this size.")
    hashes = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            hashes.append(_range_hash(middle, end, read))
            end = middle
        else:
            hashes.append(_range_hash(start, middle, read))
            start = middle
    return tuple(reversed(hashes))


def consistency_proof(old: int, new: int, read: NodeReader) -> tuple[bytes, ...]:
    """Prove that the tree of `old` entries is a beginning of that of `new` (RFC 9162 2.1.4.1).

    Raises:
        ValueError: the old tree is the larger one.
    """
    if not 0 <= old <= new:
        raise ValueError("The old tree is not the smaller one.")
    if old in (0, new):
        return ()
    hashes = []
    start, end = 0, new
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            hashes.append(_range_hash(middle, end, read))
            end = middle
        else:
            hashes.append(_range_hash(start, middle, read))
            start = middle
    if start:
        # Otherwise what remains is the old tree itself, whose root the verifier holds.
        hashes.append(_range_hash(start, end, read))
    return tuple(reversed(hashes))


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether the proof ties a leaf hash to the root (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size or not _are_hashes(leaf, root, *proof):
        return False
    here, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node_hash(sibling, found)
            here, last = _up_to_right_child(here, last)
        else:
            found = node_hash(found, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether the proof shows the old tree to be a beginning of the new (RFC 9162 2.1.4.2)."""
    if not 0 <= old_size <= new_size or not _are_hashes(old_root, new_root, *proof):
        return False
    if old_size == new_size:
        return old_root == new_root and not proof
    if old_size == 0:
        return old_root == EMPTY_ROOT and not proof
    # A complete old tree is itself the first hash, which the proof leaves out.
    hashes = [old_root, *proof] if old_size.bit_count() == 1 else list(proof)
    if not hashes or not proof:
        return False
    here, last = old_size - 1, new_size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    found_old = found_new = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            found_old = node_hash(sibling, found_old)
            found_new = node_hash(sibling, found_new)
            here, last = _up_to_right_child(here, last)
        else:
            found_new = node_hash(found_new, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and found_old == old_root and found_new == new_root


class Stack:
    """Rebuilds the tree from its leaves in order, holding no more than one hash a level."""

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    @classmethod
    def of(cls, size: int, peaks: Sequence[bytes]) -> Stack:
        """Go on from a tree of so many leaves: its complete subtrees, the largest first.

        Raises:
            ValueError: a tree of that size has another number of them.
        """
        if size < 0 or size.bit_count() != len(peaks) or not _are_hashes(*peaks):
            raise ValueError("These are not the subtrees of a tree of this size.")
        stack = cls()
        stack.size, stack._peaks = size, list(peaks)
        return stack

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """The hashes of the complete subtrees, the largest first."""
        return tuple(self._peaks)

    def push(self, leaf: bytes) -> list[bytes]:
        """Add the next leaf; give the hashes of the subtrees it completes, its own first."""
        peaks, position = self._peaks, self.size
        self.size += 1
        completed = [leaf]
        while position & 1:
            leaf = sha256(b"\x01" + peaks.pop() + leaf).digest()
            completed.append(leaf)
            position >>= 1
        peaks.append(leaf)
        return completed

    def root(self) -> bytes:
        """Compute the root of the leaves so far."""
        if not self._peaks:
            return EMPTY_ROOT
        found = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            found = node_hash(peak, found)
        return found


def rebuild(leaves: Iterable[bytes]) -> Iterator[Node]:
    """Make all nodes of a tree from its leaf hashes, in the order in which appending made them."""
    stack = Stack()
    for seq, leaf in enumerate(leaves):
        for level, found in enumerate(stack.push(leaf)):
            yield Node(level=level, position=seq >> level, hash=found)


def _range_hash(start: int, end: int, read: NodeReader) -> bytes:
    """Hash the entries from `start` up to `end`, a range the RFC's recursion asks for.

    Such a range starts where a subtree at least as large as itself does, so its complete
    subtrees are the binary digits of its length, the smallest at the right.
    """
    found = b""
    length = end - start
    while length:
        level = (length & -length).bit_length() - 1
        peak = read(level, (end >> level) - 1)
        found = node_hash(peak, found) if found else peak
        length -= 1 << level
        end -= 1 << level
    return found


def _split(length: int) -> int:
    """Find the largest power of two smaller than a length of two or more."""
    return 1 << (length - 1).bit_length() - 1


def _up_to_right_child(here: int, last: int) -> tuple[int, int]:
    """Climb while the node at the right edge has no sibling (RFC 9162, "until LSB is set")."""
    while here and not here & 1:
        here, last = here >> 1, last >> 1
    return here, last


def _are_hashes(*hashes: bytes) -> bool:
    """Tell whether all are 32 bytes; others could move the border between left and right."""
    return all(len(each) == HASH_BYTES for each in hashes)
