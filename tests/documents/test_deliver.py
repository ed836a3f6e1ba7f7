# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import errno
import hashlib
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logbook.documents.deliver import (
    DeliveryError,
    DeliveryProblem,
    deliver,
    safe_name,
)

DATA = b"%PDF-1.7 a document"


def test_the_file_is_written_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "record.pdf"
    delivered = deliver(DATA, path)
    assert path.read_bytes() == DATA
    assert delivered.path == path
    assert delivered.sha256 == hashlib.sha256(DATA).hexdigest()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["record.pdf"]


def test_a_file_that_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "record.pdf"
    path.write_bytes(b"kept")
    with pytest.raises(DeliveryError) as refused:
        deliver(DATA, path)
    assert refused.value.problem is DeliveryProblem.EXISTS
    assert path.read_bytes() == b"kept"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_is_there_is_replaced_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "record.pdf"
    path.write_bytes(b"old")
    deliver(DATA, path, replace=True)
    assert path.read_bytes() == DATA
    assert len(list(tmp_path.iterdir())) == 1


def test_a_link_that_lies_in_wait_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "target"
    (tmp_path / "record.pdf").symlink_to(target)
    with pytest.raises(DeliveryError) as refused:
        deliver(DATA, tmp_path / "record.pdf")
    assert refused.value.problem is DeliveryProblem.EXISTS
    assert not target.exists()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError) as refused:
        deliver(DATA, tmp_path / "no" / "record.pdf")
    assert refused.value.problem is DeliveryProblem.FOLDER_MISSING


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DeliveryError) as refused:
        deliver(DATA, tmp_path / "file" / "record.pdf")
    assert refused.value.problem is DeliveryProblem.FOLDER_MISSING


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "record.pdf").mkdir()
    with pytest.raises(DeliveryError) as refused:
        deliver(DATA, tmp_path / "record.pdf", replace=True)
    assert refused.value.problem is DeliveryProblem.EXISTS
    assert [entry.name for entry in tmp_path.iterdir()] == ["record.pdf"]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc, a folder nobody can write to")
def test_a_folder_that_cannot_be_written_to_is_named() -> None:
    with pytest.raises(DeliveryError) as refused:
        deliver(DATA, Path("/proc/record.pdf"))
    assert refused.value.problem in {DeliveryProblem.FOLDER_MISSING, DeliveryProblem.READ_ONLY}


def test_a_folder_without_write_permission_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from logbook.documents.deliver import DeliveryError, deliver\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"  # nothing is closed to the superuser
        "try: deliver(b'x', Path(sys.argv[1]))\n"
        "except DeliveryError as error: print(error.problem.value)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "record.pdf")],
        capture_output=True,
        check=False,
        text=True,
    )
    tmp_path.chmod(0o700)
    assert done.stdout.strip() == "read-only", done.stderr


def test_a_full_disk_is_named_and_leaves_nothing_behind(tmp_path: Path) -> None:
    program = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from logbook.documents.deliver import DeliveryError, deliver\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: deliver(bytes(5000), Path(sys.argv[1]))\n"
        "except DeliveryError as error: print(error.problem.value)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "record.pdf")],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.stdout.strip() == "disk-full", done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_text_of_an_error_holds_no_path(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError) as refused:
        deliver(DATA, tmp_path / "Gwen" / "record.pdf")
    assert "Gwen" not in str(refused.value)
    assert isinstance(refused.value.__cause__, OSError)
    assert refused.value.__cause__.errno == errno.ENOENT


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("D-2026-0012.pdf", "D-2026-0012.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("con", "_con"),
        ("COM1.tar.gz", "_COM1.tar.gz"),
        ("console.pdf", "console.pdf"),
        ("a\u202efdp.exe", "a_fdp.exe"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\x", "C__x"),
        ("..", "_"),
        (".hidden", "hidden"),
        ("name. . ", "name"),
        ("a\x00b\nc", "a_b_c"),
        ("  two   words ", "two words"),
        ("", "_"),
        ("Siân Ŵyr.pdf", "Siân Ŵyr.pdf"),
        ("half \ud83d.pdf", "half _.pdf"),
    ],
)
def test_a_file_name_is_what_it_looks_like(text: str, name: str) -> None:
    assert safe_name(text) == name


@settings(max_examples=1000, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_makes_a_name_every_system_takes(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode("utf-8")) <= 120
    assert not set(name) & set('/\\:*?"<>|\x00\n')
    assert not name.startswith(".")
    assert not name.endswith((".", " "))
    assert safe_name(name) == name


def test_a_long_name_keeps_its_extension() -> None:
    assert safe_name("Ŵ" * 200 + ".pdf").endswith("Ŵ.pdf")
