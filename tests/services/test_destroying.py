# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import random
import shutil
from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest

from logbook.app import ComputerFolder, Logbook
from logbook.domain.amendment import Amendment
from logbook.domain.attachment import Attachment
from logbook.domain.capacity import CapacityAssessment
from logbook.domain.consent import Consent, Explanation
from logbook.domain.consent_history import ConsentEvent
from logbook.domain.destruction import DestructionGround, RetentionChoice, RetentionDecision
from logbook.domain.disclosure import Disclosure
from logbook.domain.drafts import KeptDraft
from logbook.domain.erasure import ErasureDecision, ErasureExemption, ErasureOutcome
from logbook.domain.findings import Code, RecordRefusedError
from logbook.domain.holds import Hold, HoldReason
from logbook.domain.lines import DESTROYED, LineKind
from logbook.domain.notification import Notification
from logbook.domain.objection import Objection
from logbook.domain.people import ServiceUser
from logbook.domain.permissions import may
from logbook.domain.practice import Role
from logbook.domain.records import Act, DocumentKind
from logbook.domain.representative import Representative
from logbook.domain.series import Series
from logbook.domain.viewing import Viewing
from logbook.journal.audit import Anchor, AuditKind, AuditReport, audit
from logbook.services.destroying import _erase
from logbook.services.marks import signers
from logbook.services.reviewing import DestroyedError, NotOnRecordError
from logbook.services.tombstones import destroyed_in, erased_in
from logbook.store import erasing
from logbook.store.audit_rows import stored_journal
from logbook.store.keyring import database_key
from logbook.wording.destroyed_words import destroyed_words
from logbook.wording.sentences import error_sentence
from tests import builders as make
from tests.builders import NOON
from tests.services.scene import Scene, a_scene
from tests.store.pages import contents, in_clear, journal_in_clear

METHOD = "Erased from the logbook, and its file written anew"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


@pytest.fixture
def logbook(scene: Scene) -> Iterator[Logbook]:
    opened = scene.open()
    yield opened
    if opened._opened.vault.is_open:
        assert not opened.auditing.lists_differ()
        assert opened.auditing.audit().is_intact
    opened.close()


def erasure_of(person: UUID, *objects: UUID, **changes: Any) -> ErasureDecision:
    decision = ErasureDecision(
        id=uuid4(),
        service_user=person,
        objects=objects or (person,),
        outcome=ErasureOutcome.GRANTED,
        requested_on=date(2026, 11, 2),
        decided_by=uuid4(),
        decided_on=date(2026, 11, 20),
    )
    return replace(decision, **changes)


def erased(logbook: Logbook, person: UUID, *objects: UUID) -> UUID:
    """Decide on an erasure and carry it out; give the certificate."""
    decision = erasure_of(person, *objects)
    logbook.destroying.decide(decision)
    return logbook.destroying.destroy(decision.id, method=METHOD).object


# --- Nothing of it is left


class Marks:
    """Words that nothing else contains, each another, each remembered."""

    def __init__(self) -> None:
        self._random = random.Random(4)  # noqa: S311 - the same words each time
        self.made: list[str] = []

    def __call__(self) -> str:
        word = "".join(self._random.choices("bcdfghjklmnpqrstvwxz", k=12))
        self.made.append(word)
        return word

    def found_in(self, data: bytes) -> list[str]:
        # The index leaves out what the beginning of a word shares with the one before.
        return [word for word in self.made if word[3:].encode() in data]


