# SPDX-License-Identifier: Apache-2.0
"""Making the keys of a colleague: what a worker does before somebody is enrolled or renewed."""

from __future__ import annotations

from dataclasses import dataclass, field

from logbook.domain.practice import Practice, Practitioner
from logbook.services.opening import about_them
from logbook.store.calibration import calibrated
from logbook.store.key_file import Slot
from logbook.store.keyring import KdfCost, PersonKeys, make_person_keys, trust_in
from logbook.store.passphrases import check_strength
from logbook.store.slots import new_passphrase_slot


@dataclass(frozen=True, slots=True, kw_only=True)
class NewColleague:
    """Who is to be enrolled, and the first passphrase they are given."""

    practitioner: Practitioner
    passphrase: str = field(repr=False)
    cost: KdfCost | None = None
    """What a guess at the passphrase is to cost; None: what suits this computer."""
    nickname: str = ""
    """Shown by the unlock window to whoever holds the computer; the person's choice."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NewKeys:
    """Keys made for a person, and the slot that wraps them."""

    keys: PersonKeys
    slot: Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysJob:
    """Makes new keys for a person: Argon2id over their first passphrase."""

    practitioner: Practitioner
    vault: str
    practice_public: bytes
    """The practice's key, which the new keys are to trust: `KeyFile.practice_public`."""
    passphrase: str = field(repr=False)
    practice: Practice
    cost: KdfCost | None
    nickname: str = ""

    def run(self) -> NewKeys:
        """Make the keys.

        Raises:
            WeakPassphraseError: the passphrase is too easily guessed.
            VaultError: it cannot be kept, or the memory for it is not there.
        """
        check_strength(self.passphrase, about_them(self.practice, self.practitioner))
        keys = make_person_keys(trust_in(self.practice_public))
        slot = new_passphrase_slot(
            self.vault,
            str(self.practitioner.id),
            keys,
            self.passphrase,
            self.cost or calibrated(),
        )
        return NewKeys(keys=keys, slot=slot)
