# SPDX-License-Identifier: Apache-2.0
"""A consent always says in a sentence what it covers; what is not entered yet stays a gap."""

from __future__ import annotations

from datetime import date

from logbook.domain.consent import Consent, ConsentDraft, Period
from logbook.i18n import N_, _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label

_INFORMATION, _RECIPIENTS = N_("[which information]"), N_("[to whom]")
_PURPOSE, _PERSON, _DAY = N_("[for what]"), N_("[who]"), N_("[when]")


def consent_sentence(consent: Consent | ConsentDraft, name: str) -> str:
    """Say who agreed to what, for whom, why, from when and until when.

    Args:
        consent: The consent, or as much of it as is entered.
        name: What the service user is called; empty while nobody is chosen.
    """
    scope, giving = consent.scope, consent.giving
    information = [label(category).lower() for category in scope.information]
    sentences = [
        _("{person} agrees that {information} may go to {recipients}, for this: {purpose}.").format(
            person=giving.given_by.strip() or name or _(_PERSON),
            information=", ".join(information) or _(_INFORMATION),
            recipients=", ".join(each for each in scope.recipients if each.strip())
            or _(_RECIPIENTS),
            purpose=scope.purpose.strip().rstrip(".") or _(_PURPOSE),
        ),
        _when(giving.given_on, consent.period),
    ]
    if scope.left_out.strip():
        sentences.append(_("Left out: {words}.").format(words=scope.left_out.strip().rstrip(".")))
    sentences.append(_("Nothing else is covered."))
    return " ".join(sentences)


def _when(given_on: date | None, period: Period) -> str:
    given = day_in_words(given_on) if given_on else _(_DAY)
    if period.once:
        return _("It was given on {day} and covers one disclosure.").format(day=given)
    if period.until:
        return _("It was given on {day} and holds until {until}.").format(
            day=given, until=day_in_words(period.until)
        )
    return _("It was given on {day} and holds until it is withdrawn.").format(day=given)
