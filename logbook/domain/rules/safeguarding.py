# SPDX-License-Identifier: Apache-2.0
"""What the rules say about a safeguarding referral (P14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from logbook.domain.case import Situation
from logbook.domain.findings import Code, Finding
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, Effect, LegalBasis
from logbook.domain.party import PartyKind
from logbook.domain.practice import Nation
from logbook.domain.safeguarding import AtRisk, Concern, Safeguarding
from logbook.domain.unable import WhyUnable

LONGEST_DEFERRAL = timedelta(days=7)
"""For how long notifying may wait where it would put the child at risk (DL-10)."""

FGM = "LB-FGM5B"
CHILD_SEXUAL_OFFENCE = "LB-CPA26"
CRIMINAL_LAW_NI = "LB-CLANI5"


def findings(situation: Situation) -> Iterator[Finding]:
    """Say which duties the concern may raise, and in which nation."""
    concern = situation.draft.safeguarding
    if concern is not None or situation.kind is Kind.SAFEGUARDING:
        concern = concern or Safeguarding()
        yield from _unfinished(situation, concern)
        if situation.draft.basis.family is not BasisFamily.CONSENT:
            yield Finding(code=Code.SAFEGUARDING_FIRST, part="basis.attempt")
        yield from _on_refusal(situation, concern)
        if situation.nation is Nation.SCOTLAND:
            yield Finding(code=Code.SCOTTISH_TESTS, part="safeguarding.at_risk")
    yield from _on_duties(situation, concern or Safeguarding())


def _unfinished(situation: Situation, concern: Safeguarding) -> Iterator[Finding]:
    """Name what a referral lacks; what an authority demands is its affair and needs less."""
    if concern.at_risk is None:
        yield Finding(code=Code.INCOMPLETE, part="safeguarding.at_risk")
    if _starts_a_clock(situation, concern) and concern.found_on is None:
        yield Finding(code=Code.INCOMPLETE, part="safeguarding.found_on")
    if concern.found_on is not None and concern.found_on > situation.today:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="safeguarding.found_on")
    yield from _on_waiting(concern)
    if not situation.discloses or _demanded(situation):
        return
    if not concern.threshold.strip():
        yield Finding(code=Code.INCOMPLETE, part="safeguarding.threshold")
    recipient = situation.draft.recipient.kind
    if recipient is not None and not _is_agency(recipient):
        yield Finding(code=Code.INCOMPLETE, part="recipient.kind")
    if concern.follow_up_on is None:
        yield Finding(code=Code.INCOMPLETE, part="safeguarding.follow_up_on")
    elif concern.follow_up_on < situation.decided_on:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="safeguarding.follow_up_on")


def _demanded(situation: Situation) -> bool:
    return any(row.effect is Effect.REQUIRED_ON_DEMAND for row in situation.rows)


_AGENCIES = frozenset(
    {
        PartyKind.NHS_BODY,
        PartyKind.GP,
        PartyKind.HEALTH_PROFESSIONAL,
        PartyKind.SCHOOL,
        PartyKind.OTHER,
    }
)
"""Besides the authorities: in Northern Ireland the gateway is a Health and Social Care Trust."""


def _is_agency(kind: PartyKind) -> bool:
    return kind.is_authority or kind in _AGENCIES


def _on_waiting(concern: Safeguarding) -> Iterator[Finding]:
    """Waiting to notify has a reason and an end (DL-10)."""
    if concern.deferred_until is None:
        return
    if not concern.deferred_because.strip():
        yield Finding(code=Code.INCOMPLETE, part="safeguarding.deferred_because")
    found_on = concern.found_on
    if found_on is not None and not (
        found_on <= concern.deferred_until <= found_on + LONGEST_DEFERRAL
    ):
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="safeguarding.deferred_until")


def _starts_a_clock(situation: Situation, concern: Safeguarding) -> bool:
    return fgm_duty(situation) or (
        Concern.CHILD_SEXUAL_OFFENCE in concern.concerns
        and _law_here(situation, CHILD_SEXUAL_OFFENCE)
    )


def _on_refusal(situation: Situation, concern: Safeguarding) -> Iterator[Finding]:
    """An adult who can decide may say no; what outweighs that is named by the part (W-20)."""
    if not concern.adult_refuses or concern.at_risk is AtRisk.CHILD or _lacks_capacity(situation):
        return
    part = "safeguarding.adult_refuses"
    if concern.others_at_risk:
        part = "safeguarding.others_at_risk"
    elif concern.under_duress:
        part = "safeguarding.under_duress"
    elif any(row.requires for row in situation.rows):
        part = "basis.legal_basis"
    yield Finding(code=Code.ADULT_REFUSES_REFERRAL, part=part)


def _lacks_capacity(situation: Situation) -> bool:
    unable, capacity = situation.draft.unable, situation.case.capacity
    return (unable is not None and unable.why is WhyUnable.LACKS_CAPACITY) or (
        capacity is not None and capacity.lacking
    )


_SERIOUS = frozenset(
    {
        Concern.FGM,
        Concern.CHILD_SEXUAL_OFFENCE,
        Concern.OTHER_SERIOUS_OFFENCE,
        Concern.VIOLENCE,
    }
)
"""What may be an offence with five years or more, and so a relevant one in Northern Ireland."""


def _on_duties(situation: Situation, concern: Safeguarding) -> Iterator[Finding]:
    """Name the duties that turn on what was found and on the nation (3.3)."""
    relied_on = {row.code for row in situation.rows}
    serious = bool(_SERIOUS & set(concern.concerns))
    named = CRIMINAL_LAW_NI in relied_on
    if (serious or named) and _law_here(situation, CRIMINAL_LAW_NI):
        yield Finding(code=Code.DUTY_TO_TELL_POLICE, part="safeguarding.concerns")
        excuse = situation.draft.basis.reasonable_excuse
        # Where the duty is named as the ground, the rules on the ground ask for the excuse.
        if not situation.discloses and not named and not excuse.strip():
            yield Finding(code=Code.REFUSAL_WITHOUT_REASON, part="basis.reasonable_excuse")
    offence = Concern.CHILD_SEXUAL_OFFENCE in concern.concerns
    if offence and _law_here(situation, CHILD_SEXUAL_OFFENCE):
        yield Finding(code=Code.CHILD_SEXUAL_OFFENCE, part="safeguarding.concerns")
    if fgm_duty(situation):
        yield Finding(code=Code.FGM_DUTY_PERSONAL, part="safeguarding.concerns")


def fgm_duty(situation: Situation) -> bool:
    """Tell whether the duty to notify FGM on a girl under 18 may be the registrant's own."""
    concern = situation.draft.safeguarding or Safeguarding()
    return (
        Concern.FGM in concern.concerns
        and concern.at_risk is not AtRisk.ADULT
        and _law_here(situation, FGM)
    )


def _law_here(situation: Situation, code: str) -> bool:
    """Tell whether a row is law, or about to be, in the nation whose law applies."""
    row: LegalBasis | None = situation.catalogue.find(code)
    return row is not None and situation.nation in row.nations
