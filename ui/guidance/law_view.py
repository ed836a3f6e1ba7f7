# SPDX-License-Identifier: Apache-2.0
"""The catalogue of law: narrowed by nation and words, and one row of it in full."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from logbook.domain.legal_basis import Catalogue, LegalBasis
from logbook.domain.practice import Nation
from logbook.i18n import _, ngettext
from logbook.wording.labels import label
from ui import theme
from ui.guidance.law_lines import columns, law_lines, matching
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.choice import Alternative, ComboChoice
from ui.widgets.field import Field
from ui.widgets.layouts import column, row
from ui.widgets.naming import named
from ui.widgets.notes_panel import NotesPanel, Notice
from ui.widgets.paged_model import PagedModel
from ui.widgets.record_table import RecordTable
from ui.widgets.search_box import SearchBox
from ui.widgets.text import Text

_ROWS_SHOWN = 8
_EFFECT, _CODE = 2, 3
_ROOM_FOR_EFFECT, _ROOM_FOR_CODE = 520, 700
"""Pixels at 100 % zoom from which there is room for a column."""


class LawView(QWidget):
    """A table and, below it, all that the chosen row says. `narrowed` tells of other rows."""

    narrowed = Signal()

    def __init__(self, catalogue: Catalogue, nation: Nation) -> None:
        super().__init__()
        named(self, "law", _("The law"))
        theme.give_look(self, look="clear")
        self._catalogue = catalogue
        self._shown: dict[str, LegalBasis] = {}
        self.search = SearchBox(_("Search the law"), _("A word, a statute or a code"), "law-search")
        self.nation = ComboChoice(
            [
                *(Alternative(value=each, title=label(each)) for each in Nation),
                Alternative(value=None, title=_("All four nations")),
            ],
            identifier="law-nation",
        )
        self.nation.show_value(nation)
        self._model = PagedModel(columns(), (), self._read, self)
        self.table = RecordTable(self._model, _("The law"), "law-table")
        self._count = Text(look="muted")
        self._row = _LawCard()
        self._build()
        self._narrow()
        self.search.searched.connect(self._search)
        self.search.left_down.connect(self._enter_table)
        self.nation.edited.connect(self._choose_nation)
        self.table.chosen.connect(self._choose)

    def show_narrowed(self, code: object) -> None:
        """Show the rows that match what is entered, and choose the row of a code among them."""
        self._narrow()
        self.table.choose(code)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spare columns where there is no room for them; the row in full says all of it."""
        super().resizeEvent(event)
        for column_spared, width in ((_CODE, _ROOM_FOR_CODE), (_EFFECT, _ROOM_FOR_EFFECT)):
            self.table.setColumnHidden(column_spared, self.width() < theme.scaled(width))

    def _build(self) -> None:
        across = row(gap="m")
        across.addWidget(Field(_("&Search the law"), self.search), 3)
        across.addWidget(Field(_("&Nation"), self.nation), 1)
        card = Card(identifier="law-card")
        theme.give_gaps(card.body, "none", ("none", "none", "none", "none"))
        card.body.addWidget(self.table)
        # The page scrolls; the table keeps some rows in sight however low the window is.
        self.table.setMinimumHeight(_ROWS_SHOWN * theme.px("row"))
        layout: QVBoxLayout = column(self, "m")
        layout.addLayout(across)
        layout.addWidget(self._count)
        layout.addWidget(card)
        layout.addWidget(self._row)
        self.setFocusProxy(self.search)

    def _read(self, codes: Sequence[str]) -> Sequence[LegalBasis]:
        return [self._shown[code] for code in codes]

    def _narrow(self) -> None:
        chosen = self.table.current_id()
        nation = self.nation.value()
        found = matching(
            self._catalogue.rows, nation if isinstance(nation, Nation) else None, self.search.text()
        )
        self._shown = {each.code: each for each in found}
        codes = list(self._shown)
        self._model.show_ids(codes)
        self._count.setText(
            ngettext("{count} row of law", "{count} rows of law", len(codes)).format(
                count=len(codes)
            )
            if codes
            else _("Nothing matches. Try one word, or all four nations.")
        )
        code = chosen if chosen in self._shown else codes[0] if codes else None
        self.table.choose(code)
        self._row.show_row(self._shown[code] if code else None)
        self.narrowed.emit()

    @Slot(str)
    def _search(self, _words: str) -> None:
        self._narrow()
        self.search.show_count(len(self._shown))

    @Slot(object)
    def _choose_nation(self, _nation: object) -> None:
        self._narrow()

    @Slot()
    def _enter_table(self) -> None:
        self.table.setFocus()

    @Slot(object)
    def _choose(self, code: str) -> None:
        self._row.show_row(self._shown.get(code))


class _LawCard(Card):
    """Everything one row says; hidden while none is chosen."""

    def __init__(self) -> None:
        super().__init__(identifier="law-row", gap="s")
        self._lines: QWidget = QWidget()
        self._trap = NotesPanel("", identifier="law-trap")
        self.add(self._trap)
        self.add(self._lines)

    def show_row(self, shown: LegalBasis | None) -> None:
        """Show a row, or nothing."""
        self.setVisible(shown is not None)
        if shown is None:
            return
        self.show_heading(shown.title)
        traps = [Notice(tone=Tone.WARN, text=shown.trap)] if shown.trap else []
        self._trap.show_notices(traps)
        self._trap.setVisible(bool(traps))
        before, self._lines = self._lines, QWidget()
        theme.give_look(self._lines, look="clear")
        lines = column(self._lines, "s")
        for name, value in law_lines(shown):
            pair = column(gap="none")
            pair.addWidget(Text(name, look="small"))
            pair.addWidget(Text(value).selectable())
            lines.addLayout(pair)
        self.body.replaceWidget(before, self._lines)
        before.hide()
        before.deleteLater()
        self._lines.show()
