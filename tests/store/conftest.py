# SPDX-License-Identifier: Apache-2.0
"""Real vaults in temporary folders, and a watch over who opens a database."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from logbook.domain.lines import Line, LineKind
from logbook.journal.commitment import commitment
from logbook.journal.entry import FIRST_EPOCH, NO_ENTRY, Entry, sign_leaf, written_entry
from logbook.journal.tree import leaf_hash
from logbook.store import journal_rows, keyring
from logbook.store.derivation import SMALLEST, KdfCost, key_of_passphrase
from logbook.store.folder import LogbookFolder, make_folder
from logbook.store.journal_rows import RecordRow, SignedEntry
from logbook.store.key_file import KeyFile
from logbook.store.keyring import ADMINISTRATOR, NewPerson, Unlocked, new_key_file
from logbook.store.person_keys import PersonKeys, make_person_keys
from logbook.store.slots.wrapping import slot_context
from logbook.store.vault import Vault
from tests.store.practice import PRACTICES_KEY, TRUSTED

VAULT_ID = "9f" * 16
PERSON = "11111111-1111-4111-8111-111111111111"
PASSPHRASE = "correct horse battery staple"
NOW = datetime(2026, 11, 21, 22, 47, 42, tzinfo=UTC)

_opened: list[str] = []


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and str(arguments[0]).endswith("records.db"):
        _opened.append(str(arguments[0]))


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def databases_opened_by_python() -> Iterator[list[str]]:
    """Fail any test in which Python opens a database in this process: its locks would fall."""
    _opened.clear()
    yield _opened
    assert _opened == []


@pytest.fixture
def key() -> bytes:
    return bytes(range(32))


@pytest.fixture
def folder(tmp_path: Path) -> LogbookFolder:
    return make_folder(tmp_path / "Practice.logbook")


@pytest.fixture
def vault(folder: LogbookFolder, key: bytes) -> Iterator[Vault]:
    made = Vault.create(folder, bytearray(key), VAULT_ID)
    yield made
    made.close()


@pytest.fixture(scope="session")
def person_keys() -> PersonKeys:
    return make_person_keys(TRUSTED)


@pytest.fixture(scope="session")
def opened_at_the_floor(person_keys: PersonKeys) -> tuple[KeyFile, Unlocked]:
    """A key file with one person in it, at the lowest cost allowed, and what opens it."""
    return new_key_file(
        vault=VAULT_ID,
        person=NewPerson(
            id=PERSON,
            role=ADMINISTRATOR,
            nickname="AB",
            keys=person_keys,
            certificate=b"certificate of the person",
        ),
        passphrase=PASSPHRASE,
        cost=SMALLEST,
        practice_key=PRACTICES_KEY,
        practice_certificate=b"certificate of the practice",
    )


@pytest.fixture(scope="session")
def opened(opened_at_the_floor: tuple[KeyFile, Unlocked]) -> tuple[KeyFile, Unlocked]:
    """The same with a slot that costs next to nothing, which the program itself never makes."""
    key_file, unlocked = opened_at_the_floor
    holder = key_file.people[0]
    bare = replace(holder.slots[0], m=64, t=1, p=1, ct=b"")
    key = key_of_passphrase(
        PASSPHRASE, salt=bare.salt, cost=KdfCost(memory_kib=64, passes=1, lanes=1)
    )
    context = slot_context(bare, VAULT_ID, holder.id)
    wrapped = AESGCM(key).encrypt(bare.nonce, unlocked.keys.to_bytes(), context)
    people = (replace(holder, slots=(replace(bare, ct=wrapped),)),)
    return keyring.sealed(replace(key_file, people=people), unlocked.root_key), unlocked


@pytest.fixture
def record(vault: Vault, person_keys: PersonKeys) -> Callable[..., tuple[SignedEntry, RecordRow]]:
    """Record a payload as the services do: entry, signature, tree and record in one act."""

    def write(
        payload: bytes = b'{"kind":"disclosure"}',
        *,
        object_id: str | None = None,
        kind: str = "disclosure",
        revision: int = 1,
    ) -> tuple[SignedEntry, RecordRow]:
        row = RecordRow(
            object=object_id or str(uuid4()),
            revision=revision,
            kind=kind,
            payload=payload,
            salt=os.urandom(32),
        )
        with vault.atomic():
            entry = an_entry(vault, row, person_keys)
            journal_rows.append(vault, entry, row)
        return entry, row

    return write


def an_entry(vault: Vault, row: RecordRow, keys: PersonKeys) -> SignedEntry:
    seq = journal_rows.size(vault)
    body = written_entry(
        Entry(
            act="disclosure.recorded",
            actor="p_1",
            app="0.1.0",
            commitment=commitment(row.salt, row.payload).hex(),
            device="d_1",
            epoch=FIRST_EPOCH,
            log=VAULT_ID,
            object=row.object,
            prev=(journal_rows.last_leaf(vault) or NO_ENTRY).hex(),
            revision=row.revision,
            seq=seq,
            time=NOW,
            zone="Europe/London+00:00",
        )
    )
    leaf = leaf_hash(body)
    return SignedEntry(seq=seq, body=body, leaf=leaf, signature=sign_leaf(keys.ed25519, leaf))


@pytest.fixture
def a_line() -> Callable[..., Line]:
    def make(seq: int, object_id: str, **changes: Any) -> Line:
        parts: dict[str, Any] = {
            "seq": seq,
            "object": UUID(object_id),
            "kind": LineKind.DISCLOSURE,
            "service_user": UUID(object_id),
            "person": "",
            "at": NOW,
            "sort": "",
            "number": f"D-2026-{seq:04}",
            "title": "Dr Green",
            "detail": "referral",
            "state": "told",
            "due": date(2026, 12, 1),
        }
        return Line(**{**parts, **changes})

    return make