def filled_with(mark: Marks, logbook: Logbook) -> UUID:
    """Record everything there is about a person, with a word of its own in every text."""
    base = make.a_person()
    person = replace(
        base, name=mark(), known_as=mark(), address=mark(), gp=mark(), reference=mark()
    )
    logbook.enrolling.add(person)
    logbook.enrolling.amend(replace(person, name=mark(), email=f"{mark()}@example.org"))
    draft = make.a_consent_draft(person.id)
    scope = replace(
        draft.scope, purpose=mark(), recipients=("Elm Road Surgery", mark()), how_used=mark()
    )
    consent = logbook.consenting.record(
        replace(
            draft,
            scope=scope,
            explanation=replace(draft.explanation, how=mark()),
            giving=replace(draft.giving, evidence=mark()),
        )
    ).object
    form = make.a_disclosure_draft(person.id, None)
    item = form.information.items[0]
    disclosure = logbook.disclosing.record(
        replace(
            form,
            recipient=replace(form.recipient, name=mark(), address=mark()),
            purpose=replace(form.purpose, words=mark()),
            information=replace(
                form.information,
                items=(replace(item, description=mark()),),
                left_out=mark(),
                minimum=mark(),
                why_identifiable=mark(),
            ),
            basis=replace(form.basis, consent=consent),
            decision=replace(form.decision, reasons=mark(), views=mark()),
            transmission=replace(form.transmission, sent_to=f"{mark()}@nhs.example"),
        )
    ).object
    logbook.notifying.record(make.a_notification_draft(disclosure, words=mark()))
    said = logbook.reviewing.disclosure(disclosure).recipient.name
    logbook.amending.record(
        make.an_amendment_draft(disclosure, old=said, new=mark(), reason=mark())
    )
    keep = logbook.keeping.keep
    keep(make.a_consent_event(person.id, consent, statement=mark()))
    keep(make.an_objection(person.id, recipients=(mark(),), reason=mark()))
    keep(make.a_representative(person.id, name=mark(), relationship=mark()))
    keep(make.a_capacity_assessment(person.id, decision=mark(), support=mark(), evidence=mark()))
    request = make.a_received_request(person.id)
    keep(replace(request, request=replace(request.request, wording=mark(), reference=mark())))
    asked = make.an_access_request(person.id)
    keep(replace(asked, access=replace(asked.access, search=mark())))
    keep(make.a_series(person.id, consent, purpose=mark(), ends=mark()))
    breach = make.a_breach(person.id)
    keep(replace(breach, incident=replace(breach.incident, what=mark(), went_to=mark())))
    keep(
        make.a_hold(
            person.id,
            who=mark(),
            reference=mark(),
            ended_on=date(2026, 11, 19),
            ended_because=mark(),
        )
    )
    keep(make.a_retention_decision(person.id, person.id, reasons=mark()))
    keep(make.an_attachment(person.id, disclosure))
    drafting = logbook.drafting
    drafting.keep(KeptDraft(draft=replace(form, id=uuid4()), place=mark()))
    other = make.a_consent_draft(person.id)
    drafting.keep(
        KeptDraft(draft=replace(other, explanation=Explanation(how=mark())), place="giving")
    )
    drafting.keep(KeptDraft(draft=make.a_notification_draft(disclosure, words=mark()), place=""))
    return person.id


def test_forty_words_of_a_person_are_in_no_page_no_index_and_no_journal_afterwards(
    scene: Scene,
) -> None:
    mark, key = Marks(), bytes(database_key(scene.keys().unlocked))
    logbook = scene.open()
    person = filled_with(mark, logbook)
    assert len(mark.made) >= 40
    words = mark.made[5]

    # The control: they are all there before, and found this way.
    logbook.close()
    assert mark.found_in(in_clear(scene.folder.records, key)) == mark.made
    logbook = scene.open()
    assert logbook.searching.search(words)

    erased(logbook, person)

    vault = logbook._opened.vault
    assert not erasing.is_unswept(vault)
    blocks = vault.rows("SELECT block FROM search_data")
    assert mark.found_in(b"".join(block for (block,) in blocks)) == []
    assert logbook.searching.search(words) == ()
    assert logbook.drafting.all() == ()
    journal = scene.folder.records.with_name("records.db-journal")
    assert mark.found_in(journal_in_clear(journal, key)) == []
    assert logbook.auditing.audit().is_intact
    assert not logbook.auditing.lists_differ()
    logbook.close()
    assert mark.found_in(in_clear(scene.folder.records, key)) == []
    for path in scene.path.iterdir():
        assert mark.found_in(contents(path)) == []


