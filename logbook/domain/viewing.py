# SPDX-License-Identifier: Apache-2.0
"""Looking at somebody's record: when that needs a reason, and what is kept of it.

To look is legitimate where it serves the person's care; for anything else a reason is likely
needed (H-08). So within an open episode nothing is asked and nothing is kept. Outside of one a
practice of several people asks for a reason, and a practice of one keeps a note and asks nobody.
Whoever is recording something about them is not asked either, and the look is kept: what is typed
and not yet recorded can be discarded, and leaves no trace, so it opens no episode.
Some people, and what must not be shown to them (INV-23), are looked at with a note in any case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from logbook.domain.people import Flag
from logbook.domain.text import NAME_LENGTH, unreadable
from logbook.errors import LogbookError

EPISODE = timedelta(days=90)
"""An episode goes on for so long after anything was recorded about somebody."""

AGAIN_AFTER = timedelta(hours=1)
"""A look at somebody by the same person stands for whatever they look at within this time.

One that nobody was asked about stands for no look that a reason is needed for.
"""

SENSITIVE = frozenset(Flag) - {Flag.POSTHUMOUS_ACCESS_REFUSED}
"""With any of these flags somebody is looked at with a note in any case."""


class ViewingReason(Enum):
    """Why somebody's record is looked at outside an open episode."""

    CARE = "care"
    REQUEST = "request"
    ASKED_BY_PERSON = "asked-by-person"
    COMPLAINT = "complaint-or-claim"
    RECORD_KEEPING = "record-keeping"
    SUPERVISION = "supervision-or-audit"
    OTHER = "other"
    """Only with words."""


class ViewingNeed(Enum):
    """What a look at somebody takes."""

    NOTHING = "nothing"
    NOTE = "note"
    """It is kept that somebody looked, and nobody is asked."""
    REASON = "reason"
    """Whoever wants to look is asked why, and sees nothing before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewing:
    """Somebody looked at what is on record about a service user."""

    id: UUID
    service_user: UUID | None
    """None where the entry looked at is about nobody in particular."""
    subject: UUID
    """What was looked at: the service user, or one entry about them."""
    viewed_by: UUID
    viewed_at: datetime
    reason: ViewingReason | None = None
    """None where nobody was asked."""
    words: str = ""
    restricted: bool = False
    """Whether the entry was one that must not be shown to the service user (INV-23)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEpisode:
    """What there is about somebody that makes a look at them a part of caring for them."""

    consent_in_force: bool = False
    draft: bool = False
    """Something is typed and not yet recorded. This opens nothing: it can go without a trace."""
    open_clock: bool = False
    """A request, a breach, a series or the telling of a disclosure that is not yet done with."""
    last_recorded: datetime | None = None
    """When anything else than a look was last recorded about them."""

    def is_open(self, now: datetime) -> bool:
        """Tell whether the episode is open."""
        if self.consent_in_force or self.open_clock:
            return True
        return self.last_recorded is not None and now - self.last_recorded <= EPISODE


class ViewingReasonMissingError(LogbookError):
    """Somebody would be looked at outside an open episode, and no reason was given."""

    code = "viewing-reason-missing"


def viewing_need(
    *, in_episode: bool, recording: bool, sensitive: bool, practice_of_one: bool
) -> ViewingNeed:
    """Tell what a look at somebody takes.

    Args:
        in_episode: Whether an episode of theirs is open.
        recording: Whether something about them is being recorded: a draft is there, or begun.
        sensitive: Whether a flag or a restricted entry asks for a note in any case.
        practice_of_one: Whether nobody else can open the logbook.
    """
    if in_episode:
        return ViewingNeed.NOTE if sensitive else ViewingNeed.NOTHING
    return ViewingNeed.NOTE if recording or practice_of_one else ViewingNeed.REASON


def is_reason(reason: ViewingReason | None, words: str) -> bool:
    """Tell whether a reason is given: one of the list, or a line of one's own."""
    words = words.strip()
    if len(words) > NAME_LENGTH or unreadable(words):
        return False
    if reason is None or reason is ViewingReason.OTHER:
        return bool(words)
    return True
