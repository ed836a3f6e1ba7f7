# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.practice import Nation
from logbook.domain.retention import Footing, RecordClass, Trigger, read_schedule
from logbook.domain.retention_dates import (
    DateReason,
    KeptFile,
    RetentionFacts,
    after_years,
    classes_that_apply,
    consent_until,
    file_date,
    is_due,
    retention_date,
)
from logbook.resources import read_text

TEXT = read_text("retention/rules.toml")
SCHEDULE = read_schedule(TEXT)

E, W, S, N = Nation.ENGLAND, Nation.WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND
EVERYWHERE = (E, W, S, N)
LAST = date(2026, 3, 10)
ADULT_BORN = date(1980, 6, 1)

HEALTH_CLASSES = [each for each in RecordClass if each.is_health_record]
FILE_CLASSES = [
    each for each in RecordClass if not each.is_health_record and each is not RecordClass.CONSENT
]


def facts(
    *classes: RecordClass,
    nation: Nation = E,
    last_contact: date = LAST,
    treatment_ended: date | None = None,
    born: date | None = None,
    died: date | None = None,
    left_on: date | None = None,
    files: tuple[KeptFile, ...] = (),
) -> RetentionFacts:
    return RetentionFacts(
        nation=nation,
        classes=classes,
        last_contact=last_contact,
        treatment_ended=treatment_ended,
        born=born,
        died=died,
        left_on=left_on,
        files=files,
    )


def until(case: RetentionFacts) -> date | None:
    return retention_date(SCHEDULE, case).until


@pytest.mark.parametrize(
    ("record_class", "nation", "day", "footing"),
    [
        (RecordClass.ADULT, E, date(2034, 3, 10), Footing.PUBLISHED),
        (RecordClass.ADULT, S, date(2032, 3, 10), Footing.PUBLISHED),
        (RecordClass.ADULT, W, date(2034, 3, 10), Footing.FROM_MEMORY),
        (RecordClass.ADULT, N, date(2034, 3, 10), Footing.FROM_MEMORY),
        (RecordClass.MENTAL_HEALTH, E, date(2046, 3, 10), Footing.PUBLISHED),
        (RecordClass.MENTAL_HEALTH, S, date(2046, 3, 10), Footing.FROM_MEMORY),
        (RecordClass.MENTAL_HEALTH, W, date(2046, 3, 10), Footing.FROM_MEMORY),
        (RecordClass.MENTAL_HEALTH, N, date(2046, 3, 10), Footing.FROM_MEMORY),
        (RecordClass.MATERNITY, E, date(2051, 3, 10), Footing.PUBLISHED),
        (RecordClass.MATERNITY, S, date(2051, 3, 10), Footing.FROM_MEMORY),
        (RecordClass.MATERNITY, W, date(2051, 3, 10), Footing.FROM_MEMORY),
        (RecordClass.MATERNITY, N, date(2051, 3, 10), Footing.FROM_MEMORY),
        (RecordClass.LONG_TERM, E, date(2046, 3, 10), Footing.FROM_MEMORY),
        (RecordClass.ONCOLOGY, E, date(2056, 3, 10), Footing.FROM_MEMORY),
        (RecordClass.ONCOLOGY, S, date(2056, 3, 10), Footing.FROM_MEMORY),
        (RecordClass.ONCOLOGY, W, date(2056, 3, 10), Footing.FROM_MEMORY),
        (RecordClass.ONCOLOGY, N, date(2056, 3, 10), Footing.FROM_MEMORY),
        (RecordClass.AMBULANCE, E, date(2036, 3, 10), Footing.FROM_MEMORY),
        (RecordClass.AMBULANCE, N, date(2036, 3, 10), Footing.PUBLISHED),
        (RecordClass.HEALTH_SURVEILLANCE, E, date(2066, 3, 10), Footing.FROM_MEMORY),
    ],
)
def test_a_health_record_is_kept_as_long_as_its_nation_says(
    record_class: RecordClass, nation: Nation, day: date, footing: Footing
) -> None:
    proposal = retention_date(SCHEDULE, facts(record_class, nation=nation))

    assert (proposal.until, proposal.rule.footing) == (day, footing)
    assert proposal.reason is DateReason.RULE
    assert proposal.unverified == (footing is Footing.FROM_MEMORY)


