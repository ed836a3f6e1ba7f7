# SPDX-License-Identifier: Apache-2.0
"""The schemas that are shipped say what the reader reads."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from logbook.exchange.schema import SCHEMAS, schema_text
from logbook.resources import folder, read_text

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.toml"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_that_is_shipped_is_the_one_of_the_reader(name: str) -> None:
    assert read_text(f"schema/{name}") == schema_text(SCHEMAS[name])


def test_no_other_schema_is_shipped() -> None:
    assert {path.name for path in folder("schema").iterdir()} == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_allows_no_key_the_reader_refuses(name: str) -> None:
    parts = json.loads(read_text(f"schema/{name}"))["$defs"].values()
    objects = [part for part in parts if part.get("type") == "object"]

    assert objects
    assert all(part["additionalProperties"] is False for part in objects)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_case_fits_the_schema(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))

    assert misfits("case.json", table) == []


def test_the_set_up_file_of_the_sample_fits_its_schema() -> None:
    text = (folder("sample") / "practice.toml").read_text(encoding="utf-8")

    assert misfits("practice.json", tomllib.loads(text)) == []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"nickname": "x"}, "nickname"),
        ({"disclosure": {"kind": "K-X"}}, "disclosure.kind"),
        ({"disclosure": {"id": "x"}}, "disclosure.id"),
        ({"disclosure": {"basis": {"consent": "A Name"}}}, "disclosure.basis.consent"),
        ({"person": {}}, "person.reference"),
        ({"consent": [{}]}, "consent.label"),
        ({"variant": [{"name": "x", "changes": {"title": "x"}}]}, "variant.changes.title"),
        ({"variant": [{"name": "x", "changes": {"person": {"x": 1}}}]}, "variant.changes.person.x"),
    ],
)
def test_what_the_reader_refuses_does_not_fit_the_schema(
    change: dict[str, Any], where: str
) -> None:
    case = {"person": {"reference": "V-1"}, "disclosure": {}}

    assert misfits("case.json", case) == [], "the control"
    assert where in misfits("case.json", case | change)


def test_a_change_needs_nothing_of_a_case() -> None:
    variant = {"name": "x", "changes": {"person": {"flags": []}, "practice": {"nation": "S"}}}
    case = {"person": {"reference": "V-1"}, "disclosure": {}, "variant": [variant]}

    assert misfits("case.json", case) == []


def misfits(name: str, value: Any) -> list[str]:
    """Name the places of a value that do not fit a schema, by the few keywords ours use."""
    schema = json.loads(read_text(f"schema/{name}"))
    return sorted(set(_misfits(schema["$defs"], schema, value, "")))


def _misfits(parts: dict[str, Any], schema: dict[str, Any], value: Any, place: str) -> list[str]:
    if "$ref" in schema:
        return _misfits(parts, parts[schema["$ref"].rpartition("/")[2]], value, place)
    if "anyOf" in schema:
        found = [_misfits(parts, each, value, place) for each in schema["anyOf"]]
        return [] if [] in found else max(found, key=len)
    if schema.get("type") == "object":
        return _misfits_of_table(parts, schema, value, place)
    if schema.get("type") == "array" and isinstance(value, list):
        return [each for item in value for each in _misfits(parts, schema["items"], item, place)]
    return [] if _fits(schema, value) else [place]


def _fits(schema: dict[str, Any], value: Any) -> bool:
    if "enum" in schema:
        return value in schema["enum"]
    if not isinstance(value, _TYPES.get(schema["type"], ())):
        return False
    return "pattern" not in schema or re.search(schema["pattern"], value) is not None


def _misfits_of_table(
    parts: dict[str, Any], schema: dict[str, Any], value: Any, place: str
) -> list[str]:
    if not isinstance(value, dict):
        return [place]
    found = [_below(place, key) for key in schema.get("required", []) if key not in value]
    properties, more = schema.get("properties", {}), schema.get("additionalProperties", False)
    for key, item in value.items():
        inside = properties.get(key, more)
        if inside is False:
            found.append(_below(place, key))
        else:
            found += _misfits(parts, inside, item, _below(place, key))
    return found


def _below(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


_TYPES: dict[str, Any] = {
    "string": str | date,
    "boolean": bool,
    "integer": int,
    "null": type(None),
}
