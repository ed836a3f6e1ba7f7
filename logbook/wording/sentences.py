# SPDX-License-Identifier: Apache-2.0
"""What a person reads when something stands in the way: what is wrong, what was kept, what to do.

A finding is about one part of a draft; an error is about the logbook, a file or the computer.
A test walks every code and every kind of error and fails on one that has no sentence here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from logbook.domain.findings import Finding, Principle, RecordRefusedError
from logbook.domain.letter import LetterRefusedError
from logbook.errors import LogbookError
from logbook.i18n import _
from logbook.wording.errors import ERRORS
from logbook.wording.findings import FINDINGS
from logbook.wording.guidance_words import current_guidance
from logbook.wording.labels import label
from logbook.wording.parts import PARTS


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleText:
    """A principle of the HCPC's guidance, in our own words."""

    title: str
    words: str
    source: str


def finding_sentence(found: Finding) -> str:
    """Say what is wrong with which part, and what to do."""
    part = PARTS.get(found.part)
    sentence = _(FINDINGS[found.code])
    return f"{_(part)}: {sentence}" if part is not None else sentence


def error_sentence(error: LogbookError) -> str:
    """Say what happened, what was kept, and what to do next."""
    sentence = _(ERRORS[error.code])
    if isinstance(error, RecordRefusedError):
        return " ".join([sentence, *dict.fromkeys(map(finding_sentence, error.findings))])
    if isinstance(error, LetterRefusedError):
        return f"{label(error.answer)}. {sentence}"
    return sentence.format(**error.details) if error.details else sentence


@cache
def principle(code: Principle) -> PrincipleText:
    """Give a principle in words, with its source."""
    edition = current_guidance()
    told = edition.find(code)
    return PrincipleText(title=_(told.title), words=_(told.words), source=edition.citation)
