# SPDX-License-Identifier: Apache-2.0
"""What the forms that give somebody keys have in common: the passphrase for their first time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from logbook.app import KeysJob
from logbook.i18n import _
from ui.practice.staff_form import StaffForm
from ui.session import Session
from ui.unlocking.new_passphrase import NewPassphrase
from ui.widgets.text import Text


class KeysForm(StaffForm):
    """Makes keys for somebody else, under a passphrase they replace at their first unlocking."""

    def __init__(
        self, session: Session, heading: str, prefix: str, about: Callable[[], Sequence[str]]
    ) -> None:
        super().__init__(session, heading)
        self._job: KeysJob | None = None
        self.passphrase = NewPassphrase(session.background, prefix, about)

    def job(self, passphrase: str) -> KeysJob:
        """Prepare the keys."""
        raise NotImplementedError

    def is_answered(self) -> bool:
        """Tell whether all else there is to say was said; if not, show what is missing."""
        return True

    def give(self, job: KeysJob, made: Any) -> str:
        """Let them open the logbook with the keys that were made; give what to say.

        Nothing: there is more to be done, and the form ends itself after it.
        """
        raise NotImplementedError

    def end_with_keys(self, button: QPushButton) -> None:
        """Close the form with the passphrase, its one button, and the one that leaves it."""
        self.add(
            Text(
                _(
                    "The passphrase is for their first unlocking only: before all else they then"
                    " choose one of their own, and you can neither open nor sign anything as them."
                )
            )
        )
        self.add(self.passphrase)
        self.end_with_cancel(button)
        button.clicked.connect(self._begin)
        self.passphrase.entered.connect(self._begin)

    @Slot()
    def _begin(self) -> None:
        passphrase = self.passphrase.chosen() if self.is_answered() else None
        if passphrase is not None:
            self.work(
                _("Making their keys. This takes a moment on purpose."),
                partial(self._prepared, passphrase),
                self._keep,
            )

    def _prepared(self, passphrase: str) -> KeysJob:
        self._job = self.job(passphrase)
        return self._job

    def _keep(self, made: Any) -> str:
        assert self._job is not None, "keys come from a job"
        said = self.give(self._job, made)
        self.passphrase.clear()
        return self.finished(said) if said else ""
