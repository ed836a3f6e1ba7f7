# SPDX-License-Identifier: Apache-2.0
"""What a window says when something goes wrong: the sentence of an error, and of findings."""

from __future__ import annotations

from collections.abc import Iterable

from logbook.domain.findings import Finding
from logbook.errors import LogbookError
from logbook.i18n import _
from logbook.wording.sentences import FINDINGS, error_sentence

__all__ = ["error_sentence", "sentences_by_part", "the_sentence_or_raise"]


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
