# SPDX-License-Identifier: Apache-2.0
"""The recovery sheet of who is signed in: how it stands, made, checked, dropped, or lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.recovery import RecoverySheet, RecoveryStatus
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from ui import theme
from ui.asking import Question
from ui.practice.keys_card import KeysCard
from ui.practice.secret_paper import Paper, PaperSaver
from ui.practice.task_card import TaskCard
from ui.printing.sending import print_at_hand_sentence
from ui.session import Session
from ui.theme import Tone
from ui.widgets.buttons import danger_button, plain_button, primary_button
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.secret_field import SecretField
from ui.widgets.text import Text

if TYPE_CHECKING:
    from logbook.app import SecretStore

_FILE = "recovery-sheet.pdf"


class RecoverySection(QWidget):
    """Four cards: how it stands, a new sheet, its check, and the change of keys if it was lost."""

    def __init__(
        self, session: Session, open_store: Callable[[], SecretStore] | None = None
    ) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self.status = StatusCard(session)
        self.sheet = SheetCard(session)
        self.check = CheckCard(session)
        self.keys = KeysCard(session, open_store)
        layout = column(self, "l")
        for card in (self.status, self.sheet, self.check, self.keys):
            layout.addWidget(card)
            card.changed.connect(self.refresh)
        self.sheet.made.connect(self.check.show_sheet)
        for gone in (self.status.dropped, self.keys.taken):
            gone.connect(self.check.forget_sheet)
            gone.connect(self.sheet.forget_sheet)
        for card in (self.status, self.sheet):
            card.keys_button.clicked.connect(self.keys.begin)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show how it stands now."""
        status = self.status.refresh()
        self.sheet.refresh(status)
        self.check.refresh(there_is_one=status.made_on is not None)
        self.keys.refresh(status)


class StatusCard(TaskCard):
    """Says how it stands, and drops the sheet."""

    dropped = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Your recovery sheet"), "recovery")
        self._said = Text(look="strong")
        self.button = danger_button(_("Drop the sheet…"), "recovery-drop", "x")
        self.add(self._said)
        self.add(
            Text(
                _(
                    "A sheet of paper with a code that opens this logbook when your passphrase is"
                    " forgotten. Without passphrase and sheet nobody can open it: not us, not the"
                    " computer's maker."
                )
            )
        )
        words = _("Lost, or seen by somebody?")
        self.keys_button = plain_button(words, "recovery-keys", "key-round")
        self.keys_button.setVisible(session.logbook.shutting_out.is_allowed)
        self.end_with(self.button, self.keys_button)
        self.button.clicked.connect(self._ask)

    def refresh(self) -> RecoveryStatus:
        """Say how it stands now."""
        status = self._session.logbook.recovering.status()
        tone, words = recovery_sentence(status)
        self._said.setText(words)
        self._said.show_tone(tone)
        self.button.setVisible(status.made_on is not None)
        return status

    @Slot()
    def _ask(self) -> None:
        question = Question(
            title=_("Drop the recovery sheet?"),
            text=_(
                "It unlocks this logbook no more. If the passphrase is forgotten then, nobody can"
                " open it. Whoever has the sheet and a copy of the files can still get in, until"
                " the keys are changed; backups made before open with it for ever."
            ),
            confirm=_("Drop it"),
            keep=_("Keep it"),
            grave=True,
        )
        self.ask(question, partial(self.act, self._drop))

    def _drop(self) -> str:
        self._session.logbook.recovering.drop()
        self.dropped.emit()
        return _(
            "The sheet is dropped. Destroy the paper. If it was lost, or seen by somebody, have the"
            " keys changed as well: until then, it opens a copy of the files."
        )


class SheetCard(TaskCard):
    """Makes a sheet, prints it and saves its PDF; `made` carries the sheet, for its check."""

    made = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Make a sheet"), "sheet")
        self._sheet: RecoverySheet | None = None
        self.saver = PaperSaver(session, self, self._note_out)
        self._proof = SecretField("sheet-proof")
        self._proof_field = Field(_("Your passphrase"), self._proof)
        self.button = plain_button(_("Make a new sheet"), "sheet-make", "file-text")
        self.print_button = primary_button(_("Print it…"), "sheet-print", "printer")
        self.save_button = plain_button(_("Save the PDF…"), "sheet-save", "download")
        words = _("Was the earlier one lost, or seen?")
        self.keys_button = plain_button(words, "sheet-keys", "key-round")
        for button in (self.print_button, self.save_button, self.keys_button):
            button.hide()
        self.add(
            Text(
                _(
                    "An earlier sheet unlocks this logbook no more once a new one is made; with a"
                    " copy of the files it still opens the records, until the keys are changed."
                    " Keep the paper where you keep your passport, not beside the computer."
                )
            )
        )
        self.add(Text(print_at_hand_sentence(), look="small"))
        self.add(self._proof_field)
        self.end_with(self.button, self.print_button, self.save_button, self.keys_button)
        self.button.clicked.connect(self._make)
        self._proof.entered.connect(self._make)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)

    def refresh(self, status: RecoveryStatus) -> None:
        """Offer the change of keys where an earlier sheet bears them still."""
        is_allowed = self._session.logbook.shutting_out.is_allowed
        self.keys_button.setVisible(is_allowed and status.earlier_on is not None)

    @Slot()
    def forget_sheet(self) -> None:
        """Forget the sheet made last."""
        self._sheet = None
        self.print_button.hide()
        self.save_button.hide()

    @Slot()
    def _make(self) -> None:
        missing = not self._proof.text()
        self._proof_field.show_problem(_("Type your passphrase.") if missing else "")
        if missing:
            self._proof.setFocus()
            return
        recovering = self._session.logbook.recovering
        self.work(
            _("Making the sheet. This takes a moment on purpose."),
            partial(recovering.sheet_job, self._proof.text()),
            self._keep,
        )

    def _keep(self, new: Any) -> str:
        self._sheet = self._session.logbook.recovering.make_sheet(new)
        self._proof.clear()
        self.print_button.show()
        self.save_button.show()
        self.made.emit(self._sheet)
        self.print_button.setFocus()
        return _(
            "The sheet is made. Print it now, or save its PDF: it is in memory only, and gone when"
            " you leave this room."
        )

    @Slot()
    def _print(self) -> None:
        if self._sheet is not None:
            self.saver.print([self._sheet])

    @Slot()
    def _save(self) -> None:
        if self._sheet is not None:
            self.saver.save([(self._sheet, _FILE)])

    def _note_out(self, paper: Paper) -> None:
        """Nothing is remembered of where it lies."""


