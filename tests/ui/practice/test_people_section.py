# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QWidget

from logbook.app import unlock_job
from logbook.domain.practice import Profession, Role
from logbook.domain.staff import StaffLine, StaffStatus
from logbook.errors import LogbookError
from tests.builders import COLLEAGUES, a_colleague
from ui.practice.people_section import PeopleSection
from ui.practice.rotation_sheet import RotationSheet
from ui.practice.standing_forms import LeaveForm, ReasonForm, ReinstateForm, SuspendForm
from ui.session import Session

Enter = Callable[[QWidget], Any]

NEW = "hedgehog violin copper rain saturday"


def colleague(session: Session) -> StaffLine:
    (line,) = (each for each in session.logbook.staffing.people() if not each.is_me)
    return line


def test_a_practice_of_one_sees_one_sentence_and_one_button(session: Session, enter: Enter) -> None:
    room = enter(PeopleSection(session))

    assert room.words().strip() == (
        "You are the only one who opens this logbook, and there is nothing to do."
    )
    buttons = [
        each.objectName()
        for each in room.section.findChildren(QPushButton)
        if each.isVisibleTo(room.section)
    ]
    assert buttons == ["people-add"]


def test_a_colleague_is_added_with_a_passphrase_of_their_own(
    session: Session, enter: Enter
) -> None:
    room = enter(PeopleSection(session))
    room.press("people-add")
    room.type_in("colleague-name", "Gethin Pugh")
    room.part(QRadioButton, "colleague-role-2").click()
    room.type_in("colleague-new", NEW)
    room.type_in("colleague-again", NEW)
    room.press("colleague-add")
    room.wait_for("Gethin Pugh opens the logbook")

    assert colleague(session).role is Role.READER
    assert room.section.form is None
    assert "Reader · Opens the logbook" in room.words()
    assert unlock_job(session.logbook.path, NEW).run().unlocked.person_id


def test_a_colleague_without_a_name_is_refused_beside_the_field(
    session: Session, enter: Enter
) -> None:
    room = enter(PeopleSection(session))
    room.press("people-add")
    room.type_in("colleague-new", NEW)
    room.type_in("colleague-again", NEW)
    room.press("colleague-add")

    assert room.section.form._fields["name"].problem
    assert len(session.logbook.staffing.people()) == 1
    room.press("staff-form-cancel")
    assert room.section.form is None


def test_what_is_typed_about_a_colleague_comes_back_to_the_same_field(
    session: Session, enter: Enter
) -> None:
    room = enter(PeopleSection(session))
    room.press("people-add")
    room.type_in("colleague-name", "Nerys Maddox")
    room.type_in("colleague-number", "OT7654")
    form = room.section.form
    form.role.show_value(Role.READER)
    form.role.edited.emit(Role.READER)
    form.profession.show_value(Profession.OCCUPATIONAL_THERAPIST)
    form.profession.edited.emit(Profession.OCCUPATIONAL_THERAPIST)
    room.type_in("colleague-new", NEW)
    room.part(QLineEdit, "colleague-number").setFocus()
    room.section.keep_place()
    session.drafts.flush()

    again = enter(PeopleSection(session))

    form = again.section.form
    assert form is not None
    assert (form.name.text(), form.number.text()) == ("Nerys Maddox", "OT7654")
    assert form.role.value() is Role.READER
    assert form.profession.value() is Profession.OCCUPATIONAL_THERAPIST
    assert again.part(QLineEdit, "colleague-new").text() == "", "a passphrase is never kept"
    again.section.return_to_place()
    assert again.part(QLineEdit, "colleague-number").hasFocus()
    assert session.logbook.drafting.all() == (), "it stands in no list"
    again.press("staff-form-cancel")
    session.drafts.flush()
    assert enter(PeopleSection(session)).section.form is None


