# SPDX-License-Identifier: Apache-2.0
"""The recovery sheet of who is signed in: made, checked, looked after, dropped.

A sheet stands for the passphrase, and on the worst day for the key file too. Its code is in memory
until the sheet is printed, and never on record; what is on record is that there is a sheet, and
when its code was last typed back.

A sheet that was dropped or replaced opens nothing at the door. With a copy of the files it still
opens the records, whether or not the key file knows of its slot, until the keys are changed
(`ShuttingOut`).
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from logbook.clock import Clock
from logbook.domain.records import Act, Receipt
from logbook.domain.recovery import (
    KnownKey,
    RecoverySheet,
    RecoveryStatus,
    SheetRecord,
    recovery_status,
)
from logbook.domain.ways import WayKind
from logbook.journal.payload import read_payload
from logbook.services.opening import OpenFolder
from logbook.services.reviewing import Reviewing
from logbook.services.scribe import Scribe
from logbook.services.unlocking import Proof, Unlocking
from logbook.store import journal_rows
from logbook.store.boxes import taken_out
from logbook.store.derivation import wipe
from logbook.store.key_file import KeyFile, Slot
from logbook.store.keyring import PRACTICE, holder_of, slots_of
from logbook.store.recovery_code import GROUPS, read_code
from logbook.store.recovery_lines import lines_of, printed_keys
from logbook.store.slots import new_recovery_slot, opened_slot
from logbook.store.ways import RecoveryCode, Way

_ASKED_AT_SET_UP = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NewSheet:
    """A slot for a recovery code, and the code: a sheet that is not kept yet."""

    slot: Slot
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SheetJob:
    """Makes a recovery code, and the slot that it opens."""

    proof: Proof

    def run(self) -> NewSheet:
        """Make them.

        Raises:
            WrongPassphraseError: what was to prove who is signed in does not open.
            VaultError: the memory for it is not there.
        """
        keys, proof = self.proof.check(), self.proof
        slot, code = new_recovery_slot(proof.key_file.vault, proof.person_id, keys)
        return NewSheet(slot=slot, code=code)


class Recovering:
    """Looks after the recovery sheet of who is signed in."""

    def __init__(
        self,
        opened: OpenFolder,
        scribe: Scribe,
        reviewing: Reviewing,
        unlocking: Unlocking,
        clock: Clock,
    ) -> None:
        self._opened = opened
        self._scribe = scribe
        self._reviewing = reviewing
        self._unlocking = unlocking
        self._clock = clock

    def sheet_job(self, proof: Way | str) -> SheetJob:
        """Prepare a recovery sheet; `proof` is a way of theirs that opens now."""
        person = str(self._scribe.person)
        return SheetJob(proof=Proof(key_file=self._key_file, person_id=person, way=proof))

    def make_sheet(self, new: NewSheet) -> RecoverySheet:
        """Keep the slot of a new sheet in the place of an earlier one, and give the sheet.

        Nothing of it is on the disk. The slot of the earlier sheet goes; see above for what its
        lines still open.

        Raises:
            VaultError: nothing was changed.
        """
        record = self._with_what_is_known(
            SheetRecord(
                id=uuid4(),
                person=self._scribe.person,
                made_at=self._clock.now(),
                root_epoch=self._key_file.root_epoch,
            )
        )
        self._unlocking.add_way(new.slot, Act.RECOVERY_SHEET_MADE, record)
        holder = holder_of(self._key_file, str(self._scribe.person))
        return RecoverySheet(
            id=record.id,
            logbook=self._opened.folder.path.stem,
            vault=self._key_file.vault,
            person=self._reviewing.practitioner(self._scribe.person).name,
            practice=self._reviewing.practice().name,
            day=self._day(record.made_at),
            root_epoch=record.root_epoch,
            code=new.code,
            lines=lines_of(printed_keys(self._key_file, holder)),
            rebuilds=bool(holder.practice_box),
        )

    def groups_to_ask(self) -> tuple[int, ...]:
        """Choose which groups of a new sheet are to be typed back, counted from 1, in order."""
        return tuple(
            sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), k=_ASKED_AT_SET_UP))
        )

    def check_groups(self, sheet: RecoverySheet, typed: Mapping[int, str]) -> bool:
        """Check groups of a new sheet that were typed back; if they are right, that is recorded.

        Raises:
            VaultError: it could not be recorded.
        """
        printed = sheet.code_groups
        is_right = bool(typed) and all(
            _same(printed[number - 1], group) for number, group in typed.items()
        )
        if is_right:
            self._note_checked()
        return is_right

    def check(self, code: str) -> bool:
        """Check the whole code, as once a year; if it opens, that is recorded.

        Raises:
            CodeMistypedError: what was typed is no code.
            VaultError: it could not be recorded.
        """
        slot, person = self._slot, str(self._scribe.person)
        if slot is None:
            wipe(read_code(code))
            return False
        if opened_slot(slot, RecoveryCode(code), self._key_file.vault, person) is None:
            return False
        self._note_checked()
        return True

    def status(self) -> RecoveryStatus:
        """Tell how it stands with the sheet."""
        record, earlier = self._record(), self._earlier_on()
        if record is None or self._slot is None:
            return RecoveryStatus(earlier_on=earlier)
        checked = record.checked_at
        status = recovery_status(
            record,
            made_on=self._day(record.made_at),
            checked_on=self._day(checked) if checked is not None else None,
            today=self._day(self._clock.now()),
            epoch=self._key_file.root_epoch,
        )
        return replace(status, earlier_on=earlier)

    def look_after(self) -> None:
        """Note beside the sheet whose keys have come since; does nothing if none have.

        Raises:
            VaultError: it could not be noted.
        """
        record = self._record()
        if record is None or self._slot is None or record.dropped_at is not None:
            return
        now = self._with_what_is_known(record)
        if {one.public for one in now.signers} != {one.public for one in record.signers}:
            self._scribe.write(Act.RECOVERY_KEYS_NOTED, now)

    def drop(self) -> Receipt | None:
        """Let the code open the logbook no more; None if there was no sheet.

        Raises:
            VaultError: nothing was changed.
        """
        slot, record = self._slot, self._record()
        if slot is None:
            return None
        gone = replace(record, dropped_at=self._clock.now()) if record is not None else None
        return self._unlocking.drop_way(slot.id, WayKind.RECOVERY, Act.RECOVERY_SHEET_DROPPED, gone)

    @property
    def _key_file(self) -> KeyFile:
        return self._opened.keys.key_file

    @property
    def _slot(self) -> Slot | None:
        slots = slots_of(self._key_file, str(self._scribe.person))
        return next((one for one in slots if one.type == WayKind.RECOVERY.value), None)

    def _record(self) -> SheetRecord | None:
        """Give what is on record of the sheet that was made last."""
        return next(self._records(), None)

    def _records(self) -> Iterator[SheetRecord]:
        """Give what is on record of their sheets, the newest first, as it stands."""
        seen: set[UUID] = set()
        for row in journal_rows.records_of_kind(self._opened.vault, "recovery-sheet"):
            record = read_payload(row.payload)
            if not isinstance(record, SheetRecord) or record.person != self._scribe.person:
                continue
            if record.id not in seen:
                seen.add(record.id)
                yield record

    def _earlier_on(self) -> date | None:
        """Tell when the newest sheet was made that was put aside and still bears keys in use."""
        person, key_file = self._scribe.person, self._key_file
        mine = (person, holder_of(key_file, str(person)).ed25519.hex(), None)
        stands = self._slot is not None
        for number, record in enumerate(self._records()):
            bears_mine = any((one.person, one.public, one.until) == mine for one in record.signers)
            is_in_use = bears_mine or record.root_epoch == key_file.root_epoch
            is_aside = number > 0 or not stands or record.dropped_at is not None
            if is_in_use and is_aside:
                return self._day(record.made_at)
        return None

    def _note_checked(self) -> None:
        record = self._record()
        if record is None:
            # Its entry was lost to a crash: the sheet opens all the same.
            self._scribe.write(Act.RECOVERY_CHECKED, object_id=self._scribe.person)
            return
        checked = replace(record, checked_at=self._clock.now())
        self._scribe.write(Act.RECOVERY_CHECKED, self._with_what_is_known(checked))

    def _with_what_is_known(self, record: SheetRecord) -> SheetRecord:
        """Keep beside a sheet what it has no room for, as the key file has it now."""
        key_file, root_key = self._key_file, self._opened.keys.unlocked.root_key

        def certificate(closed: bytes, whose: str) -> str:
            return taken_out(closed, root_key, key_file.vault, whose).hex() if closed else ""

        in_use = (
            KnownKey(
                person=UUID(one.id),
                public=one.ed25519.hex(),
                certificate=certificate(one.certificate_box, one.id),
                root_epoch=key_file.root_epoch,
            )
            for one in key_file.people
        )
        former = (
            KnownKey(
                person=UUID(one.person),
                public=one.ed25519.hex(),
                certificate=certificate(one.certificate_box, one.person),
                root_epoch=one.root_epoch,
                until=one.until,
            )
            for one in key_file.former
        )
        return replace(
            record,
            practice_certificate=certificate(key_file.practice_certificate_box, PRACTICE),
            signers=(*in_use, *former),
        )

    def _day(self, instant: datetime) -> date:
        return instant.astimezone(self._clock.zone).date()


def _same(printed: str, typed: str) -> bool:
    """Compare one group as forgivingly as a whole code is read."""
    meant = "".join(typed.upper().split()).translate(str.maketrans("OIL", "011"))
    return hmac.compare_digest(meant.encode("utf-8", "replace"), printed.encode("ascii"))
