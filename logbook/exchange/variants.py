# SPDX-License-Identifier: Apache-2.0
"""Variants of a case: what a change takes out of its tables and puts into them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from logbook.exchange.checking import below, check, shown
from logbook.exchange.expectation import Expected
from logbook.exchange.forms import is_label
from logbook.exchange.toml_file import CaseFileError, Table
from logbook.i18n import _

_NOT_CHANGED = ("title", "expected")
"""A variant has a title and an expectation of its own."""


def check_variants(table: Table, case: type, file: str) -> None:
    """Hold what the variants of a file change against the type of a case.

    Raises:
        CaseFileError: a name stands twice, or a change or key is none of a case.
    """
    names = set()
    for place, variant in enumerate(table.get("variant", []), 1):
        part = f"variant[{place}]"
        if not is_label(variant["name"]):
            words = _("A name has small letters, digits and hyphens, at most 40.")
            raise CaseFileError(file, f"{part}.name", words)
        if variant["name"] in names:
            raise CaseFileError(file, f"{part}.name", _("Two variants have the same name."))
        names.add(variant["name"])
        changes = variant.get("changes", {})
        for key in _NOT_CHANGED:
            if key in changes:
                problem = _("This stands beside the changes of a variant, not among them.")
                raise CaseFileError(file, f"{part}.changes.{key}", problem)
        check(changes, case, file, f"{part}.changes", whole=False)
        check(variant.get("expected", {}), Expected, file, f"{part}.expected", whole=False)


def tables_of(table: Table, file: str) -> Iterator[tuple[str, Table]]:
    """Give the name and the whole table of each variant.

    Raises:
        CaseFileError: what a variant takes out is not there.
    """
    for place, variant in enumerate(table.get("variant", []), 1):
        base = deepcopy({key: value for key, value in table.items() if key != "variant"})
        for key in variant.get("without", []):
            _take_out(base, key, file, f"variant[{place}].without")
        changed = merged(base, variant.get("changes", {}))
        if variant.get("title"):
            changed["title"] = variant["title"]
        if "expected" in changed or "expected" in variant:
            changed["expected"] = merged(changed.get("expected", {}), variant.get("expected", {}))
        yield variant["name"], changed


def merged(base: Table, changes: Table) -> Table:
    """Give a table with changes made to it: tables deep, everything else in its place."""
    result: Table = dict(base)
    for key, value in changes.items():
        own: Any = base.get(key)
        if isinstance(own, dict) and isinstance(value, dict):
            result[key] = merged(own, value)
        else:
            result[key] = value
    return result


def _take_out(table: Table, key: str, file: str, part: str) -> None:
    *above, last = key.split(".")
    inner: Any = table
    for name in above:
        inner = inner.get(name) if isinstance(inner, dict) else None
    if not isinstance(inner, dict) or last not in inner:
        place = ".".join(shown(name) for name in key.split("."))
        problem = _("There is no such key in the case to take out.")
        raise CaseFileError(file, below(part, place), problem)
    del inner[last]
