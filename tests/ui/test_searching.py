# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.builders import a_consent_draft, a_disclosure_draft, a_person
from ui.searching.search_panel import SearchPanel
from ui.session import Session
from ui.widgets.search_box import SearchBox

Show = Callable[..., object]


def a_panel(session: Session, shown: Show) -> tuple[SearchBox, SearchPanel]:
    box, room = SearchBox("Search"), QWidget()
    shown(box, room)
    panel = SearchPanel(session, box, room)
    panel.resize(600, 400)
    return box, panel


def titles(panel: SearchPanel) -> list[str]:
    return [panel.list.item(row).text().split(". ")[0] for row in range(panel.list.count())]


def test_results_are_grouped_by_kind_as_one_types(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    person = a_person(name="Zoë Okafor")
    session.logbook.enrolling.add(person)
    consent = a_consent_draft(person.id)
    session.logbook.consenting.record(consent)
    session.logbook.disclosing.record(a_disclosure_draft(person.id, consent.id))
    box, panel = a_panel(session, shown)

    qtbot.keyClicks(box, "okaf")
    qtbot.waitUntil(panel.isVisible)

    assert panel.found() == 3
    assert [title for title in titles(panel) if title in {"People", "Disclosures", "Consents"}] == [
        "People",
        "Disclosures",
        "Consents",
    ]


def test_the_arrow_goes_into_the_results_and_enter_opens_the_first(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    person = a_person(name="Zoë Okafor")
    session.logbook.enrolling.add(person)
    box, panel = a_panel(session, shown)
    qtbot.keyClicks(box, "zoe")
    qtbot.waitUntil(panel.isVisible)

    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert panel.list.hasFocus()
    with qtbot.waitSignal(panel.open_person) as opened:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)

    assert opened.args == [person.id]
    assert not panel.isVisible()
    assert box.text() == ""


def test_up_from_the_first_result_returns_to_the_line(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    session.logbook.enrolling.add(a_person(name="Zoë Okafor"))
    box, panel = a_panel(session, shown)
    qtbot.keyClicks(box, "zoe")
    qtbot.waitUntil(panel.isVisible)
    qtbot.keyClick(box, Qt.Key.Key_Down)

    qtbot.keyClick(panel.list, Qt.Key.Key_Up)

    assert box.hasFocus()


def test_nothing_found_is_said_and_escape_closes_the_results(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    box, panel = a_panel(session, shown)

    qtbot.keyClicks(box, "nobody")
    qtbot.waitUntil(panel.isVisible)
    assert panel.found() == 0

    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_what_is_typed_is_never_a_query_language(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    session.logbook.enrolling.add(a_person(name="Zoë Okafor"))
    box, panel = a_panel(session, shown)

    qtbot.keyClicks(box, '" OR zoe* NEAR(')
    qtbot.waitUntil(panel.isVisible)

    assert panel.found() == 0
