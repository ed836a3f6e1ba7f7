# SPDX-License-Identifier: Apache-2.0
"""The cards that say what a consent covers: which information, for whom, and why."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.consent import ConsentScope, InformationCategory, PurposeClass
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.consenting.name_rows import NameRows
from ui.widgets.card import Card
from ui.widgets.check_list import CheckList
from ui.widgets.choice import Alternative, Choice
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.text_area import TextArea


class ScopeCards(QWidget):
    """Shows a scope; `edited` carries a whole new one for each edit by the person."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._lay_out()
        self._join()

    def fields(self) -> dict[str, QWidget]:
        """Give the field of each part of the draft."""
        return {
            "scope.information": self._information,
            "scope.left_out": self._left_out_field,
            "scope.recipients": self.recipients,
            "scope.purpose_class": self._class,
            "scope.purpose": self._purpose_field,
            "scope.how_used": self._how_used_field,
        }

    def show_scope(self, scope: ConsentScope) -> None:
        """Show a scope. Emits nothing."""
        self._information.show_values(scope.information)
        self._left_out.show_text(scope.left_out)
        self.recipients.show_names(scope.recipients)
        self._class.show_value(scope.purpose_class)
        self._purpose.show_text(scope.purpose)
        self._how_used.show_text(scope.how_used)

    def _lay_out(self) -> None:
        self._left_out, self._purpose, self._how_used = TextArea(2), TextArea(2), TextArea(2)
        self._information = CheckList(
            _("Tick everything they agreed to, and nothing more"),
            [Alternative(value=each, title=label(each)) for each in InformationCategory],
            identifier="consent-information",
        )
        self.recipients = NameRows(
            _("&Named recipients"),
            _("A person or a body by name: nobody else is covered."),
            "recipients",
        )
        explanations = {
            PurposeClass.CARE: _("For example a referral, a handover or a report to their GP."),
            PurposeClass.NON_CARE: _("Consent to this is given in writing."),
        }
        self._class = Choice(
            _("Is it for their care?"),
            [
                Alternative(value=each, title=label(each), explanation=explanations[each])
                for each in PurposeClass
            ],
            identifier="consent-purpose-class",
        )
        self._left_out_field = Field(
            _("What they want left &out"), self._left_out, identifier="consent-left-out"
        )
        self._purpose_field = Field(
            _("The &purpose in a sentence"), self._purpose, identifier="consent-purpose"
        )
        self._how_used_field = Field(
            _("How the recipient will &use it"), self._how_used, identifier="consent-how-used"
        )
        layout = column(self, "l")
        for heading, identifier, parts in (
            (_("What may be disclosed?"), "consent-what",
             (self._information, self._left_out_field)),
            (_("For whom?"), "consent-for-whom", (self.recipients,)),
            (_("Why?"), "consent-why", (self._class, self._purpose_field, self._how_used_field)),
        ):  # fmt: skip
            card = Card(heading, identifier)
            for part in parts:
                card.add(part)
            layout.addWidget(card)

    def _join(self) -> None:
        for field in (
            self._information,
            self._left_out,
            self.recipients,
            self._class,
            self._purpose,
            self._how_used,
        ):
            field.edited.connect(self._emit)

    @Slot()
    def _emit(self) -> None:
        chosen = self._class.value()
        self.edited.emit(
            ConsentScope(
                purpose_class=chosen if isinstance(chosen, PurposeClass) else None,
                purpose=self._purpose.text(),
                information=tuple(
                    each
                    for each in self._information.values()
                    if isinstance(each, InformationCategory)
                ),
                left_out=self._left_out.text(),
                recipients=self.recipients.names(),
                how_used=self._how_used.text(),
            )
        )
