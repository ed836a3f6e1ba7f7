# SPDX-License-Identifier: Apache-2.0
"""Records an answer can point to, in words: who decides, what was assessed, which series."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.domain.capacity import CapacityAssessment, CompetenceAssessment
from logbook.domain.disclosure import Disclosure
from logbook.domain.legal_basis import LegalBasis
from logbook.domain.representative import Representative
from logbook.domain.series import Series
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label

Assessed = CapacityAssessment | CompetenceAssessment
Pointed = Representative | Assessed | Series | Disclosure


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsOnFile:
    """What is on record of a person, and what the law offers, for an answer to point to."""

    representatives: tuple[Representative, ...] = ()
    capacities: tuple[CapacityAssessment, ...] = ()
    competences: tuple[CompetenceAssessment, ...] = ()
    series: tuple[Series, ...] = ()
    earlier: tuple[Disclosure, ...] = ()
    """What was decided before about the person, the latest first."""
    exemptions: tuple[LegalBasis, ...] = ()
    """The rows of the catalogue by which a part of a record may be withheld."""

    @property
    def all(self) -> tuple[Pointed, ...]:
        """Every record, whatever it is."""
        return (
            *self.representatives,
            *self.capacities,
            *self.competences,
            *self.series,
            *self.earlier,
        )

    def names(self, zone: ZoneInfo) -> Mapping[UUID | str, str]:
        """Give what each record and each row is called, by its identity or code."""
        names: dict[UUID | str, str] = {
            each.id: f"{title(each, zone)}. {details(each)}".rstrip(". ") for each in self.all
        }
        names.update((row.code, f"{row.title} ({row.citation})") for row in self.exemptions)
        return names


NOTHING_ON_FILE = RecordsOnFile()


def title(record: Pointed, zone: ZoneInfo) -> str:
    """Name a record in one line."""
    if isinstance(record, Representative):
        who = _said((record.name, record.relationship), ", ")
        return _("{who}: {authority}").format(who=who, authority=label(record.authority))
    if isinstance(record, Series):
        return _("{purpose}, to {recipient}").format(
            purpose=record.purpose, recipient=record.recipient.shown
        )
    if isinstance(record, Disclosure):
        return _("{number} of {day}, to {recipient}").format(
            number=record.number,
            day=day_in_words(record.recorded_at.astimezone(zone).date()),
            recipient=record.recipient.shown or _("nobody named"),
        )
    return _("{conclusion}, {day}").format(
        conclusion=label(record.conclusion),
        day=day_in_words(record.at.astimezone(zone).date()),
    )


def details(record: Pointed) -> str:
    """Say in another line what tells a record from its like."""
    if isinstance(record, Representative):
        return _said((_shown_by(record), record.restrictions, _span(record)), ". ")
    if isinstance(record, Series):
        began = _("Since {day}").format(day=day_in_words(record.starts_on))
        ended = (
            _("ended on {day}").format(day=day_in_words(record.ended_on)) if record.ended_on else ""
        )
        return _said((label(record.rhythm), began, ended), ". ")
    if isinstance(record, Disclosure):
        choice = record.decision.choice
        return _said((label(choice) if choice is not None else "", record.purpose.words), ". ")
    return _("{decision}. Assessed by {assessor}").format(
        decision=record.decision.rstrip("."), assessor=record.assessor
    )


def _shown_by(representative: Representative) -> str:
    evidence = representative.evidence
    if not evidence.seen or evidence.seen_on is None:
        return _("Nothing was seen that shows it")
    return _("{document}, seen on {day}").format(
        document=evidence.document, day=day_in_words(evidence.seen_on)
    )


def _span(representative: Representative) -> str:
    if representative.valid_to is None:
        return ""
    return _("Holds until {day}").format(day=day_in_words(representative.valid_to))


def _said(words: Iterable[str], between: str) -> str:
    return between.join(part.strip().rstrip(".") for part in words if part.strip())
