# SPDX-License-Identifier: Apache-2.0
"""What is disclosed, how it is decided and how it is sent, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from logbook.domain.basis import Attempt
from logbook.domain.decision import Choice, Followed, RefusalReason
from logbook.domain.information import Identifiability, ItemFormat, ThirdPartyReview, Trace
from logbook.domain.prohibition import Prohibited, WayThrough
from logbook.domain.safeguarding import AtRisk, Concern
from logbook.domain.transmission import SendingMethod
from logbook.domain.unable import WhyUnable
from logbook.domain.weighing import Gravity, Imminence, Likelihood
from logbook.i18n import N_

LABELS: Mapping[Enum, str] = {
    Identifiability.IDENTIFIABLE: N_("Names or identifies the person"),
    Identifiability.PSEUDONYMISED: N_("Under a code only we can trace"),
    Identifiability.ANONYMISED: N_("Nobody can be recognised"),
    Identifiability.MIXED: N_("Some of it identifies the person"),
    ThirdPartyReview.NONE_PRESENT: N_("There is nothing about anybody else in it"),
    ThirdPartyReview.REMOVED: N_("There was, and it was taken out"),
    ThirdPartyReview.KEPT: N_("There is, and it stays in"),
    ItemFormat.SPOKEN: N_("Spoken"),
    ItemFormat.PAPER: N_("On paper"),
    ItemFormat.ELECTRONIC: N_("As a file"),
    ItemFormat.VIEWED: N_("Looked at"),
    Trace.NAME: N_("Name"),
    Trace.INITIALS: N_("Initials"),
    Trace.DATE: N_("Dates"),
    Trace.POSTCODE: N_("Postcode or place"),
    Trace.RARE_CONDITION: N_("A rare condition or event"),
    Trace.SMALL_NUMBERS: N_("Small numbers"),
    Trace.FREE_TEXT: N_("Free text"),
    Trace.IMAGE: N_("Face, body or room in an image"),
    Trace.VOICE: N_("Voice"),
    Trace.METADATA: N_("Data about the file"),
    Prohibited.GENDER_RECOGNITION: N_("Gender recognition"),
    Prohibited.FERTILITY_TREATMENT: N_("Fertility treatment at a licensed centre"),
    Prohibited.ADOPTION: N_("Adoption"),
    Prohibited.REPORTING_RESTRICTION: N_("A reporting restriction"),
    Prohibited.COURT_DOCUMENTS: N_("Documents of proceedings about children"),
    Prohibited.LEGAL_PRIVILEGE: N_("Legal advice given in confidence"),
    Prohibited.SAFETY_INVESTIGATION: N_("Protected material of a safety investigation"),
    WayThrough.HEALTH_PROFESSIONAL: N_(
        "To a health professional, for medical purposes, with consent"
    ),
    WayThrough.WRITTEN_CONSENT: N_("The person agreed to it in writing"),
    WayThrough.LEGAL_ADVICE: N_("To obtain legal advice"),
    WayThrough.COURT_ORDER: N_("A court has ordered it"),
    WayThrough.STATUTORY_GATEWAY: N_("A statute allows it here"),
    WayThrough.CRIME: N_("To the police, to prevent or investigate a crime"),
    Attempt.AGREED: N_("Asked, and agreed"),
    Attempt.REFUSED: N_("Asked, and refused"),
    Attempt.NO_ANSWER: N_("Asked, without an answer"),
    Attempt.NOT_ASKED: N_("Not asked"),
    Likelihood.REMOTE: N_("Remote"),
    Likelihood.POSSIBLE: N_("Possible"),
    Likelihood.LIKELY: N_("Likely"),
    Likelihood.CERTAIN: N_("Certain"),
    Gravity.MINOR: N_("Minor"),
    Gravity.MODERATE: N_("Moderate"),
    Gravity.SERIOUS: N_("Serious"),
    Gravity.DEATH: N_("Death"),
    Imminence.DISTANT: N_("Some time ahead"),
    Imminence.WEEKS: N_("Within weeks"),
    Imminence.DAYS: N_("Within days"),
    Imminence.NOW: N_("Now"),
    WhyUnable.LACKS_CAPACITY: N_("They lack capacity for this decision"),
    WhyUnable.UNCONSCIOUS: N_("They are unconscious"),
    WhyUnable.TOO_ILL: N_("They are too ill to say"),
    WhyUnable.CANNOT_BE_REACHED: N_("They cannot be reached in time"),
    WhyUnable.CHILD_NOT_COMPETENT: N_("The child is not competent to decide this"),
    AtRisk.CHILD: N_("A child"),
    AtRisk.ADULT: N_("An adult"),
    Concern.FGM: N_("Female genital mutilation of a girl under 18"),
    Concern.CHILD_SEXUAL_OFFENCE: N_("A sexual offence against a child"),
    Concern.OTHER_SERIOUS_OFFENCE: N_("Another serious offence"),
    Concern.VIOLENCE: N_("Violence or a threat of it"),
    Concern.NEGLECT: N_("Neglect"),
    Concern.FINANCIAL_ABUSE: N_("Financial abuse"),
    Concern.SELF_NEGLECT: N_("Self-neglect"),
    Concern.OTHER: N_("Something else"),
    Choice.DISCLOSE: N_("Disclose"),
    Choice.DISCLOSE_PART: N_("Disclose part of it"),
    Choice.REFUSE: N_("Do not disclose"),
    Choice.DEFER: N_("Not yet: more is needed first"),
    Choice.REFER_ON: N_("Refer them to somebody else"),
    Followed.YES: N_("Followed"),
    Followed.IN_PART: N_("Followed in part"),
    Followed.NO: N_("Not followed"),
    RefusalReason.NO_CONSENT: N_("There is no consent"),
    RefusalReason.NO_AUTHORITY: N_("They have no authority to ask"),
    RefusalReason.DISPROPORTIONATE: N_("It asks for more than the purpose needs"),
    RefusalReason.PROHIBITED: N_("It is forbidden"),
    RefusalReason.EXEMPT: N_("An exemption applies"),
    RefusalReason.NOT_HELD: N_("We do not hold it"),
    RefusalReason.NEEDS_ORDER: N_("It needs an order of a court"),
    RefusalReason.PERSON_OBJECTS: N_("The person objects"),
    SendingMethod.IN_PERSON: N_("In person"),
    SendingMethod.TELEPHONE: N_("By telephone"),
    SendingMethod.POST_FIRST_CLASS: N_("By post, first class"),
    SendingMethod.POST_TRACKED: N_("By post, tracked"),
    SendingMethod.COURIER: N_("By courier"),
    SendingMethod.SECURE_EMAIL: N_("By secure e-mail (NHSmail, CJSM)"),
    SendingMethod.ENCRYPTED_EMAIL: N_("By e-mail, encrypted attachment"),
    SendingMethod.PLAIN_EMAIL: N_("By ordinary e-mail"),
    SendingMethod.PORTAL: N_("Through a portal"),
    SendingMethod.FAX: N_("By fax"),
    SendingMethod.VIEWED_ON_SITE: N_("Looked at here"),
}
