# SPDX-License-Identifier: Apache-2.0
"""The standards and the editions of the guidance, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from logbook.domain.guidance import EditionPoint, Standard
from logbook.i18n import N_

LABELS: Mapping[Enum, str] = {
    Standard.INTERESTS: N_("The interests of service users and carers"),
    Standard.COMMUNICATE: N_("Communicating well"),
    Standard.LIMITS: N_("Working within your knowledge and skills"),
    Standard.DELEGATE: N_("Delegating with care"),
    Standard.CONFIDENTIALITY: N_("Respecting confidentiality"),
    Standard.RISK: N_("Managing risk"),
    Standard.CONCERNS: N_("Reporting concerns about safety"),
    Standard.CANDOUR: N_("Being open when things go wrong"),
    Standard.HONESTY: N_("Honesty and trust"),
    Standard.RECORD_KEEPING: N_("Keeping records of your work"),
    EditionPoint.PASSING_ON: N_("Consent to passing information on"),
    EditionPoint.IN_WRITING_FOR_OTHER_USES: N_("Consent in writing for uses other than care"),
    EditionPoint.NECESSITY: N_("How necessary it has to be"),
}
