# SPDX-License-Identifier: Apache-2.0
"""Reasons for what the rules question but leave to the professional."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from logbook.domain.findings import OVERRIDE_LENGTH, Answer, Code, Finding, Severity
from logbook.i18n import _
from logbook.wording.sentences import finding_sentence
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.layouts import column
from ui.widgets.text_area import TextArea


class AnswersCard(Card):
    """Hidden while there is nothing to answer; `edited` carries an `Answer`."""

    edited = Signal(object)
    rows_changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("You can go ahead with a reason"), "consent-answers")
        self._areas: dict[Code, TextArea] = {}
        self._fields: list[Field] = []
        self._room: QVBoxLayout = column(gap="m")
        self.add(self._room)
        self.hide()

    def show_findings(self, findings: tuple[Finding, ...], answers: tuple[Answer, ...]) -> None:
        """Ask about these; what is asked already is left alone. Emits nothing."""
        asked = {
            found.code: found
            for found in findings
            if found.rule.overridable or found.rule.severity is not Severity.STOP
        }
        if set(asked) != set(self._areas):
            self._renew(asked)
        for code, area in self._areas.items():
            area.show_text(next((each.reason for each in answers if each.code is code), ""))
        self.setVisible(bool(asked))

    def _renew(self, asked: dict[Code, Finding]) -> None:
        for field in self._fields:
            field.hide()
            field.deleteLater()
        self._areas, self._fields = {}, []
        for code, found in asked.items():
            area = TextArea(2)
            stop = found.rule.severity is Severity.STOP
            hint = (
                _("At least {count} characters; printed on records that rest on this consent.")
                if stop
                else _("Your answer, if there is one; printed on records that rest on it.")
            ).format(count=OVERRIDE_LENGTH)
            field = Field(
                finding_sentence(found), area, hint=hint, identifier=f"answer-{code.value}"
            )
            area.edited.connect(partial(self._emit, code))
            self._areas[code] = area
            self._fields.append(field)
            self._room.addWidget(field)
        self.rows_changed.emit()

    def _emit(self, code: Code, reason: str) -> None:
        self.edited.emit(Answer(code=code, reason=reason))
