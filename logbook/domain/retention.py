# SPDX-License-Identifier: Apache-2.0
"""How long records are kept, as data: nation and class of record give a period and its trigger.

The schedule is a file (`resources/retention/rules.toml`), after the domain reference 4.2. Private
practice has no period laid down in law; the schedules of the NHS of each nation are what
professional bodies expect it to mirror. Nothing of this is legal advice.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from logbook.domain.practice import Nation
from logbook.domain.resource_table import day_of, keys_of, needed_day_of, text_of, years_of


class RecordClass(Enum):
    """What kind of record is kept: classes of health record first, then classes of file."""

    ADULT = "adult"
    CHILD = "child"
    MENTAL_HEALTH = "mental-health"
    MATERNITY = "maternity"
    ONCOLOGY = "oncology"
    LONG_TERM = "long-term"
    AMBULANCE = "ambulance"
    OCCUPATIONAL_HEALTH = "occupational-health"
    HEALTH_SURVEILLANCE = "health-surveillance"
    ACCESS_CORRESPONDENCE = "access-correspondence"
    ACCESS_APPEAL = "access-appeal"
    COMPLAINT = "complaint"
    INCIDENT = "incident"
    SERIOUS_INCIDENT = "serious-incident"
    CLAIM = "claim"
    BREACH = "breach"
    DISCLOSURE = "disclosure"
    CONSENT = "consent"
    CERTIFICATE = "certificate"

    @property
    def is_health_record(self) -> bool:
        """Whether it is a class of the health record itself, not of a file beside it."""
        return self in _HEALTH_RECORDS


_HEALTH_RECORDS = frozenset(tuple(RecordClass)[:9])


class Trigger(Enum):
    """The event a period is counted from."""

    LAST_CONTACT = "last-contact"
    END_OF_TREATMENT = "end-of-treatment"
    BIRTHDAY = "birthday"
    DEATH = "death"
    CLOSURE = "closure"
    LEAVING = "leaving"
    RECORDED = "recorded"
    HEALTH_RECORD = "health-record"
    """No period of its own: as long as the health record it belongs to."""


class Footing(Enum):
    """What a rule rests on."""

    PUBLISHED = "published"
    FROM_MEMORY = "from-memory"
    OWN_RULE = "own-rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """One row of the schedule: a period, counted from an event, for a class in some nations."""

    code: str
    record_class: RecordClass
    nations: tuple[Nation, ...]
    trigger: Trigger
    years: int
    """How long; nought where the record goes with the health record."""
    years_if_seventeen: int | None
    """The birthday instead of `years` where treatment ended at seventeen."""
    footing: Footing
    verified_on: date | None
    """When the row was last checked against its source; None: not verified, or nobody's rule."""
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionSchedule:
    """Every rule, pinned by version, with what has to be said beside them."""

    version: str
    compiled_on: date
    disclaimer: str
    applicability: str
    """Whom the schedules bind, and what that means for private practice."""
    limitation: str
    """How long claims can be brought, as a backdrop."""
    rules: tuple[RetentionRule, ...]

    def find(self, code: str) -> RetentionRule | None:
        """Find a rule by its code, or None when there is no such rule."""
        return next((rule for rule in self.rules if rule.code == code), None)

    def rules_for(self, nation: Nation, record_class: RecordClass) -> tuple[RetentionRule, ...]:
        """List the rules of a nation for a class; none where the schedule knows of none."""
        return tuple(
            rule
            for rule in self.rules
            if rule.record_class is record_class and nation in rule.nations
        )


def read_schedule(text: str) -> RetentionSchedule:
    """Read a schedule from its TOML, strictly.

    Raises:
        ValueError: it is not TOML, a key is missing, unknown or of the wrong kind, a class has no
            rule, a code stands twice, or two rules compete for a nation and class.
    """
    table = tomllib.loads(text)
    keys_of(table, needed=(*_HEAD, "compiled_on", "rule"))
    rules = tuple(_rule(row) for row in table["rule"])
    _judge(rules)
    return RetentionSchedule(
        **{key: text_of(table, key) for key in _HEAD},
        compiled_on=needed_day_of(table, "compiled_on"),
        rules=rules,
    )


_HEAD = ("version", "disclaimer", "applicability", "limitation")


def _rule(row: dict[str, Any]) -> RetentionRule:
    keys_of(
        row,
        needed=("code", "record_class", "nations", "trigger", "footing", "source"),
        may=("years", "years_if_seventeen", "verified_on", "note"),
    )
    rule = RetentionRule(
        code=text_of(row, "code"),
        record_class=RecordClass(row["record_class"]),
        nations=tuple(Nation(letter) for letter in row["nations"]),
        trigger=Trigger(row["trigger"]),
        years=years_of(row, "years") if "years" in row else 0,
        years_if_seventeen=(
            years_of(row, "years_if_seventeen") if "years_if_seventeen" in row else None
        ),
        footing=Footing(row["footing"]),
        verified_on=day_of(row, "verified_on"),
        source=text_of(row, "source"),
        note=text_of(row, "note") if "note" in row else "",
    )
    if (rule.trigger is Trigger.HEALTH_RECORD) != (rule.years == 0):
        raise ValueError(f"{rule.code}: a period goes with every trigger but the health record")
    if (rule.trigger is Trigger.BIRTHDAY) != (rule.years_if_seventeen is not None):
        raise ValueError(f"{rule.code}: years_if_seventeen goes with a birthday, and only there")
    if (rule.footing is Footing.PUBLISHED) != (rule.verified_on is not None):
        raise ValueError(f"{rule.code}: verified_on goes with what is published, and only there")
    return rule


def _judge(rules: tuple[RetentionRule, ...]) -> None:
    """Hold the rules against each other.

    Raises:
        ValueError: a class has no rule, a code stands twice, or two rules compete.
    """
    if {rule.record_class for rule in rules if rule.trigger is not Trigger.DEATH} != set(
        RecordClass
    ):
        raise ValueError("A class of record has no rule")
    places = Counter(
        (rule.record_class, nation, rule.trigger is Trigger.DEATH)
        for rule in rules
        for nation in rule.nations
    )
    codes = Counter(rule.code for rule in rules)
    if doubled := [key for key, count in (*places.items(), *codes.items()) if count > 1]:
        raise ValueError(f"These stand twice: {doubled}")
    living = {place[:2] for place in places if not place[2]}
    after_death = {place[:2] for place in places if place[2]}
    if wrong := [
        pair for pair in after_death if pair not in living or not pair[0].is_health_record
    ]:
        raise ValueError(f"A period after death ends the period of no health record: {wrong}")
