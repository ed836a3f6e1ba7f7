# SPDX-License-Identifier: Apache-2.0
"""A logbook in which somebody of every role is let in, and everybody's way to open it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from logbook.app import Cards, Logbook, unlock_job
from logbook.domain.clinical_will import Executor, WillDraft
from logbook.domain.drafts import KeptDraft
from logbook.domain.practice import Role
from logbook.store.keyring import SMALLEST
from tests.builders import (
    PASSPHRASE,
    StandingClock,
    a_colleague,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
)

MARKER = "Carys Beynon"
"""The name of the service user: whoever is shown it is shown what is on record."""

_GIVEN = {
    Role.PRACTITIONER: "velvet anchor pepper mosaic",
    Role.READER: "gravel lantern tulip harbour",
    Role.AUDITOR: "quarry hammock ginger saddle",
}
_OWN = {role: f"{given} thistle" for role, given in _GIVEN.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where the logbook is, how each role opens it, and what is on record."""

    path: Path
    ways: dict[Role, str | Cards]
    person: UUID
    consent: UUID
    disclosure: UUID

    def enter(self, role: Role, clock: StandingClock) -> Logbook:
        """Open it as somebody of a role."""
        return Logbook.open(self.path, unlock_job(self.path, self.ways[role]).run(), clock)


def a_scene(path: Path, clock: StandingClock) -> Scene:
    """Make it, with a service user and their consent on record."""
    logbook, _keys = a_logbook(path, clock)
    person = a_person(name=MARKER)
    logbook.enrolling.add(person)
    consent = logbook.consenting.record(a_consent_draft(person.id)).object
    disclosure = logbook.disclosing.record(a_disclosure_draft(person.id, consent)).object
    logbook.drafting.keep(KeptDraft(draft=a_consent_draft(person.id)))
    for role, given in _GIVEN.items():
        a_colleague(logbook, given, name=f"The {role.value}", role=role)
    draft = WillDraft(
        executors=(
            Executor(name="Owain Rees", contact="01584 960002"),
            Executor(name="Delyth Vaughan", contact="01584 960003"),
        ),
        files="Grey cabinet, key with the landlord",
    )
    cards = logbook.clinical_will.make(logbook.clinical_will.will_job(PASSPHRASE, draft).run())
    logbook.close()
    for role, given in _GIVEN.items():
        theirs = Logbook.open(path, unlock_job(path, given).run(), clock)
        theirs.with_own_keys(theirs.own_keys.job(_OWN[role], SMALLEST).run()).close()
    words = Cards(tuple(" ".join(card.words) for card in cards))
    return Scene(
        path=path,
        ways={Role.ADMINISTRATOR: PASSPHRASE, Role.EXECUTOR: words, **_OWN},
        person=person.id,
        consent=consent,
        disclosure=disclosure,
    )
