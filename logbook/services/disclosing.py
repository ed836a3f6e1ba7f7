# SPDX-License-Identifier: Apache-2.0
"""Deciding on a disclosure, and recording what was decided and done."""

from __future__ import annotations

from logbook.clock import Clock
from logbook.domain.assessment import Assessment, Case, assess, complete
from logbook.domain.disclosure import Choice, DisclosureDraft, number_for
from logbook.domain.legal_basis import Catalogue
from logbook.domain.practice import Practice, Practitioner
from logbook.domain.records import Act, Receipt
from logbook.services.reviewing import Reviewing
from logbook.services.scribe import Scribe


class Disclosing:
    """Assesses drafts and records disclosures."""

    def __init__(
        self,
        scribe: Scribe,
        reviewing: Reviewing,
        clock: Clock,
        *,
        practice: Practice,
        practitioner: Practitioner,
        catalogue: Catalogue,
    ) -> None:
        self._scribe = scribe
        self._reviewing = reviewing
        self._clock = clock
        self._practice = practice
        self._practitioner = practitioner
        self._catalogue = catalogue

    def assess(self, draft: DisclosureDraft) -> Assessment:
        """Say what the rules say about a draft now."""
        return assess(self._case(draft), self._catalogue, self._clock.now(), self._clock.zone)

    def record(self, draft: DisclosureDraft) -> Receipt:
        """Record a disclosure, or a decision not to disclose; its draft goes.

        Raises:
            RecordRefusedError: a rule it must keep is broken; the draft is kept.
        """
        now = self._clock.now()
        year = now.astimezone(self._clock.zone).year
        disclosure = complete(
            self._case(draft),
            self._catalogue,
            number=number_for(year, self._reviewing.disclosures_recorded_in(year) + 1),
            now=now,
            zone=self._clock.zone,
        )
        refused = disclosure.decision.choice is Choice.REFUSE
        return self._scribe.write(
            Act.REFUSAL_RECORDED if refused else Act.DISCLOSURE_RECORDED,
            disclosure,
            at=now,
            done_draft=draft.id,
        )

    def _case(self, draft: DisclosureDraft) -> Case:
        person = draft.service_user
        return Case(
            draft=draft,
            practice=self._practice,
            practitioner=self._practitioner,
            person=self._reviewing.person(person) if person is not None else None,
            consents=self._reviewing.consents_of(person) if person is not None else (),
        )
