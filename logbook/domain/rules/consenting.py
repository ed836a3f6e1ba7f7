# SPDX-License-Identifier: Apache-2.0
"""What the rules say about the consent relied on, and about objections (P08)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from logbook.domain.capacity import CapacityConclusion
from logbook.domain.case import COMPETENT_AT, Situation
from logbook.domain.consent import Capacity, Consent, ConsentMode, PurposeClass
from logbook.domain.consent_history import ConsentState
from logbook.domain.coverage import Coverage
from logbook.domain.findings import Code, Finding
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.objection import objection_matches
from logbook.domain.party import PartyKind, any_same_party
from logbook.domain.representative import Matter, Need, authority_findings
from logbook.domain.unable import WhyUnable

OLD_CONSENT = timedelta(days=365)

_ENDED = frozenset(
    {
        ConsentState.WITHDRAWN,
        ConsentState.EXPIRED,
        ConsentState.INVALIDATED,
        ConsentState.SUPERSEDED,
        # A no is no consent at all, and no reason makes it one (INV-10).
        ConsentState.REFUSED,
    }
)


def findings(situation: Situation) -> Iterator[Finding]:
    """Say whether the consent stands, reaches this far, and was given in the right form."""
    if not situation.discloses:
        return
    if situation.draft.basis.family is BasisFamily.CONSENT:
        consent = situation.case.consent
        if consent is None and not _given_notice(situation):
            yield Finding(code=Code.NO_BASIS, part="basis.consent")
        elif consent is not None:
            reach = situation.coverage_of(consent)
            yield from _on_reach(reach)
            yield from _on_later_refusal(situation, consent)
            yield from _on_form(situation, consent, reach)
            yield from _on_giver(situation, consent)
    yield from _on_objections(situation)


def _given_notice(situation: Situation) -> bool:
    """Tell whether many people were told in time how to object to their care being handed on.

    There is no one consent to name when a practice changes hands; agreement to go on being cared
    for is implied by notice and silence. Our own reading of V20, nobody's rule.
    """
    batch, care = situation.draft.batch, situation.draft.purpose.purpose_class
    return (
        situation.kind is Kind.BULK
        and care is PurposeClass.CARE
        and situation.person is None
        and situation.draft.recipient.kind is PartyKind.SUCCESSOR_PRACTICE
        and batch is not None
        and batch.people > 1
        and bool(batch.notice.strip())
    )


def _on_reach(reach: Coverage) -> Iterator[Finding]:
    state = reach.standing.state if reach.standing is not None else None
    if not reach.when:
        yield Finding(code=Code.CONSENT_NOT_GIVEN, part="basis.consent")
    if state in _ENDED:
        yield Finding(code=Code.CONSENT_ENDED, part="basis.consent")
    if not (reach.who and reach.why and reach.how) or reach.uncovered:
        yield Finding(code=Code.OUTSIDE_CONSENT, part="basis.consent")
    if reach.cautions:
        # Words and undated items are for a person to read: no rule can tell.
        yield Finding(code=Code.CONSENT_LEAVES_OUT, part="information.items")


def _on_form(situation: Situation, consent: Consent, reach: Coverage) -> Iterator[Finding]:
    standing = reach.standing
    giving = standing.giving if standing is not None else consent.giving
    if not reach.form:
        yield Finding(code=Code.IMPLIED_FOR_NON_CARE, part="basis.consent")
    non_care = situation.draft.purpose.purpose_class is PurposeClass.NON_CARE
    if non_care and giving.mode is ConsentMode.EXPRESS_ORAL:
        yield Finding(code=Code.NOT_IN_WRITING, part="basis.consent")
        if not giving.not_written_because.strip():
            yield Finding(code=Code.WHY_NOT_WRITTEN, part="basis.consent")
    given_on = standing.given_on if standing is not None else giving.given_on
    if given_on is not None and situation.made_on - given_on > OLD_CONSENT:
        yield Finding(code=Code.OLD_CONSENT, part="basis.consent")


def _on_giver(situation: Situation, consent: Consent) -> Iterator[Finding]:
    """Consent is free, and whoever gave it could (H-23, H-30)."""
    giving = consent.giving
    if giving.pressure_possible:
        yield Finding(code=Code.PRESSURE_POSSIBLE, part="basis.consent")
    doubted = any(
        assessment.conclusion in {CapacityConclusion.LACKS, CapacityConclusion.FLUCTUATING}
        for assessment in situation.case.capacities
    )
    if giving.capacity is Capacity.PRESUMED and giving.representative is None and doubted:
        yield Finding(code=Code.CAPACITY_NOT_ASSESSED, part="basis.consent")
    if giving.representative is not None:
        decider = next(
            (each for each in situation.case.representatives if each.id == giving.representative),
            None,
        )
        if decider is None:
            yield Finding(code=Code.AUTHORITY_INVALID, part="basis.consent")
        else:
            yield from authority_findings(decider, _need(situation), part="basis.consent")


def _cannot_decide(situation: Situation) -> bool:
    """Tell whether the person's own no is not theirs to give: found so, or out of their senses."""
    unable = situation.draft.unable
    if situation.draft.basis.family is not BasisFamily.BEST_INTERESTS or unable is None:
        return False
    assessment = situation.case.capacity
    found_so = assessment is not None and assessment.lacking
    return found_so or unable.why in {WhyUnable.UNCONSCIOUS, WhyUnable.TOO_ILL}


def _on_later_refusal(situation: Situation, relied_on: Consent) -> Iterator[Finding]:
    """A no that came after a yes ends it, whatever record it stands in (INV-13)."""
    categories = set(situation.draft.information.categories)
    for offer in situation.offers:
        consent, standing = offer.consent, offer.coverage.standing
        if consent.id == relied_on.id or standing is None:
            continue
        if (
            standing.state in {ConsentState.REFUSED, ConsentState.WITHDRAWN}
            and (standing.since or date.min) >= (relied_on.giving.given_on or date.max)
            and consent.recorded_at > relied_on.recorded_at
            and bool(categories & set(standing.scope.information))
            and any_same_party(
                standing.scope.recipients, situation.draft.recipient.names, situation.aliases
            )
        ):
            yield Finding(code=Code.CONSENT_ENDED, part="basis.consent")
            return


def _need(situation: Situation) -> Need:
    return Need(
        matter=Matter.HEALTH_AND_WELFARE,
        nation=situation.nation,
        on=situation.decided_on,
        age=situation.age,
        # An adult is presumed able until an assessment says otherwise (MCA 2005 s1(2)).
        has_capacity=not any(each.lacking for each in situation.case.capacities),
        died=situation.deceased,
    )


def _on_objections(situation: Situation) -> Iterator[Finding]:
    """What the person does not want is only gone beyond on another ground (INV-16, B-13)."""
    draft = situation.draft
    on_file = any(
        objection_matches(
            objection,
            draft.recipient,
            draft.information.categories,
            draft.purpose.use,
            situation.made_on,
            person=situation.person,
            aliases=situation.aliases,
        )
        for objection in situation.case.objections
    )
    if on_file:
        yield Finding(code=Code.OBJECTION_ON_FILE, part="recipient.name")
    if situation.deceased:
        return  # What somebody wanted kept after their death is B-17's.
    if not (on_file or draft.basis.objects) or situation.has_overriding_ground:
        return
    if situation.is_child and (situation.age or 0) < COMPETENT_AT:
        return
    if not _cannot_decide(situation):
        yield Finding(code=Code.CHILD_OR_ADULT_OBJECTS, part="basis.family")
        if not situation.is_child:
            yield Finding(code=Code.ADULT_OBJECTS, part="basis.family")
