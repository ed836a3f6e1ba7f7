# SPDX-License-Identifier: Apache-2.0
"""Shutting out whoever has a lost sheet, or knew a passphrase: other keys for a person, and all.

A recovery sheet bears the keys of the person who made it, and the root key of then. To drop its
slot leaves both in use: whoever has the sheet and a copy of the files opens the records. It takes
two steps. The person goes on with other keys (`take`), so that no box is closed to those on the
sheet any more; then the root key is changed (`Rotating`), so that the one on the sheet opens
nothing. Either alone leaves the other way open, and where the second did not come to pass
(`is_due`) the windows say so. A passphrase that somebody knew is no different, once the person has
changed it.

Copies of the records and backups made before open as they did, for ever. What an administrator's
sheet bears of the practice's own key stays what it is: it opens no records.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from logbook.domain.permissions import may
from logbook.domain.records import Act, Receipt
from logbook.domain.staff import OwnKeys, own_keys_id
from logbook.domain.ways import WayKind
from logbook.journal.entry import Entry, read_entry
from logbook.journal.payload import read_payload
from logbook.journal.written import WrittenFormError
from logbook.services.new_keys import NewKeys
from logbook.services.opening import OpenFolder
from logbook.services.own_keys import OwningKeys
from logbook.services.recovering import Recovering
from logbook.services.scribe import Scribe
from logbook.services.secret_store import SecretStore, SecretStoreError
from logbook.services.unlocking import Proof, Unlocking
from logbook.store import journal_rows
from logbook.store.calibration import calibrated
from logbook.store.derivation import KdfCost
from logbook.store.errors import NotAllowedError
from logbook.store.key_file import FormerSigner
from logbook.store.keyring import make_person_keys, trust_in
from logbook.store.seal import holder_of
from logbook.store.slots import new_passphrase_slot


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OtherKeysJob:
    """Makes other keys of who is signed in, under the passphrase they have."""

    proof: Proof
    passphrase: str = field(repr=False)
    cost: KdfCost | None

    def run(self) -> NewKeys:
        """Make them.

        Raises:
            WrongPassphraseError: the passphrase does not open.
            VaultError: the memory for it is not there.
        """
        self.proof.check()
        key_file, person = self.proof.key_file, self.proof.person_id
        keys = make_person_keys(trust_in(key_file.practice_public))
        cost = self.cost or calibrated()
        slot = new_passphrase_slot(key_file.vault, person, keys, self.passphrase, cost)
        return NewKeys(keys=keys, slot=slot)


class ShuttingOut:
    """Takes the keys out of use that a lost sheet bears."""

    def __init__(
        self,
        opened: OpenFolder,
        scribe: Scribe,
        recovering: Recovering,
        own_keys: OwningKeys,
        unlocking: Unlocking,
    ) -> None:
        self._opened = opened
        self._scribe = scribe
        self._recovering = recovering
        self._own_keys = own_keys
        self._unlocking = unlocking

    @property
    def is_allowed(self) -> bool:
        """Whether who is signed in changes the keys."""
        return may(self._opened.hand.role, Act.ROOT_KEY_ROTATED)

    @property
    def is_due(self) -> bool:
        """Whether somebody is shut out by half: the root key is to be changed; for administrators.

        The key file tells which keys were given up under the present root key, and the journal why.

        Raises:
            VaultError: the journal cannot be read.
        """
        opened = self._opened
        key_file = opened.keys.key_file
        return self.is_allowed and any(
            one.root_epoch == key_file.root_epoch and self._were_shut_out(one)
            for one in key_file.former
        )

    @property
    def is_undone(self) -> bool:
        """Whether the journal has who is signed in changing their keys, and they have those before.

        Something came between, or the disk refused: it is to be done again.

        Raises:
            VaultError: the journal cannot be read.
        """
        opened, me = self._opened, self._scribe.person
        row = journal_rows.latest_record(opened.vault, str(own_keys_id(me)))
        if row is None or not self.is_allowed:
            return False
        told = journal_rows.entry_of(opened.vault, row.object, row.revision)
        # What cannot be read is for the audit to name.
        with suppress(WrittenFormError):
            record = read_payload(row.payload)
            was_changed = told is not None and read_entry(told.body).act == Act.KEYS_CHANGED.value
            holder = holder_of(opened.keys.key_file, str(me))
            return (
                was_changed and isinstance(record, OwnKeys) and record.signs != holder.ed25519.hex()
            )
        return False

    def job(self, passphrase: str, cost: KdfCost | None = None) -> OtherKeysJob:
        """Prepare other keys of who is signed in; their passphrase is the proof, and stays."""
        person = str(self._scribe.person)
        proof = Proof(key_file=self._opened.keys.key_file, person_id=person, way=passphrase)
        return OtherKeysJob(proof=proof, passphrase=passphrase, cost=cost)

    def take(self, made: NewKeys, store: SecretStore | None = None) -> Receipt:
        """Go on with other keys; the sheet goes, and every other way to those before but this one.

        The root key is to be changed next: until then the one on the sheet is in use.

        Args:
            made: The other keys.
            store: Where this computer keeps the secret of a quick unlock, which is forgotten.

        Raises:
            NotAllowedError: who is signed in is no administrator, and could not change it.
            VaultError: as `OwningKeys.take`; sheet, PIN and tokens may be dropped already.
        """
        if not self.is_allowed:
            raise NotAllowedError("Only administrators change the keys.")
        self._opened.vault.must_be_writable()
        self._recovering.drop()
        self._drop_quick_ways(store)
        return self._own_keys.take(made, Act.KEYS_CHANGED)

    def _drop_quick_ways(self, store: SecretStore | None) -> None:
        for way in self._unlocking.ways():
            if way.kind is WayKind.TOKEN:
                self._unlocking.drop_token(way.id)
            elif way.kind is WayKind.DEVICE:
                # A store that does not answer stops nobody. What it keeps opens, with the PIN, only
                # key files of before.
                with suppress(SecretStoreError):
                    self._unlocking.drop_quick_unlock(way.id, store if way.is_here else None)

    def _were_shut_out(self, former: FormerSigner) -> bool:
        """Tell whether keys were given up to shut somebody out.

        They signed that with them, as the last entry; or it was done for them, and was the first
        that those keys could not have signed.
        """
        ended = self._entry(former.until - 1)
        begun = self._entry(former.until)
        changed = (former.person, Act.KEYS_CHANGED.value)
        replaced = (former.person, Act.KEYS_REPLACED.value)
        return (ended is not None and (ended.actor, ended.act) == changed) or (
            begun is not None and (begun.object, begun.act) == replaced
        )

    def _entry(self, seq: int) -> Entry | None:
        """Read an entry; None if there is none, or it cannot be read: that is for the audit."""
        found = journal_rows.entry_at(self._opened.vault, seq)
        with suppress(WrittenFormError):
            return read_entry(found.body) if found is not None else None
        return None
