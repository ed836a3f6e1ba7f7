# SPDX-License-Identifier: Apache-2.0
"""What an administrator does about a person: suspend, reinstate, let go, new keys, another role."""

from __future__ import annotations

from enum import Enum
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from logbook.app import KeysJob
from logbook.domain.drafts import FormName
from logbook.domain.practice import Role
from logbook.domain.staff import StaffLine
from logbook.i18n import _
from logbook.wording.labels import label
from ui.practice.backup_first import backup_place
from ui.practice.keys_form import KeysForm
from ui.practice.rotation_sheet import change_keys
from ui.practice.staff_form import StaffForm
from ui.practice.task_card import TaskCard
from ui.session import Session
from ui.tables.form_draft import FormDraft
from ui.widgets.buttons import danger_button, primary_button
from ui.widgets.choice import Choice
from ui.widgets.field import Field
from ui.widgets.option import Alternative
from ui.widgets.text import Text
from ui.widgets.text_area import TextArea

__all__ = ["ROLES", "RotationCard", "StaffForm", "StaffTask", "make_form", "role_choice"]

ROLES = (Role.PRACTITIONER, Role.READER, Role.AUDITOR, Role.ADMINISTRATOR)
"""Those a colleague can have; an executor is named in a clinical will."""


class StaffTask(Enum):
    """What can be done about a person."""

    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    RENEW = "renew"
    CHANGE_ROLE = "role"
    LEAVE = "leave"


def make_form(session: Session, line: StaffLine, task: StaffTask) -> StaffForm:
    """Make the form of a task."""
    return _FORMS[task](session, line)


def is_begun(session: Session, line: StaffLine, task: StaffTask) -> bool:
    """Tell whether who is signed in began to give a reason for a task."""
    logbook = session.logbook
    form = _KEPT_AS.get(task)
    return form is not None and (
        logbook.drafting.form(form, logbook.practitioner.id, line.id) is not None
    )


class ReasonForm(StaffForm):
    """Asks for a reason. What is typed is kept until it is done, or left."""

    def __init__(self, session: Session, line: StaffLine, task: StaffTask, heading: str) -> None:
        super().__init__(session, heading.format(name=line.name))
        self._line = line
        self._reason = TextArea(2)
        self._field = Field(
            _("Why"),
            self._reason,
            hint=_("It stands in the journal."),
            identifier="staff-form-reason",
        )
        self.draft = FormDraft(session, _KEPT_AS[task], self, about=line.id)
        self.draft.watch("reason", self._reason)
        self.cancel_button.clicked.connect(self.draft.forget)
        self.setFocusProxy(self._reason)

    def keep_place(self) -> None:
        """Keep what is typed, with where the person was."""
        self.draft.keep_place()

    def return_to_place(self) -> None:
        """Go on where the person was."""
        self.draft.return_to_place()

    def end_with_reason(self, button: QPushButton) -> None:
        """Close the form with the reason, its one button, and the one that leaves it."""
        self.add(self._field)
        self.end_with_cancel(button)

    @property
    def reason(self) -> str:
        """What was typed."""
        return self._reason.text().strip()


class SuspendForm(ReasonForm):
    """Lets somebody in no more, for the time being."""

    def __init__(self, session: Session, line: StaffLine) -> None:
        super().__init__(session, line, StaffTask.SUSPEND, _("Suspend {name}"))
        self.button = danger_button(_("Suspend"), "staff-form-do", "lock")
        self.add(
            Text(
                _(
                    "They open this logbook no more until they are reinstated. It holds for this"
                    " logbook: a copy of the folder made before still opens for them."
                )
            )
        )
        self.end_with_reason(self.button)
        self.button.clicked.connect(self._suspend)

    @Slot()
    def _suspend(self) -> None:
        self.finish(self._suspended)

    def _suspended(self) -> str:
        self._session.logbook.staffing.suspend(self._line.id, self.reason)
        self.draft.forget()
        return _("{name} is suspended.").format(name=self._line.name)


