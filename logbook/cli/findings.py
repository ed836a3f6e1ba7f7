# SPDX-License-Identifier: Apache-2.0
"""Findings as the command line says them: code, severity, principle, part, sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from logbook.domain.findings import Finding
from logbook.i18n import _
from logbook.wording.labels import label
from logbook.wording.sentences import finding_sentence


def said_of_findings(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Say each finding in a line: code, severity, principle, part, what is wrong and what to do."""
    return tuple(
        f"{found.code.value} {_weight(found)} {found.rule.principle.value} ({found.part}):"
        f" {_sentence(found)}"
        for found in findings
    )


def table_of_findings(findings: tuple[Finding, ...]) -> list[dict[str, object]]:
    """Give the findings for programs."""
    return [
        {
            "code": found.code.value,
            "part": found.part,
            "severity": found.rule.severity.value,
            "principle": found.rule.principle.value,
            "overridable": found.rule.overridable,
            "answered": found.answered,
            "blocks": found.blocks,
            "sentence": _sentence(found),
        }
        for found in findings
    ]


def _sentence(found: Finding) -> str:
    """Say a finding by the part of the record it concerns, wherever that stands in the file."""
    part = re.sub(r"^(person|[a-z]+(\[\d+\])?(\.event)?)\.(?=.)", "", found.part, count=1)
    inside = re.match(r"^(person\.|[a-z]+\[\d+\]|consent\.event)", found.part)
    return finding_sentence(replace(found, part=part) if inside else found)


def _weight(found: Finding) -> str:
    weight = label(found.rule.severity)
    return _("{weight}, answered").format(weight=weight) if found.answered else weight
