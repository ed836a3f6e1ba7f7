# SPDX-License-Identifier: Apache-2.0
"""Banner, notices, empty state, search box, strength meter, buttons."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.focus_ring import FocusRing
from ui.widgets.layouts import row
from ui.widgets.notes_panel import NotesPanel, Notice, NoticeCard
from ui.widgets.search_box import SearchBox
from ui.widgets.strength_meter import StrengthMeter
from ui.widgets.text import Text

Show = Callable[..., QMainWindow]


def _words(widget: QWidget) -> list[str]:
    return [text.text() for text in widget.findChildren(Text) if text.isVisible() and text.text()]


@pytest.mark.usefixtures("listening")
def test_a_banner_says_its_tone_in_a_word_and_can_be_dismissed(shown: Show, qtbot: QtBot) -> None:
    banner = Banner()
    shown(banner)
    assert not banner.isVisible()
    banner.show_message(Tone.STOP, "The disk is full.", "Try again")
    assert _words(banner) == ["Stop", "The disk is full."]
    assert banner.accessibleName() == "Stop: The disk is full."
    with qtbot.waitSignal(banner.acted):
        QTest.mouseClick(banner.findChild(QPushButton, "banner-action"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(banner.dismissed):
        QTest.keyClick(banner.findChild(QPushButton, "banner-dismiss"), Qt.Key.Key_Space)
    assert not banner.isVisible()


def test_each_notice_has_word_sentence_and_why(shown: Show, qtbot: QtBot) -> None:
    panel = NotesPanel("What this means", "Nothing to say yet.")
    shown(panel)
    assert "Nothing to say yet." in _words(panel)
    panel.show_notices([Notice(tone=Tone.WARN, text="Think of less.", why="Principle 3")])
    qtbot.waitUntil(panel.findChild(NoticeCard).isVisible)
    assert _words(panel)[-3:] == ["Take care", "Think of less.", "Why: Principle 3"]
    assert "Nothing to say yet." not in _words(panel)
    card = panel.findChild(NoticeCard)
    assert card.accessibleName() == "Take care: Think of less."
    assert card.accessibleDescription() == "Principle 3"


def test_the_same_notices_again_leave_the_cards_alone(shown: Show, qtbot: QtBot) -> None:
    panel = NotesPanel("What this means")
    shown(panel)
    notices = [Notice(tone=Tone.INFO, text="One."), Notice(tone=Tone.DONE, text="Two.")]
    panel.show_notices(notices)
    cards = panel.findChildren(NoticeCard)
    panel.show_notices(list(notices))
    assert panel.findChildren(NoticeCard) == cards
    panel.show_notices(notices[1:])
    qtbot.waitUntil(lambda: _words(panel) == ["What this means", "Done", "Two."])


def test_a_card_holds_its_parts_under_its_heading(shown: Show) -> None:
    card = Card("Practice", "practice-card")
    shown(card)
    card.add(Text("first"))
    line = row()
    line.addWidget(Text("second"))
    card.add(line)
    card.show_heading("The practice")
    assert [text.text() for text in card.findChildren(Text)] == ["The practice", "first", "second"]
    assert card.accessibleName() == "The practice"


def test_an_empty_state_is_a_sentence_with_a_way_on(shown: Show, qtbot: QtBot) -> None:
    empty = EmptyState("inbox", "Nothing to do today", "Things to do stand here.", "New disclosure")
    shown(empty)
    assert _words(empty) == ["Nothing to do today", "Things to do stand here."]
    with qtbot.waitSignal(empty.acted):
        QTest.keyClick(empty.findChild(QPushButton), Qt.Key.Key_Space)


def test_a_search_asks_once_after_a_burst_of_keys(shown: Show, qtbot: QtBot) -> None:
    box, asked = SearchBox("Search"), list[str]()
    box.searched.connect(asked.append)
    shown(box)
    with qtbot.waitSignal(box.searched):
        QTest.keyClicks(box, " oka")
    assert asked == ["oka"]


def test_a_search_set_without_the_keyboard_asks_and_an_empty_one_asks_at_once(
    shown: Show, qtbot: QtBot
) -> None:
    box, asked = SearchBox("Search"), list[str]()
    box.searched.connect(asked.append)
    shown(box)
    # An assistive technology sets the text through the accessibility interface.
    spoken = QAccessible.queryAccessibleInterface(box)
    with qtbot.waitSignal(box.searched):
        spoken.setText(QAccessible.Text.Value, "oka")
    spoken.setText(QAccessible.Text.Value, "")
    assert asked == ["oka", ""]

    box.show_words("what was looked for before")
    qtbot.wait(150)
    assert asked == ["oka", ""]


def test_escape_empties_a_search_and_down_leaves_it(shown: Show, qtbot: QtBot) -> None:
    box = SearchBox("Search")
    shown(box)
    QTest.keyClicks(box, "x")
    with qtbot.waitSignal(box.searched) as asked:
        QTest.keyClick(box, Qt.Key.Key_Escape)
    assert asked.args == [""]
    assert box.text() == ""
    with qtbot.waitSignal(box.left_down):
        QTest.keyClick(box, Qt.Key.Key_Down)


@pytest.mark.parametrize(("score", "word"), [(0, "Very weak"), (2, "Fair"), (4, "Strong")])
def test_strength_is_told_in_words(shown: Show, score: int, word: str) -> None:
    meter = StrengthMeter()
    shown(meter)
    meter.show_score(score, "Add a word.")
    assert _words(meter)[0].startswith(word)
    assert _words(meter)[1] == "Add a word."
    meter.show_score(None)
    assert _words(meter) == []


def test_the_ring_goes_with_the_focus_and_outlives_a_window(shown: Show, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    ring = FocusRing(app)
    for _time in range(2):
        first, second = primary_button("One", "one"), primary_button("Two", "two")
        window = shown(first, second)
        for button in (first, second):
            button.setFocus()
            frame = ring._ring
            assert frame is not None
            assert frame.isVisible()
            around = frame.rect().translated(frame.mapTo(window, frame.rect().topLeft()))
            place = button.rect().translated(button.mapTo(window, button.rect().topLeft()))
            assert around.contains(place)
            assert around != place
        window.close()
        window.centralWidget().deleteLater()
        qtbot.wait(1)
    ring.deleteLater()
