# SPDX-License-Identifier: Apache-2.0
"""The HCPC's guidance as data: its editions, the eight principles, the ten standards.

The wording has changed over the years, and a record says under which edition it was decided. So
each edition is a file (`resources/guidance/*.toml`) with its source, the date it was read and the
points at which it is stricter or milder than the other. The present edition is shown; what the
rules ask for is the union of both: the stricter default, with the exceptions the present edition
names (domain reference, "edition trap"). Nothing of this is legal advice.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Protocol, TypeVar

from logbook.domain.findings import Principle
from logbook.domain.resource_table import day_of, keys_of, needed_day_of, text_of, truth_of


class Standard(Enum):
    """The ten standards of conduct, performance and ethics of the HCPC, by short code."""

    INTERESTS = "ST1"
    COMMUNICATE = "ST2"
    LIMITS = "ST3"
    DELEGATE = "ST4"
    CONFIDENTIALITY = "ST5"
    RISK = "ST6"
    CONCERNS = "ST7"
    CANDOUR = "ST8"
    HONESTY = "ST9"
    RECORD_KEEPING = "ST10"


class EditionPoint(Enum):
    """The three points at which the editions of the guidance on confidentiality differ."""

    PASSING_ON = "HP2a"
    IN_WRITING_FOR_OTHER_USES = "HP2b"
    NECESSITY = "HP3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What every edition of a guidance text says of itself."""

    id: str
    title: str
    citation: str
    address: str
    read_on: date
    """When the source was last read by us."""
    in_force_from: date | None
    """The first day it held; None: not known, as far back as anybody needs."""
    in_force_to: date | None
    """The last day it held; None: it holds still."""
    dates: str
    """What is known and what is not of these dates."""
    disclaimer: str

    def holds_on(self, day: date) -> bool:
        """Tell whether the edition was in force on a day."""
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_to is None or day <= self.in_force_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleWords:
    """A principle as one edition has it, in our own words."""

    code: Principle
    title: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardWords:
    """A standard as one edition has it, in our own words."""

    code: Standard
    title: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one edition asks for at a point where editions differ."""

    point: EditionPoint
    strict: bool
    """Whether the edition asks for more here than the other."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause of a standard that bears on consent or confidentiality, in our own words."""

    paragraph: str
    standard: Standard
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceEdition(Edition):
    """An edition of the guidance on confidentiality: the eight principles."""

    principles: tuple[PrincipleWords, ...]
    differences: tuple[Difference, ...]

    def find(self, code: Principle) -> PrincipleWords:
        """Give a principle in the words of this edition; every edition has all eight."""
        return next(each for each in self.principles if each.code is code)

    def is_strict(self, point: EditionPoint) -> bool:
        """Tell whether this edition asks for more at a point than the other."""
        return any(each.strict for each in self.differences if each.point is point)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardsEdition(Edition):
    """An edition of the standards of conduct, performance and ethics."""

    standards: tuple[StandardWords, ...]
    clauses: tuple[Clause, ...]

    def find(self, code: Standard) -> StandardWords:
        """Give a standard in the words of this edition; every edition has all ten."""
        return next(each for each in self.standards if each.code is code)

    def clause(self, paragraph: str) -> Clause | None:
        """Find a clause by its number, or None where we keep none under that number."""
        return next((each for each in self.clauses if each.paragraph == paragraph), None)


class _Held(Protocol):
    @property
    def in_force_from(self) -> date | None: ...

    def holds_on(self, day: date) -> bool: ...


_Of = TypeVar("_Of", bound=_Held)


def edition_in_force(editions: Iterable[_Of], day: date) -> _Of | None:
    """Give the newest edition in force on a day, or None when there was none that we know of."""
    holding = [edition for edition in editions if edition.holds_on(day)]
    return max(holding, key=lambda edition: edition.in_force_from or date.min, default=None)


def strictest(editions: Iterable[GuidanceEdition]) -> frozenset[EditionPoint]:
    """Give the points on which any of the editions is strict: the union the rules apply."""
    return frozenset(
        each.point for edition in editions for each in edition.differences if each.strict
    )


def read_guidance(text: str) -> GuidanceEdition:
    """Read an edition of the guidance on confidentiality from its TOML, strictly.

    Raises:
        ValueError: it is not TOML, a key is missing or unknown, or a principle or point is told
            twice or not at all.
    """
    table = tomllib.loads(text)
    keys_of(table, needed=(*_HEAD, "principle", "difference"), may=_HEAD_MAY)
    rows, points = table["principle"], table["difference"]
    for row in rows:
        keys_of(row, needed=("code", "title", "words"))
    for row in points:
        keys_of(row, needed=("point", "strict", "words"))
    _each_once(Principle, [row["code"] for row in rows])
    _each_once(EditionPoint, [row["point"] for row in points])
    return GuidanceEdition(
        **_head(table),
        principles=tuple(
            PrincipleWords(
                code=Principle(row["code"]),
                title=text_of(row, "title"),
                words=text_of(row, "words"),
            )
            for row in rows
        ),
        differences=tuple(
            Difference(
                point=EditionPoint(row["point"]),
                strict=truth_of(row, "strict"),
                words=text_of(row, "words"),
            )
            for row in points
        ),
    )


def read_standards(text: str) -> StandardsEdition:
    """Read an edition of the standards from its TOML, strictly.

    Raises:
        ValueError: it is not TOML, a key is missing or unknown, or a standard is told twice or
            not at all.
    """
    table = tomllib.loads(text)
    keys_of(table, needed=(*_HEAD, "standard", "clause"), may=_HEAD_MAY)
    rows, clauses = table["standard"], table["clause"]
    for row in rows:
        keys_of(row, needed=("code", "title", "words"))
    for row in clauses:
        keys_of(row, needed=("paragraph", "standard", "words"))
    _each_once(Standard, [row["code"] for row in rows])
    return StandardsEdition(
        **_head(table),
        standards=tuple(
            StandardWords(
                code=Standard(row["code"]), title=text_of(row, "title"), words=text_of(row, "words")
            )
            for row in rows
        ),
        clauses=tuple(
            Clause(
                paragraph=text_of(row, "paragraph"),
                standard=Standard(row["standard"]),
                words=text_of(row, "words"),
            )
            for row in clauses
        ),
    )


_HEAD = ("id", "title", "citation", "address", "read_on", "dates", "disclaimer")
_HEAD_MAY = ("in_force_from", "in_force_to")


def _head(table: Mapping[str, Any]) -> dict[str, Any]:
    begun, ended = day_of(table, "in_force_from"), day_of(table, "in_force_to")
    if begun is not None and ended is not None and ended < begun:
        raise ValueError("An edition cannot end before it begins")
    return {
        **{key: text_of(table, key) for key in _HEAD if key != "read_on"},
        "read_on": needed_day_of(table, "read_on"),
        "in_force_from": begun,
        "in_force_to": ended,
    }


def _each_once(kind: type[Enum], codes: list[str]) -> None:
    if sorted(codes) != sorted(member.value for member in kind):
        raise ValueError(f"Every {kind.__name__} has to be told exactly once")
