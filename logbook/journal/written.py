# SPDX-License-Identifier: Apache-2.0
"""The one written form of a value: its RFC 8785 (JCS) bytes.

Everything that is hashed, signed, compared or attached is written here and nowhere else. The
form is narrower than JSON so that no two programs can disagree about it: no floats, no integer
that a double would round, no U+0000 (SQLite's `length()` stops there), no lone surrogate, and
instants only in UTC and whole seconds. msgspec writes all this as JCS asks (the tests hold it
against rfc8785) but for one thing: it orders keys by code points, JCS by UTF-16 code units. The
two differ only for keys outside ASCII, so only those are put in order here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

import msgspec

from logbook.errors import LogbookError

T = TypeVar("T")

INTEGER_LIMIT = 2**53
"""Integers of this size and beyond are refused: a double no longer tells them apart."""

_ENCODER = msgspec.json.Encoder()

_AS_THEY_ARE = (bytes, bytearray, memoryview, datetime, time, timedelta, Decimal)
"""Types that msgspec would write in a form of its own, left alone so that we can judge them."""


class WrittenFormError(LogbookError):
    """A value has no written form, or bytes are not the written form of what was asked for."""

    code: ClassVar[str] = "written-form"


def written(value: object) -> bytes:
    """Write a value: anything JSON knows, dataclasses, enums, UUIDs, dates and UTC instants.

    Raises:
        WrittenFormError: the value holds something that has no written form.
    """
    try:
        plain = msgspec.to_builtins(value, builtin_types=_AS_THEY_ARE, order="sorted")
        keys_are_ascii = _judge((plain,))
        return _ENCODER.encode(plain if keys_are_ascii else _ordered(plain))
    except UnicodeEncodeError as error:
        raise WrittenFormError("A text holds half of a surrogate pair.") from error
    except RecursionError as error:
        raise WrittenFormError("The value is nested too deeply.") from error
    except TypeError as error:
        raise WrittenFormError("The value holds something that JSON does not know.") from error


def read(data: bytes, type_: type[T]) -> T:
    """Read a value of a type from JSON; whether the bytes are in written form is not asked here.

    Raises:
        WrittenFormError: the bytes are not JSON, or not of this type.
    """
    try:
        return msgspec.json.decode(data, type=type_, strict=True)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        # Without its cause: msgspec quotes what it read, and that may be about a person.
        raise WrittenFormError("These bytes are not what was written.") from None


def is_written(data: bytes) -> bool:
    """Tell whether bytes are in written form: writing again what they say gives the same."""
    try:
        return written(read(data, object)) == data
    except WrittenFormError:
        return False


def _judge(values: Iterable[Any]) -> bool:
    """Refuse what has no written form; tell whether all keys are ASCII.

    One pass by exact type, since msgspec has made everything plain: records are written and
    compared often.
    """
    ascii_keys = True
    for value in values:
        kind = type(value)
        if kind is str:
            _refuse_nul(value)
        elif kind is int:
            if not -INTEGER_LIMIT < value < INTEGER_LIMIT:
                raise WrittenFormError("An integer is too large to be written exactly.")
        elif kind is dict:
            keys = "".join(value)
            _refuse_nul(keys)
            ascii_keys = _judge(value.values()) and ascii_keys and keys.isascii()
        elif kind is list or kind is tuple:
            ascii_keys = _judge(value) and ascii_keys
        elif kind is datetime:
            if value.tzinfo != UTC or value.microsecond:
                raise WrittenFormError("An instant is not in UTC and whole seconds.")
        elif kind is not bool and value is not None:
            raise WrittenFormError("The value holds a kind of value that has no written form.")
    return ascii_keys


def _refuse_nul(text: str) -> None:
    if "\0" in text:
        raise WrittenFormError("A text holds the character U+0000.")


def _ordered(value: Any) -> Any:
    """Give the value back with its keys in the order of JCS (RFC 8785, 3.2.3)."""
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=_utf_16_code_units)}
    if isinstance(value, (list, tuple)):
        return [_ordered(item) for item in value]
    return value


def _utf_16_code_units(key: str) -> bytes:
    return key.encode("utf-16-be")
