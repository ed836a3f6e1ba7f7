# SPDX-License-Identifier: Apache-2.0
"""Instants as the tables hold them: UTC, whole seconds, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime


def text_of(instant: datetime) -> str:
    """Write an aware instant as 20 characters, such as `2026-11-21T22:47:42Z`."""
    assert instant.tzinfo is not None, "an instant knows its zone"
    return instant.astimezone(UTC).isoformat(timespec="seconds").removesuffix("+00:00") + "Z"


def instant(text: str) -> datetime:
    """Read what `text_of` wrote."""
    return datetime.fromisoformat(text)
