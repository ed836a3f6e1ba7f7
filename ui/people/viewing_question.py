# SPDX-License-Identifier: Apache-2.0
"""Asked in place of somebody's page, outside an open episode: why is it looked at?

One key gives a usual reason: its number. Anything else is a line of one's own. Escape leads back,
and nothing was shown. A line that was begun comes back after a lock.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from logbook.domain.drafts import FormName
from logbook.domain.permissions import may_record
from logbook.domain.text import NAME_LENGTH
from logbook.domain.viewing import ViewingReason
from logbook.errors import LogbookError
from logbook.i18n import _
from logbook.wording.labels import label
from ui.messages import error_sentence
from ui.session import Session
from ui.tables.form_draft import FormDraft
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button
from ui.widgets.field import Field
from ui.widgets.page_scaffold import PageScaffold

_USUAL = tuple(reason for reason in ViewingReason if reason is not ViewingReason.OTHER)


class ViewingQuestion(PageScaffold):
    """Emits `viewed` once a reason was given and kept."""

    viewed = Signal()
    left = Signal()

    def __init__(self, session: Session, object_id: UUID) -> None:
        super().__init__(
            _("Why do you look at this record?"),
            _(
                "Nothing is open about this person, and nothing was recorded about them for a"
                " while. Your reason is kept in the journal."
            ),
            identifier="viewing",
            unsure="",
            forward=_("&Look at it"),
        )
        self._session, self._object = session, object_id
        self._banner = Banner("viewing-banner", lasting=True)
        self.add(self._banner)
        self._add_usual()
        self._words = QLineEdit()
        self._words.setMaxLength(NAME_LENGTH)
        self._words.returnPressed.connect(self._give_words)
        self.add(Field(_("Another &reason"), self._words, identifier="viewing-words"))
        self._draft = self._watched()
        self.back.connect(self._leave)
        self.on.connect(self._give_words)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self._leave)

    def keep_place(self) -> None:
        """Keep the line that is typed, with where the person was in it."""
        if self._draft is not None:
            self._draft.keep_place()

    def _watched(self) -> FormDraft | None:
        """Watch the line, unless it is a reader's: they keep no drafts."""
        if not may_record(self._session.logbook.practitioner.role):
            return None
        draft = FormDraft(self._session, FormName.VIEWING, self, about=self._object)
        draft.watch("words", self._words)
        if draft.is_begun:
            QTimer.singleShot(0, self, draft.return_to_place)
        return draft

    @Slot()
    def _leave(self) -> None:
        self._forget()
        self.left.emit()

    def _forget(self) -> None:
        if self._draft is not None:
            self._draft.forget()

    def _add_usual(self) -> None:
        for number, reason in enumerate(_USUAL, 1):
            text = _("{number}: {reason}").format(number=number, reason=label(reason))
            button = plain_button(text, f"viewing-{reason.value}")
            button.setShortcut(QKeySequence(str(number)))
            button.clicked.connect(partial(self._give, reason))
            self.add(button)
            if number == 1:
                self.setFocusProxy(button)

    @Slot()
    def _give_words(self) -> None:
        self._give(None)

    def _give(self, reason: ViewingReason | None, _pressed: object = None) -> None:
        try:
            self._session.logbook.viewing.view(self._object, reason, self._words.text())
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            self._words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._forget()
            self.viewed.emit()
