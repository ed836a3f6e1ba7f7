# SPDX-License-Identifier: Apache-2.0
"""The card that says whose consent it is."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal, Slot

from logbook.domain.people import ServiceUser
from logbook.i18n import _
from ui.tables.person_search import PersonSearch
from ui.widgets.card import Card
from ui.widgets.paged_model import PagedModel

_ROWS_SHOWN = 3


class WhoCard(Card):
    """Finds a person on record; `edited` carries their identity."""

    edited = Signal(object)

    def __init__(self, people: PagedModel) -> None:
        super().__init__(_("Whose consent is it?"), "consent-who")
        self._person: UUID | None = None
        self.search = PersonSearch(people, "consent-person", "consent-people", rows=_ROWS_SHOWN)
        self.search.show_found(())
        self.search.chosen.connect(self._take)
        self.add(self.search)

    def show_person(self, person: ServiceUser | None) -> None:
        """Show who is chosen, and what has to be known about them first."""
        self._person = person.id if person is not None else None
        self.search.show_person(person)

    @Slot(object)
    def _take(self, person: object) -> None:
        if person != self._person:
            self.edited.emit(person)
