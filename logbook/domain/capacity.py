# SPDX-License-Identifier: Apache-2.0
"""Whether somebody can decide about this disclosure: capacity of adults, competence of children.

Capacity is about one decision at one time (H-27), and its test is the law of one nation: the
Mental Capacity Act 2005, the Adults with Incapacity (Scotland) Act 2000, common law in Northern
Ireland. What follows when it is lacking has another name in Scotland: benefit, never best
interests. From domain reference 3.2, in part from memory; nothing of it is legal advice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from logbook.domain.findings import Code, Finding
from logbook.domain.people import age_on, findings_on_texts
from logbook.domain.practice import Nation


class CapacityTest(Enum):
    """The law by which capacity was judged."""

    MCA = "mental-capacity-act-2005"
    AWI = "adults-with-incapacity-act-2000"
    NI_COMMON_LAW = "common-law-northern-ireland"

    @property
    def needs_a_cause(self) -> bool:
        """Whether nobody lacks capacity without an impairment or disorder that causes it.

        MCA 2005 s2(1); AWI(S)A 2000 s1(6): mental disorder, or no communication for a physical
        disability.
        """
        return self is not CapacityTest.NI_COMMON_LAW


class BestInterestsTest(Enum):
    """By what a decision for somebody who cannot make it is judged."""

    BEST_INTERESTS = "best-interests"
    BENEFIT = "benefit"


class CapacityConclusion(Enum):
    """What an assessment came to."""

    HAS = "has"
    LACKS = "lacks"
    FLUCTUATING = "fluctuating"
    NOT_ASSESSED = "not-assessed-presumed"


class CompetenceBasis(Enum):
    """By which rule a child can decide."""

    GILLICK = "gillick"
    SCOT_1991_S2_4 = "age-of-legal-capacity-act-1991-s2-4"
    SCOT_12_PRESUMED = "presumed-from-12-scotland"
    SIXTEEN_SEVENTEEN_PRESUMED = "presumed-at-16-and-17"


class CompetenceConclusion(Enum):
    """Whether a child can decide about this."""

    COMPETENT = "competent"
    NOT_COMPETENT = "not-competent"
    NOT_ASSESSED = "not-assessed"


class Presumption(Enum):
    """What the law takes somebody of an age to be able to, until something shows otherwise."""

    CAPACITY = "capacity"
    """An adult's; in Scotland from 16 (MCA 2005 s1(2); Age of Legal Capacity (S) Act 1991 s1)."""
    SIXTEEN_SEVENTEEN = "sixteen-or-seventeen"
    """Can consent as an adult can (FLRA 1969 s8; Age of Majority Act (NI) 1969 s4)."""
    TWELVE_IN_SCOTLAND = "twelve-in-scotland"
    """Of sufficient age to use rights over their data (DPA 2018 s208) and to instruct a
    solicitor (1991 Act s2(4A))."""
    NONE = "none"
    """Nothing is presumed: it depends on this child's understanding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityAssessment:
    """Whether a person could make one decision at one time."""

    id: UUID
    service_user: UUID
    decision: str
    """The very decision that was to be made."""
    at: datetime
    assessor: str
    nation: Nation
    test: CapacityTest
    impairment: str = ""
    """The impairment, disturbance or disorder that is said to cause it."""
    understand: bool | None = None
    retain: bool | None = None
    use_weigh: bool | None = None
    communicate: bool | None = None
    support: str = ""
    """What was done to help the person decide."""
    conclusion: CapacityConclusion = CapacityConclusion.NOT_ASSESSED
    can_wait: bool | None = None
    reassess_on: date | None = None
    evidence: str = ""

    @property
    def abilities(self) -> tuple[bool | None, ...]:
        """Whether the person understood, retained, weighed and communicated, in this order."""
        return (self.understand, self.retain, self.use_weigh, self.communicate)

    @property
    def lacking(self) -> bool:
        """Whether it was found that the person could not decide this then."""
        return self.conclusion is CapacityConclusion.LACKS


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceAssessment:
    """Whether a child could decide about one disclosure."""

    id: UUID
    service_user: UUID
    decision: str
    at: datetime
    assessor: str
    nation: Nation
    basis: CompetenceBasis
    understands_information: bool | None = None
    understands_implications: bool | None = None
    understands_risks_of_not: bool | None = None
    free_of_pressure: bool | None = None
    conclusion: CompetenceConclusion = CompetenceConclusion.NOT_ASSESSED
    encouraged_to_involve_parent: bool = False
    evidence: str = ""

    @property
    def competent(self) -> bool:
        """Whether the child was found able to decide this."""
        return self.conclusion is CompetenceConclusion.COMPETENT

    @property
    def answers(self) -> tuple[bool | None, ...]:
        """What of the information, implications and risks is understood, and whether freely."""
        return (
            self.understands_information,
            self.understands_implications,
            self.understands_risks_of_not,
            self.free_of_pressure,
        )


def test_for(nation: Nation) -> CapacityTest:
    """Name the test of capacity of a nation."""
    return {
        Nation.SCOTLAND: CapacityTest.AWI,
        Nation.NORTHERN_IRELAND: CapacityTest.NI_COMMON_LAW,
    }.get(nation, CapacityTest.MCA)


def best_interests_test(nation: Nation) -> BestInterestsTest:
    """Name what a decision for somebody is judged by in a nation (H-29, INV-15)."""
    scots = nation is Nation.SCOTLAND
    return BestInterestsTest.BENEFIT if scots else BestInterestsTest.BEST_INTERESTS


def presumption(nation: Nation, age: int | None) -> Presumption:
    """Say what is presumed of somebody's ability to decide; an age not known is an adult's."""
    if age is None or age >= _ADULT:
        return Presumption.CAPACITY
    if age >= _SIXTEEN:
        scots = nation is Nation.SCOTLAND
        return Presumption.CAPACITY if scots else Presumption.SIXTEEN_SEVENTEEN
    if nation is Nation.SCOTLAND and age >= _TWELVE:
        return Presumption.TWELVE_IN_SCOTLAND
    return Presumption.NONE


def presumed_able(nation: Nation, age: int | None) -> bool:
    """Tell whether somebody is taken to be able to decide until something shows otherwise."""
    return presumption(nation, age) is not Presumption.NONE


def bases_for(nation: Nation, age: int) -> tuple[CompetenceBasis, ...]:
    """List the rules by which a child of an age can decide; none for an adult."""
    if age >= _ADULT:
        return ()
    if age >= _SIXTEEN:
        return (CompetenceBasis.SIXTEEN_SEVENTEEN_PRESUMED,)
    if nation is not Nation.SCOTLAND:
        return (CompetenceBasis.GILLICK,)
    if age >= _TWELVE:
        return (CompetenceBasis.SCOT_12_PRESUMED, CompetenceBasis.SCOT_1991_S2_4)
    return (CompetenceBasis.SCOT_1991_S2_4,)


def findings_on_capacity(assessment: CapacityAssessment) -> tuple[Finding, ...]:
    """Tell where an assessment of capacity contradicts itself or the law it names (C-03)."""
    found = tuple(
        Finding(code=Code.ASSESSMENT_UNSOUND, part=part) for part in _unsound_capacity(assessment)
    )
    return (*found, *findings_on_texts(assessment))


def findings_on_competence(
    assessment: CompetenceAssessment, *, born: date | None, on: date
) -> tuple[Finding, ...]:
    """Tell where an assessment of competence contradicts itself or the law it names (C-03).

    Args:
        assessment: The assessment.
        born: When the child was born.
        on: The day that counts, on which the age is taken (INV-27).
    """
    found = tuple(
        Finding(code=Code.ASSESSMENT_UNSOUND, part=part)
        for part in _unsound_competence(assessment, age_on(born, on))
    )
    return (*found, *findings_on_texts(assessment))


_TWELVE, _SIXTEEN, _ADULT = 12, 16, 18


def _unsound_capacity(assessment: CapacityAssessment) -> Iterator[str]:
    for part in ("decision", "assessor"):
        if not getattr(assessment, part).strip():
            yield part
    if assessment.test is not test_for(assessment.nation):
        yield "test"
    if assessment.conclusion is CapacityConclusion.NOT_ASSESSED:
        return
    if not assessment.support.strip():
        # Nobody is unable before all practicable help was given (MCA 2005 s1(3)).
        yield "support"
    if not assessment.evidence.strip():
        yield "evidence"
    yield from _unsound_conclusion(assessment)


def _unsound_conclusion(assessment: CapacityAssessment) -> Iterator[str]:
    if assessment.conclusion is CapacityConclusion.HAS and not all(assessment.abilities):
        yield "conclusion"
    if assessment.conclusion is CapacityConclusion.FLUCTUATING and assessment.reassess_on is None:
        yield "reassess_on"
    if not assessment.lacking:
        return
    if False not in assessment.abilities:
        yield "conclusion"
    if assessment.test.needs_a_cause and not assessment.impairment.strip():
        yield "impairment"


def _unsound_competence(assessment: CompetenceAssessment, age: int | None) -> Iterator[str]:
    for part in ("decision", "assessor"):
        if not getattr(assessment, part).strip():
            yield part
    if age is not None and assessment.basis not in bases_for(assessment.nation, age):
        yield "basis"
    if assessment.conclusion is CompetenceConclusion.NOT_ASSESSED:
        if assessment.basis in {CompetenceBasis.GILLICK, CompetenceBasis.SCOT_1991_S2_4}:
            # Where nothing is presumed, competence is found or it is not there.
            yield "conclusion"
        return
    if not assessment.evidence.strip():
        yield "evidence"
    answers = assessment.answers
    if assessment.competent and not all(answers):
        yield "conclusion"
    if assessment.conclusion is CompetenceConclusion.NOT_COMPETENT and False not in answers:
        yield "conclusion"
