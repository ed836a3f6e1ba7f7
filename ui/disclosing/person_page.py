# SPDX-License-Identifier: Apache-2.0
"""The step that asks who the information is about, and whose law applies."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot

from logbook.domain.disclosure import Basis, DisclosureDraft
from logbook.domain.people import ServiceUser
from logbook.domain.practice import Nation
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.labels import label
from ui import theme
from ui.disclosing.draft_page import DraftPage
from ui.widgets.buttons import plain_button
from ui.widgets.choice import Alternative, ComboChoice
from ui.widgets.field import Field
from ui.widgets.layouts import row
from ui.widgets.notes_panel import NotesPanel, Notice
from ui.widgets.paged_model import PagedModel
from ui.widgets.record_table import RecordTable
from ui.widgets.search_box import SearchBox
from ui.widgets.text import Text

_ROWS_SHOWN = 4


class PersonPage(DraftPage):
    """Asks for the person among those on record, and for the nation whose law applies."""

    searched = Signal(str)
    add_person = Signal()

    def __init__(self, draft: DisclosureDraft, people: PagedModel) -> None:
        super().__init__(
            draft,
            Step.PERSON,
            _("Who is it about?"),
            _("Type a few letters of the name or the reference, then choose the person."),
        )
        self._people = people
        self._lay_out()
        self.show_draft(draft)
        self._join()
        self.settle_tab_order()

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the draft's nation; the person comes by `show_person`."""
        super().show_draft(draft)
        self._nation.show_value(draft.nation)

    def show_person(self, person: ServiceUser | None, number: int | None = None) -> None:
        """Show who is chosen, the row they stand in, and what has to be known about them first."""
        if number is not None:
            self._table.choose(number)
        self._chosen.setVisible(person is not None)
        self._flags.setVisible(person is not None and bool(person.flags))
        if person is None:
            return
        self._chosen.setText(
            _("Chosen: {name}, reference {reference}").format(
                name=person.name, reference=person.reference
            )
        )
        self._flags.show_notices(
            [Notice(tone=theme.Tone.WARN, text=", ".join(label(flag) for flag in person.flags))]
            if person.flags
            else []
        )

    def show_found(self, numbers: object, *, of_search: bool) -> None:
        """Show these rows of people, all of them or those a search found."""
        assert hasattr(numbers, "__len__"), "rows are a sequence"
        self._people.show_ids(numbers)  # type: ignore[arg-type]  # any sequence of row numbers
        count = len(numbers)
        self._none.setVisible(count == 0)
        self._none.setText(
            _("Nobody on record matches. Add the person first; this draft stays.")
            if of_search
            else _("Nobody is on record yet. Add the person first; this draft stays.")
        )
        self._table.setVisible(count > 0)
        if of_search:
            self._search.show_count(count)

    def _lay_out(self) -> None:
        self._search = SearchBox(_("Find the person"), _("Name or reference"), "person-search")
        self._search_field = Field(_("&Find the person"), self._search)
        self._table = RecordTable(self._people, _("People"), "person-table")
        self._none = Text(look="muted")
        self._none.hide()
        self._chosen = Text(look="strong")
        self._flags = NotesPanel("", identifier="person-flags")
        self._add = plain_button(_("&Add a person"), "person-add", "user-plus")
        self._nation = ComboChoice(
            [Alternative(value=nation, title=label(nation)) for nation in Nation],
            identifier="nation",
        )
        self.put("service_user", self._search_field)
        self.add(self._table)
        self.add(self._none)
        self.add(self._chosen)
        self.add(self._flags)
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
        self._fit_table()

    def _join(self) -> None:
        self._search.searched.connect(self.searched)
        self._search.left_down.connect(self._enter_table)
        self._search.returnPressed.connect(self._take_first)
        self._table.chosen.connect(self._take)
        self._table.opened.connect(self._take_and_go_on)
        self._nation.edited.connect(self._take_nation)
        self._add.clicked.connect(self.add_person)

    def _fit_table(self) -> None:
        rows = max(1, min(_ROWS_SHOWN, self._people.rowCount()))
        self._table.setFixedHeight(theme.px("row") * rows + theme.px("control") + theme.px("s"))

    @Slot()
    def _enter_table(self) -> None:
        if self._people.rowCount():
            self._table.setFocus(Qt.FocusReason.TabFocusReason)
            self._table.setCurrentIndex(self._people.index(0, 0))

    @Slot()
    def _take_first(self) -> None:
        if self._search.text().strip() and self._people.rowCount():
            self._table.setCurrentIndex(self._people.index(0, 0))

    @Slot(object)
    def _take(self, number: object) -> None:
        found = self._people.row_of(number)
        if found >= 0:
            self._take_person(self._people.record_at(found).object)

    @Slot(object)
    def _take_and_go_on(self, number: object) -> None:
        self._take(number)
        self.on.emit()

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
