# SPDX-License-Identifier: Apache-2.0
"""What a practitioner does with a logbook day by day, and what is done to the file itself."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from sqlcipher3 import dbapi2

from logbook.app import CreateJob, Logbook, SignedDocument
from logbook.domain.consent_history import ConsentEventKind
from logbook.domain.drafts import KeptDraft
from logbook.domain.records import DocumentKind
from logbook.services.backup_job import BackupProof
from logbook.store import migrate
from logbook.store.connection import APPLICATION_ID
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import KeyFile, Slot, to_bytes
from logbook.store.keyring import database_key
from logbook.store.slot_changes import with_slot
from tests.builders import (
    PASSPHRASE,
    a_consent_draft,
    a_consent_event,
    a_disclosure_draft,
    a_person,
    an_amendment_draft,
)
from tests.faults import destroying, people, restoring
from tests.faults.promises import (
    DraftIsGone,
    DraftMayGo,
    DraftStands,
    EntryNoted,
    EntryStands,
    FileStands,
    LogbookStands,
    MayBeNoted,
    Promise,
    SlotStands,
)
from tests.faults.restoring import second_place
from tests.faults.scene import Opener, Scene, computer_in, job_of_a_logbook
from tests.faults.steps import TIMES, Operation, Steps, recorded, while_open


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
        yield partial(recorded, scene.opened.enrolling.add, a_person())


def _consent(scene: Scene) -> Steps:
    for _time in range(TIMES):
        draft = a_consent_draft(scene.person)
        yield partial(recorded, scene.opened.consenting.record, draft)


def _disclose(scene: Scene) -> Steps:
    """Record disclosures; the drafts they were go in the same transaction."""
    for time in range(TIMES):
        draft = a_disclosure_draft(scene.person, scene.consent)
        if time % 2:
            yield partial(_kept, scene, KeptDraft(draft=draft, place="1"))
        yield partial(recorded, scene.opened.disclosing.record, draft)


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
        yield partial(recorded, scene.opened.consenting.record, consent)
        event = a_consent_event(
            scene.person, consent.id, kind=ConsentEventKind.WITHDRAWN, at=scene.clock.now()
        )
        yield partial(recorded, scene.opened.keeping.keep, event)


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


def _new_passphrases(scene: Scene) -> tuple[Slot, ...]:
    return people.passphrases_of(scene, PASSPHRASE)


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


def _back_up(scene: Scene) -> Steps:
    made: list[BackupProof] = []
    yield partial(_backed_up, scene, made)
    if made:
        yield partial(_backup_recorded, scene, made[0])


def _backed_up(scene: Scene, made: list[BackupProof]) -> Promise:
    made.append(scene.opened.backing_up.prepare(scene.root / "second").run())
    return MayBeNoted()


def _backup_recorded(scene: Scene, proof: BackupProof) -> Promise:
    receipt = scene.opened.backing_up.record(proof)
    path = proof.path.relative_to(scene.root).as_posix()
    return FileStands(path, proof.sha256, EntryStands.of(receipt))


def _rotate(scene: Scene) -> Steps:
    yield partial(_rotated, scene)
    yield from _enrol(scene)


def _rotated(scene: Scene) -> Promise:
    return EntryNoted.of(scene.opened.rotating.rotate())


def _upgrade(scene: Scene) -> Steps:
    """Open what an earlier version wrote; whoever opens it notes the copy that was kept before."""
    yield MayBeNoted
    yield from while_open(_consent)(scene)


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
    Operation(name="enrol", steps=while_open(_enrol)),
    Operation(name="consent", steps=while_open(_consent)),
    Operation(name="disclose", steps=while_open(_disclose)),
    Operation(name="amend", steps=while_open(_amend)),
    Operation(name="withdraw", steps=while_open(_withdraw)),
    Operation(name="draft", steps=while_open(_keep_draft)),
    Operation(name="export", prepare=_document, steps=while_open(_export)),
    Operation(
        name="passphrase", prepare=_new_passphrases, steps=while_open(people.change_passphrase)
    ),
    Operation(name="migrate", prepare=_at_schema_1, steps=_upgrade),
    Operation(name="backup", prepare=second_place, steps=while_open(_back_up)),
    Operation(name="rotate", steps=while_open(_rotate)),
    *restoring.OPERATIONS,
    *destroying.OPERATIONS,
    *people.OPERATIONS,
    Operation(
        name="careless writer", prepare=_new_passphrases, steps=_change_carelessly, is_careless=True
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
    "record and erase",
    "quick unlock",
    "recovery sheet",
    "will",
)
"""What may be done again and again to one logbook."""

KILLED_ONCE = tuple(
    one.name for one in OPERATIONS if not one.is_careless and one.name not in KILLED
)
"""What is done once to a logbook, and to another copy of it next time."""


def asked_for(names: str) -> tuple[Operation, ...]:
    """Give the operations named, parted by commas; all but the controls where none is."""
    if not names:
        return tuple(one for one in OPERATIONS if not one.is_careless)
    known = {one.name: one for one in OPERATIONS}
    return tuple(known[name] for name in names.split(","))
