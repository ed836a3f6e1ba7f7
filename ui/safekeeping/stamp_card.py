# SPDX-License-Identifier: Apache-2.0
"""A time stamp over the journal (RFC 3161): a question out, a reply in, by file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot

from logbook.errors import LogbookError
from logbook.i18n import N_, _
from logbook.wording.anchor_words import anchor_sentence
from ui.asking import Asking
from ui.messages import error_sentence
from ui.safekeeping.files import documents, read_file, unreadable, write_file
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow
from ui.widgets.text import Text

_QUESTIONS = N_("Time stamp request (*.tsq)")
_REPLIES = N_("Time stamp reply (*.tsr)")


class StampCard(Card):
    """Writes the request, and takes the reply in; `kept` tells that the journal has one more.

    Anybody can make a certificate of any name, so whose it was is shown to be compared.
    """

    kept = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(_("A time stamp"), "stamp")
        self._session = session
        self._asking: Asking | None = None
        self._out = plain_button(_("&Write a request …"), "stamp-out", "send")
        self._back = plain_button(_("Take the re&ply in …"), "stamp-back", "inbox")
        self._banner = Banner("stamp-message")
        about = _(
            "An authority for time stamps bears out what the journal was at a time. The request"
            " holds a fingerprint and nothing else. This program never goes online: you send the"
            " file, and bring the reply."
        )
        for part in (
            Text(about, look="small"),
            self._banner,
            WrappingRow([self._out, self._back], 2),
        ):
            self.add(part)
        self._out.clicked.connect(self._ask_where)
        self._back.clicked.connect(self._ask_reply)

    def write_to(self, path: Path) -> None:
        """Write the request."""
        try:
            request = self._session.logbook.time_stamping.time_stamp_request()
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        trouble = write_file(path, request)
        done = _("The request is written. Send it to your authority, and take its reply in here.")
        self._banner.show_message(Tone.STOP if trouble else Tone.DONE, trouble or done)

    def take_reply(self, path: Path) -> None:
        """Keep the reply of the authority."""
        reply = read_file(path)
        if reply is None:
            self._banner.show_message(Tone.STOP, unreadable())
            return
        try:
            kept = self._session.logbook.time_stamping.take_reply(reply)
        except LogbookError as error:
            self._banner.show_message(Tone.STOP, error_sentence(error))
            return
        zone = self._session.logbook.clock.zone
        self._banner.show_message(Tone.DONE, f"{_('Kept.')} {anchor_sentence(kept.anchor, zone)}")
        self.kept.emit()

    @Slot()
    def _ask_where(self) -> None:
        self._asker().choose_place(
            _("Save the request"),
            self.write_to,
            documents() / f"{_('journal')}.tsq",
            _(_QUESTIONS),
        )

    @Slot()
    def _ask_reply(self) -> None:
        self._asker().choose_file(_("Choose the reply"), self.take_reply, documents(), _(_REPLIES))

    def _asker(self) -> Asking:
        if self._asking is None:
            self._asking = Asking(self)
        return self._asking
