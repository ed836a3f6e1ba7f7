# SPDX-License-Identifier: Apache-2.0
"""A logbook that can be read and not written to: why, and what was found.

After a finding nothing is put right here and nothing is added: what stands there is evidence. A
person may read, compare, and restore a backup.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from logbook.domain.anchored import ReadOnlyReason
from logbook.journal.audit_findings import INFORMATION, AuditFinding, AuditKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOnly:
    """Why nothing can be written, and what an audit or a mark outside the database showed."""

    reason: ReadOnlyReason
    findings: tuple[AuditFinding, ...] = ()

    @property
    def entries(self) -> tuple[int, ...]:
        """The numbers of the entries concerned, counted from 0, each once."""
        return tuple(sorted({one.seq for one in self.findings if one.seq is not None}))

    @property
    def calls_for_a_backup(self) -> bool:
        """Tell whether restoring a backup is what helps."""
        return self.reason in _CALL_FOR_A_BACKUP


_CALL_FOR_A_BACKUP = frozenset(
    {
        ReadOnlyReason.OLDER_KEYS,
        ReadOnlyReason.ROLLED_BACK,
        ReadOnlyReason.FORKED,
        ReadOnlyReason.DAMAGED,
    }
)


_KEY_FILES = frozenset({AuditKind.KEY_FILE_OLDER, AuditKind.KEY_FILE_FOREIGN})

_SAY_NOTHING = INFORMATION | {
    AuditKind.ANCHOR_UNREADABLE,
    AuditKind.ANCHOR_UNSIGNED,
    AuditKind.ANCHOR_OF_ANOTHER_LOG,
}
"""About the journal: somebody showed the wrong file, and need not even have had a key for it."""


class ReadOnlyState:
    """Whether an open logbook may be written to now. It only ever turns one way."""

    def __init__(self) -> None:
        self.now: ReadOnly | None = None


def because_of(findings: Iterable[AuditFinding]) -> ReadOnly | None:
    """Tell whether findings forbid writing, and why; None if they are merely worth knowing."""
    against = tuple(one for one in findings if one.kind not in _SAY_NOTHING)
    if not against:
        return None
    kinds = {one.kind for one in against}
    if kinds <= {AuditKind.KEY_FILE_OLDER}:
        reason = ReadOnlyReason.OLDER_KEYS
    elif kinds <= {AuditKind.ROLLBACK, AuditKind.KEY_FILE_OLDER}:
        reason = ReadOnlyReason.ROLLED_BACK
    elif kinds <= {AuditKind.ROLLBACK, AuditKind.FORK, *_KEY_FILES}:
        reason = ReadOnlyReason.FORKED
    else:
        reason = ReadOnlyReason.DAMAGED
    return ReadOnly(reason=reason, findings=against)
