# SPDX-License-Identifier: Apache-2.0
"""The cards that say what a consent covers: which information, for whom, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.consent import ConsentScope, InformationCategory, PurposeClass
from logbook.domain.party import RecipientClass
from logbook.domain.research import Medium
from logbook.domain.uses import Use
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.consenting.name_rows import NameRows
from ui.tables.checked_field import CheckedField
from ui.widgets.card import Card
from ui.widgets.check_list import CheckList
from ui.widgets.choice import Alternative, Choice, ComboChoice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.text_area import TextArea

_Value = TypeVar("_Value", bound=Enum)

_SHOWN_TO_THE_WORLD = frozenset({Use.TEACHING, Use.PUBLICATION, Use.RESEARCH})


class ScopeCards(QWidget):
    """Shows a scope; `edited` carries a whole new one for each edit by the person."""

    edited = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._scope = ConsentScope()
        self._lay_out(today)
        self._join()

    def fields(self) -> dict[str, QWidget]:
        """Give the field of each part of the draft."""
        return {
            "scope.information": self._information,
            "scope.since": self._since_field,
            "scope.until": self._until_field,
            "scope.left_out": self._left_out_field,
            "scope.recipients": self.recipients,
            "scope.classes": self._classes,
            "scope.purpose_class": self._class,
            "scope.use": self._use_field,
            "scope.media": self._media,
            "scope.purpose": self._purpose_field,
            "scope.how_used": self._how_used_field,
        }

    def show_scope(self, scope: ConsentScope) -> None:
        """Show a scope. Emits nothing."""
        self._scope = scope
        self._information.show_values(scope.information)
        dated = scope.since is not None or scope.until is not None
        self._dated.show_checked(checked=dated)
        self._since.show_value(scope.since)
        self._until.show_value(scope.until)
        self._left_out.show_text(scope.left_out)
        self.recipients.show_names(scope.recipients)
        self._described.show_checked(checked=bool(scope.classes))
        self._classes.show_values(scope.classes)
        self._class.show_value(scope.purpose_class)
        self._use.show_value(scope.use)
        self._media.show_values(scope.media)
        self._purpose.show_text(scope.purpose)
        self._how_used.show_text(scope.how_used)
        self._arrange(scope)

    def reveal(self) -> None:
        """Show the lines of a time in which something stands that is no day yet."""
        if self._since.typed() or self._until.typed():
            self._dated.show_checked(checked=True)
            self._arrange(self._scope)

    def _arrange(self, scope: ConsentScope) -> None:
        """Show what only some consents have, where it is asked or answered."""
        dated = self._dated.checked()
        self._since_field.setVisible(dated)
        self._until_field.setVisible(dated)
        self._classes.setVisible(self._described.checked())
        other = scope.purpose_class is PurposeClass.NON_CARE
        self._use_field.setVisible(other or scope.use is not None)
        self._media.setVisible(scope.use in _SHOWN_TO_THE_WORLD or bool(scope.media))

    def _lay_out(self, today: date) -> None:
        self._make_what(today)
        self._make_for_whom()
        self._make_why()
        layout = column(self, "l")
        what = (self._information, self._dated, self._since_field, self._until_field,
                self._left_out_field)  # fmt: skip
        why = (self._class, self._use_field, self._media, self._purpose_field,
               self._how_used_field)  # fmt: skip
        for heading, identifier, parts in (
            (_("What may be disclosed?"), "consent-what", what),
            (_("For whom?"), "consent-for-whom",
             (self.recipients, self._described, self._classes)),
            (_("Why?"), "consent-why", why),
        ):  # fmt: skip
            card = Card(heading, identifier)
            for part in parts:
                card.add(part)
            layout.addWidget(card)

    def _make_what(self, today: date) -> None:
        self._information = CheckList(
            _("Tick everything they agreed to, and nothing more"),
            _alternatives(InformationCategory),
            identifier="consent-information",
        )
        self._dated = CheckedField(_("Only information of a certain time"), "consent-dated")
        self._since = DateField(today, identifier="consent-since")
        self._until = DateField(today, identifier="consent-information-until")
        self._left_out = TextArea(2)
        self._since_field = Field(_("From this day on"), self._since)
        self._until_field = Field(_("Up to this day"), self._until)
        self._left_out_field = Field(
            _("What they want left &out"), self._left_out, identifier="consent-left-out"
        )

    def _make_for_whom(self) -> None:
        self.recipients = NameRows(
            _("&Named recipients"),
            _("A person or a body by name: nobody else is covered."),
            "recipients",
        )
        self._described = CheckedField(
            _("They described somebody, such as “my GP”"), "consent-described"
        )
        self._classes = CheckList(
            _("Described recipients"),
            _alternatives(RecipientClass),
            identifier="consent-classes",
            hint=_("It reaches only who is on the person's record as belonging there."),
        )

    def _make_why(self) -> None:
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
        # Care is what the question above answers.
        uses = [each for each in _alternatives(Use) if each.value is not Use.CARE]
        self._use = ComboChoice(
            [*uses, Alternative(value=None, title=_("Not named"))],
            identifier="consent-use",
            hint=_("Choose"),
        )
        self._use_field = Field(_("Which &use"), self._use, identifier="consent-use")
        self._media = CheckList(
            _("Where may it appear?"),
            _alternatives(Medium),
            identifier="consent-media",
            hint=_("Each on its own: what was published cannot be called back."),
        )
        self._purpose, self._how_used = TextArea(2), TextArea(2)
        self._purpose_field = Field(
            _("The &purpose in a sentence"), self._purpose, identifier="consent-purpose"
        )
        self._how_used_field = Field(
            _("How the recipient will u&se it"), self._how_used, identifier="consent-how-used"
        )

    def _join(self) -> None:
        for field in (
            self._information,
            self._dated,
            self._since,
            self._until,
            self._left_out,
            self.recipients,
            self._described,
            self._classes,
            self._class,
            self._use,
            self._media,
            self._purpose,
            self._how_used,
        ):
            field.edited.connect(self._emit)

    @Slot()
    def _emit(self) -> None:
        chosen, use = self._class.value(), self._use.value()
        dated = self._dated.checked()
        described = self._described.checked()
        # What these cards do not ask stays as it was.
        self._scope = replace(
            self._scope,
            purpose_class=chosen if isinstance(chosen, PurposeClass) else None,
            purpose=self._purpose.text(),
            information=_of(InformationCategory, self._information),
            since=self._since.value() if dated else None,
            until=self._until.value() if dated else None,
            left_out=self._left_out.text(),
            recipients=self.recipients.names(),
            classes=_of(RecipientClass, self._classes) if described else (),
            how_used=self._how_used.text(),
            use=use if isinstance(use, Use) else None,
            media=_of(Medium, self._media),
        )
        self._arrange(self._scope)
        self.edited.emit(self._scope)


def _alternatives(values: type[Enum]) -> list[Alternative]:
    return [Alternative(value=each, title=label(each)) for each in values]


def _of(kind: type[_Value], boxes: CheckList) -> tuple[_Value, ...]:
    return tuple(each for each in boxes.values() if isinstance(each, kind))
