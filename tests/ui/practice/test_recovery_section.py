# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from logbook.app import RecoveryCode, unlock_job
from logbook.domain.practice import Role
from logbook.domain.recovery import RecoverySheet, RecoveryStatus
from logbook.domain.ways import WayKind
from logbook.journal.entry import read_entry
from logbook.services.opening import OpenFolder
from logbook.services.secret_store import SecretStoreError
from logbook.store.errors import WrongPassphraseError
from logbook.store.folder import LogbookFolder
from tests.builders import COLLEAGUES, PASSPHRASE, StandingClock, a_colleague, a_person
from tests.full_disk import FullAfterTwoWrites
from tests.kept_here import KeptHere
from ui.practice.recovery_section import RecoverySection
from ui.practice.rotation_sheet import RotationSheet
from ui.session import Session
from ui.today.safety import safety_lines

Enter = Callable[[QWidget], Any]
LONG = 30_000


def titles_on_today(session: Session) -> list[str]:
    return [line.text.title for line in safety_lines(session.logbook, session.preferences)]


def make_a_sheet(room: Any) -> RecoverySheet:
    room.type_in("sheet-proof", PASSPHRASE)
    room.press("sheet-make")
    room.wait_for("The sheet is made")
    sheet = room.section.sheet._sheet
    assert isinstance(sheet, RecoverySheet)
    return sheet


def test_without_a_sheet_it_says_what_is_at_stake_and_asks_for_no_check(
    session: Session, enter: Enter
) -> None:
    room = enter(RecoverySection(session))

    assert "There is no recovery sheet" in room.words()
    assert not room.section.check.isVisibleTo(room.section)
    assert not room.part(QPushButton, "recovery-drop").isVisibleTo(room.section)


def test_a_sheet_is_made_saved_and_checked_by_three_of_its_groups(
    session: Session, enter: Enter, tmp_path: Path
) -> None:
    room = enter(RecoverySection(session))
    sheet = make_a_sheet(room)
    assert "never checked" in room.words()

    room.press("sheet-save")
    place = tmp_path / "sheet.pdf"
    room.choose(room.section.sheet, place)
    room.wait_for("Saved as sheet.pdf")
    assert place.read_bytes().startswith(b"%PDF")

    for number, name in zip(room.section.check._asked, (1, 2, 3), strict=True):
        room.type_in(f"check-group-{name}", sheet.code_groups[number - 1].lower())
    room.press("check-it")
    room.wait_for("The sheet is right")

    assert session.logbook.recovering.status().checked_on is not None
    assert "to be checked again from" in room.words()
    assert unlock_job(session.logbook.path, RecoveryCode(sheet.code)).run().unlocked.person_id


def test_wrong_groups_are_refused_and_nothing_is_recorded(session: Session, enter: Enter) -> None:
    room = enter(RecoverySection(session))
    make_a_sheet(room)

    for name in (1, 2, 3):
        room.type_in(f"check-group-{name}", "0000")
    room.press("check-it")

    assert "These are not the groups on the sheet" in room.words()
    assert session.logbook.recovering.status().checked_on is None


def test_a_wrong_passphrase_makes_no_sheet(session: Session, enter: Enter) -> None:
    room = enter(RecoverySection(session))
    card = room.section.sheet

    room.type_in("sheet-proof", "not the passphrase")
    room.press("sheet-make")
    room.qtbot.waitUntil(lambda: bool(card.banner.text()), timeout=30_000)

    assert session.logbook.recovering.status().made_on is None
    assert not room.part(QPushButton, "sheet-save").isVisibleTo(room.section)


def test_a_year_later_the_whole_code_is_asked_for(
    session: Session, enter: Enter, clock: StandingClock
) -> None:
    room = enter(RecoverySection(session))
    sheet = make_a_sheet(room)
    session.logbook.recovering.check(sheet.code)
    clock.advance(days=366)

    again = enter(RecoverySection(session))
    assert "it is time to check it again" in again.words()
    again.type_in("check-code", sheet.code)
    again.press("check-it")
    again.wait_for("The code opens")
    assert not session.logbook.recovering.status().is_drill_due

    again.type_in("check-code", "certainly no code at all")
    again.press("check-it")
    assert again.section.check.banner.text()
    assert "The code opens" not in again.section.check.banner.text()


