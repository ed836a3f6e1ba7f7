# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.app import ComputerFolder, Logbook, NewColleague, people_who_can_open, unlock_job
from logbook.domain.findings import RecordRefusedError
from logbook.domain.lines import LineKind
from logbook.domain.practice import Role
from logbook.domain.records import Act
from logbook.domain.staff import StaffStatus
from logbook.domain.ways import WayKind
from logbook.journal.audit_findings import AuditKind
from logbook.journal.entry import leaf_is_signed_by, read_entry
from logbook.services import opening
from logbook.services.scribe import Hand
from logbook.store import journal_rows
from logbook.store.errors import (
    KeysNotRenewedError,
    NotAllowedError,
    StandingUnfinishedError,
    SuspendedError,
    WeakPassphraseError,
    WrongPassphraseError,
    WrongStandingError,
)
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import candidates, write_key_file
from logbook.store.keyring import SMALLEST
from logbook.store.membership import with_person
from logbook.store.seal import holder_of, with_holder
from logbook.wording.labels import label
from logbook.wording.sentences import error_sentence
from tests.builders import (
    COLLEAGUES,
    PASSPHRASE,
    StandingClock,
    a_colleague,
    a_logbook,
    a_person,
    a_practitioner,
)
from tests.services.opened_again import Enter, acts

THIRD = "saddle ferment copper drizzle"
NEW = "gravel lantern tulip harbour"


@pytest.fixture
def logbook(place: Path, clock: StandingClock) -> Iterator[Logbook]:
    made, _ = a_logbook(place, clock)
    yield made
    made.close()


def written(logbook: Logbook) -> tuple[int, int]:
    return logbook.reviewing.entries(), logbook._opened.keys.key_file.epoch


def test_colleague_opens_with_their_own_passphrase_and_signs_as_themselves(
    logbook: Logbook, enter: Enter
) -> None:
    colleague = a_colleague(logbook)
    logbook.close()
    theirs = enter(COLLEAGUES)
    assert theirs.practitioner == colleague
    receipt = theirs.enrolling.add(a_person())
    vault, key_file = theirs._opened.vault, theirs._opened.keys.key_file
    entry = journal_rows.entry_at(vault, receipt.seq)
    assert entry is not None
    signed_by = holder_of(key_file, str(colleague.id)).ed25519
    assert leaf_is_signed_by(signed_by, entry.leaf, entry.signature)
    assert read_entry(entry.body).actor == str(colleague.id)
    assert theirs.auditing.audit().is_intact


def test_administrator_cannot_produce_an_entry_that_verifies_as_the_colleagues(
    logbook: Logbook,
) -> None:
    colleague = a_colleague(logbook)
    person, scribe = a_person(), logbook._scribe
    # All an administrator has: an open vault, the root key, keys of their own or newly made.
    for key in (logbook._opened.hand.key, Ed25519PrivateKey.generate()):
        scribe._hand = Hand(
            person=colleague.id, role=Role.PRACTITIONER, key=key, device=logbook._opened.hand.device
        )
        logbook.enrolling.add(replace(person, id=uuid4(), reference=str(uuid4())))
    report = logbook.auditing.audit()
    assert [found.kind.value for found in report.findings] == ["signature-wrong"] * 2


def test_people_are_listed_by_name_role_and_ways(logbook: Logbook) -> None:
    colleague = a_colleague(logbook, role=Role.READER)
    me, other = logbook.staffing.people()
    assert (me.name, me.role, me.is_me) == ("Rhian Prosser", Role.ADMINISTRATOR, True)
    assert (other.id, other.name, other.role) == (colleague.id, "Gethin Pugh", Role.READER)
    assert (other.status, other.ways) == (StaffStatus.ACTIVE, (WayKind.PASSPHRASE,))
    assert not other.is_me
    assert label(other.status) == "Opens the logbook"


def test_locked_logbook_tells_ids_and_nicknames_and_no_names(logbook: Logbook, place: Path) -> None:
    colleague = a_colleague(logbook)
    logbook.staffing.choose_nickname("  Rhi  ")
    me, other = people_who_can_open(place)
    assert (me.nickname, me.role) == ("Rhi", Role.ADMINISTRATOR)
    assert (other.id, other.nickname, other.role) == (colleague.id, "", Role.PRACTITIONER)
    assert b"Pugh" not in LogbookFolder(place).keys[0].read_bytes()


