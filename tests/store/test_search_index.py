# SPDX-License-Identifier: Apache-2.0
"""An index of the search is held against the lines: whole it is left alone, and else noticed."""

from __future__ import annotations

import random
from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlcipher3 import dbapi2

from logbook.domain.lines import Line
from logbook.store import lines
from logbook.store.remaking import search_left_behind
from logbook.store.search import query_of
from logbook.store.search_index import _numbers, search_differs
from logbook.store.vault import Vault

WORDS = ["".join(random.Random(n).choices("abcdefghij", k=3 + n % 7)) for n in range(2_000)]  # noqa: S311
Put = Callable[..., str]


@pytest.fixture
def put(vault: Vault, record: Callable[..., object], a_line: Callable[..., Line]) -> Put:
    """Put a line of a new record, with some words."""
    chance = random.Random(7)  # noqa: S311 - words, not secrets

    def _put(words: str = "", *, count: int = 120) -> str:
        object_id = str(uuid4())
        entry, _row = record(object_id=object_id)  # type: ignore[misc]
        with vault.atomic():
            said = words or " ".join(chance.choices(WORDS, k=count))
            lines.put(vault, a_line(entry.seq, object_id), said)  # type: ignore[has-type]
        return object_id

    return _put


@pytest.fixture
def insider(vault: Vault) -> dbapi2.Connection:
    """The open database, without its guards."""
    connection = vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    return connection


def found(vault: Vault, words: str) -> int:
    row = vault.row(
        "SELECT count(*) FROM search WHERE words MATCH :query",
        {"query": query_of(words, prefix=False)},
    )
    return int(row[0]) if row else 0


def test_control_an_index_that_follows_its_lines_never_differs(vault: Vault, put: Put) -> None:
    chance = random.Random(11)  # noqa: S311 - which lines, not secrets
    seqs: list[int] = []
    for _round in range(120):
        put(count=chance.choice((1, 5, 150)))
        seqs.append(len(seqs))
        if chance.random() < 0.4:
            with vault.atomic():
                gone = seqs[chance.randrange(len(seqs))]
                vault.execute("DELETE FROM line WHERE seq = :seq", {"seq": gone})
        assert not search_differs(vault)


def test_an_empty_index_does_not_differ(vault: Vault) -> None:
    assert not search_differs(vault)


def test_a_leaf_missing_from_the_table_is_noticed_which_fts5_does_not_miss(
    vault: Vault, put: Put, insider: dbapi2.Connection
) -> None:
    for _line in range(40):
        put(count=400)
    put("zzzmost hollybush")
    with vault.atomic(), search_left_behind(vault):
        pass
    insider.set_authorizer(None)
    assert found(vault, "zzzmost") == 1
    insider.execute("DELETE FROM search_idx WHERE pgno >> 1 > 1")
    vault.reopen()

    vault.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    assert found(vault, "zzzmost") == 0, "the control: it is there, and not found"
    assert search_differs(vault)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM search_idx",
        "INSERT INTO search_idx (segid, term, pgno) VALUES (77, x'30', 2)",
        "UPDATE search_data SET block = x'00000000' WHERE id = 10",
        "UPDATE search_data SET block = CAST(x'00000000ff000001' || block AS BLOB) WHERE id = 10",
        "DELETE FROM search_data WHERE id = 10",
        "DELETE FROM search_data WHERE id > 10",
        "INSERT INTO search (search, rowid, words) VALUES ('delete', 0, 'hollybush')",
    ],
)
def test_whatever_else_is_changed_is_noticed(
    vault: Vault, put: Put, insider: dbapi2.Connection, change: str
) -> None:
    put("hollybush")
    insider.set_authorizer(None)
    insider.execute(change)
    vault.reopen()
    assert search_differs(vault)

    # And made good, from whatever state it is in.
    with vault.atomic(), search_left_behind(vault):
        pass
    assert not search_differs(vault)
    assert found(vault, "hollybush") == 1


def test_where_nothing_may_be_written_it_cannot_be_asked(
    vault: Vault, put: Put, insider: dbapi2.Connection
) -> None:
    put("hollybush")
    insider.set_authorizer(None)
    insider.execute("DELETE FROM search_idx")
    vault.turn_read_only()
    assert not search_differs(vault)


def test_numbers_are_read_as_sqlite_writes_them() -> None:
    assert _numbers(b"\x05\x81\x00\xff\x7f") == [5, 128, 16383]
    assert _numbers(b"\xff" * 9) == [2**64 - 1]
