# SPDX-License-Identifier: Apache-2.0
"""Printers that write to a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.printing.looking import Paper, Size


@pytest.fixture
def paper(tmp_path: Path, dressed: QApplication) -> Callable[..., Paper]:
    """Make a printer with a paper in it."""
    assert dressed is not None

    def make(size: Size = Size.A4) -> Paper:
        return Paper(tmp_path / "paper.pdf", size)

    return make
