# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from uuid import UUID

import pytest

from logbook.domain.destruction import (
    DestroyedItem,
    DestructionCertificate,
    RetentionChoice,
    RetentionDecision,
    Skeleton,
    findings_on_certificate,
    findings_on_decision,
    names_the_person,
    skeletons_of,
)
from logbook.domain.findings import Code
from logbook.domain.holds import Hold, HoldReason
from logbook.domain.people import Identifier, IdentifierKind
from logbook.domain.retention import RecordClass
from tests.builders import a_person

TODAY = date(2026, 11, 22)
PERSON = UUID(int=1)
PRACTITIONER = UUID(int=2)

HOLD = Hold(
    id=UUID(int=10),
    service_user=PERSON,
    why=HoldReason.ACCESS_REQUEST,
    who="The practice",
    start=date(2026, 11, 1),
    review_on=date(2027, 1, 1),
)
DESTROY = RetentionDecision(
    id=UUID(int=30),
    service_user=PERSON,
    objects=(UUID(int=40), UUID(int=41)),
    choice=RetentionChoice.DESTROY,
    rule="R-ADULT-E",
    proposed=date(2026, 11, 1),
    until=date(2026, 11, 1),
    decided_by=PRACTITIONER,
    decided_on=TODAY,
)
RETAIN = replace(
    DESTROY,
    choice=RetentionChoice.RETAIN,
    until=date(2028, 11, 1),
    reasons="The illness may come back.",
)
LENGTHEN = replace(DESTROY, choice=RetentionChoice.LENGTHEN, until=date(2026, 11, 2))
SHORTEN = replace(
    DESTROY,
    choice=RetentionChoice.SHORTEN,
    until=date(2026, 10, 31),
    reasons="They asked for erasure and nothing speaks against it.",
)
ITEM = DestroyedItem(
    object=UUID(int=40),
    record_class=RecordClass.DISCLOSURE,
    rule="R-DISCLOSURE",
    recorded_on=date(2018, 5, 5),
    until=date(2026, 11, 1),
    commitment="0f" * 32,
)
CERTIFICATE = DestructionCertificate(
    id=UUID(int=50),
    service_user=PERSON,
    decision=DESTROY.id,
    items=(ITEM, replace(ITEM, object=UUID(int=41))),
    method="Key destroyed",
    authorised_by=PRACTITIONER,
    destroyed_on=TODAY,
)


def on_decision(
    decision: RetentionDecision,
    holds: tuple[Hold, ...] = (),
    relying: tuple[date | None, ...] = (),
) -> list[tuple[Code, str]]:
    found = findings_on_decision(decision, holds=holds, relying=relying, today=TODAY)
    return [(each.code, each.part) for each in found]


def on_certificate(
    certificate: DestructionCertificate, holds: tuple[Hold, ...] = ()
) -> list[tuple[Code, str]]:
    found = findings_on_certificate(certificate, holds=holds, today=TODAY)
    return [(each.code, each.part) for each in found]


@pytest.mark.parametrize("decision", [DESTROY, RETAIN, LENGTHEN, SHORTEN])
def test_a_whole_decision_has_no_findings(decision: RetentionDecision) -> None:
    assert on_decision(decision) == []


def test_held_records_are_not_destroyed_and_may_be_kept() -> None:
    assert on_decision(DESTROY, (HOLD,)) == [(Code.HELD, "service_user")]
    assert on_decision(RETAIN, (HOLD,)) == []
    assert on_decision(DESTROY, (replace(HOLD, service_user=UUID(int=9)),)) == []
    assert on_decision(DESTROY, (replace(HOLD, ended_on=date(2026, 11, 10)),)) == []


def test_lengthening_is_free_and_shortening_and_retaining_need_reasons() -> None:
    assert LENGTHEN.reasons == ""
    assert on_decision(replace(SHORTEN, reasons=" ")) == [(Code.INCOMPLETE, "reasons")]
    assert on_decision(replace(RETAIN, reasons="")) == [(Code.INCOMPLETE, "reasons")]


@pytest.mark.parametrize(
    ("decision", "until"),
    [
        (DESTROY, TODAY),
        (RETAIN, TODAY),
        (LENGTHEN, date(2026, 11, 1)),
        (SHORTEN, date(2026, 11, 1)),
    ],
    ids=["too early", "no later than now", "not longer", "not shorter"],
)
def test_the_day_goes_with_what_was_chosen(decision: RetentionDecision, until: date) -> None:
    assert on_decision(replace(decision, until=until)) == [(Code.TIMES_OUT_OF_ORDER, "until")]


