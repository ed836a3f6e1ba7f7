# SPDX-License-Identifier: Apache-2.0
"""The same facts in another nation, on another day or by another hand change the law offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from logbook.domain.catalogue_reading import (
    HEAD,
    CatalogueError,
    edition,
    fingerprint_of,
    read_catalogue,
    shipped_catalogue,
    shipped_texts,
)
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import (
    BasisFamily,
    DataProtectionPart,
    Effect,
    EvidenceKind,
    LegalBasis,
    Setting,
    Standing,
    Unusable,
)
from logbook.domain.practice import Inspectorate, Nation, Profession

LAW = shipped_catalogue()
DAY = date(2026, 11, 22)
ENGLAND = Setting(nation=Nation.ENGLAND, on=DAY, profession=Profession.PHYSIOTHERAPIST)


def setting(nation: str, profession: Profession = Profession.PHYSIOTHERAPIST) -> Setting:
    return Setting(nation=Nation(nation), on=DAY, profession=profession)


def offered_in(code: str, **changes: object) -> str:
    """Give the letters of the nations in which a row is offered."""
    return "".join(
        nation.value
        for nation in Nation
        if code
        in {
            row.code
            for row in LAW.offered(replace(ENGLAND, nation=nation, **changes))  # type: ignore[arg-type]
        }
    )


@pytest.mark.parametrize(
    ("code", "nations"),
    [
        ("LB-CLANI5", "N"),
        ("LB-FGM5B", "EW"),
        ("LB-172", "EWS"),
        ("LB-172N", "N"),
        ("LB-ASP10", "S"),
        ("LB-SAB45", "E"),
        ("LB-W137", "W"),
        ("LB-S64", "S"),
        ("LB-MCA", "EW"),
        ("LB-AWI", "S"),
        ("LB-CL-BI", "EWN"),
        ("LB-VIR", "EW"),
        ("LB-WS", "EW"),
        ("LB-PF", "S"),
        ("LB-COR", "EWN"),
        ("LB-CARE42", "E"),
        ("LB-TACT38B", "EWSN"),
        ("LB-HCPC25", "EWSN"),
        ("LB-AHRA", "EWSN"),
        ("LB-CPA26", ""),
        ("LB-CA16LA", ""),
        ("LB-NIADULT", ""),
        ("LB-NI2016", ""),
        ("LB-AMRA", ""),
        ("LB-TRAP-SOLICITOR", ""),
    ],
)
def test_a_ground_is_offered_only_where_it_is_law(code: str, nations: str) -> None:
    assert offered_in(code, public_contracts=True) == nations


def test_the_scots_report_is_for_the_listed_professions_and_the_requirement_for_all() -> None:
    def scots(profession: Profession | None) -> set[str]:
        here = Setting(nation=Nation.SCOTLAND, on=DAY, profession=profession)
        return {row.code for row in LAW.offered(here, kind=Kind.SAFEGUARDING)}

    assert {"LB-ASP5A", "LB-ASP10"} <= scots(Profession.OCCUPATIONAL_THERAPIST)
    assert {"LB-ASP5A", "LB-ASP10"} <= scots(Profession.PARAMEDIC)
    for other in (Profession.PHYSIOTHERAPIST, Profession.PRACTITIONER_PSYCHOLOGIST, None):
        assert scots(other) & {"LB-ASP5A", "LB-ASP10"} == {"LB-ASP10"}


def test_the_duty_to_share_for_care_binds_only_under_a_public_contract() -> None:
    private = LAW.offered(ENGLAND, BasisFamily.LAW, Kind.CARE)
    contracted = LAW.offered(replace(ENGLAND, public_contracts=True), BasisFamily.LAW, Kind.CARE)

    assert [row.code for row in private] == []
    assert [row.code for row in contracted] == ["LB-251B"]


def test_an_inspectorate_demands_only_of_those_registered_with_it() -> None:
    cqc = LAW.find("LB-CQC")
    assert cqc is not None
    registered = replace(ENGLAND, inspectorates=(Inspectorate.CQC,))
    elsewhere = replace(ENGLAND, inspectorates=(Inspectorate.HIW,))

    assert cqc.unusable(registered) == ()
    assert cqc.unusable(elsewhere) == (Unusable.NOT_REGISTERED_THERE,)


def test_article_6_opens_the_public_task_and_the_recognised_interests_to_different_hands() -> None:
    def answers(where: Setting) -> set[str]:
        return {row.code for row in LAW.answers(DataProtectionPart.ARTICLE_6, where)}

    private, contracted = answers(ENGLAND), answers(replace(ENGLAND, public_contracts=True))
    public = answers(replace(ENGLAND, public_contracts=True, public_authority=True))
    assert contracted - private == {"LB-6E"}
    assert contracted - public == {"LB-6EA"}
    assert private >= {"LB-6A", "LB-6B", "LB-6C", "LB-6D", "LB-6EA", "LB-6F"}


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("LB-6EA", date(2026, 2, 5)),
        ("LB-COMPL", date(2026, 6, 19)),
        ("LB-VIR", date(2026, 1, 12)),
    ],
)
def test_a_row_is_usable_from_its_first_day_and_not_the_day_before(code: str, first: date) -> None:
    row = LAW.find(code)
    assert row is not None

    assert row.unusable(replace(ENGLAND, on=first - timedelta(days=1))) == (
        Unusable.NOT_YET_IN_FORCE,
    )
    assert row.unusable(replace(ENGLAND, on=first)) == ()


def a_row(**changes: object) -> LegalBasis:
    row = LAW.find("LB-COURT")
    assert row is not None
    return replace(row, **changes)  # type: ignore[arg-type]


def test_a_row_is_usable_on_its_last_day_and_not_the_day_after() -> None:
    row = a_row(in_force_to=DAY)

    assert row.unusable(ENGLAND) == ()
    assert row.unusable(replace(ENGLAND, on=DAY + timedelta(days=1))) == (
        Unusable.NO_LONGER_IN_FORCE,
    )


@pytest.mark.parametrize(
    ("standing", "reasons"),
    [
        (Standing.IN_FORCE, ()),
        (Standing.PARTLY, ()),
        (Standing.NOT_CONFIRMED, (Unusable.NOT_CONFIRMED,)),
        (Standing.BILL, (Unusable.BILL_ONLY,)),
        (Standing.REPEALED, (Unusable.NO_LONGER_IN_FORCE,)),
    ],
)
def test_only_what_was_found_to_be_law_is_usable(
    standing: Standing, reasons: tuple[Unusable, ...]
) -> None:
    row = a_row(standing=standing)

    assert row.unusable(ENGLAND) == reasons
    assert row.holds_in(Nation.ENGLAND) is (reasons == ())


def test_every_reason_is_given_at_once() -> None:
    row = a_row(
        nations=(Nation.SCOTLAND,),
        in_force_from=DAY + timedelta(days=1),
        standing=Standing.BILL,
        professions=(Profession.PARAMEDIC,),
        only_under_public_contract=True,
        inspectorate=Inspectorate.HIS,
        kinds=(Kind.LAW,),
    )

    assert row.unusable(ENGLAND, Kind.CARE) == (
        Unusable.WRONG_NATION,
        Unusable.NOT_YET_IN_FORCE,
        Unusable.BILL_ONLY,
        Unusable.NOT_THIS_PROFESSION,
        Unusable.ONLY_UNDER_PUBLIC_CONTRACT,
        Unusable.NOT_REGISTERED_THERE,
        Unusable.NOT_FOR_THIS_KIND,
    )


def test_what_repeats_bundles_or_refuses_takes_the_ground_of_its_content() -> None:
    order = a_row(kinds=(Kind.LAW,))

    assert not order.is_for(Kind.CARE)
    for kind in (Kind.LAW, Kind.RECURRING, Kind.BULK, Kind.REFUSAL, Kind.ACCESS):
        assert order.is_for(kind)
    assert a_row(kinds=()).is_for(Kind.CARE)


def test_what_is_refused_comes_with_its_reasons_and_what_is_offered_does_not() -> None:
    here = setting("S", Profession.PRACTITIONER_PSYCHOLOGIST)
    refused = {row.code: why for row, why in LAW.refused(here, Kind.SAFEGUARDING)}
    offered = {row.code for row in LAW.offered(here, kind=Kind.SAFEGUARDING)}

    assert refused["LB-CLANI5"] == (Unusable.WRONG_NATION,)
    assert refused["LB-CPA26"] == (Unusable.WRONG_NATION, Unusable.NOT_CONFIRMED)
    assert refused["LB-ASP5A"] == (Unusable.NOT_THIS_PROFESSION,)
    assert refused["LB-TRAP-ASP5"] == (Unusable.DOES_NOT_COMPEL,)
    assert "LB-TRAP-SSWBA" not in refused, "a trap of another nation is no help here"
    assert "LB-SAR" not in refused, "it is for another kind of entry"
    assert offered.isdisjoint(refused)
    assert {"LB-CL-PI", "LB-ASP10"} <= offered


@pytest.mark.parametrize("nation", Nation)
@pytest.mark.parametrize("kind", Kind)
def test_whatever_the_kind_nothing_that_is_offered_has_a_reason_against_it(
    nation: Nation, kind: Kind
) -> None:
    here = replace(ENGLAND, nation=nation)
    for row in LAW.offered(here, kind=kind):
        assert row.unusable(here, kind) == ()
        assert row.effect is not Effect.TRAP


@pytest.mark.parametrize("nation", Nation)
def test_every_nation_has_a_ground_of_every_family(nation: Nation) -> None:
    here = replace(ENGLAND, nation=nation)

    for family in BasisFamily:
        assert LAW.offered(here, family)
    assert LAW.offered(here, BasisFamily.BEST_INTERESTS, Kind.EMERGENCY)
    assert LAW.offered(here, BasisFamily.PUBLIC_INTEREST, Kind.PUBLIC_INTEREST)
    assert [row.code for row in LAW.offered(here, kind=Kind.SUBJECT_ACCESS)][-4:] == [
        "LB-RECT",
        "LB-ERASE",
        "LB-OBJECT",
        "LB-COMPL",
    ]


def test_what_is_forbidden_can_be_listed_for_a_setting() -> None:
    everywhere = {row.code for row in LAW.usable(setting("N"), Effect.FORBIDS)}

    assert {"LB-GRA22", "LB-TACT39"} <= everywhere
    assert "LB-FAM" not in everywhere
    assert "LB-FAM" in {row.code for row in LAW.usable(ENGLAND, Effect.FORBIDS)}


def test_a_request_on_paper_shows_no_requirement() -> None:
    requests = {kind for kind in EvidenceKind if not kind.compels}
    assert requests == {
        EvidenceKind.SPOKEN,
        EvidenceKind.LETTER,
        EvidenceKind.EMAIL,
        EvidenceKind.SOLICITORS_LETTER,
        EvidenceKind.DATA_PROTECTION_FORM,
    }

    for row in LAW.rows:
        if row.obliges:
            assert not any(row.accepts(kind) for kind in requests), row.code
            assert any(row.accepts(kind) for kind in EvidenceKind), row.code
    public_interest = LAW.find("LB-CL-PI")
    assert public_interest is not None
    assert public_interest.accepts(EvidenceKind.EMAIL)


def test_an_order_is_shown_by_the_order_and_an_officer_by_their_authority() -> None:
    assert a_row().accepts(EvidenceKind.SEALED_ORDER)
    assert not a_row().accepts(EvidenceKind.STATUTORY_NOTICE)
    officer = LAW.find("LB-ASP10")
    assert officer is not None
    assert officer.accepts(EvidenceKind.OFFICERS_AUTHORITY)
    assert not officer.accepts(EvidenceKind.EVENT_KNOWN)


def test_to_require_is_more_than_to_give_a_right_and_both_oblige() -> None:
    by_effect = {row.effect: row for row in LAW.rows}

    assert {effect for effect, row in by_effect.items() if row.requires} == {
        Effect.REQUIRED_BY_EVENT,
        Effect.REQUIRED_ON_DEMAND,
    }
    assert {effect for effect, row in by_effect.items() if row.obliges} == {
        Effect.REQUIRED_BY_EVENT,
        Effect.REQUIRED_ON_DEMAND,
        Effect.RIGHT,
    }


def test_a_row_is_stale_after_180_days_and_at_once_if_nobody_verified_it() -> None:
    row = a_row(verified_on=DAY)

    assert not row.stale_on(DAY + timedelta(days=180))
    assert row.stale_on(DAY + timedelta(days=181))
    assert a_row(verified_on=None).stale_on(DAY)


def test_a_catalogue_is_stale_after_180_days() -> None:
    assert not LAW.stale_on(LAW.compiled_on + timedelta(days=180))
    assert LAW.stale_on(LAW.compiled_on + timedelta(days=181))


def test_a_row_is_found_by_its_code() -> None:
    assert all(LAW.find(row.code) is row for row in LAW.rows)
    assert LAW.find("LB-NONE") is None


HEAD_TEXT = (
    "version = '2026-11-22'\ncompiled_on = 2026-11-22\nguidance_edition = 'An edition'\n"
    "files = ['law.toml']\n"
)
ROW_TEXT = (
    "[[row]]\ncode = 'LB-COURT'\ntitle = 'An order'\ncitation = 'An order'\nnations = ['E']\n"
    "effect = 'MQ'\nfamily = 'law'\nevidence_kinds = ['sealed-order']\nstanding = 'in-force'\n"
    "source = 'From memory'\n"
)
SOUND = {HEAD: HEAD_TEXT, "law.toml": ROW_TEXT}


def refused(texts: dict[str, str]) -> CatalogueError:
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(texts)
    return caught.value


def test_the_smallest_catalogue_can_be_read() -> None:
    catalogue = read_catalogue(SOUND)

    assert [row.code for row in catalogue.rows] == ["LB-COURT"]
    assert catalogue.version == "2026-11-22"
    assert catalogue.fingerprint == fingerprint_of(SOUND)


@pytest.mark.parametrize(
    ("old", "new", "part", "words"),
    [
        ("title = 'An order'\n", "", "LB-COURT.title", "missing"),
        ("title = 'An order'", "title = ' '", "LB-COURT.title", "not be empty"),
        ("title = 'An order'", "title = 3", "LB-COURT.title", "quotation marks"),
        ("title =", "tittle =", "LB-COURT.tittle", "keys here are: code, family"),
        ("'MQ'", "'MUST'", "LB-COURT.effect", "one of: MR, MQ, PM, FB, RG, CP, DP, TRAP"),
        ("['E']", "['E', 'X']", "LB-COURT.nations", "each one of: E, W, S, N"),
        ("['E']", "'E'", "LB-COURT.nations", "must be a list"),
        ("['E']", "[]", "LB-COURT.nations", "each nation"),
        ("['E']", "['E', 'E']", "LB-COURT.nations", "once"),
        ("'sealed-order'", "'letter'", "LB-COURT.evidence_kinds", "B-05"),
        ("evidence_kinds = ['sealed-order']\n", "", "LB-COURT.evidence_kinds", "Say which"),
        ("'law'\n", "'consent'\n", "LB-COURT.family", "family law"),
        ("'MQ'", "'PM'", "LB-COURT.family", "only permits"),
        ("'MQ'", "'FB'", "LB-COURT.family", "cannot rest"),
        ("'MQ'\nfamily = 'law'", "'TRAP'", "LB-COURT.trap", "does not compel"),
        ("'MQ'\nfamily = 'law'", "'DP'", "LB-COURT.part", "effect DP"),
        ("source =", "part = 'exemption'\nsource =", "LB-COURT.part", "effect DP"),
        ("source =", "verified_on = 'May'\nsource =", "LB-COURT.verified_on", "a date such as"),
        ("source =", "deadlines = ['DL-16']\nsource =", "LB-COURT.deadlines", "DL-01, DL-02"),
        ("source =", "kinds = ['K-X']\nsource =", "LB-COURT.kinds", "K-CARE"),
        ("'LB-COURT'", "'court'", "row 1.code", "a code such as"),
        ("[[row]]", "[row]", "", "nothing else"),
        ("[[row]]", "law = 1\n[[row]]", "", "nothing else"),
        ("[[row]]", "[[row]", "", "valid TOML"),
    ],
)
def test_a_wrong_row_is_named_with_its_file_its_code_and_the_key(
    old: str, new: str, part: str, words: str
) -> None:
    assert ROW_TEXT.count(old) >= 1
    error = refused({**SOUND, "law.toml": ROW_TEXT.replace(old, new, 1)})

    assert (error.file, error.part) == ("law.toml", part)
    assert words in error.problem
    assert str(error).startswith("law.toml: ")


def test_a_row_cannot_end_before_it_begins() -> None:
    def between(first: str, last: str) -> dict[str, str]:
        return {**SOUND, "law.toml": f"{ROW_TEXT}in_force_from = {first}\nin_force_to = {last}\n"}

    assert read_catalogue(between("2026-01-02", "2026-01-02")).rows
    assert refused(between("2026-01-02", "2026-01-01")).part == "LB-COURT.in_force_to"


def test_a_code_stands_once_in_all_the_files() -> None:
    head = HEAD_TEXT.replace("['law.toml']", "['law.toml', 'more.toml']")

    assert refused({HEAD: head, "law.toml": ROW_TEXT, "more.toml": ROW_TEXT}).file == "more.toml"
    assert refused({**SOUND, "law.toml": ROW_TEXT * 2}).part == "LB-COURT"


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("'2026-11-22'\n", "'first'\n", "version"),
        ("'2026-11-22'\n", "'2026-02-30'\n", "version"),
        ("compiled_on = 2026-11-22\n", "", "compiled_on"),
        ("'An edition'", "''", "guidance_edition"),
        ("['law.toml']", "['law.toml', 'law.toml']", "files"),
        ("['law.toml']", "['../law.toml']", "files"),
        ("['law.toml']", "['catalogue.toml']", "files"),
    ],
)
def test_a_wrong_head_is_named(old: str, new: str, part: str) -> None:
    assert HEAD_TEXT.count(old) == 1
    error = refused({**SOUND, HEAD: HEAD_TEXT.replace(old, new)})

    assert (error.file, error.part) == (HEAD, part)


def test_a_file_too_few_or_too_many_is_named() -> None:
    assert refused({HEAD: HEAD_TEXT}).file == "law.toml"
    assert refused({"law.toml": ROW_TEXT}).file == HEAD
    assert refused({**SOUND, "other.toml": ROW_TEXT}).file == "other.toml"


def test_the_fingerprint_tells_any_two_catalogues_apart() -> None:
    texts = shipped_texts()
    some = next(name for name in texts if name != HEAD)

    assert LAW.fingerprint == fingerprint_of(texts)
    assert len(LAW.fingerprint) == 64
    assert fingerprint_of({**texts, some: texts[some] + "\n"}) != LAW.fingerprint
    assert fingerprint_of({"a": "b", "c": "d"}) != fingerprint_of({"a": "bc", "d": ""})


def test_editions_follow_each_other_by_day_and_then_by_number() -> None:
    ordered = ["2026-11-22", "2026-11-22.1", "2026-11-22.2", "2026-11-22.10", "2026-11-23"]

    assert all(edition(one) < edition(next_) for one, next_ in pairwise(ordered))
    for wrong in ("2026-11-22.0", "2026-13-01", "22 November", "2026-11-22.1.1", ""):
        with pytest.raises(ValueError, match=r"."):
            edition(wrong)
