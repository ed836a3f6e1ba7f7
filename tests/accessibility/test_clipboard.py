# SPDX-License-Identifier: Apache-2.0
"""What is copied leaves the clipboard again: on a real screen, read by another program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ui.clipboard import CLEARED_AFTER, HINTS

HERE = Path(__file__).parent
LACKING = [tool for tool in ("Xvfb", "openbox", "dbus-run-session") if not shutil.which(tool)]

pytestmark = pytest.mark.skipif(bool(LACKING), reason=f"not on this machine: {LACKING}")


def seen(how: str) -> dict[str, dict[str, Any]]:
    done = subprocess.run(
        ["bash", str(HERE / "session.sh"), sys.executable, str(HERE / "copying.py"), how],
        cwd=HERE.parents[1],
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("QT_QPA")},
            "PYTHONPATH": str(HERE.parents[1]),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.slow
def test_what_was_copied_is_marked_and_cleared_after_a_while_and_at_a_lock() -> None:
    found = seen("guarded")

    assert [found[part]["text"] for part in ("line", "area", "text")] == [
        "marker of a line",
        "marker of an area",
        "marker of a text",
    ]
    for part in ("line", "area", "text"):
        assert set(found[part]["formats"]) >= set(HINTS)
        assert found[part]["hint"] == "secret"
    assert found["text"]["selection"] == "marker of a text"
    for later in ("line, later", "area, locked"):
        assert (found[later]["text"], found[later]["selection"]) == ("", "")
    # What somebody else has put there since is theirs, and stays.
    assert found["another's"]["text"] == "of another program"
    assert found["another's"]["selection"] == ""


@pytest.mark.slow
def test_without_the_guard_it_would_lie_there_unmarked() -> None:
    found = seen("alone")

    assert found["line, later"]["text"] == "marker of a line"
    assert found["area, locked"]["text"] == "marker of an area"
    assert not set(found["line"]["formats"]) & set(HINTS)


def test_half_a_minute_is_the_time() -> None:
    assert CLEARED_AFTER == 30_000
