# SPDX-License-Identifier: Apache-2.0
"""What the rules say about what may never be disclosed (P05, B-02).

Each prohibition has its own few ways through, and a way holds only for this recipient and this
purpose: what may go to a health professional for care stays an offence towards an employer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from logbook.domain.case import Situation
from logbook.domain.consent import ConsentMode, PurposeClass
from logbook.domain.findings import Code, Finding
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, Effect, EvidenceKind, LegalBasis
from logbook.domain.party import PartyKind
from logbook.domain.people import Flag
from logbook.domain.prohibition import Prohibited, WayThrough
from logbook.domain.request import Origin
from logbook.domain.rules.person import NOBODY_DECIDED
from logbook.domain.uses import Use

LAW_OF: Mapping[Prohibited, str] = {
    Prohibited.GENDER_RECOGNITION: "LB-GRA22",
    Prohibited.FERTILITY_TREATMENT: "LB-HFE33A",
    Prohibited.ADOPTION: "LB-ADOPT",
    Prohibited.REPORTING_RESTRICTION: "LB-COURTFB",
    Prohibited.COURT_DOCUMENTS: "LB-COURTFB",
    Prohibited.SAFETY_INVESTIGATION: "LB-S76",
}
"""The row of the catalogue that says more; privilege has none."""


def forbidding(situation: Situation) -> tuple[LegalBasis, ...]:
    """Give the rows that say what keeps back what was found, or what the person's flags warn of."""
    kept = dict.fromkeys((*situation.draft.screening.found, *flagged(situation)))
    codes = dict.fromkeys(LAW_OF[each] for each in kept if each in LAW_OF)
    rows = (situation.catalogue.find(code) for code in codes)
    return tuple(row for row in rows if row is not None and situation.nation in row.nations)


def findings(situation: Situation) -> Iterator[Finding]:
    """Say whether anything of it is kept back by a statute or a court."""
    if not (situation.discloses and situation.traceable) or situation.kind in NOBODY_DECIDED:
        return
    yield from _question_answered(situation)
    yield from _flags_considered(situation)
    yield from _way_through(situation)


def flagged(situation: Situation) -> tuple[Prohibited, ...]:
    """List what the person's flags say may be kept back, in the order of the list.

    A victim's anonymity forbids to publish, not to disclose (LB-ANON).
    """
    person = situation.person
    if person is None:
        return ()
    kept = {_KEPT_BY_FLAG[flag] for flag in person.flags if flag in _KEPT_BY_FLAG}
    if Flag.VICTIM_OF_CRIME in person.flags and _published(situation):
        kept.add(Prohibited.REPORTING_RESTRICTION)
    return tuple(each for each in Prohibited if each in kept)


_KEPT_BY_FLAG = {
    Flag.PROTECTED_GRC: Prohibited.GENDER_RECOGNITION,
    Flag.HFEA: Prohibited.FERTILITY_TREATMENT,
    Flag.ADOPTION: Prohibited.ADOPTION,
}


def _published(situation: Situation) -> bool:
    return situation.kind is Kind.RESEARCH or situation.draft.purpose.use in {
        Use.TEACHING,
        Use.PUBLICATION,
    }


def _question_answered(situation: Situation) -> Iterator[Finding]:
    """Ask whether anything of it is forbidden, except where the question is skipped (INV-04)."""
    skipped = situation.routine or situation.kind is Kind.EMERGENCY
    if not skipped and not situation.draft.screening.done:
        yield Finding(code=Code.INCOMPLETE, part="screening.done")


def _flags_considered(situation: Situation) -> Iterator[Finding]:
    """Stop where a flag warns and nobody says why nothing of it is in this (B-02).

    An emergency has happened by the time it is recorded, and its short path does not ask.
    """
    screening = situation.draft.screening
    recipient = situation.draft.recipient.kind
    helps = recipient is not None and (recipient.care_giver or recipient is PartyKind.POLICE)
    if situation.kind is Kind.EMERGENCY and helps:
        return
    overlooked = set(flagged(situation)) - set(screening.found)
    if overlooked and not (screening.done and screening.because.strip()):
        yield Finding(code=Code.PROHIBITED, part="screening.found")


def _way_through(situation: Situation) -> Iterator[Finding]:
    """Stop what is forbidden and has no way through that holds here (B-02, 3.6)."""
    screening = situation.draft.screening
    if any(not _lifted(situation, each) for each in screening.found):
        yield Finding(code=Code.PROHIBITED, part="screening.way_through")
    elif screening.found and not screening.because.strip():
        yield Finding(code=Code.INCOMPLETE, part="screening.because")


