# SPDX-License-Identifier: Apache-2.0
"""The clinical will: who looks after the duties of the practice when nobody here can."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from logbook.domain.clinical_will import WillStatus
from logbook.domain.permissions import may
from logbook.domain.records import Act
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from ui import theme
from ui.asking import Question
from ui.practice.cards_trial import CardsTrialCard
from ui.practice.rotation_sheet import change_keys
from ui.practice.task_card import TaskCard
from ui.practice.will_form import WillForm
from ui.session import Session
from ui.theme import Tone
from ui.widgets.buttons import danger_button, plain_button
from ui.widgets.layouts import column
from ui.widgets.text import Text


class WillSection(QWidget):
    """How it stands; for administrators the form that makes one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._session = session
        layout = column(self, "l")
        is_allowed = may(session.logbook.practitioner.role, Act.WILL_MADE)
        self.status = WillCard(session, is_allowed=is_allowed)
        layout.addWidget(self.status)
        self.form: WillForm | None = None
        self.trial: CardsTrialCard | None = None
        if is_allowed:
            self.trial = CardsTrialCard(session)
            layout.addWidget(self.trial)
            self.trial.changed.connect(self.refresh)
            self.form = WillForm(session)
            layout.addWidget(self.form)
            self.form.changed.connect(self.refresh)
        self.status.changed.connect(self.refresh)
        self.refresh()

    def keep_place(self) -> None:
        """Keep what is typed for a new will, with the field in which the person was last."""
        if self.form is not None:
            self.form.draft.keep_place()

    def return_to_place(self) -> None:
        """Go on in the field in which the person was last, if there is one."""
        if self.form is not None:
            self.form.draft.return_to_place()

    @Slot()
    def refresh(self) -> None:
        """Show how it stands now."""
        self.status.refresh()
        if self.trial is not None:
            self.trial.show_status(self._session.logbook.clinical_will.status())


class WillCard(TaskCard):
    """Says how it stands with the will; has it checked, and revoked."""

    def __init__(self, session: Session, *, is_allowed: bool) -> None:
        super().__init__(session, _("Your clinical will"), "will")
        self._is_allowed = is_allowed
        self._said = Text(look="strong")
        self._executors = Text().selectable()
        self.check_button = plain_button(_("They have their cards"), "will-check", "check")
        self.revoke_button = danger_button(_("Revoke it…"), "will-revoke", "x")
        self.add(self._said)
        self.add(
            Text(
                _(
                    "When you cannot look after your duties any more, those you name put their"
                    " cards together and see, to be read only: whom to tell, where files are and"
                    " how long they are kept, and which clocks run. This program shows them no"
                    " record of what was told to you and signs nothing for them. But enough cards"
                    " with other programs would open everything: name people who may."
                )
            )
        )
        self.add(self._executors)
        if not is_allowed:
            self.add(Text(_("Only administrators make, check or revoke it."), look="muted"))
        self.end_with(self.check_button, self.revoke_button)
        self.check_button.clicked.connect(self._check)
        self.revoke_button.clicked.connect(self._ask)

    def refresh(self) -> None:
        """Say how it stands now."""
        status = self._session.logbook.clinical_will.status()
        tone, words = will_sentence(status)
        self._said.setText(words)
        self._said.show_tone(tone)
        self._executors.setText(_named_in(status))
        self._executors.setVisible(status.will is not None)
        for button in (self.check_button, self.revoke_button):
            button.setVisible(self._is_allowed and status.will is not None)

    @Slot()
    def _check(self) -> None:
        self.act(self._checked)

    def _checked(self) -> str:
        self._session.logbook.clinical_will.check()
        return _("The journal says that you asked them today, and took them at their word.")

    @Slot()
    def _ask(self) -> None:
        question = Question(
            title=_("Revoke the clinical will?"),
            text=_(
                "The cards open this logbook no more, and its key is changed, which takes a"
                " moment; recovery sheets made before are void. The cards open backups made before"
                " for ever: ask for them back."
            ),
            confirm=_("Revoke it"),
            keep=_("Keep it"),
            grave=True,
        )
        self.ask(question, partial(self.act, self._revoke))

    def _revoke(self) -> str:
        self._session.logbook.clinical_will.revoke(key_later=True)
        sheet = change_keys(self._session, self.window())
        sheet.accepted.connect(self._say_changed)
        return _("The will is revoked. The key of the logbook is still to be changed.")

    @Slot()
    def _say_changed(self) -> None:
        said = _(
            "The will is revoked and the key of the logbook changed. Make a new recovery sheet, and"
            " a backup."
        )
        self.banner.show_message(Tone.DONE, said)
        self.changed.emit()


def will_sentence(status: WillStatus) -> tuple[Tone, str]:
    """Say how it stands with a will."""
    if status.will is None or status.made_on is None:
        return Tone.WARN, _(
            "There is no clinical will. If something happens to you, nobody can find out whom to"
            " tell."
        )
    made = day_in_words(status.made_on)
    if status.checked_on is None:
        return Tone.WARN, _(
            "Made on {made}. The executors have not yet confirmed that they have their cards: once"
            " they were handed out, ask them, or try the cards."
        ).format(made=made)
    checked = day_in_words(status.checked_on)
    if status.is_check_due:
        return Tone.WARN, _(
            "Made on {made}, last checked on {checked}. Ask the executors whether they have their"
            " cards, and are still willing."
        ).format(made=made, checked=checked)
    assert status.check_due_on is not None, "what was checked is checked again a year later"
    return Tone.DONE, _(
        "Made on {made}, last checked on {checked}; ask the executors again from {due}."
    ).format(made=made, checked=checked, due=day_in_words(status.check_due_on))


def _named_in(status: WillStatus) -> str:
    if status.will is None:
        return ""
    lines = [
        " · ".join(part for part in (each.name, each.role, each.contact) if part)
        for each in status.will.executors
    ]
    cards = _("{threshold} of {count} cards open it.").format(
        threshold=status.will.threshold, count=len(lines)
    )
    files = _("Where files are: {files}").format(files=status.will.files)
    return "\n".join([*lines, cards, *([files] if status.will.files else [])])
