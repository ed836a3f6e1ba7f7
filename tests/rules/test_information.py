# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import pytest

from logbook.domain.case import Case
from logbook.domain.consent import InformationCategory
from logbook.domain.decision import Choice
from logbook.domain.information import (
    DeIdentification,
    Identifiability,
    Item,
    ThirdPartyReview,
    Trace,
)
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import BasisFamily, EvidenceKind
from logbook.domain.party import Party, PartyKind
from logbook.domain.request import Origin, Request
from logbook.domain.series import Batch
from logbook.domain.uses import Use
from tests.rules.situations import (
    NAMELESS,
    a_case,
    assessed,
    found,
)

PART = {"choice": Choice.DISCLOSE_PART}
REFUSE = {"choice": Choice.REFUSE}
HOW_NAMELESS = [Identifiability.ANONYMISED, Identifiability.PSEUDONYMISED]


def an_item(
    category: InformationCategory = InformationCategory.FITNESS_OPINION, **more: Any
) -> Item:
    return Item(category=category, description="What is meant", **more)


def items(*given: Item, **more: Any) -> Case:
    return a_case(draft={"information": {"items": given, **more}})


def of(*categories: InformationCategory) -> tuple[Item, ...]:
    return tuple(map(an_item, categories))


def parts(case: Case, code: str) -> set[str]:
    return {each.part for each in assessed(case).findings if each.code.value == code}


@pytest.mark.rule("INV-04", fires=True)
@pytest.mark.parametrize(
    ("information", "part"),
    [
        ({"items": ()}, "information.items"),
        ({"items": (an_item(withheld=True, withheld_because="x"),)}, "information.items"),
        (
            {"items": (an_item(), Item(category=InformationCategory.ATTENDANCE))},
            "information.items.description",
        ),
        ({"minimum": " "}, "information.minimum"),
    ],
)
def test_what_is_disclosed_and_why_no_less_is_asked_for(
    information: dict[str, Any], part: str
) -> None:
    assert parts(a_case(draft={"information": information}), "INV-04") == {part}


@pytest.mark.rule("INV-04", fires=False)
def test_nothing_of_it_is_asked_of_a_refusal() -> None:
    empty = {"items": (), "minimum": "", "third_parties": None, "why_identifiable": ""}
    case = a_case(draft={"information": empty, "decision": REFUSE})
    assert not {each.part for each in assessed(case).findings if each.part[:11] == "information"}


@pytest.mark.rule("INV-04", "INV-07", "INV-08", fires=False)
@pytest.mark.parametrize("kind", [Kind.BREACH, Kind.ACCESS])
def test_what_nobody_chose_to_disclose_needs_no_justification(kind: Kind) -> None:
    empty = {"minimum": "", "third_parties": None, "why_identifiable": ""}
    case = a_case(draft={"kind": kind, "information": empty, "request": {"whole_record": True}})
    assert not {each.part for each in assessed(case).findings if each.part[:11] == "information"}


@pytest.mark.rule("INV-06", fires=True)
def test_a_part_has_something_that_goes_and_something_that_stays() -> None:
    stays = an_item(withheld=True, withheld_because="Outside the consent")
    only_goes = a_case(draft={"decision": PART})
    only_stays = a_case(draft={"decision": PART, "information": {"items": (stays,)}})
    assert parts(only_goes, "INV-06") == {"information.items"}
    assert parts(only_stays, "INV-06") == {"information.items"}


@pytest.mark.rule("INV-06", fires=True)
def test_what_stays_has_a_reason_each() -> None:
    stays = an_item(withheld=True, withheld_because="Outside the consent")
    bare = an_item(withheld=True, withheld_because=" ")
    assert parts(items(an_item(), stays, bare), "INV-06") == {"information.items.withheld_because"}


@pytest.mark.rule("INV-06", fires=False)
def test_a_part_with_both_and_a_reason_is_whole() -> None:
    stays = an_item(withheld=True, withheld_because="Outside the consent")
    case = a_case(draft={"decision": PART, "information": {"items": (an_item(), stays)}})
    assert "INV-06" not in found(case)
    assert "INV-06" not in found(a_case())


def whole(minimum: str, left_out: str = "", **draft: Any) -> Case:
    information = {"minimum": minimum, "left_out": left_out}
    return a_case(draft={"request": {"whole_record": True}, "information": information, **draft})


ENOUGH = "The claim turns on every session"


@pytest.mark.rule("B-14", fires=True)
def test_a_whole_record_does_not_go_because_it_was_asked_for() -> None:
    assert parts(whole(""), "B-14") == {"information.minimum"}
    assert parts(whole("  ", "Family history"), "B-14") == {"information.minimum"}
    assert parts(whole("All is needed"), "B-14") == {"information.minimum"}
    assert "B-14" in found(whole(ENOUGH[:29]))


