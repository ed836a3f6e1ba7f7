# SPDX-License-Identifier: Apache-2.0
"""Forty things nobody else may read, entered in one day: nowhere in clear afterwards (part 4, 42).

Looked through is every file below every place the program may write to, all it handed to the
system on the way (temporary files that are gone by now among it), file names, standard error, the
titles of its windows, and the report of a crash. Documents that were asked for are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.day import Day, a_day, can_trace
from tests.journeys.test_nothing_in_clear import found_in_clear, unfolded

HANDED_OVER = "/day/handed-over/"
FORTY = 40
PRINTING = 631
"""The port of the system's printing service (RFC 8010), asked which printers there are."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    return a_day(tmp_path_factory.mktemp("a-day"), traced=can_trace())


@pytest.fixture(scope="module")
def leaking_day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    return a_day(tmp_path_factory.mktemp("a-leaking-day"), "leak", traced=can_trace())


def files_of(day: Day) -> Iterator[Path]:
    own = {day.folder / "trace"}
    for path in day.folder.rglob("*"):
        if path.is_file() and path not in own and HANDED_OVER not in path.as_posix():
            yield path


def hits_in_trace(day: Day) -> list[str]:
    """Give what was written with a marker in it, as UTF-8 or UTF-16, and where to."""
    either = "|".join(rf"{each}|{_spread(each)}" for each in day.markers)
    found = re.compile(either)
    return [
        line[:200]
        for line in day.trace.splitlines()
        if HANDED_OVER not in line and found.search(line)
    ]


def _spread(marker: str) -> str:
    """Give a marker as strace shows its UTF-16: every letter followed by a zero byte."""
    return r"\\0{1,3}?".join(marker)


def test_at_least_forty_markers_were_entered(day: Day) -> None:
    assert day.told["entered"] >= FORTY


def test_no_marker_stands_in_a_file(day: Day) -> None:
    markers, looked_at = set(day.markers), 0
    for path in files_of(day):
        looked_at += 1
        assert found_in_clear(unfolded(path.read_bytes()), markers) == set(), path.name

    assert looked_at >= 12


def test_no_marker_stands_in_the_name_of_a_file(day: Day) -> None:
    names = "\n".join(path.relative_to(day.folder).as_posix() for path in day.folder.rglob("*"))

    assert not [each for each in day.markers if each in names]
    assert "records.db" in names


def test_no_marker_stands_in_a_title_or_on_standard_error(day: Day) -> None:
    shown = " ".join(day.told["shown"])

    assert "Disclosure Logbook" in shown
    assert not [each for each in day.markers if each in shown + day.stderr]


def test_no_marker_stands_in_the_report_of_a_crash(day: Day) -> None:
    report = (day.folder / "day" / "report.txt").read_text("utf-8")

    assert "ValueError" in report
    assert "KeyError" in report
    assert not [each for each in day.markers if each in report]


@pytest.mark.skipif(not can_trace(), reason="the system lets no process be watched here")
def test_no_marker_was_ever_written_anywhere_and_nothing_outside_its_own_places(day: Day) -> None:
    made = re.findall(r'open(?:at)?\([^"]*"([^"]+)", O_(?:WRONLY|RDWR)', day.trace)
    elsewhere = {path for path in made if path.startswith("/") and str(day.folder) not in path}

    assert hits_in_trace(day) == []
    assert any("records.db" in path for path in made)
    assert {path for path in elsewhere if not path.startswith(("/dev/", "/proc/"))} == set()


@pytest.mark.skipif(not can_trace(), reason="the system lets no process be watched here")
def test_one_marker_in_a_file_that_is_gone_again_would_be_seen(leaking_day: Day) -> None:
    assert len(hits_in_trace(leaking_day)) == 1
    assert "tmp/" in hits_in_trace(leaking_day)[0]


def spoken_to(day: Day) -> set[str]:
    """Give whom the process spoke to by whatever code of it, but for sockets in the file system."""
    calls = re.findall(r"\b(?:connect|sendto|sendmsg)\(.*?\bAF_(?!UNIX|LOCAL)\w+.*", day.trace)
    found = set()
    for call in calls:
        port = re.search(r"sin6?_port=htons\((\d+)\)", call)
        host = re.search(r'inet_(?:addr\(|pton\(AF_INET6, )"([^"]+)"', call)
        found.add(f"{host[1]} {port[1]}" if host and port else call)
    return found


@pytest.mark.skipif(not can_trace(), reason="the system lets no process be watched here")
def test_the_process_spoke_to_no_other_computer_and_on_this_one_to_its_printers_alone(
    day: Day,
) -> None:
    assert spoken_to(day) <= {f"{host} {PRINTING}" for host in ("127.0.0.1", "::1")}


@pytest.mark.skipif(not can_trace(), reason="the system lets no process be watched here")
def test_one_connection_would_be_seen_whatever_code_opened_it(leaking_day: Day) -> None:
    assert spoken_to(leaking_day) == {"127.0.0.1 9"}


def test_one_marker_in_a_file_would_be_seen(day: Day, tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    planted.write_bytes(b"\0" * 99 + day.markers[7].encode("utf-16-le"))

    assert found_in_clear(unfolded(planted.read_bytes()), set(day.markers)) == {day.markers[7]}