def test_what_was_typed_about_a_colleague_is_kept_until_they_are_added(
    session: Session, enter: Enter
) -> None:
    room = enter(PeopleSection(session))
    room.press("people-add")
    room.type_in("colleague-name", "Nerys Maddox")
    room.type_in("colleague-new", NEW)
    room.type_in("colleague-again", NEW)
    room.press("colleague-add")
    room.wait_for("Nerys Maddox opens the logbook")
    session.drafts.flush()

    assert enter(PeopleSection(session)).section.form is None


def test_somebody_is_suspended_with_a_reason_and_reinstated(session: Session, enter: Enter) -> None:
    a_colleague(session.logbook)
    room = enter(PeopleSection(session))

    room.press("person-2-suspend")
    room.section.form._reason.setPlainText("on leave")
    room.press("staff-form-do")
    assert colleague(session).status is StaffStatus.SUSPENDED
    assert "Gethin Pugh is suspended" in room.words()
    record = session.logbook.reviewing.practitioner(colleague(session).id)
    assert record.standing_because == "on leave"

    room.press("person-2-reinstate")
    room.press("staff-form-do")
    assert colleague(session).status is StaffStatus.ACTIVE


@pytest.mark.parametrize(
    ("task", "form"),
    [("suspend", SuspendForm), ("leave", LeaveForm), ("reinstate", ReinstateForm)],
)
def test_a_reason_that_was_begun_comes_back_to_where_it_was_typed(
    session: Session, enter: Enter, task: str, form: type[ReasonForm]
) -> None:
    a_colleague(session.logbook)
    if task == "reinstate":
        session.logbook.staffing.suspend(colleague(session).id)
    room = enter(PeopleSection(session))
    room.press(f"person-2-{task}")
    reason = room.part(QPlainTextEdit, "staff-form-reason")
    QTest.keyClicks(reason, "Keys were lost")
    cursor = reason.textCursor()
    cursor.setPosition(4)
    reason.setTextCursor(cursor)
    room.section.keep_place()
    session.drafts.flush()

    again = enter(PeopleSection(session))

    assert type(again.section.form) is form
    assert again.section.form.reason == "Keys were lost"
    assert "Gethin Pugh" in again.words()
    again.section.return_to_place()
    reason = again.part(QPlainTextEdit, "staff-form-reason")
    assert reason.hasFocus()
    assert reason.textCursor().position() == 4
    assert session.logbook.drafting.all() == (), "it stands in no list"
    again.press("staff-form-cancel")
    session.drafts.flush()
    assert enter(PeopleSection(session)).section.form is None


def test_a_reason_is_kept_of_one_person_and_one_task_and_goes_once_it_is_done(
    session: Session, enter: Enter
) -> None:
    a_colleague(session.logbook)
    a_colleague(session.logbook, "gravel lantern tulip harbour", name="Nia Pryce")
    room = enter(PeopleSection(session))
    room.press("person-2-suspend")
    QTest.keyClicks(room.part(QPlainTextEdit, "staff-form-reason"), "Keys were lost")
    for other in ("person-3-suspend", "person-2-leave"):
        room.press(other)
        assert room.section.form.reason == ""
    room.press("person-2-suspend")
    assert room.section.form.reason == "Keys were lost"
    room.press("staff-form-do")
    session.drafts.flush()

    (gone,) = (
        each for each in session.logbook.staffing.people() if each.status is StaffStatus.SUSPENDED
    )
    assert session.logbook.reviewing.practitioner(gone.id).standing_because == "Keys were lost"
    assert session.logbook._opened.vault.rows("SELECT id FROM draft") == []


def test_a_reason_for_leaving_is_gone_before_the_keys_are_changed(
    session: Session, enter: Enter
) -> None:
    a_colleague(session.logbook)
    room = enter(PeopleSection(session))
    room.press("person-2-leave")
    QTest.keyClicks(room.part(QPlainTextEdit, "staff-form-reason"), "Moved away")
    session.drafts.flush()
    assert len(session.logbook._opened.vault.rows("SELECT id FROM draft")) == 1
    room.press("staff-form-do")
    room.wait_for("Gethin Pugh has left, and the keys")
    assert session.logbook._opened.vault.rows("SELECT id FROM draft") == []


