# SPDX-License-Identifier: Apache-2.0
"""Making the documents of a recorded disclosure: the signed record, and the letter to the person.

Rendering and signing take a second or two and run in the background; where the file goes is asked
for once it is made and has passed its own check.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot

from logbook.app import SignedDocument
from logbook.domain.decision import Choice
from logbook.domain.disclosure import Disclosure
from logbook.domain.records import DocumentKind
from logbook.errors import LogbookError
from logbook.i18n import N_, _
from ui.asking import Asking
from ui.messages import error_sentence, the_sentence_or_raise
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button, primary_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow
from ui.widgets.naming import announce
from ui.widgets.text import Text

_MAKING = {
    DocumentKind.DISCLOSURE_RECORD: N_("Making and signing the record …"),
    DocumentKind.NOTIFICATION_LETTER: N_("Making and signing the letter …"),
}


class ExportingCard(Card):
    """Offers the documents of one disclosure; `delivered` carries the path of one saved."""

    delivered = Signal(object)

    def __init__(self, session: Session, disclosure: Disclosure, *, leading: bool = True) -> None:
        super().__init__(_("Documents"), "documents")
        self._make_button = primary_button if leading else plain_button
        self._session, self._id = session, disclosure.id
        self._asking: Asking | None = None
        self._document: SignedDocument | None = None
        self._with_letter = (
            not disclosure.restricted and disclosure.decision.choice is Choice.DISCLOSE
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        self.save_button = self._make_button(_("Save &PDF …"), "save-pdf", "download")
        self.letter_button = plain_button(_("&Letter to the service user …"), "save-letter", "mail")
        self._banner = Banner("export-message")
        self._progress = Text(look="muted")
        self._progress.hide()
        self.add(
            Text(
                _(
                    "The PDF is signed and proves itself: it carries its place in the journal."
                    " To print it, open it in your PDF program."
                ),
                look="small",
            )
        )
        self.add(WrappingRow([self.save_button, self.letter_button], 2, "m"))
        self.letter_button.setVisible(self._with_letter)
        self.add(self._progress)
        self.add(self._banner)

    def _connect(self) -> None:
        self.save_button.clicked.connect(self._save_record)
        self.letter_button.clicked.connect(self._save_letter)

    @Slot()
    def _save_record(self) -> None:
        self._make(DocumentKind.DISCLOSURE_RECORD)

    @Slot()
    def _save_letter(self) -> None:
        self._make(DocumentKind.NOTIFICATION_LETTER)

    def _make(self, kind: DocumentKind) -> None:
        self._banner.clear()
        try:
            job = self._session.logbook.exporting.prepare(self._id, kind)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._show_busy(_(_MAKING[kind]))
        self._session.background.run(job.run, self._made, self._failed)

    @Slot(object)
    def _made(self, document: SignedDocument) -> None:
        self._show_busy("")
        self._document = document
        if self._asking is None:
            self._asking = Asking(self)
        self._asking.choose_place(
            _("Save the PDF"), self._deliver, _documents() / document.file_name, "PDF (*.pdf)"
        )

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._show_busy("")
        self._banner.show_message(Tone.STOP, the_sentence_or_raise(error))

    def _deliver(self, path: Path) -> None:
        assert self._document is not None, "a place is asked for once there is a document"
        try:
            # The file chooser has asked before a file that is there is replaced.
            done = self._session.logbook.exporting.deliver(self._document, path, replace=True)
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

    def _show_busy(self, words: str) -> None:
        self._progress.setText(words)
        self._progress.setVisible(bool(words))
        for button in (self.save_button, self.letter_button):
            button.setEnabled(not words)
        self.setCursor(Qt.CursorShape.BusyCursor if words else Qt.CursorShape.ArrowCursor)
        announce(self, words)


def _documents() -> Path:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place or Path.home())
