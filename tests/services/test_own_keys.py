# SPDX-License-Identifier: Apache-2.0
"""A colleague whose first passphrase somebody knows makes keys that nobody else ever held."""

from __future__ import annotations

import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from logbook.app import Cards, Logbook, make_sample, unlock_job
from logbook.documents.certificates import (
    JournalKey,
    is_issued_by,
    journal_key_of,
    key_in,
    make_root,
    request_certificate,
)
from logbook.domain.clinical_will import Executor, WillDraft
from logbook.domain.practice import Practitioner, Role
from logbook.domain.records import Act
from logbook.domain.staff import OwnKeys, own_keys_id
from logbook.journal.entry import leaf_is_signed_by
from logbook.services.own_keys import CertificateAwaitedError
from logbook.store import journal_rows, membership
from logbook.store.boxes import put_away
from logbook.store.errors import (
    GivenPassphraseError,
    NotAllowedError,
    VaultError,
    WeakPassphraseError,
    WrongPassphraseError,
    WrongStandingError,
)
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import candidates, write_key_file
from logbook.store.keyring import SMALLEST, make_person_keys, make_practice_key
from logbook.store.seal import holder_of, sealed, with_holder
from logbook.wording.sentences import error_sentence
from tests.builders import (
    COLLEAGUES,
    NOON,
    PASSPHRASE,
    StandingClock,
    a_colleague,
    a_consent_draft,
    a_logbook,
    a_person,
)
from tests.services.opened_again import Enter, acts_and_objects, certificate_at

OWN = "gravel lantern tulip harbour"


@pytest.fixture
def colleague(place: Path, clock: StandingClock) -> Practitioner:
    """Somebody whom the first person of the logbook enrolled, and whose passphrase they know."""
    logbook, _keys = a_logbook(place, clock)
    enrolled = a_colleague(logbook)
    logbook.close()
    return enrolled


def take_over(logbook: Logbook, passphrase: str = OWN) -> Logbook:
    return logbook.with_own_keys(logbook.own_keys.job(passphrase, SMALLEST).run())


def test_somebody_enrolled_is_asked_for_keys_of_their_own_and_the_first_person_never_is(
    colleague: Practitioner, enter: Enter
) -> None:
    assert colleague.role is Role.PRACTITIONER
    assert not enter(PASSPHRASE).own_keys.are_due
    theirs = enter(COLLEAGUES)
    assert theirs.own_keys.are_due
    own = take_over(theirs)
    assert not own.own_keys.are_due
    assert not enter(OWN).own_keys.are_due


def test_a_practice_of_one_and_the_sample_are_never_asked(
    tmp_path: Path, clock: StandingClock
) -> None:
    alone, _keys = a_logbook(tmp_path / "One.logbook", clock)
    assert not alone.own_keys.are_due
    alone.close()
    sample = make_sample(tmp_path / "Sample.logbook", clock, SMALLEST)
    keys = unlock_job(sample.path, sample.passphrase).run()
    opened = Logbook.open(sample.path, keys, clock)
    assert not opened.own_keys.are_due
    opened.close()


def test_the_first_passphrase_opens_nothing_any_more_and_their_own_does(
    colleague: Practitioner, enter: Enter, place: Path
) -> None:
    take_over(enter(COLLEAGUES)).close()
    with pytest.raises(WrongPassphraseError):
        unlock_job(place, COLLEAGUES).run()
    assert enter(OWN).practitioner == colleague


def test_with_a_copy_from_before_and_the_first_passphrase_nobody_signs_as_the_colleague(
    colleague: Practitioner, enter: Enter, place: Path, tmp_path: Path
) -> None:
    enter(PASSPHRASE).close()
    copy = tmp_path / "kept" / "Practice.logbook"
    shutil.copytree(place, copy)
    theirs = take_over(enter(COLLEAGUES))
    given = unlock_job(copy, COLLEAGUES).run().unlocked.keys
    receipt = theirs.enrolling.add(a_person())
    entry = journal_rows.entry_at(theirs._opened.vault, receipt.seq)
    assert entry is not None
    now = holder_of(theirs._opened.keys.key_file, str(colleague.id))
    kept = given.ed25519.public_key().public_bytes_raw()

    assert now.ed25519 != kept
    assert leaf_is_signed_by(now.ed25519, entry.leaf, entry.signature)
    assert theirs._opened.hand.key.public_key().public_bytes_raw() == now.ed25519
    assert theirs.auditing.audit().is_intact
    # The control: an entry signed with the key of the copy is told from the colleague's own.
    theirs._scribe._hand = replace(theirs._opened.hand, key=given.ed25519)
    theirs.enrolling.add(replace(a_person(), id=UUID(int=7), reference="LP-0099"))
    found = theirs.auditing.audit().findings
    assert [each.kind.value for each in found] == ["signature-wrong"]


