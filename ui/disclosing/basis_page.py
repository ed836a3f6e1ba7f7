# SPDX-License-Identifier: Apache-2.0
"""The step that asks what kind of ground the disclosure rests on, and which were left.

Consent and law have steps of their own. Where it rests on the public interest or on the person's
best interests, the row of the catalogue is asked for here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.assessment import Assessment
from logbook.domain.basis import Attempt, Basis
from logbook.domain.consent_history import ConsentState
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.legal_basis import BasisFamily, LegalBasis
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.disclosing.consent_words import consent_title
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.further_laws import FurtherLaws
from ui.disclosing.law_choice import LawChoice
from ui.disclosing.rejected_bases import RejectedBases
from ui.tables.checked_field import CheckedField
from ui.tables.record_choice import RecordChoice
from ui.widgets.choice import Alternative, Choice
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.text_area import TextArea

_ROW_ASKED_HERE = frozenset({BasisFamily.PUBLIC_INTEREST, BasisFamily.BEST_INTERESTS})
_NOT_TRIED = frozenset({None, Attempt.NOT_ASKED})
_GONE_BEYOND = frozenset({ConsentState.REFUSED, ConsentState.WITHDRAWN})


class BasisPage(DraftPage):
    """Asks for the ground; below it only what that ground needs."""

    def __init__(self, draft: DisclosureDraft) -> None:
        super().__init__(
            draft,
            Step.BASIS,
            _("What does it rest on?"),
            _("Their consent, wherever it can be had. Otherwise say what allows it without."),
        )
        self._has_refusals = False
        self._offered: tuple[LegalBasis, ...] = ()
        self._lay_out()
        self.show_draft(draft)
        self._join()
        self.settle_tab_order()

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the draft's ground."""
        super().show_draft(draft)
        basis = draft.basis
        self._family.show_value(basis.family)
        self._law.show_code(basis.legal_basis)
        self._evidence.show_text(basis.evidence)
        self._further.show_codes(basis.further)
        self._why.show_text(basis.why_without_consent)
        self._attempt.show_value(basis.attempt)
        self._attempt_words.show_text(basis.attempt_words)
        self._refused.show_value(basis.refused_consent)
        self._false_choice.show_checked(checked=basis.false_choice)
        self._objects.show_checked(checked=basis.objects)
        self._rejected.show_rejected(basis.rejected)
        self._arrange()

    def show_assessment(self, assessment: Assessment) -> None:
        """Offer the rows of the ground chosen, and the refusals of consent on record."""
        family = self._family.value()
        self._offered = assessment.bases
        self._law.show_rows(
            [row for row in assessment.bases if row.family is family],
            [(row, why) for row, why in assessment.refused_bases if row.family is family],
        )
        self._further.show_rows(assessment.bases)
        refusals = [
            offer.consent
            for offer in assessment.consents
            if offer.coverage.standing is not None and offer.coverage.standing.state in _GONE_BEYOND
        ]
        self._has_refusals = bool(refusals)
        self._refused.show_alternatives(
            [Alternative(value=each.id, title=consent_title(each)) for each in refusals]
        )
        self._arrange()

    def _lay_out(self) -> None:
        explanations = {
            BasisFamily.CONSENT: _("They agreed, or it is part of care they expect."),
            BasisFamily.LAW: _("An order, a summons or a statute demands it."),
            BasisFamily.PUBLIC_INTEREST: _(
                "The harm of silence is serious and greater than the harm of telling."
            ),
            BasisFamily.BEST_INTERESTS: _("They are not able to decide this, and it serves them."),
        }
        self._family = Choice(
            _("Choose one"),
            [
                Alternative(value=family, title=label(family), explanation=explanations[family])
                for family in BasisFamily
            ],
            identifier="basis-ground",
        )
        self._law = LawChoice(_("Which one?"))
        self.put("basis.family", self._family)
        self.put("basis.legal_basis", self._law)
        self._evidence = TextArea(2)
        self._evidence_field = Field(
            _("What you saw or heard that s&hows it"), self._evidence, identifier="basis-evidence"
        )
        self._further = FurtherLaws()
        self.put("basis.evidence", self._evidence_field)
        self.put("basis.further", self._further)
        self._without = self._build_without()
        self.add(self._without)
        self._objects = CheckedField(
            _("They o&bject, knowing what is to be disclosed"), "basis-objects"
        )
        self._rejected = RejectedBases()
        self.put("basis.objects", self._objects)
        self.put("basis.rejected", self._rejected)

    def _build_without(self) -> QWidget:
        self._why, self._attempt_words = TextArea(2), TextArea(2)
        self._attempt = Choice(
            _("Was the person asked for consent?"),
            [Alternative(value=value, title=label(value)) for value in Attempt],
            identifier="basis-attempt",
        )
        self._false_choice = CheckedField(
            _("It goes ahead whatever they answered"), "basis-false-choice"
        )
        self._refused = RecordChoice(
            _("The refusal on record that this goes beyond"),
            "basis-refused-consent",
            hint=_("What somebody refused is gone beyond knowingly, or not at all."),
            none=_("None of these"),
        )
        without = QWidget()
        theme.give_look(without, look="clear")
        fields = column(without, "l")
        for part, field in (
            ("attempt", self._attempt),
            (
                "attempt_words",
                Field(
                    _("What the&y said, or why they were not asked"),
                    self._attempt_words,
                    identifier="basis-attempt-words",
                ),
            ),
            ("false_choice", self._false_choice),
            (
                "why_without_consent",
                Field(
                    _("Why this is done &without consent"),
                    self._why,
                    hint=_("Not what they said, but what makes it right all the same."),
                    identifier="basis-why",
                ),
            ),
            ("refused_consent", self._refused),
        ):
            self.keep_field(f"basis.{part}", field)
            fields.addWidget(field)
        return without

    def _join(self) -> None:
        self._family.edited.connect(self._choose_family)
        for editor in (
            self._law,
            self._evidence,
            self._further,
            self._why,
            self._attempt,
            self._attempt_words,
            self._false_choice,
            self._refused,
            self._objects,
            self._rejected,
        ):
            editor.edited.connect(self._emit)
        for part in (self._law, self._further):
            part.rows_changed.connect(self.settle_tab_order)
        self._refused.alternatives_changed.connect(self.settle_tab_order)

    def _arrange(self) -> None:
        family = self._family.value()
        for field in (self._law, self._evidence_field, self._further):
            field.setVisible(family in _ROW_ASKED_HERE)
        row = self._law.row
        self._evidence_field.show_help(row.evidence if row is not None else "")
        self._without.setVisible(family not in {None, BasisFamily.CONSENT})
        self._false_choice.setVisible(
            self._attempt.value() not in _NOT_TRIED or self._false_choice.checked()
        )
        self._refused.setVisible(self._has_refusals)
        self._rejected.show_chosen(family if isinstance(family, BasisFamily) else None)

    @Slot(object)
    def _choose_family(self, family: BasisFamily) -> None:
        # A row of law, or a consent, belongs to its own kind of ground.
        fitting = [row.code for row in self._offered if row.family is family]
        only = fitting[0] if len(fitting) == 1 and family in _ROW_ASKED_HERE else ""
        self._law.show_code(only)
        basis = replace(self._entered(), legal_basis=only, consent=None, further=())
        self._change(replace(self._draft, basis=basis))

    @Slot()
    def _emit(self) -> None:
        self._change(replace(self._draft, basis=self._entered()))

    def _of_row(self) -> dict[str, Any]:
        """Give what is entered of the row, where it is this step that asks for it."""
        if self._family.value() not in _ROW_ASKED_HERE:
            return {}
        return {
            "legal_basis": self._law.code,
            "evidence": self._evidence.text(),
            "further": self._further.codes(),
        }

    def _entered(self) -> Basis:
        """Give the ground as entered; what is said of other grounds stays off a consent."""
        kept, family, attempt = self._draft.basis, self._family.value(), self._attempt.value()
        consent = family is BasisFamily.CONSENT
        basis = replace(
            kept,
            family=family if isinstance(family, BasisFamily) else None,
            **self._of_row(),
            objects=self._objects.checked(),
            rejected=self._rejected.rejected(),
        )
        if consent:
            return replace(
                basis,
                evidence="",
                why_without_consent="",
                attempt=None,
                attempt_words="",
                false_choice=False,
                refused_consent=None,
            )
        return replace(
            basis,
            why_without_consent=self._why.text(),
            attempt=attempt if isinstance(attempt, Attempt) else None,
            attempt_words=self._attempt_words.text(),
            false_choice=self._false_choice.checked(),
            refused_consent=self._refused.value(),
        )
