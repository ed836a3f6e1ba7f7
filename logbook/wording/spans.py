# SPDX-License-Identifier: Apache-2.0
"""The span of time that information is about, in words."""

from __future__ import annotations

from datetime import date

from logbook.i18n import _
from logbook.wording.dates import day_in_words


def span_in_words(since: date | None, until: date | None) -> str:
    """Say from when to when, both days included; a single day is said as that day."""
    if since is not None and since == until:
        return day_in_words(since)
    if since is not None and until is not None:
        return _("{since} to {until}").format(since=day_in_words(since), until=day_in_words(until))
    if since is not None:
        return _("since {since}").format(since=day_in_words(since))
    return _("until {until}").format(until=day_in_words(until)) if until is not None else ""
