# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
from pathlib import Path

import pytest

from logbook.app import Logbook, NewLogbook, create_job, unlock_job
from logbook.store.errors import PlaceIsSyncedError
from logbook.store.keyring import SMALLEST
from logbook.store.places import (
    BOX,
    DROPBOX,
    GOOGLE,
    ICLOUD,
    NEXTCLOUD,
    ONEDRIVE,
    PCLOUD,
    SYNCTHING,
    conflict_copies,
    is_conflict_copy,
    lies_in_memory,
    refuse_synced,
    synced_by,
)
from logbook.wording.sentences import error_sentence
from tests.builders import PASSPHRASE, StandingClock, a_logbook, a_practice, a_practitioner

NOWHERE: dict[str, str] = {}


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive", ONEDRIVE),
        ("OneDrive - Larkfield Physiotherapy", ONEDRIVE),
        ("Library/CloudStorage/OneDrive-Personal", ONEDRIVE),
        ("Dropbox", DROPBOX),
        ("Dropbox (Larkfield)", DROPBOX),
        ("Library/Mobile Documents/com~apple~CloudDocs", ICLOUD),
        ("iCloudDrive", ICLOUD),
        ("Google Drive", GOOGLE),
        ("Library/CloudStorage/GoogleDrive-someone@example.org/My Drive", GOOGLE),
        ("Nextcloud", NEXTCLOUD),
        ("Nextcloud2", NEXTCLOUD),
        ("ownCloud", NEXTCLOUD),
        ("Box", BOX),
        ("Box Sync", BOX),
        ("pCloudDrive", PCLOUD),
        ("pCloud Sync", PCLOUD),
    ],
)
def test_synchronised_folder_is_known_by_its_name_however_deep(
    tmp_path: Path, folder: str, service: str
) -> None:
    assert synced_by(tmp_path / folder / "Work" / "Practice.logbook", NOWHERE) == service


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".dropbox", DROPBOX),
        (".dropbox.cache", DROPBOX),
        (".stfolder", SYNCTHING),
        (".stignore", SYNCTHING),
        (".sync_0123456789ab.db", NEXTCLOUD),
        ("._sync_0123456789ab.db", NEXTCLOUD),
        (".owncloudsync.log", NEXTCLOUD),
        (".tmp.drivedownload", GOOGLE),
    ],
)
def test_renamed_folder_is_known_by_the_marker_in_it(
    tmp_path: Path, marker: str, service: str
) -> None:
    place = tmp_path / "Renamed" / "Practice.logbook"
    place.mkdir(parents=True)
    assert synced_by(place, NOWHERE) is None
    (tmp_path / "Renamed" / marker).write_bytes(b"")
    assert synced_by(place, NOWHERE) == service


def test_windows_says_where_onedrive_is(tmp_path: Path) -> None:
    environment = {"OneDriveCommercial": str(tmp_path / "Elsewhere")}
    assert synced_by(tmp_path / "Elsewhere" / "P.logbook", environment) == ONEDRIVE
    assert synced_by(tmp_path / "Here" / "P.logbook", environment) is None


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_into_a_synchronised_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "Documents").symlink_to(tmp_path / "Dropbox")
    assert synced_by(tmp_path / "Documents" / "P.logbook", NOWHERE) == DROPBOX


@pytest.mark.parametrize(
    "folder",
    ["Documents", "box", "Dropbox backups", "My documents", "onedriver", "Sync", "Boxes", "Drive"],
)
def test_an_ordinary_folder_is_left_in_peace(tmp_path: Path, folder: str) -> None:
    assert synced_by(tmp_path / folder / "P.logbook", NOWHERE) is None


