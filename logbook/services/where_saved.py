# SPDX-License-Identifier: Apache-2.0
"""What kind of place a document was saved in, as the journal notes it: the kind, never the path."""

from __future__ import annotations

from pathlib import Path

from logbook.domain.backup import PlaceKind
from logbook.errors import LogbookError
from logbook.services.backup_order import kind_of_place


def where_saved(file: Path, logbook: Path) -> PlaceKind | None:
    """Tell what kind of place a file lies in, seen from the logbook; None if that is not told.

    It never fails: the file stands, and the journal has to say so whatever the system answers.
    """
    try:
        return kind_of_place(file.parent, logbook)
    except LogbookError:
        return None
