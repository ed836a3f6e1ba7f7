# SPDX-License-Identifier: Apache-2.0
"""Ways to open the logbook, and what makes a passphrase weak, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from logbook.domain.passphrase import Weakness
from logbook.domain.ways import WayKind
from logbook.i18n import N_

LABELS: Mapping[Enum, str] = {
    WayKind.PASSPHRASE: N_("Passphrase"),
    WayKind.RECOVERY: N_("Recovery sheet"),
    WayKind.DEVICE: N_("Quick unlock with a PIN"),
    WayKind.TOKEN: N_("Token"),
    WayKind.WILL: N_("Clinical will"),
    Weakness.TOO_SHORT: N_("It is shorter than 12 characters."),
    Weakness.COMMON: N_("It is on the lists that are tried first."),
    Weakness.ABOUT_YOU: N_("It has a name or a number of yours in it."),
    Weakness.REPEATED: N_("It repeats itself."),
    Weakness.IN_A_ROW: N_("It has letters or digits that follow each other."),
    Weakness.KEYBOARD: N_("It follows keys beside each other."),
    Weakness.DATE: N_("It has a date or a year in it."),
    Weakness.GUESSABLE: N_("It is too few guesses away."),
}
