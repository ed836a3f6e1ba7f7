# SPDX-License-Identifier: Apache-2.0
"""The rules of time, DL-01 to DL-15: what has to be done, who says so, and how sure that is.

Source: domain reference 4.1 and 3.3 to 3.8. None of it is legal advice. What was written from
memory there is `Grounding.UNVERIFIED` here, and what is nobody's rule but the project's own is
`Grounding.HOUSE`: screens and documents must say so beside the date.
"""

from __future__ import annotations

from dataclasses import dataclass
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

SUBJECT_ACCESS = Rule(
    code=DeadlineCode.SUBJECT_ACCESS,
    duty=Duty.ANSWER_ACCESS,
    authority=Authority.STATUTE,
    grounding=Grounding.SOURCE,
    law="LB-SAR",
)
EXTENSION_NOTICE = Rule(
    code=DeadlineCode.EXTENDED_ACCESS,
    duty=Duty.TELL_OF_EXTENSION,
    authority=Authority.STATUTE,
    grounding=Grounding.SOURCE,
    law="LB-SAR",
)
EXTENDED_ACCESS = Rule(
    code=DeadlineCode.EXTENDED_ACCESS,
    duty=Duty.ANSWER_ACCESS,
    authority=Authority.STATUTE,
    grounding=Grounding.SOURCE,
    law="LB-SAR",
)
PAUSED_ACCESS = Rule(
    code=DeadlineCode.PAUSED_ACCESS,
    duty=Duty.ANSWER_ACCESS,
    authority=Authority.STATUTE,
    grounding=Grounding.HOUSE,
    law="LB-SAR",
)
BREACH_TO_REGULATOR = Rule(
    code=DeadlineCode.BREACH_TO_REGULATOR,
    duty=Duty.REPORT_BREACH,
    authority=Authority.STATUTE,
    grounding=Grounding.SOURCE,
    law="LB-33",
)
BREACH_TO_PERSON = Rule(
    code=DeadlineCode.BREACH_TO_PERSON,
    duty=Duty.TELL_OF_BREACH,
    authority=Authority.STATUTE,
    grounding=Grounding.UNVERIFIED,
    law="LB-33",
)
ACCESS_AFTER_DEATH = Rule(
    code=DeadlineCode.ACCESS_AFTER_DEATH,
    duty=Duty.GIVE_ACCESS_AFTER_DEATH,
    authority=Authority.STATUTE,
    grounding=Grounding.SOURCE,
    law="LB-AHRA",
)
COMPLAINT = Rule(
    code=DeadlineCode.COMPLAINT,
    duty=Duty.ACKNOWLEDGE_COMPLAINT,
    authority=Authority.STATUTE,
    grounding=Grounding.SOURCE,
    law="LB-COMPL",
)
FGM_GUIDANCE = Rule(
    code=DeadlineCode.FGM,
    duty=Duty.NOTIFY_FGM,
    authority=Authority.GUIDANCE,
    grounding=Grounding.UNVERIFIED,
    law="LB-FGM5B",
    nations=_ENGLAND_AND_WALES,
)
FGM_STATUTE = Rule(
    code=DeadlineCode.FGM,
    duty=Duty.NOTIFY_FGM,
    authority=Authority.STATUTE,
    grounding=Grounding.UNVERIFIED,
    law="LB-FGM5B",
    nations=_ENGLAND_AND_WALES,
)
DRIVER = Rule(
    code=DeadlineCode.DRIVER,
    duty=Duty.NAME_DRIVER,
    authority=Authority.STATUTE,
    grounding=Grounding.SOURCE,
    law="LB-172",
    nations=_GREAT_BRITAIN,
)
CHILD_SEXUAL_OFFENCE = Rule(
    code=DeadlineCode.CHILD_SEXUAL_OFFENCE,
    duty=Duty.NOTIFY_CHILD_SEXUAL_OFFENCE,
    authority=Authority.STATUTE,
    # Known from the text of the bill; whether it is in force is not confirmed.
    grounding=Grounding.UNVERIFIED,
    law="LB-CPA26",
    nations=(Nation.ENGLAND,),
)
INSTRUMENT = Rule(
    code=DeadlineCode.INSTRUMENT,
    duty=Duty.COMPLY_WITH_INSTRUMENT,
    authority=Authority.INSTRUMENT,
    grounding=Grounding.SOURCE,
)
REVIEW_OF_NOT_TELLING = Rule(
    code=DeadlineCode.REVIEW_OF_NOT_TELLING,
    duty=Duty.REVIEW_NOT_TELLING,
    authority=Authority.HOUSE,
    grounding=Grounding.HOUSE,
)
REVIEW_OF_CONSENT = Rule(
    code=DeadlineCode.REVIEW_OF_CONSENT,
    duty=Duty.REVIEW_CONSENT,
    authority=Authority.HOUSE,
    grounding=Grounding.HOUSE,
)
RECORDING = Rule(
    code=DeadlineCode.RECORDING,
    duty=Duty.RECORD,
    authority=Authority.HOUSE,
    grounding=Grounding.HOUSE,
)
PVG_REFERRAL = Rule(
    code=DeadlineCode.STATUTORY_REFERRAL,
    duty=Duty.REFER_TO_PVG,
    authority=Authority.STATUTE,
    grounding=Grounding.UNVERIFIED,
    law="LB-PVG",
    nations=(Nation.SCOTLAND,),
)
ACCIDENT_REPORT = Rule(
    code=DeadlineCode.STATUTORY_REFERRAL,
    duty=Duty.REPORT_ACCIDENT,
    authority=Authority.STATUTE,
    grounding=Grounding.UNVERIFIED,
    law="LB-RIDDOR",
    nations=_GREAT_BRITAIN,
)
ABSENCE_REPORT = Rule(
    code=DeadlineCode.STATUTORY_REFERRAL,
    duty=Duty.REPORT_ABSENCE,
    authority=Authority.STATUTE,
    grounding=Grounding.UNVERIFIED,
    law="LB-RIDDOR",
    nations=_GREAT_BRITAIN,
)

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
