# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pikepdf
import pytest

from logbook.app import Logbook
from logbook.documents.content import DocumentContent, plain_text
from logbook.documents.evidence import attachments
from logbook.documents.finish import finish
from logbook.documents.render import render
from logbook.documents.verification import Verdict
from logbook.documents.verify import verify
from logbook.domain.amendment import AmendmentDraft
from logbook.domain.basis import Basis
from logbook.domain.decision import Choice, Decision, Refusal, RefusalReason
from logbook.domain.letter import LetterAnswer, LetterRefusedError
from logbook.domain.notification import (
    DelayRequest,
    NotTellingReason,
    Telling,
    TellingOutcome,
)
from logbook.domain.people import SafeContact, ServiceUser
from logbook.domain.records import Act, DocumentKind, Export
from logbook.domain.steps import SkipReason, Step
from logbook.services.exporting import ExportJob
from logbook.services.pressing import _content, _evidence
from logbook.services.reviewing import NotOnRecordError
from tests.builders import (
    StandingClock,
    a_consent_draft,
    a_consent_event,
    a_disclosure_draft,
    a_logbook,
    a_person,
    an_amendment_draft,
)

RECORD, LETTER = DocumentKind.DISCLOSURE_RECORD, DocumentKind.NOTIFICATION_LETTER

LATER = Telling(
    outcome=TellingOutcome.TELL_LATER,
    reason=NotTellingReason.AUTHORITY_ASKED_FOR_DELAY,
    explanation="DS Reid, in writing",
    review_on=date(2026, 12, 1),
    delay=DelayRequest(
        authority="West Mercia Police",
        name="DS Reid",
        role="Detective sergeant",
        number="2291",
        in_writing=True,
        until=date(2026, 12, 1),
    ),
)


@pytest.fixture
def logbook(tmp_path: Path, clock: StandingClock) -> Iterator[Logbook]:
    made, _keys = a_logbook(tmp_path / "Test.logbook", clock)
    yield made
    made.close()


@pytest.fixture
def person(logbook: Logbook) -> ServiceUser:
    somebody = a_person()
    logbook.enrolling.add(somebody)
    return somebody


@pytest.fixture
def consent(logbook: Logbook, person: ServiceUser) -> UUID:
    return logbook.consenting.record(a_consent_draft(person.id)).object


def disclosed(logbook: Logbook, person: ServiceUser, consent: UUID, **changes: object) -> UUID:
    draft = a_disclosure_draft(person.id, consent, **changes)
    return logbook.disclosing.record(draft).object


def content(job: ExportJob) -> DocumentContent:
    return _content(job.order)


def said(job: ExportJob) -> str:
    return " ".join(plain_text(content(job)).split())


def unsigned(job: ExportJob) -> bytes:
    """Everything of a document that is there before it is signed, attachments too."""
    return finish(render(content(job)), attachments(_evidence(job.order)))


