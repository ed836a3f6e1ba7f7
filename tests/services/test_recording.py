# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from logbook.app import Keys, Logbook, unlock_job
from logbook.documents.letter import LetterRefusedError
from logbook.domain.basis import Basis
from logbook.domain.decision import Choice
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.drafts import KeptDraft
from logbook.domain.findings import RecordRefusedError
from logbook.domain.information import DeIdentification, Identifiability, Trace
from logbook.domain.kinds import Kind
from logbook.domain.lines import NOT_DISCLOSED, LineKind
from logbook.domain.notification import (
    NotificationDraft,
    Telling,
    TellingMethod,
    TellingOutcome,
)
from logbook.domain.people import ServiceUser
from logbook.domain.records import Act, DocumentKind
from logbook.domain.transmission import Transmission
from logbook.services.reviewing import NotOnRecordError
from logbook.store.errors import VaultInUseError, WrongPassphraseError
from tests.builders import (
    NOON,
    PASSPHRASE,
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
)


@pytest.fixture
def opened(tmp_path: Path, clock: StandingClock) -> Iterator[tuple[Logbook, Keys]]:
    logbook, keys = a_logbook(tmp_path / "Test.logbook", clock)
    yield logbook, keys
    logbook.close()


@pytest.fixture
def logbook(opened: tuple[Logbook, Keys]) -> Logbook:
    return opened[0]


@pytest.fixture
def person(logbook: Logbook) -> ServiceUser:
    somebody = a_person()
    logbook.enrolling.add(somebody)
    return somebody


def a_recorded_consent(logbook: Logbook, person: ServiceUser) -> UUID:
    return logbook.consenting.record(a_consent_draft(person.id)).object


def test_a_new_logbook_begins_with_its_practice_and_its_practitioner(logbook: Logbook) -> None:
    report = logbook.auditing.audit()

    assert report.size == 2
    assert report.is_intact
    assert logbook.practice.name == "Larkfield Physiotherapy"
    assert logbook.practitioner.hcpc_number == "PH123456"


def test_a_disclosure_comes_back_as_it_was_recorded(
    logbook: Logbook, person: ServiceUser, clock: StandingClock
) -> None:
    draft = a_disclosure_draft(person.id, a_recorded_consent(logbook, person))
    receipt = logbook.disclosing.record(draft)
    disclosure = logbook.reviewing.disclosure(receipt.object)

    assert receipt.number == "D-2026-0001"
    assert receipt.act is Act.DISCLOSURE_RECORDED
    assert disclosure.recipient == draft.recipient
    assert disclosure.information == draft.information
    assert disclosure.recorded_at == clock.now()
    assert logbook.auditing.audit().is_intact


def test_the_receipt_names_the_head_of_the_journal(logbook: Logbook, person: ServiceUser) -> None:
    receipt = logbook.consenting.record(a_consent_draft(person.id))
    report = logbook.auditing.audit()

    assert (receipt.size, receipt.root) == (report.size, report.root)
    assert receipt.seq == receipt.size - 1


def test_numbers_go_on_within_a_year_and_begin_again_with_the_next(
    logbook: Logbook, person: ServiceUser, clock: StandingClock
) -> None:
    consent = a_recorded_consent(logbook, person)
    numbers = [
        logbook.disclosing.record(a_disclosure_draft(person.id, consent)).number for _ in range(2)
    ]
    clock.moment = NOON.replace(year=2027, month=1)
    draft = a_disclosure_draft(person.id, consent)
    numbers.append(logbook.disclosing.record(draft).number)

    assert numbers == ["D-2026-0001", "D-2026-0002", "D-2027-0001"]


def test_a_refused_draft_is_kept_and_nothing_is_recorded(
    logbook: Logbook, person: ServiceUser
) -> None:
    draft = DisclosureDraft(id=uuid4(), service_user=person.id)
    logbook.drafting.keep(KeptDraft(draft=draft, place="disclosure/purpose"))
    before = logbook.reviewing.entries()

    with pytest.raises(RecordRefusedError):
        logbook.disclosing.record(draft)

    assert logbook.reviewing.entries() == before
    assert logbook.drafting.find(draft.id) == KeptDraft(draft=draft, place="disclosure/purpose")


def test_a_draft_goes_in_the_transaction_that_records_it(
    logbook: Logbook, person: ServiceUser
) -> None:
    draft = a_consent_draft(person.id)
    logbook.drafting.keep(KeptDraft(draft=draft))
    assert [line.title for line in logbook.drafting.all()] == ["Referral for further assessment"]

    logbook.consenting.record(draft)

    assert logbook.drafting.all() == ()


