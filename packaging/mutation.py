# SPDX-License-Identifier: Apache-2.0
"""Mutation testing of the rules: every small change to a rule should turn a test red.

mutmut makes the changes in a copy of the checkout, so nothing here is touched. Each module is tried
against its own tests first, which takes seconds; what they let pass is tried against all tests of
rules and domain. The table says how many of each module were noticed; those that were not are
printed to be looked at. The exit status is 1 below the share that is asked for.

    python packaging/dev.py mutate [MODULE …]       such as telling or rules/basis
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ASKED_FOR = 0.85
"""The share of changes that have to be noticed."""

DOMAIN = ROOT / "logbook" / "domain"

MODULES = (
    "rules/*",
    "assessment",
    "clocks",
    "consent_history",
    "coverage",
    "grounds",
    "prefilling",
    "steps",
    "telling",
)
"""Below `logbook/domain`: what decides."""

ALL_TESTS = ("tests/rules", "tests/domain")

SETTINGS = """
[tool.mutmut]
source_paths = ["logbook"]
only_mutate = [{modules}]
pytest_add_cli_args_test_selection = [{tests}]
pytest_add_cli_args = ["-p", "no:randomly", "-p", "no:cacheprovider", {left_out}]
also_copy = ["resources", "tests"]
use_git_change_detection = false
track_dependencies = false
"""

TOO_SLOW = ("tests/rules/test_random_drafts.py", "tests/rules/test_table.py")
"""Tests that every change would have to run, and that say nothing about a single one."""

NOTICED = ("killed", "timeout", "suspicious", "segfault", "caught by type check")
"""How a change ends that a test noticed; one that no test runs is not among them."""


def main(arguments: Sequence[str]) -> int:
    """Change every rule once, in every small way, and say what nobody noticed."""
    modules = tuple(_expanded(arguments or MODULES))
    outcomes: dict[str, str] = {}
    for module in modules:
        own = _own_tests(module)
        if own:
            outcomes |= _tried([module], own)
    passed = tuple(name for name, outcome in outcomes.items() if outcome not in NOTICED)
    sys.stdout.write(f"{len(outcomes)} changes, {len(passed)} let pass by their own tests\n")
    untried = [module for module in modules if not _own_tests(module)]
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        work = _copied(Path(folder), modules, ALL_TESTS)
        named = (*passed, *(f"logbook.domain.{each.replace('/', '.')}.*" for each in untried))
        if named:
            _run(work, named)
            outcomes |= {
                name: outcome
                for name, outcome in _outcomes(work).items()
                if name in passed or name not in outcomes
            }
        _print_table(outcomes)
        survivors = [name for name, outcome in outcomes.items() if outcome not in NOTICED]
        for name in survivors:
            sys.stdout.write(f"\n{_mutmut(work, 'show', name).stdout}")
    share = 1 - len(survivors) / max(1, len(outcomes))
    sys.stdout.write(f"\n{share:.1%} noticed; {ASKED_FOR:.0%} are asked for.\n")
    return 0 if share >= ASKED_FOR else 1


def _expanded(patterns: Iterable[str]) -> Iterable[str]:
    for pattern in patterns:
        for path in sorted(DOMAIN.glob(f"{pattern}.py")):
            if path.name != "__init__.py":
                yield path.relative_to(DOMAIN).with_suffix("").as_posix()


def _own_tests(module: str) -> tuple[str, ...]:
    """Name the test files that mirror a module."""
    room = "rules" if module.startswith("rules/") else "domain"
    own = f"tests/{room}/test_{module.removeprefix('rules/')}.py"
    return (own,) if (ROOT / own).exists() else ()


def _tried(modules: Sequence[str], tests: Sequence[str]) -> Mapping[str, str]:
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        work = _copied(Path(folder), modules, tests)
        _run(work)
        outcomes = _outcomes(work)
    noticed = sum(outcome in NOTICED for outcome in outcomes.values())
    sys.stdout.write(f"{', '.join(modules):<28}{len(outcomes):>6}{noticed:>6} by {tests[0]}\n")
    sys.stdout.flush()
    return outcomes


def _copied(work: Path, modules: Sequence[str], tests: Sequence[str]) -> Path:
    for part in ("logbook", "resources", "tests"):
        ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
        shutil.copytree(ROOT / part, work / part, ignore=ignored)
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    settings += SETTINGS.format(
        modules=", ".join(f'"logbook/domain/{module}.py"' for module in modules),
        tests=", ".join(f'"{each}"' for each in tests),
        left_out=", ".join(f'"--ignore={path}"' for path in TOO_SLOW),
    )
    (work / "pyproject.toml").write_text(settings, encoding="utf-8")
    return work


def _run(work: Path, names: Sequence[str] = ()) -> None:
    """Run the changes named, or all, with a line of progress a minute.

    Raises:
        SystemExit: mutmut did not come to an end; what it said last is printed.
    """
    log = work / "mutation.log"
    workers = ["--max-children", str(os.cpu_count() or 1)]
    command = [sys.executable, "-m", "mutmut", "run", *workers, *names]
    with log.open("w", encoding="utf-8") as sink:
        process = subprocess.Popen(command, cwd=work, stdout=sink, stderr=subprocess.STDOUT)
        while True:
            try:
                process.wait(timeout=60)
                break
            except subprocess.TimeoutExpired:
                sys.stdout.write(f"{_last_count(log)}\n")
                sys.stdout.flush()
    if process.returncode != 0:
        sys.stdout.write(log.read_text(encoding="utf-8", errors="replace")[-4000:])
        raise SystemExit(2)


def _last_count(log: Path) -> str:
    """Give the last `done/all` mutmut has written, without its ornaments."""
    words = log.read_text(encoding="utf-8", errors="replace").split()
    return next((word for word in reversed(words) if re.fullmatch(r"\d+/\d+", word)), "…")


def _outcomes(work: Path) -> dict[str, str]:
    lines = _mutmut(work, "results", "--all", "true").stdout.splitlines()
    pairs = (line.strip().rpartition(": ") for line in lines if ": " in line)
    return {name: outcome for name, _colon, outcome in pairs}


def _mutmut(work: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)


def _print_table(outcomes: dict[str, str]) -> None:
    modules: dict[str, Counter[str]] = {}
    for name, outcome in outcomes.items():
        module = name.rpartition(".")[0].removeprefix("logbook.domain.")
        modules.setdefault(module, Counter())[outcome] += 1
    sys.stdout.write(f"\n{'module':<28}{'changes':>8}{'noticed':>9}{'share':>8}\n")
    for module, counted in sorted(modules.items()):
        every, noticed = counted.total(), sum(counted[outcome] for outcome in NOTICED)
        sys.stdout.write(f"{module:<28}{every:>8}{noticed:>9}{noticed / every:>8.0%}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
