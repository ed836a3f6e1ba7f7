# SPDX-License-Identifier: Apache-2.0
"""The lists of entries of a disclosure: parts that are withheld, questions put back to somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from logbook.clock import Clock
from logbook.domain.access import Exemption
from logbook.domain.request import Clarification
from logbook.i18n import N_
from logbook.wording.question import Question
from ui import theme
from ui.tables.question_fields import Asking, Editor
from ui.tables.value_rows import Alternatives, RowsOf, ValueRows

__all__ = ["Alternatives", "EntryRows", "editor_of_list"]

_ROWS: Mapping[type, RowsOf] = MappingProxyType(
    {
        Exemption: RowsOf(
            title="",
            add=N_("Withhold a part"),
            name=N_("Withheld part {number}"),
            blank=Exemption(code=""),
            questions=(
                Question(part="item", label=N_("What is withheld"), lines=1),
                Question(part="code", label=N_("What allows it"), lines=1),
                Question(part="reasons", label=N_("Why that applies to this part")),
            ),
            tone=theme.Tone.STOP,
        ),
        Clarification: RowsOf(
            title="",
            add=N_("Note a question you put back"),
            name=N_("Question {number}"),
            blank=Clarification(),
            questions=(
                Question(part="asked_on", label=N_("Asked on")),
                Question(part="question", label=N_("What you asked")),
                Question(part="answered_on", label=N_("Answered on")),
                Question(part="answer", label=N_("What they answered")),
            ),
            tone=theme.Tone.STOP,
        ),
    }
)


class EntryRows(ValueRows):
    """Cards of entries of a kind, under the title of the question they answer."""

    entries = ValueRows.values
    show_entries = ValueRows.show_values

    def __init__(
        self, kind: type, clock: Clock, *, title: str, identifier: str, hint: str = ""
    ) -> None:
        super().__init__(replace(_ROWS[kind], title=title, hint=hint), clock, identifier)


def editor_of_list(asking: Asking, kind: type) -> Editor:
    """Make the editor of a list of entries of a kind."""
    rows = EntryRows(
        kind, asking.clock, title=asking.title, identifier=asking.identifier, hint=asking.hint
    )
    return Editor(widget=rows, edited=rows.edited, read=rows.values, show=rows.show_values)
