# SPDX-License-Identifier: Apache-2.0
"""A date and a time of day, typed as in a diary and read in the practice's zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.i18n import _
from ui import theme
from ui.theme import Tone
from ui.widgets.date_field import date_in_words
from ui.widgets.layouts import column, row
from ui.widgets.naming import announce, named
from ui.widgets.text import Text
from ui.widgets.typed_date import Lean, understand_date, understand_time


class MomentField(QWidget):
    """Two lines, date and time; `edited` carries an aware UTC instant of whole minutes, or None."""

    edited = Signal(object)

    def __init__(
        self, now: datetime, zone: ZoneInfo, *, lean: Lean = Lean.PAST, identifier: str = "moment"
    ) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._today, self._zone, self._lean = now.astimezone(zone).date(), zone, lean
        self._shown: datetime | None = None
        self.day = named(QLineEdit(), f"{identifier}-date", _("Date"))
        self.day.setPlaceholderText(_("for example 3 Sep or yesterday"))
        self.clock = named(QLineEdit(), f"{identifier}-time", _("Time of day"))
        self.clock.setPlaceholderText(_("14:30"))
        self._understood = Text(look="small")
        self.setFocusProxy(self.day)
        line = row(gap="s")
        line.addWidget(self.day, 2)
        line.addWidget(self.clock, 1)
        layout = column(self, "xs")
        layout.addLayout(line)
        layout.addWidget(self._understood)
        self._say()
        for part in (self.day, self.clock):
            part.textEdited.connect(self._tell)
            part.editingFinished.connect(self._speak)

    def value(self) -> datetime | None:
        """Give the instant understood (aware, UTC), or None.

        An hour that the clocks skip in spring is none; one they repeat in autumn is the first.
        """
        if self._shown and (self.day.text(), self.clock.text()) == self._written(self._shown):
            return self._shown
        day = understand_date(self.day.text(), self._today, self._lean)
        clock = understand_time(self.clock.text())
        if day is None or clock is None:
            return None
        local = datetime.combine(day, clock, self._zone)
        instant = local.astimezone(UTC)
        skipped = instant.astimezone(self._zone).replace(tzinfo=None) != local.replace(tzinfo=None)
        return None if skipped else instant

    def show_value(self, value: datetime | None) -> None:
        """Show an instant in the practice's zone. Emits nothing.

        An instant that has seconds is given back whole as long as nothing is typed over it.
        """
        if value is not None and value == self.value():
            return
        self._shown = value
        day, clock = self._written(value) if value else ("", "")
        self.day.setText(day)
        self.clock.setText(clock)
        self._say()

    def typed(self) -> str:
        """Give both lines as typed, understood or not, with a tab between them."""
        return f"{self.day.text()}\t{self.clock.text()}"

    def show_typed(self, typed: str) -> None:
        """Show both lines as they were typed. Emits nothing."""
        self._shown = None
        day, _tab, clock = typed.partition("\t")
        self.day.setText(day)
        self.clock.setText(clock)
        self._say()

    def _written(self, value: datetime) -> tuple[str, str]:
        local = value.astimezone(self._zone)
        return f"{local.day}/{local.month}/{local.year}", f"{local:%H:%M}"

    @Slot()
    def _tell(self) -> None:
        self._say()
        self.edited.emit(self.value())

    @Slot()
    def _speak(self) -> None:
        announce(self.day, self._understood.text())

    def _say(self) -> None:
        value = self.value()
        self._understood.show_tone(None)
        if value:
            local = value.astimezone(self._zone)
            self._understood.setText(
                _("{date} at {time} ({zone})").format(
                    date=date_in_words(local.date(), self._today),
                    time=f"{local:%H:%M}", zone=local.tzname(),
                )
            )  # fmt: skip
        elif self.day.text().strip() or self.clock.text().strip():
            self._understood.show_tone(Tone.WARN)
            self._understood.setText(self._missing())
        else:
            self._understood.setText("")

    def _missing(self) -> str:
        if understand_date(self.day.text(), self._today, self._lean) is None:
            return _("Not a date yet. Type the day first, such as 3/9/26.")
        if understand_time(self.clock.text()) is None:
            return _("Not a time yet. Type it such as 14:30 or 2.30pm.")
        return _("The clocks went forward over this hour, so it did not exist that day.")
