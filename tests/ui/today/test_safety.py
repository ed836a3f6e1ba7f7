# SPDX-License-Identifier: Apache-2.0
"""What the first room says while somebody is shut out by half."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from logbook.app import Logbook
from logbook.domain.records import Act
from logbook.store.derivation import SMALLEST
from logbook.store.membership import without_person
from tests.builders import PASSPHRASE, StandingClock, a_colleague
from ui.preferences import Preferences
from ui.today.safety import SafetyLine, safety_lines


def lines(logbook: Logbook, tmp_path: Path) -> dict[str, SafetyLine]:
    found = safety_lines(logbook, Preferences(tmp_path / "preferences.ini"))
    return {line.name: line for line in found}


def take_other_keys(logbook: Logbook) -> None:
    logbook.shutting_out.take(logbook.shutting_out.job(PASSPHRASE, SMALLEST).run())


def test_the_second_half_is_told_until_it_is_done_and_a_sheet_is_made_after_it(
    logbook: Logbook, clock: StandingClock, tmp_path: Path
) -> None:
    clock.advance(days=30)
    assert "recovery" in lines(logbook, tmp_path)
    assert "keys" not in lines(logbook, tmp_path)

    take_other_keys(logbook)
    told = lines(logbook, tmp_path)
    assert told["keys"].section == "recovery"
    assert "still opens a copy of the files" in (told["keys"].text.note or "")
    assert "recovery" not in told

    logbook.rotating.rotate()
    assert "keys" not in lines(logbook, tmp_path)
    assert "recovery" in lines(logbook, tmp_path)


def test_where_somebody_left_too_one_line_tells_of_the_one_thing_to_be_done(
    logbook: Logbook, tmp_path: Path
) -> None:
    colleague, opened = a_colleague(logbook), logbook._opened
    # As when leaving was cut short before the key was changed.
    gone = without_person(
        opened.keys.key_file,
        opened.keys.unlocked,
        str(colleague.id),
        until=logbook.reviewing.entries(),
    )
    logbook.staffing._written(Act.PRACTITIONER_LEFT, replace(colleague, active=False), gone)
    assert "rotation" in lines(logbook, tmp_path)
    take_other_keys(logbook)
    assert {"keys", "rotation"} & set(lines(logbook, tmp_path)) == {"keys"}
