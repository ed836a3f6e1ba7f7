# SPDX-License-Identifier: Apache-2.0
"""A password editor that speaks nothing of its text to accessibility clients.

Context: Qt sends each character typed into a password line edit in clear to every client on the
accessibility bus (measured; KeePassXC issues 1920 and 5389). Decision: every way text gets in or
out runs with accessibility switched off for that moment, and showing the text paints it in a
place that has no accessible text instead of switching the editor to clear. What is left: a client
that itself sets the text through the bus is heard by others.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QSizePolicy, QWidget

from logbook.i18n import _
from ui import theme
from ui.widgets.buttons import plain_button
from ui.widgets.layouts import column, row
from ui.widgets.naming import announce, named
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QContextMenuEvent,
        QDropEvent,
        QInputMethodEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
    )


class SecretField(QWidget):
    """A quiet password editor with a button to show what was typed and a caps-lock hint.

    `edited` is emitted after each change by the person and carries nothing; ask `text()`.
    """

    edited = Signal()
    entered = Signal()

    def __init__(self, identifier: str = "secret", name: str = "") -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._line = named(_QuietLine(), identifier, name)
        self._reveal = plain_button(_("Show"), f"{identifier}-show", "eye")
        self._reveal.setCheckable(True)
        self._in_clear = _ClearText()
        self._caps = Text(_("Caps Lock seems to be on."), look="small", tone=theme.Tone.WARN)
        self._caps.hide()
        self.setFocusProxy(self._line)
        self._build()
        self._connect()

    def text(self) -> str:
        """Give what was typed."""
        return self._line.text()

    def clear(self) -> None:
        """Forget what was typed, also from the undo history, and hide it."""
        self._line.clear()
        self._reveal.setChecked(False)
        self._show_in_clear(shown=False)

    @property
    def reveal_button(self) -> QPushButton:
        """The button that shows and hides what was typed."""
        return self._reveal

    def _build(self) -> None:
        line = row(gap="s")
        line.addWidget(self._line, 1)
        line.addWidget(self._reveal)
        layout = column(self, "xs")
        layout.addLayout(line)
        layout.addWidget(self._in_clear)
        layout.addWidget(self._caps)
        self._in_clear.hide()

    def _connect(self) -> None:
        self._line.changed.connect(self._tell)
        self._line.caps_lock.connect(self._hint)
        self._line.returnPressed.connect(self.entered)
        self._reveal.toggled.connect(self._toggle)

    @Slot()
    def _tell(self) -> None:
        self._in_clear.show_text(self._line.text() if self._reveal.isChecked() else "")
        self.edited.emit()

    @Slot(bool)
    def _hint(self, on: bool) -> None:  # noqa: FBT001 - the signal's own argument
        if on and self._caps.isHidden():
            announce(self._line, self._caps.text())
        self._caps.setVisible(on)

    @Slot(bool)
    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - the signal's own argument
        self._show_in_clear(shown=on)

    def _show_in_clear(self, *, shown: bool) -> None:
        text = _("Hide") if shown else _("Show")
        self._reveal.setText(text)
        self._reveal.setAccessibleName(text)
        theme.give_icon(self._reveal, "eye-off" if shown else "eye")
        self._in_clear.setVisible(shown)
        self._in_clear.show_text(self._line.text() if shown else "")


class _QuietLine(QLineEdit):
    """A line edit in password mode whose every change happens with accessibility off."""

    changed = Signal()
    caps_lock = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        # This also keeps on-screen keyboards from learning, predicting and capitalising.
        self.setEchoMode(QLineEdit.EchoMode.Password)
        # A drop would pass the text by a way that cannot be quietened on every desktop.
        self.setAcceptDrops(False)
        self.setDragEnabled(False)
        self.textEdited.connect(self.changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._watch_caps_lock(event)
        if event.matches(QtGui.QKeySequence.StandardKey.Paste):
            self.paste()
            return
        with _silence():
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        with _silence():
            super().inputMethodEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # The middle button pastes the selection on X11.
        with _silence():
            super().mouseReleaseEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QtWidgets.QMenu(self)
        menu.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        paste = menu.addAction(_("Paste"))
        paste.setEnabled(bool(QApplication.clipboard().text()))
        paste.triggered.connect(self.paste)
        forget = menu.addAction(_("Clear"))
        forget.setEnabled(bool(self.text()))
        forget.triggered.connect(self._empty)
        menu.popup(event.globalPos())

    @Slot()
    def paste(self) -> None:
        """Insert the clipboard's first line, quietly."""
        text = QApplication.clipboard().text(QtGui.QClipboard.Mode.Clipboard)
        self.insert(text.splitlines()[0] if text else "")
        self.changed.emit()

    def insert(self, text: str) -> None:
        with _silence():
            super().insert(text)

    def setText(self, text: str | None) -> None:
        with _silence():
            super().setText(text)

    def clear(self) -> None:
        with _silence():
            super().clear()

    @Slot()
    def _empty(self) -> None:
        self.clear()
        self.changed.emit()

    def _watch_caps_lock(self, event: QKeyEvent) -> None:
        """Guess Caps Lock from a letter whose case and Shift disagree; Qt offers no better."""
        typed = event.text()
        if len(typed) == 1 and typed.isalpha() and typed.upper() != typed.lower():
            shifted = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(typed.isupper() != shifted)


class _ClearText(QWidget):
    """Paints what was typed in large letters. It has no accessible text on purpose."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, text: str) -> None:
        self._text = text
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return len(self._lines(width)) * self._metrics().lineSpacing() + theme.px("s")

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(200), self.heightForWidth(max(1, self.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("large"))
        painter.setPen(theme.look().colour("text"))
        metrics = self._metrics()
        for number, line in enumerate(self._lines(self.width())):
            top = theme.px("xs") + number * metrics.lineSpacing() + metrics.ascent()
            painter.drawText(theme.px("s"), top, line)
        painter.end()

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(theme.font("large"))

    def _lines(self, width: int) -> list[str]:
        """Break anywhere: a passphrase may have no spaces, and every letter counts."""
        metrics, room = self._metrics(), max(1, width - 2 * theme.px("s"))
        lines, line = [], ""
        for letter in self._text:
            if line and metrics.horizontalAdvance(line + letter) > room:
                lines.append(line)
                line = ""
            line += letter
        return [*lines, line]


@contextmanager
def _silence() -> Iterator[None]:
    on = QtGui.QAccessible.isActive()
    QtGui.QAccessible.setActive(False)
    try:
        yield
    finally:
        QtGui.QAccessible.setActive(on)