@pytest.mark.parametrize(
    ("record_class", "nation", "day"),
    [
        (RecordClass.ACCESS_CORRESPONDENCE, E, date(2029, 3, 10)),
        (RecordClass.ACCESS_APPEAL, E, date(2032, 3, 10)),
        *((RecordClass.COMPLAINT, nation, date(2036, 3, 10)) for nation in EVERYWHERE),
        (RecordClass.INCIDENT, E, date(2036, 3, 10)),
        (RecordClass.SERIOUS_INCIDENT, E, date(2046, 3, 10)),
        (RecordClass.CLAIM, E, date(2036, 3, 10)),
        *((RecordClass.BREACH, nation, date(2032, 3, 10)) for nation in EVERYWHERE),
        *((RecordClass.DISCLOSURE, nation, date(2032, 3, 10)) for nation in EVERYWHERE),
        *((RecordClass.CERTIFICATE, nation, date(2046, 3, 10)) for nation in EVERYWHERE),
    ],
)
def test_a_file_is_kept_as_long_as_its_class_says(
    record_class: RecordClass, nation: Nation, day: date
) -> None:
    dated = file_date(SCHEDULE, nation, KeptFile(record_class=record_class, counted_from=LAST))

    assert (dated.until, dated.borrowed) == (day, False)


def test_the_program_s_own_rules_are_neither_verified_nor_unverified() -> None:
    own = {rule.record_class for rule in SCHEDULE.rules if rule.footing is Footing.OWN_RULE}
    dated = file_date(SCHEDULE, E, KeptFile(record_class=RecordClass.BREACH, counted_from=LAST))

    assert own == {
        RecordClass.BREACH,
        RecordClass.DISCLOSURE,
        RecordClass.CONSENT,
        RecordClass.CERTIFICATE,
    }
    assert not dated.unverified


def test_what_is_published_has_a_date_of_checking_and_nothing_else_has() -> None:
    for rule in SCHEDULE.rules:
        assert (rule.verified_on is not None) == (rule.footing is Footing.PUBLISHED)
        assert rule.source


@pytest.mark.parametrize("nation", EVERYWHERE)
@pytest.mark.parametrize(
    ("treatment_ended", "day"),
    [
        (date(2010, 5, 4), date(2030, 5, 4)),
        (date(2022, 5, 3), date(2030, 5, 4)),
        (date(2022, 5, 4), date(2031, 5, 4)),
        (date(2023, 5, 3), date(2031, 5, 4)),
    ],
    ids=["small", "the day before 17", "on the 17th birthday", "the day before 18"],
)
def test_a_child_s_record_is_kept_until_25_or_26_if_treatment_ended_at_17(
    nation: Nation, treatment_ended: date, day: date
) -> None:
    child = facts(
        RecordClass.CHILD, nation=nation, last_contact=treatment_ended, born=date(2005, 5, 4)
    )

    assert until(child) == day


def test_at_18_the_adult_s_period_counts_too() -> None:
    grown = facts(RecordClass.CHILD, last_contact=date(2023, 5, 4), born=date(2005, 5, 4))

    assert classes_that_apply(grown) == (RecordClass.ADULT, RecordClass.CHILD)
    assert until(grown) == date(2031, 5, 4)


@pytest.mark.parametrize(
    ("treatment_ended", "day"),
    [
        (date(2021, 2, 28), date(2029, 3, 1)),
        (date(2021, 3, 1), date(2030, 3, 1)),
        (date(2022, 2, 28), date(2030, 3, 1)),
    ],
)
def test_somebody_born_on_29_february_has_their_birthday_on_1_march_in_other_years(
    treatment_ended: date, day: date
) -> None:
    child = facts(RecordClass.CHILD, last_contact=treatment_ended, born=date(2004, 2, 29))

    assert until(child) == day


def test_a_child_entered_as_an_adult_is_kept_as_a_child() -> None:
    child = facts(RecordClass.ADULT, born=date(2020, 1, 1))

    assert until(child) == date(2045, 1, 1)
    assert RecordClass.CHILD in classes_that_apply(child)


def test_the_end_of_treatment_decides_who_was_a_child_and_the_last_contact_the_period() -> None:
    asked_again = facts(
        treatment_ended=date(2020, 1, 1), last_contact=date(2026, 1, 1), born=date(2004, 6, 1)
    )

    assert classes_that_apply(asked_again) == (RecordClass.CHILD,)
    assert until(asked_again) == date(2029, 6, 1)
    assert until(replace(asked_again, classes=(RecordClass.ADULT,))) == date(2034, 1, 1)


