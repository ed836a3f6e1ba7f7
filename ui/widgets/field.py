# SPDX-License-Identifier: Apache-2.0
"""A labelled editor that ties label, help and problem together, also for screen readers."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from logbook.i18n import _
from ui import theme
from ui.widgets.icon_picture import IconPicture
from ui.widgets.layouts import column, row
from ui.widgets.naming import announce, named, spoken
from ui.widgets.text import Text


class Field(QWidget):
    """Label, help line, editor and problem line, in reading order.

    The editor may be a compound whose focus proxy is the part one types into.
    """

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        hint: str = "",
        identifier: str = "",
    ) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self.editor = editor
        self._target = editor.focusProxy() or editor
        self._help = hint
        self._problem = ""
        if identifier or not self._target.accessibleIdentifier():
            named(self._target, identifier or spoken(label).casefold().replace(" ", "-"))
        self._target.setAccessibleName(spoken(label))
        self._target.setAccessibleDescription(hint)
        self._build(label)

    @property
    def problem(self) -> str:
        """What is wrong with the entry now, or nothing."""
        return self._problem

    def show_problem(self, problem: str) -> None:
        """Show what is wrong beside the editor and have it read out; an empty text clears it."""
        if problem == self._problem:
            return
        self._problem = problem
        self._problem_text.setText(problem)
        self._problem_line.setVisible(bool(problem))
        self._target.setAccessibleDescription(problem or self._help)
        theme.give_look(self._target, wrong="true" if problem else "false")
        if problem:
            announce(
                self._target,
                _("{label}: {problem}").format(
                    label=self._target.accessibleName(), problem=problem
                ),
            )

    def show_label(self, label: str) -> None:
        """Show another label."""
        self._label.setText(label)
        self._target.setAccessibleName(spoken(label))

    def show_help(self, text: str) -> None:
        """Show another help line."""
        self._help = text
        self._help_text.setText(text)
        self._help_text.setVisible(bool(text))
        if not self._problem:
            self._target.setAccessibleDescription(text)

    def _build(self, label: str) -> None:
        self._label = Text(label, look="label")
        self._label.setBuddy(self._target)
        self._help_text = Text(self._help, look="small")
        if not self._help:
            self._help_text.hide()
        self._problem_text = Text(look="strong", tone=theme.Tone.STOP)
        self._problem_line = QWidget()
        theme.give_look(self._problem_line, look="clear")
        line = row(self._problem_line, "s")
        line.addWidget(IconPicture("octagon-alert", "stop"))
        line.addWidget(self._problem_text, 1)
        self._problem_line.hide()
        layout = column(self, "xs")
        layout.addWidget(self._label)
        layout.addWidget(self._help_text)
        layout.addWidget(self.editor)
        layout.addWidget(self._problem_line)
