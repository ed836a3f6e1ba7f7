# SPDX-License-Identifier: Apache-2.0
"""Somebody outside the practice: a recipient, a requester, an adviser, an authority.

Whether two names mean the same party is decided here and nowhere else: by what stays of a name
without case, accents and punctuation, and by the aliases the practice has registered. Nothing
else makes two names one: a near miss is another party, and the professional says what it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
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
    INSPECTORATE = "inspectorate"
    OMBUDSMAN = "ombudsman"
    DVLA = "driver-licensing"
    HMRC_DWP = "tax-or-benefits"
    ICO = "information-commissioner"
    PROFESSIONAL_BODY = "professional-body"
    UNION_OR_INDEMNIFIER = "union-or-indemnifier"
    RESEARCHER = "researcher"
    MEDIA = "media"
    SUCCESSOR_PRACTICE = "successor-practice"
    PROCESSOR = "processor"
    SERVICE_USER = "service-user"
    OTHER = "other"

    @property
    def is_authority(self) -> bool:
        """Whether they act with a public power, so that law may require or delay something."""
        return self in _AUTHORITIES

    @property
    def care_giver(self) -> bool:
        """Whether they usually are part of somebody's care, where consent can be implied (H-32)."""
        return self in {PartyKind.GP, PartyKind.HEALTH_PROFESSIONAL, PartyKind.NHS_BODY}

    @property
    def advises_on_law(self) -> bool:
        """Whether a registrant may turn to them about their own legal position (6.2, K-SUPERV)."""
        return self in {
            PartyKind.SOLICITOR_OWN,
            PartyKind.SOLICITOR_OTHER,
            PartyKind.UNION_OR_INDEMNIFIER,
        }

    @property
    def never_implied(self) -> bool:
        """Whether what they do with it never is care, so that no consent is implied (INV-40)."""
        return self in _NEVER_IMPLIED


_AUTHORITIES = frozenset(
    {
        PartyKind.CHILDRENS_SERVICES,
        PartyKind.ADULT_SERVICES,
        PartyKind.POLICE,
        PartyKind.COURT,
        PartyKind.CORONER,
        PartyKind.REGULATOR,
        PartyKind.INSPECTORATE,
        PartyKind.OMBUDSMAN,
        PartyKind.DVLA,
        PartyKind.HMRC_DWP,
        PartyKind.ICO,
    }
)

_NEVER_IMPLIED = frozenset(
    {
        PartyKind.INSURER,
        PartyKind.EMPLOYER,
        PartyKind.SOLICITOR_OWN,
        PartyKind.SOLICITOR_OTHER,
        PartyKind.HMRC_DWP,
        PartyKind.RESEARCHER,
        PartyKind.MEDIA,
    }
)


class RecipientClass(Enum):
    """A description that a consent can name instead of a name.

    It reaches only those who are on record as belonging to it for this very person: whoever else
    answers to the description is a stranger.
    """

    CARE_TEAM = "care-team"
    REGISTERED_GP = "registered-gp"
    REFERRING_PRACTITIONER = "referring-practitioner"
    FAMILY_AND_CARERS = "family-and-carers"
    OWN_INSURER = "own-insurer"
    OWN_EMPLOYER = "own-employer"
    OWN_SCHOOL = "own-school"
    OWN_SOLICITOR = "own-solicitor"


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
    verified_by: str = ""
    verified_on: date | None = None
    country: str = ""
    """Empty: in the United Kingdom."""
    bound_by_confidentiality: bool | None = None
    """Whether a duty of confidence binds them anyway; None: not known."""

    @property
    def shown(self) -> str:
        """The party in one line: person and organisation."""
        return ", ".join(part for part in (self.name, self.organisation) if part)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the party goes by on this record."""
        return tuple(part for part in (self.name, self.organisation, self.shown) if part)

    @property
    def outside_uk(self) -> bool:
        """Whether what goes to them leaves the United Kingdom (W-26)."""
        return bool(self.country.strip()) and name_key(self.country) not in _UNITED_KINGDOM


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAliases:
    """The names that the practice has declared to mean one party: a register of groups."""

    groups: tuple[tuple[str, ...], ...] = ()

    def meaning(self, name: str) -> frozenset[str]:
        """Give the keys of every name that means the same party as this one."""
        return self.spread(frozenset({name_key(name)} - {""}))

    def spread(self, keys: frozenset[str]) -> frozenset[str]:
        """Give the keys of every name that means the same party as one of these keys."""
        same = set(keys)
        groups = [{name_key(each) for each in group} - {""} for group in self.groups]
        # Groups that share a name are one group: the register states an equivalence.
        while added := [group for group in groups if group & same and not group <= same]:
            same.update(*added)
        return frozenset(same)


NO_ALIASES = PartyAliases()


def same_party(one: str, other: str, aliases: PartyAliases = NO_ALIASES) -> bool:
    """Tell whether two names mean the same party, whatever the case, accents and punctuation."""
    return any_same_party((one,), (other,), aliases)


def any_same_party(
    names: Iterable[str], others: Iterable[str], aliases: PartyAliases = NO_ALIASES
) -> bool:
    """Tell whether one of some names means the same party as one of some others."""
    keys = frozenset(map(name_key, names)) - {""}
    wanted = frozenset(map(name_key, others)) - {""}
    return bool(keys & wanted) or bool(wanted and aliases.spread(keys) & wanted)


def is_class_phrase(name: str) -> bool:
    """Tell whether a name is no name but a description of many: "any insurer", "whoever asks"."""
    return name_key(name).partition(" ")[0] in _WORDS_FOR_MANY or name_key(name).startswith(
        "members of "
    )


def name_key(name: str) -> str:
    """Give what stays of a name when its spelling is put aside; two names are one if it is equal.

    Titles and company forms are spelled one way ("Doctor" is "Dr") but never left out: Mr Bevan is
    not Dr Bevan, and one company is not another of the same group.
    """
    plain = _APOSTROPHES.sub("", name)
    if plain.isascii():
        words = re.findall("[a-z0-9]+", plain.casefold().replace("&", " and "))
    else:
        plain = unicodedata.normalize("NFKD", plain).casefold()
        plain = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
        # Vowel signs of other scripts are marks (M) too: they are what tells such names apart.
        words = "".join(
            letter if unicodedata.category(letter)[0] in "LNM" else " "
            for letter in _UNSEEN.sub("", plain)
        ).split()
    return " ".join(_initials_joined([_SPELLED.get(word, word) for word in words]))


def _initials_joined(words: list[str]) -> list[str]:
    """Join single letters that stand side by side: "N.H.S." is "NHS", "A. B. Cole" "AB Cole"."""
    joined: list[str] = []
    run = ""
    for word in words:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        joined += [run, word] if run else [word]
        run = ""
    return [*joined, run] if run else joined


_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
"""Accents and characters without width."""

_APOSTROPHES = re.compile("['`\u00b4\u02bc\u2018\u2019]")

_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "&": " and "}
)
"""Letters and ligatures that Unicode does not take apart."""

_SPELLED = {
    "doctor": "dr",
    "professor": "prof",
    "limited": "ltd",
    "company": "co",
    "incorporated": "inc",
}

_WORDS_FOR_MANY = frozenset(
    {"any", "anyone", "anybody", "everyone", "everybody", "whoever", "whomever", "whichever"}
)

_UNITED_KINGDOM = frozenset(
    {
        "uk",
        "gb",
        "gbr",
        "united kingdom",
        "great britain",
        "england",
        "wales",
        "cymru",
        "scotland",
        "northern ireland",
    }
)