def test_what_was_begun_on_telling_is_kept_listed_and_gone_once_recorded(
    logbook: Logbook, person: ServiceUser
) -> None:
    consent = a_recorded_consent(logbook, person)
    disclosure = logbook.disclosing.record(a_disclosure_draft(person.id, consent))
    other = logbook.disclosing.record(a_disclosure_draft(person.id, consent))
    draft = NotificationDraft(id=uuid4(), disclosure=disclosure.object, words="Rang at  ")
    logbook.drafting.keep(KeptDraft(draft=draft, place="telling-words\n9\n"))

    kept = logbook.drafting.telling_of(disclosure.object)

    assert kept == KeptDraft(draft=draft, place="telling-words\n9\n")
    assert logbook.drafting.telling_of(other.object) is None
    (line,) = logbook.drafting.all()
    assert (line.kind, line.person, line.title) == (
        LineKind.NOTIFICATION, person.name, disclosure.number,
    )  # fmt: skip

    with pytest.raises(RecordRefusedError):
        logbook.notifying.record(draft)
    assert logbook.drafting.telling_of(disclosure.object) == kept
    logbook.notifying.record(
        replace(draft, method=TellingMethod.TELEPHONE, told_on=disclosure.recorded_at.date())
    )
    assert logbook.drafting.all() == ()


def test_a_draft_keeps_what_no_record_could(logbook: Logbook) -> None:
    draft = replace(a_person(), name="half \ud800 a pair \0")

    logbook.drafting.keep(KeptDraft(draft=draft))

    kept = logbook.drafting.find(draft.id)
    assert kept is not None
    assert isinstance(kept.draft, ServiceUser)
    assert kept.draft.name == "half ? a pair \0"


def test_a_person_who_was_amended_is_known_by_the_new_name_and_the_old_one_stays(
    logbook: Logbook, person: ServiceUser
) -> None:
    a_recorded_consent(logbook, person)
    logbook.enrolling.amend(replace(person, name="Siân Okonkwo-Rees"))
    timeline = logbook.reviewing.timeline(person.id)
    names = [moment.record.name for moment in timeline if isinstance(moment.record, ServiceUser)]
    found = logbook.searching.search("referral")

    assert names == ["Siân Okonkwo-Rees", "Siân Ŵyn Okonkwo"]
    assert [line.person for line in found] == ["Siân Okonkwo-Rees"]
    assert len(logbook.reviewing.order_of_people()) == 1


def test_telling_somebody_later_settles_what_was_due(logbook: Logbook, person: ServiceUser) -> None:
    consent = a_recorded_consent(logbook, person)
    later = Telling(outcome=TellingOutcome.TELL_LATER, review_on=date(2026, 11, 27))
    receipt = logbook.disclosing.record(a_disclosure_draft(person.id, consent, telling=later))
    soon = date(2026, 12, 1)
    assert [line.object for line in logbook.reviewing.due(soon)] == [receipt.object]

    logbook.notifying.record(
        NotificationDraft(
            id=uuid4(),
            disclosure=receipt.object,
            method=TellingMethod.TELEPHONE,
            told_on=NOON.date(),
            words="Rang; glad to know",
        )
    )

    line = logbook.reviewing.line(receipt.object)
    assert logbook.reviewing.due(soon) == ()
    assert line is not None
    assert line.state == TellingOutcome.TOLD_AFTER.value


def test_a_notification_of_nothing_on_record_is_refused(logbook: Logbook) -> None:
    with pytest.raises(NotOnRecordError):
        logbook.notifying.record(
            NotificationDraft(
                id=uuid4(),
                disclosure=uuid4(),
                method=TellingMethod.POST,
                told_on=NOON.date(),
            )
        )


def test_a_decision_not_to_disclose_is_a_record_of_its_own(
    logbook: Logbook, person: ServiceUser
) -> None:
    draft = a_disclosure_draft(person.id, None)
    refusal = replace(
        draft,
        decision=replace(draft.decision, choice=Choice.REFUSE),
        transmission=Transmission(),
    )

    assert logbook.disclosing.record(refusal).act is Act.REFUSAL_RECORDED


def test_a_decision_to_put_it_off_is_listed_as_not_disclosed(
    logbook: Logbook, person: ServiceUser
) -> None:
    draft = a_disclosure_draft(person.id, None)
    deferred = replace(
        draft,
        decision=replace(draft.decision, choice=Choice.DEFER),
        transmission=Transmission(),
    )
    receipt = logbook.disclosing.record(deferred)

    line = logbook.reviewing.line(receipt.object)
    assert receipt.act is Act.REFUSAL_RECORDED
    assert line is not None
    assert line.state == NOT_DISCLOSED


