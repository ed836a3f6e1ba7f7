# SPDX-License-Identifier: Apache-2.0
"""Recording what a service user agreed to."""

from __future__ import annotations

from logbook.clock import Clock
from logbook.domain.consent import (
    ConsentDecision,
    ConsentDraft,
    complete_consent,
    findings_on_consent,
)
from logbook.domain.findings import Code, Finding, RecordRefusedError
from logbook.domain.records import Act, Receipt
from logbook.services.reviewing import Reviewing
from logbook.services.scribe import Scribe


class Consenting:
    """Records consents."""

    def __init__(self, scribe: Scribe, reviewing: Reviewing, clock: Clock) -> None:
        self._scribe = scribe
        self._reviewing = reviewing
        self._clock = clock

    def findings(self, draft: ConsentDraft) -> tuple[Finding, ...]:
        """Tell what stands in the way of a draft today."""
        return findings_on_consent(
            draft, today=self._clock.now().astimezone(self._clock.zone).date()
        )

    def record(self, draft: ConsentDraft) -> Receipt:
        """Record a consent, or that it was asked for or refused; its draft goes.

        Raises:
            RecordRefusedError: a rule it must keep is broken, or the person is not on record; the
                draft is kept.
        """
        now = self._clock.now()
        consent = complete_consent(
            draft,
            recorded_by=self._scribe.person,
            now=now,
            today=now.astimezone(self._clock.zone).date(),
        )
        if self._reviewing.person(consent.service_user) is None:
            raise RecordRefusedError((Finding(code=Code.NO_SERVICE_USER, part="service_user"),))
        decision = consent.giving.decision
        given = decision is ConsentDecision.GIVEN
        act = Act.CONSENT_RECORDED if given else Act(f"consent.{decision.value}")
        return self._scribe.write(act, consent, at=now, done_draft=draft.id)
