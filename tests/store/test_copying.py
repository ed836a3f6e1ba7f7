# SPDX-License-Identifier: Apache-2.0
"""A copy made by a worker is whole and of one moment, and keeps nobody waiting."""

from __future__ import annotations

import os
import resource
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from logbook.errors import StoppedError
from logbook.store import journal_rows
from logbook.store.copying import Copying
from logbook.store.errors import VaultError, VaultExistsError, WrongKeyError
from logbook.store.folder import LogbookFolder, make_folder
from logbook.store.journal_rows import RecordRow, SignedEntry
from logbook.store.vault import Vault
from tests.store.conftest import VAULT_ID

Recorder = Callable[..., tuple[SignedEntry, RecordRow]]
MARKER = b"Marmaduke Hollybush"
ANOTHER_KEY = bytes(range(64, 96))
DRAFT = "INSERT INTO draft (id, kind, body, saved_at) VALUES (:id, 'k', :body, '2026')"


@pytest.fixture
def recorded(vault: Vault, record: Recorder) -> Vault:
    """Two megabytes in drafts, and five records."""
    for number in range(5):
        record(b'{"name":"%s %d"}' % (MARKER, number))
    with vault.atomic():
        for number in range(200):
            vault.execute(DRAFT, {"id": f"{number}", "body": MARKER + os.urandom(10_000)})
    return vault


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir(mode=0o700)
    return folder / "copy.db"


class Worker:
    """Makes a copy on another thread, and waits at a point of it until it is told to go on."""

    def __init__(self, copying: Copying, *, hold_at: float = 0.5) -> None:
        self._copying, self._hold_at = copying, hold_at
        self._on = threading.Event()
        self.reached = threading.Event()
        self.error: BaseException | None = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def go_on(self) -> None:
        self._on.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            self._copying.run(self._tell)
        except BaseException as error:  # noqa: BLE001 - looked at by the test
            self.error = error

    def _tell(self, done: int, total: int) -> None:
        if done >= total * self._hold_at and not self.reached.is_set():
            self.reached.set()
            self._on.wait()


def opened(place: Path, key: bytes) -> Vault:
    folder = make_folder(place.parent / "Copy.logbook")
    place.rename(folder.records)
    return Vault.open(folder, bytearray(key), VAULT_ID)


def agrees(copy: Vault, vault: Vault) -> bool:
    assert copy.rows("PRAGMA integrity_check") == [("ok",)]
    assert copy.rows("PRAGMA cipher_integrity_check") == []
    return all(
        copy.rows(question) == vault.rows(question)
        for question in (
            "SELECT seq, body, leaf, signature, nodes FROM entry",
            "SELECT seq, object, revision, kind, payload, salt FROM record",
            "SELECT id, body FROM draft ORDER BY id",
            "SELECT type, name, sql FROM sqlite_schema ORDER BY name",
        )
    )


def test_a_copy_holds_everything_and_opens_with_the_key(
    recorded: Vault, place: Path, key: bytes
) -> None:
    told: list[tuple[int, int]] = []
    recorded.copying(place).run(lambda done, total: told.append((done, total)))

    data = place.read_bytes()
    assert MARKER not in data
    assert not data.startswith(b"SQLite format 3")
    assert [one.name for one in place.parent.iterdir()] == [place.name]
    if os.name == "posix":
        assert place.stat().st_mode & 0o777 == 0o600
    assert told[-1][0] == told[-1][1] == len(data) // 4096
    assert [done for done, _total in told] == sorted(done for done, _total in told)
    copy = opened(place, key)
    assert agrees(copy, recorded)
    copy.close()


def test_a_copy_under_another_key_opens_with_that_one_alone(
    recorded: Vault, place: Path, key: bytes
) -> None:
    recorded.copying(place, bytearray(ANOTHER_KEY)).run()

    with pytest.raises(WrongKeyError):
        opened(place, key)
    folder = LogbookFolder(place.parent / "Copy.logbook")
    copy = Vault.open(folder, bytearray(ANOTHER_KEY), VAULT_ID)
    assert agrees(copy, recorded)
    copy.close()