def test_mental_health_counts_from_the_end_of_treatment() -> None:
    case = facts(RecordClass.MENTAL_HEALTH, treatment_ended=date(2020, 1, 1))

    assert until(case) == date(2040, 1, 1)


def test_a_child_whose_birth_is_unknown_is_taken_to_be_newborn() -> None:
    proposal = retention_date(SCHEDULE, facts(RecordClass.CHILD))

    assert (proposal.until, proposal.reason) == (date(2051, 3, 10), DateReason.BIRTH_UNKNOWN)
    assert retention_date(SCHEDULE, facts()) == proposal


@pytest.mark.parametrize(
    ("record_class", "nation", "died", "day"),
    [
        (RecordClass.MENTAL_HEALTH, E, date(2027, 1, 1), date(2037, 1, 1)),
        (RecordClass.MENTAL_HEALTH, S, date(2027, 1, 1), date(2030, 1, 1)),
        (RecordClass.MENTAL_HEALTH, W, date(2027, 1, 1), date(2046, 3, 10)),
        (RecordClass.LONG_TERM, E, date(2027, 1, 1), date(2037, 1, 1)),
        (RecordClass.ONCOLOGY, E, date(2027, 1, 1), date(2035, 1, 1)),
        (RecordClass.ONCOLOGY, S, date(2027, 1, 1), date(2056, 3, 10)),
        (RecordClass.MENTAL_HEALTH, E, date(2040, 1, 1), date(2046, 3, 10)),
    ],
)
def test_a_period_after_death_ends_the_other_where_it_comes_first(
    record_class: RecordClass, nation: Nation, died: date, day: date
) -> None:
    assert until(facts(record_class, nation=nation, died=died)) == day


@pytest.mark.parametrize(
    ("nation", "day"),
    [
        (E, date(2034, 4, 1)),
        (W, date(2034, 4, 1)),
        (N, date(2034, 4, 1)),
        (S, date(2029, 4, 1)),
    ],
)
def test_a_child_s_record_ends_some_years_after_a_death(nation: Nation, day: date) -> None:
    child = facts(nation=nation, born=date(2020, 1, 1), died=date(2026, 4, 1))

    proposal = retention_date(SCHEDULE, child)

    assert (proposal.until, proposal.reason) == (day, DateReason.AFTER_DEATH)
    assert proposal.unverified


def test_letters_after_a_death_count() -> None:
    case = facts(RecordClass.MENTAL_HEALTH, died=date(2010, 1, 1))

    assert until(case) == date(2036, 3, 10)


def test_an_adult_s_record_in_wales_outlives_a_death_as_any_other() -> None:
    mother = facts(nation=W, born=date(1941, 2, 2), died=date(2026, 9, 1))

    assert until(mother) == date(2034, 3, 10)


def test_an_occupational_record_waits_for_the_leaving() -> None:
    employed = facts(RecordClass.OCCUPATIONAL_HEALTH, RecordClass.ADULT)
    left = replace(employed, left_on=date(2030, 1, 1))

    assert until(employed) is None
    assert retention_date(SCHEDULE, employed).reason is DateReason.LEAVING_UNKNOWN
    assert until(left) == date(2036, 1, 1)
    assert not is_due(None, date.max)


def test_a_nation_without_a_rule_keeps_as_long_as_the_longest_other_and_says_so() -> None:
    proposal = retention_date(SCHEDULE, facts(RecordClass.AMBULANCE, nation=S))
    own = retention_date(SCHEDULE, facts(RecordClass.AMBULANCE, nation=N))

    assert (proposal.until, proposal.longest.borrowed) == (own.until, True)
    assert proposal.unverified
    assert not own.unverified


def test_of_several_other_nations_the_one_that_keeps_it_longest_stands_in() -> None:
    before = 'code = "R-AMBULANCE-N"\nrecord_class = "ambulance"\nnations = ["N"]\n'
    before += 'trigger = "last-contact"\nyears = 10'
    assert before in TEXT
    longer = read_schedule(TEXT.replace(before, before.replace("10", "12")))

    proposal = retention_date(longer, facts(RecordClass.AMBULANCE, nation=S))

    assert (proposal.until, proposal.rule.code) == (date(2038, 3, 10), "R-AMBULANCE-N")
    assert until(facts(RecordClass.OCCUPATIONAL_HEALTH, nation=S)) is None


