# SPDX-License-Identifier: Apache-2.0
"""Who somebody is by the key file, and by the journal: where one says less than the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from logbook.app import Logbook, unlock_job
from logbook.documents.certificates import JournalKey, request_certificate
from logbook.domain.practice import Practitioner, Role
from logbook.domain.ways import WayKind
from logbook.services import known_people, overseeing, standing_again
from logbook.store.keyring import SMALLEST, make_person_keys
from logbook.store.membership import Standing
from logbook.store.seal import holder_of
from tests.builders import (
    COLLEAGUES,
    NOON,
    PASSPHRASE,
    StandingClock,
    a_colleague,
    a_logbook,
    a_person,
)

OWN = "gravel lantern tulip harbour"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Practice.logbook"


@pytest.fixture
def logbook(path: Path) -> Iterator[Logbook]:
    made, _keys = a_logbook(path, StandingClock())
    yield made
    made.close()


@pytest.fixture
def colleague(logbook: Logbook) -> Practitioner:
    return a_colleague(logbook)


def test_somebody_suspended_already_is_not_suspended_again(
    logbook: Logbook, colleague: Practitioner
) -> None:
    holder = holder_of(logbook._opened.keys.key_file, str(colleague.id))
    later = Standing(role=Role.READER.value, suspended=True)
    assert standing_again._due(holder, later, is_vouched=False) is not None
    suspended = replace(holder, suspended=True)
    assert standing_again._due(suspended, later, is_vouched=False) is None


def test_key_file_of_another_logbook_vouches_for_nobody(logbook: Logbook) -> None:
    opened = logbook._opened
    assert known_people._is_vouched(opened.keys.key_file, opened)
    other = replace(opened.keys.key_file, vault="00" * 16)
    assert not known_people._is_vouched(other, opened)


def test_person_of_whom_nothing_is_proposed_has_no_date() -> None:
    assert list(overseeing._kept({}, [a_person()])) == []


def test_way_it_was_opened_with_is_known_unless_it_is_of_a_later_version(
    logbook: Logbook,
) -> None:
    assert logbook.unlocking.opened_with is WayKind.PASSPHRASE
    keys = logbook._opened.keys
    later = replace(keys.unlocked, slot=replace(keys.unlocked.slot, type="eyes"))
    logbook._opened.keys = replace(keys, unlocked=later)
    assert logbook.unlocking.opened_with is None


def test_only_what_the_journal_says_was_asked_for_is_certified(
    logbook: Logbook, colleague: Practitioner, path: Path
) -> None:
    logbook.close()
    theirs = Logbook.open(path, unlock_job(path, COLLEAGUES).run(), StandingClock())
    theirs = theirs.with_own_keys(theirs.own_keys.job(OWN, SMALLEST).run())
    holder = holder_of(theirs._opened.keys.key_file, str(colleague.id))
    asked = theirs.own_keys
    request = asked._request_of(holder)
    assert request is not None
    assert asked._was_asked_for(holder, request)
    other = make_person_keys()
    assert not asked._was_asked_for(replace(holder, ed25519=bytes(32)), request)
    forged = request_certificate(
        name=colleague.name,
        organisation="Larkfield",
        key=other.p256,
        at=NOON,
        journal=JournalKey(actor=holder.id, public=holder.ed25519),
    )
    assert sha256(forged).digest() != sha256(request).digest()
    assert not asked._was_asked_for(holder, forged)
    theirs.close()
    assert unlock_job(path, PASSPHRASE).run().unlocked.role == Role.ADMINISTRATOR.value
