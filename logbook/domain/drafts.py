# SPDX-License-Identifier: Apache-2.0
"""A draft as it is kept: what was typed so far, and where the person was typing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from uuid import UUID, uuid5

from logbook.domain.capacity import CapacityAssessment, CompetenceAssessment
from logbook.domain.consent import ConsentDraft
from logbook.domain.consent_history import ConsentEvent
from logbook.domain.destruction import RetentionDecision
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.erasure import ErasureDecision
from logbook.domain.holds import Hold
from logbook.domain.notification import NotificationDraft
from logbook.domain.objection import Objection
from logbook.domain.people import ServiceUser
from logbook.domain.representative import Representative

SmallDraft = (
    Representative
    | Objection
    | CapacityAssessment
    | CompetenceAssessment
    | ConsentEvent
    | Hold
    | RetentionDecision
    | ErasureDecision
)
"""What a small form makes: the record itself, as far as it is answered."""

Draft = DisclosureDraft | ConsentDraft | NotificationDraft | ServiceUser | SmallDraft
"""What can be half finished. A person's form is the person, with gaps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """A draft with the place to return to after a lock, a crash or a break."""

    draft: Draft
    place: str = ""
    """The screen, step and field in which the person last typed, as the window names them."""

    @property
    def id(self) -> UUID:
        """The identity of the draft, which becomes the record's."""
        return self.draft.id


class FormName(Enum):
    """The forms that make no draft of a record, and in which nobody wants to type twice."""

    COLLEAGUE = "colleague"
    WILL = "will"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    LEAVE = "leave"
    DESTROYING = "destroying"
    VIEWING = "viewing"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptForm:
    """What somebody typed into such a form: texts, of which no record is made yet.

    It is theirs alone, and stands in no list. A passphrase is never part of it.
    """

    form: FormName
    owner: UUID
    texts: tuple[tuple[str, str], ...]
    """What was typed, by the name of the field."""
    place: str = ""
    """The field in which they last typed, as the window names it."""
    about: UUID | None = None
    """Whom or what the form is about; None: the practice. What is erased takes it along."""

    @property
    def id(self) -> UUID:
        """The identity under which it is kept."""
        return form_id(self.form, self.owner, self.about)


def form_id(form: FormName, owner: UUID, about: UUID | None = None) -> UUID:
    """Give the identity under which somebody's form is kept: one of each, about each."""
    return uuid5(owner, f"form {form.value}" if about is None else f"form {form.value} {about}")
