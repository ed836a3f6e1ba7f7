# SPDX-License-Identifier: Apache-2.0
"""What a window says when something goes wrong: of an error, and of findings as notices."""

from __future__ import annotations

from collections.abc import Iterable

from logbook.domain.findings import Finding, Severity
from logbook.errors import LogbookError
from logbook.i18n import _
from logbook.wording.findings import FINDINGS
from logbook.wording.parts import PARTS
from logbook.wording.sentences import error_sentence, finding_sentence, principle
from ui.theme import Tone
from ui.widgets.notes_panel import Notice

__all__ = [
    "error_sentence",
    "notice",
    "problems",
    "sentences_by_part",
    "still_open",
    "the_sentence_or_raise",
]

_TONES = {Severity.STOP: Tone.STOP, Severity.WARN: Tone.WARN, Severity.INFO: Tone.INFO}


def notice(found: Finding) -> Notice:
    """Put a finding into words, with the principle it serves."""
    served = principle(found.rule.principle)
    return Notice(
        tone=Tone.DONE if found.answered else _TONES[found.rule.severity],
        text=finding_sentence(found),
        why=f"{served.title}. {served.words}",
    )


def problems(findings: Iterable[Finding]) -> dict[str, str]:
    """Give what to show beside each field: the sentence of the first finding on its part."""
    said: dict[str, str] = {}
    for found in findings:
        if not found.answered:
            said.setdefault(found.part, _(FINDINGS[found.code]))
    return said


def still_open(title: str, gaps: Iterable[Finding], *more: str) -> str:
    """List the parts that are still to be answered, each once, and `more` below them."""
    parts = dict.fromkeys(_(PARTS.get(found.part, FINDINGS[found.code])) for found in gaps)
    return "\n".join([title, *(f"• {part}" for part in (*parts, *more))])


def sentences_by_part(findings: Iterable[Finding]) -> dict[str, str]:
    """Give what the findings say of each part, for the field that shows the part."""
    said: dict[str, list[str]] = {}
    for found in findings:
        # The field's own label names the part.
        said.setdefault(found.part, []).append(_(FINDINGS[found.code]))
    return {part: " ".join(sentences) for part, sentences in said.items()}


def the_sentence_or_raise(error: BaseException) -> str:
    """Give the sentence of an error a worker met; an error that is a bug is raised again."""
    if isinstance(error, LogbookError):
        return error_sentence(error)
    raise error
