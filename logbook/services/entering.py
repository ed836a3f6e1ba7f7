# SPDX-License-Identifier: Apache-2.0
"""Entering a case from a file: the drafts of a window without the window, then its own services.

A case is kept as drafts first, just as it would be while somebody types. Entered twice, it is kept
once and recorded once: what the logbook holds already is recognised by what it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from logbook.clock import Clock
from logbook.domain.acts import OnFile
from logbook.domain.assessment import Assessment, assess
from logbook.domain.case import Case
from logbook.domain.consent import ConsentDraft
from logbook.domain.disclosure import Disclosure, DisclosureDraft
from logbook.domain.drafts import Draft, KeptDraft
from logbook.domain.findings import Finding, RecordRefusedError
from logbook.domain.legal_basis import Catalogue
from logbook.domain.people import ServiceUser
from logbook.domain.practice import Practice, Practitioner
from logbook.domain.records import Receipt
from logbook.domain.text import tidied
from logbook.exchange.case_file import WrittenCase
from logbook.exchange.judging import events_of, findings_around, resting_on_best, surroundings
from logbook.exchange.toml_file import CaseFileError
from logbook.i18n import _
from logbook.services.consenting import Consenting
from logbook.services.disclosing import Disclosing
from logbook.services.drafting import Drafting
from logbook.services.enrolling import Enrolling
from logbook.services.keeping import Keeping
from logbook.services.recognising import Recognising, same_disclosure, same_draft
from logbook.services.reviewing import Reviewing

_Kind = TypeVar("_Kind", DisclosureDraft, ConsentDraft, ServiceUser)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredCase:
    """A case with its identities in this logbook, and what the rules say about it."""

    person: ServiceUser | None
    is_new_person: bool
    new: WrittenCase
    """The case without what is on record already."""
    draft: DisclosureDraft
    findings: tuple[Finding, ...]
    """On the person, what surrounds the disclosure, and the disclosure, in this order."""
    assessment: Assessment
    recorded: Disclosure | None
    """The disclosure, if this very case is on record already."""

    @property
    def new_consents(self) -> tuple[ConsentDraft, ...]:
        """The consents that are not on record yet, in the order in which they are recorded."""
        return tuple(consent.draft for consent in reversed(self.new.consent))

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
    keeping: Keeping
    disclosing: Disclosing
    drafting: Drafting

    def enter(self, case: WrittenCase) -> EnteredCase:
        """Keep a case as drafts and say what the rules say about it.

        Raises:
            CaseFileError: the reference of the person belongs to somebody else on record, or an
                earlier disclosure it names is not on record.
            VaultError: the drafts could not be kept.
        """
        case, is_new_person = self._with_person(tidied(case))
        recognising = Recognising(reviewing=self.reviewing, drafting=self.drafting)
        case, new = recognising.recognised(case)
        around = self._around(case, new)
        draft = resting_on_best(around, self.catalogue, self.clock.now(), self.clock.zone)
        draft = self._as_kept(draft)
        around = replace(around, draft=draft)
        now, zone = self.clock.now(), self.clock.zone
        assessment = assess(around, self.catalogue, now, zone)
        recorded = self._recorded(case, assessment.draft)
        if recorded is None:
            person = [case.person] if is_new_person and case.person is not None else []
            self._keep(*person, *(consent.draft for consent in reversed(new.consent)), draft)
        told = replace(new, person=case.person if is_new_person else None)
        return EnteredCase(
            person=case.person,
            is_new_person=is_new_person,
            new=new,
            draft=draft,
            findings=(*findings_around(told, around, now, zone), *assessment.findings),
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
        return tuple(self._receipts(entered))

    def _receipts(self, entered: EnteredCase) -> Iterator[Receipt]:
        new = entered.new
        if entered.is_new_person and entered.person is not None:
            yield self.enrolling.add(entered.person)
        deciding: tuple[OnFile, ...] = (*new.representative, *new.capacity, *new.competence)
        for part in deciding:
            yield self.keeping.keep(part)
        for consent in entered.new_consents:
            yield self.consenting.record(consent)
        since: tuple[OnFile, ...] = (*events_of(new), *new.objection)
        for part in since:
            yield self.keeping.keep(part)
        if new.series is not None:
            yield self.keeping.keep(new.series)
        yield self.disclosing.record(entered.draft)

    def _with_person(self, case: WrittenCase) -> tuple[WrittenCase, bool]:
        """Give a case with its person as they are on record or kept, and whether they are new."""
        wanted = case.person
        if wanted is None:
            return case, False
        if case.at_home:
            wanted = replace(wanted, nation=self.practice.nation)
        found = self.reviewing.of_reference(wanted.reference)
        if found is None:
            kept = (one.id for one in self._kept(ServiceUser) if one.reference == wanted.reference)
            person = replace(wanted, id=next(kept, wanted.id))
            return case.about(person), True
        names_differ = bool(wanted.name) and wanted.name != found.name
        dates_differ = None not in {wanted.born, found.born} and wanted.born != found.born
        if names_differ or dates_differ:
            problem = _("This reference belongs to somebody else in the logbook.")
            raise CaseFileError(case.file, "person.reference", problem)
        return case.about(found), False

    def _around(self, case: WrittenCase, new: WrittenCase) -> Case:
        """Give the case as it will stand: what is on record, and what could be put on record."""
        there = self.disclosing.case(case.disclosure)
        added = surroundings(
            new, self.practice, self.practitioner, self.clock.now(), self.clock.zone
        )
        known = {one.id for one in (*added.consents, *there.consents)}
        return replace(
            there,
            person=case.person,
            consents=(*added.consents, *there.consents),
            events=(
                *there.events,
                *(event for event in events_of(new) if event.consent in known),
            ),
            representatives=(*there.representatives, *added.representatives),
            capacities=(*added.capacities, *there.capacities),
            competences=(*added.competences, *there.competences),
            objections=(*there.objections, *added.objections),
            series=there.series or added.series,
        )

    def _recorded(self, case: WrittenCase, draft: DisclosureDraft) -> Disclosure | None:
        if case.person is None:
            return None
        for line in self.reviewing.disclosures_of(case.person.id, limit=10_000):
            disclosure = self.reviewing.disclosure(line.object)
            if same_disclosure(disclosure, draft):
                return disclosure
        return None

    def _as_kept(self, draft: DisclosureDraft) -> DisclosureDraft:
        kept = (one.id for one in self._kept(DisclosureDraft) if same_draft(one, draft))
        return replace(draft, id=next(kept, draft.id))

    def _kept(self, kind: type[_Kind]) -> Iterator[_Kind]:
        for line in self.drafting.all():
            kept = self.drafting.find(line.id)
            if kept is not None and isinstance(kept.draft, kind):
                yield kept.draft

    def _keep(self, *drafts: Draft) -> None:
        for draft in drafts:
            self.drafting.keep(KeptDraft(draft=draft))
