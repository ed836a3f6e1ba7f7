# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from logbook.app import Logbook
from logbook.domain.clinical_will import Executor, WillDraft
from logbook.domain.consent import Period
from logbook.domain.drafts import KeptDraft
from logbook.domain.lines import DraftLine
from logbook.domain.notification import NotTellingReason, Telling, TellingOutcome
from logbook.domain.people import ServiceUser
from logbook.domain.records import Act
from logbook.store.keyring import SMALLEST
from logbook.store.membership import without_person
from tests.builders import (
    PASSPHRASE,
    StandingClock,
    a_colleague,
    a_consent_draft,
    a_disclosure_draft,
    a_person,
)
from ui.background import Background
from ui.preferences import Preferences
from ui.session import Session
from ui.tables.entry_card import EntryCard
from ui.today.telling_screen import TellingScreen
from ui.today.today_screen import TodayScreen

Show = Callable[..., object]

LATER = Telling(
    outcome=TellingOutcome.TELL_LATER,
    reason=NotTellingReason.NO_SAFE_CHANNEL,
    explanation="They are away and asked for no letters until they are back",
    review_on=date(2026, 12, 5),
)


def words(screen: QWidget) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def button(screen: QWidget, name: str) -> QAbstractButton:
    found = screen.findChild(QAbstractButton, name)
    assert found is not None
    return found


def line_of(screen: QWidget, name: str) -> QLineEdit:
    found = screen.findChild(QLineEdit, name)
    assert found is not None
    return found


def a_disclosure_to_tell_of(session: Session, name: str = "Zoë Okafor") -> UUID:
    person = a_person(name=name)
    session.logbook.enrolling.add(person)
    consent = a_consent_draft(person.id)
    session.logbook.consenting.record(consent)
    draft = a_disclosure_draft(person.id, consent.id, telling=LATER)
    return session.logbook.disclosing.record(draft).object


