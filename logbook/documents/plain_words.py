# SPDX-License-Identifier: Apache-2.0
"""What a service user reads of a disclosure, in plain words that give nobody else away.

Kinds of information instead of what it says, nothing about a third party; where somebody was told
to keep people safe, neither the private person who was told nor the words written for the record.
"""

from __future__ import annotations

from collections.abc import Mapping

from logbook.domain.consent import InformationCategory
from logbook.domain.legal_basis import BasisFamily
from logbook.domain.party import PartyKind
from logbook.domain.transmission import SendingMethod
from logbook.i18n import N_, _

CATEGORIES: Mapping[InformationCategory, str] = {
    InformationCategory.IDENTITY_CONTACT: N_("Your name and how to reach you"),
    InformationCategory.ATTENDANCE: N_("When you came to see us"),
    InformationCategory.DIAGNOSIS: N_("What your health problem is called"),
    InformationCategory.ASSESSMENT_REPORT: N_("A report about how you are"),
    InformationCategory.CLINICAL_NOTES: N_("Notes about your care"),
    InformationCategory.TEST_RESULTS: N_("Results of your tests"),
    InformationCategory.TEST_RAW_DATA: N_("The detailed records of your tests"),
    InformationCategory.IMAGES: N_("Pictures of you"),
    InformationCategory.VIDEO_AUDIO: N_("Recordings of you"),
    InformationCategory.FITNESS_OPINION: N_("My view of what you are fit to do"),
    InformationCategory.FINANCIAL: N_("Information about money"),
    InformationCategory.LIFESTYLE_FAMILY: N_("Information about how you live"),
    InformationCategory.SAFEGUARDING_CONCERN: N_("A worry about somebody's safety"),
    InformationCategory.CRIMINAL_DATA: N_("Information to do with the law"),
    InformationCategory.THIRD_PARTY: N_("Some other information in your record"),
    InformationCategory.SENSITIVE: N_("Private information about your health"),
    InformationCategory.OTHER: N_("Some other information about you"),
}
"""Kinds of information in plain words; that there is something about a third party is not said."""

SENT: Mapping[SendingMethod, str] = {
    SendingMethod.IN_PERSON: N_("I gave it to them in person."),
    SendingMethod.TELEPHONE: N_("I told them by telephone."),
    SendingMethod.POST_FIRST_CLASS: N_("I sent it by post."),
    SendingMethod.POST_TRACKED: N_("I sent it by post that has to be signed for or tracked."),
    SendingMethod.COURIER: N_("A courier took it to them."),
    SendingMethod.SECURE_EMAIL: N_("I sent it by secure e-mail."),
    SendingMethod.ENCRYPTED_EMAIL: N_("I sent it by e-mail, locked with a password."),
    SendingMethod.PLAIN_EMAIL: N_("I sent it by e-mail."),
    SendingMethod.PORTAL: N_("I sent it through a secure website."),
    SendingMethod.FAX: N_("I sent it by fax."),
    SendingMethod.VIEWED_ON_SITE: N_("They looked at it here. They did not take it away."),
}

GROUNDS: Mapping[BasisFamily, str] = {
    BasisFamily.CONSENT: N_("You agreed to it"),
    BasisFamily.LAW: N_("The law"),
    BasisFamily.PUBLIC_INTEREST: N_("To keep people safe"),
    BasisFamily.BEST_INTERESTS: N_("You could not decide at that time"),
}


def is_protected(kind: PartyKind | None, family: BasisFamily | None) -> bool:
    """Tell whether who was told stays unnamed: a private person told to keep people safe."""
    return family is BasisFamily.PUBLIC_INTEREST and kind in {
        None,
        PartyKind.FAMILY_OR_CARER,
        PartyKind.OTHER,
    }


def recipient_in_words(shown: str, kind: PartyKind | None, family: BasisFamily | None) -> str:
    """Name who was told, unless they are to be protected."""
    if is_protected(kind, family) or not shown:
        return _("somebody who needed to know")
    return shown


def purpose_in_words(words: str, family: BasisFamily | None) -> str:
    """Say what it was needed for; what is written of a danger may tell of somebody else."""
    return _("to keep people safe") if family is BasisFamily.PUBLIC_INTEREST else words
