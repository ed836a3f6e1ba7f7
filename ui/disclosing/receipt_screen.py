# SPDX-License-Identifier: Apache-2.0
"""What comes back after signing: the number, where it stands in the journal, and what is next."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from logbook.domain.disclosure import Disclosure
from logbook.domain.notification import TellingOutcome
from logbook.domain.records import Act, Receipt
from logbook.i18n import _
from logbook.wording.dates import day_in_words, moment_in_words
from ui.session import Session
from ui.tables.exporting_card import ExportingCard, of_disclosure
from ui.theme import Tone
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow
from ui.widgets.notes_panel import NotesPanel, Notice
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.text import Text

_SHORT = 16


class ReceiptScreen(PageScaffold):
    """Shows a receipt and offers the documents of what was recorded."""

    open_person = Signal(object)
    tell = Signal(object)
    done = Signal()

    def __init__(self, session: Session, receipt: Receipt) -> None:
        refused = receipt.act is Act.REFUSAL_RECORDED
        super().__init__(
            _("Recorded as {number}").format(number=receipt.number),
            _("Your decision not to disclose is signed and in the journal.")
            if refused
            else _("The disclosure is signed and in the journal."),
            identifier="receipt",
            back="",
            unsure="",
            forward=_("&Done"),
        )
        self._session = session
        self._receipt = receipt
        self._disclosure = session.logbook.reviewing.disclosure(receipt.object)
        self.add(self._next())
        logbook = session.logbook
        self.exporting = ExportingCard(
            logbook, session.background, of_disclosure(logbook, self._disclosure)
        )
        self.add(self.exporting)
        self.setFocusProxy(self.exporting.save_button)
        self.add(self._proof())
        self.on.connect(self.done)

    def _next(self) -> Card:
        card = Card(_("Next"), "next", gap="s")
        panel = NotesPanel("", identifier="next-notes")
        panel.show_notices([_what_is_next(self._disclosure)])
        card.add(panel)
        self.person_button = plain_button(_("&Open the person's page"), "open-person", "user")
        self.person_button.clicked.connect(self._open_person)
        self.tell_button = plain_button(_("&Note that they were told"), "tell-person", "bell")
        self.tell_button.clicked.connect(self._tell)
        card.add(WrappingRow([self.tell_button, self.person_button], 2, "m"))
        self.tell_button.setVisible(self._disclosure.telling.outcome is TellingOutcome.TELL_LATER)
        return card

    def _proof(self) -> Card:
        receipt, zone = self._receipt, self._session.logbook.clock.zone
        root = receipt.root.hex()[:_SHORT]
        groups = " ".join(root[start : start + 4] for start in range(0, len(root), 4))
        card = Card(_("Where it stands in the journal"), "proof", gap="s")
        card.add(
            Text(
                _(
                    "Entry {entry} of the journal, which then had {size} entries. Recorded on"
                    " {moment}."
                ).format(
                    entry=receipt.seq,
                    size=receipt.size,
                    moment=moment_in_words(receipt.recorded_at, zone),
                )
            ).selectable()
        )
        card.add(Text(_("Checkpoint: {root}").format(root=groups)).selectable())
        card.add(
            Text(
                _(
                    "Entries are numbered from 0. These sixteen characters stand for the whole"
                    " journal up to this entry. Note them down, or save the PDF, which carries"
                    " them: nothing recorded so far can then be altered without it showing."
                ),
                look="small",
            )
        )
        return card

    @Slot()
    def _tell(self) -> None:
        self.tell.emit(self._disclosure.id)

    @Slot()
    def _open_person(self) -> None:
        self.open_person.emit(self._disclosure.service_user)


def _what_is_next(disclosure: Disclosure) -> Notice:
    telling = disclosure.telling
    if telling.outcome is TellingOutcome.TELL_LATER and telling.review_on is not None:
        return Notice(
            tone=Tone.WARN,
            text=_(
                "Tell the person, by {day}. It stays on Today until you note that they were told."
            ).format(day=day_in_words(telling.review_on)),
        )
    if telling.outcome is TellingOutcome.NOT_TOLD:
        if telling.review_on is None:
            return Notice(tone=Tone.INFO, text=_("The person is not told; the reason is recorded."))
        return Notice(
            tone=Tone.INFO,
            text=_("The person is not told for now. Look at this again on {day}.").format(
                day=day_in_words(telling.review_on)
            ),
        )
    return Notice(tone=Tone.DONE, text=_("The person knows. There is nothing left to do."))