def test_the_journal_says_which_keys_signed_with_those_before_and_nothing_follows_with_them(
    colleague: Practitioner, enter: Enter
) -> None:
    theirs = enter(COLLEAGUES)
    before = theirs._opened.hand.key.public_key().public_bytes_raw()
    own = take_over(theirs)
    vault, key_file = own._opened.vault, own._opened.keys.key_file
    row = journal_rows.latest_record(vault, str(own_keys_id(colleague.id)))
    assert row is not None
    entry = journal_rows.entry_of(vault, row.object, row.revision)
    assert entry is not None
    assert leaf_is_signed_by(before, entry.leaf, entry.signature)
    (former,) = key_file.former
    assert (former.person, former.ed25519, former.until) == (
        str(colleague.id),
        before,
        entry.seq + 1,
    )


def test_the_given_passphrase_and_a_weak_one_are_refused(
    colleague: Practitioner, enter: Enter
) -> None:
    theirs = enter(COLLEAGUES)
    with pytest.raises(GivenPassphraseError) as refused:
        theirs.own_keys.job(COLLEAGUES, SMALLEST).run()
    assert "somebody else knows" in error_sentence(refused.value)
    with pytest.raises(WeakPassphraseError):
        theirs.own_keys.job(f"{colleague.name} 1", SMALLEST).run()
    assert theirs.own_keys.are_due


def test_new_keys_given_by_an_administrator_are_asked_to_be_exchanged_again(
    colleague: Practitioner, enter: Enter
) -> None:
    take_over(enter(COLLEAGUES)).close()
    first = enter(PASSPHRASE)
    given = "quarry velvet hammock ginger"
    job = first.staffing.renew_job(colleague.id, given, SMALLEST)
    first.staffing.renew(job, job.run())
    theirs = enter(given)
    assert theirs.own_keys.are_due
    again = take_over(theirs, "saddle ferment copper drizzle")
    assert not again.own_keys.are_due
    assert again.auditing.audit().is_intact


def test_documents_wait_for_an_administrator_who_certifies_by_opening_the_logbook(
    colleague: Practitioner, enter: Enter
) -> None:
    own = take_over(enter(COLLEAGUES))
    person = a_person()
    own.enrolling.add(person)
    receipt = own.consenting.record(a_consent_draft(person.id))
    with pytest.raises(CertificateAwaitedError) as refused:
        own.exporting.prepare_consent(receipt.object)
    assert "an administrator has to open the logbook once" in error_sentence(refused.value)
    request = certificate_at(own, colleague.id)
    assert not is_issued_by(request, own._opened.keys.unlocked.practice_certificate)

    first = enter(PASSPHRASE)
    assert (Act.CERTIFICATE_ISSUED.value, str(colleague.id)) in acts_and_objects(first)
    first.exporting.prepare_consent(receipt.object).run()
    again = enter(PASSPHRASE)
    assert [act for act, _ in acts_and_objects(again)].count(Act.CERTIFICATE_ISSUED.value) == 1

    theirs = enter(OWN)
    issued = certificate_at(theirs, colleague.id)
    assert is_issued_by(issued, theirs._opened.keys.unlocked.practice_certificate)
    assert key_in(issued).public_numbers() == key_in(request).public_numbers()
    document = theirs.exporting.prepare_consent(receipt.object).run()
    assert document.data.startswith(b"%PDF")


def test_what_a_colleague_recorded_is_exported_by_nobody_before_they_are_certified(
    place: Path, clock: StandingClock, enter: Enter
) -> None:
    logbook, _keys = a_logbook(place, clock)
    a_colleague(logbook)
    other = "saddle ferment copper drizzle"
    reader = a_colleague(logbook, other, name="Nerys Maddox", role=Role.READER)
    logbook.close()
    enter(other).close()
    own = take_over(enter(COLLEAGUES))
    person = a_person()
    own.enrolling.add(person)
    receipt = own.consenting.record(a_consent_draft(person.id))
    theirs = enter(other)
    assert theirs.practitioner == reader
    with pytest.raises(CertificateAwaitedError):
        theirs.exporting.prepare_consent(receipt.object)


def test_another_administrator_certifies_themselves_and_keeps_the_key_of_the_practice(
    place: Path, clock: StandingClock, enter: Enter
) -> None:
    logbook, _keys = a_logbook(place, clock)
    second = a_colleague(logbook, role=Role.ADMINISTRATOR)
    logbook.close()
    own = take_over(enter(COLLEAGUES))
    assert is_issued_by(
        certificate_at(own, second.id), own._opened.keys.unlocked.practice_certificate
    )
    third = a_colleague(own, "saddle ferment copper drizzle", name="Nerys Maddox")
    assert third.id in {line.id for line in own.staffing.people()}


