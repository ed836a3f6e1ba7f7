# SPDX-License-Identifier: Apache-2.0
"""The desktop's own lock, its sleep and a change of person lock the window, over a real bus."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(
    not shutil.which("dbus-run-session"), reason="not on this machine: dbus-run-session"
)

LOCKING = ("lock", "switch", "saver-on", "gnome-on", "sleep")
UNRELATED = ("wake", "unlock", "lock-another", "return", "idle", "shut-down", "saver-off")


def said(tmp_path: Path, *words: str) -> dict[str, tuple[bool, int]]:
    """Give what each word did: whether it locked, and how many then delayed the sleep."""
    on_one_bus = 'DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS" exec "$@"'
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", on_one_bus, "sh",
         sys.executable, str(HERE / "locking.py"), str(tmp_path), *words],
        cwd=HERE.parents[1],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "PYTHONPATH": str(HERE.parents[1]),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    return {word: (locked, held) for word, (locked, held) in found.items()}


def test_lock_switch_screen_saver_and_sleep_lock_the_window_and_nothing_unrelated_does(
    tmp_path: Path,
) -> None:
    found = said(tmp_path, *UNRELATED, "elsewhere", "--", *LOCKING)

    assert [word for word, (locked, _held) in found.items() if locked] == list(LOCKING)


def test_the_computer_waits_for_the_window_before_it_sleeps_and_no_longer(tmp_path: Path) -> None:
    found = said(tmp_path, "idle", "--", "sleep")

    assert [held for _locked, held in found.values()] == [1, 0]
