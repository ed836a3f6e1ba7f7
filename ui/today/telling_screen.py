# SPDX-License-Identifier: Apache-2.0
"""Recording that a service user has now been told, or that it was tried in vain.

What is typed is kept encrypted as it is typed, and is there again after a lock.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from logbook.domain.drafts import KeptDraft
from logbook.domain.findings import RecordRefusedError
from logbook.domain.lines import LineKind
from logbook.domain.notification import NotificationDraft
from logbook.domain.people import ServiceUser
from logbook.errors import LogbookError
from logbook.i18n import _
from logbook.wording.question_telling import telling_questions
from logbook.wording.record_words import details, title
from ui.messages import error_sentence, sentences_by_part
from ui.session import Session
from ui.tables.parts_form import AskedCard, PartsForm
from ui.tables.record_choice import RecordChoice
from ui.theme import Tone
from ui.today.attempts import attempts_notice, those_to_tell
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.choice import Alternative
from ui.widgets.layouts import WrappingRow
from ui.widgets.naming import named, spoken
from ui.widgets.notes_panel import NotesPanel
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.typing_place import TypingPlace, in_lines, texts_half_typed


class TellingScreen(QWidget):
    """A small form; recording that they know takes the disclosure off Today."""

    discard = Signal(object)
    """The identity of the draft: the person wants it gone."""
    left = Signal()
    told = Signal()

    def __init__(self, session: Session, disclosure: UUID) -> None:
        super().__init__()
        named(self, "telling", _("Telling the person"))
        self._session = session
        clock, reviewing = session.logbook.clock, session.logbook.reviewing
        today = clock.now().astimezone(clock.zone).date()
        kept = session.logbook.drafting.telling_of(disclosure)
        new = NotificationDraft(id=uuid4(), disclosure=disclosure, told_on=today)
        self._kept = kept or KeptDraft(draft=new)
        self._typed = kept is not None
        self._disclosure = reviewing.disclosure(disclosure)
        about = self._disclosure.service_user
        person = reviewing.person(about) if about is not None else None
        assert person is not None, "the form is opened for a disclosure about somebody"
        self._build(person)
        self._at = TypingPlace(self._page)
        self._connect()
        self._show_place()

    def keep_place(self) -> None:
        """Keep the draft with the field in which the person was last, if anything was typed."""
        if self._typed:
            self._keep()

    def _build(self, person: ServiceUser) -> None:
        self._page = PageScaffold(
            _("Telling {person}").format(person=person.name),
            _("About {number}, disclosed to {party}.").format(
                number=self._disclosure.number, party=self._disclosure.recipient.shown
            ),
            identifier="telling-page",
            back=_("Lea&ve, keep draft"),
            unsure="",
            forward=_("Record that they &know"),
        )
        self._banner = Banner("telling-banner", lasting=True)
        before = NotesPanel("", identifier="telling-before")
        said = attempts_notice(self._session.logbook.reviewing.notifications_of(self._disclosure))
        before.show_notices([said] if said is not None else [])
        if said is None:
            before.hide()
        self._form = self._make_form(person)
        self._discard = quiet_button(_("Discard what was typed…"), "telling-discard", "x")
        for part in (self._banner, before, self._form, WrappingRow([self._discard], 1)):
            self._page.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)
        self._say_what_is_recorded()

    def _make_form(self, person: ServiceUser) -> PartsForm[NotificationDraft]:
        draft, clock = self._kept.draft, self._session.logbook.clock
        assert isinstance(draft, NotificationDraft), "only these are about telling"
        known = self._session.logbook.reviewing.representatives_of(person.id)
        today = clock.now().astimezone(clock.zone).date()
        others = those_to_tell(known, draft.representative, today)
        form = PartsForm(
            draft,
            (AskedCard(heading="", questions=telling_questions(person, in_stead=bool(others))),),
            clock,
            "telling-",
        )
        for choice in form.findChildren(RecordChoice):
            choice.show_alternatives(
                [
                    Alternative(
                        value=each.id, title=title(each, clock.zone), explanation=details(each)
                    )
                    for each in others
                ]
            )
        form.show_typed(texts_half_typed(self._kept.place))
        return form

    def _show_place(self) -> None:
        editor: QWidget = self._at.find(self._kept.place) or self._form
        while proxy := editor.focusProxy():
            editor = proxy
        self.setFocusProxy(editor)
        QTimer.singleShot(0, editor, lambda: editor.setFocus(Qt.FocusReason.OtherFocusReason))

    def _connect(self) -> None:
        self._form.edited.connect(self._take)
        self._page.back.connect(self.left)
        self._page.on.connect(self._record)
        self._discard.clicked.connect(self._ask_to_discard)

    @Slot()
    def _take(self) -> None:
        self._typed = True
        self._say_what_is_recorded()
        self._keep()

    def _say_what_is_recorded(self) -> None:
        draft = self._form.record
        if draft.status is not None and draft.status.failed:
            words = _("Record the &attempt")
        elif draft.representative is not None:
            words = _("Record who was &told")
        else:
            words = _("Record that they &know")
        self._page.forward_button.setText(words)
        self._page.forward_button.setAccessibleName(spoken(words))

    def _keep(self) -> None:
        draft, texts = self._form.kept()
        place = self._at.written(in_lines(texts))
        self._session.drafts.touch(KeptDraft(draft=draft, place=place))

    @Slot()
    def _ask_to_discard(self) -> None:
        self.discard.emit(self._form.record.id)

    @Slot()
    def _record(self) -> None:
        self._session.drafts.flush()
        try:
            self._session.logbook.notifying.record(self._form.record)
        except RecordRefusedError as error:
            self._refuse(error)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
        else:
            self._typed = False
            self._session.drafts.forget(self._form.record.id)
            self._session.recorded.emit(LineKind.NOTIFICATION)
            self.told.emit()

    def _refuse(self, error: RecordRefusedError) -> None:
        said = sentences_by_part(error.findings)
        first = self._form.show_problems(said)
        elsewhere = [words for part, words in said.items() if part not in self._form.parts]
        missing = _("This cannot be recorded yet; what is missing is marked below.")
        self._banner.show_message(Tone.STOP, " ".join(elsewhere or [missing]))
        if first is not None:
            (first.focusProxy() or first).setFocus()
