# SPDX-License-Identifier: Apache-2.0
"""The one hand that writes: an act, whole or not at all.

Record, entry, signature, tree, lists and search are written in one transaction, and a draft that
became a record goes with it. When COMMIT itself reports an error the journal is read again before
anyone is told yes or no: some such errors come from commits that did happen (24 of 2,024 injected
faults in exclusive mode), and recording twice would be as wrong as losing the entry.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook import __version__
from logbook.clock import Clock
from logbook.domain.disclosure import Disclosure
from logbook.domain.findings import Code, Finding, RecordRefusedError
from logbook.domain.records import Act, Receipt, Record, is_revised
from logbook.journal.commitment import SALT_BYTES, commitment
from logbook.journal.entry import FIRST_EPOCH, NO_ENTRY, Entry, sign_leaf, written_entry
from logbook.journal.payload import kind_of, written_payload
from logbook.journal.tree import leaf_hash, root
from logbook.services import indexing
from logbook.store import drafts, journal_rows
from logbook.store.errors import CommitUnclearError
from logbook.store.journal_rows import RecordRow, SignedEntry
from logbook.store.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who writes: the person, their signing key, and the computer they write on."""

    person: UUID
    key: Ed25519PrivateKey
    device: str


class Scribe:
    """Writes acts into the journal of an open vault."""

    def __init__(self, vault: Vault, hand: Hand, clock: Clock, *, log: str) -> None:
        self._vault = vault
        self._hand = hand
        self._clock = clock
        self._log = log

    @property
    def person(self) -> UUID:
        """Who is signed in."""
        return self._hand.person

    def write(
        self,
        act: Act,
        record: Record | None = None,
        *,
        object_id: UUID | None = None,
        at: datetime | None = None,
        done_draft: UUID | None = None,
    ) -> Receipt:
        """Write an act, with the record it brings, and give the receipt.

        Raises:
            RecordRefusedError: it would take the place of what was signed (INV-01).
            VaultError: nothing was written.
        """
        subject = record.id if record is not None else object_id
        assert subject is not None, "an act concerns a record or an object"
        now = at or self._clock.now()
        try:
            with self._vault.atomic():
                entry, leaf = self._append(act, record, subject, now)
                if done_draft is not None:
                    drafts.discard(self._vault, str(done_draft))
        except CommitUnclearError as unclear:
            self._vault.reopen()
            kept = journal_rows.entry_at(self._vault, entry.seq)
            if kept is None or kept.leaf != leaf:
                raise unclear.reason from unclear
        size = entry.seq + 1
        return Receipt(
            act=act,
            object=subject,
            number=record.number if isinstance(record, Disclosure) else "",
            seq=entry.seq,
            recorded_at=now,
            size=size,
            root=root(size, journal_rows.read_node(self._vault)),
        )

    def _append(
        self, act: Act, record: Record | None, subject: UUID, now: datetime
    ) -> tuple[Entry, bytes]:
        row = self._row(record) if record is not None else None
        seq = journal_rows.size(self._vault)
        entry = Entry(
            v=1,
            act=act.value,
            actor=str(self._hand.person),
            app=__version__,
            commitment=commitment(row.salt, row.payload).hex() if row is not None else "",
            device=self._hand.device,
            epoch=FIRST_EPOCH,
            log=self._log,
            object=str(subject),
            prev=(journal_rows.last_leaf(self._vault) or NO_ENTRY).hex(),
            revision=row.revision if row is not None else 0,
            seq=seq,
            time=now,
            zone=_zone(now, self._clock),
        )
        body = written_entry(entry)
        leaf = leaf_hash(body)
        signed = SignedEntry(
            seq=seq,
            body=body,
            leaf=leaf,
            signature=sign_leaf(self._hand.key, leaf),
        )
        journal_rows.append(self._vault, signed, row)
        if record is not None:
            indexing.index(self._vault, record, seq=seq, at=now)
        return entry, leaf

    def _row(self, record: Record) -> RecordRow:
        object_id, kind = str(record.id), kind_of(record)
        latest = journal_rows.latest_record(self._vault, object_id)
        if latest is not None and not (is_revised(record) and latest.kind == kind):
            raise RecordRefusedError((Finding(code=Code.AMENDED_WITHOUT_REASON, part="id"),))
        return RecordRow(
            object=object_id,
            revision=latest.revision + 1 if latest is not None else 1,
            kind=kind,
            payload=written_payload(record),
            salt=os.urandom(SALT_BYTES),
        )


def _zone(now: datetime, clock: Clock) -> str:
    local = now.astimezone(clock.zone)
    offset = local.strftime("%z")
    return f"{clock.zone.key}{offset[:3]}:{offset[3:]}"
