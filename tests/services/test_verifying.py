# SPDX-License-Identifier: Apache-2.0
"""Files somebody brings to be checked that are no documents, or cannot be read at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from logbook.documents.verification import Verdict
from logbook.services.verifying import LARGEST, UnreadableFileError, verify_file


def test_file_that_is_not_there_or_none_is_not_read(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.pdf"):
        with pytest.raises(UnreadableFileError):
            verify_file(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among files here")
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(UnreadableFileError):
        verify_file(tmp_path / "pipe.pdf")


def test_name_no_file_system_takes_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        verify_file(tmp_path / ("n" * 300))


def test_file_larger_than_any_document_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    path.touch()
    os.truncate(path, LARGEST + 1)
    with pytest.raises(UnreadableFileError):
        verify_file(path)
    os.truncate(path, 1_000)
    assert verify_file(path).verdict is not Verdict.INTACT
