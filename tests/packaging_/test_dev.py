# SPDX-License-Identifier: Apache-2.0
"""The set-up: what it says, what it refuses, and what the locked files hold."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "packaging" / "dev.py"
PRODUCT = ROOT / "packaging" / "requirements.txt"
TOOLS = ROOT / "packaging" / "requirements-dev.txt"


def _dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(DEV), *arguments], capture_output=True, text=True, check=False
    )


def _in_dev(code: str, path: Path) -> str:
    """Run code beside dev.py where neither apt-get nor sudo can be found."""
    start = f"import sys; sys.path.insert(0, {str(DEV.parent)!r}); import dev\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", start],
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def _pins(locked: Path) -> dict[str, str]:
    return dict(
        re.findall(r"^([a-z0-9-]+)==(\S+)", locked.read_text(encoding="utf-8"), re.MULTILINE)
    )


def test_no_command_names_every_command() -> None:
    said = _dev()
    assert said.returncode == 0
    names = ("demo", "test", "run", "bench", "mutate", "coverage", "faults", "screens", "lock")
    for command in names:
        assert f"\n    {command} " in said.stdout


def test_unknown_command_is_refused_in_one_line() -> None:
    said = _dev("demmo")
    assert said.returncode == 2
    assert said.stdout.count("\n") == 1
    assert said.stderr == ""


def test_needs_that_may_not_be_installed_stop_the_set_up(tmp_path: Path) -> None:
    code = """
try:
    dev._install_debian_packages({"libnone1": "libnone.so.1", "libc6": "libc.so.6"}, {})
except dev.SetUpError as problem:
    print(problem)
"""
    assert "Missing here: libnone.so.1. Install" in _in_dev(code, tmp_path)


def test_wishes_that_may_not_be_installed_are_handed_back(tmp_path: Path) -> None:
    (tmp_path / "Xvfb").touch(mode=0o755)
    code = """print(dev._install_debian_packages({}, {"xvfb": "Xvfb", "xauth": "xauth"}))"""
    assert _in_dev(code, tmp_path) == "['xauth']\n"


@pytest.mark.parametrize("locked", [PRODUCT, TOOLS], ids=["product", "tools"])
def test_every_locked_package_has_hashes_and_no_address(locked: Path) -> None:
    text = locked.read_text(encoding="utf-8")
    blocks = re.findall(
        r"^[a-z0-9-]+==.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", text, re.MULTILINE
    )
    assert len(blocks) == len(_pins(locked)) > 20
    assert not re.search(r"://|file:/|-index-url|--find-links", text)


def test_tools_hold_the_product_at_the_same_versions() -> None:
    assert _pins(PRODUCT).items() <= _pins(TOOLS).items()


def test_locked_versions_are_those_the_project_pins() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pinned = dict(line.lower().split("==") for line in asked if "==" in line)
    assert len(pinned) >= 3
    assert pinned.items() <= _pins(TOOLS).items()


def test_every_shipped_library_is_named_in_the_notices() -> None:
    notices = (ROOT / "packaging" / "NOTICES.md").read_text(encoding="utf-8")
    named = set(re.findall(r"[a-z0-9-]+", notices))
    assert _pins(PRODUCT).keys() - named == set()


def test_every_shipped_face_has_truetype_outlines_and_its_licence() -> None:
    folder = ROOT / "resources" / "fonts"
    faces = tomllib.loads((folder / "fonts.toml").read_text(encoding="utf-8"))["face"]
    assert {face["file"] for face in faces} == {path.name for path in folder.glob("*.ttf")}
    for face in faces:
        assert (folder / face["licence_file"]).is_file()
        data = (folder / face["file"]).read_bytes()
        tables = [
            data[12 + 16 * number :][:4] for number in range(struct.unpack(">H", data[4:6])[0])
        ]
        assert b"glyf" in tables


def test_ci_runs_the_test_command_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if not line.startswith(("#", "set ", "cd "))]
    assert commands == ["python3 packaging/dev.py test"]
