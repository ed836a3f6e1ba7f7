# SPDX-License-Identifier: Apache-2.0
"""A backup is an ordinary zip to everybody, and to us nothing but the very bytes we would write."""

from __future__ import annotations

import io
import os
import shutil
import stat
import struct
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.exchange import backup_layout
from logbook.exchange.backup_errors import (
    BackupAlteredError,
    BackupFileError,
    BackupTooLargeError,
    BackupTooNewError,
    BackupUnreadableError,
)
from logbook.exchange.backup_file import (
    BackupFile,
    Contents,
    file_name,
    sums_of,
    write_backup,
)
from logbook.exchange.backup_layout import MEMBERS, Member, header
from logbook.exchange.manifest import (
    Manifest,
    manifest_is_signed_by,
    read_manifest,
    signed_manifest,
    written_manifest,
)
from logbook.exchange.placing import name_it, new_part
from logbook.wording.sentences import error_sentence
from tests.builders import NOON

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
SNAPSHOT = bytes(range(256)) * 64


@pytest.fixture
def contents(tmp_path: Path) -> Contents:
    snapshot = tmp_path / "snapshot.db"
    snapshot.write_bytes(SNAPSHOT)
    return Contents(
        recovery_text=b"how to read this\n",
        key_file=b'{"v":1}\n',
        anchors=b'{"note":"a"}\n',
        snapshot=snapshot,
    )


@pytest.fixture
def manifest(contents: Contents) -> Manifest:
    draft = Manifest(
        vault="9f" * 16,
        epoch=1,
        size=6,
        root="ab" * 32,
        checkpoint="a note\n",
        program="0.1.0",
        made_at=NOON,
        made_by="p_1",
        members=sums_of(contents),
        erased=("0b6d2d1c-9f5e-4b53-9d5e-0d0f4d1f2a3b",),
    )
    return signed_manifest(draft, KEY)


@pytest.fixture
def whole(contents: Contents, manifest: Manifest) -> bytes:
    sink = io.BytesIO()
    digest = write_backup(sink, contents, manifest)
    assert digest == sha256(sink.getvalue()).hexdigest()
    return sink.getvalue()


@pytest.fixture
def file(tmp_path: Path, whole: bytes) -> Path:
    path = tmp_path / "one.logbookbackup"
    path.write_bytes(whole)
    return path


def refused(path: Path) -> BackupFileError:
    with pytest.raises(BackupFileError) as found, BackupFile(path) as backup:
        backup.check()
    assert "Nothing was changed" in error_sentence(found.value)
    return found.value


def test_any_program_that_knows_zip_reads_it(file: Path, manifest: Manifest) -> None:
    with zipfile.ZipFile(file) as opened:
        assert tuple(opened.namelist()) == MEMBERS
        assert opened.testzip() is None
        assert opened.read("records.db") == SNAPSHOT
        assert opened.read("README-RECOVERY.txt") == b"how to read this\n"
        assert read_manifest(opened.read("manifest.json")) == manifest
        for one in opened.infolist():
            assert one.compress_type == zipfile.ZIP_STORED
            assert stat.S_IMODE(one.external_attr >> 16) == 0o600
    if shutil.which("unzip"):
        assert subprocess.run(["unzip", "-tq", str(file)], check=False).returncode == 0


def test_it_is_checked_and_unpacked_to_the_byte(
    file: Path, whole: bytes, manifest: Manifest, tmp_path: Path
) -> None:
    with BackupFile(file) as backup:
        assert backup.manifest == manifest
        assert backup.check() == sha256(whole).hexdigest()
        assert backup.length == len(whole)
        assert backup.content("anchors.jsonl") == b'{"note":"a"}\n'
        backup.unpack({"records.db": tmp_path / "out.db"})
    assert (tmp_path / "out.db").read_bytes() == SNAPSHOT
    if os.name == "posix":
        assert (tmp_path / "out.db").stat().st_mode & 0o777 == 0o600


def test_nothing_that_stands_there_is_overwritten(file: Path, tmp_path: Path) -> None:
    (tmp_path / "out.db").write_bytes(b"mine")
    with BackupFile(file) as backup:
        backup.check()
        with pytest.raises(FileExistsError):
            backup.unpack({"records.db": tmp_path / "out.db"})
    assert (tmp_path / "out.db").read_bytes() == b"mine"


def test_manifest_says_who_made_it_and_holds_no_name(manifest: Manifest) -> None:
    public = KEY.public_key().public_bytes_raw()
    assert manifest_is_signed_by(manifest, public)
    assert not manifest_is_signed_by(replace(manifest, erased=()), public)
    assert not manifest_is_signed_by(replace(manifest, signature=""), public)
    assert not manifest_is_signed_by(manifest, bytes(32))
    assert file_name(manifest) == "logbook-9f9f9f9f-2026-11-20T1200.logbookbackup"


def test_manifest_of_a_newer_format_is_told_from_a_damaged_one(manifest: Manifest) -> None:
    with pytest.raises(BackupTooNewError):
        read_manifest(written_manifest(replace(manifest, format=2)))
    for broken in (b"", b"[]\n", b"{}\n", b'{"format":1}\n', written_manifest(manifest)[:-1]):
        with pytest.raises(BackupAlteredError):
            read_manifest(broken)
    with pytest.raises(BackupAlteredError):
        read_manifest(written_manifest(manifest).replace(b'{"', b'{ "', 1))


Hostile = Callable[[bytes], bytes]


def _zip_of(*members: tuple[str, bytes], compress: int = zipfile.ZIP_STORED) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", compress) as made:
        for name, data in members:
            made.writestr(name, data)
    return sink.getvalue()


