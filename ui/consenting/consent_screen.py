# SPDX-License-Identifier: Apache-2.0
"""Recording a consent: the form at the left, and beside it in one sentence what it covers."""

from __future__ import annotations

from uuid import UUID, uuid4

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from logbook.domain.consent import ConsentDecision, ConsentDraft
from logbook.domain.drafts import KeptDraft
from logbook.domain.findings import Code, Finding
from logbook.domain.lines import LineKind
from logbook.domain.people import ServiceUser
from logbook.errors import LogbookError
from logbook.i18n import N_, _
from logbook.wording.consent_words import consent_sentences
from logbook.wording.record_words import NOTHING_ON_FILE, RecordsOnFile
from ui import theme
from ui.consenting.consent_form import ConsentForm
from ui.messages import error_sentence, notice, problems, still_open
from ui.session import Session
from ui.tables.person_search import people_found, people_to_choose
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.layouts import column, row
from ui.widgets.naming import named
from ui.widgets.notes_panel import NotesPanel, Notice
from ui.widgets.page_scroll import PageScroll
from ui.widgets.text import Text
from ui.widgets.typing_place import in_lines, texts_half_typed

_SCREEN = "consent"
_TWO_COLUMNS, _SIDE_WIDTH = 700, 270
_ANNOUNCED = {
    "period.until": N_("The last day"),
    "period.max_uses": N_("How many disclosures"),
}
_GAPS = frozenset({Code.CONSENT_INCOMPLETE, Code.NO_SERVICE_USER, Code.WHY_NOT_WRITTEN})


