# SPDX-License-Identifier: Apache-2.0
"""What is shown when the program itself is at fault: types and lines of code, never a value.

Messages of exceptions and local variables can hold what was typed, so neither is ever read here.
"""

from __future__ import annotations

import linecache
import platform
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QWidget

from logbook import __version__
from logbook.i18n import _
from ui import theme
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button, primary_button
from ui.widgets.naming import named
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text

_LONGEST_CHAIN = 10
_WIDTH, _REPORT_HEIGHT = 640, 220


class CrashHook(QObject):
    """Catches what nothing else caught, on any thread, and shows one dialog about it."""

    _caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dialog: CrashDialog | None = None
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of Python for uncaught exceptions."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._caught.emit(crash_report(error))

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._caught.emit(crash_report(args.exc_value))

    @Slot(str)
    def _show(self, report: str) -> None:
        # One fault often brings others; the first tells the most.
        if self.dialog is None or not self.dialog.isVisible():
            self.dialog = CrashDialog(report, QApplication.activeWindow())
            self.dialog.open()


def crash_report(error: BaseException) -> str:
    """Describe an exception and what led to it by types and lines of code alone."""
    lines = [
        f"Disclosure Logbook {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}",
        "",
    ]
    for number, (link, each) in enumerate(_chain(error)):
        if number == _LONGEST_CHAIN:
            lines.append("…")
            break
        kind = type(each)
        lines.append(f"{link}{kind.__module__}.{kind.__qualname__}")
        lines += _frames(each.__traceback__)
        lines.append("")
    return "\n".join(lines)


class CrashDialog(Sheet):
    """Says what happened, what was kept and what to do, and lets the report be read and saved."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Something in the program went wrong"), "crash", parent, _WIDTH)
        self._report = report
        self._answer = Banner("crash-answer")
        self.save_button = plain_button(_("&Save report…"), "crash-save", "download")
        self.close_button = primary_button(_("&Carry on"), "crash-close")
        self._build()
        self.save_button.clicked.connect(self._ask_where)
        self.close_button.clicked.connect(self.accept)

    def save(self, path: str) -> None:
        """Write the report as shown; says in the dialog whether it worked."""
        try:
            Path(path).write_text(self._report, encoding="utf-8")
        except OSError:
            self._answer.show_message(
                Tone.STOP, _("The report could not be saved there. Choose another place.")
            )
        else:
            self._answer.show_message(Tone.DONE, _("The report is saved."))

    def _build(self) -> None:
        # Above the report: below it, it could be scrolled out of sight.
        self.body.addWidget(self._answer)
        shown = named(QPlainTextEdit(self._report), "crash-report", _("Report"))
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        shown.setMinimumHeight(theme.scaled(_REPORT_HEIGHT))
        self.body.addWidget(
            Text(
                _(
                    "What you did last may not have worked. Everything recorded is kept, and so is "
                    "the draft as you typed it. Carry on, or close the program and open it again."
                )
            )
        )
        self.body.addWidget(
            Text(
                _(
                    "The report below holds only names of faults and lines of the program: nothing "
                    "you typed and no one's name. Read it before you save or send it."
                ),
                look="small",
            )
        )
        self.body.addWidget(shown, 1)
        self.add_buttons([self.save_button, self.close_button])

    @Slot()
    def _ask_where(self) -> None:
        chooser = QFileDialog(self, _("Save report"), str(Path.home()))
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.selectFile("disclosure-logbook-report.txt")
        chooser.fileSelected.connect(self.save)
        chooser.open()


def _chain(error: BaseException) -> Iterator[tuple[str, BaseException]]:
    """Give the exception and those that led to it, the last one first."""
    link, each, seen = "", error, set[int]()
    while id(each) not in seen:
        seen.add(id(each))
        yield link, each
        if each.__cause__ is not None:
            link, each = "caused by ", each.__cause__
        elif each.__context__ is not None and not each.__suppress_context__:
            link, each = "while handling ", each.__context__
        else:
            return


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        source = linecache.getline(code.co_filename, trace.tb_lineno).strip()
        yield f"  {_place(code.co_filename)}:{trace.tb_lineno} {code.co_qualname}"
        if source:
            yield f"    {source}"
        trace = trace.tb_next


def _place(filename: str) -> str:
    """Cut a path down to the part inside the program: folders above can hold a person's name."""
    parts = Path(filename).parts
    return "/".join(parts[-2:])