def test_what_cannot_be_done_any_more_is_said_on_the_form(session: Session, enter: Enter) -> None:
    a_colleague(session.logbook)
    room = enter(PeopleSection(session))
    room.press("person-2-suspend")
    session.logbook.staffing.suspend(colleague(session).id)

    room.press("staff-form-do")

    assert "cannot be done as this person stands now" in room.words()


def test_somebody_leaves_and_is_told_before_what_that_means(session: Session, enter: Enter) -> None:
    a_colleague(session.logbook)
    before = session.logbook.rotating.root_epoch
    room = enter(PeopleSection(session))
    room.press("person-2-leave")
    said = room.words()
    assert "Recovery sheets made before are void" in said
    assert "takes a moment" in said

    room.press("staff-form-do")
    room.wait_for("Gethin Pugh has left, and the keys")

    assert colleague(session).status is StaffStatus.LEFT
    assert session.logbook.rotating.root_epoch == before + 1
    with pytest.raises(LogbookError):
        unlock_job(session.logbook.path, COLLEAGUES).run()


def test_new_keys_for_a_forgotten_passphrase(session: Session, enter: Enter) -> None:
    a_colleague(session.logbook)
    room = enter(PeopleSection(session))
    room.press("person-2-renew")
    room.type_in("staff-form-new", NEW)
    room.type_in("staff-form-again", NEW)
    room.press("staff-form-do")
    assert "Choose one of these." in room.words()
    room.part(QRadioButton, "staff-form-why-1").click()
    room.press("staff-form-do")
    room.wait_for("Gethin Pugh has new keys")

    assert unlock_job(session.logbook.path, NEW).run().unlocked.person_id
    assert session.logbook.rotating.root_epoch == 1
    assert not session.logbook.shutting_out.is_due


@pytest.mark.parametrize("is_stopped", [False, True])
def test_new_keys_where_somebody_else_may_have_the_old_ones_bring_another_key_of_the_logbook(
    session: Session, enter: Enter, stick: Path, *, is_stopped: bool
) -> None:
    a_colleague(session.logbook)
    room = enter(PeopleSection(session))
    room.press("person-2-renew")
    room.part(QRadioButton, "staff-form-why-2").click()
    room.type_in("staff-form-new", NEW)
    room.type_in("staff-form-again", NEW)
    room.press("staff-form-do")
    rotations = partial(room.section.window().findChildren, RotationSheet)
    room.qtbot.waitUntil(lambda: bool(rotations()), timeout=30_000)
    if is_stopped:
        rotations()[0].findChild(QPushButton, "rotation-cancel").click()
    room.wait_for("Gethin Pugh has new keys")

    assert session.logbook.rotating.root_epoch == (1 if is_stopped else 2)
    assert session.logbook.shutting_out.is_due is is_stopped
    assert ("until then" in room.words()) is is_stopped
    assert bool(list(stick.iterdir())) is not is_stopped


def test_another_role(session: Session, enter: Enter) -> None:
    a_colleague(session.logbook)
    room = enter(PeopleSection(session))
    room.press("person-2-role")
    room.part(QRadioButton, "staff-form-role-3").click()
    room.press("staff-form-do")

    assert colleague(session).role is Role.AUDITOR
    assert "Gethin Pugh is Auditor" in room.words()


def test_nobody_is_offered_to_do_anything_about_themselves(session: Session, enter: Enter) -> None:
    a_colleague(session.logbook)
    room = enter(PeopleSection(session))

    names = {each.objectName() for each in room.section.findChildren(QPushButton)}
    assert not [name for name in names if name.startswith("person-1-")]
    assert "this is you" in room.words()