def test_suspended_colleague_opens_nothing_and_is_told_whom_to_ask(
    logbook: Logbook, place: Path, enter: Enter
) -> None:
    colleague = a_colleague(logbook)
    logbook.staffing.suspend(colleague.id, "Under inquiry")
    record = logbook.reviewing.practitioner(colleague.id)
    assert (record.active, record.standing_because) == (False, "Under inquiry")
    assert not record.is_registrant
    assert logbook.staffing.people()[1].status is StaffStatus.SUSPENDED
    assert len(people_who_can_open(place)) == 1
    logbook.close()
    with pytest.raises(SuspendedError) as refused:
        enter(COLLEAGUES)
    assert "Ask an administrator" in error_sentence(refused.value)


def test_reinstated_colleague_opens_with_the_passphrase_they_had(
    logbook: Logbook, enter: Enter
) -> None:
    colleague = a_colleague(logbook)
    logbook.staffing.suspend(colleague.id)
    logbook.staffing.reinstate(colleague.id, "Cleared")
    logbook.close()
    theirs = enter(COLLEAGUES)
    assert theirs.practitioner.active
    assert theirs.auditing.audit().is_intact
    assert acts(theirs)[-3:] == [
        "practitioner.suspended",
        "practitioner.reinstated",
        "logbook.unlocked",
    ]


def test_older_key_file_put_back_lets_no_suspended_colleague_in(
    logbook: Logbook, place: Path, enter: Enter
) -> None:
    colleague = a_colleague(logbook)
    older = LogbookFolder(place).keys[0].read_bytes()
    logbook.staffing.suspend(colleague.id)
    logbook.close()
    for copy in LogbookFolder(place).keys:
        copy.write_bytes(older)
    with pytest.raises(SuspendedError):
        enter(COLLEAGUES)
    assert enter(PASSPHRASE).auditing.audit().is_intact
    # And the key file is again what the journal says.
    assert holder_of(candidates(LogbookFolder(place))[0], str(colleague.id)).suspended


def test_older_key_file_put_back_shows_a_suspended_colleague_nothing_read_only(
    logbook: Logbook, place: Path, clock: StandingClock
) -> None:
    suspended, lowered = a_colleague(logbook), a_colleague(logbook, NEW)
    before = logbook._opened.keys.key_file
    logbook.staffing.suspend(suspended.id)
    logbook.staffing.change_role(lowered.id, Role.AUDITOR)
    logbook.close()
    write_key_file(LogbookFolder(place), before)
    with pytest.raises(SuspendedError):
        Logbook.open(place, unlock_job(place, COLLEAGUES).run(), clock, read_only=True)
    theirs = Logbook.open(place, unlock_job(place, NEW).run(), clock, read_only=True)
    try:
        with pytest.raises(NotAllowedError):
            theirs.reviewing.order_of_people()
    finally:
        theirs.close()


def test_new_keys_after_a_forgotten_passphrase_and_old_signatures_still_count(
    logbook: Logbook, enter: Enter
) -> None:
    colleague = a_colleague(logbook)
    logbook.close()
    theirs = enter(COLLEAGUES)
    theirs.enrolling.add(a_person())
    theirs.close()
    again = enter(PASSPHRASE)
    job = again.staffing.renew_job(colleague.id, NEW, SMALLEST)
    again.staffing.renew(job, job.run())
    assert again.staffing.people()[1].status is StaffStatus.ACTIVE
    again.close()
    with pytest.raises(WrongPassphraseError):
        enter(COLLEAGUES)
    theirs = enter(NEW)
    theirs.enrolling.add(a_person(reference="LP-0043"))
    assert theirs.practitioner == colleague
    assert theirs.auditing.audit().is_intact


def test_changed_role_counts_from_the_next_unlocking(logbook: Logbook, enter: Enter) -> None:
    colleague = a_colleague(logbook)
    logbook.staffing.change_role(colleague.id, Role.READER)
    logbook.close()
    theirs = enter(COLLEAGUES)
    assert theirs.practitioner.role is Role.READER
    before = written(theirs)
    with pytest.raises(NotAllowedError) as refused:
        theirs.enrolling.add(a_person())
    assert "role" in error_sentence(refused.value)
    assert written(theirs) == before


