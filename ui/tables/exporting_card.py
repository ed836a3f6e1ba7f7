# SPDX-License-Identifier: Apache-2.0
"""Making signed documents: of a disclosure, of a consent, of everything a person may be shown.

Rendering and signing take a second or two and run in the background; where the file goes is asked
for once it is made and has passed its own check.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
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
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button, primary_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow
from ui.widgets.naming import announce
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One document that can be made: its button, what is said meanwhile, and how it is prepared."""

    words: str
    busy: str
    identifier: str
    icon: str
    prepare: Callable[[], ExportJob]
    """Raises LogbookError: it must not, or cannot, be made."""


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
        ),
    )


class ExportingCard(Card):
    """Offers documents; `delivered` carries the path of one saved.

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
        first = primary_button if leading else plain_button
        self.buttons: list[QPushButton] = []
        for each in offered:
            button = (plain_button if self.buttons else first)(
                each.words, each.identifier, each.icon
            )
            button.clicked.connect(partial(self._make, each))
            self.buttons.append(button)
        self._banner = Banner("export-message")
        self._progress = Text(look="muted")
        self._progress.hide()
        proof = _(
            "The PDF is signed and proves itself: it carries its place in the journal."
            " To print it, open it in your PDF program."
        )
        self.add(Text(about or proof, look="small"))
        self.add(WrappingRow(self.buttons, len(self.buttons), "m"))
        self.add(self._progress)
        self.add(self._banner)

    @property
    def save_button(self) -> QPushButton:
        """The button of the document offered first."""
        return self.buttons[0]

    def _make(self, wanted: Offered) -> None:
        self._banner.clear()
        try:
            job = wanted.prepare()
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        self._show_busy(wanted.busy)
        self._background.run(job.run, self._made, self._failed)

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
