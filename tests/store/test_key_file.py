# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import random
from dataclasses import replace
from hashlib import sha256

import pytest
import rfc8785

from logbook.store.errors import (
    KeyFileDamagedError,
    KeyFileMissingError,
    VaultTooNewError,
)
from logbook.store.folder import LogbookFolder, write_durably
from logbook.store.key_file import (
    KeyFile,
    candidates,
    mend,
    parsed,
    to_bytes,
    write_key_file,
)
from logbook.store.keyring import Unlocked, unlock_best, with_high_water_mark

PASSPHRASE = "correct horse battery staple"

Opened = tuple[KeyFile, Unlocked]


def later(opened: Opened) -> KeyFile:
    return with_high_water_mark(*opened, origin="log/1", size=5, root=bytes(32))


def test_both_copies_hold_the_same(folder: LogbookFolder, opened: Opened) -> None:
    write_key_file(folder, opened[0])
    first, second = (path.read_bytes() for path in folder.keys)
    assert first == second == to_bytes(opened[0])
    assert candidates(folder) == (opened[0],)


def test_copy_is_canonical_json_and_its_checksum(opened: Opened) -> None:
    body, checksum, rest = to_bytes(opened[0]).split(b"\n")
    assert body == rfc8785.dumps(json.loads(body))
    assert checksum.decode() == sha256(body).hexdigest()
    assert rest == b""


def test_copy_names_nobody(opened: Opened) -> None:
    described = json.loads(to_bytes(opened[0]).split(b"\n")[0])
    assert set(described["people"][0]) == {
        "id",
        "role",
        "nickname",
        "x25519",
        "ed25519",
        "certificate_box",
        "root_box",
        "pending_root_box",
        "practice_box",
        "slots",
    }


def test_crash_between_the_copies_opens_with_the_new_one(
    folder: LogbookFolder, opened: Opened
) -> None:
    write_key_file(folder, opened[0])
    write_durably(folder.keys[0], to_bytes(later(opened)))
    found = candidates(folder)
    assert [copy.epoch for copy in found] == [opened[0].epoch + 1, opened[0].epoch]
    best, _ = unlock_best(found, PASSPHRASE)
    assert best.hwm.size == 5
    assert mend(folder, best)
    assert candidates(folder) == (best,)
    assert not mend(folder, best)


@pytest.mark.parametrize("torn", [0, 1])
def test_either_copy_may_be_torn_anywhere(folder: LogbookFolder, opened: Opened, torn: int) -> None:
    write_key_file(folder, opened[0])
    whole = folder.keys[torn].read_bytes()
    for length in (0, 1, len(whole) // 2, len(whole) - 2):
        folder.keys[torn].write_bytes(whole[:length])
        assert candidates(folder) == (opened[0],)


@pytest.mark.parametrize("flipped", [0, 1])
def test_every_flipped_bit_in_either_copy_is_noticed(
    folder: LogbookFolder, opened: Opened, flipped: int
) -> None:
    write_key_file(folder, opened[0])
    whole = folder.keys[flipped].read_bytes()
    chosen = random.Random(5)  # noqa: S311 - which bits to flip is no secret
    for _ in range(300):
        damaged = bytearray(whole)
        # The last byte is the line feed after the checksum, which says nothing.
        damaged[chosen.randrange(len(whole) - 1)] ^= 1 << chosen.randrange(8)
        folder.keys[flipped].write_bytes(damaged)
        assert candidates(folder) == (opened[0],)


def test_lower_epoch_comes_second_wherever_it_stands(folder: LogbookFolder, opened: Opened) -> None:
    write_durably(folder.keys[0], to_bytes(opened[0]))
    write_durably(folder.keys[1], to_bytes(later(opened)))
    assert candidates(folder) == (later(opened), opened[0])


def test_forged_copy_of_a_higher_epoch_gives_way(folder: LogbookFolder, opened: Opened) -> None:
    write_key_file(folder, opened[0])
    write_durably(folder.keys[0], to_bytes(replace(opened[0], epoch=99)))
    best, _ = unlock_best(candidates(folder), PASSPHRASE)
    assert best == opened[0]


def test_one_copy_is_enough(folder: LogbookFolder, opened: Opened) -> None:
    write_key_file(folder, opened[0])
    folder.keys[0].unlink()
    assert candidates(folder) == (opened[0],)
    assert mend(folder, opened[0])
    assert folder.keys[0].exists()


def test_folder_without_a_copy_is_told_apart(folder: LogbookFolder) -> None:
    with pytest.raises(KeyFileMissingError):
        candidates(folder)


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"{}", b"<html></html>\n", b"\xff\xfe\x00", b"[]\n" + b"0" * 64],
)
def test_folder_with_two_damaged_copies_is_told_apart(
    folder: LogbookFolder, content: bytes
) -> None:
    for path in folder.keys:
        path.write_bytes(content)
    with pytest.raises(KeyFileDamagedError):
        candidates(folder)


def test_copy_of_a_newer_program_is_told_apart(folder: LogbookFolder, opened: Opened) -> None:
    write_key_file(folder, replace(opened[0], v=2))
    with pytest.raises(VaultTooNewError):
        candidates(folder)


def test_whole_checksum_over_the_wrong_shape_is_no_copy() -> None:
    for body in (b"{}", b"[]", b"null", b'{"v":1}', b"{"):
        assert parsed(body + b"\n" + sha256(body).hexdigest().encode() + b"\n") is None
