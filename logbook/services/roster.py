# SPDX-License-Identifier: Apache-2.0
"""Who may sign as whom, and how people stand: what the journal says, and the practice vouches for.

Everybody who opens a logbook holds its root key, and could write whatever they like into the key
file and the database. What they cannot do is sign as somebody else. So nothing here rests on where
something stands, but on who signed it:

The practice's own certificate is the one that the first entry names: its SHA-256 stands where
later entries name the entry before. A key signs for a person only if that certificate vouches for
exactly this person, this key, and the key to which boxes for them are closed, and an administrator
had just enrolled them or given them new keys; or if they themselves brought it in with the key they
had (`Act.KEYS_MADE_OWN`, `Act.KEYS_CHANGED`). It counts from there until the next, or until they
leave. What is done to people counts only if its entry holds together and an administrator signed
it, who was not suspended then; no administrator does it to themselves.

What does not count is not followed, and a finding. What this cannot show is that the journal as a
whole was made anew: the audit and the marks outside show that, and before anything is *given* to
anybody they are asked.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from uuid import UUID

from logbook.documents.certificates import JournalKey, is_issued_by, journal_key_of
from logbook.domain.permissions import may
from logbook.domain.practice import Practitioner, Role
from logbook.domain.records import Act, Record
from logbook.domain.staff import OwnKeys, own_keys_id
from logbook.errors import LogbookError
from logbook.journal.anchors import KnownSigner
from logbook.journal.audit_findings import AuditFinding, AuditKind
from logbook.journal.commitment import SALT_BYTES, commitment
from logbook.journal.entry import Entry, leaf_is_signed_by, read_entry
from logbook.journal.payload import read_payload
from logbook.journal.tree import leaf_hash
from logbook.journal.written import WrittenFormError
from logbook.store import journal_rows
from logbook.store.boxes import taken_out
from logbook.store.errors import KeyFileDamagedError
from logbook.store.journal_rows import RecordRow, SignedEntry
from logbook.store.key_file import KeyFile
from logbook.store.keyring import Unlocked
from logbook.store.membership import Standing
from logbook.store.vault import Vault

KEY_FILE = "keys.a.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """How a person stood from an entry on. `keys_from` gave them keys by it, if anybody did."""

    seq: int
    act: str
    standing: Standing
    keys_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Everybody whose signature counts, from when until when, and how everybody stood when.

    `turns` has the entries that count of each person in their order; `requests`, by person and key,
    the SHA-256 (hexadecimal) of what was asked for a key they brought in themselves.
    """

    founder: str = ""
    signers: tuple[KnownSigner, ...] = ()
    findings: tuple[AuditFinding, ...] = ()
    turns: Mapping[str, tuple[Turn, ...]] = field(default_factory=dict)
    requests: Mapping[tuple[str, bytes], str] = field(default_factory=dict)

    def standing(self, person: str) -> Standing | None:
        """Tell how a person stands; None if they were never enrolled to the end."""
        turns = self.turns.get(person)
        return turns[-1].standing if turns else None

    def allows(self, entry: Entry) -> bool:
        """Tell whether whoever an entry names could do then what it says.

        Of whom the journal does not know, or who had left, no signature counts: that says enough.
        """
        turns = self.turns.get(entry.actor)
        if turns is None or entry.act not in _ACTS or entry.act in _NOTED_BY_ANYBODY:
            return True
        before = [one.standing for one in turns if one.seq < entry.seq]
        if not before:
            return entry.actor == self.founder and entry.seq <= turns[0].seq
        then = before[-1]
        if then.left_at is not None:
            return True
        return not then.suspended and may(Role(then.role), _ACTS[entry.act])


