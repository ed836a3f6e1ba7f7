# SPDX-License-Identifier: Apache-2.0
"""After an opening with the passphrase: a quick unlock whose secret is gone is dropped.

The store of the operating system may take a while to answer, so a worker asks it; what follows is
written in the window's thread, where the logbook lives.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Slot

from logbook.app import SecretStore, system_secret_store
from logbook.errors import LogbookError
from ui.session import Session


class LookingAfter(QObject):
    """Lives as long as the session, which it is a child of."""

    def __init__(
        self, session: Session, secret_store: Callable[[], SecretStore] = system_secret_store
    ) -> None:
        super().__init__(session)
        self._unlocking = session.logbook.unlocking
        name = self._unlocking.quick_unlock_name
        if name is not None:
            asking = _Asking(name=name, store=secret_store)
            session.background.run(asking, self._look_after, self._let_be)

    @Slot(object)
    def _look_after(self, answer: _Answer) -> None:
        with suppress(LogbookError):
            # It is looked after again when the logbook is next opened.
            self._unlocking.look_after(answer)

    @Slot(object)
    def _let_be(self, error: Exception) -> None:
        # A store that is locked or gone says nothing about what is in it.
        if not isinstance(error, LogbookError):
            raise error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """Asks the store for what it keeps under a name."""

    name: str
    store: Callable[[], SecretStore]

    def __call__(self) -> _Answer:
        return _Answer(name=self.name, kept=self.store().read(self.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What a store said; nothing is changed through it."""

    name: str
    kept: str | None = field(repr=False)

    def read(self, name: str) -> str | None:
        return self.kept if name == self.name else None

    def keep(self, name: str, secret: str) -> None:
        raise NotImplementedError

    def forget(self, name: str) -> None:
        raise NotImplementedError
