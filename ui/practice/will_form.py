# SPDX-License-Identifier: Apache-2.0
"""Making a clinical will: who the executors are, and a card for each to print."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.domain.clinical_will import (
    FEWEST_TO_OPEN,
    MOST_EXECUTORS,
    Executor,
    ExecutorCard,
    WillDraft,
)
from logbook.domain.drafts import FormName
from logbook.i18n import _
from ui import theme
from ui.practice.rotation_sheet import change_keys
from ui.practice.secret_paper import Paper, PaperSaver
from ui.practice.task_card import TaskCard
from ui.printing.sending import print_at_hand_sentence
from ui.session import Session
from ui.tables.form_draft import FormDraft
from ui.widgets.buttons import plain_button, primary_button, quiet_button
from ui.widgets.choice import ComboChoice
from ui.widgets.field import Field
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.naming import named
from ui.widgets.option import Alternative
from ui.widgets.secret_field import SecretField
from ui.widgets.text import Text
from ui.widgets.text_area import TextArea

_AT_FIRST = 3


class ExecutorRow(QWidget):
    """Asks for one executor; a row left empty names nobody."""

    def __init__(self, number: int) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        named(self, f"executor-{number}", _("Executor {number}").format(number=number))
        self.name, self.role, self.contact = QLineEdit(), QLineEdit(), TextArea(2)
        asked = (
            (_("Name of executor {number}"), self.name, "", "name"),
            (
                _("What executor {number} is"),
                self.role,
                _("Such as a colleague of your profession, or a solicitor."),
                "role",
            ),
            (
                _("How executor {number} is reached"),
                self.contact,
                _("Telephone and address; it stands on the other cards."),
                "contact",
            ),
        )
        layout = column(self, "m")
        self.fields = {
            part: Field(
                label.format(number=number),
                editor,
                hint=hint,
                identifier=f"executor-{number}-{part}",
            )
            for label, editor, hint, part in asked
        }
        for field in self.fields.values():
            layout.addWidget(field)

    def executor(self) -> Executor | None:
        """Give who is named here; None: nobody."""
        name, role, contact = self.name.text(), self.role.text(), self.contact.text()
        if not (name.strip() or role.strip() or contact.strip()):
            return None
        return Executor(name=name.strip(), role=role.strip(), contact=contact.strip())


class WillForm(TaskCard):
    """Makes the cards, and prints each or saves its PDF."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Make the cards"), "will-form")
        self._cards: tuple[ExecutorCard, ...] = ()
        self._out: set[int] = set()
        self.saver = PaperSaver(session, self, self._note_out)
        self.rows: list[ExecutorRow] = []
        self._place = column(gap="xl")
        self.more_button = quiet_button(_("One more executor"), "will-more", "plus")
        self._threshold = ComboChoice(
            [
                Alternative(value=number, title=_("{count} cards").format(count=number))
                for number in range(FEWEST_TO_OPEN, MOST_EXECUTORS + 1)
            ],
            identifier="will-threshold",
        )
        self._threshold.show_value(FEWEST_TO_OPEN)
        self._files = TextArea(3)
        self._proof = SecretField("will-proof")
        self._threshold_field = Field(
            _("How many cards together open it"),
            self._threshold,
            hint=_("Fewer than there are, so that one may be lost."),
        )
        self._files_field = Field(
            _("Where paper files and their keys are"),
            self._files,
            hint=_("And what executors should know besides. It is shown to them, not printed."),
            identifier="will-files",
        )
        self._proof_field = Field(_("Your passphrase"), self._proof)
        self.button = plain_button(_("Make the cards"), "will-make", "users")
        self.print_button = primary_button(_("Print the cards…"), "will-print", "printer")
        self.save_button = plain_button(_("Save the cards…"), "will-save", "download")
        self.print_button.hide()
        self.save_button.hide()
        self.draft = FormDraft(session, FormName.WILL, self)
        self._build()

    def show_problems(self, problems: Mapping[str, str]) -> QWidget | None:
        """Show beside each field what is wrong; give the first editor concerned."""
        wrong: list[QWidget] = []
        for number, row in enumerate(self.rows):
            executor = row.executor()
            needed = executor is not None or number < FEWEST_TO_OPEN
            for part in ("name", "contact"):
                said = problems.get(f"executors.{part}", "") or problems.get("executors", "")
                is_empty = executor is None or not getattr(executor, part)
                row.fields[part].show_problem(said if needed and is_empty else "")
                if row.fields[part].problem:
                    wrong.append(row.fields[part].editor)
        self._threshold_field.show_problem(problems.get("threshold", ""))
        if self._threshold_field.problem:
            wrong.append(self._threshold)
        return wrong[0] if wrong else None

    def _build(self) -> None:
        self.add(
            Text(
                _(
                    "A new will takes the place of an earlier one, whose cards then open nothing."
                    " Give each executor their own card, by hand."
                )
            )
        )
        self.add(self._place)
        while len(self.rows) < _AT_FIRST or self._is_kept_from(len(self.rows) + 1):
            self._one_more()
        self.add(WrappingRow([self.more_button], 1))
        for field in (self._threshold_field, self._files_field, self._proof_field):
            self.add(field)
        self.add(Text(print_at_hand_sentence(), look="small"))
        self.draft.watch("threshold", self._threshold, int)
        self.draft.watch("files", self._files)
        self.end_with(self.button, self.print_button, self.save_button)
        self.more_button.clicked.connect(self._one_more)
        self.button.clicked.connect(self._make)
        self._proof.entered.connect(self._make)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)

    @Slot()
    def _one_more(self) -> None:
        row = ExecutorRow(len(self.rows) + 1)
        self.rows.append(row)
        self._place.addWidget(row)
        for part, editor in (("name", row.name), ("role", row.role), ("contact", row.contact)):
            self.draft.watch(_name(len(self.rows), part), editor)
        self.more_button.setVisible(len(self.rows) < MOST_EXECUTORS)

    def _is_kept_from(self, first: int) -> bool:
        return any(
            self.draft.kept(_name(number, part))
            for number in range(first, MOST_EXECUTORS + 1)
            for part in ("name", "role", "contact")
        )

    def _draft(self) -> WillDraft:
        threshold = self._threshold.value()
        assert isinstance(threshold, int), "one of them is always chosen"
        named_here = (row.executor() for row in self.rows)
        return WillDraft(
            executors=tuple(each for each in named_here if each is not None),
            threshold=threshold,
            files=self._files.text().strip(),
        )

    @Slot()
    def _make(self) -> None:
        missing = not self._proof.text()
        self._proof_field.show_problem(_("Type your passphrase.") if missing else "")
        if missing:
            self._proof.setFocus()
            return
        wills = self._session.logbook.clinical_will
        self.work(
            _("Making the cards. This takes a moment on purpose."),
            partial(wills.will_job, self._proof.text(), self._draft()),
            self._keep,
        )

    def _keep(self, new: Any) -> str:
        logbook = self._session.logbook
        self._cards = logbook.clinical_will.make(new, key_later=True)
        if logbook.staffing.rotation_is_due:
            # The cards of an earlier will could give the present key.
            change_keys(self._session, self.window())
        self._out = set()
        self._proof.clear()
        self.draft.forget()
        self.print_button.show()
        self.save_button.show()
        self.print_button.setFocus()
        return _(
            "The will is made. Print its cards now, or save them: they are in memory only, and gone"
            " when you leave this room."
        )

    def _left(self) -> tuple[ExecutorCard, ...]:
        """Give the cards that were neither printed nor saved; once all were, all of them."""
        return tuple(card for card in self._cards if card.number not in self._out) or self._cards

    @Slot()
    def _print(self) -> None:
        self.saver.print(self._left())

    @Slot()
    def _save(self) -> None:
        self.saver.save(
            [(card, f"card-{card.number}-of-{card.count}.pdf") for card in self._left()]
        )

    def _note_out(self, paper: Paper) -> None:
        if isinstance(paper, ExecutorCard):
            self._out.add(paper.number)


def _name(number: int, part: str) -> str:
    return f"executor-{number}-{part}"
