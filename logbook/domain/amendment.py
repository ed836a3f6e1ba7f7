# SPDX-License-Identifier: Apache-2.0
"""Putting right what was signed: what stood there, what stands there now, and why (INV-01).

The record itself is never touched. An amendment names one part of it, such as `recipient.name` or
`information.items.0.until`, with the old value in full; to void says that the record as a whole
does not stand, and takes nothing away either: its number stays taken (INV-35). What is too much to
be put right in one part is voided and recorded anew.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from logbook.domain.consent import Consent
from logbook.domain.disclosure import Disclosure
from logbook.domain.findings import Code, Finding, RecordRefusedError
from logbook.domain.notification import Telling
from logbook.domain.people import findings_on_texts
from logbook.domain.text import tidied

Amendable = Disclosure | Consent
"""What is signed once and for all, and so put right by an amendment only."""

_Amended = TypeVar("_Amended", bound=Amendable)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentDraft:
    """What is to be put right of a record, or that it does not stand."""

    id: UUID
    target: UUID
    part: str = ""
    """The part of the record; empty: all of it, which can only be voided."""
    old: str = ""
    """What stands there, in written form: a date as 2026-11-20, an empty part as nothing."""
    new: str = ""
    reason: str = ""
    voids: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One part of a record put right, or the record voided; the old value is kept in it."""

    id: UUID
    service_user: UUID | None
    """Whom the record concerns; None where that is nobody in particular."""
    target: UUID
    part: str
    old: str
    new: str
    reason: str
    voids: bool
    amended_by: UUID
    amended_at: datetime


def findings_on_amendment(
    draft: AmendmentDraft, record: Amendable, earlier: Iterable[Amendment] = ()
) -> tuple[Finding, ...]:
    """Tell what keeps an amendment from being recorded, after those that were made before."""
    return (*_findings(draft, record, tuple(earlier)), *findings_on_texts(draft))


def complete_amendment(
    draft: AmendmentDraft,
    record: Amendable,
    earlier: Iterable[Amendment] = (),
    *,
    amended_by: UUID,
    now: datetime,
) -> Amendment:
    """Make the record of an amendment.

    Raises:
        RecordRefusedError: it has no reason, or what it says stands there does not.
    """
    draft = tidied(draft)
    if found := findings_on_amendment(draft, record, earlier):
        raise RecordRefusedError(found)
    return Amendment(
        id=draft.id,
        service_user=record.service_user,
        target=record.id,
        part=draft.part,
        old=draft.old,
        new=draft.new,
        reason=draft.reason,
        voids=draft.voids,
        amended_by=amended_by,
        amended_at=now,
    )


def is_void(amendments: Iterable[Amendment]) -> bool:
    """Tell whether a record with these amendments no longer stands."""
    return any(amendment.voids for amendment in amendments)


def amended(record: _Amended, amendments: Iterable[Amendment]) -> _Amended:
    """Give a record as it reads with its amendments, in the order in which they were made."""
    for amendment in amendments:
        if amendment.part:
            record = cast("_Amended", _with(record, amendment.part.split("."), amendment.new))
    return record


def standing(record: Amendable, part: str) -> str | None:
    """Give what stands in a part of a record, in written form; None if there is no such part."""
    found = _at(record, part)
    return None if found is None else _written(found[0])


_FIXED = frozenset(
    {
        "id",
        "number",
        "service_user",
        "recorded_by",
        "recorded_at",
        "zone",
        "answers",
        "warnings",
        "catalogue",
        "catalogue_fingerprint",
        "guidance",
    }
)
"""Parts that say what was recorded, when, by whom and under which rules: facts of the signing."""


_INSTANT = "%Y-%m-%dT%H:%M:%SZ"


