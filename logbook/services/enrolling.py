# SPDX-License-Identifier: Apache-2.0
"""Adding a service user to the logbook, and putting right what is known of them."""

from __future__ import annotations

from logbook.domain.findings import RecordRefusedError
from logbook.domain.people import ServiceUser, findings_on_person
from logbook.domain.records import Act, Receipt
from logbook.domain.text import tidied
from logbook.services.scribe import Scribe


class Enrolling:
    """Adds and amends service users."""

    def __init__(self, scribe: Scribe) -> None:
        self._scribe = scribe

    def add(self, person: ServiceUser) -> Receipt:
        """Add a service user.

        Raises:
            RecordRefusedError: the name or the reference is missing, or a text cannot be kept.
        """
        return self._record(Act.SERVICE_USER_ADDED, person)

    def amend(self, person: ServiceUser) -> Receipt:
        """Record what is now known of a service user; what was known before stays (INV-01).

        Raises:
            RecordRefusedError: the name or the reference is missing, or a text cannot be kept.
        """
        return self._record(Act.SERVICE_USER_AMENDED, person)

    def _record(self, act: Act, person: ServiceUser) -> Receipt:
        person = tidied(person)
        if found := findings_on_person(person):
            raise RecordRefusedError(found)
        return self._scribe.write(act, person, done_draft=person.id)
