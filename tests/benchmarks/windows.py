# SPDX-License-Identifier: Apache-2.0
"""How long a window takes to stand and how much memory it holds, as seen from another process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter

import psutil

from tests.benchmarks.figures import Figure, middle

_PROGRAM = Path(__file__).with_name("window_program.py")
_ROOT = Path(__file__).parent.parent.parent
_READY = "ready\n"
_MEGABYTE = 1024 * 1024


class WindowError(Exception):
    """A window that was to be measured never came."""


def figure_of_start(folder: Path, home: Path, rounds: int) -> Figure:
    """Measure from the start of the process to the painted line for the passphrase."""
    ours, floor = [], []
    for _ in range(1 + rounds):
        ours.append(_time_until_painted(home, "unlock", str(folder)))
        floor.append(_time_until_painted(home, "bare"))
    # The first of each does not count: then its files are read and compiled.
    return Figure(
        what="start to the unlock window, p50",
        ours=middle(ours[1:]),
        floor=middle(floor[1:]),
        unit="ms",
        ratio_goal=1.2,
    )


def figure_of_memory(folder: Path, home: Path, passphrase: str, entries: int) -> Figure:
    """Measure the memory of an open logbook whose lists have been looked at."""
    with (
        _window(home, "open", str(folder), said=passphrase) as opened,
        _window(home, "bare") as bare,
    ):
        ours, floor = (psutil.Process(each.pid).memory_info().rss for each in (opened, bare))
    return Figure(
        what=f"memory with {entries:,} entries open",
        ours=ours / _MEGABYTE,
        floor=floor / _MEGABYTE,
        unit="MB",
        more_goal=120,
    )


def _time_until_painted(home: Path, *arguments: str) -> float:
    began = perf_counter()
    with _window(home, *arguments):
        return (perf_counter() - began) * 1000


@contextmanager
def _window(home: Path, *arguments: str, said: str = "") -> Iterator[subprocess.Popen[str]]:
    with TemporaryFile("w+") as complaints:
        process = subprocess.Popen(
            [sys.executable, str(_PROGRAM), *arguments],
            cwd=_ROOT,
            env=_environment(home),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
        )
        assert process.stdin is not None, "asked for"
        assert process.stdout is not None, "asked for"
        try:
            process.stdin.write(f"{said}\n")
            process.stdin.flush()
            if process.stdout.readline() != _READY:
                complaints.seek(0)
                raise WindowError(f"The window {arguments[0]!r} did not come: {complaints.read()}")
            yield process
        finally:
            process.kill()
            process.communicate()


def _environment(home: Path) -> dict[str, str]:
    """Give the surroundings of a person who has never used the program, on a screen or on none."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    if not (kept.get("DISPLAY") or kept.get("WAYLAND_DISPLAY")) and sys.platform == "linux":
        kept["QT_QPA_PLATFORM"] = "offscreen"
    return kept | {"HOME": str(home), "PYTHONPATH": str(_ROOT)}
