# SPDX-License-Identifier: Apache-2.0
"""A panel over the right edge of the window: the keys, or what the present screen is for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from logbook.i18n import _
from ui import theme
from ui.widgets.buttons import quiet_button
from ui.widgets.heading import Heading
from ui.widgets.layouts import column
from ui.widgets.naming import announce, named
from ui.widgets.page_scroll import PageScroll
from ui.widgets.text import Text

_WIDE = 380


class SidePanel(QFrame):
    """Shows a heading and pairs of a short term and what it means; Escape closes it."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "side-panel", _("Help"))
        theme.give_look(self, look="card")
        self.shown = ""
        self._around = parent
        self._close_button = quiet_button(_("Close"), "side-panel-close", "x")
        self._close_button.clicked.connect(self.close_panel)
        self._scroll: PageScroll | None = None
        self._layout = column(self, "none", ("none", "m", "none", "m"))
        head = column(gap="none", margins=("l", "none", "l", "none"))
        head.addWidget(self._close_button, 0, Qt.AlignmentFlag.AlignRight)
        self._layout.addLayout(head)
        self.hide()

    def show_pairs(self, heading: str, pairs: Sequence[tuple[str, str]]) -> None:
        """Show a list, or close it if it is the one shown already."""
        if self.isVisible() and self.shown == heading:
            self.close_panel()
            return
        self.shown = heading
        if self._scroll is not None:
            self._scroll.hide()
            self._scroll.deleteLater()
        ground = QWidget()
        lines = column(ground, "m", ("l", "s", "l", "l"))
        lines.addWidget(Heading(heading, level=2))
        for term, meaning in pairs:
            pair = column(gap="none")
            pair.addWidget(Text(term, look="strong"))
            if meaning:
                pair.addWidget(Text(meaning).selectable())
            lines.addLayout(pair)
        lines.addStretch(1)
        self._scroll = PageScroll(ground)
        self._layout.addWidget(self._scroll, 1)
        self._scroll.show()
        self.setAccessibleName(heading)
        self.place()
        self.show()
        self.raise_()
        self._close_button.setFocus()
        announce(self, ". ".join([heading, *(f"{term}: {meaning}" for term, meaning in pairs)]))

    def place(self) -> None:
        """Take the right edge of the window, at its full height."""
        room = self._around.rect()
        width = min(theme.scaled(_WIDE), room.width())
        self.setGeometry(room.right() - width + 1, 0, width, room.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    @Slot()
    def close_panel(self) -> None:
        """Hide the panel."""
        self.hide()
        self.closed.emit()
