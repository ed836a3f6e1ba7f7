# SPDX-License-Identifier: Apache-2.0
"""What the rules say about a draft: stops, warnings and information, each with its code.

Codes are stable: they are printed on records, so a code is never used for anything else. B-, W-
and INV- come from the domain reference of the project (6.3, 6.4); C- is what the project asks
beyond it, I- is only worth knowing, T- is about the text itself. An invariant is never
overridden. Some stand behind a stop of their own: INV-10 behind B-01, INV-12 behind B-04, INV-22
behind B-08, INV-28 behind B-12, INV-36 behind B-15 and INV-40 behind B-11, which is why three of
these admit no override although the table of stops would allow one. Each finding names the
principle of the HCPC's guidance on confidentiality that it serves.
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
    """Every finding the rules can make."""

    NO_BASIS = "B-01"
    PROHIBITED = "B-02"
    CONSENT_NOT_GIVEN = "B-03"
    OUTSIDE_CONSENT = "B-04"
    NOT_AN_ORDER = "B-05"
    APPLICANT_WITHOUT_STANDING = "B-06"
    NOT_LAW_HERE = "B-07"
    TIPPING_OFF = "B-08"
    RECIPIENT_NOT_VERIFIED = "B-09"
    WEIGHING_INCOMPLETE = "B-10"
    IMPLIED_FOR_NON_CARE = "B-11"
    AUTHORITY_INVALID = "B-12"
    CHILD_OR_ADULT_OBJECTS = "B-13"
    WHOLE_RECORD = "B-14"
    NOT_A_REGISTRANT = "B-15"
    UNSAFE_CHANNEL = "B-16"
    POSTHUMOUS_REFUSAL = "B-17"
    OPINION_NEEDED = "B-18"
    NOT_ANONYMOUS = "B-19"
    AMENDED_WITHOUT_REASON = "INV-01"
    TIMES_OUT_OF_ORDER = "INV-02"
    NO_SERVICE_USER = "INV-03"
    INCOMPLETE = "INV-04"
    REFUSAL_WITHOUT_REASON = "INV-05"
    PART_WITHOUT_BOTH = "INV-06"
    WHY_IDENTIFIABLE = "INV-07"
    THIRD_PARTY_UNREVIEWED = "INV-08"
    NO_EVIDENCE_OF_LAW = "INV-09"
    WHY_NOT_WRITTEN = "INV-11"
    CONSENT_ENDED = "INV-13"
    WHY_WITHOUT_CONSENT = "INV-14"
    BEST_INTERESTS_INCOMPLETE = "INV-15"
    ADULT_OBJECTS = "INV-16"
    DATA_PROTECTION_INCOMPLETE = "INV-17"
    ARTICLE_6_NOT_OPEN = "INV-18"
    DATA_CONSENT_UNSOUND = "INV-19"
    TELLING_UNDECIDED = "INV-20"
    NOT_TOLD_WITHOUT_REASON = "INV-21"
    CONTACT_UNSAFE = "INV-24"
    REFUSAL_NOT_REFERRED = "INV-25"
    DECEASED = "INV-26"
    IDENTITY_NOT_CHECKED = "INV-29"
    BREACH_UNDECIDED = "INV-30"
    CONSENT_KEPT_TOO_SHORT = "INV-31"
    HELD = "INV-32"
    CONSENT_INCOMPLETE = "C-01"
    CONSENT_STATE = "C-02"
    ASSESSMENT_UNSOUND = "C-03"
    SERIES_UNSOUND = "C-04"
    KIND_UNSOUND = "C-05"
    CONSENT_LEAVES_OUT = "C-06"
    GROUNDS_NOT_CONFIRMED = "C-07"
    BENEFIT_DOUBTFUL = "C-08"
    SENSITIVE_NOT_ASKED = "C-09"
    ALREADY_TOLD = "C-10"
    OLD_CONSENT = "W-01"
    FORM_UNCLEAR = "W-02"
    NOT_IN_WRITING = "W-03"
    CAPACITY_NOT_ASSESSED = "W-04"
    PARENTAL_RESPONSIBILITY = "W-05"
    PRESSURE_POSSIBLE = "W-06"
    MANY_CATEGORIES = "W-07"
    THIRD_PARTY = "W-08"
    COULD_BE_ANONYMISED = "W-09"
    RE_IDENTIFIABLE = "W-10"
    UNSAFE_ADDRESS = "W-11"
    RELATIVE_ASKS = "W-12"
    RETROSPECTIVE = "W-13"
    DEADLINE_NEAR = "W-14"
    POLICE_REQUEST = "W-15"
    VICTIM_INFORMATION = "W-16"
    SAFEGUARDING_FIRST = "W-17"
    INSPECTORATE_DOUBTFUL = "W-18"
    POLICY_DOCUMENT = "W-19"
    ADULT_REFUSES_REFERRAL = "W-20"
    DUTY_TO_TELL_POLICE = "W-21"
    CHILD_SEXUAL_OFFENCE = "W-22"
    FGM_DUTY_PERSONAL = "W-23"
    SCOTTISH_TESTS = "W-24"
    WELSH_OFFER = "W-25"
    OTHER_COUNTRY = "W-26"
    ENFORCED_ACCESS = "W-27"
    RAW_TEST_DATA = "W-28"
    ORAL_DELAY_REQUEST = "W-29"
    MIGHT_TIP_OFF = "W-30"
    SERIOUS_HARM_OPINION = "W-31"
    ADVICE_IDENTIFIES = "W-32"
    PUBLICATION_IRREVOCABLE = "W-33"
    REFUSED_FOR_CARE = "W-34"
    DUTY_NOT_TOLD = "W-35"
    BREACH_CLOCK = "W-36"
    LAW_NOT_VERIFIED = "W-37"
    WHO_IS_CONTROLLER = "W-38"
    SOLICITOR_FOR_ANOTHER = "W-39"
    ALLEGATION = "W-40"
    FALSE_CHOICE = "W-41"
    OBJECTION_ON_FILE = "W-42"
    REPEATS_REFUSAL = "W-43"
    REGISTRANT_CONCERNED = "I-01"
    AGE_UNKNOWN = "I-02"
    TEXT_TOO_LONG = "T-01"
    TEXT_UNREADABLE = "T-02"
    NUMBER_UNLIKELY = "T-03"
    NAMES_THE_PERSON = "T-04"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a code means for signing, and which principle it serves."""

    severity: Severity
    principle: Principle
    overridable: bool = False


