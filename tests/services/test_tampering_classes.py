# SPDX-License-Identifier: Apache-2.0
"""The twelve ways of tampering, done to a real logbook by somebody who has its key.

Each is named by the audit. The last tests are the honest control: what the same insider can do
unseen as long as nothing outside this computer fixes the journal, and that one document does.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from logbook.app import Logbook
from logbook.domain.anchored import AnchorKind
from logbook.domain.records import DocumentKind
from logbook.journal.anchors import Anchor
from logbook.journal.audit import AuditKind, AuditReport
from logbook.journal.checkpoint import Checkpoint, origin, sign_checkpoint
from logbook.journal.commitment import commitment
from logbook.journal.entry import Entry, read_entry, sign_leaf, written_entry
from logbook.journal.tree import leaf_hash, nodes_for, root
from logbook.services.verifying import verify_file
from logbook.store import journal_rows
from logbook.store.key_file import HighWaterMark, write_key_file
from logbook.store.keyring import sealed, with_high_water_mark
from logbook.store.search_index import search_differs
from tests.builders import a_person
from tests.services.scene import Scene, a_scene

PAGE = 4096
Connection = dbapi2.Connection


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


def entries(connection: Connection) -> list[Entry]:
    rows = connection.execute("SELECT body FROM entry ORDER BY seq").fetchall()
    return [read_entry(bytes(body)) for (body,) in rows]


def write(connection: Connection, scene: Scene, written: list[Entry]) -> None:
    """Write the journal anew from its entries: chain, tree and signatures all as they should be."""
    key = scene.keys().unlocked.keys.ed25519
    leaves: list[bytes] = []
    nodes: list[bytes] = []

    def read(level: int, position: int) -> bytes:
        seq = ((position + 1) << level) - 1
        return nodes[seq][32 * (level - 1) :][:32] if level else leaves[seq]

    connection.execute("DELETE FROM entry")
    for seq, entry in enumerate(written):
        # The first names the practice, and goes on to.
        prev = leaves[-1].hex() if leaves else entry.prev
        body = written_entry(replace(entry, seq=seq, prev=prev))
        leaf = leaf_hash(body)
        above = b"".join(node.hash for node in nodes_for(seq, leaf, read)[1:])
        leaves.append(leaf)
        nodes.append(above)
        connection.execute(
            "INSERT INTO entry (seq, body, leaf, signature, nodes) VALUES (?, ?, ?, ?, ?)",
            (seq, body, leaf, sign_leaf(key, leaf), above),
        )


def edit(scene: Scene, connection: Connection) -> None:
    del scene
    payload = bytes(connection.execute("SELECT payload FROM record WHERE seq = 2").fetchone()[0])
    changed = payload.replace(b"Corve Street", b"Broad Street")
    assert changed != payload
    connection.execute("UPDATE record SET payload = ? WHERE seq = 2", (changed,))


def edit_an_entry(scene: Scene, connection: Connection) -> None:
    del scene
    body = bytes(connection.execute("SELECT body FROM entry WHERE seq = 2").fetchone()[0])
    changed = body.replace(b"service-user.added", b"service-user.asked")
    connection.execute("UPDATE entry SET body = ? WHERE seq = 2", (changed,))


def delete(scene: Scene, connection: Connection) -> None:
    del scene
    connection.execute("DELETE FROM record WHERE seq = 2")
    connection.execute("DELETE FROM entry WHERE seq = 2")


def delete_a_record(scene: Scene, connection: Connection) -> None:
    del scene
    connection.execute("DELETE FROM record WHERE seq = 3")


def insert(scene: Scene, connection: Connection) -> None:
    del scene
    for table in ("record", "entry"):
        connection.execute(f"UPDATE {table} SET seq = seq + 1000 WHERE seq > 2")  # noqa: S608
        connection.execute(f"UPDATE {table} SET seq = seq - 999 WHERE seq > 1000")  # noqa: S608
    connection.execute(
        "INSERT INTO entry SELECT 3, body, leaf, signature, nodes FROM entry WHERE seq = 2"
    )


def reorder(scene: Scene, connection: Connection) -> None:
    del scene
    for before, after in ((2, 1002), (3, 2), (1002, 3)):
        connection.execute("UPDATE entry SET seq = ? WHERE seq = ?", (after, before))
        connection.execute("UPDATE record SET seq = ? WHERE seq = ?", (after, before))


def truncate(scene: Scene, connection: Connection) -> None:
    del scene
    connection.execute("DELETE FROM record WHERE seq >= 4")
    connection.execute("DELETE FROM entry WHERE seq >= 4")
    connection.execute("DELETE FROM signed_checkpoint")


def fork(scene: Scene, connection: Connection) -> None:
    changed = entries(connection)
    changed[4] = replace(changed[4], act="logbook.unlocking-failed")
    write(connection, scene, changed)
    connection.execute("DELETE FROM signed_checkpoint")


def swap_commitments(scene: Scene, connection: Connection) -> None:
    changed = entries(connection)
    changed[2], changed[3] = (
        replace(changed[2], commitment=changed[3].commitment),
        replace(changed[3], commitment=changed[2].commitment),
    )
    write(connection, scene, changed)
    connection.execute("DELETE FROM signed_checkpoint")


def swap_signatures(scene: Scene, connection: Connection) -> None:
    del scene
    rows = dict(connection.execute("SELECT seq, signature FROM entry").fetchall())
    connection.execute("UPDATE entry SET signature = ? WHERE seq = 2", (rows[3],))
    connection.execute("UPDATE entry SET signature = ? WHERE seq = 3", (rows[2],))


def lose_a_salt(scene: Scene, connection: Connection) -> None:
    del scene
    connection.execute("UPDATE record SET salt = x'' WHERE seq = 2")


def skip_an_epoch(scene: Scene, connection: Connection) -> None:
    changed = entries(connection)
    changed[4:] = [replace(each, epoch=3) for each in changed[4:]]
    write(connection, scene, changed)
    connection.execute("DELETE FROM signed_checkpoint")


def replay_a_page(scene: Scene, table: str = "record") -> None:
    """Put pages of an older copy of the file back: no key is needed for that, only the files."""
    old, path = (scene.before / "records.db").read_bytes(), scene.folder.records
    with scene.insider() as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
    with path.open("r+b") as file:
        file.seek(PAGE * (page - 1))
        file.write(old[PAGE * (page - 1) :][:PAGE])


def replay_the_checkpoints(scene: Scene) -> None:
    """Put the page back on which the newest checkpoint was not yet: the guard against a fork."""
    replay_a_page(scene, "signed_checkpoint")


def lose_an_earlier_checkpoint(scene: Scene, connection: Connection) -> None:
    del scene
    connection.execute("DELETE FROM signed_checkpoint WHERE number = 1")


@dataclass(frozen=True, slots=True)
class Class:
    """One of the twelve classes of G6: how it is done and by what the audit names it."""

    name: str
    kind: AuditKind
    by_sql: Callable[[Scene, Connection], None] | None = None
    by_bytes: Callable[[Scene], None] | None = None


def put_the_database_back(scene: Scene) -> None:
    shutil.copy(scene.before / "records.db", scene.folder.records)


CLASSES = (
    Class("edit", AuditKind.RECORD_DIFFERS, edit),
    Class("edit", AuditKind.LEAF_DIFFERS, edit_an_entry),
    Class("delete", AuditKind.ENTRY_MISSING, delete),
    Class("delete", AuditKind.RECORD_MISSING, delete_a_record),
    Class("insert", AuditKind.ENTRY_OUT_OF_SEQUENCE, insert),
    Class("reorder", AuditKind.ENTRY_OUT_OF_SEQUENCE, reorder),
    Class("truncate", AuditKind.ROLLBACK, truncate),
    Class("rollback", AuditKind.ROLLBACK, by_bytes=put_the_database_back),
    Class("fork", AuditKind.FORK, fork),
    Class("page replay", AuditKind.RECORD_MISSING, by_bytes=replay_a_page),
    Class("page replay", AuditKind.CHECKPOINT_LOST, by_bytes=replay_the_checkpoints),
    Class("delete", AuditKind.CHECKPOINT_LOST, lose_an_earlier_checkpoint),
    Class("commitment swap", AuditKind.RECORD_DIFFERS, swap_commitments),
    Class("signature swap", AuditKind.SIGNATURE_WRONG, swap_signatures),
    Class("salt loss", AuditKind.SALT_LOST, lose_a_salt),
    Class("epoch skip", AuditKind.EPOCH_SKIPPED, skip_an_epoch),
)


def tamper(scene: Scene, how: Class) -> None:
    if how.by_bytes is not None:
        how.by_bytes(scene)
    if how.by_sql is not None:
        with scene.insider() as connection:
            how.by_sql(scene, connection)


def audited(scene: Scene, *notes: Anchor) -> set[AuditKind]:
    with scene.opened() as logbook:
        return {finding.kind for finding in logbook.auditing.audit(notes=notes).findings}


def test_the_untampered_logbook_is_whole(scene: Scene) -> None:
    assert audited(scene) == set()


def test_there_are_twelve_classes() -> None:
    assert len({each.name for each in CLASSES}) == 12


@pytest.mark.parametrize("how", CLASSES, ids=[f"{each.name}-{each.kind.value}" for each in CLASSES])
def test_a_class_of_tampering_is_named(scene: Scene, how: Class) -> None:
    tamper(scene, how)

    assert how.kind in audited(scene)
    with scene.opened() as logbook:
        logbook.auditing.audit()
        assert logbook.read_only is not None


def test_the_replayed_page_is_not_noticed_by_the_database_itself(scene: Scene) -> None:
    """Why every record is committed to: the page bears a seal of its own, old or new."""
    replay_a_page(scene)
    with scene.insider() as connection:
        said = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    assert said == []


@pytest.mark.parametrize("kept", ["key file", "computer", "anchors"])
def test_each_mark_outside_alone_shows_a_lost_checkpoint(scene: Scene, kept: str) -> None:
    replay_the_checkpoints(scene)
    if kept != "key file":
        without_mark(scene)
    if kept != "computer":
        shutil.rmtree(scene.computer.path)
    if kept != "anchors":
        scene.folder.anchors.unlink()

    with scene.opened() as logbook:
        assert {one.kind for one in logbook.auditing.audit().findings} == {
            AuditKind.CHECKPOINT_LOST
        }
        assert logbook.read_only is not None


def without_mark(scene: Scene) -> None:
    """Put a key file there that is genuine and has never seen the journal."""
    keys = scene.keys()
    bare = replace(keys.key_file, hwm=HighWaterMark(), epoch=1_000)
    write_key_file(scene.folder, sealed(bare, keys.unlocked.root_key))


SEARCH_PAGES = ("search_data", "search_idx")


def replay_the_search(scene: Scene) -> None:
    for table in SEARCH_PAGES:
        replay_a_page(scene, table)


def test_an_index_of_the_search_put_back_is_named_and_made_again_with_an_entry(
    scene: Scene,
) -> None:
    replay_the_search(scene)
    with scene.opened() as logbook:
        vault = logbook._opened.vault
        assert vault.rows("PRAGMA cipher_integrity_check") == []
        report = finished(logbook)
        assert [one.kind for one in report.findings] == [AuditKind.SEARCH_DIFFERS]
        assert report.is_intact
        assert logbook.read_only is None

        last = journal_rows.entry_at(vault, journal_rows.size(vault) - 1)
        assert last is not None
        assert read_entry(last.body).act == "lists.rebuilt"
        assert finished(logbook).findings == ()
        assert not logbook.auditing.lists_differ()
        assert [one.object for one in logbook.searching.search("Bevan")] == [scene.disclosure]
        assert logbook.auditing.audit().is_intact


def test_the_triggers_stand_as_before_when_lists_were_made_again(scene: Scene) -> None:
    schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
    with scene.opened() as logbook:
        vault = logbook._opened.vault
        before = vault.rows(schema)
        logbook.auditing.rebuild()
        assert not logbook.auditing.lists_differ()
        assert vault.rows(schema) == before
        logbook.enrolling.add(a_person(reference="LP-0043", name="Quillfeather"))
        assert len(logbook.searching.search("Quillfeather")) == 1
        assert not search_differs(vault)


def test_control_unless_it_is_looked_for_nobody_notices_the_index(scene: Scene) -> None:
    with scene.opened() as logbook:
        assert [one.object for one in logbook.searching.search("Bevan")] == [scene.disclosure]
    replay_the_search(scene)
    with scene.opened() as logbook:
        assert logbook.searching.search("Bevan") == ()
        # What may be read only is looked at and left as it is.
        logbook._opened.vault.turn_read_only()
        assert finished(logbook).findings == ()


def finished(logbook: Logbook) -> AuditReport:
    """Audit as the window does after each opening."""
    steps = logbook.auditing.steps()
    while True:
        try:
            next(steps)
        except StopIteration as end:
            report: AuditReport = end.value
            return report


# What the same insider does unseen, while nothing has left this computer.


def cover_the_traces(scene: Scene) -> None:
    """Make every mark on this computer agree with the journal as it now is."""
    keys = scene.keys()
    with scene.insider() as connection:
        rows = connection.execute("SELECT leaf, nodes FROM entry ORDER BY seq").fetchall()
        connection.execute("DELETE FROM signed_checkpoint")
        # Lists that are not there are made at the next opening, of whatever the journal says then.
        connection.execute("DELETE FROM line")
        connection.execute("DELETE FROM moment")

    def read(level: int, position: int) -> bytes:
        leaf, nodes = rows[((position + 1) << level) - 1]
        return bytes(nodes[32 * (level - 1) :][:32] if level else leaf)

    size = len(rows)
    name = origin(keys.key_file.vault, 1)
    marked = with_high_water_mark(
        keys.key_file, keys.unlocked, origin=name, size=size, root=root(size, read)
    )
    # The epoch is the highest, so that this copy is the one that counts.
    marked = sealed(replace(marked, epoch=1_000), keys.unlocked.root_key)
    write_key_file(scene.folder, marked)
    scene.folder.anchors.unlink()
    head = Checkpoint(origin=name, size=size, root=root(size, read))
    note = sign_checkpoint(head, keys.unlocked.keys.ed25519, name)
    with scene.insider() as connection:
        connection.execute(
            "INSERT INTO signed_checkpoint (number, origin, size, root, note)"
            " VALUES (1, ?, ?, ?, ?)",
            (name, size, head.root, note),
        )
    scene.computer.keep(keys.key_file.vault, place=scene.path, note=note, key_file=marked)


@dataclass(frozen=True, slots=True)
class Unseen:
    """What somebody with the keys can do, and what a document from before makes of it."""

    name: str
    do: Callable[[Scene, Connection], None]
    seen_with: AuditKind | None


def rewrite_a_record(scene: Scene, connection: Connection) -> None:
    """Change what was recorded, commit to it, and write the journal anew with one's own key."""
    changed = entries(connection)
    payload, salt = connection.execute("SELECT payload, salt FROM record WHERE seq = 3").fetchone()
    other = bytes(payload).replace(b"Elm Road Surgery", b"Oak Road Surgery")
    assert other != bytes(payload)
    connection.execute("UPDATE record SET payload = ? WHERE seq = 3", (other,))
    changed[3] = replace(changed[3], commitment=commitment(bytes(salt), other).hex())
    write(connection, scene, changed)


