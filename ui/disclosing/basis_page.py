# SPDX-License-Identifier: Apache-2.0
"""The step that asks what the disclosure rests on: a consent on record, or another basis.

Consents come first, those that cover the draft before those that do not, each with a sentence on
what it covers. Other grounds are rows of the catalogue, shown with their source and their date.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Signal, Slot

from logbook.domain.assessment import Assessment, ConsentOffer
from logbook.domain.disclosure import Basis, DisclosureDraft
from logbook.domain.legal_basis import BasisFamily, LegalBasis
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.consent_words import covers
from logbook.wording.labels import label
from ui.disclosing.consent_words import consent_title, reach
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.law_row import LawRow
from ui.widgets.buttons import plain_button
from ui.widgets.choice import Alternative, Choice
from ui.widgets.field import Field
from ui.widgets.layouts import column, row
from ui.widgets.text_area import TextArea

_OTHERS = (BasisFamily.LAW, BasisFamily.PUBLIC_INTEREST, BasisFamily.BEST_INTERESTS)


class BasisPage(DraftPage):
    """Asks for the ground; below it only what that ground needs."""

    start_consent = Signal()

    def __init__(self, draft: DisclosureDraft) -> None:
        super().__init__(
            draft,
            Step.BASIS,
            _("What does it rest on?"),
            _("Their consent, wherever it can be had. Otherwise say what allows it without."),
        )
        self._offers: tuple[ConsentOffer, ...] | None = None
        self._rows: tuple[LegalBasis, ...] = ()
        self._offered: tuple[LegalBasis, ...] = ()
        self._lay_out()
        self.show_draft(draft)
        self._join()
        self.settle_tab_order()

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the draft's basis."""
        super().show_draft(draft)
        self._evidence.show_text(draft.basis.evidence)
        self._why.show_text(draft.basis.why_without_consent)
        self._ground_choice.show_value(draft.basis.consent or draft.basis.family)
        self._arrange()

    def show_assessment(self, assessment: Assessment) -> None:
        """Offer the consents on record and the rows of law; what is the same is left alone."""
        self._offered = assessment.bases
        if assessment.consents != self._offers:
            self._offers = assessment.consents
            self._renew_grounds()
        self._arrange()

    def _lay_out(self) -> None:
        self._grounds, self._laws = column(), column()
        self.add(self._grounds)
        self._ground_choice = self._make_grounds()
        self._law_row = LawRow()
        self._evidence, self._why = TextArea(2), TextArea(2)
        self._new_consent = plain_button(
            _("I need a &new consent"), "start-consent", "file-signature"
        )
        self._evidence_field = Field(
            _("What you saw that s&hows it applies"), self._evidence, identifier="basis-evidence"
        )
        self._why_field = Field(
            _("Why this is done &without consent"),
            self._why,
            hint=_("You asked and they refused, asking would do harm, they cannot decide …"),
            identifier="basis-why",
        )
        line = row()
        line.addWidget(self._new_consent)
        line.addStretch(1)
        self.add(line)
        self.add(self._laws)
        self._law = self._make_laws()
        self.add(self._law_row)
        self.put("basis.evidence", self._evidence_field)
        self.put("basis.why_without_consent", self._why_field)

    def _join(self) -> None:
        self._new_consent.clicked.connect(self.start_consent)
        self._evidence.edited.connect(self._emit_words)
        self._why.edited.connect(self._emit_words)

    def _make_grounds(self) -> Choice:
        explanations = {
            BasisFamily.LAW: _("An order, a summons or a statute demands it."),
            BasisFamily.PUBLIC_INTEREST: _(
                "The harm of silence is serious and greater than the harm of telling."
            ),
            BasisFamily.BEST_INTERESTS: _(
                "They lack capacity for this decision, and it serves them."
            ),
        }
        ground = Choice(
            _("Choose one"),
            [
                Alternative(
                    value=offer.consent.id,
                    title=consent_title(offer.consent),
                    explanation=f"{reach(offer)} {covers(offer.consent, _('The person'))}",
                )
                for offer in self._offers or ()
            ]
            + [
                Alternative(value=family, title=label(family), explanation=explanations[family])
                for family in _OTHERS
            ],
            identifier="basis-ground",
            hint="" if self._offers else _("No consent of this person is on record."),
        )
        ground.edited.connect(self._choose_ground)
        self._grounds.addWidget(ground)
        # Qt shows what is added to a layout only later, too late to take the focus now.
        ground.show()
        for part in ("basis.family", "basis.consent"):
            self.keep_field(part, ground)
        return ground

    def _make_laws(self) -> Choice:
        law = Choice(
            _("Which one?"),
            [
                Alternative(value=each.code, title=each.title, explanation=each.citation)
                for each in self._rows
            ],
            identifier="basis-law",
            hint=_("A memory aid with sources, not legal advice."),
        )
        law.edited.connect(self._choose_law)
        self._laws.addWidget(law)
        self.keep_field("basis.legal_basis", law)
        return law

    def _renew_grounds(self) -> None:
        self._ground_choice.hide()
        self._ground_choice.deleteLater()
        self._ground_choice = self._make_grounds()
        self._ground_choice.show_value(self._draft.basis.consent or self._draft.basis.family)
        self.settle_tab_order()

    def _arrange(self) -> None:
        family = self._draft.basis.family
        other = family in _OTHERS
        rows = tuple(each for each in self._offered if each.family is family)
        if other and rows != self._rows:
            self._rows = rows
            self._law.hide()
            self._law.deleteLater()
            self._law = self._make_laws()
            self.settle_tab_order()
        self._law.setVisible(other)
        self._law.show_value(self._draft.basis.legal_basis)
        found = next((row for row in rows if row.code == self._draft.basis.legal_basis), None)
        self._law_row.show_row(found if other else None)
        self._evidence_field.setVisible(other)
        self._evidence_field.show_help(found.evidence if found else "")
        self._why_field.setVisible(other)

    @Slot(object)
    def _choose_ground(self, ground: object) -> None:
        kept = self._draft.basis
        if isinstance(ground, UUID):
            basis = replace(kept, family=BasisFamily.CONSENT, consent=ground, legal_basis="")
        else:
            assert isinstance(ground, BasisFamily), "a ground is a consent or a family"
            fitting = [row for row in self._offered if row.family is ground]
            only = fitting[0].code if len(fitting) == 1 else ""
            basis = replace(kept, family=ground, consent=None, legal_basis=only)
        self._change(replace(self._draft, basis=self._with_words(basis)))

    @Slot(object)
    def _choose_law(self, code: object) -> None:
        basis = replace(self._draft.basis, legal_basis=str(code))
        self._change(replace(self._draft, basis=self._with_words(basis)))

    @Slot()
    def _emit_words(self) -> None:
        self._change(replace(self._draft, basis=self._with_words(self._draft.basis)))

    def _with_words(self, basis: Basis) -> Basis:
        """Give the basis with the words typed; they stay off a record that rests on consent."""
        if basis.family is BasisFamily.CONSENT:
            return replace(basis, evidence="", why_without_consent="")
        return replace(basis, evidence=self._evidence.text(), why_without_consent=self._why.text())
