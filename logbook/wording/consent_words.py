# SPDX-License-Identifier: Apache-2.0
"""What a consent covers, in sentences; what is not entered yet stays a gap that can be seen."""

from __future__ import annotations

from logbook.domain.consent import Consent, ConsentDraft, Period
from logbook.i18n import N_, _
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label

_INFORMATION, _RECIPIENTS = N_("[which information]"), N_("[to whom]")
_PURPOSE, _PERSON, _DAY = N_("[for what]"), N_("[who]"), N_("[when]")


def consent_sentences(consent: Consent | ConsentDraft, name: str) -> str:
    """Say who agreed to what, for whom, why, from when and until when.

    Args:
        consent: The consent, or as much of it as is entered.
        name: What the service user is called; empty while nobody is chosen.
    """
    given, left_out = consent.giving.given_on, consent.scope.left_out.strip().rstrip(".")
    sentences = [
        covers(consent, name),
        _("It was given on {day} and holds {until}.").format(
            day=day_in_words(given) if given else _(_DAY), until=holds(consent.period)
        ),
    ]
    if left_out:
        sentences.append(_("Left out: {words}.").format(words=left_out))
    sentences.append(_("Nothing else is covered."))
    return " ".join(sentences)


def covers(consent: Consent | ConsentDraft, name: str) -> str:
    """Say in one sentence what a consent covers: who agrees that what may go where, and why."""
    scope = consent.scope
    return _(
        "{person} agrees that {information} may go to {recipients}, for this: {purpose}."
    ).format(
        person=consent.giving.given_by.strip() or name or _(_PERSON),
        information=", ".join(label(category).lower() for category in scope.information)
        or _(_INFORMATION),
        recipients=", ".join(each for each in scope.recipients if each.strip()) or _(_RECIPIENTS),
        purpose=scope.purpose.strip().rstrip(".") or _(_PURPOSE),
    )


def holds(period: Period) -> str:
    """Say how long a consent holds, to follow on "holds": "until it is withdrawn"."""
    if period.once:
        return _("for one disclosure only")
    if period.until:
        return _("until {day}").format(day=day_in_words(period.until))
    return _("until it is withdrawn")