class ReinstateForm(ReasonForm):
    """Lets somebody in again, in the ways they had."""

    def __init__(self, session: Session, line: StaffLine) -> None:
        super().__init__(session, line, StaffTask.REINSTATE, _("Reinstate {name}"))
        self.button = primary_button(_("Reinstate"), "staff-form-do", "check")
        self.add(Text(_("They open this logbook again, with the passphrase they had.")))
        self.end_with_reason(self.button)
        self.button.clicked.connect(self._reinstate)

    @Slot()
    def _reinstate(self) -> None:
        self.finish(self._reinstated)

    def _reinstated(self) -> str:
        self._session.logbook.staffing.reinstate(self._line.id, self.reason)
        self.draft.forget()
        return _("{name} opens the logbook again.").format(name=self._line.name)


class LeaveForm(ReasonForm):
    """Lets somebody go for good, and changes the key they knew."""

    def __init__(self, session: Session, line: StaffLine) -> None:
        super().__init__(session, line, StaffTask.LEAVE, _("{name} has left"))
        self.button = danger_button(_("They have left"), "staff-form-do", "x")
        self.add(
            Text(
                _(
                    "They open this logbook no more, and cannot come back. The keys of the logbook"
                    " are changed, which takes a moment: leave the computer on. Recovery sheets"
                    " made before are void then; everybody makes a new one. What they signed"
                    " stays theirs, and a backup made before opens for them for ever."
                )
            )
        )
        self.add(
            Text(
                _("Make a backup before, and prove it.")
                if backup_place(session) is None
                else _("A backup is made and proven before the keys are changed."),
                look="strong",
            )
        )
        self.end_with_reason(self.button)
        self.button.clicked.connect(self._leave)

    @Slot()
    def _leave(self) -> None:
        self.banner.clear()
        self.act(self._have_left)

    def _have_left(self) -> str:
        self._session.logbook.staffing.let_go(self._line.id, self.reason)
        self.draft.forget()
        sheet = change_keys(self._session, self.window())
        sheet.accepted.connect(self._say_changed)
        sheet.rejected.connect(self._say_still_due)
        return ""

    @Slot()
    def _say_changed(self) -> None:
        self.finished(
            _(
                "{name} has left, and the keys of the logbook are changed. Make a new recovery"
                " sheet now, and a backup."
            ).format(name=self._line.name)
        )

    @Slot()
    def _say_still_due(self) -> None:
        self.finished(
            _("{name} has left. The keys of the logbook are still to be changed.").format(
                name=self._line.name
            )
        )


class _Why(Enum):
    """Why somebody is given new keys."""

    FORGOTTEN = "forgotten"
    KNOWN = "known"


class RenewForm(KeysForm):
    """New keys for somebody who has no way left to their own, or whose ways others may have.

    Then the key of the logbook is changed too.
    """

    def __init__(self, session: Session, line: StaffLine) -> None:
        about = (line.name, session.logbook.practice.name)
        heading = _("New keys for {name}").format(name=line.name)
        super().__init__(session, heading, "staff-form", lambda: about)
        self._line = line
        self.button = primary_button(_("Give them new keys"), "staff-form-do", "key-round")
        self.add(
            Text(
                _(
                    "They open the logbook with a new passphrase, and with nothing they had before."
                    " What they signed stays theirs. Let them type the new passphrase themselves."
                )
            )
        )
        self._why = _why_choice(session)
        self.add(self._why)
        self.end_with_keys(self.button)
        self.setFocusProxy(self._why)

    def job(self, passphrase: str) -> KeysJob:
        """Prepare the new keys."""
        return self._session.logbook.staffing.renew_job(self._line.id, passphrase)

    def is_answered(self) -> bool:
        """Tell whether it was said why."""
        missing = self._why.value() is None
        self._why.show_problem(_("Choose one of these.") if missing else "")
        if missing:
            self._why.setFocus()
        return not missing

    def give(self, job: KeysJob, made: Any) -> str:
        """Let them open the logbook with the new keys; shut out who has what opens those before."""
        shuts_out = self._why.value() is _Why.KNOWN
        self._session.logbook.staffing.renew(job, made, shuts_out=shuts_out)
        if not shuts_out:
            return self._given
        sheet = change_keys(self._session, self.window(), self._half_done)
        sheet.accepted.connect(self._say_changed)
        sheet.rejected.connect(self._say_still_due)
        return ""

    @property
    def _given(self) -> str:
        return _("{name} has new keys. The passphrase typed just now opens the logbook.").format(
            name=self._line.name
        )

    @property
    def _half_done(self) -> str:
        return _("{name} has new keys. The key of the logbook is still the same.").format(
            name=self._line.name
        )

    @Slot()
    def _say_changed(self) -> None:
        changed = _(
            "The key of the logbook is changed too: make a new recovery sheet now, and a backup."
        )
        self.finished(f"{self._given} {changed}")

    @Slot()
    def _say_still_due(self) -> None:
        due = _("Who has what opened those before can get in with a copy of the files, until then.")
        self.finished(f"{self._half_done} {due}")


