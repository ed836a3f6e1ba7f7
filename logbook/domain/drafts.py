# SPDX-License-Identifier: Apache-2.0
"""A draft as it is kept: what was typed so far, and where the person was typing."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from logbook.domain.capacity import CapacityAssessment, CompetenceAssessment
from logbook.domain.consent import ConsentDraft
from logbook.domain.consent_history import ConsentEvent
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.notification import NotificationDraft
from logbook.domain.objection import Objection
from logbook.domain.people import ServiceUser
from logbook.domain.representative import Representative

SmallDraft = Representative | Objection | CapacityAssessment | CompetenceAssessment | ConsentEvent
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
