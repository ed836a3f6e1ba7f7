# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from base64 import b32encode
from hashlib import sha256

import pytest

from logbook.journal.sheet_code import read_sheet_code, sheet_groups

ROOT = sha256(b"a journal").digest()
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def test_thirteen_groups_are_the_root_and_the_last_is_the_check() -> None:
    groups = sheet_groups(1, 1204, ROOT)
    assert len(groups) == 14
    assert {len(group) for group in groups} == {4}
    assert "".join(groups[:13]) == b32encode(ROOT).decode().rstrip("=")


def test_what_is_printed_is_read_back_however_it_is_typed() -> None:
    groups = sheet_groups(3, 1204, ROOT)
    for typed in (
        " ".join(groups),
        "".join(groups).lower(),
        "-".join(groups),
        " ".join(groups[:7]) + "\n" + " ".join(groups[7:]) + "\n",
        "".join(groups).replace("O", "0").replace("I", "1").replace("B", "8"),
    ):
        code = read_sheet_code(typed)
        assert code.root == ROOT
        assert code.epoch(1204, latest=5) == 3


def test_a_root_without_its_check_is_read_too() -> None:
    code = read_sheet_code(b32encode(ROOT).decode().rstrip("="))
    assert (code.root, code.check) == (ROOT, "")


def test_every_single_slip_is_noticed() -> None:
    letters = "".join(sheet_groups(1, 1204, ROOT))
    for place, right in enumerate(letters):
        for wrong in LETTERS.replace(right, ""):
            typed = letters[:place] + wrong + letters[place + 1 :]
            try:
                code = read_sheet_code(typed)
            except ValueError:
                continue
            assert code.epoch(1204, latest=9) is None, typed


def test_two_letters_changed_about_are_noticed() -> None:
    letters = "".join(sheet_groups(1, 1204, ROOT))
    swapped = [
        letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
        for place in range(len(letters) - 1)
        if letters[place] != letters[place + 1]
    ]
    assert swapped
    for typed in swapped:
        try:
            code = read_sheet_code(typed)
        except ValueError:
            continue
        assert code.epoch(1204, latest=9) is None, typed


@pytest.mark.parametrize("size", [1203, 1240, 2104, 124, 12040, 0])
def test_another_number_of_entries_is_noticed(size: int) -> None:
    code = read_sheet_code("".join(sheet_groups(1, 1204, ROOT)))
    assert code.epoch(1204, latest=9) == 1
    assert code.epoch(size, latest=9) is None


@pytest.mark.parametrize("typed", ["", "ABCD", "A" * 51, "A" * 53, "A" * 57, "!" * 52, "9" * 56])
def test_what_no_sheet_says_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"root|base32"):
        read_sheet_code(typed)