class RoleForm(StaffForm):
    """Another role."""

    def __init__(self, session: Session, line: StaffLine) -> None:
        super().__init__(session, _("The role of {name}").format(name=line.name))
        self._line = line
        self._role = role_choice("staff-form-role")
        self._role.show_value(line.role)
        self.button = primary_button(_("Change the role"), "staff-form-do", "check")
        self.add(Text(_("It holds from the next time they open the logbook.")))
        self.add(self._role)
        self.end_with_cancel(self.button)
        self.button.clicked.connect(self._change)
        self.setFocusProxy(self._role)

    @Slot()
    def _change(self) -> None:
        self.finish(self._changed)

    def _changed(self) -> str:
        role = self._role.value()
        assert isinstance(role, Role), "one of them is always chosen"
        self._session.logbook.staffing.change_role(self._line.id, role)
        return _("{name} is {role} from their next unlocking on.").format(
            name=self._line.name, role=label(role)
        )


class RotationCard(TaskCard):
    """What is still to be done after somebody left and the keys could not be changed."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("The keys are still to be changed"), "rotation")
        self.button = primary_button(_("Change the keys now"), "rotation-do", "key-round")
        self.add(
            Text(
                _(
                    "Somebody left, and the keys of the logbook could not be changed then. With an"
                    " older copy of the folder they could still open what is recorded."
                )
            )
        )
        self.end_with(self.button)
        self.button.clicked.connect(self._rotate)

    @Slot()
    def _rotate(self) -> None:
        self.banner.clear()
        change_keys(self._session, self.window()).accepted.connect(self._say_changed)

    @Slot()
    def _say_changed(self) -> None:
        self.act(self._changed)

    def _changed(self) -> str:
        return _("The keys are changed.")


def _why_choice(session: Session) -> Choice:
    """Ask why somebody is given new keys: whether others may have what opens those before."""
    backup = (
        _("Make a backup before, and prove it.")
        if backup_place(session) is None
        else _("A backup is made and proven before.")
    )
    known = _(
        "A sheet, a passphrase or a computer was lost or seen. The key of the logbook is changed"
        " too, which takes a moment. Recovery sheets made before are void then; everybody makes a"
        " new one."
    )
    return Choice(
        _("Why?"),
        [
            Alternative(
                value=_Why.FORGOTTEN,
                title=_("They have no way left to unlock"),
                explanation=_("Nobody else has one either."),
            ),
            Alternative(
                value=_Why.KNOWN,
                title=_("Somebody else may have what opens the logbook as them"),
                explanation=f"{known} {backup}",
            ),
        ],
        identifier="staff-form-why",
    )


def role_choice(identifier: str) -> Choice:
    """Ask for a role, and say of each what it may do."""
    explained = {
        Role.PRACTITIONER: _("Records, signs as themselves, exports, makes backups."),
        Role.READER: _("Reads and exports; records nothing."),
        Role.AUDITOR: _("Checks the journal; sees no record about anybody."),
        Role.ADMINISTRATOR: _("Everything, and looks after people, keys and erasure."),
    }
    return Choice(
        _("Their role"),
        [Alternative(value=role, title=label(role), explanation=explained[role]) for role in ROLES],
        identifier=identifier,
    )


_KEPT_AS = {
    StaffTask.SUSPEND: FormName.SUSPEND,
    StaffTask.REINSTATE: FormName.REINSTATE,
    StaffTask.LEAVE: FormName.LEAVE,
}
_FORMS = {
    StaffTask.SUSPEND: SuspendForm,
    StaffTask.REINSTATE: ReinstateForm,
    StaffTask.RENEW: RenewForm,
    StaffTask.CHANGE_ROLE: RoleForm,
    StaffTask.LEAVE: LeaveForm,
}
