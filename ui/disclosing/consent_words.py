# SPDX-License-Identifier: Apache-2.0
"""A consent on record beside a disclosure: its title, and how far it reaches."""

from __future__ import annotations

from logbook.domain.case import ConsentOffer
from logbook.domain.consent import Consent
from logbook.i18n import _
from logbook.wording.consent_words import reach_in_words
from logbook.wording.dates import day_in_words


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
    words = reach_in_words(offer.consent, offer.coverage)
    if offer.coverage.whole:
        return words or _("That covers this disclosure as you describe it.")
    return " ".join(part for part in (_("Does not cover it."), words) if part)