def forged(logbook: Logbook, person: UUID, *, noted: bool) -> bytes:
    """Put a request for keys of somebody else's into the key file, as whoever can open it could."""
    opened, keys = logbook._opened, make_person_keys()
    public = keys.ed25519.public_key().public_bytes_raw()
    request = request_certificate(
        name="Gethin Pugh",
        organisation="Larkfield Physiotherapy",
        key=keys.p256,
        at=NOON,
        journal=JournalKey(actor=str(person), public=public),
    )
    if noted:
        record = OwnKeys(
            id=own_keys_id(person),
            person=person,
            signs=public.hex(),
            request=sha256(request).hexdigest(),
            made_at=NOON,
        )
        logbook._scribe.write(Act.KEYS_MADE_OWN, record)
    key_file, root_key = opened.keys.key_file, opened.keys.unlocked.root_key
    holder = holder_of(key_file, str(person))
    box = put_away(request, root_key, key_file.vault, holder.id)
    changed = replace(holder, ed25519=public, certificate_box=box)
    write_key_file(opened.folder, sealed(with_holder(key_file, changed), root_key))
    return request


@pytest.mark.parametrize("noted", [True, False])
def test_a_request_that_the_person_did_not_sign_in_the_journal_is_certified_by_nobody(
    colleague: Practitioner, enter: Enter, *, noted: bool
) -> None:
    first = enter(PASSPHRASE)
    request = forged(first, colleague.id, noted=noted)
    first._opened.close()
    again = enter(PASSPHRASE)
    assert certificate_at(again, colleague.id) == request
    assert Act.CERTIFICATE_ISSUED.value not in [act for act, _ in acts_and_objects(again)]


def test_a_crash_before_the_key_file_is_written_asks_again_and_leaves_the_journal_whole(
    colleague: Practitioner, enter: Enter, place: Path
) -> None:
    theirs = enter(COLLEAGUES)
    before = candidates(LogbookFolder(place))[0]
    take_over(theirs)._opened.close()
    write_key_file(LogbookFolder(place), before)
    again = enter(COLLEAGUES)
    assert again.own_keys.are_due
    own = take_over(again)
    assert own.auditing.audit().is_intact
    enter(PASSPHRASE)
    theirs = enter(OWN)
    root = theirs._opened.keys.unlocked.practice_certificate
    assert is_issued_by(certificate_at(theirs, colleague.id), root)


@pytest.mark.parametrize("number", [0, 1])
def test_a_copy_of_the_key_file_that_is_not_written_loses_nothing_recorded_after_it(
    colleague: Practitioner, enter: Enter, place: Path, number: int
) -> None:
    theirs = enter(COLLEAGUES)
    assert colleague == theirs.practitioner
    made = theirs.own_keys.job(OWN, SMALLEST).run()
    copy = LogbookFolder(place).keys[number]
    copy.unlink()
    copy.mkdir()
    (copy / "something").write_bytes(b"")
    with pytest.raises(VaultError):
        theirs.with_own_keys(made)
    receipt = theirs.enrolling.add(a_person())
    # The power fails.
    theirs._opened.close()
    (copy / "something").unlink()
    copy.rmdir()
    again = enter(COLLEAGUES)
    assert again.auditing.audit().is_intact
    assert again.read_only is None
    assert again.reviewing.person(receipt.object) is not None
    assert again.own_keys.are_due
    own = take_over(again)
    assert own.auditing.audit().is_intact


def test_executors_and_whoever_only_reads_are_not_asked(place: Path, clock: StandingClock) -> None:
    logbook, _keys = a_logbook(place, clock)
    a_colleague(logbook)
    draft = WillDraft(
        executors=(
            Executor(name="Owain Rees", contact="01584 960002"),
            Executor(name="Delyth Vaughan", contact="01584 960003"),
        )
    )
    made = logbook.clinical_will.make(logbook.clinical_will.will_job(PASSPHRASE, draft).run())
    cards = Cards(tuple(" ".join(card.words) for card in made))
    logbook.close()
    opened = Logbook.open(place, unlock_job(place, cards).run(), clock)
    assert not opened.own_keys.are_due
    opened.close()
    keys = unlock_job(place, COLLEAGUES).run()
    reading = Logbook.open(place, keys, clock, read_only=True)
    assert not reading.own_keys.are_due
    with pytest.raises(VaultError):
        take_over(reading)
    reading.close()


def test_only_administrators_keep_a_certificate_and_only_of_somebody_who_is_there(
    colleague: Practitioner, enter: Enter
) -> None:
    theirs = enter(COLLEAGUES)
    keys = theirs._opened.keys
    with pytest.raises(NotAllowedError):
        membership.with_certificate(keys.key_file, keys.unlocked, str(colleague.id), b"")
    keys = enter(PASSPHRASE)._opened.keys
    with pytest.raises(WrongStandingError):
        membership.with_certificate(keys.key_file, keys.unlocked, str(UUID(int=9)), b"")


def test_a_request_names_the_key_of_the_journal_and_is_nobodys_certificate() -> None:
    keys, root_key = make_person_keys(), make_practice_key()
    journal = JournalKey(actor=str(UUID(int=3)), public=b"\x01" * 32)
    request = request_certificate(
        name="Gethin Pugh", organisation="Larkfield", key=keys.p256, at=NOON, journal=journal
    )
    assert journal_key_of(request) == journal
    assert is_issued_by(request, request)
    assert not is_issued_by(request, make_root("Larkfield", root_key, NOON))
    with pytest.raises(ValueError, match=r"certificate|error|pars"):
        key_in(b"no certificate")
