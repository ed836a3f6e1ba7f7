# SPDX-License-Identifier: Apache-2.0
"""Measure what the design promises, each figure as a ratio against its floor in the same run.

    bench.py                    a logbook of 100,000 entries; takes some minutes
    bench.py --entries 1000000  another size; growth is measured from a tenth of it
    bench.py --quick            2,000 entries and few rounds: shows that everything is measured

A floor is the plainest way to do the same thing on the same computer at the same time, so a ratio
means the same everywhere. What lies above its goal is reported and no failure: people judge it.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from tests.benchmarks.figures import Figure, table
from tests.benchmarks.filling import Filler
from tests.benchmarks.records import (
    figure_of_auditing,
    figures_of_lists,
    figures_of_recording,
    figures_of_searching,
    opened,
)
from tests.benchmarks.windows import figure_of_memory, figure_of_start
from tests.builders import PASSPHRASE, StandingClock, a_logbook

_ENTRIES = 100_000
_QUICK_ENTRIES = 2_000
_GROWTH = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything and print the table."""
    asked = _parser().parse_args(arguments)
    entries = asked.entries or (_QUICK_ENTRIES if asked.quick else _ENTRIES)
    with TemporaryDirectory(prefix="logbook-bench-") as folder:
        figures = _measure(Path(folder), entries, quick=asked.quick)
    sys.stdout.write(f"{entries:,} entries\n\n{table(figures)}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure each promise against its floor.")
    parser.add_argument("--entries", type=int, help=f"how many; {_ENTRIES:,} if not said")
    parser.add_argument("--quick", action="store_true", help="small and short, to see it work")
    return parser


def _measure(folder: Path, entries: int, *, quick: bool) -> list[Figure]:
    few, some, many = (2, 3, 10) if quick else (10, 20, 200)
    small, large = folder / "Small.logbook", folder / "Large.logbook"
    home = folder / "home"
    home.mkdir()
    _fill(small, entries // _GROWTH)
    _fill(large, entries)
    _tell("recording")
    recording = figures_of_recording(small, large, many)
    with opened(small) as before, opened(large) as now:
        _tell("searching")
        searching = figures_of_searching(before, now, rounds=1 if quick else 5)
        _tell("lists")
        lists = figures_of_lists(before, now, many)
        _tell("auditing")
        auditing = figure_of_auditing(now, few // 2)
        _tell("documents")
        # ReportLab, pikepdf and pyHanko are loaded here, after everything they could slow down.
        from tests.benchmarks.pages import figure_of_pages  # noqa: PLC0415

        pages = figure_of_pages(now, some)
    _tell("windows")
    start = figure_of_start(large, home, few)
    memory = figure_of_memory(large, home, PASSPHRASE, entries)
    everything = [start, *recording, *searching, *lists, auditing, pages, memory]
    return sorted(everything, key=lambda figure: figure.what.startswith("growth"))


def _fill(path: Path, entries: int) -> None:
    logbook, _keys = a_logbook(path, StandingClock())
    Filler(logbook, _tell).fill(entries)
    logbook.close()


def _tell(progress: str) -> None:
    sys.stderr.write(f"bench: {progress}\n")


if __name__ == "__main__":
    warnings.simplefilter("ignore", DeprecationWarning)
    sys.exit(main())
