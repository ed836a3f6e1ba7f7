# SPDX-License-Identifier: Apache-2.0
"""The lists: one line for each object, made from its latest record, and each person's timeline.

A page starts after the last line of the page before (keyset), so page one thousand costs what page
one does. Nothing here is evidence: `clear` and putting every line again gives the same lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from logbook.domain.lines import Line, LineKind
from logbook.store.instants import instant, text_of
from logbook.store.list_sums import LineRow, sum_with
from logbook.store.vault import Vault

PAGE_LENGTH = 50
"""As many lines as a page holds where nothing else is asked for."""

_LAST = 2**62
"""A journal never has an entry of this number: a page that starts here is the first."""

SHOWN = """
SELECT line.seq, line.object, line.kind, line.service_user, (
        SELECT person.title FROM record JOIN line AS person ON person.seq = record.seq
        WHERE record.object = line.service_user ORDER BY record.revision DESC LIMIT 1
    ), line.at, line.sort, line.number, line.title, line.detail, line.state, line.due,
    line.restricted
"""
"""The columns of a line, the service user's name as it is now among them: see `read_line`."""

_PUT = """
INSERT INTO line
    (seq, object, kind, service_user, at, sort, number, title, detail, state, due, words,
    restricted)
VALUES
    (:seq, :object, :kind, :service_user, :at, :sort, :number, :title, :detail, :state, :due,
    :words, :restricted)
"""
_STORED_OF = """
SELECT line.seq, line.object, line.kind, line.service_user, line.at, line.sort, line.number,
    line.title, line.detail, line.state, line.due, line.words, line.restricted
FROM record JOIN line ON line.seq = record.seq WHERE record.object = :object
"""
_WORDS_OF = """
SELECT line.words FROM record JOIN line ON line.seq = record.seq WHERE record.object = :object
"""
_COLUMNS = (
    "seq",
    "object",
    "kind",
    "service_user",
    "at",
    "sort",
    "number",
    "title",
    "detail",
    "state",
    "due",
    "words",
    "restricted",
)
_TAKE_OUT = "DELETE FROM line WHERE seq = :seq"
_CLEAR = "DELETE FROM line"
_IS_EMPTY = "SELECT max(seq) IS NULL FROM line"
_OF_OBJECT = (
    SHOWN
    + """
FROM record JOIN line ON line.seq = record.seq
WHERE record.object = :object ORDER BY record.revision DESC LIMIT 1
"""
)
_OF_ERASED = (
    SHOWN
    + """
FROM erased JOIN line ON line.seq = erased.seq
WHERE erased.object = :object ORDER BY erased.revision DESC LIMIT 1
"""
)
_NEWEST = (
    SHOWN
    + """
FROM line WHERE line.seq < :before ORDER BY line.seq DESC LIMIT :limit
"""
)
_NEWEST_OF_KIND = (
    SHOWN
    + """
FROM line WHERE line.kind = :kind AND line.seq < :before
ORDER BY line.seq DESC LIMIT :limit
"""
)
_OF_PERSON = (
    SHOWN
    + """
FROM moment JOIN line ON line.seq = moment.seq
WHERE moment.service_user = :person AND moment.seq < :before AND line.kind = :kind
ORDER BY moment.seq DESC LIMIT :limit
"""
)
_SHOWN_TO_PERSON = (
    SHOWN
    + """
FROM moment JOIN line ON line.seq = moment.seq
WHERE moment.service_user = :person AND line.kind = 'disclosure'
    AND line.restricted = 0 AND line.state NOT IN ('refused', 'void', 'destroyed')
ORDER BY moment.seq
"""
)
_BY_NAME = (
    SHOWN
    + """
FROM line INDEXED BY line_of_name
WHERE line.kind = 'service-user' AND (line.sort, line.seq) > (:sort, :seq)
ORDER BY line.sort, line.seq LIMIT :limit
"""
)
_DUE = (
    SHOWN
    + """
FROM line
WHERE line.due IS NOT NULL AND line.due <= :day AND (line.due, line.seq) > (:due, :seq)
ORDER BY line.due, line.seq LIMIT :limit
"""
)


def put(vault: Vault, line: Line, words: str) -> None:
    """Put a line in the place of the object's earlier one; search finds it by `words`."""
    gone, come = (
        vault.row(_STORED_OF, {"object": str(line.object)}),
        row_of(line, words_to_store(line, words)),
    )
    if gone is not None:
        vault.execute(_TAKE_OUT, {"seq": gone[0]})
    vault.execute(_PUT, _named(come))
    sums = vault.list_sums
    if sums is not None:
        vault.list_sums = replace(sums, lines=sum_with(sums.lines, come=come, gone=gone))