def roster_in(vault: Vault, key_file: KeyFile, unlocked: Unlocked) -> Roster:
    """Read from a journal who may sign as whom, and how people stand."""
    first = journal_rows.entry_at(vault, 0)
    if first is None:
        return Roster(findings=(AuditFinding(kind=AuditKind.ENTRY_MISSING, seq=0),))
    try:
        entry = read_entry(first.body)
    except WrittenFormError:
        return Roster(findings=(AuditFinding(kind=AuditKind.ENTRY_UNREADABLE, seq=0),))
    fingerprint = sha256(unlocked.practice_certificate).digest()
    if entry.prev != fingerprint.hex() or key_file.practice_fingerprint != fingerprint:
        return Roster(findings=(AuditFinding(kind=AuditKind.PRACTICE_DIFFERS, seq=0),))
    reading = _Reading(_keys_in(key_file, unlocked), entry.actor, first)
    for event in sorted(_events(vault, reading.keys), key=lambda one: one.signed.seq):
        reading.take(event)
    return reading.roster()


_ACTS = {act.value: act for act in Act}

BRING_OWN_KEYS = frozenset({Act.KEYS_MADE_OWN.value, Act.KEYS_CHANGED.value})
"""By these somebody goes on with keys of their own making, signed with those they had."""

GIVE_NEW_KEYS = frozenset({Act.PRACTITIONER_RENEWED.value, Act.KEYS_REPLACED.value})
"""By these an administrator gives somebody else keys in the place of those they had."""

_NOTED_BY_ANYBODY = frozenset({Act.ROOT_KEY_ROTATED.value})
"""Whoever opens the logbook after a crash notes it, though administrators alone bring it about."""

_TO_PEOPLE = frozenset(
    {
        Act.PRACTITIONER_ENROLLED.value,
        Act.PRACTITIONER_SUSPENDED.value,
        Act.PRACTITIONER_REINSTATED.value,
        Act.PRACTITIONER_LEFT.value,
        Act.ROLE_CHANGED.value,
        *GIVE_NEW_KEYS,
    }
)
"""What administrators do to others, and nobody to themselves."""

_SUSPEND = {Act.PRACTITIONER_SUSPENDED: True, Act.PRACTITIONER_REINSTATED: False}

_GIVE_KEYS = GIVE_NEW_KEYS | {Act.PRACTITIONER_ENROLLED.value}


