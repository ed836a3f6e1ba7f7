# SPDX-License-Identifier: Apache-2.0
"""Making signed documents: of a disclosure, of a consent, of everything a person may be shown.

Rendering and signing take a second or two and run in the background; where the file goes, or which
printer it goes to, is asked for once it is made and has passed its own check.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from logbook.app import ExportJob, Logbook, SignedDocument
from logbook.domain.decision import Choice
from logbook.domain.disclosure import Disclosure
from logbook.domain.records import DocumentKind
from logbook.errors import LogbookError
from logbook.i18n import _
from ui.asking import Asking
from ui.background import Background
from ui.messages import error_sentence, the_sentence_or_raise
from ui.printing.sending import Printing, queue_sentence
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button, primary_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow
from ui.widgets.naming import announce
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One document that can be made: its buttons, what is said meanwhile, how it is prepared."""

    words: str
    """On the button that saves it."""
    busy: str
    identifier: str
    icon: str
    prepare: Callable[[], ExportJob]
    """Raises LogbookError: it must not, or cannot, be made."""
    printing: str = ""
    """On the button that prints it."""

    @property
    def print_identifier(self) -> str:
        """The identifier of the button that prints it."""
        return f"print-{self.identifier.removeprefix('save-')}"


def of_disclosure(logbook: Logbook, disclosure: Disclosure) -> tuple[Offered, ...]:
    """Offer the record of a disclosure, and the letter to the person where it may be sent."""
    prepare = logbook.exporting.prepare
    record = Offered(
        words=_("Save &PDF …"),
        busy=_("Making and signing the record …"),
        identifier="save-pdf",
        icon="download",
        prepare=partial(prepare, disclosure.id, DocumentKind.DISCLOSURE_RECORD),
    )
    letter = Offered(
        words=_("&Letter to the service user …"),
        busy=_("Making and signing the letter …"),
        identifier="save-letter",
        icon="mail",
        prepare=partial(prepare, disclosure.id, DocumentKind.NOTIFICATION_LETTER),
        printing=_("Print the l&etter …"),
    )
    sent = not disclosure.restricted and disclosure.decision.choice is Choice.DISCLOSE
    return (record, letter) if sent else (record,)


def of_consent(logbook: Logbook, consent: UUID) -> tuple[Offered, ...]:
    """Offer the record of a consent."""
    return (
        Offered(
            words=_("Save &PDF …"),
            busy=_("Making and signing the record …"),
            identifier="save-pdf",
            icon="download",
            prepare=partial(logbook.exporting.prepare_consent, consent),
        ),
    )


def of_person(logbook: Logbook, person: UUID) -> tuple[Offered, ...]:
    """Offer the list of who was told about a person, as they may see it."""
    return (
        Offered(
            words=_("&Who was told (PDF) …"),
            busy=_("Making and signing the list …"),
            identifier="save-accounting",
            icon="download",
            prepare=partial(logbook.exporting.prepare_accounting, person),
            printing=_("Pr&int who was told …"),
        ),
    )


class ExportingCard(Card):
    """Offers documents, to be saved or printed; `delivered` carries the path of one saved.

    `about` is said of them where they do not carry their place in the journal.
    """

    delivered = Signal(object)

    def __init__(
        self,
        logbook: Logbook,
        background: Background,
        offered: Sequence[Offered],
        *,
        about: str = "",
        leading: bool = False,
    ) -> None:
        super().__init__(_("Documents"), "documents")
        self._logbook, self._background = logbook, background
        self._asking: Asking | None = None
        self._document: SignedDocument | None = None
        self.printing = Printing(background, self._asker, self)
        self.buttons: list[QPushButton] = []
        self._banner = Banner("export-message")
        self._progress = Text(look="muted")
        self._progress.hide()
        proof = _("The PDF is signed and proves itself: it carries its place in the journal.")
        self.add(Text(f"{about or proof} {queue_sentence()}", look="small"))
        for number, each in enumerate(offered):
            self.add(self._row(each, leading=leading and number == 0))
        self.add(self._progress)
        self.add(self._banner)
        self.printing.busy.connect(self._show_busy)
        self.printing.said.connect(self._banner.show_message)
        if self.buttons:
            keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
            keys.activated.connect(self.print_button.click)

    @property
    def save_button(self) -> QPushButton:
        """The button that saves the document offered first."""
        return self.buttons[0]

    @property
    def print_button(self) -> QPushButton:
        """The button that prints the document offered first."""
        return self.buttons[1]

    def _row(self, offered: Offered, *, leading: bool) -> WrappingRow:
        first = primary_button if leading else plain_button
        save = first(offered.words, offered.identifier, offered.icon)
        words = offered.printing or _("Pr&int …")
        paper = plain_button(words, offered.print_identifier, "printer")
        save.clicked.connect(partial(self._make, offered))
        paper.clicked.connect(partial(self._make_for_paper, offered))
        self.buttons += [save, paper]
        return WrappingRow([save, paper], 2, "m")

    def _make(self, wanted: Offered) -> None:
        self._prepare(wanted, self._made)

    def _make_for_paper(self, wanted: Offered) -> None:
        self._banner.clear()
        if not self.printing.has_printer():
            return
        try:
            self._logbook.exporting.check_may_print()
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._prepare(wanted, self._made_for_paper)

    def _prepare(self, wanted: Offered, made: Callable[[SignedDocument], None]) -> None:
        self._banner.clear()
        try:
            job = wanted.prepare()
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._show_busy(wanted.busy)
        self._background.run(job.run, made, self._failed)

    @Slot(object)
    def _made(self, document: SignedDocument) -> None:
        self._show_busy("")
        self._document = document
        self._asker().choose_place(
            _("Save the PDF"), self._deliver, _documents() / document.file_name, "PDF (*.pdf)"
        )

    @Slot(object)
    def _made_for_paper(self, document: SignedDocument) -> None:
        self._show_busy("")
        note = partial(self._logbook.exporting.note_printed, document)
        self.printing.ask([document.data], note, _("Sent to the printer. The journal says so."))

    def _asker(self) -> Asking:
        if self._asking is None:
            self._asking = Asking(self)
        return self._asking

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._show_busy("")
        self._banner.show_message(Tone.STOP, the_sentence_or_raise(error))

    def _deliver(self, path: Path) -> None:
        assert self._document is not None, "a place is asked for once there is a document"
        try:
            # The file chooser has asked before a file that is there is replaced.
            done = self._logbook.exporting.deliver(self._document, path, replace=True)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._banner.show_message(
            Tone.DONE,
            _("Saved as {name} in {folder}. The journal says so.").format(
                name=done.path.name, folder=done.path.parent
            ),
        )
        self.delivered.emit(done.path)

    @Slot(str)
    def _show_busy(self, words: str) -> None:
        self._progress.setText(words)
        self._progress.setVisible(bool(words))
        for button in self.buttons:
            button.setEnabled(not words)
        self.setCursor(Qt.CursorShape.BusyCursor if words else Qt.CursorShape.ArrowCursor)
        announce(self, words)


def _documents() -> Path:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place or Path.home())
