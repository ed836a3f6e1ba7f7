# SPDX-License-Identifier: Apache-2.0
"""The advice that was sought before deciding: one line each, and the way to note another."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from logbook.domain.decision import AdviceEntry
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.widgets.buttons import plain_button, quiet_button
from ui.widgets.layouts import WrappingRow, column, row
from ui.widgets.naming import named
from ui.widgets.text import Text


class AdviceList(QWidget):
    """Emits `opened` with the place of an entry (-1 for a new one); `edited` with those kept."""

    opened = Signal(int)
    edited = Signal(object)
    rows_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "advice-list", _("Advice you sought"))
        theme.give_look(self, look="clear")
        self._entries: tuple[AdviceEntry, ...] | None = None
        self._problem = Text(look="strong", tone=theme.Tone.STOP)
        self._problem.hide()
        self._none = Text(_("None is noted."), look="muted")
        # Rows that come later stand within this, so that Tab reaches them before the button.
        ground = QWidget()
        theme.give_look(ground, look="clear")
        self._rows = column(ground, "s")
        self._add = plain_button(_("Note advice you &took"), "advice-add", "plus")
        self._add.clicked.connect(self._open_new)
        layout = column(self, "s")
        layout.addWidget(Text(_("Advice you sought"), look="label"))
        layout.addWidget(self._problem)
        layout.addWidget(self._none)
        layout.addWidget(ground)
        line = row()
        line.addWidget(self._add)
        line.addStretch(1)
        layout.addLayout(line)

    def show_entries(self, entries: tuple[AdviceEntry, ...]) -> None:
        """Show these entries."""
        if entries == self._entries:
            return
        self._entries = entries
        while self._rows.count():
            item = self._rows.takeAt(0)
            gone = item.widget() if item else None
            if gone:
                gone.hide()
                gone.deleteLater()
        for place, entry in enumerate(entries):
            self._rows.addWidget(self._row(place, entry))
        self._none.setVisible(not entries)
        self.rows_changed.emit()

    def show_problem(self, problem: str) -> None:
        """Show what is wrong with the entries."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _row(self, place: int, entry: AdviceEntry) -> QFrame:
        line = QFrame()
        line.setProperty("look", "card")
        layout = column(line, "xs", ("m", "s", "m", "s"))
        adviser = entry.adviser.strip() or _("Somebody not named yet")
        layout.addWidget(Text(adviser, look="strong"))
        if entry.followed is not None:
            layout.addWidget(Text(label(entry.followed), look="small"))
        open_it = quiet_button(_("Open"), f"advice-{place + 1}-open", "pencil")
        open_it.setAccessibleName(_("Open the advice of {adviser}").format(adviser=adviser))
        open_it.clicked.connect(partial(self._open, place))
        out = quiet_button(_("Take out"), f"advice-{place + 1}-out", "x")
        out.setAccessibleName(_("Take out the advice of {adviser}").format(adviser=adviser))
        out.clicked.connect(partial(self._take_out, place))
        layout.addWidget(WrappingRow([open_it, out], 2, "s"))
        return line

    @Slot()
    def _open_new(self) -> None:
        self.opened.emit(-1)

    def _open(self, place: int) -> None:
        self.opened.emit(place)

    def _take_out(self, place: int) -> None:
        assert self._entries is not None, "a row shown has an entry"
        left = self._entries[:place] + self._entries[place + 1 :]
        self.show_entries(left)
        self._add.setFocus()
        self.edited.emit(left)
