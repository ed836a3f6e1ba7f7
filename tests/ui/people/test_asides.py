# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.capacity import CapacityConclusion, CapacityTest, CompetenceBasis
from logbook.domain.consent import InformationCategory
from logbook.domain.party import PartyKind
from logbook.domain.people import ServiceUser
from logbook.domain.practice import Nation
from logbook.domain.representative import AuthorityType
from tests.builders import (
    a_consent_draft,
    a_consent_event,
    a_person,
    a_representative,
    an_objection,
)
from ui.people.aside_screen import AsideScreen
from ui.people.asides import Aside, AsideWish
from ui.people.person_screen import PersonScreen
from ui.session import Session
from ui.widgets.choice import ComboChoice
from ui.widgets.text_area import TextArea

Part = TypeVar("Part", bound=QWidget)
Show = Callable[..., object]

_PRESUMED = CompetenceBasis.SIXTEEN_SEVENTEEN_PRESUMED


@pytest.fixture
def person(session: Session) -> ServiceUser:
    person = a_person()
    session.logbook.enrolling.add(person)
    return person


def part(screen: QWidget, kind: type[Part], name: str) -> Part:
    found = screen.findChild(kind, name)
    assert found is not None, name
    return found


def words(screen: QWidget) -> str:
    QApplication.processEvents()
    labels = screen.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(screen))


def press(screen: QWidget, name: str, qtbot: QtBot) -> None:
    qtbot.keyClick(part(screen, QAbstractButton, name), Qt.Key.Key_Space)


def a_form(session: Session, wish: AsideWish, shown: Show) -> AsideScreen:
    screen = AsideScreen(session, wish)
    shown(screen)
    return screen


