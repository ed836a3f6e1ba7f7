# SPDX-License-Identifier: Apache-2.0
"""Lives through `whole_day.py` in a process of its own; every place it may write to is watched."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import string
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MANY = 90
"""As many as the day could use; a test asks for at least forty."""

CALLS = "trace=write,pwrite64,writev,pwritev,openat,open,creat,rename,renameat,renameat2,mkdir,link"
SPEAKING = "socket,connect,sendto,sendmsg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What a day left behind: every place and every word of it."""

    folder: Path
    markers: tuple[str, ...]
    told: dict[str, Any]
    stderr: str
    trace: str
    """What the process asked of the system, with all it wrote; empty without strace."""


def can_trace() -> bool:
    """Tell whether the kernel lets a process be watched here."""
    if not shutil.which("strace"):
        return False
    tried = subprocess.run(["strace", "-qq", "true"], capture_output=True, check=False)
    return tried.returncode == 0


def a_day(folder: Path, *how: str, traced: bool = False) -> Day:
    """Live through a day below a folder; its own homes and temporary places are there too."""
    markers = tuple(
        f"Mk{number:02}" + "".join(secrets.choice(string.ascii_lowercase) for _letter in range(9))
        for number in range(MANY)
    )
    place, trace = folder / "day", folder / "trace"
    homes = {
        "HOME": "home",
        "TMPDIR": "tmp",
        "XDG_DATA_HOME": "data",
        "XDG_CONFIG_HOME": "config",
        "XDG_CACHE_HOME": "cache",
        "XDG_STATE_HOME": "state",
        "XDG_RUNTIME_DIR": "runtime",
    }
    for name in ("day", *homes.values()):
        (folder / name).mkdir(mode=0o700)
    watched = [
        "strace",
        "-f",
        "-qq",
        "-y",
        "-s",
        "1000000",
        "-e",
        f"{CALLS},{SPEAKING}",
        "-o",
        str(trace),
    ]
    done = subprocess.run(
        [
            *(watched if traced else []),
            sys.executable,
            str(HERE / "whole_day.py"),
            str(place),
            *how,
        ],
        input="\n".join(markers),
        cwd=HERE.parents[1],
        env={
            **os.environ,
            **{name: str(folder / home) for name, home in homes.items()},
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(HERE.parents[1]),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return Day(
        folder=folder,
        markers=markers,
        told=json.loads(done.stdout.splitlines()[-1]),
        stderr=done.stderr,
        trace=trace.read_text("utf-8", "replace") if traced else "",
    )
