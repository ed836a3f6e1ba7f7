# SPDX-License-Identifier: Apache-2.0
"""Before the keys are changed a backup is made and proven, where a place for backups is set."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.staff import StaffStatus
from logbook.journal.entry import read_entry
from logbook.store.derivation import SMALLEST
from tests.builders import PASSPHRASE, a_colleague, a_person
from ui.practice.backup_first import stop_backup_under_way
from ui.practice.people_section import PeopleSection
from ui.practice.rotation_sheet import RotationSheet, change_keys
from ui.safekeeping.backup_run import backup_run
from ui.session import Session

Show = Callable[..., QMainWindow]
LONG = 30_000


@pytest.fixture
def window(shown: Show, session: Session) -> QMainWindow:
    a_colleague(session.logbook)
    return shown(PeopleSection(session), height=900)


def press(part: QWidget, name: str) -> None:
    button = next(each for each in part.findChildren(QPushButton, name) if each.isVisible())
    button.click()


def words(part: QWidget) -> str:
    return "\n".join(each.text() for each in part.findChildren(QLabel) if each.isVisible())


def acts(session: Session) -> list[str]:
    bodies = session.logbook._opened.vault.rows("SELECT body FROM entry ORDER BY seq")
    return [read_entry(body).act for (body,) in bodies]


def shown_names(sheet: RotationSheet) -> set[str]:
    return {each.objectName() for each in sheet.findChildren(QPushButton) if each.isVisible()}


def test_somebody_leaves_and_a_proven_backup_comes_before_the_new_key(
    stick: Path, window: QMainWindow, session: Session, qtbot: QtBot
) -> None:
    before = acts(session)
    press(window, "person-2-leave")
    said = words(window)
    assert "A backup is made and proven before the keys are changed." in said
    assert "Make a backup before" not in said
    press(window, "staff-form-do")
    (sheet,) = window.findChildren(RotationSheet)
    assert "Making and proving a backup first" in words(sheet)
    with qtbot.waitSignal(sheet.accepted, timeout=LONG):
        pass

    assert acts(session)[len(before) :] == [
        "practitioner.left",
        "backup.made",
        "root-key.rotated",
    ]
    assert len(list(stick.glob("*.logbookbackup"))) == 1
    assert "has left, and the keys of the logbook are changed" in words(window)


def test_where_no_place_is_set_it_is_asked_for_in_words_and_none_is_made(
    window: QMainWindow, session: Session, qtbot: QtBot
) -> None:
    press(window, "person-2-leave")
    assert "Make a backup before, and prove it." in words(window)
    press(window, "staff-form-do")
    (sheet,) = window.findChildren(RotationSheet)
    with qtbot.waitSignal(sheet.accepted, timeout=LONG):
        pass
    assert "backup.made" not in acts(session)


def test_a_place_that_is_not_there_is_said_and_the_keys_wait_for_an_answer(
    stick: Path, window: QMainWindow, session: Session, qtbot: QtBot
) -> None:
    stick.rmdir()
    before = session.logbook.rotating.root_epoch
    sheet = change_keys(session, window)
    qtbot.waitUntil(lambda: "The keys are not changed yet." in words(sheet), timeout=LONG)
    assert session.logbook.rotating.root_epoch == before
    buttons = {"rotation-later", "rotation-without-backup", "rotation-again"}
    assert shown_names(sheet) == buttons

    press(sheet, "rotation-again")
    qtbot.waitUntil(lambda: shown_names(sheet) == buttons, timeout=LONG)
    with qtbot.waitSignal(sheet.accepted, timeout=LONG):
        press(sheet, "rotation-without-backup")
    assert session.logbook.rotating.root_epoch == before + 1
    assert "backup.made" not in acts(session)


def test_stopped_while_the_backup_is_made_nothing_has_changed_and_it_is_still_due(
    stick: Path, window: QMainWindow, session: Session, qtbot: QtBot
) -> None:
    before = session.logbook.rotating.root_epoch
    press(window, "person-2-leave")
    press(window, "staff-form-do")
    (sheet,) = window.findChildren(RotationSheet)
    with qtbot.waitSignal(sheet.rejected, timeout=LONG):
        press(sheet, "rotation-cancel")

    (gone,) = (each for each in session.logbook.staffing.people() if not each.is_me)
    assert gone.status is StaffStatus.LEFT
    assert session.logbook.rotating.root_epoch == before
    assert list(stick.iterdir()) == []
    assert "still to be changed" in words(window)


def test_a_backup_that_is_under_way_already_will_do(
    stick: Path, window: QMainWindow, session: Session, qtbot: QtBot
) -> None:
    run = backup_run(session)
    run.start(stick)
    assert run.is_running
    sheet = change_keys(session, window)
    with qtbot.waitSignal(sheet.accepted, timeout=LONG):
        pass
    assert acts(session).count("backup.made") == 1


def test_a_snapshot_for_others_will_not_do(
    stick: Path, window: QMainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "others").mkdir()
    backup_run(session).start(tmp_path / "others", publish=True)
    sheet = change_keys(session, window)
    with qtbot.waitSignal(sheet.accepted, timeout=LONG):
        pass
    assert len(list(stick.glob("*.logbookbackup"))) == 1


def test_a_sheet_that_is_left_begins_nothing_when_the_backup_ends(
    stick: Path, window: QMainWindow, session: Session, qtbot: QtBot
) -> None:
    before = session.logbook.rotating.root_epoch
    run = backup_run(session)
    run.start(stick)
    sheet = change_keys(session, window)
    with qtbot.waitSignal(run.made, timeout=LONG):
        sheet.reject()
    assert session.logbook.rotating.root_epoch == before
    assert not sheet._work.is_running


def begin_and_take_own_keys(
    session: Session, stick: Path, *, stop: bool = False, go_on: bool = True
) -> list[str]:
    """Take them before the worker copies a record; give what will be said in vain.

    `go_on`: something is put on record with the new keys, before the worker copies it.
    """
    run, said = backup_run(session), list[str]()
    run.failed.connect(said.append)
    shutting_out = session.logbook.shutting_out
    made = shutting_out.job(PASSPHRASE, SMALLEST).run()
    with session.logbook._opened.vault.turn():
        run.start(stick)
        if stop:
            stop_backup_under_way(session)
        shutting_out.take(made)
        if go_on:
            session.logbook.enrolling.add(a_person())
    return said


def test_one_under_way_when_the_own_keys_are_taken_is_stopped_and_another_is_made(
    stick: Path, window: QMainWindow, session: Session, qtbot: QtBot
) -> None:
    said = begin_and_take_own_keys(session, stick, stop=True)
    with qtbot.waitSignal(change_keys(session, window).accepted, timeout=LONG):
        pass

    assert said == []
    assert acts(session).count("backup.made") == 1
    assert len(list(stick.iterdir())) == 1


def test_one_nobody_stopped_when_the_own_keys_were_taken_will_not_do(
    stick: Path, window: QMainWindow, session: Session, qtbot: QtBot
) -> None:
    said = begin_and_take_own_keys(session, stick)
    with qtbot.waitSignal(change_keys(session, window).accepted, timeout=LONG):
        pass

    assert len(said) == 1, "or the other test shows nothing"
    assert acts(session)[-2:] == ["backup.made", "root-key.rotated"]
    assert acts(session).count("backup.made") == 1


def test_one_that_bears_the_own_keys_of_before_will_not_do_though_it_was_proven(
    stick: Path, window: QMainWindow, session: Session, qtbot: QtBot
) -> None:
    said = begin_and_take_own_keys(session, stick, go_on=False)
    with qtbot.waitSignal(change_keys(session, window).accepted, timeout=LONG):
        pass

    assert said == []
    assert acts(session)[-3:] == ["backup.made", "backup.made", "root-key.rotated"]


def test_one_that_lacks_what_was_put_on_record_since_will_not_do(
    stick: Path, window: QMainWindow, session: Session, qtbot: QtBot
) -> None:
    backup_run(session).start(stick)
    while not list(stick.glob("*.logbookbackup")):
        # No event is heard meanwhile: it is recorded later.
        time.sleep(0.005)
    session.logbook.enrolling.add(a_person())
    with qtbot.waitSignal(change_keys(session, window).accepted, timeout=LONG):
        pass

    assert acts(session)[-3:] == ["backup.made", "backup.made", "root-key.rotated"]


def test_where_there_is_no_backup_under_way_none_is_stopped(session: Session) -> None:
    stop_backup_under_way(session)

    assert not backup_run(session).is_running


def test_one_that_begins_while_the_records_are_encrypted_anew_fails_with_no_word(
    window: QMainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "other").mkdir()
    run, said = backup_run(session), list[str]()
    run.failed.connect(said.append)
    sheet = RotationSheet(session, window)
    sheet.open()
    job = session.logbook.rotating.prepare().run()
    run.start(tmp_path / "other")
    with qtbot.waitSignal(sheet.accepted, timeout=LONG):
        sheet._finish(job)
    qtbot.waitUntil(lambda: not run.is_running, timeout=LONG)

    assert said == []
    assert list((tmp_path / "other").iterdir()) == []
