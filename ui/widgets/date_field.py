# SPDX-License-Identifier: Apache-2.0
"""A line for a date as people type it, with the understood date in words below.

No calendar box: `QDateEdit` takes no "yesterday" and reads out as a spin button.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.i18n import N_, _
from ui import theme
from ui.theme import Tone
from ui.widgets.layouts import column
from ui.widgets.naming import announce, named
from ui.widgets.text import Text
from ui.widgets.typed_date import Lean, understand_date

_WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip
_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


class DateField(QWidget):
    """Takes `3/9/26`, `3 Sep`, `yesterday`; `edited` carries the date understood, or None.

    Only the person's typing emits; `show_value` does not.
    """

    edited = Signal(object)

    def __init__(self, today: date, *, lean: Lean = Lean.PAST, identifier: str = "date") -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._today, self._lean = today, lean
        self.line = named(QLineEdit(), identifier)
        self.line.setPlaceholderText(_("for example 3/9/26, 3 Sep or yesterday"))
        self._understood = Text(look="small")
        self._understood.setMinimumHeight(self._understood.sizeHint().height())
        self.setFocusProxy(self.line)
        layout = column(self, "xs")
        layout.addWidget(self.line)
        layout.addWidget(self._understood)
        self._say()
        self.line.textEdited.connect(self._tell)
        self.line.editingFinished.connect(self._speak)

    def value(self) -> date | None:
        """Give the date understood, or None if there is none."""
        return understand_date(self.line.text(), self._today, self._lean)

    def typed(self) -> str:
        """Give the text as typed, understood or not."""
        return self.line.text()

    def show_value(self, value: date | None, typed: str = "") -> None:
        """Show a date, or the text as it was typed; what is shown already is left alone."""
        if typed or value is None:
            text = typed
        elif value == self.value():
            return
        else:
            text = f"{value.day}/{value.month}/{value.year}"
        if text != self.line.text():
            self.line.setText(text)
        self._say()

    @Slot()
    def _tell(self) -> None:
        self._say()
        self.edited.emit(self.value())

    @Slot()
    def _speak(self) -> None:
        announce(self.line, self._understood.text())

    def _say(self) -> None:
        value = self.value()
        if value:
            self._understood.show_tone(None)
            self._understood.setText(date_in_words(value, self._today))
        elif self.line.text().strip():
            self._understood.show_tone(Tone.WARN)
            self._understood.setText(_("Not a date yet. Type the day first, such as 3/9/26."))
        else:
            self._understood.setText("")


def half_typed_days(form: QWidget) -> dict[str, str]:
    """Give by identifier what stands in the lines for dates in a form and is no date yet."""
    return {
        day.line.accessibleIdentifier(): day.typed()
        for day in form.findChildren(DateField)
        if day.value() is None and day.typed()
    }


def date_in_words(value: date, today: date) -> str:
    """Write a date out, with how far it is from today where that helps to catch a slip."""
    days = (value - today).days
    nearness = {0: N_("today"), -1: N_("yesterday"), 1: N_("tomorrow")}.get(days)
    written = _("{weekday} {day} {month} {year}").format(
        weekday=_(_WEEKDAYS[value.weekday()]), day=value.day, month=_(_MONTHS[value.month - 1]),
        year=value.year,
    )  # fmt: skip
    if nearness:
        return _("{date} ({nearness})").format(date=written, nearness=_(nearness))
    return written
