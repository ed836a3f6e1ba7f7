# SPDX-License-Identifier: Apache-2.0
"""The step that asks how the information left the practice."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from logbook.clock import Clock
from logbook.domain.disclosure import DisclosureDraft, SendingMethod, Transmission
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.labels import label
from ui.disclosing.checked_field import CheckedField
from ui.disclosing.draft_page import DraftPage
from ui.widgets.choice import Alternative, ComboChoice
from ui.widgets.field import Field
from ui.widgets.moment_field import MomentField
from ui.widgets.text_area import TextArea


class MakingPage(DraftPage):
    """Asks how and when it was sent, and what was made sure of first."""

    def __init__(self, draft: DisclosureDraft, clock: Clock) -> None:
        super().__init__(
            draft,
            Step.MAKING,
            _("How is it sent?"),
            _("If it is not sent yet: send it now, then say how."),
        )
        self._lay_out(clock)
        self.show_draft(draft)
        self._join()
        self.settle_tab_order()

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the draft's transmission."""
        super().show_draft(draft)
        sending = draft.transmission
        self._method.show_value(sending.method)
        self._sent_to.setText(sending.sent_to)
        self._made_at.show_value(sending.made_at)
        self._address_checked.show_checked(checked=sending.address_checked)
        self._duty_told.show_checked(checked=sending.duty_told)
        self._late_because.show_text(sending.late_because)
        self._arrange()

    def _arrange(self) -> None:
        decided_at, made_at = self._draft.decision.decided_at, self._made_at.value()
        early = decided_at is not None and made_at is not None and made_at < decided_at
        self._late_field.setVisible(early or bool(self._late_because.text()))

    def _lay_out(self, clock: Clock) -> None:
        self._method = ComboChoice(
            [Alternative(value=method, title=label(method)) for method in SendingMethod],
            identifier="sending-method",
            hint=_("Choose"),
        )
        self._sent_to = QLineEdit()
        self._made_at = MomentField(clock.now(), clock.zone, identifier="made-at")
        self._address_checked = CheckedField(
            _("I checked the &address before sending"), "address-checked"
        )
        self._duty_told = CheckedField(
            _("I told the recipient that they must &keep it confidential"), "duty-told"
        )
        self._late_because = TextArea(2)
        self._late_field = Field(
            _("Why it was made before it was deci&ded"), self._late_because, identifier="late"
        )
        self.put("transmission.method", Field(_("&How"), self._method))
        self.put(
            "transmission.sent_to",
            Field(
                _("Sen&t to"),
                self._sent_to,
                hint=_("The address, number or portal it went to."),
                identifier="sent-to",
            ),
        )
        self.put("transmission.made_at", Field(_("&When"), self._made_at))
        self.put("transmission.late_because", self._late_field)
        self.put("transmission.address_checked", self._address_checked)
        self.put("transmission.duty_told", self._duty_told)

    def _join(self) -> None:
        self._sent_to.textEdited.connect(self._emit)
        for field in (
            self._method,
            self._made_at,
            self._address_checked,
            self._duty_told,
            self._late_because,
        ):
            field.edited.connect(self._emit)

    @Slot()
    def _emit(self) -> None:
        method = self._method.value()
        transmission = Transmission(
            method=method if isinstance(method, SendingMethod) else None,
            sent_to=self._sent_to.text(),
            made_at=self._made_at.value(),
            address_checked=self._address_checked.checked(),
            duty_told=self._duty_told.checked(),
            late_because=self._late_because.text(),
        )
        self._change(replace(self._draft, transmission=transmission))
