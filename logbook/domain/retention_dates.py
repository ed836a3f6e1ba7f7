# SPDX-License-Identifier: Apache-2.0
"""Until when a person's records are kept: the longest of everything that applies, and why.

Nothing is destroyed by a date alone: this proposes, a person may lengthen freely and shorten with
a reason (domain reference 4.2). In doubt the later day is taken: an unknown birth, an open file,
a nation without a rule, a 29 February.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from logbook.domain.practice import Nation
from logbook.domain.retention import (
    Footing,
    RecordClass,
    RetentionRule,
    RetentionSchedule,
    Trigger,
)

GROWN_UP = 18
SEVENTEEN = 17


class DateReason(Enum):
    """Why a record is kept until the day that is named, or why none can be named."""

    RULE = "rule"
    AFTER_DEATH = "after-death"
    BIRTH_UNKNOWN = "birth-unknown"
    LEAVING_UNKNOWN = "leaving-unknown"
    FILE_OPEN = "file-open"


_Dated = tuple[date | None, DateReason]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file beside the health record: a complaint, a claim, a breach, a disclosure entry."""

    record_class: RecordClass
    counted_from: date | None
    """When it was closed or recorded; None while it is open."""

    def __post_init__(self) -> None:
        """Refuse what has no period of its own: a health record, or a consent.

        Raises:
            ValueError: it is one of these; `consent_until` tells about consents.
        """
        if self.record_class.is_health_record or self.record_class is RecordClass.CONSENT:
            raise ValueError(f"{self.record_class.value} is not a class of file")


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionFacts:
    """What has to be known of a person's records to say how long they are kept."""

    nation: Nation
    classes: tuple[RecordClass, ...] = ()
    last_contact: date
    """The last contact or entry, never the first."""
    treatment_ended: date | None = None
    """Where that was before the last contact."""
    born: date | None = None
    died: date | None = None
    left_on: date | None = None
    """When the person left the employment an occupational health record is about."""
    files: tuple[KeptFile, ...] = ()
    """Everything linked with the record, each disclosure entry among it."""

    @property
    def end_of_treatment(self) -> date:
        """The day treatment ended, so far as it is known."""
        return self.treatment_ended or self.last_contact


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassDate:
    """Until when one class of record is kept, and by which rule."""

    record_class: RecordClass
    until: date | None
    """The last day on which it must be kept; None while no day can be named."""
    rule: RetentionRule
    reason: DateReason
    borrowed: bool = False
    """Whether the nation has no rule of its own and the longest of the others stands in."""

    @property
    def unverified(self) -> bool:
        """Whether the day rests on something nobody has checked against a source."""
        return self.borrowed or self.rule.footing is Footing.FROM_MEMORY


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionProposal:
    """Until when a record should be kept: the longest of everything that applies."""

    longest: ClassDate
    considered: tuple[ClassDate, ...]
    """Every class that applies, in the order of the classes."""

    @property
    def until(self) -> date | None:
        """The last day on which the record must be kept; None while no day can be named."""
        return self.longest.until

    @property
    def rule(self) -> RetentionRule:
        """The rule that decides."""
        return self.longest.rule

    @property
    def reason(self) -> DateReason:
        """Why it is that day."""
        return self.longest.reason

    @property
    def unverified(self) -> bool:
        """Whether anything considered is unverified; a class from memory might be the longest."""
        return any(each.unverified for each in self.considered)


def retention_date(schedule: RetentionSchedule, facts: RetentionFacts) -> RetentionProposal:
    """Propose until when a person's records are kept: the longest of classes and linked files.

    While a linked file is open no day can be named, and none is.
    """
    dates = [
        *(_class_date(schedule, facts, each) for each in classes_that_apply(facts)),
        *(file_date(schedule, facts.nation, each) for each in facts.files),
    ]
    return RetentionProposal(
        longest=max(dates, key=lambda each: each.until or date.max), considered=tuple(dates)
    )


def classes_that_apply(facts: RetentionFacts) -> tuple[RecordClass, ...]:
    """Give the classes of health record that apply, with what the date of birth adds to them.

    A child's record entered as an adult's would be destroyed while its owner is a child still, so
    the age at the end of treatment counts beside what was chosen. Where neither is known, it is
    taken to be a child's.
    """
    chosen = {each for each in facts.classes if each.is_health_record}
    if facts.born is not None:
        grown = after_years(facts.born, GROWN_UP) <= facts.end_of_treatment
        chosen.add(RecordClass.ADULT if grown else RecordClass.CHILD)
    return tuple(each for each in RecordClass if each in (chosen or {RecordClass.CHILD}))


