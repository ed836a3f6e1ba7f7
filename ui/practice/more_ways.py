# SPDX-License-Identifier: Apache-2.0
"""Ways beside the passphrase: a PIN on this computer, and a hardware token."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit

from logbook.app import Token, system_secret_store
from logbook.domain.ways import WayKind
from logbook.i18n import _
from ui.asking import Question
from ui.messages import the_sentence_or_raise
from ui.practice.task_card import TaskCard
from ui.session import Session
from ui.widgets.buttons import plain_button
from ui.widgets.field import Field
from ui.widgets.secret_field import SecretField
from ui.widgets.text import Text

if TYPE_CHECKING:
    from logbook.app import SecretStore


class SecretStoreHere(QObject):
    """The store of secrets of this computer, once a worker has found it, or why there is none."""

    answered = Signal()

    def __init__(
        self,
        session: Session,
        parent: QObject,
        open_store: Callable[[], SecretStore] | None = None,
    ) -> None:
        super().__init__(parent)
        self.store: SecretStore | None = None
        self.refusal = ""
        session.background.run(open_store or system_secret_store, self._take, self._refuse)

    @Slot(object)
    def _take(self, store: SecretStore) -> None:
        self.store = store
        self.answered.emit()

    @Slot(object)
    def _refuse(self, error: BaseException) -> None:
        self.refusal = the_sentence_or_raise(error)
        self.answered.emit()


class QuickUnlockCard(TaskCard):
    """A PIN on this account of this computer, where a store of secrets is safe enough."""

    def __init__(self, session: Session, store: SecretStoreHere) -> None:
        super().__init__(session, _("A PIN on this computer"), "pin")
        self._store = store
        self._why = Text(_("Asking this computer for its store of secrets …"), look="muted")
        self._pin = SecretField("pin-new")
        self._again = SecretField("pin-again")
        self._proof = SecretField("pin-proof")
        self._pin_field = Field(_("The PIN"), self._pin, hint=_("Six digits or more."))
        self._again_field = Field(_("The PIN again"), self._again)
        self._proof_field = Field(_("Your passphrase"), self._proof)
        self.button = plain_button(_("Set the PIN"), "pin-set", "keyboard")
        self.add(
            Text(
                _(
                    "It opens the logbook on this account of this computer only, together with a"
                    " secret the computer keeps. Five wrong PINs end it, and so do 30 days without"
                    " the passphrase."
                )
            )
        )
        self.add(self._why)
        self._asked = (self._pin_field, self._again_field, self._proof_field, self.button)
        for field in self._asked[:3]:
            self.add(field)
        self.end_with(self.button)
        store.answered.connect(self.refresh)
        self.button.clicked.connect(self._set)
        self._proof.entered.connect(self._set)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask for a PIN where there can be one, and say why where there cannot."""
        ready = self._store.store is not None
        if self._store.refusal:
            self._why.setText(self._store.refusal)
        self._why.setVisible(not ready)
        for part in self._asked:
            part.setVisible(ready)

    @Slot()
    def _set(self) -> None:
        store = self._store.store
        differs = self._pin.text() != self._again.text()
        missing = not self._proof.text()
        self._again_field.show_problem(
            _("The two are not the same. Type this one again.") if differs else ""
        )
        self._proof_field.show_problem(_("Type your passphrase.") if missing else "")
        if differs or missing or store is None:
            (self._again if differs else self._proof).setFocus()
            return
        unlocking = self._session.logbook.unlocking
        self.work(
            _("Setting the PIN. This takes a moment on purpose."),
            partial(unlocking.quick_unlock_job, self._proof.text(), self._pin.text(), store),
            self._keep,
        )

    def _keep(self, slot: Any) -> str:
        self._session.logbook.unlocking.add_quick_unlock(slot)
        for field in (self._pin, self._again, self._proof):
            field.clear()
        return _("The PIN is set. It opens this logbook on this computer.")


class TokenCard(TaskCard):
    """A hardware token, by the library its maker gives out (PKCS#11)."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("A token"), "token")
        self._library = QLineEdit()
        self._label = QLineEdit()
        self._pin = SecretField("token-pin")
        self._proof = SecretField("token-proof")
        self._library_field = Field(
            _("The library of the token's maker"),
            self._library,
            hint=_("A file on this computer, such as one that ends in .so, .dll or .dylib."),
            identifier="token-library",
        )
        self._label_field = Field(
            _("The name of the token"),
            self._label,
            hint=_("As the maker's program shows it."),
            identifier="token-label",
        )
        self._pin_field = Field(_("The PIN of the token"), self._pin)
        self._proof_field = Field(_("Your passphrase"), self._proof)
        self.choose = plain_button(_("Choose the library…"), "token-choose", "search")
        self.button = plain_button(_("Add the token"), "token-add", "plus")
        self.add(
            Text(
                _(
                    "A smart card or security key with a PIN of its own. A key of this logbook is"
                    " made on it and never leaves it. Your passphrase goes on to open it too."
                )
            )
        )
        for part in (self._library_field, self._label_field, self._pin_field, self._proof_field):
            self.add(part)
        self.end_with(self.button, self.choose)
        self.choose.clicked.connect(self._choose)
        self.button.clicked.connect(self._add)
        self._proof.entered.connect(self._add)

    @Slot()
    def _choose(self) -> None:
        self.asking.choose_file(_("The library of the token's maker"), self._take, Path("/"))

    def _take(self, path: Path) -> None:
        self._library.setText(str(path))

    @Slot()
    def _add(self) -> None:
        needed = (
            (self._library_field, self._library),
            (self._label_field, self._label),
            (self._pin_field, self._pin),
            (self._proof_field, self._proof),
        )
        missing = [editor for _field, editor in needed if not editor.text().strip()]
        for field, editor in needed:
            field.show_problem(_("This is needed.") if editor in missing else "")
        if missing:
            missing[0].setFocus()
            return
        token = Token(Path(self._library.text().strip()), self._pin.text(), self._label.text())
        self.work(
            _("Asking the token …"),
            partial(self._session.logbook.unlocking.token_job, self._proof.text(), token),
            self._keep,
        )

    def _keep(self, slot: Any) -> str:
        self._session.logbook.unlocking.add_token(slot)
        self._pin.clear()
        self._proof.clear()
        return _("The token opens this logbook now.")


def drop_question(kind: WayKind) -> Question:
    """Ask before a way is dropped."""
    if kind is WayKind.TOKEN:
        return Question(
            title=_("Drop the token?"),
            text=_("It opens this logbook no more. What is on the token itself stays there."),
            confirm=_("Drop it"),
            keep=_("Keep it"),
        )
    return Question(
        title=_("Drop the PIN?"),
        text=_("It opens this logbook no more. Your passphrase does, as before."),
        confirm=_("Drop it"),
        keep=_("Keep it"),
    )
