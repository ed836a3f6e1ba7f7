# SPDX-License-Identifier: Apache-2.0
"""What lists, timelines and search hold of a record, remade from the journal at any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import NoReturn
from uuid import UUID

from logbook.domain.amendment import Amendment, amended
from logbook.domain.consent import Consent
from logbook.domain.consent_history import ConsentEvent, ConsentEventKind
from logbook.domain.destruction import DestructionCertificate
from logbook.domain.disclosure import Disclosure
from logbook.domain.erasure import Erasure
from logbook.domain.lines import DESTROYED, VOIDED, Line, LineKind
from logbook.domain.notification import Notification
from logbook.domain.people import ServiceUser
from logbook.domain.records import Record, place_of
from logbook.domain.telling_review import TellingReview
from logbook.domain.text import texts
from logbook.journal.entry import read_entry
from logbook.journal.payload import read_payload
from logbook.services.listing import earliest, line_for, line_of_disclosure
from logbook.store import erasing, journal_rows, lines, moments
from logbook.store.errors import VaultDamagedError
from logbook.store.list_digest import digest_of_lists
from logbook.store.remaking import search_left_behind
from logbook.store.search_index import search_differs
from logbook.store.vault import Vault

_PROGRESS_EVERY = 1_000


def index(vault: Vault, record: Record, *, seq: int, at: datetime) -> None:
    """Index a record that entry `seq` brought, in the caller's transaction."""
    if isinstance(record, DestructionCertificate | Erasure):
        stand_in(vault, record)
    place = place_of(record)
    if place is None:
        return
    moments.put(vault, place, seq)
    line = line_for(record, seq=seq, at=at)
    if line is not None:
        lines.put(vault, line, _words(vault, record, place))
    if isinstance(record, Notification):
        _say_again(vault, record.disclosure, place)
    elif isinstance(record, TellingReview):
        said = " ".join(text for _part, text in texts(record) if text)
        _say_again(vault, record.disclosure, place, said)
    elif isinstance(record, ConsentEvent):
        _follow(vault, record, place)
    elif isinstance(record, Amendment):
        _put_right(vault, record, place)


def stand_in(vault: Vault, record: DestructionCertificate | Erasure) -> None:
    """Let a line stand where each record stood that lists showed and that is erased by now."""
    if isinstance(record, DestructionCertificate):
        on = record.destroyed_on
        for item in record.items:
            _put_in_place(
                vault,
                item.object,
                record.service_user,
                kind=item.kind,
                number=item.number,
                on=on,
                rule=item.rule,
            )
        return
    for erased in record.objects:
        _put_in_place(
            vault,
            erased.object,
            erased.service_user,
            kind=erased.kind,
            number=erased.number,
            on=record.erased_at.date(),
            rule="",
        )


def rebuild(vault: Vault, progress: Callable[[int], None] | None = None) -> int:
    """Make every list and the search again from the journal; give how many records were indexed."""
    with vault.atomic():
        return remake(vault, progress)


def remake(vault: Vault, progress: Callable[[int], None] | None = None) -> int:
    """Make every list and the search again, in the caller's transaction; else as `rebuild`."""
    with search_left_behind(vault):
        return _remade(vault, progress)


def make_missing(vault: Vault) -> None:
    """Make the lists if there are none, as after a migration that gave them a new form."""
    if lines.is_empty(vault):
        rebuild(vault)


def lists_differ(vault: Vault) -> bool:
    """Tell whether lists, timelines or search are other than they are made; changes nothing."""
    if search_differs(vault):
        return True
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
    with search_left_behind(vault):
        _remade(vault, None)
        raise _Seen(digest_of_lists(vault))


def _remade(vault: Vault, progress: Callable[[int], None] | None) -> int:
    done = 0
    lines.clear(vault)
    moments.clear(vault)
    for seq, row in list(journal_rows.records(vault)):
        entry = journal_rows.entry_at(vault, seq)
        if entry is None:
            raise VaultDamagedError("An entry of the journal is missing.")
        index(vault, read_payload(row.payload), seq=seq, at=read_entry(entry.body).time)
        done += 1
        if progress is not None and done % _PROGRESS_EVERY == 0:
            progress(done)
    return done


