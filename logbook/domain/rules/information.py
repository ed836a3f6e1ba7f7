# SPDX-License-Identifier: Apache-2.0
"""What the rules say about what is disclosed, and whether it is the minimum (P04)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from logbook.domain.case import Situation
from logbook.domain.consent import InformationCategory
from logbook.domain.decision import Choice
from logbook.domain.findings import OVERRIDE_LENGTH, Code, Finding
from logbook.domain.information import Identifiability, ThirdPartyReview, Trace
from logbook.domain.kinds import Kind
from logbook.domain.legal_basis import Effect
from logbook.domain.party import PartyKind
from logbook.domain.rules.person import NOBODY_DECIDED
from logbook.domain.rules.request import asker
from logbook.domain.uses import Use

MANY_CATEGORIES = 4


def findings(situation: Situation) -> Iterator[Finding]:
    """Say what is missing or too much of what is disclosed."""
    yield from _could_be_anonymised(situation)
    if not situation.discloses:
        return
    yield from _items_complete(situation)
    yield from _part_has_both(situation)
    yield from _minimum_stated(situation)
    yield from _whole_record(situation)
    yield from _beyond_the_demand(situation)
    yield from _many_categories(situation)
    yield from _why_identifiable(situation)
    yield from _third_parties_reviewed(situation)
    yield from _third_party(situation)
    yield from _recognisable(situation)
    yield from _raw_test_data(situation)


def _items_complete(situation: Situation) -> Iterator[Finding]:
    """Ask what is disclosed, in words (INV-04)."""
    information = situation.draft.information
    if not information.released:
        yield Finding(code=Code.INCOMPLETE, part="information.items")
    if any(not item.description.strip() for item in information.items):
        yield Finding(code=Code.INCOMPLETE, part="information.items.description")


def _part_has_both(situation: Situation) -> Iterator[Finding]:
    """Ask of a part what goes and what stays, and why each stays (INV-06)."""
    information = situation.draft.information
    part = situation.draft.decision.choice is Choice.DISCLOSE_PART
    if part and not (information.released and information.withheld):
        yield Finding(code=Code.PART_WITHOUT_BOTH, part="information.items")
    if any(not item.withheld_because.strip() for item in information.withheld):
        yield Finding(code=Code.PART_WITHOUT_BOTH, part="information.items.withheld_because")


def _minimum_stated(situation: Situation) -> Iterator[Finding]:
    """Ask why nothing less would do (INV-04, HP3)."""
    chosen = situation.kind not in NOBODY_DECIDED
    if chosen and not situation.draft.information.minimum.strip():
        yield Finding(code=Code.INCOMPLETE, part="information.minimum")


def _whole_record(situation: Situation) -> Iterator[Finding]:
    """Stop a whole record that goes because it was asked for (B-14).

    Where all of it goes, the statement is held to the length of a reason that overrides a stop.
    """
    information = situation.draft.information
    if not situation.draft.request.whole_record or situation.kind in NOBODY_DECIDED:
        return
    said = len(information.minimum.strip())
    less = bool(information.withheld or information.left_out.strip())
    if not said or (not less and said < OVERRIDE_LENGTH):
        yield Finding(code=Code.WHOLE_RECORD, part="information.minimum")


def _beyond_the_demand(situation: Situation) -> Iterator[Finding]:
    """Stop what goes beyond what the law demands (B-14, H-44); an event demands nothing named."""
    law = situation.law
    if law is None or law.effect is not Effect.REQUIRED_ON_DEMAND:
        return
    if any(not item.requested for item in situation.draft.information.released):
        yield Finding(code=Code.WHOLE_RECORD, part="information.items")


def _many_categories(situation: Situation) -> Iterator[Finding]:
    """Question more kinds of information than such a purpose usually needs (W-07)."""
    if situation.kind in _EVERYTHING_IS_ASKED:
        return
    categories = situation.draft.information.categories
    usual = _USUAL.get(_use_of(situation))
    unusual = usual is not None and not usual.issuperset(categories)
    if unusual or len(categories) > MANY_CATEGORIES:
        yield Finding(code=Code.MANY_CATEGORIES, part="information.items")


_EVERYTHING_IS_ASKED = frozenset({Kind.SUBJECT_ACCESS, Kind.DECEASED, *NOBODY_DECIDED})
_OUTLINE = frozenset(
    {
        InformationCategory.IDENTITY_CONTACT,
        InformationCategory.ATTENDANCE,
        InformationCategory.FITNESS_OPINION,
        InformationCategory.ASSESSMENT_REPORT,
    }
)
_USUAL: Mapping[Use | None, frozenset[InformationCategory]] = {
    Use.INSURANCE: _OUTLINE | {InformationCategory.DIAGNOSIS},
    Use.EMPLOYMENT: _OUTLINE,
    Use.BENEFITS: _OUTLINE | {InformationCategory.DIAGNOSIS},
    Use.EDUCATION: _OUTLINE | {InformationCategory.DIAGNOSIS},
    Use.ADMINISTRATION: frozenset(
        {
            InformationCategory.IDENTITY_CONTACT,
            InformationCategory.ATTENDANCE,
            InformationCategory.FINANCIAL,
        }
    ),
}
"""What such a use mostly gets by with: a hint of the product, nobody's rule."""

