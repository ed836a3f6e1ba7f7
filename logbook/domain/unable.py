# SPDX-License-Identifier: Apache-2.0
"""When the person cannot decide: why, whether it can wait, who decides and what they would want.

In England and Wales and Northern Ireland the test is best interests, in Scotland it is benefit
(Mental Capacity Act 2005 s4; Adults with Incapacity (Scotland) Act 2000 s1; common law in
Northern Ireland). `capacity.test_for` says which; the words here name neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from uuid import UUID


class WhyUnable(Enum):
    """Why the person cannot decide about this disclosure (H-38)."""

    LACKS_CAPACITY = "lacks-capacity"
    UNCONSCIOUS = "unconscious"
    TOO_ILL = "too-ill"
    CANNOT_BE_REACHED = "cannot-be-reached"
    CHILD_NOT_COMPETENT = "child-not-competent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unable:
    """How a decision was reached for somebody who could not make it."""

    why: WhyUnable | None = None
    can_wait: bool | None = None
    wishes: str = ""
    """What they want, wanted before or would want, and how they were involved."""
    consulted: str = ""
    reasons: str = ""
    """Why this serves them."""
    assessment: UUID | None = None
    """The assessment of capacity, or of a child's competence, it rests on."""
    representative: UUID | None = None
    """Who decided for them with authority, if anybody (INV-28)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """What has to be known before anything about a child is disclosed (H-28)."""

    competence: UUID | None = None
    views: str = ""
    responsibility: str = ""
    """Who has parental responsibility."""
    contested: bool = False
    asked_to_keep: bool = False
    """Whether the child said it must not go to whoever asks (DPA 2018 schedule 3 paragraph 4)."""