def test_a_change_of_the_key_makes_the_sheet_void(session: Session, enter: Enter) -> None:
    room = enter(RecoverySection(session))
    make_a_sheet(room)

    session.logbook.rotating.rotate()
    room.section.refresh()

    assert "Where the key file is lost, it does not help any more" in room.words()


def test_a_sheet_is_dropped_once_that_is_confirmed(session: Session, enter: Enter) -> None:
    room = enter(RecoverySection(session))
    make_a_sheet(room)

    room.press("recovery-drop")
    assert session.logbook.recovering.status().made_on is not None
    room.confirm(room.section.status)

    assert session.logbook.recovering.status().made_on is None
    assert "There is no recovery sheet" in room.words()
    assert not room.part(QPushButton, "sheet-save").isVisibleTo(room.section)
    assert "until then, it opens a copy of the files" in room.words()
    assert "the keys are still the same" in room.words()


def words_on(dialog: QWidget) -> str:
    return " ".join(each.text() for each in dialog.findChildren(QLabel))


def acts(session: Session) -> list[str]:
    bodies = session.logbook._opened.vault.rows("SELECT body FROM entry ORDER BY seq")
    return [read_entry(body).act for (body,) in bodies]


def rotations_over(room: Any) -> list[RotationSheet]:
    return [each for each in room.section.window().findChildren(RotationSheet) if each.isVisible()]


def on_rotations(room: Any, name: str) -> list[QPushButton]:
    return [
        button for sheet in rotations_over(room) for button in sheet.findChildren(QPushButton, name)
    ]


def change_the_keys(room: Any) -> None:
    room.type_in("keys-proof", PASSPHRASE)
    room.press("keys-change")
    room.confirm(room.section.keys)


def stop_the_rotation(room: Any) -> None:
    (sheet,) = rotations_over(room)
    (button,) = sheet.findChildren(QPushButton, "rotation-cancel")
    button.click()


def test_before_a_sheet_is_dropped_it_says_what_the_paper_still_opens(
    session: Session, enter: Enter
) -> None:
    room = enter(RecoverySection(session))
    make_a_sheet(room)
    room.press("recovery-drop")
    (dialog,) = room.section.status.asking.open_dialogs
    said = " ".join(each.text() for each in dialog.findChildren(QLabel))

    assert "It unlocks this logbook no more" in said
    assert "a copy of the files can still get in, until the keys are changed" in said


def test_a_sheet_that_takes_anothers_place_offers_the_change_of_keys_right_there(
    session: Session, enter: Enter
) -> None:
    room = enter(RecoverySection(session))
    make_a_sheet(room)
    assert not room.part(QPushButton, "sheet-keys").isVisibleTo(room.section)
    room.type_in("sheet-proof", PASSPHRASE)
    room.press("sheet-make")
    room.qtbot.waitUntil(
        lambda: session.logbook.recovering.status().earlier_on is not None, timeout=LONG
    )

    room.press("sheet-keys")

    assert room.part(QLineEdit, "keys-proof").hasFocus()
    assert "was dropped or replaced, and the keys are still the same" in room.words()


def test_the_keys_are_changed_and_the_lost_sheet_opens_nothing(
    session: Session, enter: Enter
) -> None:
    room = enter(RecoverySection(session))
    sheet = make_a_sheet(room)
    before = session.logbook.rotating.root_epoch
    room.press("recovery-keys")
    assert room.part(QLineEdit, "keys-proof").hasFocus()

    change_the_keys(room)
    room.wait_for("The keys are changed")

    assert "There is no recovery sheet" in room.words()
    assert not room.part(QPushButton, "sheet-save").isVisibleTo(room.section)
    assert not room.part(QLineEdit, "keys-proof").text()
    assert session.logbook.rotating.root_epoch == before + 1
    assert session.logbook.recovering.status() == RecoveryStatus()
    with pytest.raises(WrongPassphraseError):
        unlock_job(session.logbook.path, RecoveryCode(sheet.code)).run()
    session.logbook.enrolling.add(a_person())
    assert session.logbook.auditing.audit().is_intact


