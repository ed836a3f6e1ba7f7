# SPDX-License-Identifier: Apache-2.0
"""What lists, timelines and search hold of a record, remade from the journal at any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import NoReturn
from uuid import UUID

from logbook.domain.consent import Consent
from logbook.domain.disclosure import Choice, Disclosure
from logbook.domain.lines import NOT_DISCLOSED, Line, LineKind
from logbook.domain.notification import Notification, TellingOutcome
from logbook.domain.people import ServiceUser
from logbook.domain.practice import Practice, Practitioner
from logbook.domain.records import Export, Record
from logbook.domain.text import folded, texts
from logbook.journal.entry import read_entry
from logbook.journal.payload import read_payload
from logbook.store import journal_rows, lines, moments
from logbook.store.list_digest import digest_of_lists
from logbook.store.vault import Vault

_PROGRESS_EVERY = 1_000


def index(vault: Vault, record: Record, *, seq: int, at: datetime) -> None:
    """Index a record that entry `seq` brought, in the caller's transaction."""
    if isinstance(record, Practice | Practitioner):
        return
    person = record.id if isinstance(record, ServiceUser) else record.service_user
    moments.put(vault, person, seq)
    if isinstance(record, Export):
        return
    lines.put(vault, _line(record, seq=seq, at=at), _words(vault, record))
    if isinstance(record, Notification):
        _tell(vault, record)


def rebuild(vault: Vault, progress: Callable[[int], None] | None = None) -> int:
    """Make every list again from the journal; give how many records were indexed."""
    with vault.atomic():
        return _remade(vault, progress)


def lists_differ(vault: Vault) -> bool:
    """Tell whether lists and timelines are other than the journal makes them; changes nothing."""
    before = digest_of_lists(vault)
    try:
        with vault.atomic():
            _make_again_to_see(vault)
    except _Seen as seen:
        return seen.digest != before


class _Seen(Exception):  # noqa: N818 - no error: it carries what was seen out of a transaction
    """Undoes the transaction in which the lists were made again only to be looked at."""

    def __init__(self, digest: bytes) -> None:
        super().__init__()
        self.digest = digest


def _make_again_to_see(vault: Vault) -> NoReturn:
    _remade(vault, None)
    raise _Seen(digest_of_lists(vault))


def _remade(vault: Vault, progress: Callable[[int], None] | None) -> int:
    done = 0
    lines.clear(vault)
    moments.clear(vault)
    for seq, row in list(journal_rows.records(vault)):
        entry = journal_rows.entry_at(vault, seq)
        assert entry is not None, "a record stands on an entry"
        index(vault, read_payload(row.payload), seq=seq, at=read_entry(entry.body).time)
        done += 1
        if progress is not None and done % _PROGRESS_EVERY == 0:
            progress(done)
    return done


def _line(
    record: ServiceUser | Consent | Disclosure | Notification, *, seq: int, at: datetime
) -> Line:
    if isinstance(record, ServiceUser):
        return _a_line(
            record.id,
            LineKind.SERVICE_USER,
            record.id,
            seq=seq,
            at=at,
            sort=folded(record.name),
            number=record.reference,
            title=record.name,
            detail=record.born.isoformat() if record.born else "",
        )
    if isinstance(record, Consent):
        mode = record.giving.mode
        return _a_line(
            record.id,
            LineKind.CONSENT,
            record.service_user,
            seq=seq,
            at=at,
            title=record.scope.purpose,
            detail="; ".join(record.scope.recipients),
            state=mode.value if mode is not None else "",
            due=record.period.review_on or record.period.until,
        )
    if isinstance(record, Disclosure):
        return _a_line(
            record.id,
            LineKind.DISCLOSURE,
            record.service_user,
            seq=seq,
            at=at,
            number=record.number,
            title=record.recipient.shown,
            detail=record.purpose.words,
            state=_state(record),
            due=record.telling.review_on,
        )
    return _a_line(
        record.id,
        LineKind.NOTIFICATION,
        record.service_user,
        seq=seq,
        at=at,
        title=record.told_on.isoformat(),
        detail=record.words,
        state=record.method.value,
    )


def _a_line(
    object_id: UUID,
    kind: LineKind,
    service_user: UUID,
    *,
    seq: int,
    at: datetime,
    title: str,
    detail: str,
    sort: str = "",
    number: str = "",
    state: str = "",
    due: date | None = None,
) -> Line:
    return Line(
        seq=seq,
        object=object_id,
        kind=kind,
        service_user=service_user,
        person="",
        at=at,
        sort=sort,
        number=number,
        title=title,
        detail=detail,
        state=state,
        due=due,
    )


def _state(disclosure: Disclosure) -> str:
    if disclosure.decision.choice is Choice.REFUSE:
        return NOT_DISCLOSED
    outcome = disclosure.telling.outcome
    return outcome.value if outcome is not None else ""


def _tell(vault: Vault, notification: Notification) -> None:
    """Let the disclosure's line say that the person was told, and no longer be due."""
    row = journal_rows.latest_record(vault, str(notification.disclosure))
    assert row is not None, "a notification is about a disclosure on record"
    entry = journal_rows.entry_of(vault, row.object, row.revision)
    disclosure = read_payload(row.payload)
    assert entry is not None, "a record stands on an entry"
    assert isinstance(disclosure, Disclosure), "and it is a disclosure"
    line = _line(disclosure, seq=entry.seq, at=read_entry(entry.body).time)
    told = replace(line, state=TellingOutcome.TOLD_AFTER.value, due=None)
    lines.put(vault, told, _words(vault, disclosure))


def _words(vault: Vault, record: Record) -> str:
    """Give the words a record is found by: its texts, and the name of the person it concerns."""
    name = "" if isinstance(record, ServiceUser) else _name(vault, record)
    return " ".join([name, *(text for _part, text in texts(record) if text)])


def _name(vault: Vault, record: Record) -> str:
    assert not isinstance(record, Practice | Practitioner | ServiceUser), "these concern nobody"
    line = lines.line_of(vault, record.service_user)
    return line.title if line is not None else ""
