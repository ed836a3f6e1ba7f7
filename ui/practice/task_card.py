# SPDX-License-Identifier: Apache-2.0
"""A card on which something is done: what it takes, a button, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from logbook.domain.findings import RecordRefusedError
from logbook.errors import LogbookError
from ui.asking import Asking, Question
from ui.messages import error_sentence, sentences_by_part, the_sentence_or_raise
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow
from ui.widgets.naming import announce
from ui.widgets.text import Text

_UNTIL_PAINTED_MS = 50


class Job(Protocol):
    """What a worker runs."""

    def run(self) -> Any:
        """Give what it makes; raises what keeps it from that."""
        ...


class TaskCard(Card):
    """Runs jobs and acts, and says what came of them; `changed` when something did."""

    changed = Signal()

    def __init__(self, session: Session, heading: str, identifier: str) -> None:
        super().__init__(heading, identifier, gap="l")
        self._session = session
        self._asking: Asking | None = None
        self._then: Callable[[Any], str] | None = None
        self._buttons: Sequence[QPushButton] = ()
        self.banner = Banner(f"{identifier}-message", lasting=True)
        self._progress = Text(look="muted")
        self._progress.hide()

    @property
    def is_busy(self) -> bool:
        """Whether a job of this card is under way."""
        return not self._progress.isHidden()

    def work(self, words: str, prepare: Callable[[], Job], then: Callable[[Any], str]) -> None:
        """Run a job; `then` takes what it made, and gives what to say."""
        if self.is_busy:
            return
        self.banner.clear()
        self.show_problems({})
        try:
            job = prepare()
        except LogbookError as error:
            self._refuse(error)
            return
        self._then = then
        self.show_busy(words)
        self._session.background.run(job.run, self._answered, self._failed)

    def act(self, does: Callable[[], str]) -> None:
        """Do something at once; `does` gives what to say."""
        try:
            said = does()
        except LogbookError as error:
            self._refuse(error)
        else:
            if said:
                self.banner.show_message(Tone.DONE, said)
        self.changed.emit()

    def act_when_painted(self, words: str, does: Callable[[], str]) -> None:
        """Do something that keeps the window waiting for seconds, and say so before."""
        if self.is_busy:
            return
        self.banner.clear()
        self.show_busy(words)
        QTimer.singleShot(_UNTIL_PAINTED_MS, self, partial(self._act_now, does))

    def ask(self, question: Question, then: Callable[[], None]) -> None:
        """Ask before something that cannot be taken back."""
        self.asking.confirm(question, then)

    @property
    def asking(self) -> Asking:
        """What opens dialogs over this card."""
        if self._asking is None:
            self._asking = Asking(self)
        return self._asking

    def show_problems(self, problems: Mapping[str, str]) -> QWidget | None:
        """Show beside each field what is wrong; give the first editor concerned."""
        del problems
        return None

    def end_with(self, *buttons: QPushButton) -> None:
        """Close the card with its buttons, and the place where it says what came of them."""
        self._buttons = buttons
        if buttons:
            self.add(WrappingRow(buttons, len(buttons), "m"))
        self.add(self._progress)
        self.add(self.banner)

    def refuse(self, words: str) -> None:
        """Say what is wrong."""
        self.banner.show_message(Tone.STOP, words)

    @Slot(str)
    def show_busy(self, words: str) -> None:
        """Say what is under way, and let nothing else begin; no words: it is over."""
        self._progress.setText(words)
        self._progress.setVisible(bool(words))
        for button in self._buttons:
            button.setEnabled(not words)
        self.setCursor(Qt.CursorShape.BusyCursor if words else Qt.CursorShape.ArrowCursor)
        announce(self, words)

    def _act_now(self, does: Callable[[], str]) -> None:
        try:
            self.act(does)
        finally:
            self.show_busy("")

    def _refuse(self, error: LogbookError) -> None:
        first = None
        if isinstance(error, RecordRefusedError):
            first = self.show_problems(sentences_by_part(error.findings))
        self.refuse(error_sentence(error))
        if first is not None:
            (first.focusProxy() or first).setFocus()

    @Slot(object)
    def _answered(self, value: object) -> None:
        self.show_busy("")
        then, self._then = self._then, None
        assert then is not None, "a job is run for the sake of what it makes"
        self.act(partial(then, value))

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self.show_busy("")
        self.refuse(the_sentence_or_raise(error))
