# SPDX-License-Identifier: Apache-2.0
"""The grounds of data-protection law, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from logbook.domain.data_protection import Article6, Article9, RecognisedInterest, Schedule1
from logbook.i18n import N_

LABELS: Mapping[Enum, str] = {
    Article6.CONSENT: N_("Article 6(1)(a): consent under the UK GDPR"),
    Article6.CONTRACT: N_("Article 6(1)(b): a contract with the person"),
    Article6.LEGAL_OBLIGATION: N_("Article 6(1)(c): a legal obligation"),
    Article6.VITAL_INTERESTS: N_("Article 6(1)(d): vital interests"),
    Article6.PUBLIC_TASK: N_("Article 6(1)(e): a public task"),
    Article6.RECOGNISED_INTERESTS: N_("Article 6(1)(ea): recognised legitimate interests"),
    Article6.LEGITIMATE_INTERESTS: N_("Article 6(1)(f): legitimate interests"),
    RecognisedInterest.PUBLIC_TASK_REQUEST: N_("A public body asked and stated its need"),
    RecognisedInterest.NATIONAL_SECURITY: N_("National or public security, defence"),
    RecognisedInterest.EMERGENCY: N_("An emergency"),
    RecognisedInterest.CRIME: N_("Crime"),
    RecognisedInterest.SAFEGUARDING: N_("Safeguarding somebody vulnerable"),
    Article9.EXPLICIT_CONSENT: N_("Article 9(2)(a): explicit consent"),
    Article9.VITAL_INTERESTS: N_("Article 9(2)(c): vital interests"),
    Article9.LEGAL_CLAIMS: N_("Article 9(2)(f): legal claims, courts"),
    Article9.SUBSTANTIAL_PUBLIC_INTEREST: N_("Article 9(2)(g): substantial public interest"),
    Article9.HEALTH_OR_SOCIAL_CARE: N_("Article 9(2)(h): health or social care"),
    Article9.PUBLIC_HEALTH: N_("Article 9(2)(i): public health"),
    Article9.RESEARCH: N_("Article 9(2)(j): research or statistics"),
    Schedule1.HEALTH_OR_SOCIAL_CARE: N_("Paragraph 2: health or social care"),
    Schedule1.PUBLIC_HEALTH: N_("Paragraph 3: public health"),
    Schedule1.RESEARCH: N_("Paragraph 4: research"),
    Schedule1.STATUTORY_PURPOSES: N_("Paragraph 6: statutory purposes"),
    Schedule1.UNLAWFUL_ACTS: N_("Paragraph 10: preventing or detecting unlawful acts"),
    Schedule1.PROTECTING_THE_PUBLIC: N_("Paragraph 11: protecting the public"),
    Schedule1.REGULATORY_REQUIREMENTS: N_("Paragraph 12: regulatory requirements"),
    Schedule1.COUNSELLING: N_("Paragraph 17: counselling"),
    Schedule1.SAFEGUARDING: N_("Paragraph 18: safeguarding"),
    Schedule1.ECONOMIC_WELL_BEING: N_("Paragraph 19: economic well-being"),
    Schedule1.INSURANCE: N_("Paragraph 20: insurance"),
    Schedule1.LEGAL_CLAIMS: N_("Paragraph 33: legal claims"),
}
