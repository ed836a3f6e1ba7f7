# SPDX-License-Identifier: Apache-2.0
"""Whole cases by default, changed group by group, and what the rules find in them.

`a_case()` is an ordinary disclosure that nothing stands in the way of: a report to an insurer with
consent in writing. `a_case(draft={"basis": {"family": …}}, person={"flags": …})` changes it: a
mapping changes the fields of a group, anything else takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.domain.assessment import Assessment, assess
from logbook.domain.basis import Basis
from logbook.domain.case import Case
from logbook.domain.catalogue_reading import shipped_catalogue
from logbook.domain.consent import (
    Consent,
    ConsentMode,
    ConsentScope,
    InformationCategory,
    PurposeClass,
    complete_consent,
)
from logbook.domain.data_protection import Article6, Article9, DataProtection
from logbook.domain.decision import Decision
from logbook.domain.disclosure import DisclosureDraft, Purpose
from logbook.domain.information import (
    Identifiability,
    Information,
    Item,
    ThirdPartyReview,
)
from logbook.domain.legal_basis import BasisFamily, Catalogue
from logbook.domain.notification import Telling, TellingMethod, TellingOutcome
from logbook.domain.party import IdentityCheck, Party, PartyKind
from logbook.domain.practice import Nation
from logbook.domain.prohibition import Screening
from logbook.domain.request import Channel, Origin, Request
from logbook.domain.transmission import SendingMethod, Transmission
from tests.builders import (
    NOON,
    a_consent_draft,
    a_disclosure_draft,
    a_person,
    a_practice,
    a_practitioner,
)

LONDON = ZoneInfo("Europe/London")
PERSON = UUID(int=1)
CONSENT = UUID(int=2)
NAMELESS_ITEM = Item(
    category=InformationCategory.ASSESSMENT_REPORT,
    description="What was tried, and what helped",
    identifiable=False,
)
NAMELESS: Mapping[str, Any] = {
    "identifiability": Identifiability.ANONYMISED,
    "items": (NAMELESS_ITEM,),
}
"""Changes of the information that make it name nobody, in word and in fact."""

_Value = TypeVar("_Value")


@cache
def the_catalogue() -> Catalogue:
    """The catalogue the program ships."""
    return shipped_catalogue()


def a_consent(**changes: Any) -> Consent:
    """A consent in writing to a report for the insurer; groups are changed like a case's."""
    draft = a_consent_draft(PERSON, id=CONSENT)
    draft = replace(
        draft,
        scope=ConsentScope(
            purpose_class=PurposeClass.NON_CARE,
            purpose="A progress report for the income-protection claim",
            information=(
                InformationCategory.ASSESSMENT_REPORT,
                InformationCategory.FITNESS_OPINION,
            ),
            recipients=("Severn Mutual",),
            how_used="Read by the claims team to decide on the claim",
        ),
        giving=replace(draft.giving, mode=ConsentMode.EXPRESS_WRITTEN),
        period=replace(draft.period, withdrawal_method="A word, a letter or an e-mail to us"),
    )
    consent = complete_consent(draft, recorded_by=UUID(int=9), now=NOON, today=NOON.date())
    return changed(consent, changes)


