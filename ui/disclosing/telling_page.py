# SPDX-License-Identifier: Apache-2.0
"""The step that asks whether the service user was told, or why not (HP4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot

from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.notification import NotTellingReason, Telling, TellingMethod, TellingOutcome
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.labels import label
from ui.disclosing.draft_page import DraftPage
from ui.widgets.choice import Alternative, Choice, ComboChoice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.text_area import TextArea
from ui.widgets.typed_date import Lean


class TellingPage(DraftPage):
    """Asks for the outcome, and then only for what that outcome needs."""

    def __init__(self, draft: DisclosureDraft, today: date) -> None:
        super().__init__(
            draft,
            Step.TELLING,
            _("Does the person know?"),
            _("People should not be surprised by what was told about them."),
        )
        self._lay_out(today)
        self.show_draft(draft)
        self._join()
        self.settle_tab_order()

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the draft's decision on telling."""
        super().show_draft(draft)
        telling = draft.telling
        self._outcome.show_value(telling.outcome)
        self._told_on.show_value(telling.told_on)
        self._method.show_value(telling.method)
        self._reason.show_value(telling.reason)
        self._explanation.show_text(telling.explanation)
        self._review_on.show_value(telling.review_on)
        self._arrange()

    def _arrange(self) -> None:
        outcome, reason = self._outcome.value(), self._reason.value()
        told = isinstance(outcome, TellingOutcome) and outcome.told
        not_told = outcome is TellingOutcome.NOT_TOLD
        later = outcome is TellingOutcome.TELL_LATER
        reviewed = isinstance(reason, NotTellingReason) and reason.needs_review
        self._told_field.setVisible(told)
        self._method_field.setVisible(told)
        self._reason.setVisible(not_told)
        self._explanation_field.setVisible(not_told or later)
        self._review_field.setVisible(later or (not_told and reviewed))
        self._review_field.show_help(
            _("By when will you tell them?")
            if later
            else _("When will you look at this decision again? Twelve months at most.")
        )

    def _lay_out(self, today: date) -> None:
        self._build_told(today)
        self._reason = Choice(
            _("Why not?"),
            [Alternative(value=reason, title=label(reason)) for reason in NotTellingReason],
            identifier="not-telling-reason",
            hint=_("Some of these keep the entry out of everything the person may be shown."),
        )
        self._explanation = TextArea(2)
        self._explanation_field = Field(
            _("In your own &words"), self._explanation, identifier="telling-explanation"
        )
        self._review_on = DateField(today, lean=Lean.FUTURE, identifier="review-on")
        self._review_field = Field(_("&Look at it again on"), self._review_on)
        self.put("telling.reason", self._reason)
        self.put("telling.explanation", self._explanation_field)
        self.put("telling.review_on", self._review_field)

    def _build_told(self, today: date) -> None:
        explanations = {
            TellingOutcome.ALREADY_KNOWS: _("They asked for it, agreed to it or were present."),
            TellingOutcome.TELL_LATER: _("It stays on the Today page until they are told."),
            TellingOutcome.NOT_TOLD: _("Telling would do harm, is forbidden or not possible."),
        }
        self._outcome = Choice(
            "",
            [
                Alternative(
                    value=outcome,
                    title=label(outcome),
                    explanation=explanations.get(outcome, ""),
                )
                for outcome in TellingOutcome
            ],
            identifier="telling-outcome",
        )
        self._outcome.setAccessibleName(_("Does the person know?"))
        self._told_on = DateField(today, identifier="told-on")
        self._told_field = Field(_("&When they learnt of it"), self._told_on)
        self._method = ComboChoice(
            [Alternative(value=method, title=label(method)) for method in TellingMethod],
            identifier="telling-method",
            hint=_("Choose"),
        )
        self._method_field = Field(_("&How they were told, if you know"), self._method)
        self.put("telling.outcome", self._outcome)
        self.put("telling.told_on", self._told_field)
        self.put("telling.method", self._method_field)

    def _join(self) -> None:
        for field in (
            self._outcome,
            self._told_on,
            self._method,
            self._reason,
            self._explanation,
            self._review_on,
        ):
            field.edited.connect(self._emit)

    @Slot()
    def _emit(self) -> None:
        outcome, method, reason = (
            self._outcome.value(),
            self._method.value(),
            self._reason.value(),
        )
        chosen = outcome if isinstance(outcome, TellingOutcome) else None
        told, not_told = chosen is not None and chosen.told, chosen is TellingOutcome.NOT_TOLD
        telling = Telling(
            outcome=chosen,
            told_on=self._told_on.value() if told else None,
            method=method if told and isinstance(method, TellingMethod) else None,
            reason=reason if not_told and isinstance(reason, NotTellingReason) else None,
            explanation=self._explanation.text() if not told else "",
            review_on=self._review_on.value() if not told else None,
        )
        self._change(replace(self._draft, telling=telling))
