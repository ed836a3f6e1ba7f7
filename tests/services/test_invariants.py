# SPDX-License-Identifier: Apache-2.0
"""The invariants that are no findings: what the logbook as a whole keeps, whatever is entered."""

from __future__ import annotations

import hashlib
import os
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlcipher3 import dbapi2

from logbook.app import Logbook, unlock_job
from logbook.domain.amendment import AmendmentDraft
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.findings import RecordRefusedError
from logbook.domain.notification import (
    DelayRequest,
    NotificationDraft,
    NotTellingReason,
    Telling,
    TellingMethod,
    TellingOutcome,
)
from logbook.domain.people import ServiceUser
from logbook.domain.records import DocumentKind, Export
from logbook.journal.audit import AuditKind
from logbook.services.disclosing import Disclosing
from logbook.store.folder import LogbookFolder
from logbook.store.keyring import database_key
from logbook.store.vault import Vault
from tests.builders import (
    NOON,
    PASSPHRASE,
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
    an_amendment_draft,
)
from tests.temporary import own_temporary_folder

DELAYED = Telling(
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
"""A telling put off for a reason that keeps the entry from the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A logbook with a person who consented."""

    logbook: Logbook
    clock: StandingClock
    person: ServiceUser
    consent: UUID

    def draft(self, **changes: Any) -> DisclosureDraft:
        return a_disclosure_draft(self.person.id, self.consent, **changes)

    def record(self, **changes: Any) -> UUID:
        return self.logbook.disclosing.record(self.draft(**changes)).object

    def number(self, disclosure: UUID) -> str:
        return self.logbook.reviewing.disclosure(disclosure).number


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Filled]:
    clock = StandingClock()
    logbook, _keys = a_logbook(tmp_path / "Test.logbook", clock)
    person = a_person()
    logbook.enrolling.add(person)
    consent = logbook.consenting.record(a_consent_draft(person.id)).object
    yield Filled(logbook=logbook, clock=clock, person=person, consent=consent)
    if logbook._opened.vault.is_open:
        logbook.close()


@contextmanager
def tampered(filled: Filled, *statements: str) -> Iterator[Logbook]:
    """Open the logbook after somebody with the key changed its database past every guard."""
    path = filled.logbook.path
    filled.logbook.close()
    keys = unlock_job(path, PASSPHRASE).run()
    vault = Vault.open(LogbookFolder(path), database_key(keys.unlocked), keys.key_file.vault)
    assert vault._connection is not None
    vault._connection.set_authorizer(None)
    for statement in statements:
        vault._connection.execute(statement)
    vault.close()
    logbook = Logbook.open(path, unlock_job(path, PASSPHRASE).run(), filled.clock)
    try:
        yield logbook
    finally:
        logbook.close()


REPLACE = """
UPDATE record SET payload = CAST(replace(CAST(payload AS TEXT), '{old}', '{new}') AS BLOB)
WHERE kind = 'disclosure'
"""


def changing(old: str, new: str) -> tuple[str, ...]:
    return ("DROP TRIGGER record_is_not_changed", REPLACE.format(old=old, new=new))


@pytest.mark.rule("INV-01", fires=True)
def test_what_was_signed_is_not_signed_again_in_its_own_place(filled: Filled) -> None:
    draft = filled.draft()
    filled.logbook.disclosing.record(draft)
    before = filled.logbook.reviewing.entries()

    other = replace(draft, decision=replace(draft.decision, reasons="Another reason"))
    with pytest.raises(RecordRefusedError, match="INV-01 id"):
        filled.logbook.disclosing.record(other)
    with pytest.raises(RecordRefusedError, match="INV-01 id"):
        filled.logbook.consenting.record(a_consent_draft(filled.person.id, id=filled.consent))
    with pytest.raises(RecordRefusedError, match="INV-01 id"):
        filled.logbook.enrolling.add(a_person(id=draft.id))

    assert filled.logbook.reviewing.entries() == before
    assert filled.logbook.reviewing.disclosure(draft.id).decision == draft.decision


@pytest.mark.rule("INV-01", fires=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record SET payload = x'7b7d'",
        "DELETE FROM record",
        "UPDATE entry SET body = x'7b7d'",
        "DELETE FROM entry",
    ],
)
def test_no_statement_of_the_program_changes_or_removes_what_was_signed(
    filled: Filled, statement: str
) -> None:
    disclosure = filled.record()

    with pytest.raises(dbapi2.DatabaseError, match="not authorized"):
        filled.logbook._opened.vault.execute(statement)

    assert filled.logbook.reviewing.disclosure(disclosure).number == "D-2026-0001"


