# SPDX-License-Identifier: Apache-2.0
"""What a consent covers, in sentences; what is not entered yet stays a gap that can be seen.

`consent_sentences` tells a consent as it was recorded. `reach_in_words` holds it against a
disclosure: what it does cover, and why it does not reach any further.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum

from logbook.domain.consent import Consent, ConsentDecision, ConsentDraft, ConsentScope, Period
from logbook.domain.consent_history import ConsentNow, ConsentState
from logbook.domain.coverage import Caution, Coverage, NotCovered
from logbook.i18n import N_, _, ngettext
from logbook.wording.dates import day_in_words
from logbook.wording.labels import label
from logbook.wording.spans import span_in_words

_INFORMATION, _RECIPIENTS = N_("[which information]"), N_("[to whom]")
_PURPOSE, _PERSON, _DAY = N_("[for what]"), N_("[who]"), N_("[when]")

_COVERS = {
    ConsentDecision.GIVEN: N_(
        "{person} agrees that {information} may go to {recipients}, for this: {purpose}."
    ),
    ConsentDecision.REFUSED: N_(
        "{person} does not agree that {information} goes to {recipients}, for this: {purpose}."
    ),
    ConsentDecision.DEFERRED: N_(
        "{person} wants to think about whether {information} may go to {recipients}, for this:"
        " {purpose}."
    ),
    ConsentDecision.REQUESTED: N_(
        "{person} was asked whether {information} may go to {recipients}, for this: {purpose}."
    ),
}

_WHEN = {
    ConsentDecision.GIVEN: N_("It was given on {day} and holds {until}."),
    ConsentDecision.REFUSED: N_("It was refused on {day}."),
    ConsentDecision.DEFERRED: N_("It was put off on {day}. Nothing is covered yet."),
    ConsentDecision.REQUESTED: N_("It was asked for on {day}. Nothing is covered yet."),
}


def consent_sentences(consent: Consent | ConsentDraft, name: str) -> str:
    """Say who agreed to what, for whom, why, from when and until when.

    Args:
        consent: The consent, or as much of it as is entered.
        name: What the service user is called; empty while nobody is chosen.
    """
    giving, left_out = consent.giving, _plain(consent.scope.left_out)
    sentences = [
        covers(consent, name),
        _(_WHEN[giving.decision]).format(day=_on(giving.given_on), until=holds(consent.period)),
    ]
    if giving.decision is not ConsentDecision.GIVEN:
        return " ".join(sentences)
    if consent.period.starts_on is not None:
        sentences.append(_("It begins on {day}.").format(day=_on(consent.period.starts_on)))
    if consent.scope.media:
        sentences.append(_("It may appear: {media}.").format(media=_listed(consent.scope.media)))
    if left_out:
        sentences.append(_("Left out: {words}.").format(words=left_out))
    sentences.append(_("Nothing else is covered."))
    return " ".join(sentences)


def covers(consent: Consent | ConsentDraft, name: str) -> str:
    """Say in one sentence what was asked and answered: what may go where, and why, or not."""
    return _(_COVERS[consent.giving.decision]).format(
        person=consent.giving.given_by.strip() or name or _(_PERSON), **_parts(consent.scope)
    )


def holds(period: Period) -> str:
    """Say how long a consent holds, to follow on "holds": "until it is withdrawn"."""
    if period.uses == 1:
        return _("for one disclosure only")
    words = (
        _("until {day}").format(day=day_in_words(period.until))
        if period.until
        else _("until it is withdrawn")
    )
    if period.uses is None:
        return words
    return ngettext(
        "{until}, for {count} disclosure at most",
        "{until}, for {count} disclosures at most",
        period.uses,
    ).format(until=words, count=period.uses)


def reach_in_words(consent: Consent, coverage: Coverage) -> str:
    """Say what a consent covers, and why it does not reach a disclosure where it does not."""
    now = coverage.standing
    if now is None:
        return ""
    sentences = [
        *_what_it_covers(now),
        *(_reason(reason, consent, coverage, now) for reason in coverage.reasons),
    ]
    if coverage.whole:
        sentences.append(_("That covers this disclosure as you describe it."))
    sentences.extend(_caution(caution, now.scope) for caution in coverage.cautions)
    return " ".join(sentences)


def _what_it_covers(now: ConsentNow) -> tuple[str, ...]:
    """Say what stands, or what stood; nothing was ever covered by what was not given."""
    if now.given_on is None:
        return ()
    words = (
        N_("This consent lets {information} go to {recipients}, for this: {purpose}.")
        if now.state is ConsentState.GIVEN
        else N_("This consent let {information} go to {recipients}, for this: {purpose}.")
    )
    return (_(words).format(**_parts(now.scope)),)


_ENDED = {
    NotCovered.REFUSED: N_("It was refused on {day}: nothing can rest on it."),
    NotCovered.WITHDRAWN: N_(
        "It was withdrawn on {day}; what was disclosed before then stays covered."
    ),
    NotCovered.INVALIDATED: N_("On {day} it was found not to be valid."),
    NotCovered.SUPERSEDED: N_("On {day} another consent took its place."),
    NotCovered.NARROWED: N_("It was narrowed on {day} and no longer reaches this."),
    NotCovered.EXPIRED: N_("It ran out: {day} was its last day."),
}
"""Reasons that are a day in the history of the consent."""


def _reason(reason: NotCovered, consent: Consent, coverage: Coverage, now: ConsentNow) -> str:
    if reason in _ENDED:
        days = {NotCovered.NARROWED: now.narrowed_on, NotCovered.EXPIRED: _last_day(now)}
        return _(_ENDED[reason]).format(day=_on(days.get(reason, now.since)))
    if reason is NotCovered.NOT_YET_GIVEN:
        return _not_yet(consent, now)
    if reason is NotCovered.USED_UP:
        return _used_up(consent.period)
    return _out_of_reach(reason, coverage, now.scope)


def _last_day(now: ConsentNow) -> date | None:
    """Give the last day of a consent that ran out: its own, unless it was ended before."""
    lapsed = now.until is not None and (now.since is None or now.until < now.since)
    return now.until if lapsed else now.since


def _not_yet(consent: Consent, now: ConsentNow) -> str:
    if now.state is ConsentState.GIVEN:
        return _("It only begins on {day}.").format(day=_on(now.starts_on))
    if now.state is ConsentState.DEFERRED:
        return _("They wanted to think about it and have not agreed.")
    if now.state is ConsentState.REQUESTED:
        return _("They were asked and have not agreed yet.")
    return _("It was only given on {day}.").format(day=_on(consent.giving.given_on))


def _used_up(period: Period) -> str:
    count = period.uses or 0
    return ngettext(
        "It was for {count} disclosure, and that was made.",
        "It was for {count} disclosures, and they were made.",
        count,
    ).format(count=count)


def _out_of_reach(reason: NotCovered, coverage: Coverage, scope: ConsentScope) -> str:
    missing = [each for each in coverage.uncovered if each not in coverage.outside_period]
    words = {
        NotCovered.ANOTHER_RECIPIENT: N_("It does not name this recipient."),
        NotCovered.CLASS_ONLY: N_(
            "It describes recipients ({classes}), and this one is not on record as one of them."
        ),
        NotCovered.ANOTHER_PURPOSE: N_("It is for another use: {use}."),
        NotCovered.ANOTHER_MEDIUM: (
            N_("It is for other media: {media}.")
            if scope.media
            else N_("It does not let anything appear in public.")
        ),
        NotCovered.NOT_THIS_INFORMATION: N_("It leaves out {missing}."),
        NotCovered.OUTSIDE_PERIOD: N_("It is about information of this time only: {span}."),
        NotCovered.IMPLIED_NOT_FOR_NON_CARE: N_(
            "It was implied, and implied consent covers care only."
        ),
    }[reason]
    return _(words).format(
        classes=_recipients(scope),
        use=_listed(each for each in (scope.use or scope.purpose_class,) if each) or _(_PURPOSE),
        media=_listed(scope.media),
        missing=_listed(missing),
        span=span_in_words(scope.since, scope.until),
    )


def _caution(caution: Caution, scope: ConsentScope) -> str:
    if caution is Caution.LEFT_OUT_IN_WORDS:
        return _("Left out in words: {words}. Read whether that touches this.").format(
            words=_plain(scope.left_out)
        )
    return _("It covers information of a time ({span}): say of when each item is.").format(
        span=span_in_words(scope.since, scope.until)
    )


def _parts(scope: ConsentScope) -> dict[str, str]:
    """Give the information, recipients and purpose of a scope as they stand in a sentence."""
    information = _listed(scope.information) or _(_INFORMATION)
    span = span_in_words(scope.since, scope.until)
    return {
        "information": f"{information} ({span})" if span else information,
        "recipients": _recipients(scope),
        "purpose": _plain(scope.purpose) or _(_PURPOSE),
    }


def _recipients(scope: ConsentScope) -> str:
    names = [each for each in scope.recipients if each.strip()]
    described = [_in_a_sentence(each) for each in scope.classes]
    return ", ".join((*names, *described)) or _(_RECIPIENTS)


def _listed(values: Iterable[Enum]) -> str:
    return ", ".join(_in_a_sentence(each) for each in values)


def _in_a_sentence(value: Enum) -> str:
    """Give a label with a small first letter; capitals further on are names: "GP"."""
    words = label(value)
    return words[:1].lower() + words[1:]


def _plain(words: str) -> str:
    return words.strip().rstrip(".")


def _on(day: date | None) -> str:
    return day_in_words(day) if day else _(_DAY)
