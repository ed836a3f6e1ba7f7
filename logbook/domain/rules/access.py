# SPDX-License-Identifier: Apache-2.0
"""What the rules say where somebody asks to see a record (P12, P13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from logbook.domain.access import Access, AccessType, Applicant, Exemption, Opinion
from logbook.domain.calendar import months_after
from logbook.domain.capacity import presumed_able
from logbook.domain.case import Situation
from logbook.domain.clocks import access_clock, working_days
from logbook.domain.consent import InformationCategory
from logbook.domain.deadlines import extended_access
from logbook.domain.decision import RefusalReason
from logbook.domain.findings import Code, Finding
from logbook.domain.information import ThirdPartyReview
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, DataProtectionPart, Effect, EvidenceKind
from logbook.domain.party import PartyKind
from logbook.domain.people import Flag
from logbook.domain.representative import Matter, Need, authority_findings, may_decide
from logbook.domain.unable import Child

OPINION_MONTHS = 6
"""An older opinion on serious harm does not count (DPA 2018 schedule 3 paragraph 6)."""

AFTER_DEATH = "LB-AHRA"
SERIOUS_HARM = "LB-S3-5"
OTHER_PEOPLE = "LB-S2-16"


def findings(situation: Situation) -> Iterator[Finding]:
    """Say what is missing before access is given or refused."""
    access = situation.draft.access
    yield from _on_life_and_death(situation, access)
    yield from _on_posthumous_refusal(situation, access)
    if access is None and not _is_asked(situation):
        return
    access = access or Access()
    yield from _unfinished(situation, access)
    yield from _times(situation, access)
    yield from _on_identity(situation, access)
    yield from _on_standing(situation, access)
    yield from _on_extension(situation, access)
    yield from _on_opinion(situation, access)
    for exemption in access.exemptions:
        yield from _on_exemption(situation, access, exemption)
    yield from _on_withholding(situation, access)
    if access.type is AccessType.BY_PARENT:
        yield Finding(code=Code.PARENTAL_RESPONSIBILITY, part="child.responsibility")


def _is_asked(situation: Situation) -> bool:
    """Tell whether the kind asks for these answers.

    A dead person's record can also go to a coroner, or be disclosed on judgement: no right of
    access is used then.
    """
    if situation.kind is Kind.DECEASED:
        codes = {row.code for row in situation.rows}
        law = situation.draft.basis.family in {None, BasisFamily.LAW}
        return law and (AFTER_DEATH in codes or not codes)
    return situation.kind is Kind.SUBJECT_ACCESS


def _on_life_and_death(situation: Situation, access: Access | None) -> Iterator[Finding]:
    """The living have rights under the UK GDPR, the dead have not (INV-26)."""
    if situation.person is None:
        return
    if situation.deceased and situation.kind is Kind.SUBJECT_ACCESS:
        yield Finding(code=Code.DECEASED, part="kind")
    if not situation.deceased and situation.kind is Kind.DECEASED:
        yield Finding(code=Code.DECEASED, part="kind")
    if access is None or access.type is None:
        return
    if situation.deceased is not (access.type is AccessType.AFTER_DEATH):
        yield Finding(code=Code.DECEASED, part="access.type")


def _on_posthumous_refusal(situation: Situation, access: Access | None) -> Iterator[Finding]:
    """What somebody noted to be kept closed after their death stays closed (B-17, AHRA s4(3)).

    A court's order opens it. Where no access is asked for as a right, so does any other demand the
    law makes, such as a coroner's notice.
    """
    person = situation.person
    if (
        person is None
        or not (situation.deceased and situation.discloses)
        or Flag.POSTHUMOUS_ACCESS_REFUSED not in person.flags
    ):
        return
    by_right = access is not None and access.type is AccessType.AFTER_DEATH
    by_right = by_right or any(row.code == AFTER_DEATH for row in situation.rows)
    if not by_right and situation.kind is not Kind.DECEASED:
        return
    demanded = any(row.effect is Effect.REQUIRED_ON_DEMAND for row in situation.rows)
    seen = situation.draft.basis.seen
    order = demanded and seen is EvidenceKind.SEALED_ORDER
    notice = demanded and not by_right and seen is not None and seen.compels
    if not (order or notice):
        yield Finding(code=Code.POSTHUMOUS_REFUSAL, part="access.type")


_FOR_SOMEBODY_ELSE = frozenset(
    {
        AccessType.BY_AGENT,
        AccessType.BY_PARENT,
        AccessType.BY_ATTORNEY,
        AccessType.AFTER_DEATH,
    }
)


def _unfinished(situation: Situation, access: Access) -> Iterator[Finding]:
    if access.type is None:
        yield Finding(code=Code.INCOMPLETE, part="access.type")
        return
    if situation.draft.request.received_on is None:
        yield Finding(code=Code.INCOMPLETE, part="request.received_on")
    if access.type is AccessType.AFTER_DEATH and access.applicant is None:
        yield Finding(code=Code.INCOMPLETE, part="access.applicant")
    refusal = situation.draft.refusal
    not_held = refusal is not None and RefusalReason.NOT_HELD in refusal.why
    looked = (situation.discloses or not_held) and access.type is not AccessType.AFTER_DEATH
    if access.type.sees_a_record and looked and not access.search.strip():
        yield Finding(code=Code.INCOMPLETE, part="access.search")
    if not situation.discloses:
        return
    if access.type in _FOR_SOMEBODY_ELSE and not access.authority.strip():
        yield Finding(code=Code.INCOMPLETE, part="access.authority")
    if access.applicant is Applicant.POSSIBLE_CLAIMANT and not access.relevance.strip():
        yield Finding(code=Code.INCOMPLETE, part="access.relevance")


def _times(situation: Situation, access: Access) -> Iterator[Finding]:
    received = situation.draft.request.received_on or date.min
    for part, day in (
        ("request.received_on", situation.draft.request.received_on),
        ("access.identity.received_on", access.identity.received_on),
        ("access.fee_paid_on", access.fee_paid_on),
        ("access.extension_told_on", access.extension_told_on),
        ("access.sent_on", access.sent_on),
    ):
        if day is not None and day > situation.today:
            yield Finding(code=Code.TIMES_OUT_OF_ORDER, part=part)
    if access.sent_on is not None and access.sent_on < received:
        yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="access.sent_on")


def _on_identity(situation: Situation, access: Access) -> Iterator[Finding]:
    """No answer goes out before it is settled who asks (INV-29); a complaint is answered anyway."""
    to_them = situation.draft.recipient.kind is PartyKind.SERVICE_USER
    if situation.discloses and access.type is AccessType.BY_THE_PERSON and not to_them:
        yield Finding(code=Code.IDENTITY_NOT_CHECKED, part="recipient.kind")
    if access.type is AccessType.COMPLAINT and not situation.draft.information.released:
        return
    sent = access.sent_on or (situation.made_on if situation.discloses else None)
    if sent is None:
        return
    identity = access.identity
    shown_late = (
        not identity.waived_because.strip()
        and identity.received_on is not None
        and identity.received_on > sent
    )
    if not identity.settled or shown_late:
        yield Finding(code=Code.IDENTITY_NOT_CHECKED, part="access.identity.received_on")


def _on_standing(situation: Situation, access: Access) -> Iterator[Finding]:
    """Whoever asks in another's name has to be entitled to (B-06, B-12)."""
    if not situation.discloses:
        return
    applicant = access.applicant
    dead = access.type is AccessType.AFTER_DEATH
    if dead and applicant is not None and not applicant.entitled:
        yield Finding(code=Code.APPLICANT_WITHOUT_STANDING, part="access.applicant")
    named = situation.case.representative
    if named is not None and access.type in _FOR_SOMEBODY_ELSE:
        need = Need(
            matter=Matter.RECORD_AFTER_DEATH if dead else Matter.ACCESS,
            nation=situation.nation,
            on=situation.decided_on,
            age=situation.age,
            died=situation.deceased,
        )
        yield from authority_findings(named, need, part="access.authority")
    elif access.type in {AccessType.BY_PARENT, AccessType.BY_ATTORNEY}:
        yield from _on_nobody_named(situation, access)


