# SPDX-License-Identifier: Apache-2.0
"""Whoever has left since a backup was made never gets back in by its being restored."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from logbook.app import Elsewhere, Keys, Logbook, people_who_can_open, unlock_job
from logbook.domain.clinical_will import Executor, WillDraft
from logbook.domain.practice import Role
from logbook.domain.restored import DoneAgain, PersonInside, SinceBackup, takes_away
from logbook.journal.payload import read_payload
from logbook.services.restoring import (
    NoLongerAdministratorError,
    Restored,
    RestoreJob,
    unlock_backup_job,
)
from logbook.store import journal_rows
from logbook.store.computer import ComputerFolder
from logbook.store.errors import WrongKeyError, WrongPassphraseError
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import candidates, write_key_file
from logbook.store.keyring import database_key, sealed
from logbook.store.vault import Vault
from logbook.wording.restored_words import since_sentences
from logbook.wording.sentences import error_sentence
from tests.builders import (
    NOON,
    PASSPHRASE,
    StandingClock,
    a_colleague,
    a_logbook,
    a_person,
)
from tests.services.opened_again import acts

THEIRS = "quarry velvet hammock ginger"
OTHERS = "meadow copper anchor tulip"


@dataclass(frozen=True, kw_only=True)
class Story:
    """A practice of three, a backup of then, and the live logbook to go on with."""

    live: Path
    backup: Path
    computer: Path
    rhian: UUID
    gethin: UUID
    mair: UUID


@pytest.fixture(scope="module")
def told_once(tmp_path_factory: pytest.TempPathFactory) -> Story:
    place, clock = tmp_path_factory.mktemp("story"), StandingClock()
    live = place / "Live.logbook"
    made, _keys = a_logbook(live, clock)
    made.close()
    computer = ComputerFolder(place / "computer")
    logbook = Logbook.open(live, unlock_job(live, PASSPHRASE).run(), clock, computer=computer)
    gethin = a_colleague(logbook, THEIRS)
    mair = a_colleague(logbook, OTHERS, name="Mair Rees", role=Role.ADMINISTRATOR)
    logbook.enrolling.add(a_person())
    proof = logbook.backing_up.prepare(place).run()
    logbook.backing_up.record(proof)
    rhian = logbook.practitioner.id
    logbook.close()
    return Story(
        live=live,
        backup=proof.path,
        computer=computer.path,
        rhian=rhian,
        gethin=gethin.id,
        mair=mair.id,
    )


@pytest.fixture
def story(told_once: Story, tmp_path: Path) -> Story:
    live, computer = tmp_path / "Live.logbook", tmp_path / "computer"
    shutil.copytree(told_once.live, live)
    shutil.copytree(told_once.computer, computer)
    backup = tmp_path / told_once.backup.name
    shutil.copy(told_once.backup, backup)
    return replace(told_once, live=live, backup=backup, computer=computer)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(moment=NOON + timedelta(days=1))


Open = Callable[..., Logbook]


@pytest.fixture
def opened(story: Story, clock: StandingClock) -> Iterator[Open]:
    held: list[Logbook] = []

    def open_it(path: Path = story.live, passphrase: str = PASSPHRASE) -> Logbook:
        keys = unlock_job(path, passphrase).run()
        held.append(Logbook.open(path, keys, clock, computer=ComputerFolder(story.computer)))
        return held[-1]

    yield open_it
    for one in held:
        one.close()


Restore = Callable[..., Restored]


@pytest.fixture
def restore(story: Story, tmp_path: Path, clock: StandingClock) -> Restore:
    """Restore on a computer that knows nothing, unless it is said what it knows."""

    def go(passphrase: str = PASSPHRASE, **changes: Any) -> Restored:
        keys: Keys = unlock_backup_job(story.backup, passphrase).run()
        job = RestoreJob(
            backup=story.backup,
            path=tmp_path / "Restored.logbook",
            keys=keys,
            clock=clock,
            computer=ComputerFolder(tmp_path / "no computer"),
        )
        return replace(job, **changes).run()

    return go


def elsewhere(story: Story, source: str, tmp_path: Path) -> dict[str, Any]:
    """Give what a restoring is told, by the one source that knows what came after the backup."""
    if source == "computer":
        return {"computer": ComputerFolder(story.computer)}
    if source == "later backup":
        [later] = (tmp_path / "later").glob("*.logbookbackup")
        return {"elsewhere": Elsewhere(backups=(later,))}
    if source == "lost database":
        (story.live / "records.db").unlink()
    return {"elsewhere": Elsewhere(live=story.live)}


SOURCES = ("live", "lost database", "computer", "later backup")


def inside(path: Path) -> dict[UUID, Role]:
    return {one.id: one.role for one in people_who_can_open(path)}


def back_up_later(logbook: Logbook, tmp_path: Path) -> None:
    (tmp_path / "later").mkdir()
    logbook.backing_up.prepare(tmp_path / "later").run()


@pytest.mark.parametrize("source", SOURCES)
def test_whoever_left_since_is_let_go_again(
    story: Story, opened: Open, restore: Restore, tmp_path: Path, source: str
) -> None:
    logbook = opened()
    logbook.staffing.leave(story.gethin)
    back_up_later(logbook, tmp_path)
    logbook.close()

    restored = restore(**elsewhere(story, source, tmp_path))

    assert [(one.name, one.done) for one in restored.since.again] == [
        ("Gethin Pugh", DoneAgain.LEFT)
    ]
    assert inside(restored.path) == {
        story.rhian: Role.ADMINISTRATOR,
        story.mair: Role.ADMINISTRATOR,
    }
    with pytest.raises(WrongPassphraseError):
        unlock_job(restored.path, THEIRS).run()
    again = opened(restored.path)
    assert "practitioner.left" in acts(again)
    assert acts(again).index("log.restored") < acts(again).index("practitioner.left")
    assert not again.staffing.rotation_is_due
    assert again.auditing.audit().is_intact
    # Their entries are theirs to this day.
    assert again.read_only is None


def test_what_a_leaver_kept_of_then_does_not_open_what_was_restored(
    story: Story, opened: Open, restore: Restore
) -> None:
    old = unlock_backup_job(story.backup, THEIRS).run()
    opened().staffing.leave(story.gethin)

    restored = restore(computer=ComputerFolder(story.computer))

    folder = LogbookFolder(restored.path)
    with pytest.raises(WrongKeyError):
        Vault.open_to_read(folder, database_key(old.unlocked), old.key_file.vault)


@pytest.mark.parametrize("source", SOURCES)
def test_whoever_was_suspended_since_is_suspended_again_and_can_be_reinstated(
    story: Story, opened: Open, restore: Restore, tmp_path: Path, source: str
) -> None:
    logbook = opened()
    logbook.staffing.suspend(story.gethin)
    back_up_later(logbook, tmp_path)
    logbook.close()

    restored = restore(**elsewhere(story, source, tmp_path))

    assert [one.done for one in restored.since.again] == [DoneAgain.SUSPENDED]
    assert story.gethin not in inside(restored.path)
    again = opened(restored.path)
    assert "root-key.rotated" not in acts(again)
    again.staffing.reinstate(story.gethin)
    again.close()
    assert opened(restored.path, THEIRS).practitioner.id == story.gethin


@pytest.mark.parametrize("source", SOURCES)
def test_a_lesser_role_is_given_again_and_a_greater_one_is_not(
    story: Story, opened: Open, restore: Restore, tmp_path: Path, source: str
) -> None:
    logbook = opened()
    logbook.staffing.change_role(story.mair, Role.READER)
    logbook.staffing.change_role(story.gethin, Role.ADMINISTRATOR)
    back_up_later(logbook, tmp_path)
    logbook.close()

    restored = restore(**elsewhere(story, source, tmp_path))

    assert [(one.name, one.role) for one in restored.since.again] == [("Mair Rees", Role.READER)]
    assert inside(restored.path) == {
        story.rhian: Role.ADMINISTRATOR,
        story.gethin: Role.PRACTITIONER,
        story.mair: Role.READER,
    }
    assert opened(restored.path, OTHERS).practitioner.role is Role.READER


def test_a_will_that_was_revoked_since_opens_nothing_again(
    story: Story, opened: Open, restore: Restore, tmp_path: Path
) -> None:
    logbook = opened()
    draft = WillDraft(
        executors=(Executor(name="Nia", contact="1"), Executor(name="Ifan", contact="2"))
    )
    logbook.clinical_will.make(logbook.clinical_will.will_job(PASSPHRASE, draft).run())
    (tmp_path / "with a will").mkdir()
    proof = logbook.backing_up.prepare(tmp_path / "with a will").run()
    logbook.clinical_will.revoke()
    logbook.close()

    keys = unlock_backup_job(proof.path, PASSPHRASE).run()
    restored = restore(backup=proof.path, keys=keys, elsewhere=Elsewhere(live=story.live))

    assert Role.EXECUTOR not in inside(restored.path).values()
    again = opened(restored.path)
    assert again.clinical_will.status().will is None
    [*_, row] = [*journal_rows.records_of_kind(again._opened.vault, "clinical-will")][:1]
    assert getattr(read_payload(row.payload), "revoked_at", None) is not None


def test_who_has_left_cannot_restore_where_that_is_known(
    story: Story, opened: Open, restore: Restore, tmp_path: Path
) -> None:
    opened().staffing.leave(story.mair)
    for known in (
        {"computer": ComputerFolder(story.computer)},
        {"elsewhere": Elsewhere(live=story.live)},
    ):
        with pytest.raises(NoLongerAdministratorError) as refused:
            restore(OTHERS, **known)
        assert "Ask an administrator" in error_sentence(refused.value)
        assert not (tmp_path / "Restored.logbook").exists()


@pytest.mark.parametrize("what", ["suspend", "demote"])
def test_nor_who_is_suspended_or_no_administrator_now(
    story: Story, opened: Open, restore: Restore, what: str
) -> None:
    logbook = opened()
    if what == "suspend":
        logbook.staffing.suspend(story.mair)
    else:
        logbook.staffing.change_role(story.mair, Role.PRACTITIONER)
    logbook.close()
    with pytest.raises(NoLongerAdministratorError):
        restore(OTHERS, elsewhere=Elsewhere(live=story.live))


def test_control_where_nothing_newer_is_at_hand_it_says_so_and_names_who_can_open_it(
    story: Story, opened: Open, restore: Restore
) -> None:
    opened().staffing.leave(story.gethin)

    restored = restore()

    assert restored.since.again == ()
    assert not restored.since.knows_people
    [people, destroyed] = since_sentences(restored.since)
    assert "Nothing newer than the backup was at hand" in people
    assert "Gethin Pugh (practitioner), Mair Rees (administrator)" in people
    assert "may be here again" in destroyed
    assert story.gethin in inside(restored.path)


def test_what_is_newer_but_not_the_newest_does_not_count_as_knowing(
    story: Story, opened: Open, restore: Restore
) -> None:
    logbook = opened()
    logbook.enrolling.add(a_person(reference="LP-0043"))
    logbook.close()
    shutil.copytree(story.computer, story.computer.with_name("then"))
    later = opened()
    later.enrolling.add(a_person(reference="LP-0044"))
    note = later.checkpoints.sign()
    later.close()

    then = ComputerFolder(story.computer.with_name("then"))
    assert not restore(computer=then, elsewhere=Elsewhere(notes=(note,))).since.knows_people
    shutil.rmtree(story.live.parent / "Restored.logbook")
    assert restore(computer=then).since.knows_people


def test_an_open_logbook_tells_all_it_knows(story: Story, opened: Open, restore: Restore) -> None:
    logbook = opened()
    logbook.staffing.leave(story.gethin)

    restored = restore(elsewhere=logbook.elsewhere())

    assert restored.since.knows_people
    assert restored.since.knows_destroyed
    assert restored.since.can_open == (
        PersonInside(name="Rhian Prosser", role=Role.ADMINISTRATOR),
        PersonInside(name="Mair Rees", role=Role.ADMINISTRATOR),
    )
    [left, can_open] = since_sentences(restored.since)
    assert left == "Left after the backup was made, and let go again: Gethin Pugh (practitioner)."
    assert can_open.startswith("These can open it: Rhian")


def test_who_came_back_since_stays(story: Story, opened: Open, restore: Restore) -> None:
    logbook = opened()
    logbook.staffing.suspend(story.gethin)
    logbook.staffing.reinstate(story.gethin)
    logbook.close()

    restored = restore(elsewhere=Elsewhere(live=story.live))

    assert restored.since.again == ()
    assert story.gethin in inside(restored.path)


def test_a_key_file_nobody_vouches_for_suspends_and_lets_nobody_go_for_good(
    story: Story, opened: Open, restore: Restore
) -> None:
    logbook = opened()
    logbook.enrolling.add(a_person(reference="LP-0043"))
    logbook.close()
    forged = candidates(LogbookFolder(story.live))[0]
    only_rhian = tuple(one for one in forged.people if one.id != str(story.gethin))
    write_key_file(
        LogbookFolder(story.live), sealed(replace(forged, people=only_rhian), bytearray(32))
    )

    restored = restore(
        computer=ComputerFolder(story.computer), elsewhere=Elsewhere(live=story.live)
    )

    assert [(one.name, one.done) for one in restored.since.again] == [
        ("Gethin Pugh", DoneAgain.SUSPENDED)
    ]
    opened(restored.path).staffing.reinstate(story.gethin)


def test_restoring_what_was_restored_still_knows(
    story: Story, opened: Open, restore: Restore, tmp_path: Path
) -> None:
    opened().staffing.leave(story.gethin)
    restored = restore(elsewhere=Elsewhere(live=story.live))
    opened(restored.path).close()

    # Of all there was, only what this computer remembers of the restored one is left.
    again = restore(path=tmp_path / "Again.logbook", computer=ComputerFolder(story.computer))

    assert [one.done for one in again.since.again] == [DoneAgain.LEFT]


def test_a_practice_of_one_hears_of_no_people() -> None:
    one = SinceBackup(can_open=(PersonInside(name="Rhian", role=Role.ADMINISTRATOR),))
    assert not any("open it" in said for said in since_sentences(one))
    assert list(since_sentences(replace(one, knows_destroyed=True))) == []


def test_a_role_takes_away_only_downwards() -> None:
    assert takes_away(Role.ADMINISTRATOR, Role.PRACTITIONER)
    assert takes_away(Role.READER, Role.AUDITOR)
    assert not takes_away(Role.READER, Role.PRACTITIONER)
    assert not takes_away(Role.READER, Role.READER)
    assert not takes_away(Role.READER, Role.EXECUTOR)


def test_what_the_backups_own_journal_says_comes_first(
    story: Story, opened: Open, restore: Restore, tmp_path: Path
) -> None:
    # A crash between the entry and the key file, and a backup before anybody opened it again.
    logbook = opened()
    before = logbook._opened.keys
    logbook.staffing.suspend(story.gethin)
    logbook._opened.keys = before
    (tmp_path / "between").mkdir()
    proof = logbook.backing_up.prepare(tmp_path / "between").run()

    keys = unlock_backup_job(proof.path, PASSPHRASE).run()
    restored = restore(backup=proof.path, keys=keys)

    assert [one.name for one in restored.since.can_open] == ["Rhian Prosser", "Mair Rees"]
