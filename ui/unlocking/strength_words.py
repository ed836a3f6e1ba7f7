# SPDX-License-Identifier: Apache-2.0
"""How hard a passphrase is to guess, in words: honest about the time it takes."""

from __future__ import annotations

from logbook.domain.passphrase import FEWEST_BITS, Strength
from logbook.i18n import _, ngettext
from logbook.wording.labels import label

_GUESSES_A_SECOND = 550
"""Of one graphics card, at the cost of a new logbook: see `FEWEST_BITS`."""

_LEVELS = (22, 30, FEWEST_BITS, 64)
"""Bits from which a passphrase counts as weak, fair, good and strong."""

_HOUR = 3600
_DAY = 24 * _HOUR
_YEAR = 365 * _DAY
_THOUSAND, _MILLION = 1_000, 1_000_000


def level(strength: Strength) -> int:
    """Give the level from 0 to 4; good (3) is only what a new logbook accepts."""
    reached = sum(strength.bits >= bits for bits in _LEVELS)
    return reached if strength.is_enough else min(reached, 2)


def in_words(strength: Strength) -> str:
    """Say how long guessing takes, how many bits that is, and what is weak about it."""
    # Half of the guesses, on average.
    seconds = 2 ** (strength.bits - 1) / _GUESSES_A_SECOND
    said = _(
        "About {bits} bits: somebody who has the files and one fast graphics card would be guessing"
        " for {time}."
    ).format(bits=round(strength.bits), time=_time(seconds))
    weak = () if strength.is_enough else strength.weaknesses
    return " ".join([said, *(label(one) for one in weak)])


def _time(seconds: float) -> str:
    years = seconds / _YEAR
    if years >= _MILLION:
        return _("millions of years")
    if years >= _THOUSAND:
        return _("thousands of years")
    if years >= 1:
        count = round(years)
        return ngettext("{count} year", "{count} years", count).format(count=count)
    if seconds >= _DAY:
        count = round(seconds / _DAY)
        return ngettext("{count} day", "{count} days", count).format(count=count)
    if seconds >= _HOUR:
        count = round(seconds / _HOUR)
        return ngettext("{count} hour", "{count} hours", count).format(count=count)
    return _("less than an hour")