def _stop(principle: Principle, *, overridable: bool = False) -> Rule:
    return Rule(severity=Severity.STOP, principle=principle, overridable=overridable)


def _warn(principle: Principle) -> Rule:
    return Rule(severity=Severity.WARN, principle=principle)


def _note(principle: Principle) -> Rule:
    return Rule(severity=Severity.INFO, principle=principle)


RULES: dict[Code, Rule] = {
    Code.NO_BASIS: _stop(Principle.CONSENT),
    Code.PROHIBITED: _stop(Principle.LAW),
    Code.CONSENT_NOT_GIVEN: _stop(Principle.CONSENT, overridable=True),
    Code.OUTSIDE_CONSENT: _stop(Principle.CONSENT, overridable=True),
    Code.NOT_AN_ORDER: _stop(Principle.LAW, overridable=True),
    Code.APPLICANT_WITHOUT_STANDING: _stop(Principle.LAW, overridable=True),
    Code.NOT_LAW_HERE: _stop(Principle.LAW, overridable=True),
    Code.TIPPING_OFF: _stop(Principle.TELL),
    Code.RECIPIENT_NOT_VERIFIED: _stop(Principle.KEEP_SAFE, overridable=True),
    Code.WEIGHING_INCOMPLETE: _stop(Principle.JUSTIFY, overridable=True),
    Code.IMPLIED_FOR_NON_CARE: _stop(Principle.CONSENT),
    Code.AUTHORITY_INVALID: _stop(Principle.LAW),
    Code.CHILD_OR_ADULT_OBJECTS: _stop(Principle.CONSENT, overridable=True),
    Code.WHOLE_RECORD: _stop(Principle.MINIMUM, overridable=True),
    Code.NOT_A_REGISTRANT: _stop(Principle.JUSTIFY),
    Code.UNSAFE_CHANNEL: _stop(Principle.KEEP_SAFE, overridable=True),
    Code.POSTHUMOUS_REFUSAL: _stop(Principle.CONSENT),
    Code.OPINION_NEEDED: _stop(Principle.LAW, overridable=True),
    Code.NOT_ANONYMOUS: _stop(Principle.MINIMUM, overridable=True),
    Code.AMENDED_WITHOUT_REASON: _stop(Principle.RECORDS),
    Code.TIMES_OUT_OF_ORDER: _stop(Principle.RECORDS),
    Code.NO_SERVICE_USER: _stop(Principle.RECORDS),
    Code.INCOMPLETE: _stop(Principle.RECORDS),
    Code.REFUSAL_WITHOUT_REASON: _stop(Principle.JUSTIFY),
    Code.PART_WITHOUT_BOTH: _stop(Principle.MINIMUM),
    Code.WHY_IDENTIFIABLE: _stop(Principle.MINIMUM),
    Code.THIRD_PARTY_UNREVIEWED: _stop(Principle.MINIMUM),
    Code.NO_EVIDENCE_OF_LAW: _stop(Principle.LAW),
    Code.WHY_NOT_WRITTEN: _stop(Principle.CONSENT),
    Code.CONSENT_ENDED: _stop(Principle.CONSENT),
    Code.WHY_WITHOUT_CONSENT: _stop(Principle.JUSTIFY),
    Code.BEST_INTERESTS_INCOMPLETE: _stop(Principle.LAW),
    Code.ADULT_OBJECTS: _stop(Principle.CONSENT),
    Code.DATA_PROTECTION_INCOMPLETE: _stop(Principle.LAW),
    Code.ARTICLE_6_NOT_OPEN: _stop(Principle.LAW),
    Code.DATA_CONSENT_UNSOUND: _stop(Principle.CONSENT),
    Code.TELLING_UNDECIDED: _stop(Principle.TELL),
    Code.NOT_TOLD_WITHOUT_REASON: _stop(Principle.TELL),
    Code.CONTACT_UNSAFE: _stop(Principle.KEEP_SAFE, overridable=True),
    Code.REFUSAL_NOT_REFERRED: _stop(Principle.CONSENT),
    Code.DECEASED: _stop(Principle.LAW),
    Code.IDENTITY_NOT_CHECKED: _stop(Principle.KEEP_SAFE),
    Code.BREACH_UNDECIDED: _stop(Principle.LAW),
    Code.CONSENT_KEPT_TOO_SHORT: _stop(Principle.RECORDS),
    Code.HELD: _stop(Principle.LAW),
    Code.CONSENT_INCOMPLETE: _stop(Principle.CONSENT),
    Code.CONSENT_STATE: _stop(Principle.CONSENT),
    Code.ASSESSMENT_UNSOUND: _stop(Principle.LAW),
    Code.SERIES_UNSOUND: _stop(Principle.RECORDS),
    Code.KIND_UNSOUND: _stop(Principle.JUSTIFY),
    Code.CONSENT_LEAVES_OUT: _warn(Principle.CONSENT),
    Code.GROUNDS_NOT_CONFIRMED: _warn(Principle.LAW),
    Code.BENEFIT_DOUBTFUL: _warn(Principle.LAW),
    Code.SENSITIVE_NOT_ASKED: _warn(Principle.KEEP_SAFE),
    Code.ALREADY_TOLD: _stop(Principle.TELL),
    Code.OLD_CONSENT: _warn(Principle.CONSENT),
    Code.FORM_UNCLEAR: _warn(Principle.CONSENT),
    Code.NOT_IN_WRITING: _warn(Principle.CONSENT),
    Code.CAPACITY_NOT_ASSESSED: _warn(Principle.CONSENT),
    Code.PARENTAL_RESPONSIBILITY: _warn(Principle.CONSENT),
    Code.PRESSURE_POSSIBLE: _warn(Principle.CONSENT),
    Code.MANY_CATEGORIES: _warn(Principle.MINIMUM),
    Code.THIRD_PARTY: _warn(Principle.MINIMUM),
    Code.COULD_BE_ANONYMISED: _warn(Principle.MINIMUM),
    Code.RE_IDENTIFIABLE: _warn(Principle.MINIMUM),
    Code.UNSAFE_ADDRESS: _warn(Principle.KEEP_SAFE),
    Code.RELATIVE_ASKS: _note(Principle.KEEP_SAFE),
    Code.RETROSPECTIVE: _warn(Principle.RECORDS),
    Code.DEADLINE_NEAR: _note(Principle.LAW),
    Code.POLICE_REQUEST: _warn(Principle.LAW),
    Code.VICTIM_INFORMATION: _warn(Principle.LAW),
    Code.SAFEGUARDING_FIRST: _note(Principle.JUSTIFY),
    Code.INSPECTORATE_DOUBTFUL: _warn(Principle.LAW),
    Code.POLICY_DOCUMENT: _warn(Principle.LAW),
    Code.ADULT_REFUSES_REFERRAL: _warn(Principle.CONSENT),
    Code.DUTY_TO_TELL_POLICE: _warn(Principle.LAW),
    Code.CHILD_SEXUAL_OFFENCE: _warn(Principle.LAW),
    Code.FGM_DUTY_PERSONAL: _note(Principle.LAW),
    Code.SCOTTISH_TESTS: _note(Principle.LAW),
    Code.WELSH_OFFER: _note(Principle.TELL),
    Code.OTHER_COUNTRY: _warn(Principle.LAW),
    Code.ENFORCED_ACCESS: _warn(Principle.LAW),
    Code.RAW_TEST_DATA: _warn(Principle.KEEP_SAFE),
    Code.ORAL_DELAY_REQUEST: _warn(Principle.TELL),
    Code.MIGHT_TIP_OFF: _warn(Principle.TELL),
    Code.SERIOUS_HARM_OPINION: _warn(Principle.LAW),
    Code.ADVICE_IDENTIFIES: _warn(Principle.ADVICE),
    Code.PUBLICATION_IRREVOCABLE: _warn(Principle.CONSENT),
    Code.REFUSED_FOR_CARE: _warn(Principle.JUSTIFY),
    Code.DUTY_NOT_TOLD: _warn(Principle.KEEP_SAFE),
    Code.BREACH_CLOCK: _note(Principle.LAW),
    Code.LAW_NOT_VERIFIED: _warn(Principle.LAW),
    Code.WHO_IS_CONTROLLER: _warn(Principle.LAW),
    Code.SOLICITOR_FOR_ANOTHER: _warn(Principle.LAW),
    Code.ALLEGATION: _warn(Principle.LAW),
    Code.FALSE_CHOICE: _warn(Principle.CONSENT),
    Code.OBJECTION_ON_FILE: _warn(Principle.CONSENT),
    Code.REPEATS_REFUSAL: _warn(Principle.JUSTIFY),
    Code.REGISTRANT_CONCERNED: _note(Principle.LAW),
    Code.AGE_UNKNOWN: _note(Principle.CONSENT),
    Code.TEXT_TOO_LONG: _stop(Principle.RECORDS),
    Code.TEXT_UNREADABLE: _stop(Principle.RECORDS),
    Code.NUMBER_UNLIKELY: _warn(Principle.RECORDS),
    Code.NAMES_THE_PERSON: _stop(Principle.RECORDS),
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
