# SPDX-License-Identifier: Apache-2.0
"""Noting who looked at whom: silently, or with the reason they gave.

Whether a look has to be noted is decided in `logbook.domain.viewing`; here is gathered what that
rests on. A logbook that is open to be read only is shown without a note: none can be made.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from logbook.clock import Clock
from logbook.domain.access import AccessRequest
from logbook.domain.breach import Breach
from logbook.domain.consent import Consent
from logbook.domain.consent_history import consent_at
from logbook.domain.disclosure import Disclosure
from logbook.domain.drafts import Draft
from logbook.domain.lines import Line, LineKind
from logbook.domain.notification import NotificationDraft
from logbook.domain.people import ServiceUser
from logbook.domain.practice import Role
from logbook.domain.records import Act, Receipt
from logbook.domain.request import ReceivedRequest, RequestStatus
from logbook.domain.series import Series
from logbook.domain.text import tidy
from logbook.domain.viewing import (
    AGAIN_AFTER,
    SENSITIVE,
    OpenEpisode,
    Viewing,
    ViewingNeed,
    ViewingReason,
    ViewingReasonMissingError,
    is_reason,
    viewing_need,
)
from logbook.services.dossier import Dossier
from logbook.services.drafting import Drafting
from logbook.services.opening import OpenFolder
from logbook.services.reviewing import Reviewing
from logbook.services.scribe import Scribe
from logbook.store import drafts

_ASKED = frozenset({RequestStatus.OPEN, RequestStatus.CLARIFYING})


class Viewings:
    """Tells what a look at somebody takes, and notes it."""

    def __init__(
        self,
        opened: OpenFolder,
        scribe: Scribe,
        reviewing: Reviewing,
        drafting: Drafting,
        clock: Clock,
    ) -> None:
        self._opened = opened
        self._scribe = scribe
        self._reviewing = reviewing
        self._drafting = drafting
        self._clock = clock

    def need(self, object_id: UUID, *, recording: bool = False) -> ViewingNeed:
        """Tell what it takes to look at a service user, or at an entry about one.

        Args:
            object_id: The service user, or the entry.
            recording: Whether something about them is begun, of which no draft is kept yet.

        Raises:
            NotAllowedError: the role does not allow records to be read.
        """
        line = self._reviewing.line(object_id)
        if line is None or self._opened.read_only is not None:
            return ViewingNeed.NOTHING
        person = _whose(line)
        seen = self._seen_lately(object_id, person, restricted=line.restricted)
        if any(recording or one.reason is not None for one in seen):
            return ViewingNeed.NOTHING
        if person is None:
            return ViewingNeed.NOTE if line.restricted and not seen else ViewingNeed.NOTHING
        episode = self.episode(person)
        need = viewing_need(
            in_episode=episode.is_open(self._clock.now()),
            recording=recording or episode.draft,
            sensitive=line.restricted or self._is_sensitive(person),
            practice_of_one=self._is_practice_of_one,
        )
        return ViewingNeed.NOTHING if need is ViewingNeed.NOTE and seen else need

    def view(
        self,
        object_id: UUID,
        reason: ViewingReason | None = None,
        words: str = "",
        *,
        recording: bool = False,
    ) -> Receipt | None:
        """Note a look, where it has to be noted; None where nothing is noted.

        Call it before anything is shown.

        Args:
            object_id: The service user, or the entry about one.
            reason: Why, where it was asked.
            words: A line of one's own.
            recording: Whether something about them is begun, of which no draft is kept yet.

        Raises:
            ViewingReasonMissingError: a reason is needed, and none was given.
            NotAllowedError: the role does not allow records to be read.
            VaultError: nothing was written.
        """
        need = self.need(object_id, recording=recording)
        if need is ViewingNeed.NOTHING:
            return None
        words = tidy(words)
        given = is_reason(reason, words)
        if need is ViewingNeed.REASON and not given:
            raise ViewingReasonMissingError("To look at this a reason is needed.")
        line = self._reviewing.line(object_id)
        assert line is not None, "what is not on record needs no note"
        viewing = Viewing(
            id=uuid4(),
            service_user=_whose(line),
            subject=object_id,
            viewed_by=self._scribe.person,
            viewed_at=self._clock.now(),
            reason=(reason or ViewingReason.OTHER) if given else None,
            words=words if given else "",
            restricted=line.restricted,
        )
        return self._scribe.write(Act.RECORD_VIEWED, viewing, at=viewing.viewed_at)

    def episode(self, person: UUID) -> OpenEpisode:
        """Give what makes a look at a service user a part of caring for them."""
        dossier = self._reviewing.dossier(person)
        return OpenEpisode(
            consent_in_force=self._has_consent_in_force(dossier),
            draft=self._has_draft(person),
            open_clock=_has_open_clock(dossier) or self._is_to_be_told(person),
            last_recorded=self._last_recorded(person),
        )

    @property
    def _is_practice_of_one(self) -> bool:
        open_it = (
            holder
            for holder in self._opened.keys.key_file.people
            if not holder.suspended and holder.role != Role.EXECUTOR.value
        )
        return sum(1 for _holder in open_it) == 1

    def _is_sensitive(self, person: UUID) -> bool:
        known = self._reviewing.person(person)
        flagged = known is not None and bool(SENSITIVE & set(known.flags))
        return flagged or any(line.restricted for line in self._disclosures(person))

    def _seen_lately(
        self, object_id: UUID, person: UUID | None, *, restricted: bool
    ) -> tuple[Viewing, ...]:
        """Give their looks at it within the last hour; at what is restricted by itself."""
        since = self._clock.now() - AGAIN_AFTER
        stands = {object_id} if restricted or person is None else {object_id, person}
        return tuple(
            one
            for one in self._reviewing.dossier(person or object_id).all(Viewing)
            if one.viewed_by == self._scribe.person
            and one.subject in stands
            and since <= one.viewed_at <= self._clock.now()
        )

    def _has_consent_in_force(self, dossier: Dossier) -> bool:
        now, zone = self._clock.now(), self._clock.zone
        events = self._reviewing.events_of(dossier.place)
        return any(
            consent_at(consent, events, now, zone=zone).in_force
            for consent in dossier.standing(Consent)
        )

    def _has_draft(self, person: UUID) -> bool:
        kept = (self._drafting.find(UUID(row.id)) for row in drafts.all_drafts(self._opened.vault))
        return any(one is not None and self._is_about(one.draft, person) for one in kept)

    def _is_about(self, draft: Draft, person: UUID) -> bool:
        if isinstance(draft, ServiceUser):
            return draft.id == person
        if isinstance(draft, NotificationDraft):
            told_of = self._reviewing.line(draft.disclosure) if draft.disclosure else None
            return told_of is not None and told_of.service_user == person
        return draft.service_user == person

    def _is_to_be_told(self, person: UUID) -> bool:
        return any(line.due is not None for line in self._disclosures(person))

    def _disclosures(self, person: UUID) -> tuple[Line, ...]:
        many = len(self._reviewing.dossier(person).all(Disclosure))
        return self._reviewing.disclosures_of(person, limit=many)

    def _last_recorded(self, person: UUID) -> datetime | None:
        before = None
        while page := self._reviewing.timeline(person, before=before):
            for moment in page:
                if not isinstance(moment.record, Viewing):
                    return moment.at
            before = page[-1].seq
        return None


def _whose(line: Line) -> UUID | None:
    return line.object if line.kind is LineKind.SERVICE_USER else line.service_user


def _has_open_clock(dossier: Dossier) -> bool:
    return (
        any(one.status in _ASKED for one in dossier.all(ReceivedRequest))
        or any(one.closed_on is None for one in dossier.all(AccessRequest))
        or any(one.closed_at is None for one in dossier.all(Breach))
        or any(one.ended_on is None for one in dossier.all(Series))
    )
