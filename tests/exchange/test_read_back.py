# SPDX-License-Identifier: Apache-2.0
"""What was just written to a disk is read back, and another file is not taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from logbook.app import Logbook
from logbook.exchange.backup_errors import BackupAlteredError
from logbook.exchange.backup_file import BackupFile
from tests.builders import StandingClock, a_logbook, a_person


def test_only_the_very_file_is_taken_for_what_was_written(tmp_path: Path) -> None:
    logbook, _keys = a_logbook(tmp_path / "A.logbook", StandingClock())
    one = written(logbook, tmp_path / "one")
    logbook.enrolling.add(a_person())
    other = written(logbook, tmp_path / "other")
    logbook.close()
    with BackupFile(one) as first, BackupFile(other) as second:
        digest = first.check()
        first.must_be(first.manifest, digest)
        for manifest, sum_ in ((first.manifest, digest), (second.manifest, digest)):
            with pytest.raises(BackupAlteredError, match="something else"):
                second.must_be(manifest, sum_)


def written(logbook: Logbook, place: Path) -> Path:
    place.mkdir()
    return logbook.backing_up.prepare(place).run().path
