# SPDX-License-Identifier: Apache-2.0
"""One row of the catalogue of law in full: what it does, its time, its source and its trap."""

from __future__ import annotations

from logbook.domain.legal_basis import LegalBasis
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.notes_panel import NotesPanel, Notice
from ui.widgets.text import Text


class LawRow(Card):
    """Hidden while no row is chosen."""

    def __init__(self) -> None:
        super().__init__(identifier="law-row", gap="s")
        self._title = Text(look="strong")
        self._citation = Text().selectable()
        self._words = Text()
        self._lines = Text(look="small")
        self._verified = Text(look="small")
        self._trap = NotesPanel("", identifier="law-trap")
        for part in (
            self._title,
            self._citation,
            self._words,
            self._lines,
            self._verified,
            Text(_("This is a memory aid, not legal advice."), look="strong"),
            self._trap,
        ):
            self.add(part)
        self.hide()

    def show_row(self, row: LegalBasis | None) -> None:
        """Show a row, or nothing."""
        self.setVisible(row is not None)
        if row is None:
            return
        self._title.setText(row.title)
        self._citation.setText(row.citation)
        self._words.setText(row.words)
        self._words.setVisible(bool(row.words))
        self._lines.setText("\n".join(_in_lines(row)))
        self._verified.setText(
            _("Last checked against its source on {day}.").format(day=day_in_words(row.verified_on))
            if row.verified_on
            else _("Not yet checked against its source: check it before you rely on it.")
        )
        self._trap.show_notices([Notice(tone=Tone.WARN, text=row.trap)] if row.trap else [])
        self._trap.setVisible(bool(row.trap))


def _in_lines(row: LegalBasis) -> list[str]:
    said = [
        _("What it does: {effect}; {standing}.").format(
            effect=label(row.effect), standing=label(row.standing)
        ),
        _("Who is bound: {bound}").format(bound=row.bound) if row.bound else "",
        _("For: {addressee}").format(addressee=row.addressee) if row.addressee else "",
        _("To be seen first: {evidence}").format(evidence=row.evidence) if row.evidence else "",
        _("By when: {deadline}").format(deadline=row.deadline) if row.deadline else "",
        _("Telling: {rule}.").format(rule=label(row.tell)),
        _("If it is not followed: {penalty}").format(penalty=row.penalty) if row.penalty else "",
        _("Source: {source}").format(source=row.source),
    ]
    return [line for line in said if line]
