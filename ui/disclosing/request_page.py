# SPDX-License-Identifier: Apache-2.0
"""The step that asks who wants the information, and how it is known who they are."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from logbook.clock import Clock
from logbook.domain.assessment import Assessment
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.party import IdentityCheck, Party, PartyKind
from logbook.domain.request import Origin, Request
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.labels import label
from logbook.wording.question_party import RECIPIENT_MORE
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.more_answers import MoreAnswers
from ui.disclosing.request_fields import RequestFields, combo, parties
from ui.disclosing.suggestions import Suggestions
from ui.widgets.choice import Alternative, Choice
from ui.widgets.field import Field
from ui.widgets.heading import Heading
from ui.widgets.text_area import TextArea


class RequestPage(DraftPage):
    """Asks how it came about, what was asked, and who the recipient is."""

    def __init__(self, draft: DisclosureDraft, clock: Clock) -> None:
        super().__init__(
            draft,
            Step.REQUEST,
            _("Who will receive it?"),
            _("And how it came about that they should."),
        )
        self._build_request(clock)
        self._build_recipient(clock)
        self.show_draft(draft)
        self._join()
        self.settle_tab_order()

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the draft's request and recipient."""
        super().show_draft(draft)
        request, recipient = draft.request, draft.recipient
        self._origin.show_value(request.origin)
        self._asked.show_request(request)
        self._name.setText(recipient.name)
        self._kind.show_value(recipient.kind)
        self._role.setText(recipient.role)
        self._organisation.setText(recipient.organisation)
        self._address.show_text(recipient.address)
        self._country.setText(recipient.country)
        self._identity.show_value(recipient.identity_check)
        self._more.show_record(recipient)
        self._arrange()

    def show_assessment(self, assessment: Assessment) -> None:
        """Suggest the recipients that consents on record name."""
        self._suggestions.show_texts(
            [name for offer in assessment.consents for name in offer.consent.scope.recipients]
        )

    def _arrange(self) -> None:
        kind = self._kind.value()
        self._asked.arrange(kind if isinstance(kind, PartyKind) else None)
        self._asked.setVisible(self._origin.value() is Origin.ASKED)

    def _build_request(self, clock: Clock) -> None:
        self._origin = Choice(
            _("How did it come about?"),
            [Alternative(value=origin, title=label(origin)) for origin in Origin],
            identifier="origin",
        )
        self._asked = RequestFields(clock)
        self.put("request.origin", self._origin)
        for part, field in self._asked.fields.items():
            self.keep_field(part, field)
        self.add(self._asked)

    def _build_recipient(self, clock: Clock) -> None:
        self._suggestions = Suggestions(_("Named in a consent on record:"), "recipient-suggestions")
        self._name, self._role, self._organisation = QLineEdit(), QLineEdit(), QLineEdit()
        self._kind = combo(parties(), "recipient-kind")
        self._address, self._country = TextArea(2), QLineEdit()
        self._identity = combo(tuple(IdentityCheck), "identity-check")
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
            "recipient.country",
            Field(
                _("Country, if not in the United Kingdom"),
                self._country,
                identifier="recipient-country",
            ),
        )
        self.put(
            "recipient.identity_check",
            Field(_("&How you know it is them"), self._identity),
        )
        self._more = MoreAnswers(
            RECIPIENT_MORE, Party, clock, title=_("More about them"), prefix="recipient-"
        )
        for part, field in self._more.fields.items():
            self.keep_field(f"recipient.{part}", field)
        self.add(self._more)

    def _join(self) -> None:
        for line in (self._name, self._role, self._organisation, self._country):
            line.textEdited.connect(self._emit)
        for editor in (
            self._origin,
            self._asked,
            self._address,
            self._kind,
            self._identity,
            self._more,
        ):
            editor.edited.connect(self._emit)
        self._more.unfolded.connect(self.settle_tab_order)
        self._asked.rows_changed.connect(self.settle_tab_order)
        self._suggestions.chosen.connect(self._suggest)

    @Slot()
    def _emit(self) -> None:
        kind, identity = self._kind.value(), self._identity.value()
        recipient = replace(
            self._more.put_into(self._draft.recipient),
            kind=kind if isinstance(kind, PartyKind) else None,
            name=self._name.text(),
            role=self._role.text(),
            organisation=self._organisation.text(),
            address=self._address.text(),
            country=self._country.text(),
            identity_check=identity if isinstance(identity, IdentityCheck) else None,
        )
        self._change(replace(self._draft, request=self._request(), recipient=recipient))

    def _request(self) -> Request:
        origin = self._origin.value()
        if origin is Origin.ASKED:
            return self._asked.request()
        # What was typed for a request stays on the page, but nobody asked: none is recorded.
        return Request(origin=origin if isinstance(origin, Origin) else None)

    @Slot(str)
    def _suggest(self, name: str) -> None:
        self._name.setText(name)
        self._kind.setFocus()
        self._emit()
