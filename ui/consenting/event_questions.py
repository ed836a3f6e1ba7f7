# SPDX-License-Identifier: Apache-2.0
"""What is asked of each thing that can happen to a consent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from logbook.domain.consent import ConsentMode
from logbook.domain.consent_history import ConsentEventKind as Kind
from logbook.i18n import N_
from logbook.wording.question import Question
from ui.tables.parts_form import AskedCard


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """What the form of an event says of itself, and what it asks."""

    title: str
    lead: str
    record: str
    """What is written on the button that records it."""
    cards: tuple[AskedCard, ...]


def _implied(event: Any) -> bool:
    return event.giving is not None and event.giving.mode is ConsentMode.IMPLIED


def _spoken(event: Any) -> bool:
    mode = event.giving.mode if event.giving is not None else None
    return mode is not None and not mode.in_writing


_WHEN = Question(part="at", label=N_("When they said so"))
_HOW = Question(part="method", label=N_("In what way"))
_BY = Question(
    part="by",
    label=N_("Who said it for them, if they did not"),
    hint=N_("Name and authority, such as a parent or an attorney for health."),
    lines=1,
)
_WORDS = Question(
    part="statement", label=N_("Their words"), hint=N_("As they said it, if you can.")
)
_EXPLAINED = Question(part="consequences_explained", label=N_("I explained what follows from it"))

_SAID = AskedCard(heading=N_("What they said"), questions=(_WHEN, _HOW, _BY, _WORDS, _EXPLAINED))
_ASKED = AskedCard(
    heading=N_("How you asked"),
    questions=(
        Question(part="at", label=N_("When you asked")),
        Question(part="method", label=N_("In what way")),
        _WORDS,
    ),
)
_GIVING = AskedCard(
    heading=N_("How it is given"),
    questions=(
        Question(part="giving.mode", label=N_("In which form?")),
        Question(
            part="giving.implied_because", label=N_("Why it can be taken as given"), when=_implied
        ),
        Question(
            part="giving.not_written_because", label=N_("Why it is not in writing"), when=_spoken
        ),
        Question(part="giving.freely", label=N_("They decided freely: nobody pressed them")),
        Question(part="giving.capacity", label=N_("Could they decide this?")),
        Question(part="giving.evidence", label=N_("What shows it")),
    ),
)
_UNTIL = AskedCard(
    heading=N_("Until when?"),
    questions=(
        Question(
            part="until",
            label=N_("The last day from now on"),
            hint=N_("Leave it empty where it holds until they withdraw it."),
            ahead=True,
        ),
    ),
)

EVENTS: Mapping[Kind, EventWords] = MappingProxyType(
    {
        Kind.RENEWED: EventWords(
            title=N_("They renew this consent"),
            lead=N_("They were asked again and say it still stands, for the same things."),
            record=N_("Record that it is re&newed"),
            cards=(_SAID, _UNTIL),
        ),
        Kind.NARROWED: EventWords(
            title=N_("They narrow this consent"),
            lead=N_("Take out what they no longer agree to. More takes a new consent."),
            record=N_("Record what is &left"),
            cards=(_SAID,),
        ),
        Kind.WITHDRAWN: EventWords(
            title=N_("They withdraw this consent"),
            lead=N_("It takes no reason, and it holds at once. It cannot be taken back."),
            record=N_("Record that it is &withdrawn"),
            cards=(_SAID,),
        ),
        Kind.GIVEN: EventWords(
            title=N_("They agree now"),
            lead=N_("They were asked before and agree to what was asked."),
            record=N_("Record that they &agree"),
            cards=(_SAID, _GIVING),
        ),
        Kind.REFUSED: EventWords(
            title=N_("They refuse"),
            lead=N_("Say what follows from it for their care, and that they may think again."),
            record=N_("Record that they re&fuse"),
            cards=(_SAID,),
        ),
        Kind.DEFERRED: EventWords(
            title=N_("They want to think about it"),
            lead=N_("Nothing is covered until they agree."),
            record=N_("Record that it is put o&ff"),
            cards=(_SAID,),
        ),
        Kind.REQUESTED: EventWords(
            title=N_("They were asked again"),
            lead=N_("Nothing is covered until they agree."),
            record=N_("Record that they were &asked"),
            cards=(_ASKED,),
        ),
        Kind.INVALIDATED: EventWords(
            title=N_("It was never valid"),
            lead=N_("They were pressed, not told what it was for, or could not decide."),
            record=N_("Record that it is not &valid"),
            cards=(
                AskedCard(
                    heading=N_("What came to light"),
                    questions=(
                        Question(part="at", label=N_("When it came to light")),
                        Question(part="statement", label=N_("What shows that it was not valid")),
                    ),
                ),
            ),
        ),
    }
)
"""By kind; what happens by itself, or with a new record, has no form."""
