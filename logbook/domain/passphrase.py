# SPDX-License-Identifier: Apache-2.0
"""How hard a passphrase is to guess for somebody who has the file and all the time in the world."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

FEWEST_CHARACTERS = 12
"""Cyber Essentials v3.3 asks as many of a password that stands alone."""

FEWEST_BITS = 50
"""At 256 MiB a guess, one graphics card would need some 30,000 years for half of 2 to the 50."""


class Weakness(Enum):
    """What makes a passphrase easy to guess."""

    TOO_SHORT = "too-short"
    COMMON = "common"
    """It stands on the lists of passwords that are tried first."""
    ABOUT_YOU = "about-you"
    """The names of the person or the practice are in it."""
    REPEATED = "repeated"
    IN_A_ROW = "in-a-row"
    """Letters or digits that follow each other, such as abcd or 2468."""
    KEYBOARD = "keyboard"
    """Keys beside each other."""
    DATE = "date"
    GUESSABLE = "guessable"
    """Nothing in particular; it is too few guesses away all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """An estimate: the guesses needed as a power of two, and what is weak about it."""

    bits: float
    weaknesses: tuple[Weakness, ...]
    is_enough: bool
    """Whether a new passphrase may be kept."""
