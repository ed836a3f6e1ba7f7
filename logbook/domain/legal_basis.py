# SPDX-License-Identifier: Apache-2.0
"""The grounds on which a disclosure can be lawful, and the catalogue that lists them.

The law is data (`resources/legal/*.toml`): each row carries its nations, its limits, its source
and the date it was last verified, and a record pins the catalogue it was decided under (INV-37).
This module knows the shape and who may use what; `catalogue_reading` reads the files. Nothing in
the catalogue is legal advice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType

from logbook.domain.deadline_rules import DeadlineCode
from logbook.domain.kinds import Kind
from logbook.domain.practice import Inspectorate, Nation, Profession

GOES_STALE_AFTER = timedelta(days=180)
"""A row, or a catalogue, not looked at for longer is warned of (W-37)."""


class BasisFamily(Enum):
    """The kind of ground a disclosure rests on."""

    CONSENT = "consent"
    LAW = "law"
    PUBLIC_INTEREST = "public-interest"
    BEST_INTERESTS = "best-interests"


class Effect(Enum):
    """What a row of law does to the decision (domain reference, part 3)."""

    REQUIRED_BY_EVENT = "MR"
    REQUIRED_ON_DEMAND = "MQ"
    PERMITS = "PM"
    FORBIDS = "FB"
    RIGHT = "RG"
    CAPACITY = "CP"
    DATA_PROTECTION = "DP"
    TRAP = "TRAP"
    """It looks as if it compelled a registrant in private practice, and does not (3.9)."""


class TellRule(Enum):
    """What a row says about telling the service user (part 7)."""

    TELL = "T"
    TELL_UNLESS_REASON = "T-"
    TELLING_FORBIDDEN = "X"
    """Telling is an offence, or may be one."""
    NOT_APPLICABLE = "N"


class Standing(Enum):
    """Whether a row was law when it was last looked at."""

    IN_FORCE = "in-force"
    PARTLY = "partly"
    """In force in part only, or its sources disagree about how much; the row says which."""
    NOT_CONFIRMED = "enacted-not-confirmed"
    BILL = "bill"
    REPEALED = "repealed"


class EvidenceKind(Enum):
    """What kind of thing the practitioner saw that shows a ground to hold."""

    SPOKEN = "spoken"
    LETTER = "letter"
    EMAIL = "email"
    SOLICITORS_LETTER = "solicitors-letter"
    DATA_PROTECTION_FORM = "data-protection-form"
    STATUTORY_NOTICE = "statutory-notice"
    SEALED_ORDER = "sealed-order"
    WITNESS_SUMMONS = "witness-summons"
    WARRANT = "warrant"
    OFFICERS_AUTHORITY = "officers-authority"
    EVENT_KNOWN = "event-known"
    APPLICATION = "application"
    APPROVAL = "approval"

    @property
    def compels(self) -> bool:
        """Whether such a thing can show that the law requires a disclosure (B-05)."""
        return self not in _ONLY_A_REQUEST


_ONLY_A_REQUEST = frozenset(
    {
        EvidenceKind.SPOKEN,
        EvidenceKind.LETTER,
        EvidenceKind.EMAIL,
        EvidenceKind.SOLICITORS_LETTER,
        EvidenceKind.DATA_PROTECTION_FORM,
    }
)


class DataProtectionPart(Enum):
    """The question of data-protection law that a row answers (3.1)."""

    ARTICLE_6 = "article-6"
    ARTICLE_9 = "article-9"
    ARTICLE_10 = "article-10"
    SCHEDULE_1 = "schedule-1"
    POLICY_DOCUMENT = "policy-document"
    EXEMPTION = "exemption"


class Unusable(Enum):
    """Why a row cannot be relied on where and when a disclosure is decided."""

    WRONG_NATION = "wrong-nation"
    NOT_YET_IN_FORCE = "not-yet-in-force"
    NO_LONGER_IN_FORCE = "no-longer-in-force"
    NOT_CONFIRMED = "not-confirmed"
    BILL_ONLY = "bill-only"
    NOT_THIS_PROFESSION = "not-this-profession"
    ONLY_UNDER_PUBLIC_CONTRACT = "only-under-public-contract"
    NOT_FOR_PUBLIC_AUTHORITIES = "not-for-public-authorities"
    NOT_REGISTERED_THERE = "not-registered-there"
    DOES_NOT_COMPEL = "does-not-compel"
    NOT_FOR_THIS_KIND = "not-for-this-kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where, when and by whom a disclosure is decided: what the law offered depends on."""

    nation: Nation
    on: date
    profession: Profession | None = None
    public_contracts: bool = False
    inspectorates: tuple[Inspectorate, ...] = ()
    public_authority: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """One row of the catalogue."""

    code: str
    """Stable and printed, such as LB-COURT."""
    family: BasisFamily | None = None
    """The kind of ground it is; None where a disclosure cannot rest on it."""
    effect: Effect
    title: str
    citation: str
    nations: tuple[Nation, ...]
    words: str = ""
    """What it says, in our own words."""
    addressee: str = ""
    """To whom it is disclosed, or who may demand it."""
    evidence: str = ""
    """What has to be seen before this can be relied on."""
    standing: Standing
    verified_on: date | None = None
    """When the row was last checked against its source; None: not verified yet."""
    source: str
    trap: str = ""
    """What is easily got wrong about it."""
    kinds: tuple[Kind, ...] = ()
    """The kinds of entry it is offered for; none named: for every kind."""
    bound: str = ""
    """Who is bound by it, or may use it."""
    professions: tuple[Profession, ...] = ()
    """The only professions it reaches; none named: every one."""
    only_under_public_contract: bool = False
    not_for_public_authorities: bool = False
    inspectorate: Inspectorate | None = None
    """It reaches only practices registered with this body."""
    part: DataProtectionPart | None = None
    """The question of data-protection law it answers, if any."""
    tell: TellRule = TellRule.NOT_APPLICABLE
    deadlines: tuple[DeadlineCode, ...] = ()
    """The deadlines it starts."""
    deadline: str = ""
    """The time it allows, in words."""
    penalty: str = ""
    evidence_kinds: tuple[EvidenceKind, ...] = ()
    """The kinds of evidence that make it usable; none named: no particular kind."""
    in_force_from: date | None = None
    in_force_to: date | None = None
    """The last day it was law."""

    @property
    def requires(self) -> bool:
        """Whether it obliges to disclose, by an event or on a valid demand."""
        return self.effect in {Effect.REQUIRED_BY_EVENT, Effect.REQUIRED_ON_DEMAND}

    @property
    def obliges(self) -> bool:
        """Whether a disclosure may say of it that the law asks for this (INV-09: MR, MQ, RG)."""
        return self.requires or self.effect is Effect.RIGHT

    def holds_in(self, nation: Nation) -> bool:
        """Tell whether the row is law in a nation, whatever the day (B-07)."""
        return nation in self.nations and self.standing in {Standing.IN_FORCE, Standing.PARTLY}

    def is_for(self, kind: Kind) -> bool:
        """Tell whether it is offered for a kind of entry."""
        return not self.kinds or kind in self.kinds or kind in _TAKES_ANY_GROUND

    def accepts(self, evidence: EvidenceKind) -> bool:
        """Tell whether a kind of evidence makes it usable (B-05)."""
        if self.obliges and not evidence.compels:
            return False
        return not self.evidence_kinds or evidence in self.evidence_kinds

    def unusable(self, setting: Setting, kind: Kind | None = None) -> tuple[Unusable, ...]:
        """Give every reason why it cannot be relied on in a setting; none: it can (B-07)."""
        tests = (
            (self.effect is Effect.TRAP, Unusable.DOES_NOT_COMPEL),
            (setting.nation not in self.nations, Unusable.WRONG_NATION),
            (
                self.in_force_from is not None and setting.on < self.in_force_from,
                Unusable.NOT_YET_IN_FORCE,
            ),
            (
                self.standing is Standing.REPEALED
                or (self.in_force_to is not None and setting.on > self.in_force_to),
                Unusable.NO_LONGER_IN_FORCE,
            ),
            (self.standing is Standing.NOT_CONFIRMED, Unusable.NOT_CONFIRMED),
            (self.standing is Standing.BILL, Unusable.BILL_ONLY),
            (
                bool(self.professions) and setting.profession not in self.professions,
                Unusable.NOT_THIS_PROFESSION,
            ),
            (
                self.only_under_public_contract and not setting.public_contracts,
                Unusable.ONLY_UNDER_PUBLIC_CONTRACT,
            ),
            (
                self.not_for_public_authorities and setting.public_authority,
                Unusable.NOT_FOR_PUBLIC_AUTHORITIES,
            ),
            (
                self.inspectorate is not None and self.inspectorate not in setting.inspectorates,
                Unusable.NOT_REGISTERED_THERE,
            ),
            (kind is not None and not self.is_for(kind), Unusable.NOT_FOR_THIS_KIND),
        )
        return tuple(reason for applies, reason in tests if applies)

    def stale_on(self, day: date) -> bool:
        """Tell whether nobody has verified it in the 180 days before a day, or ever (W-37)."""
        return self.verified_on is None or day - self.verified_on > GOES_STALE_AFTER