def _findings(
    draft: AmendmentDraft, record: Amendable, earlier: tuple[Amendment, ...]
) -> Iterator[Finding]:
    if not draft.reason.strip():
        yield Finding(code=Code.AMENDED_WITHOUT_REASON, part="reason")
    if is_void(earlier):
        yield Finding(code=Code.AMENDED_WITHOUT_REASON, part="target")
    if draft.voids:
        if draft.part or draft.old or draft.new:
            yield Finding(code=Code.AMENDED_WITHOUT_REASON, part="part")
        return
    record = amended(record, earlier)
    found = None if draft.part.split(".")[0] in _FIXED else _at(record, draft.part)
    if found is None:
        yield Finding(code=Code.AMENDED_WITHOUT_REASON, part="part")
        return
    value, kind = found
    if draft.old != _written(value):
        yield Finding(code=Code.AMENDED_WITHOUT_REASON, part="old")
    if draft.new == _written(value) or not _can_be(kind, draft.new):
        yield Finding(code=Code.AMENDED_WITHOUT_REASON, part="new")
    elif isinstance(record, Disclosure) and _opens(record.telling, _telling_after(record, draft)):
        yield Finding(code=Code.TIPPING_OFF, part="new")


def _telling_after(record: Disclosure, draft: AmendmentDraft) -> Telling:
    after = cast("Disclosure", _with(record, draft.part.split("."), draft.new))
    return after.telling


def _opens(before: Telling, after: Telling) -> bool:
    """Tell whether what was kept from the person no longer would be (INV-22, INV-23).

    Only a review ends that, with its reasons; or the record is voided and made anew.
    """
    return (before.forbidden and not after.forbidden) or (before.restricts and not after.restricts)


def _can_be(kind: Any, text: str) -> bool:
    try:
        _read(kind, text)
    except ValueError:
        return False
    return True


def _at(value: Any, part: str) -> tuple[Any, Any] | None:
    """Give the value of a part and its type; None where no single value stands there."""
    kind: Any = type(value)
    for name in part.split("."):
        if isinstance(value, tuple):
            if not name.isascii() or not name.isdigit() or int(name) >= len(value):
                return None
            value, kind = value[int(name)], _inside(kind)
        elif is_dataclass(value) and name in (inside := _types_of(type(value))):
            value, kind = getattr(value, name), inside[name]
        else:
            return None
    single = isinstance(value, str | bool | int | date | UUID | Enum) or (
        value is None and _one_of(kind) in _SINGLE | {*_enums(kind)}
    )
    return (value, kind) if single else None


def _with(value: Any, names: list[str], text: str) -> Any:
    """Give a value in which another stands in a part."""
    name, rest = names[0], names[1:]
    if isinstance(value, tuple):
        place = int(name)
        new = _with(value[place], rest, text) if rest else _read(type(value[place]), text)
        return (*value[:place], new, *value[place + 1 :])
    inner = getattr(value, name)
    kind = _types_of(type(value))[name]
    return replace(value, **{name: _with(inner, rest, text) if rest else _read(kind, text)})


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return value.strftime(_INSTANT)
    return value.isoformat() if isinstance(value, date) else str(value)


def _read(kind: Any, text: str) -> Any:
    """Read the written form of a value of a type.

    Raises:
        ValueError: it is none.
    """
    if text == "" and type(None) in get_args(kind):
        return None
    one = _one_of(kind)
    if one is bool:
        return {"true": True, "false": False}[text] if text in {"true", "false"} else _refuse()
    if one is datetime:
        return datetime.strptime(text, _INSTANT).replace(tzinfo=UTC)
    if one is date:
        return date.fromisoformat(text)
    return one(text)


def _refuse() -> None:
    raise ValueError("This is no yes or no.")


_SINGLE: frozenset[Any] = frozenset({str, bool, int, date, datetime, UUID})


def _one_of(kind: Any) -> Any:
    """Give the type itself where a part may also be empty."""
    if get_origin(kind) in {Union, types.UnionType}:
        return next(each for each in get_args(kind) if each is not type(None))
    return kind


def _enums(kind: Any) -> tuple[Any, ...]:
    one = _one_of(kind)
    return (one,) if isinstance(one, type) and issubclass(one, Enum) else ()


def _inside(kind: Any) -> Any:
    return get_args(_one_of(kind))[0]


def _types_of(kind: type) -> dict[str, Any]:
    """Give the types of the parts of a frozen value."""
    known = _KNOWN_TYPES.get(kind)
    if known is None:
        known = _KNOWN_TYPES[kind] = get_type_hints(kind)
    return known


_KNOWN_TYPES: dict[type, dict[str, Any]] = {}
