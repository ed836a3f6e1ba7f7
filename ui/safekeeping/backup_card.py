# SPDX-License-Identifier: Apache-2.0
"""Where backups go, how often, how it stands with them, and one made now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot

from logbook.app import StoredBackups
from logbook.domain.backup import StoredBackup
from logbook.domain.progress import Tell
from logbook.i18n import _
from ui.asking import Asking
from ui.backup_plan import EVERY
from ui.messages import the_sentence_or_raise
from ui.preferences import BackupRhythm
from ui.safekeeping.backup_run import Made, backup_run
from ui.safekeeping.backup_words import RHYTHMS, status_sentence, stored_sentence
from ui.safekeeping.files import documents
from ui.safekeeping.long_work import LongWork
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.busy import Busy
from ui.widgets.buttons import plain_button, primary_button, quiet_button
from ui.widgets.card import Card
from ui.widgets.choice import Alternative, Choice
from ui.widgets.layouts import WrappingRow
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """The backups that lie at a place; None where the place is not there."""

    place: Path
    stored: tuple[StoredBackup, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """Looks what lies at a place, in a worker: a stick that sleeps takes seconds to answer."""

    stored: StoredBackups

    def __call__(self, tell: Tell) -> _Looked:
        place = self.stored.place
        is_there = place.is_dir()
        return _Looked(place=place, stored=self.stored.listed(tell) if is_there else None)


class BackupCard(Card):
    """`changed` tells that there is another backup, or another place for them.

    `found` carries the newest backup that lies there, or None.
    """

    changed = Signal()
    found = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(_("Backups"), "backup")
        self._session = session
        self._asking: Asking | None = None
        self._run = backup_run(session)
        self._looking = LongWork(session.background, self)
        self._status = Text(look="strong")
        self._place = Text().selectable()
        self._stored = Text(look="small")
        self._make = primary_button(_("&Back up now"), "backup-now", "shield-check")
        self._choose = plain_button(_("&Choose where backups go …"), "backup-place", "inbox")
        self._publish = quiet_button(_("&Publish a snapshot …"), "backup-publish", "send")
        self._rhythm = Choice(
            _("How often"),
            [
                Alternative(value=each, title=_(title), explanation=_(words) if words else "")
                for each, (title, words) in RHYTHMS.items()
            ],
            identifier="backup-rhythm",
        )
        self._busy = Busy("backup", cancel=_("&Stop"))
        self._banner = Banner("backup-message")
        self._build()
        self._connect()
        if self._run.is_running:
            self._show_running()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say how it stands now."""
        logbook, zone = self._session.logbook, self._session.logbook.clock.zone
        place = self._chosen
        rhythm = self._session.preferences.backup_rhythm(logbook.id)
        self._status.setText(status_sentence(logbook.backing_up.status(), zone))
        self._rhythm.show_value(rhythm)
        self._stored.hide()
        if place is None:
            self._place.setText(
                _(
                    "No place is chosen. Best is a memory stick or another disk, which is kept"
                    " somewhere else."
                )
            )
            self.found.emit(None)
        else:
            self._place.setText(_("Backups go to {folder}").format(folder=place))
            self._looking.start_anew(_Look(stored=logbook.backing_up.stored(place)))
        self._show_able()

    def choose_place(self, place: Path) -> None:
        """Have backups go to a folder from now on; the logbook's own is refused."""
        folder = self._session.logbook.path.resolve()
        if place.resolve().is_relative_to(folder):
            self._banner.show_message(
                Tone.STOP,
                _(
                    "A backup inside the logbook's own folder would be lost with it. The place was"
                    " not taken. Choose another, best on another disk."
                ),
            )
            return
        preferences = self._session.preferences
        preferences.set_backup_place(self._session.logbook.id, place)
        preferences.keep()
        self._banner.clear()
        self.refresh()
        self.changed.emit()

    def publish_to(self, place: Path) -> None:
        """Put a snapshot into a folder that others read."""
        self._begin(place, publish=True)

    @property
    def _chosen(self) -> Path | None:
        return self._session.preferences.backup_place(self._session.logbook.id)

    def _build(self) -> None:
        about = _(
            "A backup is one file. It is encrypted like the logbook, opens with the same"
            " passphrases, and counts only once it has been opened and checked where it lies."
        )
        published = _(
            "A snapshot is a backup that others may read: a folder kept in step with other"
            " computers can hold it, but never the logbook itself."
        )
        for part in (
            Text(about, look="small"),
            self._status,
            self._busy,
            self._banner,
            WrappingRow([self._make, self._choose], 2),
            self._place,
            self._stored,
            self._rhythm,
            Text(published, look="small"),
            WrappingRow([self._publish], 1),
        ):
            self.add(part)

    def _connect(self) -> None:
        self._make.clicked.connect(self._back_up)
        self._choose.clicked.connect(self._ask_for_place)
        self._publish.clicked.connect(self._ask_for_folder)
        self._rhythm.edited.connect(self._keep_rhythm)
        self._busy.cancelled.connect(self._stop)
        self._run.started.connect(self._show_running)
        self._run.progressed.connect(self._busy.show_part)
        self._run.made.connect(self._show_made)
        self._run.failed.connect(self._show_failed)
        self._run.stopped.connect(self._show_stopped)
        self._looking.done.connect(self._show_stored)
        self._looking.failed.connect(self._let_be)

    @Slot()
    def _back_up(self) -> None:
        if self._chosen is None:
            self._ask_for_place()
            return
        self._begin(self._chosen)

    def _begin(self, place: Path, *, publish: bool = False) -> None:
        self._banner.clear()
        self._run.start(place, publish=publish)
        if self._run.is_running:
            self._busy.cancel_button.setFocus()

    @Slot()
    def _show_running(self) -> None:
        self._banner.clear()
        self._busy.show_words(
            _("Making and proving the snapshot …")
            if self._run.is_publishing
            else _("Making and proving the backup …")
        )
        self._show_able()

    @Slot()
    def _stop(self) -> None:
        self._busy.show_stopping()
        self._run.stop()

    @Slot()
    def _show_stopped(self) -> None:
        self._hide_busy()
        said = _("It was stopped. Nothing half was left there; the logbook is as it was.")
        self._banner.show_message(Tone.INFO, said)
        self.refresh()

    @Slot(object)
    def _show_stored(self, looked: _Looked) -> None:
        if looked.place != self._chosen:
            return
        rhythm = self._session.preferences.backup_rhythm(self._session.logbook.id)
        if looked.stored is None:
            self._place.setText(
                _("Backups go to {folder}, which is not there now.").format(folder=looked.place)
            )
            self._stored.setText(_("Connect the disk, or choose another place."))
        else:
            zone = self._session.logbook.clock.zone
            self._stored.setText(stored_sentence(looked.stored, EVERY[rhythm], zone))
        self._stored.show()
        newest = looked.place / looked.stored[-1].name if looked.stored else None
        self.found.emit(newest)

    @Slot(object)
    def _let_be(self, error: BaseException) -> None:
        # What lies there is only told about; making a backup there says why it cannot be.
        the_sentence_or_raise(error)

    @Slot()
    def _ask_for_place(self) -> None:
        self._ask(_("Where backups go"), self.choose_place)

    @Slot()
    def _ask_for_folder(self) -> None:
        self._ask(_("A folder that others read"), self.publish_to)

    def _ask(self, title: str, then: Callable[[Path], None]) -> None:
        if self._asking is None:
            self._asking = Asking(self)
        self._asking.choose_folder(title, then, self._chosen or documents())

    @Slot(object)
    def _keep_rhythm(self, rhythm: BackupRhythm) -> None:
        self._session.preferences.set_backup_rhythm(self._session.logbook.id, rhythm)
        self._session.preferences.keep()
        self.refresh()

    @Slot(object)
    def _show_made(self, made: Made) -> None:
        self._hide_busy()
        self._banner.show_message(Tone.DONE, made.sentence)
        self.refresh()
        self.changed.emit()

    @Slot(str)
    def _show_failed(self, sentence: str) -> None:
        self._hide_busy()
        self._banner.show_message(Tone.STOP, sentence)
        self.refresh()

    def _hide_busy(self) -> None:
        """Give the focus back, if the button to stop has it, to the one that began it."""
        had_focus = self._busy.cancel_button.hasFocus()
        self._show_able()
        if had_focus:
            (self._publish if self._run.is_publishing else self._make).setFocus()
        self._busy.hide()

    def _show_able(self) -> None:
        able = self._session.logbook.read_only is None and not self._run.is_running
        for button in (self._make, self._publish):
            button.setEnabled(able)
