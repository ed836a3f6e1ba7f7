# SPDX-License-Identifier: Apache-2.0
"""Kinds of entry, uses and requests, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from logbook.domain.kinds import Kind
from logbook.domain.request import Channel, Origin, RequestStatus, Urgency
from logbook.domain.uses import Use
from logbook.i18n import N_

LABELS: Mapping[Enum, str] = {
    Kind.CARE: N_("For their care, with consent"),
    Kind.NON_CARE: N_("For another purpose, with consent"),
    Kind.FAMILY: N_("To family, a friend or a carer, with consent"),
    Kind.PUBLIC_INTEREST: N_("Without consent, in the public interest"),
    Kind.SAFEGUARDING: N_("To protect a child or an adult at risk"),
    Kind.BEST_INTERESTS: N_("The person cannot decide"),
    Kind.EMERGENCY: N_("An emergency"),
    Kind.LAW: N_("Required by law or a court"),
    Kind.REGULATOR_REQUIRED: N_("Required by a regulator"),
    Kind.REGULATOR_CONCERN: N_("A concern raised with a regulator"),
    Kind.SUBJECT_ACCESS: N_("Somebody asks to see the record"),
    Kind.DECEASED: N_("The record of somebody who has died"),
    Kind.DE_IDENTIFIED: N_("Without anything that identifies them"),
    Kind.RESEARCH: N_("Research, teaching or publication"),
    Kind.SUPERVISION: N_("Supervision, advice, an indemnity provider"),
    Kind.RECURRING: N_("One of a series"),
    Kind.BULK: N_("About many people at once"),
    Kind.PROCESSOR: N_("To a processor under contract"),
    Kind.REFUSAL: N_("A decision not to disclose"),
    Kind.ACCESS: N_("A record was looked at"),
    Kind.BREACH: N_("Sent or seen by mistake"),
    Use.CARE: N_("Care or treatment"),
    Use.INSURANCE: N_("Insurance"),
    Use.EMPLOYMENT: N_("Employment or occupational health"),
    Use.LEGAL_CLAIM: N_("A legal claim"),
    Use.BENEFITS: N_("Benefits or housing"),
    Use.EDUCATION: N_("School or education"),
    Use.SAFETY: N_("Preventing harm"),
    Use.SAFEGUARDING: N_("Safeguarding"),
    Use.LEGAL_DUTY: N_("A legal duty"),
    Use.ACCESS: N_("Seeing the record"),
    Use.RESEARCH: N_("Research"),
    Use.TEACHING: N_("Teaching"),
    Use.PUBLICATION: N_("Publication"),
    Use.AUDIT: N_("Audit"),
    Use.SUPERVISION: N_("Supervision or advice"),
    Use.ADMINISTRATION: N_("Administration or payment"),
    Origin.OWN_INITIATIVE: N_("Nobody asked: I decided to tell them"),
    Origin.ASKED: N_("Somebody asked"),
    Channel.IN_PERSON: N_("In person"),
    Channel.TELEPHONE: N_("By telephone"),
    Channel.LETTER: N_("By letter"),
    Channel.EMAIL: N_("By e-mail"),
    Channel.FORM: N_("On a form"),
    Channel.SERVED: N_("Served as a legal document"),
    Urgency.ROUTINE: N_("Routine"),
    Urgency.URGENT: N_("Urgent"),
    Urgency.EMERGENCY: N_("Emergency"),
    RequestStatus.OPEN: N_("Open"),
    RequestStatus.CLARIFYING: N_("Asked back"),
    RequestStatus.DECIDED: N_("Decided"),
    RequestStatus.WITHDRAWN: N_("Withdrawn"),
    RequestStatus.REFUSED: N_("Refused"),
    RequestStatus.COMPLIED: N_("Answered"),
}
