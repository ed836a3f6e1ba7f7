# SPDX-License-Identifier: Apache-2.0
"""The step that asks what is disclosed, what is left out, and why this is the minimum (HP3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot

from logbook.domain.assessment import Assessment
from logbook.domain.decision import Choice as Decided
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.information import Identifiability, Information, ThirdPartyReview
from logbook.domain.request import Origin
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.labels import label
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.item_rows import ItemRows
from ui.widgets.choice import Alternative, Choice
from ui.widgets.field import Field
from ui.widgets.text_area import TextArea


class InformationPage(DraftPage):
    """Asks for the items, and for the reasons that make them the minimum."""

    def __init__(self, draft: DisclosureDraft, today: date) -> None:
        super().__init__(
            draft,
            Step.INFORMATION,
            _("What is disclosed?"),
            _("Only what the recipient needs for the purpose, and no more."),
        )
        self._lay_out(today)
        self.show_draft(draft)
        self._join()
        self.settle_tab_order()

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the draft's information."""
        super().show_draft(draft)
        information = draft.information
        self._items.show_asked_for(asked_for=draft.request.origin is Origin.ASKED)
        self._items.show_items(information.items)
        self._left_out.show_text(information.left_out)
        self._minimum.show_text(information.minimum)
        self._identifiability.show_value(information.identifiability)
        self._why_identifiable.show_text(information.why_identifiable)
        self._third_parties.show_value(information.third_parties)
        self._kept_because.show_text(information.third_parties_kept_because)
        self._arrange()

    def show_assessment(self, assessment: Assessment) -> None:
        """Bring into sight what is withheld, where only part of it is disclosed."""
        if assessment.draft.decision.choice is Decided.DISCLOSE_PART:
            self._items.show_all_of_each()

    def _arrange(self) -> None:
        chosen = self._identifiability.value()
        # A code that can be undone is a name to whoever holds the key (H-13).
        self._why_field.setVisible(isinstance(chosen, Identifiability) and chosen.traceable)
        self._kept_field.setVisible(self._third_parties.value() is ThirdPartyReview.KEPT)

    def _lay_out(self, today: date) -> None:
        self._items = ItemRows(today)
        self._left_out, self._minimum = TextArea(2), TextArea(2)
        self._why_identifiable, self._kept_because = TextArea(2), TextArea(2)
        self._identifiability = _choice(
            _("Can anybody tell who it is about?"), Identifiability, "identifiability"
        )
        self._third_parties = _choice(
            _("Is anybody else's information in it?"), ThirdPartyReview, "third-parties"
        )
        self._why_field = Field(
            _("Why the person must be &identifiable"),
            self._why_identifiable,
            identifier="why-identifiable",
        )
        self._kept_field = Field(
            _("Why it sta&ys in"), self._kept_because, identifier="third-parties-kept"
        )
        self.put("information.items", self._items)
        for part in ("description", "withheld_because"):
            self.keep_field(f"information.items.{part}", self._items)
        self.put(
            "information.minimum",
            Field(_("Why this is the &minimum"), self._minimum, identifier="minimum"),
        )
        self.put(
            "information.left_out",
            Field(
                _("What you leave &out"),
                self._left_out,
                hint=_("If they asked for more than they get, say what."),
                identifier="left-out",
            ),
        )
        self.put("information.identifiability", self._identifiability)
        self.put("information.why_identifiable", self._why_field)
        self.put("information.third_parties", self._third_parties)
        self.put("information.third_parties_kept_because", self._kept_field)

    def _join(self) -> None:
        for area in (self._left_out, self._minimum, self._why_identifiable, self._kept_because):
            area.edited.connect(self._emit)
        for choice in (self._items, self._identifiability, self._third_parties):
            choice.edited.connect(self._emit)
        self._items.rows_changed.connect(self.settle_tab_order)

    @Slot()
    def _emit(self) -> None:
        identifiability = self._identifiability.value()
        assert isinstance(identifiability, Identifiability), "one of them is always chosen"
        third_parties = self._third_parties.value()
        kept = third_parties is ThirdPartyReview.KEPT
        information = Information(
            items=self._items.items(),
            left_out=self._left_out.text(),
            minimum=self._minimum.text(),
            identifiability=identifiability,
            why_identifiable=self._why_identifiable.text() if identifiability.traceable else "",
            third_parties=third_parties if isinstance(third_parties, ThirdPartyReview) else None,
            third_parties_kept_because=self._kept_because.text() if kept else "",
        )
        self._change(replace(self._draft, information=information))


def _choice(title: str, kind: type[Identifiability | ThirdPartyReview], identifier: str) -> Choice:
    return Choice(
        title,
        [Alternative(value=value, title=label(value)) for value in kind],
        identifier=identifier,
    )