def change_a_time(scene: Scene, connection: Connection) -> None:
    changed = entries(connection)
    changed[4] = replace(changed[4], time=changed[4].time + timedelta(seconds=1))
    write(connection, scene, changed)


def take_the_last_away(scene: Scene, connection: Connection) -> None:
    """Take away what came after the document was made: nothing outside knows of it."""
    del scene
    (last,) = connection.execute("SELECT max(seq) FROM entry").fetchone()
    connection.execute("DELETE FROM record WHERE seq = ?", (last,))
    connection.execute("DELETE FROM entry WHERE seq = ?", (last,))


UNSEEN = (
    Unseen("truncate", truncate, AuditKind.ROLLBACK),
    Unseen("fork", fork, AuditKind.FORK),
    Unseen("edit, committed to anew", rewrite_a_record, AuditKind.FORK),
    Unseen("time changed", change_a_time, AuditKind.FORK),
    Unseen("entries since the document", take_the_last_away, None),
)


def handed_over(scene: Scene) -> Anchor:
    path = scene.path.parent / "handed-over.pdf"
    with scene.opened() as logbook:
        job = logbook.exporting.prepare(scene.disclosure, DocumentKind.DISCLOSURE_RECORD)
        logbook.exporting.deliver(job.run(), path)
    return Anchor(note=verify_file(path).checkpoint, where="PDF", kind=AnchorKind.DOCUMENT)


@pytest.mark.parametrize("case", UNSEEN, ids=[each.name for each in UNSEEN])
def test_who_has_the_keys_and_the_computer_is_found_out_only_from_outside(
    scene: Scene, case: Unseen
) -> None:
    document = handed_over(scene)
    with scene.insider() as connection:
        case.do(scene, connection)
    cover_the_traces(scene)

    assert audited(scene) == set()
    assert audited(scene, document) == ({case.seen_with} if case.seen_with else set())


@pytest.fixture(scope="session", autouse=True)
def table(request: pytest.FixtureRequest) -> Iterator[None]:
    """Print, at the end, what is named and what is not."""
    yield
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    capture = request.config.pluginmanager.get_plugin("capturemanager")
    with capture.global_and_fixture_disabled():
        reporter.section("tampering: named by the audit")
        for each in CLASSES:
            reporter.line(f"{each.name:<16} {each.kind.value}")
        reporter.section("who has keys and computer: unseen without an outside anchor")
        for case in UNSEEN:
            seen = case.seen_with.value if case.seen_with else "unseen as well"
            reporter.line(f"{case.name:<28} with a document from before: {seen}")
