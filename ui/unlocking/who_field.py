# SPDX-License-Identifier: Apache-2.0
"""Who is unlocking, where several people can: by the nicknames they chose themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.i18n import _
from ui import theme
from ui.widgets.field import Field
from ui.widgets.layouts import column

if TYPE_CHECKING:
    from logbook.app import PersonAtTheDoor
    from ui.widgets.choice import ComboChoice


class WhoField(QWidget):
    """A list of those who can open it; hidden in a practice of one. `edited` when one is chosen."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._column = column(self, "none")
        self._choice: ComboChoice | None = None
        self._field: Field | None = None
        self._only: UUID | None = None
        self.hide()

    @property
    def asks(self) -> bool:
        """Whether there are several, and one has to be chosen."""
        return self._choice is not None

    def show_people(self, people: Sequence[PersonAtTheDoor], last: UUID | None) -> None:
        """Show who can open it, with the person of last time chosen."""
        if self._field is not None or len(people) < 2:  # noqa: PLR2004 - one is no choice
            return
        # They name enums of Qt, which would keep the first screen waiting: see ui/theme.
        from ui.widgets.choice import Alternative, ComboChoice  # noqa: PLC0415

        alternatives = [
            Alternative(value=one.id, title=title)
            for one, title in zip(people, _titles(people), strict=True)
        ]
        choice = ComboChoice(alternatives, identifier="unlock-who", hint=_("Choose your name"))
        choice.show_value(last)
        choice.edited.connect(self._tell)
        self._choice, self._field = choice, Field(_("Wh&o is unlocking"), choice)
        self._column.addWidget(self._field)
        self.setFocusProxy(choice)
        self.show()

    def person(self) -> UUID | None:
        """Give who was chosen."""
        value = self._choice.value() if self._choice is not None else None
        return value if isinstance(value, UUID) else None

    def is_answered(self) -> bool:
        """Tell whether somebody is chosen where somebody has to be; otherwise say so."""
        if self._choice is None or self._field is None:
            return True
        missing = self.person() is None
        self._field.show_problem(_("Choose who you are first.") if missing else "")
        if missing:
            self._choice.setFocus()
        return not missing

    @Slot()
    def _tell(self) -> None:
        self.is_answered()
        self.edited.emit()


def _titles(people: Sequence[PersonAtTheDoor]) -> list[str]:
    """Name everybody so that no two look the same."""
    from logbook.wording.labels import label  # noqa: PLC0415 - comes with the domain, see unlock_screen

    said = [one.nickname.strip() or label(one.role) for one in people]
    return [
        f"{title} ({said[:number].count(title) + 1})" if said.count(title) > 1 else title
        for number, title in enumerate(said)
    ]