def test_colleague_made_administrator_looks_after_people(logbook: Logbook, enter: Enter) -> None:
    me, colleague = logbook.practitioner, a_colleague(logbook)
    logbook.staffing.change_role(colleague.id, Role.ADMINISTRATOR)
    logbook.close()
    theirs = enter(COLLEAGUES)
    theirs.staffing.change_role(me.id, Role.PRACTITIONER)
    assert theirs.auditing.audit().is_intact


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.READER, Role.AUDITOR])
def test_who_is_no_administrator_changes_nobody(logbook: Logbook, enter: Enter, role: Role) -> None:
    me, colleague = logbook.practitioner, a_colleague(logbook, role=role)
    job = logbook.staffing.enrol_job(another("quarry velvet hammock ginger"))
    made = job.run()
    logbook.close()
    theirs = enter(COLLEAGUES)
    staffing, before = theirs.staffing, written(theirs)
    refused: list[Callable[[], object]] = [
        lambda: staffing.enrol_job(another("quarry velvet hammock ginger")),
        lambda: staffing.enrol(job, made),
        lambda: staffing.suspend(me.id),
        lambda: staffing.reinstate(me.id),
        lambda: staffing.leave(me.id),
        lambda: staffing.renew_job(me.id, NEW),
        lambda: staffing.renew(job, made),
        lambda: staffing.change_role(colleague.id, Role.ADMINISTRATOR),
        theirs.rotating.rotate,
        lambda: theirs.keeping.keep(replace(me, name="Somebody Else")),
        lambda: theirs.keeping.keep(replace(theirs.practice, name="Another practice")),
    ]
    for act in refused:
        with pytest.raises(NotAllowedError):
            act()
    assert written(theirs) == before


def another(passphrase: str) -> NewColleague:
    return NewColleague(
        practitioner=a_practitioner(name="Eira Howells", role=Role.PRACTITIONER),
        passphrase=passphrase,
        cost=SMALLEST,
    )


def test_nobody_is_left_without_an_administrator(logbook: Logbook) -> None:
    me = logbook.practitioner.id
    before = written(logbook)
    refused: list[Callable[[], object]] = [
        lambda: logbook.staffing.suspend(me),
        lambda: logbook.staffing.leave(me),
        lambda: logbook.staffing.change_role(me, Role.READER),
    ]
    for act in refused:
        with pytest.raises(WrongStandingError):
            act()
    assert written(logbook) == before


def test_colleague_without_a_name_or_with_a_weak_passphrase_is_not_enrolled(
    logbook: Logbook,
) -> None:
    new = another("quarry velvet hammock ginger")
    with pytest.raises(RecordRefusedError):
        logbook.staffing.enrol_job(replace(new, practitioner=replace(new.practitioner, name=" ")))
    with pytest.raises(WeakPassphraseError):
        logbook.staffing.enrol_job(replace(new, passphrase="Eira Howells 1")).run()
    executor = replace(new.practitioner, role=Role.EXECUTOR)
    with pytest.raises(WrongStandingError):
        logbook.staffing.enrol_job(replace(new, practitioner=executor))


def test_enrolment_that_cannot_be_recorded_leaves_nobody_in_the_key_file(
    logbook: Logbook, place: Path
) -> None:
    person = a_person()
    logbook.enrolling.add(person)
    new = another(NEW)
    # An identity that is taken: the journal refuses it after the key file has been written.
    job = logbook.staffing.enrol_job(
        replace(new, practitioner=replace(new.practitioner, id=person.id))
    )
    entries = logbook.reviewing.entries()
    with pytest.raises(RecordRefusedError):
        logbook.staffing.enrol(job, job.run())
    assert logbook.reviewing.entries() == entries
    assert len(people_who_can_open(place)) == 1


def test_role_is_not_changed_by_amending_what_is_known_of_a_person(logbook: Logbook) -> None:
    colleague = a_colleague(logbook, role=Role.READER)
    for changed in (replace(colleague, role=Role.ADMINISTRATOR), replace(colleague, active=False)):
        with pytest.raises(RecordRefusedError):
            logbook.keeping.keep(changed)
    logbook.keeping.keep(replace(colleague, name="Gethin Pugh-Jones"))
    assert logbook.staffing.people()[1].name == "Gethin Pugh-Jones"


def test_reader_looks_and_exports_and_records_nothing(logbook: Logbook, enter: Enter) -> None:
    person = a_person()
    logbook.enrolling.add(person)
    a_colleague(logbook, role=Role.READER)
    logbook.close()
    theirs = enter(COLLEAGUES)
    assert theirs.reviewing.person(person.id) == person
    assert theirs.searching.search("Okonkwo")
    with pytest.raises(NotAllowedError):
        theirs.enrolling.amend(replace(person, phone=""))