def change(vault: Vault, line: Line, more_words: str = "") -> None:
    """Put a line in the place of the object's earlier one, found by its words and by more."""
    found = vault.row(_WORDS_OF, {"object": str(line.object)})
    assert found is not None, "only a line that is there is changed"
    put(vault, line, words_with(line, str(found[0]), more_words))


def put_all_again(vault: Vault, rows: Iterable[LineRow]) -> None:
    """Put lines in the place of all that are there; `row_of` gives each."""
    vault.list_sums = None
    vault.execute(_CLEAR)
    for row in rows:
        vault.execute(_PUT, _named(row))


def words_to_store(line: Line, words: str) -> str:
    """Give what a line is found by: its words, and always its number (`sequences.numbered`)."""
    return f"{line.number} {words}"


def words_with(line: Line, stored: str, more_words: str) -> str:
    """Give the words of a line that is found by more than what is stored with it."""
    return f"{stored.removeprefix(f'{line.number} ')} {more_words}".rstrip()


def row_of(line: Line, stored_words: str) -> LineRow:
    """Give a line as it is stored, with the words that are stored with it."""
    return (
        line.seq,
        str(line.object),
        line.kind.value,
        str(line.service_user) if line.service_user is not None else "",
        text_of(line.at),
        line.sort,
        line.number,
        line.title,
        line.detail,
        line.state,
        line.due.isoformat() if line.due else None,
        stored_words,
        int(line.restricted),
    )


def is_empty(vault: Vault) -> bool:
    """Tell whether there is no line at all, as after a new form of the lists was brought in."""
    found = vault.row(_IS_EMPTY)
    return bool(found and found[0])


def line_of(vault: Vault, object_id: UUID) -> Line | None:
    """Give the line of an object; None if it has none."""
    wanted = {"object": str(object_id)}
    found = vault.row(_OF_OBJECT, wanted) or vault.row(_OF_ERASED, wanted)
    return read_line(found) if found else None


def newest(
    vault: Vault, kind: LineKind | None = None, *, before: int = _LAST, limit: int = PAGE_LENGTH
) -> tuple[Line, ...]:
    """Give a page of lines, the one recorded last first, from below entry `before`."""
    if kind is None:
        return _lines(vault.rows(_NEWEST, {"before": before, "limit": limit}))
    parameters = {"kind": kind.value, "before": before, "limit": limit}
    return _lines(vault.rows(_NEWEST_OF_KIND, parameters))


def of_person(
    vault: Vault,
    service_user: UUID,
    kind: LineKind,
    *,
    before: int = _LAST,
    limit: int = PAGE_LENGTH,
) -> tuple[Line, ...]:
    """Give a page of a service user's lines of one kind, the one recorded last first."""
    parameters = {
        "person": str(service_user),
        "kind": kind.value,
        "before": before,
        "limit": limit,
    }
    return _lines(vault.rows(_OF_PERSON, parameters))


def shown_to_person(vault: Vault, service_user: UUID) -> tuple[Line, ...]:
    """Give what a service user may be told was disclosed about them, the earliest first (INV-23).

    What is restricted is not among them and leaves no gap; nor is what was not disclosed or voided.
    """
    return _lines(vault.rows(_SHOWN_TO_PERSON, {"person": str(service_user)}))


def people(
    vault: Vault, *, after: Line | None = None, limit: int = PAGE_LENGTH
) -> tuple[Line, ...]:
    """Give a page of service users by name, from the one after `after` on."""
    parameters = {
        "sort": after.sort if after else "",
        "seq": after.seq if after else -1,
        "limit": limit,
    }
    return _lines(vault.rows(_BY_NAME, parameters))


def due(
    vault: Vault, day: date, *, after: Line | None = None, limit: int = PAGE_LENGTH
) -> tuple[Line, ...]:
    """Give a page of what is due on a day or before it, the most pressing first."""
    parameters = {
        "day": day.isoformat(),
        "due": after.due.isoformat() if after and after.due else "",
        "seq": after.seq if after else -1,
        "limit": limit,
    }
    return _lines(vault.rows(_DUE, parameters))


def read_line(row: tuple[Any, ...]) -> Line:
    """Make a line of a row: its columns, and the service user's name after theirs."""
    seq, object_id, kind, service_user, person, at, sort, *shown = row
    number, title, detail, state, due_on, restricted = shown
    return Line(
        seq=seq,
        object=UUID(object_id),
        kind=LineKind(kind),
        service_user=UUID(service_user) if service_user else None,
        person=person or "",
        at=instant(at),
        sort=sort,
        number=number,
        title=title,
        detail=detail,
        state=state,
        due=date.fromisoformat(due_on) if due_on else None,
        restricted=bool(restricted),
    )


def _named(row: LineRow) -> dict[str, Any]:
    return dict(zip(_COLUMNS, row, strict=True))


def _lines(rows: Iterable[tuple[Any, ...]]) -> tuple[Line, ...]:
    return tuple(read_line(row) for row in rows)
