# SPDX-License-Identifier: Apache-2.0
"""Taking records out for good, leaving a tombstone for each revision; and sweeping the file after.

In the caller's transaction go the records with their salts, their lines, their words in the search
index, their moments and the drafts that name them. What stays is the entry, whose commitment
nobody can test a guess against without the salt (256 bits).

SQLite overwrites what it frees (secure_delete, and FTS5's own), but a page it has rebuilt may keep
a stale copy of a row between its cells, and the journal beside the database keeps whole pages of
before. So afterwards every page is written anew and the database is opened again, which takes the
journal away. A crash in between leaves a note, and the next opening brings it to its end.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlcipher3 import dbapi2

from logbook.store.authorizer import authorise_erasing, authorise_sweep
from logbook.store.vault import Vault

_REVISIONS = "SELECT seq FROM record WHERE object = :object ORDER BY revision"
_LEAVE_TOMBSTONES = """
INSERT INTO erased (seq, object, revision, erased_by)
SELECT record.seq, record.object, record.revision, :erased_by
FROM json_each(:numbers) AS wanted JOIN record ON record.seq = wanted.value
"""
_TAKE_OUT_LINES = "DELETE FROM line WHERE seq IN (SELECT value FROM json_each(:numbers))"
_TAKE_OUT_MOMENTS = "DELETE FROM moment WHERE seq IN (SELECT value FROM json_each(:numbers))"
_TAKE_OUT_RECORDS = "DELETE FROM record WHERE seq IN (SELECT value FROM json_each(:numbers))"
_TAKE_OUT_DRAFTS = """
DELETE FROM draft WHERE EXISTS (
    SELECT 1 FROM json_each(:objects) AS wanted
    WHERE draft.id = wanted.value OR instr(draft.body, CAST(wanted.value AS BLOB)) > 0
)
"""
_NOTE_UNSWEPT = "INSERT INTO unswept (erased_by) VALUES (:erased_by)"
_IS_UNSWEPT = "SELECT 1 FROM unswept LIMIT 1"
_NOTE_SWEPT = "DELETE FROM unswept"
_WRITE_ANEW = "VACUUM"
_COUNT = "SELECT count(*) FROM erased"
_ERASING_ENTRIES = "SELECT DISTINCT erased_by FROM erased ORDER BY erased_by"
_FIRST_ERASED_BY = "SELECT min(seq) FROM erased WHERE erased_by = :erased_by"
_LAST_ERASED = """
SELECT seq FROM erased WHERE object = :object ORDER BY revision DESC LIMIT 1
"""


def erase(vault: Vault, objects: Sequence[str], *, erased_by: int) -> int:
    """Take out every revision of some records; give how many revisions there were.

    Args:
        vault: In a transaction in which the entry that erases them was written last.
        objects: The identities of the records.
        erased_by: The number of that entry.
    """
    numbers = _numbers(seq for each in objects for seq in _seqs_of(vault, each))
    # What goes now was not summed up: the next opening holds the lists against the journal anew.
    vault.list_sums = None
    vault.execute(_LEAVE_TOMBSTONES, {"numbers": numbers, "erased_by": erased_by})
    vault.execute(_TAKE_OUT_LINES, {"numbers": numbers})
    vault.execute(_TAKE_OUT_MOMENTS, {"numbers": numbers})
    vault.execute(_TAKE_OUT_DRAFTS, {"objects": json.dumps(list(objects))})
    with vault.licensed(authorise_erasing):
        vault.execute(_TAKE_OUT_RECORDS, {"numbers": numbers})
    vault.execute(_NOTE_UNSWEPT, {"erased_by": erased_by})
    return len(json.loads(numbers))


def entry_of_erased(vault: Vault, object_id: str) -> int | None:
    """Give the entry that recorded the last revision of what was erased; None if it was not."""
    found = vault.row(_LAST_ERASED, {"object": object_id})
    return int(found[0]) if found else None


def count(vault: Vault) -> int:
    """Tell how many revisions of records were ever erased."""
    found = vault.row(_COUNT)
    return int(found[0]) if found else 0


def erasing_entries(vault: Vault) -> tuple[int, ...]:
    """Give the entries that erased something, the earliest first."""
    return tuple(seq for (seq,) in vault.rows(_ERASING_ENTRIES))


def first_erased_by(vault: Vault, erased_by: int) -> int | None:
    """Give the first entry that recorded any of what an entry erased; None if it erased nothing."""
    found = vault.row(_FIRST_ERASED_BY, {"erased_by": erased_by})
    return int(found[0]) if found and found[0] is not None else None


def is_unswept(vault: Vault) -> bool:
    """Tell whether something was erased since the pages of the file were last written anew."""
    return vault.row(_IS_UNSWEPT) is not None


def sweep(vault: Vault) -> bool:
    """Write every page anew and take the journal away; takes some seconds for each 100 MB.

    Needs as much room on the disk as the database has, for as long as it takes. A worker may do
    it; whoever asks the vault meanwhile waits.

    Returns:
        Whether it was done. Not while rows are being read, nor if it was interrupted; the next
        time will do.

    Raises:
        VaultError: It was not done, and is still to do.
    """
    vault.must_be_writable()
    with vault.turn():
        with vault.licensed(authorise_sweep()):
            try:
                vault.execute(_WRITE_ANEW)
            except dbapi2.OperationalError:
                return False
        # In exclusive mode the journal stays until the connection is closed; it has old pages.
        vault.reopen()
        with vault.atomic():
            vault.execute(_NOTE_SWEPT)
    return True


def _seqs_of(vault: Vault, object_id: str) -> list[int]:
    return [seq for (seq,) in vault.rows(_REVISIONS, {"object": object_id})]


def _numbers(seqs: Iterable[int]) -> str:
    return json.dumps(list(seqs))
