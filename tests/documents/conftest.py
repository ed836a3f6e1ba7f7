# SPDX-License-Identifier: Apache-2.0
"""Tools these tests share: the programs of poppler and OpenSSL, where the machine has them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Program = Callable[..., str]


@pytest.fixture
def run() -> Program:
    """Run a program of another maker and give what it printed; skip where it is not installed."""

    def run_program(name: str, *arguments: str | Path) -> str:
        path = shutil.which(name)
        if path is None:
            pytest.skip(f"{name} is not installed on this machine")
        done = subprocess.run(
            [path, *map(str, arguments)], capture_output=True, check=False, timeout=60
        )
        return (done.stdout + done.stderr).decode("utf-8", errors="replace")

    return run_program


@pytest.fixture
def text_of(run: Program, tmp_path: Path) -> Callable[[bytes], str]:
    """The text poppler finds in a PDF, in reading order, white space folded."""

    def extracted(pdf: bytes) -> str:
        file = tmp_path / "read.pdf"
        file.write_bytes(pdf)
        return " ".join(run("pdftotext", "-enc", "UTF-8", file, "-").split())

    return extracted
