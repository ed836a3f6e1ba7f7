# SPDX-License-Identifier: Apache-2.0
"""What is disclosed, what is left out, and why this is the minimum (HP3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from logbook.domain.consent import InformationCategory


class Identifiability(Enum):
    """How far the information can be traced to the person (HP3, H-13)."""

    IDENTIFIABLE = "identifiable"
    PSEUDONYMISED = "pseudonymised"
    ANONYMISED = "anonymised"
    MIXED = "mixed"

    @property
    def traceable(self) -> bool:
        """Whether somebody can be told from it; a code that can be undone counts (H-13)."""
        return self is not Identifiability.ANONYMISED


class ThirdPartyReview(Enum):
    """What was done about information on somebody else (INV-08)."""

    NONE_PRESENT = "none-present"
    REMOVED = "removed"
    KEPT = "kept"


class ItemFormat(Enum):
    """The form in which an item is disclosed; every form counts (H-11)."""

    SPOKEN = "spoken"
    PAPER = "paper"
    ELECTRONIC = "electronic"
    VIEWED = "viewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """Something taken out of an item, and why."""

    what: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of information that was asked for or is disclosed."""

    category: InformationCategory
    description: str = ""
    since: date | None = None
    until: date | None = None
    format: ItemFormat | None = None
    pages: int | None = None
    sha256: str = ""
    """The hash of the file, in hexadecimal, where it is one."""
    source: str = ""
    """Where in the practice's own record it comes from."""
    identifiable: bool = True
    requested: bool = True
    """Whether it was asked for; False: added by the professional."""
    withheld: bool = False
    withheld_because: str = ""
    redactions: tuple[Redaction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Information:
    """What is disclosed, what is left out, and why this is the minimum (HP3)."""

    items: tuple[Item, ...] = ()
    left_out: str = ""
    minimum: str = ""
    identifiability: Identifiability = Identifiability.IDENTIFIABLE
    why_identifiable: str = ""
    third_parties: ThirdPartyReview | None = None
    third_parties_kept_because: str = ""

    @property
    def released(self) -> tuple[Item, ...]:
        """The items that are disclosed."""
        return tuple(item for item in self.items if not item.withheld)

    @property
    def withheld(self) -> tuple[Item, ...]:
        """The items that are not."""
        return tuple(item for item in self.items if item.withheld)

    @property
    def categories(self) -> tuple[InformationCategory, ...]:
        """The categories of what is disclosed, each once, in their order."""
        return tuple(dict.fromkeys(item.category for item in self.released))


class Trace(Enum):
    """What a person can be recognised by in information that bears no name (W-10, B-19)."""

    NAME = "name"
    INITIALS = "initials"
    DATE = "date"
    POSTCODE = "postcode"
    RARE_CONDITION = "rare-condition"
    SMALL_NUMBERS = "small-numbers"
    FREE_TEXT = "free-text"
    IMAGE = "image"
    VOICE = "voice"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeIdentification:
    """How identifying information was taken out, and the test whether that worked."""

    technique: str = ""
    looked_for: tuple[Trace, ...] = ()
    found: tuple[Trace, ...] = ()
    """What can still be found in it after the technique was applied."""
    other_data: str = ""
    """What else the recipient holds that could be put beside it."""
    conclusion: str = ""
    dataset_sha256: str = ""

    @property
    def tested(self) -> bool:
        """Whether every trace was looked for and a conclusion drawn."""
        return set(self.looked_for) == set(Trace) and bool(self.conclusion.strip())


def is_traceable(information: Information, test: DeIdentification | None) -> bool:
    """Tell whether the person can be told from what is disclosed.

    What is called anonymous and is not goes the way of what names the person (B-19).
    """
    left = any(item.identifiable for item in information.released)
    return information.identifiability.traceable or left or bool(test and test.found)
