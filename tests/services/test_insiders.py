# SPDX-License-Identifier: Apache-2.0
"""What somebody of the practice tries who opens the logbook with programs of their own.

They have the root key, as everybody who opens it has: they seal the key file, write entries, and
change what stands in the database. What they do not have is the key of anybody else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.app import ComputerFolder, Logbook, unlock_job
from logbook.documents.certificates import (
    JournalKey,
    is_issued_by,
    make_root,
    request_certificate,
)
from logbook.domain.anchored import ReadOnlyReason
from logbook.domain.practice import Practitioner, Role
from logbook.domain.records import Act
from logbook.domain.staff import OwnKeys, own_keys_id
from logbook.journal.audit_findings import AuditKind
from logbook.services.opening import OpenFolder, open_folder
from logbook.services.scribe import Hand, Scribe
from logbook.store.boxes import put_away, taken_out
from logbook.store.errors import KeyFileDamagedError, SuspendedError, VaultError
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import FormerSigner, candidates, write_key_file
from logbook.store.keyring import PRACTICE, SMALLEST, PersonKeys, make_person_keys, practice_key
from logbook.store.seal import holder_of, sealed, with_holder
from logbook.store.vouching import vouched
from tests.builders import (
    COLLEAGUES,
    NOON,
    PASSPHRASE,
    StandingClock,
    a_colleague,
    a_logbook,
    a_person,
)
from tests.services.opened_again import Enter

THIRD = "saddle ferment copper drizzle"
LARGEST = 2**53 - 1


Raw = Callable[[str], OpenFolder]


@pytest.fixture
def raw(place: Path) -> Iterator[Raw]:
    """Open it as other programs do: nothing settles, nobody asks for a role."""
    opened: list[OpenFolder] = []

    def _open(passphrase: str) -> OpenFolder:
        opened.append(open_folder(place, unlock_job(place, passphrase).run()))
        return opened[-1]

    yield _open
    for each in opened:
        each.close()


@pytest.fixture
def mallory(place: Path, clock: StandingClock) -> Practitioner:
    """A reader, enrolled by the first person of the logbook, whom `COLLEAGUES` lets in."""
    logbook, _keys = a_logbook(place, clock)
    reader = a_colleague(logbook, role=Role.READER, name="Mallory Reader")
    logbook.close()
    return reader


def kinds(logbook: Logbook) -> set[AuditKind]:
    return {one.kind for one in logbook.auditing.audit().findings}


def written_as(opened: OpenFolder, clock: StandingClock, act: Act, record: Practitioner) -> None:
    """Write an entry with one's own key, past every question of role."""
    scribe = Scribe(
        opened.vault, replace(opened.hand, role=Role.ADMINISTRATOR), clock, log=opened.vault.id
    )
    scribe.write(act, record)
    opened.close()


def practice_box(place: Path, person: UUID) -> bytes:
    return holder_of(candidates(LogbookFolder(place))[0], str(person)).practice_box


@pytest.mark.parametrize("act", [Act.ROLE_CHANGED, Act.PRACTITIONER_AMENDED, Act.RECORD_VIEWED])
def test_a_reader_who_makes_themselves_administrator_is_handed_nothing(
    mallory: Practitioner, place: Path, clock: StandingClock, raw: Raw, enter: Enter, *, act: Act
) -> None:
    raised = replace(mallory, role=Role.ADMINISTRATOR)
    written_as(raw(COLLEAGUES), clock, act, raised)
    first = enter(PASSPHRASE)
    assert first.read_only is not None
    assert first.read_only.reason is ReadOnlyReason.DAMAGED
    assert kinds(first) == {AuditKind.ACT_NOT_ALLOWED}
    assert not practice_box(place, mallory.id)
    assert enter(COLLEAGUES)._opened.hand.role is Role.READER


def test_the_same_entry_of_an_administrator_is_followed(
    mallory: Practitioner, place: Path, enter: Enter
) -> None:
    """The control: as a crash leaves it between the journal and the key file."""
    first = enter(PASSPHRASE)
    before = first._opened.keys.key_file
    first.staffing.change_role(mallory.id, Role.ADMINISTRATOR)
    first._opened.close()
    write_key_file(LogbookFolder(place), before)
    assert not practice_box(place, mallory.id)
    again = enter(PASSPHRASE)
    assert practice_box(place, mallory.id)
    assert again.auditing.audit().is_intact
    assert enter(COLLEAGUES)._opened.hand.role is Role.ADMINISTRATOR