def a_draft(**changes: Any) -> DisclosureDraft:
    """A report to the insurer, ready to be signed."""
    draft = replace(
        a_disclosure_draft(PERSON, CONSENT),
        id=UUID(int=3),
        request=Request(
            origin=Origin.ASKED,
            received_on=date(2026, 11, 12),
            channel=Channel.LETTER,
            wording="A progress report for the claim",
        ),
        recipient=Party(
            kind=PartyKind.INSURER,
            name="Claims team",
            organisation="Severn Mutual",
            address="9 Quay Street\nBristol",
            identity_check=IdentityCheck.OFFICIAL_DIRECTORY,
        ),
        purpose=Purpose(purpose_class=PurposeClass.NON_CARE, words="To decide on the claim"),
        information=Information(
            items=(
                Item(
                    category=InformationCategory.ASSESSMENT_REPORT,
                    description="Progress report of 18 November 2026",
                    since=date(2026, 9, 1),
                    until=date(2026, 11, 18),
                ),
            ),
            left_out="Notes of the sessions",
            minimum="The report answers the four questions and nothing else",
            why_identifiable="The insurer has to find the claim",
            third_parties=ThirdPartyReview.NONE_PRESENT,
        ),
        screening=Screening(done=True),
        basis=Basis(family=BasisFamily.CONSENT, consent=CONSENT),
        data_protection=DataProtection(
            article_6=Article6.LEGITIMATE_INTERESTS,
            article_9=Article9.EXPLICIT_CONSENT,
            confirmed=True,
        ),
        decision=Decision(
            choice=a_disclosure_draft(PERSON, CONSENT).decision.choice,
            reasons="They asked for it, and the report holds what the claim turns on",
            views="Has read the report and agrees",
            decided_at=NOON - timedelta(hours=2),
        ),
        transmission=Transmission(
            method=SendingMethod.POST_TRACKED,
            sent_to="9 Quay Street, Bristol",
            made_at=NOON - timedelta(hours=1),
            address_checked=True,
            duty_told=True,
        ),
        telling=Telling(
            outcome=TellingOutcome.TOLD_BEFORE,
            told_on=date(2026, 11, 19),
            method=TellingMethod.IN_PERSON,
        ),
    )
    return changed(draft, changes)


def a_case(
    *,
    draft: Mapping[str, Any] | DisclosureDraft | None = None,
    person: Mapping[str, Any] | None = None,
    practice: Mapping[str, Any] | None = None,
    practitioner: Mapping[str, Any] | None = None,
    nation: Nation | None = None,
    **beside: Any,
) -> Case:
    """A case in which nothing stands in the way, with changes."""
    given = draft if isinstance(draft, DisclosureDraft) else a_draft(**(draft or {}))
    house = changed(a_practice(), practice or {})
    if nation is not None:
        given, house = replace(given, nation=nation), replace(house, nation=nation)
    return Case(
        draft=given,
        practice=house,
        practitioner=changed(a_practitioner(), practitioner or {}),
        person=changed(a_person(id=PERSON), person or {}),
        **{"consents": (a_consent(),), **beside},
    )


def assessed(case: Case, at: datetime = NOON) -> Assessment:
    """What the rules say about a case at a time; each part they name is a part of the case."""
    assessment = assess(case, the_catalogue(), at, LONDON)
    for finding in assessment.findings:
        assert finding.part, "a finding is about something"
        named = is_a_part(finding.part, DisclosureDraft) or is_a_part(finding.part, Case)
        assert named, f"there is no {finding.part}"
    return assessment


def is_a_part(part: str, of: Any) -> bool:
    """Whether a dotted name leads from field to field of a dataclass, through tuples and unions."""
    if not part:
        return True
    name, _dot, rest = part.partition(".")
    return any(
        name in (hints := get_type_hints(each)) and is_a_part(rest, hints[name])
        for each in _dataclasses_in(of)
    )


def _dataclasses_in(hint: Any) -> Iterator[type]:
    if is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for each in get_args(hint):
        yield from _dataclasses_in(each)


def found(case: Case, at: datetime = NOON) -> frozenset[str]:
    """The written codes of everything that is found, answered or not."""
    return frozenset(finding.code.value for finding in assessed(case, at).findings)


def stops(case: Case, at: datetime = NOON) -> frozenset[str]:
    """The written codes of what keeps a case from being signed."""
    return frozenset(
        finding.code.value for finding in assessed(case, at).findings if finding.blocks
    )


def changed(value: _Value, changes: Mapping[str, Any]) -> _Value:
    """A frozen value with changes: a mapping changes a part, anything else replaces it."""
    new = {}
    for name, change in changes.items():
        part = getattr(value, name)
        inside = isinstance(change, Mapping) and is_dataclass(part) and not isinstance(part, type)
        new[name] = changed(part, change) if inside else change
    return replace(value, **new)  # type: ignore[type-var]