def file_date(schedule: RetentionSchedule, nation: Nation, file: KeptFile) -> ClassDate:
    """Tell until when a file is kept for itself, whatever else it hangs together with."""

    def by_rule(rule: RetentionRule) -> _Dated:
        if file.counted_from is None:
            return None, DateReason.FILE_OPEN
        return after_years(file.counted_from, rule.years), DateReason.RULE

    return _longest(schedule, nation, file.record_class, by_rule)


def consent_until(record: date | None, relying: Iterable[date | None]) -> date | None:
    """Tell until when a consent is kept: as its record and every disclosure on it (INV-31).

    None stands for a day that cannot be named yet, here as in what is given.
    """
    days = [record, *relying]
    return None if None in days else max(day for day in days if day is not None)


def is_due(until: date | None, day: date) -> bool:
    """Tell whether a record may be looked at for destruction: its last day has passed."""
    return until is not None and until < day


def after_years(day: date, years: int) -> date:
    """Give the same day some years on; 29 February becomes 1 March, so that nothing is early."""
    if day.year + years > date.max.year:
        return date.max
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _class_date(
    schedule: RetentionSchedule, facts: RetentionFacts, record_class: RecordClass
) -> ClassDate:
    def by_rule(rule: RetentionRule) -> _Dated:
        return _date_by_rule(rule, facts)

    return _longest(schedule, facts.nation, record_class, by_rule)


def _longest(
    schedule: RetentionSchedule,
    nation: Nation,
    record_class: RecordClass,
    by_rule: Callable[[RetentionRule], _Dated],
) -> ClassDate:
    """Date a class by its nation's rules, or by those of the nation that keeps it longest."""
    own = schedule.rules_for(nation, record_class)
    if own:
        return _of_one_nation(own, by_rule)
    others = [_of_one_nation(rules, by_rule) for rules in _elsewhere(schedule, record_class)]
    return replace(max(others, key=lambda each: each.until or date.max), borrowed=True)


def _elsewhere(
    schedule: RetentionSchedule, record_class: RecordClass
) -> tuple[tuple[RetentionRule, ...], ...]:
    every = (schedule.rules_for(nation, record_class) for nation in Nation)
    return tuple(rules for rules in every if rules)


def _of_one_nation(
    rules: tuple[RetentionRule, ...], by_rule: Callable[[RetentionRule], _Dated]
) -> ClassDate:
    """Date a class by its rule; a period after death ends it where that comes first."""
    in_turn = sorted(rules, key=lambda rule: rule.trigger is Trigger.DEATH)
    dated = [
        ClassDate(record_class=rule.record_class, until=until, rule=rule, reason=reason)
        for rule in in_turn
        for until, reason in (by_rule(rule),)
    ]
    return min(dated, key=lambda each: each.until or date.max)


def _date_by_rule(rule: RetentionRule, facts: RetentionFacts) -> _Dated:
    """Date a rule for a health record; no day means that the rule cannot end anything yet."""
    if rule.trigger is Trigger.BIRTHDAY:
        return _birthday(rule, facts)
    if rule.trigger is Trigger.DEATH:
        if facts.died is None:
            return None, DateReason.AFTER_DEATH
        # Letters with the family go on after a death; the record is not due before them.
        counted = max(facts.died, facts.last_contact)
        return after_years(counted, rule.years), DateReason.AFTER_DEATH
    if rule.trigger is Trigger.LEAVING:
        if facts.left_on is None:
            return None, DateReason.LEAVING_UNKNOWN
        return after_years(max(facts.left_on, facts.last_contact), rule.years), DateReason.RULE
    ended = rule.trigger is Trigger.END_OF_TREATMENT
    counted = facts.end_of_treatment if ended else facts.last_contact
    return after_years(counted, rule.years), DateReason.RULE


def _birthday(rule: RetentionRule, facts: RetentionFacts) -> _Dated:
    """Date a child's record by the birthday it is kept until."""
    if facts.born is None:
        # Somebody born on the very day has their birthday then, anybody else sooner.
        return after_years(facts.end_of_treatment, rule.years), DateReason.BIRTH_UNKNOWN
    seventeen = after_years(facts.born, SEVENTEEN) <= facts.end_of_treatment
    years = rule.years_if_seventeen if seventeen and rule.years_if_seventeen else rule.years
    return after_years(facts.born, years), DateReason.RULE
