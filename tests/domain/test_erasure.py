# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from logbook.domain.backup import Backup, Keeping, PlaceKind
from logbook.domain.erasure import (
    EXEMPTION_SOURCES,
    ErasureDecision,
    ErasureExemption,
    ErasureOutcome,
    findings_on_erasure,
    reach,
)
from logbook.domain.findings import Code
from logbook.domain.holds import Hold
from tests.builders import a_hold

TODAY = date(2026, 11, 20)
PERSON = UUID(int=1)
KEEPING = Keeping(days=35, months=12)

GRANTED = ErasureDecision(
    id=UUID(int=2),
    service_user=PERSON,
    objects=(PERSON,),
    outcome=ErasureOutcome.GRANTED,
    requested_on=date(2026, 11, 2),
    decided_by=UUID(int=3),
    decided_on=TODAY,
)
PARTIAL = replace(
    GRANTED,
    outcome=ErasureOutcome.PARTIAL,
    objects=(UUID(int=9),),
    exemptions=(ErasureExemption.LEGAL_CLAIMS,),
)
REFUSED = replace(
    GRANTED,
    outcome=ErasureOutcome.REFUSED,
    objects=(),
    exemptions=(ErasureExemption.HEALTH_CARE, ErasureExemption.LEGAL_OBLIGATION),
)


def found(
    decision: ErasureDecision, *, holds: tuple[Hold, ...] = (), relying: int = 0
) -> list[tuple[Code, str]]:
    findings = findings_on_erasure(decision, holds=holds, relying=(None,) * relying, today=TODAY)
    return [(each.code, each.part) for each in findings]


@pytest.mark.parametrize("decision", [GRANTED, PARTIAL, REFUSED])
def test_a_whole_decision_has_no_findings(decision: ErasureDecision) -> None:
    assert found(decision) == []


@pytest.mark.parametrize(
    ("decision", "finding"),
    [
        (replace(GRANTED, objects=()), (Code.INCOMPLETE, "objects")),
        (replace(PARTIAL, objects=()), (Code.INCOMPLETE, "objects")),
        (replace(PARTIAL, exemptions=()), (Code.INCOMPLETE, "exemptions")),
        (replace(REFUSED, exemptions=()), (Code.INCOMPLETE, "exemptions")),
        (
            replace(GRANTED, exemptions=(ErasureExemption.ARCHIVING,)),
            (Code.INCOMPLETE, "exemptions"),
        ),
        (
            replace(GRANTED, decided_on=TODAY + timedelta(days=1)),
            (Code.TIMES_OUT_OF_ORDER, "decided_on"),
        ),
        (
            replace(GRANTED, requested_on=TODAY + timedelta(days=1)),
            (Code.TIMES_OUT_OF_ORDER, "requested_on"),
        ),
    ],
)
def test_what_is_missing_or_out_of_order_is_named(
    decision: ErasureDecision, finding: tuple[Code, str]
) -> None:
    assert found(decision) == [finding]


def test_what_is_held_is_not_erased_and_may_be_refused() -> None:
    hold = a_hold(PERSON)
    assert found(GRANTED, holds=(hold,)) == [(Code.HELD, "service_user")]
    assert found(REFUSED, holds=(hold,)) == []
    assert found(GRANTED, holds=(replace(hold, ended_on=date(2026, 11, 19)),)) == []
    assert found(GRANTED, holds=(a_hold(UUID(int=7)),)) == []


def test_a_consent_that_something_rests_on_is_not_erased() -> None:
    assert found(PARTIAL, relying=1) == [(Code.CONSENT_KEPT_TOO_SHORT, "objects")]
    assert found(replace(REFUSED, objects=(PERSON,)), relying=1) == []


def test_every_exemption_says_where_it_stands_and_when_that_was_looked_up() -> None:
    assert set(EXEMPTION_SOURCES) == set(ErasureExemption)
    assert all(each.provision.startswith("UK GDPR art. 17") for each in EXEMPTION_SOURCES.values())
    assert all(each.looked_up >= date(2026, 11, 22) for each in EXEMPTION_SOURCES.values())


def a_backup(number: int, made: date, *, size: int = 10, published: bool = False) -> Backup:
    return Backup(
        id=UUID(int=number),
        place=PlaceKind.ANOTHER_DISK,
        made_by=UUID(int=3),
        made_at=datetime(made.year, made.month, made.day, 12, tzinfo=UTC),
        epoch=1,
        size=size,
        root="ab" * 32,
        sha256="cd" * 32,
        bytes=4096,
        published=published,
    )


def test_what_no_backup_holds_is_out_of_reach_at_once() -> None:
    for backups in ((), (a_backup(1, TODAY, size=5),)):
        held = reach(5, backups, KEEPING)
        assert (held.last_made, held.until, held.published) == (None, None, 0)


def test_the_last_backup_of_a_month_goes_a_year_later() -> None:
    first, last = a_backup(1, date(2026, 10, 3)), a_backup(2, date(2026, 11, 20))
    assert reach(5, (first, last), KEEPING).until == date(2027, 11, 30)
    assert reach(5, (last, first, last)).last_made == last.made_at
    assert reach(5, (a_backup(1, date(2026, 12, 31)),), KEEPING).until == date(2027, 12, 31)
    assert reach(5, (a_backup(1, date(2027, 2, 1)),), KEEPING).until == date(2028, 2, 29)


def test_where_days_are_kept_longer_than_months_they_count() -> None:
    keeping = Keeping(days=60, months=1)
    assert reach(5, (a_backup(1, date(2026, 11, 20)),), keeping).until == date(2027, 1, 19)


def test_a_published_snapshot_is_in_no_rotation() -> None:
    held = reach(5, (a_backup(1, TODAY, published=True),), KEEPING)
    assert (held.until, held.published) == (None, 1)


def test_what_is_decided_holds_no_words() -> None:
    assert not any(isinstance(getattr(GRANTED, name), str) for name in GRANTED.__slots__)
