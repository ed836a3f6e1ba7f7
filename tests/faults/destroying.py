# SPDX-License-Identifier: Apache-2.0
"""Destroying, cut short: what is to go is there whole and readable, or nothing of it is left.

Everything about a person that is to go bears a word of its own, which nothing else contains. It is
looked for in every page of the database as it stands after the next opening.
"""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial
from uuid import UUID, uuid4

from logbook.app import Logbook
from logbook.domain.drafts import KeptDraft
from logbook.domain.erasure import ErasureDecision, ErasureOutcome
from tests.builders import a_consent_draft, a_disclosure_draft, a_person
from tests.faults.promises import (
    EntryStands,
    MayBeNoted,
    Promise,
    RecordIsDestroyed,
    WholeOrGone,
)
from tests.faults.scene import Scene
from tests.faults.steps import TIMES, Operation, Steps, recorded, while_open

METHOD = "Erased from the logbook, and its file written anew"
UNTIL_DUE = 365 * 9
"""Days after which an adult's records have had their time."""


def a_mark() -> str:
    """Give a word that nothing else contains."""
    return "".join(random.SystemRandom().choices("bcdfghjklmnpqrstvwxz", k=14))


def three_disclosures(scene: Scene) -> tuple[WholeOrGone, ...]:
    """Record disclosures, each with a word of its own."""
    scene.open()
    wholes = tuple(_a_marked_disclosure(scene) for _time in range(TIMES))
    scene.close()
    scene.records += TIMES
    scene.promises += wholes
    return wholes


def _a_marked_disclosure(scene: Scene) -> WholeOrGone:
    mark = a_mark()
    draft = a_disclosure_draft(scene.person, scene.consent)
    draft = replace(draft, information=replace(draft.information, left_out=mark))
    receipt = scene.opened.disclosing.record(draft)
    return WholeOrGone((receipt.object,), mark)


def _erase(scene: Scene) -> Steps:
    """Decide on requests for erasure, and carry them out."""
    for whole in scene.prepared:
        yield from erased(scene, whole.objects[0])


def _record_and_erase(scene: Scene) -> Steps:
    """Record what is erased in the same sitting."""
    for _time in range(TIMES):
        made: list[WholeOrGone] = []
        yield partial(_recorded_to_go, scene, made)
        if made:
            yield from erased(scene, made[0].objects[0])


def _recorded_to_go(scene: Scene, made: list[WholeOrGone]) -> Promise:
    made.append(_a_marked_disclosure(scene))
    return replace(made[0], brings_records=1)


def erased(scene: Scene, object_id: UUID) -> Steps:
    decision = _decision(scene, object_id)
    yield partial(recorded, scene.opened.destroying.decide, decision)
    yield partial(_destroyed, scene, decision.id, object_id)


def _decision(scene: Scene, object_id: UUID) -> ErasureDecision:
    today = scene.clock.now().date()
    return ErasureDecision(
        id=uuid4(),
        service_user=scene.person,
        objects=(object_id,),
        outcome=ErasureOutcome.GRANTED,
        requested_on=today,
        decided_by=uuid4(),
        decided_on=today,
    )


def _destroyed(scene: Scene, decision: UUID, object_id: UUID) -> Promise:
    receipt = scene.opened.destroying.destroy(decision, method=METHOD)
    return RecordIsDestroyed(object_id, EntryStands.of(receipt))


def _people_who_are_due(scene: Scene) -> tuple[WholeOrGone, ...]:
    """Record all about some people, and let their time go by."""
    scene.open()
    wholes = tuple(a_marked_person(scene.opened) for _time in range(TIMES))
    scene.close()
    scene.records += sum(len(whole.objects) for whole in wholes)
    scene.promises += wholes
    scene.clock.advance(days=UNTIL_DUE)
    return wholes


def a_marked_person(logbook: Logbook) -> WholeOrGone:
    """Record a person, a consent, a disclosure and a draft, with the same word in each."""
    mark, base = a_mark(), a_person()
    person = replace(base, name=mark, address=mark, reference=f"LP-{mark[:6]}")
    logbook.enrolling.add(person)
    form = a_consent_draft(person.id)
    form = replace(form, scope=replace(form.scope, purpose=mark))
    consent = logbook.consenting.record(form).object
    draft = a_disclosure_draft(person.id, consent)
    draft = replace(
        draft,
        information=replace(draft.information, left_out=mark),
        recipient=replace(draft.recipient, address=mark),
    )
    disclosure = logbook.disclosing.record(draft).object
    begun = replace(draft, id=uuid4())
    logbook.drafting.keep(KeptDraft(draft=begun, place="1"))
    return WholeOrGone((person.id, consent, disclosure), mark, begun.id)


def _destroy_people(scene: Scene) -> Steps:
    """Destroy everything about people whose records are due: decided and done in one."""
    for whole in scene.prepared:
        yield partial(MayBeNoted, 1)
        yield partial(_person_destroyed, scene, whole.objects[0])


def _person_destroyed(scene: Scene, person: UUID) -> Promise:
    receipt = scene.opened.destroying.destroy_person(person, method=METHOD)
    return RecordIsDestroyed(person, EntryStands.of(receipt))


OPERATIONS: tuple[Operation, ...] = (
    Operation(name="erase", prepare=three_disclosures, steps=while_open(_erase)),
    Operation(name="record and erase", steps=while_open(_record_and_erase)),
    Operation(name="destroy", prepare=_people_who_are_due, steps=while_open(_destroy_people)),
)
