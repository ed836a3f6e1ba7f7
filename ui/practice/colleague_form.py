# SPDX-License-Identifier: Apache-2.0
"""Adding a colleague: who they are, their role, and a first passphrase they type themselves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.app import KeysJob, NewColleague
from logbook.domain.practice import Practitioner, Profession, Role
from logbook.i18n import _
from logbook.wording.labels import label
from ui.practice.new_passphrase import NewPassphrase
from ui.practice.staff_form import StaffForm
from ui.practice.standing_forms import role_choice
from ui.session import Session
from ui.widgets.buttons import primary_button
from ui.widgets.choice import ComboChoice
from ui.widgets.field import Field
from ui.widgets.option import Alternative
from ui.widgets.text import Text


class ColleagueForm(StaffForm):
    """Enrols a colleague."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Add a colleague"))
        self._job: KeysJob | None = None
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
        self.passphrase = NewPassphrase(session.background, "colleague", self._about)
        self.button = primary_button(_("Add them"), "colleague-add", "user-plus")
        self._build()

    def show_problems(self, problems: Mapping[str, str]) -> QWidget | None:
        """Show beside each field what is wrong; give the first editor concerned."""
        first: QWidget | None = None
        for part, field in self._fields.items():
            said = problems.get(part) or problems.get(f"practitioner.{part}", "")
            field.show_problem(said)
            if said and first is None:
                first = field.editor
        return first

    def _build(self) -> None:
        for part in ("name", "profession", "hcpc_number"):
            self.add(self._fields[part])
        self.add(self.role)
        self.add(self._fields["nickname"])
        self.add(
            Text(
                _(
                    "Let your colleague type the first passphrase. Who knows it could sign as"
                    " them; if it was not they who typed it, they change it at once."
                )
            )
        )
        self.add(self.passphrase)
        self.end_with_cancel(self.button)
        self.button.clicked.connect(self._add)
        self.passphrase.entered.connect(self._add)
        self.setFocusProxy(self.name)

    @Slot()
    def _add(self) -> None:
        passphrase = self.passphrase.chosen()
        if passphrase is not None:
            self.work(
                _("Making their keys. This takes a moment on purpose."),
                partial(self._prepared, passphrase),
                self._keep,
            )

    def _prepared(self, passphrase: str) -> KeysJob:
        self._job = self._session.logbook.staffing.enrol_job(
            NewColleague(
                practitioner=self._practitioner(),
                passphrase=passphrase,
                nickname=self.nickname.text(),
            )
        )
        return self._job

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

    def _keep(self, made: Any) -> str:
        assert self._job is not None, "keys come from a job"
        self._session.logbook.staffing.enrol(self._job, made)
        self.passphrase.clear()
        return self.finished(
            _("{name} opens the logbook with the passphrase typed just now.").format(
                name=self._job.practitioner.name
            )
        )

    def _about(self) -> list[str]:
        return [self.name.text(), self._practice]
