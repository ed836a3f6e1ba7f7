# SPDX-License-Identifier: Apache-2.0
"""An unlocked window over a real vault in which somebody's records have had their time."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import Keys, Logbook, unlock_job
from logbook.domain.practice import Role
from logbook.domain.viewing import ViewingReason
from tests.builders import (
    COLLEAGUES,
    PASSPHRASE,
    StandingClock,
    a_colleague,
    a_consent_draft,
    a_disclosure_draft,
    a_hold,
    a_logbook,
    a_person,
)
from ui.frame.frame import Frame
from ui.frame.places import Place
from ui.main_window import MainWindow
from ui.preferences import Preferences

Part = TypeVar("Part", bound=QWidget)
LATER = datetime(2036, 3, 20, 12, tzinfo=UTC)
"""More than nine years after everything was recorded."""

SOON = datetime(2027, 9, 17, 12, tzinfo=UTC)
"""While what was recorded is still in backups, and nobody's time is over."""

WAIT_MS = 60_000


@dataclass(frozen=True)
class Folder:
    """What is on record before a window opens it."""

    path: Path
    stick: Path
    due: UUID
    """Marged Llwyd, M-0001: a consent, a disclosure, and her time is over."""
    held: UUID
    """Amir Okonkwo, A-0002: a claim is running."""
    kept: UUID
    """Tomos Bevan, T-0003: a child still."""


@dataclass
class Hands:
    """A window as somebody works it with the keyboard, and finds what is shown."""

    window: MainWindow
    qtbot: QtBot

    @property
    def frame(self) -> Frame:
        assert self.window.frame is not None
        return self.window.frame

    @property
    def screen(self) -> QWidget:
        screen = self.frame.screen_shown
        assert screen is not None
        return screen

    @property
    def logbook(self) -> Logbook:
        assert self.window.session is not None
        return self.window.session.logbook

    def go(self, place: Place) -> None:
        self.frame.go(place)

    def seen(self, *people: UUID) -> None:
        """Give the reason for looking at somebody, so that it is not asked for in between."""
        for person in people:
            self.logbook.viewing.view(person, ViewingReason.RECORD_KEEPING, "")

    def part(self, kind: type[Part], name: str) -> Part:
        found = [each for each in self.screen.findChildren(kind, name) if each.isVisible()]
        assert found, name
        return found[0]

    def has(self, name: str) -> bool:
        return any(each.isVisible() for each in self.screen.findChildren(QWidget, name))

    def words(self) -> str:
        QApplication.processEvents()
        labels = self.frame.findChildren(QLabel)
        return "\n".join(each.text() for each in labels if each.isVisible())

    def wait_for(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.words(), timeout=WAIT_MS)

    def wait_until_found(self) -> None:
        """Wait until everybody was looked at."""
        session = self.window.session
        assert session is not None
        looking = session.outlook_looking
        self.qtbot.waitUntil(lambda: not looking.is_running, timeout=WAIT_MS)
        QApplication.processEvents()

    def tab_to(self, name: str, most: int = 60) -> QWidget:
        """Press Tab until a control has the focus."""
        for _press in range(most):
            focused = QApplication.focusWidget()
            if focused is not None and focused.accessibleIdentifier() == name:
                return focused
            assert focused is not None
            QTest.keyClick(focused, Qt.Key.Key_Tab)
        raise AssertionError(f"{name} is not reached by Tab")

    def press(self, name: str) -> None:
        """Reach a button by Tab and press it with the space bar."""
        QTest.keyClick(self.tab_to(name), Qt.Key.Key_Space)
        QApplication.processEvents()

    def type_in(self, name: str, text: str) -> None:
        """Reach a field by Tab and type."""
        QTest.keyClicks(self.tab_to(name), text)

    def click(self, name: str) -> None:
        self.part(QPushButton, name).click()
        QApplication.processEvents()

    def lock(self) -> None:
        self.qtbot.keyClick(self.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert self.window.frame is None

    def unlock(self) -> None:
        secret = self.window.centralWidget().findChild(QLineEdit, "unlock-passphrase")
        assert secret is not None
        self.qtbot.keyClicks(secret, PASSPHRASE)
        self.qtbot.keyClick(secret, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.window.frame is not None, timeout=WAIT_MS)


@cache
def _template() -> tuple[Folder, Keys, bytes]:
    """Make it once; each test has a copy, and its keys without the second they cost."""
    place, clock = Path(mkdtemp(prefix="logbook-retention-")), StandingClock()
    logbook, made = a_logbook(place / "Practice.logbook", clock)
    root_key = bytes(made.unlocked.root_key)
    due = a_person(name="Marged Llwyd", reference="M-0001")
    held = a_person(name="Amir Okonkwo", reference="A-0002")
    kept = a_person(name="Tomos Bevan", reference="T-0003", born=date(2025, 1, 2))
    for person in (due, held, kept):
        logbook.enrolling.add(person)
    consent = logbook.consenting.record(a_consent_draft(due.id)).object
    logbook.disclosing.record(a_disclosure_draft(due.id, consent))
    logbook.keeping.keep(a_hold(held.id))
    clock.moment = SOON - timedelta(days=1)
    stick = place / "stick"
    stick.mkdir()
    logbook.backing_up.record(logbook.backing_up.prepare(stick).run())
    logbook.close()
    folder = Folder(path=logbook.path, stick=stick, due=due.id, held=held.id, kept=kept.id)
    return folder, made, root_key


def keys() -> Keys:
    """Give the keys of the administrator, as the passphrase would."""
    _folder, made, root_key = _template()
    return replace(made, unlocked=replace(made.unlocked, root_key=bytearray(root_key)))


@pytest.fixture
def folder(tmp_path: Path, clock: StandingClock) -> Folder:
    template, _keys, _root = _template()
    clock.moment = LATER
    shutil.copytree(template.path, tmp_path / "Practice.logbook")
    stick = tmp_path / "stick"
    stick.mkdir()
    return replace(template, path=tmp_path / "Practice.logbook", stick=stick)


Enter = Callable[..., Hands]


@pytest.fixture
def enter(
    dressed: QApplication, tmp_path: Path, clock: StandingClock, folder: Folder, qtbot: QtBot
) -> Iterator[Enter]:
    """Open the folder in a window, as its administrator or as a colleague in a role."""
    windows: list[MainWindow] = []

    def enter(role: Role | None = None) -> Hands:
        mine = keys()
        if role is not None:
            logbook = Logbook.open(folder.path, mine, clock)
            colleague = a_colleague(logbook, role=role)
            logbook.close()
            mine = unlock_job(folder.path, COLLEAGUES, person_id=str(colleague.id)).run()
        window = MainWindow(Preferences(tmp_path / "preferences.ini"), clock)
        windows.append(window)
        window.start(folder.path)
        window.resize(1024, 768)
        with qtbot.waitExposed(window):
            window.show()
        window._enter(Logbook.open(folder.path, mine, clock))
        dressed.processEvents()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return Hands(window, qtbot)

    yield enter
    for window in windows:
        window._leaving = True
        window.close()
        window.deleteLater()


@pytest.fixture
def hands(enter: Enter) -> Hands:
    return enter()


@pytest.fixture
def soon(folder: Folder, clock: StandingClock) -> None:
    """Come sooner than most tests do; to be asked for before the window."""
    assert folder.path.is_dir()
    clock.moment = SOON
