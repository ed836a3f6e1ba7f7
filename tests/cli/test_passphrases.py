# SPDX-License-Identifier: Apache-2.0
"""At a terminal the passphrase is asked for, and never shown."""

from __future__ import annotations

import os
import select
import subprocess
import sys

import pytest

from logbook.services.sampling import SAMPLE_PASSPHRASE
from tests.cli.commanding import ROOT, Sample

pty = pytest.importorskip("pty", reason="there are no such terminals on Windows")


def at_a_terminal(typed: str, *argv: object) -> tuple[int, str, str]:
    """Give a command at a terminal; give its status, its answer and what the terminal showed."""
    keyboard, terminal = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "logbook.cli", *(str(one) for one in argv)],
        cwd=ROOT,
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=terminal,
        start_new_session=True,
    ) as process:
        shown = b""
        while b"Passphrase" not in shown:
            assert select.select([keyboard], [], [], 30)[0], "nothing is asked"
            shown += os.read(keyboard, 1024)
        os.write(keyboard, typed.encode())
        assert process.stdout is not None
        answer = process.stdout.read().decode()
        status = process.wait(timeout=30)
        os.set_blocking(keyboard, False)
        shown += os.read(keyboard, 65536)
    os.close(terminal)
    os.close(keyboard)
    return status, answer, shown.decode()


def test_a_passphrase_is_asked_for_and_not_shown(sample: Sample) -> None:
    status, answer, shown = at_a_terminal(SAMPLE_PASSPHRASE + "\n", "check", sample.path)

    assert status == 0
    assert "The journal is whole" in answer
    assert SAMPLE_PASSPHRASE not in answer + shown


def test_nothing_typed_opens_nothing(sample: Sample) -> None:
    status, answer, shown = at_a_terminal("\n", "check", sample.path)

    assert (status, answer) == (2, "")
    assert "does not open the logbook" in shown