class ConsentScreen(QWidget):
    """Takes a consent from the first tick to the journal."""

    left = Signal()
    discard = Signal(object)
    """The identity of the draft: the person wants it gone."""
    recorded = Signal(object)
    looks_at = Signal(object)
    """The identity of whoever was chosen, before anything on record of them is shown."""

    def __init__(self, session: Session, kept: KeptDraft) -> None:
        super().__init__()
        named(self, "consent-screen", _("New consent"))
        theme.give_look(self, look="page")
        assert isinstance(kept.draft, ConsentDraft), "the form is opened with its own drafts"
        self._session = session
        self._draft: ConsentDraft = kept.draft
        self._part = kept.place.partition("\n")[0].removeprefix(f"{_SCREEN}/")
        self._touched, self._tried, self._recorded = bool(kept.place), False, False
        self._wide: bool | None = None
        self._build()
        self._form.show_half_typed(texts_half_typed(kept.place))
        self._connect()
        self._show_rules()
        self._fold()

    @staticmethod
    def new_draft(person_id: UUID | None = None) -> ConsentDraft:
        """Begin a draft, with the person if they are known."""
        return ConsentDraft(id=uuid4(), service_user=person_id)

    def keep_place(self) -> None:
        """Remember the field one is in, so that unlocking or coming back returns to it."""
        if self._touched:
            self._keep()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to the field that is to be answered."""
        super().focusInEvent(event)
        self._form.focus_on(self._part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold for the new width."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Fold or unfold for the new zoom."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_side"):
            self._fold()

    def _build(self) -> None:
        logbook = self._session.logbook
        today = logbook.clock.now().astimezone(logbook.clock.zone).date()
        self._form = ConsentForm(self._draft, people_to_choose(logbook, self), today)
        self._sentence = Text().selectable()
        self._notes = NotesPanel("", identifier="consent-notes")
        covers = Card(_("What it covers"), "consent-covers")
        covers.add(self._sentence)
        self._meaning = QWidget()
        theme.give_look(self._meaning, look="clear")
        meaning = column(self._meaning, "l")
        meaning.addWidget(covers)
        meaning.addWidget(self._notes)
        ground = QWidget()
        theme.give_look(ground, look="page")
        self._room = column(ground, "none", ("m", "xl", "l", "l"))
        self._side = PageScroll(ground)
        across = row(self, "none")
        across.addWidget(self._form, 1)
        across.addWidget(self._side)

    def _connect(self) -> None:
        self._form.edited.connect(self._take)
        self._form.who.search.searched.connect(self._search)
        self._form.back.connect(self._leave)
        self._form.on.connect(self._record)
        self._form.discard_asked.connect(self._ask_to_discard)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._go_on, context=within)

    def _fold(self) -> None:
        wide = self.width() >= theme.scaled(_TWO_COLUMNS)
        self._side.setFixedWidth(theme.scaled(_SIDE_WIDTH))
        if wide is self._wide:
            return
        self._wide = wide
        self._side.setVisible(wide)
        if wide:
            self._room.addWidget(self._meaning)
        else:
            self._form.add(self._meaning)

    @Slot(object)
    def _take(self, draft: object) -> None:
        assert isinstance(draft, ConsentDraft), "the form emits drafts"
        if draft.service_user not in {None, self._draft.service_user}:
            self.looks_at.emit(draft.service_user)
        self._draft = draft
        self._show_rules()
        self._keep()

    def _keep(self) -> None:
        if not self._recorded:
            self._touched = True
            texts = in_lines(self._form.half_typed())
            place = f"{_SCREEN}/{self._form.part_in_focus()}\n\n{texts}"
            self._session.drafts.touch(KeptDraft(draft=self._draft, place=place))

    def _show_rules(self) -> None:
        person = self._person()
        findings = self._session.logbook.consenting.findings(self._draft)
        self._form.who.show_person(person)
        self._offer(person)
        self._sentence.setText(consent_sentences(self._draft, person.name if person else ""))
        self._form.show_answerable(findings)
        self._notes.show_notices(self._notices(findings))
        said = problems(findings if self._tried else ())
        if self._tried:
            said.update(self._announced())
        self._form.show_problems(said)

    def _offer(self, person: ServiceUser | None) -> None:
        """Offer what is on record of the person, whoever that is now."""
        reviewing = self._session.logbook.reviewing
        records = NOTHING_ON_FILE
        if person is not None:
            records = RecordsOnFile(
                representatives=reviewing.representatives_of(person.id),
                capacities=reviewing.capacities_of(person.id),
                competences=reviewing.competences_of(person.id),
            )
        self._form.show_records(records, self._session.logbook.clock.zone)

    def _notices(self, findings: tuple[Finding, ...]) -> list[Notice]:
        gaps = [found for found in findings if found.code in _GAPS]
        notices = [notice(found) for found in findings if found not in gaps]
        more = [_(_ANNOUNCED[part]) for part in self._announced()]
        if gaps or more:
            tone = Tone.STOP if self._tried else Tone.INFO
            text = still_open(_("Still to answer:"), gaps, *more)
            notices.append(Notice(tone=tone, text=text))
        if not notices:
            notices.append(Notice(tone=Tone.DONE, text=_("It can be recorded now.")))
        return notices

    def _announced(self) -> dict[str, str]:
        """Say what was announced and is not there: only the form knows, a draft has no word."""
        period, said = self._form.period, {}
        if self._draft.giving.decision is ConsentDecision.GIVEN:
            if period.incomplete:
                said["period.until"] = _("Type the last day, or choose another period.")
            if period.uncounted:
                said["period.max_uses"] = _("Type how many, or choose another period.")
        return said

    def _person(self) -> ServiceUser | None:
        person = self._draft.service_user
        return self._session.logbook.reviewing.person(person) if person is not None else None

    @Slot(str)
    def _search(self, words: str) -> None:
        self._form.who.search.show_found(
            people_found(self._session.logbook, words),
            nobody=_("Nobody on record matches.") if words else "",
        )

    @Slot()
    def _leave(self) -> None:
        self._session.drafts.flush()
        self.left.emit()

    @Slot()
    def _ask_to_discard(self) -> None:
        self.discard.emit(self._draft.id)

    @Slot()
    def _go_on(self) -> None:
        # As in the wizard: the first time leads to the button, the second presses it.
        if self._form.forward_button.hasFocus():
            self._record()
        else:
            self._form.forward_button.setFocus()

    @Slot()
    def _record(self) -> None:
        if self._recorded:
            return
        self._tried = True
        self._show_rules()
        findings = self._session.logbook.consenting.findings(self._draft)
        stop = next((found for found in findings if found.blocks), None)
        announced = next(iter(self._announced()), "")
        if stop is not None or announced:
            self._form.show_message(_("This cannot be recorded yet. What was typed is kept."))
            self._form.focus_on(stop.part if stop is not None else announced)
            return
        self._session.drafts.forget(self._draft.id)
        try:
            receipt = self._session.logbook.consenting.record(self._draft)
        except LogbookError as error:
            self._keep()
            self._form.show_message(error_sentence(error))
            return
        self._recorded = True
        self._session.recorded.emit(LineKind.CONSENT)
        self.recorded.emit(receipt)