@pytest.mark.rule("B-14", fires=False)
def test_a_whole_record_goes_where_it_is_said_why_or_less_of_it() -> None:
    stays = an_item(withheld=True, withheld_because="Outside the consent")
    less = {"minimum": "Only that", "items": (an_item(), stays), "left_out": ""}
    assert "B-14" not in found(whole(ENOUGH[:30]))
    assert "B-14" not in found(whole("Only that", "Family history"))
    assert "B-14" not in found(
        a_case(draft={"request": {"whole_record": True}, "information": less})
    )
    assert "B-14" not in found(whole("", decision=REFUSE))
    assert "B-14" not in found(a_case(draft={"information": {"minimum": ""}}))


def demanded(row: str, *given: Item) -> Case:
    law = {
        "family": BasisFamily.LAW,
        "consent": None,
        "legal_basis": row,
        "seen": EvidenceKind.STATUTORY_NOTICE,
    }
    return a_case(draft={"basis": law, "information": {"items": given}})


@pytest.mark.rule("B-14", fires=True)
def test_nothing_goes_beyond_what_the_law_demands() -> None:
    added = demanded("LB-HCPC25", an_item(), an_item(requested=False))
    assert parts(added, "B-14") == {"information.items"}


@pytest.mark.rule("B-14", fires=False)
def test_what_the_law_demands_goes() -> None:
    assert "B-14" not in found(demanded("LB-HCPC25", an_item()))
    stays = an_item(requested=False, withheld=True, withheld_because="Not demanded")
    assert "B-14" not in found(demanded("LB-HCPC25", an_item(), stays))
    assert "B-14" not in found(demanded("LB-CL-PI", an_item(requested=False)))
    assert "B-14" not in found(demanded("LB-FGM5B", an_item(requested=False))), "nobody asks"
    assert "B-14" not in found(items(an_item(requested=False)))


FIVE = (
    InformationCategory.ASSESSMENT_REPORT,
    InformationCategory.ATTENDANCE,
    InformationCategory.DIAGNOSIS,
    InformationCategory.FITNESS_OPINION,
    InformationCategory.IDENTITY_CONTACT,
)


@pytest.mark.rule("W-07", fires=True)
def test_more_than_the_purpose_usually_needs_is_questioned() -> None:
    assert parts(items(*of(*FIVE)), "W-07") == {"information.items"}
    assert "W-07" in found(items(*of(InformationCategory.CLINICAL_NOTES)))


@pytest.mark.rule("W-07", fires=True)
@pytest.mark.parametrize(
    ("kind", "use"),
    [
        (PartyKind.INSURER, None),
        (PartyKind.EMPLOYER, None),
        (PartyKind.HMRC_DWP, None),
        (PartyKind.SCHOOL, None),
        (PartyKind.OTHER, Use.INSURANCE),
        (PartyKind.OTHER, Use.EMPLOYMENT),
        (PartyKind.OTHER, Use.BENEFITS),
        (PartyKind.OTHER, Use.EDUCATION),
        (PartyKind.OTHER, Use.ADMINISTRATION),
    ],
)
def test_each_use_has_its_usual_information(kind: PartyKind, use: Use | None) -> None:
    def case(category: InformationCategory) -> Case:
        return a_case(
            draft={
                "recipient": {"kind": kind},
                "purpose": {"use": use},
                "information": {"items": of(category)},
            }
        )

    assert "W-07" in found(case(InformationCategory.CLINICAL_NOTES))
    assert "W-07" not in found(case(InformationCategory.ATTENDANCE))


@pytest.mark.rule("W-07", fires=False)
def test_what_the_purpose_usually_needs_is_not_questioned() -> None:
    assert "W-07" not in found(items(*of(*FIVE[:4])))
    gp = {"recipient": {"kind": PartyKind.GP}}
    notes = {"information": {"items": of(InformationCategory.CLINICAL_NOTES)}}
    assert "W-07" not in found(a_case(draft={**gp, **notes}))
    said = {"purpose": {"use": Use.CARE}}
    assert "W-07" not in found(a_case(draft={**said, **notes})), "what is said comes first"


@pytest.mark.rule("W-07", fires=False)
def test_whoever_asks_to_see_a_record_asks_for_all_of_it() -> None:
    everything = {"information": {"items": of(*FIVE)}}
    assert "W-07" not in found(a_case(draft={**everything, "kind": Kind.SUBJECT_ACCESS}))
    assert "W-07" not in found(a_case(draft={**everything, "kind": Kind.DECEASED}))
    assert "W-07" in found(a_case(draft={**everything, "kind": Kind.LAW}))
    assert "W-07" not in found(a_case(draft={**everything, "kind": Kind.BREACH}))


