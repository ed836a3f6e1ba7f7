# SPDX-License-Identifier: Apache-2.0
"""`assess`: what the rules say of a case in a file, and whether that is what its file expects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from logbook.cli.findings import said_of_findings, table_of_findings
from logbook.cli.frame import Answer, Status, UnusableInputError
from logbook.clock import Clock
from logbook.domain.catalogue_reading import shipped_catalogue
from logbook.domain.deadline import Deadline
from logbook.domain.legal_basis import Catalogue
from logbook.domain.telling import TellingAdvice
from logbook.exchange.case_file import WrittenCase, chosen, read_cases
from logbook.exchange.comparing import Difference, differences
from logbook.exchange.judging import Judged, judge
from logbook.exchange.moments import NoSuchTimeError, in_zone
from logbook.exchange.toml_file import CaseFileError
from logbook.i18n import _, ngettext
from logbook.wording.labels import label


def assess(places: tuple[Path, ...], *, variant: str, at: str | None, clock: Clock) -> Answer:
    """Say what the rules say of each case, or of one variant of each."""
    moment = _moment(at, clock.zone) if at is not None else None
    catalogue = shipped_catalogue()
    judged = []
    for file in files_in(places):
        case = chosen(read_cases(file, clock.zone), variant)
        judged.append(judge(case, catalogue, moment or _time_of(case, clock), clock.zone))
    ready = all(one.ready for one in judged)
    return Answer(
        lines=tuple(line for one in judged for line in _lines(one, clock.zone)),
        table={"cases": [_table(one) for one in judged]},
        status=Status.GOOD if ready else Status.FINDING,
    )


def compare(places: tuple[Path, ...], *, clock: Clock) -> Answer:
    """Hold every case and variant against what its file expects."""
    catalogue = shipped_catalogue()
    results = [
        (case, _differences(case, catalogue, clock.zone))
        for file in files_in(places)
        for case in read_cases(file, clock.zone)
    ]
    held = sum(not found for _case, found in results)
    summary = ngettext(
        "{held} of {count} case is as expected.",
        "{held} of {count} cases are as expected.",
        len(results),
    ).format(held=held, count=len(results))
    return Answer(
        lines=(*(_compared(case, found) for case, found in results), summary),
        table={
            "held": held,
            "count": len(results),
            "cases": [_compared_table(case, found) for case, found in results],
        },
        status=Status.GOOD if held == len(results) else Status.FINDING,
    )


def files_in(places: tuple[Path, ...]) -> tuple[Path, ...]:
    """List the files named, and the cases in the folders named, in the order of their names.

    Raises:
        UnusableInputError: there is no case in a folder.
    """
    found: list[Path] = []
    for place in places:
        inside = sorted(place.glob("*.toml")) if place.is_dir() else [place]
        if not inside:
            raise UnusableInputError(
                _("A folder has no case in it: no file ends in .toml. Nothing was assessed.")
            )
        found += inside
    return tuple(found)


def _time_of(case: WrittenCase, clock: Clock) -> datetime:
    return case.expected.at if case.expected is not None else clock.now()


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        return in_zone(datetime.fromisoformat(text), zone).replace(microsecond=0)
    except (ValueError, NoSuchTimeError) as error:
        raise UnusableInputError(
            _(
                "--at needs a date with a time such as 2026-11-16T10:30, by the clock on the wall."
                " Nothing was assessed."
            )
        ) from error


def _differences(case: WrittenCase, catalogue: Catalogue, zone: ZoneInfo) -> tuple[Difference, ...]:
    if case.expected is None:
        problem = _("This part is missing: there is nothing to compare with.")
        raise CaseFileError(case.file, "expected", problem)
    return differences(case.expected, judge(case, catalogue, case.expected.at, zone))


def _name(case: WrittenCase) -> str:
    return f"{case.file} [{case.name}]" if case.name else case.file


def _compared(case: WrittenCase, found: tuple[Difference, ...]) -> str:
    if not found:
        return _("{case}: held").format(case=_name(case))
    points = "; ".join(
        f"{one.part}:"
        + "".join(f" -{code}" for code in one.missing)
        + "".join(f" +{code}" for code in one.unexpected)
        for one in found
    )
    return _("{case}: DIFFERS (- expected and not there, + not expected): {points}").format(
        case=_name(case), points=points
    )


def _compared_table(case: WrittenCase, found: tuple[Difference, ...]) -> dict[str, object]:
    return {
        "file": case.file,
        "variant": case.name,
        "held": not found,
        "differences": [
            {"part": one.part, "missing": one.missing, "unexpected": one.unexpected}
            for one in found
        ],
    }


def _lines(judged: Judged, zone: ZoneInfo) -> Iterator[str]:
    case, assessment = judged.case, judged.assessment
    yield f"{_name(case)}: {case.title}" if case.title else _name(case)
    assert case.practice is not None, "it was judged"
    yield "  " + _("Assessed for {at}; the law of {nation}").format(
        at=judged.at.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z"),
        nation=label(assessment.draft.nation or case.practice.nation),
    )
    yield f"  {_('Kind')}: {label(assessment.kind)} ({assessment.kind.value})"
    family = assessment.draft.basis.family
    if family is not None:
        yield f"  {_('Ground')}: {label(family)} {assessment.draft.basis.legal_basis}".rstrip()
    stops = sum(found.blocks for found in judged.findings)
    yield "  " + (
        ngettext(
            "{count} thing stands in the way of signing.",
            "{count} things stand in the way of signing.",
            stops,
        ).format(count=stops)
        if stops
        else _("Nothing stands in the way of signing.")
    )
    yield from _section(_("Findings"), said_of_findings(judged.findings))
    yield from _on_steps(judged)
    yield from _on_law(judged)
    yield from _section(_("Deadlines"), (_deadline(one, zone) for one in assessment.deadlines))
    yield f"  {_('Telling the person')}: {_telling(assessment.telling)}"


def _on_steps(judged: Judged) -> Iterator[str]:
    path = judged.assessment.steps
    yield from _section(
        _("Steps asked"), (label(each.step) for each in path if each.skipped is None)
    )
    yield from _section(
        _("Steps skipped"),
        (f"{label(each.step)}: {label(each.skipped)}" for each in path if each.skipped is not None),
    )


def _on_law(judged: Judged) -> Iterator[str]:
    assessment = judged.assessment
    yield from _section(
        _("It can rest on (not legal advice)"),
        (
            f"{row.code} {row.title}" + ("" if row.verified_on else _(" (not verified)"))
            for row in assessment.bases
        ),
    )
    yield from _section(
        _("It may be forbidden (not legal advice)"),
        (f"{row.code} {row.title}: {row.citation}" for row in assessment.forbidding),
    )
    yield from _section(
        _("It cannot rest on"),
        (
            f"{row.code} {row.title}: " + "; ".join(label(reason) for reason in reasons)
            for row, reasons in assessment.refused_bases
        ),
    )


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield f"  {title}:"
        yield from (f"    {line}" for line in listed)


def _deadline(one: Deadline, zone: ZoneInfo) -> str:
    if one.due is not None:
        when = one.due.isoformat()
    elif one.due_at is not None:
        when = one.due_at.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")
    else:
        when = _("the clock stands")
    unverified = _(" (not verified)") if one.unverified else ""
    return f"{one.code.value} {when}: {label(one.rule.duty)}{unverified}"


def _telling(advice: TellingAdvice) -> str:
    if advice.outcome is None:
        return _("there is nothing to tell of")
    parts = [label(advice.outcome)]
    if advice.reason is not None:
        parts.append(f"{advice.reason.value} {label(advice.reason)}")
    if advice.review_by is not None:
        parts.append(_("look at it again by {day}").format(day=advice.review_by.isoformat()))
    if advice.blocked:
        parts.append(_("telling is forbidden"))
    if advice.restricted:
        parts.append(_("kept from everything the person may be shown"))
    parts += [label(each) for each in advice.besides]
    return "; ".join(parts)


def _table(judged: Judged) -> dict[str, object]:
    case, assessment = judged.case, judged.assessment
    family = assessment.draft.basis.family
    advice = assessment.telling
    return {
        "file": case.file,
        "variant": case.name,
        "title": case.title,
        "at": judged.at.astimezone(UTC).isoformat(),
        "kind": assessment.kind.value,
        "family": family.value if family is not None else None,
        "ready": judged.ready,
        "findings": table_of_findings(judged.findings),
        "steps": [
            {"step": each.step.value, "skipped": each.skipped.value if each.skipped else None}
            for each in assessment.steps
        ],
        "offered": [row.code for row in assessment.bases],
        "refused": {
            row.code: [reason.value for reason in reasons]
            for row, reasons in assessment.refused_bases
        },
        "forbidding": [row.code for row in assessment.forbidding],
        "deadlines": [
            {
                "code": one.code.value,
                "duty": one.rule.duty.value,
                "due": one.due.isoformat() if one.due is not None else None,
                "due_at": one.due_at.isoformat() if one.due_at is not None else None,
                "verified": not one.unverified,
            }
            for one in assessment.deadlines
        ],
        "telling": {
            "outcome": advice.outcome.value if advice.outcome is not None else None,
            "reason": advice.reason.value if advice.reason is not None else None,
            "review_by": advice.review_by.isoformat() if advice.review_by is not None else None,
            "blocked": advice.blocked,
            "restricted": advice.restricted,
        },
    }
