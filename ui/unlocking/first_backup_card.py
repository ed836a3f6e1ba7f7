# SPDX-License-Identifier: Apache-2.0
"""Where backups go: a folder is chosen, and the first backup made there proves that it will do."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QProgressBar

from logbook.domain.backup import PlaceKind
from logbook.errors import LogbookError
from logbook.i18n import _
from ui.asking import Asking
from ui.background import Errand
from ui.messages import error_sentence, the_sentence_or_raise
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button, quiet_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow
from ui.widgets.naming import announce, named
from ui.widgets.text import Text

if TYPE_CHECKING:
    from logbook.app import BackupProof


class FirstBackupCard(Card):
    """`placed` carries the folder in which a backup was made and proven."""

    placed = Signal(object)

    def __init__(self, session: Session, asking: Asking) -> None:
        super().__init__(_("Where backups go"), "backup-card", gap="l")
        self._session, self._asking = session, asking
        self._errand: Errand | None = None
        self._choose = plain_button(_("Choose a &folder…"), "backup-choose", "book-open")
        self._progress = named(QProgressBar(), "backup-progress", _("Making the first backup"))
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._stop = quiet_button(_("S&top"), "backup-stop", "x")
        self._stop.hide()
        self._banner = Banner("backup-banner", lasting=True)
        said = _(
            "Best is a memory stick or another disk; a folder that is synchronised will do, for a"
            " backup is one encrypted file. The first is made at once and opened again to prove it."
        )
        for part in (
            Text(said), WrappingRow([self._choose], 1), self._progress,
            WrappingRow([self._stop], 1), self._banner,
        ):  # fmt: skip
            self.add(part)
        self._choose.clicked.connect(self._ask_where)
        self._stop.clicked.connect(self.stop)
        self.setFocusProxy(self._choose)

    def take(self, place: Path) -> None:
        """Make the first backup in a folder, unless it is the one the logbook lies in."""
        logbook = self._session.logbook
        self._banner.clear()
        if place.resolve().is_relative_to(logbook.path.resolve()):
            said = _(
                "A backup inside the logbook's own folder would be lost with it. Nothing was made."
                " Choose a folder elsewhere, best on another disk."
            )
            self._banner.show_message(Tone.STOP, said)
            return
        if place.resolve() == logbook.path.parent.resolve():
            said = _(
                "The logbook itself lies in this folder: what takes one would take the other."
                " Nothing was made. Choose a folder elsewhere, best on another disk."
            )
            self._banner.show_message(Tone.STOP, said)
            return
        try:
            order = logbook.backing_up.order(place)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        errand = self._errand = Errand(tells=True)
        errand.progressed.connect(self._show_part)
        errand.ended.connect(self._end)
        self._show_busy(busy=True)
        self._session.background.run(
            partial(order.run, errand.tell), self._record, self._fail, errand=errand
        )

    @Slot()
    def stop(self) -> None:
        """Stop the backup under way, if there is one; nothing half is left."""
        if self._errand is not None:
            self._errand.cancel()
            self._stop.setEnabled(False)

    @Slot()
    def _ask_where(self) -> None:
        start = self._session.logbook.path.parent
        self._asking.choose_folder(_("Where backups go"), self.take, start)

    @Slot(object)
    def _record(self, proof: BackupProof) -> None:
        self._show_busy(busy=False)
        try:
            self._session.logbook.backing_up.record(proof)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        folder = proof.path.parent
        if proof.place is PlaceKind.SAME_DISK:
            said = _(
                "The first backup stands in {folder} and was proven. It is on the same disk as the"
                " logbook, and goes when that disk goes: take a memory stick as soon as you can."
            )
            self._banner.show_message(Tone.WARN, said.format(folder=folder))
        else:
            said = _("The first backup stands in {folder} and was proven.")
            self._banner.show_message(Tone.DONE, said.format(folder=folder))
        self.placed.emit(folder)

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        self._show_busy(busy=False)
        self._banner.show_message(Tone.STOP, the_sentence_or_raise(error))

    @Slot(int, int)
    def _show_part(self, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    @Slot(object)
    def _end(self, errand: Errand) -> None:
        if self._errand is errand:
            self._errand = None
        if errand.is_cancelled():
            self._show_busy(busy=False)
            said = _("It was stopped. Nothing half was left there; the logbook is as it was.")
            self._banner.show_message(Tone.INFO, said)

    def _show_busy(self, *, busy: bool) -> None:
        self._progress.setRange(0, 0)
        self._progress.setVisible(busy)
        self._stop.setVisible(busy)
        self._stop.setEnabled(True)
        self._choose.setEnabled(not busy)
        if busy:
            announce(self, _("Making the first backup and opening it again."))
