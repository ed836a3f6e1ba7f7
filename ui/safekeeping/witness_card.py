# SPDX-License-Identifier: Apache-2.0
"""Having a colleague witness how far the journal is, and doing the same for them: two files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit

from logbook.errors import LogbookError
from logbook.i18n import N_, _
from logbook.wording.anchor_words import anchor_sentence, own_key_sentence
from logbook.wording.dates import moment_in_words
from ui.asking import Asking, Question
from ui.messages import error_sentence
from ui.safekeeping.backup_words import entries_in_words
from ui.safekeeping.files import documents, read_file, unreadable, write_file
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.layouts import WrappingRow
from ui.widgets.naming import named
from ui.widgets.text import Text

_KINDS = N_("Witness file (*.witness)")
_NEW_KEY = "witness.new-key"


class WitnessCard(Card):
    """The three steps: a file out, its answer back, and an answer for a colleague's.

    `kept` tells that the journal has one more.
    """

    kept = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(_("A colleague as a witness"), "witness")
        self._session = session
        self._asking: Asking | None = None
        self._request = ""
        self._answer, self._key = "", ""
        self._out = plain_button(_("&Write a file for a witness …"), "witness-out", "send")
        self._back = plain_button(_("&Take their answer back …"), "witness-back", "inbox")
        self._other = plain_button(_("&Be a witness for a colleague …"), "witness-be", "users")
        self._by = named(QLineEdit(), "witness-by")
        self._by_field = Field(_("Who witnessed it"), self._by)
        self._banner = Banner("witness-message")
        self._build()
        self._connect()

    def write_to(self, path: Path) -> None:
        """Write the file for a witness."""
        try:
            text = self._session.logbook.witnessing.checkpoint_for_witness()
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._say_written(
            write_file(path, text.encode()),
            _("The file is written. Give it to your colleague; it names nobody."),
        )

    def take_back(self, path: Path) -> None:
        """Keep the answer of a witness."""
        text = _text_in(path)
        if text is None:
            self._banner.show_message(Tone.STOP, unreadable())
            return
        try:
            kept = self._session.logbook.witnessing.take_back(text, by=self._by.text().strip())
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._by.clear()
        zone = self._session.logbook.clock.zone
        self._banner.show_message(Tone.DONE, f"{_('Kept.')} {anchor_sentence(kept.anchor, zone)}")
        self.kept.emit()

    def be_witness(self, path: Path) -> None:
        """Witness a colleague's journal, and ask where the answer goes."""
        text = _text_in(path)
        if text is None:
            self._banner.show_message(Tone.STOP, unreadable())
            return
        self._request = text
        self._witness(accept_key=False)

    def _build(self) -> None:
        about = _(
            "Two practices exchange small files that say how far each journal is. They hold no"
            " name and no record. From then on neither journal can be changed unseen."
        )
        for part in (
            Text(about, look="small"),
            self._banner,
            WrappingRow([self._out], 1),
            self._by_field,
            WrappingRow([self._back], 1),
            WrappingRow([self._other], 1),
        ):
            self.add(part)

    def _connect(self) -> None:
        self._out.clicked.connect(self._ask_where)
        self._back.clicked.connect(self._ask_answer)
        self._other.clicked.connect(self._ask_request)

    @Slot()
    def _ask_where(self) -> None:
        self._asker().choose_place(
            _("Save the file for your witness"),
            self.write_to,
            documents() / f"{_('journal')}.witness",
            _(_KINDS),
        )

    @Slot()
    def _ask_answer(self) -> None:
        if not self._by.text().strip():
            self._by_field.show_problem(_("Write who it was first, as you call them."))
            self._by.setFocus()
            return
        self._by_field.show_problem("")
        self._asker().choose_file(_("Choose their answer"), self.take_back, documents(), _(_KINDS))

    @Slot()
    def _ask_request(self) -> None:
        self._asker().choose_file(
            _("Choose your colleague's file"), self.be_witness, documents(), _(_KINDS)
        )

    @Slot()
    def _accept_key(self) -> None:
        self._witness(accept_key=True)

    def _witness(self, *, accept_key: bool) -> None:
        logbook = self._session.logbook
        try:
            seen = logbook.witnessing.witness(self._request, accept_key=accept_key)
        except LogbookError as error:
            if error.code == _NEW_KEY:
                self._ask_about_key()
            else:
                self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._answer, self._key = seen.answer, seen.key
        said = _("Witnessed: {entries}.").format(entries=entries_in_words(seen.size))
        if seen.since is not None:
            said += " " + _("It goes on from what you saw on {moment}.").format(
                moment=moment_in_words(seen.since, logbook.clock.zone)
            )
        if seen.was_restored:
            said += " " + _("It was restored from a backup since: ask its owner why.")
        self._banner.show_message(Tone.WARN if seen.was_restored else Tone.DONE, said)
        self._asker().choose_place(
            _("Save the answer for your colleague"),
            self._write_answer,
            documents() / f"{_('answer')}.witness",
            _(_KINDS),
        )

    def _write_answer(self, path: Path) -> None:
        self._say_written(
            write_file(path, self._answer.encode()),
            f"{_('The answer is written. Give it back to your colleague.')}"
            f" {own_key_sentence(self._key)}",
        )

    def _ask_about_key(self) -> None:
        question = Question(
            title=_("Somebody new signs there"),
            text=_(
                "This journal is signed with a key that never signed it before. Ask its owner, by"
                " telephone, who signs there now. Only then go on."
            ),
            confirm=_("I have asked: go on"),
            grave=True,
        )
        self._asker().confirm(question, self._accept_key)

    def _say_written(self, trouble: str, done: str) -> None:
        self._banner.show_message(Tone.STOP if trouble else Tone.DONE, trouble or done)

    def _asker(self) -> Asking:
        if self._asking is None:
            self._asking = Asking(self)
        return self._asking


def _text_in(path: Path) -> str | None:
    data = read_file(path)
    return data.decode("utf-8", "replace") if data is not None else None