_USE_OF_RECIPIENT = {
    PartyKind.INSURER: Use.INSURANCE,
    PartyKind.EMPLOYER: Use.EMPLOYMENT,
    PartyKind.HMRC_DWP: Use.BENEFITS,
    PartyKind.SCHOOL: Use.EDUCATION,
}


def _use_of(situation: Situation) -> Use | None:
    kind = situation.draft.recipient.kind
    said = situation.draft.purpose.use
    return said or (None if kind is None else _USE_OF_RECIPIENT.get(kind))


def _why_identifiable(situation: Situation) -> Iterator[Finding]:
    """Ask why the person has to be known in it (INV-07, HP3); a code counts as a name (H-13)."""
    if not situation.traceable or situation.kind in NOBODY_DECIDED:
        return
    if not situation.draft.information.why_identifiable.strip():
        yield Finding(code=Code.WHY_IDENTIFIABLE, part="information.why_identifiable")


def _third_parties_reviewed(situation: Situation) -> Iterator[Finding]:
    """Ask whether somebody else is in it, and believe no answer the items contradict (INV-08)."""
    information = situation.draft.information
    review = information.third_parties
    present = _about_somebody_else(situation)
    asked = present or (situation.traceable and situation.kind not in NOBODY_DECIDED)
    if (review is None and asked) or (review is ThirdPartyReview.NONE_PRESENT and present):
        yield Finding(code=Code.THIRD_PARTY_UNREVIEWED, part="information.third_parties")
    if review is ThirdPartyReview.KEPT and not information.third_parties_kept_because.strip():
        yield Finding(
            code=Code.THIRD_PARTY_UNREVIEWED, part="information.third_parties_kept_because"
        )


def _third_party(situation: Situation) -> Iterator[Finding]:
    """Point to somebody else's information, in what goes and in what was asked for (W-08)."""
    kept = situation.draft.information.third_parties is ThirdPartyReview.KEPT
    if kept or _about_somebody_else(situation):
        yield Finding(code=Code.THIRD_PARTY, part="information.third_parties")


def _about_somebody_else(situation: Situation) -> bool:
    items = situation.draft.information.items
    return any(item.category is InformationCategory.THIRD_PARTY for item in items)


_NAMELESS_MAY_DO = frozenset(
    {
        Kind.REGULATOR_REQUIRED,
        Kind.REGULATOR_CONCERN,
        Kind.RESEARCH,
        Kind.SUPERVISION,
        Kind.BULK,
        Kind.DE_IDENTIFIED,
    }
)
_NAMELESS_USES = frozenset(
    {Use.RESEARCH, Use.TEACHING, Use.PUBLICATION, Use.AUDIT, Use.SUPERVISION}
)
_NAMELESS_FOR = frozenset(
    {PartyKind.REGULATOR, PartyKind.INSPECTORATE, PartyKind.RESEARCHER, PartyKind.MEDIA}
)


def _could_be_anonymised(situation: Situation) -> Iterator[Finding]:
    """Ask whether it would do without the name (W-09; HP3, H-51, HPO 2001 art 25(4)).

    Whoever refuses is asked too: something without a name may still be given.
    """
    draft, asking = situation.draft, asker(situation)
    named = draft.information.identifiability in {
        Identifiability.IDENTIFIABLE,
        Identifiability.MIXED,
    }
    kinds = {draft.recipient.kind, asking.kind if asking is not None else None}
    # A successor takes over the care of people whom they have to know.
    if not named or PartyKind.SUCCESSOR_PRACTICE in kinds or situation.kind in NOBODY_DECIDED:
        return
    if (
        situation.kind in _NAMELESS_MAY_DO
        or draft.batch is not None
        or draft.purpose.use in _NAMELESS_USES
        or kinds & _NAMELESS_FOR
    ):
        yield Finding(code=Code.COULD_BE_ANONYMISED, part="information.identifiability")


TELLING_TRACES = frozenset({Trace.RARE_CONDITION, Trace.SMALL_NUMBERS, Trace.IMAGE, Trace.VOICE})
"""What gives somebody away without a name (W-10)."""

LIKENESSES = frozenset({InformationCategory.IMAGES, InformationCategory.VIDEO_AUDIO})


def _recognisable(situation: Situation) -> Iterator[Finding]:
    """Warn of faces, voices, rare conditions and small numbers where no name is to show (W-10)."""
    draft = situation.draft
    nameless = (
        draft.information.identifiability is not Identifiability.IDENTIFIABLE
        or situation.kind in {Kind.RESEARCH, Kind.DE_IDENTIFIED}
        or draft.purpose.use in {Use.RESEARCH, Use.TEACHING, Use.PUBLICATION}
    )
    if not nameless:
        return
    test = draft.de_identification
    if LIKENESSES.intersection(draft.information.categories):
        yield Finding(code=Code.RE_IDENTIFIABLE, part="information.items")
    elif test is not None and TELLING_TRACES.intersection(test.found):
        yield Finding(code=Code.RE_IDENTIFIABLE, part="de_identification.found")


def _raw_test_data(situation: Situation) -> Iterator[Finding]:
    """Warn of raw data of tests, which mislead the untrained and spoil the test (W-28)."""
    if InformationCategory.TEST_RAW_DATA in situation.draft.information.categories:
        yield Finding(code=Code.RAW_TEST_DATA, part="information.items")
