# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from logbook.errors import LogbookError
from logbook.journal.written import INTEGER_LIMIT, WrittenFormError, is_written, read, written

texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
awkward_texts = st.text(
    st.sampled_from(
        'aZ"\\/\b\f\n\r\t\x01\x1f\x7f\x80é\u2028\ufb33\ufffd\uffff\U00010000😀\U0001d4b3'
    ),
    max_size=4,
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-INTEGER_LIMIT + 1, INTEGER_LIMIT - 1)
    | texts
    | awkward_texts
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(texts, inner, max_size=4)
        | st.dictionaries(awkward_texts, inner, max_size=6)
    ),
    max_leaves=20,
)


class Colour(Enum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    name: str
    born: date
    at: datetime
    colour: Colour
    id: UUID
    parts: tuple[str, ...] = ()


SAMPLE = Sample(
    name="Ada",
    born=date(1990, 2, 28),
    at=datetime(2026, 11, 21, 22, 47, 42, tzinfo=UTC),
    colour=Colour.RED,
    id=UUID(int=7),
    parts=("b", "a"),
)


@given(values)
def test_written_form_is_that_of_an_independent_writer(value: Any) -> None:
    assert written(value) == rfc8785.dumps(value)


@given(values)
def test_what_is_written_is_read_back_and_known_as_written(value: Any) -> None:
    data = written(value)
    assert msgspec.json.decode(data) == value
    assert is_written(data)


@given(st.dictionaries(awkward_texts, st.tuples(scalars, st.dictionaries(texts, scalars))))
def test_pairs_are_written_as_lists(value: Any) -> None:
    assert written(value) == rfc8785.dumps(value)


def test_keys_stand_in_the_order_of_utf_16_where_code_points_would_differ() -> None:
    value: Any = {"\ufb33": 1, "😀": 2, "a": {"ﬀ": 3, "\U0001d4b3": 4}}
    assert list(msgspec.json.decode(written(value))) == ["a", "😀", "\ufb33"]
    assert written(value) == rfc8785.dumps(value)
    assert written(value) != msgspec.json.encode(value, order="sorted")


def test_record_is_written_by_the_names_of_its_fields() -> None:
    assert written(SAMPLE) == (
        b'{"at":"2026-11-21T22:47:42Z","born":"1990-02-28","colour":"red",'
        b'"id":"00000000-0000-0000-0000-000000000007","name":"Ada","parts":["b","a"]}'
    )


def test_record_is_read_back_as_it_was() -> None:
    assert read(written(SAMPLE), Sample) == SAMPLE


def test_set_is_written_in_the_same_order_in_every_run() -> None:
    assert written(frozenset({"b", "c", "a"})) == b'["a","b","c"]'


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        {"a": [float("nan")]},
        INTEGER_LIMIT,
        -INTEGER_LIMIT,
        {"deep": [[10**30]]},
        "half \ud83d",
        {"half \udc00 key": 1},
        "nul \0",
        {"nul \0": 1},
        datetime(2026, 11, 21, 22, 47),  # noqa: DTZ001
        datetime(2026, 1, 1, tzinfo=ZoneInfo("Europe/London")),
        datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1))),
        datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=UTC),
        {1: "a number as key"},
        {(1, 2): "a pair as key"},
        b"bytes",
        bytearray(b"bytes"),
        Decimal(1),
        time(9),
        timedelta(1),
        object(),
    ],
    ids=lambda value: "an object" if type(value) is object else repr(value),
)
def test_value_without_a_written_form_is_refused(value: object) -> None:
    with pytest.raises(WrittenFormError):
        written(value)


def test_value_nested_too_deeply_is_refused() -> None:
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(WrittenFormError):
        written(value)
    # Taken apart by hand: letting go of it at once would recurse as deeply.
    while value:
        value = value.pop()


@pytest.mark.parametrize(
    "data",
    [
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1}\n',
        b'{"a":1,"a":1}',
        b'"\\u00e9"',
        b'"\\/"',
        b"1.0",
        b"1e3",
        b"9007199254740993",
        b'"\\u0000"',
        b"\xef\xbb\xbf1",
        b'"\xff"',
        b"",
        b"[" * 100_000,
    ],
    ids=lambda data: repr(data[:20]),
)
def test_bytes_that_say_the_same_otherwise_are_not_in_written_form(data: bytes) -> None:
    assert not is_written(data)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b'"\xff"', b'{"name":3}', b'{"name":"Ada"}', b"[" * 100_000, b'"\\ud800"'],
    ids=lambda data: repr(data[:20]),
)
def test_bytes_of_another_kind_are_refused_without_quoting_them(data: bytes) -> None:
    with pytest.raises(WrittenFormError) as caught:
        read(data, Sample)
    assert caught.value.__suppress_context__
    assert str(caught.value) == "These bytes are not what was written."


def test_refusal_has_a_code() -> None:
    assert issubclass(WrittenFormError, LogbookError)
    assert WrittenFormError.code == "written-form"
