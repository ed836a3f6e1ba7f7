# SPDX-License-Identifier: Apache-2.0
"""What can be asked for about keeping and destroying, as screens ask each other for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from uuid import UUID

from logbook.domain.destruction import RetentionDecision
from logbook.domain.drafts import SmallDraft
from logbook.domain.erasure import ErasureDecision
from logbook.domain.holds import Hold
from logbook.domain.records import Act


class KeepingTask(Enum):
    """What is done about the records of somebody."""

    HOLD = "hold"
    """Place one."""
    HOLD_REVIEW = "hold-review"
    HOLD_END = "hold-end"
    DECISION = "decision"
    """On how long everything is kept, or that it is destroyed."""
    ERASURE = "erasure"
    """The answer to somebody who asked for it."""
    DESTROYING = "destroying"
    """What was decided is carried out."""


KEEPING_ACTS: Mapping[KeepingTask, Act] = MappingProxyType(
    {
        KeepingTask.HOLD: Act.HOLD_PLACED,
        KeepingTask.HOLD_REVIEW: Act.HOLD_CONTINUED,
        KeepingTask.HOLD_END: Act.HOLD_ENDED,
        KeepingTask.DECISION: Act.RETENTION_DECIDED,
        KeepingTask.ERASURE: Act.ERASURE_DECIDED,
        KeepingTask.DESTROYING: Act.RETENTION_DESTROYED,
    }
)
"""What each of them comes to, which says who may do it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingWish:
    """Which screen is asked for: of a person, or of a certificate that outlives them."""

    person: UUID | None = None
    task: KeepingTask | None = None
    record: UUID | None = None
    """The hold or the decision it is about; without a person, the certificate."""


def wish_of(draft: SmallDraft, *, on_record: bool) -> KeepingWish | None:
    """Tell with which form a draft is gone on with; None if it is none of these.

    Args:
        draft: What was begun.
        on_record: Whether there is a record already that the draft is to follow.
    """
    if isinstance(draft, ErasureDecision):
        return KeepingWish(person=draft.service_user, task=KeepingTask.ERASURE)
    if isinstance(draft, RetentionDecision):
        return KeepingWish(person=draft.service_user, task=KeepingTask.DECISION)
    if not isinstance(draft, Hold):
        return None
    if not on_record:
        return KeepingWish(person=draft.service_user, task=KeepingTask.HOLD)
    task = KeepingTask.HOLD_REVIEW if draft.ended_on is None else KeepingTask.HOLD_END
    return KeepingWish(person=draft.service_user, task=task, record=draft.id)
