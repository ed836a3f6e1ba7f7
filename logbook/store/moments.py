# SPDX-License-Identifier: Apache-2.0
"""A service user's timeline: every entry of the journal that concerns them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from logbook.domain.records import Act, Moment, Record
from logbook.journal.entry import read_entry
from logbook.journal.payload import read_payload
from logbook.store.list_sums import MomentRow, sum_with
from logbook.store.vault import Vault

PAGE_LENGTH = 50
"""As many moments as a page holds where nothing else is asked for."""

_LAST = 2**62
_PUT = "INSERT INTO moment (service_user, seq) VALUES (:service_user, :seq)"
_CLEAR = "DELETE FROM moment"
_TIMELINE = """
SELECT entry.seq, entry.body, record.payload
FROM moment
JOIN entry ON entry.seq = moment.seq
JOIN record ON record.seq = moment.seq
WHERE moment.service_user = :service_user AND moment.seq < :before
ORDER BY moment.seq DESC LIMIT :limit
"""
_SINCE = """
SELECT record.seq, record.payload FROM moment JOIN record ON record.seq = moment.seq
WHERE moment.service_user = :service_user AND moment.seq > :after ORDER BY moment.seq
"""
_NAMING = """
SELECT record.payload FROM moment JOIN record ON record.seq = moment.seq
WHERE moment.service_user = :service_user AND moment.seq > :after
    AND instr(record.payload, CAST(:named AS BLOB)) > 0
ORDER BY moment.seq
"""


def put(vault: Vault, service_user: UUID, seq: int) -> None:
    """Note that an entry concerns a service user."""
    vault.execute(_PUT, {"service_user": str(service_user), "seq": seq})
    sums = vault.list_sums
    if sums is not None:
        row = (str(service_user), seq)
        vault.list_sums = replace(sums, moments=sum_with(sums.moments, come=row))


def put_all_again(vault: Vault, rows: Iterable[MomentRow]) -> None:
    """Put moments in the place of all that are there."""
    vault.list_sums = None
    vault.execute(_CLEAR)
    for service_user, seq in rows:
        vault.execute(_PUT, {"service_user": service_user, "seq": seq})


def timeline(
    vault: Vault, service_user: UUID, *, before: int = _LAST, limit: int = PAGE_LENGTH
) -> tuple[Moment, ...]:
    """Give a page of a service user's timeline, the latest first, from below entry `before`."""
    rows = vault.rows(
        _TIMELINE, {"service_user": str(service_user), "before": before, "limit": limit}
    )
    return tuple(_moment(seq, body, payload) for seq, body, payload in rows)


def records_since(vault: Vault, service_user: UUID, after: int) -> Iterator[tuple[int, Record]]:
    """Give what was recorded about a service user after an entry, the earliest first."""
    for seq, payload in vault.rows(_SINCE, {"service_user": str(service_user), "after": after}):
        yield seq, read_payload(payload)


def records_naming(vault: Vault, service_user: UUID, named: UUID, after: int) -> Iterator[Record]:
    """Give what was recorded after an entry and says an object's identity, the earliest first."""
    wanted = {"service_user": str(service_user), "named": str(named), "after": after}
    for (payload,) in vault.rows(_NAMING, wanted):
        yield read_payload(payload)


def _moment(seq: int, body: bytes, payload: bytes) -> Moment:
    entry = read_entry(body)
    return Moment(
        seq=seq,
        act=Act(entry.act),
        object=UUID(entry.object),
        at=entry.time,
        record=read_payload(payload),
    )
