# SPDX-License-Identifier: Apache-2.0
"""What was signed is put right beside it, never in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from logbook.app import Logbook
from logbook.domain.amendment import AmendmentDraft, amended, is_void, standing
from logbook.domain.findings import RecordRefusedError
from logbook.domain.lines import VOIDED
from logbook.domain.notification import (
    NotificationDraft,
    NotTellingReason,
    Telling,
    TellingMethod,
    TellingOutcome,
)
from logbook.domain.people import ServiceUser
from logbook.domain.records import Act
from logbook.journal.payload import written_payload
from logbook.services.reviewing import NotOnRecordError
from tests.builders import (
    NOON,
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
    a_practitioner,
    an_amendment_draft,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A logbook with one disclosure."""

    logbook: Logbook
    person: ServiceUser
    consent: UUID
    disclosure: UUID


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Filled]:
    logbook, _keys = a_logbook(tmp_path / "Test.logbook", StandingClock())
    person = a_person()
    logbook.enrolling.add(person)
    consent = logbook.consenting.record(a_consent_draft(person.id)).object
    disclosure = logbook.disclosing.record(a_disclosure_draft(person.id, consent)).object
    yield Filled(logbook=logbook, person=person, consent=consent, disclosure=disclosure)
    logbook.close()


def refused(logbook: Logbook, draft: AmendmentDraft) -> str:
    with pytest.raises(RecordRefusedError) as caught:
        logbook.amending.record(draft)
    assert str(caught.value) == ", ".join(
        f"{found.code.value} {found.part}" for found in logbook.amending.findings(draft)
    )
    return str(caught.value)


def test_an_amendment_leaves_the_record_as_it_was_signed(filled: Filled) -> None:
    reviewing = filled.logbook.reviewing
    before = written_payload(reviewing.disclosure(filled.disclosure))

    receipt = filled.logbook.amending.record(an_amendment_draft(filled.disclosure))

    record = reviewing.disclosure(filled.disclosure)
    (amendment,) = reviewing.amendments_of(filled.disclosure)
    assert receipt.act is Act.RECORD_AMENDED
    assert written_payload(record) == before
    assert (amendment.old, amendment.new) == ("Dr A. Bevan", "Dr Anna Bevan-Hughes")
    assert amendment.amended_by == filled.logbook.practitioner.id
    assert reviewing.as_amended(record).recipient.name == "Dr Anna Bevan-Hughes"
    assert reviewing.version_of(filled.disclosure) == 2
    assert filled.logbook.auditing.audit().is_intact


def test_lists_show_what_stands_now_and_search_finds_both(filled: Filled) -> None:
    filled.logbook.amending.record(an_amendment_draft(filled.disclosure))

    line = filled.logbook.reviewing.line(filled.disclosure)
    assert line is not None
    assert line.title == "Dr Anna Bevan-Hughes, Elm Road Surgery"
    for words in ("Bevan-Hughes", "Dr A. Bevan", line.number):
        found = filled.logbook.searching.search(words)
        assert filled.disclosure in {each.object for each in found}, words
    assert filled.logbook.reviewing.numbered(line.number).object == filled.disclosure
    assert not filled.logbook.auditing.lists_differ()


def test_what_is_kept_from_the_person_is_not_amended_open(filled: Filled) -> None:
    logbook = filled.logbook
    kept = Telling(
        outcome=TellingOutcome.TELL_LATER,
        reason=NotTellingReason.HARM_TO_OTHERS,
        explanation="A threat to somebody else",
        review_on=date(2027, 1, 15),
    )
    draft = a_disclosure_draft(filled.person.id, filled.consent, telling=kept)
    recorded = logbook.disclosing.record(draft).object
    opening = an_amendment_draft(
        recorded, part="telling.reason", old="NT-05", new="NT-15", reason="A mistake"
    )
    closer = replace(opening, id=uuid4(), new="NT-04")

    assert refused(logbook, opening) == "B-08 new"
    logbook.amending.record(closer)
    assert logbook.reviewing.is_restricted(recorded)


