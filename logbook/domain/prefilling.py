# SPDX-License-Identifier: Apache-2.0
"""What the kind and a consent on record already answer, filled in where nothing was entered.

Nothing that was entered is ever changed. What is filled in is shown before anything is signed,
and signed as the professional's own (6.6: pre-selected by kind, confirmed by the user).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from logbook.domain.case import Situation
from logbook.domain.consent import Consent, PurposeClass
from logbook.domain.decision import Choice, Decision
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.grounds import usual_grounds
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.notification import Telling, TellingFact, TellingOutcome
from logbook.domain.party import PartyKind
from logbook.domain.unable import Unable

_CLASS_OF_KIND = {
    Kind.CARE: PurposeClass.CARE,
    Kind.FAMILY: PurposeClass.CARE,
    Kind.BEST_INTERESTS: PurposeClass.CARE,
    Kind.EMERGENCY: PurposeClass.CARE,
    Kind.SUPERVISION: PurposeClass.CARE,
    Kind.NON_CARE: PurposeClass.NON_CARE,
    Kind.PUBLIC_INTEREST: PurposeClass.NON_CARE,
    Kind.SAFEGUARDING: PurposeClass.NON_CARE,
    Kind.LAW: PurposeClass.NON_CARE,
    Kind.REGULATOR_REQUIRED: PurposeClass.NON_CARE,
    Kind.REGULATOR_CONCERN: PurposeClass.NON_CARE,
    Kind.SUBJECT_ACCESS: PurposeClass.NON_CARE,
    Kind.DECEASED: PurposeClass.NON_CARE,
    Kind.RESEARCH: PurposeClass.NON_CARE,
    Kind.DE_IDENTIFIED: PurposeClass.NON_CARE,
}

_FAMILY_OF_KIND = {
    Kind.PUBLIC_INTEREST: BasisFamily.PUBLIC_INTEREST,
    Kind.BEST_INTERESTS: BasisFamily.BEST_INTERESTS,
    Kind.EMERGENCY: BasisFamily.BEST_INTERESTS,
    Kind.LAW: BasisFamily.LAW,
    Kind.REGULATOR_REQUIRED: BasisFamily.LAW,
    Kind.SUBJECT_ACCESS: BasisFamily.LAW,
}

_ROW_OF_KIND = {Kind.SUBJECT_ACCESS: "LB-SAR"}


def prefilled(situation: Situation) -> DisclosureDraft:
    """Give the draft with everything filled in that is already answered."""
    filled = _by_kind(situation.draft, situation)
    if situation.routine:
        filled = _routine(filled, situation)
    if situation.kind is Kind.EMERGENCY:
        filled = _emergency(filled, situation)
    filled = _with_known_facts(filled)
    case = replace(situation.case, draft=filled)
    return replace(filled, data_protection=usual_grounds(replace(situation, case=case)))


def _with_known_facts(draft: DisclosureDraft) -> DisclosureDraft:
    """Carry over to the telling what was answered about safety before."""
    unsafe = draft.safeguarding is not None and draft.safeguarding.safe_to_tell is False
    fact = TellingFact.HARM_TO_SAFEGUARDED
    if not unsafe or fact in draft.telling.facts:
        return draft
    return replace(draft, telling=replace(draft.telling, facts=(*draft.telling.facts, fact)))


def _by_kind(draft: DisclosureDraft, situation: Situation) -> DisclosureDraft:
    """Fill in what a kind that was chosen means by itself."""
    kind = draft.kind
    if kind is None:
        return draft
    family = draft.basis.family or _FAMILY_OF_KIND.get(kind)
    row = draft.basis.legal_basis or (_ROW_OF_KIND.get(kind, "") if family else "")
    if not row and family is BasisFamily.BEST_INTERESTS:
        offered = situation.catalogue.offered(situation.setting, family, kind)
        row = offered[0].code if offered else ""
    choice = draft.decision.choice or (Choice.REFUSE if kind is Kind.REFUSAL else None)
    asked_for_own = kind is Kind.SUBJECT_ACCESS and draft.recipient.kind is None
    return replace(
        draft,
        purpose=replace(
            draft.purpose,
            purpose_class=draft.purpose.purpose_class or _CLASS_OF_KIND.get(kind),
        ),
        basis=replace(draft.basis, family=family, legal_basis=row),
        decision=replace(draft.decision, choice=choice),
        recipient=replace(draft.recipient, kind=PartyKind.SERVICE_USER)
        if asked_for_own
        else draft.recipient,
    )


def _routine(draft: DisclosureDraft, situation: Situation) -> DisclosureDraft:
    consent = situation.case.consent or situation.offers[0].consent
    telling = draft.telling
    if telling.outcome is None and telling.reason is None:
        telling = replace(
            telling,
            outcome=TellingOutcome.ALREADY_KNOWS,
            told_on=telling.told_on or consent.giving.given_on,
        )
    return replace(
        draft,
        purpose=replace(
            draft.purpose,
            purpose_class=PurposeClass.CARE,
            words=draft.purpose.words or consent.scope.purpose,
        ),
        basis=replace(draft.basis, family=BasisFamily.CONSENT, consent=consent.id),
        decision=_routine_decision(draft, consent),
        telling=telling,
    )


def _routine_decision(draft: DisclosureDraft, consent: Consent) -> Decision:
    """Give the decision of a routine disclosure: the purpose the person agreed to is the reason."""
    decision = draft.decision
    return replace(
        decision,
        choice=decision.choice or Choice.DISCLOSE,
        reasons=decision.reasons or draft.purpose.words or consent.scope.purpose,
        decided_at=decision.decided_at or draft.transmission.made_at,
    )


def _emergency(draft: DisclosureDraft, situation: Situation) -> DisclosureDraft:
    """Fill in the short path: why it could not wait is the purpose and the reason (P00)."""
    why = (draft.unable or Unable()).reasons
    decision = draft.decision
    telling = draft.telling
    if telling == Telling():
        tomorrow = situation.made_on + timedelta(days=1)
        telling = replace(telling, outcome=TellingOutcome.TELL_LATER, review_on=tomorrow)
    return replace(
        draft,
        purpose=replace(draft.purpose, words=draft.purpose.words or why),
        decision=replace(
            decision,
            choice=decision.choice or Choice.DISCLOSE,
            reasons=decision.reasons or why,
            decided_at=decision.decided_at or draft.transmission.made_at,
        ),
        telling=telling,
    )
