# SPDX-License-Identifier: Apache-2.0
"""Reading the catalogue of law from the text of its files, strictly.

`catalogue.toml` says which edition it is and names the other files; each of those holds rows. A
row that is wrong in any way makes the whole catalogue unusable: half a catalogue would offer too
little law and refuse too little.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any, ClassVar, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from logbook.domain.legal_basis import BasisFamily, Catalogue, Effect, LegalBasis
from logbook.errors import LogbookError
from logbook.resources import folder

HEAD = "catalogue.toml"
"""The file that says which edition the catalogue is, and which files hold its rows."""

_NO_GROUND = {Effect.FORBIDS, Effect.DATA_PROTECTION, Effect.TRAP}

_Value = TypeVar("_Value")


class CatalogueError(LogbookError):
    """Files are not a catalogue of law. The text names file, row and key; it is about no person."""

    code: ClassVar[str] = "catalogue"

    def __init__(self, file: str, part: str, problem: str) -> None:
        self.file = file
        self.part = part
        self.problem = problem
        super().__init__(": ".join(words for words in (file, part, problem) if words))


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueHead:
    """What `catalogue.toml` says."""

    version: str
    compiled_on: date
    guidance_edition: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawFile:
    """What every other file of the catalogue says: rows, and nothing else."""

    row: tuple[LegalBasis, ...]


def read_catalogue(texts: Mapping[str, str]) -> Catalogue:
    """Read a catalogue from the texts of its files, by their names.

    Raises:
        CatalogueError: something is wrong with a file; it says where and what.
    """
    head = _head(texts)
    rows: dict[str, LegalBasis] = {}
    for name in head.files:
        for row in _rows(name, texts[name]):
            if row.code in rows:
                raise CatalogueError(name, row.code, "There are two rows of this code.")
            rows[row.code] = row
    return Catalogue(
        version=head.version,
        compiled_on=head.compiled_on,
        guidance_edition=head.guidance_edition,
        rows=tuple(rows.values()),
        fingerprint=fingerprint_of(texts),
    )


def shipped_texts() -> dict[str, str]:
    """Read the files of the catalogue that came with the program, by their names."""
    names = (HEAD, *_named(folder("legal").joinpath(HEAD).read_text(encoding="utf-8")).files)
    return {name: folder("legal").joinpath(name).read_text(encoding="utf-8") for name in names}


@cache
def shipped_catalogue() -> Catalogue:
    """Read the catalogue that came with the program."""
    return read_catalogue(shipped_texts())


def edition(version: str) -> tuple[int, ...]:
    """Give a version as numbers, so that a later edition is greater than an earlier one.

    Raises:
        ValueError: it is no day such as 2026-11-22, with or without a number after it.
    """
    if not _VERSION.fullmatch(version):
        raise ValueError("This is not the version of a catalogue.")
    day, _dot, number = version.partition(".")
    written = date.fromisoformat(day)
    return (written.year, written.month, written.day, int(number or 0))


def fingerprint_of(texts: Mapping[str, str]) -> str:
    """Compute the SHA-256 over the files in the order of their names, each with name and length."""
    digest = sha256()
    for name in sorted(texts):
        data = texts[name].encode()
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


_VERSION = re.compile(r"\d{4}-\d{2}-\d{2}(\.[1-9]\d{0,3})?", re.ASCII)
_CODE = re.compile(r"LB-[A-Z0-9]+(-[A-Z0-9]+)*", re.ASCII)
_FILE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.toml", re.ASCII)


def _head(texts: Mapping[str, str]) -> CatalogueHead:
    if HEAD not in texts:
        raise CatalogueError(HEAD, "", "This file is missing.")
    head = _named(texts[HEAD])
    for name in head.files:
        if name not in texts:
            raise CatalogueError(name, "", "This file is missing.")
    if extra := sorted(set(texts) - {HEAD, *head.files}):
        raise CatalogueError(extra[0], "", f"{HEAD} does not name this file.")
    return head


def _named(text: str) -> CatalogueHead:
    head = _converted(_table(HEAD, text), CatalogueHead, HEAD, "")
    try:
        edition(head.version)
    except ValueError as error:
        raise CatalogueError(HEAD, "version", "This must be a day such as 2026-11-22.") from error
    if not head.guidance_edition:
        raise CatalogueError(HEAD, "guidance_edition", "This must not be empty.")
    if len(set(head.files)) < len(head.files):
        raise CatalogueError(HEAD, "files", "A file is named twice.")
    if any(name == HEAD or not _FILE_NAME.fullmatch(name) for name in head.files):
        raise CatalogueError(HEAD, "files", "A name is not that of a file of rows.")
    return head


def _rows(name: str, text: str) -> Iterator[LegalBasis]:
    table = _table(name, text)
    if set(table) != {"row"} or not isinstance(table["row"], list):
        raise CatalogueError(name, "", "A file of law holds rows, [[row]], and nothing else.")
    for place, raw in enumerate(table["row"], 1):
        code = raw.get("code") if isinstance(raw, dict) else None
        where = code if isinstance(code, str) and _CODE.fullmatch(code) else f"row {place}"
        row = _converted(raw, LegalBasis, name, where)
        if where != row.code:
            raise CatalogueError(name, f"{where}.code", "This must be a code such as LB-COURT.")
        for key, problem in _contradictions(row):
            raise CatalogueError(name, f"{where}.{key}", problem)
        yield row


def _table(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CatalogueError(name, "", f"This is not valid TOML: {error}") from error


def _contradictions(row: LegalBasis) -> Iterator[tuple[str, str]]:
    """List what the parts of a row say against each other, by key."""
    for key in ("title", "citation", "source"):
        if not getattr(row, key).strip():
            yield key, "This must not be empty."
    if not row.nations or len(set(row.nations)) < len(row.nations):
        yield "nations", "Name each nation it is law in, once."
    if row.in_force_from and row.in_force_to and row.in_force_to < row.in_force_from:
        yield "in_force_to", "It ends before it begins."
    yield from _against_its_effect(row)


def _against_its_effect(row: LegalBasis) -> Iterator[tuple[str, str]]:
    if row.obliges and row.family is not BasisFamily.LAW:
        yield "family", "What requires or gives a right is of the family law."
    if row.obliges and not row.evidence_kinds:
        yield "evidence_kinds", "Say which evidence shows that it applies."
    if row.obliges and not all(kind.compels for kind in row.evidence_kinds):
        yield "evidence_kinds", "A request shows no requirement (B-05)."
    if row.effect is Effect.PERMITS and row.family in {None, BasisFamily.LAW}:
        yield "family", "What only permits is of another family than law."
    if row.effect in _NO_GROUND and row.family is not None:
        yield "family", "A disclosure cannot rest on a row of this effect."
    if row.effect is Effect.TRAP and not row.trap:
        yield "trap", "Say why it does not compel."
    if (row.effect is Effect.DATA_PROTECTION) is (row.part is None):
        yield "part", "Rows of effect DP, and only those, belong to a part of data-protection law."


def _converted(raw: Any, kind: type[_Value], file: str, where: str) -> _Value:
    """Convert a table, or say which key of it does not fit."""
    if not isinstance(raw, dict):
        raise CatalogueError(file, where, "This must be a table.")
    known = _KEYS[kind]
    for key in raw.keys() - known.keys():
        problem = f"There is no such key; the keys here are: {', '.join(known)}."
        raise CatalogueError(file, _below(where, key), problem)
    for key, (_hint, needed) in known.items():
        if needed and key not in raw:
            raise CatalogueError(file, _below(where, key), "This part is missing.")
    try:
        return msgspec.convert(raw, kind, strict=True)
    except msgspec.ValidationError:
        for key, value in raw.items():
            _try(value, known[key][0], file, _below(where, key))
        raise


def _try(value: Any, hint: Any, file: str, part: str) -> None:
    try:
        msgspec.convert(value, hint, strict=True)
    except msgspec.ValidationError as error:
        raise CatalogueError(file, part, _expected(hint)) from error


def _expected(hint: Any) -> str:
    inner = next((each for each in get_args(hint) if each not in {type(None), ...}), hint)
    single = (
        f"one of: {', '.join(str(member.value) for member in inner)}"
        if isinstance(inner, type) and issubclass(inner, Enum)
        else _SINGLE.get(inner, "of another type")
    )
    return (
        f"This must be a list, each {single}."
        if get_origin(hint) is tuple
        else (f"This must be {single}.")
    )


_SINGLE = {
    str: "text in quotation marks",
    bool: "true or false",
    date: "a date such as 2026-11-22",
}


def _below(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _keys(kind: type[CatalogueHead | LegalBasis]) -> dict[str, tuple[Any, bool]]:
    hints = get_type_hints(kind)
    return {
        part.name: (hints[part.name], part.default is MISSING and part.default_factory is MISSING)
        for part in fields(kind)
    }


_KEYS: dict[type, dict[str, tuple[Any, bool]]] = {
    CatalogueHead: _keys(CatalogueHead),
    LegalBasis: _keys(LegalBasis),
}
"""The keys of each kind of table: for each its type and whether it is needed."""
