# SPDX-License-Identifier: Apache-2.0
"""Identities for what a file names by labels, and other identities for what is on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from types import NoneType
from typing import Any, TypeVar, cast, get_args, get_origin
from uuid import UUID, uuid4

from logbook.domain.practice import Role
from logbook.exchange.checking import below
from logbook.exchange.forms import LABEL, REFERENCES, keys_of
from logbook.exchange.toml_file import CaseFileError, Table
from logbook.i18n import _

_Value = TypeVar("_Value")


def with_identities(value: _Value, others: Mapping[UUID, UUID]) -> _Value:
    """Give a frozen value in which identities are replaced, however deep they stand."""
    return cast("_Value", _replaced(value, others)) if others else value


def without_identities(value: _Value, *, keep: frozenset[UUID]) -> _Value:
    """Give a frozen value in which every identity but some is the same: what it says, compared."""
    return cast("_Value", _replaced(value, _AllButSome(keep)))


class _AllButSome(dict[UUID, UUID]):
    """Takes every identity for one, except some."""

    def __init__(self, keep: frozenset[UUID]) -> None:
        super().__init__({each: each for each in keep})

    def get(self, key: UUID, default: object = None) -> Any:
        """Give the identity something is taken for."""
        del default
        return super().get(key, UUID(int=0))


def identified(table: Table, kind: type, file: str) -> Table:
    """Give a checked table of a case with an identity for every label and for what bears none.

    Raises:
        CaseFileError: a label stands twice in a section, or is not in the section it refers to.
    """
    labels = _Labels(file=file, sections=_sections(table, file))
    return labels.filled(table, kind, "", {"service_user": str(uuid4())})


def _sections(table: Table, file: str) -> dict[str, dict[str, str]]:
    """Give an identity to each label of each section."""
    found: dict[str, dict[str, str]] = {}
    for section in {name for names in REFERENCES.values() for name in names}:
        listed = table.get(section, [])
        labels = [each[LABEL] for each in (listed if isinstance(listed, list) else [listed])]
        if len(set(labels)) < len(labels):
            raise CaseFileError(file, section, _("Two of these have the same label."))
        found[section] = {label: str(uuid4()) for label in labels}
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Labels:
    """The labels of a file, by section."""

    file: str
    sections: Mapping[str, Mapping[str, str]]

    def filled(self, table: Table, kind: type, part: str, around: Mapping[str, str]) -> Table:
        """Give a table with its references resolved and what a file never says filled in.

        `around` is what is known of where the table stands: the person, the consent.
        """
        own = self._own(table, kind, part, around)
        inside = around
        if own.get("id") and part.startswith("consent"):
            inside = {**around, "consent": own["id"]}
        for key, known in keys_of(kind).items():
            if key != LABEL and key in table:
                own[known.field] = self._value(
                    table[key], known.kind, below(part, key), inside, known.field
                )
        return own

    def _own(self, table: Table, kind: type, part: str, around: Mapping[str, str]) -> Table:
        names = {each.name for each in fields(kind)}
        own: Table = {}
        if LABEL in table and "id" in names:
            section = part.partition("[")[0]
            own["id"] = self.sections[section][table[LABEL]]
        elif "id" in names:
            own["id"] = around["service_user"] if part == "person" else str(uuid4())
        if "role" in names and "hcpc_number" in names:
            own["role"] = Role.ADMINISTRATOR.value
        written = {known.field for known in keys_of(kind).values()}
        own |= {name: told for name, told in around.items() if name in names - written}
        if part == "person":
            own.setdefault("name", "")
        return own

    def _value(self, value: Any, kind: Any, part: str, around: Mapping[str, str], name: str) -> Any:
        choices = [choice for choice in get_args(kind) if choice is not NoneType]
        if get_origin(kind) is tuple:
            return [
                self._value(item, choices[0], f"{part}[{place}]", around, name)
                for place, item in enumerate(value, 1)
            ]
        if get_origin(kind) is dict:
            return value
        if choices:
            return self._value(value, choices[0], part, around, name)
        if kind is UUID:
            return self._reference(value, part, name)
        if isinstance(kind, type) and is_dataclass(kind):
            return self.filled(value, kind, part, around)
        return value

    def _reference(self, label: str, part: str, name: str) -> str | None:
        if not label:
            return None
        sections = REFERENCES[name]
        for section in sections:
            if label in self.sections[section]:
                return self.sections[section][label]
        problem = _("There is no such label in: {sections}.").format(
            sections=", ".join(f"[[{section}]]" for section in sections)
        )
        raise CaseFileError(self.file, part, problem)


def _replaced(value: Any, others: Mapping[UUID, UUID]) -> Any:
    if isinstance(value, UUID):
        return others.get(value, value)
    if isinstance(value, tuple):
        return tuple(_replaced(item, others) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: getattr(value, part.name) for part in fields(value)}
        return replace(value, **{name: _replaced(part, others) for name, part in parts.items()})
    return value