def _members(whole: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        return [(name, opened.read(name)) for name in opened.namelist()]


HOSTILE: dict[str, Hostile] = {
    "empty": lambda _whole: b"",
    "another file": lambda _whole: b"%PDF-1.7\n" + bytes(5000),
    "an empty zip": lambda _whole: _zip_of(),
    "a bomb": lambda _whole: _zip_of(
        *((name, bytes(10_000_000)) for name in MEMBERS), compress=zipfile.ZIP_DEFLATED
    ),
    "compressed": lambda whole: _zip_of(*_members(whole), compress=zipfile.ZIP_DEFLATED),
    "made by another program": lambda whole: _zip_of(*_members(whole)),
    "a path in a name": lambda whole: whole.replace(b"records.db", b"../../x.db"),
    "an absolute path": lambda whole: whole.replace(b"records.db", b"/tmp/xx.db"),
    "a member missing": lambda whole: _zip_of(*_members(whole)[:-1]),
    "a member twice": lambda whole: _zip_of(*_members(whole), ("README-RECOVERY2.txt", b"x")),
    "a member more": lambda whole: whole[:-22] + b"x" + whole[-22:],
    "something before": lambda whole: b"MZ" + whole,
    "something behind": lambda whole: whole + b"\0",
    "cut short": lambda whole: whole[:-1],
    "half": lambda whole: whole[: len(whole) // 2],
    "an archive's comment": lambda whole: whole[:-2] + b"\x01\x00x",
    "the database of another": lambda whole: whole.replace(SNAPSHOT[:256], SNAPSHOT[1:257], 1),
    "the order of others": lambda whole: _zip_of(*reversed(_members(whole))),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_was_not_written_by_us_is_refused_in_one_sentence(
    tmp_path: Path, whole: bytes, kind: str
) -> None:
    path = tmp_path / "hostile.logbookbackup"
    path.write_bytes(HOSTILE[kind](whole))
    before = sorted(tmp_path.iterdir())
    refused(path)
    assert sorted(tmp_path.iterdir()) == before


def test_a_size_that_is_not_true_is_refused_before_anything_is_read(
    tmp_path: Path, whole: bytes
) -> None:
    for size in (0xFFFFFFFF, 4 * 1024**3 - 200 * 1024 * 1024, 5_000_000):
        huge = bytearray(whole)
        # Sizes stand 18 and 22 bytes into the header of the first member.
        huge[18:26] = struct.pack("<2L", size, size)
        path = tmp_path / "huge.logbookbackup"
        path.write_bytes(huge)
        assert isinstance(refused(path), BackupFileError)


def test_header_of_a_member_that_is_too_large_is_none() -> None:
    for name, limit in backup_layout.LIMITS.items():
        fits = Member(name=name, size=limit, crc=1)
        assert backup_layout.member_in(header(fits), name) == fits
        assert backup_layout.member_in(header(replace(fits, size=limit + 1)), name) is None
        assert backup_layout.member_in(header(fits)[:-1], name) is None


def test_a_member_the_manifest_does_not_bear_out_is_refused(
    tmp_path: Path, contents: Contents, manifest: Manifest
) -> None:
    for changed in (
        replace(manifest, members=manifest.members[:-1]),
        replace(manifest, members=tuple(reversed(manifest.members))),
        replace(manifest, members=()),
    ):
        with (tmp_path / "x").open("wb") as sink:
            write_backup(sink, contents, changed)
        assert isinstance(refused(tmp_path / "x"), BackupAlteredError)


def test_what_changes_between_checking_and_unpacking_is_noticed(
    file: Path, whole: bytes, tmp_path: Path
) -> None:
    with BackupFile(file) as backup:
        backup.check()
        spot = whole.index(SNAPSHOT[:256])
        with file.open("r+b") as other:
            other.seek(spot)
            other.write(b"\xff")
        with pytest.raises(BackupAlteredError):
            backup.unpack({"records.db": tmp_path / "out.db"})


def test_what_is_cut_off_between_checking_and_unpacking_is_noticed(
    file: Path, whole: bytes
) -> None:
    with BackupFile(file) as backup:
        backup.check()
        os.truncate(file, whole.index(b'{"note"'))
        with pytest.raises(BackupAlteredError):
            backup.content("anchors.jsonl")


def test_a_folder_or_nothing_is_no_backup(tmp_path: Path) -> None:
    assert isinstance(refused(tmp_path), BackupUnreadableError)
    assert isinstance(refused(tmp_path / "none"), BackupUnreadableError)


def test_a_member_beyond_the_format_is_refused_before_it_is_written(contents: Contents) -> None:
    with pytest.raises(BackupTooLargeError):
        sums_of(replace(contents, recovery_text=bytes(300_000)))


def test_a_finished_file_takes_the_next_free_name(tmp_path: Path) -> None:
    for expected in ("a.logbookbackup", "a-2.logbookbackup", "a-3.logbookbackup"):
        with new_part(tmp_path, "9f9f9f9f") as part:
            part.write_bytes(b"x")
            assert name_it(part, "a.logbookbackup").name == expected
    assert len(list(tmp_path.iterdir())) == 3


def test_where_there_are_no_links_the_name_is_reserved_first(tmp_path: Path) -> None:
    # What a disk without links does, seen without one: the file to be linked is gone.
    with new_part(tmp_path, "9f9f9f9f") as part:
        part.unlink()
        with pytest.raises(Exception, match="refused"):
            name_it(part, "a.logbookbackup")
    assert list(tmp_path.iterdir()) == []