def test_an_empty_logbook_says_what_to_begin_with(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    screen = TodayScreen(session)
    shown(screen)

    assert "This logbook is empty" in words(screen)
    with qtbot.waitSignal(screen.add_person):
        button(screen, "today-begin-action").click()


def test_when_nothing_is_waiting_it_says_so_in_a_sentence(session: Session, shown: Show) -> None:
    session.logbook.enrolling.add(a_person())
    screen = TodayScreen(session)
    shown(screen)

    assert "Nothing is waiting" in words(screen)
    assert "Nobody is still to be told" in words(screen)


def test_somebody_still_to_be_told_stands_first_with_the_day_in_words(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    disclosure = a_disclosure_to_tell_of(session)
    session.logbook.drafting.keep(
        KeptDraft(draft=ServiceUser(id=uuid4(), reference="", name="Half typed"))
    )

    screen = TodayScreen(session)
    shown(screen)

    said = words(screen)
    assert said.index("Still to be told") < said.index("To be finished")
    assert "By 5 December 2026, in 15 days" in said
    card = screen.findChild(EntryCard)
    assert card is not None
    with qtbot.waitSignal(screen.open_disclosure) as opened:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert opened.args == [disclosure]


def test_what_is_overdue_says_so(session: Session, shown: Show, clock: StandingClock) -> None:
    a_disclosure_to_tell_of(session)
    clock.advance(days=20)

    screen = TodayScreen(session)
    shown(screen)

    assert "Was to be by 5 December 2026, 5 days ago" in words(screen)


def test_a_draft_opens_itself(session: Session, shown: Show, qtbot: QtBot) -> None:
    kept = KeptDraft(draft=ServiceUser(id=uuid4(), reference="", name="Half typed"), place="x")
    session.logbook.drafting.keep(kept)
    screen = TodayScreen(session)
    shown(screen)

    with qtbot.waitSignal(screen.resume) as resumed:
        button(screen, "draft-1-open").click()

    (line,) = resumed.args
    assert isinstance(line, DraftLine)
    assert line.id == kept.id


def test_a_consent_to_look_at_within_thirty_days_is_listed_and_a_later_one_is_not(
    session: Session, shown: Show
) -> None:
    for name, day in (("Soon", date(2026, 12, 20)), ("Later", date(2026, 12, 21))):
        person = a_person(name=name)
        session.logbook.enrolling.add(person)
        session.logbook.consenting.record(a_consent_draft(person.id, period=Period(review_on=day)))

    screen = TodayScreen(session)
    shown(screen)

    assert "Soon" in words(screen)
    assert "Later" not in words(screen)


def test_telling_somebody_takes_the_disclosure_off_today(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    disclosure = a_disclosure_to_tell_of(session)
    today = TodayScreen(session)
    shown(today)
    with qtbot.waitSignal(today.tell) as asked:
        cards = [card for card in today.findChildren(EntryCard) if card.action_button.isVisible()]
        cards[0].action_button.click()
    assert asked.args == [disclosure]

    form = TellingScreen(session, disclosure)
    shown(form)
    qtbot.keyClick(button(form, "telling-method-2"), Qt.Key.Key_Space)
    said = form.findChild(QPlainTextEdit, "telling-words")
    assert said is not None
    qtbot.keyClicks(said, "Rang at ten")
    with qtbot.waitSignal(form.told):
        button(form, "telling-page-continue").click()

    line = session.logbook.reviewing.line(disclosure)
    assert line is not None
    assert line.state == TellingOutcome.TOLD_AFTER.value
    assert "Still to be told" not in words(today)


def test_telling_without_a_way_is_refused_beside_the_question(
    session: Session, shown: Show
) -> None:
    disclosure = a_disclosure_to_tell_of(session)
    form = TellingScreen(session, disclosure)
    shown(form)

    button(form, "telling-page-continue").click()

    assert "whether, when and how" in words(form)
    line = session.logbook.reviewing.line(disclosure)
    assert line is not None
    assert line.state == TellingOutcome.TELL_LATER.value


def test_telling_is_kept_as_it_is_typed_and_goes_on_where_it_was_left(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    disclosure = a_disclosure_to_tell_of(session)
    form = TellingScreen(session, disclosure)
    shown(form)
    qtbot.keyClick(button(form, "telling-method-2"), Qt.Key.Key_Space)
    day = line_of(form, "telling-told-on")
    day.clear()
    qtbot.keyClicks(day, "yest")
    said = form.findChild(QPlainTextEdit, "telling-words")
    assert said is not None
    said.setFocus()
    qtbot.keyClicks(said, "Rang at ten")
    qtbot.keyClick(said, Qt.Key.Key_Home)
    form.keep_place()
    session.drafts.flush()

    again = TellingScreen(session, disclosure)
    shown(again)

    assert button(again, "telling-method-2").isChecked()
    assert line_of(again, "telling-told-on").text() == "yest"
    words_again = again.findChild(QPlainTextEdit, "telling-words")
    assert words_again is not None
    qtbot.waitUntil(words_again.hasFocus)
    qtbot.keyClicks(words_again, "I r")
    assert words_again.toPlainText() == "I rRang at ten"


def test_leaving_the_telling_form_untouched_keeps_nothing(session: Session, shown: Show) -> None:
    form = TellingScreen(session, a_disclosure_to_tell_of(session))
    shown(form)

    form.keep_place()
    session.drafts.flush()

    assert session.logbook.drafting.all() == ()


def test_a_practice_just_made_is_not_told_of_backups_and_sheets(
    session: Session, shown: Show, clock: StandingClock
) -> None:
    session.logbook.enrolling.add(a_person())
    clock.advance(days=6)
    screen = TodayScreen(session)
    shown(screen)

    assert "Keeping the logbook safe" not in words(screen)


def test_after_a_week_without_a_proven_backup_it_says_so_and_leads_there(
    session: Session, shown: Show, clock: StandingClock, qtbot: QtBot
) -> None:
    session.logbook.enrolling.add(a_person())
    clock.advance(days=7)
    screen = TodayScreen(session)
    shown(screen)

    said = words(screen)
    assert "Keeping the logbook safe" in said
    assert "It was never backed up and proven." in said
    assert "Make a recovery sheet" in said
    assert "Nothing is waiting" not in said
    with qtbot.waitSignal(screen.open_practice) as asked:
        button(screen, "safety-backup-open").click()
    assert asked.args == ["backup"]
    with qtbot.waitSignal(screen.open_practice) as asked:
        button(screen, "safety-recovery-open").click()
    assert asked.args == ["recovery"]


def test_a_proven_backup_is_enough_for_a_week(
    session: Session, shown: Show, clock: StandingClock, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    clock.advance(days=30)
    backing_up = session.logbook.backing_up
    backing_up.record(backing_up.prepare(place).run())
    clock.advance(days=6)
    screen = TodayScreen(session)
    shown(screen)
    assert "Back up the logbook" not in words(screen)

    clock.advance(days=1)
    later = TodayScreen(session)
    shown(later)
    assert "The last proven backup is 7 days old." in words(later)


def test_a_sheet_is_to_be_checked_after_a_year(
    session: Session, shown: Show, clock: StandingClock
) -> None:
    recovering = session.logbook.recovering
    sheet = recovering.make_sheet(recovering.sheet_job(PASSPHRASE).run())
    assert recovering.check(sheet.code)
    clock.advance(days=300)
    soon = TodayScreen(session)
    shown(soon)
    assert "recovery sheet" not in words(soon)

    clock.advance(days=70)
    screen = TodayScreen(session)
    shown(screen)
    assert "Check the recovery sheet" in words(screen)
    assert "It was last checked on 20 November 2026." in words(screen)


def test_a_clinical_will_is_to_be_checked_once_it_is_made_and_again_after_a_year(
    session: Session, shown: Show, clock: StandingClock
) -> None:
    will = session.logbook.clinical_will
    executors = (
        Executor(name="Nia Rowlands", contact="01970 555 010"),
        Executor(name="Huw Prys", contact="01970 555 011"),
    )
    will.make(will.will_job(PASSPHRASE, WillDraft(executors=executors)).run())
    made = TodayScreen(session)
    shown(made)
    assert "Check the clinical will" in words(made)
    assert "have not yet confirmed that they have their cards" in words(made)

    will.check()
    soon = TodayScreen(session)
    shown(soon)
    assert "clinical will" not in words(soon)

    clock.advance(days=370)
    screen = TodayScreen(session)
    shown(screen)
    assert "Check the clinical will" in words(screen)
    assert "It was last checked on 20 November 2026. Ask the executors" in words(screen)


def test_when_somebody_left_the_key_is_to_be_changed(session: Session, shown: Show) -> None:
    logbook = session.logbook
    colleague = a_colleague(logbook)
    before = TodayScreen(session)
    shown(before)
    assert "Change the key of the logbook" not in words(before)

    # As when leaving was cut short before the key was changed.
    opened = logbook._opened
    gone = without_person(
        opened.keys.key_file,
        opened.keys.unlocked,
        str(colleague.id),
        until=logbook.reviewing.entries(),
    )
    logbook.staffing._written(Act.PRACTITIONER_LEFT, replace(colleague, active=False), gone)
    screen = TodayScreen(session)
    shown(screen)

    assert "Change the key of the logbook" in words(screen)


def test_somebody_whose_new_keys_were_cut_short_is_named(session: Session, shown: Show) -> None:
    logbook = session.logbook
    colleague = a_colleague(logbook)
    before = logbook._opened.keys.key_file
    job = logbook.staffing.renew_job(colleague.id, "orchard velvet signal brass", SMALLEST)
    logbook.staffing.renew(job, job.run())
    whole = TodayScreen(session)
    shown(whole)
    assert "cannot unlock" not in words(whole)

    logbook._opened.write_keys(before)
    screen = TodayScreen(session)
    shown(screen)

    assert "Gethin Pugh cannot unlock" in words(screen)


def test_a_backup_that_is_due_is_said_calmly_where_a_place_was_chosen(
    logbook: Logbook, dressed: QApplication, shown: Show, clock: StandingClock, tmp_path: Path
) -> None:
    preferences = Preferences(tmp_path / "preferences.ini")
    session = Session(logbook, Background(dressed), preferences=preferences)
    clock.advance(days=1)
    before = TodayScreen(session)
    shown(before)
    assert "A backup is due" not in words(before)

    preferences.set_backup_place(logbook.id, tmp_path)
    screen = TodayScreen(session)
    shown(screen)

    assert "A backup is due" in words(screen)
    assert "It is made when you close the window, or now." in words(screen)
