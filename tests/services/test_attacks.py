# SPDX-License-Identifier: Apache-2.0
"""What an attacker tried with success once, each held shut since."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from logbook.app import Logbook, unlock_job
from logbook.documents.deliver import DeliveryError
from logbook.documents.letter import LetterRefusedError
from logbook.domain.anchored import ReadOnlyReason
from logbook.domain.notification import (
    DelayRequest,
    NotTellingReason,
    Telling,
    TellingOutcome,
)
from logbook.domain.records import DocumentKind
from logbook.services.verifying import UnreadableFileError, verify_file
from logbook.store.errors import LogbookError, OpenForReadingOnlyError, WrongPassphraseError
from logbook.store.folder import LogbookFolder
from tests.builders import (
    PASSPHRASE,
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
)


@pytest.fixture
def folder(tmp_path: Path, clock: StandingClock) -> LogbookFolder:
    """Make a closed logbook with a disclosure, and beside it a copy from before that."""
    path = tmp_path / "Test.logbook"
    logbook, _keys = a_logbook(path, clock)
    person = a_person()
    logbook.enrolling.add(person)
    consent = logbook.consenting.record(a_consent_draft(person.id)).object
    logbook.close()
    shutil.copytree(path, tmp_path / "before")
    logbook = Logbook.open(path, unlock_job(path, PASSPHRASE).run(), clock)
    logbook.disclosing.record(a_disclosure_draft(person.id, consent))
    logbook.close()
    return LogbookFolder(path)


def opened(folder: LogbookFolder, clock: StandingClock) -> Logbook:
    return Logbook.open(folder.path, unlock_job(folder.path, PASSPHRASE).run(), clock)


def test_an_older_database_beside_the_key_file_is_only_read_and_not_laundered(
    folder: LogbookFolder, clock: StandingClock
) -> None:
    shutil.copy(folder.path.parent / "before" / "records.db", folder.records)

    for _again in range(2):
        logbook = opened(folder, clock)
        assert logbook.read_only is not None
        assert logbook.read_only.reason is ReadOnlyReason.ROLLED_BACK
        with pytest.raises(OpenForReadingOnlyError):
            logbook.enrolling.add(a_person())
        logbook.close()


def test_a_database_put_back_in_its_place_is_written_to_again(
    folder: LogbookFolder, clock: StandingClock
) -> None:
    good = folder.records.read_bytes()
    shutil.copy(folder.path.parent / "before" / "records.db", folder.records)
    opened(folder, clock).close()
    folder.records.write_bytes(good)

    logbook = opened(folder, clock)
    assert logbook.read_only is None
    logbook.enrolling.add(a_person())
    logbook.close()


def test_keys_read_before_somebody_else_wrote_the_key_file_do_not_set_it_back(
    folder: LogbookFolder, clock: StandingClock
) -> None:
    early = unlock_job(folder.path, PASSPHRASE).run()
    opened(folder, clock).close()
    later = unlock_job(folder.path, PASSPHRASE).run().key_file

    Logbook.open(folder.path, early, clock).close()

    now = unlock_job(folder.path, PASSPHRASE).run().key_file
    assert now.epoch > later.epoch
    assert now.hwm.size > later.hwm.size


def test_one_tampered_copy_of_the_key_file_does_not_keep_the_owner_out(
    folder: LogbookFolder, clock: StandingClock, tmp_path: Path
) -> None:
    other, _keys = a_logbook(
        tmp_path / "Other.logbook", clock, passphrase="another passphrase, just as long"
    )
    other.close()
    shutil.copy(tmp_path / "Other.logbook" / "keys.a.json", folder.keys[0])

    opened(folder, clock).close()
    with pytest.raises(WrongPassphraseError):
        unlock_job(folder.path, PASSPHRASE + "x").run()


def test_a_link_that_lies_in_wait_beside_the_key_file_is_not_followed(
    folder: LogbookFolder, clock: StandingClock, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine", "utf-8")
    folder.keys[0].with_name("keys.a.json.new").symlink_to(victim)

    logbook = opened(folder, clock)
    logbook.enrolling.add(a_person())
    logbook.close()

    assert victim.read_text("utf-8") == "mine"
    assert not folder.keys[0].is_symlink()


def test_nobody_is_written_to_whose_telling_is_put_off_for_a_reason_that_restricts(
    folder: LogbookFolder, clock: StandingClock
) -> None:
    logbook = opened(folder, clock)
    person = a_person()
    logbook.enrolling.add(person)
    consent = logbook.consenting.record(a_consent_draft(person.id)).object
    later = Telling(
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
    draft = a_disclosure_draft(person.id, consent, telling=later)
    receipt = logbook.disclosing.record(draft)
    try:
        assert logbook.reviewing.disclosure(receipt.object).restricted
        with pytest.raises(LetterRefusedError):
            logbook.exporting.prepare(receipt.object, DocumentKind.NOTIFICATION_LETTER)
    finally:
        logbook.close()


@pytest.mark.parametrize("name", ["records.db", "keys.a.json", "new.pdf"])
def test_no_document_is_written_into_a_logbook(
    folder: LogbookFolder, clock: StandingClock, name: str
) -> None:
    logbook = opened(folder, clock)
    line = logbook.reviewing.numbered("D-2026-0001")
    document = logbook.exporting.prepare(line.object, DocumentKind.DISCLOSURE_RECORD).run()
    with pytest.raises(DeliveryError):
        logbook.exporting.deliver(document, folder.path / name, replace=True)
    logbook.close()

    opened(folder, clock).close()


@pytest.mark.parametrize("place", ["/dev/zero", "/nowhere", "/tmp"])  # noqa: S108 - not written
def test_what_is_no_file_is_not_read_for_ever(place: str) -> None:
    with pytest.raises(UnreadableFileError):
        verify_file(Path(place))


def test_hostile_lines_among_the_anchors_do_not_stop_an_opening(
    folder: LogbookFolder, clock: StandingClock
) -> None:
    with folder.anchors.open("ab") as file:
        file.write(b"[" * 100_000 + b"\n" + b'{"note": 7}\n\xff\n')

    logbook = opened(folder, clock)
    try:
        assert logbook.auditing.audit().is_intact
    except LogbookError as error:  # pragma: no cover - shown when it fails
        pytest.fail(str(error))
    finally:
        logbook.close()


def test_the_person_may_be_written_to_where_nothing_restricts() -> None:
    telling = Telling(
        outcome=TellingOutcome.NOT_TOLD,
        reason=NotTellingReason.CANNOT_BE_REACHED,
        explanation="Moved away",
        review_on=date(2027, 1, 1),
    )

    assert not telling.restricts
    assert replace(telling, reason=NotTellingReason.HARM_TO_PERSON).restricts