def test_nothing_is_handed_over_while_another_part_of_the_journal_is_not_as_recorded(
    mallory: Practitioner, place: Path, clock: StandingClock, enter: Enter
) -> None:
    first = enter(PASSPHRASE)
    before = first._opened.keys.key_file
    first.staffing.change_role(mallory.id, Role.ADMINISTRATOR)
    other = replace(first._opened.hand, key=Ed25519PrivateKey.generate())
    Scribe(first._opened.vault, other, clock, log=first.id).write(
        Act.SERVICE_USER_ADDED, a_person()
    )
    first._opened.close()
    write_key_file(LogbookFolder(place), before)
    again = enter(PASSPHRASE)
    assert not practice_box(place, mallory.id)
    assert again.read_only is not None


@pytest.mark.parametrize("by_themselves", [True, False])
def test_who_is_suspended_does_not_reinstate_themselves(
    mallory: Practitioner,
    place: Path,
    clock: StandingClock,
    enter: Enter,
    *,
    by_themselves: bool,
) -> None:
    older = LogbookFolder(place).keys[0].read_bytes()
    first = enter(PASSPHRASE)
    first.staffing.suspend(mallory.id)
    first.close()
    copies = {path: path.read_bytes() for path in LogbookFolder(place).keys}
    if by_themselves:
        for path in copies:
            path.write_bytes(older)
        # On a computer that never saw a later key file.
        elsewhere = ComputerFolder(place.parent / "elsewhere")
        opened = open_folder(place, unlock_job(place, COLLEAGUES, elsewhere).run(), elsewhere)
        written_as(opened, clock, Act.PRACTITIONER_REINSTATED, mallory)
    else:
        # The control: an administrator did, and a crash kept the key file from knowing.
        again = enter(PASSPHRASE)
        again.staffing.reinstate(mallory.id)
        again._opened.close()
    for path, data in copies.items():
        path.write_bytes(data)
    settled = enter(PASSPHRASE)
    assert (settled.read_only is not None) == by_themselves
    assert holder_of(settled._opened.keys.key_file, str(mallory.id)).suspended == by_themselves
    if by_themselves:
        with pytest.raises(SuspendedError):
            enter(COLLEAGUES)
    else:
        assert enter(COLLEAGUES).practitioner.id == mallory.id


def test_a_reader_enrols_nobody_and_lets_nobody_go(
    mallory: Practitioner, place: Path, clock: StandingClock, raw: Raw, enter: Enter
) -> None:
    first = enter(PASSPHRASE)
    rhian = first.practitioner
    first.close()
    written_as(raw(COLLEAGUES), clock, Act.PRACTITIONER_LEFT, replace(rhian, active=False))
    again = enter(PASSPHRASE)
    assert again.practitioner.id == rhian.id
    assert len(candidates(LogbookFolder(place))[0].people) == 2
    assert kinds(again) == {AuditKind.ACT_NOT_ALLOWED}
    assert mallory.id != rhian.id


def test_what_administrators_alone_do_is_found_where_a_reader_signed_it(
    mallory: Practitioner, clock: StandingClock, raw: Raw, enter: Enter
) -> None:
    opened = raw(COLLEAGUES)
    hand = replace(opened.hand, role=Role.ADMINISTRATOR)
    scribe = Scribe(opened.vault, hand, clock, log=opened.vault.id)
    receipt = scribe.write(Act.SERVICE_USER_ADDED, a_person())
    opened.close()
    (found,) = enter(PASSPHRASE).auditing.audit().findings
    assert (found.kind, found.seq) == (AuditKind.ACT_NOT_ALLOWED, receipt.seq)
    assert mallory.role is Role.READER


def forged_signer(opened: OpenFolder, person: UUID, mine: PersonKeys) -> None:
    """Name a key of one's own as one that somebody else signed with before."""
    key_file, unlocked = opened.keys.key_file, opened.keys.unlocked
    forged = FormerSigner(
        person=str(person),
        ed25519=mine.ed25519.public_key().public_bytes_raw(),
        until=LARGEST,
        root_epoch=0,
        certificate_box=holder_of(key_file, str(person)).certificate_box,
    )
    changed = replace(key_file, former=(*key_file.former, forged))
    opened.write_keys(sealed(changed, unlocked.root_key))


def test_a_key_put_into_the_key_file_signs_for_nobody(
    mallory: Practitioner, clock: StandingClock, raw: Raw, enter: Enter
) -> None:
    first = enter(PASSPHRASE)
    rhian = first.practitioner.id
    first.close()
    opened, mine = raw(COLLEAGUES), make_person_keys(b"\0" * 32)
    forged_signer(opened, rhian, mine)
    hand = Hand(person=rhian, role=Role.ADMINISTRATOR, key=mine.ed25519, device="0" * 16)
    scribe = Scribe(opened.vault, hand, clock, log=opened.vault.id)
    scribe.write(Act.SERVICE_USER_ADDED, a_person(name="Forged"))
    scribe.write(Act.ROLE_CHANGED, replace(mallory, role=Role.ADMINISTRATOR))
    opened.close()
    again = enter(PASSPHRASE)
    assert again.read_only is not None
    assert kinds(again) == {
        AuditKind.SIGNATURE_WRONG,
        AuditKind.SIGNER_NOT_CERTIFIED,
        AuditKind.ACT_NOT_ALLOWED,
    }
    assert not holder_of(again._opened.keys.key_file, str(mallory.id)).practice_box


