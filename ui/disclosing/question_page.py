# SPDX-License-Identifier: Apache-2.0
"""The page of a step that only some disclosures have: one field for each question of its table."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import partial
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QWidget

from logbook.clock import Clock
from logbook.domain.assessment import Assessment
from logbook.domain.disclosure import Disclosure, DisclosureDraft
from logbook.domain.parts import (
    AnswerKind,
    Shape,
    is_answered,
    shape_at,
    start_of,
    value_at,
    with_value,
)
from logbook.domain.steps import Step
from logbook.domain.unable import WhyUnable
from logbook.i18n import _
from logbook.wording.questions import QUESTIONS, heading
from logbook.wording.record_words import (
    NOTHING_ON_FILE,
    Pointed,
    RecordsOnFile,
    details,
    title,
)
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.entry_rows import EntryRows, editor_of_list
from ui.disclosing.record_checks import RecordChecks, editor_of_records
from ui.tables.question_fields import Asking, Editor, QuestionField, editor_for
from ui.tables.record_choice import RecordChoice
from ui.widgets.buttons import quiet_button
from ui.widgets.choice import Alternative
from ui.widgets.layouts import WrappingRow
from ui.widgets.tab_order import takes_focus

MOST_EARLIER = 20
"""So many earlier decisions are offered: what hangs together mostly lies close together."""


class QuestionPage(DraftPage):
    """Asks the questions of a step as far as they are asked, given the answers so far.

    What the rules fill in where nothing was entered is shown as chosen. The box that confirms it
    makes it the professional's own, so that nothing confirmed changes later by itself.
    """

    def __init__(
        self,
        draft: DisclosureDraft,
        step: Step,
        clock: Clock,
        records: RecordsOnFile = NOTHING_ON_FILE,
    ) -> None:
        said = heading(step, draft.nation)
        super().__init__(draft, step, said.title, said.lead)
        self._clock, self._records = clock, records
        self._answers: dict[str, QuestionField] = {}
        self._filled_in: dict[str, object] = {}
        """What the rules filled in at parts where nothing was entered."""
        self._unfolded = False
        self._more = quiet_button(_("More questions"), f"{step.value}-more", "plus")
        self._lay_out()
        self.add(WrappingRow([self._more], 1))
        self._more.clicked.connect(self._unfold)
        self.show_draft(draft)
        self.settle_tab_order()

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the draft's answers, and what the rules filled in beside them."""
        super().show_draft(draft)
        said = heading(self.step, draft.nation)
        self.show_title(said.title, said.lead)
        self._offer()
        shown = self._shown()
        for part, field in self._answers.items():
            value = value_at(shown, part)
            field.show_value(start_of(DisclosureDraft, part) if value is None else value)
        self._arrange()

    def show_assessment(self, assessment: Assessment) -> None:
        """Show what the rules fill in where nothing was entered."""
        before, self._filled_in = (
            self._filled_in,
            {
                part: value_at(assessment.draft, part)
                for part in self._answers
                if is_answered(assessment.draft, part) and not is_answered(self._draft, part)
            },
        )
        shown = self._shown()
        # Only these: a date that is half typed stands in no draft, and must not be typed over.
        for part in before.keys() | self._filled_in.keys():
            self._answers[part].show_value(value_at(shown, part))
        self._arrange()

    def show_records(self, records: RecordsOnFile) -> None:
        """Offer what is on record of the person now."""
        if records != self._records:
            self._records = records
            self._arrange()

    def focus_on(self, part: str = "") -> None:
        """Give the focus to the field of a part, or to the first that takes it."""
        super().focus_on(part)
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused) and takes_focus(focused):
            return
        can = (each for each in self.scroller.findChildren(QWidget) if takes_focus(each))
        next((each for each in can if each.isVisibleTo(self)), self.forward_button).setFocus()

    def _lay_out(self) -> None:
        for question in QUESTIONS[self.step]:
            asking = Asking(question=question, kind=DisclosureDraft, clock=self._clock)
            shape = shape_at(DisclosureDraft, question.part)
            made = _editor(asking, shape)
            field = QuestionField(asking, made)
            if isinstance(made.widget, EntryRows):
                made.widget.rows_changed.connect(self.settle_tab_order)
            elif isinstance(made.widget, RecordChoice | RecordChecks):
                made.widget.alternatives_changed.connect(self.settle_tab_order)
            field.edited.connect(partial(self._take, field))
            field.taken_out.connect(partial(self._take_out, field))
            self._answers[question.part] = field
            self.put(question.part, field)

    def _arrange(self) -> None:
        shown = self._shown()
        self._offer()
        for part, field in self._answers.items():
            asked = self._is_asked(field, shown)
            in_sight = asked and (self._unfolded or not field.question.rare)
            answered = is_answered(shown, part)
            field.show_asked(asked=in_sight or (asked and answered), answered=answered)
        self._more.setVisible(
            any(
                field.isHidden() and field.question.rare and self._is_asked(field, shown)
                for field in self._answers.values()
            )
        )

    def _is_asked(self, field: QuestionField, shown: DisclosureDraft) -> bool:
        if field.question.on_file and not self._records_for(field.part):
            return False
        return field.question.when(shown)

    @Slot()
    def _unfold(self) -> None:
        folded = [field for field in self._answers.values() if field.isHidden()]
        self._unfolded = True
        self._arrange()
        self.settle_tab_order()
        self.focus_on(next((field.part for field in folded if not field.isHidden()), ""))

    def _shown(self) -> DisclosureDraft:
        """Give the draft with what the rules filled in at this step."""
        shown = self._draft
        for part, value in self._filled_in.items():
            if not is_answered(shown, part):
                shown = with_value(shown, part, value)
        return shown

    def _take(self, field: QuestionField, value: object) -> None:
        draft = with_value(self._draft, field.part, value)
        if field.question.confirms and value:
            shown = self._shown()
            for part in self._filled_in:
                draft = with_value(draft, part, value_at(shown, part))
        self._change(draft)

    def _take_out(self, field: QuestionField) -> None:
        draft = with_value(self._draft, field.part, start_of(DisclosureDraft, field.part))
        field.show_value(value_at(draft, field.part))
        self._change(draft)
        self._focus_before(field)

    def _focus_before(self, gone: QuestionField) -> None:
        """Give the focus to the last question in sight before one that went."""
        before = []
        for field in self._answers.values():
            if field is gone:
                break
            if field.isVisibleTo(self):
                before.append(field.part)
        self.focus_on(before[-1] if before else "")

    def _offer(self) -> None:
        for part, field in self._answers.items():
            if isinstance(field.editor, RecordChoice | RecordChecks):
                field.editor.show_alternatives(
                    [
                        Alternative(
                            value=record.id,
                            title=title(record, self._clock.zone),
                            explanation=details(record),
                        )
                        for record in self._records_for(part)
                    ]
                )
            elif isinstance(field.editor, EntryRows):
                field.editor.show_alternatives({"code": self._allowing()})

    def _allowing(self) -> list[Alternative]:
        return [
            Alternative(value=row.code, title=f"{row.title} ({row.citation})")
            for row in self._records.exemptions
        ]

    def _records_for(self, part: str) -> tuple[Pointed, ...]:
        records = self._records
        if part == "unable.assessment":
            child = value_at(self._draft, "unable.why") is WhyUnable.CHILD_NOT_COMPETENT
            return records.competences if child else records.capacities
        by_part: dict[str, tuple[Pointed, ...]] = {
            "child.competence": records.competences,
            "unable.representative": records.representatives,
            "series": records.series,
            "follow_up.supersedes": self._earlier({self._draft.follow_up.supersedes}),
            "follow_up.related": self._earlier(set(self._draft.follow_up.related)),
        }
        return by_part[part]

    def _earlier(self, chosen: AbstractSet[UUID | None]) -> tuple[Disclosure, ...]:
        """Give the latest decisions about the person, and those that are chosen already."""
        return tuple(
            each
            for place, each in enumerate(self._records.earlier)
            if place < MOST_EARLIER or each.id in chosen
        )


def _editor(asking: Asking, shape: Shape) -> Editor:
    if shape.kind is not AnswerKind.LIST:
        return editor_for(asking)
    if shape.type is UUID:
        return editor_of_records(asking)
    return editor_of_list(asking, shape.type)
