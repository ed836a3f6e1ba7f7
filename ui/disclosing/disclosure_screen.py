# SPDX-License-Identifier: Apache-2.0
"""One disclosure as it was recorded: read only, with the documents that can be made of it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal, Slot

from logbook.domain.decision import Choice
from logbook.domain.disclosure import Disclosure
from logbook.domain.findings import Code
from logbook.domain.notification import TellingOutcome
from logbook.domain.records import Act
from logbook.i18n import _
from logbook.wording.dates import moment_in_words
from logbook.wording.findings import FINDINGS
from logbook.wording.labels import label
from ui.disclosing.fact_cards import FactCards
from ui.disclosing.facts import Beside, groups
from ui.disclosing.on_file import records_on_file
from ui.session import Session
from ui.tables.exporting_card import ExportingCard, of_disclosure
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.text import Text


class DisclosureScreen(PageScaffold):
    """Shows one record. Nothing on it can be changed; a mistake is put right by an amendment."""

    open_person = Signal(object)
    tell = Signal(object)
    left = Signal()

    def __init__(self, session: Session, disclosure_id: UUID) -> None:
        self._disclosure = session.logbook.reviewing.disclosure(disclosure_id)
        refused = self._disclosure.decision.choice is Choice.REFUSE
        super().__init__(
            self._disclosure.number,
            label(Act.REFUSAL_RECORDED) if refused else label(Act.DISCLOSURE_RECORDED),
            identifier="disclosure",
            unsure="",
            forward="",
        )
        self._session = session
        self._lay_out()
        self.back.connect(self.left)

    def _lay_out(self) -> None:
        disclosure, logbook = self._disclosure, self._session.logbook
        self.add(
            Text(
                _("Recorded on {moment} by {name}").format(
                    moment=moment_in_words(disclosure.recorded_at, logbook.clock.zone),
                    name=logbook.reviewing.practitioner(disclosure.recorded_by).name,
                ),
                look="muted",
            )
        )
        self.person_button = plain_button(_("&Open the person's page"), "open-person", "user")
        self.person_button.clicked.connect(self._open_person)
        self.tell_button = plain_button(_("&Note that they were told"), "tell-person", "bell")
        self.tell_button.clicked.connect(self._tell)
        self.add(WrappingRow([self.tell_button, self.person_button], 2, "m"))
        self.tell_button.setVisible(self._still_to_be_told())
        self.exporting = ExportingCard(
            logbook, self._session.background, of_disclosure(logbook, disclosure), leading=True
        )
        self.add(self.exporting)
        self.setFocusProxy(self.exporting.save_button)
        facts = FactCards()
        facts.show_groups(groups(disclosure, self._beside()))
        self.add(facts)
        if disclosure.warnings:
            self.add(_warnings(disclosure))

    def _beside(self) -> Beside:
        logbook, disclosure = self._session.logbook, self._disclosure
        reviewing, basis, person = logbook.reviewing, disclosure.basis, disclosure.service_user
        rows = (logbook.catalogue.find(code) for code in basis.further)
        return Beside(
            person=reviewing.person(person) if person is not None else None,
            consent=reviewing.consent(basis.consent) if basis.consent is not None else None,
            law=logbook.catalogue.find(basis.legal_basis),
            zone=logbook.clock.zone,
            records=records_on_file(logbook, disclosure),
            further=tuple(row for row in rows if row is not None),
        )

    def _still_to_be_told(self) -> bool:
        line = self._session.logbook.reviewing.line(self._disclosure.id)
        return line is not None and line.state == TellingOutcome.TELL_LATER.value

    @Slot()
    def _tell(self) -> None:
        self.tell.emit(self._disclosure.id)

    @Slot()
    def _open_person(self) -> None:
        self.open_person.emit(self._disclosure.service_user)


def _warnings(disclosure: Disclosure) -> Card:
    card = Card(_("What the rules said when it was signed"), "warnings", gap="s")
    for written in disclosure.warnings:
        code = Code(written)
        card.add(Text(f"{_(FINDINGS[code])} ({written})"))
        reason = next((each.reason for each in disclosure.answers if each.code is code), "")
        if reason:
            card.add(Text(_("Your answer: {reason}").format(reason=reason), look="muted"))
    return card
