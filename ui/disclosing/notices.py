# SPDX-License-Identifier: Apache-2.0
"""What the rules say, as notices beside the question: calm where something is only still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from logbook.domain.assessment import Assessment
from logbook.domain.deadline import DeadlineState, state_of
from logbook.domain.findings import Code, Finding
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.consent_words import consent_sentences
from logbook.wording.deadline_words import deadline_grounds, deadline_line
from ui.disclosing.consent_words import reach
from ui.disclosing.path import concerns
from ui.disclosing.telling_advice import advice_notices
from ui.messages import notice, still_open
from ui.theme import Tone
from ui.widgets.notes_panel import Notice

_GAPS = frozenset(
    {
        Code.NO_SERVICE_USER,
        Code.INCOMPLETE,
        Code.NO_BASIS,
        Code.REFUSAL_WITHOUT_REASON,
        Code.PART_WITHOUT_BOTH,
        Code.WHY_IDENTIFIABLE,
        Code.THIRD_PARTY_UNREVIEWED,
        Code.NO_EVIDENCE_OF_LAW,
        Code.WHY_WITHOUT_CONSENT,
        Code.WEIGHING_INCOMPLETE,
        Code.BEST_INTERESTS_INCOMPLETE,
        Code.DATA_PROTECTION_INCOMPLETE,
        Code.BREACH_UNDECIDED,
        Code.IDENTITY_NOT_CHECKED,
        Code.TELLING_UNDECIDED,
        Code.NOT_TOLD_WITHOUT_REASON,
        Code.DUTY_NOT_TOLD,
    }
)
"""Findings that say no more than that a question is still open."""

_STEPS_ABOUT_SCOPE = frozenset(
    {Step.REQUEST, Step.PURPOSE, Step.INFORMATION, Step.BASIS, Step.CONSENT}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beholder:
    """Where somebody stands who reads the notices."""

    step: Step
    left: bool
    """Whether the step has been left before; until then what is open is only listed."""
    name: str
    """What the service user is called; empty while nobody is chosen."""
    now: datetime
    zone: ZoneInfo


def notices(assessment: Assessment, beholder: Beholder) -> tuple[Notice, ...]:
    """Say what a draft means at a step, the most serious first."""
    here = [
        found for found in assessment.findings if concerns(found, beholder.step, assessment.draft)
    ]
    gaps = [] if beholder.left else [found for found in here if found.code in _GAPS]
    serious = [notice(found) for found in here if found not in gaps]
    serious.sort(key=lambda each: list(Tone).index(each.tone))
    return (
        *(advice_notices(assessment.telling) if beholder.step is Step.TELLING else ()),
        *dict.fromkeys(serious),
        *(_forbidding(assessment) if beholder.step is Step.SCREENING else ()),
        *_still_open(gaps),
        *_deadlines(assessment, beholder),
        *_on_consent(assessment, beholder),
    )


def _forbidding(assessment: Assessment) -> Iterator[Notice]:
    for row in assessment.forbidding:
        not_advice = _("This is a memory aid, not legal advice.")
        if row.verified_on is None:
            not_advice += " " + _("Check it against its source before you rely on it.")
        yield Notice(tone=Tone.INFO, text=f"{row.citation}\n{row.words}".rstrip(), why=not_advice)


def _still_open(gaps: list[Finding]) -> tuple[Notice, ...]:
    if not gaps:
        return ()
    return (Notice(tone=Tone.INFO, text=still_open(_("Still to answer here:"), gaps)),)


def _deadlines(assessment: Assessment, beholder: Beholder) -> tuple[Notice, ...]:
    """Say by when what is due, the nearest first, as they come; it is the same at every step."""
    found = []
    for deadline in assessment.deadlines:
        near = state_of(deadline, beholder.now, beholder.zone) in {
            DeadlineState.SOON,
            DeadlineState.OVERDUE,
        }
        found.append(
            Notice(
                tone=Tone.WARN if near else Tone.INFO,
                text=deadline_line(deadline, beholder.now, beholder.zone),
                why=deadline_grounds(deadline, beholder.zone),
            )
        )
    return tuple(found)


def _on_consent(assessment: Assessment, beholder: Beholder) -> tuple[Notice, ...]:
    basis = assessment.draft.basis
    if not assessment.consents or basis.family not in {None, BasisFamily.CONSENT}:
        return ()
    chosen = next((each for each in assessment.consents if each.consent.id == basis.consent), None)
    offer = chosen or (assessment.consents[0] if beholder.step in _STEPS_ABOUT_SCOPE else None)
    if offer is None:
        return ()
    words = [consent_sentences(offer.consent, beholder.name)]
    if chosen is not None and offer.coverage.whole:
        words.append(_("That covers this disclosure as you describe it."))
    elif chosen is not None:
        words.append(reach(offer))
    return (
        Notice(
            tone=Tone.DONE if chosen is not None and offer.coverage.whole else Tone.INFO,
            text="\n".join(words),
        ),
    )
