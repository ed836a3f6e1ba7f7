# SPDX-License-Identifier: Apache-2.0
"""Every kind of record in its written form, and every form it was ever written in.

`golden/payloads/<kind>.v<schema>.json` is how a record is written now. `golden/payloads/first/` are
the bytes that the first foundations wrote, by the code of then: they are read for ever.
"""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logbook.domain.disclosure import Disclosure
from logbook.domain.kinds import Kind
from logbook.domain.people import ServiceUser
from logbook.domain.records import Record, is_revised, place_of
from logbook.journal import payload as payloads
from logbook.journal.payload import kind_of, read_payload, written_payload
from logbook.journal.written import WrittenFormError, is_written, written
from tests.golden.write import examples

GOLDEN = Path(__file__).parent.parent / "golden" / "payloads"
NOW = sorted(GOLDEN.glob("*.json"))
FIRST = sorted((GOLDEN / "first").glob("*.json"))
KINDS = payloads._TYPES


def name_of(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_golden_file_of_the_schema_it_is_written_in(kind: str) -> None:
    assert GOLDEN / f"{kind}.v{payloads._SCHEMAS[kind]}.json" in NOW


@pytest.mark.parametrize("path", NOW, ids=name_of)
def test_a_record_is_written_as_its_golden_file_shows_to_the_byte(path: Path) -> None:
    data = path.read_bytes()
    record = read_payload(data)

    assert is_written(data)
    assert path.name.startswith(kind_of(record))
    assert written_payload(record) == data, (
        "The written form has changed. Where that is meant: python -m tests.golden.write"
    )


def test_the_golden_files_are_those_their_writer_writes_and_each_can_be_read() -> None:
    written_now = {name: written_payload(record) for name, record in examples()}

    assert {path.name for path in NOW} == set(written_now), "python -m tests.golden.write"
    assert all(read_payload(data) for data in written_now.values())


@pytest.mark.parametrize("path", FIRST, ids=name_of)
def test_what_the_first_version_wrote_is_read_and_says_all_it_said(path: Path) -> None:
    then = msgspec.json.decode(path.read_bytes())
    now = msgspec.json.decode(written_payload(read_payload(path.read_bytes())))

    assert now["kind"] == then["kind"]
    assert lost(then["record"], now["record"]) == []


def test_the_control_of_that_comparison_sees_what_was_lost_or_changed() -> None:
    then = {"a": 1, "b": {"c": [1, {"d": "x"}]}}

    assert lost(then, {"a": 1, "b": {"c": [1, {"d": "x", "e": 0}]}}) == []
    assert lost(then, {"a": 2, "b": {"c": [1, {"d": "x"}]}}) == ["a"]
    assert lost(then, {"b": {"c": [1, {}]}}) == ["a", "b.c.1.d"]
    assert lost(then, {"a": 1, "b": {"c": [1]}}) == ["b.c"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("disclosure", Kind.CARE),
        ("disclosure-not-for-care", Kind.NON_CARE),
        ("disclosure-refused", Kind.REFUSAL),
        ("disclosure-by-law", Kind.LAW),
        ("disclosure-in-public-interest", Kind.PUBLIC_INTEREST),
        ("disclosure-in-best-interests", Kind.BEST_INTERESTS),
    ],
)
def test_the_kind_of_a_disclosure_of_schema_1_is_told_from_what_it_says(
    name: str, kind: Kind
) -> None:
    disclosure = read_payload((GOLDEN / "first" / f"{name}.v1.json").read_bytes())

    assert isinstance(disclosure, Disclosure)
    assert disclosure.kind is kind
    assert disclosure.weighing is None
    assert disclosure.service_user is not None


def test_an_upgrade_changes_nothing_it_was_given() -> None:
    envelope = msgspec.json.decode((GOLDEN / "first" / "disclosure.v1.json").read_bytes())
    before = msgspec.json.encode(envelope["record"])

    payloads._UPGRADES["disclosure", 1](envelope["record"])

    assert msgspec.json.encode(envelope["record"]) == before


