# SPDX-License-Identifier: Apache-2.0
"""A proof that an entry is in the log: its place, the hashes beside its path, a checkpoint.

Written as C2SP has it (https://c2sp.org/tlog-proof), in a file named `*.tlog-proof`. Our proofs
carry no `extra` line, since nothing authenticates it; those of others may, and it is passed over.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from logbook.errors import LogbookError
from logbook.journal.checkpoint import read_checkpoint
from logbook.journal.note import NoteError, read_base64
from logbook.journal.tree import HASH_BYTES, is_included

_FIRST_LINE = "c2sp.org/tlog-proof@v1"
_EXTRA = "extra "
_MOST_HASHES = 63
"""No tree of a size that can be written asks for more."""

_index = re.compile("index (0|[1-9][0-9]{0,15})").fullmatch


class ProofError(LogbookError):
    """A text is not a proof."""

    code: ClassVar[str] = "proof"


@dataclass(frozen=True, slots=True, kw_only=True)
class InclusionProof:
    """That entry `index` is under the root of the checkpoint; hashes from the leaf upwards."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint_note: str


def write_proof(proof: InclusionProof) -> str:
    """Write the proof as the text that is attached."""
    hashes = "".join(f"{b64encode(each).decode()}\n" for each in proof.hashes)
    return f"{_FIRST_LINE}\nindex {proof.index}\n{hashes}\n{proof.checkpoint_note}"


def read_proof(text: str) -> InclusionProof:
    """Read a proof; whether it proves anything is another question.

    Raises:
        ProofError: the text is not a proof, or its checkpoint is none.
    """
    head, _, note = text.partition("\n\n")
    first, *lines = head.split("\n")
    if first != _FIRST_LINE:
        raise ProofError("This is not a proof of inclusion.")
    if lines and lines[0].startswith(_EXTRA):
        del lines[0]
    index = _index(lines[0]) if lines else None
    if index is None:
        raise ProofError("The proof does not say which entry it is about.")
    try:
        read_checkpoint(note)
        hashes = tuple(_read_hashes(lines[1:]))
    except NoteError as error:
        raise ProofError("The proof holds a malformed checkpoint or hash.") from error
    return InclusionProof(index=int(index[1]), hashes=hashes, checkpoint_note=note)


def proves(proof: InclusionProof, leaf: bytes) -> bool:
    """Tell whether the proof ties a leaf hash to the root its checkpoint names.

    Who signed that checkpoint must be asked as well: `checkpoint_is_signed_by`.

    Raises:
        CheckpointError: the proof's checkpoint is none.
    """
    head = read_checkpoint(proof.checkpoint_note).checkpoint
    return is_included(leaf, proof.index, head.size, proof.hashes, head.root)


def _read_hashes(lines: list[str]) -> Iterable[bytes]:
    if len(lines) > _MOST_HASHES:
        raise ProofError("The proof holds more hashes than any tree asks for.")
    for line in lines:
        found = read_base64(line)
        if len(found) != HASH_BYTES:
            raise ProofError("A hash of the proof is not 32 bytes long.")
        yield found
