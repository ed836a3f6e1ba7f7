# SPDX-License-Identifier: Apache-2.0
"""Where an audit got to, so that the next one can go on from there instead of from the start.

Only long journals are audited so, and now and then all of them again: what was found whole may
have been tampered with since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from logbook.journal.tree import EMPTY_ROOT, Stack


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """The journal up to `size` was whole; all that its next entries are held against.

    `peaks` are the hashes of the complete subtrees, the largest first; `last` the leaf hash of the
    last entry and `time` its time; `complete_at` the time of the last entry when everything was
    last read. Hashes are 64 hex digits.
    """

    log: str
    size: int
    peaks: tuple[str, ...]
    last: str
    epoch: int
    epoch_starts: tuple[tuple[int, int], ...]
    """Each epoch with the number of its first entry."""
    time: datetime
    complete_at: datetime

    def stack(self) -> Stack:
        """Give the tree as it stood there, to be built on."""
        return Stack.of(self.size, tuple(bytes.fromhex(peak) for peak in self.peaks))

    @property
    def root(self) -> bytes:
        """The root of the journal there."""
        return self.stack().root() if self.size else EMPTY_ROOT
