# SPDX-License-Identifier: Apache-2.0
"""Today: one diary of what is waiting; each line opens the thing itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from logbook.domain.lines import DraftLine, Line, LineKind
from logbook.domain.notification import TellingOutcome
from logbook.domain.permissions import may_record
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from ui import theme
from ui.retention.wishes import KeepingWish
from ui.session import Session
from ui.tables.entry_card import EntryCard
from ui.today.lines import CLOCKS, clock_card, consent_card, draft_card, telling_card
from ui.today.safety import due_line, is_told_what_is_due, safety_lines
from ui.widgets.empty_state import EmptyState
from ui.widgets.heading import Heading
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.page_scroll import PageScroll
from ui.widgets.text import Text

_AHEAD = timedelta(days=30)
_TELLING_AHEAD = timedelta(days=366)
_MOST = 200
_STILL_TO_TELL = frozenset(outcome.value for outcome in TellingOutcome if outcome.open)


class TodayScreen(QWidget):
    """Drafts to finish, people still to be told, and consents to look at again."""

    resume = Signal(object)
    tell = Signal(object)
    open_disclosure = Signal(object)
    open_consent = Signal(object)
    open_person = Signal(object)
    start_disclosure = Signal(object)
    add_person = Signal()
    keeping_asked = Signal(object)
    """A `KeepingWish`: somebody's records are held, and the hold is to be looked at."""
    open_practice = Signal(object)
    """The section of the practice's room."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        named(self, "today", _("Today"))
        self._session = session
        self._records = may_record(session.logbook.practitioner.role)
        """Whether who is signed in could go on with what waits."""
        self._list: QWidget | None = None
        self._page = column(self, "none")
        self._show()
        self._session.recorded.connect(self._ask_again)
        self._session.due_looking.ended.connect(self._show_due)
        if self._session.due_looking.found is None and is_told_what_is_due(session.logbook):
            self._session.due_looking.start()

    def _show(self) -> None:
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        clock = self._session.logbook.clock
        today = clock.now().astimezone(clock.zone).date()
        ground = QWidget()
        page = column(ground, "l", ("xl", "xl", "xl", "xl"))
        page.addWidget(Heading(_("Today")))
        page.addWidget(Text(day_in_words(today), look="lead"))
        sections = [section for section in self._sections(today) if section is not None]
        safety, due = self._safety(), self._due()
        is_empty = not self._session.logbook.reviewing.order_of_people()
        for section in sections:
            page.addWidget(section)
        if safety is not None:
            page.addWidget(safety)
        if due is not None:
            page.addWidget(due)
        if not sections and due is None and (safety is None or is_empty):
            page.addWidget(self._nothing(), 1)
        else:
            page.addStretch(1)
        page.addWidget(self._foot())
        self._list = PageScroll(ground)
        self._page.addWidget(self._list)

    def _sections(self, today: date) -> Sequence[QWidget | None]:
        logbook = self._session.logbook
        zone = logbook.clock.zone
        due = logbook.reviewing.due(today + _TELLING_AHEAD, limit=_MOST)
        tell = [line for line in due if line.kind is LineKind.DISCLOSURE]
        later = [line for line in tell if line.state in _STILL_TO_TELL]
        again = [line for line in tell if line.state not in _STILL_TO_TELL]
        soon = today + _AHEAD
        clocks = [line for line in due if line.kind in CLOCKS and _by(line, soon)]
        consents = [line for line in due if line.kind is LineKind.CONSENT and _by(line, soon)]
        drafts = logbook.drafting.all() if self._records else ()
        return (
            self._section(
                _("Clocks that run"),
                [
                    self._card(
                        EntryCard(
                            clock_card(line, today),
                            f"clock-{line.seq}",
                            line,
                            opens=line.service_user is not None,
                        )
                    )
                    for line in clocks
                ],
            ),
            self._section(_("Still to be told"), [self._telling(line, today) for line in later]),
            self._section(
                _("To be finished"),
                [
                    self._card(EntryCard(draft_card(draft, zone), f"draft-{n + 1}", draft))
                    for n, draft in enumerate(drafts)
                ],
            ),
            self._section(
                _("Decisions not to tell, to be looked at again"),
                [self._telling(line, today) for line in again],
            ),
            self._section(
                _("Consents to look at again"),
                [
                    self._card(EntryCard(consent_card(line, today), f"review-{line.seq}", line))
                    for line in consents
                ],
            ),
        )

    def _safety(self) -> QWidget | None:
        lines = safety_lines(self._session.logbook, self._session.preferences)
        cards = []
        for line in lines:
            card = EntryCard(line.text, f"safety-{line.name}", line.section)
            card.opened.connect(self.open_practice)
            cards.append(card)
        return self._section(_("Keeping the logbook safe"), cards)

    def _due(self) -> QWidget | None:
        """Say in one line whose records have had their time, once that is known."""
        line = due_line(self._session.due_looking.found or ())
        if line is None or not is_told_what_is_due(self._session.logbook):
            return None
        card = EntryCard(line.text, f"safety-{line.name}", line.section)
        card.opened.connect(self.open_practice)
        return self._section(_("Keeping and destroying"), [card])

    def _telling(self, line: Line, today: date) -> EntryCard:
        text = telling_card(line, today)
        action = _("Told them") if self._records else ""
        return self._card(EntryCard(text, f"tell-{line.seq}", line, action=action))

    def _section(self, heading: str, cards: Sequence[EntryCard]) -> QWidget | None:
        if not cards:
            return None
        section = named(QWidget(), f"section-{cards[0].accessibleIdentifier()}", heading)
        theme.give_look(section, look="clear")
        lines = column(section, "s")
        lines.addWidget(Heading(heading, level=2))
        for card in cards:
            lines.addWidget(card)
        return section

    def _card(self, card: EntryCard) -> EntryCard:
        card.opened.connect(self._open)
        card.acted.connect(self._told)
        return card

    def _nothing(self) -> EmptyState:
        if not self._session.logbook.reviewing.order_of_people():
            return self._beginning()
        empty = EmptyState(
            "sun",
            _("Nothing is waiting"),
            _(
                "Nobody is still to be told, no draft is unfinished, no clock runs, and no consent"
                " needs a look."
            ),
            _("New disclosure") if self._records else "",
            "today-empty",
        )
        empty.acted.connect(self._start)
        return empty

    def _beginning(self) -> EmptyState:
        empty = EmptyState(
            "user-plus",
            _("This logbook is empty"),
            _(
                "Begin with the first person you hold information about. Consents and disclosures"
                " come after."
            ),
            _("Add a person") if self._records else "",
            "today-begin",
        )
        empty.acted.connect(self.add_person)
        return empty

    def _foot(self) -> Text:
        count = self._session.logbook.reviewing.entries()
        said = _("The journal of this logbook has {count} entries.").format(count=f"{count:,}")
        return Text(said, look="small")

    @Slot(object)
    def _open(self, line: Line | DraftLine) -> None:
        if isinstance(line, DraftLine):
            self.resume.emit(line)
        elif line.kind is LineKind.CONSENT:
            self.open_consent.emit(line.object)
        elif line.kind is LineKind.HOLD:
            self.keeping_asked.emit(KeepingWish(person=line.service_user))
        elif line.kind in CLOCKS:
            # What has a clock of its own stands on the person's page.
            self.open_person.emit(line.service_user)
        else:
            self.open_disclosure.emit(line.object)

    @Slot(object)
    def _told(self, line: Line) -> None:
        self.tell.emit(line.object)

    @Slot()
    def _start(self) -> None:
        self.start_disclosure.emit(None)

    @Slot(object)
    def _ask_again(self, _kind: LineKind) -> None:
        self._show()

    @Slot()
    def _show_due(self) -> None:
        if not self._session.due_looking.found:
            return
        focused = QApplication.focusWidget()
        name = focused.accessibleIdentifier() if focused and self.isAncestorOf(focused) else ""
        self._show()
        assert self._list is not None, "it was just shown"
        shown = self._list.findChildren(QWidget) if name else []
        again = next((each for each in shown if each.accessibleIdentifier() == name), None)
        if again is not None:
            again.setFocus()


def _by(line: Line, day: date) -> bool:
    return line.due is not None and line.due <= day
