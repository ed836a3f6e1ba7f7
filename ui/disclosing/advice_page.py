# SPDX-License-Identifier: Apache-2.0
"""Asking somebody: a ready, anonymous wording for the call, and the advice that came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QLineEdit

from logbook.domain.decision import AdviceEntry, Followed
from logbook.domain.party import PartyKind
from logbook.i18n import _
from logbook.wording.labels import label
from ui.disclosing.request_fields import combo, parties
from ui.tables.checked_field import CheckedField
from ui.widgets.buttons import quiet_button
from ui.widgets.card import Card
from ui.widgets.choice import Alternative, ComboChoice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.layouts import row
from ui.widgets.naming import announce
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.text import Text
from ui.widgets.text_area import TextArea


class AdvicePage(PageScaffold):
    """Shows one entry and emits a whole new one for each edit by the person."""

    edited = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__(
            _("Ask somebody"),
            _("A colleague, your professional body, your union, a lawyer or the HCPC."),
            identifier="advice-page",
            back=_("&Back to the question"),
            unsure="",
            forward=_("&Keep and go back"),
        )
        self._entry = AdviceEntry()
        self._lay_out(today)
        self._join()

    def show_entry(self, entry: AdviceEntry, wording: str) -> None:
        """Show an entry and the words for the call. Emits nothing."""
        self._entry = entry
        self._wording.setText(wording)
        self._adviser.setText(entry.adviser)
        self._role.setText(entry.role)
        self._asked_on.show_value(entry.asked_on)
        self._question.show_text(entry.question)
        self._advice.show_text(entry.advice)
        self._kind.show_value(entry.kind)
        self._identity.show_checked(checked=entry.identity_shared)
        self._identity_because.show_text(entry.identity_because)
        self._followed.show_value(entry.followed)
        self._why_not.show_text(entry.why_not_followed)
        self._arrange()

    def focus_first(self) -> None:
        """Give the focus to the first field."""
        self._adviser.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self, today: date) -> None:
        card = Card(_("Words for the call"), "call-wording")
        self._wording = Text().selectable()
        self._copy = quiet_button(_("Co&py these words"), "copy-wording", "file-text")
        card.add(Text(_("They name nobody. Read them out, or copy them."), look="small"))
        card.add(self._wording)
        line = row()
        line.addWidget(self._copy)
        line.addStretch(1)
        card.add(line)
        self._adviser, self._role = QLineEdit(), QLineEdit()
        self._asked_on = DateField(today, identifier="advice-asked-on")
        self._question, self._advice, self._why_not = TextArea(2), TextArea(3), TextArea(2)
        self._identity = CheckedField(_("I told them &who it is about"), "advice-identity")
        self._followed = ComboChoice(
            [Alternative(value=value, title=label(value)) for value in Followed],
            identifier="advice-followed",
            hint=_("Not decided yet"),
        )
        self._kind = combo(parties(), "adviser-kind")
        self._identity_because = TextArea(2)
        self._because_field = Field(
            _("Why they had to know"), self._identity_because, identifier="advice-identity-because"
        )
        self._why_field = Field(_("Wh&y not"), self._why_not, identifier="advice-why-not")
        self.add(card)
        for field in (
            Field(_("Whom you &asked"), self._adviser, identifier="adviser"),
            Field(_("What they are"), self._kind),
            Field(_("Their &role"), self._role, identifier="adviser-role"),
            Field(_("&When"), self._asked_on),
            Field(_("Your &question"), self._question, identifier="advice-question"),
            Field(_("What they a&dvised"), self._advice, identifier="advice-words"),
            self._identity,
            self._because_field,
            Field(_("Did you &follow it?"), self._followed),
            self._why_field,
        ):
            self.add(field)

    def _join(self) -> None:
        self._copy.clicked.connect(self._copy_wording)
        for line in (self._adviser, self._role):
            line.textEdited.connect(self._emit)
        for field in (
            self._asked_on,
            self._question,
            self._advice,
            self._kind,
            self._identity,
            self._identity_because,
            self._followed,
            self._why_not,
        ):
            field.edited.connect(self._emit)

    def _arrange(self) -> None:
        self._because_field.setVisible(self._identity.checked())
        self._why_field.setVisible(self._followed.value() in {Followed.IN_PART, Followed.NO})

    @Slot()
    def _emit(self) -> None:
        self._arrange()
        followed, kind = self._followed.value(), self._kind.value()
        shared = self._identity.checked()
        self._entry = replace(
            self._entry,
            adviser=self._adviser.text(),
            role=self._role.text(),
            asked_on=self._asked_on.value(),
            question=self._question.text(),
            advice=self._advice.text(),
            kind=kind if isinstance(kind, PartyKind) else None,
            identity_shared=shared,
            identity_because=self._identity_because.text() if shared else "",
            followed=followed if isinstance(followed, Followed) else None,
            why_not_followed=self._why_not.text() if not self._why_field.isHidden() else "",
        )
        self.edited.emit(self._entry)

    @Slot()
    def _copy_wording(self) -> None:
        QApplication.clipboard().setText(self._wording.text())
        announce(self, _("Copied"))
