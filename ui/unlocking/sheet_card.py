# SPDX-License-Identifier: Apache-2.0
"""Making the recovery sheet: proven, made, printed, saved or written down, and typed back.

The code is in memory for as long as this card needs it. It is painted, where somebody asks to see
it, in a place that has no accessible text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from logbook.app import PaperJob
from logbook.errors import LogbookError
from logbook.i18n import _
from ui import theme
from ui.asking import Asking
from ui.messages import error_sentence, the_sentence_or_raise
from ui.printing.sending import Printing, print_at_hand_sentence
from ui.session import Session
from ui.theme import Tone
from ui.unlocking.painted_groups import PaintedGroups
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.naming import announce, named
from ui.widgets.secret_field import SecretField
from ui.widgets.text import Text

if TYPE_CHECKING:
    from logbook.app import NewSheet
    from logbook.domain.recovery import RecoverySheet

_WRONG = "vault.wrong_passphrase"


class SheetCard(Card):
    """`checked` once three groups of the code were typed back and are on record.

    `asked` when it is asked for them: there are new lines to type in.
    """

    asked = Signal()
    checked = Signal()

    def __init__(self, session: Session, asking: Asking) -> None:
        super().__init__(_("The recovery sheet"), "sheet-card", gap="l")
        self._session, self._asking = session, asking
        self._recovering = session.logbook.recovering
        self._sheet: RecoverySheet | None = None
        self.printing = Printing(session.background, lambda: asking, self)
        self._asked: dict[int, tuple[Field, SecretField]] = {}
        self._banner = Banner("sheet-banner", lasting=True)
        self._progress = named(QProgressBar(), "sheet-progress", _("Making the recovery sheet"))
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._proof = self._build_proof()
        self._paper = self._build_paper()
        self._back = self._build_back()
        said = _(
            "A code on paper that opens the logbook when the passphrase is forgotten. Whoever has"
            " the paper and the files can read everything, so it belongs under lock and key, away"
            " from this computer."
        )
        for part in (
            Text(said), self._proof, self._paper, self._back, self._progress, self._banner,
        ):  # fmt: skip
            self.add(part)
        self._paper.hide()
        self._back.hide()
        self.printing.busy.connect(self._tell_printing)
        self.printing.said.connect(self._banner.show_message)
        self.setFocusProxy(self._secret)

    def forget(self) -> None:
        """Forget the code and everything that was typed."""
        self._sheet = None
        self._groups.show_groups(())
        self._secret.clear()
        for _field, secret in self._asked.values():
            secret.clear()

    def _build_proof(self) -> QWidget:
        self._secret = SecretField("sheet-passphrase")
        self._field = Field(
            _("Your &passphrase, once more"),
            self._secret,
            hint=_("So that nobody else makes a sheet at your desk; and you see that you know it."),
        )
        self._make = plain_button(_("&Make the sheet"), "sheet-make", "file-text")
        self._make.clicked.connect(self._prove)
        self._secret.entered.connect(self._prove)
        return _part(self._field, WrappingRow([self._make], 1))

    def _build_paper(self) -> QWidget:
        self._print = plain_button(_("Pr&int…"), "sheet-print", "printer")
        self._save = plain_button(_("Save as &PDF…"), "sheet-save", "download")
        self._show = plain_button(_("S&how the code"), "sheet-show", "eye")
        self._show.setCheckable(True)
        self._print.clicked.connect(self._make_for_paper)
        self._save.clicked.connect(self._make_pdf)
        self._show.toggled.connect(self._toggle_code)
        self._groups = PaintedGroups()
        self._groups.hide()
        said = _(
            "Print the sheet. If you save it as a PDF instead, print that and destroy the file: a"
            " sheet on the disk helps a thief. Without a printer, show the code and write it down."
        )
        return _part(
            Text(said),
            Text(print_at_hand_sentence(), look="small"),
            WrappingRow([self._print, self._save, self._show], 3),
            self._groups,
        )

    def _build_back(self) -> QWidget:
        ground = QWidget()
        theme.give_look(ground, look="clear")
        self._asking_lines = column(ground, "m")
        self._check = plain_button(_("&Check the paper"), "sheet-check", "check")
        self._check.clicked.connect(self._check_groups)
        said = Text(_("Type three groups back from the paper, not from the screen."))
        return _part(said, ground, WrappingRow([self._check], 1))

    @Slot()
    def _prove(self) -> None:
        typed = self._secret.text()
        self._field.show_problem("" if typed else _("Type the passphrase first."))
        if not typed:
            self._secret.setFocus()
            return
        self._banner.clear()
        self._show_busy(busy=True)
        job = self._recovering.sheet_job(typed)
        self._session.background.run(job.run, self._keep, self._refuse)

    @Slot(object)
    def _keep(self, new: NewSheet) -> None:
        self._show_busy(busy=False)
        self._secret.clear()
        try:
            self._sheet = self._recovering.make_sheet(new)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._groups.show_groups(self._sheet.code_groups)
        self._ask_back()
        self._proof.hide()
        self._paper.show()
        self._back.show()
        self.asked.emit()
        announce(self, _("The sheet is made. Print it or write it down, then check it."))
        self._print.setFocus()

    @Slot(object)
    def _refuse(self, error: BaseException) -> None:
        self._show_busy(busy=False)
        said = the_sentence_or_raise(error)
        if isinstance(error, LogbookError) and error.code == _WRONG:
            self._secret.clear()
            self._field.show_problem(said)
            self._secret.setFocus()
        else:
            self._banner.show_message(Tone.STOP, said)

    def _ask_back(self) -> None:
        for number in self._recovering.groups_to_ask():
            secret = SecretField(f"sheet-group-{number}")
            field = Field(_("Group {number}").format(number=number), secret)
            secret.entered.connect(self._check_groups)
            secret.edited.connect(self._hide_code)
            self._asking_lines.addWidget(field)
            self._asked[number] = (field, secret)

    @Slot(bool)
    def _toggle_code(self, on: bool) -> None:  # noqa: FBT001 - the signal's own argument
        text = _("&Hide the code") if on else _("S&how the code")
        named(self._show, "sheet-show", text)
        self._show.setText(text)
        theme.give_icon(self._show, "eye-off" if on else "eye")
        self._groups.setVisible(on)

    @Slot()
    def _hide_code(self) -> None:
        """Typed back from the screen, it would say nothing about the paper."""
        self._show.setChecked(False)

    @Slot()
    def _make_pdf(self) -> None:
        self._make_paper(self._ask_where)

    @Slot()
    def _make_for_paper(self) -> None:
        self._banner.clear()
        if self._sheet is None or not self.printing.has_printer():
            return
        try:
            self._session.logbook.secret_papers.check_may_print(self._sheet)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._make_paper(self._ask_printer)

    def _make_paper(self, then: Callable[[bytes], None]) -> None:
        if self._sheet is None:
            return
        self._banner.clear()
        self._show_busy(busy=True)
        job = PaperJob(paper=self._sheet, created=self._session.logbook.clock.now())
        self._session.background.run(job.run, then, self._fail_pdf)

    @Slot(object)
    def _ask_printer(self, pdf: bytes) -> None:
        self._show_busy(busy=False)
        if self._sheet is None:
            return
        done = _("Sent to the printer. Fetch it now, then type three groups back from it.")
        note = partial(self._session.logbook.secret_papers.note_printed, self._sheet)
        self.printing.ask([pdf], note, done)

    @Slot(str)
    def _tell_printing(self, words: str) -> None:
        self._progress.setAccessibleName(words or _("Making the recovery sheet"))
        self._show_busy(busy=bool(words))
        announce(self, words)

    @Slot(object)
    def _ask_where(self, pdf: bytes) -> None:
        self._show_busy(busy=False)
        if self._sheet is None:
            return
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        offered = Path(place) / (_("Recovery sheet") + ".pdf")
        saving = _Saving(self, self._sheet, pdf)
        self._asking.choose_place(_("Save the recovery sheet"), saving.save, offered, "PDF (*.pdf)")

    @Slot(object)
    def _fail_pdf(self, error: BaseException) -> None:
        self._show_busy(busy=False)
        self._banner.show_message(Tone.STOP, the_sentence_or_raise(error))

    def save(self, sheet: RecoverySheet, pdf: bytes, path: Path) -> None:
        """Write the PDF where the person wants it."""
        try:
            self._session.logbook.secret_papers.save(sheet, pdf, path)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        said = _("Saved as {name} in {folder}. Print it, then destroy the file.")
        self._banner.show_message(Tone.WARN, said.format(name=path.name, folder=path.parent))

    @Slot()
    def _check_groups(self) -> None:
        if self._sheet is None:
            return
        empty = [pair for pair in self._asked.values() if not pair[1].text().strip()]
        for field, secret in self._asked.values():
            missing = not secret.text().strip()
            field.show_problem(_("Type this group from the paper.") if missing else "")
        if empty:
            empty[0][1].setFocus()
            return
        typed = {number: secret.text() for number, (_field, secret) in self._asked.items()}
        try:
            is_right = self._recovering.check_groups(self._sheet, typed)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        if not is_right:
            said = _("At least one group is not as it stands on the sheet. Compare them again.")
            self._banner.show_message(Tone.STOP, said)
            next(iter(self._asked.values()))[1].setFocus()
            return
        self._finish()

    def _finish(self) -> None:
        self.forget()
        self._paper.hide()
        self._back.hide()
        said = _("The sheet is right, and the journal says so. It will be asked for once a year.")
        self._banner.show_message(Tone.DONE, said)
        self.checked.emit()

    def _show_busy(self, *, busy: bool) -> None:
        self._progress.setVisible(busy)
        for part in (self._make, self._secret, self._print, self._save):
            part.setEnabled(not busy)


class _Saving:
    """The sheet and its PDF until it is known where it goes; gone with the dialog that asks."""

    def __init__(self, card: SheetCard, sheet: RecoverySheet, pdf: bytes) -> None:
        self._card, self._sheet, self._pdf = card, sheet, pdf

    def save(self, path: Path) -> None:
        self._card.save(self._sheet, self._pdf, path)


def _part(*parts: QWidget) -> QWidget:
    ground = QWidget()
    theme.give_look(ground, look="clear")
    lines = column(ground, "m")
    for part in parts:
        lines.addWidget(part)
    return ground
