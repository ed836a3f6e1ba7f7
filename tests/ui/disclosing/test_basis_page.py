# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from logbook.domain.basis import Attempt, Basis, RejectedBasis
from logbook.domain.consent import ConsentDecision
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily
from tests.builders import a_consent_draft
from ui.disclosing.basis_page import BasisPage
from ui.session import Session
from ui.widgets.choice import ComboChoice
from ui.widgets.text_area import TextArea

Show = Callable[..., object]
Find = Callable[..., Any]
FAMILIES = list(BasisFamily)


def a_page(session: Session, draft: Any, shown: Show) -> BasisPage:
    """A page that hears what the rules say after each edit, as it does in the wizard."""
    page = BasisPage(draft)
    assess = session.logbook.disclosing.assess
    page.edited.connect(lambda edited: page.show_assessment(assess(edited)))
    page.show_assessment(assess(draft))
    shown(page, height=3000)
    return page


def choose(page: BasisPage, family: BasisFamily, part: Find) -> None:
    option = part(page, QAbstractButton, f"basis-ground-{FAMILIES.index(family) + 1}")
    QTest.keyClick(option, Qt.Key.Key_Space)


def test_consent_asks_here_for_nothing_more(
    session: Session, on_record: Any, shown: Show, part: Find
) -> None:
    page = a_page(session, replace(on_record.draft, basis=Basis()), shown)

    choose(page, BasisFamily.CONSENT, part)

    assert page._draft.basis == Basis(family=BasisFamily.CONSENT)
    assert not part(page, QAbstractButton, "basis-attempt-1").isVisible()
    assert not part(page, TextArea, "basis-evidence").isVisible()


def test_the_public_interest_asks_for_its_row_and_for_what_was_tried(
    session: Session, on_record: Any, shown: Show, part: Find, words: Any
) -> None:
    draft = replace(on_record.draft, kind=Kind.PUBLIC_INTEREST, basis=Basis())
    page = a_page(session, draft, shown)

    choose(page, BasisFamily.PUBLIC_INTEREST, part)
    QTest.keyClicks(part(page, ComboChoice, "basis-law"), "Public")
    QTest.keyClicks(part(page, TextArea, "basis-evidence"), "Said so today")
    QTest.keyClick(part(page, QAbstractButton, "basis-attempt-2"), Qt.Key.Key_Space)
    QTest.keyClicks(part(page, TextArea, "basis-why"), "Waiting would harm")

    assert page._draft.basis == Basis(
        family=BasisFamily.PUBLIC_INTEREST,
        legal_basis="LB-CL-PI",
        evidence="Said so today",
        attempt=Attempt.REFUSED,
        why_without_consent="Waiting would harm",
    )
    assert "not legal advice" in words(page)


def test_the_law_has_a_step_of_its_own(
    session: Session, on_record: Any, shown: Show, part: Find
) -> None:
    page = a_page(session, replace(on_record.draft, kind=Kind.LAW, basis=Basis()), shown)

    choose(page, BasisFamily.LAW, part)

    assert not part(page, ComboChoice, "basis-law").isVisible()
    assert part(page, QAbstractButton, "basis-attempt-1").isVisible()


def test_words_for_another_ground_stay_off_a_record_that_rests_on_consent(
    session: Session, on_record: Any, shown: Show, part: Find
) -> None:
    draft = replace(
        on_record.draft,
        basis=Basis(
            family=BasisFamily.PUBLIC_INTEREST,
            legal_basis="LB-CL-PI",
            why_without_consent="They refused",
            attempt=Attempt.REFUSED,
        ),
    )
    page = a_page(session, draft, shown)

    choose(page, BasisFamily.CONSENT, part)

    assert page._draft.basis == Basis(family=BasisFamily.CONSENT)


def test_what_was_considered_and_left_is_kept_with_the_reason(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    draft = replace(on_record.draft, kind=Kind.PUBLIC_INTEREST, basis=Basis())
    page = a_page(session, draft, shown)
    choose(page, BasisFamily.PUBLIC_INTEREST, part)
    assert not part(page, QAbstractButton, "rejected-public-interest").isVisible()

    qtbot.keyClick(part(page, QAbstractButton, "rejected-consent"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: part(page, QLineEdit, "rejected-consent-because").isVisible())
    qtbot.keyClicks(part(page, QLineEdit, "rejected-consent-because"), "Refused")

    assert page._draft.basis.rejected == (
        RejectedBasis(family=BasisFamily.CONSENT, because="Refused"),
    )


def test_a_refusal_on_record_is_offered_to_be_gone_beyond(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    refused = a_consent_draft(on_record.person.id)
    refused = replace(refused, giving=replace(refused.giving, decision=ConsentDecision.REFUSED))
    session.logbook.consenting.record(refused)
    draft = replace(on_record.draft, kind=Kind.PUBLIC_INTEREST, basis=Basis())
    page = a_page(session, draft, shown)
    choose(page, BasisFamily.PUBLIC_INTEREST, part)

    qtbot.keyClick(part(page, QAbstractButton, "basis-refused-consent-1"), Qt.Key.Key_Space)

    assert page._draft.basis.refused_consent == refused.id


def test_that_it_goes_ahead_anyway_is_asked_only_where_they_were_asked(
    session: Session, on_record: Any, shown: Show, qtbot: QtBot, part: Find
) -> None:
    draft = replace(on_record.draft, kind=Kind.PUBLIC_INTEREST, basis=Basis())
    page = a_page(session, draft, shown)
    choose(page, BasisFamily.PUBLIC_INTEREST, part)
    anyway = part(page, QAbstractButton, "basis-false-choice")
    attempts = list(Attempt)
    for attempt in attempts:
        number = attempts.index(attempt) + 1
        qtbot.keyClick(part(page, QAbstractButton, f"basis-attempt-{number}"), Qt.Key.Key_Space)
        assert anyway.isVisible() is (attempt is not Attempt.NOT_ASKED)
    qtbot.keyClick(part(page, QAbstractButton, "basis-attempt-2"), Qt.Key.Key_Space)

    with qtbot.waitSignal(page.edited):
        qtbot.keyClick(anyway, Qt.Key.Key_Space)

    assert page._draft.basis.false_choice
