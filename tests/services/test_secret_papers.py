# SPDX-License-Identifier: Apache-2.0
"""The papers that open a logbook: where they may lie, what they take along, and their entries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from logbook.app import Logbook, unlock_job
from logbook.documents.deliver import DeliveryError, DeliveryProblem
from logbook.domain.anchored import ReadOnlyReason
from logbook.domain.clinical_will import Executor, ExecutorCard, WillDraft
from logbook.domain.permissions import may
from logbook.domain.practice import Role
from logbook.domain.records import Act
from logbook.domain.recovery import RecoverySheet
from logbook.journal.payload import read_payload
from logbook.services.reading_only import ReadOnly
from logbook.services.secret_papers import PaperJob, PaperNotNotedError, save_paper
from logbook.store import journal_rows
from logbook.store.errors import NotAllowedError, OpenForReadingOnlyError, VaultFullError
from tests.builders import NOON, PASSPHRASE, StandingClock, a_colleague, a_logbook
from tests.services.opened_again import acts_and_objects


@pytest.fixture
def logbook(tmp_path: Path) -> Iterator[Logbook]:
    made, _keys = a_logbook(tmp_path / "Larkfield.logbook", StandingClock())
    yield made
    made.close()


def a_sheet(logbook: Logbook) -> RecoverySheet:
    return logbook.recovering.make_sheet(logbook.recovering.sheet_job(PASSPHRASE).run())


def some_cards(logbook: Logbook) -> tuple[ExecutorCard, ...]:
    wills = logbook.clinical_will
    draft = WillDraft(
        executors=(
            Executor(name="Mair Vaughan", contact="07700 900333"),
            Executor(name="Ifan Reece", contact="3 Bridge Street, Ludlow"),
            Executor(name="Dilys Crowe", contact="07700 900334"),
        )
    )
    return wills.make(wills.will_job(PASSPHRASE, draft).run())


def last_body(logbook: Logbook) -> bytes:
    vault = logbook._opened.vault
    entry = journal_rows.entry_at(vault, journal_rows.size(vault) - 1)
    assert entry is not None
    return entry.body


def text_of(path: Path) -> str:
    with PdfDocument(path) as pdf:
        return " ".join(page.get_textpage().get_text_range() for page in pdf)


def test_sheet_is_saved_where_its_person_wants_it_and_never_inside_a_logbook(
    logbook: Logbook, tmp_path: Path
) -> None:
    sheet = a_sheet(logbook)
    job = PaperJob(paper=sheet, created=NOON)
    assert sheet.code not in repr(job)
    pdf = job.run()
    before = sorted(logbook.path.iterdir())
    with pytest.raises(DeliveryError) as refused:
        save_paper(pdf, logbook.path / "sheet.pdf")
    assert refused.value.problem is DeliveryProblem.INSIDE_A_LOGBOOK
    assert sorted(logbook.path.iterdir()) == before
    place = tmp_path / "sheet.pdf"
    place.write_bytes(b"an earlier one")
    save_paper(pdf, place)
    assert place.read_bytes() == pdf
    assert "Recovery sheet" in text_of(place)


def test_card_says_its_words_and_no_other_card_s(logbook: Logbook, tmp_path: Path) -> None:
    cards = some_cards(logbook)
    save_paper(PaperJob(paper=cards[0], created=NOON).run(), tmp_path / "card.pdf")
    said = text_of(tmp_path / "card.pdf").lower()
    assert all(word in said for word in cards[0].words)
    others = set(cards[1].words) - set(cards[0].words)
    # A few words of the list are words of English that stand on every card.
    assert sum(word in said.split() for word in others) < len(others) // 2


def test_every_time_a_sheet_is_saved_or_printed_the_journal_says_which_and_never_where(
    logbook: Logbook, tmp_path: Path
) -> None:
    sheet, papers = a_sheet(logbook), logbook.secret_papers
    (row, *_earlier) = journal_rows.records_of_kind(logbook._opened.vault, "recovery-sheet")
    assert read_payload(row.payload).id == sheet.id
    before = acts_and_objects(logbook)
    pdf = PaperJob(paper=sheet, created=NOON).run()

    receipts = [papers.save(sheet, pdf, tmp_path / "upstairs.pdf") for _time in (1, 2)]
    body = last_body(logbook)
    papers.check_may_print(sheet)
    papers.note_printed(sheet)

    assert (tmp_path / "upstairs.pdf").read_bytes() == pdf
    assert receipts[0].seq < receipts[1].seq, "each time is an entry of its own"
    assert acts_and_objects(logbook) == [
        *before,
        ("recovery.sheet-saved", str(sheet.id)),
        ("recovery.sheet-saved", str(sheet.id)),
        ("recovery.sheet-printed", str(sheet.id)),
    ]
    assert b'"commitment":""' in body, "nothing is on record but the entry"
    for secret in (*sheet.code_groups, *sheet.lines, "upstairs", str(tmp_path)):
        assert secret.encode() not in body


def test_cards_saved_and_printed_are_entries_about_their_will(
    logbook: Logbook, tmp_path: Path
) -> None:
    cards, papers = some_cards(logbook), logbook.secret_papers
    will = logbook.clinical_will.status().will
    assert will is not None
    before = acts_and_objects(logbook)

    pdf = PaperJob(paper=cards[2], created=NOON).run()
    papers.save(cards[2], pdf, tmp_path / "card.pdf")
    papers.note_printed(cards[0])

    assert acts_and_objects(logbook) == [
        *before,
        ("will.card-saved", str(will.id)),
        ("will.cards-printed", str(will.id)),
    ]


def test_saved_paper_stays_where_the_journal_has_no_room_for_its_entry(
    logbook: Logbook, tmp_path: Path
) -> None:
    sheet = a_sheet(logbook)
    before = acts_and_objects(logbook)
    connection = logbook._opened.vault._connection
    assert connection is not None
    connection.set_authorizer(None)
    connection.execute("PRAGMA max_page_count = 1")

    def save_until_full() -> None:
        while True:
            logbook.secret_papers.save(sheet, b"%PDF the newest", tmp_path / "sheet.pdf")
            (tmp_path / "sheet.pdf").unlink()

    with pytest.raises(PaperNotNotedError) as said:
        save_until_full()
    assert isinstance(said.value.__cause__, VaultFullError)
    assert (tmp_path / "sheet.pdf").read_bytes() == b"%PDF the newest"
    noted = len(acts_and_objects(logbook)) - len(before)
    connection.execute("PRAGMA max_page_count = 100000")
    logbook.secret_papers.save(sheet, b"%PDF the newest", tmp_path / "sheet.pdf")
    assert len(acts_and_objects(logbook)) == len(before) + noted + 1


def test_where_nothing_can_be_recorded_no_such_paper_leaves(
    logbook: Logbook, tmp_path: Path
) -> None:
    sheet = a_sheet(logbook)
    before = acts_and_objects(logbook)
    logbook._opened.turn_read_only(ReadOnly(reason=ReadOnlyReason.ASKED))
    with pytest.raises(OpenForReadingOnlyError):
        logbook.secret_papers.save(sheet, b"%PDF", tmp_path / "sheet.pdf")
    with pytest.raises(OpenForReadingOnlyError):
        logbook.secret_papers.check_may_print(sheet)
    with pytest.raises(OpenForReadingOnlyError):
        logbook.secret_papers.note_printed(sheet)
    assert not (tmp_path / "sheet.pdf").exists()
    assert acts_and_objects(logbook) == before


def test_file_that_cannot_be_written_is_no_entry(logbook: Logbook, tmp_path: Path) -> None:
    sheet = a_sheet(logbook)
    before = acts_and_objects(logbook)
    with pytest.raises(DeliveryError):
        logbook.secret_papers.save(sheet, b"%PDF", tmp_path / "missing" / "sheet.pdf")
    assert acts_and_objects(logbook) == before


def test_reader_lets_their_own_sheet_out_and_cards_are_for_administrators(
    logbook: Logbook, tmp_path: Path
) -> None:
    cards = some_cards(logbook)
    given = "gravel lantern tulip harbour"
    a_colleague(logbook, given, name="Nia Pryce", role=Role.READER)
    logbook.close()
    theirs = Logbook.open(logbook.path, unlock_job(logbook.path, given).run(), logbook.clock)
    sheet = theirs.recovering.make_sheet(theirs.recovering.sheet_job(given).run())
    papers = theirs.secret_papers
    saved = papers.save(sheet, b"%PDF", tmp_path / "sheet.pdf")
    printed = papers.note_printed(sheet)
    with pytest.raises(NotAllowedError):
        papers.save(cards[0], b"%PDF", tmp_path / "card.pdf")
    with pytest.raises(NotAllowedError):
        papers.note_printed(cards[0])
    theirs.close()
    assert (saved.act, printed.act) == (Act.RECOVERY_SHEET_SAVED, Act.RECOVERY_SHEET_PRINTED)
    assert not (tmp_path / "card.pdf").exists()
    assert not may(Role.EXECUTOR, Act.RECOVERY_SHEET_SAVED)
