# SPDX-License-Identifier: Apache-2.0
"""What the documents about one disclosure are made from."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from logbook.documents.content import SignatureBlock
from logbook.domain.consent import Consent
from logbook.domain.disclosure import Disclosure
from logbook.domain.legal_basis import LegalBasis
from logbook.domain.notification import Notification
from logbook.domain.people import ServiceUser
from logbook.domain.practice import Practice, Practitioner
from logbook.i18n import _
from logbook.wording.dates import moment_in_words
from logbook.wording.labels import label


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureSource:
    """A disclosure with everything around it, each as it was recorded.

    Args:
        practitioner: Who decided and recorded it, and signs the documents.
        consent: The consent it relies on, if it relies on one.
        legal_basis: The row of the catalogue it relies on, if it relies on one.
        notifications: Every time the service user was told of it since.
    """

    disclosure: Disclosure
    service_user: ServiceUser
    practice: Practice
    practitioner: Practitioner
    consent: Consent | None = None
    legal_basis: LegalBasis | None = None
    notifications: tuple[Notification, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalPlace:
    """Where a record stands in the journal, and the state of the journal that shows it.

    Args:
        seq: The number of its entry, counted from 0.
        log: The identity of the journal.
        size: How many entries the journal had at the checkpoint.
        root: The hash of all of them, 32 bytes.
    """

    seq: int
    log: str
    size: int
    root: bytes

    @property
    def printed_root(self) -> str:
        """The root as it stands on paper: 52 letters and digits in groups of four."""
        letters = b32encode(self.root).decode("ascii").rstrip("=")
        return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def local_day(source: DisclosureSource, instant: datetime) -> date:
    """Give the day an instant fell on where the disclosure was recorded."""
    return instant.astimezone(ZoneInfo(source.disclosure.zone)).date()


def moment_with_zone(source: DisclosureSource, instant: datetime) -> str:
    """Say an instant as read where it was recorded: 21 November 2026, 09:36 (GMT).

    Paper travels: unlike a window, a document names the zone of its times.
    """
    zone = ZoneInfo(source.disclosure.zone)
    return _("{moment} ({zone})").format(
        moment=moment_in_words(instant, zone), zone=f"{instant.astimezone(zone):%Z}"
    )


def letterhead(practice: Practice) -> tuple[str, ...]:
    """Name, address on one line, and how to reach the practice."""
    address = ", ".join(line.strip() for line in practice.address.splitlines() if line.strip())
    reach = " · ".join(part for part in (practice.phone, practice.email) if part)
    return tuple(line for line in (practice.name, address, reach) if line)


def banner_for(practice: Practice, *, restricted: bool) -> str:
    """The warning that stands above a document, or nothing."""
    warnings = []
    if practice.sample:
        warnings.append(_("SAMPLE \N{EN DASH} not a real record"))
    if restricted:
        warnings.append(_("RESTRICTED \N{EN DASH} do not disclose to the service user"))
    return " · ".join(warnings)


def signer_lines(source: DisclosureSource) -> tuple[str, ...]:
    """Who signs: name and profession, registration, practice."""
    practitioner = source.practitioner
    name = practitioner.name
    if practitioner.profession is not None:
        name = f"{name}, {label(practitioner.profession).lower()}"
    lines = [name]
    if practitioner.hcpc_number:
        lines.append(_("HCPC registration {number}").format(number=practitioner.hcpc_number))
    return (*lines, source.practice.name)


def signature_block(source: DisclosureSource, at: datetime) -> SignatureBlock:
    """The place of the signature, with the signer's details and the time in words."""
    signed = _("Signed electronically on {instant}").format(instant=moment_with_zone(source, at))
    return SignatureBlock(
        lines=(*signer_lines(source), signed),
        field_label=_("Electronic signature of {name}").format(name=source.practitioner.name),
    )
