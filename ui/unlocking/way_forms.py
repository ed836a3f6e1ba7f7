# SPDX-License-Identifier: Apache-2.0
"""What is typed to open a logbook: one small form for each way, none of which speaks its secret.

The door is imported in the functions that make a way of what was typed: see unlock_screen.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.domain.ways import WayKind
from logbook.i18n import _
from ui import theme
from ui.widgets.buttons import plain_button
from ui.widgets.field import Field
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.secret_field import SecretField
from ui.widgets.text import Text

if TYPE_CHECKING:
    from logbook.app import Cards, Way

_FEWEST_CARDS = 2
_MOST_CARDS = 16
"""SLIP-39 knows no more."""


class WayForm(QWidget):
    """Asks for one way. `entered` when Enter is pressed in its last line."""

    entered = Signal()

    def __init__(self, kind: WayKind, first: QWidget) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self.kind = kind
        self._column = column(self, "l")
        self.setFocusProxy(first)

    def secret(self) -> str:
        """Give the secret as it was typed; nothing while there is none."""
        raise NotImplementedError

    def way(self) -> Way | str | None:
        """Give what was typed as a way that opens; or show what is missing and give None."""
        raise NotImplementedError

    def show_problem(self, problem: str, card: int = 0) -> None:
        """Show in one line what is wrong, if need be with which card, counted from 1."""
        raise NotImplementedError

    def clear(self) -> None:
        """Forget what was typed."""
        raise NotImplementedError


class SecretForm(WayForm):
    """One secret in one line: a passphrase, a PIN, or a recovery code."""

    def __init__(
        self, kind: WayKind, identifier: str, *, label: str, missing: str, hint: str = ""
    ) -> None:
        self._secret = SecretField(identifier)
        super().__init__(kind, self._secret)
        self._missing = missing
        self._field = Field(label, self._secret, hint=hint)
        self._column.addWidget(self._field)
        self._secret.entered.connect(self.entered)

    def secret(self) -> str:
        """Give what was typed."""
        return self._secret.text()

    def way(self) -> Way | str | None:
        """Give what was typed as a way, or show what is missing."""
        typed = self._secret.text()
        self._field.show_problem("" if typed.strip() else self._missing)
        if not typed.strip():
            self._secret.setFocus()
            return None
        if self.kind is WayKind.RECOVERY:
            from logbook.app import RecoveryCode  # noqa: PLC0415 - see above

            return RecoveryCode(typed)
        return typed

    def show_problem(self, problem: str, card: int = 0) -> None:  # noqa: ARG002 - of cards
        """Show what is wrong below the line."""
        self._field.show_problem(problem)

    def clear(self) -> None:
        """Forget what was typed."""
        self._secret.clear()


class TokenForm(WayForm):
    """A hardware token: its maker's library, its label and its PIN."""

    def __init__(self) -> None:
        self._library = QLineEdit()
        super().__init__(WayKind.TOKEN, self._library)
        self._label = QLineEdit()
        self._pin = SecretField("unlock-token-pin")
        self._fields = (
            Field(
                _("The token's &library"),
                self._library,
                hint=_("The file of the maker for PKCS#11, such as /usr/lib/opensc-pkcs11.so."),
                identifier="unlock-token-library",
            ),
            Field(
                _("Its la&bel"),
                self._label,
                hint=_("The name you gave it when it was set up."),
                identifier="unlock-token-label",
            ),
            Field(_("The token's &PIN"), self._pin),
        )
        for field in self._fields:
            self._column.addWidget(field)
        self._pin.entered.connect(self.entered)

    def secret(self) -> str:
        """Give what was typed."""
        return self._pin.text()

    def way(self) -> Way | None:
        """Give what was typed as a way, or show what is missing."""
        from logbook.app import Token  # noqa: PLC0415 - see above

        texts = (self._library.text().strip(), self._label.text().strip(), self._pin.text())
        for field, text in zip(self._fields, texts, strict=True):
            field.show_problem("" if text else _("This is still to be filled in."))
        if not all(texts):
            self._fields[texts.index("")].editor.setFocus()
            return None
        library, label, pin = texts
        return Token(Path(library).expanduser(), pin, label)

    def show_problem(self, problem: str, card: int = 0) -> None:  # noqa: ARG002 - of cards
        """Show what is wrong below the line."""
        self._fields[-1].show_problem(problem)
        if problem:
            self._pin.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self._pin.clear()


