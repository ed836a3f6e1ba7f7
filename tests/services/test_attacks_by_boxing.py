# SPDX-License-Identifier: Apache-2.0
"""A logbook made for somebody by one who has none of their keys, from what the key file shows."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from logbook.app import ComputerFolder, Logbook, unlock_job
from logbook.documents.certificates import JournalKey, issue_certificate, make_root
from logbook.domain.practice import Role
from logbook.domain.records import Act
from logbook.errors import LogbookError
from logbook.services.scribe import Hand, Scribe
from logbook.store.boxes import about_root_key, box, put_away
from logbook.store.derivation import subkey
from logbook.store.errors import KeyFileDamagedError
from logbook.store.folder import LogbookFolder
from logbook.store.key_file import HighWaterMark, KeyFile, candidates, write_key_file
from logbook.store.keyring import PRACTICE, make_person_keys, practice_key, unlock
from logbook.store.person_keys import public_point
from logbook.store.seal import sealed
from logbook.store.vault import Vault
from logbook.store.vouching import vouched
from tests.builders import PASSPHRASE, a_practice, a_practitioner
from tests.services.scene import Scene, a_scene

Vouching = ec.EllipticCurvePrivateKey


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


def put_in_place(scene: Scene, vouching: Vouching | None, **changes: Any) -> None:
    """Make a logbook from what the key file shows, and put it in the place of the one there.

    Args:
        scene: Whose logbook.
        vouching: The key that vouches for the root key; None: what vouched before is copied.
        changes: What else the key file says.
    """
    shown = candidates(scene.folder)[0]
    victim, vault, now = shown.people[0], shown.vault, scene.clock.now()
    root_key, mine = bytearray(os.urandom(32)), make_person_keys()
    certificate = certificate_of_the_practice(scene)
    shutil.rmtree(scene.path)
    scene.path.mkdir()
    known = box(
        root_key,
        X25519PublicKey.from_public_bytes(victim.x25519),
        about_root_key(vault, victim.id, 1),
    )
    authority = make_practice_key_of_mine()
    theirs = issue_certificate(
        authority,
        make_root("x", authority, now),
        name="x",
        organisation="x",
        key=mine.p256.public_key(),
        at=now,
        journal=JournalKey(actor=victim.id, public=victim.ed25519),
    )
    forged = replace(
        shown,
        epoch=shown.epoch + 9,
        # The practice's certificate is in every document it hands out.
        practice_certificate_box=put_away(certificate, root_key, vault, PRACTICE),
        people=(
            replace(
                victim,
                certificate_box=put_away(theirs, root_key, vault, victim.id),
                root_box=known,
                practice_box=b"",
            ),
        ),
        hwm=HighWaterMark(),
    )
    if vouching is not None:
        vouch = vouched(
            vouching,
            root_key,
            vault=vault,
            root_epoch=1,
            fingerprint=forged.practice_fingerprint,
        )
        forged = replace(forged, root_vouch=vouch)
    forged = replace(forged, **changes)
    folder = LogbookFolder(scene.path)
    write_key_file(folder, sealed(forged, root_key))
    records = Vault.create(folder, subkey(root_key, "db/v1"), vault)
    hand = Hand(person=UUID(victim.id), role=Role.ADMINISTRATOR, key=mine.ed25519, device="0" * 16)
    scribe = Scribe(records, hand, scene.clock, log=vault, practice=forged.practice_fingerprint)
    scribe.write(Act.LOGBOOK_CREATED, a_practice())
    scribe.write(Act.PRACTITIONER_ENROLLED, a_practitioner(id=UUID(victim.id)))
    records.close()


def make_practice_key_of_mine() -> Vouching:
    return ec.generate_private_key(ec.SECP256R1())


def certificate_of_the_practice(scene: Scene) -> bytes:
    return scene.made_with.unlocked.practice_certificate


def enter(scene: Scene, computer: ComputerFolder) -> Logbook:
    keys = unlock_job(scene.path, PASSPHRASE, computer).run()
    return Logbook.open(scene.path, keys, scene.clock, computer=computer)


def the_practices(scene: Scene) -> Vouching:
    key_file: KeyFile = candidates(scene.folder)[0]
    return practice_key(key_file, unlock(key_file, PASSPHRASE))


@pytest.mark.parametrize("how", ["copied", "own", "own and named", "own of another practice"])
def test_logbook_of_somebody_elses_making_does_not_open(
    scene: Scene, tmp_path: Path, how: str
) -> None:
    mine = make_practice_key_of_mine()
    changes: dict[str, Any] = {}
    if how.startswith("own "):
        changes["practice_public"] = public_point(mine)
    if how == "own of another practice":
        changes["practice_fingerprint"] = sha256(b"mine").digest()
    put_in_place(scene, None if how == "copied" else mine, **changes)

    with pytest.raises(KeyFileDamagedError):
        enter(scene, ComputerFolder(tmp_path / "another"))
    # Where the true key file is kept, that opens, and not these records.
    with pytest.raises(LogbookError):
        enter(scene, scene.computer)


def test_control_one_that_the_practice_vouches_for_opens(scene: Scene, tmp_path: Path) -> None:
    put_in_place(scene, the_practices(scene))
    enter(scene, ComputerFolder(tmp_path / "another")).close()


def test_rotation_is_vouched_for_by_the_practice(scene: Scene) -> None:
    with scene.opened() as logbook:
        before = logbook._opened.keys.key_file
        logbook.rotating.rotate()
        after = logbook._opened.keys.key_file
    assert after.root_epoch == before.root_epoch + 1
    assert after.root_vouch != before.root_vouch
    assert after.pending_root_vouch == b""
    unlock(candidates(scene.folder)[0], PASSPHRASE).wipe()
    old = replace(candidates(scene.folder)[0], root_vouch=before.root_vouch)
    with pytest.raises(KeyFileDamagedError):
        unlock(old, PASSPHRASE)
