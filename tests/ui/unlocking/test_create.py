# SPDX-License-Identifier: Apache-2.0
"""Choosing a passphrase and a place: what is suggested, said, and refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from logbook.domain.passphrase import Strength, Weakness
from tests.builders import PASSPHRASE, StandingClock
from ui.asking import Asking
from ui.background import Background
from ui.unlocking.create_screen import CreateScreen
from ui.unlocking.strength_words import in_words, level

Show = Callable[..., QWidget]


@pytest.fixture
def form(background: Background, clock: StandingClock, shown: Show, tmp_path: Path) -> CreateScreen:
    holder = QWidget()
    screen = CreateScreen(background, Asking(holder), clock)
    screen.holder = holder  # type: ignore[attr-defined]
    screen.show_place(tmp_path / "New")
    shown(screen)
    return screen


def line(screen: QWidget, name: str) -> QLineEdit:
    found = screen.findChild(QLineEdit, name)
    assert found is not None
    return found


def button(screen: QWidget, name: str) -> QPushButton:
    found = screen.findChild(QPushButton, name)
    assert found is not None
    return found


def words(screen: QWidget) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


@pytest.mark.usefixtures("listening")
def test_suggested_words_are_neither_copied_nor_told_until_asked(
    form: CreateScreen, qtbot: QtBot
) -> None:
    QApplication.clipboard().clear()
    heard: list[str] = []
    secret = line(form, "create-passphrase")
    secret.textChanged.connect(lambda text: heard.append(text) if QAccessible.isActive() else None)
    assert not button(form, "create-copy").isVisible()

    button(form, "create-suggest").click()
    suggested = secret.text()
    assert len(suggested.split()) == 5
    assert heard == []
    assert suggested not in words(form)
    assert QApplication.clipboard().text() == ""
    assert line(form, "create-passphrase-again").text() == ""
    qtbot.waitUntil(lambda: "Good" in words(form) or "Strong" in words(form), timeout=8_000)
    assert "bits" in words(form)

    button(form, "create-copy").click()
    assert QApplication.clipboard().text() == suggested
    button(form, "create-suggest").click()
    assert secret.text() != suggested

    qtbot.keyClick(secret, Qt.Key.Key_X)
    assert not button(form, "create-copy").isVisible()
    QApplication.clipboard().clear()


def test_what_is_weak_is_said_without_rules_about_letters(form: CreateScreen, qtbot: QtBot) -> None:
    qtbot.keyClicks(line(form, "create-practice-name"), "Larkfield Physiotherapy")
    qtbot.keyClicks(line(form, "create-passphrase"), "larkfieldphysiotherapy")
    qtbot.waitUntil(
        lambda: "It has a name or a number of yours in it." in words(form), timeout=8_000
    )
    said = words(form).casefold()
    assert not any(rule in said for rule in ("uppercase", "capital", "symbol", "digit"))


def test_level_is_good_only_for_what_a_new_logbook_accepts() -> None:
    def of(bits: float, *, enough: bool) -> Strength:
        return Strength(bits=bits, weaknesses=(Weakness.GUESSABLE,), is_enough=enough)

    assert [level(of(bits, enough=bits >= 50)) for bits in (0, 22, 30, 50, 64)] == [0, 1, 2, 3, 4]
    assert level(of(90, enough=False)) == 2
    assert "less than an hour" in in_words(of(10, enough=False))
    assert "too few guesses away" in in_words(of(40, enough=False))
    assert "thousands of years" in in_words(of(50, enough=True))
    assert "millions of years" in in_words(of(64, enough=True))
    assert "guesses away" not in in_words(of(64, enough=True))
    for bits, unit in ((25, "hours"), (30, "days"), (37, "years")):
        assert unit in in_words(of(bits, enough=False))


def fill(form: CreateScreen, qtbot: QtBot, passphrase: str) -> None:
    for name, text in (
        ("create-practice-name", "Larkfield Physiotherapy"),
        ("create-practitioner-name", "Rhian Prosser"),
        ("create-passphrase", passphrase),
        ("create-passphrase-again", passphrase),
    ):
        qtbot.keyClicks(line(form, name), text)
    form._form._address.setPlainText("2 Mill Lane, Ludlow")


def test_passphrase_that_is_too_weak_is_refused_beside_its_line(
    form: CreateScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    fill(form, qtbot, "password1234")
    button(form, "create-page-continue").click()
    qtbot.waitUntil(lambda: "too easily guessed" in words(form), timeout=20_000)
    assert line(form, "create-passphrase").hasFocus()
    assert list(tmp_path.glob("*.logbook")) == []


def test_synchronised_place_is_refused_at_once_and_another_offered(
    form: CreateScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    synced = tmp_path / "OneDrive - Practice"
    synced.mkdir()
    form.show_place(synced / "Practice.logbook")
    assert "kept in step with other computers" in words(form)
    fill(form, qtbot, PASSPHRASE)
    button(form, "create-page-continue").click()
    assert list(synced.iterdir()) == []

    button(form, "create-banner-action").click()
    assert "OneDrive" not in line(form, "create-place").text()
    assert line(form, "create-place").text().endswith("Practice.logbook")
    assert "kept in step" not in words(form)
