# SPDX-License-Identifier: Apache-2.0
"""The form of a consent: one page of cards, in the order in which one would tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from logbook.domain.consent import (
    ConsentDecision,
    ConsentDraft,
    ConsentScope,
    Explanation,
    Giving,
    Period,
)
from logbook.domain.findings import Answer, Finding
from logbook.i18n import _
from logbook.wording.record_words import RecordsOnFile
from ui.consenting.answers_card import AnswersCard
from ui.consenting.explanation_card import ExplanationCard
from ui.consenting.giving_card import GivingCard
from ui.consenting.period_card import PeriodCard
from ui.consenting.scope_cards import ScopeCards
from ui.consenting.who_card import WhoCard
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.date_field import DateField, half_typed_days
from ui.widgets.layouts import WrappingRow
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.paged_model import PagedModel
from ui.widgets.tab_order import settle_tab_order


class ConsentForm(PageScaffold):
    """Shows a draft and emits a whole new one for each edit by the person."""

    edited = Signal(object)
    discard_asked = Signal()

    def __init__(self, draft: ConsentDraft, people: PagedModel, today: date) -> None:
        super().__init__(
            _("New consent"),
            _("What they agreed to, in their own terms. It never covers more than its words."),
            identifier="consent-form",
            back=_("Lea&ve, keep draft"),
            unsure="",
            forward=_("Re&cord consent"),
        )
        self._draft = draft
        self._lay_out(people, today)
        self.show_draft(draft)
        self._join()

    def show_draft(self, draft: ConsentDraft) -> None:
        """Show a draft. Emits nothing: only the person's own edits do."""
        self._draft = draft
        self.scope.show_scope(draft.scope)
        self.explanation.show_explanation(draft.explanation)
        self.giving.show_scope(draft.scope)
        self.giving.show_giving(draft.giving)
        self.period.show_period(draft.period)
        self._arrange()

    def half_typed(self) -> dict[str, str]:
        """Give what stands where a day is asked for and is no day yet, as no draft can hold it."""
        return half_typed_days(self.scroller)

    def show_half_typed(self, texts: Mapping[str, str]) -> None:
        """Show what was typed and is no day yet. Emits nothing."""
        for day in self.scroller.findChildren(DateField):
            if text := texts.get(day.line.accessibleIdentifier()):
                day.show_value(None, text)
        self.scope.reveal()
        self.period.reveal()

    def show_records(self, records: RecordsOnFile, zone: ZoneInfo) -> None:
        """Offer what is on record of the person for the answers to point to."""
        self.giving.show_records(
            records.representatives, (*records.capacities, *records.competences), zone
        )

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show beside each field what is wrong with its part of the draft."""
        for part, field in self._fields.items():
            say = getattr(field, "show_problem", None)
            if callable(say):
                say(problems.get(part, ""))

    def show_answerable(self, findings: tuple[Finding, ...]) -> None:
        """Ask for a reason where a finding can be overridden or answered."""
        self.answers.show_findings(findings, self._draft.answers)

    def show_message(self, sentence: str) -> None:
        """Say above everything what went wrong when recording."""
        self._banner.show_message(Tone.STOP, sentence)
        self.scroller.verticalScrollBar().setValue(0)

    def focus_on(self, part: str = "") -> None:
        """Give the focus to the field of a part, or to the first that makes sense."""
        first = "scope.information" if self._draft.service_user is not None else "service_user"
        field = self._fields.get(part) or self._fields[first]
        editor = getattr(field, "editor", field)
        (editor.focusProxy() or editor).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def part_in_focus(self) -> str:
        """Name the part of the draft whose field has the focus, or nothing."""
        focused = QApplication.focusWidget()
        for part, field in self._fields.items():
            if focused is not None and (field is focused or field.isAncestorOf(focused)):
                return part
        return ""

    def settle_tab_order(self) -> None:
        """Let Tab go through the cards as they stand, and then to the ways on."""
        settle_tab_order(self.scroller, (self.forward_button, self.back_button))

    def _lay_out(self, people: PagedModel, today: date) -> None:
        self._banner = Banner("consent-message")
        self.who = WhoCard(people)
        self.scope = ScopeCards(today)
        self.explanation = ExplanationCard()
        self.giving = GivingCard(today)
        self.period = PeriodCard(today)
        self.answers = AnswersCard()
        self._discard = quiet_button(_("&Discard this draft …"), "consent-discard", "x")
        self._discard.clicked.connect(self.discard_asked)
        for part in (
            self._banner,
            self.who,
            self.scope,
            self.explanation,
            self.giving,
            self.period,
            self.answers,
            WrappingRow([self._discard], 1),
        ):
            self.add(part)
        self._fields: dict[str, QWidget] = {
            "service_user": self.who.search,
            **self.scope.fields(),
            **self.explanation.fields(),
            **self.giving.fields(),
            **self.period.fields(),
        }
        self.settle_tab_order()

    def _arrange(self) -> None:
        # What was not given does not hold for any time.
        self.period.setVisible(self._draft.giving.decision is ConsentDecision.GIVEN)

    def _join(self) -> None:
        self.who.edited.connect(self._take_person)
        self.scope.edited.connect(self._take_scope)
        self.scope.recipients.rows_changed.connect(self.settle_tab_order)
        self.explanation.edited.connect(self._take_explanation)
        self.giving.edited.connect(self._take_giving)
        self.giving.rows_changed.connect(self.settle_tab_order)
        self.period.edited.connect(self._take_period)
        self.answers.edited.connect(self._take_answer)
        self.answers.rows_changed.connect(self.settle_tab_order)

    def _change(self, draft: ConsentDraft) -> None:
        self._draft = draft
        self.edited.emit(draft)

    @Slot(object)
    def _take_person(self, person: UUID) -> None:
        self._change(replace(self._draft, service_user=person))

    @Slot(object)
    def _take_scope(self, scope: ConsentScope) -> None:
        self.giving.show_scope(scope)
        self._change(replace(self._draft, scope=scope))

    @Slot(object)
    def _take_explanation(self, explanation: Explanation) -> None:
        self._change(replace(self._draft, explanation=explanation))

    @Slot(object)
    def _take_giving(self, giving: Giving) -> None:
        self._change(replace(self._draft, giving=giving))
        self._arrange()

    @Slot(object)
    def _take_period(self, period: Period) -> None:
        self._change(replace(self._draft, period=period))

    @Slot(object)
    def _take_answer(self, answer: Answer) -> None:
        others = tuple(each for each in self._draft.answers if each.code is not answer.code)
        kept = (answer,) if answer.reason.strip() else ()
        self._change(replace(self._draft, answers=others + kept))
