# SPDX-License-Identifier: Apache-2.0
"""What the documents about a disclosure, a consent and a person are made from."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from logbook.documents.content import SignatureBlock
from logbook.documents.facts import moment
from logbook.domain.accounting import AccountingLine
from logbook.domain.amendment import Amendment, is_void
from logbook.domain.attachment import Attachment
from logbook.domain.backup import PlaceKind, Rehearsal
from logbook.domain.capacity import CapacityAssessment, CompetenceAssessment
from logbook.domain.consent import Consent
from logbook.domain.consent_history import ConsentEvent
from logbook.domain.destruction import DestructionCertificate, RetentionDecision
from logbook.domain.disclosure import Disclosure
from logbook.domain.erasure import ErasureDecision
from logbook.domain.holds import Hold
from logbook.domain.legal_basis import LegalBasis
from logbook.domain.notification import Notification
from logbook.domain.people import ServiceUser
from logbook.domain.practice import PolicyDocument, Practice, Practitioner
from logbook.domain.representative import Representative
from logbook.domain.series import Series
from logbook.domain.steps import PathStep
from logbook.domain.telling_review import TellingReview, restricted_now
from logbook.i18n import _
from logbook.journal.sheet_code import sheet_groups
from logbook.wording.labels import label


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentHistory:
    """A consent as it reads with its amendments, and everything that became of it."""

    consent: Consent
    events: tuple[ConsentEvent, ...] = ()
    signed: Consent | None = None
    """As it was signed; None: it was not amended."""
    amendments: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands on record beside a disclosure and is named by it."""

    further: tuple[LegalBasis, ...] = ()
    """Rows of the catalogue that support it."""
    exemptions: tuple[LegalBasis, ...] = ()
    """Rows by which something was withheld from whoever asked for access."""
    edition_read: str = ""
    """The edition those rows were read from; empty: the one it was decided under."""
    refused: Consent | None = None
    """The refusal of consent it goes beyond (INV-25)."""
    representatives: tuple[Representative, ...] = ()
    """Whoever decided or was told in the person's stead."""
    capacity: CapacityAssessment | None = None
    competence: CompetenceAssessment | None = None
    series: Series | None = None
    holds: tuple[Hold, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    numbers: Mapping[UUID, str] = field(default_factory=dict)
    """The numbers of disclosures it hangs together with."""
    people: Mapping[UUID, str] = field(default_factory=dict)
    """The names of practitioners who recorded something about it."""
    policy: PolicyDocument | None = None
    """The appropriate policy document the practice had when it was recorded (W-19)."""
    standards: str = ""
    """The edition of the standards of conduct in force when it was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureSource:
    """A disclosure with everything around it.

    Args:
        disclosure: As it reads with its amendments.
        service_user: Whom it is about; None: nobody in particular (INV-03).
        practitioner: Who decided and recorded it, and signs the documents.
        consent: The consent it relies on, if it relies on one.
        legal_basis: The row of the catalogue it relies on, if it relies on one.
        notifications: Every attempt to tell the service user of it since.
        reviews: Every time the decision not to tell was looked at again.
        signed: As it was signed; None: it was not amended.
        steps: The path of the wizard, with what was not asked and why.
    """

    disclosure: Disclosure
    service_user: ServiceUser | None
    practice: Practice
    practitioner: Practitioner
    consent: ConsentHistory | None = None
    legal_basis: LegalBasis | None = None
    notifications: tuple[Notification, ...] = ()
    reviews: tuple[TellingReview, ...] = ()
    signed: Disclosure | None = None
    amendments: tuple[Amendment, ...] = ()
    steps: tuple[PathStep, ...] = ()
    beside: Beside = field(default_factory=Beside)

    @property
    def zone(self) -> ZoneInfo:
        """Where it was recorded: its times are told as they were read there."""
        return ZoneInfo(self.disclosure.zone)

    @property
    def restricted(self) -> bool:
        """Whether it is still kept from everything the person may be shown (INV-23)."""
        return restricted_now(self.disclosure.telling, self.reviews, self.notifications)

    @property
    def void(self) -> bool:
        """Whether it was voided and no longer stands."""
        return is_void(self.amendments)

    @property
    def version(self) -> int:
        """1 as it was signed, one more for each amendment (INV-34)."""
        return 1 + len(self.amendments)

    def representative(self, wanted: UUID | None) -> Representative | None:
        """Find somebody who decides for the person."""
        if wanted is None:
            return None
        return next((each for each in self.beside.representatives if each.id == wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentSource:
    """A consent with its history, and whose it is."""

    history: ConsentHistory
    service_user: ServiceUser
    practice: Practice
    practitioner: Practitioner
    zone: ZoneInfo
    representatives: tuple[Representative, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    people: Mapping[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountingSource:
    """Who was told about a person, with nothing that tells of what is kept from them."""

    lines: tuple[AccountingLine, ...]
    service_user: ServiceUser
    practice: Practice
    practitioner: Practitioner
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionSource:
    """A certificate of destruction, and the decision it carried out; it is about nobody by name."""

    certificate: DestructionCertificate
    decision: RetentionDecision | ErasureDecision
    practice: Practice
    practitioner: Practitioner
    """Who signs the document."""
    zone: ZoneInfo
    authorised_by: str
    decided_by: str

    @property
    def service_user(self) -> None:
        """Nobody: what is known of them was destroyed."""
        return


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalSource:
    """What a rehearsal found, and by what name the backup was made."""

    rehearsal: Rehearsal
    practice: Practice
    practitioner: Practitioner
    """Who signs the document."""
    zone: ZoneInfo
    rehearsed_by: str
    backup_name: str
    place: PlaceKind | None
    """Where the backup was put when it was made; None: this journal does not know of it."""

    @property
    def service_user(self) -> None:
        """Nobody: it counts records and names none."""
        return


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheetSource:
    """How far the journal had come on a day; it is about nobody.

    Args:
        id: The identity under which the journal notes that the sheet was made.
        day: As it was where the practice is.
        entries: How many entries were made on that day until then.
        since: When the sheet before was made, and how many entries it covers; None: the first.
        place: The first entry, and the state of the journal the sheet shows.
        signer_key: The raw key (32 bytes) that signed the checkpoint.
        note: The signed checkpoint.
        root_fingerprint: That of the practice's root certificate, as people compare it.
    """

    id: UUID
    practice: Practice
    practitioner: Practitioner
    zone: ZoneInfo
    day: date
    entries: int
    since: tuple[date, int] | None
    epoch: int
    place: JournalPlace
    signer_key: bytes
    note: str
    root_fingerprint: str

    @property
    def groups(self) -> tuple[str, ...]:
        """What is typed in to hold the journal against the sheet, in groups of four."""
        return sheet_groups(self.epoch, self.place.size, self.place.root)

    @property
    def service_user(self) -> None:
        """Nobody: it says nothing of what is in the journal."""
        return


Source = (
    DisclosureSource
    | ConsentSource
    | AccountingSource
    | DestructionSource
    | RehearsalSource
    | DaySheetSource
)


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

    @property
    def words(self) -> str:
        """Where the entry stands, in a sentence."""
        return _("Entry {seq} of journal {log}, which then had {size} entries").format(
            seq=self.seq, log=self.log, size=self.size
        )


def local_day(source: Source, instant: datetime) -> date:
    """Give the day an instant fell on where the document's times are told."""
    return instant.astimezone(source.zone).date()


def letterhead(practice: Practice) -> tuple[str, ...]:
    """Name, address on one line, and how to reach the practice."""
    address = ", ".join(line.strip() for line in practice.address.splitlines() if line.strip())
    reach = " · ".join(part for part in (practice.phone, practice.email) if part)
    return tuple(line for line in (practice.name, address, reach) if line)


def banner_for(practice: Practice, *, restricted: bool, void: bool = False) -> str:
    """The warning that stands above a document, or nothing."""
    warnings = []
    if practice.sample:
        warnings.append(_("SAMPLE \N{EN DASH} not a real record"))
    if void:
        warnings.append(_("VOID \N{EN DASH} this record does not stand"))
    if restricted:
        warnings.append(_("RESTRICTED \N{EN DASH} do not disclose to the service user"))
    return " · ".join(warnings)


def signer_lines(source: Source) -> tuple[str, ...]:
    """Who signs: name and profession, registration, practice."""
    practitioner = source.practitioner
    name = practitioner.name
    if practitioner.profession is not None:
        name = f"{name}, {label(practitioner.profession).lower()}"
    lines = [name]
    if practitioner.hcpc_number:
        lines.append(_("HCPC registration {number}").format(number=practitioner.hcpc_number))
    return (*lines, source.practice.name)


def signature_block(source: Source, at: datetime) -> SignatureBlock:
    """The place of the signature, with the signer's details and the time in words."""
    signed = _("Signed electronically on {instant}").format(instant=moment(at, source.zone))
    return SignatureBlock(
        lines=(*signer_lines(source), signed),
        field_label=_("Electronic signature of {name}").format(name=source.practitioner.name),
    )
