# SPDX-License-Identifier: Apache-2.0
"""Making a logbook: the practice, the person, the passphrase, and where it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout, QWidget

from logbook.clock import Clock, SystemClock
from logbook.domain.findings import RecordRefusedError
from logbook.errors import LogbookError
from logbook.i18n import _
from ui.asking import Asking
from ui.background import Background
from ui.messages import error_sentence, sentences_by_part
from ui.theme import Tone
from ui.unlocking.passphrase_form import PassphraseForm
from ui.unlocking.practice_form import PracticeForm
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.layouts import row
from ui.widgets.naming import announce, named
from ui.widgets.page_scaffold import PageScaffold

if TYPE_CHECKING:
    from logbook.app import CreateJob, Keys

_ENDING = ".logbook"


class CreateScreen(QWidget):
    """`created` carries the open Logbook; `left` when the person goes back."""

    created = Signal(object)
    left = Signal()

    def __init__(self, background: Background, asking: Asking, clock: Clock | None = None) -> None:
        super().__init__()
        named(self, "create", _("Make a logbook"))
        self._background, self._asking = background, asking
        self._clock = clock or SystemClock()
        self._job: CreateJob | None = None
        self._build()
        self._page.on.connect(self._make)
        self._page.back.connect(self.left)
        self._choose.clicked.connect(self._ask_where)

    def show_place(self, place: Path) -> None:
        """Show where the logbook will be kept."""
        self._place.setText(str(place))

    def _build(self) -> None:
        self._page = PageScaffold(
            _("Make a logbook"),
            _("One page. The names, the address and the passphrase are needed; the rest can wait."),
            identifier="create-page",
            unsure="",
            forward=_("&Make the logbook"),
        )
        self._banner = Banner("create-banner", lasting=True)
        self._form = PracticeForm()
        self._passphrase = PassphraseForm(self._background, self._form.words)
        self._progress = named(QProgressBar(), "create-progress", _("Making the logbook"))
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        for part in (self._form, self._passphrase, self._where(), self._banner, self._progress):
            self._page.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)
        self.setFocusProxy(self._form)

    def _where(self) -> Card:
        self._place = QLineEdit(str(_offered_place()))
        self._choose = plain_button(_("Ch&oose…"), "create-choose", "book-open")
        self._place_field = Field(
            _("&Where it is kept"),
            self._place,
            hint=_("A folder of its own, encrypted. Not in a folder that is synchronised."),
            identifier="create-place",
        )
        line = row(gap="s")
        line.addStretch(1)
        line.addWidget(self._choose)
        card = Card(_("Where it is kept"), "create-where-card", gap="m")
        card.add(self._place_field)
        card.add(line)
        return card

    @Slot()
    def _ask_where(self) -> None:
        title = _("Where to keep the logbook")
        self._asking.choose_place(title, self.show_place, Path(self._place.text()))

    @Slot()
    def _make(self) -> None:
        if self._job is not None:
            return
        from logbook.app import NewLogbook, create_job  # noqa: PLC0415 - see unlock_screen

        self._banner.clear()
        self._form.show_problems({})
        passphrase = self._passphrase.chosen()
        try:
            job = create_job(
                NewLogbook(
                    practice=self._form.practice(),
                    practitioner=self._form.practitioner(),
                    passphrase=passphrase or "",
                ),
                self._clock,
            )
        except RecordRefusedError as error:
            self._refuse(error)
            return
        if passphrase is None:
            return
        self._job = job
        self._show_busy(busy=True)
        self._background.run(job.run, self._keep, self._fail)

    def _refuse(self, error: RecordRefusedError) -> None:
        first = self._form.show_problems(sentences_by_part(error.findings))
        if first is None:
            self._banner.show_message(Tone.STOP, error_sentence(error))
        else:
            first.setFocus()

    @Slot(object)
    def _keep(self, keys: Keys) -> None:
        from logbook.app import Logbook  # noqa: PLC0415 - see unlock_screen

        assert self._job is not None, "keys come from a job"
        job, self._job = self._job, None
        self._show_busy(busy=False)
        try:
            logbook = Logbook.create(self._chosen_place(), job, keys, self._clock)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._passphrase.clear()
        self.created.emit(logbook)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._job = None
        self._show_busy(busy=False)
        if not isinstance(error, LogbookError):
            raise error
        self._banner.show_message(Tone.STOP, error_sentence(error))

    def _chosen_place(self) -> Path:
        place = Path(self._place.text().strip()).expanduser()
        return place if place.suffix == _ENDING else place.with_name(place.name + _ENDING)

    def _show_busy(self, *, busy: bool) -> None:
        self._progress.setVisible(busy)
        self._page.forward_button.setEnabled(not busy)
        self._page.back_button.setEnabled(not busy)
        if busy:
            announce(self, _("Making the logbook. This takes a moment on purpose."))
            self.setCursor(Qt.CursorShape.BusyCursor)
        else:
            self.unsetCursor()


def _offered_place() -> Path:
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(kind))
    return folder / (_("Practice") + _ENDING)