def test_stopped_it_says_that_the_sheet_still_opens_a_copy_and_it_can_be_done_again(
    session: Session, enter: Enter
) -> None:
    room = enter(RecoverySection(session))
    make_a_sheet(room)

    # At the very first moment the rotation is there: it may be over soon.
    def stop_soon() -> None:
        QTimer.singleShot(0, lambda: stop_the_rotation(room))

    room.section.keys.taken.connect(stop_soon)
    change_the_keys(room)
    room.wait_for("The key of the logbook is still the same")
    assert session.logbook.recovering.status().earlier_on is not None

    # Whoever comes in later is told, and not that there is nothing to do.
    later = enter(RecoverySection(session))
    assert "The change of keys was begun and not ended" in later.words()
    assert "there is nothing to do" not in later.words()
    assert not later.part(QLineEdit, "keys-proof").isVisibleTo(later.section)
    assert not later.part(QPushButton, "keys-change").isVisibleTo(later.section)
    later.press("recovery-keys")
    assert later.part(QPushButton, "keys-go-on").hasFocus()
    before = acts(session)
    later.press("keys-go-on")
    (sheet,) = rotations_over(later)
    assert "The first half is done" in words_on(sheet)
    later.wait_for("The keys are changed")

    assert acts(session)[len(before) :] == ["root-key.rotated"]
    assert session.logbook.recovering.status() == RecoveryStatus()
    assert session.logbook.auditing.audit().is_intact
    assert not later.part(QPushButton, "keys-go-on").isVisibleTo(later.section)
    assert later.part(QLineEdit, "keys-proof").isVisibleTo(later.section)


def test_the_backup_is_proven_before_anything_is_changed(
    session: Session, enter: Enter, stick: Path
) -> None:
    room = enter(RecoverySection(session))
    make_a_sheet(room)
    assert "A backup is made and proven before anything is changed." in room.words()
    before = acts(session)
    change_the_keys(room)
    room.wait_for("The keys are changed")

    assert acts(session)[len(before) :] == [
        "backup.made",
        "recovery.sheet-dropped",
        "practitioner.keys-changed",
        "root-key.rotated",
    ]
    assert len(list(stick.glob("*.logbookbackup"))) == 1
    assert session.logbook.auditing.audit().is_intact


def test_stopped_during_the_backup_nothing_is_changed_and_nothing_due(
    session: Session, enter: Enter, stick: Path
) -> None:
    room = enter(RecoverySection(session))
    make_a_sheet(room)
    before = acts(session)
    change_the_keys(room)
    room.qtbot.waitUntil(lambda: bool(rotations_over(room)), timeout=LONG)
    stop_the_rotation(room)
    room.wait_for("The keys are the same as before")

    assert acts(session) == before
    assert list(stick.iterdir()) == []
    assert session.logbook.recovering.status().made_on is not None
    assert not room.part(QPushButton, "keys-go-on").isVisibleTo(room.section)


def test_keys_that_cannot_be_written_are_told_and_others_are_made_in_the_end(
    session: Session, enter: Enter
) -> None:
    room = enter(RecoverySection(session))
    copy = LogbookFolder(session.logbook.path).keys[0]
    copy.unlink()
    copy.mkdir()
    (copy / "something").write_bytes(b"")
    change_the_keys(room)
    room.qtbot.waitUntil(
        lambda: any(button.isVisible() for button in on_rotations(room, "rotation-later")),
        timeout=LONG,
    )
    # The same keys are not to be brought in again.
    assert not any(button.isVisible() for button in on_rotations(room, "rotation-again"))
    assert session.logbook.rotating.root_epoch == 1
    assert not session.logbook.shutting_out.is_due
    (copy / "something").unlink()
    copy.rmdir()
    (later,) = on_rotations(room, "rotation-later")
    later.click()
    room.wait_for("did not come to pass: they are the same as before")
    assert "Change your keys once more" in titles_on_today(session)

    change_the_keys(room)
    room.wait_for("The keys are changed")
    assert session.logbook.rotating.root_epoch == 2
    assert session.logbook.auditing.audit().is_intact


