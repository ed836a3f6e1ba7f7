# SPDX-License-Identifier: Apache-2.0
"""A logbook on disk with a computer of its own, made once and copied, for tests that tamper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import UUID

from sqlcipher3 import dbapi2

from logbook.app import ComputerFolder, Keys, Logbook
from logbook.store import connection as connecting
from logbook.store.folder import LogbookFolder
from logbook.store.keyring import database_key
from tests.builders import (
    StandingClock,
    a_consent_draft,
    a_disclosure_draft,
    a_logbook,
    a_person,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A closed logbook of a few entries, and an older copy of its folder beside it."""

    path: Path
    before: Path
    computer: ComputerFolder
    clock: StandingClock
    person: UUID
    consent: UUID
    disclosure: UUID
    root_key: bytes
    made_with: Keys

    @property
    def folder(self) -> LogbookFolder:
        return LogbookFolder(self.path)

    def keys(self) -> Keys:
        """Give the keys as a passphrase would, without the second it costs."""
        unlocked = replace(self.made_with.unlocked, root_key=bytearray(self.root_key))
        return replace(self.made_with, unlocked=unlocked)

    def open(self, **how: Any) -> Logbook:
        how.setdefault("computer", self.computer)
        return Logbook.open(self.path, self.keys(), self.clock, **how)

    @contextmanager
    def opened(self, **how: Any) -> Iterator[Logbook]:
        logbook = self.open(**how)
        try:
            yield logbook
        finally:
            logbook.close()

    @contextmanager
    def insider(self) -> Iterator[dbapi2.Connection]:
        """Open the database as somebody who has the key and no scruples."""
        connection = dbapi2.connect(str(self.folder.records), isolation_level=None)
        try:
            connecting._give_key(connection, database_key(self.keys().unlocked))
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.execute("PRAGMA foreign_keys = OFF")
            triggers = connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name NOT LIKE 'line%'"
            ).fetchall()
            for (name,) in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            yield connection
        finally:
            connection.close()


def a_scene(place: Path) -> Scene:
    """Give a scene of one's own at a place."""
    template = _template()
    shutil.copytree(template.path.parent, place, dirs_exist_ok=True)
    return replace(
        template,
        path=place / "Test.logbook",
        before=place / "before",
        computer=ComputerFolder(place / "computer"),
        clock=StandingClock(),
    )


@cache
def _template() -> Scene:
    place, clock = Path(mkdtemp(prefix="logbook-scene-")), StandingClock()
    computer = ComputerFolder(place / "computer")
    logbook, made_with = a_logbook(place / "Test.logbook", clock)
    root_key = bytes(made_with.unlocked.root_key)
    person = a_person()
    logbook.enrolling.add(person)
    consent = logbook.consenting.record(a_consent_draft(person.id)).object
    logbook.close()
    scene = Scene(
        path=place / "Test.logbook",
        before=place / "before",
        computer=computer,
        clock=clock,
        person=person.id,
        consent=consent,
        disclosure=consent,
        root_key=root_key,
        made_with=made_with,
    )
    shutil.copytree(scene.path, scene.before)
    with scene.opened() as again:
        made = again.disclosing.record(a_disclosure_draft(person.id, consent)).object
    return replace(scene, disclosure=made)