OUTLINE = [
    InformationCategory.IDENTITY_CONTACT,
    InformationCategory.ATTENDANCE,
    InformationCategory.FITNESS_OPINION,
    InformationCategory.ASSESSMENT_REPORT,
]
USUAL = [
    (Use.INSURANCE, [*OUTLINE[:3], InformationCategory.DIAGNOSIS]),
    (Use.EMPLOYMENT, OUTLINE),
    (Use.BENEFITS, [InformationCategory.DIAGNOSIS]),
    (Use.EDUCATION, [InformationCategory.DIAGNOSIS]),
    (Use.ADMINISTRATION, [*OUTLINE[:2], InformationCategory.FINANCIAL]),
]


@pytest.mark.rule("W-07", fires=False)
@pytest.mark.parametrize(("use", "usual"), USUAL)
def test_what_is_usual_for_a_use_goes(use: Use, usual: list[InformationCategory]) -> None:
    information = {"items": of(*usual)}
    assert "W-07" not in found(a_case(draft={"purpose": {"use": use}, "information": information}))


@pytest.mark.rule("INV-07", fires=True)
@pytest.mark.parametrize(
    "how", [Identifiability.IDENTIFIABLE, Identifiability.PSEUDONYMISED, Identifiability.MIXED]
)
def test_what_can_be_traced_says_why(how: Identifiability) -> None:
    case = a_case(draft={"information": {"identifiability": how, "why_identifiable": " "}})
    assert parts(case, "INV-07") == {"information.why_identifiable"}


@pytest.mark.rule("INV-07", fires=False)
def test_what_names_nobody_need_not_say_why() -> None:
    nameless = {**NAMELESS, "why_identifiable": ""}
    assert "INV-07" not in found(a_case(draft={"information": nameless}))
    assert "INV-07" not in found(a_case())


THIRD = an_item(InformationCategory.THIRD_PARTY)


@pytest.mark.rule("INV-08", fires=True)
def test_whether_somebody_else_is_in_it_is_answered_and_true() -> None:
    case = a_case(draft={"information": {"third_parties": None}})
    assert parts(case, "INV-08") == {"information.third_parties"}
    assert parts(items(THIRD), "INV-08") == {"information.third_parties"}
    kept = {"third_parties": ThirdPartyReview.KEPT}
    assert parts(a_case(draft={"information": kept}), "INV-08") == {
        "information.third_parties_kept_because"
    }


@pytest.mark.rule("INV-08", fires=True)
def test_somebody_else_is_somebody_in_what_names_nobody_too() -> None:
    nameless = {"identifiability": Identifiability.ANONYMISED, "third_parties": None}
    assert "INV-08" in found(items(THIRD, **nameless))
    assert "INV-08" not in found(items(an_item(identifiable=False), **nameless))


@pytest.mark.rule("INV-08", fires=False)
def test_somebody_else_who_was_taken_out_or_stays_for_a_reason_is_reviewed() -> None:
    kept = {"third_parties": ThirdPartyReview.KEPT, "third_parties_kept_because": "She agreed"}
    assert "INV-08" not in found(items(THIRD, **kept))
    assert "INV-08" not in found(items(THIRD, third_parties=ThirdPartyReview.REMOVED))
    assert "INV-08" not in found(a_case())


@pytest.mark.rule("W-08", fires=True)
def test_somebody_elses_information_is_pointed_to() -> None:
    kept = {"third_parties": ThirdPartyReview.KEPT, "third_parties_kept_because": "She agreed"}
    assert parts(a_case(draft={"information": kept}), "W-08") == {"information.third_parties"}
    withheld = an_item(
        InformationCategory.THIRD_PARTY, withheld=True, withheld_because="The wife's remark"
    )
    removed = items(an_item(), withheld, third_parties=ThirdPartyReview.REMOVED)
    assert parts(removed, "W-08") == {"information.third_parties"}


@pytest.mark.rule("W-08", fires=False)
def test_what_was_taken_out_is_not_pointed_to_again() -> None:
    assert "W-08" not in found(items(an_item(), third_parties=ThirdPartyReview.REMOVED))
    assert "W-08" not in found(a_case())


NAMELESS_MAY_DO = [
    {"kind": Kind.REGULATOR_REQUIRED},
    {"kind": Kind.REGULATOR_CONCERN},
    {"kind": Kind.RESEARCH},
    {"kind": Kind.SUPERVISION},
    {"kind": Kind.BULK},
    {"kind": Kind.DE_IDENTIFIED},
    {"batch": Batch(found_by="A list", people=240)},
    {"purpose": {"use": Use.RESEARCH}},
    {"purpose": {"use": Use.TEACHING}},
    {"purpose": {"use": Use.PUBLICATION}},
    {"purpose": {"use": Use.AUDIT}},
    {"purpose": {"use": Use.SUPERVISION}},
    {"recipient": {"kind": PartyKind.REGULATOR}},
    {"recipient": {"kind": PartyKind.INSPECTORATE}},
    {"recipient": {"kind": PartyKind.RESEARCHER}},
    {"recipient": {"kind": PartyKind.MEDIA}},
    {"request": {"requester": Party(kind=PartyKind.REGULATOR, name="HCPC")}},
]


