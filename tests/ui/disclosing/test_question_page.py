# SPDX-License-Identifier: Apache-2.0
"""The generic page, for every step that has a table of questions, in real windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from logbook.domain.access import Access, AccessType, Exemption, Opinion
from logbook.domain.capacity import (
    CapacityAssessment,
    CapacityConclusion,
    CapacityTest,
    CompetenceAssessment,
    CompetenceBasis,
    CompetenceConclusion,
)
from logbook.domain.data_protection import Article6, Article9, DataProtection
from logbook.domain.decision import FollowUp
from logbook.domain.disclosure import Disclosure, DisclosureDraft
from logbook.domain.kinds import Kind
from logbook.domain.parts import AnswerKind, is_answered, shape_at, value_at, with_value
from logbook.domain.party import Party, PartyKind
from logbook.domain.practice import Nation
from logbook.domain.prohibition import Prohibited, Screening, WayThrough
from logbook.domain.representative import AuthorityEvidence, AuthorityType, Representative
from logbook.domain.safeguarding import AtRisk, Safeguarding
from logbook.domain.series import Rhythm, Series
from logbook.domain.steps import Step
from logbook.domain.unable import Unable, WhyUnable
from logbook.wording.questions import QUESTIONS, asked_at, heading
from logbook.wording.record_words import NOTHING_ON_FILE, RecordsOnFile
from tests.builders import NOON, StandingClock
from tests.documents.filling import filled
from ui import theme
from ui.disclosing.question_page import MOST_EARLIER, QuestionPage
from ui.session import Session
from ui.tables.question_fields import QuestionField
from ui.widgets.date_field import DateField
from ui.widgets.option import CheckOption, RadioOption
from ui.widgets.text import Text

Show = Callable[..., QWidget]
Find = Callable[..., Any]
Words = Callable[[QWidget], str]
each_step = pytest.mark.parametrize("step", QUESTIONS)

PERSON = uuid4()
REPRESENTATIVE = Representative(
    id=uuid4(),
    service_user=PERSON,
    name="Carys Owen",
    relationship="daughter",
    authority=AuthorityType.LPA_HEALTH_WELFARE,
    nation=Nation.ENGLAND,
    evidence=AuthorityEvidence(document="The registered power", seen_on=date(2026, 9, 3)),
)
CAPACITY = CapacityAssessment(
    id=uuid4(),
    service_user=PERSON,
    decision="Whether adult services are told",
    at=NOON,
    assessor="Rhian Prosser",
    nation=Nation.ENGLAND,
    test=CapacityTest.MCA,
    conclusion=CapacityConclusion.LACKS,
)
COMPETENCE = CompetenceAssessment(
    id=uuid4(),
    service_user=PERSON,
    decision="Whether the school is told",
    at=NOON,
    assessor="Rhian Prosser",
    nation=Nation.ENGLAND,
    basis=CompetenceBasis.GILLICK,
    conclusion=CompetenceConclusion.NOT_COMPETENT,
)
SERIES = Series(
    id=uuid4(),
    service_user=PERSON,
    recipient=Party(name="Dr Bevan"),
    purpose="Progress after the operation",
    rhythm=Rhythm.MONTHLY,
    starts_on=date(2026, 9, 1),
)
EARLIER = tuple(
    filled(
        Disclosure,
        id=uuid4(),
        number=f"D-2026-000{number}",
        recipient=Party(name="Mr Hale"),
        service_user=PERSON,
    )
    for number in (2, 1)
)
RECORDS = RecordsOnFile(
    representatives=(REPRESENTATIVE,),
    capacities=(CAPACITY,),
    competences=(COMPETENCE,),
    series=(SERIES,),
    earlier=EARLIER,
)
FIRST_RECORD = {
    "unable.assessment": CAPACITY.id,
    "unable.representative": REPRESENTATIVE.id,
    "child.competence": COMPETENCE.id,
    "series": SERIES.id,
    "follow_up.supersedes": EARLIER[0].id,
}


def a_draft(**groups: Any) -> DisclosureDraft:
    return replace(
        DisclosureDraft(id=uuid4(), service_user=PERSON, nation=Nation.ENGLAND), **groups
    )


def a_page(
    step: Step,
    draft: DisclosureDraft | None = None,
    records: RecordsOnFile = RECORDS,
    *,
    unfolded: bool = True,
) -> QuestionPage:
    page = QuestionPage(draft or a_draft(), step, StandingClock(), records)
    more = page.findChild(QAbstractButton, f"{step.value}-more")
    if unfolded and not more.isHidden():
        more.click()
    return page


def fields_of(page: QuestionPage) -> dict[str, QuestionField]:
    return {field.part: field for field in page.findChildren(QuestionField) if "." in field.part
            or field.part == "series"}  # fmt: skip


def what_can_be_answered(part: str) -> object:
    """Give an answer that is not there from the start."""
    shape = shape_at(DisclosureDraft, part)
    return {
        AnswerKind.TEXT: lambda: "Said in words",
        AnswerKind.TICK: lambda: True,
        AnswerKind.YES_OR_NO: lambda: False,
        AnswerKind.ONE_OF: lambda: list(shape.type)[-1],  # type: ignore[call-overload]
        AnswerKind.SEVERAL_OF: lambda: (list(shape.type)[1],),  # type: ignore[call-overload]
        AnswerKind.DAY: lambda: date(2026, 9, 3),
        AnswerKind.MOMENT: lambda: datetime(2026, 9, 3, 13, 30, tzinfo=UTC),
        AnswerKind.NUMBER: lambda: 1200,
        AnswerKind.RECORD: lambda: FIRST_RECORD[part],
        AnswerKind.LIST: lambda: (
            (EARLIER[1].id,) if shape.type is UUID else (Exemption(code="", item="Said in words"),)
        ),
    }[shape.kind]()


def answer(field: QuestionField) -> None:
    """Answer a question with the keyboard, as a person would."""
    kind = shape_at(DisclosureDraft, field.part).kind
    wanted = what_can_be_answered(field.part)
    if kind in {AnswerKind.TEXT, AnswerKind.NUMBER, AnswerKind.DAY}:
        words = {AnswerKind.NUMBER: "1,200", AnswerKind.DAY: "3/9/26"}.get(kind, wanted)
        editor = field.findChild(QLineEdit) or field.findChild(QPlainTextEdit)
        if kind is AnswerKind.NUMBER:
            editor.selectAll()
        QTest.keyClicks(editor, str(words))
    elif kind is AnswerKind.MOMENT:
        day, clock = field.findChildren(QLineEdit)
        QTest.keyClicks(day, "3/9/26")
        QTest.keyClicks(clock, "14:30")
    elif field.part == "follow_up.related":
        QTest.keyClick(field.findChildren(CheckOption)[1], Qt.Key.Key_Space)
    elif kind is AnswerKind.LIST:
        QTest.keyClick(field.findChild(QAbstractButton, "access-exemptions-add"), Qt.Key.Key_Space)
        QTest.keyClicks(QApplication.focusWidget(), "Said in words")
    elif (box := field.findChild(QComboBox)) is not None:
        QTest.keyClick(box, Qt.Key.Key_End)
        if box.itemText(box.count() - 1) != field.question.none:
            return
        QTest.keyClick(box, Qt.Key.Key_Up)
    else:
        place = {AnswerKind.YES_OR_NO: 1, AnswerKind.SEVERAL_OF: 1}.get(kind, 0)
        if kind is AnswerKind.ONE_OF:
            place = len(list(shape_at(DisclosureDraft, field.part).type)) - 1  # type: ignore[call-overload]
        buttons = field.findChildren(RadioOption) or field.findChildren(CheckOption)
        QTest.keyClick(buttons[place], Qt.Key.Key_Space)


def with_everything(step: Step, draft: DisclosureDraft) -> DisclosureDraft:
    for question in QUESTIONS[step]:
        draft = with_value(draft, question.part, what_can_be_answered(question.part))
    return draft


def controls(page: QWidget) -> Iterator[QWidget]:
    for control in page.findChildren(QWidget):
        if isinstance(control, (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)):
            yield control


def without_a_name(page: QWidget) -> list[str]:
    bad = []
    for control in controls(page):
        told = QAccessible.queryAccessibleInterface(control)
        name = told.text(QAccessible.Text.Name) if told is not None else ""
        if not name.strip() or not control.accessibleIdentifier():
            bad.append(f"{type(control).__name__} {name!r} {control.accessibleIdentifier()!r}")
    return bad


def walked(page: QuestionPage, window: QWidget) -> tuple[list[str], bool]:
    """Give the parts Tab goes through from the first, and whether it comes to Continue."""
    page.focus_on()
    parts: list[str] = []
    for _press in range(150):
        part = page.part_in_focus()
        if part and part not in parts:
            parts.append(part)
        if page.forward_button.hasFocus():
            return parts, True
        window.focusNextPrevChild(True)  # type: ignore[attr-defined]
    return parts, False


# What is shown


@each_step
def test_every_question_that_is_asked_is_in_sight_under_its_label_and_no_other(
    step: Step, shown: Show, words: Words
) -> None:
    draft = a_draft()
    page = a_page(step, draft)
    shown(page)
    asked = {question.part for question in asked_at(step, draft)}

    in_sight = {part for part, field in fields_of(page).items() if field.isVisibleTo(page)}
    labels = words(page) + "\n".join(
        box.text() for box in page.findChildren(CheckOption) if box.isVisibleTo(page)
    )

    assert set(fields_of(page)) == {question.part for question in QUESTIONS[step]}
    assert in_sight == asked
    for question in asked_at(step, draft):
        assert question.label in labels


@each_step
def test_every_control_has_a_name_and_an_identifier_of_its_own(step: Step, shown: Show) -> None:
    page = a_page(step, with_everything(step, a_draft()))
    shown(page)
    names = [control.accessibleIdentifier() for control in controls(page)]
    texts = [each for each in names if each]

    assert without_a_name(page) == []
    assert len(texts) == len(set(texts))
    stranger = QLineEdit(page)
    assert without_a_name(page) != [], "the control: an editor without a name is seen"
    stranger.deleteLater()


@pytest.mark.parametrize("nation", Nation)
def test_deciding_for_somebody_is_headed_by_the_test_of_the_nation(
    nation: Nation, shown: Show, words: Words
) -> None:
    page = a_page(Step.UNABLE, a_draft(nation=None))
    shown(page)

    page.show_draft(a_draft(nation=nation))

    assert heading(Step.UNABLE, nation).lead in words(page)
    assert ("benefit" in words(page)) is (nation is Nation.SCOTLAND)


# Answering


@each_step
def test_an_answer_of_any_kind_changes_its_own_part_and_nothing_else(
    step: Step, shown: Show, qtbot: QtBot
) -> None:
    draft = a_draft()
    page = a_page(step, draft)
    shown(page)
    emitted: list[DisclosureDraft] = []
    page.edited.connect(emitted.append)
    for part, field in fields_of(page).items():
        # The assessment to choose from goes with why they cannot decide.
        page.show_draft(a_draft(id=draft.id))
        field.show()
        emitted.clear()

        answer(field)

        qtbot.waitUntil(lambda: bool(emitted), timeout=1000)
        expected = with_value(a_draft(id=draft.id), part, what_can_be_answered(part))
        assert emitted[-1] == expected, part


@each_step
def test_a_draft_shown_is_given_back_as_it_was_and_nothing_is_emitted(
    step: Step, shown: Show, qtbot: QtBot
) -> None:
    page = a_page(step)
    shown(page)
    emitted: list[object] = []
    page.edited.connect(emitted.append)
    draft = with_everything(step, a_draft())

    page.show_draft(draft)
    qtbot.wait(150)

    for part, field in fields_of(page).items():
        assert field.value() == value_at(draft, part), part
    page.show_draft(a_draft())
    for part, field in fields_of(page).items():
        assert not field.value() or not is_answered(
            with_value(a_draft(), part, field.value()), part
        ), part
    assert emitted == []


def test_typing_rebuilds_nothing(shown: Show) -> None:
    page = a_page(Step.WEIGHING)
    shown(page)
    before = page.findChildren(QWidget)
    area = page.findChild(QPlainTextEdit, "weighing-harm-if-not")
    page.edited.connect(page.show_draft)
    area.setFocus()

    QTest.keyClicks(area, "He drives on")

    assert page.findChildren(QWidget) == before
    assert area.hasFocus()
    assert area.textCursor().atEnd()


def test_a_number_that_is_none_yet_is_said_and_never_guessed(shown: Show, words: Words) -> None:
    page = a_page(Step.BATCH)
    shown(page)
    line = page.findChild(QLineEdit, "batch-people")

    QTest.keyClicks(line, "240 or so")

    assert "Not a number yet" in words(page)
    assert page._draft.batch is not None
    assert page._draft.batch.people == 0
    line.clear()
    QTest.keyClicks(line, "240")
    assert "Not a number yet" not in words(page)
    assert page._draft.batch.people == 240


def test_a_number_that_is_taken_for_granted_is_shown_before_it_is_recorded(shown: Show) -> None:
    page = a_page(Step.BREACH)
    shown(page)

    QTest.keyClicks(page.findChild(QPlainTextEdit, "incident-what"), "A letter went astray")

    assert page._draft.incident is not None
    assert page._draft.incident.people == 1
    assert page.findChild(QLineEdit, "incident-people").text() == "1"


# Questions that come and go


def test_a_question_appears_as_soon_as_an_answer_asks_for_it(shown: Show) -> None:
    page = a_page(Step.SCREENING)
    shown(page)
    way = fields_of(page)["screening.way_through"]
    assert not way.isVisible()

    QTest.keyClick(page.findChild(CheckOption, "screening-found-3"), Qt.Key.Key_Space)

    assert page._draft.screening.found == (Prohibited.ADOPTION,)
    assert way.isVisible()


def test_what_is_no_longer_asked_stays_in_sight_until_it_is_taken_out(
    shown: Show, words: Words
) -> None:
    page = a_page(
        Step.SCREENING,
        a_draft(
            screening=Screening(
                found=(Prohibited.ADOPTION,),
                way_through=WayThrough.COURT_ORDER,
                because="Order of 3 May",
            )
        ),
    )
    shown(page)
    assert "no longer ask" not in words(page)

    QTest.keyClick(page.findChild(CheckOption, "screening-found-3"), Qt.Key.Key_Space)

    way = fields_of(page)["screening.way_through"]
    assert way.isVisible()
    assert "no longer ask" in words(page)
    assert page._draft.screening.way_through is WayThrough.COURT_ORDER

    QTest.keyClick(page.findChild(QAbstractButton, "screening-way-through-out"), Qt.Key.Key_Space)

    assert page._draft.screening.way_through is None
    assert page._draft.screening.because == "Order of 3 May"
    assert not way.isVisible()
    assert page.part_in_focus() == "screening.found"


def test_a_field_that_is_emptied_stays_under_the_cursor(shown: Show) -> None:
    page = a_page(Step.SAFEGUARDING, a_draft(safeguarding=Safeguarding(deferred_because="x")))
    shown(page)
    area = page.findChild(QPlainTextEdit, "safeguarding-deferred-because")
    area.setFocus()

    QTest.keyClick(area, Qt.Key.Key_Delete)

    assert page._draft.safeguarding.deferred_because == ""
    assert area.isVisible()
    page.focus_on("safeguarding.others_at_risk")
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    QTest.qWait(150)
    assert not area.isVisible()


def test_the_adult_who_refuses_is_asked_about_where_an_adult_is_at_risk(shown: Show) -> None:
    page = a_page(Step.SAFEGUARDING, a_draft(safeguarding=Safeguarding(at_risk=AtRisk.CHILD)))
    shown(page)
    refuses = fields_of(page)["safeguarding.adult_refuses"]
    assert not refuses.isVisible()

    page.show_draft(a_draft(safeguarding=Safeguarding(at_risk=AtRisk.ADULT)))

    assert refuses.isVisible()


# Findings, focus, order


@each_step
def test_a_finding_is_said_at_the_field_of_its_part(step: Step, shown: Show, words: Words) -> None:
    page = a_page(step, with_everything(step, a_draft()))
    shown(page)
    for part, field in fields_of(page).items():
        page.show_problems({part: f"Wrong with {part}."})

        assert f"Wrong with {part}." in words(field)
        others = [one for one in fields_of(page).values() if one is not field]
        assert all("Wrong with" not in words(one) for one in others)
    page.show_problems({})
    assert "Wrong with" not in words(page)


@each_step
def test_every_field_is_found_again_by_its_part(step: Step, shown: Show) -> None:
    page = a_page(step, with_everything(step, a_draft()))
    shown(page)
    for part in fields_of(page):
        page.focus_on(part)

        assert page.part_in_focus() == part


@each_step
def test_tab_goes_through_the_questions_in_their_order_and_then_to_the_ways_on(
    step: Step, shown: Show
) -> None:
    page = a_page(step, with_everything(step, a_draft()))
    window = shown(page)

    parts, ended = walked(page, window)

    assert parts == [question.part for question in QUESTIONS[step]]
    assert ended


def test_tab_goes_through_records_and_entries_that_came_later_where_they_stand(
    shown: Show,
) -> None:
    page = a_page(
        Step.UNABLE, a_draft(unable=Unable(why=WhyUnable.LACKS_CAPACITY)), NOTHING_ON_FILE
    )
    window = shown(page)

    page.show_records(RECORDS)

    parts, ended = walked(page, window)
    assert parts == [question.part for question in QUESTIONS[Step.UNABLE]]
    assert ended
    page.show_draft(a_draft(unable=Unable(why=WhyUnable.CHILD_NOT_COMPETENT)))
    parts, ended = walked(page, window)
    assert parts == [question.part for question in QUESTIONS[Step.UNABLE]]
    assert ended


@each_step
def test_the_first_question_that_can_be_answered_has_the_focus(step: Step, shown: Show) -> None:
    page = a_page(step, records=NOTHING_ON_FILE)
    shown(page)

    page.focus_on()

    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.part_in_focus() or focused is page.forward_button
    assert (step is Step.SERIES) is (focused is page.forward_button)


def cut_or_squeezed(page: QuestionPage) -> list[str]:
    labels = [each for each in page.findChildren(Text) if each.isVisibleTo(page)]
    options = [
        each
        for kind in (RadioOption, CheckOption)
        for each in page.findChildren(kind)
        if each.isVisibleTo(page)
    ]
    return [
        each.text() if isinstance(each, QLabel) else each.accessibleName()
        for each in (*labels, *options)
        if each.height() < each.heightForWidth(each.width())
    ]


@each_step
def test_nothing_is_cut_at_twice_the_size_in_a_narrow_window(
    step: Step, shown: Show, dressed: QApplication
) -> None:
    theme.apply(dressed, theme.Appearance(scheme=theme.Scheme.LIGHT, zoom=200))
    page = a_page(step, with_everything(step, a_draft()))
    shown(page, width=700, height=700)
    for _round in range(4):
        dressed.processEvents()

    assert page.scroller.horizontalScrollBar().maximum() == 0
    assert cut_or_squeezed(page) == []
    label = page.findChildren(Text)[0]
    label.setFixedHeight(label.heightForWidth(label.width()) - 8)
    dressed.processEvents()
    assert cut_or_squeezed(page) == [label.text()], "the control: a label cut by 8 pixels is seen"


# What the rules fill in


def test_the_usual_grounds_are_shown_and_become_ones_own_when_they_are_confirmed(
    session: Session, on_record: Any, shown: Show
) -> None:
    assess = session.logbook.disclosing.assess
    draft = replace(on_record.draft, kind=Kind.CARE)
    page = a_page(Step.DATA_PROTECTION, draft)
    page.edited.connect(lambda edited: page.show_assessment(assess(edited)))
    shown(page)
    page.show_assessment(assess(draft))
    usual = assess(draft).draft.data_protection
    assert usual.article_6 is not None
    assert fields_of(page)["data_protection.article_6"].value() is usual.article_6
    assert page._draft.data_protection == DataProtection()

    QTest.keyClick(page.findChild(CheckOption, "data-protection-confirmed"), Qt.Key.Key_Space)

    assert page._draft.data_protection == replace(usual, confirmed=True)
    assert assess(page._draft).draft.data_protection == page._draft.data_protection


def test_one_ground_that_is_changed_leaves_the_others_to_the_rules(
    session: Session, on_record: Any, shown: Show
) -> None:
    assess = session.logbook.disclosing.assess
    police = replace(on_record.draft.recipient, kind=PartyKind.POLICE)
    draft = replace(on_record.draft, kind=Kind.PUBLIC_INTEREST, recipient=police)
    page = a_page(Step.DATA_PROTECTION, draft)
    page.edited.connect(lambda edited: page.show_assessment(assess(edited)))
    shown(page)
    page.show_assessment(assess(draft))
    assert fields_of(page)["data_protection.interest"].isVisible()

    box = page.findChild(QComboBox, "data-protection-article-6")
    QTest.keyClick(box, Qt.Key.Key_End)

    assert page._draft.data_protection == DataProtection(article_6=Article6.LEGITIMATE_INTERESTS)
    assert not fields_of(page)["data_protection.interest"].isVisible()
    nine = fields_of(page)["data_protection.article_9"]
    assert nine.value() is Article9.SUBSTANTIAL_PUBLIC_INTEREST


def test_a_date_that_is_half_typed_is_not_typed_over_by_what_the_rules_say(
    session: Session, on_record: Any, shown: Show
) -> None:
    assess = session.logbook.disclosing.assess
    page = a_page(Step.FOLLOW_UP, on_record.draft)
    page.edited.connect(lambda edited: page.show_assessment(assess(edited)))
    shown(page)
    line = page.findChild(QLineEdit, "follow-up-review-on")

    QTest.keyClicks(line, "3 Janu")

    assert line.text() == "3 Janu"
    QTest.keyClicks(line, "ary")
    assert page._draft.follow_up.review_on == date(2027, 1, 3), "a day to come, not one that was"


def test_a_day_that_lies_behind_is_read_as_one(shown: Show) -> None:
    page = a_page(Step.SAFEGUARDING)
    shown(page)

    QTest.keyClicks(page.findChild(DateField, "").line, "3 January")

    assert page._draft.safeguarding is not None
    assert page._draft.safeguarding.found_on == date(2026, 1, 3)


# Records on file


def test_where_nothing_is_on_record_that_is_said_in_a_line(shown: Show, words: Words) -> None:
    page = a_page(Step.SERIES, records=NOTHING_ON_FILE)
    shown(page)

    assert "None is on record for this person." in words(page)
    assert page.findChildren(RadioOption) == []


def test_records_that_come_while_the_page_is_there_are_offered(shown: Show) -> None:
    page = a_page(Step.UNABLE, records=NOTHING_ON_FILE)
    shown(page)

    page.show_records(RECORDS)
    option = page.findChild(RadioOption, "unable-representative-1")
    QTest.keyClick(option, Qt.Key.Key_Space)

    assert "Carys Owen, daughter" in option.accessibleName()
    assert "The registered power, seen on 3 September 2026" in option.accessibleDescription()
    assert page._draft.unable == Unable(representative=REPRESENTATIVE.id)


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        (WhyUnable.LACKS_CAPACITY, CAPACITY.id),
        (WhyUnable.CHILD_NOT_COMPETENT, COMPETENCE.id),
    ],
)
def test_the_assessment_offered_is_of_what_they_lack(
    why: WhyUnable, expected: UUID, shown: Show
) -> None:
    page = a_page(Step.UNABLE, a_draft(unable=Unable(why=why)))
    shown(page)

    QTest.keyClick(page.findChild(RadioOption, "unable-assessment-1"), Qt.Key.Key_Space)

    assert page._draft.unable == Unable(why=why, assessment=expected)


def test_a_record_that_is_no_longer_on_file_is_not_passed_over_in_silence(shown: Show) -> None:
    page = a_page(Step.SERIES, a_draft(series=uuid4()))
    shown(page)

    chosen = [each for each in page.findChildren(RadioOption) if each.isChecked()]

    assert [each.accessibleName() for each in chosen] == ["A record that is no longer on file"]


# Lists


def test_a_part_that_is_withheld_is_noted_with_what_allows_it(
    session: Session, shown: Show
) -> None:
    rows = session.logbook.catalogue.rows[:2]
    page = a_page(
        Step.ACCESS,
        a_draft(access=Access(type=AccessType.BY_THE_PERSON)),
        replace(RECORDS, exemptions=rows),
    )
    shown(page)

    QTest.keyClick(page.findChild(QAbstractButton, "access-exemptions-add"), Qt.Key.Key_Space)
    QTest.keyClicks(QApplication.focusWidget(), "Notes of 3 May")
    QTest.keyClick(page.findChild(QComboBox, "access-exemptions-1-code"), Qt.Key.Key_End)
    QTest.keyClicks(
        page.findChild(QPlainTextEdit, "access-exemptions-1-reasons"), "They name her brother"
    )

    assert page._draft.access is not None
    assert page._draft.access.exemptions == (
        Exemption(code=rows[1].code, item="Notes of 3 May", reasons="They name her brother"),
    )
    QTest.keyClick(page.findChild(QAbstractButton, "access-exemptions-1-out"), Qt.Key.Key_Space)
    assert page._draft.access.exemptions == ()
    assert page.findChild(QAbstractButton, "access-exemptions-add").hasFocus()


def test_what_is_not_asked_of_an_entry_stays_in_it(shown: Show) -> None:
    there = Exemption(code="LB-X", item="Notes", opinion=Opinion(by="Dr Bevan"))
    page = a_page(Step.ACCESS, a_draft(access=Access(exemptions=(there,))))
    shown(page)

    QTest.keyClicks(page.findChild(QPlainTextEdit, "access-exemptions-1-reasons"), "x")

    assert page._draft.access is not None
    assert page._draft.access.exemptions == (replace(there, reasons="x"),)


def test_earlier_entries_are_asked_for_only_where_there_are_any_and_behind_more_questions(
    shown: Show, qtbot: QtBot
) -> None:
    alone = a_page(Step.FOLLOW_UP, records=NOTHING_ON_FILE, unfolded=False)
    page = a_page(Step.FOLLOW_UP, unfolded=False)
    shown(alone, page, height=3000)
    more = page.findChild(QAbstractButton, "follow-up-more")
    earlier = fields_of(page)["follow_up.supersedes"]
    assert not alone.findChild(QAbstractButton, "follow-up-more").isVisible()
    assert not fields_of(alone)["follow_up.supersedes"].isVisible()
    assert not earlier.isVisible()

    qtbot.keyClick(more, Qt.Key.Key_Space)

    assert earlier.isVisible()
    assert fields_of(page)["follow_up.related"].isVisible()
    assert page.part_in_focus() == "follow_up.supersedes"
    assert not more.isVisible()


def test_an_earlier_entry_that_is_named_is_in_sight(shown: Show) -> None:
    follow_up = FollowUp(related=(EARLIER[1].id,))
    page = a_page(Step.FOLLOW_UP, a_draft(follow_up=follow_up), unfolded=False)
    shown(page, height=3000)

    assert fields_of(page)["follow_up.related"].isVisible()
    assert not fields_of(page)["follow_up.supersedes"].isVisible()
    (ticked,) = [each for each in page.findChildren(CheckOption) if each.isChecked()]
    assert "D-2026-0001 of " in ticked.accessibleName()


def test_of_many_earlier_entries_the_latest_are_offered_and_the_one_that_is_named() -> None:
    many = tuple(filled(Disclosure, id=uuid4(), service_user=PERSON) for _each in range(25))
    follow_up = FollowUp(supersedes=many[-1].id)
    page = a_page(Step.FOLLOW_UP, a_draft(follow_up=follow_up), replace(RECORDS, earlier=many))

    offered = len(fields_of(page)["follow_up.supersedes"].findChildren(RadioOption))

    assert offered == MOST_EARLIER + 2, "with the one named, and none of these"
