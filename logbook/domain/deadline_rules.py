# SPDX-License-Identifier: Apache-2.0
"""The rules of time, DL-01 to DL-15: what has to be done, who says so, and how sure that is.

Source: domain reference 4.1 and 3.3 to 3.8. None of it is legal advice. What was written from
memory there is `Grounding.UNVERIFIED` here, and what is nobody's rule but the project's own is
`Grounding.HOUSE`: screens and documents must say so beside the date.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from logbook.domain.practice import Nation


class DeadlineCode(Enum):
    """The rules by their stable codes, which are printed on records."""

    SUBJECT_ACCESS = "DL-01"
    EXTENDED_ACCESS = "DL-02"
    PAUSED_ACCESS = "DL-03"
    BREACH_TO_REGULATOR = "DL-04"
    BREACH_TO_PERSON = "DL-05"
    ACCESS_AFTER_DEATH = "DL-06"
    COMPLAINT = "DL-07"
    FGM = "DL-08"
    DRIVER = "DL-09"
    CHILD_SEXUAL_OFFENCE = "DL-10"
    INSTRUMENT = "DL-11"
    REVIEW_OF_NOT_TELLING = "DL-12"
    REVIEW_OF_CONSENT = "DL-13"
    RECORDING = "DL-14"
    STATUTORY_REFERRAL = "DL-15"


class Duty(Enum):
    """What has to be done by the time that is given."""

    ANSWER_ACCESS = "answer-access"
    TELL_OF_EXTENSION = "tell-of-extension"
    REPORT_BREACH = "report-breach"
    TELL_OF_BREACH = "tell-of-breach"
    GIVE_ACCESS_AFTER_DEATH = "give-access-after-death"
    ACKNOWLEDGE_COMPLAINT = "acknowledge-complaint"
    NOTIFY_FGM = "notify-fgm"
    NAME_DRIVER = "name-driver"
    NOTIFY_CHILD_SEXUAL_OFFENCE = "notify-child-sexual-offence"
    COMPLY_WITH_INSTRUMENT = "comply-with-instrument"
    REVIEW_NOT_TELLING = "review-not-telling"
    REVIEW_CONSENT = "review-consent"
    RECORD = "record"
    REFER_TO_PVG = "refer-to-pvg"
    REPORT_ACCIDENT = "report-accident"
    REPORT_ABSENCE = "report-absence"


class Event(Enum):
    """What a time is counted from, or what a clock that stands still waits for."""

    RECEIPT = "receipt"
    IDENTITY = "identity"
    FEE = "fee"
    CLARIFICATION = "clarification"
    AWARENESS = "awareness"
    APPLICATION = "application"
    FURTHER_INFORMATION = "further-information"
    DISCOVERY = "discovery"
    SERVICE = "service"
    DECISION = "decision"
    CONSENT = "consent"
    CHANGE = "change"
    MAKING = "making"
    GROUNDS = "grounds"
    ACCIDENT = "accident"


class Authority(Enum):
    """Who says that it has to be done by then."""

    STATUTE = "statute"
    GUIDANCE = "guidance"
    INSTRUMENT = "instrument"
    HOUSE = "house"


class Grounding(Enum):
    """What the way of counting rests on."""

    SOURCE = "source"
    UNVERIFIED = "unverified"
    HOUSE = "house"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of time."""

    code: DeadlineCode
    duty: Duty
    authority: Authority
    grounding: Grounding
    law: str = ""
    """The row of the catalogue it comes from; empty where there is none."""
    nations: tuple[Nation, ...] = tuple(Nation)


_ENGLAND_AND_WALES = (Nation.ENGLAND, Nation.WALES)
_GREAT_BRITAIN = (*_ENGLAND_AND_WALES, Nation.SCOTLAND)


def _statute(
    code: DeadlineCode,
    duty: Duty,
    law: str,
    grounding: Grounding = Grounding.UNVERIFIED,
    *nations: Nation,
) -> Rule:
    """Make a rule of an enactment, of every nation where none is named."""
    return Rule(
        code=code,
        duty=duty,
        authority=Authority.STATUTE,
        grounding=grounding,
        law=law,
        nations=nations or tuple(Nation),
    )


def _house(code: DeadlineCode, duty: Duty) -> Rule:
    """Make a rule that is nobody's but the project's own."""
    return Rule(code=code, duty=duty, authority=Authority.HOUSE, grounding=Grounding.HOUSE)


