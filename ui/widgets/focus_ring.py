# SPDX-License-Identifier: Apache-2.0
"""One ring around whatever has the focus, drawn outside it so that it is never mistaken.

A style sheet can only recolour a control's own border. Qt's focus frame floats above the window,
follows its widget through scrolling and resizing, and is left out of the accessibility tree.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from shiboken6 import isValid

from ui import theme

_WIDTH = 2
_GAP = 1


class FocusRing(QObject):
    """Moves the ring to each widget that takes the focus; make one per application.

    It may be made after the first window is up: loading Qt's styles for it takes 10 ms.

    A widget with the property `no_ring` shows its focus itself.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._style = _RingStyle("Fusion")
        self._ring: _Ring | None = None
        app.focusChanged.connect(self._follow)
        self._follow(None, app.focusWidget())

    @Slot(QWidget, QWidget)
    def _follow(self, _left: QWidget | None, entered: QWidget | None) -> None:
        # The ring belongs to the window it is in and goes down with it.
        if self._ring is not None and not isValid(self._ring):
            self._ring = None
        if entered is None or entered.isWindow() or entered.property("no_ring"):
            if self._ring is not None:
                self._ring.setWidget(None)  # type: ignore[arg-type]  # Qt's own way to let go
            return
        if self._ring is None:
            self._ring = _Ring(entered)
            self._ring.setStyle(self._style)
        self._ring.setWidget(entered)
        # Qt hides the ring of a widget still out of sight and does not show it after scrolling.
        self._ring.show()


class _RingStyle(QProxyStyle):
    """Tells the focus frame to float above everything, a little outside its widget."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint is QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returned)

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        margins = (
            QStyle.PixelMetric.PM_FocusFrameHMargin,
            QStyle.PixelMetric.PM_FocusFrameVMargin,
        )
        if metric in margins:
            return theme.scaled(_WIDTH) + _GAP
        return super().pixelMetric(metric, option, widget)


class _Ring(QFocusFrame):
    def paintEvent(self, _event: QPaintEvent) -> None:
        width = theme.scaled(_WIDTH)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.look().colour("focus"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = width / 2
        line = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        radius = theme.px("radius")
        painter.drawRoundedRect(line, radius, radius)
        painter.end()
