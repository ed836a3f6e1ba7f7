# SPDX-License-Identifier: Apache-2.0
"""Whose time is over, what waits to be carried out, who is held, and what was destroyed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from logbook.app import Logbook
from logbook.domain.destruction import DestructionCertificate
from logbook.domain.lines import Line
from logbook.domain.outlook import Outlook
from logbook.i18n import _, ngettext
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from logbook.wording.retention_words import hold_sentence, records_in_words
from ui import theme
from ui.retention.wishes import KeepingWish
from ui.tables.entry_card import CardText, EntryCard
from ui.theme import Tone
from ui.widgets.heading import Heading
from ui.widgets.layouts import column
from ui.widgets.naming import named
from ui.widgets.text import Text

_SHOWN = 12
"""Cards of a list; the table below them has everybody."""

Said = Callable[[Outlook, Line], CardText]


class RetentionLists(QWidget):
    """`keeping_asked` carries a `KeepingWish`: whose records, or which certificate."""

    keeping_asked = Signal(object)

    def __init__(self, logbook: Logbook, in_order: Sequence[Outlook], today: date) -> None:
        super().__init__()
        theme.give_look(self, look="clear")
        self._logbook = logbook
        lists = column(self, "l")
        due = [each for each in in_order if each.due_on(today)]
        waiting = [each for each in in_order if each.open_decision is not None]
        held = [each for each in in_order if each.held_on(today)]
        for heading, name, chosen, said in (
            (_("Their time is over"), "due", due, _due_card),
            (_("Decided, and not carried out yet"), "waiting", waiting, _waiting_card),
            (_("Held"), "held", held, partial(_held_card, today)),
        ):
            if chosen:
                lists.addWidget(self._list(heading, name, chosen, said))
        if not due:
            lists.addWidget(Text(_("Nobody's records have had their time."), look="muted"))
        certificates = logbook.destroying.certificates()
        if certificates:
            lists.addWidget(self._certificates(certificates))

    def _list(self, heading: str, name: str, chosen: Sequence[Outlook], said: Said) -> QWidget:
        section, lines = _section(heading, f"retention-{name}")
        for number, outlook in enumerate(chosen[:_SHOWN], 1):
            line = self._logbook.reviewing.line(outlook.service_user)
            assert line is not None, "whoever is on record is listed"
            wish = KeepingWish(person=outlook.service_user)
            card = EntryCard(said(outlook, line), f"{name}-{number}", wish)
            card.opened.connect(self.keeping_asked)
            lines.addWidget(card)
        more = len(chosen) - _SHOWN
        if more > 0:
            text = ngettext(
                "{count} more stands in the table below.",
                "{count} more stand in the table below.",
                more,
            )
            lines.addWidget(Text(text.format(count=f"{more:,}"), look="muted"))
        return section

    def _certificates(self, certificates: Sequence[DestructionCertificate]) -> QWidget:
        section, lines = _section(_("Certificates of destruction"), "retention-certificates")
        for number, each in enumerate(reversed(certificates), 1):
            text = CardText(
                icon="file-check",
                title=_("{records} destroyed on {day}").format(
                    records=records_in_words(len(each.items)), day=day_in_words(each.destroyed_on)
                ),
                detail=label(each.ground),
            )
            card = EntryCard(text, f"certificate-{number}", KeepingWish(record=each.id))
            card.opened.connect(self.keeping_asked)
            lines.addWidget(card)
        return section


def _section(heading: str, identifier: str) -> tuple[QWidget, QVBoxLayout]:
    section = named(QWidget(), identifier, heading)
    theme.give_look(section, look="clear")
    lines = column(section, "s")
    lines.addWidget(Heading(heading, level=2))
    return section, lines


def _due_card(outlook: Outlook, line: Line) -> CardText:
    assert outlook.until is not None, "what is due has its day"
    record = label(outlook.proposal.longest.record_class)
    return CardText(
        icon="clock",
        title=_who(line),
        detail=_("{record}, rule {rule}").format(record=record, rule=outlook.rule),
        note=_("Had to be kept until {day}").format(day=day_in_words(outlook.until)),
        tone=Tone.WARN,
    )


def _waiting_card(_outlook: Outlook, line: Line) -> CardText:
    return CardText(
        icon="triangle-alert",
        title=_who(line),
        note=_("It is decided that records are destroyed"),
        tone=Tone.WARN,
    )


def _held_card(today: date, outlook: Outlook, line: Line) -> CardText:
    said = "\n".join(hold_sentence(each) for each in outlook.held_on(today))
    return CardText(icon="lock", title=_who(line), detail=said)


def _who(line: Line) -> str:
    return _("{name}, reference {reference}").format(name=line.person, reference=line.number)
