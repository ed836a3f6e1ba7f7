# SPDX-License-Identifier: Apache-2.0
"""The certificate of a rehearsal, to be saved or printed once there was one."""

from __future__ import annotations

from PySide6.QtCore import Slot

from logbook.app import ExportJob
from logbook.domain.backup import Rehearsal
from logbook.i18n import _
from logbook.wording.dates import moment_in_words
from ui.session import Session
from ui.tables.exporting_card import ExportingCard, Offered


class CertificateCard(ExportingCard):
    """Hidden until a rehearsal was recorded; then its certificate may be had."""

    def __init__(self, session: Session) -> None:
        offered = Offered(
            words=_("Save the &certificate …"),
            busy=_("Making and signing the certificate …"),
            identifier="save-rehearsal",
            icon="download",
            prepare=self._certify,
            printing=_("Print the ce&rtificate …"),
        )
        about = _(
            "The certificate says which backup was tried out, what was compared and counted, and by"
            " whom. It names no service user. It is signed, and carries its place in the journal."
        )
        super().__init__(session.logbook, session.background, (offered,), about=about)
        self._session = session
        self._found: Rehearsal | None = None
        self.hide()

    @Slot(object)
    def offer(self, found: Rehearsal) -> None:
        """Offer the certificate of a rehearsal that was recorded."""
        self._found = found
        at = moment_in_words(found.rehearsed_at, self._session.logbook.clock.zone)
        self.show_heading(_("Certificate of the rehearsal, {moment}").format(moment=at))
        self.show()

    def _certify(self) -> ExportJob:
        assert self._found is not None, "the card is hidden until something was rehearsed"
        return self._session.logbook.exporting.prepare_rehearsal(self._found.id)
