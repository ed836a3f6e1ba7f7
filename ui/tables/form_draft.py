# SPDX-License-Identifier: Apache-2.0
"""What is typed into a form that makes no draft of a record is kept all the same, and comes back.

Fields that hold a secret are not watched: a passphrase is typed again.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.domain.drafts import FormName, KeptForm, form_id
from logbook.errors import LogbookError
from ui.widgets.choice import Choice, ComboChoice
from ui.widgets.text_area import TextArea
from ui.widgets.typing_place import TypingPlace

if TYPE_CHECKING:
    from logbook.app import Logbook

Watched = QLineEdit | TextArea | Choice | ComboChoice

_ERASED_WITH = "erased-with"


class KeepsForms(Protocol):
    """Writes what is typed within a second."""

    def touch(self, kept: KeptForm) -> None:
        """Take a form as it now is."""
        ...

    def forget(self, draft_id: UUID) -> None:
        """Drop what is waiting."""
        ...


class OpenLogbook(Protocol):
    """What the screens share between unlocking and locking, as far as a form needs it."""

    @property
    def logbook(self) -> Logbook:
        """The open logbook."""
        ...

    @property
    def drafts(self) -> KeepsForms:
        """What keeps the drafts."""
        ...


class FormDraft(QObject):
    """Watches the fields of one form of who is signed in."""

    def __init__(
        self,
        session: OpenLogbook,
        form: FormName,
        ground: QWidget,
        about: UUID | None = None,
        erased_with: UUID | None = None,
    ) -> None:
        """Find what was kept.

        Args:
            session: What the screens share.
            form: Which form it is.
            ground: The form.
            about: Whom or what it is about; None: the practice.
            erased_with: A record that takes along what was typed when it is destroyed.
        """
        super().__init__(ground)
        self._session, self._form, self._about = session, form, about
        self._erased_with = erased_with
        self._owner = session.logbook.practitioner.id
        self._kept = session.logbook.drafting.form(form, self._owner, about)
        self._before = dict(self._kept.texts) if self._kept is not None else {}
        self._editors: dict[str, Watched] = {}
        self._at = TypingPlace(ground)
        self._typed = self._kept is not None

    @property
    def is_begun(self) -> bool:
        """Whether something was typed that is still to be made use of."""
        return self._typed

    def kept(self, name: str) -> str | None:
        """Give what was typed into a field before; None: nothing was kept of it."""
        return self._before.get(name)

    def watch(
        self, name: str, editor: Watched, read: Callable[[str], object] | None = None
    ) -> None:
        """Show what was typed into a field before, and keep what is typed from now on.

        Args:
            name: The field's name, under which it is kept.
            editor: The field.
            read: Makes the value of a choice of its text; a ValueError: it is none any more.
        """
        typed = self._before.get(name)
        if typed is not None:
            with suppress(ValueError):
                _show(editor, typed, read)
        self._editors[name] = editor
        edited = editor.textEdited if isinstance(editor, QLineEdit) else editor.edited
        edited.connect(self._take)

    def keep_place(self) -> None:
        """Keep what was typed, with the field in which the person was last."""
        if self._typed:
            texts = [(name, _text(editor)) for name, editor in self._editors.items()]
            if self._erased_with is not None:
                texts.append((_ERASED_WITH, str(self._erased_with)))
            self._session.drafts.touch(
                KeptForm(
                    form=self._form,
                    owner=self._owner,
                    texts=tuple(texts),
                    place=self._at.written(),
                    about=self._about,
                )
            )

    def return_to_place(self) -> bool:
        """Take the focus to the field in which the person was last; tell whether there is one."""
        editor = self._at.find(self._kept.place) if self._kept is not None else None
        if editor is None:
            return False
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def forget(self) -> None:
        """Keep nothing any more: it was made use of, or the person wants it gone."""
        self._typed, self._kept = False, None
        identity = form_id(self._form, self._owner, self._about)
        self._session.drafts.forget(identity)
        with suppress(LogbookError):
            # What could not be discarded stands in the form again, and nothing is lost.
            self._session.logbook.drafting.discard(identity)

    @Slot()
    def _take(self, _text: object = None) -> None:
        self._typed = True
        self.keep_place()


def _text(editor: Watched) -> str:
    if isinstance(editor, QLineEdit | TextArea):
        return editor.text()
    value: Any = editor.value()
    return "" if value is None else str(value.value if isinstance(value, Enum) else value)


def _show(editor: Watched, typed: str, read: Callable[[str], object] | None) -> None:
    if isinstance(editor, QLineEdit):
        editor.setText(typed)
    elif isinstance(editor, TextArea):
        editor.show_text(typed)
    elif typed or read is not None:
        editor.show_value(read(typed) if read is not None else typed)