def test_a_second_amendment_starts_from_what_the_first_left(filled: Filled) -> None:
    logbook = filled.logbook
    logbook.amending.record(an_amendment_draft(filled.disclosure))
    stale = an_amendment_draft(filled.disclosure, new="Dr B. Bevan")
    fresh = replace(stale, id=uuid4(), old="Dr Anna Bevan-Hughes")

    assert refused(logbook, stale) == "INV-01 old"
    assert logbook.amending.standing(fresh) == "Dr Anna Bevan-Hughes"
    logbook.amending.record(fresh)
    record = logbook.reviewing.disclosure(filled.disclosure)
    assert logbook.reviewing.as_amended(record).recipient.name == "Dr B. Bevan"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"reason": "  "}, "INV-01 reason"),
        ({"old": "Dr B. Bevan"}, "INV-01 old"),
        ({"new": "Dr A. Bevan"}, "INV-01 new"),
        ({"part": "recipient.nickname"}, "INV-01 part"),
        ({"part": "recipient"}, "INV-01 part"),
        ({"part": ""}, "INV-01 part"),
        ({"part": "information.items.7.description"}, "INV-01 part"),
        ({"part": "number", "old": "D-2026-0001", "new": "D-2026-0009"}, "INV-01 part"),
        ({"part": "recorded_at"}, "INV-01 part"),
        ({"part": "recipient.kind", "old": "gp", "new": "vicar"}, "INV-01 new"),
        ({"part": "telling.told_on", "old": "2026-11-16", "new": "today"}, "INV-01 new"),
        ({"part": "transmission.address_checked", "old": "true", "new": "no"}, "INV-01 new"),
        ({"voids": True}, "INV-01 part"),
        ({"new": "Dr \u202e A. Bevan"}, "T-02 new"),
    ],
)
def test_an_amendment_that_says_too_little_or_something_else_is_refused(
    filled: Filled, changes: dict[str, object], found: str
) -> None:
    draft = replace(an_amendment_draft(filled.disclosure), **changes)  # type: ignore[arg-type]

    assert refused(filled.logbook, draft) == found
    assert filled.logbook.reviewing.amendments_of(filled.disclosure) == ()


@pytest.mark.parametrize(
    ("part", "old", "new", "value"),
    [
        ("recipient.kind", "gp", "nhs-body", "nhs-body"),
        ("telling.told_on", "2026-11-16", "2026-11-17", date(2026, 11, 17)),
        ("telling.told_on", "2026-11-16", "", None),
        ("transmission.address_checked", "true", "false", False),
        (
            "transmission.made_at",
            "2026-11-20T11:00:00Z",
            "2026-11-20T10:30:00Z",
            datetime(2026, 11, 20, 10, 30, tzinfo=UTC),
        ),
        ("information.items.0.pages", "", "3", 3),
        ("information.items.0.since", "2026-11-16", "2026-11-15", date(2026, 11, 15)),
    ],
)
def test_a_part_of_any_kind_is_put_right_by_its_written_form(
    filled: Filled, part: str, old: str, new: str, value: object
) -> None:
    draft = an_amendment_draft(filled.disclosure, part=part, old=old, new=new)
    filled.logbook.amending.record(draft)

    record = filled.logbook.reviewing.disclosure(filled.disclosure)
    now: object = filled.logbook.reviewing.as_amended(record)
    for name in part.split("."):
        now = now[int(name)] if isinstance(now, tuple) else getattr(now, name)
    assert getattr(now, "value", now) == value
    assert standing(record, part) == old


