# SPDX-License-Identifier: Apache-2.0
"""What stands where the role of who is signed in does not lead."""

from __future__ import annotations

from logbook.i18n import _
from ui.widgets.empty_state import EmptyState


class NotForYou(EmptyState):
    """One calm sentence in the place of a screen."""

    def __init__(self, title: str) -> None:
        super().__init__(
            "lock",
            title,
            _(
                "Your role in this practice does not show this. Nothing is wrong, and nothing was"
                " changed. An administrator of the practice can tell you why."
            ),
            identifier="not-for-you",
        )
