# SPDX-License-Identifier: Apache-2.0
"""Several of many: a list of boxes to tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGroupBox

from ui import theme
from ui.widgets.layouts import column
from ui.widgets.naming import announce, named
from ui.widgets.option import Alternative, CheckOption
from ui.widgets.text import Text


class CheckList(QGroupBox):
    """Boxes under a title; `edited` carries the tuple of values ticked, in the list's order."""

    edited = Signal(object)

    def __init__(
        self,
        title: str,
        alternatives: Sequence[Alternative],
        *,
        identifier: str,
        hint: str = "",
    ) -> None:
        super().__init__()
        named(self, identifier, title, hint)
        self._problem = Text(look="strong", tone=theme.Tone.STOP)
        self._problem.hide()
        self._boxes: list[tuple[object, CheckOption]] = []
        layout = column(self, "xs")
        for text, look in ((title, "label"), (hint, "small")):
            if text:
                layout.addWidget(Text(text, look=look))
        layout.addWidget(self._problem)
        strong = any(each.explanation for each in alternatives)
        for number, each in enumerate(alternatives):
            box = CheckOption(
                each.title, each.explanation, f"{identifier}-{number + 1}", strong=strong
            )
            self._boxes.append((each.value, box))
            layout.addWidget(box)
            box.clicked.connect(self._tell)
        if self._boxes:
            self.setFocusProxy(self._boxes[0][1])

    def values(self) -> tuple[object, ...]:
        """Give the values ticked."""
        return tuple(value for value, box in self._boxes if box.isChecked())

    def show_values(self, values: Iterable[object]) -> None:
        """Tick these and no others. Emits nothing."""
        wanted = list(values)
        for value, box in self._boxes:
            box.setChecked(value in wanted)

    def show_problem(self, problem: str) -> None:
        """Show what is wrong above the boxes and have it read out."""
        if problem == self._problem.text():
            return
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.setAccessibleDescription(problem)
        announce(self, problem)

    @Slot()
    def _tell(self) -> None:
        self.edited.emit(self.values())
