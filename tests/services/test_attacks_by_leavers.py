# SPDX-License-Identifier: Apache-2.0
"""An old folder or key file put back, by somebody who had the root key or a passphrase of then."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from logbook.app import (
    ComputerFolder,
    Logbook,
    RecoveryCode,
    RestoreJob,
    rebuild_job,
    unlock_backup_job,
    unlock_job,
)
from logbook.domain.anchored import ReadOnlyReason
from logbook.domain.practice import Role
from logbook.domain.records import Act
from logbook.journal.audit_findings import AuditKind
from logbook.services import marks
from logbook.services.kept_here import against_kept
from logbook.services.known import Elsewhere
from logbook.store import rotation
from logbook.store.boxes import about_root_key, box
from logbook.store.errors import (
    KeyFileDamagedError,
    OpenForReadingOnlyError,
    SuspendedError,
    WrongPassphraseError,
)
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import KeyFile, candidates, write_key_file
from logbook.store.keyring import SMALLEST, make_person_keys, unlock
from logbook.store.seal import holder_of, sealed
from tests.builders import (
    COLLEAGUES,
    PASSPHRASE,
    StandingClock,
    a_colleague,
    a_logbook,
    a_person,
)
from tests.services.opened_again import acts
from tests.services.scene import Scene, a_scene

BEAS, LEAVERS = "gravel lantern tulip harbour", "velvet anchor pepper mosaic"
CHANGED = "saddle pepper mosaic quarry ginger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A logbook from which somebody left, and what they took with them."""

    path: Path
    old: Path
    backup: Path
    computer: ComputerFolder
    clock: StandingClock
    admin: str
    bea: str
    root_key: bytearray

    @contextmanager
    def opened(
        self, words: str = PASSPHRASE, computer: ComputerFolder | None = None
    ) -> Iterator[Logbook]:
        computer = computer or self.computer
        keys = unlock_job(self.path, words, computer).run()
        logbook = Logbook.open(self.path, keys, self.clock, computer=computer)
        try:
            yield logbook
        finally:
            logbook.close()

    @property
    def key_file(self) -> KeyFile:
        return candidates(LogbookFolder(self.path))[0]

    def put_back(self, **changes: Any) -> None:
        """Put the old folder back under a key file of the leaver's own sealing.

        The ways are those of now: they name the logbook and the person, and not when.
        """
        now, folder = self.key_file, LogbookFolder(self.old)
        then = candidates(folder)[0]
        changes.setdefault("epoch", now.epoch + 5)
        people = tuple(
            replace(one, slots=holder_of(now, one.id).slots) if one.id == self.admin else one
            for one in then.people
        )
        forged = replace(then, **{"people": people, **changes})
        shutil.rmtree(self.path)
        shutil.copytree(self.old, self.path)
        write_key_file(LogbookFolder(self.path), sealed(forged, self.root_key))
        (self.path / "anchors.jsonl").unlink(missing_ok=True)


@pytest.fixture
def left(tmp_path: Path) -> Left:
    """Bea closes it last on this computer, after the leaver has gone."""
    clock, computer = StandingClock(), ComputerFolder(tmp_path / "computer")
    path = tmp_path / "Test.logbook"
    logbook, keys = a_logbook(path, clock)
    root_key = bytearray(keys.unlocked.root_key)
    bea = a_colleague(logbook, BEAS, name="Bea Rowe")
    leaver = a_colleague(logbook, LEAVERS, role=Role.READER, name="Mal Lorne")
    backup = logbook.backing_up.prepare(tmp_path).run().path
    logbook.close()
    shutil.copytree(path, tmp_path / "old")
    scene = Left(
        path=path,
        old=tmp_path / "old",
        backup=backup,
        computer=computer,
        clock=clock,
        admin=keys.unlocked.person_id,
        bea=str(bea.id),
        root_key=root_key,
    )
    with scene.opened() as mine:
        mine.staffing.leave(leaver.id)
        mine.enrolling.add(a_person(name="After the Leaver"))
    with scene.opened(BEAS) as hers:
        hers.enrolling.add(a_person(name="By Bea"))
    assert scene.key_file.root_epoch == 2
    return scene


def kinds(logbook: Logbook) -> set[AuditKind]:
    return {one.kind for one in against_kept(logbook._opened)}


@pytest.mark.parametrize("swaps", [False, True])
def test_old_folder_under_the_old_root_key_is_not_written_to(left: Left, *, swaps: bool) -> None:
    changes: dict[str, Any] = {}
    if swaps:
        stranger = make_person_keys().ed25519.public_key().public_bytes_raw()
        changes["people"] = tuple(
            replace(one, ed25519=stranger)
            if one.id == left.bea
            else replace(one, slots=holder_of(left.key_file, one.id).slots)
            if one.id == left.admin
            else one
            for one in candidates(LogbookFolder(left.old))[0].people
        )
    left.put_back(**changes)
    with left.opened() as logbook:
        assert logbook.read_only is not None
        assert logbook.read_only.calls_for_a_backup
        assert kinds(logbook) == {AuditKind.KEY_FILE_OLDER}
        found = {one.kind for one in marks.against_marks(logbook._opened)}
        # Who closed it last is known by what is kept here, whatever the folder says.
        assert AuditKind.ROLLBACK in found
        with pytest.raises(OpenForReadingOnlyError):
            logbook.enrolling.add(a_person(name="Told to the Leaver"))


