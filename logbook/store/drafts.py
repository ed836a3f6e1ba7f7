# SPDX-License-Identifier: Apache-2.0
"""What was typed and is not yet recorded: the only rows that change, encrypted like the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from logbook.store.instants import instant, text_of
from logbook.store.vault import Vault

FORM = "form"
"""The kind of what was typed into a form such as of the practice: no draft of a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A draft as it is kept; `body` is its written form."""

    id: str
    kind: str
    body: bytes
    saved_at: datetime


_KEEP = """
INSERT INTO draft (id, kind, body, saved_at) VALUES (:id, :kind, :body, :saved_at)
ON CONFLICT (id) DO UPDATE SET kind = :kind, body = :body, saved_at = :saved_at
"""
_ONE = "SELECT id, kind, body, saved_at FROM draft WHERE id = :id"
_ALL = """
SELECT id, kind, body, saved_at FROM draft WHERE kind <> 'form' ORDER BY saved_at DESC, id
"""
_DISCARD = "DELETE FROM draft WHERE id = :id"


def keep(vault: Vault, draft: DraftRow) -> None:
    """Keep a draft as it is now; what was kept of it before goes."""
    vault.execute(
        _KEEP,
        {
            "id": draft.id,
            "kind": draft.kind,
            "body": draft.body,
            "saved_at": text_of(draft.saved_at),
        },
    )


def one(vault: Vault, draft_id: str) -> DraftRow | None:
    """Give a draft; None if it is not, or no longer, there."""
    found = vault.row(_ONE, {"id": draft_id})
    return _draft(found) if found else None


def all_drafts(vault: Vault) -> tuple[DraftRow, ...]:
    """Give every draft of a record, the one saved last first."""
    return tuple(_draft(row) for row in vault.rows(_ALL))


def discard(vault: Vault, draft_id: str) -> None:
    """Take a draft out, as happens when it is recorded; nothing happens if it is not there."""
    vault.execute(_DISCARD, {"id": draft_id})


def _draft(row: tuple[str, str, bytes, str]) -> DraftRow:
    draft_id, kind, body, saved_at = row
    return DraftRow(id=draft_id, kind=kind, body=body, saved_at=instant(saved_at))
