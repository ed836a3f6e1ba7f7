# SPDX-License-Identifier: Apache-2.0
"""Recording what a service user agreed to."""

from __future__ import annotations

from logbook.clock import Clock
from logbook.domain.consent import ConsentDraft, complete_consent, findings_on_consent
from logbook.domain.findings import Finding
from logbook.domain.records import Act, Receipt
from logbook.services.scribe import Scribe


class Consenting:
    """Records consents."""

    def __init__(self, scribe: Scribe, clock: Clock) -> None:
        self._scribe = scribe
        self._clock = clock

    def findings(self, draft: ConsentDraft) -> tuple[Finding, ...]:
        """Tell what stands in the way of a draft today."""
        return findings_on_consent(
            draft, today=self._clock.now().astimezone(self._clock.zone).date()
        )

    def record(self, draft: ConsentDraft) -> Receipt:
        """Record a consent; its draft goes.

        Raises:
            RecordRefusedError: a rule it must keep is broken; the draft is kept.
        """
        now = self._clock.now()
        consent = complete_consent(
            draft,
            recorded_by=self._scribe.person,
            now=now,
            today=now.astimezone(self._clock.zone).date(),
        )
        return self._scribe.write(Act.CONSENT_RECORDED, consent, at=now, done_draft=draft.id)
