# SPDX-License-Identifier: Apache-2.0
"""The lines of a recovery sheet: typed with and without care, and never taken for another's."""

from __future__ import annotations

import os
from dataclasses import replace
from uuid import UUID

import pytest

from logbook.domain.ways import WayKind
from logbook.store import recovery_lines
from logbook.store.errors import SheetLineError, SheetMistypedError
from logbook.store.key_file import Slot
from logbook.store.recovery_lines import LINES, PrintedKeys, lines_of, read_lines
from logbook.store.slots.wrapping import bare_slot


def a_slot() -> Slot:
    return replace(bare_slot(WayKind.RECOVERY), ct=os.urandom(128))


@pytest.fixture
def printed() -> PrintedKeys:
    return PrintedKeys(
        vault="9f" * 16,
        person=str(UUID(int=7)),
        root_epoch=3,
        slot=a_slot(),
        root_box=os.urandom(80),
        practice_box=os.urandom(80),
    )


def test_lines_are_read_however_they_are_typed(printed: PrintedKeys) -> None:
    lines = lines_of(printed)
    assert len(lines) == LINES
    plain = "\n".join(lines)
    for typed in (
        plain,
        plain.lower().replace(" ", "-"),
        plain.replace(" ", "").replace("0", "O").replace("1", "l"),
        "\n".join(f"{number}: {line}" for number, line in enumerate(lines, 1)),
        "\n\n".join(lines) + "\n",
        plain.replace("\n", ""),
        plain.replace(" ", "\n"),
    ):
        assert read_lines(typed) == printed


def test_every_line_that_is_wrong_is_named(printed: PrintedKeys) -> None:
    lines = lines_of(printed)
    for number, line in enumerate(lines, 1):
        for wrong in (line[:-1], line[:-1] + ("2" if line[-1] != "2" else "3"), line + "7", "?"):
            typed = "\n".join([*lines[: number - 1], wrong, *lines[number:]])
            with pytest.raises(SheetLineError) as slip:
                read_lines(typed)
            assert slip.value.line == number
            assert dict(slip.value.details) == {"line": number}


def test_lines_that_changed_places_are_found(printed: PrintedKeys) -> None:
    first, second, *rest = lines_of(printed)
    with pytest.raises(SheetLineError) as slip:
        read_lines("\n".join([second, first, *rest]))
    assert slip.value.line == 1


def test_too_few_lines_or_too_many_are_told_as_a_whole(printed: PrintedKeys) -> None:
    lines = lines_of(printed)
    for typed in ("", "\n".join(lines[:-1]), "\n".join([*lines, lines[0]])):
        with pytest.raises(SheetMistypedError) as slip:
            read_lines(typed)
        assert slip.value.line is None
        assert type(slip.value) is SheetMistypedError


def test_sheet_of_a_later_version_is_not_guessed_at(printed: PrintedKeys) -> None:
    later = lines_of(printed)[0].replace(" ", "")
    data = recovery_lines._data(1, later)
    first = recovery_lines._line(1, bytes([data[0] + 1]) + data[1:])
    with pytest.raises(SheetMistypedError) as slip:
        read_lines("\n".join([first, *lines_of(printed)[1:]]))
    assert slip.value.line is None


def test_sheet_of_a_colleague_has_an_empty_box(printed: PrintedKeys) -> None:
    colleagues = replace(printed, practice_box=b"")
    assert read_lines("\n".join(lines_of(colleagues))) == colleagues
