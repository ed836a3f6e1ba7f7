# SPDX-License-Identifier: Apache-2.0
"""Records with every part filled in, each text another, so that a test can look for all of them."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from itertools import count
from types import MappingProxyType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from logbook.documents.source import Beside, ConsentHistory, DisclosureSource
from logbook.domain.access import AccessType
from logbook.domain.amendment import Amendment
from logbook.domain.attachment import Attachment
from logbook.domain.breach import Choosing
from logbook.domain.capacity import CapacityAssessment, CompetenceAssessment
from logbook.domain.catalogue_reading import shipped_catalogue
from logbook.domain.consent import Consent
from logbook.domain.consent_history import ConsentEvent
from logbook.domain.data_protection import Article6, DataProtection, RecognisedInterest, Schedule1
from logbook.domain.decision import Choice
from logbook.domain.disclosure import Disclosure
from logbook.domain.findings import Answer, Code
from logbook.domain.holds import Hold
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.notification import Notification
from logbook.domain.people import ServiceUser
from logbook.domain.practice import PolicyDocument, Practice
from logbook.domain.representative import Representative
from logbook.domain.request import Origin
from logbook.domain.safeguarding import AtRisk, Concern
from logbook.domain.series import Series
from logbook.domain.steps import PathStep, SkipReason, Step
from logbook.domain.telling_review import TellingReview
from logbook.domain.unable import WhyUnable

_NOTHING: Mapping[str, Any] = MappingProxyType({})
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def filled(kind: type, /, **given: Any) -> Any:
    """A value of a kind in which nothing is left empty; what is given stands as it is."""
    return _filled(kind, count(1), given)


def _filled(kind: type, numbers: Iterator[int], given: Mapping[str, Any] = _NOTHING) -> Any:
    hints = get_type_hints(kind)
    return kind(
        **{
            part.name: given[part.name]
            if part.name in given
            else _value(hints[part.name], f"{kind.__name__} {part.name}".replace("_", " "), numbers)
            for part in fields(kind)
            if part.init
        }
    )


def _value(hint: Any, name: str, numbers: Iterator[int]) -> Any:
    choices = [one for one in get_args(hint) if one is not type(None)]
    if get_origin(hint) in {Union, types.UnionType}:
        return _value(choices[0], name, numbers)
    if get_origin(hint) is tuple:
        return (_value(choices[0], name, numbers), _value(choices[0], name, numbers))
    number = next(numbers)
    if issubclass(hint, Enum):
        return list(hint)[number % len(hint)]
    plain: dict[type, Any] = {
        str: f"{name} {number}",
        bool: True,
        int: 1000 + number,
        date: date(2026, 1, 1) + timedelta(days=number),
        datetime: NOW + timedelta(days=20_000 + number),
        UUID: UUID(int=number),
    }
    return plain[hint] if hint in plain else _filled(hint, numbers)


def everything(choice: Choice = Choice.DISCLOSE_PART, **changes: Any) -> DisclosureSource:
    """A disclosure with every group there is, and everything that can stand beside it."""
    whole = _disclosure(choice)
    person, consent = whole.service_user, whole.basis.consent
    representatives = (
        filled(Representative, id=whole.unable.representative),
        filled(Representative, id=whole.telling.representative),
    )
    told = filled(
        Notification,
        disclosure=whole.id,
        told_on=date(2026, 12, 1),
        representative=representatives[1].id,
    )
    rows = shipped_catalogue().rows
    source = DisclosureSource(
        disclosure=whole,
        service_user=filled(ServiceUser, id=person, born=date(1987, 3, 12)),
        practice=filled(Practice),
        practitioner=_signer(),
        consent=ConsentHistory(
            consent=filled(Consent, id=consent),
            events=(filled(ConsentEvent, consent=consent, at=NOW - timedelta(days=9)),),
        ),
        legal_basis=rows[0],
        notifications=(told,),
        reviews=(filled(TellingReview, disclosure=whole.id),),
        amendments=(
            filled(Amendment, target=whole.id, part="recipient.name", voids=False, new="B"),
        ),
        signed=whole,
        steps=(
            PathStep(step=Step.PERSON),
            PathStep(step=Step.RESEARCH, skipped=SkipReason.ANOTHER_KIND),
        ),
        beside=Beside(
            further=rows[1:3],
            edition_read="",
            refused=filled(Consent),
            representatives=representatives,
            capacity=filled(CapacityAssessment),
            competence=filled(CompetenceAssessment),
            series=filled(Series),
            holds=(filled(Hold, ended_on=None),),
            attachments=(filled(Attachment, sha256="9f" * 32),),
            numbers={
                whole.follow_up.supersedes: "D-2026-0002",
                whole.follow_up.related[0]: "D-2026-0003",
                whole.follow_up.related[1]: "D-2026-0004",
            },
            policy=filled(PolicyDocument),
            standards="Standards of 2024",
        ),
    )
    return replace(source, **changes)


def _signer() -> Any:
    from tests.builders import a_practitioner  # noqa: PLC0415 - one builder for all

    return a_practitioner(id=UUID(int=3), name="Siân Rees")


def _disclosure(choice: Choice) -> Disclosure:
    whole: Disclosure = filled(
        Disclosure,
        number="D-2026-0012",
        kind=Kind.PUBLIC_INTEREST,
        zone="Europe/London",
        recorded_at=NOW,
        warnings=("B-09", "W-01", "W-07", "I-01"),
        answers=(
            Answer(
                code=Code.RECIPIENT_NOT_VERIFIED, reason="The switchboard put me through to him"
            ),
            Answer(code=Code.OLD_CONSENT, reason="She confirmed it on the telephone"),
        ),
        catalogue="2026-11-22.1",
        catalogue_fingerprint="ab" * 32,
        data_protection=filled(
            DataProtection,
            article_6=Article6.RECOGNISED_INTERESTS,
            interest=RecognisedInterest.PUBLIC_TASK_REQUEST,
            schedule_1=Schedule1.SAFEGUARDING,
        ),
    )
    released, withheld = whole.information.items
    assert whole.unable is not None
    assert whole.access is not None
    assert whole.safeguarding is not None
    assert whole.incident is not None
    return replace(
        whole,
        decision=replace(whole.decision, choice=choice, decided_at=NOW - timedelta(hours=2)),
        information=replace(
            whole.information,
            items=(
                replace(released, withheld=False, withheld_because="", sha256="cd" * 32),
                replace(withheld, withheld=True, sha256="ef" * 32),
            ),
        ),
        request=replace(whole.request, origin=Origin.ASKED),
        basis=replace(whole.basis, family=BasisFamily.PUBLIC_INTEREST),
        transmission=replace(whole.transmission, made_at=NOW - timedelta(hours=1)),
        unable=replace(whole.unable, why=WhyUnable.LACKS_CAPACITY),
        access=replace(whole.access, type=AccessType.BY_AGENT),
        safeguarding=replace(
            whole.safeguarding,
            at_risk=AtRisk.ADULT,
            concerns=(Concern.CHILD_SEXUAL_OFFENCE, Concern.NEGLECT),
        ),
        incident=replace(whole.incident, commissioner=filled(Choosing, yes=True)),
    )


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value that nothing is inside of, and where it stands."""

    part: str
    value: Any


def leaves(value: Any, part: str = "") -> Iterator[Leaf]:
    """Every value inside a record, with its part."""
    if isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from leaves(one, f"{part}.{place}")
    elif is_dataclass(value):
        for each in fields(value):
            yield from leaves(getattr(value, each.name), f"{part}.{each.name}".lstrip("."))
    elif value is not None:
        yield Leaf(part, value)
