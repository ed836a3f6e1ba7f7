# SPDX-License-Identifier: Apache-2.0
"""An old page of whatever is made from the journal, put back without a key, decides nothing."""

from __future__ import annotations

import hashlib
import platform
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from logbook.app import Logbook
from logbook.domain.findings import RecordRefusedError
from logbook.journal.audit import AuditKind
from logbook.journal.entry import read_entry
from logbook.services import indexing
from logbook.services.holding_lists import Held, hold
from logbook.services.opening import open_folder
from logbook.store import journal_rows
from logbook.store.indexes import indexes_differ
from logbook.store.list_rows import stored_sums
from tests.builders import PASSPHRASE, a_consent_event, a_disclosure_draft, a_person
from tests.services.scene import Scene, a_scene

PAGE = 4096
Act = Callable[[Logbook, Scene], None]


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


def withdraw(logbook: Logbook, scene: Scene) -> None:
    logbook.keeping.keep(a_consent_event(scene.person, scene.consent))


def enrol(logbook: Logbook, scene: Scene) -> None:
    del scene
    logbook.enrolling.add(a_person(reference="LP-0043", name="Quillfeather"))


def make_a_sheet(logbook: Logbook, scene: Scene) -> None:
    del scene
    logbook.recovering.make_sheet(logbook.recovering.sheet_job(PASSPHRASE).run())


REPLAYS = (
    ("moment", withdraw),
    ("line", withdraw),
    ("line_due", withdraw),
    ("sqlite_autoindex_record_1", withdraw),
    ("moment", enrol),
    ("line", enrol),
    ("line_of_name", enrol),
    ("line_of_kind", enrol),
    ("sqlite_autoindex_record_1", enrol),
    ("record_of_safety", make_a_sheet),
)


def replay(scene: Scene, act: Act, *names: str) -> None:
    """Let something be done, then put pages back as they were before it."""
    with scene.opened():
        pass
    shutil.copy(scene.folder.records, scene.before / "records.db")
    with scene.opened() as logbook:
        act(logbook, scene)
    old = (scene.before / "records.db").read_bytes()
    with scene.insider() as connection:
        pages = dict(connection.execute("SELECT name, rootpage FROM sqlite_schema").fetchall())
    with scene.folder.records.open("r+b") as file:
        for name in names:
            place = PAGE * (pages[name] - 1)
            file.seek(place)
            assert file.read(PAGE) != old[place : place + PAGE]
            file.seek(place)
            file.write(old[place : place + PAGE])


def forget_what_was_kept(scene: Scene) -> None:
    for path in scene.computer.path.rglob("lists.json"):
        path.unlink()


def found(logbook: Logbook) -> set[AuditKind]:
    return {finding.kind for finding in logbook.auditing.audit().findings}


@pytest.mark.parametrize("opening", ["where it was closed", "elsewhere"])
@pytest.mark.parametrize(
    ("name", "act"), REPLAYS, ids=[f"{name}-{act.__name__}" for name, act in REPLAYS]
)
def test_an_old_page_is_named_and_all_is_made_again_before_anything_is_decided(
    scene: Scene, name: str, act: Act, opening: str
) -> None:
    replay(scene, act, name)
    if opening == "elsewhere":
        forget_what_was_kept(scene)

    with scene.opened() as logbook:
        vault = logbook._opened.vault
        assert not indexes_differ(vault)
        assert stored_sums(vault) == indexing.made_sums(vault)
        acts = [
            read_entry(entry.body).act
            for seq in range(journal_rows.size(vault))
            if (entry := journal_rows.entry_at(vault, seq)) is not None
        ]
        assert acts[-2:] == ["lists.rebuilt", "logbook.unlocked"]
        assert found(logbook) == {AuditKind.LISTS_DIFFER}
        assert logbook.read_only is None
    with scene.opened() as logbook:
        assert found(logbook) == set()


@pytest.mark.parametrize(
    ("name", "act"), REPLAYS, ids=[f"{name}-{act.__name__}" for name, act in REPLAYS]
)
def test_control_the_library_takes_the_page_and_only_the_journal_tells(
    scene: Scene, name: str, act: Act
) -> None:
    replay(scene, act, name)
    opened = open_folder(scene.path, scene.keys(), scene.computer)
    try:
        assert opened.vault.rows("PRAGMA cipher_integrity_check") == []
        assert hold(opened) is Held.DIFFERENT
    finally:
        opened.close()


