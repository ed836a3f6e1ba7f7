# SPDX-License-Identifier: Apache-2.0
"""Before records are destroyed for good: what goes, what stays, who still holds it; then the act.

Whoever does it types the person's reference, so that it is meant, and meant of these records. That
is typed again after a lock; how it is done, and before whom, comes back.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.domain.drafts import FormName
from logbook.domain.erasure import ErasureDecision
from logbook.domain.findings import RecordRefusedError
from logbook.domain.outlook import HeldRecord, Review
from logbook.i18n import _
from logbook.wording.retention_words import counted, records_in_words
from ui.messages import error_sentence, sentences_by_part, the_sentence_or_raise
from ui.retention.copies_card import CopiesCard
from ui.retention.destruction import Destruction
from ui.retention.wishes import KeepingTask, KeepingWish
from ui.session import Session
from ui.tables.form_draft import FormDraft
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.busy import Busy
from ui.widgets.buttons import danger_button
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.layouts import WrappingRow
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.text import Text
from ui.widgets.text_area import TextArea


class DestroyingScreen(PageScaffold):
    """`certified` carries the identity of the certificate, once there is nothing more to do."""

    certified = Signal(object)
    keeping_asked = Signal(object)
    left = Signal()

    def __init__(self, session: Session, person: UUID, decision: UUID) -> None:
        super().__init__(
            _("Destroy these records for good?"),
            _("Nothing brings them back. Read what goes, what stays, and what still holds them."),
            identifier="destroying",
            back=_("Lea&ve, destroy nothing"),
            unsure="",
            forward="",
        )
        known = session.logbook.reviewing.person(person)
        assert known is not None, "the page is opened for a person on record"
        self._session, self._person = session, person
        self._reference = known.reference.strip() or _("destroy")
        review = session.logbook.destroying.review(decision)
        self._destruction = Destruction(session, decision, self)
        self.banner = Banner("destroying-message", lasting=True)
        self._busy = Busy("destroying", cancel=_("Leave this for the next unlocking"))
        self.add(Text(_("{name}, reference {reference}.").format(
            name=known.name, reference=known.reference
        ), look="strong"))  # fmt: skip
        self.add(_what_goes(review))
        self.add(_what_stays(review))
        if isinstance(review.decision, ErasureDecision) and review.recipients:
            self.add(_whom_to_tell(review))
        self.add(CopiesCard(review.copies, session.logbook.clock.zone))
        self.add(self._act())
        # What is destroyed takes what was typed along, however it ends.
        erased_with = review.goes[0].object if review.goes else None
        self.draft = FormDraft(session, FormName.DESTROYING, self, decision, erased_with)
        self.draft.watch("method", self.method)
        self.draft.watch("witness", self.witness)
        self._join()
        if self.draft.is_begun:
            QTimer.singleShot(0, self, self.draft.return_to_place)
        if review.stops:
            self._stop(review)

    def keep_place(self) -> None:
        """Keep what is typed; leave to the next unlocking what a worker is at.

        The window is wanted elsewhere.
        """
        if not self._destruction.is_running:
            self.draft.keep_place()
        self._destruction.leave()

    def _act(self) -> Card:
        card = Card(_("How, and by whom"), "destroying-act", gap="l")
        self.method, self.witness, self.typed = TextArea(2), QLineEdit(), QLineEdit()
        self.method.show_text(_("Erased from the logbook, and its file written anew"))
        self._fields = {
            "method": Field(
                _("How it is done"),
                self.method,
                hint=_("Add what became of paper, such as shredded. Name nobody: this stays."),
                identifier="destroying-method",
            ),
            "witness": Field(
                _("Witness, if there was one"),
                self.witness,
                identifier="destroying-witness",
            ),
            "typed": Field(
                _("To confirm, type: {reference}").format(reference=self._reference),
                self.typed,
                identifier="destroying-confirm",
            ),
        }
        for field in self._fields.values():
            card.add(field)
        self.button = danger_button(_("Destroy them for &good"), "destroying-do", "triangle-alert")
        card.add(WrappingRow([self.button], 1))
        card.add(self._busy)
        card.add(self.banner)
        self.setFocusProxy(self.back_button)
        return card

    def _join(self) -> None:
        self.back.connect(self.draft.forget)
        self.back.connect(self.left)
        self.button.clicked.connect(self._destroy)
        self.typed.returnPressed.connect(self._destroy)
        self.banner.acted.connect(self._decide_again)
        self._busy.cancelled.connect(self._destruction.leave)
        self._destruction.waiting.connect(self._show_waiting)
        self._destruction.begun.connect(self._show_begun)
        self._destruction.sweeping.connect(self._show_sweeping)
        self._destruction.ended.connect(self.draft.forget)
        self._destruction.ended.connect(self.certified)
        self._destruction.failed.connect(self._show_failed)

    def _stop(self, review: Review) -> None:
        """Say what has come in the way since it was decided."""
        error = RecordRefusedError(review.stops)
        self.banner.show_message(
            Tone.STOP,
            " ".join([_("This cannot be carried out as it was decided."), error_sentence(error)]),
            _("Decide again …"),
        )
        for part in (*self._fields.values(), self.button):
            part.hide()

    @Slot()
    def _destroy(self) -> None:
        if self._destruction.is_running:
            return
        for field in self._fields.values():
            field.show_problem("")
        if self.typed.text().strip().casefold() != self._reference.casefold():
            self._refuse(
                "typed",
                _("Nothing was destroyed. Type {reference} exactly, or leave.").format(
                    reference=self._reference
                ),
            )
            return
        self.banner.clear()
        self._show_begun()
        self._busy.cancel_button.hide()
        self._show_able(able=False)
        self._destruction.start(self.method.text(), self.witness.text())

    @Slot()
    def _show_waiting(self) -> None:
        self._busy.show_words(_("Waiting until the journal is checked …"))

    @Slot()
    def _show_begun(self) -> None:
        self._busy.show_words(_("1 of 2: taking the records out …"))

    @Slot()
    def _show_sweeping(self) -> None:
        self._busy.show_words(
            _(
                "2 of 2: the records are gone. The file is written anew, so that nothing of them"
                " is left between its pages …"
            )
        )
        self._busy.cancel_button.show()
        self._busy.cancel_button.setFocus()

    @Slot(object)
    def _show_failed(self, error: BaseException) -> None:
        self._busy.hide()
        self._show_able(able=True)
        said = sentences_by_part(error.findings) if isinstance(error, RecordRefusedError) else {}
        for part, words in said.items():
            if part in self._fields:
                self._refuse(part, words)
                return
        self.banner.show_message(Tone.STOP, the_sentence_or_raise(error))

    @Slot()
    def _decide_again(self) -> None:
        self.keeping_asked.emit(KeepingWish(person=self._person, task=KeepingTask.DECISION))

    def _refuse(self, part: str, words: str) -> None:
        field = self._fields[part]
        field.show_problem(words)
        (field.editor.focusProxy() or field.editor).setFocus()

    def _show_able(self, *, able: bool) -> None:
        parts: tuple[QWidget, ...] = (self.method, self.witness, self.typed, self.button)
        for part in (*parts, self.back_button):
            part.setEnabled(able)


def _what_goes(review: Review) -> Card:
    card = Card(_("What goes"), "destroying-goes")
    card.add(
        Text(
            _("{records}, with all that was in them, their drafts and their words in the search.")
            .format(records=records_in_words(len(review.goes))),
            look="strong",
        )
    )  # fmt: skip
    card.add(Text("\n".join(counted(review.goes))).selectable())
    numbers = _numbers(review.goes)
    if numbers:
        card.add(Text(_("Their numbers: {numbers}").format(numbers=numbers)).selectable())
    return card


def _what_stays(review: Review) -> Card:
    card = Card(_("What stays"), "destroying-stays")
    card.add(
        Text(
            _(
                "In the place of each record: a random number, its days, the rule, and the hash the"
                " journal holds. Nobody can read a name or a word from that. The journal stays"
                " whole, and the number of a disclosure is never given again."
            )
        )
    )
    if review.stays:
        card.add(Text(_("And what proves what left the logbook, and why it is gone:")))
        card.add(Text("\n".join(counted(review.stays))).selectable())
    if review.remains:
        card.add(Text(_("These were not named, and stay as they are:"), look="strong"))
        card.add(Text("\n".join(counted(review.remains))).selectable())
    return card


def _whom_to_tell(review: Review) -> Card:
    card = Card(_("Tell them of the erasure"), "destroying-tell")
    card.add(
        Text(
            _(
                "Whoever was given the information is told of the erasure, unless that is"
                " impossible or would take disproportionate effort (UK GDPR, article 19). Note"
                " them now: afterwards the logbook knows them no longer. Not legal advice."
            )
        )
    )
    card.add(Text("\n".join(review.recipients)).selectable())
    return card


def _numbers(records: tuple[HeldRecord, ...]) -> str:
    return ", ".join(each.number for each in records if each.number)