class CheckCard(TaskCard):
    """Has a new sheet checked by three of its groups, and once a year by the whole code."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Check the sheet"), "check")
        self._sheet: RecoverySheet | None = None
        self._asked: tuple[int, ...] = ()
        self._lead = Text()
        self._groups = [SecretField(f"check-group-{number}") for number in (1, 2, 3)]
        self._group_fields = [Field(_("Group"), group) for group in self._groups]
        self._code = SecretField("check-code")
        self._code_field = Field(_("The code on the paper"), self._code)
        self.button = plain_button(_("Check it"), "check-it", "check")
        self.add(self._lead)
        for field in (*self._group_fields, self._code_field):
            self.add(field)
        self.end_with(self.button)
        self.button.clicked.connect(self._check)
        self._code.entered.connect(self._check)
        self._groups[-1].entered.connect(self._check)

    @Slot(object)
    def show_sheet(self, sheet: RecoverySheet) -> None:
        """Ask for three groups of a sheet that was just made."""
        self._sheet = sheet
        self._asked = self._session.logbook.recovering.groups_to_ask()
        for field, editor, number in zip(
            self._group_fields, self._groups, self._asked, strict=True
        ):
            editor.clear()
            field.show_label(_("Group {number}").format(number=number))
        self._arrange()

    @Slot()
    def forget_sheet(self) -> None:
        """Forget the sheet: what is checked from now on is the whole code."""
        self._sheet, self._asked = None, ()
        for editor in (*self._groups, self._code):
            editor.clear()
        self._arrange()

    def refresh(self, *, there_is_one: bool) -> None:
        """Show the card where there is a sheet to check."""
        self.setVisible(there_is_one)
        self._arrange()

    def _arrange(self) -> None:
        new = self._sheet is not None
        self._lead.setText(
            _("Type three groups of the code back from the paper in your hand.")
            if new
            else _(
                "Once a year: take the paper from where it lies, and type the whole code. So you"
                " know that it is there, can be read, and opens."
            )
        )
        for field in self._group_fields:
            field.setVisible(new)
        self._code_field.setVisible(not new)

    @Slot()
    def _check(self) -> None:
        self.banner.clear()
        self.act(self._check_groups if self._sheet is not None else self._check_code)

    def _check_groups(self) -> str:
        assert self._sheet is not None, "groups are asked of a sheet"
        typed = dict(zip(self._asked, (each.text() for each in self._groups), strict=True))
        if not self._session.logbook.recovering.check_groups(self._sheet, typed):
            self.refuse(
                _(
                    "These are not the groups on the sheet. Look at the numbers beside the fields,"
                    " and at the paper made just now."
                )
            )
            return ""
        self.forget_sheet()
        return _("The sheet is right. The journal says that it was checked today.")

    def _check_code(self) -> str:
        if not self._code.text().strip():
            self._code_field.show_problem(_("Type the code from the paper."))
            return ""
        self._code_field.show_problem("")
        if not self._session.logbook.recovering.check(self._code.text()):
            self.refuse(
                _(
                    "This code opens nothing here. It may be an earlier sheet's: look for the"
                    " newest, or make a new one."
                )
            )
            return ""
        self._code.clear()
        return _("The code opens. The journal says that it was checked today.")


def recovery_sentence(status: RecoveryStatus) -> tuple[Tone, str]:
    """Say how it stands with a sheet."""
    if status.made_on is None:
        return Tone.WARN, _(
            "There is no recovery sheet. If the passphrase is forgotten, the records are lost."
        )
    made = day_in_words(status.made_on)
    if status.is_void:
        return Tone.STOP, _(
            "The key of the logbook was changed after the sheet was made on {made}. Where the key"
            " file is lost, it does not help any more. Make a new one, and destroy the old."
        ).format(made=made)
    if status.checked_on is None:
        return Tone.WARN, _(
            "Made on {made}, and never checked. Type three groups back, or the whole code."
        ).format(made=made)
    checked = day_in_words(status.checked_on)
    if status.is_drill_due:
        return Tone.WARN, _(
            "Made on {made}, last checked on {checked}: it is time to check it again."
        ).format(made=made, checked=checked)
    assert status.drill_due_on is not None, "what was checked is checked again a year later"
    return Tone.DONE, _(
        "Made on {made}, last checked on {checked}; to be checked again from {due}."
    ).format(made=made, checked=checked, due=day_in_words(status.drill_due_on))
