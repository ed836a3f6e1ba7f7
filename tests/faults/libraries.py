# SPDX-License-Identifier: Apache-2.0
"""Libraries that stand between a program and the C library: built when needed, preloaded, asked.

They need gcc and the headers of the C library (Debian: gcc, libc6-dev) and Linux.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
PRELOADED = "LOGBOOK_FAULTS_PRELOADED"
"""Names the library a process was started under."""


def what_is_missing() -> str:
    """Say why no library can be built here; nothing if one can."""
    if sys.platform != "linux":
        return "standing between program and C library is done on Linux only"
    if shutil.which("gcc") is None or not Path("/usr/include/stdio.h").exists():
        return "no C compiler (Debian packages gcc and libc6-dev)"
    return ""


def preloaded(name: str) -> ctypes.CDLL | None:
    """Give the library this process was started under, if it is the one named."""
    return ctypes.CDLL(None) if os.environ.get(PRELOADED) == name else None


def run_under(name: str, module: str, arguments: Sequence[str]) -> int:
    """Run a module of the tests with the library between it and the C library."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        library = Path(folder) / f"{name}.so"
        flags = ("-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", str(library))
        subprocess.run(["gcc", *flags, str(HERE / f"{name}.c"), "-ldl", "-lpthread"], check=True)
        environment = os.environ | {"LD_PRELOAD": str(library), PRELOADED: name}
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.run(command, env=environment, check=False).returncode


def scratch() -> tempfile.TemporaryDirectory[str]:
    """Make a folder in memory where there is one: thousands of states are written and thrown away.

    What is durable is decided by the simulation, so that the disk below does not matter.
    """
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    return tempfile.TemporaryDirectory(
        prefix="faults-", dir=memory if os.access(memory, os.W_OK) else None
    )
