# SPDX-License-Identifier: Apache-2.0
"""The card that says until when a consent holds, how often, and how it can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import Enum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.domain.consent import Period
from logbook.i18n import _
from ui.widgets.card import Card
from ui.widgets.choice import Alternative, Choice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.number_line import NumberLine
from ui.widgets.typed_date import Lean


class _Span(Enum):
    STANDING = "standing"
    UNTIL = "until"
    ONCE = "once"
    COUNTED = "counted"


_MAY_BE_COUNTED = frozenset({_Span.UNTIL, _Span.COUNTED})


class PeriodCard(Card):
    """Shows a period; `edited` carries a whole new one for each edit by the person."""

    edited = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__(_("Until when?"), "consent-period")
        self._period = Period()
        self._lay_out(today)
        self._withdrawal.textEdited.connect(self._emit)
        for field in (self._span, self._until, self._uses, self._review):
            field.edited.connect(self._emit)

    @property
    def incomplete(self) -> bool:
        """Whether a last day was announced and is not there."""
        return self._span.value() is _Span.UNTIL and self._until.value() is None

    @property
    def uncounted(self) -> bool:
        """Whether a number of disclosures was announced and is not there."""
        return self._span.value() is _Span.COUNTED and self._uses.value() is None

    def fields(self) -> dict[str, QWidget]:
        """Give the field of each part of the draft."""
        return {
            "period.once": self._span,
            "period.until": self._until_field,
            "period.max_uses": self._uses_field,
            "period.review_on": self._review_field,
            "period.withdrawal_method": self._withdrawal_field,
        }

    def show_period(self, period: Period) -> None:
        """Show a period. Emits nothing."""
        self._period = period
        span = _Span.STANDING
        if period.once:
            span = _Span.ONCE
        elif period.until:
            span = _Span.UNTIL
        elif period.max_uses is not None:
            span = _Span.COUNTED
        self._span.show_value(span)
        self._until.show_value(period.until)
        self._uses.show_value(period.max_uses)
        self._review.show_value(period.review_on)
        if self._withdrawal.text() != period.withdrawal_method:
            self._withdrawal.setText(period.withdrawal_method)
        self._arrange(span)

    def reveal(self) -> None:
        """Show the line of a last day in which something stands that is no day yet."""
        if self._until.typed():
            self._span.show_value(_Span.UNTIL)
            self._arrange(_Span.UNTIL)

    def _lay_out(self, today: date) -> None:
        words = {
            _Span.STANDING: _("Until they withdraw it"),
            _Span.UNTIL: _("Until a day they named"),
            _Span.ONCE: _("For one disclosure only"),
            _Span.COUNTED: _("For a number of disclosures"),
        }
        self._span = Choice(
            "",
            [Alternative(value=span, title=words[span]) for span in _Span],
            identifier="consent-span",
        )
        self._span.setAccessibleName(_("Until when?"))
        self._until = DateField(today, lean=Lean.FUTURE, identifier="consent-until")
        self._uses = NumberLine("consent-max-uses")
        self._review = DateField(today, lean=Lean.FUTURE, identifier="consent-review")
        self._withdrawal = QLineEdit()
        self._until_field = Field(_("The last da&y"), self._until)
        self._uses_field = Field(_("How &many disclosures at most"), self._uses)
        self._review_field = Field(
            _("Look at it a&gain on"),
            self._review,
            hint=_("It comes up on Today. After twelve months you are asked whether it stands."),
        )
        self._withdrawal_field = Field(
            _("How they can take it &back"),
            self._withdrawal,
            hint=_("For example by telephone, or by telling anybody at the practice."),
            identifier="consent-withdrawal",
        )
        for field in self.fields().values():
            self.add(field)

    def _arrange(self, span: object) -> None:
        self._until_field.setVisible(span is _Span.UNTIL)
        self._uses_field.setVisible(span in _MAY_BE_COUNTED)

    @Slot()
    def _emit(self) -> None:
        span = self._span.value()
        self._arrange(span)
        self._period = replace(
            self._period,
            review_on=self._review.value(),
            until=self._until.value() if span is _Span.UNTIL else None,
            once=span is _Span.ONCE,
            max_uses=self._uses.value() if span in _MAY_BE_COUNTED else None,
            withdrawal_method=self._withdrawal.text(),
        )
        self.edited.emit(self._period)
