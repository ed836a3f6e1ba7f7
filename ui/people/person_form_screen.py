# SPDX-License-Identifier: Apache-2.0
"""Adding a person or amending their details; what is typed is kept encrypted as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from logbook.domain.drafts import KeptDraft
from logbook.domain.findings import RecordRefusedError
from logbook.domain.lines import LineKind
from logbook.domain.people import ServiceUser
from logbook.errors import LogbookError
from logbook.i18n import _
from ui.messages import error_sentence, sentences_by_part
from ui.people.person_form import PersonForm
from ui.people.person_tables import without_gaps
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.layouts import WrappingRow
from ui.widgets.naming import named
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.typing_place import TypingPlace, in_lines, texts_half_typed


class PersonFormScreen(QWidget):
    """The form with its ways out: record it, leave it for later, or discard it."""

    open_person = Signal(object)
    discard = Signal(object)
    left = Signal()

    def __init__(self, session: Session, kept: KeptDraft) -> None:
        super().__init__()
        assert isinstance(kept.draft, ServiceUser), "a person's form is shown a person"
        self._session = session
        self._person = kept.draft
        reviewing = session.logbook.reviewing
        self._known = reviewing.person(kept.draft.id) is not None
        self._typed = session.logbook.drafting.find(kept.draft.id) is not None
        named(self, "person-form", self._title())
        self._build(kept.draft)
        self._at = TypingPlace(self._form)
        self._show_place(kept.place)
        self._connect()

    @property
    def draft_id(self) -> UUID:
        """The draft shown, by which the place is found again after a lock."""
        return self._person.id

    def keep_place(self) -> None:
        """Keep the draft with the field in which the person was last, if anything was typed."""
        if self._typed:
            self._touch()

    def _build(self, person: ServiceUser) -> None:
        self._page = PageScaffold(
            self._title(),
            _("What you type is kept as you type it. You can leave and come back."),
            identifier="person-page",
            back=_("Lea&ve, keep draft"),
            unsure="",
            forward=_("Record the &amendment") if self._known else _("&Add this person"),
        )
        self._banner = Banner("person-banner", lasting=True)
        self._form = PersonForm(person, self._session.logbook.clock)
        self._page.add(self._banner)
        self._discard = quiet_button(_("Discard what was typed…"), "person-discard", "x")
        self._page.add(self._form)
        self._page.add(WrappingRow([self._discard], 1))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)
        self.setFocusProxy(self._form)

    def _connect(self) -> None:
        self._form.edited.connect(self._take)
        self._page.on.connect(self._record)
        self._page.back.connect(self.left)
        self._discard.clicked.connect(self._ask_to_discard)

    def _title(self) -> str:
        return _("Amend a person's details") if self._known else _("Add a person")

    @Slot(object)
    def _take(self, person: ServiceUser) -> None:
        self._person, self._typed = person, True
        self._touch()

    def _touch(self) -> None:
        place = self._at.written(in_lines(self._form.half_typed()))
        self._session.drafts.touch(KeptDraft(draft=self._person, place=place))

    @Slot()
    def _record(self) -> None:
        enrolling = self._session.logbook.enrolling
        self._session.drafts.flush()
        if half_typed := self._form.half_typed():
            self._mark(dict.fromkeys(half_typed, _("Type the whole day, such as 3/9/26.")))
            return
        person = without_gaps(self._person)
        try:
            if self._known:
                enrolling.amend(person)
            else:
                enrolling.add(person)
        except RecordRefusedError as error:
            self._mark(sentences_by_part(error.findings))
            return
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._typed = False
        self._session.drafts.forget(self._person.id)
        self._session.recorded.emit(LineKind.SERVICE_USER)
        self.open_person.emit(self._person.id)

    def _mark(self, problems: Mapping[str, str]) -> None:
        first = self._form.show_problems(problems)
        self._banner.show_message(
            Tone.STOP, _("This cannot be recorded yet; what is missing is marked below.")
        )
        if first is not None:
            first.setFocus()

    @Slot()
    def _ask_to_discard(self) -> None:
        self.discard.emit(self._person.id)

    def _show_place(self, place: str) -> None:
        if texts := texts_half_typed(place):
            self._form.show_person(self._person, texts)
        editor = self._at.find(place) or self._form
        self.setFocusProxy(editor)
        QTimer.singleShot(0, editor, lambda: editor.setFocus(Qt.FocusReason.OtherFocusReason))
