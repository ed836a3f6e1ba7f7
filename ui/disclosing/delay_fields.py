# SPDX-License-Identifier: Apache-2.0
"""Who asked that the person is not told yet, on what they rest it, and until when (NT-14)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit

from logbook.domain.notification import DelayRequest
from logbook.i18n import _
from ui.tables.checked_field import CheckedField
from ui.widgets.card import Card
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.typed_date import Lean


class DelayFields(Card):
    """`fields` holds the field of each part."""

    edited = Signal()

    def __init__(self, today: date) -> None:
        super().__init__(_("Who asked that they are not told yet"), "telling-delay")
        self._lines = {name: QLineEdit() for name in ("authority", "name", "role", "number")}
        titles = {
            "authority": _("Which authority"),
            "name": _("Name of whoever asked"),
            "role": _("Rank or role"),
            "number": _("Their number or reference"),
        }
        self.fields: dict[str, Field | CheckedField] = {
            f"telling.delay.{name}": Field(titles[name], line, identifier=f"delay-{name}")
            for name, line in self._lines.items()
        }
        self._in_writing = CheckedField(_("I have it in writing"), "delay-in-writing")
        self._until = DateField(today, lean=Lean.FUTURE, identifier="delay-until")
        self.fields["telling.delay"] = self._in_writing
        self.fields["telling.delay.until"] = Field(
            _("Until when"), self._until, hint=_("What was only said holds for 30 days at most.")
        )
        for field in self.fields.values():
            self.add(field)
        for line in self._lines.values():
            line.textEdited.connect(self._tell)
        self._in_writing.edited.connect(self._tell)
        self._until.edited.connect(self._tell)

    def delay(self) -> DelayRequest:
        """Give what is entered."""
        return DelayRequest(
            **{name: line.text() for name, line in self._lines.items()},
            in_writing=self._in_writing.checked(),
            until=self._until.value(),
        )

    def show_delay(self, delay: DelayRequest | None) -> None:
        """Show a request for delay. Emits nothing."""
        shown = delay or DelayRequest()
        for name, line in self._lines.items():
            if line.text() != getattr(shown, name):
                line.setText(getattr(shown, name))
        self._in_writing.show_checked(checked=shown.in_writing)
        self._until.show_value(shown.until)

    @Slot()
    def _tell(self) -> None:
        self.edited.emit()
