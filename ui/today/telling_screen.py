# SPDX-License-Identifier: Apache-2.0
"""Recording that a service user has now been told: how, when, and in which words."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

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
from ui.widgets.choice import Alternative, Choice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.naming import named
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.text_area import TextArea


class TellingScreen(QWidget):
    """A small form; recording it takes the disclosure off Today."""

    left = Signal()
    told = Signal()

    def __init__(self, session: Session, disclosure: UUID) -> None:
        super().__init__()
        named(self, "telling", _("Telling the person"))
        self._session = session
        clock = session.logbook.clock
        today = clock.now().astimezone(clock.zone).date()
        self._draft = NotificationDraft(id=uuid4(), disclosure=disclosure, told_on=today)
        line = session.logbook.reviewing.line(disclosure)
        assert line is not None, "the form is opened for a disclosure on record"
        self._build(line)
        self._connect()
        QTimer.singleShot(0, self, self._method.setFocus)

    def _build(self, line: Line) -> None:
        clock = self._session.logbook.clock
        self._page = PageScaffold(
            _("Told {person}").format(person=line.person),
            _("Of {number}, told to {party}.").format(number=line.number, party=line.title),
            identifier="telling-page",
            back=_("&Cancel"),
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
        self._day.show_value(self._draft.told_on)
        self._words = named(TextArea(3), "telling-words")
        self._day_field = Field(_("&When were they told?"), self._day)
        self._words_field = Field(
            _("What did you &say or write, and what did they say?"),
            self._words,
            hint=_("A sentence is enough. It may be left out."),
        )
        for part in (self._banner, self._method, self._day_field, self._words_field):
            self._page.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)
        self.setFocusProxy(self._method)

    def _connect(self) -> None:
        self._method.edited.connect(self._take)
        self._day.edited.connect(self._take)
        self._words.edited.connect(self._take)
        self._page.back.connect(self.left)
        self._page.on.connect(self._record)

    @Slot()
    def _take(self) -> None:
        method = self._method.value()
        self._draft = replace(
            self._draft,
            method=method if isinstance(method, TellingMethod) else None,
            told_on=self._day.value(),
            words=self._words.text(),
        )

    @Slot()
    def _record(self) -> None:
        try:
            self._session.logbook.notifying.record(self._draft)
        except RecordRefusedError as error:
            self._refuse(error)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
        else:
            self._session.recorded.emit(LineKind.NOTIFICATION)
            self.told.emit()

    def _refuse(self, error: RecordRefusedError) -> None:
        said = sentences_by_part(error.findings)
        self._method.show_problem(said.get("method", ""))
        self._day_field.show_problem(said.get("told_on", ""))
        self._words_field.show_problem(said.get("words", ""))
        first: QWidget = self._method if "method" in said else self._day_field.editor
        first.setFocus()
