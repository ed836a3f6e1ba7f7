# SPDX-License-Identifier: Apache-2.0
"""Who somebody is by the key file, and by the journal: where one says less than the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from logbook.app import Logbook, unlock_job
from logbook.documents.certificates import JournalKey, request_certificate
from logbook.domain.practice import Practitioner, Role
from logbook.domain.ways import WayKind
from logbook.services import known_people, overseeing, standing_again
from logbook.store.boxes import put_away
from logbook.store.key_file import write_key_file
from logbook.store.keyring import SMALLEST, make_person_keys
from logbook.store.membership import Standing
from logbook.store.seal import holder_of, sealed, with_holder
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
    """Another's P-256 key, named together with the keys that are the colleague's own."""
    logbook.close()
    theirs = Logbook.open(path, unlock_job(path, COLLEAGUES).run(), StandingClock())
    theirs = theirs.with_own_keys(theirs.own_keys.job(OWN, SMALLEST).run())
    opened = theirs._opened
    key_file, root_key = opened.keys.key_file, opened.keys.unlocked.root_key
    holder = holder_of(key_file, str(colleague.id))
    forged = request_certificate(
        name=colleague.name,
        organisation="Larkfield",
        key=make_person_keys().p256,
        at=NOON,
        journal=JournalKey(actor=holder.id, public=holder.ed25519, reads=holder.x25519),
    )
    box = put_away(forged, root_key, key_file.vault, holder.id)
    changed = with_holder(key_file, replace(holder, certificate_box=box))
    write_key_file(opened.folder, sealed(changed, root_key))
    opened.close()

    first = Logbook.open(path, unlock_job(path, PASSPHRASE).run(), StandingClock())
    assert holder_of(first._opened.keys.key_file, holder.id).certificate_box == box
    first.close()
