# SPDX-License-Identifier: Apache-2.0
"""The practice that keeps the logbook, and the practitioner who decides and signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID


class Nation(Enum):
    """The nation whose law governs a record."""

    ENGLAND = "E"
    WALES = "W"
    SCOTLAND = "S"
    NORTHERN_IRELAND = "N"


class ControllerType(Enum):
    """Who the controller is in data-protection law (UK GDPR article 4(7))."""

    SOLE_PRACTITIONER = "sole-practitioner"
    PARTNERSHIP = "partnership"
    LIMITED_COMPANY = "limited-company"
    CHARITY = "charity"
    ASSOCIATE = "associate-of-other-controller"


class Profession(Enum):
    """The fifteen professions on the HCPC Register, by the prefix of the registration number.

    Source: domain reference 6.1, marked there as from memory: the prefix is checked with a
    warning, never with a stop.
    """

    ARTS_THERAPIST = "AS"
    BIOMEDICAL_SCIENTIST = "BS"
    CHIROPODIST_PODIATRIST = "CH"
    CLINICAL_SCIENTIST = "CS"
    DIETITIAN = "DT"
    HEARING_AID_DISPENSER = "HAD"
    OCCUPATIONAL_THERAPIST = "OT"
    OPERATING_DEPARTMENT_PRACTITIONER = "ODP"
    ORTHOPTIST = "OR"
    PARAMEDIC = "PA"
    PHYSIOTHERAPIST = "PH"
    PRACTITIONER_PSYCHOLOGIST = "PYL"
    PROSTHETIST_ORTHOTIST = "PO"
    RADIOGRAPHER = "RA"
    SPEECH_AND_LANGUAGE_THERAPIST = "SL"


class Role(Enum):
    """What a person may do in the logbook (ST4: delegate appropriately)."""

    ADMINISTRATOR = "administrator"
    PRACTITIONER = "practitioner"
    READER = "reader"
    AUDITOR = "auditor"
    EXECUTOR = "executor"
    """Named in a clinical will: sees whom to tell and what has to be kept, once it is opened."""


class Inspectorate(Enum):
    """The bodies a practice may have to be registered with before it may give some services."""

    CQC = "CQC"
    HIW = "HIW"
    HIS = "HIS"
    RQIA = "RQIA"


class Language(Enum):
    """The languages letters can be written in."""

    ENGLISH = "en"
    WELSH = "cy"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDocument:
    """The appropriate policy document the practice keeps (DPA 2018 schedule 1 part 4)."""

    version: str
    dated: date
    review_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyNotice:
    """The notice by which people were told how their information is used."""

    version: str
    effective_from: date
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """The practice as it stands on letters and records."""

    id: UUID
    name: str
    address: str
    controller: ControllerType
    nation: Nation
    phone: str = ""
    email: str = ""
    ico_registration: str = ""
    complaints_contact: str = ""
    """Who takes complaints about data protection (DPA 2018 section 164A)."""
    sample: bool = False
    """Whether this is a logbook to explore with; every page and window of it says so."""
    trading_name: str = ""
    languages: tuple[Language, ...] = (Language.ENGLISH,)
    public_contracts: bool = False
    """Whether it works under arrangements with a public body, which some duties turn on."""
    public_authority: bool = False
    inspectorates: tuple[Inspectorate, ...] = ()
    information_lead: str = ""
    """The Caldicott guardian or information-governance lead, if there is one."""
    data_protection_officer: str = ""
    privacy_notice: PrivacyNotice | None = None
    policy_document: PolicyDocument | None = None
    aliases: tuple[tuple[str, ...], ...] = ()
    """Groups of names that mean one party, such as a surgery and its short name."""
    closed_on: tuple[date, ...] = ()
    """Days the practice counts as holidays beside the bank holidays of its nation."""
    open_on: tuple[date, ...] = ()
    """Bank holidays that are working days here after all."""

    @property
    def is_health_professional(self) -> bool:
        """Whether the controller itself is a health professional, and so may judge serious harm.

        A company is none, even with one registrant in it (DPA 2018 schedule 3 part 2).
        """
        return self.controller in {ControllerType.SOLE_PRACTITIONER, ControllerType.PARTNERSHIP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner:
    """The registrant who keeps the log, decides, and signs."""

    id: UUID
    name: str
    role: Role
    profession: Profession | None = None
    hcpc_number: str = ""
    active: bool = True
    standing_because: str = ""
    """Why they were suspended, may come back, or have left."""

    @property
    def is_registrant(self) -> bool:
        """Whether this person may sign a decision (INV-36, B-15)."""
        return self.active and self.profession is not None and bool(self.hcpc_number)


def number_is_likely(profession: Profession, hcpc_number: str) -> bool:
    """Tell whether a registration number has the shape of the profession's numbers."""
    return bool(re.fullmatch(rf"{profession.value}\d{{4,7}}", hcpc_number.replace(" ", "").upper()))
