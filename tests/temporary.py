# SPDX-License-Identifier: Apache-2.0
"""A temporary folder of one's own: other tests make and leave things in the common one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def own_temporary_folder(folder: Path) -> Iterator[Path]:
    """Let this process put its temporary files there for the length of a block."""
    before = tempfile.tempdir
    tempfile.tempdir = str(folder)
    try:
        yield folder
    finally:
        tempfile.tempdir = before
