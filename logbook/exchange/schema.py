# SPDX-License-Identifier: Apache-2.0
"""The JSON Schema of the files, made from the types that read them; kept in `resources/schema/`."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from logbook.exchange.case_file import CaseFile
from logbook.exchange.setup_file import SetupFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"

SCHEMAS: dict[str, type] = {"case.json": CaseFile, "practice.json": SetupFile}
"""The files below `resources/schema/`, and what each describes."""


def schema_text(kind: type) -> str:
    """Give the schema of a kind of file as it is kept: strict, indented, ending in a line feed."""
    schema: dict[str, Any] = {"$schema": DIALECT, **msgspec.json.schema(kind)}
    for part in schema["$defs"].values():
        if part.get("type") == "object":
            # The reader refuses what it does not know; so does the schema.
            part["additionalProperties"] = False
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
