# SPDX-License-Identifier: Apache-2.0
"""A part made visible before it stands in its screen would flash up as a window of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from logbook.domain.drafts import KeptDraft
from logbook.domain.findings import Code
from logbook.domain.notification import Telling, TellingOutcome
from logbook.domain.steps import Step
from ui.disclosing.disclosure_screen import DisclosureScreen
from ui.disclosing.disclosures_screen import DisclosuresScreen
from ui.disclosing.receipt_screen import ReceiptScreen
from ui.disclosing.wizard_screen import WizardScreen
from ui.session import Session

Show = Callable[..., QWidget]


class _Windows(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.fixture
def windows(dressed: QApplication) -> Iterator[_Windows]:
    watcher = _Windows()
    dressed.installEventFilter(watcher)
    yield watcher
    dressed.removeEventFilter(watcher)


def test_no_step_of_the_wizard_does(
    session: Session, on_record: Any, shown: Show, windows: _Windows
) -> None:
    draft = replace(on_record.draft, information=replace(on_record.draft.information, minimum=""))
    wizard = WizardScreen(session, KeptDraft(draft=draft, place="disclosure/person/"))
    shown(wizard)
    for step in Step:
        wizard._jump(step)
    wizard._ask_somebody()

    assert Code.INCOMPLETE in {found.code for found in wizard._assessment.findings}
    assert windows.shown == ["QMainWindow"]


def test_neither_receipt_nor_record_nor_list_does(
    session: Session, on_record: Any, shown: Show, windows: _Windows
) -> None:
    telling = Telling(outcome=TellingOutcome.TELL_LATER, review_on=date(2026, 12, 1))
    receipt = session.logbook.disclosing.record(replace(on_record.draft, telling=telling))

    shown(
        ReceiptScreen(session, receipt),
        DisclosureScreen(session, receipt.object),
        DisclosuresScreen(session),
    )

    assert windows.shown == ["QMainWindow"]


def test_the_watch_sees_a_stray_window(windows: _Windows, dressed: QApplication) -> None:
    stray = QLabel("Control")
    stray.setVisible(True)
    dressed.processEvents()

    assert windows.shown == ["QLabel"]
    stray.close()
