# SPDX-License-Identifier: Apache-2.0
"""Cards of which each is right by itself, and which do not belong together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shamir_mnemonic import Share

from logbook.store.cards import check, put_together, split
from logbook.store.errors import (
    CardOfAnotherSetError,
    CardsMistypedError,
    CardTwiceError,
    TooFewCardsError,
)

SECRET = bytes(range(7, 39))


def with_the_marks_of(card: str, other: str) -> str:
    """Give a card the identifier of another set, with a check that is right again."""
    identifier = Share.from_mnemonic(other).identifier
    made: str = replace(Share.from_mnemonic(card), identifier=identifier).mnemonic()
    return made


def test_card_given_twice_is_named() -> None:
    (one, other) = split(SECRET, threshold=2, count=2)
    assert len(check([one, other])) == 2
    with pytest.raises(CardTwiceError) as slip:
        check([one, one])
    assert slip.value.card == 2
    assert dict(slip.value.details) == {"card": 2}


def test_card_of_another_set_is_named() -> None:
    (one, _), (_, other) = (split(SECRET, threshold=2, count=2) for _time in range(2))
    with pytest.raises(CardOfAnotherSetError) as slip:
        check([one, other])
    assert dict(slip.value.details) == {"card": 2}


def test_one_card_is_too_few_and_it_is_said_how_many_are_needed() -> None:
    (one, _, _) = split(SECRET, threshold=2, count=3)
    with pytest.raises(TooFewCardsError) as slip:
        put_together([one])
    assert dict(slip.value.details) == {"needed": 2, "given": 1}


def test_cards_forged_to_look_like_one_set_give_no_secret() -> None:
    (one, _), (_, other) = (split(SECRET, threshold=2, count=2) for _time in range(2))
    forged = with_the_marks_of(other, one)
    # By all that can be told of each card alone they belong together.
    assert len(check([one, forged])) == 2
    with pytest.raises(CardsMistypedError) as refused:
        put_together([one, forged])
    assert refused.value.card is None
