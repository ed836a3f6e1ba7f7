# SPDX-License-Identifier: Apache-2.0
"""What is put on file without a wizard comes back, is found, and is refused where it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from logbook.app import Logbook
from logbook.domain.access import AccessOutcome, AccessType, IdentityEvidence
from logbook.domain.acts import OnFile
from logbook.domain.breach import Choosing
from logbook.domain.capacity import CapacityTest
from logbook.domain.consent_history import ConsentEventKind
from logbook.domain.destruction import RetentionChoice
from logbook.domain.findings import RecordRefusedError
from logbook.domain.lines import LineKind
from logbook.domain.people import ServiceUser
from logbook.domain.practice import Nation
from logbook.domain.records import Act
from tests.builders import (
    NOON,
    StandingClock,
    a_breach,
    a_capacity_assessment,
    a_competence_assessment,
    a_consent_draft,
    a_consent_event,
    a_disclosure_draft,
    a_hold,
    a_logbook,
    a_person,
    a_received_request,
    a_representative,
    a_retention_decision,
    a_series,
    an_access_request,
    an_attachment,
    an_objection,
)


@pytest.fixture
def logbook(tmp_path: Path) -> Iterator[Logbook]:
    made, _keys = a_logbook(tmp_path / "Test.logbook", StandingClock())
    yield made
    made.close()


@pytest.fixture
def person(logbook: Logbook) -> ServiceUser:
    somebody = a_person(born=None)
    logbook.enrolling.add(somebody)
    return somebody


@pytest.fixture
def consent(logbook: Logbook, person: ServiceUser) -> UUID:
    return logbook.consenting.record(a_consent_draft(person.id)).object


Build = Callable[[UUID, UUID], OnFile]

EVERY_KIND: list[tuple[Build, Act]] = [
    (lambda person, _: a_representative(person), Act.REPRESENTATIVE_RECORDED),
    (lambda person, _: a_capacity_assessment(person), Act.CAPACITY_ASSESSED),
    (lambda person, _: a_competence_assessment(person), Act.COMPETENCE_ASSESSED),
    (a_consent_event, Act.CONSENT_WITHDRAWN),
    (lambda person, _: an_objection(person), Act.OBJECTION_RECORDED),
    (lambda person, _: a_received_request(person), Act.REQUEST_RECORDED),
    (lambda person, _: an_access_request(person), Act.ACCESS_REQUEST_RECORDED),
    (a_series, Act.SERIES_BEGUN),
    (lambda person, _: a_breach(person), Act.BREACH_RECORDED),
    (lambda person, _: a_hold(person), Act.HOLD_PLACED),
    (a_retention_decision, Act.RETENTION_DECIDED),
    (an_attachment, Act.ATTACHMENT_ADDED),
]
KINDS = [act.value for _build, act in EVERY_KIND]


@pytest.mark.parametrize(("build", "act"), EVERY_KIND, ids=KINDS)
def test_what_is_put_on_file_stands_in_the_journal_and_in_the_timeline(
    logbook: Logbook, person: ServiceUser, consent: UUID, build: Build, act: Act
) -> None:
    record = build(person.id, consent)

    receipt = logbook.keeping.keep(record)

    newest = logbook.reviewing.timeline(person.id)[0]
    assert (receipt.act, receipt.object) == (act, record.id)
    assert (newest.seq, newest.act, newest.object) == (receipt.seq, act, record.id)
    assert logbook.reviewing.record(record.id) == newest.record
    assert logbook.auditing.audit().is_intact
    assert not logbook.auditing.lists_differ()


@pytest.mark.rule("INV-03", fires=True)
@pytest.mark.parametrize(("build", "act"), EVERY_KIND, ids=KINDS)
def test_nothing_is_put_on_file_about_somebody_who_is_not_on_record(
    logbook: Logbook, consent: UUID, build: Build, act: Act
) -> None:
    before = logbook.reviewing.entries()

    with pytest.raises(RecordRefusedError, match="INV-03 service_user"):
        logbook.keeping.keep(build(uuid4(), consent))

    assert logbook.reviewing.entries() == before, act


@pytest.mark.rule("INV-03", fires=False)
def test_what_concerns_nobody_in_particular_stands_in_its_own_timeline(logbook: Logbook) -> None:
    breach = a_breach(None)
    logbook.keeping.keep(breach)
    logbook.keeping.keep(an_attachment(None, breach.id))

    assert [moment.act for moment in logbook.reviewing.timeline(breach.id)] == [
        Act.ATTACHMENT_ADDED,
        Act.BREACH_RECORDED,
    ]
    line = logbook.reviewing.line(breach.id)
    assert line is not None
    assert (line.service_user, line.person) == (None, "")
    assert not logbook.auditing.lists_differ()


def test_the_dossier_of_a_person_holds_what_was_put_on_file_since(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    reviewing = logbook.reviewing
    assert reviewing.representatives_of(person.id) == ()
    kept = [build(person.id, consent) for build, _act in EVERY_KIND]
    for record in kept:
        logbook.keeping.keep(record)
    by_kind = {type(record).__name__: record for record in kept}

    assert reviewing.representatives_of(person.id) == (by_kind["Representative"],)
    assert reviewing.capacities_of(person.id) == (by_kind["CapacityAssessment"],)
    assert reviewing.competences_of(person.id) == (by_kind["CompetenceAssessment"],)
    assert [each.id for each in reviewing.objections_of(person.id)] == [by_kind["Objection"].id]
    assert reviewing.requests_of(person.id) == (by_kind["ReceivedRequest"],)
    assert reviewing.access_requests_of(person.id) == (by_kind["AccessRequest"],)
    assert reviewing.series_of(person.id) == (by_kind["Series"],)
    assert reviewing.series(by_kind["Series"].id) == by_kind["Series"]
    assert reviewing.breaches_of(person.id) == (by_kind["Breach"],)
    assert reviewing.holds_of(person.id) == (by_kind["Hold"],)
    (event,) = reviewing.events_of(person.id)
    assert (event.id, event.recorded_by, event.recorded_at) == (
        by_kind["ConsentEvent"].id,
        logbook.practitioner.id,
        NOON,
    )


def test_a_draft_is_assessed_with_everything_on_file_beside_it(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    receipt = logbook.disclosing.record(a_disclosure_draft(person.id, consent))
    series = a_series(person.id, consent)
    for record in (series, a_representative(person.id), an_objection(person.id)):
        logbook.keeping.keep(record)

    case = logbook.disclosing.case(a_disclosure_draft(person.id, consent, series=series.id))

    assert case.person == person
    assert case.series == series
    assert [each.id for each in case.consents] == [consent]
    assert [each.id for each in case.earlier] == [receipt.object]
    assert len(case.representatives) == len(case.objections) == 1
    assert logbook.disclosing.case(a_disclosure_draft(uuid4(), consent)).person is None


@pytest.mark.parametrize(
    ("begun", "later", "acts"),
    [
        (
            an_objection,
            {"lifted_on": date(2026, 11, 20)},
            (Act.OBJECTION_RECORDED, Act.OBJECTION_LIFTED),
        ),
        (
            a_hold,
            {"ended_on": date(2026, 11, 20), "ended_because": "Settled"},
            (Act.HOLD_PLACED, Act.HOLD_ENDED),
        ),
        (
            a_representative,
            {"restrictions": "Not the finances"},
            (Act.REPRESENTATIVE_RECORDED, Act.REPRESENTATIVE_AMENDED),
        ),
        (
            an_access_request,
            {"outcome": AccessOutcome.GIVEN, "closed_on": date(2026, 11, 20)},
            (Act.ACCESS_REQUEST_RECORDED, Act.ACCESS_REQUEST_CLOSED),
        ),
        (a_breach, {"closed_at": NOON}, (Act.BREACH_RECORDED, Act.BREACH_CLOSED)),
    ],
)
def test_what_goes_on_is_another_revision_of_the_same_and_the_first_stays(
    logbook: Logbook,
    person: ServiceUser,
    begun: Callable[[UUID], OnFile],
    later: dict[str, object],
    acts: tuple[Act, Act],
) -> None:
    first = begun(person.id)
    logbook.keeping.keep(first)

    logbook.keeping.keep(replace(first, **later))  # type: ignore[arg-type]

    now, before = logbook.reviewing.timeline(person.id)[:2]
    assert (before.act, now.act) == acts
    assert now.object == before.object == first.id
    assert all(getattr(now.record, part) == value for part, value in later.items())
    assert all(getattr(before.record, part) != value for part, value in later.items())
    assert not logbook.auditing.lists_differ()


def test_what_is_over_is_no_longer_due(logbook: Logbook, person: ServiceUser) -> None:
    hold, asked = a_hold(person.id), a_received_request(person.id)
    for record in (hold, asked):
        logbook.keeping.keep(record)
    far = date(2028, 1, 1)
    assert [line.kind for line in logbook.reviewing.due(far)] == [LineKind.REQUEST, LineKind.HOLD]

    logbook.keeping.keep(replace(hold, ended_on=NOON.date(), ended_because="Settled"))

    assert [line.kind for line in logbook.reviewing.due(far)] == [LineKind.REQUEST]


def test_what_is_on_file_is_found_by_its_words_and_by_the_name_of_the_person(
    logbook: Logbook, person: ServiceUser
) -> None:
    hold = a_hold(person.id)
    logbook.keeping.keep(hold)

    assert [line.object for line in logbook.searching.search("teme sol")] == [hold.id]
    assert hold.id in {line.object for line in logbook.searching.search("okonkwo")}


def refused(logbook: Logbook, record: OnFile) -> str:
    with pytest.raises(RecordRefusedError) as caught:
        logbook.keeping.keep(record)
    return str(caught.value)


def test_a_consent_that_was_withdrawn_is_not_renewed(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    logbook.keeping.keep(a_consent_event(person.id, consent))

    again = a_consent_event(person.id, consent, kind=ConsentEventKind.RENEWED, at=NOON)

    assert "C-02 kind" in refused(logbook, again)
    line = logbook.reviewing.line(consent)
    assert line is not None
    assert (line.state, line.due) == ("withdrawn", None)


def test_an_event_of_a_consent_of_somebody_else_is_refused(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    other = a_person(reference="LP-0043")
    logbook.enrolling.add(other)

    assert "consent" in refused(logbook, a_consent_event(other.id, consent))
    assert "consent" in refused(logbook, a_consent_event(person.id, uuid4()))


def test_a_withdrawn_consent_is_known_to_the_rules_at_once(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    logbook.keeping.keep(a_consent_event(person.id, consent))

    (event,) = logbook.disclosing.case(a_disclosure_draft(person.id, consent)).events

    assert event.kind is ConsentEventKind.WITHDRAWN


def test_each_kind_is_judged_by_its_own_rules(logbook: Logbook, person: ServiceUser) -> None:
    wrong_test = a_capacity_assessment(person.id, test=CapacityTest.AWI)
    ahead = a_capacity_assessment(person.id, at=NOON + timedelta(days=1))
    nameless = a_representative(person.id, name=" ")
    endless = a_hold(person.id, review_on=date(2026, 11, 1))
    future = a_received_request(person.id)
    future = replace(future, request=replace(future.request, received_on=date(2026, 12, 1)))
    unsupported = a_series(person.id, None)
    unhashed = an_attachment(person.id, person.id, sha256="9f")
    overlong = a_hold(person.id, who="x" * 100_001)

    assert refused(logbook, wrong_test) == "C-03 test"
    assert refused(logbook, ahead) == "INV-02 at"
    assert refused(logbook, nameless) == "INV-04 name"
    assert refused(logbook, endless) == "INV-02 review_on"
    assert refused(logbook, future) == "INV-02 request.received_on"
    assert refused(logbook, unsupported) == "INV-04 consent"
    assert refused(logbook, unhashed) == "INV-04 sha256"
    assert refused(logbook, overlong) == "T-01 who"


@pytest.mark.rule("INV-29", fires=True)
def test_access_is_not_given_before_it_is_known_who_asks(
    logbook: Logbook, person: ServiceUser
) -> None:
    asked = an_access_request(person.id, outcome=AccessOutcome.GIVEN, closed_on=NOON.date())
    unknown = replace(asked, access=replace(asked.access, identity=IdentityEvidence()))

    assert refused(logbook, unknown) == "INV-29 access.identity"


@pytest.mark.rule("INV-29", fires=False)
def test_access_is_given_where_identity_was_waived_with_a_reason(
    logbook: Logbook, person: ServiceUser
) -> None:
    asked = an_access_request(person.id, outcome=AccessOutcome.GIVEN, closed_on=NOON.date())
    waived = IdentityEvidence(waived_because="Known here for nine years")
    known = replace(asked, access=replace(asked.access, identity=waived))

    assert logbook.keeping.keep(known).act is Act.ACCESS_REQUEST_CLOSED


@pytest.mark.rule("INV-26", fires=True)
def test_nobody_asks_in_the_name_of_somebody_who_died(
    logbook: Logbook, person: ServiceUser
) -> None:
    logbook.enrolling.amend(replace(person, died=date(2026, 11, 1)))

    assert refused(logbook, an_access_request(person.id)) == "INV-26 access.type"


@pytest.mark.rule("INV-26", fires=False)
def test_those_left_behind_ask_after_a_death(logbook: Logbook, person: ServiceUser) -> None:
    logbook.enrolling.amend(replace(person, died=date(2026, 11, 1)))
    asked = an_access_request(person.id)
    after = replace(asked, access=replace(asked.access, type=AccessType.AFTER_DEATH))

    assert logbook.keeping.keep(after).act is Act.ACCESS_REQUEST_RECORDED


@pytest.mark.rule("INV-30", fires=True)
def test_a_breach_is_not_closed_before_both_decisions_have_their_reasons(
    logbook: Logbook, person: ServiceUser
) -> None:
    breach = a_breach(person.id, closed_at=NOON)
    incident = replace(breach.incident, commissioner=Choosing(yes=False))

    assert refused(logbook, replace(breach, incident=incident)) == "INV-30 incident.commissioner"


@pytest.mark.rule("INV-30", fires=False)
def test_a_breach_that_is_not_reported_is_closed_with_the_reason_why(
    logbook: Logbook, person: ServiceUser
) -> None:
    breach = a_breach(person.id, closed_at=NOON)
    reasons = Choosing(yes=False, reasons="It was got back unread")
    incident = replace(breach.incident, commissioner=reasons)

    assert logbook.keeping.keep(replace(breach, incident=incident)).act is Act.BREACH_CLOSED


@pytest.mark.rule("INV-31", "INV-32", fires=True)
def test_nothing_that_is_held_or_relied_on_is_decided_away(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    disclosure = logbook.disclosing.record(a_disclosure_draft(person.id, consent)).object
    away = a_retention_decision(
        person.id,
        consent,
        choice=RetentionChoice.DESTROY,
        proposed=date(2026, 11, 1),
        until=date(2026, 11, 1),
    )
    assert refused(logbook, away) == "INV-31 until"
    logbook.keeping.keep(a_hold(person.id))

    assert refused(logbook, replace(away, objects=(consent, disclosure))) == "INV-32 service_user"


@pytest.mark.rule("INV-31", "INV-32", fires=False)
def test_what_rests_on_a_consent_may_go_with_it_once_the_hold_has_ended(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    disclosure = logbook.disclosing.record(a_disclosure_draft(person.id, consent)).object
    hold = a_hold(person.id)
    logbook.keeping.keep(hold)
    logbook.keeping.keep(replace(hold, ended_on=date(2026, 11, 19), ended_because="Settled"))
    away = a_retention_decision(
        person.id,
        consent,
        disclosure,
        choice=RetentionChoice.DESTROY,
        proposed=date(2026, 11, 1),
        until=date(2026, 11, 1),
    )

    assert logbook.keeping.keep(away).act is Act.RETENTION_DECIDED


def test_the_practice_is_amended_and_the_rules_see_it_at_once(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    before = logbook.practice
    draft = a_disclosure_draft(person.id, consent)
    assert logbook.disclosing.case(draft).practice.nation is Nation.ENGLAND

    receipt = logbook.keeping.keep(replace(before, nation=Nation.WALES, public_contracts=True))

    assert receipt.act is Act.PRACTICE_AMENDED
    assert logbook.practice == replace(before, nation=Nation.WALES, public_contracts=True)
    assert logbook.disclosing.case(draft).practice.nation is Nation.WALES
    assert "INV-01 id" in refused(logbook, replace(before, id=uuid4()))
    assert refused(logbook, replace(before, name="")) == "INV-04 name"


def test_a_consent_of_somebody_who_is_not_on_record_is_refused(logbook: Logbook) -> None:
    with pytest.raises(RecordRefusedError, match="INV-03"):
        logbook.consenting.record(a_consent_draft(uuid4()))


def test_nothing_that_was_read_of_people_is_kept_once_the_logbook_is_closed(
    tmp_path: Path,
) -> None:
    logbook, _keys = a_logbook(tmp_path / "Other.logbook", StandingClock())
    somebody = a_person()
    logbook.enrolling.add(somebody)
    assert logbook.reviewing.dossier(somebody.id).all(ServiceUser) == (somebody,)

    logbook.close()

    assert logbook.reviewing._dossiers._kept is None
