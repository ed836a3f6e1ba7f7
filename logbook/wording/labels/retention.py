# SPDX-License-Identifier: Apache-2.0
"""How long records are kept, what holds them and what becomes of them, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from logbook.domain.destruction import DestructionGround, RetentionChoice
from logbook.domain.erasure import ErasureExemption, ErasureOutcome
from logbook.domain.holds import HoldReason
from logbook.domain.retention import Footing, RecordClass, Trigger
from logbook.domain.retention_dates import DateReason
from logbook.i18n import N_

LABELS: Mapping[Enum, str] = {
    RecordClass.ADULT: N_("Adult's health record"),
    RecordClass.CHILD: N_("Child's health record"),
    RecordClass.MENTAL_HEALTH: N_("Mental health record, psychology included"),
    RecordClass.MATERNITY: N_("Maternity record"),
    RecordClass.ONCOLOGY: N_("Cancer record, radiotherapy included"),
    RecordClass.LONG_TERM: N_("Record of a long illness that may come back"),
    RecordClass.AMBULANCE: N_("Ambulance record"),
    RecordClass.OCCUPATIONAL_HEALTH: N_("Occupational health record"),
    RecordClass.HEALTH_SURVEILLANCE: N_("Health surveillance at work"),
    RecordClass.ACCESS_CORRESPONDENCE: N_("Letters about a request for access"),
    RecordClass.ACCESS_APPEAL: N_("Letters about a request for access, with an appeal"),
    RecordClass.COMPLAINT: N_("Complaint"),
    RecordClass.INCIDENT: N_("Incident"),
    RecordClass.SERIOUS_INCIDENT: N_("Serious incident"),
    RecordClass.CLAIM: N_("Claim or court case"),
    RecordClass.BREACH: N_("Record of a breach"),
    RecordClass.DISCLOSURE: N_("Record of a disclosure"),
    RecordClass.CONSENT: N_("Consent"),
    RecordClass.CERTIFICATE: N_("Certificate of destruction"),
    Trigger.LAST_CONTACT: N_("the last contact or discharge"),
    Trigger.END_OF_TREATMENT: N_("the end of treatment"),
    Trigger.BIRTHDAY: N_("the date of birth"),
    Trigger.DEATH: N_("the death"),
    Trigger.CLOSURE: N_("the closing of the file"),
    Trigger.LEAVING: N_("leaving the employment"),
    Trigger.RECORDED: N_("the day it was recorded"),
    Trigger.HEALTH_RECORD: N_("as long as the health record"),
    Footing.PUBLISHED: N_("published, and checked against its source"),
    Footing.FROM_MEMORY: N_("from memory, not checked yet"),
    Footing.OWN_RULE: N_("this program's own rule"),
    DateReason.RULE: N_("by the rule"),
    DateReason.AFTER_DEATH: N_("by the rule after a death"),
    DateReason.BIRTH_UNKNOWN: N_("the date of birth is not known, so the longest is taken"),
    DateReason.LEAVING_UNKNOWN: N_("no day yet: when they left the employment is not known"),
    DateReason.FILE_OPEN: N_("no day yet: a linked file is still open"),
    HoldReason.COMPLAINT: N_("A complaint"),
    HoldReason.CLAIM: N_("A claim"),
    HoldReason.REGULATOR: N_("An investigation by a regulator"),
    HoldReason.INQUEST: N_("An inquest or fatal accident inquiry"),
    HoldReason.POLICE: N_("A police investigation"),
    HoldReason.ACCESS_REQUEST: N_("A request for access that is not answered yet"),
    HoldReason.INQUIRY: N_("A public inquiry"),
    RetentionChoice.DESTROY: N_("Destroy"),
    RetentionChoice.RETAIN: N_("Retain for now"),
    RetentionChoice.LENGTHEN: N_("Keep longer"),
    RetentionChoice.SHORTEN: N_("Keep for less time"),
    DestructionGround.RETENTION: N_("The time for which they are kept was over"),
    DestructionGround.ERASURE: N_("The person asked for it"),
    ErasureOutcome.GRANTED: N_("Granted"),
    ErasureOutcome.PARTIAL: N_("Granted in part"),
    ErasureOutcome.REFUSED: N_("Refused"),
    ErasureExemption.NO_GROUND: N_("None of the grounds for erasure applies"),
    ErasureExemption.EXPRESSION: N_("Freedom of expression and information"),
    ErasureExemption.LEGAL_OBLIGATION: N_("The law obliges us to keep them"),
    ErasureExemption.PUBLIC_TASK: N_("A task in the public interest or of an authority"),
    ErasureExemption.HEALTH_CARE: N_("Health care under a duty of secrecy"),
    ErasureExemption.PUBLIC_HEALTH: N_("Public health"),
    ErasureExemption.ARCHIVING: N_("Archiving, research or statistics"),
    ErasureExemption.LEGAL_CLAIMS: N_("Making or defending a legal claim"),
}