def test_what_is_recorded_while_it_is_copied_is_in_it_too(
    recorded: Vault, record: Recorder, place: Path, key: bytes
) -> None:
    copying = recorded.copying(place)
    worker = Worker(copying)
    assert worker.reached.wait(10)

    record(b'{"name":"Late"}')
    with recorded.atomic():
        recorded.execute("DELETE FROM draft WHERE id = '3'")
    worker.go_on()

    assert worker.error is None
    copy = opened(place, key)
    assert journal_rows.size(copy) == 6
    assert agrees(copy, recorded)
    copy.close()


def test_it_knows_whether_anything_was_written_since(
    recorded: Vault, record: Recorder, place: Path
) -> None:
    copying = recorded.copying(place)
    copying.run()
    assert copying.is_up_to_date

    record(b'{"name":"Later"}')
    assert not copying.is_up_to_date


def test_the_vaults_own_thread_hardly_waits(recorded: Vault, place: Path) -> None:
    copying = recorded.copying(place)
    worker = threading.Thread(target=copying.run)
    waits = []
    worker.start()
    while worker.is_alive():
        began = time.perf_counter()
        recorded.row("SELECT count(*) FROM entry")
        waits.append(time.perf_counter() - began)
        time.sleep(0.001)
    worker.join()

    assert len(waits) > 3
    assert max(waits) < 0.2


def test_the_vaults_own_thread_never_waits_for_ever(recorded: Vault, place: Path) -> None:
    """Without turns this stood still within a second: see the words on top of the module."""
    for number in range(20):
        copying = recorded.copying(place.with_name(f"{number}.db"))
        worker = threading.Thread(target=copying.run)
        worker.start()
        asked = 0
        while worker.is_alive():
            # Another text each time: a statement that is prepared asks the authoriser.
            recorded.row(f"SELECT count(*), {asked} FROM entry")  # noqa: S608 - a number
            assert copying.is_up_to_date in (True, False)
            asked += 1
        worker.join()
        assert copying.is_up_to_date
        assert asked


@pytest.mark.parametrize("hold_at", [0.0, 0.5, 1.0])
def test_closing_the_vault_stops_it_and_nothing_is_left(
    recorded: Vault, place: Path, hold_at: float
) -> None:
    worker = Worker(recorded.copying(place), hold_at=hold_at)
    assert worker.reached.wait(10)
    closing = threading.Thread(target=recorded.close)
    closing.start()
    time.sleep(0.02)
    assert closing.is_alive(), "it waits for the worker to let go"

    worker.go_on()
    closing.join()

    assert hold_at == 1.0 or isinstance(worker.error, StoppedError)
    assert list(place.parent.iterdir()) == ([place] if worker.error is None else [])


def test_what_tells_may_stop_it_and_nothing_is_left(recorded: Vault, place: Path) -> None:
    def tell(done: int, total: int) -> None:
        if done * 2 > total:
            raise StoppedError

    copying = recorded.copying(place)
    with pytest.raises(StoppedError):
        copying.run(tell)

    assert list(place.parent.iterdir()) == []
    assert not any(copying._key)
    with recorded.atomic():
        recorded.execute(DRAFT, {"id": "more", "body": b"x"})


def test_one_that_was_never_begun_forgets_its_key_and_does_not_begin_any_more(
    recorded: Vault, place: Path
) -> None:
    copying = recorded.copying(place)
    recorded.close()

    assert not any(copying._key)
    with pytest.raises(StoppedError):
        copying.run()
    assert list(place.parent.iterdir()) == []


def test_what_stands_there_is_never_taken_over(recorded: Vault, place: Path) -> None:
    place.write_bytes(b"")
    with pytest.raises(VaultExistsError):
        recorded.copying(place).run()
    assert place.read_bytes() == b""


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_that_lies_in_wait_is_not_followed(recorded: Vault, place: Path) -> None:
    elsewhere = place.with_name("elsewhere.db")
    place.symlink_to(elsewhere)
    with pytest.raises(VaultExistsError):
        recorded.copying(place).run()
    assert not elsewhere.exists()


def test_a_folder_that_is_not_there_is_a_family_of_its_own(recorded: Vault, place: Path) -> None:
    with pytest.raises(VaultError):
        recorded.copying(place.parent / "none" / "copy.db").run()


def test_on_a_full_disk_nothing_is_left_and_the_vault_works_on(
    recorded: Vault, place: Path
) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, before[1]))
    try:
        with pytest.raises(VaultError):
            recorded.copying(place).run()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(place.parent.iterdir()) == []
    recorded.copying(place).run()