class CardsForm(WayForm):
    """The cards of a clinical will, a field each. Long as they are, they are shown at first."""

    def __init__(self) -> None:
        self._ground = QWidget()
        super().__init__(WayKind.WILL, self._ground)
        theme.give_look(self._ground, look="clear")
        self._cards: list[SecretField] = []
        self._fields: list[Field] = []
        self._lines = column(self._ground, "l")
        self._more = plain_button(_("Another &card"), "unlock-card-more", "plus")
        said = _(
            "Type the words of each card with spaces between them. What you type is shown below"
            " the line; hide it if somebody looks on."
        )
        for part in (Text(said, look="small"), self._ground, WrappingRow([self._more], 1)):
            self._column.addWidget(part)
        for _number in range(_FEWEST_CARDS):
            self._add()
        self.setFocusProxy(self._cards[0])
        self._more.clicked.connect(self._add_one)

    def secret(self) -> str:
        """Give what was typed."""
        return "".join(card.text() for card in self._cards)

    def way(self) -> Cards | None:
        """Give what was typed as a way, or show what is missing."""
        from logbook.app import Cards  # noqa: PLC0415 - see above

        self.show_problem("")
        typed = tuple(" ".join(card.text().split()) for card in self._cards)
        if not any(typed):
            self._fields[0].show_problem(_("Type the words of the first card."))
            self._cards[0].setFocus()
            return None
        return Cards(tuple(words for words in typed if words))

    def show_problem(self, problem: str, card: int = 0) -> None:
        """Show what is wrong below the card concerned."""
        # The cards left empty were not offered, so the number of a card leaves them out.
        offered = [field for field, card in zip(self._fields, self._cards, strict=True)
                   if card.text().strip()]  # fmt: skip
        concerned = offered[card - 1] if 0 < card <= len(offered) else self._fields[0]
        for field in self._fields:
            field.show_problem(problem if field is concerned else "")
        if problem:
            concerned.editor.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        for card in self._cards:
            card.clear()
            card.reveal_button.setChecked(True)

    @Slot()
    def _add_one(self) -> None:
        self._add()
        self._cards[-1].setFocus()

    def _add(self) -> None:
        number = len(self._cards) + 1
        card = SecretField(f"unlock-card-{number}")
        card.reveal_button.setChecked(True)
        card.entered.connect(self.entered)
        field = Field(_("Card {number}").format(number=number), card)
        self._cards.append(card)
        self._fields.append(field)
        self._lines.addWidget(field)
        self._more.setVisible(number < _MOST_CARDS)


def make_form(kind: WayKind, hint: str = "") -> WayForm:
    """Make the form that asks for a kind of way; `hint` stands above the passphrase."""
    match kind:
        case WayKind.PASSPHRASE:
            return SecretForm(
                kind,
                "unlock-passphrase",
                label=_("&Passphrase"),
                missing=_("Type the passphrase first."),
                hint=hint,
            )
        case WayKind.DEVICE:
            return SecretForm(
                kind,
                "unlock-pin",
                label=_("P&IN"),
                missing=_("Type the PIN first."),
                hint=_("Set for you on this computer. After five wrong ones the passphrase opens."),
            )
        case WayKind.RECOVERY:
            return SecretForm(
                kind,
                "unlock-code",
                label=_("&Recovery code"),
                missing=_("Type the code of the recovery sheet first."),
                hint=_("Fourteen groups of four from the sheet; small letters are fine."),
            )
        case WayKind.TOKEN:
            return TokenForm()
        case WayKind.WILL:
            return CardsForm()
