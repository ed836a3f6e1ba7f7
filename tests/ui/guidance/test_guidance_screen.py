# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.findings import Principle
from logbook.domain.guidance import Standard
from logbook.domain.legal_basis import LegalBasis, Standing, TellRule
from logbook.domain.practice import Nation
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from tests.builders import StandingClock
from ui.guidance.guidance_screen import GuidanceScreen
from ui.guidance.law_lines import columns, law_lines, matching
from ui.session import Session
from ui.theme import Tone
from ui.widgets.choice import ComboChoice
from ui.widgets.search_box import SearchBox

Part = TypeVar("Part", bound=QWidget)
Show = Callable[..., object]


def part(screen: QWidget, kind: type[Part], name: str) -> Part:
    found = screen.findChild(kind, name)
    assert found is not None, name
    return found


def words(screen: QWidget) -> str:
    QApplication.processEvents()
    labels = screen.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(screen))


def the_law(session: Session, shown: Show) -> GuidanceScreen:
    screen = GuidanceScreen(session)
    shown(screen)
    part(screen, QAbstractButton, "guidance-law").click()
    return screen


def test_the_principles_come_first_with_edition_source_and_what_the_older_one_says(
    session: Session, shown: Show
) -> None:
    screen = GuidanceScreen(session)
    shown(screen)

    said = words(screen)
    assert "Not legal advice" in said
    assert "Read by us on 22 November 2026" in said
    assert "www.hcpc-uk.org" in said
    for principle in Principle:
        assert f"{principle.value}. " in said
    assert "Consent in writing for uses other than care:" in said
    assert "ST5. " not in said


def test_the_ten_standards_are_shown_with_their_clauses(session: Session, shown: Show) -> None:
    screen = GuidanceScreen(session)
    shown(screen)

    part(screen, QAbstractButton, "guidance-standards").click()

    said = words(screen)
    for standard in Standard:
        assert f"{standard.value}. " in said
    assert "1.4: " in said


def test_the_law_is_that_of_the_practices_nation_until_another_is_chosen(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    screen = the_law(session, shown)
    catalogue, rows = session.logbook.catalogue, screen.law.table.records
    here = [row.code for row in catalogue.rows if Nation.ENGLAND in row.nations]
    assert [rows.id_at(row) for row in range(rows.rowCount())] == here

    nation = part(screen, ComboChoice, "law-nation")
    qtbot.keyClicks(nation, "All four")

    assert rows.rowCount() == len(catalogue.rows)
    assert f"{len(catalogue.rows)} rows of law" in words(screen)


def test_words_narrow_the_law_down_and_escape_shows_it_all_again(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    screen = the_law(session, shown)
    rows, search = screen.law.table.records, part(screen, SearchBox, "law-search")
    everything = rows.rowCount()

    qtbot.keyClicks(search, "MUTILATION")
    qtbot.waitUntil(lambda: rows.rowCount() < everything)
    codes = [rows.id_at(row) for row in range(rows.rowCount())]
    assert "LB-FGM5B" in codes
    assert "LB-COURT" not in codes
    qtbot.keyClick(search, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: rows.rowCount() == everything)


def test_what_matches_nothing_says_so(session: Session, shown: Show, qtbot: QtBot) -> None:
    screen = the_law(session, shown)

    qtbot.keyClicks(part(screen, SearchBox, "law-search"), "zzzz")

    qtbot.waitUntil(lambda: "Nothing matches." in words(screen))
    assert not part(screen, QWidget, "law-row").isVisible()


def test_a_row_says_who_is_bound_by_when_its_trap_and_whether_it_was_checked(
    session: Session, shown: Show
) -> None:
    screen = the_law(session, shown)

    row = a_checked_row(session)
    screen.law.table.choose(row.code)

    assert row.verified_on is not None
    said = words(part(screen, QWidget, "law-row"))
    for text in (
        row.title,
        row.citation,
        row.bound,
        row.addressee,
        row.deadline,
        row.penalty,
        row.evidence,
        row.trap,
        row.source,
        "In force",
        day_in_words(row.verified_on),
        label(row.tell),
        label(row.effect)[1:],
    ):
        assert text in said, text


def a_checked_row(session: Session) -> LegalBasis:
    return next(
        row
        for row in session.logbook.catalogue.rows
        if row.verified_on
        and row.trap
        and row.bound
        and row.tell is not TellRule.NOT_APPLICABLE
        and row.standing is Standing.IN_FORCE
        and Nation.ENGLAND in row.nations
    )


def test_a_row_from_memory_says_that_it_was_not_checked(session: Session) -> None:
    row = next(row for row in session.logbook.catalogue.rows if row.verified_on is None)

    said = dict(law_lines(row))

    assert said["Checked against its source"].startswith("Not yet")


def test_every_word_has_to_stand_somewhere_in_a_row(session: Session) -> None:
    rows = session.logbook.catalogue.rows

    both = matching(rows, None, "capacity scotland")

    assert matching(rows, None, "") == rows
    assert both
    assert set(both) == set(matching(rows, None, "capacity")) & set(
        matching(rows, None, "scotland")
    )


def test_what_nobody_looked_at_for_180_days_is_said_and_not_a_day_earlier(
    session: Session, shown: Show, clock: StandingClock
) -> None:
    compiled = session.logbook.catalogue.compiled_on
    clock.advance(days=(compiled - clock.now().date()).days + 180)
    screen = GuidanceScreen(session)
    shown(screen)
    assert "more than 180 days" not in words(screen)

    clock.advance(days=1)
    screen = GuidanceScreen(session)
    shown(screen)

    assert "Nobody has checked this for more than 180 days" in words(screen)
    assert session.logbook.catalogue.version in words(screen)


def test_the_screen_comes_back_to_its_view_its_filter_and_its_row(
    session: Session, shown: Show, qtbot: QtBot
) -> None:
    screen = the_law(session, shown)
    qtbot.keyClicks(part(screen, ComboChoice, "law-nation"), "Scotland")
    part(screen, SearchBox, "law-search").setText("incapacity")
    qtbot.keyClick(part(screen, SearchBox, "law-search"), Qt.Key.Key_Return)
    kept = screen.kept_view()

    again = GuidanceScreen(session)
    shown(again)
    again.show_view(kept)

    assert again.kept_view() == kept
    assert part(again, QAbstractButton, "guidance-law").isChecked()
    assert again.law.table.records.rowCount() == screen.law.table.records.rowCount()


def test_where_there_is_little_room_the_table_spares_columns_and_not_the_title(
    session: Session, shown: Show
) -> None:
    screen = the_law(session, shown)
    QApplication.processEvents()
    assert not screen.law.table.isColumnHidden(3)

    screen.law.resize(400, 600)

    assert screen.law.table.isColumnHidden(2)
    assert screen.law.table.isColumnHidden(3)
    assert not screen.law.table.isColumnHidden(0)


def test_the_list_says_of_a_row_what_is_the_matter_with_it(session: Session) -> None:
    status, checked = columns()[1], a_checked_row(session)
    from_memory = replace(checked, verified_on=None)
    not_law = replace(checked, standing=Standing.NOT_CONFIRMED)

    assert (status.text(checked), tone_of(checked)) == ("In force", None)
    assert (status.text(from_memory), tone_of(from_memory)) == ("Not checked", Tone.WARN)
    assert (status.text(not_law), tone_of(not_law)) == ("Not confirmed", Tone.STOP)


def tone_of(row: LegalBasis) -> Tone | None:
    tone = columns()[1].tone
    assert tone is not None
    return tone(row)
