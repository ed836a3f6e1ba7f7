# SPDX-License-Identifier: Apache-2.0
"""The practice and its people, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from logbook.domain.practice import ControllerType, Inspectorate, Language, Nation, Profession, Role
from logbook.domain.staff import StaffStatus
from logbook.i18n import N_

LABELS: Mapping[Enum, str] = {
    Nation.ENGLAND: N_("England"),
    Nation.WALES: N_("Wales"),
    Nation.SCOTLAND: N_("Scotland"),
    Nation.NORTHERN_IRELAND: N_("Northern Ireland"),
    ControllerType.SOLE_PRACTITIONER: N_("Sole practitioner"),
    ControllerType.PARTNERSHIP: N_("Partnership"),
    ControllerType.LIMITED_COMPANY: N_("Limited company"),
    ControllerType.CHARITY: N_("Charity"),
    ControllerType.ASSOCIATE: N_("Associate of another practice"),
    Profession.ARTS_THERAPIST: N_("Arts therapist"),
    Profession.BIOMEDICAL_SCIENTIST: N_("Biomedical scientist"),
    Profession.CHIROPODIST_PODIATRIST: N_("Chiropodist / podiatrist"),
    Profession.CLINICAL_SCIENTIST: N_("Clinical scientist"),
    Profession.DIETITIAN: N_("Dietitian"),
    Profession.HEARING_AID_DISPENSER: N_("Hearing aid dispenser"),
    Profession.OCCUPATIONAL_THERAPIST: N_("Occupational therapist"),
    Profession.OPERATING_DEPARTMENT_PRACTITIONER: N_("Operating department practitioner"),
    Profession.ORTHOPTIST: N_("Orthoptist"),
    Profession.PARAMEDIC: N_("Paramedic"),
    Profession.PHYSIOTHERAPIST: N_("Physiotherapist"),
    Profession.PRACTITIONER_PSYCHOLOGIST: N_("Practitioner psychologist"),
    Profession.PROSTHETIST_ORTHOTIST: N_("Prosthetist / orthotist"),
    Profession.RADIOGRAPHER: N_("Radiographer"),
    Profession.SPEECH_AND_LANGUAGE_THERAPIST: N_("Speech and language therapist"),
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.PRACTITIONER: N_("Practitioner"),
    Role.READER: N_("Reader"),
    Role.AUDITOR: N_("Auditor"),
    Role.EXECUTOR: N_("Executor of the clinical will"),
    StaffStatus.ACTIVE: N_("Opens the logbook"),
    StaffStatus.SUSPENDED: N_("Suspended"),
    StaffStatus.LEFT: N_("Has left"),
    StaffStatus.UNFINISHED: N_("New keys not finished: give them again"),
    Inspectorate.CQC: N_("Care Quality Commission"),
    Inspectorate.HIW: N_("Healthcare Inspectorate Wales"),
    Inspectorate.HIS: N_("Healthcare Improvement Scotland"),
    Inspectorate.RQIA: N_("Regulation and Quality Improvement Authority"),
    Language.ENGLISH: N_("English"),
    Language.WELSH: N_("Welsh"),
}
