# SPDX-License-Identifier: Apache-2.0
"""What the tests of the screens before a logbook is open share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.background import Background


@pytest.fixture
def background(dressed: QApplication) -> Iterator[Background]:
    background = Background(dressed)
    yield background
    background.close()