def test_a_key_of_former_times_for_which_the_practice_vouches_signs_as_long_as_it_did(
    mallory: Practitioner, raw: Raw, enter: Enter
) -> None:
    """The control; and whoever lets it count for longer is found out where it would have to."""
    first = enter(PASSPHRASE)
    job = first.staffing.renew_job(mallory.id, THIRD, SMALLEST)
    renewed = first.staffing.renew(job, job.run())
    before = {one.public: one for one in first._opened.roster.signers}
    first.close()
    opened = raw(THIRD)
    (former,) = opened.keys.key_file.former
    assert former.until == before[former.ed25519].until == renewed.seq
    longer = replace(opened.keys.key_file, former=(replace(former, until=LARGEST),))
    opened.write_keys(sealed(longer, opened.keys.unlocked.root_key))
    counts = {one.public for one in opened.roster.signers if one.actor == str(mallory.id)}
    opened.close()
    # Longer than until the next began, none counts: the new key does not, and the one before ends.
    assert counts == {former.ed25519}


def test_an_administrator_who_certifies_a_second_key_for_a_colleague_signs_nothing_with_it(
    mallory: Practitioner, clock: StandingClock, enter: Enter
) -> None:
    theirs = enter(COLLEAGUES)
    theirs.with_own_keys(theirs.own_keys.job("gravel lantern tulip harbour", SMALLEST).run())
    first = enter(PASSPHRASE)
    assert first.auditing.audit().is_intact
    job = first.staffing.renew_job(mallory.id, THIRD, SMALLEST)
    made = job.run()
    certified = first.staffing._new_person(job, made).certificate
    keys = first._opened.keys
    box = put_away(certified, keys.unlocked.root_key, keys.key_file.vault, str(mallory.id))
    public = made.keys.ed25519.public_key().public_bytes_raw()
    forged = FormerSigner(
        person=str(mallory.id), ed25519=public, until=LARGEST, root_epoch=1, certificate_box=box
    )
    changed = replace(keys.key_file, former=(*keys.key_file.former, forged))
    first._opened.write_keys(sealed(changed, keys.unlocked.root_key))
    hand = Hand(person=mallory.id, role=Role.READER, key=made.keys.ed25519, device="0" * 16)
    scribe = Scribe(first._opened.vault, hand, clock, log=first.id)
    scribe.write(Act.LOGBOOK_UNLOCKED, object_id=mallory.id)
    assert kinds(first) == {AuditKind.SIGNATURE_WRONG}


@pytest.mark.parametrize("is_swapped", [True, False])
def test_the_key_of_the_practice_is_boxed_for_nobody_who_put_their_key_in_a_colleagues_place(
    mallory: Practitioner, place: Path, raw: Raw, enter: Enter, *, is_swapped: bool
) -> None:
    first = enter(PASSPHRASE)
    colleague = a_colleague(first, THIRD)
    first.close()
    opened = raw(COLLEAGUES)
    keys, theirs = opened.keys, holder_of(opened.keys.key_file, str(colleague.id))
    mine = holder_of(keys.key_file, str(mallory.id))
    changed = replace(theirs, x25519=mine.x25519 if is_swapped else theirs.x25519)
    opened.write_keys(sealed(with_holder(keys.key_file, changed), keys.unlocked.root_key))
    opened.close()
    again = enter(PASSPHRASE)
    assert (again.read_only is not None) == is_swapped
    if is_swapped:
        with pytest.raises(VaultError):
            again.staffing.change_role(colleague.id, Role.ADMINISTRATOR)
    else:
        again.staffing.change_role(colleague.id, Role.ADMINISTRATOR)
    assert bool(practice_box(place, colleague.id)) != is_swapped


