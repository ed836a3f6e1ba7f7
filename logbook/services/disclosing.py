# SPDX-License-Identifier: Apache-2.0
"""Deciding on a disclosure, and recording what was decided and done."""

from __future__ import annotations

from dataclasses import replace

from logbook.clock import Clock
from logbook.domain.assessment import Assessment, assess, complete
from logbook.domain.capacity import CapacityAssessment, CompetenceAssessment
from logbook.domain.case import Case
from logbook.domain.consent import Consent
from logbook.domain.consent_history import ConsentEvent
from logbook.domain.disclosure import Disclosure, DisclosureDraft, number_for
from logbook.domain.legal_basis import Catalogue
from logbook.domain.objection import Objection
from logbook.domain.people import ServiceUser
from logbook.domain.records import Act, Receipt
from logbook.domain.representative import Representative
from logbook.domain.series import Series
from logbook.services.reviewing import NotOnRecordError, Reviewing
from logbook.services.scribe import Scribe


class Disclosing:
    """Assesses drafts and records disclosures."""

    def __init__(
        self,
        scribe: Scribe,
        reviewing: Reviewing,
        clock: Clock,
        *,
        catalogue: Catalogue,
    ) -> None:
        self._scribe = scribe
        self._reviewing = reviewing
        self._clock = clock
        self._catalogue = catalogue

    def assess(self, draft: DisclosureDraft) -> Assessment:
        """Say what the rules say about a draft now."""
        return assess(self.case(draft), self._catalogue, self._clock.now(), self._clock.zone)

    def record(self, draft: DisclosureDraft) -> Receipt:
        """Record a disclosure, or a decision not to disclose; its draft goes.

        Raises:
            RecordRefusedError: a rule it must keep is broken; the draft is kept.
        """
        now = self._clock.now()
        year = now.astimezone(self._clock.zone).year
        disclosure = complete(
            self.case(draft),
            self._catalogue,
            number=number_for(year, self._reviewing.disclosures_recorded_in(year) + 1),
            now=now,
            zone=self._clock.zone,
        )
        choice = disclosure.decision.choice
        refused = choice is not None and not choice.discloses
        return self._scribe.write(
            Act.REFUSAL_RECORDED if refused else Act.DISCLOSURE_RECORDED,
            disclosure,
            at=now,
            done_draft=draft.id,
        )

    def case(self, draft: DisclosureDraft) -> Case:
        """Put beside a draft everything on record that the rules look at.

        Consents and earlier disclosures are given as they read with their amendments, and without
        those that were voided.
        """
        around = Case(
            draft=draft,
            practice=self._reviewing.practice(),
            practitioner=self._reviewing.practitioner(self._scribe.person),
            person=None,
            series=self._series(draft),
        )
        if draft.service_user is None:
            return around
        known = self._reviewing.dossier(draft.service_user)
        return replace(
            around,
            person=next(iter(known.all(ServiceUser)), None),
            consents=known.standing(Consent),
            events=known.all(ConsentEvent),
            representatives=known.all(Representative),
            capacities=tuple(reversed(known.all(CapacityAssessment))),
            competences=tuple(reversed(known.all(CompetenceAssessment))),
            objections=known.all(Objection),
            earlier=known.standing(Disclosure),
        )

    def _series(self, draft: DisclosureDraft) -> Series | None:
        if draft.series is None:
            return None
        try:
            return self._reviewing.series(draft.series)
        except NotOnRecordError:
            return None