def test_what_is_about_nobody_is_recorded_listed_and_exported_without_a_person(
    logbook: Logbook, tmp_path: Path
) -> None:
    draft = a_disclosure_draft(None, None, kind=Kind.DE_IDENTIFIED)
    items = tuple(replace(item, identifiable=False) for item in draft.information.items)
    draft = replace(
        draft,
        information=replace(
            draft.information, items=items, identifiability=Identifiability.ANONYMISED
        ),
        basis=Basis(),
        de_identification=DeIdentification(
            technique="Names and dates taken out",
            looked_for=tuple(Trace),
            conclusion="Nobody can be told from it",
        ),
        telling=Telling(
            outcome=TellingOutcome.GENERAL_NOTICE, explanation="The privacy notice says so"
        ),
    )

    receipt = logbook.disclosing.record(draft)

    (line,) = logbook.reviewing.lines_at(logbook.reviewing.order_of(LineKind.DISCLOSURE))
    document = logbook.exporting.prepare(receipt.object, DocumentKind.DISCLOSURE_RECORD).run()
    logbook.exporting.deliver(document, tmp_path / "record.pdf")
    with pytest.raises(LetterRefusedError):
        logbook.exporting.prepare(receipt.object, DocumentKind.NOTIFICATION_LETTER)
    with pytest.raises(RecordRefusedError, match="INV-03"):
        logbook.notifying.record(
            NotificationDraft(
                id=uuid4(),
                disclosure=receipt.object,
                method=TellingMethod.POST,
                told_on=NOON.date(),
            )
        )
    assert (line.object, line.service_user, line.person) == (receipt.object, None, "")
    assert [moment.act for moment in logbook.reviewing.timeline(receipt.object)] == [
        Act.DOCUMENT_EXPORTED,
        Act.DISCLOSURE_RECORDED,
    ]
    assert not logbook.auditing.lists_differ()


def test_lists_and_search_are_the_same_after_they_were_made_again(
    logbook: Logbook, person: ServiceUser
) -> None:
    consent = a_recorded_consent(logbook, person)
    later = Telling(outcome=TellingOutcome.TELL_LATER, review_on=date(2026, 11, 27))
    draft = a_disclosure_draft(person.id, consent, telling=later)
    receipt = logbook.disclosing.record(draft)
    logbook.notifying.record(
        NotificationDraft(
            id=uuid4(),
            disclosure=receipt.object,
            method=TellingMethod.POST,
            told_on=NOON.date(),
        )
    )
    logbook.enrolling.amend(replace(person, phone="07700 900999"))

    def everything() -> list[object]:
        return [
            [logbook.reviewing.lines_at(logbook.reviewing.order_of(kind)) for kind in LineKind],
            [moment.seq for moment in logbook.reviewing.timeline(person.id)],
            logbook.searching.search("ŵyn"),
            logbook.searching.search("elm ro"),
        ]

    before = everything()
    assert logbook.auditing.rebuild() == 7
    assert everything() == before


def test_search_finds_names_without_their_accents_and_words_by_their_beginning(
    logbook: Logbook, person: ServiceUser
) -> None:
    found = logbook.searching.search("sian wy")

    assert [line.object for line in found] == [person.id]


def test_a_logbook_that_is_open_is_not_opened_twice(
    opened: tuple[Logbook, Keys], clock: StandingClock
) -> None:
    logbook, _keys = opened
    again = unlock_job(logbook.path, PASSPHRASE).run()

    with pytest.raises(VaultInUseError):
        Logbook.open(logbook.path, again, clock)


def test_what_was_recorded_is_there_after_locking_and_unlocking(
    tmp_path: Path, clock: StandingClock
) -> None:
    path = tmp_path / "Again.logbook"
    logbook, _keys = a_logbook(path, clock)
    person = a_person()
    logbook.enrolling.add(person)
    logbook.close()
    clock.advance(days=1)

    logbook = Logbook.open(path, unlock_job(path, PASSPHRASE).run(), clock, failed_before=2)
    try:
        report = logbook.auditing.audit()
        assert logbook.reviewing.person(person.id) == person
        assert report.is_intact
        assert report.size == 3 + 2 + 1
        assert report.fixed_up_to == 3
    finally:
        logbook.close()


def test_another_passphrase_opens_nothing(opened: tuple[Logbook, Keys]) -> None:
    job = unlock_job(opened[0].path, PASSPHRASE + "x")

    with pytest.raises(WrongPassphraseError):
        job.run()


def test_times_are_kept_as_they_were_told(
    logbook: Logbook, person: ServiceUser, clock: StandingClock
) -> None:
    consent = a_recorded_consent(logbook, person)
    clock.advance(hours=3)
    receipt = logbook.disclosing.record(a_disclosure_draft(person.id, consent))
    disclosure = logbook.reviewing.disclosure(receipt.object)

    assert disclosure.decision.decided_at == NOON - timedelta(hours=2)
    assert disclosure.transmission.made_at == NOON - timedelta(hours=1)
    assert disclosure.recorded_at == NOON + timedelta(hours=3)


def test_an_audit_in_steps_finds_what_an_audit_finds_and_leaves_out_what_comes_meanwhile(
    logbook: Logbook, person: ServiceUser
) -> None:
    for _ in range(30):
        a_recorded_consent(logbook, person)
    whole = logbook.auditing.audit()
    steps = logbook.auditing.steps()
    done = [next(steps)]
    a_recorded_consent(logbook, person)
    try:
        while True:
            done.append(next(steps))
    except StopIteration as end:
        report = end.value

    # The last step holds the search against the lists.
    assert done == [20, 33, 33]
    assert report == whole
    assert logbook.auditing.audit().size == whole.size + 1
