# SPDX-License-Identifier: Apache-2.0
"""What a later act or a list rests on is not there: damage is said, and nothing is made up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from logbook.domain.anchored import ReadOnlyReason
from logbook.domain.drafts import FormName, KeptForm
from logbook.domain.practice import Practitioner, Role
from logbook.domain.records import Act
from logbook.domain.recovery import SheetRecord
from logbook.journal.audit_findings import AuditKind
from logbook.journal.checkpoint import Checkpoint, origin, sign_checkpoint
from logbook.journal.commitment import commitment
from logbook.journal.entry import written_entry
from logbook.journal.tree import leaf_hash
from logbook.services import (
    destroying,
    indexing,
    kept_here,
    rebuilding,
    roster,
)
from logbook.services.lists import Lists, MadeLists, StoredLists
from logbook.store import journal_rows
from logbook.store.boxes import box
from logbook.store.connection import PAGE
from logbook.store.errors import KeyFileDamagedError, VaultDamagedError
from logbook.store.keyring import make_practice_key, own_practice_key
from logbook.store.person_keys import practice_key_to_bytes
from logbook.store.seal import holder_of
from logbook.store.vault import Vault
from tests.builders import NOON, a_practitioner
from tests.services.scene import Scene, a_scene

BEYOND = 10_000


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


@pytest.mark.parametrize("entry_at", [destroying._entry, kept_here._entry])
def test_entry_that_is_not_there_is_damage(
    scene: Scene, entry_at: Callable[[Vault, int], object]
) -> None:
    with scene.opened() as logbook:
        assert entry_at(logbook._opened.vault, 0)
        with pytest.raises(VaultDamagedError):
            entry_at(logbook._opened.vault, BEYOND)


@pytest.mark.parametrize("are_stored", [True, False])
def test_record_or_line_that_an_act_is_about_is_not_made_up(
    scene: Scene, *, are_stored: bool
) -> None:
    with scene.opened() as logbook:
        vault = logbook._opened.vault
        lists: Lists = StoredLists(vault) if are_stored else MadeLists({})
        with pytest.raises(VaultDamagedError):
            lists.record(uuid4())
        with pytest.raises(VaultDamagedError):
            indexing._line_on_record(lists, uuid4())


@pytest.mark.parametrize("gone", ["kind = 'consent'", "true"])
def test_lists_that_cannot_be_made_again_forbid_to_write(scene: Scene, gone: str) -> None:
    with scene.insider() as connection:
        connection.execute(f"DELETE FROM line WHERE {gone}")  # noqa: S608 - ours
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'search_data'"
        ).fetchone()
    data = bytearray(scene.folder.records.read_bytes())
    data[(page - 1) * PAGE + 100] ^= 1
    scene.folder.records.write_bytes(data)

    with scene.opened() as logbook:
        assert logbook.read_only is not None
        assert logbook.read_only.reason is ReadOnlyReason.DAMAGED


def test_form_that_was_typed_is_kept_for_who_typed_it(scene: Scene) -> None:
    with scene.opened() as logbook:
        me = logbook.practitioner.id
        kept = KeptForm(form=FormName.WILL, owner=me, texts=(("name", "Mair"),), place="name")
        assert logbook.drafting.form(FormName.WILL, me) is None
        logbook.drafting.keep_form(kept)
        assert logbook.drafting.form(FormName.WILL, me) == kept
        assert logbook.drafting.form(FormName.WILL, uuid4()) is None


def test_form_about_somebody_is_kept_for_each_and_none_is_that_of_the_practice(
    scene: Scene,
) -> None:
    with scene.opened() as logbook:
        me, one, other = logbook.practitioner.id, uuid4(), uuid4()
        texts = (("reason", "Keys were lost"),)
        kept = KeptForm(form=FormName.SUSPEND, owner=me, texts=texts, about=one)
        logbook.drafting.keep_form(kept)
        assert logbook.drafting.form(FormName.SUSPEND, me, one) == kept
        assert logbook.drafting.form(FormName.SUSPEND, me, other) is None
        assert logbook.drafting.form(FormName.SUSPEND, me) is None
        assert logbook.drafting.form(FormName.LEAVE, me, one) is None
        assert logbook.drafting.all() == ()
        logbook.drafting.discard(kept.id)
        assert logbook.drafting.form(FormName.SUSPEND, me, one) is None


def test_checkpoint_of_another_logbook_kept_here_tells_nothing_of_this_one(scene: Scene) -> None:
    keys = scene.keys()
    head = Checkpoint(origin=origin("00" * 16, 1), size=1, root=bytes(32))
    note = sign_checkpoint(head, keys.unlocked.keys.ed25519, head.origin)
    vault = keys.key_file.vault
    scene.computer.keep(vault, place=scene.path, note=note, key_file=keys.key_file)
    with scene.opened() as logbook:
        found = {one.kind for one in logbook.auditing.audit().findings}
        assert AuditKind.ANCHOR_OF_ANOTHER_LOG in found


def test_computer_that_kept_no_key_file_adds_no_signer(scene: Scene) -> None:
    for path in scene.computer.path.rglob("keys.json"):
        path.unlink()
    with scene.opened(read_only=True) as logbook:
        assert kept_here.signers_kept(logbook._opened) == ()


def test_certificate_that_cannot_be_read_is_nobodys(scene: Scene) -> None:
    with scene.opened() as logbook:
        holder = holder_of(logbook._opened.keys.key_file, str(logbook.practitioner.id))
        assert logbook.own_keys._kept_for(holder) is not None
        assert logbook.own_keys._kept_for(replace(holder, certificate_box=bytes(60))) is None


def test_sheet_on_record_with_no_certificate_names_no_practice(scene: Scene) -> None:
    keys = scene.keys()
    record = SheetRecord(
        id=uuid4(),
        person=uuid4(),
        made_at=NOON,
        root_epoch=1,
        practice_certificate=keys.unlocked.practice_certificate.hex(),
    )
    with scene.opened() as logbook:
        vault = logbook._opened.vault
        assert rebuilding._names_the_practice(vault, record)
        assert not rebuilding._names_the_practice(vault, replace(record, practice_certificate="zz"))


def test_key_of_another_practice_in_the_box_is_not_taken(scene: Scene) -> None:
    keys = scene.keys().unlocked.keys
    public = keys.x25519.public_key()
    for found in (practice_key_to_bytes(make_practice_key()), b"no key"):
        with pytest.raises(KeyFileDamagedError):
            own_practice_key(keys, box(found, public, b"about"), b"about")


# --- Who may sign as whom, where the journal was tampered with


def findings(scene: Scene) -> set[tuple[AuditKind, int | None]]:
    with scene.opened(read_only=True) as logbook:
        return {(one.kind, one.seq) for one in logbook._opened.roster.findings}


def test_journal_whose_first_entry_cannot_be_read_knows_nobody(scene: Scene) -> None:
    with scene.insider() as connection:
        connection.execute("UPDATE entry SET body = x'7b7d' WHERE seq = 0")
    assert findings(scene) == {(AuditKind.ENTRY_UNREADABLE, 0)}


def test_entry_about_a_person_that_cannot_be_read_is_not_followed(scene: Scene) -> None:
    with scene.opened() as logbook:
        logbook.staffing.choose_nickname("R")
        me = str(logbook.practitioner.id)
    with scene.insider() as connection:
        (seq,) = connection.execute(
            "SELECT seq FROM record WHERE object = :me ORDER BY seq LIMIT 1", {"me": me}
        ).fetchone()
        connection.execute("UPDATE entry SET body = x'7b7d' WHERE seq = :seq", {"seq": seq})
    assert (AuditKind.ACT_NOT_ALLOWED, seq) in findings(scene)


def test_key_file_that_names_somebody_by_no_identity_tells_nothing_of_them(scene: Scene) -> None:
    with scene.opened() as logbook:
        vault, me = logbook._opened.vault, str(logbook.practitioner.id)
        assert list(roster._events(vault, {me: []}))
        assert list(roster._events(vault, {"nobody": []})) == []


def test_record_of_a_person_that_this_program_cannot_read_is_not_followed(scene: Scene) -> None:
    """Somebody with programs of their own can commit to anything, and sign it."""
    with scene.opened() as logbook:
        vault, me = logbook._opened.vault, logbook.practitioner
        (first, *_later) = roster._events(vault, {str(me.id): []})
        row = journal_rows.record_at(vault, str(me.id), 1)
        assert row is not None
        assert first.record == me
        assert first.entry is not None
        garbled = replace(row, payload=b"[]")
        entry = replace(first.entry, commitment=commitment(row.salt, b"[]").hex())
        body = written_entry(entry)
        signed = replace(first.signed, body=body, leaf=leaf_hash(body))
        event = roster._event(vault, str(me.id), signed, garbled)
        assert (event.entry, event.record) == (None, None)


def test_nobody_is_suspended_who_was_never_enrolled(scene: Scene) -> None:
    stranger: Practitioner = a_practitioner(name="Nobody", role=Role.READER)
    with scene.opened() as logbook:
        logbook._scribe.write(Act.PRACTITIONER_SUSPENDED, replace(stranger, active=False))
        assert logbook._opened.roster.standing(str(stranger.id)) is None
