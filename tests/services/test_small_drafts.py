# SPDX-License-Identifier: Apache-2.0
"""A small form is kept as the record it makes, comes back whole, and goes once it is on file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from logbook.app import Logbook
from logbook.domain.consent_history import ConsentEvent
from logbook.domain.drafts import KeptDraft, SmallDraft
from logbook.domain.findings import RecordRefusedError
from logbook.domain.lines import LineKind
from logbook.domain.objection import Objection
from logbook.domain.people import ServiceUser
from tests.builders import (
    NOON,
    StandingClock,
    a_capacity_assessment,
    a_competence_assessment,
    a_consent_draft,
    a_consent_event,
    a_hold,
    a_logbook,
    a_person,
    a_representative,
    a_retention_decision,
    an_erasure_decision,
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


def test_every_small_form_comes_back_as_it_was_left(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    drafts: dict[LineKind, tuple[SmallDraft, str]] = {
        LineKind.REPRESENTATIVE: (a_representative(person.id, name="Nia "), "Nia "),
        LineKind.OBJECTION: (an_objection(person.id, recipients=("A", "B")), "A; B"),
        LineKind.CAPACITY: (a_capacity_assessment(person.id, decision="The plan"), "The plan"),
        LineKind.COMPETENCE: (a_competence_assessment(person.id, decision="School"), "School"),
        LineKind.CONSENT_EVENT: (
            a_consent_event(person.id, consent),
            "Referral for further assessment",
        ),
        LineKind.HOLD: (a_hold(person.id, who="Teme Solicitors "), "Teme Solicitors "),
        LineKind.RETENTION_DECISION: (a_retention_decision(person.id, person.id), ""),
        LineKind.ERASURE_DECISION: (an_erasure_decision(person.id), ""),
    }

    for draft, _title in drafts.values():
        logbook.drafting.keep(KeptDraft(draft=draft, place="aside-name\n3\n"))

    for draft, _title in drafts.values():
        assert logbook.drafting.find(draft.id) == KeptDraft(draft=draft, place="aside-name\n3\n")
    listed = {line.kind: (line.title, line.person) for line in logbook.drafting.all()}
    assert listed == {kind: (title, person.name) for kind, (_draft, title) in drafts.items()}


def test_what_was_begun_is_found_by_what_it_is_about(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    event = a_consent_event(person.id, consent)
    logbook.drafting.keep(KeptDraft(draft=event))

    found = logbook.drafting.begun(ConsentEvent, lambda draft: draft.consent == consent)

    assert found == KeptDraft(draft=event)
    assert logbook.drafting.begun(ConsentEvent, lambda draft: draft.consent == uuid4()) is None
    assert logbook.drafting.begun(Objection, lambda _draft: True) is None


def test_a_draft_goes_with_the_record_and_stays_where_it_is_refused(
    logbook: Logbook, person: ServiceUser
) -> None:
    nobody = a_representative(person.id, name="")
    good = a_representative(person.id)
    for draft in (nobody, good):
        logbook.drafting.keep(KeptDraft(draft=draft))

    logbook.keeping.keep(good)
    with pytest.raises(RecordRefusedError):
        logbook.keeping.keep(nobody)

    assert [line.id for line in logbook.drafting.all()] == [nobody.id]


def test_only_what_has_lines_is_counted(logbook: Logbook, person: ServiceUser) -> None:
    logbook.keeping.keep(a_capacity_assessment(person.id, at=NOON))

    counts = logbook.reviewing.counts()

    assert counts[LineKind.SERVICE_USER] == 1
    assert LineKind.CAPACITY not in counts
