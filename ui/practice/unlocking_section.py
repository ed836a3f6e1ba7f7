# SPDX-License-Identifier: Apache-2.0
"""How who is signed in opens the logbook: ways listed, changed, added, dropped; when it locks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.ways import WayKind, WayLine
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from ui import theme
from ui.practice.more_ways import QuickUnlockCard, SecretStoreHere, TokenCard, drop_question
from ui.practice.task_card import TaskCard
from ui.practice.unlocking_idle import IdleCard
from ui.practice.unlocking_nickname import NicknameCard
from ui.practice.unlocking_passphrase import PassphraseCard
from ui.session import Session
from ui.tables.entry_card import CardText, EntryCard
from ui.widgets.layouts import column
from ui.widgets.text import Text

if TYPE_CHECKING:
    from logbook.app import SecretStore


class UnlockingSection(QWidget):
    """Cards: the ways, the passphrase, when it locks, the name at the door, PIN and token."""

    def __init__(
        self, session: Session, open_store: Callable[[], SecretStore] | None = None
    ) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        store = SecretStoreHere(session, self, open_store)
        self.ways = WaysCard(session, store)
        self.passphrase = PassphraseCard(session)
        self.idle = IdleCard(session)
        self.nickname = NicknameCard(session)
        self.quick_unlock = QuickUnlockCard(session, store)
        self.token = TokenCard(session)
        layout = column(self, "l")
        for card in (
            self.ways,
            self.passphrase,
            self.idle,
            self.nickname,
            self.quick_unlock,
            self.token,
        ):
            layout.addWidget(card)
            if isinstance(card, TaskCard):
                card.changed.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Show the ways as they are now."""
        self.ways.refresh()
        self.passphrase.refresh()
        self.nickname.refresh()
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
