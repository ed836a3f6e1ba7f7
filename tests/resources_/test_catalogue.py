# SPDX-License-Identifier: Apache-2.0
"""The catalogue that is shipped: every row the domain reference names, each in its place."""

from __future__ import annotations

import json
import tomllib
from datetime import date

import pytest

from logbook.domain.catalogue_reading import HEAD, read_catalogue, shipped_catalogue, shipped_texts
from logbook.domain.data_protection import Article6, Article9, Schedule1
from logbook.domain.legal_basis import (
    BasisFamily,
    DataProtectionPart,
    Effect,
    LegalBasis,
    Standing,
    TellRule,
)
from logbook.domain.practice import Nation, Profession
from logbook.resources import folder, read_text

UK = "EWSN"

# Typed from the tables of the domain reference: code, nations, effect. A cell that names several
# codes is several rows here.
DATA_PROTECTION = (
    "6A 6B 6C 6D 6E 6EA 6F 9A 9C 9F 9G 9H 9I 9J S1-2 S1-3 S1-4 S1-6 S1-10 S1-11 S1-12 S1-17 S1-18"
    " S1-19 S1-20 S1-33 A10 APD S2-2 S2-5 S2-7 S2-10 S2-11 S2-16 S2-17 S2-19 S3-4 S3-5"
)
PART_3: dict[str, tuple[str, str]] = {
    **{f"LB-{code}": (UK, "DP") for code in DATA_PROTECTION.split()},
    "LB-S3-21": ("EWN", "DP"),
    **{f"LB-{code}": (UK, "FB") for code in ("170", "171", "173", "184", "185")},
    # 3.2
    "LB-CL-CONF": (UK, "FB"),
    "LB-CL-CONSENT": (UK, "PM"),
    "LB-CL-PI": (UK, "PM"),
    "LB-CL-BI": ("EWN", "PM"),
    "LB-CL-WARN": ("EW", "PM"),
    "LB-HRA8": (UK, "FB"),
    "LB-HRA2": (UK, "FB"),
    "LB-MCA": ("EW", "CP"),
    "LB-AWI": ("S", "CP"),
    "LB-MCANI": ("N", "CP"),
    "LB-GILLICK": ("EW", "CP"),
    "LB-FLRA": ("EWN", "CP"),
    "LB-ALC": ("S", "CP"),
    "LB-208": ("S", "CP"),
    "LB-PR": (UK, "CP"),
    # 3.3
    "LB-TACT38B": (UK, "MR"),
    "LB-TACT19": (UK, "MR"),
    "LB-CLANI5": ("N", "MR"),
    "LB-FGM5B": ("EW", "MR"),
    "LB-CPA26": ("E", "MR"),
    "LB-RIDDOR": (UK, "MR"),
    "LB-DBS35": ("EWN", "MR"),
    "LB-PVG": ("S", "MR"),
    "LB-IRMER": (UK, "MR"),
    "LB-33": (UK, "MR"),
    "LB-HPN": (UK, "MR"),
    "LB-CANDOUR": ("E", "MR"),
    "LB-CANDOUR-S": ("S", "MR"),
    "LB-CANDOUR-W": ("W", "MR"),
    # 3.4
    "LB-COURT": (UK, "MQ"),
    "LB-CPR31": ("EW", "MQ"),
    "LB-WS": ("EW", "MQ"),
    "LB-SCREC": ("S", "MQ"),
    "LB-NIREC": ("N", "MQ"),
    "LB-FAM": ("EW", "FB"),
    "LB-PACE": ("EWN", "MQ"),
    "LB-TACTS5": (UK, "MQ"),
    "LB-POCA": (UK, "MQ"),
    "LB-172": ("EWS", "MQ"),
    "LB-172N": ("N", "MQ"),
    "LB-COR": ("EWN", "MQ"),
    "LB-PF": ("S", "MQ"),
    "LB-INQ": (UK, "MQ"),
    "LB-HCPC25": (UK, "MQ"),
    "LB-GMC35A": (UK, "MQ"),
    "LB-NMC25": (UK, "MQ"),
    "LB-SWE": ("E", "MQ"),
    "LB-OTHER-REG": (UK, "MQ"),
    "LB-CQC": ("E", "MQ"),
    "LB-HIW": ("W", "MQ"),
    "LB-HIS": ("S", "MQ"),
    "LB-RQIA": ("N", "MQ"),
    "LB-HSE": (UK, "MQ"),
    "LB-ICO142": (UK, "MQ"),
    "LB-SAB45": ("E", "MQ"),
    "LB-CA16H": ("E", "MQ"),
    "LB-CA16LA": ("E", "MQ"),
    "LB-W137": ("W", "MQ"),
    "LB-ASP10": ("S", "MQ"),
    "LB-HMRC36": (UK, "MQ"),
    "LB-OMB": (UK, "MQ"),
    "LB-HSSIB": ("E", "MQ"),
    "LB-251B": ("E", "MQ"),
    # 3.5
    "LB-CDA115": ("EW", "PM"),
    "LB-TACT20": (UK, "PM"),
    "LB-TACT21B": (UK, "PM"),
    "LB-ASP5A": ("S", "PM"),
    "LB-S64": ("S", "PM"),
    "LB-CHILD47": (UK, "PM"),
    "LB-CHILD17": (UK, "PM"),
    "LB-CARE42": ("E", "PM"),
    "LB-NIADULT": ("N", "PM"),
    "LB-COPI": ("EW", "PM"),
    "LB-NI2016": ("N", "PM"),
    "LB-PBPP": ("S", "PM"),
    "LB-MAPPA": ("EW", "PM"),
    "LB-DVLA": (UK, "PM"),
    "LB-VIR": ("EW", "PM"),
    "LB-PIDA": (UK, "PM"),
    "LB-YELLOW": (UK, "PM"),
    # 3.6, 3.7
    "LB-GRA22": (UK, "FB"),
    "LB-HFE33A": (UK, "FB"),
    "LB-ADOPT": ("EWS", "FB"),
    "LB-ANON": ("EW", "FB"),
    "LB-COURTFB": (UK, "FB"),
    "LB-S76": ("E", "FB"),
    "LB-STI": ("EW", "TRAP"),
    "LB-CONTRACT": (UK, "FB"),
    "LB-TACT39": (UK, "FB"),
    "LB-TACT21D": (UK, "FB"),
    "LB-POCA333A": (UK, "FB"),
    "LB-POCA342": (UK, "FB"),
    "LB-ORDERND": (UK, "FB"),
    # 3.8; the protocol's forty days are no power (V10)
    "LB-SAR": (UK, "RG"),
    "LB-SAR-R": (UK, "RG"),
    "LB-AHRA": (UK, "RG"),
    "LB-AMRA": (UK, "TRAP"),
    "LB-RECT": (UK, "RG"),
    "LB-ERASE": (UK, "RG"),
    "LB-OBJECT": (UK, "RG"),
    "LB-COMPL": (UK, "RG"),
    "LB-PAP": ("EW", "TRAP"),
    # 3.9
    "LB-TRAP-SOLICITOR": (UK, "TRAP"),
    "LB-TRAP-POLICE-FORM": (UK, "TRAP"),
    "LB-TRAP-CALDICOTT": (UK, "TRAP"),
    "LB-TRAP-SERIOUS-VIOLENCE": ("EW", "TRAP"),
    "LB-TRAP-PREVENT": ("EWS", "TRAP"),
    "LB-TRAP-MODERN-SLAVERY": ("EW", "TRAP"),
    "LB-TRAP-SSWBA": ("W", "TRAP"),
    "LB-TRAP-ASP5": ("S", "TRAP"),
    "LB-TRAP-NOTIFIABLE": (UK, "TRAP"),
    "LB-TRAP-NEXT-OF-KIN": (UK, "TRAP"),
    "LB-TRAP-NAMED-PERSON": ("S", "TRAP"),
    "LB-TRAP-OPT-OUT": ("E", "TRAP"),
}

