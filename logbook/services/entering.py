# SPDX-License-Identifier: Apache-2.0
"""Entering a case from a file: the drafts of a window without the window, then its own services.

A case is kept as drafts first, just as it would be while somebody types. Entered twice, it is kept
once and recorded once: what the logbook holds already is recognised by what it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID, uuid4

from logbook.clock import Clock
from logbook.domain.assessment import Assessment, Case, assess
from logbook.domain.consent import (
    Consent,
    ConsentDraft,
    complete_consent,
)
from logbook.domain.disclosure import Disclosure, DisclosureDraft
from logbook.domain.drafts import Draft, KeptDraft
from logbook.domain.findings import Finding, RecordRefusedError
from logbook.domain.legal_basis import BasisFamily, Catalogue
from logbook.domain.lines import LineKind
from logbook.domain.people import ServiceUser, findings_on_person
from logbook.domain.practice import Practice, Practitioner
from logbook.domain.records import Receipt
from logbook.domain.text import tidied
from logbook.exchange.case_file import CaseFile
from logbook.exchange.toml_file import CaseFileError
from logbook.i18n import _
from logbook.services.consenting import Consenting
from logbook.services.disclosing import Disclosing
from logbook.services.drafting import Drafting
from logbook.services.enrolling import Enrolling
from logbook.services.reviewing import Reviewing

_PAGE = 256
_ALL = 10_000

_Kind = TypeVar("_Kind", DisclosureDraft, ConsentDraft, ServiceUser)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredCase:
    """A case with its identities in this logbook, and what the rules say about it."""

    person: ServiceUser
    is_new_person: bool
    new_consents: tuple[ConsentDraft, ...]
    draft: DisclosureDraft
    findings: tuple[Finding, ...]
    """On the person, the consents and the disclosure, in this order."""
    assessment: Assessment
    recorded: Disclosure | None
    """The disclosure, if this very case is on record already."""

    @property
    def ready(self) -> bool:
        """Whether all of the case can be recorded."""
        return not any(found.blocks for found in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entering:
    """Enters cases into an open logbook."""

    practice: Practice
    practitioner: Practitioner
    catalogue: Catalogue
    clock: Clock
    reviewing: Reviewing
    enrolling: Enrolling
    consenting: Consenting
    disclosing: Disclosing
    drafting: Drafting

    def enter(self, case: CaseFile, *, file: str = "") -> EnteredCase:
        """Keep a case as drafts and say what the rules say about it.

        Args:
            case: The case.
            file: The name of its file, for errors.

        Raises:
            CaseFileError: the reference of the person belongs to somebody else on record.
            VaultError: the drafts could not be kept.
        """
        person, is_new_person = self._person(case, file)
        consents = self._consents(case, person.id)
        on_record = self.reviewing.consents_of(person.id)
        known = {consent.id for consent in on_record}
        new = tuple(consent for consent in consents if consent.id not in known)
        labels = [consent.label for consent in case.consent]
        named = dict(zip(labels, (one.id for one in consents), strict=True))
        labelled = named.get(case.disclosure.basis.consent)
        around = Case(
            draft=case.disclosure.draft(uuid4(), person.id, labelled),
            practice=self.practice,
            practitioner=self.practitioner,
            person=person,
            consents=(*self._would_be(new), *on_record),
        )
        draft = self._as_kept(self._resting_on_best(around, labelled))
        recorded = self._recorded(draft)
        if recorded is None:
            self._keep(*([person] if is_new_person else []), *new, draft)
        assessment = self._assess(replace(around, draft=draft))
        return EnteredCase(
            person=person,
            is_new_person=is_new_person,
            new_consents=new,
            draft=draft,
            findings=(
                *(findings_on_person(person) if is_new_person else ()),
                *(found for consent in new for found in self.consenting.findings(consent)),
                *assessment.findings,
            ),
            assessment=assessment,
            recorded=recorded,
        )

    def record(self, entered: EnteredCase) -> tuple[Receipt, ...]:
        """Record what of a case is new, the disclosure last; its drafts go.

        Raises:
            RecordRefusedError: a rule is broken; nothing was recorded and the drafts are kept.
            VaultError: what was recorded before is kept; entering the case again goes on there.
        """
        assert entered.recorded is None, "what is on record is not recorded again"
        if not entered.ready:
            raise RecordRefusedError(tuple(found for found in entered.findings if found.blocks))
        person = [self.enrolling.add(entered.person)] if entered.is_new_person else []
        consents = [self.consenting.record(draft) for draft in entered.new_consents]
        return (*person, *consents, self.disclosing.record(entered.draft))

    def _person(self, case: CaseFile, file: str) -> tuple[ServiceUser, bool]:
        wanted = case.person.service_user(uuid4(), at_home_in=self.practice.nation)
        found = self._on_record(tidied(wanted).reference)
        if found is None:
            kept = (one.id for one in self._kept(ServiceUser) if one.reference == wanted.reference)
            return replace(wanted, id=next(kept, wanted.id)), True
        names_differ = bool(wanted.name) and tidied(wanted).name != found.name
        dates_differ = None not in {wanted.born, found.born} and wanted.born != found.born
        if names_differ or dates_differ:
            problem = _("This reference belongs to somebody else in the logbook.")
            raise CaseFileError(file, "person.reference", problem)
        return found, False

    def _on_record(self, reference: str) -> ServiceUser | None:
        rows = self.reviewing.order_of(LineKind.SERVICE_USER)
        for start in range(0, len(rows), _PAGE):
            for line in self.reviewing.lines_at(rows[start : start + _PAGE]):
                if line.number == reference:
                    return self.reviewing.person(line.object)
        return None

    def _consents(self, case: CaseFile, person: UUID) -> tuple[ConsentDraft, ...]:
        """Give the consents of a case, each with the identity it has on record or as a draft."""
        on_record = {_said(one, _CONSENT): one.id for one in self.reviewing.consents_of(person)}
        kept = {_said(one, _CONSENT): one.id for one in self._kept(ConsentDraft)}
        drafts = [consent.draft(uuid4(), person) for consent in case.consent]
        return tuple(
            replace(draft, id=(on_record | kept).get(_said(draft, _CONSENT), draft.id))
            for draft in drafts
        )

    def _recorded(self, draft: DisclosureDraft) -> Disclosure | None:
        assert draft.service_user is not None, "a case names its person"
        for line in self.reviewing.disclosures_of(draft.service_user, limit=_ALL):
            disclosure = self.reviewing.disclosure(line.object)
            if _said(disclosure, _DISCLOSURE) == _said(draft, _DISCLOSURE):
                return disclosure
        return None

    def _as_kept(self, draft: DisclosureDraft) -> DisclosureDraft:
        said = _said(draft, _DISCLOSURE)
        kept = (one.id for one in self._kept(DisclosureDraft) if _said(one, _DISCLOSURE) == said)
        return replace(draft, id=next(kept, draft.id))

    def _kept(self, kind: type[_Kind]) -> Iterator[_Kind]:
        for line in self.drafting.all():
            kept = self.drafting.find(line.id)
            if kept is not None and isinstance(kept.draft, kind):
                yield kept.draft

    def _keep(self, *drafts: Draft) -> None:
        for draft in drafts:
            self.drafting.keep(KeptDraft(draft=draft))

    def _resting_on_best(self, around: Case, labelled: UUID | None) -> DisclosureDraft:
        """Let a disclosure by consent that names none rest on the best there is."""
        draft = around.draft
        if draft.basis.family is not BasisFamily.CONSENT or labelled is not None:
            return draft
        offers = self._assess(around).consents
        best = offers[0].consent.id if offers else None
        return replace(draft, basis=replace(draft.basis, consent=best))

    def _assess(self, around: Case) -> Assessment:
        return assess(around, self.catalogue, self.clock.now(), self.clock.zone)

    def _would_be(self, drafts: tuple[ConsentDraft, ...]) -> Iterator[Consent]:
        """Give the consents that can be recorded as if they were."""
        now = self.clock.now()
        for draft in drafts:
            if not any(found.blocks for found in self.consenting.findings(draft)):
                yield complete_consent(
                    draft,
                    recorded_by=self.practitioner.id,
                    now=now,
                    today=now.astimezone(self.clock.zone).date(),
                )


_CONSENT = ("scope", "explanation", "giving", "period", "answers")
_DISCLOSURE = (
    "service_user",
    "request",
    "recipient",
    "purpose",
    "information",
    "basis",
    "advice",
    "decision",
    "transmission",
    "telling",
    "answers",
)


def _said(value: object, parts: tuple[str, ...]) -> tuple[object, ...]:
    """Give what a record or its draft says, without its identity: the same for both."""
    return tuple(getattr(tidied(value), part) for part in parts)
