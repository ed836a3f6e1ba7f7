# SPDX-License-Identifier: Apache-2.0
"""The recovery sheet: a code on paper that opens the logbook when the passphrase is forgotten.

The code itself is never recorded; that a sheet was printed, and that its code was typed back, is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from logbook.domain.retention_dates import after_years

DRILL_YEARS = 1
"""How often the code is asked for, so that it is known to open before it is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKey:
    """A key by which somebody signed entries, as the key file knew it; all of it is public."""

    person: UUID
    public: str
    """Ed25519, 64 hexadecimal digits."""
    certificate: str
    """DER in hexadecimal; empty where none was known."""
    root_epoch: int
    until: int | None = None
    """The number of the entry that ended it; None while it was in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRecord:
    """That somebody had a recovery sheet made for themselves; never what is on it.

    `root_epoch` is the number of the root key then: the next one makes the sheet void. Whose keys
    had signed by then, and the certificate of the practice, are kept here among the records: a
    sheet has no room for them, and a key file made again from one needs them.
    """

    id: UUID
    person: UUID
    made_at: datetime
    root_epoch: int
    checked_at: datetime | None = None
    """When its code was last typed back and found right."""
    dropped_at: datetime | None = None
    practice_certificate: str = ""
    """DER in hexadecimal."""
    signers: tuple[KnownKey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """Everything a sheet says. It is kept in memory only, until it is printed or saved.

    `code` opens the person's keys; `lines` bear those keys, wrapped, with the box that holds the
    root key, for the day on which both copies of the key file are lost as well.
    """

    id: UUID
    """What is on record of it goes by this; it does not stand on the paper."""
    logbook: str
    """The name of the folder without its ending."""
    vault: str
    """The identity of the logbook: 32 hexadecimal digits."""
    person: str
    practice: str
    day: date
    root_epoch: int
    code: str = field(repr=False)
    """14 groups of four, the last one a check."""
    lines: tuple[str, ...] = field(repr=False)
    """Each of seven groups of four, the last one a check."""
    rebuilds: bool = True
    """Whether it can also take the place of a lost key file: an administrator's can."""

    @property
    def code_groups(self) -> tuple[str, ...]:
        """The groups of the code, in order."""
        return tuple(self.code.split())

    @property
    def qr_code(self) -> str:
        """The code as its QR code says it."""
        return self.code.replace(" ", "-")

    @property
    def qr_lines(self) -> str:
        """The lines as their QR code says them."""
        return " ".join(line.replace(" ", "") for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryStatus:
    """How it stands with the recovery sheet of who is signed in."""

    made_on: date | None = None
    """None: there is no sheet."""
    checked_on: date | None = None
    drill_due_on: date | None = None
    """From this day on the code should be typed back."""
    is_drill_due: bool = False
    is_void: bool = False
    """Whether the root key was changed since: a new sheet has to be printed."""
    earlier_on: date | None = None
    """When the newest sheet was made of those that were dropped or replaced and bear keys in use:
    with a copy of the files it opens the records, until the keys are changed. None: no such."""


def recovery_status(
    record: SheetRecord | None, *, made_on: date, checked_on: date | None, today: date, epoch: int
) -> RecoveryStatus:
    """Tell how it stands with a sheet; days are told where the practice is.

    A sheet whose code was never typed back is to be checked at once.
    """
    if record is None or record.dropped_at is not None:
        return RecoveryStatus()
    due = after_years(checked_on, DRILL_YEARS) if checked_on is not None else made_on
    return RecoveryStatus(
        made_on=made_on,
        checked_on=checked_on,
        drill_due_on=due,
        is_drill_due=due <= today,
        is_void=record.root_epoch < epoch,
    )
