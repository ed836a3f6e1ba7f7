# SPDX-License-Identifier: Apache-2.0
"""The page of somebody's records, and the small forms that lead from it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from logbook.app import ReadOnly
from logbook.domain.anchored import ReadOnlyReason
from logbook.domain.destruction import RetentionChoice, RetentionDecision
from logbook.domain.erasure import ErasureDecision, ErasureExemption, ErasureOutcome
from logbook.domain.holds import HoldReason
from logbook.domain.lines import LineKind
from logbook.domain.practice import Role
from logbook.domain.records import Act
from tests.builders import a_retention_decision
from tests.ui.retention.conftest import Enter, Folder, Hands
from ui.frame.places import TODAY, Place, Spot
from ui.retention.keeping_form import KeepingForm
from ui.retention.keeping_screen import KeepingScreen
from ui.retention.wishes import KeepingTask
from ui.widgets.not_for_you import NotForYou
from ui.widgets.text_area import TextArea


def page(hands: Hands, folder: Folder, which: str) -> Place:
    person = getattr(folder, which)
    hands.seen(person)
    place = Place(spot=Spot.KEEPING, id=person)
    hands.go(place)
    return place


def typed_in(hands: Hands, name: str) -> QLineEdit | TextArea:
    lines: list[QLineEdit | TextArea] = [
        *hands.screen.findChildren(QLineEdit),
        *hands.screen.findChildren(TextArea),
    ]
    return next(each for each in lines if each.accessibleIdentifier() == name)


def test_the_page_says_until_when_why_by_which_source_and_what_is_held(
    hands: Hands, folder: Folder
) -> None:
    page(hands, folder, "due")
    said = hands.words()
    assert "The last day on which everything had to be kept was 20 November 2034." in said
    assert "Not legal advice. Ask your professional body" in said
    assert "Nothing holds these records." in said
    assert "3 records, recorded on 20 November 2026." in said
    assert "Consents and refusals: 1" in said
    assert "8 years, counted from the last contact or discharge." in said
    assert "Rule R-ADULT-E: NHS Transformation Directorate" in said
    assert "checked against its source, last on 21 November 2026." in said
    assert "Rule R-DISCLOSURE: " in said


def test_a_period_nobody_checked_is_said_to_be_unverified(hands: Hands, folder: Folder) -> None:
    page(hands, folder, "held")
    said = hands.words()
    assert "No day yet: a linked file is still open. A hold keeps it longer" in said
    assert "It rests on a period that nobody has checked against its source." in said


def test_a_hold_is_placed_by_keyboard_and_keeps_everything(hands: Hands, folder: Folder) -> None:
    place = page(hands, folder, "due")
    hands.press("keeping-hold")
    assert isinstance(hands.screen, KeepingForm)
    hands.type_in("keeping-who", "HCPC")
    hands.type_in("keeping-reference", "FTP 118")
    hands.press("keeping-form-continue")

    assert hands.frame.place == place
    (hold,) = hands.logbook.reviewing.holds_of(folder.due)
    assert (hold.who, hold.reference, hold.why) == ("HCPC", "FTP 118", HoldReason.COMPLAINT)
    assert (hold.start, hold.review_on) == (date(2036, 3, 20), date(2037, 3, 20))
    assert "A complaint · FTP 118. HCPC, since 20 March 2036." in hands.words()
    assert hands.logbook.destroying.due() == ()


def test_a_hold_without_who_asked_for_it_is_refused_beside_the_field(
    hands: Hands, folder: Folder
) -> None:
    page(hands, folder, "due")
    hands.click("keeping-hold")
    hands.click("keeping-form-continue")

    assert isinstance(hands.screen, KeepingForm)
    assert "This cannot be recorded yet" in hands.words()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleIdentifier() == "keeping-who"
    assert hands.logbook.reviewing.holds_of(folder.due) == ()


def test_a_hold_is_lifted_with_a_reason_and_not_without_one(hands: Hands, folder: Folder) -> None:
    page(hands, folder, "held")
    hands.click("hold-1-end")
    hands.click("keeping-form-continue")
    assert "This cannot be recorded yet" in hands.words()

    QTest.keyClicks(hands.part(TextArea, "keeping-ended-because"), "The claim was settled")
    hands.click("keeping-form-continue")

    (hold,) = hands.logbook.reviewing.holds_of(folder.held)
    assert (hold.ended_on, hold.ended_because) == (date(2036, 3, 20), "The claim was settled")
    assert "Lifted on 20 March 2036. Reason: The claim was settled" in hands.words()
    acts = [each.act for each in hands.logbook.reviewing.timeline(folder.held)]
    assert Act.HOLD_ENDED in acts


def test_a_hold_that_is_still_needed_is_looked_at_again_later(hands: Hands, folder: Folder) -> None:
    page(hands, folder, "held")
    hands.click("hold-1-review")
    line = hands.part(QLineEdit, "keeping-review-on")
    line.clear()
    QTest.keyClicks(line, "1 March 2038")
    hands.click("keeping-form-continue")

    (hold,) = hands.logbook.reviewing.holds_of(folder.held)
    assert (hold.review_on, hold.ended_on) == (date(2038, 3, 1), None)


FORMS = {
    "a hold": ("due", KeepingTask.HOLD, "keeping-who", LineKind.HOLD),
    "its end": ("held", KeepingTask.HOLD_END, "keeping-ended-because", LineKind.HOLD),
    "its review": ("held", KeepingTask.HOLD_REVIEW, "keeping-reference", LineKind.HOLD),
    "a decision": (
        "due",
        KeepingTask.DECISION,
        "keeping-reasons",
        LineKind.RETENTION_DECISION,
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_lock_returns_to_the_form_with_what_was_typed(
    hands: Hands, folder: Folder, name: str
) -> None:
    which, task, field, kind = FORMS[name]
    person = getattr(folder, which)
    hands.seen(person)
    hold = next(iter(hands.logbook.reviewing.holds_of(person)), None)
    begins = hold is not None and task is not KeepingTask.HOLD
    place = Place(
        spot=Spot.KEEPING, id=person, task=task, about=hold.id if begins and hold else None
    )
    hands.go(place)
    line = typed_in(hands, field)
    QTest.keyClicks(line, "Zoe Ok")

    hands.lock()
    assert "Zoe" not in "".join(
        each.text() for each in hands.window.findChildren(QLineEdit) if each.isVisible()
    )
    hands.unlock()

    assert hands.frame.place == place
    assert "Zoe Ok" in typed_in(hands, field).text()
    hands.go(TODAY)
    (draft,) = hands.logbook.drafting.all()
    assert draft.kind is kind
    hands.click("draft-1-open")
    assert hands.frame.place == place


def test_to_retain_needs_a_day_and_a_reason_and_takes_the_place_of_the_schedule(
    hands: Hands, folder: Folder
) -> None:
    page(hands, folder, "due")
    hands.click("keeping-decide")
    assert hands.part(QAbstractButton, "keeping-choice-1").isChecked()
    hands.click("keeping-form-continue")
    assert "This cannot be recorded yet" in hands.words()

    QTest.keyClicks(hands.part(QLineEdit, "keeping-until"), "1 March 2040")
    QTest.keyClicks(hands.part(TextArea, "keeping-reasons"), "Treatment may go on")
    hands.click("keeping-form-continue")

    outlook = hands.logbook.retaining.outlook(folder.due)
    assert outlook is not None
    assert outlook.decided is not None
    assert (outlook.until, outlook.decided.choice) == (date(2040, 3, 1), RetentionChoice.RETAIN)
    said = hands.words()
    assert "Everything is kept until 1 March 2040." in said
    assert "Reason: Treatment may go on" in said
    assert "The schedule proposed 20 November 2034." in said


def test_what_is_not_due_is_kept_longer_or_less_long_and_never_destroyed(
    hands: Hands, folder: Folder
) -> None:
    page(hands, folder, "kept")
    hands.click("keeping-decide")
    labels = [
        each.text() or each.accessibleName()
        for each in hands.screen.findChildren(QAbstractButton)
        if each.isVisible() and each.accessibleIdentifier().startswith("keeping-choice")
    ]
    assert labels == ["Keep longer", "Keep for less time"]


def test_a_decision_to_destroy_waits_for_an_administrator(enter: Enter, folder: Folder) -> None:
    hands = enter(Role.PRACTITIONER)
    page(hands, folder, "due")
    hands.click("keeping-decide")
    QTest.keyClick(hands.part(QAbstractButton, "keeping-choice-2"), Qt.Key.Key_Space)
    hands.click("keeping-form-continue")

    assert isinstance(hands.screen, KeepingScreen)
    assert "Only administrators carry it out." in hands.words()
    assert not hands.has("keeping-destroy")
    assert not hands.has("keeping-erasure")
    outlook = hands.logbook.retaining.outlook(folder.due)
    assert outlook is not None
    decision = hands.logbook.reviewing.record(outlook.open_decision or folder.due)
    assert isinstance(decision, RetentionDecision)
    assert decision.choice is RetentionChoice.DESTROY
    for task in (KeepingTask.DESTROYING, KeepingTask.ERASURE):
        hands.go(Place(spot=Spot.KEEPING, id=folder.due, task=task, about=decision.id))
        assert isinstance(hands.screen, NotForYou)


def test_a_later_decision_to_retain_takes_the_place_of_one_to_destroy(
    hands: Hands, folder: Folder
) -> None:
    page(hands, folder, "due")
    hands.click("keeping-decide")
    QTest.keyClick(hands.part(QAbstractButton, "keeping-choice-2"), Qt.Key.Key_Space)
    hands.click("keeping-form-continue")
    assert hands.has("keeping-destroy")
    hands.logbook.destroying.decide(
        a_retention_decision(
            folder.due,
            folder.due,
            until=date(2040, 1, 1),
            proposed=date(2034, 11, 20),
            decided_on=date(2036, 3, 20),
        )
    )
    page(hands, folder, "due")
    assert not hands.has("keeping-destroy")


def test_a_reason_to_destroy_names_nobody(hands: Hands, folder: Folder) -> None:
    page(hands, folder, "due")
    hands.click("keeping-decide")
    QTest.keyClick(hands.part(QAbstractButton, "keeping-choice-2"), Qt.Key.Key_Space)
    QTest.keyClicks(hands.part(TextArea, "keeping-reasons"), "Mrs Llwyd moved away")
    hands.click("keeping-form-continue")

    assert isinstance(hands.screen, KeepingForm)
    assert "This sentence stays when the records are gone" in hands.words()
    outlook = hands.logbook.retaining.outlook(folder.due)
    assert outlook is not None
    assert outlook.open_decision is None


def test_an_answer_to_a_request_for_erasure_is_refused_unless_somebody_grants_it(
    hands: Hands, folder: Folder
) -> None:
    page(hands, folder, "due")
    hands.click("keeping-erasure")
    assert hands.part(QAbstractButton, "keeping-outcome-3").isChecked()
    hands.click("keeping-form-continue")
    assert "This cannot be recorded yet" in hands.words()
    hands.part(QAbstractButton, "keeping-exemptions-5").click()
    hands.click("keeping-form-continue")

    (moment,) = (
        each
        for each in hands.logbook.reviewing.timeline(folder.due)
        if each.act is Act.ERASURE_DECIDED
    )
    assert isinstance(moment.record, ErasureDecision)
    assert moment.record.outcome is ErasureOutcome.REFUSED
    assert moment.record.exemptions == (ErasureExemption.HEALTH_CARE,)
    assert moment.record.objects == ()
    assert not hands.has("keeping-destroy")


def test_a_part_is_erased_with_what_was_named(hands: Hands, folder: Folder) -> None:
    page(hands, folder, "due")
    hands.click("keeping-erasure")
    hands.part(QAbstractButton, "keeping-outcome-2").click()
    said = [
        each.text() or each.accessibleName()
        for each in hands.screen.findChildren(QAbstractButton)
        if each.isVisible() and each.accessibleIdentifier().startswith("keeping-objects")
    ]
    assert any("Disclosure · D-2026-0001" in each for each in said), said
    hands.part(QAbstractButton, "keeping-objects-2").click()
    hands.part(QAbstractButton, "keeping-exemptions-5").click()
    hands.click("keeping-form-continue")

    assert isinstance(hands.screen, KeepingScreen)
    outlook = hands.logbook.retaining.outlook(folder.due)
    assert outlook is not None
    assert outlook.open_decision is not None
    review = hands.logbook.destroying.review(outlook.open_decision)
    assert [each.number for each in review.goes] == ["D-2026-0001"]


def test_a_logbook_that_may_only_be_read_offers_no_change(hands: Hands, folder: Folder) -> None:
    hands.seen(folder.held)
    hands.logbook._opened.turn_read_only(ReadOnly(reason=ReadOnlyReason.ASKED))
    hands.go(Place(spot=Spot.KEEPING, id=folder.held))
    for name in ("keeping-decide", "keeping-erasure", "keeping-hold", "hold-1-end"):
        assert not hands.has(name)
