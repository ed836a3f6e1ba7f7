# SPDX-License-Identifier: Apache-2.0
"""The only place that opens dialogs: confirmations and file choosers.

All of them are opened, never executed, and registered here, so that a lock closes them at once
instead of waiting behind them. The answer comes to the callable given, and not at all if the
person turned the dialog down or the lock closed it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from logbook.i18n import _
from ui.widgets.buttons import danger_button, plain_button, primary_button
from ui.widgets.naming import named
from ui.widgets.sheet import LOCKING, Sheet, lock_window_of
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, what will happen, and the words on both buttons.

    `grave` marks what cannot be taken back: then Enter keeps things as they are.
    """

    title: str
    text: str
    confirm: str
    keep: str = ""
    grave: bool = False


class Asking(QObject):
    """Opens dialogs over a window and closes them all when the logbook locks."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._open: list[QDialog] = []

    @property
    def open_dialogs(self) -> tuple[QDialog, ...]:
        """The dialogs open now."""
        return tuple(self._open)

    def confirm(self, question: Question, then: Callable[[], None]) -> QDialog:
        """Ask; `then` is called if the person confirms."""
        dialog = ConfirmDialog(question, self._window)
        dialog.accepted.connect(then)
        return self._show(dialog)

    def choose_folder(self, title: str, then: Callable[[Path], None], start: Path) -> QDialog:
        """Ask for an existing folder."""
        dialog = QFileDialog(self._window, title, str(start))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return self._show_chooser(dialog, then)

    def choose_file(
        self, title: str, then: Callable[[Path], None], start: Path, kinds: str = ""
    ) -> QDialog:
        """Ask for an existing file; `kinds` is such as `PDF (*.pdf)`."""
        dialog = QFileDialog(self._window, title, str(start), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return self._show_chooser(dialog, then)

    def choose_place(
        self, title: str, then: Callable[[Path], None], offered: Path, kinds: str = ""
    ) -> QDialog:
        """Ask where to save; `offered` is the folder and name proposed."""
        dialog = QFileDialog(self._window, title, str(offered.parent), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(offered.suffix.removeprefix("."))
        dialog.selectFile(offered.name)
        return self._show_chooser(dialog, then)

    def choose_printer(
        self,
        printer: QPrinter,
        then: Callable[[QPrinter], None],
        otherwise: Callable[[], None],
    ) -> QDialog:
        """Ask on which printer and how; `printer` is what is offered, and set up as chosen.

        A file is none of the choices: saving does that, whole and signed. `otherwise` is called
        if the person turned it down or the logbook locked.
        """
        # Only needed here, and never before the first screen is painted.
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog  # noqa: PLC0415

        dialog = QPrintDialog(printer, self._window)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
        named(dialog, "print-dialog", _("Print"))
        dialog.setWindowTitle(_("Print"))
        dialog.finished.connect(_Chosen(printer, then, otherwise, dialog).take)
        return self._show(dialog)

    def close_all(self) -> None:
        """Turn down every dialog at once; locking calls this."""
        for dialog in tuple(self._open):
            dialog.reject()

    def _show_chooser(self, dialog: QFileDialog, then: Callable[[Path], None]) -> QDialog:
        named(dialog, "file-chooser", dialog.windowTitle())
        dialog.fileSelected.connect(_Path(then, dialog).take)
        return self._show(dialog)

    def _show(self, dialog: QDialog) -> QDialog:
        self._open.append(dialog)
        dialog.finished.connect(self._forget)
        if not isinstance(dialog, Sheet):
            # A sheet hears it by itself, and a key that two hear does nothing.
            QShortcut(QKeySequence(LOCKING), dialog).activated.connect(self._lock)
        # A print dialog has an `open` of its own, which takes a receiver.
        QDialog.open(dialog)
        return dialog

    @Slot()
    def _lock(self) -> None:
        lock_window_of(self._window)

    @Slot()
    def _forget(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, QDialog):
            self._open.remove(dialog)
            dialog.deleteLater()


class ConfirmDialog(Sheet):
    """A question with two answers, in plain text. Escape keeps things as they are."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(question.title, "confirm", parent)
        self.setAccessibleDescription(question.text)
        make = danger_button if question.grave else primary_button
        self.confirm_button = make(question.confirm, "confirm-yes")
        self.keep_button = plain_button(question.keep or _("Cancel"), "confirm-no")
        self.body.addWidget(Text(question.text))
        self.body.addStretch(1)
        self.add_buttons([self.keep_button, self.confirm_button])
        first = self.keep_button if question.grave else self.confirm_button
        first.setDefault(True)
        first.setFocus()
        self.confirm_button.clicked.connect(self.accept)
        self.keep_button.clicked.connect(self.reject)


class _Path(QObject):
    """Turns Qt's text into a path; lives as long as its dialog."""

    def __init__(self, then: Callable[[Path], None], dialog: QFileDialog) -> None:
        super().__init__(dialog)
        self._then = then

    @Slot(str)
    def take(self, chosen: str) -> None:
        if chosen:
            self._then(Path(chosen))


class _Chosen(QObject):
    """Gives the printer to who wanted one; it and the printer live as long as their dialog."""

    def __init__(
        self,
        printer: QPrinter,
        then: Callable[[QPrinter], None],
        otherwise: Callable[[], None],
        dialog: QDialog,
    ) -> None:
        super().__init__(dialog)
        self._printer, self._then, self._otherwise = printer, then, otherwise

    @Slot(int)
    def take(self, answer: int) -> None:
        if answer == QDialog.DialogCode.Accepted.value:
            self._then(self._printer)
        else:
            self._otherwise()