def test_a_voided_disclosure_is_listed_keeps_its_number_and_stands_no_more(
    filled: Filled,
) -> None:
    logbook, reviewing = filled.logbook, filled.logbook.reviewing
    void = AmendmentDraft(
        id=uuid4(), target=filled.disclosure, reason="Entered for the wrong person", voids=True
    )

    assert logbook.amending.record(void).act is Act.RECORD_VOIDED

    line = reviewing.line(filled.disclosure)
    assert line is not None
    assert (line.state, line.number, line.due) == (VOIDED, "D-2026-0001", None)
    assert reviewing.is_void(filled.disclosure)
    assert reviewing.earlier_disclosures_of(filled.person.id) == ()
    assert reviewing.shown_to(filled.person.id) == ()
    assert reviewing.disclosure(filled.disclosure).number == "D-2026-0001"
    assert refused(logbook, replace(void, id=uuid4())) == "INV-01 target"
    assert not logbook.auditing.lists_differ()


def test_a_voided_consent_supports_nothing_any_more(filled: Filled) -> None:
    void = AmendmentDraft(
        id=uuid4(), target=filled.consent, reason="It was another person's form", voids=True
    )
    draft = a_disclosure_draft(filled.person.id, filled.consent)
    assert filled.logbook.disclosing.assess(draft).ready

    filled.logbook.amending.record(void)

    assert not filled.logbook.disclosing.assess(draft).ready
    assert [each.id for each in filled.logbook.reviewing.consents_of(filled.person.id)] == [
        filled.consent
    ]


def test_telling_somebody_of_an_amended_disclosure_keeps_what_was_put_right(
    filled: Filled,
) -> None:
    logbook = filled.logbook
    later = Telling(outcome=TellingOutcome.TELL_LATER, review_on=date(2026, 11, 27))
    draft = a_disclosure_draft(filled.person.id, filled.consent, telling=later)
    disclosure = logbook.disclosing.record(draft).object
    logbook.amending.record(an_amendment_draft(disclosure))
    told = NotificationDraft(
        id=uuid4(), disclosure=disclosure, method=TellingMethod.POST, told_on=NOON.date()
    )
    logbook.notifying.record(told)
    last = an_amendment_draft(disclosure, part="recipient.role", old="GP", new="Partner")
    logbook.amending.record(last)

    line = logbook.reviewing.line(disclosure)
    assert line is not None
    assert line.title.startswith("Dr Anna Bevan-Hughes")
    assert (line.state, line.due) == (TellingOutcome.TOLD_AFTER.value, None)
    assert not logbook.auditing.lists_differ()


def test_only_a_registrant_puts_right_what_was_signed(tmp_path: Path) -> None:
    nobody = a_practitioner(profession=None, hcpc_number="")
    logbook, _keys = a_logbook(tmp_path / "T.logbook", StandingClock(), practitioner=nobody)
    try:
        person = a_person()
        logbook.enrolling.add(person)
        consent = logbook.consenting.record(a_consent_draft(person.id)).object
        void = AmendmentDraft(id=uuid4(), target=consent, reason="A slip", voids=True)

        assert refused(logbook, void) == "B-15 practitioner"
    finally:
        logbook.close()


def test_nothing_but_a_disclosure_or_a_consent_is_amended(filled: Filled) -> None:
    for target in (filled.person.id, uuid4()):
        with pytest.raises(NotOnRecordError):
            filled.logbook.amending.record(an_amendment_draft(target))


def test_amendments_are_applied_in_their_order_and_a_void_changes_no_part(
    filled: Filled,
) -> None:
    logbook = filled.logbook
    logbook.amending.record(an_amendment_draft(filled.disclosure))
    void = AmendmentDraft(id=uuid4(), target=filled.disclosure, reason="A slip", voids=True)
    logbook.amending.record(void)
    record = logbook.reviewing.disclosure(filled.disclosure)
    made = logbook.reviewing.amendments_of(filled.disclosure)

    assert [each.voids for each in made] == [False, True]
    assert is_void(made)
    assert not is_void(made[:1])
    assert amended(record, made).recipient.name == "Dr Anna Bevan-Hughes"
