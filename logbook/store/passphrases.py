# SPDX-License-Identifier: Apache-2.0
"""New passphrases: five words drawn at random, or one's own if it is hard enough to guess.

There are no rules on which characters it must have: they make people choose worse ones.
"""

from __future__ import annotations

import math
import secrets
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from logbook.domain.passphrase import FEWEST_BITS, FEWEST_CHARACTERS, Strength, Weakness
from logbook.store.derivation import check_new_passphrase
from logbook.store.errors import WeakPassphraseError

WORDS = 5

_LOOKED_AT = 48
"""Characters: zxcvbn takes the square of them in time and more, and a passphrase is not weaker for
being longer. Five words drawn at random come to 39 on average, and to 49 at most."""
_SHORTEST_NAME = 3


def generated(words: int = WORDS) -> str:
    """Draw words from the 7,776 of the list, 12.9 bits each, with spaces between."""
    return " ".join(secrets.choice(_words()) for _ in range(words))


def estimate(passphrase: str, about: Sequence[str] = ()) -> Strength:
    """Estimate how hard a passphrase is to guess: a worker's task.

    It takes 15 ms as a rule and 300 ms the first time; a row of every symbol that could stand for
    a letter takes seconds.

    Args:
        passphrase: The passphrase as it was typed.
        about: Names that somebody would try first: of the person, the practice, the town.
    """
    # NFKC, as it is derived: letters from elsewhere that become plain ones add nothing.
    text = unicodedata.normalize("NFKC", passphrase)
    if not text:
        return Strength(bits=0.0, weaknesses=(Weakness.TOO_SHORT,), is_enough=False)
    # Its dictionaries take a fifth of a second to load, which only a new passphrase is worth.
    from zxcvbn import matching, scoring  # noqa: PLC0415

    # Its own door would keep the names in a table of the module for as long as the program runs.
    about_you = matching.build_ranked_dict(list(_names(about)))
    dictionaries = {**matching.RANKED_DICTIONARIES, "user_inputs": about_you}
    looked_at = text[:_LOOKED_AT]
    matches = matching.omnimatch(looked_at, dictionaries)
    found = scoring.most_guessable_match_sequence(looked_at, matches)
    bits = math.log2(found["guesses"])
    is_common = text.lower() in matching.RANKED_DICTIONARIES["passwords"]
    is_enough = len(text) >= FEWEST_CHARACTERS and bits >= FEWEST_BITS and not is_common
    seen = dict.fromkeys(_seen(found["sequence"]))
    weaknesses = [
        *([Weakness.TOO_SHORT] if len(text) < FEWEST_CHARACTERS else []),
        *([Weakness.COMMON] if is_common else []),
        *seen,
    ]
    if not is_enough and not weaknesses:
        weaknesses.append(Weakness.GUESSABLE)
    return Strength(bits=bits, weaknesses=tuple(weaknesses), is_enough=is_enough)


def check_strength(passphrase: str, about: Sequence[str] = ()) -> None:
    """Refuse a new passphrase that is too easily guessed.

    Raises:
        UnusablePassphraseError: It is empty, longer than 1,024 characters, or not text.
        WeakPassphraseError: It is shorter than 12 characters, common, or under 50 bits.
    """
    check_new_passphrase(passphrase)
    if not estimate(passphrase, about).is_enough:
        raise WeakPassphraseError("The passphrase is too easily guessed.")


def _names(about: Iterable[str]) -> Iterator[str]:
    """Give each name whole, without its spaces, and each of its words."""
    for text in about:
        name = unicodedata.normalize("NFKC", text).lower()
        for part in (name, "".join(name.split()), *name.split()):
            if len(part) >= _SHORTEST_NAME:
                yield part


def _seen(sequence: Iterable[dict[str, Any]]) -> Iterator[Weakness]:
    for match in sequence:
        match match["pattern"]:
            case "dictionary" if match["dictionary_name"] == "user_inputs":
                yield Weakness.ABOUT_YOU
            case "repeat":
                yield Weakness.REPEATED
            case "sequence":
                yield Weakness.IN_A_ROW
            case "spatial":
                yield Weakness.KEYBOARD
            case "date" | "regex":
                yield Weakness.DATE


@cache
def _words() -> tuple[str, ...]:
    text = files("resources").joinpath("passphrases", "words.txt").read_text("utf-8")
    return tuple(text.split())
