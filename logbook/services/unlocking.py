# SPDX-License-Identifier: Apache-2.0
"""The ways by which the person who is signed in opens the logbook: listed, changed, set, dropped.

Each change begins with a job, which a worker runs and which asks for proof: a passphrase or another
way that opens. A colleague at a desk that was left unlocked is to gain nothing that lasts.

What a job gives is then kept: first the key file, durably, and only then the entry in the journal.
If the power fails between the two, the new way opens (and the earlier passphrase does not), and the
journal does not tell of it; nobody is ever locked out by it. The other way round the journal would
tell of what never came to be.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from logbook.clock import Clock
from logbook.domain.records import Act, Receipt, Record
from logbook.domain.ways import WayKind, WayLine
from logbook.errors import LogbookError
from logbook.services.opening import OpenFolder, about_them
from logbook.services.quick_unlock import (
    Kept,
    QuickUnlockRefusedError,
    has_expired,
    last_day,
    last_day_of,
    name_of,
    set_on_this_account,
    this_account,
    today,
)
from logbook.services.reviewing import Reviewing
from logbook.services.scribe import Scribe
from logbook.services.secret_store import SecretStore, keep_surely
from logbook.store.calibration import TOO_FAST_S, calibrated
from logbook.store.derivation import KEY_LENGTH
from logbook.store.errors import KeyChangeUnclearError, OpenForReadingOnlyError
from logbook.store.key_file import KeyFile, Slot, candidates
from logbook.store.keyring import (
    KdfCost,
    PersonKeys,
    sealed,
    slots_of,
    unlock,
    with_expiry,
    with_slot,
    without_slot,
)
from logbook.store.passphrases import check_strength
from logbook.store.slots import new_device_slot, new_passphrase_slot
from logbook.store.slots.device import check_new_pin
from logbook.store.ways import Passphrase, Pin, Token, Way


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proof:
    """What shows that it is the person who is signed in: a way of theirs that opens."""

    key_file: KeyFile
    person_id: str
    way: Way | str = field(repr=False)

    def check(self) -> PersonKeys:
        """Give their keys.

        Raises:
            VaultError: the way does not open.
        """
        unlocked = unlock(self.key_file, self.way, self.person_id)
        unlocked.wipe()
        return unlocked.keys


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PassphraseJob:
    """Makes the slot of a new passphrase, or of the same at a higher cost."""

    proof: Proof
    passphrase: str = field(repr=False)
    about: tuple[str, ...] = field(repr=False)
    cost: KdfCost | None

    def run(self) -> Slot:
        """Make the slot.

        Raises:
            WrongPassphraseError: what was to prove it does not open.
            WeakPassphraseError: the new passphrase is too easily guessed.
            VaultError: it cannot be kept, or the memory for it is not there.
        """
        keys, proof = self.proof.check(), self.proof
        if self.proof.way not in (self.passphrase, Passphrase(self.passphrase)):
            check_strength(self.passphrase, self.about)
        cost = self.cost or calibrated()
        return new_passphrase_slot(
            proof.key_file.vault, proof.person_id, keys, self.passphrase, cost
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SetQuickUnlockJob:
    """Lets the operating system keep a secret, and makes the slot that needs it and the PIN."""

    proof: Proof
    pin: str = field(repr=False)
    expires: date
    store: SecretStore = field(repr=False)

    def run(self) -> Slot:
        """Make the slot.

        Raises:
            WrongPassphraseError: what was to prove it does not open.
            SecretStoreError: the secret was not kept.
            VaultError: the PIN cannot be used, or the memory for it is not there.
        """
        keys, proof = self.proof.check(), self.proof
        secret = os.urandom(KEY_LENGTH)
        vault = proof.key_file.vault
        keep_surely(self.store, name_of(vault, proof.person_id), Kept(secret=secret).text())
        return new_device_slot(
            vault,
            proof.person_id,
            keys,
            Pin(self.pin, secret),
            host=this_account(vault),
            expires=self.expires,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AddTokenJob:
    """Makes the slot of a token, and a key on the token if it has none of ours."""

    proof: Proof
    token: Token

    def run(self) -> Slot:
        """Make the slot.

        Raises:
            WrongPassphraseError: what was to prove it does not open, or the token's PIN is wrong.
            TokenUnavailableError, TokenLockedError: the token does not help.
        """
        # PKCS#11 is loaded where there is a token, and not each time the program starts.
        from logbook.store.slots.hardware import new_token_slot  # noqa: PLC0415

        keys, proof = self.proof.check(), self.proof
        return new_token_slot(proof.key_file.vault, proof.person_id, keys, self.token)


class Unlocking:
    """Looks after the ways of the person who is signed in."""

    def __init__(
        self, opened: OpenFolder, scribe: Scribe, reviewing: Reviewing, clock: Clock
    ) -> None:
        self._opened = opened
        self._scribe = scribe
        self._reviewing = reviewing
        self._clock = clock

    def ways(self) -> tuple[WayLine, ...]:
        """List the ways that stand open, in the order they are tried."""
        here = this_account(self._key_file.vault)
        return tuple(
            WayLine(
                id=slot.id,
                kind=WayKind(slot.type),
                is_here=not slot.host or slot.host == here,
                expires=last_day_of(slot),
            )
            for slot in self._slots
            if slot.type in {kind.value for kind in WayKind}
        )

    @property
    def quick_unlock_name(self) -> str | None:
        """Under which name the store keeps the secret of the quick unlock here; None: not set."""
        is_set = any(way.kind is WayKind.DEVICE and way.is_here for way in self.ways())
        return name_of(self._key_file.vault, self._person) if is_set else None

    @property
    def opened_with(self) -> WayKind | None:
        """What kind of way the logbook was opened with this time; None if it is an unknown one."""
        kind = self._opened.keys.unlocked.slot.type
        return WayKind(kind) if kind in {each.value for each in WayKind} else None

    @property
    def could_be_stronger(self) -> bool:
        """Whether the passphrase opened it so fast that a higher cost is worth offering.

        What was measured is the passphrase as it then stood: once it is changed, nothing is known.
        """
        keys = self._opened.keys
        return (
            keys.unlocked.slot.type == WayKind.PASSPHRASE.value
            and keys.unlocked.slot in self._slots
            and keys.seconds is not None
            and keys.seconds < TOO_FAST_S
        )

    def passphrase_job(
        self, proof: Way | str, passphrase: str, *, cost: KdfCost | None = None
    ) -> PassphraseJob:
        """Prepare a new passphrase. The same as proof and passphrase makes only its cost higher.

        Args:
            proof: A way that opens now: the passphrase up to now, or a recovery code.
            passphrase: The new passphrase.
            cost: What a guess is to cost; None: what suits this computer.
        """
        practitioner = self._reviewing.practitioner(self._scribe.person)
        about = about_them(self._reviewing.practice(), practitioner)
        return PassphraseJob(
            proof=self._proof(proof), passphrase=passphrase, about=about, cost=cost
        )

    def change_passphrase(self, slot: Slot) -> Receipt:
        """Keep the passphrase that a job made a slot of; the earlier one opens no more.

        Raises:
            VaultError: nothing was changed.
        """
        return self.add_way(slot, Act.PASSPHRASE_CHANGED)

    def quick_unlock_job(self, proof: Way | str, pin: str, store: SecretStore) -> SetQuickUnlockJob:
        """Prepare a quick unlock on this account of this computer.

        Raises:
            QuickUnlockRefusedError: somebody else of this logbook has it here.
            UnusablePinError: the PIN is too short, too long, or too plain.
        """
        self._refuse_beside_another()
        check_new_pin(pin)
        return SetQuickUnlockJob(
            proof=self._proof(proof), pin=pin, expires=last_day(self._clock), store=store
        )

    def add_quick_unlock(self, slot: Slot) -> Receipt:
        """Keep the quick unlock that a job made a slot of, in the place of an earlier one here.

        Raises:
            QuickUnlockRefusedError: somebody else of this logbook has it here.
            VaultError: nothing was changed.
        """
        self._refuse_beside_another()
        return self.add_way(slot, Act.QUICK_UNLOCK_SET)

    def drop_quick_unlock(self, slot_id: str, store: SecretStore | None = None) -> Receipt | None:
        """Drop a quick unlock, of this computer or another; None if there was none.

        Args:
            slot_id: Which, as `ways` gives it.
            store: Where its secret is kept, if it is one of this computer.

        Raises:
            VaultError: nothing was changed.
            SecretStoreError: it is dropped, and its secret lies in the store still.
        """
        receipt = self.drop_way(slot_id, WayKind.DEVICE, Act.QUICK_UNLOCK_DROPPED)
        if store is not None:
            store.forget(name_of(self._key_file.vault, self._person))
        return receipt

    def token_job(self, proof: Way | str, token: Token) -> AddTokenJob:
        """Prepare a token."""
        return AddTokenJob(proof=self._proof(proof), token=token)

    def add_token(self, slot: Slot) -> Receipt:
        """Keep the token that a job made a slot of.

        Raises:
            VaultError: nothing was changed.
        """
        return self.add_way(slot, Act.TOKEN_ADDED)

    def drop_token(self, slot_id: str) -> Receipt | None:
        """Drop a token; None if there was none. What is on the token stays there.

        Raises:
            VaultError: nothing was changed.
        """
        return self.drop_way(slot_id, WayKind.TOKEN, Act.TOKEN_DROPPED)

    def add_way(self, slot: Slot, act: Act, record: Record | None = None) -> Receipt:
        """Keep a way to unlock of who is signed in, and say so in the journal.

        Raises:
            VaultError: nothing was changed.
        """
        unlocked = self._opened.keys.unlocked
        return self._keep(with_slot(self._key_file, unlocked, slot), act, record)

    def drop_way(
        self, slot_id: str, kind: WayKind, act: Act, record: Record | None = None
    ) -> Receipt | None:
        """Drop a way to unlock of who is signed in; None if there was none.

        Raises:
            VaultError: nothing was changed.
        """
        if not any(one.id == slot_id and one.type == kind.value for one in self._slots):
            return None
        unlocked = self._opened.keys.unlocked
        return self._keep(without_slot(self._key_file, unlocked, slot_id), act, record)

    def look_after(self, store: SecretStore | None = None) -> None:
        """After an opening with the full passphrase: move quick unlock on, and drop what has ended.

        Args:
            store: The store of this computer; with it, a quick unlock that five wrong PINs ended
                is dropped too.

        Raises:
            VaultError: the key file could not be written.
        """
        unlocked = self._opened.keys.unlocked
        if unlocked.slot.type != WayKind.PASSPHRASE.value or self._opened.read_only is not None:
            return
        here, last = this_account(self._key_file.vault), last_day(self._clock)
        for slot in self._slots:
            if slot.type != WayKind.DEVICE.value:
                continue
            if slot.host == here and not self._has_lost_its_secret(store):
                if slot.expires != last.isoformat():
                    self._opened.write_keys(with_expiry(self._key_file, unlocked, slot.id, last))
            elif slot.host == here or has_expired(slot, today(self._clock)):
                self.drop_way(slot.id, WayKind.DEVICE, Act.QUICK_UNLOCK_DROPPED)

    @property
    def _key_file(self) -> KeyFile:
        return self._opened.keys.key_file

    @property
    def _person(self) -> str:
        return self._opened.keys.unlocked.person_id

    @property
    def _slots(self) -> tuple[Slot, ...]:
        return slots_of(self._key_file, self._person)

    def _proof(self, way: Way | str) -> Proof:
        return Proof(key_file=self._key_file, person_id=self._person, way=way)

    def _has_lost_its_secret(self, store: SecretStore | None) -> bool:
        name = name_of(self._key_file.vault, self._person)
        return store is not None and Kept.of(store.read(name)) is None

    def _refuse_beside_another(self) -> None:
        set_here = set_on_this_account(self._key_file)
        if set_here is not None and set_here[0].id != self._person:
            raise QuickUnlockRefusedError("Somebody else has quick unlock on this account.")

    def _keep(self, key_file: KeyFile, act: Act, record: Record | None) -> Receipt:
        """Write the key file, and then the entry; where the entry cannot be written, go back."""
        if self._opened.read_only is not None:
            raise OpenForReadingOnlyError("The logbook is open for reading only.")
        before = self._key_file
        try:
            self._opened.write_keys(key_file)
            return self._scribe.write(act, record, object_id=UUID(self._person))
        except LogbookError as error:
            go_back(self._opened, before, key_file.epoch, error)
            raise


def go_back(opened: OpenFolder, before: KeyFile, epoch: int, reason: LogbookError) -> None:
    """Write the key file as it was, to count above what may stand there by now.

    Raises:
        KeyChangeUnclearError: that could not be written either, and something else stands there.
    """
    try:
        opened.write_keys(sealed(replace(before, epoch=epoch), opened.keys.unlocked.root_key))
    except LogbookError:
        if candidates(opened.folder)[0] != before:
            raise KeyChangeUnclearError("The change was neither done nor undone.") from reason
