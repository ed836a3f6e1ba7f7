# SPDX-License-Identifier: Apache-2.0
"""Somebody who decides or acts for a service user, and whether they have the authority they claim.

Authority comes from a document, a court or parental responsibility, never from being family
(H-30). What each kind of authority reaches is the law of one nation: domain reference 3.2 (LB-MCA,
LB-AWI, LB-MCANI, LB-PR), marked there as from memory in part. Nothing of it is legal advice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from logbook.domain.findings import Code, Finding
from logbook.domain.practice import Nation


class AuthorityType(Enum):
    """On what somebody bases that they may decide or act for the person."""

    NONE_FAMILY = "family-without-authority"
    PARENTAL_RESPONSIBILITY = "parental-responsibility"
    LPA_HEALTH_WELFARE = "lpa-health-welfare"
    LPA_PROPERTY = "lpa-property"
    EPA = "epa"
    DEPUTY_WELFARE = "deputy-welfare"
    DEPUTY_PROPERTY = "deputy-property"
    WELFARE_POA_S = "welfare-power-of-attorney-scotland"
    GUARDIAN_WELFARE_S = "welfare-guardian-scotland"
    INTERVENTION_ORDER_S = "intervention-order-scotland"
    CONTROLLER_NI = "controller-northern-ireland"
    EXECUTOR_ADMINISTRATOR = "executor-or-administrator"
    CLAIMANT_ON_DEATH = "claimant-on-death"
    ADVOCATE = "advocate"
    """An IMCA or another advocate: speaks for the person, decides nothing."""
    SOLICITOR_AGENT = "solicitor-or-agent"
    NEAREST_RELATIVE = "nearest-relative-or-named-person"


class Matter(Enum):
    """What is to be decided for the person."""

    HEALTH_AND_WELFARE = "health-and-welfare"
    PROPERTY_AND_MONEY = "property-and-money"
    ACCESS = "access"
    """To ask for the person's record in their name."""
    RECORD_AFTER_DEATH = "record-after-death"


class Registrar(Enum):
    """Where powers of attorney and appointments are registered."""

    OPG_ENGLAND_WALES = "opg-england-wales"
    OPG_SCOTLAND = "opg-scotland"
    OCP_NORTHERN_IRELAND = "ocp-northern-ireland"


class NoAuthority(Enum):
    """Why somebody has no authority for a decision (B-12)."""

    NEXT_OF_KIN = "next-of-kin"
    PROPERTY_ONLY = "property-only"
    NO_HEALTH_POWER_HERE = "no-health-lpa-in-northern-ireland"
    WRONG_NATION = "wrong-nation"
    NOT_FOR_THIS = "not-for-this"
    CONSULTED_ONLY = "consulted-only"
    ONLY_AFTER_DEATH = "only-after-death"
    ENDED_BY_DEATH = "ended-by-death"
    NOT_YET = "not-yet"
    ENDED = "ended"
    NOT_REGISTERED = "not-registered"
    EVIDENCE_NOT_SEEN = "evidence-not-seen"
    RESTRICTED = "restricted"
    TOO_YOUNG = "too-young"
    NO_LONGER_A_CHILD = "no-longer-a-child"
    DECIDES_FOR_THEMSELVES = "decides-for-themselves"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityEvidence:
    """What was seen that shows the authority, when and by whom."""

    document: str = ""
    seen_on: date | None = None
    seen_by: str = ""

    @property
    def seen(self) -> bool:
        """Whether a document was seen; being told of one is not enough."""
        return bool(self.document.strip()) and self.seen_on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative:
    """Somebody who decides or acts for a service user."""

    id: UUID
    service_user: UUID
    name: str
    relationship: str
    authority: AuthorityType
    nation: Nation
    """Where the authority was given."""
    evidence: AuthorityEvidence = AuthorityEvidence()
    registered_with: Registrar | None = None
    restrictions: str = ""
    """What the document keeps from them, in its words."""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What somebody is to decide for a person, and where that person stands."""

    matter: Matter
    nation: Nation
    on: date
    age: int | None = None
    """The person's age on the day; None: not known."""
    has_capacity: bool | None = None
    """Whether the person can decide this themselves; None: not settled."""
    died: bool = False
    within_restrictions: bool = False
    """Whether the restrictions were read and leave this decision open to them."""


