# SPDX-License-Identifier: Apache-2.0
"""What the rules say about the grounds of data-protection law (P20)."""

from __future__ import annotations

from collections.abc import Iterator

from logbook.domain.case import Situation
from logbook.domain.consent import ConsentMode, InformationCategory
from logbook.domain.data_protection import (
    Article6,
    Article9,
    DataProtection,
    RecognisedInterest,
    Schedule1,
)
from logbook.domain.findings import Code, Finding
from logbook.domain.information import ThirdPartyReview
from logbook.domain.kinds import Kind


def findings(situation: Situation) -> Iterator[Finding]:
    """Say which ground of data-protection law is missing or not open."""
    if not _asked(situation):
        return
    grounds = situation.draft.data_protection
    criminal = InformationCategory.CRIMINAL_DATA in situation.draft.information.categories
    if criminal:
        yield Finding(code=Code.ALLEGATION, part="data_protection.article_10")
    yield from _missing(grounds, criminal=criminal)
    yield from _not_open(situation, grounds)
    yield from _on_consent(situation, grounds)
    yield from _on_policy_document(situation, grounds)
    if not (grounds.confirmed or situation.routine or situation.kind is Kind.EMERGENCY):
        # On the short paths the question is not put; what is filled in there is signed as it is.
        yield Finding(code=Code.GROUNDS_NOT_CONFIRMED, part="data_protection.confirmed")


_NOT_ASKED = frozenset({Kind.BREACH, Kind.ACCESS, Kind.PROCESSOR})

_NEEDS_SCHEDULE_1 = frozenset(
    {
        Article9.SUBSTANTIAL_PUBLIC_INTEREST,
        Article9.HEALTH_OR_SOCIAL_CARE,
        Article9.PUBLIC_HEALTH,
        Article9.RESEARCH,
    }
)


def _asked(situation: Situation) -> bool:
    """Data-protection law covers the living; after a death, those others who are in it."""
    about_the_living = (
        not situation.deceased or situation.draft.information.third_parties is ThirdPartyReview.KEPT
    )
    return (
        situation.discloses
        and situation.traceable
        and situation.kind not in _NOT_ASKED
        and about_the_living
    )


def _missing(grounds: DataProtection, *, criminal: bool) -> Iterator[Finding]:
    needed = (
        ("article_6", True),
        ("article_9", True),
        ("schedule_1", grounds.article_9 in _NEEDS_SCHEDULE_1),
        ("article_10", criminal),
    )
    for name, is_needed in needed:
        if is_needed and getattr(grounds, name) is None:
            yield Finding(code=Code.DATA_PROTECTION_INCOMPLETE, part=f"data_protection.{name}")


def _not_open(situation: Situation, grounds: DataProtection) -> Iterator[Finding]:
    """Public task is for public work, recognised interests are not for public bodies (INV-18)."""
    practice = situation.case.practice
    public = practice.public_contracts or practice.public_authority
    if grounds.article_6 is Article6.PUBLIC_TASK and not public:
        yield Finding(code=Code.ARTICLE_6_NOT_OPEN, part="data_protection.article_6")
    if grounds.article_6 is not Article6.RECOGNISED_INTERESTS:
        return
    if practice.public_authority:
        yield Finding(code=Code.ARTICLE_6_NOT_OPEN, part="data_protection.article_6")
    if grounds.interest is None:
        yield Finding(code=Code.ARTICLE_6_NOT_OPEN, part="data_protection.interest")
    asked = grounds.interest is RecognisedInterest.PUBLIC_TASK_REQUEST
    if asked and not grounds.statement.strip():
        yield Finding(code=Code.ARTICLE_6_NOT_OPEN, part="data_protection.statement")


def _on_consent(situation: Situation, grounds: DataProtection) -> Iterator[Finding]:
    """Consent under the UK GDPR is explicit and can be taken back as easily (INV-19)."""
    consent = situation.case.consent
    relied_on = (
        grounds.article_6 is Article6.CONSENT or grounds.article_9 is Article9.EXPLICIT_CONSENT
    )
    if not relied_on:
        return
    sound = (
        consent is not None
        and consent.giving.mode not in {None, ConsentMode.IMPLIED}
        and bool(consent.period.withdrawal_method.strip())
    )
    if not sound:
        explicit = grounds.article_9 is Article9.EXPLICIT_CONSENT
        part = "data_protection.article_9" if explicit else "data_protection.article_6"
        yield Finding(code=Code.DATA_CONSENT_UNSOUND, part=part)


def _on_policy_document(situation: Situation, grounds: DataProtection) -> Iterator[Finding]:
    conditions: tuple[Schedule1 | None, ...] = (grounds.schedule_1, grounds.article_10)
    if not any(each is not None and each.needs_policy_document for each in conditions):
        return
    document = situation.case.practice.policy_document
    if document is None or document.review_on < situation.decided_on:
        yield Finding(code=Code.POLICY_DOCUMENT, part="data_protection.schedule_1")