def test_control_a_computer_that_never_saw_the_logbook_cannot_tell(
    left: Left, tmp_path: Path
) -> None:
    left.put_back()
    with left.opened(computer=ComputerFolder(tmp_path / "another")) as logbook:
        assert logbook.read_only is None


def test_own_public_key_that_is_another_opens_nothing(left: Left) -> None:
    now = left.key_file
    stranger = make_person_keys().ed25519.public_key().public_bytes_raw()
    people = tuple(
        replace(one, ed25519=stranger, slots=holder_of(now, one.id).slots)
        if one.id == left.admin
        else one
        for one in candidates(LogbookFolder(left.old))[0].people
    )
    left.put_back(people=people)
    job = unlock_job(left.path, PASSPHRASE, left.computer)
    assert job.kept is not None
    # Of the folder nothing opens, and what is kept here is not the key to these records.
    assert job.run().key_file == job.kept


def test_pending_root_key_of_somebodys_own_is_not_taken(left: Left) -> None:
    """A rotation that a leaver pretends was broken off brings no root key of theirs."""
    folder = LogbookFolder(left.old)
    then = candidates(folder)[0]
    mine = unlock(then, PASSPHRASE, left.admin)
    theirs = bytearray(range(32))
    about = about_root_key(then.vault, left.admin, then.root_epoch + 1)
    people = tuple(
        replace(
            one,
            pending_root_box=box(theirs, X25519PublicKey.from_public_bytes(one.x25519), about),
        )
        for one in then.people
    )
    forged = sealed(replace(then, people=people), left.root_key)
    with pytest.raises(KeyFileDamagedError, match="does not vouch"):
        rotation._pending(forged, mine)
    genuine = rotation.begun(then, mine)[0]
    assert rotation._pending(genuine, mine).root_key != theirs


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


def change_passphrase(scene: Scene) -> None:
    with scene.opened() as logbook:
        job = logbook.unlocking.passphrase_job(PASSPHRASE, CHANGED, cost=SMALLEST)
        logbook.unlocking.change_passphrase(job.run())


def put_older_back(scene: Scene, older: bytes) -> None:
    for copy in scene.folder.keys:
        copy.write_bytes(older)


def enter(scene: Scene, words: str) -> Logbook:
    keys = unlock_job(scene.path, words, scene.computer).run()
    return Logbook.open(scene.path, keys, scene.clock, computer=scene.computer)


def test_older_key_file_put_back_is_said_and_takes_no_later_ones_place(scene: Scene) -> None:
    older = scene.folder.keys[0].read_bytes()
    change_passphrase(scene)
    kept = scene.computer.key_file(scene.made_with.key_file.vault)
    with pytest.raises(WrongPassphraseError):
        unlock_job(scene.path, PASSPHRASE, scene.computer).run()
    put_older_back(scene, older)

    logbook = enter(scene, PASSPHRASE)
    assert logbook.read_only is not None
    assert logbook.read_only.reason is ReadOnlyReason.OLDER_KEYS
    assert AuditKind.KEY_FILE_OLDER in {one.kind for one in logbook.auditing.audit().findings}
    logbook.close()

    assert scene.computer.key_file(scene.made_with.key_file.vault) == kept
    logbook = enter(scene, CHANGED)
    assert logbook.read_only is None
    assert acts(logbook).count(Act.KEY_FILE_PUT_BACK.value) == 1
    logbook.close()
    assert candidates(scene.folder)[0].epoch > (kept.epoch if kept is not None else 0)
    put_older_back(scene, scene.folder.keys[1].read_bytes())
    with pytest.raises(WrongPassphraseError):
        unlock_job(scene.path, PASSPHRASE, scene.computer).run()


def test_control_where_nothing_is_kept_the_older_one_opens(scene: Scene) -> None:
    older = scene.folder.keys[0].read_bytes()
    change_passphrase(scene)
    put_older_back(scene, older)
    shutil.rmtree(scene.computer.path)
    logbook = enter(scene, PASSPHRASE)
    assert logbook.read_only is None
    logbook.close()


def test_older_key_file_with_the_same_way_in_it_gives_way_to_the_one_kept_here(
    scene: Scene,
) -> None:
    older = scene.folder.keys[0].read_bytes()
    with scene.opened() as logbook:
        a_colleague(logbook)
    kept = scene.computer.key_file(scene.made_with.key_file.vault)
    assert kept is not None
    put_older_back(scene, older)
    logbook = enter(scene, PASSPHRASE)
    assert logbook.read_only is None
    assert logbook._opened.was_older
    assert len(logbook._opened.keys.key_file.people) == 2
    logbook.close()
    with scene.opened() as logbook:
        assert not logbook._opened.was_older