def test_where_both_periods_end_on_one_day_the_plain_rule_is_named() -> None:
    case = facts(RecordClass.MENTAL_HEALTH, died=date(2036, 3, 10))

    proposal = retention_date(SCHEDULE, case)

    assert (proposal.until, proposal.reason) == (date(2046, 3, 10), DateReason.RULE)


def test_one_class_from_memory_makes_the_whole_proposal_unverified() -> None:
    old = KeptFile(record_class=RecordClass.COMPLAINT, counted_from=date(2001, 1, 1))
    proposal = retention_date(SCHEDULE, facts(RecordClass.ADULT, files=(old,)))

    assert not proposal.longest.unverified
    assert proposal.unverified


def test_an_open_complaint_leaves_no_day_to_name() -> None:
    opened = KeptFile(record_class=RecordClass.COMPLAINT, counted_from=None)
    proposal = retention_date(SCHEDULE, facts(RecordClass.ADULT, files=(opened,)))

    assert (proposal.until, proposal.reason) == (None, DateReason.FILE_OPEN)


def test_a_disclosure_is_kept_for_six_years_though_the_record_is_older() -> None:
    made = KeptFile(record_class=RecordClass.DISCLOSURE, counted_from=date(2031, 7, 1))
    case = facts(RecordClass.ADULT, nation=S, born=ADULT_BORN)

    assert until(case) == date(2032, 3, 10)
    assert until(replace(case, files=(made,))) == date(2037, 7, 1)


def test_a_disclosure_made_early_is_kept_as_long_as_the_record() -> None:
    made = KeptFile(record_class=RecordClass.DISCLOSURE, counted_from=date(2010, 7, 1))

    assert until(facts(RecordClass.ADULT, files=(made,))) == date(2034, 3, 10)


def test_a_claim_keeps_everything_for_ten_years_after_it_is_closed() -> None:
    claim = KeptFile(record_class=RecordClass.CLAIM, counted_from=date(2030, 1, 1))

    proposal = retention_date(SCHEDULE, facts(RecordClass.ADULT, files=(claim,)))

    assert proposal.until == date(2040, 1, 1)
    assert [each.record_class for each in proposal.considered] == [
        RecordClass.ADULT,
        RecordClass.CLAIM,
    ]
    assert proposal.rule.code == "R-CLAIM-E"
    assert SCHEDULE.find("R-CLAIM-E") is proposal.rule
    assert SCHEDULE.find("R-NOTHING") is None


@pytest.mark.parametrize("record_class", [*HEALTH_CLASSES, RecordClass.CONSENT])
def test_what_has_no_period_of_its_own_is_no_file(record_class: RecordClass) -> None:
    with pytest.raises(ValueError, match="not a class of file"):
        KeptFile(record_class=record_class, counted_from=LAST)


def test_a_consent_is_kept_as_its_record_and_never_shorter_than_a_disclosure_on_it() -> None:
    record = date(2034, 3, 10)

    assert consent_until(record, ()) == record
    assert consent_until(record, (date(2030, 1, 1),)) == record
    assert consent_until(record, (date(2030, 1, 1), date(2036, 1, 1))) == date(2036, 1, 1)
    assert consent_until(record, (date(2030, 1, 1), None)) is None
    assert consent_until(None, ()) is None


def test_a_record_is_due_only_when_its_last_day_has_passed() -> None:
    assert not is_due(LAST, LAST)
    assert is_due(LAST, date(2026, 3, 11))