def no_authority(representative: Representative, need: Need) -> tuple[NoAuthority, ...]:
    """Give every reason why somebody has no authority for a decision; none: they may decide."""
    if representative.authority in _NEVER:
        return (_NEVER[representative.authority],)
    reach = _REACH[representative.authority]
    return tuple(
        dict.fromkeys(
            (
                *_out_of_reach(representative, reach, need),
                *_not_shown(representative, reach, need),
                *_not_about_this_person(reach, need),
            )
        )
    )


def may_decide(representative: Representative, need: Need) -> bool:
    """Tell whether somebody has authority for a decision (INV-28)."""
    return not no_authority(representative, need)


def authority_findings(
    representative: Representative, need: Need, *, part: str = "unable.representative"
) -> tuple[Finding, ...]:
    """Give the stop for an authority that does not hold; `no_authority` says why (B-12)."""
    if may_decide(representative, need):
        return ()
    return (Finding(code=Code.AUTHORITY_INVALID, part=part),)


def findings_on_representative(representative: Representative) -> tuple[Finding, ...]:
    """Tell what keeps a representative from being entered; authority is judged for a decision."""
    begins, ends = representative.valid_from, representative.valid_to
    missing = tuple(
        Finding(code=Code.INCOMPLETE, part=part)
        for part in ("name", "relationship")
        if not getattr(representative, part).strip()
    )
    if begins is not None and ends is not None and ends < begins:
        return (*missing, Finding(code=Code.TIMES_OUT_OF_ORDER, part="valid_to"))
    return missing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reach:
    """Where a kind of authority holds, for what, and for whom."""

    nations: frozenset[Nation]
    matters: frozenset[Matter]
    registered: bool = False
    """Whether it is nothing before it is registered."""
    from_age: int = 0
    for_children: bool = False
    for_the_unable: bool = True
    """Whether it only holds while the person cannot decide themselves."""


_ENGLAND_WALES = frozenset({Nation.ENGLAND, Nation.WALES})
_SCOTLAND = frozenset({Nation.SCOTLAND})
_ALL = frozenset(Nation)
_WELFARE = frozenset({Matter.HEALTH_AND_WELFARE, Matter.ACCESS})
_PROPERTY = frozenset({Matter.PROPERTY_AND_MONEY})
_AFTER_DEATH = frozenset({Matter.RECORD_AFTER_DEATH})

_NEVER = {
    AuthorityType.NONE_FAMILY: NoAuthority.NEXT_OF_KIN,
    AuthorityType.ADVOCATE: NoAuthority.CONSULTED_ONLY,
    AuthorityType.NEAREST_RELATIVE: NoAuthority.CONSULTED_ONLY,
}
"""Those who are heard and never decide, whatever they show."""

