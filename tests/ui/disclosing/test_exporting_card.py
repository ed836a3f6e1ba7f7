# SPDX-License-Identifier: Apache-2.0
"""The documents of a consent and of a person are made and saved where they are shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from logbook.app import verify_file
from logbook.domain.records import DocumentKind
from ui.consenting.consent_record_screen import ConsentRecordScreen
from ui.people.person_screen import PersonScreen
from ui.session import Session
from ui.tables.exporting_card import ExportingCard

Show = Callable[..., object]


def of_the_consent(session: Session, on_record: Any) -> QWidget:
    return ConsentRecordScreen(session, on_record.consent.id)


def of_the_person(session: Session, on_record: Any) -> QWidget:
    return PersonScreen(session, on_record.person.id)


@pytest.fixture
def saving(shown: Show, qtbot: QtBot, tmp_path: Path) -> Callable[[QWidget], tuple[str, Path]]:
    """Save the document a screen offers first; give the name offered and where it was saved."""

    def save(screen: QWidget) -> tuple[str, Path]:
        shown(screen)
        card = screen.findChild(ExportingCard)
        assert card is not None
        place = tmp_path / "out.pdf"
        with qtbot.waitSignal(card.delivered, timeout=30_000) as delivered:
            qtbot.keyClick(card.save_button, Qt.Key.Key_Space)
            assert not card.save_button.isEnabled()
            qtbot.waitUntil(lambda: bool(screen.findChildren(QFileDialog)), timeout=30_000)
            dialog = screen.findChildren(QFileDialog)[0]
            offered = Path(dialog.selectedFiles()[0]).name
            dialog.findChildren(QLineEdit, "fileNameEdit")[0].setText(str(place))
            dialog.accept()
        assert delivered.args == [place]
        assert card.save_button.isEnabled()
        return offered, place

    return save


@pytest.mark.parametrize(
    "wanted",
    [
        (of_the_consent, DocumentKind.CONSENT_RECORD),
        (of_the_person, DocumentKind.ACCOUNTING),
    ],
)
def test_the_pdf_is_made_in_the_background_and_the_journal_says_that_it_left(
    wanted: tuple[Callable[..., QWidget], DocumentKind],
    session: Session,
    on_record: Any,
    saving: Callable[..., tuple[str, Path]],
) -> None:
    make, kind = wanted
    screen = make(session, on_record)
    entries = session.logbook.reviewing.entries()

    offered, place = saving(screen)

    assert kind.value in offered
    assert on_record.person.name not in offered
    assert verify_file(place) is not None
    assert session.logbook.reviewing.entries() == entries + 1