def test_who_is_suspended_by_the_key_file_kept_here_does_not_open_an_older_one(
    scene: Scene,
) -> None:
    with scene.opened() as logbook:
        colleague = a_colleague(logbook)
    older = scene.folder.keys[0].read_bytes()
    with scene.opened() as logbook:
        logbook.staffing.suspend(colleague.id)
    put_older_back(scene, older)
    with pytest.raises(SuspendedError):
        enter(scene, COLLEAGUES)
    shutil.rmtree(scene.computer.path)
    # Without it the journal says so.
    with pytest.raises(SuspendedError):
        enter(scene, COLLEAGUES)


def test_logbook_used_on_two_computers_in_turn_is_never_alarming(
    scene: Scene, tmp_path: Path
) -> None:
    other = replace(scene, computer=ComputerFolder(tmp_path / "other"))
    for turn in range(2):
        for here in (scene, other):
            with here.opened() as logbook:
                assert logbook.read_only is None
                assert logbook.auditing.audit().is_intact
                logbook.enrolling.add(a_person(reference=f"LP-{turn}"))
    with other.opened() as logbook:
        job = logbook.unlocking.passphrase_job(PASSPHRASE, CHANGED, cost=SMALLEST)
        logbook.unlocking.change_passphrase(job.run())
    # What is kept on the first computer still opens with the earlier passphrase: it is not asked.
    with pytest.raises(WrongPassphraseError):
        unlock_job(scene.path, PASSPHRASE, scene.computer).run()
    logbook = enter(scene, CHANGED)
    assert logbook.read_only is None
    assert not logbook._opened.was_older
    logbook.close()


def test_backup_from_before_somebody_left_is_restored_and_written_to(
    left: Left, tmp_path: Path
) -> None:
    """The root key goes back by a restoring, and an administrator of now has signed that."""
    keys = unlock_backup_job(left.backup, PASSPHRASE).run()
    again = replace(left, path=tmp_path / "Again.logbook")
    RestoreJob(
        backup=left.backup,
        path=again.path,
        keys=keys,
        clock=left.clock,
        elsewhere=Elsewhere(live=left.path),
        computer=left.computer,
    ).run()
    assert again.key_file.age > left.key_file.age
    for _time in range(2):
        with again.opened() as logbook:
            assert logbook.read_only is None
            logbook.enrolling.add(a_person(name="After the restoring"))
    # The one that was left behind is not taken for it.
    with left.opened() as logbook:
        assert logbook.read_only is not None


def test_control_a_restoring_that_no_administrator_of_now_signed_is_none(
    left: Left, tmp_path: Path
) -> None:
    keys = unlock_backup_job(left.backup, PASSPHRASE).run()
    again = replace(left, path=tmp_path / "Again.logbook")
    RestoreJob(
        backup=left.backup, path=again.path, keys=keys, clock=left.clock, computer=left.computer
    ).run()
    kept = left.computer.key_file(left.key_file.vault)
    assert kept is not None
    people = tuple(replace(one, role=Role.READER.value) for one in kept.people)
    stranger = ComputerFolder(tmp_path / "no administrators")
    stranger.keep(kept.vault, place=left.path, note="", key_file=replace(kept, people=people))
    with again.opened(computer=stranger) as logbook:
        assert kinds(logbook) & {AuditKind.KEY_FILE_OLDER, AuditKind.KEY_FILE_FOREIGN}


def test_checkpoint_kept_here_that_nobody_signed_is_named(scene: Scene) -> None:
    note = scene.computer.path / "logbooks" / scene.made_with.key_file.vault / "checkpoint.note"
    note.write_text("nothing of the kind\n", "utf-8")
    with scene.opened() as logbook:
        found = {one.kind for one in logbook.auditing.audit().findings}
        assert AuditKind.ANCHOR_UNREADABLE in found
        assert logbook.read_only is None
    with scene.opened() as logbook:
        assert logbook.auditing.audit().is_intact


def test_key_file_made_again_on_one_computer_alarms_no_other(scene: Scene, tmp_path: Path) -> None:
    other = replace(scene, computer=ComputerFolder(tmp_path / "other"))
    with scene.opened() as logbook:
        new = logbook.recovering.sheet_job(PASSPHRASE).run()
        sheet = logbook.recovering.make_sheet(new)
    for _time in range(3):
        with scene.opened():
            pass
    kept = scene.computer.key_file(scene.made_with.key_file.vault)
    for copy in scene.folder.keys:
        copy.unlink()

    job = rebuild_job(scene.path, sheet.qr_lines, sheet.code, other.computer)
    keys = job.run()
    assert kept is not None
    assert keys.key_file.age > kept.age
    Logbook.open(scene.path, keys, scene.clock, computer=other.computer).close()
    keys = unlock_job(scene.path, RecoveryCode(sheet.code), scene.computer).run()
    logbook = Logbook.open(scene.path, keys, scene.clock, computer=scene.computer)
    assert logbook.read_only is None
    assert not logbook._opened.was_older
    logbook.close()
    # The passphrase opens what is kept here, and not what was made since.
    with pytest.raises(WrongPassphraseError):
        unlock_job(scene.path, PASSPHRASE, scene.computer).run()
