# SPDX-License-Identifier: Apache-2.0
"""Putting right what was signed, or saying that it does not stand; the record stays (INV-01)."""

from __future__ import annotations

from logbook.clock import Clock
from logbook.domain.amendment import (
    Amendable,
    AmendmentDraft,
    complete_amendment,
    findings_on_amendment,
    standing,
)
from logbook.domain.consent import Consent
from logbook.domain.disclosure import Disclosure
from logbook.domain.findings import Code, Finding, RecordRefusedError
from logbook.domain.records import Act, Receipt
from logbook.domain.text import tidied
from logbook.services.reviewing import NotOnRecordError, Reviewing
from logbook.services.scribe import Scribe


class Amending:
    """Amends and voids disclosures and consents."""

    def __init__(self, scribe: Scribe, reviewing: Reviewing, clock: Clock) -> None:
        self._scribe = scribe
        self._reviewing = reviewing
        self._clock = clock

    def standing(self, draft: AmendmentDraft) -> str | None:
        """Give what stands in the part a draft names, as `old` has to say it; None: no such part.

        Raises:
            NotOnRecordError: there is no such disclosure or consent.
        """
        return standing(self._reviewing.as_amended(self._target(draft)), draft.part)

    def findings(self, draft: AmendmentDraft) -> tuple[Finding, ...]:
        """Tell what stands in the way of an amendment.

        Raises:
            NotOnRecordError: there is no such disclosure or consent.
        """
        target = self._target(draft)
        found = findings_on_amendment(
            tidied(draft), target, self._reviewing.amendments_of(target.id)
        )
        return (*self._not_a_registrant(), *found)

    def record(self, draft: AmendmentDraft) -> Receipt:
        """Record an amendment; what it puts right stays as it was signed.

        Raises:
            NotOnRecordError: there is no such disclosure or consent.
            RecordRefusedError: it has no reason, what it says stands there does not, or whoever
                is signed in may not sign (INV-36).
        """
        target, now = self._target(draft), self._clock.now()
        if found := self._not_a_registrant():
            raise RecordRefusedError(found)
        amendment = complete_amendment(
            draft,
            target,
            self._reviewing.amendments_of(target.id),
            amended_by=self._scribe.person,
            now=now,
        )
        act = Act.RECORD_VOIDED if amendment.voids else Act.RECORD_AMENDED
        return self._scribe.write(act, amendment, at=now)

    def _target(self, draft: AmendmentDraft) -> Amendable:
        target = self._reviewing.record(draft.target)
        if not isinstance(target, Disclosure | Consent):
            raise NotOnRecordError("There is no such disclosure or consent in this logbook.")
        return target

    def _not_a_registrant(self) -> tuple[Finding, ...]:
        if self._reviewing.practitioner(self._scribe.person).is_registrant:
            return ()
        return (Finding(code=Code.NOT_A_REGISTRANT, part="practitioner"),)
