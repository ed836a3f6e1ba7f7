# SPDX-License-Identifier: Apache-2.0
"""Restoring, cut short: the new folder is there whole or not at all, and undoes nothing.

What was erased after the backup was made never comes back, and whoever left since is not let in
again, wherever the restoring is cut short.
"""

from __future__ import annotations

import shutil
from functools import partial

from logbook.app import Elsewhere
from logbook.services.restoring import Restored, RestoreJob, key_file_of
from tests.builders import a_person
from tests.faults.destroying import erased, three_disclosures
from tests.faults.people import colleagues
from tests.faults.people_promises import IsShutOut
from tests.faults.promises import IsGone, LogbookStands, Promise
from tests.faults.scene import Scene, computer_in
from tests.faults.steps import TIMES, Operation, Steps, held, recorded, while_open

LOST = "Lost.logbook"


def second_place(scene: Scene) -> None:
    """Make room for backups."""
    (scene.root / "second").mkdir()


def _backed_up(scene: Scene) -> tuple[Promise, ...]:
    """Make a backup; what was in it is promised once it is restored."""
    second_place(scene)
    scene.open()
    scene.opened.backing_up.prepare(scene.root / "second").run()
    scene.close()
    promises, scene.promises = scene.promises, ()
    return promises


def _only_a_backup(scene: Scene) -> tuple[Promise, ...]:
    """Lose the logbook and keep the backup."""
    promises = _backed_up(scene)
    shutil.rmtree(scene.path)
    scene.records += 1
    return promises


def _erased_since(scene: Scene) -> tuple[Promise, ...]:
    """Erase what is in the backup, and lose the logbook but for its folder."""
    goes = three_disclosures(scene)[1]
    promises = _backed_up(scene)
    scene.open()
    for step in erased(scene, goes.objects[0]):
        step()
    scene.close()
    scene.path.rename(scene.root / LOST)
    scene.promises = (IsGone(goes.objects[0]), goes)
    scene.records += 2
    return tuple(one for one in promises if one != goes)


def _left_since(scene: Scene) -> tuple[Promise, ...]:
    """Let a colleague go who is in the backup, and lose the logbook but for its folder."""
    (colleague,) = colleagues(scene, 1)
    promises = _backed_up(scene)
    scene.open()
    scene.opened.staffing.leave(colleague)
    scene.close()
    scene.path.rename(scene.root / LOST)
    scene.promises = (IsShutOut(colleague, epoch=2),)
    scene.records += 2
    return promises


def _restore(scene: Scene) -> Steps:
    yield partial(_restored, scene)
    if scene.path.exists():
        for promise in scene.prepared:
            yield partial(held, promise)
        yield from while_open(_enrol)(scene)


def _restored(scene: Scene) -> Promise:
    restore(scene)
    return LogbookStands()


def restore(scene: Scene) -> Restored:
    """Restore the backup; the folder that was lost is asked, if it is there."""
    (backup,) = (scene.root / "second").glob("*.logbookbackup")
    lost = scene.root / LOST
    return RestoreJob(
        backup=backup,
        path=scene.path,
        keys=scene.opener.unlocked_in(key_file_of(backup)),
        clock=scene.clock,
        elsewhere=Elsewhere(live=lost) if lost.exists() else Elsewhere(),
        computer=computer_in(scene.root),
    ).run()


def _enrol(scene: Scene) -> Steps:
    for _time in range(TIMES):
        yield partial(recorded, scene.opened.enrolling.add, a_person())


OPERATIONS: tuple[Operation, ...] = (
    Operation(name="restore", prepare=_only_a_backup, steps=_restore),
    Operation(name="restore and erase", prepare=_erased_since, steps=_restore),
    Operation(name="restore and let go", prepare=_left_since, steps=_restore),
)
