# SPDX-License-Identifier: Apache-2.0
"""Giving a command as a process of its own, and what comes of a command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command ended with and said."""

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A copy of the sample logbook, and a file with its passphrase."""

    path: Path
    passphrase_file: Path

    @property
    def unlocked(self) -> tuple[str, str]:
        """The arguments that unlock it."""
        return "--passphrase-file", str(self.passphrase_file)


Run = Callable[..., Outcome]


@contextmanager
def display(name: str | None) -> Iterator[None]:
    """Have a screen of a name for a while, or none."""
    own = {key: os.environ.pop(key) for key in _SCREENS if key in os.environ}
    if name is not None:
        os.environ["DISPLAY"] = name
    try:
        yield
    finally:
        os.environ.pop("DISPLAY", None)
        os.environ.update(own)


_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")


def run_outside(*argv: object, typed: bytes = b"", **how: Any) -> Outcome:
    """Give a command as a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "logbook.cli", *(str(one) for one in argv)],
        cwd=ROOT,
        input=typed,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "default"},
        **how,
    )
    return Outcome(status=ended.returncode, out=ended.stdout.decode(), err=ended.stderr.decode())
