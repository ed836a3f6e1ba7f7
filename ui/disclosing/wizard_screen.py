# SPDX-License-Identifier: Apache-2.0
"""The disclosure wizard: one question a step, live findings beside it, and a signature at the end.

The screen holds the one current draft. Each edit is a whole new draft that is assessed, kept and
shown on the path; nothing incomplete holds anybody up before the signature.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from logbook.domain.decision import AdviceEntry
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.drafts import KeptDraft
from logbook.domain.findings import Severity
from logbook.domain.kinds import Kind
from logbook.domain.lines import LineKind
from logbook.domain.practice import Practice
from logbook.domain.steps import Step
from logbook.domain.telling import TellingAdvice
from logbook.errors import LogbookError
from logbook.i18n import _
from ui.disclosing import path
from ui.disclosing.advice_desk import AdviceDesk, without_empty_advice
from ui.disclosing.advice_step_page import AdviceStepPage
from ui.disclosing.call_wording import call_wording
from ui.disclosing.check_page import CheckPage
from ui.disclosing.consent_page import ConsentPage
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.facts import groups
from ui.disclosing.notices import notices
from ui.disclosing.on_file import records_on_file
from ui.disclosing.person_page import PersonPage
from ui.disclosing.question_page import QuestionPage
from ui.disclosing.step_pages import page_for
from ui.disclosing.surroundings import beholder, beside, deadline_lines, person_of
from ui.disclosing.telling_page import TellingPage
from ui.disclosing.wizard_frame import WizardFrame
from ui.messages import error_sentence, problems
from ui.session import Session
from ui.tables.person_search import people_found, people_to_choose
from ui.widgets.layouts import column
from ui.widgets.naming import announce, named

_RESTED = 400
"""Milliseconds after which the list of people rests on one, whose flags stand below it."""


class WizardScreen(QWidget):
    """Takes a disclosure, or a decision not to disclose, from the first question to the journal."""

    left = Signal()
    discard = Signal(object)
    """The identity of the draft: the person wants it gone."""
    recorded = Signal(object)
    start_consent = Signal(object)
    add_person = Signal()
    looks_at = Signal(object)
    """The identity of whom it is about, before a step shows what is on record of them."""

    def __init__(self, session: Session, kept: KeptDraft) -> None:
        super().__init__()
        named(self, "wizard-screen", _("New disclosure"))
        assert isinstance(kept.draft, DisclosureDraft), "the wizard is opened with its own drafts"
        self._session = session
        self._draft: DisclosureDraft = kept.draft
        self._step, self._part = path.read_place(kept.place, kept.draft)
        self._touched = bool(kept.place)
        self._left = set(path.before(self._step))
        self._pages: dict[Step, DraftPage] = {}
        self._signed = False
        self._assessment = session.logbook.disclosing.assess(self._draft)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_RESTED)
        self._build()
        self._connect()
        self._enter(self._step, self._part)

    def keep_place(self) -> None:
        """Remember the field one is in, so that unlocking or coming back returns to it."""
        if self._resting.isActive():
            self._look_at_person()
        if self._touched:
            self._keep()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to the field that is to be answered."""
        super().focusInEvent(event)
        if not self._advice.is_open:
            self._pages[self._step].focus_on(self._part)

    @staticmethod
    def new_draft(
        practice: Practice, person_id: UUID | None = None, draft_id: UUID | None = None
    ) -> DisclosureDraft:
        """Begin a draft for somebody's care, as most are; the first step asks for the kind."""
        return DisclosureDraft(
            id=draft_id or uuid4(),
            kind=Kind.CARE,
            service_user=person_id,
            nation=practice.nation,
        )

    def _build(self) -> None:
        logbook = self._session.logbook
        self._people = people_to_choose(logbook, self)
        self._frame = WizardFrame(_("New disclosure"))
        today = logbook.clock.now().astimezone(logbook.clock.zone).date()
        self._advice = AdviceDesk(today, self)
        column(self).addWidget(self._frame)

    def _connect(self) -> None:
        self._frame.step_chosen.connect(self._jump)
        self._frame.leave.connect(self._leave)
        self._advice.edited.connect(self._take_advice)
        self._advice.left.connect(self._close_advice)
        self._session.recorded.connect(self._look_again)
        self._resting.timeout.connect(self._look_at_person)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, slot in (
            ("Ctrl+Return", self._go_on),
            ("Ctrl+Enter", self._go_on),
            ("Alt+Left", self._go_back),
        ):
            QShortcut(QKeySequence(keys), self, slot, context=within)

    # Moving along the path

    def _enter(self, step: Step, part: str = "") -> None:
        self._step, self._part = step, part
        if step is not Step.PERSON:
            self._look_at_person()
        self._advice.close()
        page = self._page(step)
        self._fill_in_defaults()
        # What is filled in is shown as chosen, but stays unentered until somebody enters it.
        page.show_draft(self._assessment.draft)
        page.hold_draft(self._draft)
        if isinstance(page, QuestionPage | TellingPage):
            page.show_records(records_on_file(self._session.logbook, self._assessment.draft))
        self._frame.show_page(page, with_meaning=step is not Step.CHECK)
        self._show_rules()
        if isinstance(page, CheckPage):
            self._show_whole(page)
        page.focus_on(part)
        announce(page, page.accessibleName())

    def _page(self, step: Step) -> DraftPage:
        if step not in self._pages:
            clock = self._session.logbook.clock
            page = page_for(step, self._draft, clock, self._people)
            page.edited.connect(self._take)
            page.on.connect(self._continue)
            page.back.connect(self._go_back)
            page.unsure.connect(self._ask_somebody)
            self._connect_further(page)
            page.back_button.setVisible(step is not Step.PERSON)
            self._pages[step] = page
        return self._pages[step]

    def _connect_further(self, page: DraftPage) -> None:
        if isinstance(page, PersonPage):
            page.searched.connect(self._search)
            page.add_person.connect(self._add_person)
            page.show_found(self._session.logbook.reviewing.order_of_people(), of_search=False)
        elif isinstance(page, ConsentPage):
            page.start_consent.connect(self._start_consent)
        elif isinstance(page, AdviceStepPage):
            page.advice_opened.connect(self._open_advice)
        elif isinstance(page, CheckPage):
            page.change_asked.connect(self._change)
            page.discard_asked.connect(self._ask_to_discard)

    @Slot()
    def _continue(self) -> None:
        if self._step is Step.CHECK:
            self._sign()
            return
        self._leave_step()
        self._enter(path.neighbour(self._assessment, self._step, 1))

    @Slot()
    def _go_on(self) -> None:
        page = self._pages[self._step]
        if self._advice.is_open:
            self._close_advice()
        elif self._step is Step.CHECK and not page.forward_button.hasFocus():
            # Pressing on through the questions must never sign in passing.
            page.focus_on()
        else:
            page.forward_button.click()

    @Slot()
    def _go_back(self) -> None:
        if self._advice.is_open:
            self._close_advice()
            return
        self._leave_step()
        self._enter(path.neighbour(self._assessment, self._step, -1))

    @Slot(object)
    def _jump(self, step: object) -> None:
        assert isinstance(step, Step), "the path is made of steps"
        self._leave_step()
        self._enter(step)

    @Slot(str)
    def _change(self, part: str) -> None:
        self._leave_step()
        self._enter(path.asks_for(part, self._assessment.draft), part)

    def _leave_step(self) -> None:
        self._left.add(self._step)
        self._session.drafts.flush()

    @Slot()
    def _leave(self) -> None:
        self._session.drafts.flush()
        self.left.emit()

    @Slot()
    def _ask_to_discard(self) -> None:
        self.discard.emit(self._draft.id)

    # The draft

    @Slot(object)
    def _take(self, draft: object) -> None:
        assert isinstance(draft, DisclosureDraft), "pages emit drafts"
        advised = self._assessment.telling
        turned = draft.service_user != self._draft.service_user
        self._hold(draft)
        if turned:
            self._rest_on_person()
        self._assess_only()
        if self._step is Step.TELLING:
            self._follow_advice(advised)
        self._show_rules()
        self._keep()
        page = self._pages[self._step]
        if isinstance(page, CheckPage) and self.sender() is not page:
            self._show_whole(page)

    def _rest_on_person(self) -> None:
        """Wait whether the list rests on them: of whoever it only passes nothing is read."""
        self._resting.stop()
        person = person_of(self._session.logbook, self._draft)
        if person is not None and person.flags:
            self._resting.start()

    @Slot()
    def _look_at_person(self) -> None:
        self._resting.stop()
        if self._draft.service_user is not None:
            self.looks_at.emit(self._draft.service_user)

    def _follow_advice(self, advised: TellingAdvice) -> None:
        followed = path.following_advice(self._draft, advised, self._assessment)
        if followed != self._draft:
            self._hold(followed)
            self._assess_only()
            self._pages[Step.TELLING].show_draft(followed)

    def _hold(self, draft: DisclosureDraft) -> None:
        self._draft = draft
        for page in self._pages.values():
            page.hold_draft(draft)

    def _fill_in_defaults(self) -> None:
        clock = self._session.logbook.clock
        self._assess_only()
        filled = path.with_defaults(self._draft, self._step, self._assessment, clock.now())
        if filled != self._draft:
            self._hold(filled)
            self._assess_only()
            self._keep()

    def _keep(self) -> None:
        if not self._signed:
            self._touched = True
            page = self._pages.get(self._step)
            part = page.part_in_focus() if page is not None else ""
            self._session.drafts.touch(
                KeptDraft(draft=self._draft, place=path.place_of(self._step, part))
            )

    def _assess(self) -> None:
        self._assess_only()
        self._show_rules()

    def _assess_only(self) -> None:
        self._assessment = self._session.logbook.disclosing.assess(self._draft)

    def _show_rules(self) -> None:
        page, left = self._pages[self._step], self._step in self._left
        page.show_assessment(self._assessment)
        if isinstance(page, PersonPage):
            self._show_person(page)
        here = [
            found
            for found in self._assessment.findings
            if found.rule.severity is Severity.STOP
            and path.concerns(found, self._step, self._assessment.draft)
        ]
        page.show_problems(problems(here) if left else {})
        seen = beholder(self._session.logbook, self._draft, self._step, left=left)
        self._frame.show_notices(notices(self._assessment, seen))
        self._frame.show_path(path.rail_steps(self._assessment, self._step, self._left))

    def _show_whole(self, page: CheckPage) -> None:
        logbook, assessed = self._session.logbook, self._assessment
        page.show_groups(groups(assessed.draft, beside(logbook, assessed), assessed.steps))
        page.show_deadlines(deadline_lines(logbook, assessed))

    def _show_person(self, page: PersonPage) -> None:
        person = person_of(self._session.logbook, self._draft)
        line = self._session.logbook.reviewing.line(person.id) if person is not None else None
        page.show_person(person, line.seq if line is not None else None)

    # People and consents

    @Slot(str)
    def _search(self, words: str) -> None:
        logbook, page = self._session.logbook, self._pages[Step.PERSON]
        assert isinstance(page, PersonPage), "only the first page searches"
        if not words:
            page.show_found(logbook.reviewing.order_of_people(), of_search=False)
            return
        page.show_found(people_found(logbook, words), of_search=True)

    @Slot()
    def _add_person(self) -> None:
        self._keep()
        self._session.drafts.flush()
        self.add_person.emit()

    @Slot()
    def _start_consent(self) -> None:
        self._keep()
        self._session.drafts.flush()
        self.start_consent.emit(self._draft.service_user)

    @Slot(object)
    def _look_again(self, kind: object) -> None:
        page = self._pages.get(Step.PERSON)
        if kind is LineKind.SERVICE_USER and isinstance(page, PersonPage):
            page.show_found(self._session.logbook.reviewing.order_of_people(), of_search=False)
        if kind in {LineKind.SERVICE_USER, LineKind.CONSENT} and not self._signed:
            self._assess()

    # Advice

    @Slot()
    def _ask_somebody(self) -> None:
        self._open_advice(-1)

    @Slot(int)
    def _open_advice(self, place: int) -> None:
        wording = call_wording(self._draft, self._session.logbook.practitioner, self._step)
        self._advice.open(self._draft, place, wording)
        page = self._advice.page
        self._frame.show_page(page, with_meaning=False)
        page.focus_first()
        announce(page, page.accessibleName())

    @Slot(object)
    def _take_advice(self, advice: tuple[AdviceEntry, ...]) -> None:
        self._hold(replace(self._draft, advice=advice))
        self._assess_only()
        self._keep()

    @Slot()
    def _close_advice(self) -> None:
        said = without_empty_advice(self._draft)
        if said is not self._draft:
            self._hold(said)
            self._keep()
        self._enter(self._step)

    # Signing

    def _sign(self) -> None:
        page = self._pages[Step.CHECK]
        assert isinstance(page, CheckPage), "the last step is the check"
        self._signed = True
        self._session.drafts.forget(self._draft.id)
        try:
            receipt = self._session.logbook.disclosing.record(self._draft)
        except LogbookError as error:
            self._signed = False
            self._keep()
            page.show_refusal(error_sentence(error))
            self._assess()
            return
        self._session.recorded.emit(LineKind.DISCLOSURE)
        self.recorded.emit(receipt)
