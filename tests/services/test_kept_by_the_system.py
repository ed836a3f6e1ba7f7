# SPDX-License-Identifier: Apache-2.0
"""Secrets kept by the desktop, over a real bus: kept, read back, forgotten, and refused."""

from __future__ import annotations

import gc
import shutil
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from logbook.app import Logbook, quick_unlock_job
from logbook.services.secret_store import (
    SERVICE,
    SecretStoreError,
    keep_surely,
    system_secret_store,
)
from tests.builders import PASSPHRASE, StandingClock, a_logbook
from tests.services.secret_service import PROGRAM, Keeper, a_desktop

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="speaks to the session bus of Linux"),
    pytest.mark.skipif(shutil.which(PROGRAM) is None, reason="not on this machine: dbus"),
]

PIN = "271828"


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    with a_desktop() as made:
        yield made


def test_what_is_kept_is_given_back_and_can_be_forgotten(keeper: Keeper) -> None:
    store = system_secret_store()
    assert store.read("name") is None
    keep_surely(store, "name", "first")
    keep_surely(store, "name", "second")
    keep_surely(store, "other", "third")
    assert (store.read("name"), store.read("other")) == ("second", "third")
    assert {attributes["service"] for attributes, _secret in keeper.items.values()} == {SERVICE}
    store.forget("name")
    store.forget("name")
    assert (store.read("name"), store.read("other")) == (None, "third")
    assert keeper.secrets() == [b"third"]


def test_store_that_nobody_unlocks_is_told_and_nothing_is_kept(keeper: Keeper) -> None:
    store = system_secret_store()
    store.keep("name", "first")
    keeper.locked = True
    with warnings.catch_warnings():
        # The library leaves its connection to a store that stays locked to be collected.
        warnings.simplefilter("ignore", ResourceWarning)
        for act in (
            lambda: store.read("name"),
            lambda: store.keep("name", "second"),
            lambda: store.forget("name"),
        ):
            with pytest.raises(SecretStoreError):
                act()
        gc.collect()
    keeper.locked = False
    assert store.read("name") == "first"


def test_store_that_keeps_something_else_is_noticed(keeper: Keeper) -> None:
    keeper.forgetful = True
    with pytest.raises(SecretStoreError, match="give back"):
        keep_surely(system_secret_store(), "name", "first")


def test_quick_unlock_opens_with_what_the_desktop_keeps(keeper: Keeper, tmp_path: Path) -> None:
    path, clock = tmp_path / "Practice.logbook", StandingClock()
    logbook, _keys = a_logbook(path, clock)
    store = system_secret_store()
    slot = logbook.unlocking.quick_unlock_job(PASSPHRASE, PIN, store).run()
    logbook.unlocking.add_quick_unlock(slot)
    logbook.close()
    assert len(keeper.items) == 1
    opened = Logbook.open(path, quick_unlock_job(path, PIN, store, clock).run(), clock)
    (way,) = [one for one in opened.unlocking.ways() if one.kind.value == "device"]
    opened.unlocking.drop_quick_unlock(way.id, store)
    opened.close()
    assert keeper.items == {}
