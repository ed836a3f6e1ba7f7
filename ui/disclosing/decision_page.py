# SPDX-License-Identifier: Apache-2.0
"""The step that asks what is decided, and for the reasons in the professional's own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Slot

from logbook.clock import Clock
from logbook.domain.decision import Choice
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.labels import label
from ui.disclosing.draft_page import DraftPage
from ui.widgets import choice as choices
from ui.widgets.choice import Alternative
from ui.widgets.field import Field
from ui.widgets.moment_field import MomentField
from ui.widgets.text_area import TextArea


class DecisionPage(DraftPage):
    """Asks for the decision and why."""

    def __init__(self, draft: DisclosureDraft, clock: Clock) -> None:
        super().__init__(
            draft,
            Step.DECISION,
            _("What do you decide?"),
            _("It is your own decision, and these reasons are what you would answer with."),
        )
        self._clock = clock
        self._lay_out(clock.now())
        self.show_draft(draft)
        self._join()
        self.settle_tab_order()

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the draft's decision."""
        super().show_draft(draft)
        decision = draft.decision
        self._choice.show_value(decision.choice)
        self._reasons.show_text(decision.reasons)
        self._views.show_text(decision.views)
        self._other_views.show_text(decision.other_views)
        self._alternatives.show_text(decision.alternatives)
        self._decided_at.show_value(decision.decided_at)
        self._arrange()

    def _arrange(self) -> None:
        self._when.setVisible(self._choice.value() is not None)

    def _lay_out(self, now: datetime) -> None:
        explanations = {
            Choice.DISCLOSE: _("It is necessary, lawful and no more than is needed."),
            Choice.DISCLOSE_PART: _("Some of it goes, the rest stays, and each has its reason."),
            Choice.REFUSE: _("Recorded with the same care; nothing is sent."),
            Choice.DEFER: _("Nothing is sent until what is missing is there."),
            Choice.REFER_ON: _("Somebody else is the right one to decide or to answer."),
        }
        self._choice = choices.Choice(
            _("Your decision"),
            [
                Alternative(value=value, title=label(value), explanation=explanations[value])
                for value in Choice
            ],
            identifier="decision-choice",
        )
        self._reasons, self._views = TextArea(3), TextArea(2)
        self._other_views, self._alternatives = TextArea(2), TextArea(2)
        self._decided_at = MomentField(now, self._clock.zone, identifier="decided-at")
        self._when = Field(_("Deci&ded at"), self._decided_at)
        self.put("decision.choice", self._choice)
        self.put(
            "decision.reasons",
            Field(_("Your &reasons"), self._reasons, identifier="decision-reasons"),
        )
        self.put("decision.decided_at", self._when)
        self.put(
            "decision.views",
            Field(
                _("What the &person says about it"),
                self._views,
                hint=_("Leave empty if you could not ask them."),
                identifier="decision-views",
            ),
        )
        self.put(
            "decision.other_views",
            Field(
                _("What &others who were asked say"),
                self._other_views,
                identifier="decision-other-views",
            ),
        )
        self.put(
            "decision.alternatives",
            Field(
                _("What &else you considered"),
                self._alternatives,
                identifier="decision-alternatives",
            ),
        )

    def _join(self) -> None:
        self._choice.edited.connect(self._choose)
        for area in (self._reasons, self._views, self._other_views, self._alternatives):
            area.edited.connect(self._emit)
        self._decided_at.edited.connect(self._emit)

    @Slot()
    def _choose(self) -> None:
        if self._draft.decision.decided_at is None:
            self._decided_at.show_value(self._clock.now())
        self._emit()

    @Slot()
    def _emit(self) -> None:
        chosen = self._choice.value()
        decision = replace(
            self._draft.decision,
            choice=chosen if isinstance(chosen, Choice) else None,
            reasons=self._reasons.text(),
            views=self._views.text(),
            other_views=self._other_views.text(),
            alternatives=self._alternatives.text(),
            decided_at=self._decided_at.value(),
        )
        self._change(replace(self._draft, decision=decision))
