# SPDX-License-Identifier: Apache-2.0
"""Makes the screen of a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from logbook.app import NotAllowedError
from logbook.domain.consent import ConsentDraft
from logbook.domain.consent_history import ConsentEvent
from logbook.domain.drafts import Draft, KeptDraft, SmallDraft
from logbook.domain.lines import LineKind
from logbook.domain.notification import NotificationDraft
from logbook.domain.people import ServiceUser
from logbook.wording.destroyed_words import is_destroyed
from ui.consenting.consent_record_screen import ConsentRecordScreen
from ui.consenting.consent_screen import ConsentScreen
from ui.consenting.consents_screen import ConsentsScreen
from ui.consenting.event_screen import EventScreen
from ui.disclosing.disclosure_screen import DisclosureScreen
from ui.disclosing.disclosures_screen import DisclosuresScreen
from ui.disclosing.receipt_screen import ReceiptScreen
from ui.disclosing.wizard_screen import WizardScreen
from ui.executor.executor_screen import ExecutorScreen
from ui.frame.places import TODAY, Place, Spot, leads_to, within
from ui.guidance.guidance_screen import GuidanceScreen
from ui.oversight.oversight_screen import OversightScreen
from ui.people.aside_screen import AsideScreen
from ui.people.asides import Aside, AsideWish, wish_for
from ui.people.people_screen import PeopleScreen
from ui.people.person_form_screen import PersonFormScreen
from ui.people.person_screen import PersonScreen
from ui.practice.practice_screen import PracticeScreen
from ui.retention.certificate_screen import CertificateScreen
from ui.retention.destroying_screen import DestroyingScreen
from ui.retention.keeping_form import KeepingForm
from ui.retention.keeping_screen import KeepingScreen
from ui.retention.wishes import KeepingTask, KeepingWish, wish_of
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
    Spot.OVERSIGHT: OversightScreen,
    Spot.EXECUTORS: ExecutorScreen,
}
_WITHOUT_RECORDS = (Spot.GUIDANCE, Spot.PRACTICE, Spot.OVERSIGHT, Spot.EXECUTORS)
"""The rooms that show no record of anybody; what executors see is gathered for them alone."""

_RECORDED: dict[Spot, Callable[[Session, UUID], QWidget]] = {
    Spot.PERSON: PersonScreen,
    Spot.DISCLOSURE: DisclosureScreen,
    Spot.CONSENT: ConsentRecordScreen,
    Spot.TELLING: TellingScreen,
    Spot.KEEPING: KeepingScreen,
    Spot.CERTIFICATE: CertificateScreen,
}
_KEEPING = Place(spot=Spot.PRACTICE, section="retention")
"""Where the page of somebody's records led whose records are destroyed by now."""

_RECORDS = {LineKind.DISCLOSURE: Spot.DISCLOSURE, LineKind.CONSENT: Spot.CONSENT}


def settled(logbook: Logbook, place: Place) -> Place:
    """Give the place as it is now: a draft may have become a record, a record may be unknown.

    Raises:
        NotAllowedError: the role of who is signed in does not lead there.
    """
    role = logbook.practitioner.role
    place = within(role, place)
    if not leads_to(role, place):
        raise NotAllowedError("The role does not lead there.")
    return within(role, _now(logbook, place))


def _now(logbook: Logbook, place: Place) -> Place:
    if place.spot in _ROOMS or place.id is None:
        return place if place.spot in _ROOMS else TODAY
    if place.spot is Spot.RECEIPT and place.receipt is None:
        return Place(spot=Spot.DISCLOSURE, id=place.id)
    if place.spot is Spot.DRAFT:
        recorded = place.kind in _RECORDS and logbook.reviewing.line(place.id) is not None
        return Place(spot=_RECORDS[place.kind], id=place.id) if recorded and place.kind else place
    if place.spot is Spot.CERTIFICATE:
        return place if logbook.destroying.has_certificate(place.id) else TODAY
    line = logbook.reviewing.line(place.id)
    if line is None or is_destroyed(line):
        return _KEEPING if place.spot is Spot.KEEPING else TODAY
    return _settled_task(logbook, place)


def _settled_task(logbook: Logbook, place: Place) -> Place:
    """Give the page of somebody's records where what was to be carried out is carried out."""
    if place.task is KeepingTask.DESTROYING and place.id is not None:
        outlook = logbook.retaining.outlook(place.id)
        if outlook is None or place.about is None or outlook.open_decision != place.about:
            return Place(spot=Spot.KEEPING, id=place.id)
    return place


def place_of(logbook: Logbook, draft: Draft, kind: LineKind) -> Place:
    """Give the place where a draft is gone on with."""
    if isinstance(draft, NotificationDraft):
        return Place(spot=Spot.TELLING, id=draft.disclosure)
    if isinstance(draft, ConsentEvent):
        return Place(spot=Spot.CONSENT_EVENT, id=draft.consent, task=draft.kind)
    if isinstance(draft, SmallDraft):
        on_record = logbook.reviewing.line(draft.id) is not None
        keeping = wish_of(draft, on_record=on_record)
        if keeping is not None:
            return place_of_keeping(keeping)
        return place_of_wish(wish_for(draft, on_record=on_record))
    return Place(spot=Spot.DRAFT, id=draft.id, kind=kind)


def place_of_wish(wish: AsideWish) -> Place:
    """Give the place of a small form about a person."""
    return Place(spot=Spot.ASIDE, id=wish.person, about=wish.record, task=wish.aside)


def place_of_keeping(wish: KeepingWish) -> Place:
    """Give the place of what was asked for about keeping and destroying."""
    if wish.person is None:
        return Place(spot=Spot.CERTIFICATE, id=wish.record)
    return Place(spot=Spot.KEEPING, id=wish.person, about=wish.record, task=wish.task)


def make_screen(session: Session, place: Place) -> QWidget:
    """Make the screen of a settled place.

    Raises:
        NotAllowedError: the role of who is signed in does not lead there.
    """
    if place.spot not in _WITHOUT_RECORDS:
        # Lists read their rows as they are painted, where it would be too late to find out.
        session.logbook.reviewing.check_may_read()
    if place.id is None:
        return _room(session, place)
    if place.receipt is not None:
        return ReceiptScreen(session, place.receipt)
    if place.task is not None:
        return _task_screen(session, place, place.id)
    if place.spot is Spot.DRAFT:
        return _draft_screen(session, place, place.id)
    return _RECORDED[place.spot](session, place.id)


def _room(session: Session, place: Place) -> QWidget:
    if place.section is not None:
        return PracticeScreen(session, place.section)
    return _ROOMS[place.spot](session)


def _task_screen(session: Session, place: Place, subject: UUID) -> QWidget:
    match place.task:
        case Aside() as aside:
            return AsideScreen(session, AsideWish(aside=aside, person=subject, record=place.about))
        case KeepingTask.DESTROYING:
            assert place.about is not None, "what is carried out is a decision"
            return DestroyingScreen(session, subject, place.about)
        case KeepingTask() as task:
            return KeepingForm(session, subject, task, place.about)
        case task:
            assert task is not None, "a small form records something"
            return EventScreen(session, subject, task)


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