def test_a_record_says_which_questions_were_not_asked_and_why(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    job = logbook.exporting.prepare(disclosed(logbook, person, consent), RECORD)
    skipped = {each.step: each.skipped for each in job.order.source.steps}  # type: ignore[union-attr]
    assert skipped[Step.PERSON] is None
    assert skipped[Step.WEIGHING] is SkipReason.COVERED_BY_CONSENT
    assert "A consent on record answers this" in said(job)


def test_a_consent_that_ended_since_changes_nothing_of_how_it_was_recorded(
    logbook: Logbook, person: ServiceUser, consent: UUID, clock: StandingClock
) -> None:
    disclosure = disclosed(logbook, person, consent)
    before = logbook.exporting.prepare(disclosure, RECORD)
    clock.advance(days=3)
    withdrawn = a_consent_event(person.id, consent, at=clock.now() - timedelta(hours=1))
    logbook.keeping.keep(withdrawn)
    after = logbook.exporting.prepare(disclosure, RECORD)
    assert after.order.source.steps == before.order.source.steps  # type: ignore[union-attr]
    assert "Stood as Given" in said(after)
    assert "Withdrawn (after this disclosure)" in said(after)
    assert "Withdrawn" not in said(before)


def test_a_record_names_the_edition_of_the_law_and_of_the_standards_it_was_made_under(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    job = logbook.exporting.prepare(disclosed(logbook, person, consent), RECORD)
    text = said(job)
    assert logbook.catalogue.version in text
    assert logbook.catalogue.fingerprint[:8] in text
    assert "is not in this logbook" not in text
    assert "HCPC standards of conduct, performance and ethics, 2024" in text


@pytest.mark.rule("INV-34", "INV-01", fires=True)
def test_what_was_put_right_is_printed_in_the_next_version_and_the_record_stays_attached(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    disclosure = disclosed(logbook, person, consent)
    first = logbook.exporting.prepare(disclosure, RECORD)
    logbook.amending.record(an_amendment_draft(disclosure))
    second = logbook.exporting.prepare(disclosure, RECORD)
    assert "version 1" in content(first).reference
    assert "version 2" in content(second).reference
    assert "Dr A. Bevan Dr Anna Bevan-Hughes The surgery's letter shows the full name" in said(
        second
    )
    assert second.order.proven.payload == first.order.proven.payload
    assert "Dr Anna Bevan-Hughes" in said(logbook.exporting.prepare(disclosure, LETTER))


@pytest.mark.rule("INV-34", fires=False)
def test_the_same_version_prints_the_same(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    disclosure = disclosed(logbook, person, consent)
    one, other = (logbook.exporting.prepare(disclosure, RECORD) for _ in range(2))
    assert content(one).digest == content(other).digest


def test_no_letter_is_made_of_a_voided_record_and_no_list_has_it(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    disclosure = disclosed(logbook, person, consent)
    assert len(logbook.exporting.accounting_lines(person.id)) == 1
    logbook.amending.record(
        AmendmentDraft(id=uuid4(), target=disclosure, reason="Another person's", voids=True)
    )
    with pytest.raises(LetterRefusedError):
        logbook.exporting.prepare(disclosure, LETTER)
    assert logbook.exporting.accounting_lines(person.id) == ()
    assert "VOID" in content(logbook.exporting.prepare(disclosure, RECORD)).banner


@pytest.mark.parametrize(
    ("telling", "answer"),
    [
        (LATER, LetterAnswer.NOT_YET),
        (
            Telling(
                outcome=TellingOutcome.NOT_TOLD,
                reason=NotTellingReason.ASKED_NOT_TO_BE_TOLD,
                explanation="She said so on the telephone",
                review_on=date(2027, 2, 1),
            ),
            LetterAnswer.NOT_WANTED,
        ),
        (
            Telling(
                outcome=TellingOutcome.TELL_LATER,
                reason=NotTellingReason.NO_SAFE_CHANNEL,
                explanation="He opens her letters",
                review_on=date(2026, 12, 1),
            ),
            LetterAnswer.NO_SAFE_CHANNEL,
        ),
    ],
)
def test_no_letter_is_prepared_for_whoever_must_not_or_will_not_be_written_to(
    logbook: Logbook, person: ServiceUser, consent: UUID, telling: Telling, answer: LetterAnswer
) -> None:
    disclosure = disclosed(logbook, person, consent, telling=telling)
    with pytest.raises(LetterRefusedError) as raised:
        logbook.exporting.prepare(disclosure, LETTER)
    assert raised.value.answer is answer


def test_an_address_that_became_unsafe_since_is_not_on_the_letter(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    disclosure = disclosed(logbook, person, consent)
    assert "17 Corve Street" in said(logbook.exporting.prepare(disclosure, LETTER))
    logbook.enrolling.amend(replace(person, safe_contact=SafeContact(not_at_home=True)))
    assert "17 Corve Street" not in said(logbook.exporting.prepare(disclosure, LETTER))


def test_a_refusal_is_a_record_of_its_own_and_has_no_letter(
    logbook: Logbook, person: ServiceUser
) -> None:
    draft = a_disclosure_draft(
        person.id,
        None,
        basis=Basis(),
        decision=Decision(
            choice=Choice.REFUSE,
            reasons="He asked for everything and has no authority to",
            decided_at=StandingClock().now() - timedelta(hours=2),
        ),
        refusal=Refusal(
            why=(RefusalReason.NO_AUTHORITY,),
            reply="We can neither give nor confirm anything",
            replied_on=date(2026, 11, 20),
            risk="None that we can see",
            consequences_explained=True,
        ),
    )
    refused = logbook.disclosing.record(draft).object
    job = logbook.exporting.prepare(refused, RECORD)
    assert content(job).title == "Decision not to disclose"
    assert "Reply to requester" in said(job)
    with pytest.raises(LetterRefusedError) as raised:
        logbook.exporting.prepare(refused, LETTER)
    assert raised.value.answer is LetterAnswer.NOTHING_DISCLOSED


@pytest.mark.rule("INV-23", fires=True)
def test_the_list_of_who_was_told_is_the_same_to_the_byte_with_and_without_what_is_restricted(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    disclosed(logbook, person, consent)
    before = logbook.exporting.prepare_accounting(person.id)
    lines = logbook.exporting.accounting_lines(person.id)
    secret = disclosed(logbook, person, consent, telling=LATER)
    after = logbook.exporting.prepare_accounting(person.id)
    assert logbook.reviewing.disclosure(secret).restricted
    assert unsigned(after) == unsigned(before)
    assert after.file_name == before.file_name
    assert logbook.exporting.accounting_lines(person.id) == lines
    disclosed(logbook, person, consent)
    assert unsigned(logbook.exporting.prepare_accounting(person.id)) != unsigned(before)


def test_the_list_of_who_was_told_is_signed_verified_and_noted_in_the_journal(
    logbook: Logbook, person: ServiceUser, consent: UUID, tmp_path: Path
) -> None:
    disclosed(logbook, person, consent)
    document = logbook.exporting.prepare_accounting(person.id).run()
    assert verify(document.data, known_roots=None).verdict is Verdict.INTACT
    delivered = logbook.exporting.deliver(document, tmp_path / document.file_name)
    newest = logbook.reviewing.timeline(person.id, limit=1)[0]
    assert newest.act is Act.DOCUMENT_EXPORTED
    assert isinstance(newest.record, Export)
    assert newest.record.document is DocumentKind.ACCOUNTING
    assert newest.record.subject == person.id
    assert newest.seq == delivered.receipt.seq
    assert person.name not in document.file_name


def test_what_proves_a_list_says_nothing_of_how_much_is_in_the_journal(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    disclosed(logbook, person, consent)
    document = logbook.exporting.prepare_accounting(person.id).run()
    with pikepdf.open(io.BytesIO(document.data)) as pdf:
        names = set(pdf.attachments)
        proof = pdf.attachments["entry.tlog-proof"].get_file().read_bytes().decode()
        entry = pdf.attachments["entry.json"].get_file().read_bytes()
    assert "payload.json" not in names
    assert "index 0" in proof
    assert proof.split("\n\n")[1].splitlines()[1] == "1"
    assert b'"seq":0' in entry


def test_an_accounting_of_nobody_is_not_made(logbook: Logbook) -> None:
    with pytest.raises(NotOnRecordError):
        logbook.exporting.prepare_accounting(uuid4())
    with pytest.raises(NotOnRecordError):
        logbook.exporting.accounting_lines(uuid4())


def test_the_record_of_a_consent_is_signed_and_carries_its_record(
    logbook: Logbook, consent: UUID
) -> None:
    document = logbook.exporting.prepare_consent(consent).run()
    assert document.kind is DocumentKind.CONSENT_RECORD
    assert document.reference.startswith("C-")
    assert verify(document.data, known_roots=None).verdict is Verdict.INTACT
    with pikepdf.open(io.BytesIO(document.data)) as pdf:
        assert "payload.json" in pdf.attachments
