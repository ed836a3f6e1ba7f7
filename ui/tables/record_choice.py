# SPDX-License-Identifier: Apache-2.0
"""One of the records on file, or none of them; they come and go while the page is there."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from logbook.i18n import _
from ui import theme
from ui.widgets.choice import Alternative, Choice
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.option import RadioOption
from ui.widgets.text import Text


class RecordChoice(QWidget):
    """Records under a title; `edited` carries the identity chosen, or None for none of them."""

    edited = Signal(object)
    alternatives_changed = Signal()

    def __init__(self, title: str, identifier: str, *, hint: str, none: str) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._identifier = identifier
        self._title, self._hint, self._none = title, hint, none
        self._value: UUID | None = None
        self._problem = ""
        self._alternatives: tuple[Alternative, ...] = ()
        self._shown: QWidget = QWidget()
        self._layout = column(self, "none")
        self._layout.addWidget(self._shown)
        self._build()

    def value(self) -> UUID | None:
        """Give the identity of the record chosen, or None."""
        return self._value

    def show_value(self, value: UUID | None) -> None:
        """Mark a record; one that is no longer on file stays named as such."""
        if value == self._value:
            return
        self._value = value
        if isinstance(self._shown, Choice) and self._is_offered(value):
            self._shown.show_value(value)
        else:
            self._build()

    def show_alternatives(self, alternatives: Sequence[Alternative]) -> None:
        """Offer these records; what is the same is left alone."""
        if tuple(alternatives) != self._alternatives:
            self._alternatives = tuple(alternatives)
            self._build()

    def show_problem(self, problem: str) -> None:
        """Show what is wrong with the choice."""
        self._problem = problem
        show = getattr(self._shown, "show_problem", None)
        assert callable(show), "what is shown can say what is wrong"
        show(problem)

    def _is_offered(self, value: UUID | None) -> bool:
        return value is None or any(each.value == value for each in self._alternatives)

    def _build(self) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self._shown.isAncestorOf(focused)
        before, self._shown = self._shown, self._make()
        self._layout.replaceWidget(before, self._shown)
        before.hide()
        # Until it is gone, Tab would still be led through it.
        before.setParent(None)
        before.deleteLater()
        self._shown.show()
        self.show_problem(self._problem)
        self.alternatives_changed.emit()
        first = self._shown.findChild(RadioOption)
        if had_focus and isinstance(first, RadioOption):
            first.setFocus()

    def _make(self) -> QWidget:
        alternatives = list(self._alternatives)
        if not self._is_offered(self._value):
            alternatives.append(
                Alternative(value=self._value, title=_("A record that is no longer on file"))
            )
        if not alternatives:
            return _NoneOnFile(self._title, self._identifier, self._hint)
        alternatives.append(Alternative(value=None, title=self._none))
        choice = Choice(self._title, alternatives, identifier=self._identifier, hint=self._hint)
        choice.show_value(self._value)
        choice.edited.connect(self._tell)
        # What hands the focus on and comes late is put at the end of Tab's way: from there it
        # would lead back here, round and round. One that takes no focus is passed over.
        choice.setFocusProxy(None)  # type: ignore[arg-type] # Qt takes it; the stubs do not
        return choice

    @Slot(object)
    def _tell(self, value: UUID | None) -> None:
        self._value = value
        self.edited.emit(value)


class _NoneOnFile(QWidget):
    """Says that nothing is on record to choose."""

    def __init__(self, title: str, identifier: str, hint: str) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        named(self, identifier, title, hint)
        self._problem = Text(look="strong", tone=theme.Tone.STOP)
        self._problem.hide()
        layout = column(self, "xs")
        layout.addWidget(Text(title, look="label"))
        if hint:
            layout.addWidget(Text(hint, look="small"))
        layout.addWidget(Text(_("None is on record for this person."), look="muted"))
        layout.addWidget(self._problem)

    def show_problem(self, problem: str) -> None:
        """Show what is wrong below."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.setAccessibleDescription(problem)
