# SPDX-License-Identifier: Apache-2.0
"""A sample logbook for each test, and a way to give a command in this process."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from logbook.app import make_sample
from logbook.cli import main
from logbook.clock import SystemClock
from logbook.services.sampling import SAMPLE_PASSPHRASE
from logbook.store.keyring import SMALLEST
from tests.cli.commanding import Outcome, Run, Sample
from tests.remembered import remembered

__all__ = ["remembered"]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("made") / "S.logbook", SystemClock(), SMALLEST).path


@pytest.fixture
def sample(tmp_path: Path, made_once: Path) -> Sample:
    passphrase_file = tmp_path / "passphrase.txt"
    passphrase_file.write_text(SAMPLE_PASSPHRASE + "\n", encoding="utf-8")
    path = tmp_path / "Sample.logbook"
    shutil.copytree(made_once, path)
    return Sample(path=path, passphrase_file=passphrase_file)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a command in this process."""

    def _run(*argv: object, typed: bytes = b"", **surroundings: Any) -> Outcome:
        capsys.readouterr()
        own, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(typed))
        try:
            status = main([str(one) for one in argv], **surroundings)
        finally:
            sys.stdin = own
        said = capsys.readouterr()
        return Outcome(status=status, out=said.out, err=said.err)

    return _run
