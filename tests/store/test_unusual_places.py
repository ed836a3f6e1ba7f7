# SPDX-License-Identifier: Apache-2.0
"""Places no file system would take: what is told of them, and that it ends in no error."""

from __future__ import annotations

from pathlib import Path

from logbook.store.places import DROPBOX, conflict_copies, synced_by

NOWHERE: dict[str, str] = {}
TOO_LONG = "n" * 300


def test_folder_whose_name_is_too_long_bears_no_mark(tmp_path: Path) -> None:
    assert synced_by(tmp_path / TOO_LONG / "P.logbook", NOWHERE) is None


def test_folder_above_it_still_counts(tmp_path: Path) -> None:
    assert synced_by(tmp_path / "Dropbox" / TOO_LONG / "P.logbook", NOWHERE) == DROPBOX
    (tmp_path / "Renamed").mkdir()
    (tmp_path / "Renamed" / ".dropbox.cache").write_bytes(b"")
    assert synced_by(tmp_path / "Renamed" / TOO_LONG / "P.logbook", NOWHERE) == DROPBOX


def test_folder_that_cannot_be_listed_has_no_conflict_copies(tmp_path: Path) -> None:
    assert conflict_copies(tmp_path / TOO_LONG / "P.logbook") == ()
