# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.theme import Appearance
from ui.widgets.choice import Alternative, Choice
from ui.widgets.field import Field
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.text_area import TextArea

Show = Callable[..., QMainWindow]
LONG = "Explain in a few plain sentences what the other side needs and why it cannot be less. "


@pytest.fixture(params=[100, 200])
def zoomed(request: pytest.FixtureRequest, dressed: QApplication) -> Iterator[int]:
    theme.apply(dressed, Appearance(zoom=request.param))
    yield request.param
    theme.apply(dressed, Appearance())


def _full_page() -> PageScaffold:
    page = PageScaffold(
        "A title that is long enough to need a second line at a large size", LONG * 2,
        identifier="page", back="&Yn ôl i'r cam blaenorol", unsure="&Dydw i ddim yn siŵr o gwbl",
        forward="&Parhau i'r cam nesaf",
    )  # fmt: skip
    explained = [
        Alternative(value=number, title=f"Choice {number}", explanation=LONG) for number in range(3)
    ]
    page.add(Choice("Which of these fits best?", explained, identifier="fits"))
    page.add(Field("&In your own words", TextArea(), hint=LONG))
    field = Field("&Recipient", QLineEdit())
    field.show_problem(LONG)
    page.add(field)
    return page


def ways_on(page: PageScaffold) -> list[QPushButton]:
    return [page.back_button, page.unsure_button, page.forward_button]


def in_sight(widget: QWidget, window: QMainWindow) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect() and window.rect().contains(
        widget.mapTo(window, widget.rect().bottomRight())
    )


def test_no_text_is_cut_at_1024_by_700_at_any_zoom(shown: Show, zoomed: int, qtbot: QtBot) -> None:
    assert zoomed
    page = _full_page()
    window = shown(page)
    theme.apply(QApplication.instance(), Appearance(zoom=zoomed))  # type: ignore[arg-type]
    qtbot.wait(30)
    assert (window.width(), window.height()) == (1024, 700)
    assert page.scroller.horizontalScrollBar().maximum() == 0
    labels = [label for label in page.findChildren(QLabel) if label.isVisible()]
    assert len(labels) > 5
    for label in labels:
        assert label.height() >= label.heightForWidth(label.width()), label.text()
    for button in page.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width(), button.text()
        page.scroller.ensureWidgetVisible(button)
        corner = button.mapTo(window, button.rect().bottomRight())
        assert window.rect().contains(corner), button.text()


def test_the_ways_on_stay_in_sight_and_leave_two_thirds_of_the_page_to_the_question(
    shown: Show, zoomed: int, qtbot: QtBot
) -> None:
    page = PageScaffold("Why is it needed?", LONG, identifier="page")
    page.add(Field("&In your own words", TextArea()))
    window = shown(page)
    theme.apply(QApplication.instance(), Appearance(zoom=zoomed))  # type: ignore[arg-type]
    qtbot.wait(30)

    assert page.scroller.height() >= window.height() * 2 / 3 - 20
    assert in_sight(page.forward_button, window)
    rows = {button.mapTo(page, button.rect().center()).y() for button in ways_on(page)}
    assert len(rows) == 1


def test_in_a_low_page_the_ways_on_stand_at_its_end_and_scroll_with_it(
    shown: Show, qtbot: QtBot
) -> None:
    page = _full_page()
    window = shown(page, width=480, height=320)
    qtbot.wait(10)

    assert page.scroller.height() >= page.height() - 1
    assert not in_sight(page.forward_button, window)
    page.forward_button.setFocus()
    qtbot.waitUntil(lambda: in_sight(page.forward_button, window))

    window.resize(1024, 700)
    qtbot.wait(30)
    assert page.forward_button.hasFocus()
    assert in_sight(page.forward_button, window)
    assert page.scroller.height() < page.height()


@pytest.mark.parametrize(("width", "lines"), [(900, 1), (600, 2), (260, 3)])
def test_the_ways_on_take_as_many_lines_as_they_need_and_cut_no_label(
    shown: Show, qtbot: QtBot, width: int, lines: int
) -> None:
    page = _full_page()
    shown(page, width=width, height=1000)
    qtbot.wait(10)

    rows = {button.mapTo(page, button.rect().center()).y() for button in ways_on(page)}
    assert len(rows) == lines
    assert all(button.width() >= button.sizeHint().width() for button in ways_on(page))


def test_the_column_of_text_stays_easy_to_read(shown: Show, zoomed: int, qtbot: QtBot) -> None:
    page = _full_page()
    shown(page, width=1900)
    qtbot.wait(10)
    widest = max(label.width() for label in page.findChildren(QLabel) if label.isVisible())
    assert widest <= 720 * zoomed / 100


def test_the_keys_of_the_footer_work_from_the_page(shown: Show, qtbot: QtBot) -> None:
    page = PageScaffold("Title", identifier="page")
    window = shown(page)
    alt = Qt.KeyboardModifier.AltModifier
    for signal, key in (
        (page.back, Qt.Key.Key_B), (page.unsure, Qt.Key.Key_S), (page.on, Qt.Key.Key_C),
    ):  # fmt: skip
        with qtbot.waitSignal(signal):
            QTest.keyClick(window, key, alt)


def test_a_button_without_a_label_is_left_out(shown: Show) -> None:
    page = PageScaffold("Title", identifier="page", unsure="", back="")
    shown(page)
    visible = [button.text() for button in page.findChildren(QPushButton) if button.isVisible()]
    assert visible == ["&Continue"]


def test_the_field_with_the_focus_is_scrolled_into_sight(shown: Show, qtbot: QtBot) -> None:
    page = _full_page()
    last = QLineEdit()
    page.add(Field("&Last", last))
    window = shown(page, height=400)
    last.setFocus()
    qtbot.wait(10)
    assert (
        page.scroller.viewport()
        .rect()
        .contains(last.mapTo(page.scroller.viewport(), last.rect().center()))
    )
    assert window.isVisible()


def test_a_page_is_announced_by_its_title(shown: Show) -> None:
    page = PageScaffold("Why is it needed?", "One purpose.", identifier="purpose")
    shown(page)
    assert page.accessibleName() == "Why is it needed?"
    assert page.accessibleIdentifier() == "purpose"
    page.show_title("Who asks?")
    assert page.accessibleName() == "Who asks?"
