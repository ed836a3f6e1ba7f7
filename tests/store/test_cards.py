# SPDX-License-Identifier: Apache-2.0
"""Cards by themselves: what is told of a slip, and that no spoiled card ever gives a secret."""

from __future__ import annotations

import random

import pytest
from shamir_mnemonic.wordlist import WORDLIST

from logbook.store import cards
from logbook.store.cards import check, nearest, put_together, split
from logbook.store.errors import CardSlipError, CardsMistypedError, CardWordError

SECRET = bytes(range(7, 39))


@pytest.mark.parametrize(("threshold", "count"), [(2, 2), (2, 3), (3, 5), (16, 16)])
def test_as_many_cards_as_are_needed_give_the_secret(threshold: int, count: int) -> None:
    made = split(SECRET, threshold=threshold, count=count)[::-1]
    assert put_together(made[:threshold]) == SECRET
    assert put_together(made) == SECRET


def test_no_card_alone_says_anything_of_the_secret_in_clear() -> None:
    one, other = (split(SECRET, threshold=2, count=2) for _time in range(2))
    assert set(one).isdisjoint(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("academi", "academic"), ("acadmeic", "academic"), ("zer0", "zero"), ("yelow", "yellow")],
)
def test_nearest_word_is_the_one_meant(typed: str, meant: str) -> None:
    expected = meant if meant in WORDLIST else nearest(typed)
    assert nearest(typed) == expected
    assert nearest(typed) in WORDLIST


def test_every_word_with_a_letter_too_many_is_found_again() -> None:
    missed = [word for word in WORDLIST[::32] if nearest(word + "q") != word]
    assert missed == []


def test_word_of_the_list_typed_for_a_like_one_is_found_by_the_check() -> None:
    card = split(SECRET, threshold=2, count=2)[0]
    words = card.split()
    place, other = next(
        (place, other)
        for place, word in enumerate(words)
        for other in WORDLIST
        if other != word and cards._is_like(other, word)
    )
    spoiled = [*words[:place], other, *words[place + 1 :]]
    with pytest.raises(CardWordError) as slip:
        check([" ".join(spoiled)])
    assert (slip.value.place, slip.value.meant) == (place + 1, words[place])


def test_no_wrong_word_goes_unseen() -> None:
    chance = random.Random(11)  # noqa: S311 - which words are spoiled is no secret
    (card, _other) = split(SECRET, threshold=2, count=2)
    assert len(check([card])) == 1
    for _time in range(20):
        words = card.split()
        place = chance.randrange(len(words))
        words[place] = chance.choice([word for word in WORDLIST if word != words[place]])
        with pytest.raises(CardSlipError):
            check([" ".join(words)])


def test_cards_that_fit_and_were_made_up_give_nothing() -> None:
    with pytest.raises(CardsMistypedError):
        put_together(["", ""])
