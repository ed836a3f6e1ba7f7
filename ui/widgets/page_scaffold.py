# SPDX-License-Identifier: Apache-2.0
"""The frame of a page: title, lead sentence, a column that scrolls, and the ways on.

No text is ever cut: the column wraps and scrolls. The ways on stay in sight at the bottom as long
as they leave most of the page to the question; where it is too low for that, they stand at the
end of the column and scroll with it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QPushButton, QVBoxLayout, QWidget

from logbook.i18n import _
from ui import theme
from ui.widgets.buttons import plain_button, primary_button, quiet_button
from ui.widgets.heading import Heading
from ui.widgets.layouts import column, row
from ui.widgets.naming import named
from ui.widgets.page_footer import PageFooter
from ui.widgets.page_scroll import PageScroll
from ui.widgets.text import Text

_ROOMY = 400
"""Pixels at 100 % zoom from which a page has wide margins."""

_MOST_OF_THE_PAGE = 1 / 3
"""The part of a page's height that its ways on may take and stay in sight."""


class PageScaffold(QWidget):
    """A page of a wizard or a form; an empty label leaves a button out.

    `back`, `unsure` and `on` tell which of its buttons was pressed.
    """

    back = Signal()
    unsure = Signal()
    on = Signal()

    def __init__(
        self, title: str, lead: str = "", *, identifier: str, back: str | None = None,
        unsure: str | None = None, forward: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        # A window's own name says where one is: a page without a name is announced as "panel".
        named(self, identifier, title, lead)
        theme.give_look(self, look="page")
        self._title = Heading(title, level=1)
        self._lead = Text(lead, look="lead")
        if not lead:
            self._lead.hide()
        self.body: QVBoxLayout = column(gap="l")
        self.back_button = _or_hidden(
            plain_button, _("&Back") if back is None else back, f"{identifier}-back", "arrow-left"
        )
        self.unsure_button = _or_hidden(
            quiet_button, _("I'm not &sure") if unsure is None else unsure,
            f"{identifier}-unsure", "circle-help",
        )  # fmt: skip
        self.forward_button = _or_hidden(
            primary_button, _("&Continue") if forward is None else forward, f"{identifier}-continue"
        )
        self._build()
        self._connect()

    def add(self, part: QWidget | QLayout) -> None:
        """Put a part below those already on the page."""
        if isinstance(part, QWidget):
            self.body.addWidget(part)
        else:
            self.body.addLayout(part)

    def show_title(self, title: str, lead: str = "") -> None:
        """Show another title and lead sentence."""
        named(self, self.accessibleIdentifier(), title, lead)
        self._title.setText(title)
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give margins and footer their place for the new size."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Widen the column with the zoom."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "footer"):
            self._fit()

    def _build(self) -> None:
        self._column = QWidget()
        theme.give_look(self._column, look="page")
        lines = column(self._column, "l")
        head = column(gap="s")
        head.addWidget(self._title)
        head.addWidget(self._lead)
        lines.addLayout(head)
        lines.addLayout(self.body)
        lines.addStretch(1)
        ground = QWidget()
        self._ground = column(ground, "none")
        self._across = row(gap="none")
        self._across.addWidget(self._column, 1)
        self._across.addStretch(0)
        self._ground.addLayout(self._across, 1)
        self.scroller = PageScroll(ground)
        self.footer = PageFooter(self.back_button, self.unsure_button, self.forward_button)
        self._layout = column(self, "none")
        self._layout.addWidget(self.scroller, 1)
        self._layout.addWidget(self.footer)
        buttons = (self.back_button, self.unsure_button, self.forward_button)
        if all(button.isHidden() for button in buttons):
            self.footer.hide()
        self._fit()

    def _fit(self) -> None:
        roomy = self.width() >= theme.scaled(_ROOMY)
        edge = "xl" if roomy else "m"
        theme.give_gaps(self._across, "none", (edge, edge, edge, edge))
        self._column.setMaximumWidth(theme.px("column"))
        self.footer.fit(roomy=roomy)
        in_sight = self.footer.height_for(self.width()) <= self.height() * _MOST_OF_THE_PAGE
        place = self._layout if in_sight else self._ground
        if self.footer.isHidden() or place.indexOf(self.footer) >= 0:
            return
        # To be moved is to be hidden for a moment, which costs the focus.
        buttons = (self.back_button, self.unsure_button, self.forward_button)
        had_focus = [button for button in buttons if button.hasFocus()]
        place.addWidget(self.footer)
        self.footer.show()
        for button in had_focus:
            button.setFocus()

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back)
        self.unsure_button.clicked.connect(self.unsure)
        self.forward_button.clicked.connect(self.on)


def _or_hidden(make: object, label: str, identifier: str, icon: str = "") -> QPushButton:
    assert callable(make), "a factory of buttons"
    button: QPushButton = make(label, identifier, icon)
    if not label:
        # Never the other way round: shown without a parent, it would be a window of its own.
        button.hide()
    return button
