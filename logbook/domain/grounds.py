# SPDX-License-Identifier: Apache-2.0
"""The grounds of data-protection law that usually go with a kind of entry (domain reference 6.6).

They are filled in where nothing was entered, shown, and confirmed or changed by the professional.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from types import MappingProxyType

from logbook.domain.case import Situation
from logbook.domain.consent import InformationCategory
from logbook.domain.data_protection import (
    Article6,
    Article9,
    DataProtection,
    RecognisedInterest,
    Schedule1,
)
from logbook.domain.information import ThirdPartyReview
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.party import PartyKind
from logbook.domain.uses import Use


def usual_grounds(situation: Situation) -> DataProtection:
    """Give the grounds that were entered, and the usual ones where none was."""
    entered = situation.draft.data_protection
    if not _covered(situation):
        return entered
    usual = _usual(situation)
    if entered.article_6 not in {None, usual.article_6}:
        usual = replace(usual, interest=None)
    if entered.article_9 not in {None, usual.article_9}:
        usual = replace(usual, schedule_1=None)
    if InformationCategory.CRIMINAL_DATA in situation.draft.information.categories:
        usual = replace(usual, article_10=usual.article_10 or _FOR_CRIME.get(situation.kind))
    return _filled(entered, usual)


def _covered(situation: Situation) -> bool:
    """Tell whether data-protection law is asked about this at all: it covers the living."""
    living = (
        not situation.deceased or situation.draft.information.third_parties is ThirdPartyReview.KEPT
    )
    return situation.discloses and situation.traceable and living


def _usual(situation: Situation) -> DataProtection:
    kind, draft = situation.kind, situation.draft
    if kind is Kind.RECURRING or kind is Kind.REFUSAL:
        kind = Kind.NON_CARE
    by_court = draft.recipient.kind in {PartyKind.COURT, PartyKind.CORONER}
    if kind is Kind.LAW and by_court:
        return DataProtection(article_6=Article6.LEGAL_OBLIGATION, article_9=Article9.LEGAL_CLAIMS)
    if kind is Kind.NON_CARE and draft.purpose.use is Use.LEGAL_CLAIM:
        return _FOR_CLAIMS
    recipient = draft.recipient.kind
    if kind is Kind.SUPERVISION and recipient is not None and recipient.advises_on_law:
        return _FOR_CLAIMS
    if kind is Kind.SAFEGUARDING and draft.basis.family is BasisFamily.LAW:
        return replace(_BY_KIND[kind], article_6=Article6.LEGAL_OBLIGATION, interest=None)
    usual = _BY_KIND.get(kind, DataProtection())
    if kind is Kind.PUBLIC_INTEREST and draft.recipient.kind is not PartyKind.POLICE:
        # Crime is the police's interest; elsewhere the professional weighs and chooses.
        return replace(
            usual, article_6=Article6.LEGITIMATE_INTERESTS, interest=None, schedule_1=None
        )
    return usual


def _filled(entered: DataProtection, usual: DataProtection) -> DataProtection:
    empty = DataProtection()
    return replace(
        entered,
        **{
            part.name: getattr(usual, part.name)
            for part in fields(DataProtection)
            if getattr(entered, part.name) == getattr(empty, part.name)
        },
    )


_FOR_CLAIMS = DataProtection(
    article_6=Article6.LEGITIMATE_INTERESTS, article_9=Article9.LEGAL_CLAIMS
)

_FOR_CRIME: Mapping[Kind, Schedule1] = MappingProxyType(
    {
        Kind.PUBLIC_INTEREST: Schedule1.UNLAWFUL_ACTS,
        Kind.SAFEGUARDING: Schedule1.UNLAWFUL_ACTS,
        Kind.LAW: Schedule1.STATUTORY_PURPOSES,
    }
)

_CARE = DataProtection(
    article_6=Article6.LEGITIMATE_INTERESTS,
    article_9=Article9.HEALTH_OR_SOCIAL_CARE,
    schedule_1=Schedule1.HEALTH_OR_SOCIAL_CARE,
)

_BY_KIND: Mapping[Kind, DataProtection] = MappingProxyType(
    {
        Kind.CARE: _CARE,
        Kind.FAMILY: _CARE,
        Kind.SUPERVISION: _CARE,
        Kind.BEST_INTERESTS: _CARE,
        Kind.PROCESSOR: _CARE,
        Kind.NON_CARE: DataProtection(
            article_6=Article6.LEGITIMATE_INTERESTS, article_9=Article9.EXPLICIT_CONSENT
        ),
        Kind.PUBLIC_INTEREST: DataProtection(
            article_6=Article6.RECOGNISED_INTERESTS,
            interest=RecognisedInterest.CRIME,
            article_9=Article9.SUBSTANTIAL_PUBLIC_INTEREST,
            schedule_1=Schedule1.UNLAWFUL_ACTS,
        ),
        Kind.SAFEGUARDING: DataProtection(
            article_6=Article6.RECOGNISED_INTERESTS,
            interest=RecognisedInterest.SAFEGUARDING,
            article_9=Article9.SUBSTANTIAL_PUBLIC_INTEREST,
            schedule_1=Schedule1.SAFEGUARDING,
        ),
        Kind.EMERGENCY: DataProtection(
            article_6=Article6.VITAL_INTERESTS, article_9=Article9.VITAL_INTERESTS
        ),
        Kind.LAW: DataProtection(
            article_6=Article6.LEGAL_OBLIGATION,
            article_9=Article9.SUBSTANTIAL_PUBLIC_INTEREST,
            schedule_1=Schedule1.STATUTORY_PURPOSES,
        ),
        Kind.REGULATOR_REQUIRED: DataProtection(
            article_6=Article6.LEGAL_OBLIGATION,
            article_9=Article9.SUBSTANTIAL_PUBLIC_INTEREST,
            schedule_1=Schedule1.REGULATORY_REQUIREMENTS,
        ),
        Kind.REGULATOR_CONCERN: DataProtection(
            article_6=Article6.LEGITIMATE_INTERESTS,
            article_9=Article9.SUBSTANTIAL_PUBLIC_INTEREST,
            schedule_1=Schedule1.PROTECTING_THE_PUBLIC,
        ),
        Kind.SUBJECT_ACCESS: DataProtection(
            article_6=Article6.LEGAL_OBLIGATION,
            article_9=Article9.HEALTH_OR_SOCIAL_CARE,
            schedule_1=Schedule1.HEALTH_OR_SOCIAL_CARE,
        ),
        Kind.RESEARCH: DataProtection(
            article_6=Article6.CONSENT, article_9=Article9.EXPLICIT_CONSENT
        ),
    }
)