ALL_PAGES = ("moment", "line", "line_due", "sqlite_autoindex_record_1")


@pytest.mark.parametrize("names", [("moment",), ALL_PAGES], ids=["moment", "all"])
def test_nothing_is_disclosed_on_a_consent_whose_withdrawal_was_hidden(
    scene: Scene, names: tuple[str, ...]
) -> None:
    replay(scene, withdraw, *names)
    with scene.opened() as logbook, pytest.raises(RecordRefusedError):
        logbook.disclosing.record(a_disclosure_draft(scene.person, scene.consent))


def test_control_past_the_door_the_hidden_withdrawal_is_disclosed_on(scene: Scene) -> None:
    replay(scene, withdraw, "moment")
    opened = open_folder(scene.path, scene.keys(), scene.computer)
    try:
        logbook = Logbook(opened, scene.clock)
        logbook.disclosing.record(a_disclosure_draft(scene.person, scene.consent))
    finally:
        opened.close()


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("DELETE FROM record WHERE seq = 3", AuditKind.RECORD_MISSING),
        ("UPDATE record SET payload = x'7b7d' WHERE seq = 3", AuditKind.RECORD_DIFFERS),
    ],
)
def test_records_that_are_not_whole_keep_a_logbook_from_being_written_to_from_the_start(
    scene: Scene, statement: str, kind: AuditKind
) -> None:
    forget_what_was_kept(scene)
    with scene.insider() as connection:
        connection.execute(statement)
    with scene.opened() as logbook:
        assert logbook.read_only is not None
        assert kind in {finding.kind for finding in logbook.read_only.findings}


def test_an_erased_record_without_its_tombstone_is_named_at_once(scene: Scene) -> None:
    """What an old page of the tombstones comes to: the record is gone and nothing says why."""
    with scene.insider() as connection:
        connection.execute("DELETE FROM record WHERE seq = 3")
        connection.execute(
            "INSERT INTO erased (seq, object, revision, erased_by) VALUES (3, ?, 1, 4)",
            (str(scene.consent),),
        )
    with scene.opened() as logbook:
        assert AuditKind.RECORD_MISSING in found(logbook)
        assert logbook.read_only is not None


def test_what_was_kept_counts_only_with_its_seal_and_for_its_journal(scene: Scene) -> None:
    replay(scene, withdraw, "moment")
    path = next(scene.computer.path.rglob("lists.json"))
    good = path.read_bytes()
    for wrong in (b"", b"{}", good[:-20], good.replace(b'"moments":"', b'"moments":"0')):
        path.write_bytes(wrong)
        opened = open_folder(scene.path, scene.keys(), scene.computer)
        assert hold(opened) is Held.DIFFERENT
        opened.close()


def test_sums_follow_every_act_and_are_forgotten_where_lists_are_made_again(scene: Scene) -> None:
    with scene.opened():
        pass
    with scene.opened() as logbook:
        vault = logbook._opened.vault
        withdraw(logbook, scene)
        enrol(logbook, scene)
        with pytest.raises(RecordRefusedError):
            logbook.disclosing.record(a_disclosure_draft(scene.person, scene.consent))
        assert vault.list_sums == stored_sums(vault) == indexing.made_sums(vault)
        logbook.auditing.rebuild()
        assert vault.list_sums is None
        assert stored_sums(vault) == indexing.made_sums(vault)


def test_where_nothing_may_be_written_lists_that_differ_are_named_and_left(scene: Scene) -> None:
    replay(scene, withdraw, "moment")
    with scene.opened(read_only=True) as logbook:
        assert found(logbook) == {AuditKind.LISTS_DIFFER}
        assert logbook.auditing.lists_differ()


def test_the_name_of_the_computer_is_not_to_be_guessed_from_an_entry(scene: Scene) -> None:
    """It stands in what is exported, and a name is quickly tried."""

    with scene.opened() as logbook:
        vault = logbook._opened.vault
        device = logbook._opened.hand.device
        guess = hashlib.sha256(f"{platform.node()}\n{vault.id}".encode()).hexdigest()[:16]
        assert device != guess
        assert len(device) == 16
        assert device == logbook._opened.hand.device
