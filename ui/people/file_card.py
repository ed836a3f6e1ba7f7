# SPDX-License-Identifier: Apache-2.0
"""Who decides for a person and what they object to, with the ways to put more on their file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from logbook.domain.objection import Objection
from logbook.domain.people import ServiceUser
from logbook.domain.representative import Representative
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.record_words import details, title
from ui import theme
from ui.people.asides import Aside, AsideWish, is_child
from ui.people.timeline import objection_words
from ui.theme import Tone
from ui.widgets.buttons import plain_button, quiet_button
from ui.widgets.card import Card
from ui.widgets.icon_picture import IconPicture
from ui.widgets.layouts import WrappingRow, row
from ui.widgets.text import Text


class FileCard(Card):
    """`put_aside` carries an `AsideWish`: which small form is asked for."""

    put_aside = Signal(object)

    def __init__(
        self,
        person: ServiceUser,
        representatives: Sequence[Representative],
        objections: Sequence[Objection],
        today: date,
        zone: ZoneInfo,
    ) -> None:
        super().__init__(_("On their file"), "person-file")
        self._person = person
        standing = [each for each in objections if each.active_on(today)]
        if standing:
            self.add(Text(_("What they object to"), look="label"))
        for number, objection in enumerate(standing, 1):
            self.add(self._objection(objection, number))
        if representatives:
            self.add(Text(_("Who decides or acts for them"), look="label"))
        for number, representative in enumerate(representatives, 1):
            self.add(self._representative(representative, number, zone))
        if not standing and not representatives:
            self.add(Text(_("No objection and nobody who decides for them."), look="muted"))
        ways = self._ways(child=is_child(person, today))
        self.add(WrappingRow(ways, len(ways), "s"))

    def _objection(self, objection: Objection, number: int) -> QWidget:
        said = _("{words} Said on {day}.").format(
            words=objection_words(objection), day=day_in_words(objection.made_on)
        )
        lift = self._button(_("Lift …"), f"objection-{number}-lift", Aside.LIFTING, objection.id)
        lift.setAccessibleName(_("Lift: {objection}").format(objection=said))
        return _line("octagon-alert", Tone.WARN, said, lift)

    def _representative(
        self, representative: Representative, number: int, zone: ZoneInfo
    ) -> QWidget:
        said = f"{title(representative, zone)}. {details(representative)}".rstrip(". ")
        amend = self._button(
            _("Amend …"),
            f"representative-{number}-amend",
            Aside.REPRESENTATIVE,
            representative.id,
        )
        amend.setAccessibleName(_("Amend: {name}").format(name=representative.name))
        return _line("users", Tone.INFO, said, amend)

    def _ways(self, *, child: bool) -> list[QWidget]:
        ways = [
            (_("Add a &representative"), "add-representative", "user-plus", Aside.REPRESENTATIVE),
            (_("Record an &objection"), "add-objection", "octagon-alert", Aside.OBJECTION),
            (_("Assess ca&pacity"), "add-capacity", "circle-help", Aside.CAPACITY),
        ]
        if child:
            words = _("Assess the c&hild")
            ways.append((words, "add-competence", "circle-help", Aside.COMPETENCE))
        buttons: list[QWidget] = []
        for words, identifier, icon, aside in ways:
            button = plain_button(words, f"person-{identifier}", icon)
            button.clicked.connect(partial(self._ask, aside, None))
            buttons.append(button)
        return buttons

    def _button(self, words: str, identifier: str, aside: Aside, record: UUID) -> QPushButton:
        button = quiet_button(words, identifier)
        button.clicked.connect(partial(self._ask, aside, record))
        return button

    def _ask(self, aside: Aside, record: UUID | None) -> None:
        self.put_aside.emit(AsideWish(aside=aside, person=self._person.id, record=record))


def _line(icon: str, tone: Tone, words: str, button: QPushButton) -> QWidget:
    line = QWidget()
    theme.give_look(line, look="clear")
    across = row(line, "m")
    across.addWidget(IconPicture(icon, tone.value))
    across.addWidget(Text(words).selectable(), 1)
    across.addWidget(button)
    return line
