# SPDX-License-Identifier: Apache-2.0
"""What this is: the usual kinds of entry in sight, all the others behind one button.

Where there is room for one column only, the kind chosen stands alone until the button is pressed:
the next question would be out of sight below ten others.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QGroupBox

from logbook.domain.kinds import Kind
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.widgets.buttons import quiet_button
from ui.widgets.layouts import column, row
from ui.widgets.naming import announce, named
from ui.widgets.option import RadioOption
from ui.widgets.text import Text

USUAL = (
    Kind.CARE,
    Kind.NON_CARE,
    Kind.SUBJECT_ACCESS,
    Kind.LAW,
    Kind.PUBLIC_INTEREST,
    Kind.SAFEGUARDING,
    Kind.BEST_INTERESTS,
    Kind.EMERGENCY,
    Kind.BREACH,
    Kind.REFUSAL,
)
"""The kinds that nearly every entry is of, the most usual first."""

_KINDS = (*USUAL, *(kind for kind in Kind if kind not in USUAL))
_TWO_COLUMNS = 460


class KindChoice(QGroupBox):
    """Radio buttons in two columns, where there is room; `edited` carries the kind chosen."""

    edited = Signal(object)
    rows_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "kind", _("What is this?"))
        self._group = QButtonGroup(self)
        self._options = [
            _KindOption(label(kind), "", f"kind-{number + 1}") for number, kind in enumerate(_KINDS)
        ]
        for number, option in enumerate(self._options):
            self._group.addButton(option, number)
            option.moved.connect(self._move)
        self._columns, self._unfolded = 0, False
        self._problem = Text(look="strong", tone=theme.Tone.STOP)
        self._problem.hide()
        self._grid = QGridLayout()
        theme.give_gaps(self._grid, "s")
        self._more = quiet_button(_("More kinds"), "kind-more", "chevron-down")
        line = row()
        line.addWidget(self._more)
        line.addStretch(1)
        layout = column(self, "s")
        layout.addWidget(Text(_("What is this?"), look="label"))
        layout.addWidget(self._problem)
        layout.addLayout(self._grid)
        layout.addLayout(line)
        self.setFocusProxy(self._options[0])
        self._arrange()
        self._group.idClicked.connect(self._tell)
        self._more.clicked.connect(self._unfold)

    def value(self) -> Kind | None:
        """Give the kind chosen, or None."""
        number = self._group.checkedId()
        return _KINDS[number] if number >= 0 else None

    def show_value(self, kind: Kind | None) -> None:
        """Mark a kind; one that is not usual brings the others into sight. Emits nothing."""
        if kind is None:
            self._group.setExclusive(False)
            for option in self._options:
                option.setChecked(False)
            self._group.setExclusive(True)
            return
        number = _KINDS.index(kind)
        self._options[number].setChecked(True)
        self.setFocusProxy(self._options[number])
        self._fold()

    def show_problem(self, problem: str) -> None:
        """Show what is wrong above the kinds and have it read out."""
        if problem == self._problem.text():
            return
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.setAccessibleDescription(problem)
        announce(self, problem)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take one column or two for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Take one column or two for the new zoom."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_grid"):
            self._arrange()

    def _arrange(self) -> None:
        columns = 2 if self.width() >= theme.scaled(_TWO_COLUMNS) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for number, option in enumerate(self._options):
            self._grid.addWidget(option, number // columns, number % columns)
        for place in range(2):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
        self._fold()

    def _fold(self) -> None:
        chosen = self._group.checkedId()
        usual = range(len(USUAL))
        self._unfolded = self._unfolded or (self._columns > 1 and chosen not in (-1, *usual))
        for number, option in enumerate(self._options):
            alone = self._columns == 1 and chosen >= 0
            in_sight = number == chosen if alone else number in usual
            option.setVisible(self._unfolded or in_sight)
        self._more.setVisible(not self._unfolded)

    @Slot()
    def _unfold(self) -> None:
        shown = [option for option in self._options if not option.isHidden()]
        self._unfolded = True
        self._fold()
        self.rows_changed.emit()
        next(option for option in self._options if option not in shown).setFocus()

    @Slot(int)
    def _move(self, by: int) -> None:
        """Go on in the order of the list, whatever stands beside what."""
        shown = [option for option in self._options if not option.isHidden()]
        place = next(n for n, each in enumerate(shown) if each is self.sender()) + by
        if 0 <= place < len(shown):
            shown[place].setFocus(Qt.FocusReason.TabFocusReason)
            shown[place].click()

    @Slot(int)
    def _tell(self, number: int) -> None:
        self.edited.emit(_KINDS[number])


class _KindOption(RadioOption):
    """Goes with the arrow keys to the next of the list, not to what stands below or beside it."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.moved.emit(1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.moved.emit(-1)
        else:
            super().keyPressEvent(event)
