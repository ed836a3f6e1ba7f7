# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.store.derivation import SMALLEST
from logbook.store.errors import (
    KeyFileDamagedError,
    NotAllowedError,
    SuspendedError,
    WrongPassphraseError,
    WrongStandingError,
)
from logbook.store.key_file import KeyFile, Slot, parsed, to_bytes
from logbook.store.keyring import ADMINISTRATOR, NewPerson, Unlocked, practice_key, unlock
from logbook.store.membership import (
    Standing,
    in_step,
    leavers_know_the_root_key,
    reinstated,
    renewed,
    suspended,
    with_nickname,
    with_person,
    with_role,
    without_person,
)
from logbook.store.person_keys import make_person_keys
from logbook.store.seal import holder_of, is_sealed_with
from logbook.store.slots import new_passphrase_slot
from tests.store.practice import FIRST, SECOND, TRUSTED

MINE = "correct horse battery staple"
THEIRS = "velvet anchor pepper mosaic"
NEW = "gravel lantern tulip harbour"
VAULT_ID = "9f" * 16

Opened = tuple[KeyFile, Unlocked]


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    person: NewPerson
    slot: Slot


def a_colleague(passphrase: str, role: str = "practitioner") -> Colleague:
    keys = make_person_keys(TRUSTED)
    person = NewPerson(
        id=SECOND, role=role, nickname="RP", keys=keys, certificate=b"certificate of the colleague"
    )
    slot = new_passphrase_slot(VAULT_ID, SECOND, keys, passphrase, SMALLEST)
    return Colleague(person=person, slot=slot)


@pytest.fixture(scope="module")
def colleague() -> Colleague:
    return a_colleague(THEIRS)


@pytest.fixture(scope="module")
def two(opened: Opened, colleague: Colleague) -> KeyFile:
    """A key file with an administrator and a practitioner in it."""
    return with_person(*opened, colleague.person, colleague.slot)


def test_new_person_opens_the_same_logbook_with_keys_of_their_own(
    two: KeyFile, opened: Opened, colleague: Colleague
) -> None:
    found = unlock(two, THEIRS, SECOND)
    assert (found.person_id, found.role) == (SECOND, "practitioner")
    assert found.root_key == opened[1].root_key
    assert found.keys.to_bytes() == colleague.person.keys.to_bytes()
    assert found.certificate == b"certificate of the colleague"
    assert unlock(two, MINE).person_id == FIRST
    with pytest.raises(NotAllowedError):
        practice_key(two, found)


def test_nobody_is_put_in_twice(two: KeyFile, opened: Opened, colleague: Colleague) -> None:
    with pytest.raises(WrongStandingError):
        with_person(two, opened[1], colleague.person, colleague.slot)


def test_only_an_administrator_changes_who_belongs(two: KeyFile, colleague: Colleague) -> None:
    them = unlock(two, THEIRS, SECOND)
    other = replace(colleague.person, id="33333333-3333-4333-8333-333333333333")
    refused: list[Callable[[], KeyFile]] = [
        lambda: with_person(two, them, other, colleague.slot),
        lambda: suspended(two, them, FIRST),
        lambda: reinstated(two, them, FIRST),
        lambda: without_person(two, them, FIRST, until=4),
        lambda: renewed(two, them, other, colleague.slot, until=4),
        lambda: with_role(two, them, FIRST, "reader"),
    ]
    for change in refused:
        with pytest.raises(NotAllowedError):
            change()


def test_suspended_person_opens_nothing_until_reinstated(two: KeyFile, opened: Opened) -> None:
    out = suspended(two, opened[1], SECOND)
    with pytest.raises(SuspendedError):
        unlock(out, THEIRS)
    assert unlock(out, MINE).person_id == FIRST
    assert holder_of(out, SECOND).ed25519 == holder_of(two, SECOND).ed25519
    back = reinstated(out, opened[1], SECOND)
    assert unlock(back, THEIRS, SECOND).root_key == opened[1].root_key


def test_mark_taken_off_a_suspended_person_by_hand_lets_nobody_in(
    two: KeyFile, opened: Opened
) -> None:
    out = suspended(two, opened[1], SECOND)
    people = tuple(replace(one, suspended=False) for one in out.people)
    with pytest.raises(KeyFileDamagedError):
        unlock(replace(out, people=people), THEIRS, SECOND)


def test_who_left_opens_nothing_and_stays_known_as_a_signer(two: KeyFile, opened: Opened) -> None:
    gone = without_person(two, opened[1], SECOND, until=41)
    with pytest.raises(WrongPassphraseError):
        unlock(gone, THEIRS)
    (former,) = gone.former
    assert (former.person, former.until) == (SECOND, 41)
    assert former.ed25519 == holder_of(two, SECOND).ed25519
    assert leavers_know_the_root_key(gone)
    assert not leavers_know_the_root_key(two)


