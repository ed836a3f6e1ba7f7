# SPDX-License-Identifier: Apache-2.0
"""What the rules say about a draft: stops, warnings and information, each with its code.

Codes are stable: they are printed on records, so a code is never used for anything else. B-, W-
and INV- come from the domain reference of the project; C- concerns the consent form and T- the
text itself. Each finding names the principle of the HCPC's guidance on confidentiality that it
serves.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from logbook.errors import LogbookError

OVERRIDE_LENGTH = 30
"""Characters a reason needs before it can override a stop; it is stored and printed."""


class Severity(Enum):
    """What a finding does to signing."""

    STOP = "stop"
    WARN = "warn"
    INFO = "info"


class Principle(Enum):
    """The eight principles of the HCPC's confidentiality guidance, by short code."""

    KEEP_SAFE = "HP1"
    CONSENT = "HP2"
    MINIMUM = "HP3"
    TELL = "HP4"
    RECORDS = "HP5"
    LAW = "HP6"
    ADVICE = "HP7"
    JUSTIFY = "HP8"


class Code(Enum):
    """Every finding this edition of the rules can make."""

    NO_BASIS = "B-01"
    CONSENT_NOT_GIVEN = "B-03"
    OUTSIDE_CONSENT = "B-04"
    NOT_LAW_HERE = "B-07"
    RECIPIENT_NOT_VERIFIED = "B-09"
    IMPLIED_FOR_NON_CARE = "B-11"
    NOT_A_REGISTRANT = "B-15"
    UNSAFE_CHANNEL = "B-16"
    TIMES_OUT_OF_ORDER = "INV-02"
    NO_SERVICE_USER = "INV-03"
    INCOMPLETE = "INV-04"
    REFUSAL_WITHOUT_REASON = "INV-05"
    WHY_IDENTIFIABLE = "INV-07"
    THIRD_PARTY_UNREVIEWED = "INV-08"
    NO_EVIDENCE_OF_LAW = "INV-09"
    WHY_WITHOUT_CONSENT = "INV-14"
    TELLING_UNDECIDED = "INV-20"
    NOT_TOLD_WITHOUT_REASON = "INV-21"
    CONSENT_INCOMPLETE = "C-01"
    WHY_NOT_WRITTEN = "INV-11"
    OLD_CONSENT = "W-01"
    NOT_IN_WRITING = "W-03"
    MANY_CATEGORIES = "W-07"
    THIRD_PARTY = "W-08"
    UNSAFE_ADDRESS = "W-11"
    RETROSPECTIVE = "W-13"
    DUTY_NOT_TOLD = "W-35"
    LAW_NOT_VERIFIED = "W-37"
    TEXT_TOO_LONG = "T-01"
    TEXT_UNREADABLE = "T-02"
    NUMBER_UNLIKELY = "T-03"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a code means for signing, and which principle it serves."""

    severity: Severity
    principle: Principle
    overridable: bool = False


RULES: dict[Code, Rule] = {
    Code.NO_BASIS: Rule(severity=Severity.STOP, principle=Principle.CONSENT),
    Code.CONSENT_NOT_GIVEN: Rule(
        severity=Severity.STOP, principle=Principle.CONSENT, overridable=True
    ),
    Code.OUTSIDE_CONSENT: Rule(
        severity=Severity.STOP, principle=Principle.CONSENT, overridable=True
    ),
    Code.NOT_LAW_HERE: Rule(severity=Severity.STOP, principle=Principle.LAW, overridable=True),
    Code.RECIPIENT_NOT_VERIFIED: Rule(
        severity=Severity.STOP, principle=Principle.KEEP_SAFE, overridable=True
    ),
    Code.IMPLIED_FOR_NON_CARE: Rule(
        severity=Severity.STOP, principle=Principle.CONSENT, overridable=True
    ),
    Code.NOT_A_REGISTRANT: Rule(severity=Severity.STOP, principle=Principle.JUSTIFY),
    Code.UNSAFE_CHANNEL: Rule(
        severity=Severity.STOP, principle=Principle.KEEP_SAFE, overridable=True
    ),
    Code.TIMES_OUT_OF_ORDER: Rule(severity=Severity.STOP, principle=Principle.RECORDS),
    Code.NO_SERVICE_USER: Rule(severity=Severity.STOP, principle=Principle.RECORDS),
    Code.INCOMPLETE: Rule(severity=Severity.STOP, principle=Principle.RECORDS),
    Code.REFUSAL_WITHOUT_REASON: Rule(severity=Severity.STOP, principle=Principle.JUSTIFY),
    Code.WHY_IDENTIFIABLE: Rule(severity=Severity.STOP, principle=Principle.MINIMUM),
    Code.THIRD_PARTY_UNREVIEWED: Rule(severity=Severity.STOP, principle=Principle.MINIMUM),
    Code.NO_EVIDENCE_OF_LAW: Rule(severity=Severity.STOP, principle=Principle.LAW),
    Code.WHY_WITHOUT_CONSENT: Rule(severity=Severity.STOP, principle=Principle.JUSTIFY),
    Code.TELLING_UNDECIDED: Rule(severity=Severity.STOP, principle=Principle.TELL),
    Code.NOT_TOLD_WITHOUT_REASON: Rule(severity=Severity.STOP, principle=Principle.TELL),
    Code.CONSENT_INCOMPLETE: Rule(severity=Severity.STOP, principle=Principle.CONSENT),
    Code.WHY_NOT_WRITTEN: Rule(severity=Severity.STOP, principle=Principle.CONSENT),
    Code.OLD_CONSENT: Rule(severity=Severity.WARN, principle=Principle.CONSENT),
    Code.NOT_IN_WRITING: Rule(severity=Severity.WARN, principle=Principle.CONSENT),
    Code.MANY_CATEGORIES: Rule(severity=Severity.WARN, principle=Principle.MINIMUM),
    Code.THIRD_PARTY: Rule(severity=Severity.WARN, principle=Principle.MINIMUM),
    Code.UNSAFE_ADDRESS: Rule(severity=Severity.WARN, principle=Principle.KEEP_SAFE),
    Code.RETROSPECTIVE: Rule(severity=Severity.WARN, principle=Principle.RECORDS),
    Code.DUTY_NOT_TOLD: Rule(severity=Severity.WARN, principle=Principle.KEEP_SAFE),
    Code.LAW_NOT_VERIFIED: Rule(severity=Severity.WARN, principle=Principle.LAW),
    Code.TEXT_TOO_LONG: Rule(severity=Severity.STOP, principle=Principle.RECORDS),
    Code.TEXT_UNREADABLE: Rule(severity=Severity.STOP, principle=Principle.RECORDS),
    Code.NUMBER_UNLIKELY: Rule(severity=Severity.WARN, principle=Principle.RECORDS),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing the rules say about one part of a draft."""

    code: Code
    part: str
    """The part of the value it concerns, such as `recipient.name`."""
    answered: bool = False
    """Whether the professional has overridden (stop) or answered (warning) it with a reason."""

    @property
    def rule(self) -> Rule:
        """What the code means for signing."""
        return RULES[self.code]

    @property
    def blocks(self) -> bool:
        """Whether nothing can be signed while this stands."""
        return self.rule.severity is Severity.STOP and not self.answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the professional wrote to override a stop or to answer a warning."""

    code: Code
    reason: str


def answered(code: Code, answers: tuple[Answer, ...]) -> bool:
    """Tell whether a reason was given that is good enough for the kind of finding."""
    rule = RULES[code]
    needed = OVERRIDE_LENGTH if rule.severity is Severity.STOP else 1
    can_be = rule.severity is not Severity.STOP or rule.overridable
    return can_be and any(
        answer.code is code and len(answer.reason.strip()) >= needed for answer in answers
    )


class RecordRefusedError(LogbookError):
    """A record was not made, because rules it must keep are broken."""

    code = "record-refused"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(", ".join(f"{found.code.value} {found.part}" for found in findings))
        self.findings = findings
