# SPDX-License-Identifier: Apache-2.0
"""Where in a form a person was typing: which editor, and where in its text."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget


class TypingPlace(QObject):
    """Follows the focus through a form and can find the place again in another of its kind.

    The place is written in lines: the editor's identifier, the cursor's position, and the text
    that the draft cannot hold because it is not yet what it should be, such as half a date.
    """

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        self._at: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def written(self, half_typed: str = "") -> str:
        """Give the place as it is kept with a draft."""
        field = self._at.accessibleIdentifier() if self._at is not None else ""
        return f"{field}\n{_cursor(self._at)}\n{half_typed}"

    def find(self, written: str) -> QWidget | None:
        """Give the editor of a place, with the cursor where it was; None if there is none."""
        field, _line, rest = written.partition("\n")
        cursor = rest.partition("\n")[0]
        editor = self._form.findChild(QWidget, field) if field else None
        if editor is not None:
            self._at = editor
            _put_cursor(editor, int(cursor) if cursor.isdecimal() else 0)
        return editor

    @Slot(QWidget, QWidget)
    def _follow(self, _left: QWidget | None, entered: QWidget | None) -> None:
        # A click on Lock takes the focus away; the field typed into is still the place.
        if isinstance(entered, QPushButton) or entered is None:
            return
        if self._form.isAncestorOf(entered):
            self._at = entered


def half_typed(written: str) -> str:
    """Give the text kept with a place because the draft could not hold it."""
    return written.partition("\n")[2].partition("\n")[2]


def texts_half_typed(written: str) -> dict[str, str]:
    """Give by part the texts kept with a place because the draft could not hold them."""
    lines = (line.partition("\t") for line in half_typed(written).splitlines())
    return {part: text for part, tab, text in lines if tab}


def in_lines(texts: Mapping[str, str]) -> str:
    """Write texts that a draft cannot hold, each with its part, as they are kept with a place."""
    return "\n".join(f"{part}\t{text}" for part, text in texts.items())


def _cursor(editor: QWidget | None) -> int:
    if isinstance(editor, QLineEdit):
        return editor.cursorPosition()
    return editor.textCursor().position() if isinstance(editor, QPlainTextEdit) else 0


def _put_cursor(editor: QWidget, position: int) -> None:
    if isinstance(editor, QLineEdit):
        editor.setCursorPosition(position)
    elif isinstance(editor, QPlainTextEdit):
        cursor = editor.textCursor()
        cursor.setPosition(min(position, len(editor.toPlainText())))
        editor.setTextCursor(cursor)