def without_sweep(logbook: Logbook, person: UUID) -> None:
    """Erase as a program would that was killed between the erasure and the sweep."""
    decision = erasure_of(person)
    logbook.destroying.decide(decision)
    service = logbook.destroying
    certificate = service._certificate(decision, service._scope(decision), method="M", witness="")
    logbook._scribe.write(
        Act.ERASURE_DONE, certificate, then=lambda seq: _erase(service._vault, certificate, seq)
    )


def test_control_without_the_sweep_words_are_left_beside_the_database(scene: Scene) -> None:
    mark, key = Marks(), bytes(database_key(scene.keys().unlocked))
    with scene.opened() as logbook:
        without_sweep(logbook, filled_with(mark, logbook))
        journal = scene.folder.records.with_name("records.db-journal")
        assert len(mark.found_in(journal_in_clear(journal, key))) > len(mark.made) // 2


def test_what_a_crash_kept_from_being_swept_is_swept_at_the_next_opening(scene: Scene) -> None:
    mark, key = Marks(), bytes(database_key(scene.keys().unlocked))
    with scene.opened() as logbook:
        without_sweep(logbook, filled_with(mark, logbook))
        assert erasing.is_unswept(logbook._opened.vault)
    with scene.opened() as logbook:
        assert not erasing.is_unswept(logbook._opened.vault)
        assert logbook.auditing.audit().is_intact
    assert mark.found_in(in_clear(scene.folder.records, key)) == []


