# SPDX-License-Identifier: Apache-2.0
"""Who opens the logbook: one sentence for a practice of one, and for others a list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from logbook.domain.permissions import may
from logbook.domain.practice import Role
from logbook.domain.records import Act
from logbook.domain.staff import StaffLine, StaffStatus
from logbook.i18n import N_, _
from logbook.wording.labels import label
from ui import theme
from ui.practice.colleague_form import ColleagueForm, begun
from ui.practice.standing_forms import (
    RotationCard,
    StaffForm,
    StaffTask,
    is_begun,
    make_form,
)
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.text import Text


class PeopleSection(QWidget):
    """Lists the people; one form at a time stands above the list."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._session = session
        self._is_allowed = may(session.logbook.practitioner.role, Act.PRACTITIONER_ENROLLED)
        self.form: StaffForm | None = None
        self._list: QWidget | None = None
        self._said = Text()
        self.banner = Banner("people-message", lasting=True)
        self.add_button = plain_button(_("Add a colleague…"), "people-add", "user-plus")
        self._due = RotationCard(session)
        layout = column(self, "l")
        layout.addWidget(self._said)
        layout.addWidget(WrappingRow([self.add_button], 1))
        layout.addWidget(self.banner)
        layout.addWidget(self._due)
        self._place = column(gap="l")
        layout.addLayout(self._place)
        self._lines = column(gap="m")
        layout.addLayout(self._lines)
        self.add_button.setVisible(self._is_allowed)
        self.add_button.clicked.connect(self._add)
        self._due.changed.connect(self.refresh)
        self.refresh()
        if self._is_allowed:
            self._go_on()

    def keep_place(self) -> None:
        """Keep what is typed in the open form, with the field in which the person was last."""
        if self.form is not None:
            self.form.keep_place()

    def return_to_place(self) -> None:
        """Go on in the field in which the person was last, if there is one."""
        if self.form is not None:
            self.form.return_to_place()

    @Slot()
    def refresh(self) -> None:
        """List the people as they are now."""
        people = self._people()
        alone = len(people) == 1
        self._said.setText(self._sentence(alone=alone))
        self._due.setVisible(self._is_allowed and self._session.logbook.staffing.rotation_is_due)
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        self._list = QWidget()
        theme.give_look(self._list, look="clear")
        lines = column(self._list, "m")
        for number, line in enumerate([] if alone else people, 1):
            card = PersonCard(line, number, is_allowed=self._is_allowed)
            card.asked.connect(self._begin)
            lines.addWidget(card)
        self._lines.addWidget(self._list)

    def _people(self) -> list[StaffLine]:
        people = self._session.logbook.staffing.people()
        return [line for line in people if line.role is not Role.EXECUTOR]

    def _go_on(self) -> None:
        """Show the form that somebody was at when the logbook locked."""
        if begun(self._session):
            self._show(ColleagueForm(self._session), take_focus=False)
            return
        for line in self._people():
            for task in _tasks(line):
                if is_begun(self._session, line, task):
                    self._show(make_form(self._session, line, task), take_focus=False)
                    return

    def _sentence(self, *, alone: bool) -> str:
        if not self._is_allowed:
            return _("Only administrators look after people; your role is another.")
        if alone:
            return _("You are the only one who opens this logbook, and there is nothing to do.")
        return _(
            "Everybody here opens this logbook with a passphrase of their own. What somebody signs"
            " stays theirs, also after they left."
        )

    @Slot()
    def _add(self) -> None:
        self._keep_what_is_open()
        self._show(ColleagueForm(self._session))

    @Slot(object, object)
    def _begin(self, line: StaffLine, task: StaffTask) -> None:
        self._keep_what_is_open()
        self._show(make_form(self._session, line, task))

    def _keep_what_is_open(self) -> None:
        """Have what is typed in the open form written: the next may be the same one again."""
        self.keep_place()
        self._session.drafts.flush()

    def _show(self, form: StaffForm, *, take_focus: bool = True) -> None:
        self._put_away()
        self.banner.clear()
        self.form = form
        self._place.addWidget(form)
        form.changed.connect(self.refresh)
        form.done.connect(self._end)
        form.left.connect(self._leave)
        form.show()
        if take_focus:
            form.setFocus()

    @Slot(str)
    def _end(self, words: str) -> None:
        self._put_away()
        self.banner.show_message(Tone.DONE, words)
        self.refresh()
        self.add_button.setFocus()

    @Slot()
    def _leave(self) -> None:
        self._put_away()
        self.add_button.setFocus()

    def _put_away(self) -> None:
        self.keep_place()
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None


class PersonCard(Card):
    """One person; `asked` carries the line and what is wanted of it."""

    asked = Signal(object, object)

    def __init__(self, line: StaffLine, number: int, *, is_allowed: bool) -> None:
        super().__init__(line.name, f"person-{number}", gap="s")
        said = _("{role} · {status}").format(role=label(line.role), status=label(line.status))
        self.add(Text(_("{said} · this is you").format(said=said) if line.is_me else said))
        self.buttons: dict[StaffTask, QPushButton] = {}
        tasks = _tasks(line) if is_allowed else ()
        for task in tasks:
            words, icon = _(_WORDS[task][0]), _WORDS[task][1]
            button = plain_button(words, f"person-{number}-{task.value}", icon)
            button.setAccessibleName(f"{words}: {line.name}")
            button.clicked.connect(partial(self.asked.emit, line, task))
            self.buttons[task] = button
        if tasks:
            self.add(WrappingRow(list(self.buttons.values()), len(tasks), "s"))


_TASKS = {
    StaffStatus.ACTIVE: (
        StaffTask.SUSPEND,
        StaffTask.RENEW,
        StaffTask.CHANGE_ROLE,
        StaffTask.LEAVE,
    ),
    StaffStatus.UNFINISHED: (StaffTask.RENEW, StaffTask.SUSPEND, StaffTask.LEAVE),
    StaffStatus.SUSPENDED: (StaffTask.REINSTATE, StaffTask.LEAVE),
    StaffStatus.LEFT: (),
}


def _tasks(line: StaffLine) -> tuple[StaffTask, ...]:
    return () if line.is_me else _TASKS[line.status]


_WORDS = {
    StaffTask.SUSPEND: (N_("Suspend…"), "lock"),
    StaffTask.REINSTATE: (N_("Reinstate…"), "check"),
    StaffTask.RENEW: (N_("New keys…"), "key-round"),
    StaffTask.CHANGE_ROLE: (N_("Change role…"), "pencil"),
    StaffTask.LEAVE: (N_("Has left…"), "x"),
}
