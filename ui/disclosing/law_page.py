# SPDX-License-Identifier: Apache-2.0
"""The step that asks which law requires it, what was seen that shows it, and what it demands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot

from logbook.domain.assessment import Assessment
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.legal_basis import BasisFamily, Effect, EvidenceKind, LegalBasis, TellRule
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.labels import label
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.further_laws import FurtherLaws
from ui.disclosing.law_choice import LawChoice
from ui.widgets.choice import Alternative, ComboChoice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.text_area import TextArea
from ui.widgets.typed_date import Lean


class LawPage(DraftPage):
    """Asks for the row of law, and then only for what that row needs."""

    def __init__(self, draft: DisclosureDraft, today: date) -> None:
        super().__init__(
            draft,
            Step.LAW,
            _("Which law requires it?"),
            _("A request is not a requirement. Say what you saw, and what exactly it demands."),
        )
        self._discloses = True
        self._lay_out(today)
        self.show_draft(draft)
        self._join()
        self.settle_tab_order()

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the draft's law and what was seen."""
        super().show_draft(draft)
        basis = draft.basis
        self._law.show_code(basis.legal_basis)
        self._seen.show_value(basis.seen)
        self._evidence.show_text(basis.evidence)
        self._served_on.show_value(basis.served_on)
        self._due.show_value(basis.due)
        self._demand.show_text(basis.demand)
        self._tell_from.show_value(basis.tell_from)
        self._excuse.show_text(basis.reasonable_excuse)
        self._further.show_codes(basis.further)
        self._arrange()

    def show_assessment(self, assessment: Assessment) -> None:
        """Offer the rows that hold here; those that do not are listed with the reason."""
        family = assessment.draft.basis.family or BasisFamily.LAW
        self._law.show_rows(
            [row for row in assessment.bases if row.family is family],
            [
                (row, reasons)
                for row, reasons in assessment.refused_bases
                if row.family in {family, None}
            ],
        )
        choice = assessment.draft.decision.choice
        self._discloses = choice is None or choice.discloses
        self._further.show_rows(assessment.bases)
        self._arrange()

    def _arrange(self) -> None:
        row = self._law.row
        on_demand = row is not None and row.effect is Effect.REQUIRED_ON_DEMAND
        for field, editor in self._of_demand:
            field.setVisible(on_demand or bool(_said(editor)))
        silent = row is not None and row.tell is TellRule.TELLING_FORBIDDEN
        ordered = self._seen.value() in _ORDERS
        self._tell_field.setVisible(silent or ordered or self._tell_from.value() is not None)
        bound = row is not None and row.effect is Effect.REQUIRED_BY_EVENT
        self._excuse_field.setVisible((bound and not self._discloses) or bool(self._excuse.text()))
        self._seen_field.show_help(_accepted(row))
        self._evidence_field.show_help(row.evidence if row is not None else "")

    def _lay_out(self, today: date) -> None:
        self._law = LawChoice(_("Which one?"))
        self._seen = ComboChoice(
            [Alternative(value=value, title=label(value)) for value in EvidenceKind],
            identifier="basis-seen",
            hint=_("Choose"),
        )
        self._evidence, self._demand, self._excuse = TextArea(2), TextArea(2), TextArea(2)
        self._served_on = DateField(today, identifier="basis-served-on")
        self._due = DateField(today, lean=Lean.FUTURE, identifier="basis-due")
        self._tell_from = DateField(today, lean=Lean.FUTURE, identifier="basis-tell-from")
        self._further = FurtherLaws()
        self._make_fields()
        for part, field in (
            ("legal_basis", self._law),
            ("seen", self._seen_field),
            ("evidence", self._evidence_field),
            ("served_on", self._served_field),
            ("due", self._due_field),
            ("demand", self._demand_field),
            ("tell_from", self._tell_field),
            ("reasonable_excuse", self._excuse_field),
            ("further", self._further),
        ):
            self.put(f"basis.{part}", field)

    def _make_fields(self) -> None:
        self._seen_field = Field(_("&What kind of thing you saw"), self._seen)
        self._evidence_field = Field(
            _("What you saw that s&hows it applies"), self._evidence, identifier="basis-evidence"
        )
        self._served_field = Field(_("When it was ser&ved on you"), self._served_on)
        self._due_field = Field(_("&By when it has to be done, if it says"), self._due)
        self._demand_field = Field(
            _("What &exactly it demands"),
            self._demand,
            hint=_("Nothing beyond this is disclosed."),
            identifier="basis-demand",
        )
        self._tell_field = Field(
            _("Until when telling the person is &forbidden"),
            self._tell_from,
            hint=_("Leave it empty if it names no day."),
        )
        self._excuse_field = Field(
            _("Wh&y the duty is not followed"),
            self._excuse,
            hint=_("Only where the law allows an excuse."),
            identifier="basis-excuse",
        )
        self._of_demand = (
            (self._served_field, self._served_on),
            (self._due_field, self._due),
            (self._demand_field, self._demand),
        )

    def _join(self) -> None:
        for editor in (
            self._law,
            self._seen,
            self._evidence,
            self._served_on,
            self._due,
            self._demand,
            self._tell_from,
            self._excuse,
            self._further,
        ):
            editor.edited.connect(self._emit)
        self._law.rows_changed.connect(self.settle_tab_order)
        self._further.rows_changed.connect(self.settle_tab_order)

    @Slot()
    def _emit(self) -> None:
        seen = self._seen.value()
        basis = replace(
            self._draft.basis,
            legal_basis=self._law.code,
            seen=seen if isinstance(seen, EvidenceKind) else None,
            evidence=self._evidence.text(),
            served_on=self._served_on.value(),
            due=self._due.value(),
            demand=self._demand.text(),
            tell_from=self._tell_from.value(),
            reasonable_excuse=self._excuse.text(),
            further=self._further.codes(),
        )
        self._change(replace(self._draft, basis=basis))


_ORDERS = frozenset({EvidenceKind.SEALED_ORDER, EvidenceKind.WARRANT})
"""What can forbid by its own words that the person is told."""


def _accepted(row: LegalBasis | None) -> str:
    """Say what shows that a row applies, where only some things do."""
    if row is None or not row.evidence_kinds:
        return ""
    kinds = ", ".join(label(kind).lower() for kind in row.evidence_kinds)
    return _("What counts for this: {kinds}.").format(kinds=kinds)


def _said(editor: DateField | TextArea) -> object:
    return editor.value() if isinstance(editor, DateField) else editor.text().strip()
