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
from ui.widgets.tab_order import settle_tab_order

if TYPE_CHECKING:
    from logbook.app import CreateJob, Keys

_ENDING = ".logbook"
_PASSPHRASE_REFUSED = ("vault.weak_passphrase", "vault.unusable_passphrase")
_SYNCED = "vault.place_is_synced"


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
        self._elsewhere: Path | None = None
        self._build()
        self._page.on.connect(self._make)
        self._page.back.connect(self.left)
        self._choose.clicked.connect(self._ask_where)
        self._banner.acted.connect(self._take_elsewhere)

    def show_place(self, place: Path) -> None:
        """Show where the logbook will be kept; a place that will not do is refused at once."""
        self._place.setText(str(place))
        self._banner.clear()
        self._place_will_do()

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
        settle_tab_order(self._page.scroller, (self._page.forward_button, self._page.back_button))

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
        if passphrase is None or not self._place_will_do():
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
            self._refuse_place(error)
            return
        self._passphrase.clear()
        self.created.emit(logbook)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._job = None
        self._show_busy(busy=False)
        if not isinstance(error, LogbookError):
            raise error
        if error.code in _PASSPHRASE_REFUSED:
            self._passphrase.show_problem(error_sentence(error))
            return
        self._banner.show_message(Tone.STOP, error_sentence(error))

    def _place_will_do(self) -> bool:
        from logbook.app import refuse_synced  # noqa: PLC0415 - see unlock_screen

        try:
            refuse_synced(self._chosen_place())
        except LogbookError as error:
            self._refuse_place(error)
            return False
        return True

    def _refuse_place(self, error: LogbookError) -> None:
        said = error_sentence(error)
        if error.code == _SYNCED:
            self._elsewhere = _elsewhere(self._chosen_place())
            self._banner.show_message(Tone.STOP, said, _("Use another folder of this computer"))
            return
        self._banner.show_message(Tone.STOP, said)

    @Slot()
    def _take_elsewhere(self) -> None:
        if self._elsewhere is not None:
            self._place.setText(str(self._elsewhere))
            self._banner.clear()
            self._page.forward_button.setFocus()

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


def _elsewhere(place: Path) -> Path:
    """Give a place of the same name that no program keeps in step, as far as that can be told."""
    from logbook.app import synced_by  # noqa: PLC0415 - see unlock_screen

    kinds = QStandardPaths.StandardLocation
    home, own = (
        Path(QStandardPaths.writableLocation(kind))
        for kind in (kinds.HomeLocation, kinds.GenericDataLocation)
    )
    return (home if synced_by(home) is None else own) / place.name


def _offered_place() -> Path:
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(kind))
    return folder / (_("Practice") + _ENDING)
