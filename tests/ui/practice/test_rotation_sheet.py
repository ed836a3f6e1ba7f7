# SPDX-License-Identifier: Apache-2.0
"""The keys are changed in a worker: it can be stopped, and then nothing has changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from logbook.app import AuditReport
from logbook.domain.staff import StaffStatus
from tests.builders import a_colleague, a_person
from ui.asking import Asking
from ui.frame.frame import Frame
from ui.practice.people_section import PeopleSection
from ui.practice.rotation_sheet import RotationSheet, change_keys
from ui.session import Session

Show = Callable[..., QMainWindow]
LONG = 30_000
PEOPLE = 500
"""More than anything looks at in its first few milliseconds."""


@pytest.fixture
def window(shown: Show, session: Session) -> QMainWindow:
    a_colleague(session.logbook)
    return shown(PeopleSection(session), height=900)


def press(part: RotationSheet | QMainWindow, name: str) -> None:
    button = next(each for each in part.findChildren(QPushButton, name) if each.isVisible())
    button.click()


def words(part: RotationSheet | QMainWindow) -> str:
    return "\n".join(each.text() for each in part.findChildren(QLabel) if each.isVisible())


def left_beside(session: Session) -> list[str]:
    return [each.name for each in session.logbook.path.glob(".records-*")]


def test_stopped_it_leaves_the_key_that_was_and_nothing_beside(
    window: QMainWindow, session: Session, qtbot: QtBot
) -> None:
    before = session.logbook.rotating.root_epoch
    sheet = change_keys(session, window)
    assert "Encrypting the records anew" in words(sheet)

    with qtbot.waitSignal(sheet.rejected, timeout=LONG):
        press(sheet, "rotation-cancel")

    assert session.logbook.rotating.root_epoch == before
    assert left_beside(session) == []
    session.logbook.enrolling.add(a_person())
    assert session.logbook.auditing.audit().is_intact


def test_who_has_left_has_left_though_the_change_of_keys_is_stopped_and_it_is_offered_again(
    window: QMainWindow, session: Session, qtbot: QtBot
) -> None:
    before = session.logbook.rotating.root_epoch
    press(window, "person-2-leave")
    press(window, "staff-form-do")
    (sheet,) = window.findChildren(RotationSheet)
    with qtbot.waitSignal(sheet.rejected, timeout=LONG):
        press(sheet, "rotation-cancel")

    assert "has left. The keys of the logbook are still to be changed." in words(window)
    (gone,) = (each for each in session.logbook.staffing.people() if not each.is_me)
    assert gone.status is StaffStatus.LEFT
    assert session.logbook.staffing.rotation_is_due
    press(window, "rotation-do")
    sheet = window.findChildren(RotationSheet)[-1]
    with qtbot.waitSignal(sheet.accepted, timeout=LONG):
        pass
    assert session.logbook.rotating.root_epoch == before + 1
    assert not session.logbook.staffing.rotation_is_due
    assert session.logbook.auditing.audit().is_intact


def test_what_is_written_in_the_last_moment_makes_it_begin_anew_and_is_not_lost(
    window: QMainWindow, session: Session, qtbot: QtBot
) -> None:
    before = session.logbook.rotating.root_epoch
    sheet = RotationSheet(session, window)
    sheet.open()
    job = session.logbook.rotating.prepare().run()
    session.logbook.enrolling.add(a_person(reference="LP-0099"))

    with qtbot.waitSignal(sheet.accepted, timeout=LONG):
        sheet._finish(job)

    assert session.logbook.rotating.root_epoch == before + 1
    assert session.logbook.reviewing.of_reference("LP-0099") is not None
    assert left_beside(session) == []


def test_a_lock_stops_it(window: QMainWindow, session: Session) -> None:
    sheet = change_keys(session, window)

    sheet.reject()
    session.background.cancel_all()
    session.logbook.close()
    session.background.close()

    assert left_beside(session) == []


def test_what_goes_through_everything_in_steps_begins_anew_when_the_keys_have_changed(
    window: QMainWindow, session: Session, qtbot: QtBot
) -> None:
    for number in range(PEOPLE):
        session.logbook.enrolling.add(a_person(reference=f"LP-{number:04}"))
    frame = Frame(session, Asking(window))
    frame.setParent(window)
    errors: list[object] = []
    for each in (session.whole_check, session.due_looking, session.outlook_looking):
        each.failed.connect(errors.append)
    job = session.logbook.rotating.prepare().run()
    session.whole_check.start()
    session.due_looking.start()
    session.outlook_looking.start()
    for step in (session.whole_check, session.due_looking, session.outlook_looking):
        step._go_on()
        assert step.is_running, "or this shows nothing"
    sheet = RotationSheet(session, window)
    sheet.open()
    checks = [session.journal_check.checked, session.whole_check.checked]
    looks = [session.due_looking.ended, session.outlook_looking.ended]
    reports: list[AuditReport] = []
    for check in checks:
        check.connect(reports.append)

    with qtbot.waitSignals([*checks, *looks], timeout=LONG):
        sheet._finish(job)

    assert [report.is_intact for report in reports] == [True, True]
    assert errors == []
    assert len(session.outlook_looking.found or ()) == PEOPLE
    session.journal_check.stop()


def test_it_says_what_has_changed_already_where_something_has(
    window: QMainWindow, session: Session
) -> None:
    stands = "Your own keys are new already; the key of the logbook is not."
    sheet = change_keys(session, window, stands)
    assert "still to be done. " + stands in words(sheet)
    assert "nothing has changed" not in words(sheet)

    sheet._say_no_backup("The stick is full.")

    assert "The stick is full. " + stands in words(sheet)
    assert "not changed yet" not in words(sheet)
    sheet.reject()
