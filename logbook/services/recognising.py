# SPDX-License-Identifier: Apache-2.0
"""Recognising what of a case is on record, or kept as a draft, by what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from logbook.domain.consent import Consent, ConsentDraft
from logbook.domain.disclosure import Disclosure, DisclosureDraft
from logbook.domain.text import tidied
from logbook.exchange.case_file import WrittenCase
from logbook.exchange.identities import with_identities, without_identities
from logbook.exchange.toml_file import CaseFileError
from logbook.i18n import _
from logbook.services.drafting import Drafting
from logbook.services.reviewing import NotOnRecordError, Reviewing

_NOT_SAID = frozenset({"id", "recorded_by", "recorded_at", "event"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognising:
    """Finds the parts of a case in a logbook."""

    reviewing: Reviewing
    drafting: Drafting

    def recognised(self, case: WrittenCase) -> tuple[WrittenCase, WrittenCase]:
        """Give a case with the identities its parts have here, and the same without what is there.

        Raises:
            CaseFileError: an earlier disclosure that is named is not on record.
        """
        case = self._with_earlier(case)
        person = case.person
        if person is None:
            return case, case
        there = self.reviewing
        new = case
        for section, found in (
            ("representative", there.representatives_of),
            ("capacity", there.capacities_of),
            ("competence", there.competences_of),
            ("consent", there.consents_of),
            ("objection", there.objections_of),
        ):
            case, new = self._section(case, new, section, found(person.id))
        case, new = self._with_events(case, new, person.id)
        return self._with_series(case, new, person.id)

    def _section(
        self, case: WrittenCase, new: WrittenCase, section: str, there: Iterable[Any]
    ) -> tuple[WrittenCase, WrittenCase]:
        """Recognise the parts of a section one by one; each is held against each once."""
        known = {_said(one): one.id for one in there}
        drafts = self._drafts() if section == "consent" else {}
        others, missing = {}, []
        for part in getattr(case, section):
            said = _said(part)
            found = known.get(said) or drafts.get(said)
            if found is not None:
                others[part.id] = found
            if said not in known:
                missing.append(found or part.id)
        case = with_identities(case, others)
        left = tuple(part for part in getattr(case, section) if part.id in missing)
        rest: dict[str, Any] = {section: left}
        return case, replace(with_identities(new, others), **rest)

    def _drafts(self) -> dict[str, UUID]:
        found = {}
        for line in self.drafting.all():
            kept = self.drafting.find(line.id)
            if kept is not None and isinstance(kept.draft, ConsentDraft):
                found[_said(kept.draft)] = kept.draft.id
        return found

    def _with_events(
        self, case: WrittenCase, new: WrittenCase, person: UUID
    ) -> tuple[WrittenCase, WrittenCase]:
        """Leave out the events that are on record; those of a consent on record stay alone."""
        known = {_said(event) for event in self.reviewing.events_of(person)}
        unknown = {consent.id for consent in new.consent}
        missing = tuple(
            event
            for consent in case.consent
            if consent.id not in unknown
            for event in consent.event
            if _said(event) not in known
        )
        return case, replace(new, since=missing)

    def _with_series(
        self, case: WrittenCase, new: WrittenCase, person: UUID
    ) -> tuple[WrittenCase, WrittenCase]:
        if case.series is None:
            return case, new
        said = _said(case.series)
        for series in self.reviewing.series_of(person):
            if _said(series) == said:
                others = {case.series.id: series.id}
                return with_identities(case, others), replace(
                    with_identities(new, others), series=None
                )
        return case, new

    def _with_earlier(self, case: WrittenCase) -> WrittenCase:
        """Give the earlier disclosures the identities they have on record."""
        others = {}
        for place, one in enumerate(case.earlier, 1):
            others[one.id] = self._numbered(one.number, case, f"earlier[{place}].number")
        return replace(with_identities(case, others), earlier=())

    def _numbered(self, number: str, case: WrittenCase, part: str) -> UUID:
        person = case.person
        try:
            found = self.reviewing.disclosure(self.reviewing.numbered(number).object)
        except NotOnRecordError as error:
            raise _not_there(case, part) from error
        if person is None or found.service_user != person.id:
            raise _not_there(case, part)
        return found.id


def same_disclosure(disclosure: Disclosure, draft: DisclosureDraft) -> bool:
    """Tell whether a record says what a draft says, once everything is filled in."""
    tidy = tidied(draft)
    return all(getattr(disclosure, part) == getattr(tidy, part) for part in _BOTH)


def same_draft(one: DisclosureDraft, other: DisclosureDraft) -> bool:
    """Tell whether two drafts say the same; what they refer to may not be on record yet."""
    return _plain(one) == _plain(other)


_BOTH = tuple(
    each.name
    for each in fields(DisclosureDraft)
    if each.name not in {"id", "kind", "nation"}
    and each.name in {part.name for part in fields(Disclosure)}
)


def _plain(draft: DisclosureDraft) -> object:
    keep = frozenset({draft.service_user} if draft.service_user is not None else ())
    return without_identities(replace(tidied(draft), id=UUID(int=0)), keep=keep)


def _said(part: Any) -> str:
    """Give what a part says, whichever of its forms it stands in: the same for all of them."""
    # A consent in a file, kept and recorded are three types with the same groups.
    names = _CONSENT if isinstance(part, Consent | ConsentDraft) else [f.name for f in fields(part)]
    said = tidied(part)
    return repr([(name, getattr(said, name)) for name in names if name not in _NOT_SAID])


_CONSENT = ("service_user", "scope", "explanation", "giving", "period", "answers")


def _not_there(case: WrittenCase, part: str) -> CaseFileError:
    return CaseFileError(
        case.file, part, _("There is no disclosure of this number about this person on record.")
    )
