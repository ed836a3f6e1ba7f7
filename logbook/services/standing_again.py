# SPDX-License-Identifier: Apache-2.0
"""Doing once more to the people of a practice what an older backup undid.

Whoever has left since is let go again, whoever is suspended is suspended again, whoever was given a
lesser role has it again: each by an entry, as it was the first time. What was given since is not
given again, for that an administrator signs. Whoever has left knew the root key of the backup, so
it is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from logbook.domain.clinical_will import ClinicalWill
from logbook.domain.practice import Practitioner, Role
from logbook.domain.records import Act
from logbook.domain.restored import DoneAgain, PersonAgain, PersonInside, takes_away
from logbook.i18n import _
from logbook.journal.payload import read_payload
from logbook.services.checkpoints import Checkpoints
from logbook.services.known_people import PeopleSince, standings_in
from logbook.services.opening import OpenFolder
from logbook.services.rotating import Rotating
from logbook.services.scribe import Scribe
from logbook.store import journal_rows, membership
from logbook.store.key_file import KeyFile, KeyHolder
from logbook.store.membership import Standing


def may_still_restore(person: str, people: tuple[PeopleSince, ...]) -> bool:
    """Tell whether whoever restores is, by all that is newer, an administrator to this day."""
    standings = (since.standings.get(person) for since in people)
    return all(
        one is not None
        and one.left_at is None
        and not one.suspended
        and one.role == Role.ADMINISTRATOR.value
        for one in standings
    )


class StandingAgain:
    """Brings the people of a restored logbook, which nobody has opened yet, to how they stand."""

    def __init__(self, opened: OpenFolder, scribe: Scribe) -> None:
        self._opened = opened
        self._scribe = scribe

    def bring_up_to(self, people: tuple[PeopleSince, ...]) -> tuple[PersonAgain, ...]:
        """Do again what was done since, and change the root key if somebody left who knew it.

        Raises:
            VaultError: it could not be done whole; nothing is to be put in place.
        """
        self._bring_in_step()
        done = [again for since in people for again in self._bring_up_to(since)]
        if membership.leavers_know_the_root_key(self._key_file):
            Rotating(self._opened, self._scribe, Checkpoints(self._opened)).rotate()
        return tuple(done)

    def inside(self) -> tuple[PersonInside, ...]:
        """Name everybody who can open the logbook as it stands."""
        return tuple(
            PersonInside(name=record.name, role=record.role)
            for holder in self._key_file.people
            if not holder.suspended and (record := self._record(holder)) is not None
        )

    @property
    def _key_file(self) -> KeyFile:
        return self._opened.keys.key_file

    def _bring_in_step(self) -> None:
        """Follow the journal of the backup itself, should a crash have come before it was made."""
        people = tuple(holder.id for holder in self._key_file.people)
        standings = standings_in(self._opened.roster, people)
        changed = membership.in_step(self._key_file, self._opened.keys.unlocked, standings)
        if changed is not None:
            self._opened.write_keys(changed)

    def _bring_up_to(self, since: PeopleSince) -> Iterator[PersonAgain]:
        for holder in self._key_file.people:
            standing = since.standings.get(holder.id)
            if standing is None or holder.id == self._opened.keys.unlocked.person_id:
                continue
            done = _due(holder, standing, is_vouched=since.is_vouched)
            record = self._record(holder)
            if done is not None and record is not None:
                yield self._done(holder, record, standing, done)

    def _done(
        self, holder: KeyHolder, record: Practitioner, standing: Standing, done: DoneAgain
    ) -> PersonAgain:
        unlocked = self._opened.keys.unlocked
        because = _("Done again after a backup was restored")
        if done is DoneAgain.ROLE:
            now = replace(record, role=Role(standing.role))
            changed = membership.with_role(self._key_file, unlocked, holder.id, standing.role)
            self._scribe.write(Act.ROLE_CHANGED, now)
        elif done is DoneAgain.SUSPENDED:
            now = replace(record, active=False, standing_because=because)
            changed = membership.suspended(self._key_file, unlocked, holder.id)
            self._scribe.write(Act.PRACTITIONER_SUSPENDED, now)
        else:
            now = replace(record, active=False, standing_because=because)
            until = journal_rows.size(self._opened.vault)
            changed = membership.without_person(self._key_file, unlocked, holder.id, until=until)
            self._scribe.write(Act.PRACTITIONER_LEFT, now)
            self._revoke_will_of(holder)
        self._opened.write_keys(changed)
        return PersonAgain(name=now.name, role=now.role, done=done)

    def _revoke_will_of(self, holder: KeyHolder) -> None:
        """Say that a clinical will stands no more, whose cards opened the logbook as somebody."""
        for row in journal_rows.records_of_kind(self._opened.vault, "clinical-will"):
            will = read_payload(row.payload)
            if isinstance(will, ClinicalWill) and str(will.holder) == holder.id:
                if will.revoked_at is None:
                    now = replace(will, revoked_at=self._scribe.now())
                    self._scribe.write(Act.WILL_REVOKED, now)
                return

    def _record(self, holder: KeyHolder) -> Practitioner | None:
        row = journal_rows.latest_record(self._opened.vault, holder.id)
        record = read_payload(row.payload) if row is not None else None
        return record if isinstance(record, Practitioner) else None


def _due(holder: KeyHolder, standing: Standing, *, is_vouched: bool) -> DoneAgain | None:
    """Tell what has to be done again to a person; they are shown no more by it, ever."""
    if standing.left_at is not None and is_vouched:
        return DoneAgain.LEFT
    if holder.suspended:
        return None
    if standing.left_at is not None or standing.suspended:
        return DoneAgain.SUSPENDED
    then, later = _ROLES.get(holder.role), _ROLES.get(standing.role)
    if then is not None and later is not None and takes_away(then, later):
        return DoneAgain.ROLE
    return None


_ROLES = {role.value: role for role in Role}
