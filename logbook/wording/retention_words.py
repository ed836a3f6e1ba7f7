# SPDX-License-Identifier: Apache-2.0
"""How long records are kept and why, which backups hold what is gone, in sentences. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from logbook.domain.destruction import RetentionChoice, RetentionDecision
from logbook.domain.holds import Hold
from logbook.domain.outlook import Copy, HeldRecord, Outlook
from logbook.domain.retention import RecordClass, RetentionRule, Trigger
from logbook.domain.retention_dates import ClassDate, DateReason, RetentionProposal
from logbook.i18n import N_, _, ngettext
from logbook.wording.dates import day_in_words, moment_in_words
from logbook.wording.labels import label
from logbook.wording.record_kinds import record_kind


def outlook_sentence(outlook: Outlook, today: date) -> str:
    """Say until when everything about a person is kept, or that their time is over."""
    held, until = outlook.held_on(today), outlook.until
    if until is None:
        said = f"{_capital(label(outlook.proposal.reason))}."
    elif until < today:
        said = _("The last day on which everything had to be kept was {day}.").format(
            day=day_in_words(until)
        )
    else:
        said = _("Everything is kept until {day}.").format(day=day_in_words(until))
    if held:
        return " ".join([said, _("A hold keeps it longer: nothing may be destroyed.")])
    if until is not None and until < today:
        return " ".join([said, _("Decide what becomes of it.")])
    return said


def decision_sentence(decision: RetentionDecision, who: str) -> str:
    """Say what was decided in the place of the schedule, by whom, and why."""
    proposed = (
        _("The schedule proposed {day}.").format(day=day_in_words(decision.proposed))
        if decision.proposed is not None
        else _("The schedule proposed no day.")
    )
    said = _("{choice}: decided on {day} by {who}.").format(
        choice=label(decision.choice), day=day_in_words(decision.decided_on), who=who
    )
    if decision.choice is RetentionChoice.DESTROY:
        return _with_reasons(said, decision.reasons)
    return _with_reasons(f"{said} {proposed}", decision.reasons)


def longest_of_each(proposal: RetentionProposal) -> tuple[ClassDate, ...]:
    """Give one line for each class that applies: many disclosures are kept for many days."""
    longest: dict[RecordClass, ClassDate] = {}
    for each in proposal.considered:
        there = longest.get(each.record_class)
        if there is None or (each.until or date.max) > (there.until or date.max):
            longest[each.record_class] = each
    return tuple(longest.values())


def class_sentence(each: ClassDate) -> str:
    """Say until when a class of record is kept, by which period."""
    day = day_in_words(each.until) if each.until is not None else label(each.reason)
    why = "" if each.reason in _SAID_ALREADY or each.until is None else f" ({label(each.reason)})"
    return _("{record}: {day}{why}. {period}").format(
        record=label(each.record_class), day=day, why=why, period=period_sentence(each.rule)
    )


def source_sentence(each: ClassDate) -> str:
    """Say where a period comes from, and how far that was checked."""
    rule = each.rule
    said = [_("Rule {code}: {source}.").format(code=rule.code, source=rule.source.rstrip("."))]
    if rule.verified_on is not None:
        said.append(
            _("{footing}, last on {day}.").format(
                footing=_capital(label(rule.footing)), day=day_in_words(rule.verified_on)
            )
        )
    else:
        said.append(f"{_capital(label(rule.footing))}.")
    if each.borrowed:
        said.append(
            _("Your nation has no rule of its own for this; the longest of the others stands in.")
        )
    if rule.note:
        said.append(rule.note)
    return " ".join(said)


def period_sentence(rule: RetentionRule) -> str:
    """Say a period: how long, counted from what."""
    if rule.trigger is Trigger.HEALTH_RECORD:
        return _("As long as the health record.")
    if rule.trigger is Trigger.BIRTHDAY:
        if rule.years_if_seventeen and rule.years_if_seventeen != rule.years:
            return _("Until the age of {years}, or {other} if treatment ended at 17.").format(
                years=rule.years, other=rule.years_if_seventeen
            )
        return _("Until the age of {years}.").format(years=rule.years)
    return ngettext(
        "{years} year, counted from {event}.", "{years} years, counted from {event}.", rule.years
    ).format(years=rule.years, event=label(rule.trigger))


def hold_sentence(hold: Hold) -> str:
    """Say what holds records, who asked for it, and when it is looked at again or ended."""
    why = " · ".join(part for part in (label(hold.why), hold.reference) if part.strip())
    said = _("{why}. {who}, since {start}.").format(
        why=why, who=hold.who, start=day_in_words(hold.start)
    )
    if hold.ended_on is None:
        again = _("To be looked at again on {day}.").format(day=day_in_words(hold.review_on))
        return f"{said} {again}"
    ended = _("Lifted on {day}.").format(day=day_in_words(hold.ended_on))
    return _with_reasons(f"{said} {ended}", hold.ended_because)


def counted(records: Iterable[HeldRecord]) -> tuple[str, ...]:
    """Count records by their kind, a line of text each."""
    return tuple(
        _("{kind}: {count}").format(kind=record_kind(kind), count=f"{count:,}")
        for kind, count in Counter(each.kind for each in records).items()
    )


def records_in_words(count: int) -> str:
    """Say how many records there are."""
    return ngettext("{count} record", "{count} records", count).format(count=f"{count:,}")


def copy_sentence(copy: Copy, zone: ZoneInfo) -> str:
    """Name a backup by the moment it was made, and say when it goes."""
    moment = moment_in_words(copy.made_at, zone)
    if copy.published or copy.gone_by is None:
        return _("Snapshot of {moment}, published for others: no rotation removes it").format(
            moment=moment
        )
    return _("{moment} · {place} · goes by {day}").format(
        moment=moment, place=label(copy.place), day=day_in_words(copy.gone_by)
    )


def what_to_do_with(copies: Iterable[Copy]) -> Iterator[str]:
    """Say what whoever destroyed something has to do about the backups that hold it."""
    found = tuple(copies)
    rotating = [each.gone_by for each in found if each.gone_by is not None]
    if not found:
        yield _("No backup on record holds any of it. There is nothing to do.")
        return
    if rotating:
        yield _(
            "Leave it to the rotation: if a backup is made every month, the last of them goes by"
            " {day}. Look at the place where they lie after that day."
        ).format(day=day_in_words(max(rotating)))
        yield _(
            "Or be rid of them sooner: make a new backup and have it proven, then delete these"
            " files yourself wherever they lie, copies on other sticks and disks among them."
        )
    if any(each.published for each in found):
        yield _(
            "Ask whoever reads the published snapshots to delete them, and delete them in the"
            " folder they were put in."
        )
    yield _(
        "Whoever restores one of them has the same records erased again, by a list that this"
        " logbook and every later backup carry. Somebody with an old backup and a passphrase of"
        " then can still read it with other programs."
    )


_SAID_ALREADY = frozenset({DateReason.RULE})
_REASONS = N_("{said} Reason: {reasons}")


def _with_reasons(said: str, reasons: str) -> str:
    return _(_REASONS).format(said=said, reasons=reasons) if reasons.strip() else said


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
