# SPDX-License-Identifier: Apache-2.0
"""A record keeps its identity: its kind, its person, and what it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from logbook.app import Logbook
from logbook.domain.amendment import AmendmentDraft
from logbook.domain.findings import Code, RecordRefusedError
from logbook.domain.people import ServiceUser
from tests.builders import (
    StandingClock,
    a_consent_draft,
    a_consent_event,
    a_hold,
    a_logbook,
    a_person,
    a_practitioner,
    a_received_request,
    an_amendment_draft,
    an_attachment,
)


@pytest.fixture
def logbook(tmp_path: Path) -> Iterator[Logbook]:
    made, _keys = a_logbook(tmp_path / "Test.logbook", StandingClock())
    yield made
    made.close()


def enrolled(logbook: Logbook, reference: str) -> ServiceUser:
    somebody = a_person(reference=reference)
    logbook.enrolling.add(somebody)
    return somebody


def found(logbook: Logbook, record: Any) -> list[tuple[Code, str]]:
    before = logbook.reviewing.entries()
    findings = [(one.code, one.part) for one in logbook.keeping.findings(record) if one.blocks]
    with pytest.raises(RecordRefusedError):
        logbook.keeping.keep(record)
    assert logbook.reviewing.entries() == before
    return findings


def voided(logbook: Logbook, consent: UUID) -> None:
    amending: AmendmentDraft = an_amendment_draft(
        consent, part="", old="", new="", voids=True, reason="It was put in for somebody else"
    )
    logbook.amending.record(amending)


@pytest.mark.rule("INV-01", fires=True)
def test_record_does_not_take_the_place_of_one_of_another_kind(logbook: Logbook) -> None:
    person = enrolled(logbook, "LP-1")
    hold = a_hold(person.id)
    logbook.keeping.keep(hold)
    other = a_received_request(person.id, id=hold.id)
    assert found(logbook, other) == [(Code.AMENDED_WITHOUT_REASON, "id")]


@pytest.mark.rule("INV-01", fires=True)
def test_record_that_stays_as_it_was_signed_is_not_put_on_file_again(logbook: Logbook) -> None:
    person = enrolled(logbook, "LP-1")
    of = logbook.consenting.record(a_consent_draft(person.id)).object
    attachment = an_attachment(person.id, of)
    logbook.keeping.keep(attachment)
    assert found(logbook, attachment) == [(Code.AMENDED_WITHOUT_REASON, "id")]


def test_record_does_not_move_to_another_person(logbook: Logbook) -> None:
    one, other = enrolled(logbook, "LP-1"), enrolled(logbook, "LP-2")
    hold = a_hold(one.id)
    logbook.keeping.keep(hold)
    moved = replace(hold, service_user=other.id)
    assert found(logbook, moved) == [(Code.AMENDED_WITHOUT_REASON, "service_user")]
    logbook.keeping.keep(replace(hold, reference="TS/119"))


def test_nothing_follows_on_a_consent_that_was_voided(logbook: Logbook) -> None:
    person = enrolled(logbook, "LP-1")
    consent = logbook.consenting.record(a_consent_draft(person.id)).object
    assert not logbook.keeping.findings(a_consent_event(person.id, consent))
    voided(logbook, consent)
    event = a_consent_event(person.id, consent)
    assert found(logbook, event) == [(Code.CONSENT_STATE, "consent")]


def test_colleague_without_keys_is_not_put_on_file(logbook: Logbook) -> None:
    colleague = a_practitioner(name="Gethin Pugh")
    assert found(logbook, colleague) == [(Code.AMENDED_WITHOUT_REASON, "id")]


def test_what_has_no_rules_is_not_put_on_file(logbook: Logbook) -> None:
    person = enrolled(logbook, "LP-1")
    unruled: Any = a_consent_draft(person.id, id=uuid4())
    with pytest.raises(AssertionError, match="ConsentDraft is put on file without rules"):
        logbook.keeping.findings(unruled)
