# SPDX-License-Identifier: Apache-2.0
"""Fills a logbook fast: real records, entries, signatures, nodes and lines, in a few transactions.

What costs time when recording is the commit, so here thousands of acts share one, and the words of
all of them are indexed at the end. Everything else is what the services do: the rules complete one
consent and one disclosure, which are then repeated under other names, and the scribe writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import count, islice
from random import Random
from uuid import UUID

from logbook.app import Logbook
from logbook.clock import Clock
from logbook.domain.assessment import Case, complete
from logbook.domain.consent import Consent, complete_consent
from logbook.domain.disclosure import Disclosure, number_for
from logbook.domain.notification import Notification, Telling, TellingMethod, TellingOutcome
from logbook.domain.people import ServiceUser
from logbook.domain.records import Act, Record
from logbook.store.authorizer import authorise
from logbook.store.vault import Vault
from tests.builders import a_consent_draft, a_disclosure_draft, a_person

ACTS_OF_A_PERSON = 10
"""Added, two consents, five disclosures, told of one of them, and one unlocking."""

_IN_ONE_COMMIT = 5_000

_TRIGGERS_OF_SEARCH = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND sql GLOB :of"
_INDEX_ALL = "INSERT INTO search (search) VALUES ('rebuild')"

_Acts = Iterator[tuple[Act, Record | None, UUID]]

FORENAMES = ("Siân", "Amir", "Zofia", "Grace", "Tomos", "Priya", "Callum", "Niamh", "Owen", "Ada")
SURNAMES = ("Okonkwo", "Prosser", "Bevan", "Kaur", "Lowe", "Nowak", "Hughes", "Brady", "Ŵyn", "Ali")
SURGERIES = ("Elm Road", "Castle", "Riverside", "Station Road", "St Peter's", "Millbrook", "Beacon")
PURPOSES = (
    "Assessment of persistent night pain",
    "Referral to the spinal clinic",
    "Return to work after an operation",
    "Review of splints and seating",
    "Falls and balance at home",
)


class Filler:
    """Adds acts to an open logbook until it has as many entries as asked for."""

    def __init__(self, logbook: Logbook, tell: Callable[[str], None]) -> None:
        self.vault: Vault = logbook._opened.vault
        self._scribe = logbook._scribe
        self._clock: Clock = logbook.clock
        self._tell = tell
        self._random = Random(1)  # noqa: S311 - the same names each time, no secret
        self._size = logbook.reviewing.entries()
        self._practitioner = logbook.practitioner.id
        self._consent, self._disclosure = _completed(logbook)
        self._acts = self._all_acts()

    def fill(self, entries: int) -> None:
        """Go on up to so many entries."""
        with self._words_indexed_at_once():
            while self._size < entries:
                batch = min(_IN_ONE_COMMIT, entries - self._size)
                with self.vault.atomic():
                    for act, record, subject in islice(self._acts, batch):
                        self._scribe._append(act, record, subject, self._clock.now())
                self._size += batch
                self._tell(f"filled: {self._size:,} entries")

    @contextmanager
    def _words_indexed_at_once(self) -> Iterator[None]:
        """Take the triggers that feed the search index away for the time; only a test may."""
        connection = self.vault._open_connection()
        connection.set_authorizer(None)
        triggers = connection.execute(_TRIGGERS_OF_SEARCH, {"of": "*INTO search (*"}).fetchall()
        assert triggers, "the schema feeds search by triggers"
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield
        connection.execute(_INDEX_ALL)
        for _name, sql in triggers:
            connection.execute(sql)
        connection.set_authorizer(authorise)

    def _all_acts(self) -> _Acts:
        for person in count(1):
            yield from self._acts_of(person)

    def _acts_of(self, number: int) -> _Acts:
        pick, new = self._random.choice, self._new_id
        person = _person(number, new(), pick)
        first, last = self._of(person), replace(self._of(person), id=new())
        yield Act.LOGBOOK_UNLOCKED, None, self._practitioner
        yield Act.SERVICE_USER_ADDED, person, person.id
        yield Act.CONSENT_RECORDED, first, first.id
        yield Act.CONSENT_RECORDED, last, last.id
        for place in range(5):
            disclosure = self._disclosed(person, first, place=5 * number + place - 4)
            if place == 0:
                later = Telling(outcome=TellingOutcome.TELL_LATER, review_on=date(2026, 12, 1))
                disclosure = replace(disclosure, telling=later)
                told = disclosure.id
            yield Act.DISCLOSURE_RECORDED, disclosure, disclosure.id
        notification = Notification(
            id=new(),
            disclosure=told,
            service_user=person.id,
            method=TellingMethod.TELEPHONE,
            told_on=date(2026, 11, 20),
            words="Told on the telephone",
            recorded_by=self._practitioner,
            recorded_at=self._clock.now(),
        )
        yield Act.NOTIFICATION_RECORDED, notification, notification.id

    def _of(self, person: ServiceUser) -> Consent:
        return replace(self._consent, id=self._new_id(), service_user=person.id)

    def _disclosed(self, person: ServiceUser, consent: Consent, *, place: int) -> Disclosure:
        pick, disclosure = self._random.choice, self._disclosure
        return replace(
            disclosure,
            id=self._new_id(),
            number=number_for(self._clock.now().year, place),
            service_user=person.id,
            basis=replace(disclosure.basis, consent=consent.id),
            recipient=replace(disclosure.recipient, organisation=f"{pick(SURGERIES)} Surgery"),
            purpose=replace(disclosure.purpose, words=pick(PURPOSES)),
        )

    def _new_id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)


def _person(number: int, identity: UUID, pick: Callable[[tuple[str, ...]], str]) -> ServiceUser:
    return a_person(
        id=identity,
        reference=f"LP-{number:06d}",
        name=f"{pick(FORENAMES)} {pick(SURNAMES)} {number}",
    )


def _completed(logbook: Logbook) -> tuple[Consent, Disclosure]:
    """Have the rules complete a consent and a disclosure that rests on it."""
    person, now, zone = a_person(), logbook.clock.now(), logbook.clock.zone
    consent = complete_consent(
        a_consent_draft(person.id),
        recorded_by=logbook.practitioner.id,
        now=now,
        today=now.astimezone(zone).date(),
    )
    case = Case(
        draft=a_disclosure_draft(person.id, consent.id),
        practice=logbook.practice,
        practitioner=logbook.practitioner,
        person=person,
        consents=(consent,),
    )
    number = number_for(now.year, 1)
    return consent, complete(case, logbook.catalogue, number=number, now=now, zone=zone)
