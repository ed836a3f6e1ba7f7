# SPDX-License-Identifier: Apache-2.0
"""A person with a consent on record, and ways to find what a page shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from logbook.domain.consent import ConsentDraft
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.people import ServiceUser
from tests.builders import a_consent_draft, a_disclosure_draft, a_person
from ui.session import Session

Part = TypeVar("Part", bound=QWidget)
Find = Callable[..., QWidget]


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What the logbook of the session holds."""

    person: ServiceUser
    consent: ConsentDraft
    draft: DisclosureDraft
    """A whole draft that rests on the consent."""


@pytest.fixture
def on_record(session: Session) -> OnRecord:
    person = a_person()
    session.logbook.enrolling.add(person)
    consent = a_consent_draft(person.id)
    session.logbook.consenting.record(consent)
    return OnRecord(person, consent, a_disclosure_draft(person.id, consent.id))


@pytest.fixture
def part() -> Callable[[QWidget, type[Part], str], Part]:
    """Find a part of a screen by kind and name."""

    def find(screen: QWidget, kind: type[Part], name: str) -> Part:
        found: Part | None = screen.findChild(kind, name)
        assert found is not None, name
        return found

    return find


@pytest.fixture
def words() -> Callable[[QWidget], str]:
    """Give every word a screen shows now."""

    def read(screen: QWidget) -> str:
        # What was just added to a layout is shown with the next events.
        QApplication.processEvents()
        return "\n".join(
            label.text() for label in screen.findChildren(QLabel) if label.isVisibleTo(screen)
        )

    return read
