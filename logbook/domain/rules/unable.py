# SPDX-License-Identifier: Apache-2.0
"""What the rules say where the person cannot decide (P09)."""

from __future__ import annotations

from collections.abc import Iterator

from logbook.domain.capacity import CapacityConclusion, CompetenceConclusion, test_for
from logbook.domain.case import Situation
from logbook.domain.findings import Code, Finding
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.party import PartyKind
from logbook.domain.practice import Nation
from logbook.domain.representative import Matter, Need, authority_findings
from logbook.domain.unable import Unable, WhyUnable


def findings(situation: Situation) -> Iterator[Finding]:
    """Say what is missing of the decision for somebody who cannot make it."""
    draft = situation.draft
    if not situation.discloses or draft.basis.family is not BasisFamily.BEST_INTERESTS:
        return
    if situation.deceased:
        yield Finding(code=Code.DECEASED, part="basis.family")
    unable = draft.unable or Unable()
    if unable.why is None:
        yield _missing("unable.why")
    if situation.kind is not Kind.EMERGENCY:
        yield from _on_care_taken(unable)
    if not unable.reasons.strip():
        yield _missing("unable.reasons")
    yield from _on_assessment(situation, unable)
    yield from _on_authority(situation, unable)
    yield from _on_recipient(situation)
    if situation.nation is Nation.SCOTLAND:
        yield Finding(code=Code.SCOTTISH_TESTS, part="unable.reasons")


def _missing(part: str) -> Finding:
    return Finding(code=Code.BEST_INTERESTS_INCOMPLETE, part=part)


def _on_care_taken(unable: Unable) -> Iterator[Finding]:
    """What can wait waits; and those who know the person are heard (H-29)."""
    if unable.can_wait is not False:
        yield _missing("unable.can_wait")
    for part, words in (("unable.wishes", unable.wishes), ("unable.consulted", unable.consulted)):
        if not words.strip():
            yield _missing(part)


def _on_assessment(situation: Situation, unable: Unable) -> Iterator[Finding]:
    if unable.why is WhyUnable.LACKS_CAPACITY:
        assessment = situation.case.capacity
        if assessment is None or assessment.conclusion is CapacityConclusion.NOT_ASSESSED:
            yield Finding(code=Code.CAPACITY_NOT_ASSESSED, part="unable.assessment")
        if assessment is None or not assessment.lacking:
            yield _missing("unable.assessment")
        elif assessment.test is not test_for(situation.nation):
            yield Finding(code=Code.ASSESSMENT_UNSOUND, part="unable.assessment")
    if unable.why is WhyUnable.CHILD_NOT_COMPETENT:
        competence = situation.case.competence
        if competence is None or competence.conclusion is not CompetenceConclusion.NOT_COMPETENT:
            yield _missing("unable.assessment")


def _on_authority(situation: Situation, unable: Unable) -> Iterator[Finding]:
    """Only somebody whose power reaches this decision decides it for the person (INV-28)."""
    if unable.representative is None:
        return
    decider = situation.case.representative
    if decider is None:
        yield Finding(code=Code.AUTHORITY_INVALID, part="unable.representative")
        return
    assessment = situation.case.capacity
    need = Need(
        matter=Matter.HEALTH_AND_WELFARE,
        nation=situation.nation,
        on=situation.decided_on,
        age=situation.age,
        has_capacity=None if assessment is None else not assessment.lacking,
        died=situation.deceased,
    )
    yield from authority_findings(decider, need)


_NEVER_FOR_THEM = frozenset({PartyKind.MEDIA, PartyKind.RESEARCHER, PartyKind.SOLICITOR_OTHER})
"""Who acts for others or for everybody: what they may have rests on other ground."""


def _on_recipient(situation: Situation) -> Iterator[Finding]:
    """It goes to whoever needs it to act for the person (LB-CL-BI, LB-MCA, LB-AWI; C-05, C-08).

    An insurer or a benefits office may be told for their good, which whoever may decide for them
    answers for.
    """
    recipient = situation.draft.recipient.kind
    if recipient is None or situation.kind is Kind.EMERGENCY or not situation.traceable:
        return
    if recipient in _NEVER_FOR_THEM:
        yield Finding(code=Code.KIND_UNSOUND, part="recipient.kind")
    elif recipient.never_implied and situation.case.representative is None:
        yield Finding(code=Code.BENEFIT_DOUBTFUL, part="recipient.kind")
