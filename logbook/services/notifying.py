# SPDX-License-Identifier: Apache-2.0
"""What comes of telling the service user after a disclosure was recorded: told, tried, reviewed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from logbook.clock import Clock
from logbook.domain.disclosure import Disclosure, happened_at
from logbook.domain.findings import Code, Finding, RecordRefusedError
from logbook.domain.notification import NotificationDraft, Telling, complete_notification
from logbook.domain.people import ServiceUser
from logbook.domain.records import Act, Receipt
from logbook.domain.telling_review import (
    TellingReviewDraft,
    complete_review,
    forbidden_now,
)
from logbook.services.reviewing import Reviewing
from logbook.services.scribe import Scribe


class Notifying:
    """Records notifications, and reviews of decisions not to tell."""

    def __init__(self, scribe: Scribe, reviewing: Reviewing, clock: Clock) -> None:
        self._scribe = scribe
        self._reviewing = reviewing
        self._clock = clock

    def record(self, draft: NotificationDraft) -> Receipt:
        """Record that the service user was told, or that it was tried in vain.

        Raises:
            RecordRefusedError: it is incomplete, about a disclosure that concerns nobody in
                particular, lies before it (INV-02), must not be told (B-08), goes to a contact
                marked unsafe (INV-24), to somebody who has died (INV-26), or in their place to
                somebody who is not on record or has no authority (B-12).
            NotOnRecordError: there is no such disclosure.
        """
        disclosure, person = self._about(draft.disclosure)
        telling = self._strictest(disclosure)
        forbidden = forbidden_now(telling, self._reviewing.reviews_of(disclosure))
        now = self._clock.now()
        notification = complete_notification(
            draft,
            service_user=person.id,
            recorded_by=self._scribe.person,
            now=now,
            today=now.astimezone(self._clock.zone).date(),
            telling=telling if forbidden else None,
            person=person,
            happened_on=self._day_of(disclosure),
            representatives=self._reviewing.representatives_of(person.id),
        )
        return self._scribe.write(
            Act.NOTIFICATION_RECORDED, notification, at=now, done_draft=draft.id
        )

    def review(self, draft: TellingReviewDraft) -> Receipt:
        """Record that a decision not to tell, or not yet, was looked at again.

        Raises:
            RecordRefusedError: it is incomplete, goes beyond what the reason allows, lies out of
                time (INV-02, INV-26), or the person was told already (C-10).
            NotOnRecordError: there is no such disclosure.
        """
        disclosure, person = self._about(draft.disclosure)
        now = self._clock.now()
        review = complete_review(
            draft,
            self._strictest(disclosure),
            service_user=person.id,
            recorded_by=self._scribe.person,
            now=now,
            today=now.astimezone(self._clock.zone).date(),
            person=person,
            happened_on=self._day_of(disclosure),
            reviews=self._reviewing.reviews_of(disclosure),
            notifications=self._reviewing.notifications_of(disclosure),
        )
        return self._scribe.write(Act.TELLING_REVIEWED, review, at=now, done_draft=draft.id)

    def _about(self, disclosure_id: UUID | None) -> tuple[Disclosure, ServiceUser]:
        """Give what is told of, as it was signed, and to whom, as they are known now."""
        if disclosure_id is None:
            raise RecordRefusedError((Finding(code=Code.TELLING_UNDECIDED, part="disclosure"),))
        disclosure = self._reviewing.disclosure(disclosure_id)
        about = disclosure.service_user
        person = self._reviewing.person(about) if about is not None else None
        if person is None:
            raise RecordRefusedError((Finding(code=Code.NO_SERVICE_USER, part="disclosure"),))
        return disclosure, person

    def _day_of(self, disclosure: Disclosure) -> date:
        """Give the day on which it was made, or came about, in the practice's calendar."""
        at = happened_at(disclosure) or disclosure.recorded_at
        return at.astimezone(self._clock.zone).date()

    def _strictest(self, disclosure: Disclosure) -> Telling:
        """Give the decision on telling as it reads now, or one that forbade it.

        What forbids telling ends by a review on legal advice, never by being put right (INV-22).
        """
        tellings = self._reviewing.tellings_of(disclosure)
        return next((each for each in reversed(tellings) if each.forbidden), tellings[-1])
