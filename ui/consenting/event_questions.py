# SPDX-License-Identifier: Apache-2.0
"""What is asked of each thing that can happen to a consent."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from logbook.domain.consent import ConsentMode
from logbook.domain.consent_history import ConsentEventKind as Kind
from logbook.i18n import N_
from ui.tables.parts_form import FormWords, ask, card


def _implied(event: Any) -> bool:
    return event.giving is not None and event.giving.mode is ConsentMode.IMPLIED


def _spoken(event: Any) -> bool:
    mode = event.giving.mode if event.giving is not None else None
    return mode is not None and not mode.in_writing


_WHEN = ask("at", N_("When they said so"))
_HOW = ask("method", N_("In what way"))
_BY = ask(
    "by",
    N_("Who said it for them, if they did not"),
    N_("Name and authority, such as a parent or an attorney for health."),
    lines=1,
)
_WORDS = ask("statement", N_("Their words"), N_("As they said it, if you can."))
_EXPLAINED = ask("consequences_explained", N_("I explained what follows from it"))

_SAID = card(N_("What they said"), _WHEN, _HOW, _BY, _WORDS, _EXPLAINED)
_ASKED = card(N_("How you asked"), ask("at", N_("When you asked")), _HOW, _WORDS)
_GIVING = card(
    N_("How it is given"),
    ask("giving.mode", N_("In which form?")),
    ask("giving.implied_because", N_("Why it can be taken as given"), when=_implied),
    ask("giving.not_written_because", N_("Why it is not in writing"), when=_spoken),
    ask("giving.freely", N_("They decided freely: nobody pressed them")),
    ask("giving.capacity", N_("Could they decide this?")),
    ask("giving.evidence", N_("What shows it")),
)
_UNTIL = card(
    N_("Until when?"),
    ask(
        "until",
        N_("The last day from now on"),
        N_("Leave it empty where it holds until they withdraw it."),
        ahead=True,
    ),
)
_LEFT = card(
    N_("What they still agree to"),
    ask("scope", N_("What they still agree to")),
    ask("until", N_("The last day, if there is one from now on"), ahead=True),
)
_CAME_TO_LIGHT = card(
    N_("What came to light"),
    ask("at", N_("When it came to light")),
    ask("statement", N_("What shows that it was not valid")),
)

EVENTS: Mapping[Kind, FormWords] = MappingProxyType(
    {
        Kind.RENEWED: FormWords(
            title=N_("They renew this consent"),
            lead=N_("They were asked again and say it still stands, for the same things."),
            record=N_("Record that it is re&newed"),
            cards=(_SAID, _UNTIL),
        ),
        Kind.NARROWED: FormWords(
            title=N_("They narrow this consent"),
            lead=N_("Take out what they no longer agree to. More takes a new consent."),
            record=N_("Record what is &left"),
            cards=(_LEFT, _SAID),
        ),
        Kind.WITHDRAWN: FormWords(
            title=N_("They withdraw this consent"),
            lead=N_("It takes no reason, and it holds at once. It cannot be taken back."),
            record=N_("Record that it is &withdrawn"),
            cards=(_SAID,),
        ),
        Kind.GIVEN: FormWords(
            title=N_("They agree now"),
            lead=N_("They were asked before and agree to what was asked."),
            record=N_("Record that they &agree"),
            cards=(_SAID, _GIVING),
        ),
        Kind.REFUSED: FormWords(
            title=N_("They refuse"),
            lead=N_("Say what follows from it for their care, and that they may think again."),
            record=N_("Record that they re&fuse"),
            cards=(_SAID,),
        ),
        Kind.DEFERRED: FormWords(
            title=N_("They want to think about it"),
            lead=N_("Nothing is covered until they agree."),
            record=N_("Record that it is put o&ff"),
            cards=(_SAID,),
        ),
        Kind.REQUESTED: FormWords(
            title=N_("They were asked again"),
            lead=N_("Nothing is covered until they agree."),
            record=N_("Record that they were &asked"),
            cards=(_ASKED,),
        ),
        Kind.INVALIDATED: FormWords(
            title=N_("It was never valid"),
            lead=N_("They were pressed, not told what it was for, or could not decide."),
            record=N_("Record that it is &not valid"),
            cards=(_CAME_TO_LIGHT,),
        ),
    }
)
"""By kind; what happens by itself, or with a new record, has no form."""
