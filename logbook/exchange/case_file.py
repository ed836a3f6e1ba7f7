# SPDX-License-Identifier: Apache-2.0
"""A case as a file: a person, what surrounds them, and one disclosure, half finished or whole.

The format is the values of the domain in TOML (`resources/schema/case.json`). Three things differ.
Nothing in it bears an identity: a person is known by their reference, what is referred to by its
label. A time without an offset is a time on the practice's wall. And a file may hold variants:
the same case with some of it changed, and what is then expected.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from logbook.domain.capacity import CapacityAssessment, CompetenceAssessment
from logbook.domain.consent import ConsentDraft
from logbook.domain.consent_history import ConsentEvent
from logbook.domain.decision import Choice
from logbook.domain.disclosure import DisclosureDraft, Purpose
from logbook.domain.information import Information
from logbook.domain.kinds import Kind
from logbook.domain.objection import Objection
from logbook.domain.party import Party
from logbook.domain.people import ServiceUser
from logbook.domain.practice import Practice, Practitioner
from logbook.domain.representative import Representative
from logbook.domain.request import Request
from logbook.domain.series import Series
from logbook.exchange.checking import check
from logbook.exchange.expectation import Expected
from logbook.exchange.identities import identified, with_identities
from logbook.exchange.moments import NoSuchTimeError, in_zone
from logbook.exchange.toml_file import CaseFileError, Table, read_table
from logbook.exchange.variants import check_variants, tables_of
from logbook.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentInCase(ConsentDraft):
    """A consent, or a refusal, with what became of it since."""

    event: tuple[ConsentEvent, ...] = ()

    @property
    def draft(self) -> ConsentDraft:
        """The consent by itself."""
        return ConsentDraft(
            id=self.id,
            service_user=self.service_user,
            scope=self.scope,
            explanation=self.explanation,
            giving=self.giving,
            period=self.period,
            answers=self.answers,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierInCase:
    """A disclosure recorded before, as far as the rules look back at it."""

    id: UUID
    on: date
    kind: Kind
    choice: Choice
    number: str = ""
    recipient: Party = field(default_factory=Party)
    request: Request = field(default_factory=Request)
    purpose: Purpose = field(default_factory=Purpose)
    information: Information = field(default_factory=Information)
    consent: UUID | None = None
    series: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCase:
    """One case: what a file says, or one of its variants."""

    title: str = ""
    practice: Practice | None = None
    practitioner: Practitioner | None = None
    person: ServiceUser | None = None
    """Missing only where the kind of entry can be about nobody in particular."""
    representative: tuple[Representative, ...] = ()
    capacity: tuple[CapacityAssessment, ...] = ()
    competence: tuple[CompetenceAssessment, ...] = ()
    consent: tuple[ConsentInCase, ...] = ()
    """The newest first, as they are offered."""
    objection: tuple[Objection, ...] = ()
    series: Series | None = None
    earlier: tuple[EarlierInCase, ...] = ()
    disclosure: DisclosureDraft
    expected: Expected | None = None
    file: str = ""
    """The name of the file."""
    name: str = ""
    """The name of the variant; empty: the case as the file begins with it."""
    at_home: bool = False
    """Whether the file leaves open where the person lives: in the practice's nation."""
    since: tuple[ConsentEvent, ...] = ()
    """What became of consents that are on record already; a file never says it here."""

    def about(self, person: ServiceUser) -> WrittenCase:
        """Give the case about a person who is known by another identity."""
        assert self.person is not None, "a case about nobody stays so"
        return replace(with_identities(self, {self.person.id: person.id}), person=person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The same case with some of it changed."""

    name: str
    title: str = ""
    without: tuple[str, ...] = ()
    """Keys such as `disclosure.weighing` that are taken out before the changes are made."""
    changes: dict[str, Any] = field(default_factory=dict)
    """A part of a case: its tables go into those of the case, its lists take their place."""
    expected: dict[str, Any] = field(default_factory=dict)
    """What is expected otherwise than of the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile(WrittenCase):
    """A file: a case and its variants."""

    variant: tuple[Variant, ...] = ()


def read_cases(path: Path, zone: ZoneInfo) -> tuple[WrittenCase, ...]:
    """Read a case and all its variants, the case first; times without an offset are in `zone`.

    Raises:
        CaseFileError: the file cannot be used; it says where and why.
    """
    table = read_table(path)
    check(table, CaseFile, path.name)
    check_variants(table, WrittenCase, path.name)
    found = [_built(table, path.name, "", zone)]
    for place, (name, changed) in enumerate(tables_of(table, path.name), 1):
        check(changed, WrittenCase, path.name, f"variant[{place}]")
        found.append(_built(changed, path.name, name, zone))
    return tuple(found)


def read_case(path: Path, zone: ZoneInfo, variant: str = "") -> WrittenCase:
    """Read a case, or one of its variants.

    Raises:
        CaseFileError: the file cannot be used, or has no such variant.
    """
    cases = read_cases(path, zone)
    return chosen(cases, variant)


def chosen(cases: tuple[WrittenCase, ...], variant: str) -> WrittenCase:
    """Give the case of a file that has a name.

    Raises:
        CaseFileError: there is none of this name.
    """
    for case in cases:
        if case.name == variant:
            return case
    names = [case.name for case in cases if case.name]
    problem = (
        _("There is no such variant; the variants here are: {allowed}.").format(
            allowed=", ".join(names)
        )
        if names
        else _("This file has no variants.")
    )
    raise CaseFileError(cases[0].file, "variant", problem)


_ABOUT_THE_PERSON = ("representative", "capacity", "competence", "consent", "objection", "series")


def _built(table: Table, file: str, name: str, zone: ZoneInfo) -> WrittenCase:
    """Build a case of a table that was checked."""
    own = {key: value for key, value in table.items() if key != "variant"}
    part = f"variant {name}" if name else ""
    _check_person(own, file)
    person, practice = own.get("person", {}), own.get("practice", {})
    at_home = "person" in own and "nation" not in person
    if at_home and practice:
        own["person"] = {**person, "nation": practice["nation"]}
    ready = identified(own, WrittenCase, file)
    ready |= {"file": file, "name": name, "at_home": at_home}
    if "person" in ready:
        ready["disclosure"]["service_user"] = ready["person"]["id"]
    else:
        ready["disclosure"].pop("service_user", None)
    try:
        return in_zone(msgspec.convert(ready, type=WrittenCase, strict=True), zone)
    except NoSuchTimeError as error:
        problem = _("A time in the file never was: the clocks were put forward over it.")
        raise CaseFileError(file, part, problem) from error
    except msgspec.ValidationError as error:
        raise CaseFileError(file, part, _("The file does not have the right shape.")) from error


def _check_person(table: Table, file: str) -> None:
    """See that there is a person wherever the rest of the case is about one."""
    if "person" in table:
        return
    kind = table["disclosure"].get("kind")
    can_be_without = kind is not None and Kind(kind).can_be_about_nobody
    if not can_be_without or any(table.get(section) for section in _ABOUT_THE_PERSON):
        raise CaseFileError(file, "person", _("This part is missing."))
