# SPDX-License-Identifier: Apache-2.0
"""The editions of the guidance this program brings with it, and the one it shows.

Which edition is the headline is the owner's choice; without one it is the edition that holds
still. What the rules ask for does not hang on it: they apply the stricter wording of either.
"""

from __future__ import annotations

from functools import cache

from logbook.domain.guidance import (
    GuidanceEdition,
    StandardsEdition,
    read_guidance,
    read_standards,
)
from logbook.resources import read_text


@cache
def guidance_editions() -> tuple[GuidanceEdition, ...]:
    """Give the editions of the guidance on confidentiality, the oldest first."""
    return (
        read_guidance(read_text("guidance/confidentiality-older.toml")),
        read_guidance(read_text("guidance/confidentiality-current.toml")),
    )


@cache
def standards_editions() -> tuple[StandardsEdition, ...]:
    """Give the editions of the standards of conduct, performance and ethics, the oldest first."""
    return (
        read_standards(read_text("guidance/standards-2016.toml")),
        read_standards(read_text("guidance/standards-2024.toml")),
    )


def current_guidance() -> GuidanceEdition:
    """Give the edition of the guidance on confidentiality that holds still."""
    return next(each for each in guidance_editions() if each.in_force_to is None)


def current_standards() -> StandardsEdition:
    """Give the edition of the standards that holds still."""
    return next(each for each in standards_editions() if each.in_force_to is None)
