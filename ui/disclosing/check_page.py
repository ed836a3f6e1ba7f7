# SPDX-License-Identifier: Apache-2.0
"""The last step: the record as it will print, what still stands in its way, and the signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from logbook.domain.assessment import Assessment
from logbook.domain.disclosure import DisclosureDraft
from logbook.domain.findings import RULES, Answer, Code, Finding, Severity
from logbook.domain.steps import Step
from logbook.i18n import _, ngettext
from ui.disclosing.draft_page import DraftPage
from ui.disclosing.fact_cards import FactCards
from ui.disclosing.facts import Group
from ui.disclosing.finding_card import FindingCard
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.card import Card
from ui.widgets.heading import Heading
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.naming import announce
from ui.widgets.text import Text


class CheckPage(DraftPage):
    """Shows everything; takes reasons for what can be overridden; its way on is the signature."""

    change_asked = Signal(str)
    """The part of the draft whose field is to be shown."""

    discard_asked = Signal()

    def __init__(self, draft: DisclosureDraft) -> None:
        super().__init__(
            draft,
            Step.CHECK,
            _("Check your answers"),
            _("This is what is recorded and printed. Once signed, it is only ever amended."),
            forward=_("Sign and &record"),
        )
        self._cards: dict[Code, FindingCard] = {}
        self._shown: tuple[tuple[Code, str], ...] = ()
        self._open: frozenset[Code] = frozenset()
        """What stands in the way of signing."""
        self._lay_out()
        self.show_draft(draft)

    def show_draft(self, draft: DisclosureDraft) -> None:
        """Show the reasons given so far; the facts come by `show_groups`."""
        super().show_draft(draft)
        for code, card in self._cards.items():
            card.show_reason(_reason(draft, code))

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show the facts of the draft."""
        self._facts.show_groups(groups)
        self.settle_tab_order()

    def show_assessment(self, assessment: Assessment) -> None:
        """Show what stands in the way, and whether it can be signed now."""
        pairs = tuple((found.code, found.part) for found in assessment.findings)
        if pairs != self._shown:
            self._shown = pairs
            self._renew(assessment.findings)
        for code, card in self._cards.items():
            card.show_answered(
                answered=any(each.answered for each in assessment.findings if each.code is code)
            )
        self._open = frozenset(found.code for found in assessment.findings if found.blocks)
        stops = sum(found.blocks for found in assessment.findings)
        was_ready = self.forward_button.isEnabled()
        self.forward_button.setEnabled(assessment.ready)
        self._say_how_far(stops)
        if was_ready is not assessment.ready and self.isVisible():
            announce(self, self._state.text())

    def focus_on(self, part: str = "") -> None:
        """Give the focus to the first thing to be done: a finding, or the signature."""
        first = next((card for code, card in self._cards.items() if code in self._open), None)
        if part:
            super().focus_on(part)
        elif first is not None and not self.forward_button.isEnabled():
            first.focus_first()
        else:
            self.forward_button.setFocus()

    def show_refusal(self, sentence: str) -> None:
        """Say that recording failed, what was kept, and what to do."""
        self._banner.show_message(Tone.STOP, sentence)

    def _lay_out(self) -> None:
        self._banner = Banner("recording-failed")
        self._findings = column(gap="m")
        self._findings_title = Heading(_("Before you sign"), level=2)
        self._findings_title.hide()
        self._notes = column(gap="m")
        self._notes_title = Heading(_("Worth knowing"), level=2)
        self._notes_title.hide()
        self._deadlines = Card(_("By when"), "deadlines", gap="s")
        self._deadline_lines = column(gap="s")
        self._deadlines.add(self._deadline_lines)
        self._deadlines.hide()
        self._facts = FactCards(changeable=True)
        self._facts.change_asked.connect(self.change_asked)
        self._state = Text(look="strong")
        attestation = Card(_("You sign"), "attestation", gap="s")
        attestation.add(
            Text(
                _(
                    "I have considered whether this was necessary, limited to the minimum, and"
                    " lawful. This record is accurate and is my own decision."
                )
            )
        )
        attestation.add(self._state)
        self.add(self._banner)
        self.add(self._findings_title)
        self.add(self._findings)
        self._discard = quiet_button(_("Discard this dra&ft …"), "wizard-discard", "x")
        self._discard.clicked.connect(self.discard_asked)
        self.add(attestation)
        self.add(self._deadlines)
        self.add(self._notes_title)
        self.add(self._notes)
        self.add(self._facts)
        # Beside the longer words of the signature it would not fit into the foot of the page.
        self.unsure_button.hide()
        unsure = quiet_button(_("I'm not &sure"), "check-unsure", "circle-help")
        unsure.clicked.connect(self.unsure)
        self.add(WrappingRow([unsure, self._discard], 2, "m"))

    def show_deadlines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show by when what is due, the nearest first: each line, and what it is counted from."""
        _empty(self._deadline_lines)
        for line, grounds in lines:
            self._deadline_lines.addWidget(Text(line))
            self._deadline_lines.addWidget(Text(grounds, look="small"))
        self._deadlines.setVisible(bool(lines))

    def _renew(self, findings: Sequence[Finding]) -> None:
        _empty(self._findings)
        _empty(self._notes)
        self._cards = {}
        for code in sorted(dict.fromkeys(each.code for each in findings), key=_weight):
            card = FindingCard([each for each in findings if each.code is code])
            card.show_reason(_reason(self._draft, code))
            card.edited.connect(self._take_reason)
            card.change_asked.connect(self.change_asked)
            self._cards[code] = card
            (self._notes if _is_note(code) else self._findings).addWidget(card)
            card.show()
        self._findings_title.setVisible(not all(map(_is_note, self._cards)))
        self._notes_title.setVisible(any(map(_is_note, self._cards)))
        self.settle_tab_order()

    def _say_how_far(self, stops: int) -> None:
        if stops:
            self._state.setText(
                ngettext(
                    "One thing stands in the way of signing; it is named above.",
                    "{count} things stand in the way of signing; they are named above.",
                    stops,
                ).format(count=stops)
            )
        else:
            self._state.setText(_("Nothing stands in the way. You can sign now."))

    @Slot(object)
    def _take_reason(self, answer: Answer) -> None:
        others = tuple(each for each in self._draft.answers if each.code is not answer.code)
        kept = (answer,) if answer.reason.strip() else ()
        self._change(replace(self._draft, answers=others + kept))


def _reason(draft: DisclosureDraft, code: Code) -> str:
    return next((answer.reason for answer in draft.answers if answer.code is code), "")


def _weight(code: Code) -> int:
    return list(Severity).index(RULES[code].severity)


def _is_note(code: Code) -> bool:
    return RULES[code].severity is Severity.INFO


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        gone = item.widget() if item else None
        if gone:
            gone.hide()
            gone.deleteLater()
