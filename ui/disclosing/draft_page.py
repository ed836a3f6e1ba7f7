# SPDX-License-Identifier: Apache-2.0
"""What all steps of the disclosure wizard have in common: a draft shown, a whole new draft emitted.

A page never knows another page, the wizard or the logbook. Each of its fields carries the part of
the draft it stands for, such as `recipient.name`: findings find their field by it, and so does a
draft that is opened again where it was left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from logbook.domain.assessment import Assessment
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.steps import Step
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.tab_order import settle_tab_order


class DraftPage(PageScaffold):
    """One step: shows a draft and emits a whole new one for each edit by the person."""

    edited = Signal(object)

    def __init__(
        self,
        draft: DisclosureDraft,
        step: Step,
        title: str,
        lead: str = "",
        *,
        forward: str | None = None,
    ) -> None:
        super().__init__(title, lead, identifier=f"step-{step.value}", forward=forward)
        self.step = step
        # Without its icon the three ways on stand side by side down to the narrowest window.
        self.unsure_button.setProperty("icon_name", "")
        self.unsure_button.setIcon(QIcon())
        self._draft = draft
        self._fields: dict[str, QWidget] = {}
        self._problems: dict[str, str] = {}

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show a draft. Emits nothing: only the person's own edits do."""
        self._draft = draft

    def hold_draft(self, draft: DisclosureDraft) -> None:
        """Take the draft as other pages left it, without showing it.

        A box ticked by its access key is only ticked a tenth of a second later, when another step
        may be shown already: that edit must neither be lost nor undo what was answered since.
        """
        self._draft = draft

    def show_assessment(self, _assessment: Assessment) -> None:
        """Take what the rules say about the draft, where the page depends on it."""

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show beside each field what is wrong with its part of the draft."""
        self._problems = dict(problems)
        said: dict[QWidget, list[str]] = {}
        for part, field in self._fields.items():
            said.setdefault(field, []).extend([problems[part]] if part in problems else [])
        for field, sentences in said.items():
            _say(field, " ".join(dict.fromkeys(sentences)))

    def focus_on(self, part: str = "") -> None:
        """Give the focus to the field of a part, or to the first one."""
        wanted = self._fields.get(part)
        if wanted is not None and wanted.isVisibleTo(self):
            _focus_into(wanted)
            return
        for field in self._fields.values():
            if field.isVisibleTo(self):
                _focus_into(field)
                return

    def part_in_focus(self) -> str:
        """Name the part of the draft whose field has the focus, or nothing."""
        focused = QApplication.focusWidget()
        if focused is None:
            return ""
        for part, field in self._fields.items():
            if field is focused or field.isAncestorOf(focused):
                return part
        return ""

    def put(self, part: str, field: QWidget) -> None:
        """Put the field of a part below those already on the page."""
        self.keep_field(part, field)
        self.add(field)

    def keep_field(self, part: str, field: QWidget) -> None:
        """Remember the field of a part that stands within another widget."""
        self._fields[part] = field
        _say(field, self._problems.get(part, ""))

    def drop_fields(self, parts: Iterable[str]) -> None:
        """Forget fields that are taken off the page."""
        for part in parts:
            self._fields.pop(part, None)

    def settle_tab_order(self) -> None:
        """Let Tab go through the fields as they stand, and then to the ways on."""
        settle_tab_order(self.scroller, (self.back_button, self.unsure_button, self.forward_button))

    def _change(self, draft: DisclosureDraft) -> None:
        """Take an edit of the person and tell it."""
        self._draft = draft
        self._arrange()
        self.edited.emit(draft)

    def _arrange(self) -> None:
        """Show the fields the draft asks for and hide the others."""


def _say(field: QWidget, problem: str) -> None:
    show = getattr(field, "show_problem", None)
    assert callable(show), "the field of a part can say what is wrong with it"
    show(problem)


def _focus_into(field: QWidget) -> None:
    """Focus the editor of a field: its chosen alternative, its proxy, or the first that can."""
    editor = getattr(field, "editor", field)
    target = editor if _accepts(editor) else next(filter(_accepts, _inside(editor)), editor)
    target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _inside(widget: QWidget) -> list[QWidget]:
    return widget.findChildren(QWidget)


def _accepts(widget: QWidget) -> bool:
    proxy = widget.focusProxy()
    return (proxy or widget).focusPolicy() != Qt.FocusPolicy.NoFocus
