# SPDX-License-Identifier: Apache-2.0
"""What the rules say about information without a name (P16).

What stands under a code that can be undone follows the path of what names the person (H-13); here
it is only asked how the name was taken out.
"""

from __future__ import annotations

from collections.abc import Iterator

from logbook.domain.case import Situation
from logbook.domain.consent import InformationCategory
from logbook.domain.findings import Code, Finding
from logbook.domain.information import DeIdentification, Identifiability, Trace
from logbook.domain.kinds import Kind
from logbook.domain.party import name_key


def findings(situation: Situation) -> Iterator[Finding]:
    """Say whether the person can still be recognised."""
    if not situation.discloses:
        return
    yield from _tested(situation)
    yield from _anonymous(situation)


def gives_somebody_away(situation: Situation) -> bool:
    """Tell whether what is said to name nobody still does: a name, a face, a trace that is left."""
    test = situation.draft.de_identification
    return bool(_telling_items(situation) or (test is not None and test.found))


_NAMELESS = frozenset({Identifiability.ANONYMISED, Identifiability.PSEUDONYMISED})


def _tested(situation: Situation) -> Iterator[Finding]:
    """Ask how the name was taken out, and whether anything was overlooked (INV-04, H-12)."""
    if situation.draft.information.identifiability not in _NAMELESS:
        return
    test = situation.draft.de_identification or DeIdentification()
    if not test.technique.strip():
        yield Finding(code=Code.INCOMPLETE, part="de_identification.technique")
    if set(test.looked_for) != set(Trace):
        yield Finding(code=Code.INCOMPLETE, part="de_identification.looked_for")
    if not test.conclusion.strip():
        yield Finding(code=Code.INCOMPLETE, part="de_identification.conclusion")


def _anonymous(situation: Situation) -> Iterator[Finding]:
    """Stop what is called anonymous while somebody can be told from it (B-19).

    What nobody calls anonymous is not this kind of entry, and no reason makes it one (C-05).
    """
    information = situation.draft.information
    if information.identifiability is not Identifiability.ANONYMISED:
        if situation.kind is Kind.DE_IDENTIFIED and information.identifiability not in _NAMELESS:
            yield Finding(code=Code.KIND_UNSOUND, part="information.identifiability")
        return
    if _telling_items(situation) or _named(situation):
        yield Finding(code=Code.NOT_ANONYMOUS, part="information.items")
    test = situation.draft.de_identification
    if test is not None and test.found:
        yield Finding(code=Code.NOT_ANONYMOUS, part="de_identification.found")


def _named(situation: Situation) -> bool:
    """Tell whether what is disclosed says in words who it is: a name, a reference, a number."""
    person = situation.person
    if person is None:
        return False
    numbers = (each.value for each in person.identifiers)
    known = (person.name, person.known_as, person.reference, *numbers)
    keys = [f" {name_key(each)} " for each in known if name_key(each)]
    said = [f" {name_key(item.description)} " for item in situation.draft.information.released]
    return any(key in words for key in keys for words in said)


def _telling_items(situation: Situation) -> bool:
    """Tell whether an item names or shows the person; a picture may have been made not to."""
    return any(
        item.identifiable or item.category is InformationCategory.IDENTITY_CONTACT
        for item in situation.draft.information.released
    )