@dataclass(slots=True, kw_only=True, eq=False)
class _Key:
    """A key as the key file has it; `since` once it counts, `until` as it comes to be known."""

    public: bytes
    until: int | None
    is_certified: bool
    request: str = ""
    """The SHA-256, in hexadecimal, of what lies where a certificate does and names these keys."""
    since: int | None = None

    def ends(self, seq: int) -> None:
        """Let it sign none from an entry on."""
        self.until = seq if self.until is None else min(self.until, seq)

    def counts_at(self, seq: int) -> bool:
        """Tell whether it may have signed an entry."""
        return (
            self.since is not None
            and self.since <= seq
            and (self.until is None or seq < self.until)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """One revision of what is on record of a person, or of their own keys.

    `entry` and `record` are None where it does not hold together.
    """

    person: str
    signed: SignedEntry
    entry: Entry | None
    record: Record | None


class _Reading:
    """Follows what was done to people, entry by entry."""

    def __init__(self, keys: dict[str, list[_Key]], founder: str, first: SignedEntry) -> None:
        self.keys = keys
        self._founder = founder
        self._turns: dict[str, list[Turn]] = {}
        self._requests: dict[tuple[str, bytes], str] = {}
        self._findings: list[AuditFinding] = []
        for key in keys.get(founder, ()):
            if key.is_certified and leaf_is_signed_by(key.public, first.leaf, first.signature):
                key.since = 0
                break

    def roster(self) -> Roster:
        """Give what it came to."""
        for key in (key for keys in self.keys.values() for key in keys):
            if key.since is None and not key.is_certified:
                found = AuditFinding(kind=AuditKind.SIGNER_NOT_CERTIFIED, anchor=KEY_FILE)
                self._findings.append(found)
        return Roster(
            founder=self._founder,
            signers=tuple(
                KnownSigner(actor=person, public=key.public, since=key.since, until=key.until)
                for person, keys in self.keys.items()
                for key in keys
                if key.since is not None
            ),
            findings=tuple(dict.fromkeys(self._findings)),
            turns={person: tuple(turns) for person, turns in self._turns.items()},
            requests=self._requests,
        )

    def take(self, event: _Event) -> None:
        """Follow what was done, or say that it does not count."""
        entry, record, is_followed = event.entry, event.record, False
        if entry is not None and isinstance(record, Practitioner):
            is_followed = self._follow(event, entry, record)
        elif entry is not None and isinstance(record, OwnKeys):
            is_followed = self._follow_own(event, entry, record)
        if not is_followed:
            found = AuditFinding(kind=AuditKind.ACT_NOT_ALLOWED, seq=event.signed.seq)
            self._findings.append(found)

    def _follow(self, event: _Event, entry: Entry, record: Practitioner) -> bool:
        person, before = event.person, self._standing(event.person)
        if self._key_of(entry, event.signed) is None:
            return False
        if entry.act == Act.PRACTITIONER_AMENDED.value:
            return before is not None and self._may_amend(entry.actor, before, record)
        if entry.act not in _TO_PEOPLE:
            return False
        is_beginning = not self._turns and entry.actor == person == self._founder
        if not is_beginning and (entry.actor == person or not self._administers(entry.actor)):
            return False
        after = _after(entry, before, record)
        if after is None:
            return False
        gives = entry.act in _GIVE_KEYS
        turn = Turn(
            seq=entry.seq,
            act=entry.act,
            standing=after,
            keys_from=entry.actor if gives else None,
        )
        self._turns.setdefault(person, []).append(turn)
        if gives and not is_beginning:
            self._give(person, entry.seq)
        if after.left_at == entry.seq:
            for key in self.keys[person]:
                if key.since is not None:
                    key.ends(entry.seq)
        return True

    def _follow_own(self, event: _Event, entry: Entry, record: OwnKeys) -> bool:
        """Let a person go on with a key they made, if they brought it in with the one they had.

        If that key is nowhere, a crash came between, and they go on with the one they had.
        """
        person = event.person
        had = self._key_of(entry, event.signed)
        if (
            had is None
            or entry.act not in BRING_OWN_KEYS
            or not entry.actor == person == str(record.person)
        ):
            return False
        for key in self.keys[person]:
            is_vouched_for = key.is_certified or key.request == record.request
            if key.since is None and key.public.hex() == record.signs and is_vouched_for:
                key.since = entry.seq + 1
                had.ends(entry.seq + 1)
                self._requests[person, key.public] = record.request
                break
        return True

    def _give(self, person: str, seq: int) -> None:
        """Let the next of a person's keys count that the practice vouches for.

        While the one before is in use there is none: a crash kept it from the key file.
        """
        keys = self.keys[person]
        counting = [key for key in keys if key.since is not None]
        if any(key.until is None or key.until > seq for key in counting):
            return
        for key in keys:
            if key.since is None and key.is_certified and (key.until is None or key.until > seq):
                key.since = seq
                return

    def _key_of(self, entry: Entry, signed: SignedEntry) -> _Key | None:
        """Give the key of whoever an entry names with which it was signed; None if with none."""
        for key in self.keys.get(entry.actor, ()):
            if key.counts_at(entry.seq) and leaf_is_signed_by(
                key.public, signed.leaf, signed.signature
            ):
                return key
        return None

    def _standing(self, person: str) -> Standing | None:
        turns = self._turns.get(person)
        return turns[-1].standing if turns else None

    def _administers(self, actor: str) -> bool:
        standing = self._standing(actor)
        return (
            standing is not None
            and _can_act(standing)
            and standing.role == Role.ADMINISTRATOR.value
        )

    def _may_amend(self, actor: str, before: Standing, record: Practitioner) -> bool:
        """Tell whether what is known of a person was amended, and not how they stand."""
        mine = self._standing(actor)
        return (
            mine is not None
            and _can_act(mine)
            and (actor == str(record.id) or mine.role == Role.ADMINISTRATOR.value)
            and (record.role.value, record.active) == (before.role, _can_act(before))
        )


def _after(entry: Entry, before: Standing | None, record: Practitioner) -> Standing | None:
    """Tell how a person stands after what was done to them; None if it cannot be done."""
    act = Act(entry.act)
    if act is Act.PRACTITIONER_ENROLLED:
        return Standing(role=record.role.value)
    if act is Act.PRACTITIONER_LEFT:
        # Of an executor whose enrolment broke off, it may be the first that is heard.
        return replace(before or Standing(role=record.role.value), left_at=entry.seq)
    if before is not None and act is Act.ROLE_CHANGED:
        return replace(before, role=record.role.value)
    if before is not None and act in _SUSPEND:
        return replace(before, suspended=_SUSPEND[act])
    return before


def _can_act(standing: Standing) -> bool:
    return not standing.suspended and standing.left_at is None


def _keys_in(key_file: KeyFile, unlocked: Unlocked) -> dict[str, list[_Key]]:
    """Give everybody's keys in the key file, those that ended first in the order they ended."""
    found: dict[str, list[_Key]] = {}
    for one in sorted(key_file.former, key=lambda one: one.until):
        named = JournalKey(actor=one.person, public=one.ed25519)
        key = _key(key_file, unlocked, named, one.certificate_box)
        found.setdefault(one.person, []).append(replace(key, until=one.until))
    for holder in key_file.people:
        named = JournalKey(actor=holder.id, public=holder.ed25519, reads=holder.x25519)
        key = _key(key_file, unlocked, named, holder.certificate_box)
        found.setdefault(holder.id, []).append(key)
    return found


def _key(key_file: KeyFile, unlocked: Unlocked, named: JournalKey, closed: bytes) -> _Key:
    """Give a key of a person, and what vouches for it or asks for that, if it names just these.

    A key of former times has no boxes closed to it any more.
    """
    key = _Key(public=named.public, until=None, is_certified=False)
    with suppress(KeyFileDamagedError, ValueError):
        found = taken_out(closed, unlocked.root_key, key_file.vault, named.actor)
        names = journal_key_of(found)
        if names is not None and named == replace(names, reads=names.reads if named.reads else b""):
            key.is_certified = is_issued_by(found, unlocked.practice_certificate)
            key.request = sha256(found).hexdigest()
    return key


def _events(vault: Vault, people: Mapping[str, list[_Key]]) -> Iterator[_Event]:
    """Give every revision of what is on record of people in the key file and of their own keys."""
    for person in people:
        try:
            own = str(own_keys_id(UUID(person)))
        except ValueError:
            continue
        for object_id in (person, own):
            revision = 1
            while (row := journal_rows.record_at(vault, object_id, revision)) is not None:
                signed = journal_rows.entry_of(vault, object_id, revision)
                if signed is not None:
                    yield _event(vault, person, signed, row)
                revision += 1


def _event(vault: Vault, person: str, signed: SignedEntry, row: RecordRow) -> _Event:
    entry = _whole(vault, signed, row)
    record = None
    if entry is not None:
        try:
            record = read_payload(row.payload)
        except LogbookError:
            entry = None
    return _Event(person=person, signed=signed, entry=entry, record=record)


def _whole(vault: Vault, signed: SignedEntry, row: RecordRow) -> Entry | None:
    """Read an entry, if it is what was signed, stands where it was written, and means its record.

    The database may have been changed by whoever opens it with other programs.
    """
    try:
        entry = read_entry(signed.body)
    except WrittenFormError:
        return None
    before = journal_rows.entry_at(vault, signed.seq - 1)
    is_whole = (
        leaf_hash(signed.body) == signed.leaf
        and (entry.log, entry.seq) == (vault.id, signed.seq)
        and (entry.object, entry.revision) == (row.object, row.revision)
        and before is not None
        and leaf_hash(before.body).hex() == entry.prev
        and len(row.salt) == SALT_BYTES
        and hmac.compare_digest(commitment(row.salt, row.payload).hex(), entry.commitment)
    )
    return entry if is_whole else None
