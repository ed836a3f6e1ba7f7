# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlcipher3 import dbapi2

from logbook.domain.lines import Line
from logbook.journal.entry import FIRST_EPOCH, NO_ENTRY, Entry, sign_leaf, written_entry
from logbook.journal.tree import leaf_hash
from logbook.store import drafts, erasing, journal_rows, lines, moments
from logbook.store.drafts import DraftRow
from logbook.store.errors import OpenForReadingOnlyError
from logbook.store.folder import LogbookFolder
from logbook.store.journal_rows import RecordRow, SignedEntry
from logbook.store.person_keys import PersonKeys
from logbook.store.vault import Vault
from tests.store.pages import in_clear, journal_in_clear

NOW = datetime(2026, 11, 21, 22, 47, 42, tzinfo=UTC)
MARKER = "Marmaduke"

Recorder = Callable[..., tuple[SignedEntry, RecordRow]]
Act = Callable[[str], int]


@pytest.fixture
def act(vault: Vault, person_keys: PersonKeys) -> Act:
    """Write an entry without a record, in the caller's transaction; give its number."""

    def write(name: str) -> int:
        seq = journal_rows.size(vault)
        body = written_entry(
            Entry(
                act=name,
                actor="p_1",
                app="0.1.0",
                commitment="",
                device="d_1",
                epoch=FIRST_EPOCH,
                log=vault.id,
                object=str(uuid4()),
                prev=(journal_rows.last_leaf(vault) or NO_ENTRY).hex(),
                revision=0,
                seq=seq,
                time=NOW,
                zone="Europe/London+00:00",
            )
        )
        leaf = leaf_hash(body)
        signed = SignedEntry(
            seq=seq, body=body, leaf=leaf, signature=sign_leaf(person_keys.ed25519, leaf)
        )
        journal_rows.append(vault, signed, None)
        return seq

    return write


@pytest.fixture
def named(vault: Vault, record: Recorder, a_line: Callable[..., Line]) -> str:
    """A record in two revisions with a line, a moment and a draft; another beside it."""
    entry, row = record(f'{{"name":"{MARKER} the first"}}'.encode())
    record(f'{{"name":"{MARKER}"}}'.encode(), object_id=row.object, revision=2)
    other, its = record(b'{"name":"Hollybush"}')
    with vault.atomic():
        line = a_line(entry.seq + 1, row.object, title=MARKER)
        lines.put(vault, line, MARKER)
        lines.put(vault, a_line(other.seq, its.object, title="Hollybush"), "Hollybush")
        moments.put(vault, line.object, entry.seq)
        body = f'{{"about":"{row.object}","text":"{MARKER}"}}'.encode()
        drafts.keep(vault, DraftRow(id="about", kind="d", body=body, saved_at=NOW))
        drafts.keep(vault, DraftRow(id="other", kind="d", body=b"{}", saved_at=NOW))
    return row.object


def erase(vault: Vault, act: Act, object_id: str) -> int:
    with vault.atomic():
        return erasing.erase(vault, [object_id], erased_by=act("erasure.done"))


def test_every_revision_goes_with_line_moment_words_and_draft_and_nothing_else(
    vault: Vault, named: str, act: Act
) -> None:
    assert erase(vault, act, named) == 2
    assert not journal_rows.is_on_record(vault, named)
    assert [line.title for line in lines.newest(vault)] == ["Hollybush"]
    assert vault.rows("SELECT seq FROM moment") == []
    assert [draft.id for draft in drafts.all_drafts(vault)] == ["other"]
    assert vault.rows("SELECT seq, revision, erased_by FROM erased") == [(0, 1, 3), (1, 2, 3)]
    assert journal_rows.size(vault) == 4
    assert (erasing.count(vault), erasing.erasing_entries(vault)) == (2, (3,))
    assert (erasing.entry_of_erased(vault, named), erasing.entry_of_erased(vault, "o")) == (1, None)


def test_nothing_of_it_is_in_the_file_once_it_is_swept(
    vault: Vault, named: str, act: Act, folder: LogbookFolder, key: bytes
) -> None:
    erase(vault, act, named)
    journal = folder.records.with_name("records.db-journal")
    assert MARKER.encode() in journal_in_clear(journal, key)
    assert erasing.is_unswept(vault)

    assert erasing.sweep(vault)

    assert not erasing.is_unswept(vault)
    assert MARKER.encode() not in journal_in_clear(journal, key)
    assert vault.rows("PRAGMA integrity_check") == [("ok",)]
    assert vault.row("PRAGMA freelist_count") == (0,)
    vault.close()
    data = in_clear(folder.records, key)
    assert MARKER.encode() not in data
    assert MARKER.lower().encode()[2:] not in data
    assert b"Hollybush" in data


