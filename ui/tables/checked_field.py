# SPDX-License-Identifier: Apache-2.0
"""One box to tick that can say what is wrong with it, as a field does."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.layouts import column
from ui.widgets.option import CheckOption
from ui.widgets.text import Text


class CheckedField(QWidget):
    """`edited` speaks for the person only; `show_checked` emits nothing."""

    edited = Signal(bool)

    def __init__(self, title: str, identifier: str) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._box = CheckOption(title, identifier=identifier)
        self._problem = Text(look="strong", tone=theme.Tone.WARN)
        self._problem.hide()
        self.setFocusProxy(self._box)
        layout = column(self, "xs")
        layout.addWidget(self._box)
        layout.addWidget(self._problem)
        self._box.clicked.connect(self._tell)

    def checked(self) -> bool:
        """Tell whether the box is ticked."""
        return self._box.isChecked()

    def show_checked(self, *, checked: bool) -> None:
        """Tick the box or clear it."""
        self._box.setChecked(checked)

    def show_problem(self, problem: str) -> None:
        """Show what is wrong below the box."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._box.setAccessibleDescription(problem)

    @Slot()
    def _tell(self) -> None:
        self.edited.emit(self._box.isChecked())
