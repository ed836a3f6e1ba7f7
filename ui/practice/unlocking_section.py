# SPDX-License-Identifier: Apache-2.0
"""The ways of who is signed in to open the logbook: listed, changed, added, dropped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from logbook.app import RecoveryCode
from logbook.domain.ways import WayKind, WayLine
from logbook.i18n import N_, _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from ui import theme
from ui.practice.more_ways import QuickUnlockCard, SecretStoreHere, TokenCard, drop_question
from ui.practice.task_card import TaskCard
from ui.session import Session
from ui.tables.entry_card import CardText, EntryCard
from ui.unlocking.new_passphrase import NewPassphrase
from ui.widgets.buttons import plain_button
from ui.widgets.choice import Alternative, Choice
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.secret_field import SecretField
from ui.widgets.text import Text

if TYPE_CHECKING:
    from logbook.app import SecretStore


class UnlockingSection(QWidget):
    """Four cards: the ways there are, the passphrase, the PIN on this computer, a token."""

    def __init__(
        self, session: Session, open_store: Callable[[], SecretStore] | None = None
    ) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        store = SecretStoreHere(session, self, open_store)
        self.ways = WaysCard(session, store)
        self.passphrase = PassphraseCard(session)
        self.quick_unlock = QuickUnlockCard(session, store)
        self.token = TokenCard(session)
        layout = column(self, "l")
        for card in (self.ways, self.passphrase, self.quick_unlock, self.token):
            layout.addWidget(card)
            card.changed.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Show the ways as they are now."""
        self.ways.refresh()
        self.passphrase.refresh()
        self.quick_unlock.refresh()


class WaysCard(TaskCard):
    """Lists the ways; those that may be dropped here have a button."""

    def __init__(self, session: Session, store: SecretStoreHere) -> None:
        super().__init__(session, _("How you open this logbook"), "ways")
        self._store = store
        self._lines: QWidget | None = None
        self._place = column(gap="s")
        self.add(Text(_("Every one of these opens it. Drop what you do not use any more.")))
        self.add(self._place)
        self.end_with()

    def refresh(self) -> None:
        """List them anew."""
        if self._lines is not None:
            self._lines.hide()
            self._lines.deleteLater()
        self._lines = QWidget()
        theme.give_look(self._lines, look="clear")
        lines = column(self._lines, "s")
        for number, way in enumerate(self._session.logbook.unlocking.ways(), 1):
            card = EntryCard(
                CardText(icon=_ICONS[way.kind], title=label(way.kind), detail=_detail(way)),
                f"way-{number}",
                way,
                opens=False,
                action=_("Drop…") if way.kind in _DROPPED_HERE else "",
            )
            card.acted.connect(self._ask)
            lines.addWidget(card)
        self._place.addWidget(self._lines)

    @Slot(object)
    def _ask(self, way: WayLine) -> None:
        self.ask(drop_question(way.kind), partial(self.act, partial(self._drop, way)))

    def _drop(self, way: WayLine) -> str:
        unlocking = self._session.logbook.unlocking
        if way.kind is WayKind.TOKEN:
            unlocking.drop_token(way.id)
            return _("The token opens this logbook no more.")
        unlocking.drop_quick_unlock(way.id, self._store.store if way.is_here else None)
        return _("The PIN opens this logbook no more.")


class PassphraseCard(TaskCard):
    """Another passphrase, with proof by the one up to now, or by the code of the recovery sheet.

    Whoever opened the logbook with the code has forgotten the passphrase, or lost it with the key
    file: they are asked for the code.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Change your passphrase"), "passphrase")
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
        self.add(
            Text(
                _(
                    "The earlier one opens this logbook no more. It opens backups made before for"
                    " ever: if somebody knows it, destroy those."
                )
            )
        )
        self.add(self._proof)
        self.add(self._old_field)
        self.add(self._new)
        self.end_with(self.button)
        self.button.clicked.connect(self._change)
        self._new.entered.connect(self._change)
        self._proof.edited.connect(self._ask_for)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Offer what the person has to prove themselves with."""
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


_PROOFS = {
    WayKind.PASSPHRASE: N_("Your passphrase up to now"),
    WayKind.RECOVERY: N_("The code of your recovery sheet"),
}

_DROPPED_HERE = (WayKind.DEVICE, WayKind.TOKEN)

_ICONS = {
    WayKind.PASSPHRASE: "key-round",
    WayKind.RECOVERY: "file-text",
    WayKind.DEVICE: "keyboard",
    WayKind.TOKEN: "shield-check",
    WayKind.WILL: "users",
}


def _detail(way: WayLine) -> str:
    if way.kind is WayKind.DEVICE:
        where = _("On this computer") if way.is_here else _("On another computer or account")
        if way.expires is None:
            return where
        return _("{where}, until {day} unless the passphrase is used before.").format(
            where=where, day=day_in_words(way.expires)
        )
    if way.kind is WayKind.RECOVERY:
        return _("It is looked after under Recovery.")
    return ""
