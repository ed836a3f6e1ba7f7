# SPDX-License-Identifier: Apache-2.0
"""The one hand that writes: an act, whole or not at all.

Record, entry, signature, tree, lists and search are written in one transaction, and a draft that
became a record goes with it. When COMMIT itself reports an error the journal is read again before
anyone is told yes or no: some such errors come from commits that did happen (24 of 2,024 injected
faults in exclusive mode), and recording twice would be as wrong as losing the entry.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook import __version__
from logbook.clock import Clock
from logbook.domain.disclosure import Disclosure
from logbook.domain.findings import Code, Finding, RecordRefusedError
from logbook.domain.permissions import may
from logbook.domain.practice import Practitioner, Role
from logbook.domain.records import Act, Receipt, Record, is_revised
from logbook.journal.audit import CLOCK_TOLERANCE
from logbook.journal.commitment import SALT_BYTES, commitment
from logbook.journal.entry import NO_ENTRY, Entry, sign_leaf, written_entry
from logbook.journal.payload import kind_of, written_payload
from logbook.journal.tree import leaf_hash, root
from logbook.services import indexing
from logbook.store import drafts, erasing, journal_rows
from logbook.store.errors import CommitUnclearError, NotAllowedError
from logbook.store.journal_rows import RecordRow, SignedEntry
from logbook.store.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who writes: the person, their role, their signing key, and the computer they write on."""

    person: UUID
    role: Role
    key: Ed25519PrivateKey
    device: str


_COMES_NEXT = frozenset({Act.WILL_OPENED})
"""That executors opened the logbook is the next entry, and what else is to be told follows it."""

_BEGINS_AN_EPOCH = frozenset({Act.LOGBOOK_RESTORED})
"""What was lost between a backup and its restoration must not be confused with what follows."""


class Scribe:
    """Writes acts into the journal of an open vault."""

    def __init__(
        self, vault: Vault, hand: Hand, clock: Clock, *, log: str, practice: bytes = NO_ENTRY
    ) -> None:
        """Write as somebody; the first entry of a journal names the `practice`, by a SHA-256."""
        self._practice = practice
        self._vault = vault
        self._hand = hand
        self._clock = clock
        self._log = log

    @property
    def person(self) -> UUID:
        """Who is signed in."""
        return self._hand.person

    def now(self) -> datetime:
        """Give the time by which it writes."""
        return self._clock.now()

    def sign_with(self, key: Ed25519PrivateKey) -> None:
        """Sign what follows with another key of who is signed in."""
        self._hand = replace(self._hand, key=key)

    def write(
        self,
        act: Act,
        record: Record | None = None,
        *,
        object_id: UUID | None = None,
        at: datetime | None = None,
        done_draft: UUID | None = None,
        then: Callable[[int], None] | None = None,
    ) -> Receipt:
        """Write an act, with the record it brings, and give the receipt.

        `then` is done in the same transaction, and told the number of the entry.

        Raises:
            RecordRefusedError: it would take the place of what was signed (INV-01).
            NotAllowedError: the role of who is signed in does not allow it.
            VaultError: nothing was written.
        """
        self._check_role(act, record)
        return self._written(
            act, record, object_id=object_id, at=at, done_draft=done_draft, then=then
        )

    def note(
        self, act: Act, object_id: UUID, *, then: Callable[[int], None] | None = None
    ) -> Receipt:
        """Write what has come about and somebody else was allowed to bring about.

        Whoever opens a logbook next notes what a crash kept from being noted. `then` as in `write`.

        Raises:
            VaultError: nothing was written.
        """
        return self._written(act, None, object_id=object_id, at=None, done_draft=None, then=then)

    def _written(
        self,
        act: Act,
        record: Record | None,
        *,
        object_id: UUID | None,
        at: datetime | None,
        done_draft: UUID | None,
        then: Callable[[int], None] | None = None,
    ) -> Receipt:
        subject = record.id if record is not None else object_id
        assert subject is not None, "an act concerns a record or an object"
        now = at or self._clock.now()
        try:
            with self._vault.atomic():
                entry, leaf = self._append(act, record, subject, now)
                if done_draft is not None:
                    drafts.discard(self._vault, str(done_draft))
                if then is not None:
                    then(entry.seq)
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

    def _check_role(self, act: Act, record: Record | None) -> None:
        role, person = self._hand.role, self._hand.person
        others = isinstance(record, Practitioner) and record.id != person
        if not may(role, act) or (others and role is not Role.ADMINISTRATOR):
            raise NotAllowedError("The role does not allow this act.")

    def _append(
        self, act: Act, record: Record | None, subject: UUID, now: datetime
    ) -> tuple[Entry, bytes]:
        row = self._row(record) if record is not None else None
        is_set_back = act is not Act.CLOCK_REGRESSED and self._is_set_back(now)
        if is_set_back and act not in _COMES_NEXT:
            self._append(Act.CLOCK_REGRESSED, None, self._hand.person, now)
        seq = journal_rows.size(self._vault)
        entry = Entry(
            v=1,
            act=act.value,
            actor=str(self._hand.person),
            app=__version__,
            commitment=commitment(row.salt, row.payload).hex() if row is not None else "",
            device=self._hand.device,
            epoch=journal_rows.last_epoch(self._vault) + (act in _BEGINS_AN_EPOCH),
            log=self._log,
            object=str(subject),
            prev=(journal_rows.last_leaf(self._vault) or self._practice).hex(),
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
        if is_set_back and act in _COMES_NEXT:
            self._append(Act.CLOCK_REGRESSED, None, self._hand.person, now)
        return entry, leaf

    def _is_set_back(self, now: datetime) -> bool:
        """Tell whether the clock shows less than it did at the last entry."""
        last = journal_rows.last_time(self._vault)
        return last is not None and now < last - CLOCK_TOLERANCE

    def _row(self, record: Record) -> RecordRow:
        object_id, kind = str(record.id), kind_of(record)
        latest = journal_rows.latest_record(self._vault, object_id)
        is_taken = latest is not None and not (is_revised(record) and latest.kind == kind)
        if is_taken or erasing.entry_of_erased(self._vault, object_id) is not None:
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
