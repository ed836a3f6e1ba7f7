# SPDX-License-Identifier: Apache-2.0
"""Deadlines, in words: what is to be done, who says so, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from logbook.domain.deadline import DeadlineState
from logbook.domain.deadline_rules import Authority, DeadlineCode, Duty, Event, Grounding
from logbook.i18n import N_

LABELS: Mapping[Enum, str] = {
    DeadlineCode.SUBJECT_ACCESS: N_("Subject access request"),
    DeadlineCode.EXTENDED_ACCESS: N_("Subject access request, time extended"),
    DeadlineCode.PAUSED_ACCESS: N_("Subject access request, clock stopped for a question"),
    DeadlineCode.BREACH_TO_REGULATOR: N_("Breach: report to the regulator"),
    DeadlineCode.BREACH_TO_PERSON: N_("Breach: telling the people at risk"),
    DeadlineCode.ACCESS_AFTER_DEATH: N_("Access to the record of somebody who died"),
    DeadlineCode.COMPLAINT: N_("Data-protection complaint"),
    DeadlineCode.FGM: N_("Female genital mutilation"),
    DeadlineCode.DRIVER: N_("Notice to name a driver"),
    DeadlineCode.CHILD_SEXUAL_OFFENCE: N_("Suspected sexual offence against a child"),
    DeadlineCode.INSTRUMENT: N_("Order, notice or summons"),
    DeadlineCode.REVIEW_OF_NOT_TELLING: N_("Review of not telling the person yet"),
    DeadlineCode.REVIEW_OF_CONSENT: N_("Review of a consent"),
    DeadlineCode.RECORDING: N_("Prompt recording"),
    DeadlineCode.STATUTORY_REFERRAL: N_("Referral or report required of the practice"),
    Duty.ANSWER_ACCESS: N_("Answer the request for access"),
    Duty.TELL_OF_EXTENSION: N_("Tell the requester that you need longer, and why"),
    Duty.REPORT_BREACH: N_("Report the breach to the Information Commissioner"),
    Duty.TELL_OF_BREACH: N_("Tell the people the breach puts at high risk"),
    Duty.GIVE_ACCESS_AFTER_DEATH: N_("Give access to the record"),
    Duty.ACKNOWLEDGE_COMPLAINT: N_("Acknowledge the complaint"),
    Duty.NOTIFY_FGM: N_("Notify the police"),
    Duty.NAME_DRIVER: N_("Tell the police who was driving"),
    Duty.NOTIFY_CHILD_SEXUAL_OFFENCE: N_("Notify the police or the local authority"),
    Duty.COMPLY_WITH_INSTRUMENT: N_("Do what the order or notice requires"),
    Duty.REVIEW_NOT_TELLING: N_("Decide again whether the person can be told"),
    Duty.REVIEW_CONSENT: N_("Check that the consent still holds"),
    Duty.RECORD: N_("Record the disclosure"),
    Duty.REFER_TO_PVG: N_("Refer to Disclosure Scotland"),
    Duty.REPORT_ACCIDENT: N_("Report the accident"),
    Duty.REPORT_ABSENCE: N_("Report the injury that keeps somebody from work"),
    Event.RECEIPT: N_("receipt"),
    Event.IDENTITY: N_("proof of identity"),
    Event.FEE: N_("payment of the fee"),
    Event.CLARIFICATION: N_("the answer to your question"),
    Event.AWARENESS: N_("becoming aware"),
    Event.APPLICATION: N_("the application"),
    Event.FURTHER_INFORMATION: N_("the further information"),
    Event.DISCOVERY: N_("learning of it"),
    Event.SERVICE: N_("service"),
    Event.DECISION: N_("the decision"),
    Event.CONSENT: N_("the consent"),
    Event.CHANGE: N_("the change of circumstances"),
    Event.MAKING: N_("the disclosure"),
    Event.GROUNDS: N_("the grounds for referral"),
    Event.ACCIDENT: N_("the accident"),
    Authority.STATUTE: N_("set by law"),
    Authority.GUIDANCE: N_("set by guidance"),
    Authority.INSTRUMENT: N_("set in the order or notice"),
    Authority.HOUSE: N_("good practice"),
    Grounding.SOURCE: N_("taken from a published source"),
    Grounding.UNVERIFIED: N_("not yet checked against its source"),
    Grounding.HOUSE: N_("this logbook's own way of counting"),
    DeadlineState.WAITING: N_("Waiting"),
    DeadlineState.OPEN: N_("Open"),
    DeadlineState.SOON: N_("Due soon"),
    DeadlineState.OVERDUE: N_("Overdue"),
}