def asked_for(opened: OpenFolder, person: UUID, clock: StandingClock) -> bytes:
    """Ask for a certificate in somebody else's name, with a key of one's own (H5)."""
    key_file, unlocked = opened.keys.key_file, opened.keys.unlocked
    mine = make_person_keys(b"\0" * 32)
    public = mine.ed25519.public_key().public_bytes_raw()
    request = request_certificate(
        name="Rhian Prosser",
        organisation="Larkfield Physiotherapy",
        key=mine.p256,
        at=NOON,
        journal=JournalKey(
            actor=str(person), public=public, reads=holder_of(key_file, str(person)).x25519
        ),
    )
    hand = Hand(person=person, role=Role.PRACTITIONER, key=mine.ed25519, device="0" * 16)
    receipt = Scribe(opened.vault, hand, clock, log=opened.vault.id).write(
        Act.KEYS_MADE_OWN,
        OwnKeys(
            id=own_keys_id(person),
            person=person,
            signs=public.hex(),
            request=sha256(request).hexdigest(),
            made_at=NOON,
        ),
    )
    theirs = holder_of(key_file, str(person))
    former = FormerSigner(
        person=str(person),
        ed25519=public,
        until=receipt.seq + 1,
        root_epoch=1,
        certificate_box=theirs.certificate_box,
    )
    box = put_away(request, unlocked.root_key, key_file.vault, str(person))
    changed = with_holder(key_file, replace(theirs, ed25519=public, certificate_box=box))
    opened.write_keys(sealed(replace(changed, former=(former,)), unlocked.root_key))
    opened.close()
    return request


def certificate_of(logbook: Logbook, person: UUID) -> bytes:
    keys = logbook._opened.keys
    holder = holder_of(keys.key_file, str(person))
    return taken_out(holder.certificate_box, keys.unlocked.root_key, keys.key_file.vault, holder.id)


def test_a_certificate_in_a_colleagues_name_is_issued_to_nobody_else(
    mallory: Practitioner, clock: StandingClock, raw: Raw, enter: Enter
) -> None:
    colleague = a_colleague(enter(PASSPHRASE), THIRD)
    enter(PASSPHRASE).close()
    request = asked_for(raw(COLLEAGUES), colleague.id, clock)
    first = enter(PASSPHRASE)
    assert first.read_only is not None
    first.own_keys.certify()
    assert certificate_of(first, colleague.id) == request
    assert AuditKind.SIGNER_NOT_CERTIFIED in kinds(first)
    assert mallory.id != colleague.id


def test_a_certificate_somebody_asked_for_themselves_is_issued(
    mallory: Practitioner, enter: Enter
) -> None:
    """The control."""
    theirs = enter(COLLEAGUES)
    theirs.with_own_keys(theirs.own_keys.job("gravel lantern tulip harbour", SMALLEST).run())
    first = enter(PASSPHRASE)
    root = first._opened.keys.unlocked.practice_certificate
    assert is_issued_by(certificate_of(first, mallory.id), root)
    assert first.auditing.audit().is_intact


@pytest.mark.parametrize("whose", ["their own", "the administrator's"])
def test_an_administrator_gets_no_certificate_behind_their_back(
    mallory: Practitioner, clock: StandingClock, raw: Raw, enter: Enter, whose: str
) -> None:
    first = enter(PASSPHRASE)
    second = a_colleague(first, THIRD, role=Role.ADMINISTRATOR)
    rhian = first.practitioner.id
    first.close()
    request = asked_for(raw(COLLEAGUES), rhian, clock)
    if whose == "their own":
        # The keys that opened are not those the key file names.
        with pytest.raises(KeyFileDamagedError):
            enter(PASSPHRASE)
        return
    other = enter(THIRD)
    other.own_keys.certify()
    assert certificate_of(other, rhian) == request
    assert other.read_only is not None
    assert second.id != mallory.id


def swapped_root(opened: OpenFolder, *, to_another: bool) -> None:
    """Put another certificate of the practice into the key file, with all that vouches for it."""
    key_file, unlocked = opened.keys.key_file, opened.keys.unlocked
    key = practice_key(key_file, unlocked)
    root = make_root("Larkfield", key, NOON) if to_another else unlocked.practice_certificate
    fingerprint = sha256(root).digest()
    changed = replace(
        key_file,
        practice_certificate_box=put_away(root, unlocked.root_key, key_file.vault, PRACTICE),
        practice_fingerprint=fingerprint,
        root_vouch=vouched(
            key,
            unlocked.root_key,
            vault=key_file.vault,
            root_epoch=key_file.root_epoch,
            fingerprint=fingerprint,
        ),
    )
    write_key_file(opened.folder, sealed(changed, unlocked.root_key))
    opened.close()


@pytest.mark.parametrize("to_another", [True, False])
def test_the_practice_is_the_one_the_first_entry_names(
    place: Path, clock: StandingClock, raw: Raw, enter: Enter, *, to_another: bool
) -> None:
    logbook, _keys = a_logbook(place, clock)
    logbook.close()
    swapped_root(raw(PASSPHRASE), to_another=to_another)
    again = enter(PASSPHRASE)
    assert (again.read_only is not None) == to_another
    assert (AuditKind.PRACTICE_DIFFERS in kinds(again)) == to_another
