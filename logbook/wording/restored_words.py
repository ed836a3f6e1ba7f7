# SPDX-License-Identifier: Apache-2.0
"""What is said once a backup was restored: who is out again, who can open it, what nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from logbook.domain.restored import DoneAgain, PersonAgain, PersonInside, SinceBackup
from logbook.i18n import N_, _
from logbook.wording.labels import label

_AGAIN = {
    DoneAgain.LEFT: N_("Left after the backup was made, and let go again: {people}."),
    DoneAgain.SUSPENDED: N_("Suspended after the backup was made, and again now: {people}."),
    DoneAgain.ROLE: N_("Given another role after the backup was made, and again now: {people}."),
}


def since_sentences(since: SinceBackup) -> Iterator[str]:
    """Say what was done again and what could not be known; a practice of one hears of no people."""
    for done, words in _AGAIN.items():
        people = [one for one in since.again if one.done is done]
        if people:
            yield _(words).format(people=_named(people))
    if since.again or len(since.can_open) > 1:
        yield _people_sentence(since)
    if not since.knows_destroyed:
        yield _(
            "What was destroyed after the backup was made, if anything was, may be here again: the"
            " logbook it comes from could not be asked. Look through your certificates of"
            " destruction, and destroy it again."
        )


def _people_sentence(since: SinceBackup) -> str:
    people = _named(since.can_open)
    if since.knows_people:
        return _("These can open it: {people}.").format(people=people)
    return _(
        "Nothing newer than the backup was at hand to show who has left since, or was suspended."
        " These can open it, as on the day it was made: {people}. Let whoever should not be among"
        " them leave before anybody works with it."
    ).format(people=people)


def _named(people: Iterable[PersonInside | PersonAgain]) -> str:
    return ", ".join(f"{one.name} ({label(one.role).lower()})" for one in people)
