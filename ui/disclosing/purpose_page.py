# SPDX-License-Identifier: Apache-2.0
"""The step that asks what the recipient needs the information for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot

from logbook.domain.assessment import Assessment
from logbook.domain.consent import PurposeClass
from logbook.domain.disclosure import DisclosureDraft, Purpose
from logbook.domain.steps import Step
from logbook.domain.uses import Use
from logbook.i18n import _
from logbook.wording.labels import label
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.suggestions import Suggestions
from ui.widgets.choice import Alternative, Choice, ComboChoice
from ui.widgets.field import Field
from ui.widgets.text_area import TextArea


class PurposePage(DraftPage):
    """Asks whether it is for the person's care, for which use if not, and for the purpose."""

    def __init__(self, draft: DisclosureDraft) -> None:
        super().__init__(
            draft,
            Step.PURPOSE,
            _("What is it for?"),
            _("The form that consent must have follows from this."),
        )
        self._lay_out()
        self.show_draft(draft)
        self._join()
        self.settle_tab_order()

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the draft's purpose."""
        super().show_draft(draft)
        self._class.show_value(draft.purpose.purpose_class)
        self._use.show_value(draft.purpose.use)
        self._words.show_text(draft.purpose.words)
        self._arrange()

    def show_assessment(self, assessment: Assessment) -> None:
        """Suggest the purposes of the consents on record."""
        self._suggestions.show_texts([offer.consent.scope.purpose for offer in assessment.consents])

    def _arrange(self) -> None:
        care = self._class.value() is not PurposeClass.NON_CARE
        self._use_field.setVisible(not care or self._use.value() is not None)

    def _lay_out(self) -> None:
        explanations = {
            PurposeClass.CARE: _("For example a referral, a handover or a report to their GP."),
            PurposeClass.NON_CARE: _(
                "For example an insurer, an employer, a court, the police or research."
            ),
        }
        self._class = Choice(
            _("Is it for their care?"),
            [
                Alternative(value=value, title=label(value), explanation=explanations[value])
                for value in PurposeClass
            ],
            identifier="purpose-class",
        )
        self._use = ComboChoice(
            [Alternative(value=value, title=label(value)) for value in Use],
            identifier="purpose-use",
            hint=_("Choose"),
        )
        self._use_field = Field(_("What it is &used for"), self._use)
        self._words = TextArea(2)
        self._suggestions = Suggestions(_("As in a consent on record:"), "purpose-suggestions")
        self.put("purpose.purpose_class", self._class)
        self.put("purpose.use", self._use_field)
        self.put(
            "purpose.words",
            Field(
                _("The &purpose in a sentence"),
                self._words,
                hint=_(
                    "What will the recipient do with it? The person may read these words: they can"
                    " be printed as typed in the letter to them and in the list of who was told."
                ),
                identifier="purpose-words",
            ),
        )
        self.add(self._suggestions)

    def _join(self) -> None:
        self._class.edited.connect(self._emit)
        self._use.edited.connect(self._emit)
        self._words.edited.connect(self._emit)
        self._suggestions.chosen.connect(self._suggest)

    @Slot()
    def _emit(self) -> None:
        chosen, use = self._class.value(), self._use.value()
        purpose = Purpose(
            purpose_class=chosen if isinstance(chosen, PurposeClass) else None,
            words=self._words.text(),
            use=use if isinstance(use, Use) else None,
        )
        self._change(replace(self._draft, purpose=purpose))

    @Slot(str)
    def _suggest(self, text: str) -> None:
        self._words.show_text(text)
        self._words.setFocus()
        self._emit()
