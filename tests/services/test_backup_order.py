# SPDX-License-Identifier: Apache-2.0
"""A backup made by a worker while the logbook goes on; stopped wherever, it leaves nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from logbook.app import Logbook, Passphrase, look_job
from logbook.errors import StoppedError
from logbook.exchange.backup_errors import BackupFileError, PlaceMissingError
from logbook.exchange.backup_file import BackupFile
from logbook.services.backup_order import BackupOrder
from logbook.store.errors import WrongPassphraseError
from tests.builders import PASSPHRASE, StandingClock, a_logbook, a_person

DRAFT = "INSERT INTO draft (id, kind, body, saved_at) VALUES (:id, 'k', :body, '2026')"


@pytest.fixture
def logbook(tmp_path: Path) -> Iterator[Logbook]:
    made, _keys = a_logbook(tmp_path / "Practice.logbook", StandingClock())
    made.enrolling.add(a_person())
    yield made
    made.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    there = tmp_path / "Stick"
    there.mkdir()
    return there


def left(logbook: Logbook) -> list[Path]:
    return list(logbook.path.glob(".backup-*"))


class Held:
    """Lets a job go on to the end of its copying, and holds it there."""

    def __init__(self) -> None:
        self.reached, self._on = threading.Event(), threading.Event()

    def tell(self, done: int, _total: int) -> None:
        if done >= 1 and not self.reached.is_set():
            self.reached.set()
            self._on.wait(20)

    def go_on(self) -> None:
        self._on.set()


def test_what_is_recorded_while_the_records_are_copied_is_in_the_backup(
    logbook: Logbook, place: Path
) -> None:
    vault = logbook._opened.vault
    with vault.atomic():
        # Pages for several steps of the copying.
        vault.execute(DRAFT, {"id": "long", "body": bytes(600_000)})
    order, held, proofs = logbook.backing_up.order(place), Held(), []
    worker = threading.Thread(target=lambda: proofs.append(order.run(held.tell)))
    worker.start()
    assert held.reached.wait(20)
    before = logbook.reviewing.entries()
    logbook.enrolling.add(a_person(reference="LP-0043"))
    held.go_on()
    worker.join()

    (proof,) = proofs
    assert proof.size == before + 1
    with BackupFile(proof.path) as backup:
        assert (backup.manifest.size, backup.manifest.root) == (proof.size, proof.root)
    inside = look_job(proof.path, PASSPHRASE).run()
    assert {one.kind: one.count for one in inside.records}["service-user"] == 2
    assert left(logbook) == []


@pytest.mark.parametrize("percent", range(0, 100, 7))
def test_stopped_at_any_point_it_leaves_nothing_and_no_keys(
    logbook: Logbook, place: Path, percent: int
) -> None:
    def tell(done: int, total: int) -> None:
        if 100 * done >= percent * total:
            raise StoppedError

    order = logbook.backing_up.order(place)
    with pytest.raises(StoppedError):
        order.run(tell)

    assert list(place.iterdir()) == []
    assert left(logbook) == []
    assert not any(order.keys.unlocked.root_key)


def test_an_order_that_was_never_run_is_stopped_by_the_lock(logbook: Logbook, place: Path) -> None:
    order = logbook.backing_up.order(place)
    logbook.close()

    with pytest.raises(StoppedError):
        order.run()
    assert not any(order.keys.unlocked.root_key)
    assert list(place.iterdir()) == []


def test_a_place_that_is_not_there_is_found_out_by_the_worker(
    logbook: Logbook, tmp_path: Path
) -> None:
    order = logbook.backing_up.order(tmp_path / "none")
    with pytest.raises(PlaceMissingError):
        order.run()
    assert left(logbook) == []
    assert not any(order.keys.unlocked.root_key)


def test_progress_comes_to_its_end_and_never_goes_back(logbook: Logbook, place: Path) -> None:
    told: list[int] = []
    logbook.backing_up.order(place).run(lambda done, _total: told.append(done))

    assert told == sorted(told)
    assert told[-1] == 100


def test_two_orders_do_not_sweep_each_other_away(logbook: Logbook, place: Path) -> None:
    first, second = (logbook.backing_up.order(place) for _time in range(2))
    made: BackupOrder = first
    job = made.taken()
    second.run()

    assert job.contents.snapshot.exists()
    assert job.run().path.exists()
    assert left(logbook) == []


def test_a_look_into_a_backup_needs_what_opened_it_and_leaves_it_as_it_was(
    logbook: Logbook, place: Path
) -> None:
    proof = logbook.backing_up.prepare(place).run()
    data = proof.path.read_bytes()
    inside = look_job(proof.path, Passphrase(PASSPHRASE)).run()

    assert (inside.made_at, inside.size) == (proof.made_at, proof.size)
    assert inside.practice == "Larkfield Physiotherapy"
    assert inside.is_intact
    assert inside.may_restore
    with pytest.raises(WrongPassphraseError):
        look_job(proof.path, "somebody else's words").run()
    assert proof.path.read_bytes() == data
    proof.path.chmod(0o600)
    proof.path.write_bytes(data[:-1])
    with pytest.raises(BackupFileError):
        look_job(proof.path, PASSPHRASE).run()
