# SPDX-License-Identifier: Apache-2.0
"""The eight principles, the ten standards and the law, with edition, source and date."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from logbook.domain.guidance import Edition
from logbook.domain.legal_basis import GOES_STALE_AFTER
from logbook.i18n import N_, _
from logbook.wording.dates import day_in_words
from logbook.wording.guidance_words import current_guidance, current_standards
from ui import theme
from ui.guidance.law_view import LawView
from ui.guidance.text_cards import principle_cards, standard_cards
from ui.session import Session
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain_button
from ui.widgets.card import Card
from ui.widgets.heading import Heading
from ui.widgets.layouts import WrappingRow, column
from ui.widgets.naming import named
from ui.widgets.page_scroll import PageScroll
from ui.widgets.text import Text

_VIEWS = (
    ("principles", N_("The eight &principles"), "list"),
    ("standards", N_("The ten &standards"), "shield-check"),
    ("law", N_("The &law"), "book-open"),
)


class GuidanceScreen(QWidget):
    """One of three views under what all of them are: a memory aid with a date."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        named(self, "guidance", _("Guidance"))
        self._session = session
        clock = session.logbook.clock
        self._today = clock.now().astimezone(clock.zone).date()
        self._shown = 0
        self._build()
        self._show(0)

    def kept_view(self) -> object:
        """Give the view, the filter and the chosen row, for when the screen is shown again."""
        return (
            self._shown,
            self.law.search.text(),
            self.law.nation.value(),
            self.law.table.current_id(),
        )

    def show_view(self, view: object) -> None:
        """Return to a view, a filter and a row."""
        shown, words, nation, code = view if isinstance(view, tuple) else (0, "", None, None)
        self.law.search.show_words(words)
        self.law.nation.show_value(nation)
        self.law.show_narrowed(code)
        self._show(shown)

    def _build(self) -> None:
        logbook = self._session.logbook
        self.law = LawView(logbook.catalogue, logbook.practice.nation)
        ground = QWidget()
        page = column(ground, "l", ("xl", "xl", "xl", "xl"))
        page.addWidget(Heading(_("Guidance")))
        page.addWidget(
            Text(
                _(
                    "Not legal advice: a memory aid in our own words, with its source and date."
                    " The source itself decides."
                ),
                look="strong",
            )
        )
        stale = Banner("guidance-stale", lasting=True)
        page.addWidget(stale)
        page.addWidget(self._switch())
        self._views = [self._principles(), self._standards(), self._law()]
        for view in self._views:
            page.addWidget(view)
        page.addStretch(1)
        column(self, "none").addWidget(PageScroll(ground))
        if words := self._stale():
            stale.show_message(Tone.WARN, words)

    def _switch(self) -> WrappingRow:
        self._buttons = QButtonGroup(self)
        buttons: list[QWidget] = []
        for number, (name, words, icon) in enumerate(_VIEWS):
            button: QPushButton = plain_button(_(words), f"guidance-{name}", icon)
            button.setCheckable(True)
            self._buttons.addButton(button, number)
            button.clicked.connect(partial(self._show, number))
            buttons.append(button)
        self.setFocusProxy(buttons[0])
        return WrappingRow(buttons, len(buttons), "s")

    def _principles(self) -> QWidget:
        return _view("principles", [_edition(current_guidance()), *principle_cards()])

    def _standards(self) -> QWidget:
        return _view("standards", [_edition(current_standards()), *standard_cards()])

    def _law(self) -> QWidget:
        catalogue = self._session.logbook.catalogue
        words = _("Edition {version}, compiled on {day}.").format(
            version=catalogue.version, day=day_in_words(catalogue.compiled_on)
        )
        said = [Text(words, look="muted").selectable()]
        if catalogue.guidance_edition:
            line = _("Decided beside: {edition}.").format(edition=catalogue.guidance_edition)
            said.append(Text(line, look="muted").selectable())
        return _view("law", [*said, self.law])

    def _stale(self) -> str:
        """Say what nobody has looked at for more than 180 days (W-37), or nothing."""
        catalogue = self._session.logbook.catalogue
        editions = (current_guidance(), current_standards())
        old = [each.title for each in editions if self._is_old(each.read_on)]
        if catalogue.stale_on(self._today):
            old.append(_("the law, edition {version}").format(version=catalogue.version))
        if not old:
            return ""
        return _(
            "Nobody has checked this for more than 180 days: {what}. It may have changed. Look at"
            " the source before you rely on it, and bring the catalogue up to date."
        ).format(what="; ".join(old))

    def _is_old(self, day: date) -> bool:
        return self._today - day > GOES_STALE_AFTER

    @Slot()
    def _show(self, number: int) -> None:
        self._shown = number
        self._buttons.button(number).setChecked(True)
        for place, view in enumerate(self._views):
            view.setVisible(place == number)


def _view(name: str, parts: list[QWidget]) -> QWidget:
    view = named(QWidget(), f"guidance-view-{name}")
    theme.give_look(view, look="clear")
    layout = column(view, "m")
    for part in parts:
        layout.addWidget(part)
    return view


def _edition(edition: Edition) -> Card:
    """Say which edition this is, from when, where it stands and when it was read."""
    card = Card(edition.title, f"edition-{edition.id}", gap="s")
    card.add(Text(edition.citation).selectable())
    card.add(Text(edition.address, look="muted").selectable())
    read = _("Read by us on {day}. {dates}").format(
        day=day_in_words(edition.read_on), dates=edition.dates
    )
    card.add(Text(read, look="small"))
    card.add(Text(edition.disclaimer, look="small"))
    return card
