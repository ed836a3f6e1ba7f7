# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from logbook.app import make_sample
from logbook.clock import SystemClock
from logbook.store.keyring import SMALLEST

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"


def lacking() -> str:
    """Name what the bus needs and this machine has not."""
    tools = [tool for tool in ("Xvfb", "openbox", "dbus-run-session") if not shutil.which(tool)]
    looked = subprocess.run(
        [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"],
        capture_output=True,
        check=False,
    )
    return " ".join(tools + (["gir1.2-atspi-2.0"] if looked.returncode else []))


pytestmark = [
    pytest.mark.bus,
    pytest.mark.slow,
    pytest.mark.skipif(bool(lacking()), reason=f"not on this machine: {lacking()}"),
]


def test_a_client_on_the_accessibility_bus_unlocks_and_reads_the_sample(tmp_path: Path) -> None:
    sample = make_sample(tmp_path / "Sample.logbook", SystemClock(), cost=SMALLEST)
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(sample.passphrase, "utf-8")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("QT_QPA")
    } | {"XDG_CONFIG_HOME": str(tmp_path / "config")}

    done = subprocess.run(
        [
            "bash",
            str(HERE / "session.sh"),
            SYSTEM_PYTHON,
            str(HERE / "journey.py"),
            sys.executable,
            str(sample.path),
            str(passphrase),
        ],
        cwd=HERE.parents[1],
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("seen: ") >= 20
    assert sample.passphrase not in done.stdout + done.stderr
