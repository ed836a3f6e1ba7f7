# SPDX-License-Identifier: Apache-2.0
"""Several of the records on file; they come and go while the page is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.i18n import _
from ui import theme
from ui.tables.question_fields import Asking, Editor
from ui.widgets.check_list import CheckList
from ui.widgets.choice import Alternative
from ui.widgets.layouts import column


class RecordChecks(QWidget):
    """Boxes to tick under a title; `edited` carries the identities ticked."""

    edited = Signal(object)
    alternatives_changed = Signal()

    def __init__(self, title: str, identifier: str, *, hint: str) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._title, self._identifier, self._hint = title, identifier, hint
        self._alternatives: tuple[Alternative, ...] = ()
        self._values: tuple[UUID, ...] = ()
        self._problem = ""
        self._layout = column(self, "none")
        self._boxes = self._make()

    def values(self) -> tuple[UUID, ...]:
        """Give the identities of the records ticked."""
        return self._values

    def show_values(self, values: Iterable[UUID]) -> None:
        """Tick these records; one that is no longer on file stays named as such."""
        wanted = tuple(values)
        if wanted != self._values:
            self._values = wanted
            self._renew()

    def show_alternatives(self, alternatives: Sequence[Alternative]) -> None:
        """Offer these records; what is the same is left alone."""
        if tuple(alternatives) != self._alternatives:
            self._alternatives = tuple(alternatives)
            self._renew()

    def show_problem(self, problem: str) -> None:
        """Show what is wrong with the records ticked."""
        self._problem = problem
        self._boxes.show_problem(problem)

    def _renew(self) -> None:
        before, self._boxes = self._boxes, self._make()
        before.hide()
        # Until it is gone, Tab would still be led through it.
        before.setParent(None)
        before.deleteLater()
        self._boxes.show()
        self.alternatives_changed.emit()

    def _make(self) -> CheckList:
        offered = {each.value for each in self._alternatives}
        gone = [
            Alternative(value=each, title=_("A record that is no longer on file"))
            for each in self._values
            if each not in offered
        ]
        boxes = CheckList(
            self._title, [*self._alternatives, *gone], identifier=self._identifier, hint=self._hint
        )
        boxes.show_values(self._values)
        boxes.show_problem(self._problem)
        boxes.edited.connect(self._tell)
        self._layout.addWidget(boxes)
        # What hands the focus on and comes late is put at the end of Tab's way, which would lead
        # back here, round and round. One that takes no focus is passed over.
        boxes.setFocusProxy(None)  # type: ignore[arg-type] # Qt takes it; the stubs do not
        return boxes

    @Slot(object)
    def _tell(self, values: tuple[UUID, ...]) -> None:
        self._values = tuple(values)
        self.edited.emit(self._values)


def editor_of_records(asking: Asking) -> Editor:
    """Make the editor of a list of records."""
    checks = RecordChecks(asking.title, asking.identifier, hint=asking.hint)
    return Editor(
        widget=checks,
        edited=checks.edited,
        read=checks.values,
        show=lambda values: checks.show_values(values or ()),
    )
