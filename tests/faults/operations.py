# SPDX-License-Identifier: Apache-2.0
"""What a practitioner does with a logbook, cut into steps that are each acknowledged.

A step is called, and what it gives is what the program has thereby promised; None promises
nothing. Everything goes through the services, as the windows do it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sqlcipher3 import dbapi2

from logbook.app import CreateJob, Logbook, SignedDocument
from logbook.domain.consent_history import ConsentEventKind
from logbook.domain.drafts import KeptDraft
from logbook.domain.erasure import ErasureDecision, ErasureOutcome
from logbook.domain.records import DocumentKind, Receipt
from logbook.errors import LogbookError
from logbook.services.backup_job import BackupProof
from logbook.services.restoring import RestoreJob, key_file_of
from logbook.store import keyring, migrate
from logbook.store.connection import APPLICATION_ID
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import KeyFile, Slot, to_bytes
from logbook.store.keyring import database_key
from logbook.store.slot_changes import with_slot
from logbook.store.slots import new_passphrase_slot
from tests.builders import (
    PASSPHRASE,
    a_consent_draft,
    a_consent_event,
    a_disclosure_draft,
    a_person,
    an_amendment_draft,
)
from tests.faults.promises import (
    BackupMayBeNoted,
    DraftIsGone,
    DraftMayGo,
    DraftStands,
    EntryNoted,
    EntryStands,
    FileStands,
    LogbookStands,
    Promise,
    RecordIsDestroyed,
    SlotStands,
)
from tests.faults.scene import Opener, Scene, computer_in, job_of_a_logbook

_Draft = TypeVar("_Draft")

Step = Callable[[], Promise | None]
Steps = Iterator[Step]

TIMES = 3
"""How often an operation does what it does; the first time is not like the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Something that is done, and what has to be there before.

    What `prepare` gives the steps find as `scene.prepared`. `is_careless`: a control, which must be
    caught.
    """

    name: str
    steps: Callable[[Scene], Steps]
    prepare: Callable[[Scene], Any] = lambda _scene: None
    is_careless: bool = False


def perform(
    scene: Scene,
    operation: Operation,
    *,
    acknowledged: Callable[[Promise], None],
    refused: Callable[[LogbookError], bool] | None = None,
) -> None:
    """Do the steps one after another; `refused` tells whether one that was refused is the last."""
    for step in operation.steps(scene):
        try:
            promise = step()
        except LogbookError as error:
            if refused is None:
                raise
            if refused(error):
                return
        else:
            if promise is not None:
                acknowledged(promise)


def _while_open(steps: Callable[[Scene], Steps]) -> Callable[[Scene], Steps]:
    """Open the logbook before the steps and close it after them, each a step of its own."""

    def opened(scene: Scene) -> Steps:
        yield scene.open
        if scene.logbook is not None:
            yield from steps(scene)
            yield scene.close

    return opened


def _job_of_a_new_logbook(scene: Scene) -> tuple[CreateJob, KeyFile]:
    job = job_of_a_logbook(scene.clock)
    keys = job.run()
    scene.forget(Opener(keys.unlocked))
    scene.slots = scene.opener.slots(keys.key_file)
    return job, keys.key_file


def _create(scene: Scene) -> Steps:
    job, key_file = scene.prepared

    def make() -> Promise:
        keys, computer = scene.opener.unlocked_in(key_file), computer_in(scene.root)
        scene.logbook = Logbook.create(scene.path, job, keys, scene.clock, computer=computer)
        return LogbookStands()

    yield make
    if scene.logbook is not None:
        yield scene.close


def _enrol(scene: Scene) -> Steps:
    for _time in range(TIMES):
        yield partial(_recorded, scene.opened.enrolling.add, a_person())


def _consent(scene: Scene) -> Steps:
    for _time in range(TIMES):
        draft = a_consent_draft(scene.person)
        yield partial(_recorded, scene.opened.consenting.record, draft)


def _disclose(scene: Scene) -> Steps:
    """Record disclosures; the drafts they were go in the same transaction."""
    for time in range(TIMES):
        draft = a_disclosure_draft(scene.person, scene.consent)
        if time % 2:
            yield partial(_kept, scene, KeptDraft(draft=draft, place="1"))
        yield partial(_recorded, scene.opened.disclosing.record, draft)


def _amend(scene: Scene) -> Steps:
    for _time in range(TIMES):
        yield partial(_amended, scene)


def _amended(scene: Scene) -> Promise:
    draft = an_amendment_draft(scene.disclosure, new=f"Dr Anna Bevan-Hughes {uuid4()}")
    standing = scene.opened.amending.standing(draft) or ""
    return EntryStands.of(scene.opened.amending.record(replace(draft, old=standing)))


def _withdraw(scene: Scene) -> Steps:
    for _time in range(TIMES):
        consent = a_consent_draft(scene.person)
        yield partial(_recorded, scene.opened.consenting.record, consent)
        event = a_consent_event(
            scene.person, consent.id, kind=ConsentEventKind.WITHDRAWN, at=scene.clock.now()
        )
        yield partial(_recorded, scene.opened.keeping.keep, event)


def _keep_draft(scene: Scene) -> Steps:
    """Type on: versions of one draft, and another that is discarded."""
    draft = a_disclosure_draft(scene.person, scene.consent)
    other = a_consent_draft(scene.person)
    yield partial(_kept, scene, KeptDraft(draft=other, place="0"))
    for version in range(TIMES):
        longer = replace(draft, information=replace(draft.information, left_out="x" * version))
        kept = KeptDraft(draft=longer, place=str(version))
        yield partial(_kept, scene, kept)
    yield partial(DraftMayGo, other.id)
    yield partial(_discarded, scene, other.id)


def _recorded(record: Callable[[_Draft], Receipt], draft: _Draft) -> Promise:
    return EntryStands.of(record(draft))


def _kept(scene: Scene, kept: KeptDraft) -> Promise:
    scene.opened.drafting.keep(kept)
    return DraftStands(kept.id, int(kept.place))


def _discarded(scene: Scene, draft: UUID) -> Promise:
    scene.opened.drafting.discard(draft)
    return DraftIsGone(draft)


def _export(scene: Scene) -> Steps:
    """Hand a document over: under a new name, and in the place of another file."""
    new = uuid4().hex
    for name, replaces in ((f"{new}.pdf", False), ("old.pdf", True), (f"{new}-2.pdf", False)):
        yield partial(_delivered, scene, name, replaces=replaces)


def _delivered(scene: Scene, name: str, *, replaces: bool) -> Promise:
    done = scene.opened.exporting.deliver(scene.prepared, scene.root / name, replace=replaces)
    return FileStands(name, done.sha256, EntryStands.of(done.receipt))


def _new_slots(scene: Scene) -> tuple[Slot, ...]:
    """Make slots of passphrase after passphrase."""
    keys = scene.opener.unlock(scene.path)
    new = tuple(
        new_passphrase_slot(
            keys.key_file.vault,
            keys.unlocked.person_id,
            keys.unlocked.keys,
            f"{PASSPHRASE} {time}",
            keyring.SMALLEST,
        )
        for time in range(TIMES)
    )
    scene.slots += new
    return new


def _change_passphrase(scene: Scene) -> Steps:
    for slot in scene.prepared:
        assert scene.in_force is not None, "the logbook is open"
        yield partial(SlotStands, (scene.in_force, slot))
        yield partial(_passphrase_changed, scene, slot)


def _passphrase_changed(scene: Scene, slot: Slot) -> Promise:
    receipt = scene.opened.unlocking.change_passphrase(slot)
    scene.in_force = slot
    return SlotStands((slot,), EntryNoted.of(receipt))


def _change_carelessly(scene: Scene) -> Steps:
    keys = scene.opener.unlock(scene.path)
    key_file = keys.key_file
    scene.in_force = scene.opener.slots(key_file)[0]
    for slot in scene.prepared:
        key_file = with_slot(key_file, keys.unlocked, slot)
        yield partial(SlotStands, (scene.in_force, slot))
        yield partial(_write_carelessly, LogbookFolder(scene.path), key_file, slot)
        scene.in_force = slot


def _write_carelessly(folder: LogbookFolder, key_file: KeyFile, slot: Slot) -> Promise:
    """Write as many programs do: beside its place and renamed, nothing flushed."""
    for path in folder.keys:
        beside = path.with_name(path.name + ".new")
        beside.write_bytes(to_bytes(key_file))
        beside.replace(path)
    return SlotStands((slot,))


def _document(scene: Scene) -> SignedDocument:
    """Make the document to hand over, and put another file where it is to go."""
    (scene.root / "old.pdf").write_bytes(b"an older document")
    scene.open()
    job = scene.opened.exporting.prepare(scene.disclosure, DocumentKind.DISCLOSURE_RECORD)
    scene.close()
    return job.run()


def _second_place(scene: Scene) -> None:
    (scene.root / "second").mkdir()


def _back_up(scene: Scene) -> Steps:
    made: list[BackupProof] = []
    yield partial(_backed_up, scene, made)
    if made:
        yield partial(_backup_recorded, scene, made[0])


def _backed_up(scene: Scene, made: list[BackupProof]) -> Promise:
    made.append(scene.opened.backing_up.prepare(scene.root / "second").run())
    return BackupMayBeNoted()


def _backup_recorded(scene: Scene, proof: BackupProof) -> Promise:
    receipt = scene.opened.backing_up.record(proof)
    path = proof.path.relative_to(scene.root).as_posix()
    return FileStands(path, proof.sha256, EntryStands.of(receipt))


def _three_disclosures(scene: Scene) -> tuple[UUID, ...]:
    scene.open()
    drafts = [a_disclosure_draft(scene.person, scene.consent) for _time in range(TIMES)]
    receipts = [scene.opened.disclosing.record(draft) for draft in drafts]
    scene.close()
    scene.records += len(receipts)
    scene.promises += tuple(EntryStands.of(receipt) for receipt in receipts)
    return tuple(receipt.object for receipt in receipts)


def _erase(scene: Scene) -> Steps:
    """Decide on requests for erasure, and carry them out."""
    for object_id in scene.prepared:
        decision = ErasureDecision(
            id=uuid4(),
            service_user=scene.person,
            objects=(object_id,),
            outcome=ErasureOutcome.GRANTED,
            requested_on=scene.clock.now().date(),
            decided_by=uuid4(),
            decided_on=scene.clock.now().date(),
        )
        yield partial(_recorded, scene.opened.destroying.decide, decision)
        yield partial(_destroyed, scene, decision.id, object_id)


def _destroyed(scene: Scene, decision: UUID, object_id: UUID) -> Promise:
    receipt = scene.opened.destroying.destroy(decision, method="Overwritten")
    return RecordIsDestroyed(object_id, EntryStands.of(receipt))


def _rotate(scene: Scene) -> Steps:
    yield partial(_rotated, scene)
    yield from _enrol(scene)


def _rotated(scene: Scene) -> Promise:
    return EntryNoted.of(scene.opened.rotating.rotate())


def _only_a_backup(scene: Scene) -> tuple[Promise, ...]:
    """Make a backup, and lose the logbook; what was in it is promised once it is restored."""
    _second_place(scene)
    scene.open()
    scene.opened.backing_up.prepare(scene.root / "second").run()
    scene.close()
    shutil.rmtree(scene.path)
    promises, scene.promises = scene.promises, ()
    scene.records += 1
    return promises


def _restore(scene: Scene) -> Steps:
    yield partial(_restored, scene)
    if scene.path.exists():
        for promise in scene.prepared:
            yield partial(_held, promise)
        yield from _while_open(_enrol)(scene)


def _restored(scene: Scene) -> Promise:
    (backup,) = (scene.root / "second").glob("*.logbookbackup")
    RestoreJob(
        backup=backup,
        path=scene.path,
        keys=scene.opener.unlocked_in(key_file_of(backup)),
        clock=scene.clock,
        computer=computer_in(scene.root),
    ).run()
    return LogbookStands()


def _held(promise: Promise) -> Promise:
    return promise


def _at_schema_1(scene: Scene) -> None:
    """Put a database in place of the present one that the first released schema holds."""
    keys = scene.opener.unlock(scene.path)
    spec = bytearray(b"x'" + bytes(database_key(keys.unlocked)).hex().encode() + b"'")
    folder = LogbookFolder(scene.path)
    newer = folder.records.with_name("newer.db")
    folder.records.rename(newer)
    with closing(_raw(newer, spec)) as source, closing(_raw(folder.records, spec)) as target:
        target.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        migrate._run(target, 1)
        _copy(source, target, "vault")
        for (seq,) in source.execute("SELECT seq FROM entry ORDER BY seq").fetchall():
            _copy(source, target, "entry", f"WHERE seq = {seq:d}")
            _copy(source, target, "record", f"WHERE seq = {seq:d}")
        _copy(source, target, "signed_checkpoint")
    newer.unlink()


def _copy(
    source: dbapi2.Connection, target: dbapi2.Connection, table: str, where: str = ""
) -> None:
    columns = [row[1] for row in target.execute(f"PRAGMA table_info({table})")]
    names, places = ", ".join(columns), ", ".join("?" * len(columns))
    rows = source.execute(f"SELECT {names} FROM {table} {where}")  # noqa: S608 - constants
    target.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608


def _raw(path: Path, spec: bytearray) -> dbapi2.Connection:
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.set_key(bytearray(spec))
    return connection


OPERATIONS = (
    Operation(name="create", prepare=_job_of_a_new_logbook, steps=_create),
    Operation(name="enrol", steps=_while_open(_enrol)),
    Operation(name="consent", steps=_while_open(_consent)),
    Operation(name="disclose", steps=_while_open(_disclose)),
    Operation(name="amend", steps=_while_open(_amend)),
    Operation(name="withdraw", steps=_while_open(_withdraw)),
    Operation(name="draft", steps=_while_open(_keep_draft)),
    Operation(name="export", prepare=_document, steps=_while_open(_export)),
    Operation(name="passphrase", prepare=_new_slots, steps=_while_open(_change_passphrase)),
    Operation(name="migrate", prepare=_at_schema_1, steps=_while_open(_consent)),
    Operation(name="backup", prepare=_second_place, steps=_while_open(_back_up)),
    Operation(name="restore", prepare=_only_a_backup, steps=_restore),
    Operation(name="erase", prepare=_three_disclosures, steps=_while_open(_erase)),
    Operation(name="rotate", steps=_while_open(_rotate)),
    Operation(
        name="careless writer", prepare=_new_slots, steps=_change_carelessly, is_careless=True
    ),
)

KILLED = (
    "enrol",
    "consent",
    "disclose",
    "amend",
    "withdraw",
    "draft",
    "export",
    "passphrase",
    "backup",
    "rotate",
)
"""What may be done again and again to one logbook."""


def asked_for(names: str) -> tuple[Operation, ...]:
    """Give the operations named, parted by commas; all but the controls where none is."""
    if not names:
        return tuple(one for one in OPERATIONS if not one.is_careless)
    known = {one.name: one for one in OPERATIONS}
    return tuple(known[name] for name in names.split(","))