def test_every_schema_before_the_present_one_has_an_upgrade() -> None:
    wanted = {(kind, schema) for kind, now in payloads._SCHEMAS.items() for schema in range(1, now)}
    assert set(payloads._UPGRADES) == wanted


@pytest.mark.parametrize(
    "envelope",
    [
        {"kind": "disclosure", "schema": 3, "record": {}},
        {"kind": "disclosure", "schema": 1, "record": {}},
        {"kind": "disclosure", "schema": 1, "record": {"decision": [], "basis": 1}},
        {"kind": "disclosure", "schema": 0, "record": {}},
        {"kind": "disclosure", "schema": 2, "record": {}},
        {"kind": "unheard-of", "schema": 1, "record": {}},
        {"kind": "hold", "schema": 1, "record": []},
    ],
)
def test_what_is_no_record_of_this_or_an_earlier_version_is_refused(envelope: object) -> None:
    with pytest.raises(WrittenFormError):
        read_payload(written(envelope))


def strategy_for(kind: Any) -> st.SearchStrategy[Any]:
    """Make values of a type the domain uses, however deep, with every part filled in."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return st.one_of(*(strategy_for(each) for each in inside))
    if origin is tuple:
        return st.lists(strategy_for(inside[0]), max_size=2).map(tuple)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        parts = {part.name: strategy_for(hints[part.name]) for part in fields(kind)}
        return st.builds(kind, **parts)  # type: ignore[arg-type]
    return SIMPLE[kind]


SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8),
    bool: st.booleans(),
    int: st.integers(-(2**53) + 1, 2**53 - 1),
    UUID: st.uuids(),
    date: st.dates(),
    datetime: st.datetimes(min_value=datetime(1900, 1, 1)).map(  # noqa: DTZ001
        lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
    ),
    type(None): st.none(),
}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_a_record_holds_comes_back_as_it_was(kind: str, data: st.DataObject) -> None:
    record: Record = data.draw(strategy_for(KINDS[kind]))
    bytes_written = written_payload(record)

    assert read_payload(bytes_written) == record
    assert is_written(bytes_written)
    assert isinstance(place_of(record), UUID | None)


def test_only_what_goes_on_under_its_own_identity_is_revised() -> None:
    revised = {kind for kind in KINDS if is_revised(golden(kind))}

    assert revised == {
        "practice",
        "practitioner",
        "service-user",
        "representative",
        "objection",
        "received-request",
        "access-request",
        "series",
        "breach",
        "hold",
        "catalogue-update",
        "backup",
        "clinical-will",
        "own-keys",
        "recovery-sheet",
    }


def test_what_is_about_nobody_in_particular_stands_in_its_own_timeline() -> None:
    person = golden("service-user")
    breach = read_payload((GOLDEN / "breach-about-nobody.v1.json").read_bytes())

    assert isinstance(person, ServiceUser)
    assert place_of(person) == person.id
    assert place_of(golden("amendment")) == person.id
    assert place_of(breach) == breach.id
    assert place_of(golden("practice")) is None


def golden(kind: str) -> Record:
    return read_payload((GOLDEN / f"{kind}.v{payloads._SCHEMAS[kind]}.json").read_bytes())


def lost(then: Any, now: Any, path: str = "") -> list[str]:
    """List what stood in a plain value and stands no longer, or otherwise."""
    inside = f"{path}." if path else ""
    if isinstance(then, dict):
        found: list[str] = []
        for key, value in then.items():
            there = isinstance(now, dict) and key in now
            found += lost(value, now[key], inside + key) if there else [inside + key]
        return found
    if isinstance(then, list):
        if not isinstance(now, list) or len(now) != len(then):
            return [path]
        pairs = enumerate(zip(then, now, strict=True))
        return [each for n, (old, new) in pairs for each in lost(old, new, f"{inside}{n}")]
    return [] if then == now else [path]