# The rows for which the domain reference cites a source that was found ([Fn]).
FOUND = (
    "6EA 9H S1-2 S2-2 S2-16 S2-17 S3-4 S3-5 AWI 208 TACT38B TACT19 CLANI5 FGM5B CPA26 33 172 HCPC25"
    " SAB45 CA16LA ASP10 251B TACT20 TACT21B ASP5A CARE42 NIADULT VIR GRA22 ANON TACT39 SAR AHRA"
    " COMPL TRAP-POLICE-FORM TRAP-ASP5"
)

# Of those, the rows of which the source found vouches for a part only: the rest is from memory.
PARTLY_FROM_MEMORY = "9H S2-16 S2-17 S3-5 AWI TACT38B FGM5B 172 TACT20 TACT21B CARE42 GRA22 ANON"

# Part 7 and 3.7: where telling is, or may be, an offence.
TIPPING_OFF = "TACT38B TACT19 TACTS5 POCA TACT20 TACT21B TACT39 TACT21D POCA333A POCA342 ORDERND"

# What 6.2 names (advice of a lawyer or an indemnifier) and part 3 has no row for.
OUR_OWN = ("LB-CL-ADVICE",)

ROWS = shipped_catalogue().rows
ONE_NATION = {
    "england.toml": "E",
    "wales.toml": "W",
    "scotland.toml": "S",
    "northern-ireland.toml": "N",
    "england-and-wales.toml": "EW",
}


