# SPDX-License-Identifier: Apache-2.0
"""Upgrades of records from an older schema: pure, small, and never changed once released.

Each takes the plain form of a record and gives that of the next schema. Nothing here may ask the
living code what an old record means: golden files of every schema hold the answers.
"""

from __future__ import annotations

from typing import Any

Plain = dict[str, Any]
"""A record as JSON has it."""


def disclosure_1_to_2(fields: Plain) -> Plain:
    """Say the kind of a disclosure, which schema 1 left to its decision, basis and purpose."""
    return {**fields, "kind": _kind(fields)}


_KIND_OF_FAMILY = {
    "law": "K-LAW",
    "public-interest": "K-PI",
    "best-interests": "K-BI",
}


def _kind(fields: Plain) -> str:
    if fields["decision"]["choice"] == "refuse":
        return "K-REFUSE"
    by_family = _KIND_OF_FAMILY.get(fields["basis"]["family"])
    if by_family is not None:
        return by_family
    return "K-NONCARE" if fields["purpose"]["purpose_class"] == "non-care" else "K-CARE"