def _on_nobody_named(situation: Situation, access: Access) -> Iterator[Finding]:
    """A parent or an attorney has to be on record with a power that reaches this (INV-28).

    A child who is presumed able is asked first, for the right is the child's (DPA 2018 s208).
    """
    need = Need(
        matter=Matter.ACCESS,
        nation=situation.nation,
        on=situation.decided_on,
        age=situation.age,
        within_restrictions=True,
    )
    if not any(may_decide(each, need) for each in situation.case.representatives):
        yield Finding(code=Code.AUTHORITY_INVALID, part="access.authority")
    child = situation.draft.child or Child()
    able = presumed_able(situation.nation, situation.age)
    if access.type is AccessType.BY_PARENT and able and not child.views.strip():
        yield Finding(code=Code.INCOMPLETE, part="child.views")


def _on_extension(situation: Situation, access: Access) -> Iterator[Finding]:
    """An extension is told, with why, within the first month (article 12A, DL-02)."""
    received = situation.draft.request.received_on
    because = bool(access.extended_because.strip())
    if not because:
        if access.extension_told_on is not None:
            yield Finding(code=Code.INCOMPLETE, part="access.extended_because")
        return
    if access.extension_told_on is None:
        yield Finding(code=Code.INCOMPLETE, part="access.extension_told_on")
    elif received is not None:
        clock = access_clock(situation, access, received)
        notice, _ = extended_access(clock, working_days(situation))
        if notice.due is not None and access.extension_told_on > notice.due:
            yield Finding(code=Code.TIMES_OUT_OF_ORDER, part="access.extension_told_on")