def _put_in_place(
    vault: Vault,
    object_id: UUID,
    place: UUID | None,
    *,
    kind: LineKind | None,
    number: str,
    on: date,
    rule: str,
) -> None:
    seq = erasing.entry_of_erased(vault, str(object_id))
    entry = journal_rows.entry_at(vault, seq) if seq is not None else None
    if entry is None or kind is None:
        return
    if place is not None:
        moments.put(vault, place, entry.seq)
    line = Line(
        seq=entry.seq,
        object=object_id,
        kind=kind,
        service_user=place,
        person="",
        at=read_entry(entry.body).time,
        sort="",
        number=number,
        title=on.isoformat(),
        detail=rule,
        state=DESTROYED,
        due=None,
    )
    lines.put(vault, line, "")


def _say_again(vault: Vault, disclosure: UUID, place: UUID, more_words: str = "") -> None:
    """Let a disclosure's line say what stands after everything that was recorded of it."""
    line = _line_on_record(vault, disclosure)
    signed = _record(vault, disclosure)
    assert isinstance(signed, Disclosure), "only disclosures are told of"
    since = moments.records_naming(vault, place, disclosure, line.seq)
    lines.change(vault, line_of_disclosure(signed, since, seq=line.seq, at=line.at), more_words)


_STANDS = frozenset({ConsentEventKind.RENEWED, ConsentEventKind.NARROWED, ConsentEventKind.WIDENED})


def _follow(vault: Vault, event: ConsentEvent, place: UUID) -> None:
    """Let the consent's line say what became of it."""
    line = _line_on_record(vault, event.consent)
    if line.state == VOIDED:
        return
    now = replace(line, due=_due_after(event, _consent_now(vault, line, place), line.due))
    if event.kind is ConsentEventKind.GIVEN and event.giving is not None:
        mode = event.giving.mode
        now = replace(now, state=mode.value if mode else "")
    elif event.kind not in _STANDS:
        now = replace(now, state=event.kind.value, due=None)
    lines.change(vault, now, event.statement)


def _due_after(event: ConsentEvent, consent: Consent, due: date | None) -> date | None:
    """Give the day on which a consent is looked at again, or ends, after what became of it."""
    begins = event.kind is ConsentEventKind.GIVEN
    until = event.until or (consent.period.until if begins else None)
    if until is None and not begins and event.kind is not ConsentEventKind.RENEWED:
        return due
    review = consent.period.review_on
    # Whoever renews it was asked again; whatever else is agreed leaves what waits waiting.
    waits = review == due and event.kind is not ConsentEventKind.RENEWED
    ahead = review is not None and review > event.at.date()
    return earliest(review if waits or ahead else None, until)


def _consent_now(vault: Vault, line: Line, place: UUID) -> Consent:
    """Give a consent as it was put right so far."""
    signed = _record(vault, line.object)
    assert isinstance(signed, Consent), "nothing else is followed by events"
    since = moments.records_naming(vault, place, signed.id, line.seq)
    so_far = [one for one in since if isinstance(one, Amendment) and one.target == signed.id]
    return amended(signed, so_far)


def _put_right(vault: Vault, amendment: Amendment, place: UUID) -> None:
    """Let a line say what its record says now; what was said before is still found."""
    said = f"{amendment.new} {amendment.reason}"
    signed = _record(vault, amendment.target)
    if isinstance(signed, Disclosure):
        _say_again(vault, signed.id, place, said)
        return
    line = _line_on_record(vault, amendment.target)
    fresh = line_for(_consent_now(vault, line, place), seq=line.seq, at=line.at)
    assert fresh is not None, "a consent has a line"
    if amendment.voids or line.state == VOIDED:
        fresh = replace(fresh, state=VOIDED, due=None)
    elif amendment.part.split(".")[0] not in {"giving", "period"}:
        fresh = replace(fresh, state=line.state, due=line.due)
    lines.change(vault, fresh, said)


def _record(vault: Vault, object_id: UUID) -> Record:
    row = journal_rows.latest_record(vault, str(object_id))
    assert row is not None, "what an act is about is on record"
    return read_payload(row.payload)


def _line_on_record(vault: Vault, object_id: UUID) -> Line:
    line = lines.line_of(vault, object_id)
    assert line is not None, "what an act is about is on record"
    return line


def _words(vault: Vault, record: Record, place: UUID) -> str:
    """Give the words a record is found by: its texts, and the name of the person it concerns."""
    name = "" if isinstance(record, ServiceUser) else _name(vault, place)
    return " ".join([name, *(text for _part, text in texts(record) if text)])


def _name(vault: Vault, place: UUID) -> str:
    line = lines.line_of(vault, place)
    return line.title if line is not None else ""
