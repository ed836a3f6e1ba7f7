# SPDX-License-Identifier: Apache-2.0
"""Ways: what a person offers to open a logbook. None shows its secret when it is printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from logbook.domain.ways import WayKind


@dataclass(frozen=True, slots=True)
class Passphrase:
    """A passphrase as it was typed, spaces and all."""

    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """The code from a recovery sheet, as it was typed."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pin:
    """The PIN of a quick unlock, with the secret that the operating system keeps: 32 bytes."""

    pin: str = field(repr=False)
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Token:
    """A hardware token: the maker's PKCS#11 library, the token's PIN, and its label."""

    library: Path
    pin: str = field(repr=False)
    label: str


@dataclass(frozen=True, slots=True)
class Cards:
    """Enough cards of a clinical will: the words on each (SLIP-39)."""

    mnemonics: tuple[str, ...] = field(repr=False)


Way = Passphrase | RecoveryCode | Pin | Token | Cards


def kind_of(way: Way) -> WayKind:
    """Tell which kind of slot a way opens."""
    return _KINDS[type(way)]


_KINDS: dict[type[Way], WayKind] = {
    Passphrase: WayKind.PASSPHRASE,
    RecoveryCode: WayKind.RECOVERY,
    Pin: WayKind.DEVICE,
    Token: WayKind.TOKEN,
    Cards: WayKind.WILL,
}
