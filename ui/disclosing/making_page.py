# SPDX-License-Identifier: Apache-2.0
"""The step that asks how the information left the practice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from logbook.clock import Clock
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.steps import Step
from logbook.domain.transmission import SendingMethod
from logbook.i18n import _
from logbook.wording.labels import label
from ui.disclosing.draft_page import DraftPage
from ui.tables.checked_field import CheckedField
from ui.widgets.choice import Alternative, ComboChoice
from ui.widgets.date_field import DateField
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
        self._clock = clock
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
        self._chosen.show_checked(checked=sending.chosen_by_person)
        self._received_on.show_value(sending.received_on)
        for name, line in self._lines.items():
            line.setText(getattr(sending, name))
        self._arrange()

    def _arrange(self) -> None:
        decided_at, made_at = self._draft.decision.decided_at, self._made_at.value()
        early = decided_at is not None and made_at is not None and made_at < decided_at
        late = made_at is not None and self._clock.now() - made_at > timedelta(days=1)
        self._late_field.setVisible(early or late or bool(self._late_because.text()))
        method = self._method.value()
        unsafe = isinstance(method, SendingMethod) and method.unsafe
        remote = isinstance(method, SendingMethod) and method.remote
        self._chosen.setVisible(unsafe or self._chosen.checked())
        for name, methods in _ONLY_BY.items():
            self._line_fields[name].setVisible(method in methods or bool(self._lines[name].text()))
        self._received_field.setVisible(remote or self._received_on.value() is not None)

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
            _("Why it was made, or is written &down, out of time"),
            self._late_because,
            identifier="late",
        )
        self._chosen = CheckedField(
            _("The person chose this way, knowing that others may read it"), "chosen-by-person"
        )
        self._build_lines(clock)
        self.put("transmission.method", Field(_("&How"), self._method))
        self.put("transmission.chosen_by_person", self._chosen)
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
        for name, field in self._line_fields.items():
            self.put(f"transmission.{name}", field)
        self.put("transmission.received_on", self._received_field)

    def _build_lines(self, clock: Clock) -> None:
        titles = {
            "double_checked_by": _("Who else checked it"),
            "password_by": _("By which other way the password goes"),
            "tracking": _("Tracking number"),
            "failure": _("What went wrong on the way, if anything"),
        }
        self._lines = {name: QLineEdit() for name in titles}
        self._line_fields = {
            name: Field(title, self._lines[name], identifier=name.replace("_", "-"))
            for name, title in titles.items()
        }
        today = clock.now().astimezone(clock.zone).date()
        self._received_on = DateField(today, identifier="transmission-received-on")
        self._received_field = Field(_("When they said that they had it"), self._received_on)

    def _join(self) -> None:
        for line in (self._sent_to, *self._lines.values()):
            line.textEdited.connect(self._emit)
        for field in (
            self._method,
            self._made_at,
            self._address_checked,
            self._duty_told,
            self._late_because,
            self._chosen,
            self._received_on,
        ):
            field.edited.connect(self._emit)

    @Slot()
    def _emit(self) -> None:
        method = self._method.value()
        lines = {name: line.text() for name, line in self._lines.items()}
        transmission = replace(
            self._draft.transmission,
            method=method if isinstance(method, SendingMethod) else None,
            sent_to=self._sent_to.text(),
            made_at=self._made_at.value(),
            address_checked=self._address_checked.checked(),
            duty_told=self._duty_told.checked(),
            late_because=self._late_because.text(),
            chosen_by_person=self._chosen.checked(),
            received_on=self._received_on.value(),
            **lines,
        )
        self._change(replace(self._draft, transmission=transmission))


_ONLY_BY: Mapping[str, frozenset[SendingMethod]] = MappingProxyType(
    {
        "double_checked_by": frozenset(
            {
                SendingMethod.POST_FIRST_CLASS,
                SendingMethod.POST_TRACKED,
                SendingMethod.COURIER,
                SendingMethod.ENCRYPTED_EMAIL,
                SendingMethod.PLAIN_EMAIL,
                SendingMethod.FAX,
            }
        ),
        "password_by": frozenset({SendingMethod.ENCRYPTED_EMAIL}),
        "tracking": frozenset({SendingMethod.POST_TRACKED, SendingMethod.COURIER}),
        "failure": frozenset(),
    }
)
"""What is only asked of some ways of sending; what was answered stays in sight."""
