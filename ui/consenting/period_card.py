# SPDX-License-Identifier: Apache-2.0
"""The card that says until when a consent holds, and when it is looked at again."""

from __future__ import annotations

from datetime import date
from enum import Enum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.consent import Period
from logbook.i18n import _
from ui.widgets.card import Card
from ui.widgets.choice import Alternative, Choice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.typed_date import Lean


class _Span(Enum):
    STANDING = "standing"
    UNTIL = "until"
    ONCE = "once"


class PeriodCard(Card):
    """Shows a period; `edited` carries a whole new one for each edit by the person."""

    edited = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__(_("Until when?"), "consent-period")
        words = {
            _Span.STANDING: _("Until they withdraw it"),
            _Span.UNTIL: _("Until a day they named"),
            _Span.ONCE: _("For one disclosure only"),
        }
        self._span = Choice(
            "",
            [Alternative(value=span, title=words[span]) for span in _Span],
            identifier="consent-span",
        )
        self._span.setAccessibleName(_("Until when?"))
        self._until = DateField(today, lean=Lean.FUTURE, identifier="consent-until")
        self._review = DateField(today, lean=Lean.FUTURE, identifier="consent-review")
        self._until_field = Field(_("The last da&y"), self._until)
        self._review_field = Field(
            _("Look at it a&gain on"),
            self._review,
            hint=_("It comes up on Today. After twelve months you are asked whether it stands."),
        )
        for part in (self._span, self._until_field, self._review_field):
            self.add(part)
        for field in (self._span, self._until, self._review):
            field.edited.connect(self._emit)

    @property
    def incomplete(self) -> bool:
        """Whether a last day was announced and is not there."""
        return self._span.value() is _Span.UNTIL and self._until.value() is None

    def fields(self) -> dict[str, QWidget]:
        """Give the field of each part of the draft."""
        return {
            "period.once": self._span,
            "period.until": self._until_field,
            "period.review_on": self._review_field,
        }

    def show_period(self, period: Period) -> None:
        """Show a period. Emits nothing."""
        span = _Span.ONCE if period.once else _Span.UNTIL if period.until else _Span.STANDING
        self._span.show_value(span)
        self._until.show_value(period.until)
        self._review.show_value(period.review_on)
        self._until_field.setVisible(span is _Span.UNTIL)

    @Slot()
    def _emit(self) -> None:
        span = self._span.value()
        self._until_field.setVisible(span is _Span.UNTIL)
        self.edited.emit(
            Period(
                review_on=self._review.value(),
                until=self._until.value() if span is _Span.UNTIL else None,
                once=span is _Span.ONCE,
            )
        )
