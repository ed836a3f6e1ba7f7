# SPDX-License-Identifier: Apache-2.0
"""What the line of a consent says after it was put right, withdrawn, voided, and once more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from logbook.app import Logbook
from logbook.domain.lines import VOIDED, Line
from logbook.domain.people import ServiceUser
from logbook.domain.records import Act
from logbook.services import indexing
from tests.builders import (
    StandingClock,
    a_consent_draft,
    a_consent_event,
    a_hold,
    a_logbook,
    a_person,
    an_amendment_draft,
)


@pytest.fixture
def logbook(tmp_path: Path) -> Iterator[Logbook]:
    made, _keys = a_logbook(tmp_path / "Test.logbook", StandingClock())
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


def line_of(logbook: Logbook, consent: UUID) -> Line:
    line = logbook.reviewing.line(consent)
    assert line is not None
    return line


def put_right(logbook: Logbook, consent: UUID, **changes: Any) -> None:
    draft = an_amendment_draft(
        consent,
        **{
            "part": "scope.purpose",
            "old": "Referral for further assessment",
            "new": "Referral to the pain clinic",
            "reason": "The letter says which clinic",
            **changes,
        },
    )
    logbook.amending.record(draft)


def void(logbook: Logbook, consent: UUID) -> None:
    put_right(logbook, consent, part="", old="", new="", voids=True)


def test_consent_put_right_in_its_scope_stays_in_the_state_it_was_in(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    logbook.keeping.keep(a_consent_event(person.id, consent))
    before = line_of(logbook, consent)
    put_right(logbook, consent)
    after = line_of(logbook, consent)
    assert (after.state, after.due) == (before.state, before.due) == ("withdrawn", None)
    assert "pain clinic" in after.detail + after.title
    assert not logbook.auditing.lists_differ()


def test_consent_that_was_voided_stays_so_whatever_is_put_right(
    logbook: Logbook, consent: UUID
) -> None:
    void(logbook, consent)
    assert line_of(logbook, consent).state == VOIDED
    assert not logbook.auditing.lists_differ()


def test_what_an_earlier_program_let_follow_on_a_voided_consent_leaves_it_voided(
    logbook: Logbook, person: ServiceUser, consent: UUID
) -> None:
    void(logbook, consent)
    # The rules refuse it now; the journal may hold it all the same.
    logbook._scribe.write(Act.CONSENT_WITHDRAWN, a_consent_event(person.id, consent))
    assert line_of(logbook, consent).state == VOIDED
    assert not logbook.auditing.lists_differ()


def test_making_the_lists_again_says_how_far_it_is_every_thousand_records(
    logbook: Logbook, person: ServiceUser
) -> None:
    told: list[int] = []
    assert indexing.rebuild(logbook._opened.vault, told.append) < 1_000
    assert told == []
    with logbook._opened.vault.atomic():
        for _number in range(1_000):
            hold = a_hold(person.id)
            logbook._scribe._append(Act.HOLD_PLACED, hold, hold.id, logbook.clock.now())
    assert indexing.rebuild(logbook._opened.vault, told.append) > 1_000
    assert told == [1_000]