def test_a_representative_is_put_on_record_and_stands_on_the_persons_page(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    form = a_form(session, AsideWish(aside=Aside.REPRESENTATIVE, person=person.id), shown)
    assert not part(form, QWidget, "aside-nation-1").isVisible()
    qtbot.keyClicks(part(form, QLineEdit, "aside-name"), "Nia Okonkwo")
    qtbot.keyClicks(part(form, QLineEdit, "aside-relationship"), "daughter")
    qtbot.keyClicks(part(form, ComboChoice, "aside-authority"), "Lasting power of attorney: health")
    assert part(form, QWidget, "aside-nation-1").isVisible()
    qtbot.keyClicks(part(form, TextArea, "aside-evidence-document"), "The registered power")
    qtbot.keyClicks(part(form, QLineEdit, "aside-evidence-seen-on"), "yesterday")
    with qtbot.waitSignal(form.done):
        form.forward_button.click()

    (representative,) = session.logbook.reviewing.representatives_of(person.id)
    assert representative.authority is AuthorityType.LPA_HEALTH_WELFARE
    assert representative.evidence.seen
    page = PersonScreen(session, person.id)
    shown(page)
    assert "Nia Okonkwo, daughter: Lasting power of attorney: health and welfare" in words(page)
    assert "Representative recorded" in words(page)


def test_a_representative_without_a_name_is_refused_beside_the_field(
    session: Session, person: ServiceUser, shown: Show
) -> None:
    form = a_form(session, AsideWish(aside=Aside.REPRESENTATIVE, person=person.id), shown)

    form.forward_button.click()

    assert part(form, QLineEdit, "aside-name").accessibleDescription() != ""
    assert session.logbook.reviewing.representatives_of(person.id) == ()


def test_amending_a_representative_keeps_who_they_are(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    known = a_representative(person.id)
    session.logbook.keeping.keep(known)
    page = PersonScreen(session, person.id)
    shown(page)
    with qtbot.waitSignal(page.put_aside) as asked:
        part(page, QAbstractButton, "representative-1-amend").click()
    assert asked.args is not None
    form = a_form(session, asked.args[0], shown)

    qtbot.keyClicks(part(form, TextArea, "aside-restrictions"), "Nothing about her house")
    with qtbot.waitSignal(form.done):
        form.forward_button.click()

    (now,) = session.logbook.reviewing.representatives_of(person.id)
    assert (now.id, now.name) == (known.id, known.name)
    assert now.restrictions == "Nothing about her house"


def test_an_objection_is_recorded_and_lifted_again(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    form = a_form(session, AsideWish(aside=Aside.OBJECTION, person=person.id), shown)
    part(form, TextArea, "aside-recipients").setPlainText("Larkfield School\nMr Teague")
    press(form, "aside-kinds-5", qtbot)
    press(form, "aside-information-3", qtbot)
    press(form, "aside-consequences-explained", qtbot)
    with qtbot.waitSignal(form.done):
        form.forward_button.click()
    (objection,) = session.logbook.reviewing.objections_of(person.id)
    assert objection.recipients == ("Larkfield School", "Mr Teague")
    assert objection.kinds == (PartyKind.INSURER,)
    assert objection.information == (InformationCategory.DIAGNOSIS,)

    page = PersonScreen(session, person.id)
    shown(page)
    assert "Not to Larkfield School, Mr Teague, Insurer: Diagnosis." in words(page)
    with qtbot.waitSignal(page.put_aside) as asked:
        part(page, QAbstractButton, "objection-1-lift").click()
    assert asked.args is not None
    lifting = a_form(session, asked.args[0], shown)
    with qtbot.waitSignal(lifting.done):
        lifting.forward_button.click()

    (lifted,) = session.logbook.reviewing.objections_of(person.id)
    assert lifted.lifted_on == date(2026, 11, 20)
    assert "Said on 20 November 2026" not in words(page)
    assert "Objection lifted" in words(page)


def test_an_objection_cannot_be_lifted_before_it_was_made(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    objection = an_objection(person.id)
    session.logbook.keeping.keep(objection)
    wish = AsideWish(aside=Aside.LIFTING, person=person.id, record=objection.id)
    form = a_form(session, wish, shown)
    line = part(form, QLineEdit, "aside-lifted-on")
    line.clear()
    qtbot.keyClicks(line, "1 November 2026")

    form.forward_button.click()

    (there,) = session.logbook.reviewing.objections_of(person.id)
    assert there.lifted_on is None


def test_capacity_is_assessed_by_the_test_of_the_persons_nation(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    scot = a_person(nation=Nation.SCOTLAND)
    session.logbook.enrolling.add(scot)
    form = a_form(session, AsideWish(aside=Aside.CAPACITY, person=scot.id), shown)
    assert not part(form, TextArea, "aside-impairment").isVisible()
    qtbot.keyClicks(part(form, TextArea, "aside-decision"), "Whether the home gets the plan")
    qtbot.keyClicks(part(form, TextArea, "aside-support"), "Pictures, in the morning")
    press(form, "aside-understand-1", qtbot)
    press(form, "aside-retain-2", qtbot)
    press(form, "aside-conclusion-2", qtbot)
    qtbot.keyClicks(part(form, TextArea, "aside-impairment"), "Dementia")
    qtbot.keyClicks(part(form, TextArea, "aside-evidence"), "Could not say what was asked")
    with qtbot.waitSignal(form.done):
        form.forward_button.click()

    (assessed,) = session.logbook.reviewing.capacities_of(scot.id)
    assert assessed.conclusion is CapacityConclusion.LACKS
    assert assessed.test is CapacityTest.AWI
    page = PersonScreen(session, scot.id)
    shown(page)
    assert "Capacity assessed" in words(page)
    assert "Lacks capacity for this, 20 November 2026" in words(page)


def test_a_childs_competence_is_offered_for_a_child_only(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    page = PersonScreen(session, person.id)
    shown(page)
    assert page.findChild(QAbstractButton, "person-add-competence") is None
    child = a_person(born=date(2013, 5, 1))
    session.logbook.enrolling.add(child)
    page = PersonScreen(session, child.id)
    shown(page)
    with qtbot.waitSignal(page.put_aside) as asked:
        part(page, QAbstractButton, "person-add-competence").click()
    assert asked.args is not None

    form = a_form(session, asked.args[0], shown)
    qtbot.keyClicks(part(form, TextArea, "aside-decision"), "Whether the school is told")
    for name in ("understands-information", "understands-implications",
                 "understands-risks-of-not", "free-of-pressure", "conclusion"):  # fmt: skip
        press(form, f"aside-{name}-1", qtbot)
    qtbot.keyClicks(part(form, TextArea, "aside-evidence"), "In her own words")
    with qtbot.waitSignal(form.done):
        form.forward_button.click()

    (assessed,) = session.logbook.reviewing.competences_of(child.id)
    assert assessed.competent
    assert assessed.basis is CompetenceBasis.GILLICK


def test_the_competence_form_opens_for_somebody_who_came_of_age_and_says_what_it_is_for(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    grown = a_person(born=date(2008, 5, 1))
    session.logbook.enrolling.add(grown)

    form = a_form(session, AsideWish(aside=Aside.COMPETENCE, person=grown.id), shown)

    assert "they are of age" in words(form)
    offered = [
        each.accessibleName()
        for each in form.findChildren(QAbstractButton)
        if each.objectName().startswith("aside-basis-")
        and not each.accessibleName().startswith("Take out")
    ]
    assert len(offered) == len(CompetenceBasis)
    qtbot.keyClicks(part(form, TextArea, "aside-decision"), "Whether the school is told")
    qtbot.keyClicks(part(form, TextArea, "aside-evidence"), "In her own words")
    press(form, f"aside-basis-{[*CompetenceBasis].index(_PRESUMED) + 1}", qtbot)
    form.forward_button.click()
    assert session.logbook.reviewing.competences_of(grown.id) == ()


def test_the_competence_form_of_a_child_says_nothing_of_an_adult(
    session: Session, shown: Show
) -> None:
    child = a_person(born=date(2013, 5, 1))
    session.logbook.enrolling.add(child)

    form = a_form(session, AsideWish(aside=Aside.COMPETENCE, person=child.id), shown)

    assert "they are of age" not in words(form)


def test_a_withdrawn_consent_says_so_in_the_timeline_at_its_own_card_too(
    session: Session, person: ServiceUser, shown: Show, qtbot: QtBot
) -> None:
    consent = session.logbook.consenting.record(a_consent_draft(person.id))
    page = PersonScreen(session, person.id)
    shown(page)
    assert "They withdrew it" not in words(page)

    receipt = session.logbook.keeping.keep(a_consent_event(person.id, consent.object))
    again = PersonScreen(session, person.id)
    shown(again)

    assert "They withdrew it on 20 November 2026." in words(again)
    assert "Consent: withdrawn" in words(again)
    with qtbot.waitSignal(again.open_consent) as opened:
        part(again, QAbstractButton, f"entry-{receipt.seq}-open").click()
    assert opened.args == [consent.object]
