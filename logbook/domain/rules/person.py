# SPDX-License-Identifier: Apache-2.0
"""What the rules say about the person, the signer and the practice (P00, P01)."""

from __future__ import annotations

from collections.abc import Iterator

from logbook.domain.case import Situation
from logbook.domain.findings import Code, Finding
from logbook.domain.kinds import Kind
from logbook.domain.party import PartyKind
from logbook.domain.practice import ControllerType

NOBODY_DECIDED = frozenset({Kind.BREACH, Kind.ACCESS})
"""What came about without anybody deciding it: it is recorded, not justified."""


def findings(situation: Situation) -> Iterator[Finding]:
    """Say who it has to be about, and who may sign."""
    yield from _about_somebody(situation)
    if _is_another_kind(situation):
        yield Finding(code=Code.KIND_UNSOUND, part="kind")
    yield from _signed_by_a_registrant(situation)
    yield from _controller_known(situation)


def _about_somebody(situation: Situation) -> Iterator[Finding]:
    """Ask for the person, except of a batch or of what can be traced to nobody (INV-03)."""
    person, named = situation.person, situation.draft.service_user
    if named is None and _can_be_about_nobody(situation):
        return
    if person is None or person.id != named:
        yield Finding(code=Code.NO_SERVICE_USER, part="service_user")


def _can_be_about_nobody(situation: Situation) -> bool:
    kind = situation.kind
    if kind is Kind.DE_IDENTIFIED:
        return not situation.traceable or situation.draft.batch is not None
    return kind.can_be_about_nobody


def _is_another_kind(situation: Situation) -> bool:
    """Tell whether a kind that asks for less was chosen for what needs more (C-05).

    Looking at a record and losing one disclose nothing on purpose; only a processor acts for the
    practice; and no insurer, employer or newspaper is told in an emergency.
    """
    draft, recipient = situation.draft, situation.draft.recipient.kind
    choice = draft.decision.choice
    if situation.kind in NOBODY_DECIDED:
        return choice is not None and choice.discloses
    if situation.kind is Kind.PROCESSOR:
        return recipient is not PartyKind.PROCESSOR
    return situation.kind is Kind.EMERGENCY and recipient is not None and recipient.never_implied


def _signed_by_a_registrant(situation: Situation) -> Iterator[Finding]:
    """Let nobody sign a decision who is not on the Register (B-15, INV-36; ST4)."""
    if not situation.case.practitioner.is_registrant:
        yield Finding(code=Code.NOT_A_REGISTRANT, part="practitioner")


def _controller_known(situation: Situation) -> Iterator[Finding]:
    """Ask an associate whose record it is (W-38; UK GDPR article 4(7))."""
    if situation.case.practice.controller is ControllerType.ASSOCIATE:
        yield Finding(code=Code.WHO_IS_CONTROLLER, part="practice")
