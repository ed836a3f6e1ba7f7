# SPDX-License-Identifier: Apache-2.0
"""The lists that take out of a consent what somebody no longer agrees to."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.consent import ConsentScope, InformationCategory
from logbook.domain.party import RecipientClass
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.tables.question_fields import Editor
from ui.widgets.check_list import CheckList
from ui.widgets.choice import Alternative
from ui.widgets.layouts import column


class ScopeLeft(QWidget):
    """All of what stands is ticked; `edited` tells that something was taken out or put back."""

    edited = Signal()

    def __init__(self, scope: ConsentScope) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._scope = scope
        self._information = CheckList(
            _("Information"),
            [Alternative(value=each, title=label(each)) for each in scope.information],
            identifier="narrow-information",
            hint=_("Untick what may no longer be disclosed."),
        )
        self._recipients = CheckList(
            _("Recipients"),
            [
                *(Alternative(value=each, title=each) for each in scope.recipients),
                *(Alternative(value=each, title=label(each)) for each in scope.classes),
            ],
            identifier="narrow-recipients",
            hint=_("Untick whoever may no longer receive it."),
        )
        layout = column(self, "l")
        for boxes in (self._information, self._recipients):
            layout.addWidget(boxes)
            boxes.edited.connect(self._tell)
        self.setFocusProxy(self._information)

    @property
    def nothing_left(self) -> bool:
        """Whether everything was taken out: that is a withdrawal."""
        return not self._information.values() or not self._recipients.values()

    def scope(self) -> ConsentScope | None:
        """Give what is left; None where nothing was taken out."""
        information = tuple(
            each for each in self._information.values() if isinstance(each, InformationCategory)
        )
        named = self._recipients.values()
        left = replace(
            self._scope,
            information=information,
            recipients=tuple(each for each in named if isinstance(each, str)),
            classes=tuple(each for each in named if isinstance(each, RecipientClass)),
        )
        return left if left != self._scope else None

    def show_scope(self, scope: ConsentScope | None) -> None:
        """Show what is left; None: all of it. Emits nothing."""
        left = scope or self._scope
        self._information.show_values(left.information)
        self._recipients.show_values((*left.recipients, *left.classes))

    def show_problem(self, problem: str) -> None:
        """Say what is wrong with what is left."""
        self._information.show_problem(problem)

    def as_editor(self) -> Editor:
        """Give it as the editor of a question."""
        return Editor(widget=self, edited=self.edited, read=self.scope, show=self.show_scope)

    @Slot()
    def _tell(self) -> None:
        self.edited.emit()
