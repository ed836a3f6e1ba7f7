# SPDX-License-Identifier: Apache-2.0
"""The card that says what was explained before the person decided."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.consent import Explanation
from logbook.i18n import _
from ui.widgets.card import Card
from ui.widgets.check_list import CheckList
from ui.widgets.choice import Alternative
from ui.widgets.field import Field
from ui.widgets.text_area import TextArea


class _Point(Enum):
    WHY = "why"
    CONSEQUENCES = "consequences"
    WITHDRAWAL = "withdrawal"


class ExplanationCard(Card):
    """Shows an explanation; `edited` carries a whole new one for each edit by the person."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("What did you explain?"), "consent-explained")
        self._explanation = Explanation()
        words = {
            _Point.WHY: _("Why the information is wanted, and what will be done with it"),
            _Point.CONSEQUENCES: _("What follows if they say no"),
            _Point.WITHDRAWAL: _("That they can withdraw at any time, and how"),
        }
        self._points = CheckList(
            _("All three are needed: consent is informed, or it is not consent"),
            [Alternative(value=point, title=words[point]) for point in _Point],
            identifier="explained",
        )
        self._how = TextArea(2)
        self._how_field = Field(
            _("&How you explained it"),
            self._how,
            hint=_("In the clinic, by telephone, with an interpreter, in large print …"),
            identifier="explained-how",
        )
        self.add(self._points)
        self.add(self._how_field)
        self._points.edited.connect(self._emit)
        self._how.edited.connect(self._emit)

    def fields(self) -> dict[str, QWidget]:
        """Give the field of each part of the draft."""
        return {"explanation": self._points, "explanation.how": self._how_field}

    def show_explanation(self, explanation: Explanation) -> None:
        """Show an explanation. Emits nothing."""
        self._explanation = explanation
        told = (
            (_Point.WHY, explanation.why),
            (_Point.CONSEQUENCES, explanation.consequences_of_refusal),
            (_Point.WITHDRAWAL, explanation.right_to_withdraw),
        )
        self._points.show_values([point for point, was_told in told if was_told])
        self._how.show_text(explanation.how)

    @Slot()
    def _emit(self) -> None:
        told = self._points.values()
        # What this card does not ask stays as it was.
        self._explanation = replace(
            self._explanation,
            why=_Point.WHY in told,
            consequences_of_refusal=_Point.CONSEQUENCES in told,
            right_to_withdraw=_Point.WITHDRAWAL in told,
            how=self._how.text(),
        )
        self.edited.emit(self._explanation)
