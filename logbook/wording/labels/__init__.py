# SPDX-License-Identifier: Apache-2.0
"""The label of every written value a person meets: a word or a few, never a code.

One table per room; a test walks every enum of the domain and fails on a value without words.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from logbook.i18n import _
from logbook.wording.labels import (
    consent,
    data_protection,
    deadlines,
    disclosure,
    guidance,
    journal,
    kinds,
    law,
    occasions,
    people,
    practice,
    retention,
    telling,
    unlocking,
    wizard,
)

LABELS: Mapping[Enum, str] = {
    value: words
    for room in (
        practice,
        people,
        consent,
        kinds,
        disclosure,
        occasions,
        data_protection,
        law,
        telling,
        wizard,
        journal,
        deadlines,
        guidance,
        retention,
        unlocking,
    )
    for value, words in room.LABELS.items()
}


def label(value: Enum) -> str:
    """Give the label of a written value, in the language of the program."""
    return _(LABELS[value])
