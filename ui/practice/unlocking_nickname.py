# SPDX-License-Identifier: Apache-2.0
"""The name by which the unlock window knows who is signed in: typed by themselves, or none."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from logbook.i18n import _
from logbook.wording.labels import label
from ui.practice.task_card import TaskCard
from ui.session import Session
from ui.widgets.buttons import plain_button
from ui.widgets.field import Field
from ui.widgets.text import Text


class NicknameCard(TaskCard):
    """Shown only where the unlock window asks who is there.

    The name stands in clear in the key file, so nobody else fills it in: whoever types one agrees
    to that, and whoever empties it takes it back.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Who is unlocking"), "nickname")
        self._me = session.logbook.practitioner.id
        self._role = label(session.logbook.practitioner.role)
        self._shown = ""
        self._line = QLineEdit()
        self.button = plain_button(_("Keep this name"), "nickname-keep", "check")
        self.add(
            Text(
                _(
                    "Several people open this logbook, so the unlock window asks which of them it"
                    " is. If you leave this empty, it calls you “{role}”."
                ).format(role=self._role)
            )
        )
        self.add(
            Field(
                _("Your name at the door"),
                self._line,
                hint=_(
                    "Whoever has the files of this logbook can read it, without any passphrase."
                    " Initials are enough."
                ),
                identifier="nickname-name",
            )
        )
        self.end_with(self.button)
        self.button.clicked.connect(self._keep)
        self._line.returnPressed.connect(self._keep)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask where there are several, and show the name as it stands unless another is begun."""
        people = self._session.logbook.staffing.at_the_door()
        self.setVisible(len(people) > 1)
        stands = next((one.nickname for one in people if one.id == self._me), "")
        if self._line.text() == self._shown:
            self._line.setText(stands)
        self._shown = stands

    @Slot()
    def _keep(self) -> None:
        self.act(self._kept)

    def _kept(self) -> str:
        self._session.logbook.staffing.choose_nickname(self._line.text())
        self._shown = self._line.text()
        self.refresh()
        if not self._shown:
            return _("The unlock window calls you “{role}”, and keeps no name of you.").format(
                role=self._role
            )
        return _("The unlock window calls you “{name}” from now on.").format(name=self._shown)