@pytest.mark.rule("INV-01", fires=False)
def test_what_was_signed_is_amended_with_a_reason_and_a_person_is_known_better(
    filled: Filled,
) -> None:
    disclosure = filled.record()

    filled.logbook.amending.record(an_amendment_draft(disclosure))
    filled.logbook.enrolling.amend(replace(filled.person, phone="07700 900777"))

    assert filled.logbook.reviewing.disclosure(disclosure).recipient.name == "Dr A. Bevan"
    assert filled.logbook.reviewing.version_of(disclosure) == 2


@pytest.mark.rule("INV-23", fires=True)
def test_a_restricted_disclosure_is_left_out_of_what_the_person_is_shown_without_a_gap(
    filled: Filled,
) -> None:
    first = filled.record()
    hidden = filled.record(telling=DELAYED)
    last = filled.record()

    shown = filled.logbook.reviewing.shown_to(filled.person.id)

    assert [line.object for line in shown] == [first, last]
    everything = filled.logbook.reviewing.disclosures_of(filled.person.id)
    assert [line.object for line in everything] == [last, hidden, first]
    assert not filled.logbook.auditing.lists_differ()


@pytest.mark.rule("INV-23", fires=False)
def test_once_the_person_was_told_the_disclosure_is_shown(filled: Filled) -> None:
    disclosure = filled.record(telling=DELAYED)
    filled.logbook.notifying.record(
        NotificationDraft(
            id=uuid4(), disclosure=disclosure, method=TellingMethod.POST, told_on=NOON.date()
        )
    )
    later = filled.record(
        telling=Telling(outcome=TellingOutcome.TELL_LATER, review_on=date(2026, 12, 1))
    )

    shown = filled.logbook.reviewing.shown_to(filled.person.id)

    assert [line.object for line in shown] == [disclosure, later]


@pytest.mark.rule("INV-33", fires=True)
def test_one_word_changed_in_a_signed_record_is_found_at_the_next_opening(filled: Filled) -> None:
    filled.record()

    with tampered(filled, *changing("Dr A. Bevan", "Dr B. Bevan")) as logbook:
        assert not logbook.auditing.audit().is_intact


@pytest.mark.rule("INV-33", fires=False)
def test_a_journal_that_nobody_touched_is_intact_at_the_next_opening(filled: Filled) -> None:
    filled.record()

    with tampered(filled, *changing("no such words", "others")) as logbook:
        report = logbook.auditing.audit()
        assert report.is_intact
        assert report.size == logbook.reviewing.entries()


