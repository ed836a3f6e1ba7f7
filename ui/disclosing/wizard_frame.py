# SPDX-License-Identifier: Apache-2.0
"""The three columns of the wizard: the path, the question, and what it means.

Where there is no room for three, the path folds into one line that opens it; where there is none
for two, what it means stands below the question. Nothing is ever left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from logbook.i18n import _, ngettext
from ui import theme
from ui.widgets.buttons import quiet_button
from ui.widgets.layouts import column, row
from ui.widgets.naming import named
from ui.widgets.notes_panel import NotesPanel, Notice
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.page_scroll import PageScroll
from ui.widgets.step_rail import RailStep, StepRail, StepState
from ui.widgets.text import Text

_THREE_COLUMNS, _TWO_COLUMNS = 780, 620
_PATH_WIDTH, _MEANING_WIDTH = 184, 240

_FOLD = "not-asked"
"""The key of the line that opens and closes the list of the steps that are not asked."""


class _Columns(Enum):
    THREE = 3
    TWO = 2
    ONE = 1


class WizardFrame(QWidget):
    """Shows a page with its path and its notices. `step_chosen` carries the key of a step."""

    step_chosen = Signal(object)
    leave = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        named(self, "disclosure-wizard", title)
        theme.give_look(self, look="page")
        self._columns: _Columns | None = None
        self._stack = QStackedWidget()
        self._page: PageScaffold | None = None
        self._steps: tuple[RailStep, ...] = ()
        self._unfolded = False
        self.rail = StepRail("wizard-path")
        self._meaning = NotesPanel(
            _("What this means"), _("Nothing stands in the way here."), "wizard-meaning"
        )
        self._build(title)
        self.rail.chosen.connect(self._choose)
        self._leave.clicked.connect(self.leave)
        self._leave_strip.clicked.connect(self.leave)
        self._steps_button.clicked.connect(self._toggle_path)
        self._fold()

    def show_page(self, page: PageScaffold, *, with_meaning: bool = True) -> None:
        """Show a page; pages stay in the frame once they were shown."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._page = page
        self._with_meaning = with_meaning
        self._stack.setCurrentWidget(page)
        self._place_meaning()
        page.scroller.verticalScrollBar().setValue(0)

    def show_path(self, steps: Sequence[RailStep]) -> None:
        """Show the path, and how far along it one is; what is not asked is folded into a line."""
        self._steps = tuple(steps)
        self.rail.show_steps(self._folded())
        asked = [step for step in steps if step.state is not StepState.SKIPPED]
        current = next((step for step in asked if step.state is StepState.CURRENT), asked[0])
        self._where.setText(
            _("Step {number} of {count}").format(number=asked.index(current) + 1, count=len(asked))
        )

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Show what the answers mean."""
        self._meaning.show_notices(notices)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold for the new width."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Fold or unfold for the new zoom."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_meaning_column"):
            self._fold()

    def _build(self, title: str) -> None:
        self._with_meaning = True
        self._path_column = self._build_path(title)
        self._strip = self._build_strip()
        self._meaning_column = QFrame()
        self._meaning_column.setProperty("look", "side")
        self._meaning_ground = QWidget()
        theme.give_look(self._meaning_ground, look="page")
        self._meaning_room = column(self._meaning_ground, "none", ("m", "xl", "l", "l"))
        column(self._meaning_column).addWidget(PageScroll(self._meaning_ground))
        middle = column(gap="none")
        middle.addWidget(self._strip)
        middle.addWidget(self._stack, 1)
        across = row(self, "none")
        across.addWidget(self._path_column)
        across.addLayout(middle, 1)
        across.addWidget(self._meaning_column)

    def _build_path(self, title: str) -> QFrame:
        path = QFrame()
        path.setProperty("look", "side")
        lines = column(path, "m", ("m", "xl", "s", "m"))
        self._leave = quiet_button(_("Lea&ve, keep draft"), "wizard-leave")
        self._path_room = lines
        lines.addWidget(Text(title, look="strong"))
        lines.addWidget(self.rail, 1)
        lines.addWidget(self._leave)
        return path

    def _build_strip(self) -> QFrame:
        strip = QFrame()
        strip.setProperty("look", "side")
        lines = column(strip, "xs", ("xl", "s", "xl", "s"))
        line = row(gap="m")
        self._where = Text(look="strong")
        self._steps_button = quiet_button(_("S&teps"), "wizard-steps", "list")
        self._leave_strip = quiet_button(_("Lea&ve"), "wizard-leave-strip")
        line.addWidget(self._where, 1)
        line.addWidget(self._steps_button)
        line.addWidget(self._leave_strip)
        lines.addLayout(line)
        self._strip_room = lines
        return strip

    def _fold(self) -> None:
        width = self.width()
        self._path_column.setFixedWidth(theme.scaled(_PATH_WIDTH))
        self._meaning_column.setFixedWidth(theme.scaled(_MEANING_WIDTH))
        columns = _Columns.ONE
        if width >= theme.scaled(_THREE_COLUMNS):
            columns = _Columns.THREE
        elif width >= theme.scaled(_TWO_COLUMNS):
            columns = _Columns.TWO
        if columns is self._columns:
            return
        self._columns = columns
        three = columns is _Columns.THREE
        self._path_column.setVisible(three)
        self._strip.setVisible(not three)
        if three:
            self._path_room.insertWidget(1, self.rail, 1)
        else:
            self._strip_room.addWidget(self.rail)
        self.rail.setVisible(three)
        self._place_meaning()

    def _folded(self) -> tuple[RailStep, ...]:
        """Give the steps that are asked, and below them one line for those that are not."""
        skipped = tuple(step for step in self._steps if step.state is StepState.SKIPPED)
        asked = tuple(step for step in self._steps if step.state is not StepState.SKIPPED)
        if not skipped:
            return asked
        line = RailStep(
            key=_FOLD,
            title=ngettext("Not asked ({count})", "Not asked ({count})", len(skipped)).format(
                count=len(skipped)
            ),
            state=StepState.UNFOLDED if self._unfolded else StepState.FOLDED,
        )
        return (*asked, line, *(skipped if self._unfolded else ()))

    def _fold_or_unfold(self) -> None:
        self._unfolded = not self._unfolded
        shown = self._folded()
        self.rail.show_steps(shown)
        # Whoever opened the list stays at the line that closes it.
        line = next(number for number, step in enumerate(shown) if step.key == _FOLD)
        self.rail.setCurrentRow(line)

    def _place_meaning(self) -> None:
        beside = self._columns is not _Columns.ONE
        self._meaning_column.setVisible(beside and self._with_meaning)
        # A widget made visible before it stands anywhere would flash up as a window of its own.
        if beside:
            self._meaning_room.addWidget(self._meaning)
        elif self._page is not None and self._with_meaning:
            self._page.add(self._meaning)
        if self._meaning.parent() is not None:
            self._meaning.setVisible(self._with_meaning)

    @Slot(object)
    def _choose(self, key: object) -> None:
        if key == _FOLD:
            self._fold_or_unfold()
            return
        if self._columns is not _Columns.THREE:
            self.rail.hide()
        self.step_chosen.emit(key)

    @Slot()
    def _toggle_path(self) -> None:
        self.rail.setVisible(self.rail.isHidden())
        if not self.rail.isHidden():
            self.rail.setFixedHeight(theme.scaled(240))
            self.rail.setFocus()
