# SPDX-License-Identifier: Apache-2.0
"""The people of the practice: who opens the logbook, in which role, until when.

Every act is an entry of the journal and a change of the key file. A person comes into the key file
first, and everything else stands in the journal first: whichever of the two a crash left out, the
journal is what counts, and `settle` brings the key file in step with it at the next opening. So
nobody was enrolled of whom the journal does not know, and whoever it says is suspended, or gone, is
let in no more, even with an older key file put back.

Nobody, no administrator either, can sign as somebody else: a person's signing key lies under their
own passphrase, and another counts as theirs only once an entry brings it in (`roster`). Who gives a
colleague new keys, or enrols one, knows the first passphrase; a colleague who changes it at once
alone knows what opens their keys from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from logbook.clock import Clock
from logbook.documents.certificates import JournalKey, issue_certificate
from logbook.domain.findings import RecordRefusedError
from logbook.domain.on_file import findings_on_practitioner
from logbook.domain.permissions import may
from logbook.domain.practice import Practitioner, Role
from logbook.domain.records import Act, Receipt
from logbook.domain.staff import StaffLine, StaffStatus
from logbook.domain.text import tidied
from logbook.domain.ways import WayKind
from logbook.errors import LogbookError
from logbook.services.auditing import Auditing
from logbook.services.new_keys import KeysJob, NewColleague, NewKeys
from logbook.services.opening import (
    OpenFolder,
    PersonAtTheDoor,
    nickname_shown,
    people_named,
)
from logbook.services.reviewing import Reviewing
from logbook.services.rotating import Rotating
from logbook.services.scribe import Scribe
from logbook.services.standing import Standings
from logbook.store import journal_rows, membership
from logbook.store.errors import (
    KeysNotRenewedError,
    NotAllowedError,
    StandingUnfinishedError,
    SuspendedError,
    VaultError,
    WrongStandingError,
)
from logbook.store.key_file import KeyFile, KeyHolder
from logbook.store.keyring import KdfCost, NewPerson, practice_key


class Staffing:
    """Looks after the people who open an open logbook."""

    def __init__(
        self,
        opened: OpenFolder,
        scribe: Scribe,
        reviewing: Reviewing,
        rotating: Rotating,
        clock: Clock,
    ) -> None:
        self._opened = opened
        self._scribe = scribe
        self._reviewing = reviewing
        self._rotating = rotating
        self._clock = clock
        self._standings = Standings(opened)

    def people(self) -> tuple[StaffLine, ...]:
        """List everybody who opens the logbook, and after them those who once did."""
        key_file = self._key_file
        here = tuple(self._line(holder) for holder in key_file.people)
        known = {holder.id for holder in key_file.people}
        gone = dict.fromkeys(one.person for one in key_file.former if one.person not in known)
        return (*here, *(self._line_of_former(UUID(person)) for person in gone))

    def enrol_job(self, new: NewColleague) -> KeysJob:
        """Prepare the enrolling of a colleague.

        Raises:
            NotAllowedError: who is signed in is no administrator.
            RecordRefusedError: the person has no name, or a text cannot be kept.
            WrongStandingError: an executor is named in a clinical will, and not enrolled.
        """
        self._check(Act.PRACTITIONER_ENROLLED)
        practitioner = replace(tidied(new.practitioner), active=True)
        _check_role(practitioner.role)
        if found := findings_on_practitioner(practitioner):
            raise RecordRefusedError(found)
        return self._job(practitioner, new.passphrase, new.cost, nickname=new.nickname)

    def enrol(self, job: KeysJob, made: NewKeys) -> Receipt:
        """Let a colleague open the logbook from now on.

        Raises:
            NotAllowedError: who is signed in is no administrator.
            WrongStandingError: they can open it already.
            VaultError: nothing was written.
        """
        self._check(Act.PRACTITIONER_ENROLLED)
        person = self._new_person(job, made)
        unlocked = self._opened.keys.unlocked
        self._write(membership.with_person(self._key_file, unlocked, person, made.slot))
        try:
            return self._scribe.write(Act.PRACTITIONER_ENROLLED, job.practitioner)
        except LogbookError:
            # What the journal does not know never happened; if this fails too, `settle` sees to it.
            with suppress(VaultError):
                self._bring_in_step({person.id: None})
            raise

    def suspend(self, person: UUID, reason: str = "") -> Receipt:
        """Let a person open the logbook no more until they are reinstated.

        It holds for the key file of this logbook. Somebody who has an older copy of it, their
        passphrase and other programs can still read: against that, the root key has to be changed.

        Raises:
            NotAllowedError: who is signed in is no administrator.
            WrongStandingError: it is themselves, or somebody who is suspended or gone.
            StandingUnfinishedError: it is on record; the next opening does the rest.
            VaultError: nothing was written.
        """
        self._check(Act.PRACTITIONER_SUSPENDED)
        changed = membership.suspended(self._key_file, self._opened.keys.unlocked, str(person))
        record = replace(self._record(person), active=False, standing_because=reason)
        return self._written(Act.PRACTITIONER_SUSPENDED, record, changed)

    def reinstate(self, person: UUID, reason: str = "") -> Receipt:
        """Let a suspended person open the logbook again, in the ways they had.

        Raises:
            NotAllowedError: who is signed in is no administrator.
            WrongStandingError: they are not suspended, or gone.
            StandingUnfinishedError: it is on record; the next opening does the rest.
            VaultError: nothing was written.
        """
        self._check(Act.PRACTITIONER_REINSTATED)
        changed = membership.reinstated(self._key_file, self._opened.keys.unlocked, str(person))
        record = replace(self._record(person), active=True, standing_because=reason)
        return self._written(Act.PRACTITIONER_REINSTATED, record, changed)

    def leave(self, person: UUID, reason: str = "") -> Receipt:
        """Let a person go for good, and change the root key they knew.

        To make and prove a backup before is the caller's part. If the root key cannot be changed
        now, the person has left all the same, and `rotation_is_due` says what is still to be done.

        Raises:
            NotAllowedError: who is signed in is no administrator.
            WrongStandingError: it is themselves, or somebody who is gone.
            KeyNotChangedError: they have left; the root key is still to be changed.
            StandingUnfinishedError: as `let_go`.
            VaultError: as it says; the next opening brings to its end what was begun.
        """
        receipt = self.let_go(person, reason)
        self._rotating.rotate()
        return receipt

    def let_go(self, person: UUID, reason: str = "") -> Receipt:
        """Let a person go for good; the root key they knew is still to be changed (`Rotating`).

        Raises:
            NotAllowedError: who is signed in is no administrator.
            WrongStandingError: it is themselves, or somebody who is gone.
            StandingUnfinishedError: it is on record; the next opening does the rest.
            VaultError: nothing was written.
        """
        self._check(Act.PRACTITIONER_LEFT)
        changed = membership.without_person(
            self._key_file, self._opened.keys.unlocked, str(person), until=self._next_entry()
        )
        record = replace(self._record(person), active=False, standing_because=reason)
        return self._written(Act.PRACTITIONER_LEFT, record, changed)

    @property
    def rotation_is_due(self) -> bool:
        """Whether somebody who left could open the records with an older key file."""
        return self._rotating.is_due

    def renew_job(self, person: UUID, passphrase: str, cost: KdfCost | None = None) -> KeysJob:
        """Prepare new keys for a person who has no way left to their own.

        Raises:
            NotAllowedError: who is signed in is no administrator.
            WrongStandingError: they are executors, whose cards are made anew with a new will.
        """
        self._check(Act.PRACTITIONER_RENEWED)
        record = self._record(person)
        _check_role(record.role)
        return self._job(record, passphrase, cost)

    def renew(self, job: KeysJob, made: NewKeys, *, shuts_out: bool = False) -> Receipt:
        """Give a person new keys; what they signed with the old ones stays theirs.

        Args:
            job: Whose they are.
            made: The new keys.
            shuts_out: Whether somebody else may have what opens the old ones. Then the root key,
                which those hold too, is to be changed next: see `ShuttingOut.is_due`.

        Raises:
            NotAllowedError: who is signed in is no administrator.
            WrongStandingError: it is themselves, or somebody who is suspended or gone.
            KeysNotRenewedError: it is on record, but the keys are not kept: give them others.
            VaultError: nothing was written.
        """
        self._check(Act.PRACTITIONER_RENEWED)
        changed = membership.renewed(
            self._key_file,
            self._opened.keys.unlocked,
            self._new_person(job, made),
            made.slot,
            until=self._next_entry(),
        )
        act = Act.KEYS_REPLACED if shuts_out else Act.PRACTITIONER_RENEWED
        receipt = self._scribe.write(act, self._record(job.practitioner.id))
        try:
            self._write(changed)
        except VaultError as error:
            raise KeysNotRenewedError("The key file could not be written.") from error
        return receipt

    def change_role(self, person: UUID, role: Role) -> Receipt:
        """Give a person another role, from their next unlocking on.

        Who was an administrator may have kept the key that issues certificates; no rotation
        changes that one.

        Raises:
            NotAllowedError: who is signed in is no administrator.
            WrongStandingError: it is themselves, or somebody who is suspended or gone.
            StandingUnfinishedError: it is on record; the next opening does the rest.
            VaultError: nothing was written.
        """
        self._check(Act.ROLE_CHANGED)
        _check_role(role)
        _check_role(self._record(person).role)
        changed = membership.with_role(
            self._key_file, self._opened.keys.unlocked, str(person), role.value
        )
        record = replace(self._record(person), role=role)
        return self._written(Act.ROLE_CHANGED, record, changed)

    def at_the_door(self) -> tuple[PersonAtTheDoor, ...]:
        """List who is named at the door, by the key file alone: as anybody there reads it."""
        return people_named(self._key_file)

    def choose_nickname(self, nickname: str) -> None:
        """Let the unlock window show a name for who is signed in, or none; it stands in clear.

        Raises:
            VaultError: it could not be written.
        """
        self._opened.vault.must_be_writable()
        text = nickname_shown(nickname)
        self._write(membership.with_nickname(self._key_file, self._opened.keys.unlocked, text))

    def settle(self) -> bool:
        """End what a crash interrupted, and bring the key file in step with the journal.

        Returns:
            Whether the role of who is signed in is another than was thought.

        Raises:
            SuspendedError: by the journal, who is signed in may not open the logbook.
            VaultError: it could not be written now; the next opening tries again.
        """
        if self._opened.keys.unlocked.role == Role.EXECUTOR.value:
            # Let in by the clinical will, whoever's keys it opens.
            return False
        if self._opened.read_only is not None:
            return self._is_now(self._role_by_the_journal())
        self._rotating.settle()
        standings = dict(self._by_the_journal())
        shut_out = {person: one for person, one in standings.items() if _is_shut_out(one)}
        self._bring_in_step(shut_out)
        self._bring_in_step(standings, bears_out=Auditing(self._opened).bears_out)
        me = self._opened.keys.unlocked.person_id
        holder = next((one for one in self._key_file.people if one.id == me), None)
        if holder is None or holder.suspended:
            raise SuspendedError("By the journal they may not open the logbook.")
        return self._is_now(holder.role)

    def _by_the_journal(self) -> Iterator[tuple[str, membership.Standing | None]]:
        """Tell how everybody in the key file stands, by the entries that count."""
        for holder in self._key_file.people:
            yield holder.id, self._opened.roster.standing(holder.id)

    def _role_by_the_journal(self) -> str:
        """Give the role of who is signed in where nothing may be written, nor all may be readable.

        Raises:
            SuspendedError: by the journal, they may not open the logbook.
        """
        standing = self._standings.of(self._scribe.person)
        if standing is None:
            # A journal that is damaged, or older than their enrolment, is there to be looked at.
            return self._opened.keys.unlocked.role
        if standing.suspended or standing.left_at is not None:
            raise SuspendedError("By the journal they may not open the logbook.")
        return standing.role

    def _is_now(self, role: str) -> bool:
        """Take a role for the one of who is signed in; tell whether it is another."""
        keys = self._opened.keys
        if keys.unlocked.role == role:
            return False
        self._opened.keys = replace(keys, unlocked=replace(keys.unlocked, role=role))
        return True

    @property
    def _key_file(self) -> KeyFile:
        return self._opened.keys.key_file

    def _check(self, act: Act) -> None:
        if not may(self._opened.hand.role, act):
            raise NotAllowedError("Only administrators look after people.")
        self._opened.vault.must_be_writable()

    def _written(self, act: Act, record: Practitioner, changed: KeyFile) -> Receipt:
        receipt = self._scribe.write(act, record)
        try:
            self._write(changed)
        except VaultError as error:
            raise StandingUnfinishedError("The key file could not be written.") from error
        return receipt

    def _write(self, key_file: KeyFile) -> None:
        self._opened.write_keys(key_file)

    def _bring_in_step(
        self,
        standings: dict[str, membership.Standing | None],
        *,
        bears_out: Callable[[], bool] = lambda: True,
    ) -> None:
        changed = membership.in_step(self._key_file, self._opened.keys.unlocked, standings)
        if changed is not None and bears_out():
            self._write(changed)

    def _next_entry(self) -> int:
        return journal_rows.size(self._opened.vault)

    def _record(self, person: UUID) -> Practitioner:
        """Give what is on record of a person, in the role they were given and no other."""
        record, standing = self._reviewing.practitioner(person), self._standings.of(person)
        return replace(record, role=Role(standing.role)) if standing is not None else record

    def _job(
        self,
        practitioner: Practitioner,
        passphrase: str,
        cost: KdfCost | None,
        *,
        nickname: str = "",
    ) -> KeysJob:
        return KeysJob(
            practitioner=practitioner,
            practice=self._reviewing.practice(),
            vault=self._key_file.vault,
            practice_public=self._key_file.practice_public,
            passphrase=passphrase,
            cost=cost,
            nickname=nickname_shown(nickname),
        )

    def _new_person(self, job: KeysJob, made: NewKeys) -> NewPerson:
        """Issue the certificate of a person's new keys, in the practice's name."""
        unlocked = self._opened.keys.unlocked
        certificate = issue_certificate(
            practice_key(self._key_file, unlocked),
            unlocked.practice_certificate,
            name=job.practitioner.name,
            organisation=self._reviewing.practice().name,
            key=made.keys.p256.public_key(),
            at=self._clock.now(),
            journal=JournalKey(
                actor=str(job.practitioner.id),
                public=made.keys.ed25519.public_key().public_bytes_raw(),
                reads=made.keys.x25519.public_key().public_bytes_raw(),
            ),
        )
        return NewPerson(
            id=str(job.practitioner.id),
            role=job.practitioner.role.value,
            nickname=job.nickname,
            keys=made.keys,
            certificate=certificate,
        )

    def _line(self, holder: KeyHolder) -> StaffLine:
        person = UUID(holder.id)
        record = self._record(person)
        return StaffLine(
            id=person,
            name=record.name,
            role=Role(holder.role),
            status=self._status(holder),
            nickname=holder.nickname,
            ways=tuple(WayKind(slot.type) for slot in holder.slots),
            is_me=person == self._scribe.person,
        )

    def _status(self, holder: KeyHolder) -> StaffStatus:
        if holder.suspended:
            return StaffStatus.SUSPENDED
        renewed_at = self._standings.renewed_at(UUID(holder.id))
        ended = {one.until for one in self._key_file.former if one.person == holder.id}
        is_whole = renewed_at is None or renewed_at in ended
        return StaffStatus.ACTIVE if is_whole else StaffStatus.UNFINISHED

    def _line_of_former(self, person: UUID) -> StaffLine:
        record = self._record(person)
        return StaffLine(
            id=person,
            name=record.name,
            role=record.role,
            status=StaffStatus.LEFT,
            nickname="",
            ways=(),
            is_me=False,
        )


def _is_shut_out(standing: membership.Standing | None) -> bool:
    return standing is not None and (standing.suspended or standing.left_at is not None)


def _check_role(role: Role) -> None:
    if role is Role.EXECUTOR:
        raise WrongStandingError("An executor is named in a clinical will.")
