# SPDX-License-Identifier: Apache-2.0
"""The small forms about keeping: what each asks, and the record it begins with. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from logbook.domain.destruction import RetentionChoice, RetentionDecision
from logbook.domain.drafts import SmallDraft
from logbook.domain.erasure import ErasureDecision, ErasureExemption, ErasureOutcome
from logbook.domain.holds import Hold, HoldReason
from logbook.domain.outlook import Outlook
from logbook.domain.retention_dates import after_years
from logbook.i18n import N_
from ui.retention.wishes import KeepingTask
from ui.tables.parts_form import FormWords, ask, card

_LOOK_AGAIN_AFTER = 1
"""Years after which a hold is looked at again, if nobody says otherwise."""


def choices_for(outlook: Outlook, today: date) -> tuple[RetentionChoice, ...]:
    """List what can be decided on how long everything about a person is kept, to keep first."""
    until = outlook.until
    if until is not None and until < today:
        keep = (RetentionChoice.RETAIN,)
        return keep if outlook.held_on(today) else (*keep, RetentionChoice.DESTROY)
    lengthen = (RetentionChoice.LENGTHEN,) if outlook.proposal.until is not None else ()
    return (*lengthen, RetentionChoice.SHORTEN)


def begin(
    task: KeepingTask, outlook: Outlook, by: UUID, today: date, there: Hold | None = None
) -> SmallDraft:
    """Begin with the hold that is there, or with what is known of the person's records."""
    person = outlook.service_user
    if there is not None:
        return replace(there, ended_on=today) if task is KeepingTask.HOLD_END else there
    if task is KeepingTask.HOLD:
        return Hold(
            id=uuid4(),
            service_user=person,
            why=HoldReason.COMPLAINT,
            who="",
            start=today,
            review_on=after_years(today, _LOOK_AGAIN_AFTER),
        )
    if task is KeepingTask.ERASURE:
        return ErasureDecision(
            id=uuid4(),
            service_user=person,
            objects=(),
            # What is not thought over yet destroys nothing.
            outcome=ErasureOutcome.REFUSED,
            requested_on=today,
            decided_by=by,
            decided_on=today,
        )
    assert task is KeepingTask.DECISION, "what is carried out is no small form"
    return RetentionDecision(
        id=uuid4(),
        service_user=person,
        objects=(person,),
        # What is not thought over yet destroys nothing.
        choice=choices_for(outlook, today)[0],
        rule=outlook.proposal.rule.code,
        proposed=outlook.proposal.until,
        until=None,
        decided_by=by,
        decided_on=today,
    )


def settled(draft: SmallDraft, outlook: Outlook, today: date) -> SmallDraft:
    """Give a record with what no question asks, as it is on the day it is recorded."""
    if isinstance(draft, RetentionDecision):
        destroys = draft.choice is RetentionChoice.DESTROY
        return replace(
            draft,
            rule=outlook.rule if destroys else outlook.proposal.rule.code,
            proposed=outlook.proposal.until,
            until=outlook.until if destroys else draft.until,
            decided_on=today,
        )
    if isinstance(draft, ErasureDecision):
        whole = draft.outcome is ErasureOutcome.GRANTED
        return replace(
            draft,
            objects=(draft.service_user,) if whole else _named(draft),
            exemptions=() if whole else draft.exemptions,
            decided_on=today,
        )
    return draft


def _named(decision: ErasureDecision) -> tuple[UUID, ...]:
    return decision.objects if decision.outcome is ErasureOutcome.PARTIAL else ()


def _is_kept(record: Any) -> bool:
    return record.choice is not RetentionChoice.DESTROY


def _keeps_some(record: Any) -> bool:
    return record.outcome is not ErasureOutcome.GRANTED


def _is_partial(record: Any) -> bool:
    return record.outcome is ErasureOutcome.PARTIAL


_HOLD = card(
    N_("Why nothing may be destroyed"),
    ask("why", N_("What it is for")),
    ask(
        "who", N_("Who asked for it, or decided it"), N_("Such as a solicitor or the HCPC"), lines=1
    ),
    ask("reference", N_("Number of the case with them"), lines=1),
    ask("start", N_("Since when")),
    ask(
        "review_on",
        N_("Look at it again on"),
        N_("Today lists it then. It holds until somebody lifts it."),
        ahead=True,
    ),
)
_AGAIN = card(
    N_("It is still needed"),
    ask("review_on", N_("Look at it again on"), ahead=True),
    ask("reference", N_("Number of the case with them"), lines=1),
)
_LIFTED = card(
    N_("Why it is lifted"),
    ask("ended_on", N_("The last day it held")),
    ask(
        "ended_because",
        N_("Why it is no longer needed"),
        N_("Such as: the claim was settled. Whether anything is destroyed is decided after."),
    ),
)
_DECISION = card(
    N_("What becomes of everything about this person"),
    ask("choice", N_("What is decided")),
    ask("until", N_("Keep it until"), ahead=True, when=_is_kept),
    ask(
        "reasons",
        N_("Why"),
        N_(
            "To keep less long, or to go on keeping what had its time, needs a reason. Name nobody"
            " where it is destroyed: this sentence stays."
        ),
    ),
)
_ASKED = card(
    N_("What was asked, and the answer"),
    ask("requested_on", N_("When they asked")),
    ask("outcome", N_("The answer")),
    ask("objects", N_("What is erased"), when=_is_partial),
    ask(
        "exemptions",
        N_("Why it is kept, or some of it"),
        N_("UK GDPR, article 17(1) and (3). Not legal advice."),
        when=_keeps_some,
    ),
)

FORMS: Mapping[KeepingTask, FormWords] = MappingProxyType(
    {
        KeepingTask.HOLD: FormWords(
            title=N_("Place a hold"),
            lead=N_("While it stands nothing about this person can be destroyed, by nobody."),
            record=N_("&Place the hold"),
            cards=(_HOLD,),
        ),
        KeepingTask.HOLD_REVIEW: FormWords(
            title=N_("The hold stays"),
            lead=N_("Ask whoever wanted it whether it is still needed."),
            record=N_("&Record it"),
            cards=(_AGAIN,),
        ),
        KeepingTask.HOLD_END: FormWords(
            title=N_("Lift the hold"),
            lead=N_("Nothing is destroyed by that: somebody has to decide."),
            record=N_("&Lift the hold"),
            cards=(_LIFTED,),
        ),
        KeepingTask.DECISION: FormWords(
            title=N_("How long everything is kept"),
            lead=N_("What is decided takes the place of the schedule. Not legal advice."),
            record=N_("&Record the decision"),
            cards=(_DECISION,),
        ),
        KeepingTask.ERASURE: FormWords(
            title=N_("They asked for erasure"),
            lead=N_(
                "The right to erasure gives way where records have to be kept. The answer is"
                " recorded in days and codes, without a word about them."
            ),
            record=N_("&Record the answer"),
            cards=(_ASKED,),
            offered=MappingProxyType({"exemptions": tuple(ErasureExemption)}),
        ),
    }
)
