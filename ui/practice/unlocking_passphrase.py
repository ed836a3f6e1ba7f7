# SPDX-License-Identifier: Apache-2.0
"""The passphrase of who is signed in: guarded better where this computer can, or changed."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.app import RecoveryCode
from logbook.domain.ways import WayKind
from logbook.i18n import N_, _
from ui import theme
from ui.practice.task_card import TaskCard
from ui.session import Session
from ui.unlocking.new_passphrase import NewPassphrase
from ui.widgets.buttons import plain_button
from ui.widgets.choice import Alternative, Choice
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.secret_field import SecretField
from ui.widgets.text import Text


class PassphraseCard(TaskCard):
    """Another passphrase, with proof by the one up to now, or by the code of the recovery sheet.

    Whoever opened the logbook with the code has forgotten the passphrase, or lost it with the key
    file: they are asked for the code.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Your passphrase"), "passphrase")
        self.stronger = StrongerPart(session)
        self._proof = Choice(
            _("What shows that it is you"),
            [Alternative(value=kind, title=_(words)) for kind, words in _PROOFS.items()],
            identifier="passphrase-proof",
        )
        self._there: set[WayKind] = set()
        self._old = SecretField("passphrase-old")
        self._old_field = Field(_(_PROOFS[WayKind.PASSPHRASE]), self._old)
        about = (session.logbook.practice.name, session.logbook.practitioner.name)
        self._new = NewPassphrase(session.background, "passphrase", lambda: about)
        self.button = plain_button(_("Change the passphrase"), "passphrase-change", "key-round")
        self._change_part = QWidget()
        theme.give_look(self._change_part, look="clear")
        change = column(self._change_part, "l")
        change.addWidget(Text(_("Another passphrase"), look="strong"))
        change.addWidget(
            Text(
                _(
                    "The earlier one opens this logbook no more. It opens backups made before for"
                    " ever: if somebody knows it, destroy those."
                )
            )
        )
        for part in (self._proof, self._old_field, self._new):
            change.addWidget(part)
        self.add(self.stronger)
        self.add(self._change_part)
        self.end_with(self.button)
        self.button.clicked.connect(self._change)
        self._new.entered.connect(self._change)
        self._proof.edited.connect(self._ask_for)
        self.stronger.changed.connect(self.changed)
        self.stronger.busy.connect(self._wait_for_stronger)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Offer what the person has to prove themselves with."""
        self.stronger.refresh()
        unlocking = self._session.logbook.unlocking
        there = {way.kind for way in unlocking.ways()} & set(_PROOFS)
        if there == self._there:
            return
        self._there = there
        by_code = WayKind.PASSPHRASE not in there or (
            WayKind.RECOVERY in there and unlocking.opened_with is WayKind.RECOVERY
        )
        self._proof.setVisible(there == set(_PROOFS))
        shown = WayKind.RECOVERY if by_code else WayKind.PASSPHRASE
        self._proof.show_value(shown)
        self._ask_for(shown)

    @Slot(str)
    def show_busy(self, words: str) -> None:
        """Say what is under way, and let nothing else begin; no words: it is over."""
        super().show_busy(words)
        self.stronger.setEnabled(not words)

    @Slot(bool)
    def _wait_for_stronger(self, busy: bool) -> None:  # noqa: FBT001 - the signal's own argument
        self._change_part.setEnabled(not busy)
        self.button.setEnabled(not busy)

    @Slot(object)
    def _ask_for(self, kind: WayKind) -> None:
        self._old.clear()
        self._old_field.show_problem("")
        self._old_field.show_label(_(_PROOFS[kind]))

    @Slot()
    def _change(self) -> None:
        missing = not self._old.text()
        by_code = self._proof.value() is WayKind.RECOVERY
        wanted = (
            _("Type the code of your recovery sheet.")
            if by_code
            else _("Type the passphrase you have now.")
        )
        self._old_field.show_problem(wanted if missing else "")
        new = self._new.chosen()
        if missing:
            self._old.setFocus()
        if missing or new is None:
            return
        unlocking = self._session.logbook.unlocking
        text = self._old.text()
        self.work(
            _("Changing the passphrase. This takes a moment on purpose."),
            partial(unlocking.passphrase_job, RecoveryCode(text) if by_code else text, new),
            self._keep,
        )

    def _keep(self, slot: Any) -> str:
        self._session.logbook.unlocking.change_passphrase(slot)
        self._old.clear()
        self._new.clear()
        return _("The passphrase is changed. From now on the new one opens this logbook.")


class StrongerPart(TaskCard):
    """Makes each guess at the same passphrase cost more, where it was set on a slower computer.

    A part of the passphrase's card and no card to look at. `busy` tells when it works.
    """

    busy = Signal(bool)

    def __init__(self, session: Session) -> None:
        super().__init__(session, "", "stronger")
        theme.give_look(self, look="clear")
        theme.give_gaps(self.body, "m")
        self._passphrase = SecretField("stronger-passphrase")
        self._field = Field(_("Your passphrase"), self._passphrase)
        self.begin_button = plain_button(_("Guard it better…"), "stronger-begin", "shield-check")
        self.button = plain_button(_("Guard it better"), "stronger-do", "shield-check")
        self._said = Text(
            _(
                "This computer can guard your passphrase better than the one it was set on. Your"
                " passphrase stays the same. To unlock then takes about a second here, and longer"
                " on a slower computer."
            )
        )
        self.add(self._said)
        self.add(self._field)
        self.end_with(self.begin_button, self.button)
        self.begin_button.clicked.connect(self._ask_for_it)
        self.button.clicked.connect(self._strengthen)
        self._passphrase.entered.connect(self._strengthen)
        self._show_asked(asked=False)

    @Slot()
    def refresh(self) -> None:
        """Offer it where it is worth it; what came of it stays in sight."""
        logbook = self._session.logbook
        offered = logbook.unlocking.could_be_stronger and logbook.read_only is None
        if not offered:
            self._passphrase.clear()
        self._said.setVisible(offered)
        self._show_asked(asked=offered and not self._field.isHidden(), offered=offered)
        self.setVisible(offered or bool(self.banner.text()))

    @Slot(str)
    def show_busy(self, words: str) -> None:
        """Say what is under way, and let nothing else begin; no words: it is over."""
        super().show_busy(words)
        self.busy.emit(bool(words))

    @Slot()
    def _ask_for_it(self) -> None:
        self._show_asked(asked=True)
        self._passphrase.setFocus()

    def _show_asked(self, *, asked: bool, offered: bool = True) -> None:
        self._field.setVisible(asked)
        self.button.setVisible(asked)
        self.begin_button.setVisible(offered and not asked)

    @Slot()
    def _strengthen(self) -> None:
        text = self._passphrase.text()
        self._field.show_problem("" if text else _("Type the passphrase you have now."))
        if not text:
            self._passphrase.setFocus()
            return
        self.work(
            _("Guarding the passphrase better. This takes a moment on purpose."),
            partial(self._session.logbook.unlocking.passphrase_job, text, text),
            self._keep,
        )

    def _keep(self, slot: Any) -> str:
        self._session.logbook.unlocking.change_passphrase(slot)
        self._passphrase.clear()
        return _("Your passphrase is guarded better now. It is the same as before.")


_PROOFS = {
    WayKind.PASSPHRASE: N_("Your passphrase up to now"),
    WayKind.RECOVERY: N_("The code of your recovery sheet"),
}
