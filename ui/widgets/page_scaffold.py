# SPDX-License-Identifier: Apache-2.0
"""The frame of a page: title, lead sentence, a column that scrolls, and the ways on.

No text is ever cut: the column wraps and scrolls, and the buttons of the footer stand one below
the other where they no longer fit side by side.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QLayout, QPushButton, QVBoxLayout, QWidget

from logbook.i18n import _
from ui import theme
from ui.widgets.buttons import plain_button, primary_button, quiet_button
from ui.widgets.heading import Heading
from ui.widgets.layouts import WrappingRow, column, row
from ui.widgets.naming import named
from ui.widgets.page_scroll import PageScroll
from ui.widgets.text import Text


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

    def changeEvent(self, event: QEvent) -> None:
        """Widen the column with the zoom."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_column"):
            self._column.setMaximumWidth(theme.px("column"))
            self._ways.setMaximumWidth(theme.px("column"))

    def _build(self) -> None:
        self._column = QWidget()
        self._column.setMaximumWidth(theme.px("column"))
        theme.give_look(self._column, look="page")
        lines = column(self._column, "l")
        head = column(gap="s")
        head.addWidget(self._title)
        head.addWidget(self._lead)
        lines.addLayout(head)
        lines.addLayout(self.body)
        lines.addStretch(1)
        ground = QWidget()
        across = row(ground, "none", ("xl", "xl", "xl", "xl"))
        across.addWidget(self._column, 1)
        across.addStretch(0)
        self.scroller = PageScroll(ground)
        layout = column(self, "none")
        layout.addWidget(self.scroller, 1)
        layout.addWidget(self._footer())

    def _footer(self) -> QFrame:
        footer = QFrame()
        footer.setProperty("look", "footer")
        buttons = [self.back_button, self.unsure_button, self.forward_button]
        line = column(footer, "none", ("xl", "m", "xl", "m"))
        self._ways = WrappingRow(buttons, split=1)
        self._ways.setMaximumWidth(theme.px("column"))
        line.addWidget(self._ways)
        if all(button.isHidden() for button in buttons):
            footer.hide()
        return footer

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
