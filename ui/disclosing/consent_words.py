# SPDX-License-Identifier: Apache-2.0
"""A consent on record beside a disclosure: its title, and how far it reaches."""

from __future__ import annotations

from logbook.domain.assessment import ConsentOffer
from logbook.domain.consent import Consent
from logbook.i18n import _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label


def consent_title(consent: Consent) -> str:
    """Name a consent by its purpose and the day it was given."""
    given = consent.giving.given_on
    if given is None:
        return consent.scope.purpose
    return _("“{purpose}”, given {day}").format(
        purpose=consent.scope.purpose, day=day_in_words(given)
    )


def reach(offer: ConsentOffer) -> str:
    """Say how far a consent reaches towards the disclosure as it now stands."""
    if offer.coverage.whole:
        return _("Covers this disclosure as you describe it.")
    gaps = []
    if not offer.coverage.who:
        gaps.append(_("this recipient is not named in it"))
    if not offer.coverage.why:
        gaps.append(_("it is for another kind of use"))
    if not offer.coverage.when:
        gaps.append(_("it is not in force on the day"))
    if offer.coverage.uncovered:
        gaps.append(
            _("it leaves out {information}").format(
                information=", ".join(label(each).lower() for each in offer.coverage.uncovered)
            )
        )
    return _("Does not cover it: {gaps}.").format(gaps="; ".join(gaps))
