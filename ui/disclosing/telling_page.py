# SPDX-License-Identifier: Apache-2.0
"""The step that asks whether the service user was told, or why not (HP4).

What is known that bears on it comes first; what the guidance makes of that is chosen beforehand
and can be chosen otherwise, except where telling would be an offence.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot

from logbook.domain.assessment import Assessment
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.findings import Code
from logbook.domain.notification import (
    Counting,
    NotTellingReason,
    Telling,
    TellingFact,
    TellingMethod,
    TellingOutcome,
)
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.labels import label
from logbook.wording.record_words import RecordsOnFile, details
from ui.disclosing.delay_fields import DelayFields
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.telling_advice import advice_notices
from ui.tables.record_choice import RecordChoice
from ui.widgets.check_list import CheckList
from ui.widgets.choice import Alternative, Choice, ComboChoice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.notes_panel import NotesPanel
from ui.widgets.text_area import TextArea
from ui.widgets.typed_date import Lean

_WAITING = frozenset(
    {
        TellingOutcome.TELL_LATER,
        TellingOutcome.NOT_TOLD,
        TellingOutcome.UNABLE,
        TellingOutcome.BLOCKED,
    }
)
_REASONS = tuple(
    reason
    for reason in NotTellingReason
    if reason.counts_as not in {Counting.TOLD, Counting.BLOCKED}
)


class TellingPage(DraftPage):
    """Asks for what is known, for the outcome, and then only for what that outcome needs."""

    def __init__(self, draft: DisclosureDraft, today: date) -> None:
        super().__init__(
            draft,
            Step.TELLING,
            _("Does the person know?"),
            _("People should not be surprised by what was told about them."),
        )
        self._blocked = self._at_unsafe_contact = False
        self._lay_out(today)
        self.show_draft(draft)
        self._join()
        self.settle_tab_order()

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the draft's decision on telling."""
        super().show_draft(draft)
        telling = draft.telling
        self._facts.show_values(telling.facts)
        self._delay.show_delay(telling.delay)
        self._outcome.show_value(telling.outcome)
        self._told_on.show_value(telling.told_on)
        self._method.show_value(telling.method)
        self._unsafe.show_text(telling.unsafe_contact_because)
        self._representative.show_value(telling.representative)
        self._reason.show_value(telling.reason)
        self._explanation.show_text(telling.explanation)
        self._review_on.show_value(telling.review_on)
        self._arrange()

    def show_assessment(self, assessment: Assessment) -> None:
        """Show whether the table of the guidance leaves a choice, and why not if it does not."""
        self._blocked = assessment.telling.blocked
        self._forbidden.show_notices(advice_notices(assessment.telling) if self._blocked else ())
        self._at_unsafe_contact = any(
            found.code is Code.CONTACT_UNSAFE and found.part == "telling.method"
            for found in assessment.findings
        )
        self._arrange()

    def show_records(self, records: RecordsOnFile) -> None:
        """Offer whoever is on record to be told in the person's stead."""
        self._representative.show_alternatives(
            [
                Alternative(value=each.id, title=each.name, explanation=details(each))
                for each in records.representatives
            ]
        )

    def _arrange(self) -> None:
        outcome, reason = self._outcome.value(), self._reason.value()
        if self._blocked:
            outcome = TellingOutcome.BLOCKED
        knows = isinstance(outcome, TellingOutcome) and outcome.told
        in_stead = outcome is TellingOutcome.REPRESENTATIVE_TOLD
        later = outcome is TellingOutcome.TELL_LATER
        reviewed = isinstance(reason, NotTellingReason) and reason.needs_review
        waiting = outcome in _WAITING
        self._outcome.setVisible(not self._blocked)
        self._forbidden.setVisible(self._blocked)
        self._delay.setVisible(
            TellingFact.AUTHORITY_ASKED_DELAY in self._facts.values()
            or reason is NotTellingReason.AUTHORITY_ASKED_FOR_DELAY
        )
        self._told_field.setVisible(knows or in_stead)
        self._method_field.setVisible(knows or in_stead)
        self._unsafe_field.setVisible(self._at_unsafe_contact or bool(self._unsafe.text()))
        self._representative.setVisible(in_stead)
        self._reason.setVisible(waiting and not self._blocked)
        self._explanation_field.setVisible(waiting)
        self._review_field.setVisible(later or (waiting and reviewed))
        self._review_field.show_help(
            _("By when will you tell them?")
            if later
            else _("When will you look at this decision again? Twelve months at most.")
        )

    def _lay_out(self, today: date) -> None:
        self._forbidden = NotesPanel("", identifier="telling-forbidden")
        self._facts = CheckList(
            _("Is any of this so?"),
            [Alternative(value=fact, title=label(fact)) for fact in TellingFact],
            identifier="telling-facts",
            hint=_("Tick nothing if none of it is. What is usual follows from this."),
        )
        self._delay = DelayFields(today)
        self._build_outcome(today)
        self._build_not_told(today)
        self.put("telling.facts", self._facts)
        for asked, line in self._delay.fields.items():
            self.keep_field(asked, line)
        self.add(self._delay)
        self.add(self._forbidden)
        for part, field in (
            ("outcome", self._outcome),
            ("told_on", self._told_field),
            ("method", self._method_field),
            ("unsafe_contact_because", self._unsafe_field),
            ("representative", self._representative),
            ("reason", self._reason),
            ("explanation", self._explanation_field),
            ("review_on", self._review_field),
        ):
            self.put(f"telling.{part}", field)

    def _build_outcome(self, today: date) -> None:
        explanations = {
            TellingOutcome.ALREADY_KNOWS: _("They asked for it, agreed to it or were present."),
            TellingOutcome.TELL_LATER: _("It stays on the Today page until they are told."),
            TellingOutcome.NOT_TOLD: _("Telling would do harm, or they do not want it."),
            TellingOutcome.UNABLE: _("It was tried, and will be tried again."),
        }
        self._outcome = Choice(
            _("So they are told:"),
            [
                Alternative(
                    value=outcome, title=label(outcome), explanation=explanations.get(outcome, "")
                )
                for outcome in TellingOutcome
                if outcome is not TellingOutcome.BLOCKED
            ],
            identifier="telling-outcome",
        )
        self._told_on = DateField(today, identifier="told-on")
        self._told_field = Field(_("&When they learnt of it"), self._told_on)
        self._method = ComboChoice(
            [Alternative(value=method, title=label(method)) for method in TellingMethod],
            identifier="telling-method",
            hint=_("Choose"),
        )
        self._method_field = Field(_("&How they were told, if you know"), self._method)
        self._unsafe = TextArea(2)
        self._unsafe_field = Field(
            _("Why this contact is used although it is marked &unsafe"),
            self._unsafe,
            identifier="unsafe-contact",
        )
        self._representative = RecordChoice(
            _("Who was told in their stead"),
            "telling-representative",
            hint=_("Being next of kin gives no authority by itself."),
            none=_("Whoever decides for them here"),
        )

    def _build_not_told(self, today: date) -> None:
        self._reason = Choice(
            _("Why not, or not yet?"),
            [Alternative(value=reason, title=label(reason)) for reason in _REASONS],
            identifier="not-telling-reason",
            hint=_("Some of these keep the entry out of everything the person may be shown."),
        )
        self._explanation = TextArea(2)
        self._explanation_field = Field(
            _("In &your own words"), self._explanation, identifier="telling-explanation"
        )
        self._review_on = DateField(today, lean=Lean.FUTURE, identifier="review-on")
        self._review_field = Field(_("&Look at it again on"), self._review_on)

    def _join(self) -> None:
        for field in (
            self._facts,
            self._delay,
            self._outcome,
            self._told_on,
            self._method,
            self._unsafe,
            self._representative,
            self._reason,
            self._explanation,
            self._review_on,
        ):
            field.edited.connect(self._emit)
        self._representative.alternatives_changed.connect(self.settle_tab_order)

    @Slot()
    def _emit(self) -> None:
        outcome, kept = self._outcome.value(), self._draft.telling
        chosen = outcome if isinstance(outcome, TellingOutcome) else None
        if self._blocked:
            chosen = TellingOutcome.BLOCKED
        facts = tuple(fact for fact in self._facts.values() if isinstance(fact, TellingFact))
        in_stead = chosen is TellingOutcome.REPRESENTATIVE_TOLD
        told, waiting = in_stead or (chosen is not None and chosen.told), chosen in _WAITING
        method = self._method.value()
        telling = replace(
            kept,
            outcome=chosen,
            told_on=self._told_on.value() if told else None,
            method=method if told and isinstance(method, TellingMethod) else None,
            reason=self._reason_for(chosen, kept),
            explanation=self._explanation.text() if waiting else "",
            review_on=self._review_on.value() if waiting else None,
            facts=facts,
            delay=self._delay.delay() if not self._delay.isHidden() else None,
            representative=self._representative.value() if in_stead else None,
            unsafe_contact_because=self._unsafe.text(),
        )
        self._change(replace(self._draft, telling=telling))

    def _reason_for(self, chosen: TellingOutcome | None, kept: Telling) -> NotTellingReason | None:
        """Give the reason chosen; one that came with another outcome does not stay."""
        if chosen is not None and chosen not in _WAITING:
            return kept.reason if chosen is kept.outcome else None
        if self._blocked:
            return kept.reason
        reason = self._reason.value()
        return reason if isinstance(reason, NotTellingReason) else None
