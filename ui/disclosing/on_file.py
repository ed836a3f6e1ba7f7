# SPDX-License-Identifier: Apache-2.0
"""What is on record of the person a disclosure is about, for its answers to point to."""

from __future__ import annotations

from uuid import UUID

from logbook.app import Logbook
from logbook.domain.access import AccessType
from logbook.domain.disclosure import Disclosure, DisclosureDraft
from logbook.domain.legal_basis import DataProtectionPart, LegalBasis
from logbook.domain.practice import Nation
from logbook.wording.record_words import RecordsOnFile

_AFTER_DEATH = "LB-AHRA"
"""The row that says what may be kept back from whoever asks after a death."""


def records_on_file(logbook: Logbook, entry: DisclosureDraft | Disclosure) -> RecordsOnFile:
    """Read what is on record of the person, and by what a part of their record may be withheld."""
    exemptions = _exemptions(logbook, entry, entry.nation or logbook.practice.nation)
    person: UUID | None = entry.service_user
    if person is None:
        return RecordsOnFile(exemptions=exemptions)
    reviewing = logbook.reviewing
    return RecordsOnFile(
        representatives=reviewing.representatives_of(person),
        capacities=reviewing.capacities_of(person),
        competences=reviewing.competences_of(person),
        series=reviewing.series_of(person),
        earlier=tuple(
            each for each in reviewing.earlier_disclosures_of(person) if each.id != entry.id
        ),
        exemptions=exemptions,
    )


def _exemptions(
    logbook: Logbook, entry: DisclosureDraft | Disclosure, nation: Nation
) -> tuple[LegalBasis, ...]:
    dead = entry.access is not None and entry.access.type is AccessType.AFTER_DEATH
    return tuple(
        row
        for row in logbook.catalogue.rows
        if row.holds_in(nation)
        and (row.part is DataProtectionPart.EXEMPTION or (dead and row.code == _AFTER_DEATH))
    )
