# SPDX-License-Identifier: Apache-2.0
"""Restoring a backup into a new folder. What stands already is never written to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication

from logbook.app import (
    Elsewhere,
    InBackup,
    Passphrase,
    RecoveryCode,
    Restored,
    RestoreJob,
    Way,
    look_job,
    refuse_synced,
    synced_by,
    unlock_backup_job,
)
from logbook.clock import Clock
from logbook.domain.backup import RestoreReason
from logbook.domain.progress import Stages, Tell
from logbook.errors import LogbookError
from logbook.i18n import N_, _
from logbook.wording.labels import label
from ui.asking import Asking
from ui.background import Background
from ui.messages import error_sentence, the_sentence_or_raise
from ui.safekeeping.backup_words import inside_sentence, restored_sentence
from ui.safekeeping.files import documents
from ui.safekeeping.long_work import LongWork
from ui.safekeeping.rehearsal_card import BACKUPS
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.busy import Busy
from ui.widgets.buttons import plain_button, primary_button
from ui.widgets.card import Card
from ui.widgets.choice import Alternative, Choice, ComboChoice
from ui.widgets.field import Field
from ui.widgets.layouts import WrappingRow
from ui.widgets.secret_field import SecretField
from ui.widgets.text import Text

_ENDING = ".logbook"
_OF_WHAT_WAS_TYPED = ("vault.wrong_passphrase", "vault.code_mistyped")
_WAYS = (
    (Passphrase, N_("A passphrase of then")),
    (RecoveryCode, N_("The code of a recovery sheet of then")),
)


class RestoreCard(Card):
    """`restored` carries the new folder, once the person wants to open it.

    It needs no logbook to be open; `elsewhere` gives what an open one knows, or where one lies.
    `at_the_door` tells that none is open.
    """

    restored = Signal(object)

    def __init__(
        self,
        background: Background,
        clock: Clock,
        elsewhere: Callable[[], Elsewhere] = Elsewhere,
        *,
        at_the_door: bool = False,
    ) -> None:
        super().__init__("" if at_the_door else _("Restore a backup"), "restore")
        self._clock, self._elsewhere, self._at_the_door = clock, elsewhere, at_the_door
        self._looking, self._restoring = LongWork(background, self), LongWork(background, self)
        self._asking: Asking | None = None
        self._backup: Path | None = None
        self._folder: Path | None = None
        self._stands: Path | None = None
        self._make_parts()
        self._build()
        self._connect()
        self._way.show_value(Passphrase)
        self.setFocusProxy(self._choose)
        if at_the_door:
            self._offer_folder()

    def choose_backup(self, backup: Path) -> None:
        """Take a file as the one to be restored."""
        self._backup = backup
        self._inside.clear()
        self._backup_shown.setText(_("Backup: {name}").format(name=backup.name))
        self._backup_shown.show()

    def choose_new_folder(self, path: Path) -> None:
        """Take a place for the logbook that will stand; one that is kept in step is refused."""
        folder = path if path.suffix == _ENDING else path.with_name(path.name + _ENDING)
        try:
            refuse_synced(folder)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._banner.clear()
        self._folder = folder
        self._folder_shown.setText(_("New folder: {folder}").format(folder=folder))
        self._folder_shown.show()

    def stop(self) -> None:
        """Stop what is under way, and forget what was typed: the person goes elsewhere."""
        self._looking.stop()
        self._restoring.stop()
        self._secret.clear()

    def _offer_folder(self) -> None:
        """Offer a place where nothing stands yet and nothing copies what lies there."""
        offered = documents() / f"{_('Practice')}{_ENDING}"
        if not offered.exists() and synced_by(offered) is None:
            self.choose_new_folder(offered)

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
        self._look = plain_button(_("&See what is in it"), "restore-look", "eye")
        self._inside = Banner("restore-inside", lasting=True)
        self._place = plain_button(_("Choose a &new folder …"), "restore-folder", "plus")
        self._folder_shown = Text().selectable()
        self._reason = ComboChoice(
            [Alternative(value=each, title=label(each)) for each in RestoreReason],
            identifier="restore-reason",
            hint=_("Choose why"),
        )
        self._reason_field = Field(_("Why it is restored"), self._reason)
        make = primary_button if self._at_the_door else plain_button
        self._go = make(_("&Restore"), "restore-go", "shield-check")
        self._busy = Busy("restore", cancel=_("S&top"))
        self._banner = Banner("restore-message", lasting=True)

    def _build(self) -> None:
        about = _(
            "The backup is restored into a new folder; what stands on this computer stays as it"
            " is. The journal of the restored one says that it was restored, from when, and what"
            " is missing."
        )
        self._backup_shown.hide()
        self._folder_shown.hide()
        for part in (
            Text(about, look="small"),
            WrappingRow([self._choose], 1),
            self._backup_shown,
            self._way,
            self._secret_field,
            WrappingRow([self._look], 1),
            self._inside,
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
        self._look.clicked.connect(self._look_into)
        self._secret.entered.connect(self._look_into)
        self._secret.edited.connect(self._clear_problem)
        self._banner.acted.connect(self._open)
        self._busy.cancelled.connect(self._stop)
        self._looking.done.connect(self._show_inside)
        self._restoring.done.connect(self._show_restored)
        for work in (self._looking, self._restoring):
            work.progressed.connect(self._busy.show_part)
            work.failed.connect(self._fail)
            work.stopped.connect(self._show_stopped)

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
    def _look_into(self) -> None:
        way = self._way_to_it()
        if way is None or self._is_working:
            return
        assert self._backup is not None, "there is a way to it"
        self._looking.start(look_job(self._backup, way).run)
        self._show_busy(_("Opening it on trial …"))

    @Slot()
    def _restore(self) -> None:
        way = self._way_to_it()
        if way is None or self._is_working:
            return
        reason = self._reason.value()
        missing = self._missing()
        if missing:
            self._banner.show_message(Tone.WARN, missing)
            return
        assert self._backup is not None, "there is a way to it"
        assert self._folder is not None, "it is not missing"
        assert isinstance(reason, RestoreReason), "it is not missing"
        self._restoring.start(
            _Restore(
                backup=self._backup,
                way=way,
                folder=self._folder,
                clock=self._clock,
                reason=reason,
                elsewhere=self._elsewhere(),
            )
        )
        self._show_busy(_("Restoring, checking and opening it …"))

    @property
    def _is_working(self) -> bool:
        return self._looking.is_running or self._restoring.is_running

    def _way_to_it(self) -> Way | None:
        """Give what opens the backup; or say what is missing, and give None."""
        self._banner.clear()
        text = self._secret.text()
        if self._backup is None:
            self._banner.show_message(Tone.WARN, _("Choose the backup first."))
            self._choose.setFocus()
            return None
        if not text.strip():
            self._secret_field.show_problem(_("Type what opens it first."))
            self._secret.setFocus()
            return None
        return RecoveryCode(text) if self._way.value() is RecoveryCode else Passphrase(text)

    def _missing(self) -> str:
        if self._folder is None:
            self._place.setFocus()
            return _("Choose a new folder first.")
        if self._reason.value() is None:
            self._reason.setFocus()
            return _("Choose why it is restored first.")
        return ""

    @Slot()
    def _clear_problem(self) -> None:
        self._secret_field.show_problem("")

    @Slot()
    def _stop(self) -> None:
        self._busy.show_stopping()
        self._looking.stop()
        self._restoring.stop()

    @Slot()
    def _show_stopped(self) -> None:
        self._show_busy("")
        said = _("It was stopped. Nothing was restored, and nothing half is left.")
        self._banner.show_message(Tone.INFO, said)
        self._go.setFocus()

    @Slot(object)
    def _show_inside(self, found: InBackup) -> None:
        self._show_busy("")
        tone = Tone.STOP if not found.is_intact else Tone.INFO
        if not found.may_restore:
            tone = Tone.WARN
        self._inside.show_message(tone, inside_sentence(found, self._clock.zone))
        (self._go if self._folder is not None else self._place).setFocus()

    @Slot(object)
    def _show_restored(self, restored: Restored) -> None:
        self._show_busy("")
        self._secret.clear()
        self._stands, self._folder = restored.path, None
        self._folder_shown.hide()
        said = restored_sentence(restored, self._clock.zone)
        action = (
            _("&Unlock it now") if self._at_the_door else _("Lock this logbook and open that one")
        )
        self._banner.show_message(Tone.DONE, said, action)
        self._banner.action_button.setFocus()

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        self._show_busy("")
        said = the_sentence_or_raise(error)
        if isinstance(error, LogbookError) and error.code in _OF_WHAT_WAS_TYPED:
            self._secret_field.show_problem(said)
            self._secret.setFocus()
        else:
            self._banner.show_message(Tone.STOP, said)
            self._choose.setFocus()

    @Slot()
    def _open(self) -> None:
        if self._stands is not None:
            self.restored.emit(self._stands)

    def _show_busy(self, words: str) -> None:
        if words:
            self._inside.clear()
            self._busy.show_words(words)
        else:
            self._busy.hide()
        # Before what had the focus is disabled, which would send it on to the next.
        if words and self.isAncestorOf(QApplication.focusWidget() or self):
            self._busy.cancel_button.setFocus()
        parts = (self._choose, self._way, self._secret, self._look, self._place, self._reason)
        for part in (*parts, self._go):
            part.setEnabled(not words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Restore:
    """Opens a backup and restores it, all in a worker: it needs nothing of an open logbook."""

    backup: Path
    way: Way = field(repr=False)
    folder: Path
    clock: Clock
    reason: RestoreReason
    elsewhere: Elsewhere

    def __call__(self, tell: Tell) -> Restored:
        stages = Stages(tell, 10, 90)
        stages.next()
        keys = unlock_backup_job(self.backup, self.way).run()
        try:
            return RestoreJob(
                backup=self.backup,
                path=self.folder,
                keys=keys,
                clock=self.clock,
                reason=self.reason,
                elsewhere=self.elsewhere,
            ).run(stages.next())
        finally:
            keys.unlocked.wipe()