_NOT_ABOUT_HEALTH = frozenset({InformationCategory.IDENTITY_CONTACT, InformationCategory.FINANCIAL})


def _on_opinion(situation: Situation, access: Access) -> Iterator[Finding]:
    """A controller that is no health professional asks one before health data goes out (B-18)."""
    if (
        situation.case.practice.is_health_professional
        or not situation.discloses
        or access.type is None
        or not access.type.sees_a_record
        or access.type is AccessType.AFTER_DEATH
    ):
        return
    categories = situation.draft.information.categories
    health = not categories or bool(set(categories) - _NOT_ABOUT_HEALTH)
    if health and not _counts(access.opinion, situation.made_on):
        yield Finding(code=Code.OPINION_NEEDED, part="access.opinion.by")


def _counts(opinion: Opinion | None, day: date) -> bool:
    """Tell whether an opinion is somebody's, says something, and is not older than six months."""
    return (
        opinion is not None
        and bool(opinion.by.strip())
        and bool(opinion.words.strip())
        and opinion.on is not None
        and opinion.on <= day <= months_after(opinion.on, OPINION_MONTHS)
    )


def _on_exemption(situation: Situation, access: Access, exemption: Exemption) -> Iterator[Finding]:
    """What is withheld rests on a row of the catalogue, is named, and has reasons."""
    row = situation.catalogue.find(exemption.code)
    dead = access.type is AccessType.AFTER_DEATH
    known = row is not None and (
        row.part is DataProtectionPart.EXEMPTION or (dead and row.code == AFTER_DEATH)
    )
    whole = known and exemption.item.strip() and exemption.reasons.strip()
    if not whole:
        yield Finding(code=Code.INCOMPLETE, part="access.exemptions")
    elif row is not None and row.unusable(situation.setting):
        yield Finding(code=Code.NOT_LAW_HERE, part="access.exemptions")
    opinion = exemption.opinion or access.opinion
    if exemption.code == SERIOUS_HARM and not _counts(opinion, situation.made_on):
        yield Finding(code=Code.SERIOUS_HARM_OPINION, part="access.exemptions")


def _on_withholding(situation: Situation, access: Access) -> Iterator[Finding]:
    """A living person's right is cut back by an exemption or by their own choice of scope only."""
    if (
        not situation.discloses
        or access.type is None
        or not access.type.sees_a_record
        or access.type is AccessType.AFTER_DEATH
        or access.scope_confirmed
    ):
        return
    information = situation.draft.information
    removed = information.third_parties is ThirdPartyReview.REMOVED
    codes = {exemption.code for exemption in access.exemptions}
    if (removed and OTHER_PEOPLE not in codes) or (information.withheld and not codes):
        yield Finding(code=Code.INCOMPLETE, part="access.exemptions")
