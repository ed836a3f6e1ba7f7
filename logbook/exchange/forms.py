# SPDX-License-Identifier: Apache-2.0
"""How the values of the domain are written in a file: what is left out, and what has a label.

Nothing in a file bears an identity. What a file never says is filled in when it is read; what
another part of the file refers to has a `label` where the value has its identity.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, get_type_hints

LABEL = "label"
"""The key under which an identity is written, where it is written at all."""
LABEL_PATTERN = "^[a-z0-9][a-z0-9-]{0,39}$"
"""Labels and names of variants are printed in answers, so they are never a person's name."""

LABELLED = frozenset(
    {
        "CapacityAssessment",
        "CompetenceAssessment",
        "ConsentInCase",
        "EarlierInCase",
        "Representative",
        "Series",
    }
)
"""The types (by name) that other parts of a file refer to."""

REFERENCES: dict[str, tuple[str, ...]] = {
    "assessment": ("capacity", "competence"),
    "capacity_assessment": ("capacity", "competence"),
    "competence": ("competence",),
    "consent": ("consent",),
    "refused_consent": ("consent",),
    "related": ("earlier",),
    "representative": ("representative",),
    "series": ("series",),
    "superseded_by": ("consent",),
    "supersedes": ("earlier",),
}
"""The sections of a case in which a field finds the label it is given."""

_NEVER_WRITTEN = frozenset({"service_user", "recorded_by", "recorded_at", "attachments"})
_NEVER_WRITTEN_IN = {
    "Practice": frozenset({"sample"}),
    "Practitioner": frozenset({"role", "active", "standing_because"}),
    "ConsentEvent": frozenset({"consent"}),
    "WrittenCase": frozenset({"file", "name", "at_home", "since"}),
    "CaseFile": frozenset({"file", "name", "at_home", "since"}),
}
_MAY_BE_LEFT_OUT = {"ServiceUser": frozenset({"name"})}
"""Of somebody who is on record, the reference is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of a table, and the field it stands for."""

    written: str
    field: str
    kind: Any
    needed: bool


@cache
def keys_of(kind: type) -> dict[str, Key]:
    """Give the keys a table of a type has in a file, in the order of its fields."""
    hints = get_type_hints(kind)
    name = kind.__name__
    never = _NEVER_WRITTEN | _NEVER_WRITTEN_IN.get(name, frozenset())
    found = {}
    for each in fields(kind):
        if each.name in never or (each.name == "id" and name not in LABELLED):
            continue
        written = LABEL if each.name == "id" else each.name
        found[written] = Key(
            written=written,
            field=each.name,
            kind=hints[each.name],
            needed=each.default is MISSING
            and each.default_factory is MISSING
            and each.name not in _MAY_BE_LEFT_OUT.get(name, ()),
        )
    return found


def is_label(text: object) -> bool:
    """Tell whether a value can be a label, or the name of a variant."""
    return isinstance(text, str) and re.fullmatch(LABEL_PATTERN, text) is not None
