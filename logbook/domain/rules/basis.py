# SPDX-License-Identifier: Apache-2.0
"""What the rules say about the ground, and about the law relied on (P06, P07)."""

from __future__ import annotations

from collections.abc import Iterator

from logbook.domain.basis import Attempt
from logbook.domain.case import Situation
from logbook.domain.consent import InformationCategory
from logbook.domain.consent_history import ConsentState, consent_at
from logbook.domain.findings import Code, Finding
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, Effect, LegalBasis
from logbook.domain.party import same_party


def findings(situation: Situation) -> Iterator[Finding]:
    """Say whether there is a ground, and whether the law named is one here and now."""
    if not situation.discloses:
        yield from _excuse(situation)
        return
    if situation.kind in _NEED_NO_GROUND or not situation.traceable:
        return
    family = situation.draft.basis.family
    if family is None:
        yield Finding(code=Code.NO_BASIS, part="basis.family")
    elif family is not BasisFamily.CONSENT:
        yield from _on_law(situation, family)
        yield from _on_refused_consent(situation)
    yield from _on_further(situation)
    yield from _on_false_choice(situation)


_NEED_NO_GROUND = frozenset({Kind.BREACH, Kind.ACCESS, Kind.PROCESSOR})

_IDENTITY_ONLY = frozenset({"LB-172", "LB-172N"})
"""Duties that reach who somebody is and nothing clinical (Road Traffic Act 1988 s172)."""

_ADVICE = "LB-CL-ADVICE"
"""A registrant's own right to advice: it reaches their adviser and nobody else."""

_IDENTITY = frozenset({InformationCategory.IDENTITY_CONTACT, InformationCategory.ATTENDANCE})


def _on_law(situation: Situation, family: BasisFamily) -> Iterator[Finding]:
    row = situation.law
    if row is None or row.family is not family:
        yield Finding(code=Code.NO_BASIS, part="basis.legal_basis")
        return
    if row.unusable(situation.setting, situation.kind):
        yield Finding(code=Code.NOT_LAW_HERE, part="basis.legal_basis")
    yield from _on_evidence(situation, row)
    if row.code in _IDENTITY_ONLY and not _IDENTITY.issuperset(
        situation.draft.information.categories
    ):
        yield Finding(code=Code.WHOLE_RECORD, part="information.items")
    recipient = situation.draft.recipient.kind
    if row.code == _ADVICE and recipient is not None and not recipient.advises_on_law:
        yield Finding(code=Code.KIND_UNSOUND, part="recipient.kind")
    if any(each.stale_on(situation.today) for each in situation.rows) or (
        situation.catalogue.stale_on(situation.today)
    ):
        yield Finding(code=Code.LAW_NOT_VERIFIED, part="basis.legal_basis")


def _on_further(situation: Situation) -> Iterator[Finding]:
    """Every row that is named beside the ground is a row, and law here (B-07)."""
    rows = (situation.catalogue.find(code) for code in situation.draft.basis.further)
    if any(row is None or row.unusable(situation.setting) for row in rows):
        yield Finding(code=Code.NOT_LAW_HERE, part="basis.further")


def _on_evidence(situation: Situation, row: LegalBasis) -> Iterator[Finding]:
    """A request is not a requirement: what was seen has to be able to compel (H-45)."""
    basis = situation.draft.basis
    if not row.obliges:
        return
    if not basis.evidence.strip():
        yield Finding(code=Code.NO_EVIDENCE_OF_LAW, part="basis.evidence")
    if basis.seen is None:
        yield Finding(code=Code.NO_EVIDENCE_OF_LAW, part="basis.seen")
    elif not row.accepts(basis.seen):
        yield Finding(code=Code.NOT_AN_ORDER, part="basis.seen")
    if row.effect is Effect.REQUIRED_ON_DEMAND and not basis.demand.strip():
        yield Finding(code=Code.INCOMPLETE, part="basis.demand")


def _on_refused_consent(situation: Situation) -> Iterator[Finding]:
    """A refusal on record is gone beyond knowingly or not at all (INV-25)."""
    draft = situation.draft
    if draft.basis.refused_consent is not None:
        return
    for consent in situation.case.consents:
        standing = consent_at(
            consent, situation.case.events, situation.made_at, zone=situation.zone
        )
        if standing.state in {ConsentState.REFUSED, ConsentState.WITHDRAWN} and any(
            same_party(name, candidate, situation.aliases)
            for name in standing.scope.recipients
            for candidate in draft.recipient.names
        ):
            yield Finding(code=Code.REFUSAL_NOT_REFERRED, part="basis.refused_consent")
            return


def _on_false_choice(situation: Situation) -> Iterator[Finding]:
    """Nobody is asked for a consent that changes nothing (W-41)."""
    basis, row = situation.draft.basis, situation.law
    asked = basis.attempt not in {None, Attempt.NOT_ASKED}
    bound = row is not None and row.effect is Effect.REQUIRED_BY_EVENT
    if basis.false_choice or (basis.family is BasisFamily.LAW and bound and asked):
        yield Finding(code=Code.FALSE_CHOICE, part="basis.attempt")


def _excuse(situation: Situation) -> Iterator[Finding]:
    """A duty that is not followed needs the excuse the law allows (LB-CLANI5, LB-TACT38B)."""
    bound = any(
        row.effect is Effect.REQUIRED_BY_EVENT and not row.unusable(situation.setting)
        for row in situation.rows
    )
    if bound and not situation.draft.basis.reasonable_excuse.strip():
        yield Finding(code=Code.REFUSAL_WITHOUT_REASON, part="basis.reasonable_excuse")