@pytest.mark.rule("INV-34", fires=True)
def test_a_document_other_than_the_one_handed_over_is_not_the_one_in_the_journal(
    filled: Filled, tmp_path: Path
) -> None:
    disclosure = filled.record()
    document = filled.logbook.exporting.prepare(disclosure, DocumentKind.DISCLOSURE_RECORD).run()
    receipt = filled.logbook.exporting.deliver(document, tmp_path / "record.pdf")
    data = bytearray(receipt.path.read_bytes())
    data[len(data) // 2] ^= 1

    kept = filled.logbook.reviewing.record(receipt.receipt.object)

    assert isinstance(kept, Export)
    assert hashlib.sha256(data).hexdigest() != kept.sha256


@pytest.mark.rule("INV-34", fires=False)
def test_what_is_handed_over_twice_says_the_same_and_its_hash_is_in_the_journal(
    filled: Filled, tmp_path: Path
) -> None:
    disclosure = filled.record()
    first = filled.logbook.exporting.prepare(disclosure, DocumentKind.DISCLOSURE_RECORD)
    receipt = filled.logbook.exporting.deliver(first.run(), tmp_path / "record.pdf")
    again = filled.logbook.exporting.prepare(disclosure, DocumentKind.DISCLOSURE_RECORD)
    kept = filled.logbook.reviewing.record(receipt.receipt.object)

    assert isinstance(kept, Export)
    assert kept.sha256 == hashlib.sha256(receipt.path.read_bytes()).hexdigest()
    assert kept.size == receipt.path.stat().st_size
    assert again.order.proven.payload == first.order.proven.payload
    assert again.order.proven.entry == first.order.proven.entry
    assert filled.logbook.reviewing.version_of(disclosure) == 1


@pytest.mark.rule("INV-35", fires=True)
def test_a_line_taken_out_so_that_a_number_would_come_twice_is_seen(filled: Filled) -> None:
    filled.record()
    filled.record()

    take_out = "DELETE FROM line WHERE number = 'D-2026-0002'"
    with tampered(filled, take_out) as logbook:
        assert AuditKind.LISTS_DIFFER in {
            finding.kind for finding in logbook.auditing.audit().findings
        }
        assert not logbook.auditing.lists_differ()
        again = logbook.disclosing.record(filled.draft())
        assert again.number == "D-2026-0003"


@pytest.mark.rule("INV-35", fires=False)
def test_numbers_have_no_gap_whatever_was_voided_refused_or_restricted(filled: Filled) -> None:
    first = filled.record()
    with pytest.raises(RecordRefusedError):
        filled.record(recipient=replace(filled.draft().recipient, name="", organisation=""))
    second = filled.record(telling=DELAYED)
    filled.logbook.amending.record(
        AmendmentDraft(id=uuid4(), target=second, reason="For another person", voids=True)
    )
    third = filled.record()
    filled.logbook.auditing.rebuild()
    fourth = filled.record()

    numbers = [filled.number(each) for each in (first, second, third, fourth)]
    assert numbers == ["D-2026-0001", "D-2026-0002", "D-2026-0003", "D-2026-0004"]


@pytest.mark.rule("INV-37", fires=True)
def test_another_edition_written_into_a_signed_entry_is_seen(filled: Filled) -> None:
    edition = filled.logbook.reviewing.disclosure(filled.record()).catalogue

    with tampered(filled, *changing(edition, "2031-01-01.1")) as logbook:
        assert not logbook.auditing.audit().is_intact


@pytest.mark.rule("INV-37", fires=False)
def test_a_later_catalogue_governs_later_entries_and_leaves_earlier_ones(filled: Filled) -> None:
    earlier = filled.record()
    logbook = filled.logbook
    before = logbook.reviewing.disclosure(earlier)
    newer = replace(logbook.catalogue, version="2031-01-01.1")
    deciding = Disclosing(logbook._scribe, logbook.reviewing, filled.clock, catalogue=newer)

    later = deciding.record(filled.draft()).object

    assert before.catalogue == logbook.catalogue.version
    assert logbook.reviewing.disclosure(earlier) == before
    assert logbook.reviewing.disclosure(later).catalogue == "2031-01-01.1"
    assert logbook.auditing.audit().is_intact


_seen: list[str] = []
_watching = False
_WRITES = os.O_WRONLY | os.O_RDWR
_CONNECTS = {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"}


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching:
        return
    if event in _CONNECTS:
        _seen.append(event)
    elif event == "open" and not isinstance(arguments[0], int) and arguments[2] & _WRITES:
        _seen.append(str(arguments[0]))


sys.addaudithook(_watch)  # it stays for the life of the process, but looks away


@contextmanager
def watched() -> Iterator[list[str]]:
    """Note every connection, and every file that Python opens to write in."""
    global _watching  # noqa: PLW0603 - an audit hook cannot be taken out again
    _seen.clear()
    _watching = True
    try:
        yield _seen
    finally:
        _watching = False


@pytest.mark.rule("INV-38", fires=True)
@pytest.mark.parametrize("act", ["connection", "temporary file"])
def test_a_connection_or_a_temporary_file_would_be_seen(act: str) -> None:
    acts: dict[str, Callable[[], None]] = {"connection": connect, "temporary file": write_aside}

    with watched() as seen:
        acts[act]()

    assert seen != []


def connect() -> None:
    with socket.socket() as one:
        one.connect_ex(("127.0.0.1", 9))


def write_aside() -> None:
    with tempfile.TemporaryFile("w"):
        pass


@pytest.mark.rule("INV-38", fires=False)
def test_recording_and_handing_over_connects_to_nothing_and_writes_nowhere_else(
    filled: Filled, tmp_path: Path
) -> None:
    chosen, temporary = tmp_path / "chosen", tmp_path / "temporary"
    chosen.mkdir()
    temporary.mkdir()

    with own_temporary_folder(temporary), watched() as seen:
        disclosure = filled.record()
        job = filled.logbook.exporting.prepare(disclosure, DocumentKind.DISCLOSURE_RECORD)
        filled.logbook.exporting.deliver(job.run(), chosen / "record.pdf")

    elsewhere = [each for each in seen if not each.startswith(str(tmp_path))]
    assert elsewhere == []
    assert [path.name for path in chosen.iterdir()] == ["record.pdf"]
    assert list(temporary.iterdir()) == []


@pytest.mark.rule("INV-39", fires=True)
def test_nothing_is_recorded_whose_time_is_not_told(filled: Filled) -> None:
    draft = filled.draft()
    untold = replace(
        draft,
        decision=replace(draft.decision, decided_at=None),
        transmission=replace(draft.transmission, made_at=None),
    )

    with pytest.raises(RecordRefusedError, match=r"transmission\.made_at"):
        filled.logbook.disclosing.record(untold)


@pytest.mark.rule("INV-39", fires=False)
def test_decided_made_and_recorded_are_three_times(filled: Filled) -> None:
    filled.clock.advance(hours=3)
    disclosure = filled.logbook.reviewing.disclosure(filled.record())

    assert disclosure.decision.decided_at == NOON - timedelta(hours=2)
    assert disclosure.transmission.made_at == NOON - timedelta(hours=1)
    assert disclosure.recorded_at == NOON + timedelta(hours=3)
