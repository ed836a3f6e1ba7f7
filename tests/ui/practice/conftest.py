# SPDX-License-Identifier: Apache-2.0
"""Finds the parts of a section, types into them, and waits for what a worker makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from logbook.app import Logbook, unlock_job
from logbook.domain.practice import Practitioner
from tests.builders import COLLEAGUES, StandingClock, a_logbook
from ui.background import Background
from ui.practice.task_card import TaskCard
from ui.preferences import Preferences
from ui.session import Session

Part = TypeVar("Part", bound=QWidget)
SignIn = Callable[..., Session]

WAIT_MS = 30_000


class Room:
    """A section in a window, as a person finds it."""

    def __init__(self, section: QWidget, qtbot: QtBot) -> None:
        self.section, self.qtbot = section, qtbot

    def part(self, kind: type[Part], name: str) -> Part:
        # What was put away a moment ago is a child still, and hidden.
        found = self.section.findChildren(kind, name)
        assert found, name
        return next((each for each in found if each.isVisibleTo(self.section)), found[-1])

    def type_in(self, name: str, text: str) -> None:
        line = self.part(QLineEdit, name)
        line.clear()
        QTest.keyClicks(line, text)

    def press(self, name: str) -> None:
        button = self.part(QPushButton, name)
        assert button.isVisibleTo(self.section), name
        assert button.isEnabled(), name
        button.click()

    def words(self) -> str:
        QApplication.processEvents()
        labels = self.section.findChildren(QLabel)
        return "\n".join(each.text() for each in labels if each.isVisibleTo(self.section))

    def wait_for(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.words(), timeout=WAIT_MS)

    def confirm(self, card: TaskCard) -> None:
        (dialog,) = card.asking.open_dialogs
        button = dialog.findChild(QPushButton, "confirm-yes")
        assert button is not None
        button.click()

    def choose(self, card: TaskCard, path: Path) -> None:
        self.qtbot.waitUntil(lambda: bool(card.asking.open_dialogs), timeout=WAIT_MS)
        dialog: QDialog = card.asking.open_dialogs[-1]
        assert isinstance(dialog, QFileDialog)
        dialog.fileSelected.emit(str(path))
        dialog.reject()


@pytest.fixture
def enter(shown: Callable[..., object], qtbot: QtBot) -> Callable[[QWidget], Room]:
    def show(section: QWidget) -> Room:
        shown(section, height=900)
        return Room(section, qtbot)

    return show


@pytest.fixture
def sign_in(tmp_path: Path, clock: StandingClock, dressed: QApplication) -> Iterator[SignIn]:
    """Sign somebody in to a logbook of two, whom the first of them enrolled."""
    opened: list[tuple[Session, Background]] = []

    def as_colleague(enrol: Callable[[Logbook], Practitioner]) -> Session:
        path = tmp_path / "Two.logbook"
        first, _keys = a_logbook(path, clock)
        colleague = enrol(first)
        first.close()
        keys = unlock_job(path, COLLEAGUES, person_id=str(colleague.id)).run()
        background = Background(dressed)
        session = Session(Logbook.open(path, keys, clock), background)
        opened.append((session, background))
        return session

    yield as_colleague
    for session, background in opened:
        background.close()
        session.close()


@pytest.fixture
def stick(session: Session, tmp_path: Path) -> Path:
    """Set a place for backups."""
    place = tmp_path / "stick"
    place.mkdir()
    session.preferences = Preferences(tmp_path / "preferences.ini")
    session.preferences.set_backup_place(session.logbook.id, place)
    return place
