# SPDX-License-Identifier: Apache-2.0
"""The JSON Schema of the files, made from the types that read them; kept in `resources/schema/`.

What a file never says is left out of it, and an identity is a label, just as the reader has it.
"""

from __future__ import annotations

import json
from dataclasses import is_dataclass
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from logbook.domain.catalogue_reading import LawFile
from logbook.exchange.case_file import CaseFile, Variant, WrittenCase
from logbook.exchange.forms import LABEL, LABEL_PATTERN, keys_of
from logbook.exchange.setup_file import SetupFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"

SCHEMAS: dict[str, type] = {
    "case.json": CaseFile,
    "catalogue.json": LawFile,
    "practice.json": SetupFile,
}
"""The files below `resources/schema/`, and what each describes."""

_REFERENCE = "#/$defs/"
_PART = "Changed"
"""What the name of a type begins with where only a part of it is said."""


def schema_text(kind: type) -> str:
    """Give the schema of a kind of file as it is kept: strict, indented, ending in a line feed."""
    types = _types_in(kind) | (_types_in(WrittenCase) if kind is CaseFile else {})
    schema: dict[str, Any] = {"$schema": DIALECT, **msgspec.json.schema(kind)}
    parts = schema["$defs"]
    if kind is CaseFile:
        parts |= msgspec.json.schema(WrittenCase)["$defs"]
    for name, part in parts.items():
        if name in types:
            _write_as_in_files(part, types[name])
    if kind is CaseFile:
        _let_variants_change(parts, types)
        del parts[WrittenCase.__name__]
    schema["$defs"] = dict(sorted(parts.items()))
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _write_as_in_files(part: dict[str, Any], kind: type) -> None:
    """Let the schema of a type have the keys a file has, and no others."""
    properties, keys = part["properties"], keys_of(kind)
    part["properties"] = {
        written: _labels(properties[known.field], known.written) for written, known in keys.items()
    }
    part["required"] = [written for written, known in keys.items() if known.needed]
    if not part["required"]:
        del part["required"]
    part["additionalProperties"] = False


def _labels(described: Any, written: str) -> Any:
    """Describe an identity as what a file has in its place."""
    if isinstance(described, list):
        return [_labels(each, written) for each in described]
    if not isinstance(described, dict):
        return described
    if described.get("format") == "uuid":
        pattern = LABEL_PATTERN if written == LABEL else LABEL_PATTERN.replace("^", "^$|^", 1)
        return {"type": "string", "pattern": pattern}
    return {key: _labels(value, written) for key, value in described.items()}


def _let_variants_change(parts: dict[str, Any], types: dict[str, type]) -> None:
    """Describe the changes of a variant: a case of which nothing is needed."""
    for name, kind in _tables_below(WrittenCase).items():
        part = json.loads(json.dumps(parts[name]))
        part.pop("required", None)
        for key, described in part["properties"].items():
            part["properties"][key] = _of_parts(described, kind, types)
        parts[_PART + name] = part
    for key in ("title", "expected"):
        del parts[_PART + WrittenCase.__name__]["properties"][key]
    properties = parts[Variant.__name__]["properties"]
    properties["changes"] = {"$ref": f"{_REFERENCE}{_PART}{WrittenCase.__name__}"}
    properties["expected"] = {"$ref": f"{_REFERENCE}{_PART}Expected"}


def _of_parts(described: dict[str, Any], kind: type, types: dict[str, type]) -> dict[str, Any]:
    """Let a table refer to changed tables; what is listed is listed whole."""
    if "anyOf" in described:
        return described | {"anyOf": [_of_parts(each, kind, types) for each in described["anyOf"]]}
    name = described.get("$ref", "").removeprefix(_REFERENCE)
    if name in types and is_dataclass(types[name]):
        return described | {"$ref": f"{_REFERENCE}{_PART}{name}"}
    return described


def _tables_below(kind: type) -> dict[str, type]:
    """Give a type and the types of the tables in it that are not listed, by name."""
    found = {kind.__name__: kind}
    for key in keys_of(kind).values():
        for each in _choices(key.kind):
            if is_dataclass(each) and isinstance(each, type) and each.__name__ not in found:
                found |= _tables_below(each)
    return found


def _types_in(kind: Any) -> dict[str, type]:
    """Give every type of a table in a kind of file, by name."""
    if get_origin(kind) is not None or get_args(kind):
        return {name: each for part in get_args(kind) for name, each in _types_in(part).items()}
    if not (isinstance(kind, type) and is_dataclass(kind)):
        return {}
    found: dict[str, type] = {kind.__name__: kind}
    for hint in get_type_hints(kind).values():
        found |= {name: each for name, each in _types_in(hint).items() if name not in found}
    return found


def _choices(kind: Any) -> list[Any]:
    if get_origin(kind) in {tuple, dict}:
        return []
    return [each for each in get_args(kind) if each is not NoneType] or [kind]
