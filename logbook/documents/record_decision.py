# SPDX-License-Identifier: Apache-2.0
"""Sections 7 and 8 of the disclosure record: the advice, the decision and what was said to it."""

from __future__ import annotations

from logbook.documents.content import Block, Section, Text
from logbook.documents.facts import day, facts, grid, joined, moment, under, worded
from logbook.documents.record_answers import answers
from logbook.documents.source import DisclosureSource
from logbook.domain.decision import AdviceEntry
from logbook.domain.findings import RULES, Code, Severity
from logbook.domain.steps import Step
from logbook.i18n import _
from logbook.wording.findings import FINDINGS


def advice(source: DisclosureSource) -> Section:
    """Say who was asked, what, what they said and what was done with it (HP7)."""
    heading, sought = _("Advice"), source.disclosure.advice
    if not sought:
        return Section(heading=heading, blocks=(Text(text=_("No advice was sought.")),))
    return Section(
        heading=heading, blocks=tuple(block for entry in sought for block in _advice(entry))
    )


def _advice(entry: AdviceEntry) -> tuple[Block, ...]:
    shared = _("The adviser knew who the service user is.")
    if not entry.identity_shared:
        shared = _("The adviser was not told who the service user is.")
    return facts(
        (_("Adviser"), joined(entry.adviser, entry.role)),
        (_("Who they are"), worded(entry.kind)),
        (_("Asked on"), day(entry.asked_on)),
        (_("Identity"), shared),
        (_("Why they had to know"), entry.identity_because),
        (_("Question"), entry.question),
        (_("Advice"), entry.advice),
        (_("What was done with it"), worded(entry.followed)),
        (_("Why it was not followed"), entry.why_not_followed),
    )


def decision(source: DisclosureSource) -> Section:
    """Say what was decided and why, what was weighed, and what the program said (HP8)."""
    disclosure = source.disclosure
    decided = disclosure.decision
    discloses = decided.choice is None or decided.choice.discloses
    withheld = answers(source, Step.REFUSAL) if discloses else ()
    blocks = (
        *facts(
            (_("Decision"), worded(decided.choice)),
            (_("Decided"), moment(decided.decided_at, source.zone)),
            (_("Decided by"), source.practitioner.name),
            (_("Reasons"), decided.reasons),
            (_("What the service user said"), decided.views),
            (_("What others said"), decided.other_views),
            (_("Alternatives considered"), decided.alternatives),
        ),
        *under(_("Weighing it up"), answers(source, Step.WEIGHING, but="basis.")),
        *under(_("Safeguarding"), answers(source, Step.SAFEGUARDING)),
        *under(_("What was withheld"), withheld),
        *_findings(source, Severity.STOP),
        *_findings(source, Severity.WARN),
        *_findings(source, Severity.INFO),
    )
    return Section(heading=_("Decision"), blocks=blocks)


def _findings(source: DisclosureSource, severity: Severity) -> tuple[Block, ...]:
    """List what the program said at the time and what was answered, stops apart from warnings."""
    disclosure = source.disclosure
    reasons = {answer.code: answer.reason for answer in disclosure.answers}
    codes = [Code(code) for code in dict.fromkeys(disclosure.warnings)]
    found = [code for code in codes if RULES[code].severity is severity]
    said = {
        Severity.STOP: _("Stops overridden by {name}").format(name=source.practitioner.name),
        Severity.WARN: _("Warnings acknowledged by {name}").format(name=source.practitioner.name),
        Severity.INFO: _("Notes of the program"),
    }[severity]
    if severity is Severity.INFO:
        return grid(
            (_("Code"), said),
            ((code.value, _(FINDINGS[code])) for code in found),
            (1, 8),
        )
    return grid(
        (_("Code"), said, _("Reason given")),
        (
            (code.value, _(FINDINGS[code]), reasons.get(code, "") or _("Seen; no answer given"))
            for code in found
        ),
        (1, 4, 4),
    )