_SOURCE, _UNVERIFIED = Grounding.SOURCE, Grounding.UNVERIFIED

SUBJECT_ACCESS = _statute(DeadlineCode.SUBJECT_ACCESS, Duty.ANSWER_ACCESS, "LB-SAR", _SOURCE)
EXTENSION_NOTICE = _statute(DeadlineCode.EXTENDED_ACCESS, Duty.TELL_OF_EXTENSION, "LB-SAR", _SOURCE)
EXTENDED_ACCESS = _statute(DeadlineCode.EXTENDED_ACCESS, Duty.ANSWER_ACCESS, "LB-SAR", _SOURCE)
PAUSED_ACCESS = _statute(DeadlineCode.PAUSED_ACCESS, Duty.ANSWER_ACCESS, "LB-SAR", Grounding.HOUSE)
BREACH_TO_REGULATOR = _statute(
    DeadlineCode.BREACH_TO_REGULATOR, Duty.REPORT_BREACH, "LB-33", _SOURCE
)
BREACH_TO_PERSON = _statute(DeadlineCode.BREACH_TO_PERSON, Duty.TELL_OF_BREACH, "LB-33")
ACCESS_AFTER_DEATH = _statute(
    DeadlineCode.ACCESS_AFTER_DEATH, Duty.GIVE_ACCESS_AFTER_DEATH, "LB-AHRA", _SOURCE
)
COMPLAINT = _statute(DeadlineCode.COMPLAINT, Duty.ACKNOWLEDGE_COMPLAINT, "LB-COMPL", _SOURCE)
FGM_STATUTE = _statute(
    DeadlineCode.FGM, Duty.NOTIFY_FGM, "LB-FGM5B", _UNVERIFIED, *_ENGLAND_AND_WALES
)
FGM_GUIDANCE = replace(FGM_STATUTE, authority=Authority.GUIDANCE)
DRIVER = _statute(DeadlineCode.DRIVER, Duty.NAME_DRIVER, "LB-172", _SOURCE, *_GREAT_BRITAIN)
# Known from the text of the bill; whether it is in force is not confirmed.
CHILD_SEXUAL_OFFENCE = _statute(
    DeadlineCode.CHILD_SEXUAL_OFFENCE,
    Duty.NOTIFY_CHILD_SEXUAL_OFFENCE,
    "LB-CPA26",
    _UNVERIFIED,
    Nation.ENGLAND,
)
INSTRUMENT = Rule(
    code=DeadlineCode.INSTRUMENT,
    duty=Duty.COMPLY_WITH_INSTRUMENT,
    authority=Authority.INSTRUMENT,
    grounding=Grounding.SOURCE,
)
REVIEW_OF_NOT_TELLING = _house(DeadlineCode.REVIEW_OF_NOT_TELLING, Duty.REVIEW_NOT_TELLING)
REVIEW_OF_CONSENT = _house(DeadlineCode.REVIEW_OF_CONSENT, Duty.REVIEW_CONSENT)
RECORDING = _house(DeadlineCode.RECORDING, Duty.RECORD)
PVG_REFERRAL = _statute(
    DeadlineCode.STATUTORY_REFERRAL, Duty.REFER_TO_PVG, "LB-PVG", _UNVERIFIED, Nation.SCOTLAND
)
ACCIDENT_REPORT = _statute(
    DeadlineCode.STATUTORY_REFERRAL,
    Duty.REPORT_ACCIDENT,
    "LB-RIDDOR",
    _UNVERIFIED,
    *_GREAT_BRITAIN,
)
ABSENCE_REPORT = replace(ACCIDENT_REPORT, duty=Duty.REPORT_ABSENCE)

RULES: tuple[Rule, ...] = (
    SUBJECT_ACCESS,
    EXTENSION_NOTICE,
    EXTENDED_ACCESS,
    PAUSED_ACCESS,
    BREACH_TO_REGULATOR,
    BREACH_TO_PERSON,
    ACCESS_AFTER_DEATH,
    COMPLAINT,
    FGM_GUIDANCE,
    FGM_STATUTE,
    DRIVER,
    CHILD_SEXUAL_OFFENCE,
    INSTRUMENT,
    REVIEW_OF_NOT_TELLING,
    REVIEW_OF_CONSENT,
    RECORDING,
    PVG_REFERRAL,
    ACCIDENT_REPORT,
    ABSENCE_REPORT,
)
