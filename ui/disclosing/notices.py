# SPDX-License-Identifier: Apache-2.0
"""What the rules say, as notices beside the question: calm where something is only still open."""

from __future__ import annotations

from logbook.domain.assessment import Assessment
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.findings import Code, Finding
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.steps import Step, step_of
from logbook.i18n import _
from logbook.wording.consent_words import consent_sentences
from ui.disclosing.consent_words import reach
from ui.messages import notice, still_open
from ui.theme import Tone
from ui.widgets.notes_panel import Notice

_GAPS = frozenset(
    {
        Code.NO_SERVICE_USER,
        Code.INCOMPLETE,
        Code.NO_BASIS,
        Code.REFUSAL_WITHOUT_REASON,
        Code.WHY_IDENTIFIABLE,
        Code.THIRD_PARTY_UNREVIEWED,
        Code.NO_EVIDENCE_OF_LAW,
        Code.WHY_WITHOUT_CONSENT,
        Code.TELLING_UNDECIDED,
        Code.NOT_TOLD_WITHOUT_REASON,
        Code.DUTY_NOT_TOLD,
    }
)
"""Findings that say no more than that a question is still open."""

_ALSO_AT = {"recipient.identity_check": Step.MAKING}
"""Parts whose findings come from an answer of a later step than the one that asks for them."""

_STEPS_ABOUT_SCOPE = frozenset({Step.REQUEST, Step.PURPOSE, Step.INFORMATION, Step.BASIS})


def concerns(found: Finding, step: Step) -> bool:
    """Tell whether a finding is to be shown at a step."""
    return step_of(found.part) is step or _ALSO_AT.get(found.part) is step


def notices(
    assessment: Assessment, draft: DisclosureDraft, step: Step, *, name: str, left: bool
) -> tuple[Notice, ...]:
    """Say what the draft means at a step, the most serious first.

    Args:
        assessment: What the rules say about the draft.
        draft: The draft.
        step: The step that is being answered.
        name: What the service user is called; empty while nobody is chosen.
        left: Whether the step has been left before; until then what is open is only listed.
    """
    here = [found for found in assessment.findings if concerns(found, step)]
    gaps = [] if left else [found for found in here if found.code in _GAPS]
    serious = [notice(found) for found in here if found not in gaps]
    serious.sort(key=lambda each: list(Tone).index(each.tone))
    return (
        *dict.fromkeys(serious),
        *_still_open(gaps),
        *_on_consent(assessment, draft, step, name),
    )


def _still_open(gaps: list[Finding]) -> tuple[Notice, ...]:
    if not gaps:
        return ()
    return (Notice(tone=Tone.INFO, text=still_open(_("Still to answer here:"), gaps)),)


def _on_consent(
    assessment: Assessment, draft: DisclosureDraft, step: Step, name: str
) -> tuple[Notice, ...]:
    if not assessment.consents or draft.basis.family not in {None, BasisFamily.CONSENT}:
        return ()
    chosen = next(
        (each for each in assessment.consents if each.consent.id == draft.basis.consent), None
    )
    offer = chosen or (assessment.consents[0] if step in _STEPS_ABOUT_SCOPE else None)
    if offer is None:
        return ()
    words = [consent_sentences(offer.consent, name)]
    if chosen is not None:
        words.append(reach(offer))
    return (
        Notice(
            tone=Tone.DONE if chosen is not None and offer.coverage.whole else Tone.INFO,
            text="\n".join(words),
        ),
    )
