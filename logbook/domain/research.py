# SPDX-License-Identifier: Apache-2.0
"""Research, teaching, publication: where it goes, the approvals, what cannot be undone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Medium(Enum):
    """Where the information appears (W-33)."""

    CONFERENCE = "conference"
    JOURNAL = "journal"
    TEACHING = "teaching"
    SOCIAL_MEDIA = "social-media"
    PRESS = "press"
    DATASET = "dataset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Research:
    """What has to be settled before something is shown to the world."""

    medium: Medium | None = None
    approvals: str = ""
    """References of approvals: ethics committee, CAG (section 251), PBPP."""
    irrevocable_explained: bool = False
    """Whether the person knows that what is published cannot be called back."""