def test_auditor_audits_and_sees_the_content_of_no_record(logbook: Logbook, enter: Enter) -> None:
    person = a_person()
    logbook.enrolling.add(person)
    auditor = a_colleague(logbook, role=Role.AUDITOR)
    logbook.close()
    theirs = enter(COLLEAGUES)
    assert theirs.practitioner == auditor
    assert theirs.auditing.audit().is_intact
    assert theirs.reviewing.counts()[LineKind.SERVICE_USER] == 1
    seen: list[Callable[[], object]] = [
        lambda: theirs.reviewing.person(person.id),
        lambda: theirs.reviewing.record(person.id),
        lambda: theirs.reviewing.dossier(person.id),
        lambda: theirs.reviewing.timeline(person.id),
        lambda: theirs.reviewing.line(person.id),
        lambda: theirs.reviewing.consent(person.id),
        theirs.reviewing.order_of_people,
        lambda: theirs.reviewing.lines_at([0]),
        lambda: theirs.reviewing.of_reference("LP-0042"),
        lambda: theirs.searching.search("Okonkwo"),
        theirs.drafting.all,
        lambda: theirs.drafting.find(person.id),
        lambda: theirs.drafting.telling_of(person.id),
        lambda: theirs.exporting.prepare_accounting(person.id),
        lambda: theirs.exporting.accounting_lines(person.id),
    ]
    for look in seen:
        with pytest.raises(NotAllowedError):
            look()


def test_enrolment_the_journal_does_not_know_never_happened(
    logbook: Logbook, place: Path, enter: Enter
) -> None:
    job = logbook.staffing.enrol_job(another(NEW))
    made = job.run()
    person, keys = logbook.staffing._new_person(job, made), logbook._opened.keys
    # As a crash between key file and journal leaves it.
    logbook._opened.write_keys(with_person(keys.key_file, keys.unlocked, person, made.slot))
    logbook.close()
    with pytest.raises(SuspendedError):
        enter(NEW)
    assert len(people_who_can_open(place)) == 1
    assert enter(PASSPHRASE).auditing.audit().is_intact


@pytest.mark.parametrize("opener", [PASSPHRASE, COLLEAGUES])
def test_suspension_the_key_file_does_not_know_is_brought_to_its_end(
    logbook: Logbook, place: Path, enter: Enter, opener: str
) -> None:
    colleague = a_colleague(logbook)
    before = logbook._opened.keys.key_file
    logbook.staffing.suspend(colleague.id)
    # As a crash between journal and key file leaves it.
    logbook._opened.close()
    write_key_file(LogbookFolder(place), before)
    if opener == COLLEAGUES:
        with pytest.raises(SuspendedError):
            enter(opener)
    else:
        enter(opener).close()
    assert holder_of(candidates(LogbookFolder(place))[0], str(colleague.id)).suspended


def test_role_the_key_file_does_not_know_counts_at_once(
    logbook: Logbook, place: Path, enter: Enter
) -> None:
    colleague = a_colleague(logbook)
    before = logbook._opened.keys.key_file
    logbook.staffing.change_role(colleague.id, Role.READER)
    logbook._opened.close()
    write_key_file(LogbookFolder(place), before)
    theirs = enter(COLLEAGUES)
    with pytest.raises(NotAllowedError):
        theirs.enrolling.add(a_person())


@contextmanager
def jammed(place: Path) -> Iterator[None]:
    """Let the key file not be written, while the database can."""
    jam = place / "keys.a.json.new"
    jam.mkdir()
    yield
    jam.rmdir()


def test_what_the_key_file_does_not_take_is_said_to_be_on_record_and_done_at_the_next_opening(
    logbook: Logbook, place: Path, enter: Enter
) -> None:
    suspended, left, changed = (
        a_colleague(logbook, phrase, name=name)
        for phrase, name in ((COLLEAGUES, "Gethin Pugh"), (NEW, "Nerys Maddox"), (THIRD, "Ann Lee"))
    )
    with jammed(place):
        for act in (
            lambda: logbook.staffing.suspend(suspended.id),
            lambda: logbook.staffing.let_go(left.id),
            lambda: logbook.staffing.change_role(changed.id, Role.READER),
        ):
            with pytest.raises(StandingUnfinishedError) as refused:
                act()
    assert "It is on record now" in error_sentence(refused.value)
    assert acts(logbook)[-3:] == [
        "practitioner.suspended",
        "practitioner.left",
        "practitioner.role-changed",
    ]
    logbook._opened.close()

    again = enter(PASSPHRASE)
    status = {line.id: (line.status, line.role) for line in again.staffing.people()}
    assert status[suspended.id][0] is StaffStatus.SUSPENDED
    assert status[left.id][0] is StaffStatus.LEFT
    assert status[changed.id] == (StaffStatus.ACTIVE, Role.READER)


