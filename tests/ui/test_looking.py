# SPDX-License-Identifier: Apache-2.0
"""A look at everybody ends once: with what was found, with an error, or with a mistake of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from logbook.errors import LogbookError
from ui.looking import Looking

Ended = list[object]


def three() -> Iterator[str | None]:
    yield "a"
    yield None
    yield "b"


def broken_off_by(error: Exception) -> Callable[[], Iterator[str]]:
    def look() -> Iterator[str]:
        yield "a"
        raise error

    return look


def watched(looking: Looking) -> Ended:
    ended: Ended = []
    looking.ended.connect(lambda: ended.append("ended"))
    looking.failed.connect(ended.append)
    return ended


def test_at_its_end_it_has_what_was_found(qtbot: QtBot) -> None:
    looking = Looking(three)
    ended = watched(looking)
    with qtbot.waitSignal(looking.ended):
        looking.start()
    assert (looking.found, ended, looking.is_running) == (("a", "b"), ["ended"], False)


def test_what_cannot_be_read_is_told(qtbot: QtBot) -> None:
    error = LogbookError("It cannot be read.")
    looking = Looking(broken_off_by(error))
    ended = watched(looking)
    with qtbot.waitSignal(looking.failed):
        looking.start()
    assert (looking.found, ended, looking.is_running) == (None, [error], False)


def test_a_mistake_of_ours_is_told_once_and_is_no_end(qtbot: QtBot) -> None:
    assert qtbot
    looking = Looking(broken_off_by(KeyError("ours")))
    ended = watched(looking)
    looking.start()
    with pytest.raises(KeyError):
        looking._go_on()
    assert (looking.found, ended, looking.is_running) == (None, [], False)
