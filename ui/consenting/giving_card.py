# SPDX-License-Identifier: Apache-2.0
"""The card that says what was decided, how, when and by whom, and what shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.domain.capacity import CapacityAssessment, CompetenceAssessment
from logbook.domain.consent import (
    Capacity,
    ConsentDecision,
    ConsentMode,
    ConsentScope,
    Giving,
    PurposeClass,
)
from logbook.domain.representative import Representative
from logbook.i18n import _
from logbook.wording.labels import label
from logbook.wording.record_words import details, title
from ui.tables.checked_field import CheckedField
from ui.tables.record_choice import RecordChoice
from ui.widgets.card import Card
from ui.widgets.check_list import CheckList
from ui.widgets.choice import Alternative, Choice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.text_area import TextArea

Assessed = CapacityAssessment | CompetenceAssessment


class _Freely(Enum):
    YES = "yes"


class GivingCard(Card):
    """Shows how consent was decided; `edited` carries a whole new value for each edit.

    `rows_changed` tells that a field came or went, so that Tab can be led through them anew.
    """

    edited = Signal(object)
    rows_changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__(_("Their decision"), "consent-giving")
        self._giving = Giving()
        self._scope = ConsentScope()
        self._representatives: tuple[Representative, ...] = ()
        self._assessed: tuple[Assessed, ...] = ()
        self._lay_out(today)
        self._join()

    def fields(self) -> dict[str, QWidget]:
        """Give the field of each part of the draft."""
        return {
            "giving.decision": self._decision,
            "giving.mode": self._mode,
            "giving.implied_because": self._implied_field,
            "giving.not_written_because": self._not_written_field,
            "giving.given_on": self._given_on_field,
            "giving.representative": self._representative,
            "giving.given_by": self._given_by_field,
            "giving.capacity": self._capacity,
            "giving.capacity_assessment": self._assessment,
            "giving.present": self._present_field,
            "giving.freely": self._freely,
            "giving.pressure_possible": self._pressure,
            "giving.evidence": self._evidence_field,
        }

    def show_giving(self, giving: Giving) -> None:
        """Show how consent was decided. Emits nothing."""
        self._giving = giving
        self._decision.show_value(giving.decision)
        self._mode.show_value(giving.mode)
        for line, text in ((self._given_by, giving.given_by), (self._present, giving.present)):
            if line.text() != text:
                line.setText(text)
        self._given_on.show_value(giving.given_on)
        self._freely.show_values([_Freely.YES] if giving.freely else [])
        self._pressure.show_checked(checked=giving.pressure_possible)
        self._capacity.show_value(giving.capacity)
        self._representative.show_value(giving.representative)
        self._assessment.show_value(giving.capacity_assessment)
        self._evidence.show_text(giving.evidence)
        self._implied.show_text(giving.implied_because)
        self._not_written.show_text(giving.not_written_because)
        self._arrange()

    def show_scope(self, scope: ConsentScope) -> None:
        """Ask what the purpose makes a question: why not in writing, why it can be implied."""
        self._scope = scope
        self._arrange()

    def show_records(
        self,
        representatives: Sequence[Representative],
        assessed: Sequence[Assessed],
        zone: ZoneInfo,
    ) -> None:
        """Offer who is on record as deciding for the person, and what was assessed."""
        self._representatives, self._assessed = tuple(representatives), tuple(assessed)
        for choice, records in (
            (self._representative, self._representatives),
            (self._assessment, self._assessed),
        ):
            choice.show_alternatives(
                [
                    Alternative(value=each.id, title=title(each, zone), explanation=details(each))
                    for each in records
                ]
            )
        self._arrange()

    def _arrange(self) -> None:
        giving, mode = self._giving, self._giving.mode
        given = giving.decision is ConsentDecision.GIVEN
        implied = mode is ConsentMode.IMPLIED
        spoken = mode is not None and not mode.in_writing
        other = self._scope.purpose_class is PurposeClass.NON_CARE
        assessed = giving.capacity is Capacity.ASSESSED
        for field, asked in (
            (self._mode, given),
            (self._implied_field, given and implied),
            (self._not_written_field, given and spoken and other),
            (
                self._representative,
                bool(self._representatives) or giving.representative is not None,
            ),
            (self._capacity, given),
            (
                self._assessment,
                (given and assessed and bool(self._assessed))
                or giving.capacity_assessment is not None,
            ),
            (self._freely, given),
            (self._pressure, given and (bool(giving.present.strip()) or giving.pressure_possible)),
        ):
            field.setVisible(asked)
        self._given_on_field.show_help("" if given else _("The day they were asked or answered."))
        self._evidence_field.show_help(
            _("Where the signed form or the message is kept.")
            if given and mode is not None and mode.in_writing
            else _("Your note of the conversation, who was there …")
        )

    def _lay_out(self, today: date) -> None:
        self._decision = Choice(
            _("What did they decide?"),
            _alternatives(ConsentDecision),
            identifier="consent-decision",
        )
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
        self._pressure = CheckedField(
            _("Somebody there, or not there, may have pressed them"), "consent-pressure"
        )
        self._capacity = Choice(
            _("Could they decide this?"), _alternatives(Capacity), identifier="consent-capacity"
        )
        self._representative = RecordChoice(
            _("Who decided?"),
            "consent-representative",
            hint=_("Those on record as deciding or acting for this person."),
            none=_("The person themselves, or somebody named below"),
        )
        self._assessment = RecordChoice(
            _("Which assessment?"),
            "consent-assessment",
            hint=_("The one made for this decision."),
            none=_("None of these"),
        )
        self._make_lines()
        for field in self.fields().values():
            self.add(field)

    def _make_lines(self) -> None:
        self._given_by, self._present = QLineEdit(), QLineEdit()
        self._evidence, self._implied, self._not_written = TextArea(2), TextArea(2), TextArea(2)
        self._given_on_field = Field(_("&When"), self._given_on)
        self._given_by_field = Field(
            _("Who d&ecided for them, if they did not"),
            self._given_by,
            hint=_("Name and authority, such as a parent or an attorney for health."),
            identifier="consent-given-by",
        )
        self._present_field = Field(
            _("Who else was &there, if anybody"), self._present, identifier="consent-present"
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

    def _join(self) -> None:
        self._given_by.textEdited.connect(self._emit)
        self._present.textEdited.connect(self._emit)
        for field in (
            self._decision,
            self._mode,
            self._given_on,
            self._freely,
            self._pressure,
            self._capacity,
            self._assessment,
            self._evidence,
            self._implied,
            self._not_written,
        ):
            field.edited.connect(self._emit)
        self._representative.edited.connect(self._choose)
        for choice in (self._representative, self._assessment):
            choice.alternatives_changed.connect(self.rows_changed)

    @Slot(object)
    def _choose(self, representative: UUID | None) -> None:
        """Name who is chosen, and take a name out again that was only put in by choosing."""
        names = {each.id: each.name for each in self._representatives}
        if self._given_by.text() in {"", *names.values()}:
            name = names.get(representative, "") if representative is not None else ""
            self._given_by.setText(name)
        self._emit()

    @Slot()
    def _emit(self) -> None:
        decision, mode = self._decision.value(), self._mode.value()
        capacity = self._capacity.value()
        # What this card does not ask stays as it was.
        self._giving = replace(
            self._giving,
            decision=decision if isinstance(decision, ConsentDecision) else self._giving.decision,
            mode=mode if isinstance(mode, ConsentMode) else None,
            given_by=self._given_by.text(),
            given_on=self._given_on.value(),
            freely=bool(self._freely.values()),
            pressure_possible=self._pressure.checked(),
            present=self._present.text(),
            capacity=capacity if isinstance(capacity, Capacity) else None,
            representative=self._representative.value(),
            capacity_assessment=self._assessment.value(),
            evidence=self._evidence.text(),
        )
        self._arrange()
        self._giving = replace(
            self._giving,
            implied_because="" if self._implied_field.isHidden() else self._implied.text(),
            not_written_because=""
            if self._not_written_field.isHidden()
            else self._not_written.text(),
        )
        self.edited.emit(self._giving)


def _alternatives(values: type[Enum]) -> list[Alternative]:
    return [Alternative(value=each, title=label(each)) for each in values]