@pytest.mark.rule("W-09", fires=True)
@pytest.mark.parametrize("draft", NAMELESS_MAY_DO)
def test_where_it_may_do_without_a_name_that_is_asked(draft: dict[str, Any]) -> None:
    assert parts(a_case(draft=draft), "W-09") == {"information.identifiability"}
    mixed = {**draft, "information": {"identifiability": Identifiability.MIXED}}
    assert "W-09" in found(a_case(draft=mixed))
    assert "W-09" in found(a_case(draft={**draft, "decision": REFUSE}))


@pytest.mark.rule("W-09", fires=False)
@pytest.mark.parametrize("draft", NAMELESS_MAY_DO)
@pytest.mark.parametrize("how", HOW_NAMELESS)
def test_what_bears_no_name_is_not_asked_to_lose_it(
    draft: dict[str, Any], how: Identifiability
) -> None:
    assert "W-09" not in found(a_case(draft={**draft, "information": {"identifiability": how}}))


@pytest.mark.rule("W-09", fires=False)
def test_a_successor_has_to_know_whom_they_care_for() -> None:
    sale = {"kind": Kind.BULK, "recipient": {"kind": PartyKind.SUCCESSOR_PRACTICE}}
    assert "W-09" not in found(a_case(draft=sale))
    assert "W-09" not in found(a_case())
    own = Request(origin=Origin.OWN_INITIATIVE, requester=Party(kind=PartyKind.REGULATOR))
    assert "W-09" not in found(a_case(draft={"request": own})), "nobody asked"
    told = {"request": own, "recipient": {"kind": PartyKind.REGULATOR}}
    assert "W-09" in found(a_case(draft=told)), "and yet a regulator is told"
    assert "W-09" not in found(a_case(draft={**told, "kind": Kind.BREACH}))


LIKENESSES = [InformationCategory.IMAGES, InformationCategory.VIDEO_AUDIO]
PUBLIC = [
    {"kind": Kind.RESEARCH},
    {"kind": Kind.DE_IDENTIFIED},
    {"purpose": {"use": Use.RESEARCH}},
    {"purpose": {"use": Use.TEACHING}},
    {"purpose": {"use": Use.PUBLICATION}},
]


@pytest.mark.rule("W-10", fires=True)
@pytest.mark.parametrize("likeness", LIKENESSES)
@pytest.mark.parametrize("draft", [*PUBLIC, *({"how": how} for how in HOW_NAMELESS)])
def test_a_face_or_a_voice_gives_the_person_away(
    likeness: InformationCategory, draft: dict[str, Any]
) -> None:
    how = draft.get("how", Identifiability.IDENTIFIABLE)
    rest = {name: value for name, value in draft.items() if name != "how"}
    information = {"items": of(likeness), "identifiability": how}
    case = a_case(draft={**rest, "information": information})
    assert parts(case, "W-10") == {"information.items"}


@pytest.mark.rule("W-10", fires=True)
@pytest.mark.parametrize(
    "trace", [Trace.RARE_CONDITION, Trace.SMALL_NUMBERS, Trace.IMAGE, Trace.VOICE]
)
def test_so_does_a_rare_condition_or_a_small_number(trace: Trace) -> None:
    draft = {
        "information": {"identifiability": Identifiability.PSEUDONYMISED},
        "de_identification": DeIdentification(found=(trace,)),
    }
    assert parts(a_case(draft=draft), "W-10") == {"de_identification.found"}


@pytest.mark.rule("W-10", fires=False)
def test_a_picture_with_a_name_to_it_gives_nothing_more_away() -> None:
    assert "W-10" not in found(items(*of(*LIKENESSES)))
    coded = {"identifiability": Identifiability.PSEUDONYMISED}
    assert "W-10" not in found(items(an_item(), **coded))
    initials = {"de_identification": DeIdentification(found=(Trace.INITIALS,))}
    assert "W-10" not in found(a_case(draft={"information": coded, **initials}))


@pytest.mark.rule("W-28", fires=True)
def test_raw_test_data_are_warned_of() -> None:
    assert parts(items(*of(InformationCategory.TEST_RAW_DATA)), "W-28") == {"information.items"}


@pytest.mark.rule("W-28", fires=False)
def test_results_and_raw_data_that_stay_are_not_warned_of() -> None:
    stays = an_item(
        InformationCategory.TEST_RAW_DATA, withheld=True, withheld_because="Only for a psychologist"
    )
    assert "W-28" not in found(items(*of(InformationCategory.TEST_RESULTS), stays))
