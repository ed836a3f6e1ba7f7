# SPDX-License-Identifier: Apache-2.0
"""What the rules say about a child (P05c)."""

from __future__ import annotations

from collections.abc import Iterator

from logbook.domain.capacity import presumed_able
from logbook.domain.case import COMPETENT_AT, Situation
from logbook.domain.findings import Code, Finding
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.practice import Nation
from logbook.domain.unable import Child


def findings(situation: Situation) -> Iterator[Finding]:
    """Say what a child's age, competence and objection ask for."""
    age = situation.age
    if situation.deceased or not situation.traceable:
        return
    if situation.kind in {Kind.BREACH, Kind.ACCESS}:
        return
    if age is None and situation.person is not None:
        # A child cannot be ruled out, and nothing more is asked for that reason (INV-27).
        yield Finding(code=Code.AGE_UNKNOWN, part="service_user")
    if age is None or not situation.is_child:
        return
    child = situation.draft.child or Child()
    if age < COMPETENT_AT:
        if child.contested or not child.responsibility.strip():
            yield Finding(code=Code.PARENTAL_RESPONSIBILITY, part="child.responsibility")
        if situation.nation is Nation.SCOTLAND:
            yield Finding(code=Code.SCOTTISH_TESTS, part="child.competence")
    if situation.discloses:
        yield from _on_own_consent(situation, age)
        yield from _on_objection(situation, child, age)


def _on_own_consent(situation: Situation, age: int) -> Iterator[Finding]:
    """A child who is not presumed able consents only when found competent (LB-GILLICK)."""
    consent = situation.case.consent
    if situation.draft.basis.family is not BasisFamily.CONSENT or consent is None:
        return
    decided_themselves = consent.giving.representative is None
    if decided_themselves and age < COMPETENT_AT and not _able(situation, age, presumed=False):
        yield Finding(code=Code.INCOMPLETE, part="child.competence")


def _on_objection(situation: Situation, child: Child, age: int) -> Iterator[Finding]:
    """A child who can decide is not overruled by whoever has parental responsibility (B-13)."""
    objects = child.asked_to_keep or (age < COMPETENT_AT and situation.draft.basis.objects)
    if not objects or situation.has_overriding_ground:
        return
    if _able(situation, age, presumed=True):
        yield Finding(code=Code.CHILD_OR_ADULT_OBJECTS, part="child.asked_to_keep")
    elif situation.case.competence is None:
        # Whether the child's no decides this turns on an assessment nobody has made.
        yield Finding(code=Code.CAPACITY_NOT_ASSESSED, part="child.competence")


def _able(situation: Situation, age: int, *, presumed: bool) -> bool:
    """Tell whether the child can decide: as was found, or else as is presumed.

    The Scottish presumption from 12 is about rights over one's data (DPA 2018 s208), so it lets a
    child object and does not by itself make a consent.
    """
    competence = situation.case.competence
    if competence is not None:
        return competence.competent
    return presumed and presumed_able(situation.nation, age)
