# SPDX-License-Identifier: Apache-2.0
"""The step that asks who wants the information, and how it is known who they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from logbook.domain.assessment import Assessment
from logbook.domain.disclosure import Channel, DisclosureDraft, Origin, Request
from logbook.domain.party import IdentityCheck, PartyKind
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.suggestions import Suggestions
from ui.widgets.choice import Alternative, Choice, ComboChoice
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.heading import Heading
from ui.widgets.layouts import column
from ui.widgets.text_area import TextArea
from ui.widgets.typed_date import Lean


class RequestPage(DraftPage):
    """Asks how it came about, what was asked, and who the recipient is."""

    def __init__(self, draft: DisclosureDraft, today: date) -> None:
        super().__init__(
            draft,
            Step.REQUEST,
            _("Who will receive it?"),
            _("And how it came about that they should."),
        )
        self._build_request(today)
        self._build_recipient()
        self.show_draft(draft)
        self._join()
        self.settle_tab_order()

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the draft's request and recipient."""
        super().show_draft(draft)
        request, recipient = draft.request, draft.recipient
        self._origin.show_value(request.origin)
        self._received_on.show_value(request.received_on)
        self._channel.show_value(request.channel)
        self._reference.setText(request.reference)
        self._wording.show_text(request.wording)
        self._answer_by.show_value(request.answer_by)
        self._name.setText(recipient.name)
        self._kind.show_value(recipient.kind)
        self._role.setText(recipient.role)
        self._organisation.setText(recipient.organisation)
        self._address.show_text(recipient.address)
        self._identity.show_value(recipient.identity_check)
        self._arrange()

    def show_assessment(self, assessment: Assessment) -> None:
        """Suggest the recipients that consents on record name."""
        self._suggestions.show_texts(
            [name for offer in assessment.consents for name in offer.consent.scope.recipients]
        )

    def _arrange(self) -> None:
        self._asked.setVisible(self._origin.value() is Origin.ASKED)

    def _build_request(self, today: date) -> None:
        self._origin = Choice(
            _("How did it come about?"),
            [Alternative(value=origin, title=label(origin)) for origin in Origin],
            identifier="origin",
        )
        self._wording = TextArea(2)
        self._received_on = DateField(today, identifier="received-on")
        self._channel = _combo(Channel, "channel")
        self._reference = QLineEdit()
        self._answer_by = DateField(today, lean=Lean.FUTURE, identifier="answer-by")
        self.put("request.origin", self._origin)
        self._asked = QWidget()
        theme.give_look(self._asked, look="clear")
        fields = column(self._asked, "l")
        for part, field in (
            (
                "request.wording",
                Field(
                    _("&What was asked for, in their words"), self._wording, identifier="wording"
                ),
            ),
            ("request.received_on", Field(_("Wh&en it came in"), self._received_on)),
            ("request.channel", Field(_("How &it came in"), self._channel)),
            ("request.reference", Field(_("Their re&ference, if any"), self._reference)),
            ("request.answer_by", Field(_("Answer by, if the&y set a date"), self._answer_by)),
        ):
            self.keep_field(part, field)
            fields.addWidget(field)
        self.add(self._asked)

    def _build_recipient(self) -> None:
        self._suggestions = Suggestions(_("Named in a consent on record:"), "recipient-suggestions")
        self._name, self._role, self._organisation = QLineEdit(), QLineEdit(), QLineEdit()
        self._kind = _combo(PartyKind, "recipient-kind")
        self._address = TextArea(2)
        self._identity = _combo(IdentityCheck, "identity-check")
        self.add(Heading(_("The recipient"), level=2))
        self.put(
            "recipient.name",
            Field(_("&Name of the person or body"), self._name, identifier="recipient-name"),
        )
        self.add(self._suggestions)
        self.put("recipient.kind", Field(_("Wh&at they are"), self._kind))
        self.put(
            "recipient.organisation",
            Field(_("&Organisation"), self._organisation, identifier="recipient-organisation"),
        )
        self.put("recipient.role", Field(_("&Role there"), self._role, identifier="recipient-role"))
        self.put(
            "recipient.address",
            Field(_("A&ddress"), self._address, identifier="recipient-address"),
        )
        self.put(
            "recipient.identity_check",
            Field(_("&How you know it is them"), self._identity),
        )

    def _join(self) -> None:
        for line in (self._reference, self._name, self._role, self._organisation):
            line.textEdited.connect(self._emit)
        for area in (self._wording, self._address):
            area.edited.connect(self._emit)
        for choice in (
            self._origin,
            self._received_on,
            self._channel,
            self._answer_by,
            self._kind,
            self._identity,
        ):
            choice.edited.connect(self._emit)
        self._suggestions.chosen.connect(self._suggest)

    @Slot()
    def _emit(self) -> None:
        kind, identity = self._kind.value(), self._identity.value()
        recipient = replace(
            self._draft.recipient,
            kind=kind if isinstance(kind, PartyKind) else None,
            name=self._name.text(),
            role=self._role.text(),
            organisation=self._organisation.text(),
            address=self._address.text(),
            identity_check=identity if isinstance(identity, IdentityCheck) else None,
        )
        self._change(replace(self._draft, request=self._request(), recipient=recipient))

    def _request(self) -> Request:
        origin, channel = self._origin.value(), self._channel.value()
        if origin is not Origin.ASKED:
            # What was typed for a request stays on the page, but nobody asked: none is recorded.
            return Request(origin=origin if isinstance(origin, Origin) else None)
        return Request(
            origin=Origin.ASKED,
            received_on=self._received_on.value(),
            channel=channel if isinstance(channel, Channel) else None,
            reference=self._reference.text(),
            wording=self._wording.text(),
            answer_by=self._answer_by.value(),
        )

    @Slot(str)
    def _suggest(self, name: str) -> None:
        self._name.setText(name)
        self._kind.setFocus()
        self._emit()


def _combo(kind: type[Channel | PartyKind | IdentityCheck], identifier: str) -> ComboChoice:
    return ComboChoice(
        [Alternative(value=value, title=label(value)) for value in kind],
        identifier=identifier,
        hint=_("Choose"),
    )
