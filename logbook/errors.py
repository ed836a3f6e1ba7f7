# SPDX-License-Identifier: Apache-2.0
"""The root of the errors the program raises on purpose.

Each has a stable code and a text without personal data, so that it may be logged. What a
person reads, and what they can do next, is said at the border: `ui.messages` and `cli`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class LogbookError(Exception):
    """Something a person can act on went wrong; nothing recorded was lost."""

    code: ClassVar[str] = "logbook"

    @property
    def details(self) -> Mapping[str, str | int]:
        """What the sentence a person reads has to name, such as which word; it is not logged."""
        return {}


class StoppedError(LogbookError):
    """It was stopped before its end, by who asked for it or by a lock; nothing half is left."""

    code: ClassVar[str] = "stopped"