def test_new_keys_the_key_file_does_not_take_are_said_to_be_given_again(
    logbook: Logbook, place: Path, enter: Enter
) -> None:
    colleague = a_colleague(logbook)
    job = logbook.staffing.renew_job(colleague.id, NEW, SMALLEST)
    with jammed(place), pytest.raises(KeysNotRenewedError) as refused:
        logbook.staffing.renew(job, job.run())
    assert "give the person new keys again" in error_sentence(refused.value)
    assert acts(logbook)[-1] == "practitioner.renewed"
    logbook.staffing.renew(job, job.run())
    logbook.close()
    assert enter(NEW).auditing.audit().is_intact


def test_new_keys_the_key_file_does_not_know_are_to_be_given_again(
    logbook: Logbook, place: Path, enter: Enter
) -> None:
    colleague = a_colleague(logbook)
    before = logbook._opened.keys.key_file
    job = logbook.staffing.renew_job(colleague.id, NEW, SMALLEST)
    logbook.staffing.renew(job, job.run())
    logbook._opened.close()
    write_key_file(LogbookFolder(place), before)
    again = enter(PASSPHRASE)
    assert again.staffing.people()[1].status is StaffStatus.UNFINISHED
    again.staffing.renew(job, job.run())
    assert again.staffing.people()[1].status is StaffStatus.ACTIVE
    again.close()
    assert enter(NEW).auditing.audit().is_intact


def test_practice_of_one_notices_nothing(logbook: Logbook) -> None:
    logbook.enrolling.add(a_person())
    epoch = logbook._opened.keys.key_file.epoch
    assert not logbook.staffing.settle()
    assert logbook._opened.keys.key_file.epoch == epoch
    assert not logbook.staffing.rotation_is_due
    assert Act.ROOT_KEY_ROTATED.value not in acts(logbook)


def test_suspension_of_somebody_who_was_never_enrolled_is_not_followed(
    logbook: Logbook, enter: Enter
) -> None:
    """An administrator with programs of their own put them into the key file alone."""
    job = logbook.staffing.enrol_job(
        NewColleague(practitioner=a_practitioner(name="Nobody"), passphrase=NEW, cost=SMALLEST)
    )
    made, opened = job.run(), logbook._opened
    person = logbook.staffing._new_person(job, made)
    opened.write_keys(with_person(opened.keys.key_file, opened.keys.unlocked, person, made.slot))
    receipt = logbook._scribe.write(
        Act.PRACTITIONER_SUSPENDED, replace(job.practitioner, active=False)
    )
    (found,) = opened.roster.findings
    assert (found.kind, found.seq) == (AuditKind.ACT_NOT_ALLOWED, receipt.seq)
    assert opened.roster.standing(person.id) is None
    logbook._opened.close()
    assert enter(PASSPHRASE).read_only is not None


def test_journal_older_than_somebodys_enrolment_is_looked_at_by_them_and_no_more(
    logbook: Logbook, place: Path, clock: StandingClock
) -> None:
    logbook.close()
    before = (place / "records.db").read_bytes()
    again = Logbook.open(place, unlock_job(place, PASSPHRASE).run(), clock)
    a_colleague(again)
    again.close()
    (place / "records.db").write_bytes(before)

    theirs = Logbook.open(place, unlock_job(place, COLLEAGUES).run(), clock)
    assert theirs.read_only is not None
    assert theirs._opened.hand.role is Role.PRACTITIONER
    theirs.close()


def test_key_file_that_suspends_somebody_is_genuine_for_them_too(
    logbook: Logbook, place: Path
) -> None:
    """Else the copy kept on their computer would let them in."""
    colleague = a_colleague(logbook)
    theirs = unlock_job(place, COLLEAGUES).run().unlocked
    logbook.staffing.suspend(colleague.id)
    assert opening._stands(logbook._opened.keys.key_file, theirs)
    logbook.rotating.rotate()
    assert opening._stands(logbook._opened.keys.key_file, theirs)
    forged = replace(logbook._opened.keys.key_file, mac=bytes(32))
    holder = holder_of(forged, str(colleague.id))
    assert not opening._stands(with_holder(forged, replace(holder, suspended=False)), theirs)


def test_older_key_file_shows_a_suspended_colleague_nothing_on_a_computer_that_knows_nothing(
    logbook: Logbook, place: Path, clock: StandingClock, tmp_path: Path
) -> None:
    colleague = a_colleague(logbook)
    before = logbook._opened.keys.key_file
    logbook.staffing.suspend(colleague.id)
    logbook.close()
    write_key_file(LogbookFolder(place), before)
    elsewhere = ComputerFolder(tmp_path / "elsewhere")
    keys = unlock_job(place, COLLEAGUES, elsewhere).run()
    with pytest.raises(SuspendedError):
        Logbook.open(place, keys, clock, computer=elsewhere, read_only=True)
