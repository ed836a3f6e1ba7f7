# SPDX-License-Identifier: Apache-2.0
"""The grounds on which a disclosure can be lawful, and the catalogue that lists them.

The law is data (`resources/legal/*.toml`): each row carries its nations, its source and the date
it was last verified, and a record pins the catalogue it was decided under (INV-37). This module
only knows the shape. Nothing in the catalogue is legal advice.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import Enum

from logbook.domain.practice import Nation


class BasisFamily(Enum):
    """The kind of ground a disclosure rests on."""

    CONSENT = "consent"
    LAW = "law"
    PUBLIC_INTEREST = "public-interest"
    BEST_INTERESTS = "best-interests"


class Effect(Enum):
    """What a row of law does to the decision (domain reference, part 3)."""

    REQUIRED_BY_EVENT = "MR"
    REQUIRED_ON_DEMAND = "MQ"
    PERMITS = "PM"


class Standing(Enum):
    """Whether a row was law when it was last looked at."""

    IN_FORCE = "in-force"
    PARTLY = "partly"
    NOT_CONFIRMED = "enacted-not-confirmed"
    REPEALED = "repealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """One row of the catalogue."""

    code: str
    family: BasisFamily
    effect: Effect
    title: str
    citation: str
    nations: tuple[Nation, ...]
    addressee: str
    evidence: str
    """What has to be seen before this can be relied on."""
    standing: Standing
    verified_on: date | None
    """When the row was last checked against its source; None: not verified yet."""
    source: str
    trap: str = ""

    def holds_in(self, nation: Nation) -> bool:
        """Tell whether the row is law in a nation (B-07)."""
        return nation in self.nations and self.standing in {Standing.IN_FORCE, Standing.PARTLY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The law and the guidance a decision is made under, pinned by version and edition."""

    version: str
    compiled_on: date
    guidance_edition: str
    rows: tuple[LegalBasis, ...]

    def find(self, code: str) -> LegalBasis | None:
        """Find a row by its code, or None when there is no such row."""
        return next((row for row in self.rows if row.code == code), None)

    def offered(self, nation: Nation, family: BasisFamily) -> tuple[LegalBasis, ...]:
        """List the rows of a family that are law in a nation."""
        return tuple(row for row in self.rows if row.family is family and row.holds_in(nation))


def read_catalogue(text: str) -> Catalogue:
    """Read a catalogue from its TOML.

    Raises:
        KeyError, ValueError: the file does not have the shape of a catalogue.
    """
    table = tomllib.loads(text)
    return Catalogue(
        version=table["version"],
        compiled_on=table["compiled_on"],
        guidance_edition=table["guidance_edition"],
        rows=tuple(
            LegalBasis(
                code=row["code"],
                family=BasisFamily(row["family"]),
                effect=Effect(row["effect"]),
                title=row["title"],
                citation=row["citation"],
                nations=tuple(Nation(letter) for letter in row["nations"]),
                addressee=row["addressee"],
                evidence=row["evidence"],
                standing=Standing(row["standing"]),
                verified_on=row.get("verified_on"),
                source=row["source"],
                trap=row.get("trap", ""),
            )
            for row in table["row"]
        ),
    )
