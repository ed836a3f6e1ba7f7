# SPDX-License-Identifier: Apache-2.0
"""The step that asks what this is, who it is about, and whose law applies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Signal, Slot

from logbook.domain.basis import Basis
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.kinds import Kind
from logbook.domain.people import ServiceUser
from logbook.domain.practice import Nation
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.labels import label
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.kind_choice import KindChoice
from ui.tables.person_search import PersonSearch
from ui.widgets.buttons import plain_button
from ui.widgets.choice import Alternative, ComboChoice
from ui.widgets.field import Field
from ui.widgets.layouts import row
from ui.widgets.paged_model import PagedModel

_ROWS_SHOWN = 4


class PersonPage(DraftPage):
    """Asks for the kind of entry, the person among those on record, and the nation."""

    searched = Signal(str)
    add_person = Signal()

    def __init__(self, draft: DisclosureDraft, people: PagedModel) -> None:
        super().__init__(
            draft,
            Step.PERSON,
            _("What is it, and who is it about?"),
            _("Type a few letters of the name or the reference, then choose the person."),
        )
        self._lay_out(people)
        self.show_draft(draft)
        self._join()
        self.settle_tab_order()

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the draft's kind and nation; the person comes by `show_person`."""
        super().show_draft(draft)
        self._kind.show_value(draft.kind)
        self._nation.show_value(draft.nation)

    def focus_on(self, part: str = "") -> None:
        """Give the focus to the field of a part, or to the person, who is never filled in."""
        super().focus_on(part or "service_user")

    def show_person(self, person: ServiceUser | None, number: int | None = None) -> None:
        """Show who is chosen, the row they stand in, and what has to be known about them first."""
        self._search.show_person(person, number)

    def show_found(self, numbers: Sequence[int], *, of_search: bool) -> None:
        """Show these rows of people, all of them or those a search found."""
        self._search.show_found(
            numbers,
            nobody=_("Nobody on record matches. Add the person first; this draft stays.")
            if of_search
            else _("Nobody is on record yet. Add the person first; this draft stays."),
        )

    def _lay_out(self, people: PagedModel) -> None:
        self._search = PersonSearch(people, "person-search", "person-table", rows=_ROWS_SHOWN)
        self._add = plain_button(_("&Add a person"), "person-add", "user-plus")
        self._nation = ComboChoice(
            [Alternative(value=nation, title=label(nation)) for nation in Nation],
            identifier="nation",
        )
        self._kind = KindChoice()
        self.put("kind", self._kind)
        self.put("service_user", self._search)
        line = row()
        line.addWidget(self._add)
        line.addStretch(1)
        self.add(line)
        self.put(
            "nation",
            Field(
                _("Whose &law applies"),
                self._nation,
                hint=_("The nation in which you treat the person."),
            ),
        )

    def _join(self) -> None:
        self._kind.edited.connect(self._take_kind)
        self._kind.rows_changed.connect(self.settle_tab_order)
        self._search.searched.connect(self.searched)
        self._search.chosen.connect(self._take_person)
        self._search.opened.connect(self.on)
        self._nation.edited.connect(self._take_nation)
        self._add.clicked.connect(self.add_person)

    @Slot(object)
    def _take_kind(self, kind: Kind) -> None:
        self._change(replace(self._draft, kind=kind))

    @Slot(object)
    def _take_person(self, person: UUID) -> None:
        if person == self._draft.service_user:
            return
        # A consent is somebody's own: it never moves to another person.
        basis = self._draft.basis if self._draft.basis.consent is None else Basis()
        self._change(replace(self._draft, service_user=person, basis=basis))

    @Slot()
    def _take_nation(self) -> None:
        nation = self._nation.value()
        assert isinstance(nation, Nation), "the combo box holds nations"
        self._change(replace(self._draft, nation=nation))