_TAKES_ANY_GROUND = frozenset({Kind.RECURRING, Kind.BULK, Kind.REFUSAL, Kind.ACCESS})
"""These repeat, bundle, refuse or look at what has a kind, and so a ground, of its own."""

Refused = tuple[LegalBasis, tuple[Unusable, ...]]
"""A row that was not offered, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The law and the guidance a decision is made under, pinned by version and fingerprint."""

    version: str
    """The day of its edition, and a number where a day has more, such as 2026-11-22.2."""
    compiled_on: date
    guidance_edition: str
    rows: tuple[LegalBasis, ...]
    fingerprint: str = ""
    """SHA-256 over its files, 64 hexadecimal digits; empty for one that was not read from files."""
    _by_code: Mapping[str, LegalBasis] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the index by code."""
        index = MappingProxyType({row.code: row for row in self.rows})
        object.__setattr__(self, "_by_code", index)

    def find(self, code: str) -> LegalBasis | None:
        """Find a row by its code, or None when there is no such row."""
        return self._by_code.get(code)

    def offered(
        self,
        setting: Setting,
        family: BasisFamily | None = None,
        kind: Kind | None = None,
    ) -> tuple[LegalBasis, ...]:
        """List the grounds that can be relied on in a setting, of a family, for a kind of entry."""
        return tuple(
            row
            for row in self.rows
            if row.family is not None
            and (family is None or row.family is family)
            and (kind is None or row.is_for(kind))
            and not row.unusable(setting)
        )

    def refused(self, setting: Setting, kind: Kind | None = None) -> tuple[Refused, ...]:
        """List the grounds and traps of a kind of entry that cannot be relied on, and why."""
        considered = (
            row
            for row in self.rows
            if (
                row.family is not None
                or (row.effect is Effect.TRAP and setting.nation in row.nations)
            )
            and (kind is None or row.is_for(kind))
        )
        found = ((row, row.unusable(setting, kind)) for row in considered)
        return tuple((row, reasons) for row, reasons in found if reasons)

    def usable(
        self, setting: Setting, effect: Effect, kind: Kind | None = None
    ) -> tuple[LegalBasis, ...]:
        """List the rows of an effect that hold in a setting, such as what is forbidden there."""
        return tuple(
            row for row in self.rows if row.effect is effect and not row.unusable(setting, kind)
        )

    def answers(
        self, part: DataProtectionPart, setting: Setting, kind: Kind | None = None
    ) -> tuple[LegalBasis, ...]:
        """List the rows that may answer a question of data-protection law in a setting."""
        return tuple(
            row for row in self.rows if row.part is part and not row.unusable(setting, kind)
        )

    def stale_on(self, day: date) -> bool:
        """Tell whether it was compiled more than 180 days before a day (W-37)."""
        return day - self.compiled_on > GOES_STALE_AFTER
