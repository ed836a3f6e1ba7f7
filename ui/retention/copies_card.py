# SPDX-License-Identifier: Apache-2.0
"""The backups that hold what the logbook holds no longer, and what is to be done about them."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from logbook.domain.outlook import Copy
from logbook.i18n import _, ngettext
from logbook.wording.retention_words import copy_sentence, what_to_do_with
from ui.widgets.card import Card
from ui.widgets.text import Text

_SHOWN = 20
"""Backups named one by one; of more, the newest."""


class CopiesCard(Card):
    """Names each by the moment it was made."""

    def __init__(self, copies: Sequence[Copy], zone: ZoneInfo) -> None:
        super().__init__(_("Backups that hold it"), "copies")
        if copies:
            self.add(
                Text(
                    ngettext(
                        "{count} backup that the journal knows of holds some of it:",
                        "{count} backups that the journal knows of hold some of it:",
                        len(copies),
                    ).format(count=f"{len(copies):,}"),
                    look="strong",
                )
            )
            named = "\n".join(copy_sentence(each, zone) for each in copies[:_SHOWN])
            self.add(Text(named).selectable())
            if len(copies) > _SHOWN:
                self.add(Text(_("The older ones are not named here."), look="small"))
        for sentence in what_to_do_with(copies):
            self.add(Text(sentence))
        self.add(
            Text(
                _(
                    "Out of reach are documents that were handed over, what recipients hold, and"
                    " copies of the logbook made by other programs."
                ),
                look="small",
            )
        )
