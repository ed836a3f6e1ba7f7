# SPDX-License-Identifier: Apache-2.0
"""One finding before signing: what it means, where to put it right, or a reason to go ahead.

What is only worth knowing asks for nothing: it has its sentence and the way to its field.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from logbook.domain.findings import OVERRIDE_LENGTH, Answer, Finding, Severity
from logbook.domain.steps import step_of
from logbook.i18n import _, ngettext
from logbook.wording.labels import label
from logbook.wording.parts import PARTS
from logbook.wording.sentences import finding_sentence
from ui import theme
from ui.messages import notice
from ui.theme import Tone
from ui.widgets.buttons import quiet_button
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.notes_panel import NotesPanel, Notice
from ui.widgets.text import Text
from ui.widgets.text_area import TextArea


class FindingCard(QWidget):
    """All findings of one code, since one reason answers them together."""

    edited = Signal(object)
    change_asked = Signal(str)

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._findings = tuple(findings)
        self._first = findings[0]
        self._answerable = (
            self._first.rule.overridable or self._first.rule.severity is Severity.WARN
        )
        self._panel = NotesPanel("", identifier=f"finding-{self._first.code.value}")
        self._reason = TextArea(2)
        self._count = Text(look="small")
        self._buttons: list[QPushButton] = []
        self._build()
        self._reason.edited.connect(self._emit)
        self.show_answered(answered=self._first.answered)

    def show_reason(self, reason: str) -> None:
        """Show the reason given. Emits nothing."""
        self._reason.show_text(reason)
        self._say_length()

    def show_answered(self, *, answered: bool) -> None:
        """Show whether the reason given is good enough."""
        shown = notice(self._first)
        self._panel.show_notices(
            [
                Notice(
                    tone=Tone.DONE if answered else shown.tone,
                    text="\n".join(dict.fromkeys(map(finding_sentence, self._findings))),
                    why=shown.why,
                )
            ]
        )

    def focus_first(self) -> None:
        """Give the focus to the reason, or to the way to the answer."""
        (self._reason if self._answerable else self._buttons[0]).setFocus()

    def _build(self) -> None:
        layout = column(self, "xs")
        layout.addWidget(self._panel)
        if self._answerable:
            stop = self._first.rule.severity is Severity.STOP
            layout.addWidget(
                Field(
                    _("Why it can go ahead all the same")
                    if stop
                    else _("What you considered, if anything"),
                    self._reason,
                    hint=_("It is printed on the record."),
                    identifier=f"reason-{self._first.code.value}",
                )
            )
            layout.addWidget(self._count)
            self._count.setVisible(stop)
        for part in dict.fromkeys(found.part for found in self._findings):
            name = _(PARTS[part]) if part in PARTS else label(step_of(part))
            button = quiet_button(
                _("Go to: {name}").format(name=name), f"go-to-{part}", "arrow-right"
            )
            button.clicked.connect(partial(self._ask, part))
            self._buttons.append(button)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _say_length(self) -> None:
        missing = OVERRIDE_LENGTH - len(self._reason.text().strip())
        self._count.setText(
            ngettext(
                "One more character at least.", "{count} more characters at least.", missing
            ).format(count=missing)
            if missing > 0
            else _("Long enough.")
        )

    def _ask(self, part: str) -> None:
        self.change_asked.emit(part)

    @Slot()
    def _emit(self) -> None:
        self._say_length()
        self.edited.emit(Answer(code=self._first.code, reason=self._reason.text()))
