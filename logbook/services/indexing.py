# SPDX-License-Identifier: Apache-2.0
"""What lists, timelines and search hold of a record, remade from the journal at any time.

The same rules put a record that was just signed into the stored lists, and all of the journal into
lists in memory, which those that are stored are held against.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
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
from logbook.domain.text import words_in
from logbook.journal.audit import StoredEntry
from logbook.journal.commitment import SALT_BYTES, commitment
from logbook.journal.entry import Entry, canonical_entry
from logbook.journal.payload import read_payload
from logbook.services.listing import earliest, line_for, line_of_disclosure
from logbook.services.lists import Lists, MadeLists, StoredLists
from logbook.services.tombstones import destroyed_in
from logbook.store import lines, moments
from logbook.store.audit_rows import stored_journal
from logbook.store.errors import VaultDamagedError
from logbook.store.indexes import indexes_differ, make_indexes_again
from logbook.store.list_rows import erased_objects, stored_sums
from logbook.store.list_sums import ListSums, sum_of
from logbook.store.remaking import search_left_behind
from logbook.store.search_index import search_differs
from logbook.store.vault import Vault

_PROGRESS_EVERY = 1_000


def index(vault: Vault, record: Record, *, seq: int, at: datetime) -> None:
    """Index a record that entry `seq` brought, in the caller's transaction."""
    _index(StoredLists(vault), record, seq=seq, at=at)


def stand_in(vault: Vault, record: DestructionCertificate | Erasure) -> None:
    """Let a line stand where each record stood that lists showed and that is erased by now."""
    _stand_in(StoredLists(vault), record)


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
    """Tell whether lists, timelines or search are other than they are made; changes nothing.

    Whether the search is, can be asked only where something may be written.

    Raises:
        LogbookError: the journal cannot be read, or something it tells of is not on record.
    """
    return search_differs(vault) or indexes_differ(vault) or stored_sums(vault) != made_sums(vault)


def made_sums(vault: Vault) -> ListSums:
    """Give the sums over lists and timelines as the journal makes them.

    Takes some seven milliseconds for each hundred entries.

    Raises:
        LogbookError: a record is not what its entry committed to, or cannot be read.
    """
    made, _done = _made(vault, None, is_held=True)
    return ListSums(lines=sum_of(made.line_rows()), moments=sum_of(made.moment_rows()))


def _remade(vault: Vault, progress: Callable[[int], None] | None) -> int:
    make_indexes_again(vault)
    made, done = _made(vault, progress)
    lines.put_all_again(vault, made.line_rows())
    moments.put_all_again(vault, made.moment_rows())
    return done


def _made(
    vault: Vault, progress: Callable[[int], None] | None, *, is_held: bool = False
) -> tuple[MadeLists, int]:
    """Make the lists in memory; give them with how many records they were made of.

    Args:
        vault: Where the journal is.
        progress: Told now and then how many records are done.
        is_held: Hold each record against what its entry committed to.
    """
    made, done = MadeLists(erased_objects(vault)), 0
    destroyed = destroyed_in(vault) if is_held else frozenset()
    for row in stored_journal(vault).entries:
        entry = canonical_entry(row.body)
        is_gone = (entry.object, entry.revision) in destroyed
        if is_held and not _is_as_committed(entry, row, is_destroyed=is_gone):
            raise VaultDamagedError("A record is not what its entry committed to.")
        record = read_payload(row.payload) if row.payload is not None else None
        made.know(record, seq=row.seq, at=entry.time)
        if record is None:
            continue
        _index(made, record, seq=row.seq, at=entry.time)
        done += 1
        if progress is not None and done % _PROGRESS_EVERY == 0:
            progress(done)
    return made, done


def _is_as_committed(entry: Entry, row: StoredEntry, *, is_destroyed: bool) -> bool:
    if row.payload is None or row.salt is None:
        return is_destroyed or not entry.commitment
    if is_destroyed or len(row.salt) != SALT_BYTES:
        return False
    return commitment(row.salt, row.payload).hex() == entry.commitment


def _index(lists: Lists, record: Record, *, seq: int, at: datetime) -> None:
    if isinstance(record, DestructionCertificate | Erasure):
        _stand_in(lists, record)
    place = place_of(record)
    if place is None:
        return
    lists.put_moment(place, seq)
    line = line_for(record, seq=seq, at=at)
    if line is not None:
        lists.put(line, _words(lists, record, place))
    if isinstance(record, Notification):
        _say_again(lists, record.disclosure, place)
    elif isinstance(record, TellingReview):
        _say_again(lists, record.disclosure, place, words_in(record))
    elif isinstance(record, ConsentEvent):
        _follow(lists, record, place)
    elif isinstance(record, Amendment):
        _put_right(lists, record, place)


