# SPDX-License-Identifier: Apache-2.0
"""One row of the catalogue of law in full: whom it concerns, its source, its date and its trap."""

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
        self._effect = Text(look="small")
        self._addressee = Text(look="small")
        self._source = Text(look="small")
        self._verified = Text(look="small")
        self._trap = NotesPanel("", identifier="law-trap")
        for part in (
            self._title,
            self._citation,
            self._effect,
            self._addressee,
            self._source,
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
        self._effect.setText(
            _("What it does: {effect}; {standing}.").format(
                effect=label(row.effect), standing=label(row.standing)
            )
        )
        self._addressee.setText(_("For: {addressee}").format(addressee=row.addressee))
        self._source.setText(_("Source: {source}").format(source=row.source))
        self._verified.setText(
            _("Last checked against its source on {day}.").format(day=day_in_words(row.verified_on))
            if row.verified_on
            else _("Not yet checked against its source: check it before you rely on it.")
        )
        self._trap.show_notices([Notice(tone=Tone.WARN, text=row.trap)] if row.trap else [])
        self._trap.setVisible(bool(row.trap))
