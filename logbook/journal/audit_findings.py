# SPDX-License-Identifier: Apache-2.0
"""What an audit of the journal can find."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum

MOST_OF_A_KIND = 100
"""So many findings of one kind are listed; one inserted row would otherwise name all after it."""


class AuditKind(Enum):
    """One way in which the stored journal is not what was recorded."""

    ENTRY_MISSING = "entry-missing"
    ENTRY_OUT_OF_SEQUENCE = "entry-out-of-sequence"
    ENTRY_UNREADABLE = "entry-unreadable"
    ENTRY_OF_ANOTHER_LOG = "entry-of-another-log"
    PREVIOUS_DIFFERS = "previous-differs"
    LEAF_DIFFERS = "leaf-differs"
    TREE_NODE_DIFFERS = "tree-node-differs"
    EPOCH_SKIPPED = "epoch-skipped"
    TIME_REGRESSED = "time-regressed"
    RECORD_MISSING = "record-missing"
    RECORD_DIFFERS = "record-differs"
    RECORD_WITHOUT_ENTRY = "record-without-entry"
    RECORD_RETURNED = "record-returned"
    SALT_LOST = "salt-lost"
    SIGNATURE_MISSING = "signature-missing"
    SIGNATURE_WRONG = "signature-wrong"
    SIGNER_UNKNOWN = "signer-unknown"
    SIGNER_NOT_CERTIFIED = "signer-not-certified"
    """The key file has a key for somebody that neither the practice nor they vouch for."""
    ACT_NOT_ALLOWED = "act-not-allowed"
    """Whoever signed it could not do what it says, or not as they stood then. It does not count."""
    PRACTICE_DIFFERS = "practice-differs"
    """The practice's own certificate is not the one that the first entry names."""
    ROLLBACK = "rollback"
    FORK = "fork"
    ANCHOR_UNREADABLE = "anchor-unreadable"
    ANCHOR_UNSIGNED = "anchor-unsigned"
    ANCHOR_OF_ANOTHER_LOG = "anchor-of-another-log"
    ANCHOR_LEFT_BEHIND = "anchor-left-behind"
    CHECKPOINT_LOST = "checkpoint-lost"
    """One that was signed is kept outside the database and not in it any more."""
    KEY_FILE_OLDER = "key-file-older"
    """The key file goes back behind the one this computer keeps."""
    KEY_FILE_FOREIGN = "key-file-foreign"
    """The key file has another root key, or practice, than the one this computer keeps."""
    SEARCH_DIFFERS = "search-differs"
    """The index of the search is not what the lines make it; it is no evidence."""
    LISTS_DIFFER = "lists-differ"
    """Lists, timelines or indexes are not what the journal makes them; they are no evidence."""


INFORMATION = frozenset(
    {
        AuditKind.TIME_REGRESSED,
        AuditKind.ANCHOR_LEFT_BEHIND,
        AuditKind.SEARCH_DIFFERS,
        AuditKind.LISTS_DIFFER,
    }
)
"""Worth knowing, but the journal is whole.

A clock was set back, a backup was restored, what is made from the journal has to be made again.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFinding:
    """One thing found: its kind, the entry it is about and, if it is about one, the anchor.

    `seq` of a missing entry is the first that is missing; of a tree node, the entry whose
    appending made it; of a rollback or fork, the number of entries the anchor covers. `anchor`
    is where that anchor is kept.
    """

    kind: AuditKind
    seq: int | None = None
    anchor: str | None = None


class Findings:
    """Gathers findings, no more of one kind than anybody reads."""

    def __init__(self) -> None:
        self._listed: list[AuditFinding] = []
        self._counts: Counter[AuditKind] = Counter()

    def add(self, kind: AuditKind, seq: int | None = None, anchor: str | None = None) -> None:
        """Note one finding."""
        self._counts[kind] += 1
        if self._counts[kind] <= MOST_OF_A_KIND:
            self._listed.append(AuditFinding(kind=kind, seq=seq, anchor=anchor))

    @property
    def listed(self) -> tuple[AuditFinding, ...]:
        """The findings, as they came."""
        return tuple(self._listed)

    @property
    def left_out(self) -> int:
        """How many more there were."""
        return self._counts.total() - len(self._listed)
