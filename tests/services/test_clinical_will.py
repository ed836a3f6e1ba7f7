# SPDX-License-Identifier: Apache-2.0
"""The clinical will: made, checked, opened with cards, revoked; and what executors may not do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from pypdfium2 import PdfDocument
from sqlcipher3 import dbapi2

from logbook.app import Cards, Logbook, check_cards, unlock_job
from logbook.domain.clinical_will import ClinicalWill, Executor, ExecutorCard, WillDraft, WillStatus
from logbook.domain.drafts import KeptDraft
from logbook.domain.findings import RecordRefusedError
from logbook.domain.lines import LineKind
from logbook.domain.people import SafeContact
from logbook.domain.practice import Role
from logbook.domain.records import Act
from logbook.errors import LogbookError
from logbook.journal.audit import AuditKind
from logbook.journal.tree import root
from logbook.store import connection as connecting
from logbook.store import journal_rows
from logbook.store.derivation import SMALLEST
from logbook.store.errors import (
    CardLengthError,
    CardOfAnotherSetError,
    CardSlipError,
    CardsMistypedError,
    CardTwiceError,
    CardWordError,
    NotAllowedError,
    NoWillError,
    TooFewCardsError,
    WrongCardsError,
    WrongPassphraseError,
    WrongStandingError,
)
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import candidates, write_key_file
from logbook.store.keyring import database_key
from logbook.store.membership import with_person
from logbook.wording.sentences import error_sentence
from tests.builders import (
    COLLEAGUES,
    PASSPHRASE,
    StandingClock,
    a_colleague,
    a_disclosure_draft,
    a_logbook,
    a_person,
    an_access_request,
)
from tests.services.opened_again import acts

DRAFT = WillDraft(
    executors=(
        Executor(name="Mair Vaughan", contact="07700 900333", role="Colleague"),
        Executor(name="Ifan Reece", contact="3 Bridge Street, Ludlow"),
        Executor(name="Dilys Crowe", contact="07700 900334", role="Solicitor"),
    ),
    files="The cabinet in the back room",
)

Open = Callable[..., Logbook]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Larkfield.logbook"


@pytest.fixture
def logbook(path: Path, clock: StandingClock) -> Iterator[Logbook]:
    made, _keys = a_logbook(path, clock)
    yield made
    made.close()


@pytest.fixture
def enter(path: Path, clock: StandingClock) -> Iterator[Open]:
    """Open the logbook with a passphrase or cards; it is closed afterwards."""
    opened: list[Logbook] = []

    def open_with(way: Cards | str, **how: object) -> Logbook:
        opened.append(Logbook.open(path, unlock_job(path, way).run(), clock, **how))  # type: ignore[arg-type]
        return opened[-1]

    yield open_with
    for one in opened:
        one.close()


def put_page_back(path: Path, before: bytes, name: str) -> None:
    """Put the first page of a table or an index back as it was, which takes no key."""
    records, page = LogbookFolder(path).records, 4096
    connection = dbapi2.connect(str(records))
    try:
        connecting._give_key(connection, database_key(unlock_job(path, PASSPHRASE).run().unlocked))
        found = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        ((number,),) = connection.execute(found, (name,)).fetchall()
    finally:
        connection.close()
    place = page * (number - 1)
    with records.open("r+b") as file:
        file.seek(place)
        assert file.read(page) != before[place : place + page]
        file.seek(place)
        file.write(before[place : place + page])


def will_of(logbook: Logbook, draft: WillDraft = DRAFT) -> tuple[ExecutorCard, ...]:
    wills = logbook.clinical_will
    return wills.make(wills.will_job(PASSPHRASE, draft).run())


def said(*cards: ExecutorCard) -> Cards:
    return Cards(tuple(" ".join(card.words) for card in cards))


def refusal(path: Path, cards: Cards) -> LogbookError:
    before = [copy.read_bytes() for copy in LogbookFolder(path).keys]
    with pytest.raises(LogbookError) as found:
        unlock_job(path, cards).run()
    assert [copy.read_bytes() for copy in LogbookFolder(path).keys] == before
    return found.value


def test_any_two_of_three_cards_open_the_logbook_as_executors(logbook: Logbook, path: Path) -> None:
    cards = will_of(logbook)
    assert [len(card.words) for card in cards] == [33, 33, 33]
    logbook.close()
    for pair in ((0, 1), (1, 2), (2, 0)):
        keys = unlock_job(path, said(*(cards[number] for number in pair))).run()
        assert keys.unlocked.role == Role.EXECUTOR.value
    assert unlock_job(path, said(*cards)).run().unlocked.role == Role.EXECUTOR.value


def test_opening_with_cards_is_the_next_entry_of_the_journal(logbook: Logbook, enter: Open) -> None:
    cards = will_of(logbook)
    before = len(acts(logbook))
    will = logbook.clinical_will.status().will
    logbook.close()
    opened = enter(said(*cards[:2]), failed_before=1)
    assert acts(opened)[before:] == ["will.opened", "logbook.unlocking-failed"]
    entry = journal_rows.entry_at(opened._opened.vault, before)
    assert entry is not None
    assert will is not None
    assert json.loads(entry.body)["object"] == str(will.id)
    assert opened.auditing.audit().is_intact


@pytest.mark.parametrize("damaged", ["line", "record_of_safety"])
def test_opening_with_cards_is_the_next_entry_where_lists_differ_and_the_clock_was_set_back(
    logbook: Logbook, path: Path, enter: Open, clock: StandingClock, damaged: str
) -> None:
    logbook.enrolling.add(a_person(reference="LP-0001"))
    logbook.close()
    earlier = LogbookFolder(path).records.read_bytes()
    again = enter(PASSPHRASE)
    again.enrolling.add(a_person(reference="LP-0002", name="Nia Bowen"))
    cards = will_of(again)
    before, will = len(acts(again)), again.clinical_will.status().will
    assert will is not None
    again.close()
    put_page_back(path, earlier, damaged)

    clock.advance(hours=-3)
    opened = enter(said(*cards[:2]), failed_before=1)
    assert acts(opened)[before:] == [
        "will.opened",
        "clock.regressed",
        "lists.rebuilt",
        "logbook.unlocking-failed",
    ]
    entry = journal_rows.entry_at(opened._opened.vault, before)
    assert entry is not None
    noted = json.loads(entry.body)
    # An index that hides the will is made again after the entry: it says who, if not by which.
    assert noted["object"] == (str(will.id) if damaged == "line" else noted["actor"])
    report = opened.auditing.audit()
    assert {one.kind for one in report.findings} == {
        AuditKind.TIME_REGRESSED,
        AuditKind.LISTS_DIFFER,
    }
    assert report.is_intact
    assert "Nia Bowen" in {one.name for one in opened.clinical_will.view().to_tell}


def test_opening_with_cards_on_a_clock_set_back_has_a_receipt_that_proves_it(
    logbook: Logbook, enter: Open, clock: StandingClock
) -> None:
    cards = will_of(logbook)
    before = len(acts(logbook))
    logbook.close()
    clock.advance(days=-2)
    opened = enter(said(*cards[1:]))
    assert acts(opened)[before:] == ["will.opened", "clock.regressed"]
    clock.advance(hours=-1)
    receipt = opened._scribe.write(Act.WILL_OPENED, object_id=uuid4())
    assert acts(opened)[before + 2 :] == ["will.opened", "clock.regressed"]
    assert (receipt.seq, receipt.size) == (before + 2, before + 3)
    assert receipt.root == root(receipt.size, journal_rows.read_node(opened._opened.vault))
    assert opened.auditing.audit().is_intact


def test_executors_leave_a_trace_even_if_they_ask_to_read_only(
    logbook: Logbook, enter: Open
) -> None:
    cards = will_of(logbook)
    logbook.close()
    assert acts(enter(said(*cards[1:]), read_only=True))[-1] == "will.opened"


def test_executors_see_whom_to_tell_clocks_and_dates(logbook: Logbook, enter: Open) -> None:
    person = a_person(
        name="Nia Bowen",
        phone="07700 900501",
        address="4 Castle Street",
        email="nia@home.example",
        safe_contact=SafeContact(may_write=False, code_word="heron", note="After six"),
    )
    logbook.enrolling.add(person)
    logbook.keeping.keep(an_access_request(person.id))
    cards = will_of(logbook)
    logbook.close()
    view = enter(said(*cards[:2])).clinical_will.view()
    (told,) = view.to_tell
    assert (told.name, told.code_word, told.care) == ("Nia Bowen", "heron", "After six")
    assert [way.where for way in told.ways] == ["07700 900501"]
    (clock,) = view.clocks
    assert (clock.kind, clock.person) == (LineKind.ACCESS_REQUEST, "Nia Bowen")
    assert [one.name for one in view.kept] == ["Nia Bowen"]
    assert view.files.note == "The cabinet in the back room"
    assert view.files.address.startswith("2 Mill Lane")
    assert view.practitioner == "Rhian Prosser"


def test_episode_is_told_as_of_the_last_day_the_practice_worked(
    logbook: Logbook, enter: Open, clock: StandingClock
) -> None:
    old = a_person(name="Owen Old", reference="LP-0001")
    logbook.enrolling.add(old)
    clock.advance(days=200)
    late = a_person(name="Lena Late", reference="LP-0002")
    logbook.enrolling.add(late)
    cards = will_of(logbook)
    logbook.close()
    clock.advance(days=150)
    view = enter(said(*cards[:2])).clinical_will.view()
    assert [one.name for one in view.to_tell] == ["Lena Late"]
    assert {one.name for one in view.kept} == {"Owen Old", "Lena Late"}


def test_somebody_a_draft_is_about_is_to_be_told_though_no_episode_is_open(
    logbook: Logbook, clock: StandingClock
) -> None:
    begun, done = (
        a_person(name=name, reference=reference)
        for name, reference in (("Bryn Begun", "LP-0003"), ("Dora Done", "LP-0004"))
    )
    for person in (begun, done):
        logbook.enrolling.add(person)
    clock.advance(days=200)
    logbook.drafting.keep(KeptDraft(draft=a_disclosure_draft(begun.id, None)))
    will_of(logbook)
    assert [one.name for one in logbook.clinical_will.view().to_tell] == ["Bryn Begun"]


def test_the_dead_are_not_to_be_told(logbook: Logbook) -> None:
    logbook.enrolling.add(a_person(died=date(2026, 11, 1)))
    will_of(logbook)
    assert logbook.clinical_will.view().to_tell == ()


def test_executors_get_nothing_else(logbook: Logbook, enter: Open) -> None:
    person = a_person()
    logbook.enrolling.add(person)
    cards = will_of(logbook)
    logbook.close()
    opened = enter(said(*cards[:2]))
    refused: tuple[Callable[[], object], ...] = (
        lambda: opened.reviewing.person(person.id),
        opened.reviewing.order_of_people,
        lambda: opened.reviewing.due(date.max),
        lambda: opened.reviewing.timeline(person.id),
        lambda: opened.reviewing.dossier(person.id),
        lambda: opened.searching.search("Okonkwo"),
        opened.drafting.all,
        lambda: opened.exporting.prepare_accounting(person.id),
        lambda: opened.enrolling.add(a_person(reference="LP-9")),
        lambda: opened.disclosing.record(a_disclosure_draft(person.id, None)),
        lambda: opened.backing_up.prepare(opened.path.parent),
        opened.rotating.rotate,
        opened.clinical_will.revoke,
        opened.clinical_will.check,
        lambda: opened.clinical_will.will_job(said(*cards[:2]), DRAFT),
        lambda: opened.staffing.suspend(person.id),
    )
    before = acts(opened)
    for act in refused:
        with pytest.raises(NotAllowedError):
            act()
    assert acts(opened) == before


def test_executors_cannot_give_themselves_a_lasting_way(
    logbook: Logbook, enter: Open, path: Path
) -> None:
    cards = will_of(logbook)
    logbook.close()
    opened = enter(said(*cards[:2]))
    new = "violet kettle harbour mango"
    slot = opened.unlocking.passphrase_job(said(*cards[:2]), new, cost=SMALLEST).run()
    with pytest.raises(NotAllowedError):
        opened.unlocking.change_passphrase(slot)
    recovering = opened.recovering
    with pytest.raises(NotAllowedError):
        recovering.make_sheet(recovering.sheet_job(said(*cards[:2])).run())
    opened.close()
    with pytest.raises(WrongPassphraseError):
        unlock_job(path, new).run()


def test_practitioner_may_look_at_what_executors_would_see(logbook: Logbook, enter: Open) -> None:
    with pytest.raises(NoWillError):
        logbook.clinical_will.view()
    will_of(logbook)
    assert logbook.clinical_will.view().files.note == DRAFT.files
    a_colleague(logbook, role=Role.AUDITOR)
    logbook.close()
    with pytest.raises(NotAllowedError):
        enter(COLLEAGUES).clinical_will.view()


def test_making_is_noted_and_no_word_is_on_record(logbook: Logbook) -> None:
    cards = will_of(logbook)
    assert acts(logbook)[-2:] == ["practitioner.enrolled", "will.made"]
    rows = journal_rows.records_of_kind(logbook._opened.vault, "clinical-will")
    on_record = b"".join(row.payload for row in rows).decode()
    assert "Mair Vaughan" in on_record
    for card in cards:
        assert " ".join(card.words[4:8]) not in on_record
        assert not any(f"'{word}'" in repr(card) for word in card.words)


def test_card_says_whose_it_is_and_whom_to_call(logbook: Logbook) -> None:
    first, second, third = will_of(logbook)
    assert (first.number, first.count, first.threshold) == (1, 3, 2)
    assert first.holder == DRAFT.executors[0]
    assert second.others == (DRAFT.executors[0], DRAFT.executors[2])
    assert third.practitioner == "Rhian Prosser"
    assert third.practice_lines[0] == "2 Mill Lane"


@pytest.mark.parametrize(
    ("draft", "part"),
    [
        (replace(DRAFT, executors=DRAFT.executors[:1]), "executors"),
        (replace(DRAFT, executors=DRAFT.executors * 6), "executors"),
        (replace(DRAFT, threshold=1), "threshold"),
        (replace(DRAFT, threshold=4), "threshold"),
        (
            replace(DRAFT, executors=(*DRAFT.executors[:2], Executor(name=" ", contact="x"))),
            "executors.name",
        ),
        (
            replace(DRAFT, executors=(*DRAFT.executors[:2], Executor(name="A", contact=""))),
            "executors.contact",
        ),
    ],
)
def test_will_that_would_not_open_is_not_made(
    logbook: Logbook, draft: WillDraft, part: str
) -> None:
    with pytest.raises(RecordRefusedError) as found:
        logbook.clinical_will.will_job(PASSPHRASE, draft)
    assert part in {finding.part for finding in found.value.findings}


def test_will_needs_proof_and_an_administrator(logbook: Logbook, enter: Open) -> None:
    with pytest.raises(WrongPassphraseError):
        logbook.clinical_will.will_job("somebody at the desk", DRAFT).run()
    a_colleague(logbook)
    logbook.close()
    with pytest.raises(NotAllowedError):
        enter(COLLEAGUES).clinical_will.will_job(COLLEAGUES, DRAFT)


def test_will_nobody_confirmed_the_cards_of_is_to_be_checked_from_the_day_it_was_made(
    logbook: Logbook, clock: StandingClock
) -> None:
    cards = will_of(logbook)
    made = logbook.clinical_will.status()
    assert (made.check_due_on, made.checked_on) == (made.made_on, None)
    assert made.is_check_due
    clock.advance(days=30)
    assert logbook.clinical_will.status().is_check_due
    logbook.clinical_will.check(logbook.clinical_will.trial(said(*cards[:2])).run())
    assert not logbook.clinical_will.status().is_check_due
    assert logbook.clinical_will.status().check_due_on == date(2027, 12, 20)
    will_of(logbook)
    assert logbook.clinical_will.status().is_check_due, "other cards, confirmed by nobody"


def test_check_is_due_each_year(logbook: Logbook, clock: StandingClock) -> None:
    assert logbook.clinical_will.status() == WillStatus()
    with pytest.raises(NoWillError):
        logbook.clinical_will.check()
    cards = will_of(logbook)
    assert logbook.clinical_will.status().checked_on is None
    logbook.clinical_will.check()
    assert logbook.clinical_will.status().check_due_on == date(2027, 11, 20)
    assert not logbook.clinical_will.status().is_check_due
    clock.advance(days=365)
    assert logbook.clinical_will.status().is_check_due
    assert logbook.clinical_will.status().tried_on is None
    logbook.clinical_will.check(logbook.clinical_will.trial(said(*cards[1:])).run())
    assert acts(logbook)[-1] == "will.checked"
    assert not logbook.clinical_will.status().is_check_due
    assert logbook.clinical_will.status().tried_on == date(2027, 11, 20)
    clock.moment += timedelta(days=366)
    logbook.clinical_will.check()
    assert logbook.clinical_will.status().checked_on == date(2028, 11, 20)
    assert logbook.clinical_will.status().tried_on == date(2027, 11, 20)


def test_check_with_the_wrong_cards_is_not_noted(
    logbook: Logbook, tmp_path: Path, clock: StandingClock
) -> None:
    will_of(logbook)
    other, _keys = a_logbook(tmp_path / "Other.logbook", clock)
    cards = will_of(other)
    other.close()
    before = acts(logbook)
    with pytest.raises(WrongCardsError):
        logbook.clinical_will.trial(said(*cards[:2])).run()
    assert acts(logbook) == before


def test_one_card_and_a_mistyped_one_open_nothing_and_the_trial_says_which(
    logbook: Logbook,
) -> None:
    cards = will_of(logbook)
    with pytest.raises(CardsMistypedError):
        logbook.clinical_will.trial(said(cards[0])).run()
    first, second = (" ".join(card.words) for card in cards[:2])
    slip = Cards((first, second.replace(second.split()[4], "academic", 1)))
    with pytest.raises(CardsMistypedError) as mistyped:
        logbook.clinical_will.trial(slip).run()
    assert mistyped.value.card == 2


def test_cards_tried_of_a_will_that_was_replaced_meanwhile_are_not_noted_of_the_new_one(
    logbook: Logbook,
) -> None:
    tried = logbook.clinical_will.trial(said(*will_of(logbook)[:2])).run()
    will_of(logbook)
    with pytest.raises(NoWillError):
        logbook.clinical_will.check(tried)
    assert logbook.clinical_will.status().tried_on is None


def test_what_executors_see_leaves_as_a_pdf_and_the_journal_says_so(
    logbook: Logbook, path: Path, clock: StandingClock, tmp_path: Path
) -> None:
    logbook.enrolling.add(a_person(name="Carys Beynon"))
    cards = will_of(logbook)
    logbook.close()
    opened = Logbook.open(path, unlock_job(path, said(*cards[:2])).run(), clock)
    try:
        pdf = opened.clinical_will.sheet_job(opened.clinical_will.view()).run()
        text = "".join(page.get_textpage().get_text_range() for page in PdfDocument(pdf))
        assert "Carys Beynon" in text
        assert "What the executors need to know" in text
        opened.clinical_will.save_sheet(pdf, tmp_path / "sheet.pdf")
        assert (tmp_path / "sheet.pdf").read_bytes() == pdf
        opened.clinical_will.note_sheet_printed()
        assert acts(opened)[-2:] == ["will.view-saved", "will.view-printed"]
    finally:
        opened.close()


def test_nobody_but_executors_and_administrators_takes_away_what_executors_see(
    logbook: Logbook, path: Path, clock: StandingClock, tmp_path: Path
) -> None:
    will_of(logbook)
    a_colleague(logbook)
    view = logbook.clinical_will.view()
    logbook.close()
    theirs = Logbook.open(path, unlock_job(path, COLLEAGUES).run(), clock)
    try:
        for asked in (
            lambda: theirs.clinical_will.sheet_job(view),
            lambda: theirs.clinical_will.save_sheet(b"", tmp_path / "sheet.pdf"),
            theirs.clinical_will.note_sheet_printed,
        ):
            with pytest.raises(NotAllowedError):
                asked()
        assert not (tmp_path / "sheet.pdf").exists()
    finally:
        theirs.close()


def test_revoked_cards_open_nothing_any_more(logbook: Logbook, path: Path) -> None:
    cards = will_of(logbook)
    before = logbook.rotating.root_epoch
    logbook.clinical_will.revoke()
    assert acts(logbook)[-3:] == ["practitioner.left", "will.revoked", "root-key.rotated"]
    assert logbook.rotating.root_epoch == before + 1
    assert logbook.clinical_will.status() == WillStatus()
    with pytest.raises(NoWillError):
        logbook.clinical_will.revoke()
    assert isinstance(refusal(path, said(*cards[:2])), WrongCardsError)
    assert logbook.auditing.audit().is_intact


def test_new_will_takes_the_place_of_the_earlier_one(logbook: Logbook, path: Path) -> None:
    first = will_of(logbook)
    second = will_of(logbook, replace(DRAFT, threshold=3))
    assert isinstance(refusal(path, said(*first[:2])), WrongCardsError)
    assert unlock_job(path, said(*second)).run().unlocked.role == Role.EXECUTOR.value
    assert isinstance(refusal(path, said(*second[:2])), TooFewCardsError)
    executors = [one for one in candidates(LogbookFolder(path))[0].people if one.role == "executor"]
    assert len(executors) == 1


def test_cards_open_after_the_root_key_was_changed(logbook: Logbook, path: Path) -> None:
    cards = will_of(logbook)
    logbook.rotating.rotate()
    logbook.close()
    assert unlock_job(path, said(*cards[:2])).run().unlocked.role == Role.EXECUTOR.value


def test_executor_the_journal_does_not_know_is_let_go(
    logbook: Logbook, path: Path, enter: Open
) -> None:
    """A crash after the key file was written, and before the journal was."""
    wills = logbook.clinical_will
    new = wills.will_job(PASSPHRASE, DRAFT).run()
    opened = logbook._opened
    unfinished = with_person(
        opened.keys.key_file, opened.keys.unlocked, wills._new_person(new), new.slot
    )
    opened.write_keys(unfinished)
    logbook.close()
    again = enter(PASSPHRASE)
    assert again.clinical_will.status() == WillStatus()
    assert isinstance(refusal(path, Cards(new.mnemonics[:2])), WrongCardsError)


def test_holder_whose_will_was_never_recorded_goes_when_one_is_made(
    logbook: Logbook, path: Path
) -> None:
    wills = logbook.clinical_will
    new = wills.will_job(PASSPHRASE, DRAFT).run()
    wills.make(new)
    # As if the act that says it were of another holder: the key file has one nobody answers for.
    will = wills.status().will
    assert isinstance(will, ClinicalWill)
    wills._scribe.write(Act.WILL_CHECKED, replace(will, id=uuid4(), holder=uuid4()))
    assert wills.status() == WillStatus()
    will_of(logbook)
    assert isinstance(refusal(path, Cards(new.mnemonics[:2])), WrongCardsError)


def test_older_key_file_put_back_lets_revoked_executors_in_no_more(
    logbook: Logbook, path: Path, enter: Open
) -> None:
    cards = will_of(logbook)
    before = logbook._opened.keys.key_file
    logbook.clinical_will.revoke()
    logbook.close()
    write_key_file(LogbookFolder(path), before)
    with pytest.raises(LogbookError):
        enter(said(*cards[:2]))


def test_word_that_is_none_is_named_with_the_one_meant(logbook: Logbook, path: Path) -> None:
    first, second, _third = will_of(logbook)
    words = list(second.words)
    spoiled = words[6] + "x"
    words[6] = spoiled
    error = refusal(path, Cards((" ".join(first.words), " ".join(words))))
    assert isinstance(error, CardWordError)
    assert error.details == {"card": 2, "place": 7, "meant": second.words[6]}
    assert second.words[6] not in str(error)
    assert error_sentence(error).startswith(
        f"Word 7 of card 2 is not right; is it “{second.words[6]}”?"
    )


def test_card_with_a_slip_is_named(logbook: Logbook, path: Path) -> None:
    first, second, _third = will_of(logbook)
    words = list(second.words)
    words[3], words[20] = words[20], words[3]
    if words == list(second.words):
        pytest.skip("the two words are the same")
    error = refusal(path, Cards((" ".join(first.words), " ".join(words))))
    assert isinstance(error, CardSlipError)
    assert error.card == 2
    assert "Card 2" in error_sentence(error) or "card 2" in error_sentence(error)


def test_other_ways_cards_fail_have_one_clear_sentence_each(
    logbook: Logbook, path: Path, tmp_path: Path, clock: StandingClock
) -> None:
    first, second, _third = will_of(logbook)
    elsewhere, _keys = a_logbook(tmp_path / "Other.logbook", clock)
    others = will_of(elsewhere)
    elsewhere.close()
    logbook.close()
    short = Cards((" ".join(first.words[:-1]),))
    failures: tuple[tuple[Cards, type[LogbookError], str], ...] = (
        (said(first), TooFewCardsError, "It takes 2 cards, and 1 were typed."),
        (Cards(()), TooFewCardsError, "It takes 2 cards, and 0 were typed."),
        (said(first, first), CardTwiceError, "Card 2 is one that was typed already."),
        (said(first, others[1]), CardOfAnotherSetError, "Card 2 does not belong with the first"),
        (said(*others[:2]), WrongCardsError, "These cards do not open this logbook"),
        (short, CardLengthError, "A card has 33 words, and 32 were typed for card 1."),
    )
    for cards, kind, sentence in failures:
        error = refusal(path, cards)
        assert type(error) is kind
        assert error_sentence(error).startswith(sentence)
        assert "Nothing was changed." in error_sentence(error)
    assert unlock_job(path, said(first, second)).run().unlocked.role == Role.EXECUTOR.value


def test_cards_are_checked_as_they_are_typed(logbook: Logbook) -> None:
    cards = said(*will_of(logbook)).mnemonics
    assert check_cards(()) == 2
    assert check_cards(cards[:1]) == 1
    assert check_cards(cards[:2]) == 0
    assert check_cards(cards) == 0
    numbered = " ".join(f"{place}. {word}," for place, word in enumerate(cards[0].split(), 1))
    assert check_cards((numbered.upper(),)) == 1


def test_executors_are_given_no_other_role_and_no_passphrase(logbook: Logbook) -> None:
    will_of(logbook)
    (holder,) = (one.id for one in logbook.staffing.people() if one.role is Role.EXECUTOR)
    with pytest.raises(WrongStandingError):
        logbook.staffing.change_role(holder, Role.ADMINISTRATOR)
    with pytest.raises(WrongStandingError):
        logbook.staffing.renew_job(holder, "violet kettle harbour mango", SMALLEST)
