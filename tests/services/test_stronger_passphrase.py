# SPDX-License-Identifier: Apache-2.0
"""A passphrase set on a slow computer: a higher cost is worth offering, once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from logbook.app import Logbook, unlock_job
from logbook.store.keyring import KdfCost
from tests.builders import PASSPHRASE, StandingClock, a_logbook

MORE = KdfCost(memory_kib=65_536, passes=4, lanes=4)


def test_it_is_offered_until_it_is_done_and_not_again_before_the_next_opening(
    place: Path, clock: StandingClock
) -> None:
    a_logbook(place, clock)[0].close()
    keys = unlock_job(place, PASSPHRASE).run()
    logbook = Logbook.open(place, replace(keys, seconds=0.2), clock)
    before = logbook.unlocking.could_be_stronger

    logbook.unlocking.change_passphrase(
        logbook.unlocking.passphrase_job(PASSPHRASE, PASSPHRASE, cost=MORE).run()
    )

    assert (before, logbook.unlocking.could_be_stronger) == (True, False)
    logbook.close()
    slot = unlock_job(place, PASSPHRASE).run().unlocked.slot
    assert (slot.m, slot.t) == (MORE.memory_kib, MORE.passes)
