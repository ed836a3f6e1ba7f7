# SPDX-License-Identifier: Apache-2.0
"""The cards of a clinical will: 256 bits split so that some of the cards give them again.

SLIP-39 (one group, k of n, no passphrase): 33 words a card, of a list of 1,024 in which the first
four letters tell every word from all others; the last three words are a check. Which card, which
word and what was likely meant is told as well as that check allows, since whoever types them may
do it once, on a bad day, for somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from logbook.store.errors import (
    CardLengthError,
    CardOfAnotherSetError,
    CardSlipError,
    CardsMistypedError,
    CardTwiceError,
    CardWordError,
    TooFewCardsError,
)

WORDS = 33
"""On each card of a secret of 256 bits."""

FEWEST = 2
_NEAR = 2
"""So many letters may be wrong where a word of the list was typed for another."""


def split(secret: bytes | bytearray, *, threshold: int, count: int) -> tuple[str, ...]:
    """Split 32 bytes onto `count` cards of which `threshold` give them again."""
    # Its word list is loaded where there is a will, and not each time the program starts.
    from shamir_mnemonic import generate_mnemonics  # noqa: PLC0415

    # The secret is 256 bits at random: nothing is gained by making each try slower.
    (cards,) = generate_mnemonics(1, [(threshold, count)], bytes(secret), iteration_exponent=0)
    return tuple(cards)


def put_together(mnemonics: Sequence[str]) -> bytearray:
    """Give the secret that is on cards; more than are needed may be given. It must be wiped.

    Raises:
        CardsMistypedError: As `check`; also, there are too few cards.
    """
    from shamir_mnemonic import MnemonicError, combine_mnemonics  # noqa: PLC0415

    shares = check(mnemonics)
    needed = shares[0].member_threshold if shares else FEWEST
    if len(shares) < needed:
        raise TooFewCardsError(needed, len(shares))
    try:
        return bytearray(combine_mnemonics([_tidy(one) for one in mnemonics[:needed]]))
    except MnemonicError as error:
        raise CardsMistypedError from error


def check(mnemonics: Sequence[str]) -> tuple[Any, ...]:
    """Check cards as they are typed, one after the other, before there are enough.

    Raises:
        CardLengthError: One has not as many words as a card.
        CardWordError: A word is not right, and it is known which is likely meant.
        CardSlipError: Something on one is not right.
        CardTwiceError: One was given before.
        CardOfAnotherSetError: One does not belong with the first.
    """
    shares: list[Any] = []
    for number, typed in enumerate(mnemonics, 1):
        share = _read(number, _tidy(typed))
        if shares and share.common_parameters() != shares[0].common_parameters():
            raise CardOfAnotherSetError(number)
        if any(share.index == other.index for other in shares):
            raise CardTwiceError(number)
        shares.append(share)
    return tuple(shares)


def nearest(typed: str) -> str:
    """Give the word of the list that is likest to what was typed."""
    from shamir_mnemonic.wordlist import WORDLIST  # noqa: PLC0415

    def unlike(word: str) -> tuple[int, bool, str]:
        return _distance(typed, word), word[:1] != typed[:1], word

    found: str = min(WORDLIST, key=unlike)
    return found


def _read(number: int, mnemonic: str) -> Any:
    from shamir_mnemonic import MnemonicError, Share  # noqa: PLC0415
    from shamir_mnemonic.wordlist import WORD_INDEX_MAP  # noqa: PLC0415

    words = mnemonic.split()
    for place, word in enumerate(words, 1):
        if word not in WORD_INDEX_MAP:
            raise CardWordError(number, place, nearest(word))
    if len(words) != WORDS:
        raise CardLengthError(number, len(words))
    try:
        return Share.from_mnemonic(mnemonic)
    except MnemonicError as error:
        found = set(_slips(words))
        if len(found) == 1:
            raise CardWordError(number, *found.pop()) from error
        raise CardSlipError(number) from error


def _slips(words: list[str]) -> Iterator[tuple[int, str]]:
    """Give each place, counted from 1, at which a word like the one typed makes the card right."""
    from shamir_mnemonic.wordlist import WORDLIST  # noqa: PLC0415

    for place, typed in enumerate(words):
        for word in WORDLIST:
            if word != typed and _is_like(typed, word):
                changed = [*words[:place], word, *words[place + 1 :]]
                if _is_right(changed):
                    yield place + 1, word


def _is_like(typed: str, word: str) -> bool:
    if typed[0] != word[0] and typed[1:] != word[1:]:
        return False
    return abs(len(typed) - len(word)) <= _NEAR and _distance(typed, word) <= _NEAR


def _is_right(words: list[str]) -> bool:
    from shamir_mnemonic import MnemonicError, Share  # noqa: PLC0415

    try:
        Share.from_mnemonic(" ".join(words))
    except MnemonicError:
        return False
    return True


def _distance(one: str, other: str) -> int:
    """Count the letters to put in, take out or change to make one word of the other."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, theirs in enumerate(other, 1):
            least = min(row[j] + 1, row[j - 1] + 1, before + (letter != theirs))
            before, row[j] = row[j], least
    return row[-1]


def _tidy(mnemonic: str) -> str:
    """Give the words alone: small letters, without the numbers that stand before them."""
    return " ".join(
        word for word in mnemonic.lower().replace(",", " ").split() if not word[0].isdigit()
    )
