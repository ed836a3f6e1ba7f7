# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from enum import Enum

import logbook
from logbook.domain.findings import Code, Finding, Principle, RecordRefusedError
from logbook.domain.lines import LineKind
from logbook.errors import LogbookError
from logbook.wording.errors import ERRORS
from logbook.wording.findings import FINDINGS
from logbook.wording.labels import LABELS, label
from logbook.wording.sentences import error_sentence, finding_sentence, principle

CODES_THAT_STAND_FOR_THEMSELVES = {"AnswerKind", "Code", "FormName", "Principle", "ViewingNeed"}


def every_module() -> None:
    for found in pkgutil.walk_packages(logbook.__path__, "logbook."):
        importlib.import_module(found.name)


def subclasses(root: type) -> Iterator[type]:
    for child in root.__subclasses__():
        yield child
        yield from subclasses(child)


def test_every_deliberate_error_has_a_sentence_that_says_what_was_kept_or_changed() -> None:
    every_module()
    codes = {error.code for error in (LogbookError, *subclasses(LogbookError))}

    assert codes - set(ERRORS) == set()
    assert set(ERRORS) - codes == set()


def test_every_code_of_a_finding_has_a_sentence() -> None:
    assert set(FINDINGS) == set(Code)


def test_every_value_of_the_domain_that_a_person_meets_has_a_label() -> None:
    every_module()
    enums = {
        kind
        for kind in subclasses(Enum)
        if kind.__module__.startswith("logbook.domain.")
        and kind.__name__ not in CODES_THAT_STAND_FOR_THEMSELVES
    }
    values = {value for kind in enums for value in kind}  # type: ignore[attr-defined]

    assert values - set(LABELS) == set()
    assert label(LineKind.CONSENT) == "Consent"


def test_every_principle_is_told_in_words_with_its_source() -> None:
    for code in Principle:
        text = principle(code)
        assert text.title
        assert text.words.endswith(".")
        assert "HCPC" in text.source


def test_a_refusal_says_what_is_missing_where() -> None:
    found = Finding(code=Code.INCOMPLETE, part="purpose.words")
    error = RecordRefusedError((found, found))

    assert finding_sentence(found) == "The purpose: This is still to be filled in."
    assert error_sentence(error).count("The purpose") == 1
    assert "kept" in error_sentence(error)
