# SPDX-License-Identifier: Apache-2.0
"""Quick unlock: a PIN on one account of one computer, beside the passphrase and never instead.

The operating system keeps the secret that the PIN needs, and in the same item how many wrong PINs
there were. Nobody sets the count back without the store, and who has the store has the secret; and
where the fifth wrong PIN comes the logbook is locked, so its key file cannot be written: that the
secret is forgotten is what ends it. The count is written before a PIN is tried, so that a process
that is ended in the middle gives no free try.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import platform
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from logbook.clock import Clock
from logbook.domain.ways import WayKind
from logbook.errors import LogbookError
from logbook.services.opening import Keys, UnlockJob, unlock_job
from logbook.services.secret_store import SecretStore, keep_surely
from logbook.store.computer import ComputerFolder
from logbook.store.derivation import KEY_LENGTH
from logbook.store.errors import VaultError, WrongPassphraseError
from logbook.store.key_file import KeyFile, KeyHolder, Slot
from logbook.store.ways import Pin

DAYS = 30
"""Without a full passphrase."""

MOST_WRONG = 5


class QuickUnlockError(LogbookError):
    """Quick unlock does not stand open; the passphrase does."""

    code: ClassVar[str] = "quick-unlock.gone"


class QuickUnlockExpiredError(QuickUnlockError):
    """The passphrase was not used for 30 days."""

    code: ClassVar[str] = "quick-unlock.expired"


class QuickUnlockDroppedError(QuickUnlockError):
    """The fifth wrong PIN ended it."""

    code: ClassVar[str] = "quick-unlock.dropped"


class QuickUnlockRefusedError(QuickUnlockError):
    """Somebody else of this logbook has it on the same account: neither could be told apart."""

    code: ClassVar[str] = "quick-unlock.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the operating system keeps for one person of one logbook."""

    secret: bytes = field(repr=False)
    wrong: int = 0

    def text(self) -> str:
        """Write it as it is kept."""
        return json.dumps({"secret": self.secret.hex(), "v": 1, "wrong": self.wrong})

    @staticmethod
    def of(text: str | None) -> Kept | None:
        """Read what is kept; None if that is nothing of ours."""
        try:
            found = json.loads(text or "")
            secret, wrong = bytes.fromhex(found["secret"]), int(found["wrong"])
        except (ValueError, TypeError, KeyError):
            return None
        return Kept(secret=secret, wrong=wrong) if len(secret) == KEY_LENGTH else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class QuickUnlockJob:
    """Opens the keys of a logbook with a PIN, and keeps count of wrong ones."""

    job: UnlockJob
    name: str
    kept: Kept
    store: SecretStore = field(repr=False)

    def run(self) -> Keys:
        """Open the keys.

        Raises:
            WrongPassphraseError: the PIN opens nothing.
            QuickUnlockDroppedError: nor did the four before.
            SecretStoreError, VaultError: something else kept it from opening; no try was used up.
        """
        wrong = self.kept.wrong + 1
        keep_surely(self.store, self.name, Kept(secret=self.kept.secret, wrong=wrong).text())
        try:
            keys = self.job.run()
        except WrongPassphraseError as error:
            if wrong >= MOST_WRONG:
                self.store.forget(self.name)
                raise QuickUnlockDroppedError("The PIN was wrong five times.") from error
            raise
        except VaultError:
            keep_surely(self.store, self.name, self.kept.text())
            raise
        keep_surely(self.store, self.name, Kept(secret=self.kept.secret).text())
        return keys


def quick_unlock_job(
    path: Path,
    pin: str,
    store: SecretStore,
    clock: Clock,
    computer: ComputerFolder | None = None,
) -> QuickUnlockJob:
    """Prepare the opening of a logbook with a PIN.

    Raises:
        QuickUnlockExpiredError: the passphrase was not used for 30 days.
        QuickUnlockError: it is not set for this account of this computer.
        SecretStoreError: the store does not answer.
        VaultError: there is no logbook here, or its key file is missing or damaged.
    """
    unlocking = unlock_job(path, Pin(pin, bytes(KEY_LENGTH)), computer, clock=clock)
    set_here = set_on_this_account(unlocking.copies[0])
    if set_here is None:
        raise QuickUnlockError("Quick unlock is not set on this account.")
    holder, slot = set_here
    if has_expired(slot, today(clock)):
        raise QuickUnlockExpiredError("Quick unlock has ended.")
    name = name_of(unlocking.copies[0].vault, holder.id)
    kept = Kept.of(store.read(name))
    if kept is None or kept.wrong >= MOST_WRONG:
        raise QuickUnlockError("The secret of the quick unlock is not kept here.")
    job = replace(unlocking, way=Pin(pin, kept.secret), person_id=holder.id, kept=None)
    return QuickUnlockJob(job=job, name=name, kept=kept, store=store)


def set_on_this_account(key_file: KeyFile) -> tuple[KeyHolder, Slot] | None:
    """Give whose quick unlock is set on this account of this computer, and its slot."""
    here = this_account(key_file.vault)
    for holder in key_file.people:
        for slot in holder.slots:
            if slot.type == WayKind.DEVICE.value and slot.host == here:
                return holder, slot
    return None


def this_account(vault: str) -> bytes:
    """Name this account of this computer for this logbook only: 16 bytes that tell nothing else."""
    account = str(os.getuid()) if hasattr(os, "getuid") else getpass.getuser()
    named = f"quick-unlock/v1\n{platform.node()}\n{account}\n{vault}"
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).digest()[:16]


def name_of(vault: str, person_id: str) -> str:
    """Give the name under which the operating system keeps the secret."""
    return f"{vault}/{person_id}"


def has_expired(slot: Slot, day: date) -> bool:
    """Tell whether a quick unlock has ended; one whose last day cannot be read has."""
    last = last_day_of(slot)
    return last is None or last < day


def last_day_of(slot: Slot) -> date | None:
    """Give the last day of a slot; None if it has none that can be read."""
    try:
        return date.fromisoformat(slot.expires)
    except ValueError:
        return None


def last_day(clock: Clock) -> date:
    """Give the last day of a quick unlock when the passphrase is used now."""
    now = today(clock)
    # A clock gone astray may show the last days there are.
    return now + min(timedelta(days=DAYS), date.max - now)


def today(clock: Clock) -> date:
    """Give the day it is where the practice is."""
    return clock.now().astimezone(clock.zone).date()