_REACH = {
    AuthorityType.PARENTAL_RESPONSIBILITY: _Reach(
        nations=_ALL, matters=_WELFARE | _PROPERTY, for_children=True
    ),
    AuthorityType.LPA_HEALTH_WELFARE: _Reach(
        nations=_ENGLAND_WALES, matters=_WELFARE, registered=True, from_age=18
    ),
    # MCA 2005 s9: may be used with the person's agreement while they have capacity.
    AuthorityType.LPA_PROPERTY: _Reach(
        nations=_ENGLAND_WALES,
        matters=_PROPERTY,
        registered=True,
        from_age=18,
        for_the_unable=False,
    ),
    AuthorityType.EPA: _Reach(
        nations=_ENGLAND_WALES | {Nation.NORTHERN_IRELAND},
        matters=_PROPERTY,
        from_age=18,
        for_the_unable=False,
    ),
    AuthorityType.DEPUTY_WELFARE: _Reach(nations=_ENGLAND_WALES, matters=_WELFARE, from_age=16),
    AuthorityType.DEPUTY_PROPERTY: _Reach(nations=_ENGLAND_WALES, matters=_PROPERTY),
    AuthorityType.WELFARE_POA_S: _Reach(
        nations=_SCOTLAND, matters=_WELFARE, registered=True, from_age=16
    ),
    AuthorityType.GUARDIAN_WELFARE_S: _Reach(nations=_SCOTLAND, matters=_WELFARE, from_age=16),
    AuthorityType.INTERVENTION_ORDER_S: _Reach(
        nations=_SCOTLAND, matters=_WELFARE | _PROPERTY, from_age=16
    ),
    AuthorityType.CONTROLLER_NI: _Reach(
        nations=frozenset({Nation.NORTHERN_IRELAND}), matters=_PROPERTY
    ),
    AuthorityType.EXECUTOR_ADMINISTRATOR: _Reach(
        nations=_ALL, matters=_AFTER_DEATH, for_the_unable=False
    ),
    AuthorityType.CLAIMANT_ON_DEATH: _Reach(
        nations=_ALL, matters=_AFTER_DEATH, for_the_unable=False
    ),
    AuthorityType.SOLICITOR_AGENT: _Reach(
        nations=_ALL, matters=frozenset({Matter.ACCESS}), for_the_unable=False
    ),
}

_CHILD_UNTIL = {Nation.SCOTLAND: 16}
"""The age at which a parent's power to decide ends (Children (Scotland) Act 1995 s2(7))."""

_ADULT = 18


def _out_of_reach(
    representative: Representative, reach: _Reach, need: Need
) -> Iterator[NoAuthority]:
    health_power = representative.authority is AuthorityType.LPA_HEALTH_WELFARE
    if health_power and Nation.NORTHERN_IRELAND in {need.nation, representative.nation}:
        yield NoAuthority.NO_HEALTH_POWER_HERE
    elif not {need.nation, representative.nation} <= reach.nations:
        yield NoAuthority.WRONG_NATION
    if need.matter in reach.matters:
        return
    if reach.matters == _PROPERTY:
        yield NoAuthority.PROPERTY_ONLY
    elif reach.matters == _AFTER_DEATH and not need.died:
        yield NoAuthority.ONLY_AFTER_DEATH
    else:
        yield NoAuthority.NOT_FOR_THIS


def _not_shown(representative: Representative, reach: _Reach, need: Need) -> Iterator[NoAuthority]:
    if not representative.evidence.seen:
        yield NoAuthority.EVIDENCE_NOT_SEEN
    if reach.registered and representative.registered_with is None:
        yield NoAuthority.NOT_REGISTERED
    if representative.valid_from is not None and need.on < representative.valid_from:
        yield NoAuthority.NOT_YET
    if representative.valid_to is not None and representative.valid_to < need.on:
        yield NoAuthority.ENDED
    if representative.restrictions.strip() and not need.within_restrictions:
        yield NoAuthority.RESTRICTED


def _not_about_this_person(reach: _Reach, need: Need) -> Iterator[NoAuthority]:
    if reach.matters == _AFTER_DEATH:
        if not need.died:
            yield NoAuthority.ONLY_AFTER_DEATH
        return
    if need.died:
        yield NoAuthority.ENDED_BY_DEATH
    elif reach.for_the_unable and need.has_capacity:
        yield NoAuthority.DECIDES_FOR_THEMSELVES
    if need.age is None:
        return
    if need.age < reach.from_age:
        yield NoAuthority.TOO_YOUNG
    if reach.for_children and need.age >= _CHILD_UNTIL.get(need.nation, _ADULT):
        yield NoAuthority.NO_LONGER_A_CHILD
