# SPDX-License-Identifier: Apache-2.0
"""The schemas that are shipped say what the reader reads."""

from __future__ import annotations

import json

import pytest

from logbook.exchange.schema import SCHEMAS, schema_text
from logbook.resources import folder, read_text


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
