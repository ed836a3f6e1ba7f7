# SPDX-License-Identifier: Apache-2.0
"""The dialog about a fault: what happened, what was kept, and the report to read and save."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from logbook.i18n import _
from ui import theme
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button, primary_button
from ui.widgets.naming import named
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text

_WIDTH, _REPORT_HEIGHT = 640, 220


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
