# SPDX-License-Identifier: Apache-2.0
"""The law, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from logbook.domain.legal_basis import (
    BasisFamily,
    DataProtectionPart,
    Effect,
    EvidenceKind,
    Standing,
    TellRule,
    Unusable,
)
from logbook.i18n import N_

LABELS: Mapping[Enum, str] = {
    BasisFamily.CONSENT: N_("Their consent"),
    BasisFamily.LAW: N_("The law requires it"),
    BasisFamily.PUBLIC_INTEREST: N_("The public interest"),
    BasisFamily.BEST_INTERESTS: N_("The person cannot decide"),
    Effect.REQUIRED_BY_EVENT: N_("required because something happened"),
    Effect.REQUIRED_ON_DEMAND: N_("required when validly demanded"),
    Effect.PERMITS: N_("permitted, not required"),
    Effect.FORBIDS: N_("forbidden or restricted"),
    Effect.RIGHT: N_("a right of the person or of somebody else"),
    Effect.CAPACITY: N_("a rule on who can decide"),
    Effect.DATA_PROTECTION: N_("a ground of data-protection law"),
    Effect.TRAP: N_("looks binding, is not"),
    TellRule.TELL: N_("Tell the person"),
    TellRule.TELL_UNLESS_REASON: N_("Tell the person, unless there is a reason not to"),
    TellRule.TELLING_FORBIDDEN: N_("Telling the person may be an offence"),
    TellRule.NOT_APPLICABLE: N_("Nobody to tell"),
    Standing.IN_FORCE: N_("in force"),
    Standing.PARTLY: N_("in force in part, or in doubt"),
    Standing.NOT_CONFIRMED: N_("enacted, not confirmed in force"),
    Standing.BILL: N_("only a bill"),
    Standing.REPEALED: N_("repealed"),
    EvidenceKind.SPOKEN: N_("Only said"),
    EvidenceKind.LETTER: N_("A letter"),
    EvidenceKind.EMAIL: N_("An e-mail"),
    EvidenceKind.SOLICITORS_LETTER: N_("A solicitor's letter"),
    EvidenceKind.DATA_PROTECTION_FORM: N_("A data-protection form"),
    EvidenceKind.STATUTORY_NOTICE: N_("A notice under a statute"),
    EvidenceKind.SEALED_ORDER: N_("A sealed order of a court"),
    EvidenceKind.WITNESS_SUMMONS: N_("A witness summons or citation"),
    EvidenceKind.WARRANT: N_("A warrant"),
    EvidenceKind.OFFICERS_AUTHORITY: N_("An officer's written authority"),
    EvidenceKind.EVENT_KNOWN: N_("Something that happened and is known to me"),
    EvidenceKind.APPLICATION: N_("An application by the person or for them"),
    EvidenceKind.APPROVAL: N_("An approval with a reference"),
    DataProtectionPart.ARTICLE_6: N_("Lawful basis (article 6)"),
    DataProtectionPart.ARTICLE_9: N_("Condition for health information (article 9)"),
    DataProtectionPart.ARTICLE_10: N_("Information about crime (article 10)"),
    DataProtectionPart.SCHEDULE_1: N_("Condition of schedule 1"),
    DataProtectionPart.POLICY_DOCUMENT: N_("Appropriate policy document"),
    DataProtectionPart.EXEMPTION: N_("Exemption"),
    Unusable.WRONG_NATION: N_("not law in this nation"),
    Unusable.NOT_YET_IN_FORCE: N_("not yet in force on that day"),
    Unusable.NO_LONGER_IN_FORCE: N_("no longer in force on that day"),
    Unusable.NOT_CONFIRMED: N_("not confirmed in force"),
    Unusable.BILL_ONLY: N_("only a bill"),
    Unusable.NOT_THIS_PROFESSION: N_("does not reach your profession"),
    Unusable.ONLY_UNDER_PUBLIC_CONTRACT: N_("only for work under a public contract"),
    Unusable.NOT_FOR_PUBLIC_AUTHORITIES: N_("not for public authorities"),
    Unusable.NOT_REGISTERED_THERE: N_("only for practices registered with this body"),
    Unusable.DOES_NOT_COMPEL: N_("does not bind you"),
    Unusable.NOT_FOR_THIS_KIND: N_("not for this kind of disclosure"),
}
