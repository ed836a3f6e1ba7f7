# SPDX-License-Identifier: Apache-2.0
"""An icon beside text: painted sharp on any screen, silent to screen readers."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme


class IconPicture(QWidget):
    """Shows one icon in the colour of a role; the text beside it carries the meaning."""

    def __init__(self, name: str, role: str = "text", factor: float = 1.0) -> None:
        super().__init__()
        self._name, self._role, self._factor = name, role, factor
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, role: str) -> None:
        """Show another icon or another colour."""
        self._name, self._role = name, role
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the icon size of the present zoom."""
        side = round(theme.px("icon") * self._factor)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never be squeezed."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon for this screen's pixel ratio."""
        side = self.sizeHint().width()
        painter = QPainter(self)
        pixels = theme.picture(self._name, self._role, side, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, pixels)
        painter.end()