def row(code: str) -> LegalBasis:
    found = shipped_catalogue().find(f"LB-{code}")
    assert found is not None
    return found


def codes(words: str) -> set[str]:
    return {f"LB-{word}" for word in words.split()}


def test_the_shipped_files_are_a_catalogue_by_the_strict_reader() -> None:
    assert read_catalogue(shipped_texts()) == shipped_catalogue()


def test_every_row_of_the_domain_reference_is_there_and_no_other() -> None:
    assert {one.code for one in ROWS} == {*PART_3, *OUR_OWN}


def test_a_row_of_our_own_says_that_nobody_has_verified_it() -> None:
    assert all(row(code.removeprefix("LB-")).verified_on is None for code in OUR_OWN)


@pytest.mark.parametrize("code", PART_3)
def test_a_row_has_the_nations_and_the_effect_of_the_domain_reference(code: str) -> None:
    nations, effect = PART_3[code]
    found = shipped_catalogue().find(code)

    assert found is not None
    assert {nation.value for nation in found.nations} == set(nations)
    assert found.effect is Effect(effect)


@pytest.mark.parametrize("file", ONE_NATION)
def test_a_row_stands_in_the_file_of_its_nations(file: str) -> None:
    rows = tomllib.loads(shipped_texts()[file])["row"]

    assert rows
    assert all("".join(raw["nations"]) == ONE_NATION[file] for raw in rows)


def test_only_rows_with_a_source_that_was_found_are_shown_as_verified() -> None:
    assert codes(PARTLY_FROM_MEMORY) < codes(FOUND)
    verified = {one.code for one in ROWS if one.verified_on is not None}
    assert verified == codes(FOUND) - codes(PARTLY_FROM_MEMORY)
    assert {one.verified_on for one in ROWS} == {None, date(2026, 11, 21)}


def test_whatever_was_written_from_memory_was_verified_on_no_day() -> None:
    recalled = [one for one in ROWS if "from memory" in one.source.lower()]
    assert recalled
    assert [one.code for one in recalled if one.verified_on is not None] == []


def test_every_row_says_where_it_comes_from() -> None:
    assert all(one.source and one.title and one.citation for one in ROWS)
    # The reference itself is no part of the program: nobody could look a number of it up.
    assert not [one.code for one in ROWS if "domain reference" in one.source.lower()]


def test_what_a_disclosure_can_rest_on_says_who_is_bound_to_whom_and_on_what_evidence() -> None:
    grounds = [one for one in ROWS if one.family is not None]

    assert grounds
    assert [one.code for one in grounds if not (one.bound and one.addressee and one.evidence)] == []


