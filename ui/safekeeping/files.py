# SPDX-License-Identifier: Apache-2.0
"""Small files that go out and come back: written whole or not at all, read within reason."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from logbook.i18n import _

_LARGEST = 1_000_000
"""Bytes; what is exchanged here has a few thousand."""


def documents() -> Path:
    """Give the folder of this person's documents."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place or Path.home())


def write_file(path: Path, data: bytes) -> str:
    """Write a file; give the sentence of what stood in the way, or nothing."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        return _("The file could not be written there. Nothing was left. Choose another place.")
    return ""


def read_file(path: Path) -> bytes | None:
    """Read a small file; None if it cannot be read, or is none of those exchanged here."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError:
        return None
    return data if len(data) <= _LARGEST else None


def unreadable() -> str:
    """Say that a file could not be read."""
    return _("The file cannot be read. Nothing was changed. Ask for it again, or choose another.")