def _stand_in(lists: Lists, record: DestructionCertificate | Erasure) -> None:
    if isinstance(record, DestructionCertificate):
        on = record.destroyed_on
        for item in record.items:
            _put_in_place(
                lists,
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
            lists,
            erased.object,
            erased.service_user,
            kind=erased.kind,
            number=erased.number,
            on=record.erased_at.date(),
            rule="",
        )


def _put_in_place(
    lists: Lists,
    object_id: UUID,
    place: UUID | None,
    *,
    kind: LineKind | None,
    number: str,
    on: date,
    rule: str,
) -> None:
    erased = lists.erased(object_id)
    if erased is None or kind is None:
        return
    seq, at = erased
    if place is not None:
        lists.put_moment(place, seq)
    line = Line(
        seq=seq,
        object=object_id,
        kind=kind,
        service_user=place,
        person="",
        at=at,
        sort="",
        number=number,
        title=on.isoformat(),
        detail=rule,
        state=DESTROYED,
        due=None,
    )
    lists.put(line, "")


def _say_again(lists: Lists, disclosure: UUID, place: UUID, more_words: str = "") -> None:
    """Let a disclosure's line say what stands after everything that was recorded of it."""
    line = _line_on_record(lists, disclosure)
    signed = lists.record(disclosure)
    assert isinstance(signed, Disclosure), "only disclosures are told of"
    since = lists.naming(place, disclosure, line.seq)
    lists.change(line_of_disclosure(signed, since, seq=line.seq, at=line.at), more_words)


_STANDS = frozenset({ConsentEventKind.RENEWED, ConsentEventKind.NARROWED, ConsentEventKind.WIDENED})


def _follow(lists: Lists, event: ConsentEvent, place: UUID) -> None:
    """Let the consent's line say what became of it."""
    line = _line_on_record(lists, event.consent)
    if line.state == VOIDED:
        return
    now = replace(line, due=_due_after(event, _consent_now(lists, line, place), line.due))
    if event.kind is ConsentEventKind.GIVEN and event.giving is not None:
        mode = event.giving.mode
        now = replace(now, state=mode.value if mode else "")
    elif event.kind not in _STANDS:
        now = replace(now, state=event.kind.value, due=None)
    lists.change(now, event.statement)


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


def _consent_now(lists: Lists, line: Line, place: UUID) -> Consent:
    """Give a consent as it was put right so far."""
    signed = lists.record(line.object)
    assert isinstance(signed, Consent), "nothing else is followed by events"
    since = lists.naming(place, signed.id, line.seq)
    so_far = [one for one in since if isinstance(one, Amendment) and one.target == signed.id]
    return amended(signed, so_far)


def _put_right(lists: Lists, amendment: Amendment, place: UUID) -> None:
    """Let a line say what its record says now; what was said before is still found."""
    said = f"{amendment.new} {amendment.reason}"
    signed = lists.record(amendment.target)
    if isinstance(signed, Disclosure):
        _say_again(lists, signed.id, place, said)
        return
    line = _line_on_record(lists, amendment.target)
    fresh = line_for(_consent_now(lists, line, place), seq=line.seq, at=line.at)
    assert fresh is not None, "a consent has a line"
    if amendment.voids or line.state == VOIDED:
        fresh = replace(fresh, state=VOIDED, due=None)
    elif amendment.part.split(".")[0] not in {"giving", "period"}:
        fresh = replace(fresh, state=line.state, due=line.due)
    lists.change(fresh, said)


def _line_on_record(lists: Lists, object_id: UUID) -> Line:
    line = lists.line_of(object_id)
    if line is None:
        raise VaultDamagedError("What an act is about is not on record.")
    return line


def _words(lists: Lists, record: Record, place: UUID) -> str:
    """Give the words a record is found by: its texts, and the name of the person it concerns."""
    name = "" if isinstance(record, ServiceUser) else _name(lists, place)
    said = words_in(record)
    return f"{name} {said}" if said else name


def _name(lists: Lists, place: UUID) -> str:
    line = lists.line_of(place)
    return line.title if line is not None else ""
