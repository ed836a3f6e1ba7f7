# SPDX-License-Identifier: Apache-2.0
"""The disclosure record: everything that was decided and done, in the order of domain.md 6.9.

Completeness is the aim, not a single page. What was left empty is left out; what was decided to be
nothing (nobody asked, nothing withheld) is said in words, and so is every question that was not
asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from logbook.documents import (
    record_after,
    record_basis,
    record_decision,
    record_information,
    record_request,
)
from logbook.documents.content import DocumentContent, Look
from logbook.documents.source import DisclosureSource, JournalPlace, banner_for, letterhead
from logbook.domain.decision import Choice
from logbook.domain.kinds import Kind
from logbook.i18n import N_, _


def disclosure_record(
    source: DisclosureSource, *, place: JournalPlace, created: datetime
) -> DocumentContent:
    """Say everything about a disclosure, or about a decision not to disclose."""
    sections = (
        record_request.entry(source),
        record_request.service_user(source),
        record_request.request(source),
        record_information.information(source),
        record_basis.basis(source),
        record_basis.data_protection(source),
        record_decision.advice(source),
        record_decision.decision(source),
        record_after.making(source),
        record_after.telling(source),
        record_after.follow_up(source),
        record_after.amendments(source),
        record_after.attestation(source, place, created),
    )
    return DocumentContent(
        look=Look.RECORD,
        reference=_("{number} · version {version} · entry {entry} of the journal").format(
            number=source.disclosure.number, version=source.version, entry=place.seq
        ),
        title=title(source),
        practice_lines=letterhead(source.practice),
        sections=sections,
        footer=_("{practice} \N{EN DASH} confidential").format(practice=source.practice.name),
        author=source.practitioner.name,
        created=created,
        banner=banner_for(source.practice, restricted=source.restricted, void=source.void),
    )


def title(source: DisclosureSource) -> str:
    """Call the record what it is a record of; never with a name in it."""
    choice = source.disclosure.decision.choice
    of_kind = _OF_KIND.get(source.disclosure.kind)
    if of_kind is not None:
        return _(of_kind)
    return _(_OF_CHOICE[choice]) if choice in _OF_CHOICE else _("Disclosure record")


_OF_KIND: Mapping[Kind, str] = {
    Kind.BREACH: N_("Breach record"),
    Kind.ACCESS: N_("Record of access"),
    Kind.DE_IDENTIFIED: N_("De-identified release"),
}

_OF_CHOICE: Mapping[Choice | None, str] = {
    Choice.DISCLOSE_PART: N_("Disclosure record: disclosed in part"),
    Choice.REFUSE: N_("Decision not to disclose"),
    Choice.DEFER: N_("Decision not to disclose yet"),
    Choice.REFER_ON: N_("Decision to refer the request on"),
}
