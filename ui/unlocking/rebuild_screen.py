# SPDX-License-Identifier: Apache-2.0
"""Making the key file again from a recovery sheet, when both copies of it are lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from logbook.app import Logbook, rebuild_job, typed_so_far
from logbook.clock import Clock
from logbook.errors import LogbookError
from logbook.i18n import _, ngettext
from ui.background import Background
from ui.messages import error_sentence
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.layouts import WrappingRow
from ui.widgets.naming import announce, named
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.secret_field import SecretField
from ui.widgets.tab_order import settle_tab_order
from ui.widgets.text import Text
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from logbook.app import Keys

_PAUSE_MS = 300
_SHOWN_LINES = 8
_MOST_LINES = 24
_OF_THE_LINES = ("vault.sheet",)
_OF_THE_CODE = ("vault.code_mistyped", "vault.wrong_passphrase")


class RebuildScreen(QWidget):
    """`unlocked` carries the open Logbook, whose code opens it now; `left` when the person goes.

    `restore` asks for the other way, which is the better one where there is a backup.
    """

    unlocked = Signal(object)
    restore = Signal()
    left = Signal()

    def __init__(self, folder: Path, background: Background, clock: Clock) -> None:
        super().__init__()
        named(self, "rebuild-screen", _("Make the key file again"))
        self._folder, self._background, self._clock = folder, background, clock
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._page = PageScaffold(
            _("Make the key file again"),
            _(
                "The records of “{name}” are whole; the key file that opens them is lost. An"
                " administrator's recovery sheet can take its place."
            ).format(name=self._folder.stem),
            identifier="rebuild-page",
            unsure="",
            forward=_("&Make it again and unlock"),
        )
        self._lines = TextArea(_SHOWN_LINES, _MOST_LINES)
        self._lines_field = Field(
            _("The &numbered lines of the sheet"),
            self._lines,
            hint=_(
                "Line by line as printed, with the number or without; small letters are fine. A"
                " scanner that types may read the second square code instead."
            ),
            identifier="rebuild-lines",
        )
        self._so_far = Text(look="small")
        self._so_far.hide()
        self._code = SecretField("rebuild-code")
        self._code_field = Field(
            _("The recovery &code"), self._code, hint=_("Fourteen groups of four.")
        )
        self._restore = quiet_button(_("&Restore a backup instead…"), "rebuild-restore", "inbox")
        self._progress = named(QProgressBar(), "rebuild-progress", _("Making the key file again"))
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._banner = Banner("rebuild-banner", lasting=True)
        card = Card(identifier="rebuild-card", gap="l")
        for field in (self._lines_field, self._so_far, self._code_field):
            card.add(field)
        for part in (self._what_is_lost(), card, self._banner, self._progress):
            self._page.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)
        self.setFocusProxy(self._lines)
        settle_tab_order(self._page.scroller, (self._page.forward_button, self._page.back_button))

    def _what_is_lost(self) -> Card:
        card = Card(_("What the sheet cannot give back"), "rebuild-about")
        card.add(
            Text(
                _(
                    "Nothing recorded is lost. But your passphrase, PIN and tokens are gone: the"
                    " code opens the logbook until you set a new passphrase. Colleagues and the"
                    " executors of a clinical will have to be let in anew. A backup has all of"
                    " that: where there is a recent one, restore it instead."
                )
            )
        )
        card.add(WrappingRow([self._restore], 1))
        return card

    def _connect(self) -> None:
        self._lines.edited.connect(self._watch)
        self._pause.timeout.connect(self._say_how_far)
        self._code.entered.connect(self._make)
        self._code.edited.connect(self._clear_code)
        self._page.on.connect(self._make)
        self._page.back.connect(self._leave)
        self._restore.clicked.connect(self._ask_for_backup)

    @Slot()
    def _watch(self) -> None:
        self._lines_field.show_problem("")
        self._pause.start()

    @Slot()
    def _clear_code(self) -> None:
        self._code_field.show_problem("")

    @Slot()
    def _say_how_far(self) -> None:
        """Say how many lines are right, and name the first that has a slip in it."""
        text = self._lines.text()
        found = typed_so_far(text)
        ended = text.endswith("\n")
        slips = [each for each in found.slips if ended or each != found.typed]
        self._so_far.setVisible(bool(found.typed))
        said = _("{right} of {total} lines are right.").format(
            right=found.typed - len(found.slips), total=found.total
        )
        if slips:
            said += " " + ngettext(
                "Line {number} has a slip in it.", "The first slip is in line {number}.", len(slips)
            ).format(number=slips[0])
        self._so_far.setText(said)
        announce(self._lines, said)

    @Slot()
    def _make(self) -> None:
        if not self._progress.isHidden():
            return
        self._banner.clear()
        lines, code = self._lines.text(), self._code.text()
        missing = _("This is still to be filled in.")
        self._lines_field.show_problem("" if lines.strip() else missing)
        self._code_field.show_problem("" if code.strip() else missing)
        if not lines.strip() or not code.strip():
            (self._code if lines.strip() else self._lines).setFocus()
            return
        try:
            job = rebuild_job(self._folder, lines, code)
        except LogbookError as error:
            self._refuse(error)
            return
        self._show_busy(busy=True)
        self._background.run(job.run, self._open, self._fail)

    @Slot(object)
    def _open(self, keys: Keys) -> None:
        self._show_busy(busy=False)
        try:
            logbook = Logbook.open(self._folder, keys, self._clock)
        except LogbookError as error:
            self._refuse(error)
            return
        self._forget()
        self.unlocked.emit(logbook)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._show_busy(busy=False)
        if not isinstance(error, LogbookError):
            raise error
        self._refuse(error)

    def _refuse(self, error: LogbookError) -> None:
        said = error_sentence(error)
        if error.code.startswith(_OF_THE_CODE):
            self._code_field.show_problem(said)
            self._code.setFocus()
        elif error.code.startswith(_OF_THE_LINES):
            self._lines_field.show_problem(said)
            self._lines.setFocus()
        else:
            self._banner.show_message(Tone.STOP, said)

    @Slot()
    def _leave(self) -> None:
        self._forget()
        self.left.emit()

    @Slot()
    def _ask_for_backup(self) -> None:
        self._forget()
        self.restore.emit()

    def _forget(self) -> None:
        self._pause.stop()
        self._code.clear()
        self._lines.show_text("")

    def _show_busy(self, *, busy: bool) -> None:
        self._progress.setVisible(busy)
        for part in (
            self._page.forward_button, self._page.back_button, self._restore, self._lines,
            self._code,
        ):  # fmt: skip
            part.setEnabled(not busy)
        if busy:
            announce(self, _("Making the key file again. This takes a moment."))
