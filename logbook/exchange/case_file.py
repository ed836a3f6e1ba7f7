# SPDX-License-Identifier: Apache-2.0
"""A case as a file: a person, what they consented to, and one disclosure, half finished or whole.

The format is the drafts of the domain in TOML (`resources/schema/case.json`). Two things differ.
Nothing in it bears an identity: a person is known by their reference, a consent by its label in
the file. And a time without an offset is a time on the practice's wall.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.domain.consent import ConsentDraft, ConsentScope, Explanation, Giving, Period
from logbook.domain.disclosure import (
    AdviceEntry,
    Basis,
    Decision,
    DisclosureDraft,
    Information,
    Purpose,
    Request,
    Transmission,
)
from logbook.domain.findings import Answer, Code
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.notification import Telling
from logbook.domain.party import Party
from logbook.domain.people import CommunicationNeed, Flag, SafeContact, ServiceUser
from logbook.domain.practice import Nation
from logbook.exchange.moments import NoSuchTimeError, in_zone
from logbook.exchange.toml_file import CaseFileError, read_toml
from logbook.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInCase:
    """Who it is about. The reference is enough for somebody who is on record."""

    reference: str
    name: str = ""
    known_as: str = ""
    born: date | None = None
    nation: Nation | None = None
    address: str = ""
    phone: str = ""
    email: str = ""
    safe_contact: SafeContact = field(default_factory=SafeContact)
    needs: tuple[CommunicationNeed, ...] = ()
    flags: tuple[Flag, ...] = ()

    def service_user(self, identity: UUID, *, at_home_in: Nation) -> ServiceUser:
        """Give the person as one who is new to the logbook."""
        return ServiceUser(
            id=identity,
            reference=self.reference,
            name=self.name,
            known_as=self.known_as,
            born=self.born,
            nation=self.nation or at_home_in,
            address=self.address,
            phone=self.phone,
            email=self.email,
            safe_contact=self.safe_contact,
            needs=self.needs,
            flags=self.flags,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentInCase:
    """A consent of the person."""

    label: str
    """The name by which the disclosure of this file refers to it."""
    scope: ConsentScope = field(default_factory=ConsentScope)
    explanation: Explanation = field(default_factory=Explanation)
    giving: Giving = field(default_factory=Giving)
    period: Period = field(default_factory=Period)
    answers: tuple[Answer, ...] = ()

    def draft(self, identity: UUID, person: UUID) -> ConsentDraft:
        """Give the consent as a draft about a person."""
        return ConsentDraft(
            id=identity,
            service_user=person,
            scope=self.scope,
            explanation=self.explanation,
            giving=self.giving,
            period=self.period,
            answers=self.answers,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisInCase:
    """The ground the disclosure rests on."""

    family: BasisFamily | None = None
    consent: str = ""
    """The label of a consent of this file; empty: the best one on record."""
    legal_basis: str = ""
    evidence: str = ""
    why_without_consent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureInCase:
    """The disclosure, as far as it goes."""

    nation: Nation | None = None
    request: Request = field(default_factory=Request)
    recipient: Party = field(default_factory=Party)
    purpose: Purpose = field(default_factory=Purpose)
    information: Information = field(default_factory=Information)
    basis: BasisInCase = field(default_factory=BasisInCase)
    advice: tuple[AdviceEntry, ...] = ()
    decision: Decision = field(default_factory=Decision)
    transmission: Transmission = field(default_factory=Transmission)
    telling: Telling = field(default_factory=Telling)
    answers: tuple[Answer, ...] = ()

    def draft(self, identity: UUID, person: UUID, consent: UUID | None) -> DisclosureDraft:
        """Give the disclosure as a draft about a person, resting on a consent if on any."""
        return DisclosureDraft(
            id=identity,
            service_user=person,
            nation=self.nation,
            request=self.request,
            recipient=self.recipient,
            purpose=self.purpose,
            information=self.information,
            basis=Basis(
                family=self.basis.family,
                consent=consent,
                legal_basis=self.basis.legal_basis,
                evidence=self.basis.evidence,
                why_without_consent=self.basis.why_without_consent,
            ),
            advice=self.advice,
            decision=self.decision,
            transmission=self.transmission,
            telling=self.telling,
            answers=self.answers,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the rules are expected to say: for cases that are tests or teach."""

    at: datetime
    """The time the case is assessed at."""
    ready: bool
    findings: tuple[Code, ...] = ()
    """Each code once, in the order of the form."""
    restricted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case: the person, their consents, one disclosure."""

    person: PersonInCase
    disclosure: DisclosureInCase
    consent: tuple[ConsentInCase, ...] = ()
    title: str = ""
    expected: Expected | None = None


def read_case(path: Path, zone: ZoneInfo) -> CaseFile:
    """Read a case; times without an offset are read in `zone`.

    Raises:
        CaseFileError: the file cannot be used; it says where and why.
    """
    case = read_toml(path, CaseFile)
    labels = [consent.label for consent in case.consent]
    if len(set(labels)) < len(labels):
        raise CaseFileError(path.name, "consent", _("Two consents have the same label."))
    wanted = case.disclosure.basis.consent
    if wanted and wanted not in labels:
        raise CaseFileError(
            path.name, "disclosure.basis.consent", _("The file has no consent of this label.")
        )
    try:
        return in_zone(case, zone)
    except NoSuchTimeError as error:
        problem = _("A time in the file never was: the clocks were put forward over it.")
        raise CaseFileError(path.name, "", problem) from error