def test_years_are_counted_to_the_same_day_and_never_to_an_earlier_one() -> None:
    assert after_years(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert after_years(date(2024, 2, 29), 8) == date(2032, 2, 29)
    assert after_years(date(2024, 2, 29), 6) == date(2030, 3, 1)
    assert after_years(date(2024, 12, 31), 8) == date(2032, 12, 31)
    assert after_years(date(9990, 1, 1), 9) == date(9999, 1, 1)
    assert after_years(date(9990, 1, 1), 20) == date.max


def test_the_schedule_says_whom_it_binds_and_that_it_is_no_advice() -> None:
    assert SCHEDULE.disclaimer.startswith("Not legal advice")
    assert "private practice" in SCHEDULE.applicability
    assert "unverified" in SCHEDULE.limitation
    assert len(SCHEDULE.rules) == 40


DAYS = st.dates(date(1950, 1, 1), date(2060, 1, 1))
FILES = st.builds(
    KeptFile, record_class=st.sampled_from(FILE_CLASSES), counted_from=st.none() | DAYS
)
FACTS = st.builds(
    RetentionFacts,
    nation=st.sampled_from(Nation),
    classes=st.lists(st.sampled_from(HEALTH_CLASSES), min_size=1, unique=True).map(tuple),
    last_contact=DAYS,
    treatment_ended=st.none() | DAYS,
    born=st.none() | DAYS,
    died=st.none() | DAYS,
    left_on=st.none() | DAYS,
    files=st.lists(FILES, max_size=3).map(tuple),
)


@given(FACTS)
def test_the_proposal_is_never_earlier_than_any_class_or_file_alone(case: RetentionFacts) -> None:
    proposal = until(case) or date.max
    alone = [replace(case, classes=(each,), files=()) for each in case.classes]
    files = [file_date(SCHEDULE, case.nation, each).until for each in case.files]

    assert all((until(each) or date.max) <= proposal for each in alone)
    assert all((day or date.max) <= proposal for day in files)


@given(FACTS, st.sampled_from(HEALTH_CLASSES), FILES)
def test_adding_a_class_or_a_file_never_shortens(
    case: RetentionFacts, added: RecordClass, file: KeptFile
) -> None:
    before = until(case) or date.max
    more_classes = replace(case, classes=(*case.classes, added))
    more_files = replace(case, files=(*case.files, file))

    assert (until(more_classes) or date.max) >= before
    assert (until(more_files) or date.max) >= before


@given(FACTS, st.sampled_from(Nation))
def test_a_record_never_falls_due_before_the_last_contact(
    case: RetentionFacts, nation: Nation
) -> None:
    case = replace(case, nation=nation, treatment_ended=None)
    born = min(case.born, case.last_contact) if case.born is not None else None

    assert not is_due(until(replace(case, born=born)), case.last_contact)


@given(FACTS)
def test_knowing_the_date_of_birth_of_a_child_never_lengthens(case: RetentionFacts) -> None:
    child = replace(case, classes=(RecordClass.CHILD,), born=None)
    born = after_years(child.end_of_treatment, -10)

    assert (until(replace(child, born=born)) or date.max) <= (until(child) or date.max)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('code = "R-ADULT-S"', 'code = "R-ADULT-E"'),
        ('nations = ["S"]', 'nations = ["E"]'),
        ('nations = ["S"]', 'nations = ["X"]'),
        ('record_class = "adult"', 'record_class = "grown-up"'),
        ('record_class = "claim"', 'record_class = "complaint"'),
        ('trigger = "last-contact"', 'trigger = "first-contact"'),
        ("years = 8", "years = 0"),
        ("years = 8", "years = true"),
        ("years = 8", "years = 101"),
        ("years = 8", 'years = "8"'),
        ("years = 8", ""),
        ("years_if_seventeen = 26", ""),
        ("verified_on = 2026-11-21", ""),
        ('footing = "from-memory"', 'footing = "from-memory"\nverified_on = 2026-11-21'),
        ('footing = "own-rule"', 'footing = "ours"'),
        ("note = ", "remark = "),
        ("version = ", "edition = "),
        ("compiled_on = 2026-11-22", "compiled_on = 2026-11-22T00:00:00"),
        ('trigger = "health-record"', 'trigger = "recorded"'),
        ('trigger = "birthday"', 'trigger = "death"'),
        ('record_class = "claim"\nnations = ["E"]\ntrigger = "closure"', ""),
    ],
)
def test_a_schedule_that_is_not_whole_is_refused(before: str, after: str) -> None:
    assert before in TEXT

    with pytest.raises(ValueError, match=r".+"):
        read_schedule(TEXT.replace(before, after, 1))


@pytest.mark.parametrize("years", [1, 100])
def test_a_period_is_from_one_to_a_hundred_years(years: int) -> None:
    adult = read_schedule(TEXT.replace("years = 8", f"years = {years}", 1)).find("R-ADULT-E")

    assert adult is not None
    assert adult.years == years


def test_a_class_in_a_nation_is_never_ended_by_death_alone() -> None:
    death = 'record_class = "long-term"\nnations = ["E"]\ntrigger = "death"'
    assert death in TEXT

    with pytest.raises(ValueError, match="no health record"):
        read_schedule(TEXT.replace(death, death.replace('["E"]', '["W"]')))


def test_every_class_has_a_rule_and_the_consent_s_goes_with_the_record() -> None:
    by_class = {rule.record_class: rule for rule in SCHEDULE.rules}

    assert set(by_class) == set(RecordClass)
    assert by_class[RecordClass.CONSENT].trigger is Trigger.HEALTH_RECORD