def test_what_gives_a_date_starts_a_deadline() -> None:
    started = {one.code: "".join(code.value for code in one.deadlines) for one in ROWS}

    assert started["LB-SAR"] == "DL-01DL-02DL-03"
    assert started["LB-33"] == "DL-04DL-05"
    assert started["LB-AHRA"] == "DL-06"
    assert started["LB-COMPL"] == "DL-07"
    assert started["LB-FGM5B"] == "DL-08"
    assert started["LB-172"] == "DL-09"
    assert started["LB-CPA26"] == "DL-10"
    assert started["LB-COURT"] == started["LB-COR"] == started["LB-INQ"] == "DL-11"
    assert started["LB-S2-2"] == "DL-12"
    assert started["LB-PVG"] == started["LB-RIDDOR"] == "DL-15"


def test_telling_is_forbidden_where_it_may_be_an_offence_and_nowhere_else() -> None:
    forbidden = {one.code for one in ROWS if one.tell is TellRule.TELLING_FORBIDDEN}

    assert forbidden == codes(TIPPING_OFF)


def test_what_is_not_law_yet_is_not_called_law() -> None:
    standings = {one.code: one.standing for one in ROWS if one.standing is not Standing.IN_FORCE}

    assert standings == {
        "LB-CPA26": Standing.NOT_CONFIRMED,
        "LB-CA16LA": Standing.NOT_CONFIRMED,
        "LB-NI2016": Standing.NOT_CONFIRMED,
        "LB-NIADULT": Standing.BILL,
        "LB-ASP5A": Standing.PARTLY,
        "LB-MCANI": Standing.PARTLY,
    }


def test_limits_of_profession_contract_and_registration_can_be_computed_with() -> None:
    assert row("ASP5A").professions == (Profession.OCCUPATIONAL_THERAPIST, Profession.PARAMEDIC)
    contracts = {one.code for one in ROWS if one.only_under_public_contract}
    assert contracts == codes("6E 251B CA16LA OMB CANDOUR-W")
    registered = {one.code: one.inspectorate.value for one in ROWS if one.inspectorate}
    assert registered == {
        "LB-CQC": "CQC",
        "LB-HIW": "HIW",
        "LB-HIS": "HIS",
        "LB-RQIA": "RQIA",
        "LB-CANDOUR": "CQC",
        "LB-CANDOUR-S": "HIS",
    }


def test_scots_law_is_never_told_in_the_words_of_english_law() -> None:
    ours = [one for one in ROWS if one.nations == (Nation.SCOTLAND,)]

    assert ours
    for one in ours:
        assert "best interests" not in f"{one.title} {one.words} {one.evidence}".lower()
    best = [one for one in ROWS if one.family is BasisFamily.BEST_INTERESTS]
    scots = [one.code for one in best if Nation.SCOTLAND in one.nations]
    assert scots == ["LB-AWI"]


def test_the_ground_of_northern_ireland_does_not_cite_the_english_act() -> None:
    assert "2005" not in row("CL-BI").citation
    assert Nation.NORTHERN_IRELAND not in row("MCA").nations


def test_the_questions_of_data_protection_have_the_answers_a_record_can_give() -> None:
    asked = {part: {r.code for r in ROWS if r.part is part} for part in DataProtectionPart}

    assert asked[DataProtectionPart.ARTICLE_6] == {one.value for one in Article6}
    assert asked[DataProtectionPart.ARTICLE_9] == {one.value for one in Article9}
    assert asked[DataProtectionPart.SCHEDULE_1] == {one.value for one in Schedule1}


def test_the_schema_allows_what_the_files_say() -> None:
    schema = json.loads(read_text("schema/catalogue.json"))["$defs"]["LegalBasis"]
    used = {
        key
        for name, text in shipped_texts().items()
        if name != HEAD
        for raw in tomllib.loads(text)["row"]
        for key in raw
    }

    assert used <= set(schema["properties"])
    assert set(schema["required"]) <= used
    assert schema["additionalProperties"] is False


def test_every_file_says_when_it_was_compiled_and_that_it_is_no_legal_advice() -> None:
    files = [path for path in folder("legal").glob("*.toml") if path.name != "publishers.toml"]

    assert {path.name for path in files} == set(shipped_texts())
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "NOT LEGAL ADVICE" in text.split("[[row]]")[0]
        assert "2026" in text.split("[[row]]")[0]
