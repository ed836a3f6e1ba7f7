# SPDX-License-Identifier: Apache-2.0
"""Keeping what is half finished: encrypted like everything else, and never in the journal.

Drafts are the only changeable rows of the logbook. A draft is kept within a second of the last
key stroke and goes in the same transaction in which it becomes a record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, get_args
from uuid import UUID

import msgspec

from logbook.clock import Clock
from logbook.domain.capacity import CapacityAssessment, CompetenceAssessment
from logbook.domain.consent import ConsentDraft
from logbook.domain.consent_history import ConsentEvent
from logbook.domain.destruction import RetentionDecision
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.drafts import Draft, FormName, KeptDraft, KeptForm, form_id
from logbook.domain.erasure import ErasureDecision
from logbook.domain.holds import Hold
from logbook.domain.lines import DraftLine, Line, LineKind
from logbook.domain.notification import NotificationDraft
from logbook.domain.objection import Objection
from logbook.domain.parts import value_at
from logbook.domain.people import ServiceUser
from logbook.domain.representative import Representative
from logbook.domain.text import whole_characters
from logbook.services.reviewing import Reviewing
from logbook.store import drafts
from logbook.store.drafts import FORM, DraftRow
from logbook.store.errors import NotAllowedError
from logbook.store.vault import Vault

_KINDS: Mapping[type[Draft], LineKind] = MappingProxyType(
    {
        DisclosureDraft: LineKind.DISCLOSURE,
        ConsentDraft: LineKind.CONSENT,
        NotificationDraft: LineKind.NOTIFICATION,
        ServiceUser: LineKind.SERVICE_USER,
        Representative: LineKind.REPRESENTATIVE,
        Objection: LineKind.OBJECTION,
        CapacityAssessment: LineKind.CAPACITY,
        CompetenceAssessment: LineKind.COMPETENCE,
        ConsentEvent: LineKind.CONSENT_EVENT,
        Hold: LineKind.HOLD,
        RetentionDecision: LineKind.RETENTION_DECISION,
        ErasureDecision: LineKind.ERASURE_DECISION,
    }
)
_TITLES: Mapping[type[Draft], str] = MappingProxyType(
    {
        DisclosureDraft: "recipient.shown",
        ConsentDraft: "scope.purpose",
        ServiceUser: "reference",
        Representative: "name",
        Objection: "recipients",
        CapacityAssessment: "decision",
        CompetenceAssessment: "decision",
        Hold: "who",
    }
)
"""The part by which a draft is told from others; the rest go by the record they are about."""

_TYPES = {kind.value: type_ for type_, kind in _KINDS.items()}
assert set(_KINDS) == set(get_args(Draft)), "every kind of draft can be kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Envelope:
    """A kept draft as it is read, before its kind is known."""

    draft: msgspec.Raw
    place: str


class Drafting:
    """Keeps, finds and discards drafts."""

    def __init__(
        self, vault: Vault, reviewing: Reviewing, clock: Clock, *, keeps: bool = True
    ) -> None:
        self._vault = vault
        self._keeps = keeps
        """Whether the role of who is signed in records at all."""
        self._reviewing = reviewing
        self._clock = clock

    def keep(self, kept: KeptDraft) -> None:
        """Keep a draft as it now is.

        Raises:
            NotAllowedError: the role of who is signed in records nothing.
            VaultError: it could not be written; what was kept before still is.
        """
        self._check_may_keep()
        kind = _KINDS[type(kept.draft)]
        body = msgspec.json.encode(whole_characters(kept))
        with self._vault.atomic():
            drafts.keep(
                self._vault,
                DraftRow(id=str(kept.id), kind=kind.value, body=body, saved_at=self._clock.now()),
            )

    def keep_form(self, kept: KeptForm) -> None:
        """Keep what was typed into a form that makes no draft of a record.

        Raises:
            NotAllowedError: the role of who is signed in records nothing.
            VaultError: it could not be written; what was kept before still is.
        """
        self._check_may_keep()
        body = msgspec.json.encode(whole_characters(kept))
        with self._vault.atomic():
            drafts.keep(
                self._vault,
                DraftRow(id=str(kept.id), kind=FORM, body=body, saved_at=self._clock.now()),
            )

    def form(self, form: FormName, owner: UUID, about: UUID | None = None) -> KeptForm | None:
        """Give what somebody typed into a form, about the practice or somebody; or None."""
        row = drafts.one(self._vault, str(form_id(form, owner, about)))
        return msgspec.json.decode(row.body, type=KeptForm) if row is not None else None

    def find(self, draft_id: UUID) -> KeptDraft | None:
        """Give a draft with the place to return to, or None if it is not kept."""
        self._reviewing.check_may_read()
        row = drafts.one(self._vault, str(draft_id))
        return _read(row.kind, row.body) if row is not None else None

    def begun(self, kind: type[Draft], about: Callable[[Any], bool]) -> KeptDraft | None:
        """Give the draft of a kind that is about something, the last touched; None: there is none.

        Args:
            kind: The type of the draft.
            about: Tells of a draft of this type whether it is the one that is looked for.
        """
        self._reviewing.check_may_read()
        written = _KINDS[kind].value
        there = (row for row in drafts.all_drafts(self._vault) if row.kind == written)
        kept = (_read(row.kind, row.body) for row in there)
        return next((each for each in kept if about(each.draft)), None)

    def telling_of(self, disclosure: UUID) -> KeptDraft | None:
        """Give what was begun on telling the service user of a disclosure, or None."""
        return self.begun(NotificationDraft, lambda draft: draft.disclosure == disclosure)

    def all(self) -> tuple[DraftLine, ...]:
        """List the drafts, the last touched first."""
        self._reviewing.check_may_read()
        return tuple(self._line(row) for row in drafts.all_drafts(self._vault))

    def discard(self, draft_id: UUID) -> None:
        """Discard a draft at the person's wish.

        Raises:
            NotAllowedError: the role of who is signed in records nothing.
        """
        self._check_may_keep()
        with self._vault.atomic():
            drafts.discard(self._vault, str(draft_id))

    def _check_may_keep(self) -> None:
        if not self._keeps:
            raise NotAllowedError("The role does not allow anything to be recorded.")

    def _line(self, row: DraftRow) -> DraftLine:
        kept = _read(row.kind, row.body)
        return DraftLine(
            id=kept.id,
            kind=_KINDS[type(kept.draft)],
            person=self._person(kept.draft),
            title=self._title(kept.draft),
            saved_at=row.saved_at,
            place=kept.place,
        )

    def _person(self, draft: Draft) -> str:
        if isinstance(draft, ServiceUser):
            return draft.name
        if isinstance(draft, NotificationDraft):
            told_of = self._follows(draft)
            return told_of.person if told_of is not None else ""
        person = self._reviewing.person(draft.service_user) if draft.service_user else None
        return person.name if person is not None else ""

    def _title(self, draft: Draft) -> str:
        if isinstance(draft, NotificationDraft | ConsentEvent):
            line = self._follows(draft)
            return (line.number or line.title) if line is not None else ""
        if type(draft) not in _TITLES:
            return ""
        said = value_at(draft, _TITLES[type(draft)])
        return said if isinstance(said, str) else "; ".join(said)

    def _follows(self, draft: NotificationDraft | ConsentEvent) -> Line | None:
        """Give the line of the record that a draft goes on from."""
        on = draft.disclosure if isinstance(draft, NotificationDraft) else draft.consent
        return self._reviewing.line(on) if on else None


def _read(kind: str, body: bytes) -> KeptDraft:
    envelope = msgspec.json.decode(body, type=_Envelope)
    return KeptDraft(
        draft=msgspec.json.decode(envelope.draft, type=_TYPES[kind]), place=envelope.place
    )
