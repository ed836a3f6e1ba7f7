# SPDX-License-Identifier: Apache-2.0
"""The frame of an open logbook: rail, top bar, banners, and one screen at a time.

Screens do not know each other. A screen that wants another emits one of the signals in `_WAYS`,
and the frame goes there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from logbook.app import NotAllowedError
from logbook.domain.consent_history import ConsentEventKind
from logbook.domain.lines import DraftLine, LineKind
from logbook.domain.permissions import may_read, may_record
from logbook.domain.records import Act, Receipt
from logbook.domain.viewing import ViewingNeed
from logbook.errors import LogbookError
from logbook.i18n import _
from ui import theme
from ui.asking import Asking, Question
from ui.frame import guide
from ui.frame.looks import Look, look_at
from ui.frame.places import FORMS, ROOMS_OF, TODAY, Place, Spot, room_of, within
from ui.frame.rail import Rail
from ui.frame.sample_strip import SampleStrip
from ui.frame.screens import make_screen, place_of, place_of_keeping, place_of_wish, settled
from ui.frame.side_panel import SidePanel
from ui.frame.top_bar import TopBar
from ui.messages import error_sentence
from ui.people.asides import AsideWish
from ui.people.viewing_question import ViewingQuestion
from ui.retention.wishes import KeepingWish
from ui.safekeeping.audit_words import finding_lines
from ui.safekeeping.notices import StandingNotices
from ui.searching.search_panel import SearchPanel
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.layouts import column, row
from ui.widgets.naming import named
from ui.widgets.not_for_you import NotForYou

if TYPE_CHECKING:
    from logbook.app import AuditReport

_NARROW = 820
"""Pixels at 100 % zoom below which rail and bar take their narrow form."""

_SLIM = 480
"""Pixels at 100 % zoom below which the rail shows icons only."""

_REMEMBERED = 50


class Frame(QWidget):
    """Shows places of one session; `lock_asked` when the person wants to lock."""

    lock_asked = Signal()

    def __init__(self, session: Session, asking: Asking) -> None:
        super().__init__()
        named(self, "frame", _("Logbook"))
        self._session, self._asking = session, asking
        self._role = session.logbook.practitioner.role
        self._place = TODAY
        self._before: list[Place] = []
        self._views: dict[Spot, object] = {}
        self._screen: QWidget | None = None
        self._build()
        self._connect()
        self._set_keys()

    @property
    def place(self) -> Place:
        """Where the person is."""
        return self._place

    @property
    def place_to_return_to(self) -> Place:
        """Where the person is, to the section of a room."""
        section = getattr(self._screen, "section_name", None)
        return replace(self._place, section=section) if section is not None else self._place

    @property
    def screen_shown(self) -> QWidget | None:
        """The screen shown now."""
        return self._screen

    def go(self, place: Place, *, take_focus: bool = True) -> None:
        """Show a place; where there is nothing to show any more, the first room of the role."""
        self.leave_screen()
        if self._screen is not None and place != self._place:
            self._before = [*self._before, self._place][-_REMEMBERED:]
        self._show(place, take_focus=take_focus)

    def go_back(self) -> None:
        """Show the place before this one, or the first room of the role."""
        self.leave_screen()
        self._show(self._before.pop() if self._before else TODAY, take_focus=True)

    def leave_screen(self) -> None:
        """Have the screen keep where its person is typing, and how its list stands."""
        keep_place = getattr(self._screen, "keep_place", None)
        if keep_place is not None:
            keep_place()
        kept_view = getattr(self._screen, "kept_view", None)
        if kept_view is not None:
            self._views[self._place.spot] = kept_view()
        self._session.drafts.flush()

    def show_error(self, error: LogbookError) -> None:
        """Say above the screen what went wrong."""
        self._banner.show_message(Tone.STOP, error_sentence(error))

    @Slot(object)
    def _show_check(self, report: AuditReport) -> None:
        self._notices.refresh()
        self._show_able()
        if not report.is_intact and self._session.logbook.read_only is None:
            # A mark beside the journal that cannot be read says nothing against the journal.
            said = "\n".join([_("The check of the journal found:"), *finding_lines(report)])
            self._banner.show_message(Tone.WARN, said)

    def _show_able(self) -> None:
        self._bar.show_able(able=self._session.logbook.read_only is None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the narrow form where the window is small for its zoom."""
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Alt+Left, unless the screen has a use for it."""
        if event.matches(QKeySequence.StandardKey.Back):
            self.go_back()
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """Arrange rail, bar and panels for the present width and zoom."""
        narrow = self.width() < theme.scaled(_NARROW)
        self._rail.fit(narrow=narrow, slim=self.width() < theme.scaled(_SLIM))
        # A form needs every line of a small window; Ctrl+K brings the bar back.
        has_room = not narrow or self._place.spot not in FORMS
        self._bar.setVisible(has_room and may_read(self._role))
        self._bar.fit(narrow=narrow)
        self._notices.fit()
        self._panel.place()
        self._place_results()

    def _show(self, place: Place, *, take_focus: bool) -> None:
        try:
            place = settled(self._session.logbook, place)
            screen = self._looked_at(place) or make_screen(self._session, place)
        except NotAllowedError:
            place = within(self._role, place)
            screen = NotForYou(guide.title_of(place.spot))
        if self._screen is not None:
            self._screen.hide()
            self._screen.deleteLater()
        self._screen, self._place = screen, place
        self._room.addWidget(screen, 1)
        self._connect_screen(screen)
        show_view = getattr(screen, "show_view", None)
        if show_view is not None and place.section is None and place.spot in self._views:
            show_view(self._views[place.spot])
        self._rail.show_room(room_of(place))
        self._notices.refresh()
        # A screen that takes the focus itself, to be read out, needs no ring around the window.
        screen.setProperty("no_ring", True)
        screen.show()
        self.fit()
        if take_focus:
            screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _looked_at(self, place: Place) -> QWidget | None:
        """Note the look at somebody, where it has to be; give the question where it needs one."""
        logbook = self._session.logbook
        look = look_at(logbook, place)
        if look is None:
            return None
        need = logbook.viewing.need(look.subject, recording=look.recording)
        if need is ViewingNeed.REASON:
            return ViewingQuestion(self._session, look.subject)
        self._note(look)
        return None

    def _note(self, look: Look) -> None:
        try:
            self._session.logbook.viewing.view(look.subject, recording=look.recording)
        except LogbookError as error:
            # Somebody may be in danger: that it could not be noted must not hide what is known.
            self.show_error(error)

    @Slot(object)
    def _note_in_draft(self, person: UUID) -> None:
        """Note the look at whom a draft turns to, before anything on record of them is shown."""
        self._note(Look(subject=person, recording=True))

    def _build(self) -> None:
        logbook = self._session.logbook
        self._rail = Rail(logbook.practitioner.name, ROOMS_OF[self._role])
        self._bar = TopBar()
        self._bar.offer_new(offered=may_record(self._role))
        self._banner = Banner("frame-banner")
        self._notices = StandingNotices(self._session)
        self._panel = SidePanel(self)
        self._results = SearchPanel(self._session, self._bar.box, self)
        self._room = column(gap="none")
        right = column(gap="none")
        right.addWidget(self._bar)
        banner = column(gap="none", margins=("xl", "none", "xl", "none"))
        banner.addWidget(self._notices)
        banner.addWidget(self._banner)
        right.addLayout(banner)
        right.addLayout(self._room, 1)
        across = row(gap="none")
        across.addWidget(self._rail)
        across.addLayout(right, 1)
        layout = column(self, "none")
        if logbook.practice.sample:
            layout.addWidget(SampleStrip())
        layout.addLayout(across, 1)

    def _connect(self) -> None:
        self._rail.chosen.connect(self._enter_room)
        self._rail.lock_asked.connect(self.lock_asked)
        self._bar.disclosure_asked.connect(self._new_disclosure)
        self._bar.consent_asked.connect(self._new_consent)
        self._bar.box.searched.connect(self._place_results)
        self._session.drafts.failed.connect(self.show_error)
        self._session.journal_check.checked.connect(self._show_check)
        self._session.journal_check.failed.connect(self.show_error)
        self._session.whole_check.checked.connect(self._show_check)
        self._session.journal_check.start()
        self._panel.closed.connect(self._return_to_screen)
        self._connect_screen(self._results)
        self._connect_screen(self._notices)
        self._show_able()

    def _connect_screen(self, screen: QObject) -> None:
        for name, way in _WAYS.items():
            signal = getattr(screen, name, None)
            if signal is not None:
                signal.connect(getattr(self, way))

    def _set_keys(self) -> None:
        keys: dict[str, Any] = {
            "Ctrl+L": self.lock_asked,
            "Ctrl+K": self._search,
            "Ctrl+N": self._new_disclosure,
            "Ctrl+Shift+N": self._new_consent,
            "Ctrl+/": self._show_keys,
            "F1": self._explain,
            "Ctrl+1": self._enter_first,
            "Ctrl+2": self._enter_second,
            "Ctrl+3": self._enter_third,
            "Ctrl+4": self._enter_fourth,
            "Ctrl+5": self._enter_fifth,
            "Ctrl+6": self._enter_sixth,
        }
        for key, does in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(does)

    def _place_results(self) -> None:
        """Put the results right below the search line, as wide as it and as high as they may be."""
        box = self._bar.box
        corner = box.mapTo(self, box.rect().bottomLeft())
        width = max(box.width(), min(theme.scaled(420), self.width() - corner.x()))
        height = min(self._results.wanted_height(), self.height() - corner.y() - theme.px("l"))
        self._results.setGeometry(QRect(corner.x(), corner.y() + theme.px("xs"), width, height))

    @Slot(object)
    def _enter_room(self, room: Spot) -> None:
        if self._place != Place(spot=room):
            self.go(Place(spot=room), take_focus=False)

    @Slot()
    def _enter_first(self) -> None:
        self._enter_numbered(0)

    @Slot()
    def _enter_second(self) -> None:
        self._enter_numbered(1)

    @Slot()
    def _enter_third(self) -> None:
        self._enter_numbered(2)

    @Slot()
    def _enter_fourth(self) -> None:
        self._enter_numbered(3)

    @Slot()
    def _enter_fifth(self) -> None:
        self._enter_numbered(4)

    @Slot()
    def _enter_sixth(self) -> None:
        self._enter_numbered(5)

    def _enter_numbered(self, number: int) -> None:
        rooms = ROOMS_OF[self._role]
        if number < len(rooms):
            self.go(Place(spot=rooms[number]))

    @Slot()
    def _search(self) -> None:
        if not may_read(self._role):
            return
        self._bar.show()
        self._bar.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bar.box.selectAll()

    @Slot()
    def _new_disclosure(self) -> None:
        self._start_disclosure(self._person_here())

    @Slot()
    def _new_consent(self) -> None:
        self._start_consent(self._person_here())

    def _person_here(self) -> UUID | None:
        return self._place.id if self._place.spot is Spot.PERSON else None

    @Slot(object)
    def _start_disclosure(self, person: UUID | None) -> None:
        self._start(LineKind.DISCLOSURE, uuid4(), person)

    @Slot(object)
    def _start_consent(self, person: UUID | None) -> None:
        self._start(LineKind.CONSENT, uuid4(), person)

    @Slot()
    def _add_person(self) -> None:
        self._start(LineKind.SERVICE_USER, uuid4(), None)

    @Slot(object)
    def _amend_person(self, person: UUID) -> None:
        self._start(LineKind.SERVICE_USER, person, None)

    def _start(self, kind: LineKind, identity: UUID, about: UUID | None) -> None:
        if not may_record(self._role):
            words = _("Your role in this practice records nothing, so nothing new can be begun.")
            self._banner.show_message(Tone.WARN, words)
            return
        if self._session.logbook.read_only is not None:
            self._banner.show_message(
                Tone.WARN,
                _(
                    "The logbook is open for reading only, so nothing new can be begun. The message"
                    " at the top says why, and what to do."
                ),
            )
            return
        self.go(Place(spot=Spot.DRAFT, id=identity, kind=kind, about=about))

    @Slot(object)
    def _resume(self, line: DraftLine) -> None:
        logbook = self._session.logbook
        kept = logbook.drafting.find(line.id)
        if kept is not None:
            self.go(place_of(logbook, kept.draft, line.kind))

    @Slot(object)
    def _open_person(self, person: UUID) -> None:
        recorded = self._place.spot is Spot.DRAFT and self._place.kind is LineKind.SERVICE_USER
        if recorded and self._before and self._before[-1].spot is Spot.DRAFT:
            # Somebody was added in the middle of something else, which goes on now.
            self.go_back()
            return
        if recorded and self._before and self._before[-1] == Place(spot=Spot.PERSON, id=person):
            self._before.pop()
        self.go(Place(spot=Spot.PERSON, id=person))

    @Slot(object)
    def _open_disclosure(self, disclosure: UUID) -> None:
        self.go(Place(spot=Spot.DISCLOSURE, id=disclosure))

    @Slot(object)
    def _open_consent(self, consent: UUID) -> None:
        self.go(Place(spot=Spot.CONSENT, id=consent))

    @Slot(object)
    def _show_receipt(self, receipt: Receipt) -> None:
        """Show what came back for a draft that is now a record; the draft is no place any more."""
        if receipt.act in _CONSENT_ACTS:
            self.leave_screen()
            self._before = [place for place in self._before if place.id != receipt.object]
            self._go_on_after_consent(receipt.object)
            return
        self.go(Place(spot=Spot.RECEIPT, id=receipt.object, receipt=receipt))
        self._before = [place for place in self._before if place.id != receipt.object]

    def _go_on_after_consent(self, consent: UUID) -> None:
        if self._before and self._before[-1].spot is Spot.DRAFT:
            # The consent was recorded in the middle of a disclosure, which goes on now.
            self.go_back()
            return
        self._show(Place(spot=Spot.CONSENT, id=consent), take_focus=True)

    @Slot(object)
    def _put_aside(self, wish: AsideWish) -> None:
        self.go(place_of_wish(wish))

    @Slot(object)
    def _keep(self, wish: KeepingWish) -> None:
        self.go(place_of_keeping(wish))

    @Slot(object)
    def _show_certified(self, certificate: UUID) -> None:
        """Show what is left of somebody, and no way back to what they were."""
        self.leave_screen()
        self._before, self._views = [], {}
        self._results.close_results()
        self._bar.box.clear_search()
        self._show(Place(spot=Spot.CERTIFICATE, id=certificate), take_focus=True)

    @Slot(object)
    def _continue_consent(self, what: tuple[UUID, ConsentEventKind]) -> None:
        consent, kind = what
        self.go(Place(spot=Spot.CONSENT_EVENT, id=consent, task=kind))

    @Slot(object)
    def _tell(self, disclosure: UUID) -> None:
        self.go(Place(spot=Spot.TELLING, id=disclosure))

    @Slot(object)
    def _discard(self, draft: UUID) -> None:
        question = Question(
            title=_("Discard what you typed?"),
            text=_("It was never recorded, and cannot be brought back."),
            confirm=_("Discard it"),
            keep=_("Keep it"),
            grave=True,
        )
        self._discarding = draft
        self._asking.confirm(question, self._discard_now)

    @Slot()
    def _discard_now(self) -> None:
        draft = self._discarding
        self._session.drafts.forget(draft)
        try:
            self._session.logbook.drafting.discard(draft)
        except LogbookError as error:
            self.show_error(error)
            return
        if self._screen is not None:
            # The screen must not keep what was just discarded.
            self._screen.hide()
            self._screen.deleteLater()
            self._screen = None
        before = [place for place in self._before if place.id != draft]
        self._before = before
        self._show(self._before.pop() if self._before else TODAY, take_focus=True)

    @Slot(str)
    def _open_practice(self, section: str) -> None:
        self.go(Place(spot=Spot.PRACTICE, section=section))

    @Slot()
    def _back(self) -> None:
        self.go_back()

    @Slot()
    def _show_again(self) -> None:
        self._show(self._place, take_focus=True)

    @Slot()
    def _show_keys(self) -> None:
        self._panel.show_pairs(*guide.keys(self._role))

    @Slot()
    def _explain(self) -> None:
        self._panel.show_pairs(*guide.about(self._place.spot))

    @Slot()
    def _return_to_screen(self) -> None:
        if self._screen is not None:
            self._screen.setFocus(Qt.FocusReason.OtherFocusReason)


_CONSENT_ACTS = frozenset(
    {Act.CONSENT_RECORDED, Act.CONSENT_REQUESTED, Act.CONSENT_DEFERRED, Act.CONSENT_REFUSED}
)
"""The acts by which the form of a consent is recorded, whatever was decided."""

_WAYS = {
    "open_person": "_open_person",
    "open_disclosure": "_open_disclosure",
    "open_consent": "_open_consent",
    "start_disclosure": "_start_disclosure",
    "start_consent": "_start_consent",
    "add_person": "_add_person",
    "amend_person": "_amend_person",
    "put_aside": "_put_aside",
    "keeping_asked": "_keep",
    "certified": "_show_certified",
    "continue_consent": "_continue_consent",
    "resume": "_resume",
    "tell": "_tell",
    "discard": "_discard",
    "open_practice": "_open_practice",
    "recorded": "_show_receipt",
    "left": "_back",
    "done": "_back",
    "told": "_back",
    "viewed": "_show_again",
    "looks_at": "_note_in_draft",
}
"""The signals by which screens ask for another place, and what the frame does about each."""