def _lifted(situation: Situation, prohibited: Prohibited) -> bool:
    way = situation.draft.screening.way_through
    if way is None or way not in _WAYS[prohibited]:
        return False
    return _HOLDS[way](situation)


_WAYS: Mapping[Prohibited, frozenset[WayThrough]] = {
    Prohibited.GENDER_RECOGNITION: frozenset(WayThrough) - {WayThrough.WRITTEN_CONSENT},
    Prohibited.FERTILITY_TREATMENT: frozenset(
        {WayThrough.COURT_ORDER, WayThrough.STATUTORY_GATEWAY, WayThrough.WRITTEN_CONSENT}
    ),
    Prohibited.ADOPTION: frozenset({WayThrough.COURT_ORDER, WayThrough.STATUTORY_GATEWAY}),
    Prohibited.REPORTING_RESTRICTION: frozenset({WayThrough.COURT_ORDER}),
    Prohibited.COURT_DOCUMENTS: frozenset({WayThrough.COURT_ORDER, WayThrough.LEGAL_ADVICE}),
    Prohibited.LEGAL_PRIVILEGE: frozenset(
        {WayThrough.COURT_ORDER, WayThrough.LEGAL_ADVICE, WayThrough.WRITTEN_CONSENT}
    ),
    Prohibited.SAFETY_INVESTIGATION: frozenset(
        {WayThrough.COURT_ORDER, WayThrough.STATUTORY_GATEWAY}
    ),
}


def _by_court_order(situation: Situation) -> bool:
    """Hold where the order was seen: what a court orders, a court may also allow."""
    basis = situation.draft.basis
    demanded = any(
        row.effect is Effect.REQUIRED_ON_DEMAND and not row.unusable(situation.setting)
        for row in situation.rows
    )
    return demanded and basis.seen is EvidenceKind.SEALED_ORDER and bool(basis.evidence.strip())


def _for_care(situation: Situation) -> bool:
    """Hold for a health professional, for medical purposes, where consent is believed to be given.

    Or where it cannot be given (SI 2005/916 article 5; Scotland: SSI 2005/125).
    """
    recipient, family = situation.draft.recipient, situation.draft.basis.family
    emergency = situation.kind is Kind.EMERGENCY
    medical = emergency or situation.draft.purpose.purpose_class is PurposeClass.CARE
    consent = situation.case.consent
    agreed = (
        family is BasisFamily.CONSENT
        and consent is not None
        and consent.giving.mode not in {None, ConsentMode.IMPLIED}
    )
    cannot = emergency or family is BasisFamily.BEST_INTERESTS
    return (
        recipient.kind is not None and recipient.kind.care_giver and medical and (agreed or cannot)
    )


def _for_legal_advice(situation: Situation) -> bool:
    """Hold for a lawyer one turns to oneself; a solicitor who asks gives no advice."""
    recipient, origin = situation.draft.recipient.kind, situation.draft.request.origin
    return recipient is not None and recipient.advises_on_law and origin is not Origin.ASKED


def _for_crime(situation: Situation) -> bool:
    """Hold towards the police, to prevent or investigate a crime (GRA 2004 s22(4)(f)).

    It lifts the offence and is no ground: what carries the disclosure is asked beside it.
    """
    family = situation.draft.basis.family
    return (
        situation.draft.recipient.kind is PartyKind.POLICE
        and family is not None
        and family is not BasisFamily.BEST_INTERESTS
    )


def _by_statute(situation: Situation) -> bool:
    """Hold where a law that is law here requires it to go to an authority."""
    recipient = situation.draft.recipient.kind
    return (
        recipient is not None
        and recipient.is_authority
        and any(row.requires and not row.unusable(situation.setting) for row in situation.rows)
    )


def _agreed_in_writing(situation: Situation) -> bool:
    """Hold for fertility treatment with consent in writing (HFE Act 1990 s33B; from memory)."""
    consent = situation.case.consent
    return (
        situation.draft.basis.family is BasisFamily.CONSENT
        and consent is not None
        and consent.giving.mode is not None
        and consent.giving.mode.in_writing
    )


_HOLDS: Mapping[WayThrough, Callable[[Situation], bool]] = {
    WayThrough.HEALTH_PROFESSIONAL: _for_care,
    WayThrough.WRITTEN_CONSENT: _agreed_in_writing,
    WayThrough.LEGAL_ADVICE: _for_legal_advice,
    WayThrough.COURT_ORDER: _by_court_order,
    WayThrough.STATUTORY_GATEWAY: _by_statute,
    WayThrough.CRIME: _for_crime,
}
