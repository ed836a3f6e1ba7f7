# SPDX-License-Identifier: Apache-2.0
"""The card that takes out of a consent what somebody no longer agrees to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal, Slot

from logbook.domain.consent import ConsentScope, InformationCategory
from logbook.domain.party import RecipientClass
from logbook.i18n import _
from logbook.wording.labels import label
from ui.widgets.card import Card
from ui.widgets.check_list import CheckList
from ui.widgets.choice import Alternative
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.typed_date import Lean


class NarrowCard(Card):
    """All of what stands is ticked; `edited` tells that something was taken out or put back."""

    edited = Signal()

    def __init__(self, scope: ConsentScope, today: date) -> None:
        super().__init__(_("What they still agree to"), "narrow", gap="l")
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
        self._until = DateField(today, lean=Lean.FUTURE, identifier="narrow-until")
        self._information.show_values(scope.information)
        self._recipients.show_values((*scope.recipients, *scope.classes))
        self._until_field = Field(_("The last day, if there is one from now on"), self._until)
        for part in (self._information, self._recipients, self._until_field):
            self.add(part)
            part_edited = getattr(part, "edited", self._until.edited)
            part_edited.connect(self._tell)
        self.setFocusProxy(self._information)

    @property
    def until(self) -> date | None:
        """The last day from then on, if one was named."""
        return self._until.value()

    @property
    def scope(self) -> ConsentScope | None:
        """What is left; None where nothing was taken out."""
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

    @property
    def nothing_left(self) -> bool:
        """Whether everything was taken out: that is a withdrawal."""
        return not self._information.values() or not self._recipients.values()

    def show_problem(self, part: str, problem: str) -> None:
        """Say what is wrong with what is left, or with the day."""
        (self._until_field if part == "until" else self._information).show_problem(problem)

    @Slot()
    def _tell(self) -> None:
        self.edited.emit()
