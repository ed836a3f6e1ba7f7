# SPDX-License-Identifier: Apache-2.0
"""The path of the wizard and what the rules say, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from logbook.domain.findings import Severity
from logbook.domain.steps import SkipReason, Step
from logbook.i18n import N_

LABELS: Mapping[Enum, str] = {
    Severity.STOP: N_("Stop"),
    Severity.WARN: N_("Consider"),
    Severity.INFO: N_("Note"),
    Step.PERSON: N_("Person"),
    Step.REQUEST: N_("Request and recipient"),
    Step.PURPOSE: N_("Purpose"),
    Step.INFORMATION: N_("What, and the minimum"),
    Step.SCREENING: N_("What must never go"),
    Step.CHILD: N_("The child"),
    Step.BASIS: N_("Basis"),
    Step.LAW: N_("The law"),
    Step.CONSENT: N_("Consent"),
    Step.UNABLE: N_("Deciding for them"),
    Step.WEIGHING: N_("Weighing it up"),
    Step.ACCESS: N_("Access to the record"),
    Step.SAFEGUARDING: N_("Safeguarding"),
    Step.RESEARCH: N_("Publication"),
    Step.DE_IDENTIFICATION: N_("Without a name"),
    Step.BREACH: N_("What went wrong"),
    Step.SERIES: N_("The series"),
    Step.BATCH: N_("Many people"),
    Step.DATA_PROTECTION: N_("Data protection"),
    Step.ADVICE: N_("Advice"),
    Step.DECISION: N_("Decision"),
    Step.REFUSAL: N_("The answer"),
    Step.MAKING: N_("Making it"),
    Step.TELLING: N_("Telling the person"),
    Step.FOLLOW_UP: N_("What comes next"),
    Step.CHECK: N_("Check your answers"),
    SkipReason.NOTHING_IS_SENT: N_("Nothing is sent, because the decision is not to disclose"),
    SkipReason.COVERED_BY_CONSENT: N_("A consent on record answers this"),
    SkipReason.EMERGENCY: N_("To be completed within 24 hours"),
    SkipReason.ANOTHER_BASIS: N_("It rests on something else"),
    SkipReason.ANOTHER_KIND: N_("Not asked of this kind of entry"),
    SkipReason.NOT_A_CHILD: N_("The person is not known to be under 18"),
    SkipReason.NOBODY_IDENTIFIABLE: N_("Nobody can be recognised in it"),
    SkipReason.PERSON_HAS_DIED: N_("Data-protection law covers the living"),
    SkipReason.IT_IS_DISCLOSED: N_("It is disclosed"),
}
