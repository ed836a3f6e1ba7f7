# SPDX-License-Identifier: Apache-2.0
"""A person's page: who they are, how they may be reached, and everything recorded of them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from logbook.domain.consent_history import consent_at
from logbook.domain.lines import LineKind
from logbook.domain.people import Flag, SafeContact, ServiceUser
from logbook.domain.records import Moment
from logbook.i18n import _
from logbook.wording.consent_history_words import standing_sentence
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from ui import theme
from ui.people.chips import Chips, Mark
from ui.people.file_card import FileCard
from ui.people.timeline import Target, card_of
from ui.retention.kept_card import KeptCard
from ui.session import Session
from ui.tables.entry_card import EntryCard
from ui.tables.exporting_card import ExportingCard, of_person
from ui.theme import Tone
from ui.widgets.buttons import plain_button, primary_button, quiet_button
from ui.widgets.card import Card
from ui.widgets.heading import Heading
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.naming import named
from ui.widgets.page_scroll import PageScroll
from ui.widgets.text import Text

_PAGE = 50


class PersonScreen(QWidget):
    """Header, actions, and one timeline with the newest first."""

    start_disclosure = Signal(object)
    start_consent = Signal(object)
    amend_person = Signal(object)
    open_disclosure = Signal(object)
    open_consent = Signal(object)
    put_aside = Signal(object)
    """An `AsideWish`: something is to be put on this person's file."""
    keeping_asked = Signal(object)
    left = Signal()

    def __init__(self, session: Session, person: UUID) -> None:
        super().__init__()
        named(self, "person", _("Person"))
        self._session = session
        self._person = person
        self._oldest: int | None = None
        self._build()
        self._show()
        self._session.recorded.connect(self._ask_again)

    def _build(self) -> None:
        ground = QWidget()
        self._page = column(ground, "l", ("xl", "xl", "xl", "xl"))
        layout = column(self, "none")
        layout.addWidget(PageScroll(ground))

    def _show(self) -> None:
        person = self._session.logbook.reviewing.person(self._person)
        assert person is not None, "a page is opened for a person on record"
        _empty(self._page)
        self._page.addWidget(self._way_back())
        self._page.addWidget(self._header(person))
        self._page.addWidget(self._on_file(person))
        self._page.addWidget(self._kept())
        self._page.addWidget(self._documents())
        self._page.addWidget(Heading(_("Everything recorded"), level=2))
        timeline = QWidget()
        theme.give_look(timeline, look="clear")
        self._timeline = column(timeline, "m")
        self._page.addWidget(timeline)
        self._more = plain_button(_("Show &earlier entries"), "person-earlier", "clock")
        self._more.clicked.connect(self._show_earlier)
        self._page.addWidget(WrappingRow([self._more], 1))
        self._page.addStretch(1)
        self._oldest = None
        self._ended = self._ended_consents()
        self._show_earlier()

    def _way_back(self) -> WrappingRow:
        back = quiet_button(_("&Back"), "person-back", "arrow-left")
        back.clicked.connect(self.left)
        return WrappingRow([back], 1)

    def _header(self, person: ServiceUser) -> Card:
        card = Card(identifier="person-card")
        card.add(Heading(person.name))
        card.add(Text(_facts(person), look="lead").selectable())
        for name, marks, identifier in (
            (_("What to know first"), _flags(person), "person-flags"),
            (_("Reaching them safely"), _contact(person.safe_contact), "person-safe"),
            (_("Other places to reach them"), _places(person), "person-places"),
            (_("How to speak and write to them"), _needs(person), "person-needs"),
        ):
            if marks:
                card.add(Text(name, look="label"))
                card.add(Chips(name, marks, identifier))
        for line in _cautions(person):
            card.add(Text(line).selectable())
        for line in _addresses(person):
            card.add(Text(line, look="muted").selectable())
        card.add(WrappingRow(self._actions(), 2))
        return card

    def _on_file(self, person: ServiceUser) -> FileCard:
        reviewing, clock = self._session.logbook.reviewing, self._session.logbook.clock
        today = clock.now().astimezone(clock.zone).date()
        card = FileCard(
            person,
            reviewing.representatives_of(person.id),
            reviewing.objections_of(person.id),
            today,
            clock.zone,
        )
        card.put_aside.connect(self.put_aside)
        return card

    def _kept(self) -> KeptCard:
        logbook = self._session.logbook
        outlook = logbook.retaining.outlook(self._person)
        assert outlook is not None, "a page is opened for a person on record"
        card = KeptCard(logbook, outlook)
        card.keeping_asked.connect(self.keeping_asked)
        return card

    def _documents(self) -> ExportingCard:
        logbook = self._session.logbook
        about = _(
            "The list of who was told about them, for the person themselves. What is kept from"
            " them for now is not in it, and leaves no gap. The PDF is signed."
        )
        return ExportingCard(
            logbook, self._session.background, of_person(logbook, self._person), about=about
        )

    def _ended_consents(self) -> dict[UUID, str]:
        """Say of each consent on which nothing can rest any more what ended it."""
        reviewing, clock = self._session.logbook.reviewing, self._session.logbook.clock
        events, now = reviewing.events_of(self._person), clock.now()
        said = {
            consent.id: consent_at(consent, events, now, zone=clock.zone)
            for consent in reviewing.consents_of(self._person)
        }
        ended = {each: standing_sentence(now) for each, now in said.items() if now.state.over}
        void = (each for each in said if reviewing.is_void(each))
        return ended | dict.fromkeys(void, _("It was voided: nothing can rest on it."))

    def _actions(self) -> list[QPushButton]:
        disclose = primary_button(_("New &disclosure"), "person-disclose", "send")
        consent = plain_button(_("New &consent"), "person-consent", "file-check")
        amend = plain_button(_("&Amend details"), "person-amend", "pencil")
        disclose.clicked.connect(self._disclose)
        consent.clicked.connect(self._consent)
        amend.clicked.connect(self._amend)
        self.setFocusProxy(disclose)
        return [disclose, consent, amend]

    @Slot()
    def _show_earlier(self) -> None:
        reviewing = self._session.logbook.reviewing
        moments = reviewing.timeline(self._person, before=self._oldest, limit=_PAGE)
        for moment in moments:
            self._timeline.addWidget(self._card(moment))
            self._oldest = moment.seq
        self._more.setVisible(len(moments) == _PAGE)

    def _card(self, moment: Moment) -> EntryCard:
        text, target = card_of(moment, self._session.logbook.clock.zone, self._ended)
        card = EntryCard(text, f"entry-{moment.seq}", target, opens=target is not None)
        card.opened.connect(self._open)
        return card

    @Slot(object)
    def _open(self, target: Target) -> None:
        kind, identity = target
        signal = self.open_consent if kind is LineKind.CONSENT else self.open_disclosure
        signal.emit(identity)

    @Slot(object)
    def _ask_again(self, _kind: LineKind) -> None:
        self._show()

    @Slot()
    def _disclose(self) -> None:
        self.start_disclosure.emit(self._person)

    @Slot()
    def _consent(self) -> None:
        self.start_consent.emit(self._person)

    @Slot()
    def _amend(self) -> None:
        self.amend_person.emit(self._person)


