# SPDX-License-Identifier: Apache-2.0
"""Rules no linter knows, each with the fact it follows from; breaches are planted and seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

RULES = {
    "the key as PRAGMA text stays in memory": (r"PRAGMA\s+(re)?key", ("logbook", "ui")),
    "executescript commits behind our back": (r"\bexecutescript\(", ("logbook", "ui")),
    "the time is read in one place": (
        r"\bdatetime\.(now|today|utcnow)\(|\btime\.time\(|\bdate\.today\(",
        ("logbook", "ui"),
    ),
    "nothing is taken apart by pickle, eval or a shell": (
        r"\bpickle\b|\beval\(|\bexec\(|shell=True",
        ("logbook",),
    ),
    "rich text opens files that users name": (
        r"QTextBrowser|\.setHtml\(|Qt\.TextFormat\.RichText|AutoText",
        ("ui",),
    ),
    "QSaveFile does not flush the folder": (r"\bQSaveFile\b", ("logbook", "ui")),
    "unittest.mock proves nothing": (r"unittest\.mock|monkeypatch\.setattr", ("tests",)),
    "no test is skipped for good": (r"pytest\.mark\.skip\b|\.xfail\b", ("tests",)),
}
EXCEPTIONS = {
    # What stands in the place of Argon2id there is Argon2id, and remembers.
    ("unittest.mock proves nothing", "tests/remembered.py"),
    # It tells people how to read the logbook with other programs.
    ("the key as PRAGMA text stays in memory", "logbook/store/recovery_text.py"),
    ("the time is read in one place", "logbook/clock.py"),
}


def breaches(rule: str, root: Path = ROOT) -> Iterator[str]:
    pattern, folders = RULES[rule]
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if path == Path(__file__) or (rule, name) in EXCEPTIONS:
                continue
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if re.search(pattern, line.split("  # ")[0]) and not line.lstrip().startswith("#"):
                    yield f"{name}:{number}: {line.strip()}"


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_is_kept(rule: str) -> None:
    assert list(breaches(rule)) == []


@pytest.mark.parametrize(
    ("rule", "folder", "line"),
    [
        ("the key as PRAGMA text stays in memory", "logbook", 'c.execute("PRAGMA key = 1")'),
        ("the time is read in one place", "ui", "now = datetime.now(UTC)"),
        ("unittest.mock proves nothing", "tests", "from unittest.mock import Mock"),
    ],
)
def test_a_breach_is_seen(rule: str, folder: str, line: str, tmp_path: Path) -> None:
    for name in ("logbook", "ui", "tests"):
        (tmp_path / name).mkdir()
    (tmp_path / folder / "planted.py").write_text(line + "\n", "utf-8")

    assert list(breaches(rule, tmp_path)) == [f"{folder}/planted.py:1: {line}"]


def test_every_source_file_names_its_licence_in_its_first_line() -> None:
    without = [
        path.relative_to(ROOT).as_posix()
        for folder in ("logbook", "ui", "tests", "packaging")
        for path in (ROOT / folder).rglob("*.py")
        if "SPDX-License-Identifier: Apache-2.0" not in path.read_text("utf-8")[:100]
    ]

    assert without == []