def test_new_keys_open_where_the_forgotten_passphrase_does_not(
    two: KeyFile, opened: Opened
) -> None:
    again = a_colleague(NEW)
    changed = renewed(two, opened[1], again.person, again.slot, until=12)
    assert unlock(changed, NEW, SECOND).root_key == opened[1].root_key
    with pytest.raises(WrongPassphraseError):
        unlock(changed, THEIRS, SECOND)
    (former,) = changed.former
    assert former.ed25519 == holder_of(two, SECOND).ed25519
    assert holder_of(changed, SECOND).ed25519 != former.ed25519
    assert not leavers_know_the_root_key(changed)


def test_key_of_the_practice_comes_and_goes_with_the_role(two: KeyFile, opened: Opened) -> None:
    raised = with_role(two, opened[1], SECOND, ADMINISTRATOR)
    them = unlock(raised, THEIRS, SECOND)
    assert (
        practice_key(raised, them).private_numbers()
        == practice_key(raised, opened[1]).private_numbers()
    )
    lowered = with_role(raised, opened[1], SECOND, "reader")
    assert unlock(lowered, THEIRS, SECOND).role == "reader"
    with pytest.raises(NotAllowedError):
        practice_key(lowered, unlock(lowered, THEIRS, SECOND))


def test_nobody_changes_how_they_stand_themselves(two: KeyFile, opened: Opened) -> None:
    me = opened[1]
    refused: list[Callable[[], KeyFile]] = [
        lambda: suspended(two, me, FIRST),
        lambda: without_person(two, me, FIRST, until=4),
        lambda: with_role(two, me, FIRST, "practitioner"),
    ]
    for change in refused:
        with pytest.raises(WrongStandingError):
            change()


def test_what_does_not_fit_how_they_stand_is_refused(two: KeyFile, opened: Opened) -> None:
    me, out = opened[1], suspended(two, opened[1], SECOND)
    refused: list[Callable[[], KeyFile]] = [
        lambda: suspended(out, me, SECOND),
        lambda: reinstated(two, me, SECOND),
        lambda: with_role(out, me, SECOND, "reader"),
        lambda: without_person(two, me, "p_9", until=4),
    ]
    for change in refused:
        with pytest.raises(WrongStandingError):
            change()


def test_signer_key_put_in_by_hand_is_found_by_the_seal(two: KeyFile, opened: Opened) -> None:
    gone = without_person(two, opened[1], SECOND, until=41)
    forged = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    changed = replace(gone, former=(replace(gone.former[0], ed25519=forged),))
    assert is_sealed_with(gone, opened[1].root_key)
    assert not is_sealed_with(changed, opened[1].root_key)
    assert parsed(to_bytes(gone)) == gone


def test_nickname_is_ones_own_choice(two: KeyFile) -> None:
    them = unlock(two, THEIRS, SECOND)
    assert holder_of(with_nickname(two, them, "Rhi"), SECOND).nickname == "Rhi"
    assert holder_of(with_nickname(two, them, ""), SECOND).nickname == ""


def test_key_file_follows_what_the_journal_says_was_taken_away(two: KeyFile) -> None:
    them = unlock(two, THEIRS, SECOND)
    mine, theirs = Standing(role=ADMINISTRATOR), Standing(role="practitioner")
    assert in_step(two, them, {FIRST: mine, SECOND: theirs}) is None

    out = in_step(two, them, {FIRST: mine, SECOND: replace(theirs, suspended=True)})
    assert out is not None
    assert is_sealed_with(out, them.root_key)
    with pytest.raises(SuspendedError):
        unlock(out, THEIRS, SECOND)

    gone = in_step(two, them, {FIRST: mine, SECOND: replace(theirs, left_at=7)})
    assert gone is not None
    assert [one.until for one in gone.former] == [7]

    never = in_step(two, them, {FIRST: mine, SECOND: None})
    assert never is not None
    assert [one.id for one in never.people] == [FIRST]
    assert never.former == ()


def test_what_the_journal_gives_waits_for_an_administrator(two: KeyFile, opened: Opened) -> None:
    them = unlock(two, THEIRS, SECOND)
    raised = {FIRST: Standing(role=ADMINISTRATOR), SECOND: Standing(role=ADMINISTRATOR)}
    assert in_step(two, them, raised) is None
    changed = in_step(two, opened[1], raised)
    assert changed is not None
    assert practice_key(changed, unlock(changed, THEIRS, SECOND))

    out = suspended(two, opened[1], SECOND)
    back = in_step(out, opened[1], {SECOND: Standing(role="practitioner")})
    assert back is not None
    assert unlock(back, THEIRS, SECOND).role == "practitioner"
    assert in_step(back, them, {SECOND: Standing(role="reader")}) is not None
