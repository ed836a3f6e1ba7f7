# SPDX-License-Identifier: Apache-2.0
"""Makes the screen of a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from logbook.domain.consent import ConsentDraft
from logbook.domain.consent_history import ConsentEvent
from logbook.domain.drafts import Draft, KeptDraft, SmallDraft
from logbook.domain.lines import LineKind
from logbook.domain.notification import NotificationDraft
from logbook.domain.people import ServiceUser
from ui.consenting.consent_record_screen import ConsentRecordScreen
from ui.consenting.consent_screen import ConsentScreen
from ui.consenting.consents_screen import ConsentsScreen
from ui.consenting.event_screen import EventScreen
from ui.disclosing.disclosure_screen import DisclosureScreen
from ui.disclosing.disclosures_screen import DisclosuresScreen
from ui.disclosing.receipt_screen import ReceiptScreen
from ui.disclosing.wizard_screen import WizardScreen
from ui.frame.places import ROOMS, TODAY, Place, Spot
from ui.guidance.guidance_screen import GuidanceScreen
from ui.people.aside_screen import AsideScreen
from ui.people.asides import Aside, AsideWish, wish_for
from ui.people.people_screen import PeopleScreen
from ui.people.person_form_screen import PersonFormScreen
from ui.people.person_screen import PersonScreen
from ui.practice.practice_screen import PracticeScreen
from ui.session import Session
from ui.today.telling_screen import TellingScreen
from ui.today.today_screen import TodayScreen

if TYPE_CHECKING:
    from logbook.app import Logbook

_ROOMS: dict[Spot, Callable[[Session], QWidget]] = {
    Spot.TODAY: TodayScreen,
    Spot.PEOPLE: PeopleScreen,
    Spot.DISCLOSURES: DisclosuresScreen,
    Spot.CONSENTS: ConsentsScreen,
    Spot.GUIDANCE: GuidanceScreen,
    Spot.PRACTICE: PracticeScreen,
}
_FOR_EVERYBODY = (Spot.GUIDANCE, Spot.PRACTICE)
"""The rooms that show no record of anybody."""

_RECORDED: dict[Spot, Callable[[Session, UUID], QWidget]] = {
    Spot.PERSON: PersonScreen,
    Spot.DISCLOSURE: DisclosureScreen,
    Spot.CONSENT: ConsentRecordScreen,
    Spot.TELLING: TellingScreen,
}
_RECORDS = {LineKind.DISCLOSURE: Spot.DISCLOSURE, LineKind.CONSENT: Spot.CONSENT}


def settled(logbook: Logbook, place: Place) -> Place:
    """Give the place as it is now: a draft may have become a record, a record may be unknown."""
    if place.spot in ROOMS or place.id is None:
        return place if place.spot in ROOMS else TODAY
    if place.spot is Spot.RECEIPT and place.receipt is None:
        return Place(spot=Spot.DISCLOSURE, id=place.id)
    if place.spot is Spot.DRAFT:
        recorded = place.kind in _RECORDS and logbook.reviewing.line(place.id) is not None
        return Place(spot=_RECORDS[place.kind], id=place.id) if recorded and place.kind else place
    return place if logbook.reviewing.line(place.id) is not None else TODAY


def place_of(logbook: Logbook, draft: Draft, kind: LineKind) -> Place:
    """Give the place where a draft is gone on with."""
    if isinstance(draft, NotificationDraft):
        return Place(spot=Spot.TELLING, id=draft.disclosure)
    if isinstance(draft, ConsentEvent):
        return Place(spot=Spot.CONSENT_EVENT, id=draft.consent, task=draft.kind)
    if isinstance(draft, SmallDraft):
        return place_of_wish(
            wish_for(draft, on_record=logbook.reviewing.line(draft.id) is not None)
        )
    return Place(spot=Spot.DRAFT, id=draft.id, kind=kind)


def place_of_wish(wish: AsideWish) -> Place:
    """Give the place of a small form about a person."""
    return Place(spot=Spot.ASIDE, id=wish.person, about=wish.record, task=wish.aside)


def make_screen(session: Session, place: Place) -> QWidget:
    """Make the screen of a settled place.

    Raises:
        NotAllowedError: the role of who is signed in does not lead there.
    """
    if place.spot not in _FOR_EVERYBODY:
        # Lists read their rows as they are painted, where it would be too late to find out.
        session.logbook.reviewing.check_may_read()
    if place.id is None:
        return _room(session, place)
    if place.receipt is not None:
        return ReceiptScreen(session, place.receipt)
    if isinstance(place.task, Aside):
        wish = AsideWish(aside=place.task, person=place.id, record=place.about)
        return AsideScreen(session, wish)
    if place.task is not None:
        return EventScreen(session, place.id, place.task)
    if place.spot is Spot.DRAFT:
        return _draft_screen(session, place, place.id)
    return _RECORDED[place.spot](session, place.id)


def _room(session: Session, place: Place) -> QWidget:
    if place.section is not None:
        return PracticeScreen(session, place.section)
    return _ROOMS[place.spot](session)


def _draft_screen(session: Session, place: Place, identity: UUID) -> QWidget:
    kept = session.logbook.drafting.find(identity)
    if kept is None:
        kept = KeptDraft(draft=_new_draft(session.logbook, place, identity))
    if isinstance(kept.draft, ServiceUser):
        return PersonFormScreen(session, kept)
    if isinstance(kept.draft, ConsentDraft):
        return ConsentScreen(session, kept)
    return WizardScreen(session, kept)


def _new_draft(logbook: Logbook, place: Place, identity: UUID) -> Draft:
    if place.kind is LineKind.SERVICE_USER:
        known = logbook.reviewing.person(identity)
        new = ServiceUser(id=identity, reference="", name="", nation=logbook.practice.nation)
        return known or new
    if place.kind is LineKind.CONSENT:
        return ConsentDraft(id=identity, service_user=place.about)
    return WizardScreen.new_draft(logbook.practice, place.about, identity)
