# SPDX-License-Identifier: Apache-2.0
"""A certificate of destruction: what was destroyed, by which rule, and what still holds it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from logbook.app import Logbook
from logbook.domain.destruction import DestroyedItem, DestructionCertificate, RetentionDecision
from logbook.domain.erasure import EXEMPTION_SOURCES, ErasureDecision
from logbook.i18n import _, ngettext
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from logbook.wording.retention_words import records_in_words
from ui import theme
from ui.retention.copies_card import CopiesCard
from ui.session import Session
from ui.tables.exporting_card import ExportingCard, Offered
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.layouts import column
from ui.widgets.page_scaffold import PageScaffold
from ui.widgets.text import Text

_SHOWN = 40
"""Records named one by one; the certificate itself names all of them."""


class CertificateScreen(PageScaffold):
    """Names nobody: who it was about is a random number by now."""

    left = Signal()

    def __init__(self, session: Session, certificate: UUID) -> None:
        super().__init__(
            _("Certificate of destruction"),
            _("It is kept for at least twenty years, and says nothing of what was in the records."),
            identifier="certificate",
            unsure="",
            forward="",
        )
        logbook = session.logbook
        record = logbook.destroying.certificate(certificate)
        self.add(self._unswept(session))
        self.documents = ExportingCard(
            logbook, session.background, (_document(logbook, certificate),), leading=True
        )
        self.add(self.documents)
        self.add(_facts_card(_("What was done"), "certificate-facts", _done(logbook, record)))
        decided = _facts_card(_("The decision"), "certificate-decision", _decided(logbook, record))
        decided.add(Text(logbook.retaining.schedule.disclaimer, look="small"))
        self.add(decided)
        self.add(CopiesCard(logbook.destroying.copies(certificate), logbook.clock.zone))
        self.add(_items_card(record))
        self.back.connect(self.left)
        self.setFocusProxy(self.documents.save_button)

    def _unswept(self, session: Session) -> Banner:
        banner = Banner("certificate-unswept", lasting=True)
        if session.logbook.destroying.is_unswept:
            banner.show_message(
                Tone.INFO,
                _(
                    "The records are gone from the logbook. The file itself is written anew at the"
                    " next unlocking; until then encrypted remnants may lie between its pages."
                ),
            )
        return banner


def _document(logbook: Logbook, certificate: UUID) -> Offered:
    return Offered(
        words=_("Save &PDF …"),
        busy=_("Making and signing the certificate …"),
        identifier="save-certificate",
        icon="download",
        prepare=partial(logbook.exporting.prepare_destruction, certificate),
    )


def _done(logbook: Logbook, record: DestructionCertificate) -> Iterator[tuple[str, str]]:
    yield _("Destroyed"), records_in_words(len(record.items))
    yield _("On"), day_in_words(record.destroyed_on)
    yield _("Because"), label(record.ground)
    yield _("How"), record.method
    yield _("On the authority of"), logbook.reviewing.practitioner(record.authorised_by).name
    yield _("Witness"), record.witness
    yield _("The person they were about"), str(record.service_user)


def _decided(logbook: Logbook, record: DestructionCertificate) -> Iterator[tuple[str, str]]:
    decision = logbook.reviewing.record(record.decision)
    if isinstance(decision, ErasureDecision):
        yield _("Asked for"), day_in_words(decision.requested_on)
        yield _("Answer"), label(decision.outcome)
        for each in decision.exemptions:
            provision = EXEMPTION_SOURCES[each].provision
            yield _("Some is kept because"), f"{label(each)} ({provision})"
    elif isinstance(decision, RetentionDecision):
        yield _("Rule"), decision.rule
        if decision.until is not None:
            yield _("They had to be kept until"), day_in_words(decision.until)
        yield _("Reason"), decision.reasons
    if isinstance(decision, RetentionDecision | ErasureDecision):
        yield _("Decided on"), day_in_words(decision.decided_on)
        yield _("Decided by"), logbook.reviewing.practitioner(decision.decided_by).name


def _facts_card(heading: str, identifier: str, facts: Iterator[tuple[str, str]]) -> Card:
    card = Card(heading, identifier)
    for name, value in facts:
        if not value.strip():
            continue
        fact = QWidget()
        theme.give_look(fact, look="clear")
        lines = column(fact, "none")
        lines.addWidget(Text(name, look="small"))
        lines.addWidget(Text(value).selectable())
        card.add(fact)
    return card


def _items_card(record: DestructionCertificate) -> Card:
    card = Card(_("What was destroyed"), "certificate-items")
    for item in record.items[:_SHOWN]:
        card.add(Text(_item(item), look="small").selectable())
    more = len(record.items) - _SHOWN
    if more > 0:
        said = ngettext(
            "{count} more stands on the PDF.", "{count} more stand on the PDF.", more
        ).format(count=f"{more:,}")
        card.add(Text(said))
    return card


def _item(item: DestroyedItem) -> str:
    versions = ngettext("{count} version", "{count} versions", item.revisions).format(
        count=item.revisions
    )
    said = (
        item.number or str(item.object),
        label(item.record_class),
        _("recorded {day}").format(day=day_in_words(item.recorded_on)),
        versions if item.revisions > 1 else "",
        _("rule {rule}").format(rule=item.rule),
    )
    return " · ".join(part for part in said if part)
