# SPDX-License-Identifier: Apache-2.0
"""What is kept about somebody: until when and why, what holds it, and what can be decided."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from logbook.domain.destruction import RetentionDecision
from logbook.domain.holds import Hold
from logbook.domain.outlook import HeldRecord
from logbook.domain.permissions import may
from logbook.domain.records import Act
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.retention_words import (
    class_sentence,
    counted,
    decision_sentence,
    hold_sentence,
    longest_of_each,
    outlook_sentence,
    records_in_words,
    source_sentence,
)
from ui.retention.wishes import KeepingTask, KeepingWish
from ui.session import Session
from ui.theme import Tone
from ui.widgets.buttons import danger_button, plain_button, quiet_button
from ui.widgets.card import Card
from ui.widgets.layouts import WrappingRow
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.text import Text


class KeepingScreen(PageScaffold):
    """`keeping_asked` carries a `KeepingWish`: a form about these records."""

    keeping_asked = Signal(object)
    open_person = Signal(object)
    left = Signal()

    def __init__(self, session: Session, person: UUID) -> None:
        logbook, clock = session.logbook, session.logbook.clock
        known, outlook = logbook.reviewing.person(person), logbook.retaining.outlook(person)
        assert known is not None, "the page is opened for a person on record"
        assert outlook is not None, "the page is opened for a person on record"
        super().__init__(
            _("Keeping and destroying"),
            _("{name}, reference {reference}.").format(name=known.name, reference=known.reference),
            identifier="keeping",
            unsure="",
            forward="",
        )
        role, writable = logbook.practitioner.role, logbook.read_only is None
        self._person, self._outlook = person, outlook
        self._session = session
        self._today = clock.now().astimezone(clock.zone).date()
        self._may_record = writable and may(role, Act.HOLD_PLACED)
        self._may_destroy = writable and may(role, Act.RETENTION_DESTROYED)
        self.add(self._until())
        if outlook.open_decision is not None:
            self.add(self._decided(outlook.open_decision))
        self.add(self._holds())
        self.add(self._held(logbook.retaining.holdings(person)))
        self.add(self._why())
        self.back.connect(self.left)

    def _until(self) -> Card:
        card = Card(_("Until when"), "keeping-until")
        outlook, today = self._outlook, self._today
        over = outlook.until is not None and outlook.until < today
        tone = Tone.WARN if over and not outlook.held_on(today) else None
        card.add(Text(outlook_sentence(outlook, today), look="strong", tone=tone))
        if outlook.decided is not None:
            card.add(Text(decision_sentence(outlook.decided, self._name(outlook.decided))))
        if outlook.proposal.unverified:
            card.add(
                Text(
                    _(
                        "It rests on a period that nobody has checked against its source. Check it"
                        " before you rely on it."
                    ),
                    tone=Tone.WARN,
                )
            )
        card.add(Text(self._session.logbook.retaining.schedule.disclaimer))
        ways = []
        if self._may_record:
            ways.append(
                self._way(_("&Decide how long …"), "decide", "pencil", KeepingTask.DECISION)
            )
        if self._may_destroy:
            ways.append(
                self._way(_("They asked for &erasure …"), "erasure", "inbox", KeepingTask.ERASURE)
            )
        page = quiet_button(_("&Open their page"), "keeping-person", "user")
        page.clicked.connect(partial(self.open_person.emit, self._person))
        self.setFocusProxy([*ways, page][0])
        card.add(WrappingRow([*ways, page], len(ways) + 1))
        return card

    def _decided(self, decision: UUID) -> Card:
        """Show what was decided and waits for somebody to carry it out."""
        card = Card(_("Decided, and not carried out yet"), "keeping-decided")
        record = self._session.logbook.reviewing.record(decision)
        if isinstance(record, RetentionDecision):
            card.add(Text(decision_sentence(record, self._name(record))))
        else:
            card.add(Text(_("A request for erasure was granted, or granted in part.")))
        if not self._may_destroy:
            card.add(Text(_("Only administrators carry it out."), look="muted"))
            return card
        self.destroy_button = danger_button(
            _("Look at what goes, and destro&y it …"), "keeping-destroy", "triangle-alert"
        )
        self.destroy_button.clicked.connect(partial(self._ask, KeepingTask.DESTROYING, decision))
        card.add(WrappingRow([self.destroy_button], 1))
        return card

    def _holds(self) -> Card:
        card = Card(_("Holds"), "keeping-holds")
        on = self._outlook.held_on(self._today)
        if not on:
            card.add(Text(_("Nothing holds these records."), look="muted"))
        for number, hold in enumerate(on, 1):
            self._add_hold(card, hold, number)
        for hold in self._outlook.holds:
            if hold not in on:
                card.add(Text(hold_sentence(hold), look="muted").selectable())
        if self._may_record:
            place = self._way(_("Place a &hold …"), "hold", "lock", KeepingTask.HOLD)
            card.add(WrappingRow([place], 1))
        return card

    def _add_hold(self, card: Card, hold: Hold, number: int) -> None:
        due = hold.is_to_be_reviewed(self._today)
        said = hold_sentence(hold)
        card.add(Text(said, look="strong", tone=Tone.WARN if due else None).selectable())
        if not self._may_record:
            return
        buttons = []
        for words, name, task in (
            (_("It is still needed …"), "review", KeepingTask.HOLD_REVIEW),
            (_("Lift it …"), "end", KeepingTask.HOLD_END),
        ):
            button = plain_button(words, f"hold-{number}-{name}")
            button.setAccessibleName(f"{words} {said}")
            button.clicked.connect(partial(self._ask, task, hold.id))
            buttons.append(button)
        card.add(WrappingRow(buttons, len(buttons), "s"))

    def _held(self, records: tuple[HeldRecord, ...]) -> Card:
        card = Card(_("What is held"), "keeping-held")
        first = min(each.recorded_on for each in records)
        last = max(each.recorded_on for each in records)
        said = (
            _("{records}, recorded on {first}.")
            if first == last
            else _("{records}, recorded from {first} to {last}.")
        )
        card.add(
            Text(
                said.format(
                    records=records_in_words(len(records)),
                    first=day_in_words(first),
                    last=day_in_words(last),
                ),
                look="strong",
            )
        )
        card.add(Text("\n".join(counted(records))).selectable())
        return card

    def _why(self) -> Card:
        card = Card(_("Why so long"), "keeping-why")
        schedule = self._session.logbook.retaining.schedule
        card.add(Text(_("The longest of everything that applies counts:")))
        for each in longest_of_each(self._outlook.proposal):
            deciding = each == self._outlook.proposal.longest
            card.add(Text(class_sentence(each), look="strong" if deciding else "body"))
            card.add(Text(source_sentence(each), look="small").selectable())
        card.add(Text(schedule.applicability, look="small"))
        card.add(Text(schedule.limitation, look="small"))
        return card

    def _way(self, words: str, name: str, icon: str, task: KeepingTask) -> QPushButton:
        button = plain_button(words, f"keeping-{name}", icon)
        button.clicked.connect(partial(self._ask, task, None))
        return button

    def _ask(self, task: KeepingTask, record: UUID | None) -> None:
        self.keeping_asked.emit(KeepingWish(person=self._person, task=task, record=record))

    def _name(self, decision: RetentionDecision) -> str:
        return self._session.logbook.reviewing.practitioner(decision.decided_by).name
