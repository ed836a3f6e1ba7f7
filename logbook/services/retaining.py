# SPDX-License-Identifier: Apache-2.0
"""How long records are kept: what is due or will be, person by person, and why.

To look at everybody takes milliseconds for each, and so seconds in a large logbook: a window goes
through the steps as it finds time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from logbook.clock import Clock
from logbook.domain.destruction import DueRecords
from logbook.domain.outlook import HeldRecord, Outlook
from logbook.domain.retention import RetentionSchedule
from logbook.services.destruction_due import (
    all_due,
    due_steps,
    outlook_of,
    outlook_steps,
    shipped_schedule,
)
from logbook.services.destruction_scope import named, scope_of
from logbook.services.reviewing import Reviewing
from logbook.store.vault import Vault


class Retaining:
    """Tells how long records of an open logbook are kept. It proposes, and destroys nothing."""

    def __init__(self, vault: Vault, reviewing: Reviewing, clock: Clock) -> None:
        self._vault = vault
        self._reviewing = reviewing
        self._clock = clock

    @property
    def schedule(self) -> RetentionSchedule:
        """The periods, which come with the program."""
        return shipped_schedule()

    def due(self, today: date | None = None) -> tuple[DueRecords, ...]:
        """Name everybody whose records have had their time and are not held, the longest ago first.

        Raises:
            NotAllowedError: who is signed in may not read records.
        """
        self._reviewing.check_may_read()
        found = all_due(
            self._vault,
            self.schedule,
            self._reviewing.practice().nation,
            self._clock.zone,
            today or self._today(),
        )
        return tuple(sorted(found, key=lambda each: (each.until, each.service_user)))

    def due_steps(self) -> Iterator[DueRecords | None]:
        """Look for whose records are due, person by person; None for who is not.

        Raises:
            NotAllowedError: who is signed in may not read records.
        """
        self._reviewing.check_may_read()
        nation, zone = self._reviewing.practice().nation, self._clock.zone
        return due_steps(self._vault, self.schedule, nation, zone, self._today())

    def outlook_steps(self) -> Iterator[Outlook | None]:
        """Tell person by person how long their records are kept; None for who is gone by then.

        Raises:
            NotAllowedError: who is signed in may not read records.
        """
        self._reviewing.check_may_read()
        nation, zone = self._reviewing.practice().nation, self._clock.zone
        return outlook_steps(self._vault, self.schedule, nation, zone)

    def outlook(self, person: UUID) -> Outlook | None:
        """Tell how long everything about a person is kept, and why; None: nobody is on record.

        Raises:
            NotAllowedError: who is signed in may not read records.
        """
        self._reviewing.check_may_read()
        nation = self._reviewing.practice().nation
        return outlook_of(self._vault, self.schedule, nation, self._clock.zone, person)

    def holdings(self, person: UUID) -> tuple[HeldRecord, ...]:
        """Name every record there is about a person, in the order they came.

        Raises:
            NotAllowedError: who is signed in may not read records.
        """
        self._reviewing.check_may_read()
        scope = scope_of(self._vault, person, (person,))
        return named(self._vault, (*scope.goes, *scope.remains), self._clock.zone)

    def _today(self) -> date:
        return self._clock.now().astimezone(self._clock.zone).date()
