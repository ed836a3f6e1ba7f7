# SPDX-License-Identifier: Apache-2.0
"""The other ways to open a logbook: out of sight until somebody asks for them."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from logbook.domain.ways import WayKind
from logbook.i18n import _
from ui import theme
from ui.widgets.buttons import plain_button, quiet_button
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.naming import announce
from ui.widgets.text import Text


class OtherWays(QWidget):
    """A button that shows the ways there are; `chosen` carries a WayKind."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._there: frozenset[WayKind] = frozenset()
        self._shown = WayKind.PASSPHRASE
        self._passphrase = quiet_button(
            _("Use the &passphrase"), "unlock-way-passphrase", "keyboard"
        )
        self._ask = quiet_button(_("Another &way…"), "unlock-other-ways", "list")
        self._ask.setCheckable(True)
        self._none = Text(
            _(
                "No other way was set up for this logbook. If the passphrase is lost, a backup"
                " helps only with the passphrase that was used when it was made."
            ),
            look="muted",
        )
        self._buttons = _buttons()
        self._choices = QWidget()
        theme.give_look(self._choices, look="clear")
        lines = column(self._choices, "s")
        lines.addWidget(self._none)
        for kind, button in self._buttons.items():
            button.clicked.connect(partial(self._choose, kind))
            lines.addWidget(button)
        layout = column(self, "m")
        layout.addWidget(WrappingRow([self._ask, self._passphrase], 1))
        layout.addWidget(self._choices)
        self._passphrase.clicked.connect(partial(self._choose, WayKind.PASSPHRASE))
        self._ask.toggled.connect(self._toggle)
        self._show_again()

    def show_ways(self, there: Collection[WayKind], shown: WayKind) -> None:
        """Show which ways there are, and which of them is asked for now."""
        self._there, self._shown = frozenset(there), shown
        self._show_again()

    def _choose(self, kind: WayKind, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt
        self._ask.setChecked(False)
        self.chosen.emit(kind)

    @Slot(bool)
    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - the signal's own argument
        self._show_again()
        first = next((one for one in self._buttons.values() if not one.isHidden()), None)
        if on and first is not None:
            first.setFocus()
        elif on:
            announce(self, self._none.text())

    def _show_again(self) -> None:
        self._choices.setVisible(self._ask.isChecked())
        offered = self._there - {self._shown, WayKind.PASSPHRASE}
        for kind, button in self._buttons.items():
            button.setVisible(kind in offered)
        self._none.setVisible(not offered and self._shown is WayKind.PASSPHRASE)
        self._passphrase.setVisible(self._shown is not WayKind.PASSPHRASE)
        self._ask.setVisible(bool(offered) or self._shown is WayKind.PASSPHRASE)


def _buttons() -> dict[WayKind, QPushButton]:
    return {
        WayKind.DEVICE: plain_button(_("The P&IN of this computer"), "unlock-way-pin", "lock"),
        WayKind.RECOVERY: plain_button(
            _("The &recovery code from the sheet"), "unlock-way-code", "file-text"
        ),
        WayKind.TOKEN: plain_button(_("A hardware &token"), "unlock-way-token", "shield"),
        WayKind.WILL: plain_button(_("The &cards of a clinical will"), "unlock-way-cards", "users"),
    }
