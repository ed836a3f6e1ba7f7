# SPDX-License-Identifier: Apache-2.0
"""Scrolls what is taller than the window, so that no text is ever squeezed or cut."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from ui import theme

_WIDEST_FLOOR = 480
_HALF_WINDOW = 512


class PageScroll(QScrollArea):
    """Scrolls a page up and down only, and follows the focus so that it is never out of sight."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__()
        self._ground = ground
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        # Written out: naming the enum would keep the unlock window waiting (see ui/theme).
        self.setProperty("focusPolicy", "NoFocus")
        theme.give_look(ground, look="page")
        # The least height would be the one at the least width, and leave a blank half page below
        # wherever the page is wider; what it needs at its real width the layout says by itself.
        ground.setMinimumHeight(1)
        self.setWidget(ground)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def sizeHint(self) -> QSize:
        """Ask for what it holds, within reason."""
        return super().sizeHint().expandedTo(QSize(theme.scaled(320), theme.scaled(240)))

    def minimumSizeHint(self) -> QSize:
        """Keep the width of what it holds, up to half a window; only then scroll sideways."""
        held = self._ground.minimumSizeHint().width() + theme.px("m")
        return QSize(min(held, theme.scaled(_WIDEST_FLOOR), _HALF_WINDOW), theme.scaled(80))

    @Slot(QWidget, QWidget)
    def _follow(self, _left: QWidget | None, entered: QWidget | None) -> None:
        if entered is not None and self.isAncestorOf(entered):
            self.ensureWidgetVisible(entered, theme.px("l"), theme.px("xxl"))
