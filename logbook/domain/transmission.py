# SPDX-License-Identifier: Apache-2.0
"""How information left the practice, and how it was kept safe on the way (HP1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class SendingMethod(Enum):
    """How information leaves the practice (domain reference 6.1, Transmission)."""

    IN_PERSON = "in-person"
    TELEPHONE = "telephone"
    POST_FIRST_CLASS = "post-first-class"
    POST_TRACKED = "post-tracked"
    COURIER = "courier"
    SECURE_EMAIL = "secure-email"
    ENCRYPTED_EMAIL = "encrypted-email"
    PLAIN_EMAIL = "plain-email"
    PORTAL = "portal"
    FAX = "fax"
    VIEWED_ON_SITE = "viewed-on-site"

    @property
    def unsafe(self) -> bool:
        """Whether others can read it on the way (B-16)."""
        return self in {SendingMethod.PLAIN_EMAIL, SendingMethod.FAX}

    @property
    def remote(self) -> bool:
        """Whether the recipient is not seen, so that their identity has to be checked (B-09)."""
        return self not in {SendingMethod.IN_PERSON, SendingMethod.VIEWED_ON_SITE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Transmission:
    """How the information left the practice."""

    method: SendingMethod | None = None
    sent_to: str = ""
    made_at: datetime | None = None
    address_checked: bool = False
    duty_told: bool = False
    late_because: str = ""
    chosen_by_person: bool = False
    """Whether the person chose this way knowing that others may read it (B-16)."""
    double_checked_by: str = ""
    password_by: str = ""
    """By which other way the password went."""
    tracking: str = ""
    received_on: date | None = None
    failure: str = ""