def test_changed_keys_the_disk_did_not_take_the_last_of_are_not_said_to_be_the_same(
    session: Session, enter: Enter
) -> None:
    room = enter(RecoverySection(session))
    opened = session.logbook._opened
    opened.__class__ = FullAfterTwoWrites
    change_the_keys(room)
    room.qtbot.waitUntil(
        lambda: any(button.isVisible() for button in on_rotations(room, "rotation-later")),
        timeout=LONG,
    )
    opened.__class__ = OpenFolder
    (sheet,) = rotations_over(room)
    assert "The key of the logbook is changed" in words_on(sheet)
    assert not any(button.isVisible() for button in on_rotations(room, "rotation-again"))
    (later,) = on_rotations(room, "rotation-later")
    later.click()
    room.wait_for("The keys are changed")
    assert session.logbook.rotating.root_epoch == 2
    assert not session.logbook.shutting_out.is_due


def test_where_the_disk_has_gone_it_says_so_and_nothing_else(
    session: Session, enter: Enter
) -> None:
    room = enter(RecoverySection(session))
    vault = session.logbook._opened.vault
    vault._vault_id, ours = "0" * 32, vault._vault_id
    change_the_keys(room)
    room.qtbot.waitUntil(
        lambda: any(button.isVisible() for button in on_rotations(room, "rotation-later")),
        timeout=LONG,
    )
    vault._vault_id = ours
    (later,) = on_rotations(room, "rotation-later")
    later.click()
    room.wait_for("The disk")


@pytest.mark.parametrize("answers", [True, False])
def test_the_pin_goes_from_the_store_of_this_computer_where_that_answers(
    session: Session, enter: Enter, *, answers: bool
) -> None:
    store = KeptHere()
    unlocking = session.logbook.unlocking
    unlocking.add_quick_unlock(unlocking.quick_unlock_job(PASSPHRASE, "271828", store).run())
    assert store.items

    def opened() -> KeptHere:
        if not answers:
            raise SecretStoreError("The store does not answer.")
        return store

    room = enter(RecoverySection(session, opened))
    change_the_keys(room)
    room.wait_for("The keys are changed")
    assert bool(store.items) is not answers
    assert [way.kind for way in unlocking.ways()] == [WayKind.PASSPHRASE]


def test_before_the_keys_are_changed_it_says_what_backups_still_open(
    session: Session, enter: Enter
) -> None:
    room = enter(RecoverySection(session))
    room.type_in("keys-proof", PASSPHRASE)
    room.press("keys-change")
    (dialog,) = room.section.keys.asking.open_dialogs
    assert "no more than backups and copies made before" in words_on(dialog)
    dialog.reject()


def test_without_a_sheet_it_is_reached_too_and_asks_for_the_passphrase_first(
    session: Session, enter: Enter
) -> None:
    room = enter(RecoverySection(session))
    room.press("keys-change")
    assert "Type your passphrase." in room.words()
    assert room.section.keys.asking.open_dialogs == ()

    room.type_in("keys-proof", "not the passphrase")
    room.press("keys-change")
    room.confirm(room.section.keys)
    room.qtbot.waitUntil(lambda: bool(room.section.keys.banner.text()), timeout=LONG)
    assert session.logbook.rotating.root_epoch == 1
    assert rotations_over(room) == []

    change_the_keys(room)
    room.wait_for("The keys are changed")
    assert session.logbook.rotating.root_epoch == 2


def test_who_may_not_change_the_keys_is_told_whom_to_ask(
    sign_in: Callable[..., Session], enter: Enter
) -> None:
    session = sign_in(lambda logbook: a_colleague(logbook, role=Role.PRACTITIONER))
    room = enter(RecoverySection(session))
    room.type_in("sheet-proof", COLLEAGUES)
    room.press("sheet-make")
    room.wait_for("The sheet is made")

    assert "Only administrators change the keys" in room.words()
    assert not room.part(QPushButton, "recovery-keys").isVisibleTo(room.section)
    assert not room.section.findChildren(QPushButton, "keys-change")