def test_where_no_day_is_proposed_any_day_is_shorter_and_none_is_longer() -> None:
    assert on_decision(replace(SHORTEN, proposed=None)) == []
    assert on_decision(replace(LENGTHEN, proposed=None)) == [(Code.TIMES_OUT_OF_ORDER, "until")]


@pytest.mark.parametrize(
    ("decision", "finding"),
    [
        (replace(DESTROY, objects=()), (Code.INCOMPLETE, "objects")),
        (replace(DESTROY, rule=""), (Code.INCOMPLETE, "rule")),
        (replace(DESTROY, until=None), (Code.INCOMPLETE, "until")),
        (
            replace(DESTROY, decided_on=date(2026, 11, 23)),
            (Code.TIMES_OUT_OF_ORDER, "decided_on"),
        ),
        (replace(DESTROY, reasons="x\0"), (Code.TEXT_UNREADABLE, "reasons")),
    ],
)
def test_a_decision_that_is_not_whole_is_told(
    decision: RetentionDecision, finding: tuple[Code, str]
) -> None:
    assert on_decision(decision) == [finding]


def test_a_consent_outlives_every_disclosure_that_rests_on_it() -> None:
    too_short = [(Code.CONSENT_KEPT_TOO_SHORT, "until")]

    assert on_decision(DESTROY, relying=(date(2027, 1, 1),)) == too_short
    assert on_decision(DESTROY, relying=(TODAY,)) == []
    assert on_decision(DESTROY, relying=(date(2020, 1, 1), None)) == too_short
    assert on_decision(SHORTEN, relying=(date(2026, 11, 1),)) == too_short
    assert on_decision(SHORTEN, relying=(date(2026, 10, 31),)) == []
    assert on_decision(replace(DESTROY, until=None), relying=(date(2027, 1, 1),)) == [
        (Code.INCOMPLETE, "until"),
        *too_short,
    ]


def test_a_whole_certificate_has_no_findings() -> None:
    assert on_certificate(CERTIFICATE) == []


@pytest.mark.parametrize(
    ("certificate", "finding"),
    [
        (replace(CERTIFICATE, items=()), (Code.INCOMPLETE, "items")),
        (replace(CERTIFICATE, method=" "), (Code.INCOMPLETE, "method")),
        (replace(CERTIFICATE, items=(ITEM, ITEM)), (Code.INCOMPLETE, "items.object")),
        (
            replace(CERTIFICATE, items=(replace(ITEM, rule=""),)),
            (Code.INCOMPLETE, "items.rule"),
        ),
        (
            replace(CERTIFICATE, items=(replace(ITEM, commitment="0F" * 32),)),
            (Code.INCOMPLETE, "items.commitment"),
        ),
        (
            replace(CERTIFICATE, items=(ITEM, replace(ITEM, object=PERSON, until=TODAY))),
            (Code.TIMES_OUT_OF_ORDER, "items.until"),
        ),
        (
            replace(CERTIFICATE, destroyed_on=date(2026, 11, 23)),
            (Code.TIMES_OUT_OF_ORDER, "destroyed_on"),
        ),
        (replace(CERTIFICATE, witness="x\0"), (Code.TEXT_UNREADABLE, "witness")),
    ],
)
def test_a_certificate_that_is_not_whole_is_told(
    certificate: DestructionCertificate, finding: tuple[Code, str]
) -> None:
    assert on_certificate(certificate) == [finding]


def test_no_certificate_is_made_of_what_is_held() -> None:
    assert on_certificate(CERTIFICATE, (HOLD,)) == [(Code.HELD, "service_user")]


def test_what_remains_is_identity_dates_rule_and_hash_and_nothing_about_the_person() -> None:
    first, second = skeletons_of(CERTIFICATE)

    assert first == Skeleton(
        object=ITEM.object,
        certificate=CERTIFICATE.id,
        record_class=RecordClass.DISCLOSURE,
        rule="R-DISCLOSURE",
        recorded_on=date(2018, 5, 5),
        destroyed_on=TODAY,
        commitment="0f" * 32,
    )
    assert second.object == UUID(int=41)
    assert PERSON not in {getattr(first, part.name) for part in fields(first)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shredded with the rest of 2026", False),
        ("They may come back", False),
        ("The file of May Rees", True),
        ("REES moved away", True),
        ("Known as Maisie", True),
        ("Reference lp-0042", True),
        ("LP-00421 is another", False),
        ("NHS number 943 476 5919", True),
    ],
)
def test_a_text_that_names_the_person_is_found(text: str, names: bool) -> None:  # noqa: FBT001
    person = a_person(
        name="May Rees",
        known_as="Maisie",
        identifiers=(Identifier(kind=IdentifierKind.NHS, value="943 476 5919"),),
    )
    assert names_the_person(person, text) is names
