# SPDX-License-Identifier: Apache-2.0
"""What the table of the guidance comes to about telling the person, in words."""

from __future__ import annotations

from logbook.domain.telling import Question, TellingAdvice
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from ui.theme import Tone
from ui.widgets.notes_panel import Notice


def advice_notices(advice: TellingAdvice) -> tuple[Notice, ...]:
    """Say what is advised and why, and what it means for the record."""
    found = [_what(advice)]
    if advice.restricted or advice.blocked:
        found.append(
            Notice(
                tone=Tone.WARN,
                text=_(
                    "This entry will be kept out of everything the person may be shown. Nobody"
                    " who asks is told that it exists."
                ),
            )
        )
    return tuple(found)


def _what(advice: TellingAdvice) -> Notice:
    if advice.blocked:
        return Notice(
            tone=Tone.STOP,
            text=_(
                "They must not be told: {why}. No letter can be made, and nothing here can change"
                " that. Take legal advice before anything is said to anybody."
            ).format(why=_why(advice)),
        )
    if advice.outcome is None:
        return Notice(
            tone=Tone.INFO, text="\n".join([_("Nobody has to be told of this."), *_more(advice)])
        )
    said = [_("Usual here: {outcome}.").format(outcome=label(advice.outcome))]
    if advice.question is not Question.KIND:
        said.append(_("Because: {why}.").format(why=_why(advice)))
    if advice.review_by is not None:
        said.append(_("To be looked at again by {day}.").format(day=day_in_words(advice.review_by)))
    return Notice(tone=Tone.INFO, text="\n".join([*said, *_more(advice)]))


def _why(advice: TellingAdvice) -> str:
    words = label(advice.reason) if advice.reason is not None else label(advice.question)
    return words[:1].lower() + words[1:]


def _more(advice: TellingAdvice) -> list[str]:
    return [f"{label(each)}." for each in advice.besides]
