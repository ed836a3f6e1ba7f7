# SPDX-License-Identifier: Apache-2.0
"""The parts of a draft by their written paths, such as `weighing.harm_if_not`.

Findings name a part, a question asks for one, a document prints one: all by the same path. A group
that is not there yet (None) is made when its first part is answered, and never by looking.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints
from uuid import UUID

_Value = TypeVar("_Value")


class AnswerKind(Enum):
    """What kind of answer a part takes; told from its type."""

    TEXT = "text"
    TICK = "tick"
    YES_OR_NO = "yes-or-no"
    """A question that can be unanswered, unlike a tick."""
    ONE_OF = "one-of"
    SEVERAL_OF = "several-of"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    RECORD = "record"
    """Another record, by its identity."""
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Shape:
    """The kind of answer a part takes, and the type it is made of."""

    kind: AnswerKind
    type: type


def value_at(value: object, part: str) -> Any:
    """Give what stands at a part; None where its group is not there."""
    for name in part.split("."):
        if value is None:
            return None
        value = getattr(value, name)
    return value


def with_value(value: _Value, part: str, new: object) -> _Value:
    """Give a frozen value with something else at a part, making a group that is not there."""
    name, _, rest = part.partition(".")
    if not rest:
        return cast("_Value", replace(cast("Any", value), **{name: new}))
    inside = getattr(value, name)
    if inside is None:
        inside = _plain(_hints(cast("type", type(value)))[name])()
    return cast("_Value", replace(cast("Any", value), **{name: with_value(inside, rest, new)}))


def is_answered(value: object, part: str) -> bool:
    """Tell whether something stands at a part that did not stand there from the start.

    A question that was answered No is answered; a box that is not ticked, a list without entries
    and a text of spaces are not.
    """
    found = value_at(value, part)
    if isinstance(found, str):
        return bool(found.strip())
    return found is not None and found != start_of(type(value), part)


def start_of(kind: type, part: str) -> Any:
    """Give what stands at a part of a kind of value before anything is answered."""
    name, _, rest = part.partition(".")
    if rest:
        return start_of(_plain(_hints(kind)[name]), rest)
    found = next(each for each in fields(kind) if each.name == name)
    if found.default_factory is not MISSING:
        return found.default_factory()
    return None if found.default is MISSING else found.default


@cache
def shape_at(kind: type, part: str) -> Shape:
    """Tell what kind of answer a part of a kind of value takes."""
    name, _, rest = part.partition(".")
    hint = _hints(kind)[name]
    if rest:
        return shape_at(_plain(hint), rest)
    if get_origin(hint) is tuple:
        inside = get_args(hint)[0]
        several = isinstance(inside, type) and issubclass(inside, Enum)
        return Shape(AnswerKind.SEVERAL_OF if several else AnswerKind.LIST, inside)
    plain = _plain(hint)
    if plain is bool and plain is not hint:
        return Shape(AnswerKind.YES_OR_NO, bool)
    if issubclass(plain, Enum):
        return Shape(AnswerKind.ONE_OF, plain)
    return Shape(_KIND_OF_TYPE[plain], plain)


_KIND_OF_TYPE: Mapping[type, AnswerKind] = MappingProxyType(
    {
        str: AnswerKind.TEXT,
        bool: AnswerKind.TICK,
        int: AnswerKind.NUMBER,
        date: AnswerKind.DAY,
        datetime: AnswerKind.MOMENT,
        UUID: AnswerKind.RECORD,
    }
)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    assert is_dataclass(kind), "only frozen values have parts"
    return MappingProxyType(get_type_hints(kind))


def _plain(hint: Any) -> type:
    """Give the type of a hint such as `Weighing | None`."""
    given = [choice for choice in get_args(hint) if choice is not NoneType]
    return cast("type", given[0] if given else hint)