def _facts(person: ServiceUser) -> str:
    facts = [_("Reference {reference}").format(reference=person.reference)]
    if person.born:
        facts.append(_("born {day}").format(day=day_in_words(person.born)))
    if person.died:
        facts.append(_("died {day}").format(day=day_in_words(person.died)))
    if person.known_as:
        facts.append(_("known as {name}").format(name=person.known_as))
    facts.append(label(person.nation))
    return " · ".join(facts)


def _addresses(person: ServiceUser) -> Iterable[str]:
    one_line = ", ".join(line for line in person.address.splitlines() if line.strip())
    named = (
        *(f"{label(each.kind)}: {each.value}" for each in person.identifiers),
        _("GP: {name}").format(name=person.gp) if person.gp else "",
        *(f"{label(each.of)}: {each.name}" for each in person.circle),
        _("Language: {name}").format(name=person.language) if person.language else "",
    )
    return [each for each in (one_line, person.phone, person.email, *named) if each]


def _cautions(person: ServiceUser) -> Iterable[str]:
    """Say whatever else has to be known before somebody writes or calls."""
    safe = person.safe_contact
    return [
        each
        for each in (
            safe.note,
            _("Others may read or hear it: {words}").format(words=safe.third_party_risk)
            if safe.third_party_risk
            else "",
        )
        if each
    ]


def _places(person: ServiceUser) -> list[Mark]:
    """Give the other places they can be reached at, each with whether that is safe."""
    return [
        Mark(
            text=(_("{where}: safe") if each.safe else _("{where}: not safe")).format(
                where=", ".join(part for part in (each.where, each.note) if part)
            ),
            icon="circle-check" if each.safe else "octagon-alert",
            tone=Tone.DONE if each.safe else Tone.STOP,
        )
        for each in person.other_contacts
    ]


def _flags(person: ServiceUser) -> list[Mark]:
    return [
        Mark(text=label(flag), icon="triangle-alert", tone=Tone.WARN)
        for flag in Flag
        if flag in person.flags
    ]


def _needs(person: ServiceUser) -> list[Mark]:
    return [Mark(text=label(need), icon="info", tone=Tone.INFO) for need in person.needs]


def _contact(safe: SafeContact) -> list[Mark]:
    ways = (
        (safe.may_write, _("May write"), _("Do not write")),
        (safe.may_call, _("May call"), _("Do not call")),
        (safe.may_leave_message, _("May leave a message"), _("Leave no message")),
        (safe.may_email, _("May e-mail"), _("Do not e-mail")),
    )
    marks = [
        Mark(text=yes, icon="circle-check", tone=Tone.DONE)
        if safe_way
        else Mark(text=no, icon="octagon-alert", tone=Tone.STOP)
        for safe_way, yes, no in ways
    ]
    if safe.not_at_home:
        marks.append(Mark(text=_("Never at home"), icon="octagon-alert", tone=Tone.STOP))
    if safe.code_word:
        words = _("Ask for the code word first: {word}").format(word=safe.code_word)
        marks.append(Mark(text=words, icon="key-round", tone=Tone.WARN))
    if safe.may_write and safe.plain_envelope:
        marks.append(Mark(text=_("Plain envelope"), icon="mail", tone=Tone.INFO))
    return marks


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        gone = item.widget() if item else None
        if gone:
            gone.hide()
            gone.deleteLater()