def test_the_settings_of_dropbox_in_the_home_folder_say_nothing(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    assert synced_by(tmp_path / "P.logbook", NOWHERE) is None


@pytest.mark.parametrize(
    "name",
    [
        "records (Anna's conflicted copy 2026-11-20).db",
        "records (conflicted copy 2026-11-20 101530).db",
        "records.sync-conflict-20261120-101530-ABCDEFG.db",
        "records_conflict-20261120-101530.db",
        "keys.a [Conflict].json",
        "keys.a [conflicted].json",
        "Practice (Case Conflict).logbook",
    ],
)
def test_conflict_copy_is_known_by_its_name(name: str) -> None:
    assert is_conflict_copy(name)


@pytest.mark.parametrize(
    "name", ["records.db", "keys.a.json", "Conflict of interest.pdf", "Practice (2).logbook"]
)
def test_an_ordinary_name_is_no_conflict_copy(name: str) -> None:
    assert not is_conflict_copy(name)


def test_conflict_copies_in_the_folder_and_beside_it_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "Practice.logbook"
    folder.mkdir()
    assert conflict_copies(folder) == ()
    (folder / "records (Anna's conflicted copy 2026-11-20).db").write_bytes(b"")
    (tmp_path / "Practice (conflicted copy 2026-11-20 101530).logbook").mkdir()
    (tmp_path / "Other (conflicted copy 2026-11-20 101530).logbook").mkdir()
    assert conflict_copies(folder) == (
        "records (Anna's conflicted copy 2026-11-20).db",
        "Practice (conflicted copy 2026-11-20 101530).logbook",
    )
    assert conflict_copies(tmp_path / "none" / "P.logbook") == ()


def test_live_logbook_is_not_made_in_a_synchronised_folder(tmp_path: Path) -> None:
    new = NewLogbook(
        practice=a_practice(),
        practitioner=a_practitioner(),
        passphrase=PASSPHRASE,
        cost=SMALLEST,
    )
    job, place = create_job(new, StandingClock()), tmp_path / "Dropbox" / "P.logbook"
    with pytest.raises(PlaceIsSyncedError) as refused:
        Logbook.create(place, job, job.run(), StandingClock())
    assert refused.value.service == DROPBOX
    assert "snapshot may lie here" in error_sentence(refused.value)
    assert not place.parent.exists()


def test_control_beside_it_nothing_is_refused(tmp_path: Path) -> None:
    refuse_synced(tmp_path / "P.logbook", NOWHERE)


def test_one_that_was_moved_there_still_opens_and_can_be_warned_of(tmp_path: Path) -> None:
    logbook, _keys = a_logbook(tmp_path / "P.logbook", StandingClock())
    assert logbook.synced_by is None
    assert logbook.conflict_copies == ()
    logbook.close()
    (tmp_path / "OneDrive").mkdir()
    place = (tmp_path / "P.logbook").rename(tmp_path / "OneDrive" / "P.logbook")
    (place / "keys.a [Conflict].json").write_bytes(b"{}")

    moved = Logbook.open(place, unlock_job(place, PASSPHRASE).run(), StandingClock())
    assert moved.synced_by == ONEDRIVE
    assert moved.conflict_copies == ("keys.a [Conflict].json",)
    moved.close()


MEMORY = Path("/dev/shm")  # noqa: S108 - only looked at


@pytest.mark.skipif(not MEMORY.is_mount(), reason="Linux keeps a folder in memory")
def test_a_folder_in_memory_is_told_from_one_on_a_disk(tmp_path: Path) -> None:
    assert lies_in_memory(MEMORY)
    # The same folder, where the system says that it is on a disk or says nothing of it.
    device = MEMORY.stat().st_dev
    named = f"{os.major(device)}:{os.minor(device)}"
    for said in (
        f"36 35 {named} / /dev/shm rw - ext4 /dev/sda rw\n",
        "36 35 9:99 / / rw - tmpfs\n",
        "?",
    ):
        mounts = tmp_path / "mountinfo"
        mounts.write_text(said, "utf-8")
        assert not lies_in_memory(MEMORY, mounts)
    assert not lies_in_memory(MEMORY, tmp_path / "missing")


def test_whether_a_missing_folder_lies_in_memory_cannot_be_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        lies_in_memory(tmp_path / "missing")
