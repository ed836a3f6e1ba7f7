# SPDX-License-Identifier: Apache-2.0
"""Restoring a backup into a new folder. What stands already is never written to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot

from logbook.app import (
    Elsewhere,
    Passphrase,
    RecoveryCode,
    Restored,
    RestoreJob,
    Way,
    unlock_backup_job,
)
from logbook.clock import Clock
from logbook.domain.backup import RestoreReason
from logbook.i18n import N_, _
from logbook.wording.labels import label
from ui.asking import Asking
from ui.background import Background
from ui.messages import the_sentence_or_raise
from ui.safekeeping.backup_words import restored_sentence
from ui.safekeeping.busy import Busy
from ui.safekeeping.files import documents
from ui.safekeeping.rehearsal_card import BACKUPS
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.choice import Alternative, Choice, ComboChoice
from ui.widgets.field import Field
from ui.widgets.layouts import WrappingRow
from ui.widgets.secret_field import SecretField
from ui.widgets.text import Text

_ENDING = ".logbook"
_WAYS = (
    (Passphrase, N_("A passphrase of then")),
    (RecoveryCode, N_("The code of a recovery sheet of then")),
)


class RestoreCard(Card):
    """`restored` carries the new folder, once the person wants to open it.

    It needs no logbook to be open; `elsewhere` is what an open one knows.
    """

    restored = Signal(object)

    def __init__(
        self,
        background: Background,
        clock: Clock,
        elsewhere: Callable[[], Elsewhere] = Elsewhere,
    ) -> None:
        super().__init__(_("Restore a backup"), "restore")
        self._background, self._clock, self._elsewhere = background, clock, elsewhere
        self._asking: Asking | None = None
        self._backup: Path | None = None
        self._folder: Path | None = None
        self._stands: Path | None = None
        self._make_parts()
        self._build()
        self._connect()
        self._way.show_value(Passphrase)

    def choose_backup(self, backup: Path) -> None:
        """Take a file as the one to be restored."""
        self._backup = backup
        self._backup_shown.setText(_("Backup: {name}").format(name=backup.name))
        self._backup_shown.show()

    def choose_new_folder(self, path: Path) -> None:
        """Take a place for the logbook that will stand."""
        self._folder = path if path.suffix == _ENDING else path.with_name(path.name + _ENDING)
        self._folder_shown.setText(_("New folder: {folder}").format(folder=self._folder))
        self._folder_shown.show()

    def _make_parts(self) -> None:
        self._choose = plain_button(_("Choose the &backup …"), "restore-backup", "inbox")
        self._backup_shown = Text().selectable()
        self._way = Choice(
            _("What opens it"),
            [Alternative(value=way, title=_(words)) for way, words in _WAYS],
            identifier="restore-way",
        )
        self._secret = SecretField("restore-secret")
        self._secret_field = Field(
            _("Passphrase or code"),
            self._secret,
            hint=_("As it was when the backup was made."),
        )
        self._place = plain_button(_("Choose a &new folder …"), "restore-folder", "plus")
        self._folder_shown = Text().selectable()
        self._reason = ComboChoice(
            [Alternative(value=each, title=label(each)) for each in RestoreReason],
            identifier="restore-reason",
            hint=_("Choose why"),
        )
        self._reason_field = Field(_("Why it is restored"), self._reason)
        self._go = plain_button(_("&Restore"), "restore-go", "shield-check")
        self._busy = Busy("restore")
        self._banner = Banner("restore-message", lasting=True)

    def _build(self) -> None:
        about = _(
            "The backup is restored into a new folder; this logbook stays as it is. The journal of"
            " the restored one says that it was restored, from when, and what is missing."
        )
        self._backup_shown.hide()
        self._folder_shown.hide()
        for part in (
            Text(about, look="small"),
            WrappingRow([self._choose], 1),
            self._backup_shown,
            self._way,
            self._secret_field,
            WrappingRow([self._place], 1),
            self._folder_shown,
            self._reason_field,
            self._busy,
            self._banner,
            WrappingRow([self._go], 1),
        ):
            self.add(part)

    def _connect(self) -> None:
        self._choose.clicked.connect(self._ask_for_backup)
        self._place.clicked.connect(self._ask_for_folder)
        self._go.clicked.connect(self._restore)
        self._secret.entered.connect(self._restore)
        self._banner.acted.connect(self._open)

    @Slot()
    def _ask_for_backup(self) -> None:
        self._asker().choose_file(_("Choose a backup"), self.choose_backup, self._start(), BACKUPS)

    @Slot()
    def _ask_for_folder(self) -> None:
        self._asker().choose_place(
            _("Where the restored logbook goes"),
            self.choose_new_folder,
            documents() / f"{_('Restored')}{_ENDING}",
        )

    def _asker(self) -> Asking:
        if self._asking is None:
            self._asking = Asking(self)
        return self._asking

    def _start(self) -> Path:
        return self._backup.parent if self._backup is not None else documents()

    @Slot()
    def _restore(self) -> None:
        self._banner.clear()
        reason, way = self._reason.value(), self._way.value()
        missing = self._missing()
        if missing:
            self._banner.show_message(Tone.WARN, missing)
            return
        assert self._backup is not None, "it is not missing"
        assert self._folder is not None, "it is not missing"
        assert isinstance(reason, RestoreReason), "it is not missing"
        text = self._secret.text()
        offered: Way = RecoveryCode(text) if way is RecoveryCode else Passphrase(text)
        self._secret.clear()
        self._show_busy(busy=True)
        job = partial(
            _restored,
            self._backup,
            offered,
            self._folder,
            clock=self._clock,
            reason=reason,
            elsewhere=self._elsewhere(),
        )
        self._background.run(job, self._show_restored, self._fail)

    def _missing(self) -> str:
        if self._backup is None:
            return _("Choose the backup first.")
        if not self._secret.text():
            return _("Type what opens it first.")
        if self._folder is None:
            return _("Choose a new folder first.")
        if self._reason.value() is None:
            return _("Choose why it is restored first.")
        return ""

    @Slot(object)
    def _show_restored(self, restored: Restored) -> None:
        self._show_busy(busy=False)
        self._stands, self._folder = restored.path, None
        self._folder_shown.hide()
        said = restored_sentence(restored, self._clock.zone)
        self._banner.show_message(Tone.DONE, said, _("Lock this logbook and open that one"))

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        self._show_busy(busy=False)
        self._banner.show_message(Tone.STOP, the_sentence_or_raise(error))

    @Slot()
    def _open(self) -> None:
        self.restored.emit(self._stands)

    def _show_busy(self, *, busy: bool) -> None:
        if busy:
            self._busy.show_words(_("Restoring, checking and opening it …"))
        else:
            self._busy.hide()
        for part in (self._choose, self._place, self._go):
            part.setEnabled(not busy)


def _restored(
    backup: Path,
    way: Way,
    folder: Path,
    *,
    clock: Clock,
    reason: RestoreReason,
    elsewhere: Elsewhere,
) -> Restored:
    """Open a backup and restore it, all in a worker: it needs nothing of an open logbook."""
    keys = unlock_backup_job(backup, way).run()
    try:
        return RestoreJob(
            backup=backup, path=folder, keys=keys, clock=clock, reason=reason, elsewhere=elsewhere
        ).run()
    finally:
        keys.unlocked.wipe()
