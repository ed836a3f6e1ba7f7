# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from logbook.domain.viewing import (
    EPISODE,
    OpenEpisode,
    ViewingNeed,
    ViewingReason,
    is_reason,
    viewing_need,
)
from tests.builders import NOON

NOTHING, NOTE, REASON = ViewingNeed.NOTHING, ViewingNeed.NOTE, ViewingNeed.REASON


def test_an_episode_that_nothing_keeps_open_is_over() -> None:
    assert not OpenEpisode().is_open(NOON)


@pytest.mark.parametrize(
    "episode", [OpenEpisode(consent_in_force=True), OpenEpisode(open_clock=True)]
)
def test_each_thing_that_goes_on_keeps_an_episode_open(episode: OpenEpisode) -> None:
    assert episode.is_open(NOON)


def test_what_is_only_typed_opens_no_episode() -> None:
    assert not OpenEpisode(draft=True).is_open(NOON)


def test_an_episode_goes_on_for_its_days_after_the_last_entry_and_not_a_second_longer() -> None:
    episode = OpenEpisode(last_recorded=NOON)

    assert episode.is_open(NOON + EPISODE)
    assert not episode.is_open(NOON + EPISODE + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("in_episode", "recording", "practice_of_one", "need"),
    [
        (True, False, False, NOTHING),
        (True, False, True, NOTHING),
        (True, True, False, NOTHING),
        (False, False, False, REASON),
        (False, True, False, NOTE),
        (False, False, True, NOTE),
        (False, True, True, NOTE),
    ],
)
def test_what_a_look_takes(
    *, in_episode: bool, recording: bool, practice_of_one: bool, need: ViewingNeed
) -> None:
    found = viewing_need(
        in_episode=in_episode,
        recording=recording,
        sensitive=False,
        practice_of_one=practice_of_one,
    )

    assert found is need


@pytest.mark.parametrize(("recording", "practice_of_one"), list(product((True, False), repeat=2)))
def test_what_is_sensitive_is_noted_within_an_episode_and_the_same_as_ever_outside(
    *, recording: bool, practice_of_one: bool
) -> None:
    within, outside = (
        viewing_need(
            in_episode=in_episode,
            recording=recording,
            sensitive=True,
            practice_of_one=practice_of_one,
        )
        for in_episode in (True, False)
    )

    assert within is NOTE
    assert outside is (NOTE if recording or practice_of_one else REASON)


def test_a_practice_of_one_is_never_asked() -> None:
    needs = {
        viewing_need(
            in_episode=episode, recording=recording, sensitive=sensitive, practice_of_one=True
        )
        for episode, recording, sensitive in product((True, False), repeat=3)
    }

    assert REASON not in needs


@pytest.mark.parametrize(
    ("reason", "words", "taken"),
    [
        (ViewingReason.CARE, "", True),
        (ViewingReason.CARE, "Knee again", True),
        (None, "", False),
        (None, "   ", False),
        (None, "Their GP rang", True),
        (ViewingReason.OTHER, "", False),
        (ViewingReason.OTHER, "Their GP rang", True),
        (ViewingReason.CARE, "x" * 201, False),
        (ViewingReason.CARE, "a\x00b", False),
    ],
)
def test_a_reason_is_one_of_the_list_or_a_line(
    reason: ViewingReason | None, words: str, *, taken: bool
) -> None:
    assert is_reason(reason, words) is taken
