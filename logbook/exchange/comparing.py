# SPDX-License-Identifier: Apache-2.0
"""Holding what the rules say of a case against what its file expects of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from logbook.exchange.expectation import Expected
from logbook.exchange.judging import Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One point on which the rules say something else than was expected."""

    part: str
    """The key of the expectation."""
    missing: tuple[str, ...] = ()
    """What was expected and is not there."""
    unexpected: tuple[str, ...] = ()
    """What is there and was not expected."""


def differences(expected: Expected, judged: Judged) -> tuple[Difference, ...]:
    """Give every point on which the rules differ from an expectation; none: it held."""
    return tuple(
        found
        for found in (
            *_on_kind(expected, judged),
            *_on_law(expected, judged),
            *_on_findings(expected, judged),
            *_on_deadlines(expected, judged),
            *_on_steps(expected, judged),
            *_on_telling(expected, judged),
        )
        if found.missing or found.unexpected
    )


def _on_kind(expected: Expected, judged: Judged) -> Iterator[Difference]:
    if expected.kind is not None:
        yield _one("kind", expected.kind.value, judged.assessment.kind.value)
    if expected.family is not None:
        family = judged.assessment.draft.basis.family
        yield _one("family", expected.family.value, family.value if family else "none")


def _on_law(expected: Expected, judged: Judged) -> Iterator[Difference]:
    offered = {row.code for row in judged.assessment.bases}
    yield Difference(part="offered", missing=_without(expected.offered, offered))
    yield Difference(
        part="not_offered",
        unexpected=tuple(code for code in expected.not_offered if code in offered),
    )
    reasons = {row.code: why for row, why in judged.assessment.refused_bases}
    for code, wanted in expected.refused.items():
        if wanted not in reasons.get(code, ()):
            yield Difference(
                part=f"refused.{code}",
                missing=(wanted.value,),
                unexpected=tuple(why.value for why in reasons.get(code, ())),
            )


def _on_findings(expected: Expected, judged: Judged) -> Iterator[Difference]:
    findings = judged.findings
    stops = {found.code.value for found in findings if found.blocks}
    if expected.stops is not None:
        yield _same("stops", {code.value for code in expected.stops}, stops)
    found = {one.code.value for one in findings} - stops
    yield Difference(
        part="answered",
        missing=_without(
            (code.value for code in expected.answered),
            {one.code.value for one in findings if one.answered},
        ),
    )
    yield Difference(
        part="warnings", missing=_without((code.value for code in expected.warnings), found)
    )
    yield Difference(
        part="not_warnings",
        unexpected=tuple(code.value for code in expected.not_warnings if code.value in found),
    )
    if expected.ready is not None:
        yield _one("ready", _yes(expected.ready), _yes(judged.ready))


def _on_deadlines(expected: Expected, judged: Judged) -> Iterator[Difference]:
    found = judged.assessment.deadlines
    for code, days in expected.deadlines.items():
        due = {one.due.isoformat() for one in found if one.code is code and one.due is not None}
        yield _same(f"deadlines.{code.value}", {day.isoformat() for day in days}, due)
    for code, moments in expected.deadlines_at.items():
        ends = {one.due_at for one in found if one.code is code and one.due_at is not None}
        yield _same(
            f"deadlines_at.{code.value}",
            {moment.isoformat() for moment in moments},
            {moment.isoformat() for moment in ends},
        )


def _on_steps(expected: Expected, judged: Judged) -> Iterator[Difference]:
    path = judged.assessment.steps
    asked = [each.step for each in path if each.skipped is None]
    if expected.steps is not None:
        yield _same("steps", _values(expected.steps), _values(asked))
    yield Difference(
        part="asked",
        missing=tuple(step.value for step in expected.asked if step not in asked),
    )
    skipped = {each.step: each.skipped for each in path}
    for step, why in expected.skipped.items():
        reason = skipped.get(step)
        yield _one(f"skipped.{step.value}", why.value, reason.value if reason else "asked")


def _on_telling(expected: Expected, judged: Judged) -> Iterator[Difference]:
    advice = judged.assessment.telling
    wanted = expected.telling
    if wanted is not None:
        yield _one("telling.outcome", _value(wanted.outcome), _value(advice.outcome))
        yield _one("telling.reason", _value(wanted.reason), _value(advice.reason))
        yield _one("telling.blocked", _yes(wanted.blocked), _yes(advice.blocked))
        if wanted.review_by is not None:
            yield _one("telling.review_by", str(wanted.review_by), str(advice.review_by))
    if expected.restricted is not None:
        restricts = judged.assessment.draft.telling.restricts or advice.restricted
        yield _one("restricted", _yes(expected.restricted), _yes(restricts))


def _one(part: str, wanted: str, found: str) -> Difference:
    return _same(part, {wanted}, {found})


def _same(part: str, wanted: set[str], found: set[str]) -> Difference:
    return Difference(
        part=part,
        missing=tuple(sorted(wanted - found)),
        unexpected=tuple(sorted(found - wanted)),
    )


def _without(wanted: Iterable[str], found: Iterable[str]) -> tuple[str, ...]:
    there = set(found)
    return tuple(code for code in wanted if code not in there)


def _values(steps: Iterable[Enum]) -> set[str]:
    return {str(step.value) for step in steps}


def _value(reason: Enum | None) -> str:
    return str(reason.value) if reason is not None else "none"


def _yes(value: bool) -> str:  # noqa: FBT001 - a fact, not a switch
    return "yes" if value else "no"
