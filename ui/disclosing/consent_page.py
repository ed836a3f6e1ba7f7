# SPDX-License-Identifier: Apache-2.0
"""The step that asks which consent it rests on: those that cover it first, each with its reach."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Signal, Slot

from logbook.domain.assessment import Assessment
from logbook.domain.case import ConsentOffer
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.steps import Step
from logbook.i18n import _
from ui.disclosing.consent_words import consent_title, reach
from ui.disclosing.draft_page import DraftPage
from ui.widgets.buttons import plain_button
from ui.widgets.choice import Alternative, Choice
from ui.widgets.layouts import column, row


class ConsentPage(DraftPage):
    """Asks for a consent on record, or leads to a new one."""

    start_consent = Signal()

    def __init__(self, draft: DisclosureDraft) -> None:
        super().__init__(
            draft,
            Step.CONSENT,
            _("Which consent does it rest on?"),
            _("A consent covers what it names, and nothing else."),
        )
        self._offers: tuple[ConsentOffer, ...] = ()
        self._shown: UUID | None = draft.basis.consent
        self._room = column()
        self.add(self._room)
        self._choice = self._make_choice()
        self._new = plain_button(_("I need a &new consent"), "start-consent", "file-signature")
        line = row()
        line.addWidget(self._new)
        line.addStretch(1)
        self.add(line)
        self._new.clicked.connect(self.start_consent)
        self.show_draft(draft)
        self.settle_tab_order()

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the draft's consent."""
        super().show_draft(draft)
        self._shown = draft.basis.consent
        self._choice.show_value(self._shown)

    def show_assessment(self, assessment: Assessment) -> None:
        """Offer the consents on record, those that cover it first; the same is left alone."""
        if assessment.consents == self._offers:
            return
        self._offers = assessment.consents
        before, self._choice = self._choice, self._make_choice()
        before.hide()
        before.deleteLater()
        self.settle_tab_order()

    def focus_on(self, part: str = "") -> None:
        """Give the focus to the consents, or to the way to a new one where there is none."""
        if self._offers:
            super().focus_on(part)
        else:
            self._new.setFocus()

    def _make_choice(self) -> Choice:
        choice = Choice(
            _("Choose one"),
            [
                Alternative(
                    value=offer.consent.id,
                    title=consent_title(offer.consent),
                    explanation=reach(offer),
                )
                for offer in self._offers
            ],
            identifier="basis-consent",
            hint="" if self._offers else _("No consent of this person is on record."),
        )
        choice.show_value(self._shown)
        choice.edited.connect(self._choose)
        self._room.addWidget(choice)
        # Qt shows what is added to a layout only later, too late to take the focus now.
        choice.show()
        self.keep_field("basis.consent", choice)
        return choice

    @Slot(object)
    def _choose(self, consent: UUID) -> None:
        self._shown = consent
        basis = replace(self._draft.basis, family=BasisFamily.CONSENT, consent=consent)
        self._change(replace(self._draft, basis=basis))
