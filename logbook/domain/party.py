# SPDX-License-Identifier: Apache-2.0
"""Somebody outside the practice: a recipient, a requester, an adviser, an authority."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum


class PartyKind(Enum):
    """What somebody is to the service user or in law (domain reference 6.1)."""

    GP = "gp"
    HEALTH_PROFESSIONAL = "health-professional"
    NHS_BODY = "nhs-body"
    CHILDRENS_SERVICES = "childrens-services"
    ADULT_SERVICES = "adult-services"
    SCHOOL = "school"
    FAMILY_OR_CARER = "family-or-carer"
    INSURER = "insurer"
    EMPLOYER = "employer"
    CASE_MANAGER = "case-manager"
    SOLICITOR_OWN = "solicitor-own"
    SOLICITOR_OTHER = "solicitor-other"
    POLICE = "police"
    COURT = "court"
    CORONER = "coroner"
    REGULATOR = "regulator"
    PROFESSIONAL_BODY = "professional-body"
    UNION_OR_INDEMNIFIER = "union-or-indemnifier"
    OTHER = "other"


class IdentityCheck(Enum):
    """How it was made sure that the recipient is who they say they are (B-09)."""

    KNOWN_PERSONALLY = "known-personally"
    OFFICIAL_DIRECTORY = "official-directory"
    CALLED_BACK = "called-back"
    DOCUMENT_SEEN = "document-seen"
    NOT_CHECKED = "not-checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A named person or body outside the practice."""

    kind: PartyKind | None = None
    name: str = ""
    role: str = ""
    organisation: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    identity_check: IdentityCheck | None = None

    @property
    def shown(self) -> str:
        """The party in one line: person and organisation."""
        return ", ".join(part for part in (self.name, self.organisation) if part)


def same_party(one: str, other: str) -> bool:
    """Tell whether two names mean the same party, whatever the case, accents and punctuation."""
    return bool(_plain(one)) and _plain(one) == _plain(other)


def _plain(name: str) -> str:
    unaccented = "".join(
        character
        for character in unicodedata.normalize("NFKD", name)
        if not unicodedata.combining(character)
    )
    return " ".join(re.findall(r"\w+", unaccented.casefold()))
