# SPDX-License-Identifier: Apache-2.0
"""The card that says how, when and by whom the consent was given, and what shows it."""

from __future__ import annotations

from datetime import date
from enum import Enum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.domain.consent import Capacity, ConsentMode, Giving, PurposeClass
from logbook.i18n import _
from logbook.wording.labels import label
from ui.widgets.card import Card
from ui.widgets.check_list import CheckList
from ui.widgets.choice import Alternative, Choice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.text_area import TextArea


class _Freely(Enum):
    YES = "yes"


class GivingCard(Card):
    """Shows how consent was given; `edited` carries a whole new value for each edit."""

    edited = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__(_("How was it given?"), "consent-giving")
        self._purpose_class: PurposeClass | None = None
        self._lay_out(today)
        self._join()

    def fields(self) -> dict[str, QWidget]:
        """Give the field of each part of the draft."""
        return {
            "giving.mode": self._mode,
            "giving.implied_because": self._implied_field,
            "giving.not_written_because": self._not_written_field,
            "giving.given_on": self._given_on_field,
            "giving.freely": self._freely,
            "giving.capacity": self._capacity,
            "giving.given_by": self._given_by_field,
            "giving.evidence": self._evidence_field,
        }

    def show_giving(self, giving: Giving) -> None:
        """Show how consent was given. Emits nothing."""
        self._mode.show_value(giving.mode)
        if self._given_by.text() != giving.given_by:
            self._given_by.setText(giving.given_by)
        self._given_on.show_value(giving.given_on)
        self._freely.show_values([_Freely.YES] if giving.freely else [])
        self._capacity.show_value(giving.capacity)
        self._evidence.show_text(giving.evidence)
        self._implied.show_text(giving.implied_because)
        self._not_written.show_text(giving.not_written_because)
        self._arrange()

    def show_purpose_class(self, purpose_class: PurposeClass | None) -> None:
        """Ask why it is not in writing where the purpose makes that a question."""
        self._purpose_class = purpose_class
        self._arrange()

    def _arrange(self) -> None:
        mode = self._mode.value()
        implied = mode is ConsentMode.IMPLIED
        spoken = isinstance(mode, ConsentMode) and not mode.in_writing
        self._implied_field.setVisible(implied)
        self._not_written_field.setVisible(spoken and self._purpose_class is PurposeClass.NON_CARE)
        self._evidence_field.show_help(
            _("Where the signed form or the message is kept.")
            if isinstance(mode, ConsentMode) and mode.in_writing
            else _("Your note of the conversation, who was there …")
        )

    def _lay_out(self, today: date) -> None:
        explanations = {
            ConsentMode.IMPLIED: _("They took part knowing what follows. For care only."),
            ConsentMode.EXPRESS_ORAL: _("They said yes."),
            ConsentMode.EXPRESS_WRITTEN: _("They signed."),
            ConsentMode.EXPRESS_ELECTRONIC: _("They answered by e-mail, portal or signed screen."),
        }
        self._mode = Choice(
            _("In which form?"),
            [
                Alternative(value=each, title=label(each), explanation=explanations[each])
                for each in ConsentMode
            ],
            identifier="consent-mode",
        )
        self._given_on = DateField(today, identifier="consent-given-on")
        self._freely = CheckList(
            "",
            [Alternative(value=_Freely.YES, title=_("They decided freely: nobody pressed them"))],
            identifier="consent-freely",
        )
        self._capacity = Choice(
            _("Could they decide this?"),
            [Alternative(value=each, title=label(each)) for each in Capacity],
            identifier="consent-capacity",
        )
        self._given_by = QLineEdit()
        self._evidence, self._implied, self._not_written = TextArea(2), TextArea(2), TextArea(2)
        self._given_on_field = Field(_("&When"), self._given_on)
        self._given_by_field = Field(
            _("Who d&ecided for them, if they did not"),
            self._given_by,
            hint=_("Name and authority, such as a parent or an attorney for health."),
            identifier="consent-given-by",
        )
        self._evidence_field = Field(
            _("What s&hows it"), self._evidence, identifier="consent-evidence"
        )
        self._implied_field = Field(
            _("Why &it can be taken as given"), self._implied, identifier="consent-implied"
        )
        self._not_written_field = Field(
            _("Why it is not in w&riting"), self._not_written, identifier="consent-not-written"
        )
        for field in self.fields().values():
            self.add(field)

    def _join(self) -> None:
        self._given_by.textEdited.connect(self._emit)
        for field in (
            self._mode,
            self._given_on,
            self._freely,
            self._capacity,
            self._evidence,
            self._implied,
            self._not_written,
        ):
            field.edited.connect(self._emit)

    @Slot()
    def _emit(self) -> None:
        self._arrange()
        mode, capacity = self._mode.value(), self._capacity.value()
        self.edited.emit(
            Giving(
                mode=mode if isinstance(mode, ConsentMode) else None,
                given_by=self._given_by.text(),
                given_on=self._given_on.value(),
                freely=bool(self._freely.values()),
                capacity=capacity if isinstance(capacity, Capacity) else None,
                evidence=self._evidence.text(),
                implied_because="" if self._implied_field.isHidden() else self._implied.text(),
                not_written_because=""
                if self._not_written_field.isHidden()
                else self._not_written.text(),
            )
        )
