# SPDX-License-Identifier: Apache-2.0
"""How far the journal is fixed outside, and the checking of every entry and signature now."""

from __future__ import annotations

from PySide6.QtCore import Slot

from logbook.app import AuditReport
from logbook.errors import LogbookError
from logbook.i18n import _
from logbook.wording.anchor_words import fixed_sentence
from ui.messages import error_sentence
from ui.safekeeping.audit_words import finding_lines, report_sentence
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.busy import Busy
from ui.widgets.buttons import primary_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow
from ui.widgets.text import Text


class CheckCard(Card):
    """Goes on checking while the person is elsewhere, and says so when they come back."""

    def __init__(self, session: Session) -> None:
        super().__init__(_("The journal"), "journal")
        self._session = session
        self._fixed = Text(look="strong")
        self._check = primary_button(_("&Check the whole journal now"), "journal-check", "search")
        self._busy = Busy("journal-check", cancel=_("Stop checking"))
        self._banner = Banner("journal-message")
        about = _(
            "Every entry is sealed with all those before it. Whoever changed one would have to"
            " change whatever fixes it outside as well: a document that was handed over, a backup"
            " at a second place, a day sheet on paper, a colleague's witness."
        )
        for part in (
            self._fixed,
            Text(about, look="small"),
            self._busy,
            self._banner,
            WrappingRow([self._check], 1),
        ):
            self.add(part)
        check = session.whole_check
        check.progressed.connect(self._show_progress)
        check.checked.connect(self._show_report)
        check.failed.connect(self._show_error)
        self._check.clicked.connect(self._start)
        self._busy.cancelled.connect(self._stop)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say how far it is fixed now."""
        self._fixed.setText(fixed_sentence(self._session.logbook.anchoring.fixed_outside()))
        self._show_running()

    @Slot()
    def _start(self) -> None:
        self._banner.clear()
        self._session.whole_check.start()
        self._busy.show_words(_("Checking every entry and every signature …"))
        self._show_running()

    @Slot()
    def _stop(self) -> None:
        self._session.whole_check.stop()
        self._show_running()
        self._banner.show_message(Tone.INFO, _("The check was stopped before its end."))

    @Slot(int)
    def _show_progress(self, done: int) -> None:
        total = self._session.logbook.reviewing.entries()
        words = _("Checked {done} of {total} entries").format(done=f"{done:,}", total=f"{total:,}")
        self._busy.show_progress(words, done, total)
        self._busy.show()

    @Slot(object)
    def _show_report(self, report: AuditReport) -> None:
        tone = Tone.DONE if report.is_intact else Tone.STOP
        said = "\n".join([report_sentence(report), *finding_lines(report)])
        self._banner.show_message(tone, said)
        self.refresh()

    @Slot(object)
    def _show_error(self, error: LogbookError) -> None:
        self._show_running()
        self._banner.show_message(Tone.STOP, error_sentence(error))

    def _show_running(self) -> None:
        running = self._session.whole_check.is_running
        self._check.setEnabled(not running)
        self._busy.setVisible(running)
