# SPDX-License-Identifier: Apache-2.0
"""Access, publication, breaches and series, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from logbook.domain.access import AccessOutcome, AccessType, Applicant
from logbook.domain.breach import Risk
from logbook.domain.research import Medium
from logbook.domain.series import Rhythm
from logbook.i18n import N_

LABELS: Mapping[Enum, str] = {
    AccessType.BY_THE_PERSON: N_("The person asks"),
    AccessType.BY_AGENT: N_("Somebody asks on their behalf"),
    AccessType.BY_PARENT: N_("A parent asks for a child"),
    AccessType.BY_ATTORNEY: N_("An attorney, deputy or guardian asks"),
    AccessType.AFTER_DEATH: N_("Somebody asks after a death"),
    AccessType.RECTIFY: N_("To have it corrected"),
    AccessType.ERASE: N_("To have it erased"),
    AccessType.OBJECT: N_("To object to its use"),
    AccessType.COMPLAINT: N_("To complain about its use"),
    Applicant.PERSONAL_REPRESENTATIVE: N_("Personal representative (executor or administrator)"),
    Applicant.POSSIBLE_CLAIMANT: N_("Somebody who may have a claim from the death"),
    Applicant.RELATIVE: N_("A relative, no more"),
    Applicant.OTHER: N_("Somebody else"),
    AccessOutcome.GIVEN: N_("Given"),
    AccessOutcome.GIVEN_IN_PART: N_("Given in part"),
    AccessOutcome.REFUSED: N_("Refused"),
    AccessOutcome.NOTHING_HELD: N_("Nothing is held"),
    AccessOutcome.WITHDRAWN: N_("Withdrawn"),
    Medium.CONFERENCE: N_("At a conference"),
    Medium.JOURNAL: N_("In a journal or book"),
    Medium.TEACHING: N_("In teaching"),
    Medium.SOCIAL_MEDIA: N_("On social media"),
    Medium.PRESS: N_("In the press"),
    Medium.DATASET: N_("In a dataset"),
    Risk.UNLIKELY: N_("A risk to them is unlikely"),
    Risk.RISK: N_("There is a risk to them"),
    Risk.HIGH: N_("There is a high risk to them"),
    Rhythm.WEEKLY: N_("Every week"),
    Rhythm.MONTHLY: N_("Every month"),
    Rhythm.ON_EVENT: N_("Whenever something happens"),
}