def concluded(steps: Generator[int, None, AuditReport]) -> AuditReport:
    """Take the steps of an audit to their end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            report: AuditReport = end.value
            return report


def test_it_is_swept_later_where_rows_are_being_read(scene: Scene) -> None:
    with scene.opened() as logbook:
        for _more in range(40):
            logbook.keeping.keep(make.an_objection(scene.person))
        steps = logbook.auditing.steps()
        next(steps)
        erased(logbook, scene.person)
        assert erasing.is_unswept(logbook._opened.vault)
        # The audit that was under way sees that records were erased, and reads them all again.
        assert concluded(steps).is_intact
        logbook.destroying.settle()
        assert not erasing.is_unswept(logbook._opened.vault)


# --- What remains


def test_lists_say_where_it_was_and_reading_it_says_that_it_was_destroyed(
    logbook: Logbook, scene: Scene
) -> None:
    certificate = erased(logbook, scene.person)
    reviewing = logbook.reviewing
    for object_id, kind, number in (
        (scene.person, LineKind.SERVICE_USER, ""),
        (scene.consent, LineKind.CONSENT, ""),
        (scene.disclosure, LineKind.DISCLOSURE, "D-2026-0001"),
    ):
        line = reviewing.line(object_id)
        assert line is not None
        assert (line.kind, line.state, line.number, line.person) == (kind, DESTROYED, number, "")
        assert destroyed_words(line) == "Destroyed on 20 November 2026, rule UK GDPR art. 17"
        with pytest.raises(DestroyedError) as told:
            reviewing.record(object_id)
        assert "was destroyed" in error_sentence(told.value)
        skeleton = logbook.destroying.skeleton(object_id)
        assert skeleton is not None
        assert skeleton.certificate == certificate
    assert logbook.destroying.skeleton(uuid4()) is None
    assert reviewing.person(scene.person) is None
    assert [line.state for line in reviewing.lines_at(reviewing.order_of_people())] == [DESTROYED]
    assert reviewing.numbered("D-2026-0001").state == DESTROYED
    assert [each.act for each in reviewing.timeline(scene.person)] == [
        Act.ERASURE_DONE,
        Act.ERASURE_DECIDED,
    ]
    assert reviewing.shown_to(scene.person) == ()
    assert reviewing.due(date(2099, 1, 1)) == ()


def test_the_number_of_a_destroyed_disclosure_is_never_given_again(
    logbook: Logbook, scene: Scene
) -> None:
    erased(logbook, scene.person)
    person = make.a_person()
    logbook.enrolling.add(person)
    consent = logbook.consenting.record(make.a_consent_draft(person.id)).object
    made = logbook.disclosing.record(make.a_disclosure_draft(person.id, consent))
    assert made.number == "D-2026-0002"


def test_what_was_destroyed_is_never_recorded_again(logbook: Logbook, scene: Scene) -> None:
    person = logbook.reviewing.person(scene.person)
    assert isinstance(person, ServiceUser)
    erased(logbook, scene.person)
    with pytest.raises(RecordRefusedError):
        logbook.enrolling.amend(person)


def test_the_entries_stay_and_their_proofs_hold(logbook: Logbook, scene: Scene) -> None:
    note = logbook.checkpoints.sign()
    before = logbook.reviewing.entries()
    erased(logbook, scene.person)
    assert logbook.reviewing.entries() == before + 2
    report = logbook.auditing.audit(notes=(Anchor(note=note, where="a document"),))
    assert report.is_intact
    assert report.findings == ()


def test_the_audit_takes_the_word_of_the_journal_and_of_nothing_else(
    logbook: Logbook, scene: Scene
) -> None:
    vault = logbook._opened.vault
    wrong = destroyed_in(vault)
    erased(logbook, scene.person)

    def kinds(destroyed: frozenset[tuple[str, int]]) -> set[AuditKind]:
        report = audit(
            stored_journal(vault),
            signers=signers(logbook._opened),
            practice=logbook._opened.keys.key_file.practice_fingerprint,
            destroyed=destroyed,
        )
        return {each.kind for each in report.findings}

    assert wrong == frozenset()
    assert kinds(destroyed_in(vault)) == set()
    assert kinds(wrong) == {AuditKind.RECORD_MISSING}
    practice = str(logbook.practice.id)
    assert kinds(destroyed_in(vault) | {(practice, 1)}) == {AuditKind.RECORD_RETURNED}


def test_an_insider_who_takes_a_record_out_finds_no_way_to_call_it_erased(scene: Scene) -> None:
    with scene.opened() as logbook:
        erased(logbook, scene.person)
        person = make.a_person()
        logbook.enrolling.add(person)
        erasing_entry = erasing.erasing_entries(logbook._opened.vault)[0]
    with scene.insider() as connection:
        connection.execute(
            "INSERT INTO erased (seq, object, revision, erased_by)"
            " SELECT seq, object, revision, :by FROM record WHERE object = :object",
            {"by": erasing_entry, "object": str(person.id)},
        )
        connection.execute("DELETE FROM record WHERE object = :one", {"one": str(person.id)})
    with scene.opened() as logbook:
        assert {each.kind for each in logbook.auditing.audit().findings} == {
            AuditKind.RECORD_MISSING
        }


def test_a_certificate_that_was_altered_is_named_and_bears_out_nothing(scene: Scene) -> None:
    with scene.opened() as logbook:
        certificate = erased(logbook, scene.person)
    with scene.insider() as connection:
        connection.execute(
            "UPDATE record SET payload = x'7b' WHERE object = :one", {"one": str(certificate)}
        )
    with scene.opened() as logbook:
        assert {each.kind for each in logbook.auditing.audit().findings} == {
            AuditKind.RECORD_DIFFERS,
            AuditKind.RECORD_MISSING,
        }


# --- What may be destroyed


def test_what_hangs_on_a_record_goes_with_it_and_never_alone(
    logbook: Logbook, scene: Scene
) -> None:
    logbook.notifying.record(make.a_notification_draft(scene.disclosure))
    said = logbook.reviewing.timeline(scene.person)[0].record.id
    with pytest.raises(RecordRefusedError) as refused:
        logbook.destroying.decide(erasure_of(scene.person, said))
    assert [each.code for each in refused.value.findings] == [Code.INCOMPLETE]
    erased(logbook, scene.person, scene.disclosure)
    for each in (said, scene.disclosure):
        with pytest.raises(DestroyedError):
            logbook.reviewing.record(each)
    assert logbook.reviewing.consent(scene.consent).id == scene.consent
    assert logbook.exporting.prepare_consent(scene.consent).order.subject == scene.consent
    assert logbook.exporting.accounting_lines(scene.person) == ()
    with pytest.raises(DestroyedError):
        logbook.exporting.prepare(scene.disclosure, DocumentKind.DISCLOSURE_RECORD)


def test_a_consent_stays_as_long_as_a_disclosure_rests_on_it(
    logbook: Logbook, scene: Scene
) -> None:
    for decision in (
        erasure_of(scene.person, scene.consent),
        RetentionDecision(
            id=uuid4(),
            service_user=scene.person,
            objects=(scene.consent,),
            choice=RetentionChoice.DESTROY,
            rule="R-ADULT-E",
            proposed=date(2026, 11, 1),
            until=date(2026, 11, 1),
            decided_by=uuid4(),
            decided_on=date(2026, 11, 20),
        ),
    ):
        with pytest.raises(RecordRefusedError) as refused:
            logbook.destroying.decide(decision)
        assert {each.code for each in refused.value.findings} == {Code.CONSENT_KEPT_TOO_SHORT}
    erased(logbook, scene.person, scene.consent, scene.disclosure)


def test_a_hold_that_comes_after_the_decision_keeps_everything(
    logbook: Logbook, scene: Scene
) -> None:
    decision = erasure_of(scene.person)
    logbook.destroying.decide(decision)
    logbook.keeping.keep(make.a_hold(scene.person))
    with pytest.raises(RecordRefusedError) as refused:
        logbook.destroying.destroy(decision.id, method=METHOD)
    codes = {each.code for each in refused.value.findings}
    assert codes == {Code.HELD, Code.TIMES_OUT_OF_ORDER}
    assert logbook.reviewing.person(scene.person) is not None
    with pytest.raises(RecordRefusedError):
        logbook.destroying.decide(erasure_of(scene.person))


def test_what_was_recorded_after_the_decision_has_to_be_decided_again(
    logbook: Logbook, scene: Scene
) -> None:
    decision = erasure_of(scene.person)
    logbook.destroying.decide(decision)
    logbook.keeping.keep(make.an_objection(scene.person))
    with pytest.raises(RecordRefusedError) as refused:
        logbook.destroying.destroy(decision.id, method=METHOD)
    assert [each.code for each in refused.value.findings] == [Code.TIMES_OUT_OF_ORDER]
    erased(logbook, scene.person)


def test_a_decision_is_carried_out_once_and_a_refusal_never(logbook: Logbook, scene: Scene) -> None:
    refusal = erasure_of(
        scene.person,
        outcome=ErasureOutcome.REFUSED,
        exemptions=(ErasureExemption.HEALTH_CARE,),
    )
    logbook.destroying.decide(refusal)
    decision = erasure_of(scene.person)
    logbook.destroying.decide(decision)
    destroying = logbook.destroying
    for unknown in (refusal.id, scene.consent, uuid4()):
        with pytest.raises(NotOnRecordError):
            destroying.destroy(unknown, method=METHOD)
    with pytest.raises(RecordRefusedError):
        destroying.destroy(decision.id, method=" ")
    destroying.destroy(decision.id, method=METHOD, witness="J. Hale")
    with pytest.raises(DestroyedError):
        destroying.destroy(decision.id, method=METHOD)
    with pytest.raises(RecordRefusedError) as refused:
        destroying.decide(erasure_of(scene.person))
    assert [each.code for each in refused.value.findings] == [Code.NO_SERVICE_USER]
    (certificate,) = destroying.certificates()
    assert certificate == destroying.certificate(certificate.id)
    assert (certificate.witness, certificate.ground) == ("J. Hale", DestructionGround.ERASURE)
    with pytest.raises(NotOnRecordError):
        destroying.certificate(decision.id)


def test_a_part_of_what_there_is_about_a_person_goes_with_all_that_hangs_on_it(
    logbook: Logbook,
) -> None:
    person = filled_with(Marks(), logbook)
    dossier = logbook.reviewing.dossier(person)
    (consent,) = dossier.all(Consent)
    (series,) = dossier.all(Series)
    (disclosure,) = dossier.all(Disclosure)
    with pytest.raises(RecordRefusedError) as refused:
        logbook.destroying.decide(erasure_of(person, consent.id, disclosure.id))
    assert [each.code for each in refused.value.findings] == [Code.CONSENT_KEPT_TOO_SHORT]
    erased(logbook, person, consent.id, disclosure.id, series.id)
    after = logbook.reviewing.dossier(person)
    for gone in (Consent, Disclosure, Series, ConsentEvent, Notification, Amendment, Attachment):
        assert after.all(gone) == ()
    for kept in (Objection, Representative, CapacityAssessment, Hold, RetentionDecision):
        assert len(after.all(kept)) == 1
    assert logbook.reviewing.person(person) is not None
    # That of telling somebody of what is gone went too.
    assert len(logbook.drafting.all()) == 2


def test_nobody_erases_the_looks_at_a_record_alone(logbook: Logbook, scene: Scene) -> None:
    look = Viewing(
        id=uuid4(),
        service_user=scene.person,
        subject=scene.disclosure,
        viewed_by=logbook.practitioner.id,
        viewed_at=scene.clock.now(),
        words="Asked about it",
    )
    logbook._scribe.write(Act.RECORD_VIEWED, look)
    with pytest.raises(RecordRefusedError):
        logbook.destroying.decide(erasure_of(scene.person, look.id))
    erased(logbook, scene.person, scene.disclosure)
    with pytest.raises(DestroyedError):
        logbook.reviewing.record(look.id)


# --- What is due


def test_records_are_due_when_their_time_is_over_and_nothing_holds_them(
    logbook: Logbook, scene: Scene
) -> None:
    destroying = logbook.destroying
    assert destroying.due() == ()
    assert destroying.due(date(2034, 11, 20)) == ()
    (due,) = destroying.due(date(2034, 11, 21))
    assert (due.service_user, due.until) == (scene.person, date(2034, 11, 20))
    assert (due.rule, due.decided) == ("R-ADULT-E", False)
    logbook.keeping.keep(make.a_hold(scene.person))
    assert destroying.due(date(2034, 11, 21)) == ()


def test_a_decision_takes_the_place_of_the_schedule(logbook: Logbook, scene: Scene) -> None:
    retain = make.a_retention_decision(
        scene.person, scene.person, until=date(2036, 1, 1), rule="R-ADULT-E"
    )
    logbook.destroying.decide(retain)
    assert logbook.destroying.due(date(2036, 1, 1)) == ()
    (due,) = logbook.destroying.due(date(2036, 1, 2))
    assert (due.until, due.decided) == (date(2036, 1, 1), True)


def test_everything_about_a_person_is_destroyed_when_it_is_due(
    logbook: Logbook, scene: Scene
) -> None:
    destroying = logbook.destroying
    with pytest.raises(RecordRefusedError):
        destroying.destroy_person(scene.person, method=METHOD)
    scene.clock.advance(days=365 * 9)
    receipt = destroying.destroy_person(scene.person, method=METHOD, witness="J. Hale")
    assert receipt.act is Act.RETENTION_DESTROYED
    (certificate,) = destroying.certificates()
    assert {each.object for each in certificate.items} == {
        scene.person,
        scene.consent,
        scene.disclosure,
    }
    assert {each.until for each in certificate.items} == {date(2034, 11, 20)}
    assert certificate.backups_until is None
    assert destroying.due() == ()


def test_while_a_file_about_a_person_is_open_nothing_is_due(logbook: Logbook, scene: Scene) -> None:
    keep, far = logbook.keeping.keep, date(2090, 1, 1)
    breach = make.a_breach(scene.person)
    keep(breach)
    assert logbook.destroying.due(far) == ()
    incident = replace(
        breach.incident,
        commissioner=replace(breach.incident.commissioner, done_at=NOON),
        individuals=replace(breach.incident.individuals, done_at=NOON),
    )
    keep(replace(breach, incident=incident, closed_at=NOON))
    (due,) = logbook.destroying.due(far)
    claim = make.a_hold(
        scene.person,
        why=HoldReason.CLAIM,
        start=date(2026, 11, 2),
        ended_on=date(2026, 11, 19),
        ended_because="Settled",
    )
    keep(claim)
    (longer,) = logbook.destroying.due(far)
    assert (due.rule, longer.until) == ("R-ADULT-E", date(2036, 11, 19))
    keep(make.an_access_request(scene.person))
    assert logbook.destroying.due(far) == ()


# --- Backups


def test_the_certificate_says_when_the_last_backup_that_holds_it_goes(
    logbook: Logbook, scene: Scene, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    logbook.backing_up.record(logbook.backing_up.prepare(place).run())
    erased(logbook, scene.person)
    (certificate,) = logbook.destroying.certificates()
    assert certificate.backups_until == date(2027, 11, 30)


def test_what_an_older_backup_brings_back_is_erased_again(scene: Scene) -> None:
    with scene.opened() as logbook:
        erased(logbook, scene.person)
        tombstones = logbook.destroying.tombstones()
        assert len(tombstones) == 3
    # The folder as it was before: its journal knows of no erasure.
    shutil.rmtree(scene.path)
    shutil.copytree(scene.before, scene.path)
    other = ComputerFolder(scene.path.parent / "another computer")
    with scene.opened(computer=other) as logbook:
        destroying, vault = logbook.destroying, logbook._opened.vault
        assert destroying.apply_tombstones([str(uuid4())]) is None
        receipt = destroying.apply_tombstones(tombstones)
        assert receipt is not None
        assert receipt.act is Act.ERASURE_REAPPLIED
        assert destroying.apply_tombstones(tombstones) is None
        assert logbook.reviewing.person(scene.person) is None
        line = logbook.reviewing.line(scene.person)
        assert line is not None
        assert destroyed_words(line) == "Destroyed on 20 November 2026"
        # The disclosure came after that copy, so it was not there to be erased.
        assert erased_in(vault) == {str(scene.person), str(scene.consent)}
        assert destroying.certificates() == ()
        assert logbook.auditing.audit().is_intact
        assert not logbook.auditing.lists_differ()


def test_only_an_administrator_destroys() -> None:
    for act in (Act.RETENTION_DESTROYED, Act.ERASURE_DONE, Act.ERASURE_REAPPLIED):
        assert [role for role in Role if may(role, act)] == [Role.ADMINISTRATOR]


# --- The document


def test_the_certificate_leaves_as_a_signed_document(
    logbook: Logbook, scene: Scene, tmp_path: Path
) -> None:
    certificate = erased(logbook, scene.person)
    job = logbook.exporting.prepare_destruction(certificate)
    document = job.run()
    assert document.kind is DocumentKind.DESTRUCTION_CERTIFICATE
    receipt = logbook.exporting.deliver(document, tmp_path / job.file_name)
    assert receipt.receipt.act is Act.DOCUMENT_EXPORTED
    assert logbook.reviewing.timeline(scene.person)[0].act is Act.DOCUMENT_EXPORTED
    with pytest.raises(NotOnRecordError):
        logbook.exporting.prepare_destruction(logbook.practice.id)


# --- Looked at before, and carried out by a worker


def test_a_review_names_what_goes_what_stays_and_whom_to_tell(
    logbook: Logbook, scene: Scene, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    logbook.backing_up.record(logbook.backing_up.prepare(place).run())
    logbook.backing_up.record(logbook.backing_up.publish_snapshot(place).run())
    decision = erasure_of(scene.person, scene.disclosure)
    logbook.destroying.decide(decision)
    review = logbook.destroying.review(decision.id)
    assert review.decision.id == decision.id
    assert [each.number for each in review.goes] == ["D-2026-0001"]
    assert [each.kind for each in review.stays] == ["erasure-decision"]
    assert {each.kind for each in review.remains} == {"service-user", "consent"}
    assert review.recipients == ("Dr A. Bevan, Elm Road Surgery (D-2026-0001)",)
    assert {(each.published, each.gone_by) for each in review.copies} == {
        (False, date(2027, 11, 30)),
        (True, None),
    }
    assert review.stops == ()
    logbook.keeping.keep(make.a_hold(scene.person))
    assert Code.HELD in {each.code for each in logbook.destroying.review(decision.id).stops}
    with pytest.raises(NotOnRecordError):
        logbook.destroying.review(uuid4())


def test_copies_are_the_backups_between_the_first_entry_and_the_erasure(
    logbook: Logbook, scene: Scene, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    place.mkdir()

    def back_up() -> None:
        logbook.backing_up.record(logbook.backing_up.prepare(place).run())
        scene.clock.advance(days=1)

    back_up()
    person = make.a_person(name="Later", reference="L-1")
    logbook.enrolling.add(person)
    back_up()
    decision = replace(erasure_of(person.id), decided_on=date(2026, 11, 22))
    logbook.destroying.decide(decision)
    certificate = logbook.destroying.destroy(decision.id, method=METHOD).object
    back_up()
    (copy,) = logbook.destroying.copies(certificate)
    assert copy.made_at.date() == date(2026, 11, 21)
    assert copy.gone_by == date(2027, 11, 30)
    scene.clock.advance(days=500)
    assert logbook.destroying.copies(certificate) == ()
    assert logbook.destroying.has_certificate(certificate)
    assert not logbook.destroying.has_certificate(decision.id)
    with pytest.raises(NotOnRecordError):
        logbook.destroying.copies(uuid4())
    with pytest.raises(DestroyedError):
        logbook.destroying.review(decision.id)


@pytest.mark.rule("T-04", fires=True)
@pytest.mark.parametrize(
    ("part", "texts"),
    [
        ("method", {"method": "Shredded the file of Okonkwo"}),
        ("witness", {"method": METHOD, "witness": "the mother of LP-0042"}),
    ],
)
def test_what_stays_names_nobody(
    logbook: Logbook, scene: Scene, part: str, texts: dict[str, str]
) -> None:
    decision = erasure_of(scene.person)
    logbook.destroying.decide(decision)
    with pytest.raises(RecordRefusedError) as refused:
        logbook.destroying.destroy(decision.id, **texts)
    assert [(each.code, each.part) for each in refused.value.findings] == [
        (Code.NAMES_THE_PERSON, part)
    ]
    assert logbook.reviewing.person(scene.person) is not None


def of_somebody_who_may_come_back(scene: Scene) -> RetentionDecision:
    return make.a_retention_decision(
        scene.person,
        scene.person,
        until=date(2040, 1, 1),
        decided_on=date(2035, 11, 18),
        reasons="Okonkwo may come back",
    )


@pytest.mark.rule("T-04", fires=False)
def test_the_reason_for_keeping_may_name_the_person(scene: Scene) -> None:
    scene.clock.advance(days=365 * 9)
    with scene.opened() as logbook:
        assert logbook.destroying.findings(of_somebody_who_may_come_back(scene)) == ()


@pytest.mark.rule("T-04", fires=True)
def test_the_reason_of_a_decision_names_nobody_where_it_stays(scene: Scene) -> None:
    scene.clock.advance(days=365 * 9)
    with scene.opened() as logbook:
        destroy = replace(
            of_somebody_who_may_come_back(scene),
            choice=RetentionChoice.DESTROY,
            until=date(2034, 11, 20),
        )
        assert [each.code for each in logbook.destroying.findings(destroy)] == [
            Code.NAMES_THE_PERSON
        ]
        with pytest.raises(RecordRefusedError):
            logbook.destroying.decide(destroy)


def test_a_worker_destroys_while_the_window_waits_for_its_turn(
    logbook: Logbook, scene: Scene
) -> None:
    decision = erasure_of(scene.person)
    logbook.destroying.decide(decision)
    job = logbook.destroying.job(decision.id, method=METHOD)
    gone, made = Event(), []
    worker = Thread(target=lambda: made.append(job.run(gone.set)))
    worker.start()
    assert gone.wait(30)
    # Asked while the worker sweeps, or just after: it is answered, and by the same database.
    assert logbook.reviewing.person(scene.person) is None
    worker.join(30)
    (certificate,) = logbook.destroying.certificates()
    assert made == [certificate.id]
    assert not logbook.destroying.is_unswept
    assert logbook.auditing.audit().is_intact


def test_a_sweep_that_is_left_is_done_at_the_next_opening(scene: Scene) -> None:
    with scene.opened() as logbook:
        decision = erasure_of(scene.person)
        logbook.destroying.decide(decision)
        job = logbook.destroying.job(decision.id, method=METHOD)
        job.run(job.leave_sweep)
        assert logbook.destroying.is_unswept
        assert logbook.reviewing.person(scene.person) is None
    with scene.opened() as logbook:
        assert not logbook.destroying.is_unswept
