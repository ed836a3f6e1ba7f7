# SPDX-License-Identifier: Apache-2.0
"""What the rules say about how it leaves the practice, and when (P22)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from logbook.domain.case import Situation
from logbook.domain.findings import Code, Finding
from logbook.domain.kinds import Kind
from logbook.domain.party import IdentityCheck, PartyKind
from logbook.domain.rules.person import NOBODY_DECIDED

LATE = timedelta(hours=24)


def findings(situation: Situation) -> Iterator[Finding]:
    """Say what is missing or unsafe about the way it is sent; nothing where nothing is."""
    if not situation.discloses or situation.kind in NOBODY_DECIDED:
        return
    yield from _made_somehow(situation)
    yield from _times_in_order(situation)
    yield from _retrospective(situation)
    yield from _recipient_verified(situation)
    yield from _requester_verified(situation)
    yield from _channel_safe(situation)
    yield from _duty_told(situation)


def _made_somehow(situation: Situation) -> Iterator[Finding]:
    """Ask how and when it was made (INV-04, INV-39)."""
    sending = situation.draft.transmission
    if sending.method is None:
        yield Finding(code=Code.INCOMPLETE, part="transmission.method")
    if sending.made_at is None:
        yield Finding(code=Code.INCOMPLETE, part="transmission.made_at")


def _times_in_order(situation: Situation) -> Iterator[Finding]:
    """Keep decided, made and recorded in their order, or ask why they are not (INV-02)."""
    sending, decided_at = situation.draft.transmission, situation.draft.decision.decided_at
    if sending.made_at is None:
        return
    if sending.made_at > situation.now:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="transmission.made_at")
    elif (
        decided_at is not None
        and sending.made_at < decided_at
        and not situation.kind.happened_unplanned
        and not sending.late_because.strip()
    ):
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="transmission.late_because")


def _retrospective(situation: Situation) -> Iterator[Finding]:
    """Say that it is written down afterwards (W-13): after a day, of an emergency at once."""
    sending = situation.draft.transmission
    if sending.made_at is None:
        return
    # Elapsed time, which a change of the clocks does not touch: both are instants.
    passed = situation.now - sending.made_at
    said = situation.kind is Kind.EMERGENCY or bool(sending.late_because.strip())
    if passed > LATE or (said and passed > timedelta(0)):
        yield Finding(code=Code.RETROSPECTIVE, part="transmission.made_at")


def _recipient_verified(situation: Situation) -> Iterator[Finding]:
    """Stop where nobody made sure who receives it, unless they are seen (B-09)."""
    method, check = situation.draft.transmission.method, situation.draft.recipient.identity_check
    if not situation.traceable:
        return
    unseen = method is not None and method.remote
    if check is IdentityCheck.NOT_CHECKED or (unseen and check is None):
        yield Finding(code=Code.RECIPIENT_NOT_VERIFIED, part="recipient.identity_check")


def _requester_verified(situation: Situation) -> Iterator[Finding]:
    """Stop where whoever asked is known not to have been checked (B-09, H-45)."""
    requester = situation.draft.request.requester
    if (
        situation.traceable
        and requester is not None
        and requester.identity_check is IdentityCheck.NOT_CHECKED
    ):
        yield Finding(code=Code.RECIPIENT_NOT_VERIFIED, part="request.requester")


def _channel_safe(situation: Situation) -> Iterator[Finding]:
    """Stop fax and ordinary e-mail, unless the person chose it knowing the risk (B-16)."""
    sending = situation.draft.transmission
    unsafe = sending.method is not None and sending.method.unsafe
    if unsafe and situation.traceable and not sending.chosen_by_person:
        yield Finding(code=Code.UNSAFE_CHANNEL, part="transmission.method")


def _duty_told(situation: Situation) -> Iterator[Finding]:
    """Ask whether the recipient knows of their duty of confidence (W-35, H-33).

    The person themselves has none, and whoever is bound anyway need not be told.
    """
    recipient = situation.draft.recipient
    exempt = (
        recipient.kind is PartyKind.SERVICE_USER
        or recipient.bound_by_confidentiality is True
        or not situation.traceable
    )
    if not exempt and not situation.draft.transmission.duty_told:
        yield Finding(code=Code.DUTY_NOT_TOLD, part="transmission.duty_told")
