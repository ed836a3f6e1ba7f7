# SPDX-License-Identifier: Apache-2.0
"""The change of keys after a sheet was lost, or a passphrase was known to somebody.

It has two halves: other keys of the person, and another key of the logbook. Where it was stopped
between them, the card says that the second is due, and goes on with it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot

from logbook.app import system_secret_store
from logbook.domain.recovery import RecoveryStatus
from logbook.errors import LogbookError
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from ui.asking import Question
from ui.messages import error_sentence
from ui.practice.backup_first import backup_place
from ui.practice.rotation_sheet import RotationSheet, change_keys
from ui.practice.task_card import Job, TaskCard
from ui.session import Session
from ui.theme import Tone
from ui.widgets.buttons import plain_button, primary_button
from ui.widgets.field import Field
from ui.widgets.secret_field import SecretField
from ui.widgets.text import Text

if TYPE_CHECKING:
    from logbook.app import SecretStore


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _KeysAndStore:
    """Makes other keys, and finds the store that keeps the secret of a PIN, which may take long."""

    making: Job
    open_store: Callable[[], SecretStore] | None

    def run(self) -> tuple[Any, SecretStore | None]:
        """Give both; without a store the secret stays in it, and opens nothing."""
        made = self.making.run()
        if self.open_store is not None:
            with suppress(LogbookError):
                return made, self.open_store()
        return made, None


class KeysCard(TaskCard):
    """Changes the keys of who is signed in, and of the logbook; `taken` once the first are others.

    Who may not is told whom to ask.
    """

    taken = Signal()

    def __init__(
        self, session: Session, open_store: Callable[[], SecretStore] | None = None
    ) -> None:
        super().__init__(session, _("Lost, or seen by somebody?"), "keys")
        self._open_store = open_store or system_secret_store
        self.is_allowed = session.logbook.shutting_out.is_allowed
        self._earlier, self._before = Text(look="strong"), Text(look="strong")
        self._proof = SecretField("keys-proof")
        self._proof_field = Field(
            _("Your passphrase"),
            self._proof,
            hint=_("If somebody may know it, change it first, under Unlocking."),
        )
        self.button = plain_button(_("Change the keys…"), "keys-change", "key-round")
        self.go_on = primary_button(_("Finish changing the keys"), "keys-go-on", "key-round")
        self._what_follows = Text(
            _(
                "You get new keys, and all records are encrypted anew: leave the computer on."
                " Your sheet, your PIN and your tokens are to be made anew then; your"
                " passphrase and the cards of a clinical will stay."
            )
        )
        self._build()
        self.button.clicked.connect(self._ask)
        self.go_on.clicked.connect(self._rotate)
        self._proof.entered.connect(self._ask)

    def refresh(self, status: RecoveryStatus) -> None:
        """Say whether the second half is due, or what an earlier sheet opens; what goes before."""
        is_due = self._session.logbook.shutting_out.is_due
        is_undone = not is_due and self._session.logbook.shutting_out.is_undone
        self.go_on.setVisible(is_due)
        for part in (self._what_follows, self._proof_field, self.button):
            part.setVisible(self.is_allowed and not is_due)
        self._before.setText(
            _("Make a backup before, and prove it.")
            if backup_place(self._session) is None
            else _("A backup is made and proven before anything is changed.")
        )
        earlier = status.earlier_on
        self._earlier.setVisible(is_due or is_undone or earlier is not None)
        if is_due:
            self._earlier.setText(
                _(
                    "The change of keys was begun and not ended: a sheet that was lost, or a"
                    " passphrase that somebody knew, still opens a copy of the files. All records"
                    " are yet to be encrypted anew: leave the computer on."
                )
            )
        elif is_undone:
            self._earlier.setText(_again_sentence())
        elif earlier is not None:
            self._earlier.setText(
                _(
                    "The sheet made on {made} was dropped or replaced, and the keys are still the"
                    " same. If you destroyed the paper, there is nothing to do."
                ).format(made=day_in_words(earlier))
            )

    @Slot()
    def begin(self) -> None:
        """Go to where the change begins, or goes on."""
        (self._proof if self.go_on.isHidden() else self.go_on).setFocus()

    def _build(self) -> None:
        self.add(
            Text(
                _(
                    "A sheet that was dropped or replaced unlocks this logbook no more. But whoever"
                    " has it and a copy of the files can still get in, until the keys are changed."
                    " So can somebody who knew an earlier passphrase of yours."
                )
            )
        )
        self.add(self._earlier)
        if not self.is_allowed:
            self.add(
                Text(
                    _(
                        "Only administrators change the keys. Drop the sheet, and ask one to give"
                        " you new keys, under People, and to say there that somebody else may have"
                        " what opens yours."
                    )
                )
            )
            self.end_with()
            return
        self.add(self._what_follows)
        if len(self._session.logbook.staffing.people()) > 1:
            self.add(
                Text(
                    _(
                        "Your colleagues go on as before. Where the key file is lost, their sheets"
                        " do not help any more: they make new ones."
                    )
                )
            )
        self.add(
            Text(
                _(
                    "Backups and copies made before open as they did, with the old sheet too:"
                    " destroy those you do not need."
                )
            )
        )
        self.add(self._before)
        self.add(self._proof_field)
        self.end_with(self.button, self.go_on)

    @Slot()
    def _ask(self) -> None:
        if self.is_busy:
            return
        self.banner.clear()
        missing = not self._proof.text()
        self._proof_field.show_problem(_("Type your passphrase.") if missing else "")
        if missing:
            self._proof.setFocus()
            return
        question = Question(
            title=_("Change the keys?"),
            text=_(
                "Your sheet, your PIN and your tokens open no more than backups and copies made"
                " before. Your passphrase opens the logbook, as it did."
            ),
            confirm=_("Change them"),
            keep=_("Not now"),
            grave=True,
        )
        self.ask(question, self._change)

    @Slot()
    def _change(self) -> None:
        self.work(
            _("Making your new keys. This takes a moment on purpose."), self._keys_job, self._take
        )

    def _keys_job(self) -> _KeysAndStore:
        logbook = self._session.logbook
        has_pin = logbook.unlocking.quick_unlock_name is not None
        return _KeysAndStore(
            making=logbook.shutting_out.job(self._proof.text()),
            open_store=self._open_store if has_pin else None,
        )

    def _take(self, both: Any) -> str:
        made, store = both
        self._proof.clear()

        def take() -> str:
            self._session.logbook.shutting_out.take(made, store)
            self.taken.emit()
            return _half_done()

        self._follow(change_keys(self._session, self.window(), first=take))
        return ""

    @Slot()
    def _rotate(self) -> None:
        self.banner.clear()
        self._follow(change_keys(self._session, self.window(), _half_done()))

    def _follow(self, sheet: RotationSheet) -> None:
        sheet.accepted.connect(self._say_changed)
        sheet.rejected.connect(self._say_how_it_stands)

    @Slot()
    def _say_changed(self) -> None:
        self.act(self._changed)

    def _changed(self) -> str:
        return _(
            "The keys are changed. Sheets made before open nothing here any more, and none of the"
            " records to come. Make a new sheet now, and a backup."
        )

    @Slot()
    def _say_how_it_stands(self) -> None:
        try:
            sentence = self._how_it_stands()
        except LogbookError as error:
            # The disk has gone, and the sheet said so; there is nothing else to be shown.
            self.banner.show_message(Tone.STOP, error_sentence(error))
            return
        self.banner.show_message(Tone.WARN, sentence)
        self.changed.emit()

    def _how_it_stands(self) -> str:
        shutting_out = self._session.logbook.shutting_out
        if shutting_out.is_due:
            due = _("Whoever has the sheet and a copy of the files can get in, until you finish.")
            return f"{_half_done()} {due}"
        if shutting_out.is_undone:
            return _again_sentence()
        return _("It was stopped. The keys are the same as before.")


def _again_sentence() -> str:
    """Say that the keys were to be changed, and were not."""
    return _(
        "The change of your keys was begun and did not come to pass: they are the same as before."
        " Whoever has what opens them gets in until you change them once more."
    )


def _half_done() -> str:
    """Say how things stand between the two halves."""
    return _(
        "The first half is done: there are other keys, and the sheet is dropped. The key of the"
        " logbook is still the same."
    )
