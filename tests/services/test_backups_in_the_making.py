# SPDX-License-Identifier: Apache-2.0
"""What may happen to a backup between its writing and its proof, and what is wrong inside one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.app import Logbook
from logbook.errors import StoppedError
from logbook.exchange.backup_errors import BackupAlteredError, PlaceMissingError
from logbook.services.backing_up import BackupJob, BackupUnprovenError
from logbook.store.errors import VaultFullError
from logbook.store.folder import LogbookFolder
from tests.builders import a_person
from tests.services.scene import Scene, a_scene
from tests.store.disks import a_disk
from tests.store.pages import PAGE

Tell = Callable[[int, int], None]


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "Stick"
    made.mkdir()
    return made


def refused(job: BackupJob, place: Path, tell: Tell = lambda _done, _total: None) -> None:
    """Run a job that must not count: nothing is left of it."""
    before = sorted(place.iterdir())
    with pytest.raises(BackupUnprovenError):
        job.run(tell)
    assert sorted(place.iterdir()) == before
    assert not job.work.exists()


def test_disk_that_gives_back_another_file_proves_nothing(
    scene: Scene, place: Path, tmp_path: Path
) -> None:
    with scene.opened() as logbook:
        earlier = logbook.backing_up.prepare(place).run().path
        logbook.enrolling.add(a_person(reference="LP-2"))

        swapped: list[Path] = []

        def swap(_done: int, _total: int) -> None:
            parts = [one for one in place.iterdir() if one != earlier and one.stat().st_size]
            if parts and not swapped:
                shutil.copy(earlier, tmp_path / "other")
                swapped.append((tmp_path / "other").replace(parts[0]))

        refused(logbook.backing_up.prepare(place), place, swap)
        assert swapped


def test_backup_signed_by_nobody_of_the_practice_proves_nothing(scene: Scene, place: Path) -> None:
    with scene.opened() as logbook:
        job = logbook.backing_up.prepare(place)
        refused(replace(job, key=Ed25519PrivateKey.generate()), place)
        assert logbook.backing_up.prepare(place).run().path.exists()


@pytest.mark.parametrize("from_the_end", range(1, 8))
def test_snapshot_of_which_a_bit_turned_over_proves_nothing(
    scene: Scene, place: Path, from_the_end: int
) -> None:
    with scene.opened() as logbook:
        job = logbook.backing_up.prepare(place)
        data = bytearray(job.contents.snapshot.read_bytes())
        data[len(data) - from_the_end * PAGE + 100] ^= 1
        job.contents.snapshot.write_bytes(data)
        refused(job, place)


def test_disk_that_fills_up_before_the_proof_is_told_as_full(
    scene: Scene, place: Path, tmp_path: Path
) -> None:
    with a_disk(tmp_path / "small", kib=6_000) as small:
        path = small / "Test.logbook"
        shutil.copytree(scene.path, path)
        logbook = Logbook.open(path, scene.keys(), scene.clock, computer=scene.computer)
        job = logbook.backing_up.prepare(place)

        def fill(_done: int, _total: int) -> None:
            if any(place.iterdir()) and not job.contents.snapshot.exists():
                with suppress(OSError), (path / "filler").open("ab") as file:
                    while True:
                        file.write(os.urandom(100_000))
                        file.flush()

        with pytest.raises(VaultFullError):
            job.run(fill)
        assert list(place.iterdir()) == []
        (path / "filler").unlink()
        assert logbook.backing_up.prepare(place).run().path.exists()
        logbook.close()


def test_backup_with_another_key_file_in_it_is_neither_rehearsed_nor_restored(
    scene: Scene, place: Path
) -> None:
    with scene.opened() as logbook:
        job = logbook.backing_up.prepare(place)
        proof = replace(job, contents=replace(job.contents, key_file=b"{}\n")).run()
        with pytest.raises(BackupAlteredError):
            logbook.rehearsing.prepare(proof.path).run()
        good = logbook.backing_up.prepare(place).run()
        assert logbook.rehearsing.prepare(good.path).run().is_intact
        assert LogbookFolder(logbook.path).exists()


def test_order_is_made_whole_by_a_worker_and_says_how_far_it_is(scene: Scene, place: Path) -> None:
    told: list[int] = []
    with scene.opened() as logbook:
        order = logbook.backing_up.order(place)
        proof = order.run(lambda done, _total: told.append(done))
        assert list(place.iterdir()) == [proof.path]
        assert told == sorted(told)
        assert not order.work.exists()


def test_order_that_was_given_up_or_cannot_be_carried_out_leaves_nothing(
    scene: Scene, place: Path
) -> None:
    with scene.opened() as logbook:
        given_up = logbook.backing_up.order(place)
        given_up.discard()
        given_up.discard()
        with pytest.raises(StoppedError):
            given_up.run()
        gone = logbook.backing_up.order(place)
        place.rmdir()
        with pytest.raises(PlaceMissingError):
            gone.run()
        for order in (given_up, gone):
            assert not order.work.exists()
            assert not any(order.keys.unlocked.root_key)
