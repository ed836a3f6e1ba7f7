# SPDX-License-Identifier: Apache-2.0
"""Adding a colleague: who they are, their role, and a passphrase for their first unlocking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.app import KeysJob, NewColleague
from logbook.domain.drafts import FormName
from logbook.domain.practice import Practitioner, Profession, Role
from logbook.i18n import _
from logbook.wording.labels import label
from ui.practice.keys_form import KeysForm
from ui.practice.standing_forms import role_choice
from ui.session import Session
from ui.tables.form_draft import FormDraft
from ui.widgets.buttons import primary_button
from ui.widgets.choice import ComboChoice
from ui.widgets.field import Field
from ui.widgets.option import Alternative


class ColleagueForm(KeysForm):
    """Enrols a colleague. What is typed is kept until it is done, or left."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Add a colleague"), "colleague", self._about)
        self._id = uuid4()
        self._practice = session.logbook.practice.name
        self.name, self.number, self.nickname = QLineEdit(), QLineEdit(), QLineEdit()
        self.role = role_choice("colleague-role")
        self.role.show_value(Role.PRACTITIONER)
        self.profession = ComboChoice(
            [Alternative(value=None, title=_("None of the HCPC Register"))]
            + [Alternative(value=each, title=label(each)) for each in Profession],
            identifier="colleague-profession",
        )
        self.profession.show_value(None)
        self._fields = {
            "name": Field(_("Their name"), self.name, identifier="colleague-name"),
            "profession": Field(_("Their profession"), self.profession),
            "hcpc_number": Field(
                _("Their HCPC registration number"),
                self.number,
                hint=_("Such as PH012345. Only registrants can sign a decision."),
                identifier="colleague-number",
            ),
            "nickname": Field(
                _("A name for the unlock window"),
                self.nickname,
                hint=_("Whoever holds the computer can read it. It may be left empty."),
                identifier="colleague-nickname",
            ),
        }
        self.button = primary_button(_("Add them"), "colleague-add", "user-plus")
        self._build()
        self.draft = FormDraft(session, FormName.COLLEAGUE, self)
        self._watch()

    def show_problems(self, problems: Mapping[str, str]) -> QWidget | None:
        """Show beside each field what is wrong; give the first editor concerned."""
        first: QWidget | None = None
        for part, field in self._fields.items():
            said = problems.get(part) or problems.get(f"practitioner.{part}", "")
            field.show_problem(said)
            if said and first is None:
                first = field.editor
        return first

    def keep_place(self) -> None:
        """Keep what is typed about a colleague, with the field in which the person was last."""
        self.draft.keep_place()

    def return_to_place(self) -> None:
        """Go on in the field in which the person was last, if there is one."""
        self.draft.return_to_place()

    def job(self, passphrase: str) -> KeysJob:
        """Prepare the enrolling."""
        return self._session.logbook.staffing.enrol_job(
            NewColleague(
                practitioner=self._practitioner(),
                passphrase=passphrase,
                nickname=self.nickname.text(),
            )
        )

    def give(self, job: KeysJob, made: Any) -> str:
        """Let them open the logbook from now on."""
        self._session.logbook.staffing.enrol(job, made)
        self.draft.forget()
        return _("{name} opens the logbook with the passphrase typed just now.").format(
            name=job.practitioner.name
        )

    def _build(self) -> None:
        for part in ("name", "profession", "hcpc_number"):
            self.add(self._fields[part])
        self.add(self.role)
        self.add(self._fields["nickname"])
        self.end_with_keys(self.button)
        self.setFocusProxy(self.name)

    def _watch(self) -> None:
        for name, editor in (
            ("name", self.name),
            ("number", self.number),
            ("nickname", self.nickname),
        ):
            self.draft.watch(name, editor)
        self.draft.watch("profession", self.profession, _profession)
        self.draft.watch("role", self.role, Role)
        self.cancel_button.clicked.connect(self.draft.forget)

    def _practitioner(self) -> Practitioner:
        role, profession = self.role.value(), self.profession.value()
        assert isinstance(role, Role), "one of them is always chosen"
        return Practitioner(
            id=self._id,
            name=self.name.text().strip(),
            role=role,
            profession=profession if isinstance(profession, Profession) else None,
            hcpc_number=self.number.text().replace(" ", "").upper(),
        )

    def _about(self) -> list[str]:
        return [self.name.text(), self._practice]


def _profession(written: str) -> Profession | None:
    return Profession(written) if written else None


def begun(session: Session) -> bool:
    """Tell whether who is signed in began to add a colleague."""
    logbook = session.logbook
    return logbook.drafting.form(FormName.COLLEAGUE, logbook.practitioner.id) is not None
