# SPDX-License-Identifier: Apache-2.0
"""Recording that a service user has now been told: how, when, and in which words.

What is typed is kept encrypted as it is typed, and is there again after a lock.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from logbook.domain.drafts import KeptDraft
from logbook.domain.findings import RecordRefusedError
from logbook.domain.lines import Line, LineKind
from logbook.domain.notification import NotificationDraft, TellingMethod
from logbook.errors import LogbookError
from logbook.i18n import _
from logbook.wording.labels import label
from ui.messages import error_sentence, sentences_by_part
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.choice import Alternative, Choice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.layouts import WrappingRow
from ui.widgets.naming import named
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.text_area import TextArea
from ui.widgets.typing_place import TypingPlace, half_typed


class TellingScreen(QWidget):
    """A small form; recording it takes the disclosure off Today."""

    discard = Signal(object)
    """The identity of the draft: the person wants it gone."""
    left = Signal()
    told = Signal()

    def __init__(self, session: Session, disclosure: UUID) -> None:
        super().__init__()
        named(self, "telling", _("Telling the person"))
        self._session = session
        clock = session.logbook.clock
        today = clock.now().astimezone(clock.zone).date()
        kept = session.logbook.drafting.telling_of(disclosure)
        new = NotificationDraft(id=uuid4(), disclosure=disclosure, told_on=today)
        self._kept = kept or KeptDraft(draft=new)
        self._typed = kept is not None
        assert isinstance(self._kept.draft, NotificationDraft), "only these are about telling"
        self._draft: NotificationDraft = self._kept.draft
        line = session.logbook.reviewing.line(disclosure)
        assert line is not None, "the form is opened for a disclosure on record"
        self._build(line)
        self._show_draft()
        self._at = TypingPlace(self._page)
        self._connect()
        self._show_place()

    def keep_place(self) -> None:
        """Keep the draft with the field in which the person was last, if anything was typed."""
        if self._typed:
            self._keep()

    def _build(self, line: Line) -> None:
        clock = self._session.logbook.clock
        self._page = PageScaffold(
            _("You have told {person}").format(person=line.person),
            _("About {number}, disclosed to {party}.").format(number=line.number, party=line.title),
            identifier="telling-page",
            back=_("Lea&ve, keep draft"),
            unsure="",
            forward=_("Record that they &know"),
        )
        self._banner = Banner("telling-banner", lasting=True)
        self._method = Choice(
            _("How were they told?"),
            [Alternative(value=method, title=label(method)) for method in TellingMethod],
            identifier="telling-method",
        )
        self._day = DateField(clock.now().astimezone(clock.zone).date(), identifier="telling-day")
        self._words = named(TextArea(3), "telling-words")
        self._day_field = Field(_("&When were they told?"), self._day)
        self._words_field = Field(
            _("What did you &say or write, and what did they say?"),
            self._words,
            hint=_("A sentence is enough. It may be left out."),
        )
        self._discard = quiet_button(_("Discard what was typed…"), "telling-discard", "x")
        ways = WrappingRow([self._discard], 1)
        for part in (self._banner, self._method, self._day_field, self._words_field, ways):
            self._page.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)

    def _show_draft(self) -> None:
        self._method.show_value(self._draft.method)
        self._day.show_value(self._draft.told_on, half_typed(self._kept.place))
        self._words.show_text(self._draft.words)

    def _show_place(self) -> None:
        editor = self._at.find(self._kept.place) or self._method
        self.setFocusProxy(editor)
        QTimer.singleShot(0, editor, lambda: editor.setFocus(Qt.FocusReason.OtherFocusReason))

    def _connect(self) -> None:
        self._method.edited.connect(self._take)
        self._day.edited.connect(self._take)
        self._words.edited.connect(self._take)
        self._page.back.connect(self.left)
        self._page.on.connect(self._record)
        self._discard.clicked.connect(self._ask_to_discard)

    @Slot()
    def _take(self) -> None:
        method = self._method.value()
        self._draft = replace(
            self._draft,
            method=method if isinstance(method, TellingMethod) else None,
            told_on=self._day.value(),
            words=self._words.text(),
        )
        self._typed = True
        self._keep()

    def _keep(self) -> None:
        place = self._at.written("" if self._day.value() else self._day.typed())
        self._session.drafts.touch(KeptDraft(draft=self._draft, place=place))

    @Slot()
    def _ask_to_discard(self) -> None:
        self.discard.emit(self._draft.id)

    @Slot()
    def _record(self) -> None:
        self._session.drafts.flush()
        try:
            self._session.logbook.notifying.record(self._draft)
        except RecordRefusedError as error:
            self._refuse(error)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
        else:
            self._typed = False
            self._session.drafts.forget(self._draft.id)
            self._session.recorded.emit(LineKind.NOTIFICATION)
            self.told.emit()

    def _refuse(self, error: RecordRefusedError) -> None:
        said = sentences_by_part(error.findings)
        self._method.show_problem(said.get("method", ""))
        self._day_field.show_problem(said.get("told_on", ""))
        self._words_field.show_problem(said.get("words", ""))
        first: QWidget = self._method if "method" in said else self._day_field.editor
        first.setFocus()
