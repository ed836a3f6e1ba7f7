# SPDX-License-Identifier: Apache-2.0
"""Recording that a service user was told of a disclosure, after it was recorded."""

from __future__ import annotations

from logbook.clock import Clock
from logbook.domain.findings import Code, Finding, RecordRefusedError
from logbook.domain.notification import NotificationDraft, complete_notification
from logbook.domain.records import Act, Receipt
from logbook.services.reviewing import Reviewing
from logbook.services.scribe import Scribe


class Notifying:
    """Records notifications."""

    def __init__(self, scribe: Scribe, reviewing: Reviewing, clock: Clock) -> None:
        self._scribe = scribe
        self._reviewing = reviewing
        self._clock = clock

    def record(self, draft: NotificationDraft) -> Receipt:
        """Record that the service user was told.

        Raises:
            RecordRefusedError: it is incomplete, or concerns no disclosure on record.
        """
        if draft.disclosure is None:
            raise RecordRefusedError((Finding(code=Code.TELLING_UNDECIDED, part="disclosure"),))
        now = self._clock.now()
        notification = complete_notification(
            draft,
            service_user=self._reviewing.disclosure(draft.disclosure).service_user,
            recorded_by=self._scribe.person,
            now=now,
            today=now.astimezone(self._clock.zone).date(),
        )
        return self._scribe.write(
            Act.NOTIFICATION_RECORDED, notification, at=now, done_draft=draft.id
        )