def test_control_before_the_erasure_it_is_in_the_file(
    vault: Vault, named: str, folder: LogbookFolder, key: bytes
) -> None:
    assert named
    vault.close()
    data = in_clear(folder.records, key)
    assert MARKER.encode() in data
    assert MARKER.lower().encode()[2:] in data


def test_control_without_secure_delete_what_is_deleted_stays_in_the_pages(
    vault: Vault, named: str, folder: LogbookFolder, key: bytes
) -> None:
    connection = vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("DROP TRIGGER record_is_not_removed")
    connection.execute("DELETE FROM record WHERE object = :named", {"named": named})
    vault.close()
    assert MARKER.encode() in in_clear(folder.records, key)


def test_it_is_not_swept_while_rows_are_being_read(vault: Vault, named: str, act: Act) -> None:
    erase(vault, act, named)
    rows = vault.stream("SELECT seq FROM entry ORDER BY seq")
    next(rows)
    assert not erasing.sweep(vault)
    assert erasing.is_unswept(vault)
    rows.close()  # type: ignore[attr-defined]
    assert erasing.sweep(vault)


def test_half_an_erasure_is_none(vault: Vault, named: str, act: Act) -> None:
    def stopped() -> None:
        with vault.atomic():
            erasing.erase(vault, [named], erased_by=act("erasure.done"))
            raise KeyError

    with pytest.raises(KeyError):
        stopped()
    assert journal_rows.is_on_record(vault, named)
    assert erasing.count(vault) == 0
    assert not erasing.is_unswept(vault)
    assert [line.title for line in lines.newest(vault)] == ["Hollybush", MARKER]


TOMBSTONE = "INSERT INTO erased (seq, object, revision, erased_by) VALUES ({}, '{}', 1, {})"


@pytest.mark.parametrize(
    ("name", "tombstone"),
    [
        ("disclosure.recorded", (0, 3)),
        ("erasure.done", (0, 2)),
        ("erasure.done", (2, 3)),
        ("erasure.done", (9, 3)),
    ],
    ids=["no act that erases", "not the last entry", "of another record", "of no record"],
)
def test_a_tombstone_that_no_erasure_left_is_refused(
    vault: Vault, named: str, act: Act, name: str, tombstone: tuple[int, int]
) -> None:
    seq, by = tombstone
    with vault.atomic():
        act(name)
    with pytest.raises(dbapi2.IntegrityError):
        vault.execute(TOMBSTONE.format(seq, named, by))
    assert erasing.count(vault) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM record",
        "DELETE FROM erased",
        "UPDATE erased SET erased_by = 0",
        "INSERT OR REPLACE INTO erased SELECT seq, object, revision, 0 FROM erased",
        "VACUUM",
    ],
)
def test_what_was_erased_and_what_was_not_stays_so(
    vault: Vault, named: str, act: Act, statement: str
) -> None:
    erase(vault, act, named)
    before = vault.rows("SELECT seq, object, revision, erased_by FROM erased")
    with pytest.raises(dbapi2.Error):
        vault.execute(statement)
    assert vault.rows("SELECT seq, object, revision, erased_by FROM erased") == before
    assert vault.rows("SELECT seq FROM record") == [(2,)]


def test_the_trigger_alone_keeps_what_no_tombstone_of_this_act_names(
    vault: Vault, named: str, act: Act
) -> None:
    # The guard of statements is away here: an eraser with a mistake in it would have it away too.
    erase(vault, act, named)
    connection = vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    with pytest.raises(dbapi2.IntegrityError, match="only added to"):
        connection.execute("DELETE FROM record")


def test_nothing_is_recorded_under_an_identity_that_was_erased(
    vault: Vault, named: str, act: Act, record: Recorder
) -> None:
    erase(vault, act, named)
    with pytest.raises(dbapi2.IntegrityError, match="erased"):
        record(b"{}", object_id=named)
    assert not journal_rows.is_on_record(vault, named)


def test_nothing_is_swept_where_nothing_may_be_written(vault: Vault, named: str) -> None:
    assert named
    vault.turn_read_only()
    with pytest.raises(OpenForReadingOnlyError):
        erasing.sweep(vault)
