# SPDX-License-Identifier: Apache-2.0
"""Old bytes put back, with no key: a page, the whole file, or all but the key file.

Each page of an encrypted database is authenticated, but not when it was written: SQLCipher takes
an old page for a good one. The journal has to notice.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from logbook.domain.anchored import ReadOnlyReason
from logbook.domain.consent_history import ConsentEventKind
from logbook.errors import LogbookError
from logbook.journal.audit_findings import AuditKind
from logbook.services import indexing
from logbook.store.connection import PAGE
from logbook.store.folder import LogbookFolder
from logbook.store.keyring import database_key
from tests.builders import a_consent_event, a_person
from tests.faults.scene import Scene, make_scene

MADE_AGAIN = {AuditKind.SEARCH_DIFFERS, AuditKind.LISTS_DIFFER}


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoTimes:
    """A closed logbook, and its database before a consent in it was withdrawn and after."""

    scene: Scene
    old: bytes
    new: bytes
    beside: dict[str, bytes]
    """What stood in the folder beside the old database, by name."""

    def looked_at(
        self, data: bytes, place: Path, *, beside: dict[str, bytes] | None = None
    ) -> tuple[str, bool]:
        """Tell what the program notices in a database, and whether SQLCipher does.

        Where what stood beside it is given, that is put back too, on a computer that keeps nothing:
        then there is no mark outside that contradicts it.

        A page is written anew, and differs in every byte, where what it holds did not change: then
        there is nothing to notice.
        """
        scene = self.scene.copied_to(place)
        # Under another name first: Python never opens a database under its own.
        put_back = scene.path / "put-back"
        put_back.write_bytes(data)
        put_back.rename(LogbookFolder(scene.path).records)
        if beside is not None:
            for name, contents in beside.items():
                (scene.path / name).write_bytes(contents)
            shutil.rmtree(scene.root / "computer")
        try:
            scene.open()
        except LogbookError as error:
            return error.code, False
        try:
            vault = scene.opened._opened.vault
            by_the_library = (
                vault.rows("PRAGMA integrity_check") != [("ok",)]
                or vault.rows("PRAGMA cipher_integrity_check") != []
            )
            if scene.opened.read_only is not None:
                return scene.opened.read_only.reason.value, by_the_library
            report = scene.opened.auditing.audit()
            if not report.is_intact or MADE_AGAIN & {finding.kind for finding in report.findings}:
                return "audit", by_the_library
            return "lists" if indexing.lists_differ(vault) else "", by_the_library
        except LogbookError as error:
            return error.code, False
        finally:
            scene.close()


def held(scene: Scene, data: bytes) -> dict[str, list[tuple[object, ...]]]:
    """Give every row of every table of a database, by table."""
    path = LogbookFolder(scene.path).records.with_name("held.db")
    path.write_bytes(data)
    key = bytes(database_key(scene.opener.unlock(scene.path).unlocked))
    spec = bytearray(b"x'" + key.hex().encode() + b"'")
    with closing(dbapi2.connect(str(path), isolation_level=None)) as connection:
        connection.set_key(spec)
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        found = {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()  # noqa: S608
            for (name,) in names
            if not name.startswith("sqlite_") and name != "search"
        }
    path.unlink()
    return found


@pytest.fixture(scope="module")
def two_times(tmp_path_factory: pytest.TempPathFactory) -> TwoTimes:
    scene = make_scene(tmp_path_factory.mktemp("replay") / "scene")
    records = LogbookFolder(scene.path).records
    old = records.read_bytes()
    beside = beside_the_database(scene)
    scene.open()
    scene.opened.keeping.keep(
        a_consent_event(
            scene.person, scene.consent, kind=ConsentEventKind.WITHDRAWN, at=scene.clock.now()
        )
    )
    scene.close()
    return TwoTimes(scene=scene, old=old, new=records.read_bytes(), beside=beside)


def beside_the_database(scene: Scene) -> dict[str, bytes]:
    records = LogbookFolder(scene.path).records
    return {path.name: path.read_bytes() for path in scene.path.iterdir() if path != records}


def test_control_the_database_as_it_is_raises_nothing(two_times: TwoTimes, tmp_path: Path) -> None:
    assert two_times.looked_at(two_times.new, tmp_path / "scene") == ("", False)


def test_an_old_page_in_a_newer_file_is_noticed_though_the_library_takes_it(
    two_times: TwoTimes, tmp_path: Path
) -> None:
    changed = [
        place
        for place in range(0, min(len(two_times.old), len(two_times.new)), PAGE)
        if two_times.old[place : place + PAGE] != two_times.new[place : place + PAGE]
    ]
    assert len(changed) >= 5

    taken, whole = 0, held(two_times.scene, two_times.new)
    for place in changed:
        data = bytearray(two_times.new)
        data[place : place + PAGE] = two_times.old[place : place + PAGE]
        noticed, by_the_library = two_times.looked_at(bytes(data), tmp_path / "scene")
        if not noticed and not by_the_library:
            now = held(two_times.scene, bytes(data))
            differ = {table for table, rows in now.items() if rows != whole[table]}
            assert differ == set(), f"page {place // PAGE + 1} was put back unnoticed"
        taken += bool(noticed) and not by_the_library
    assert taken > 0, "the control: there is a page of which only the journal knows"


@pytest.mark.parametrize(
    "put_back",
    [lambda two: two.old, lambda two: two.old + two.new[len(two.old) :]],
    ids=["the whole file", "all the old pages"],
)
def test_an_old_database_beside_the_key_file_is_noticed(
    put_back: Callable[[TwoTimes], bytes], two_times: TwoTimes, tmp_path: Path
) -> None:
    noticed, _by_the_library = two_times.looked_at(put_back(two_times), tmp_path / "scene")

    assert noticed == ReadOnlyReason.ROLLED_BACK.value


def test_control_where_nothing_outside_knows_better_an_old_folder_is_what_it_was(
    two_times: TwoTimes, tmp_path: Path
) -> None:
    noticed, _by_the_library = two_times.looked_at(
        two_times.old, tmp_path / "scene", beside=two_times.beside
    )

    assert noticed == ""


@pytest.mark.parametrize("is_control", [False, True], ids=["fork", "control"])
def test_two_histories_from_one_beginning_are_told_apart(
    is_control: bool,  # noqa: FBT001 - a parameter of the test
    two_times: TwoTimes,
    tmp_path: Path,
) -> None:
    # A copy goes its own way for as many entries; then its database is put in the original's place.
    other = two_times.scene.copied_to(tmp_path / "other")
    original = two_times.scene.copied_to(tmp_path / "scene")
    for scene in (other, original):
        scene.open()
        scene.opened.enrolling.add(a_person())
        scene.close()
    forked = LogbookFolder(other.path).records.read_bytes()

    noticed, _by_the_library = TwoTimes(scene=original, old=b"", new=b"", beside={}).looked_at(
        forked, tmp_path / "looked at", beside=beside_the_database(other) if is_control else None
    )

    # With all that stood beside it, where nobody knows of the other, it is a history like any.
    assert noticed == ("" if is_control else ReadOnlyReason.FORKED.value)
