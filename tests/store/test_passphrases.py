# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import gc

import pytest
from zxcvbn import matching

from logbook.domain.passphrase import Weakness
from logbook.store.errors import UnusablePassphraseError, WeakPassphraseError
from logbook.store.passphrases import check_strength, estimate, generated

ABOUT = ("Rhian Prosser", "PH123456", "Larkfield Physiotherapy", "2 Mill Lane\nLudlow")


def test_a_generated_passphrase_is_five_words_and_never_the_same() -> None:
    made = {generated() for _ in range(200)}

    assert len(made) == 200
    assert {len(passphrase.split(" ")) for passphrase in made} == {5}
    assert len({word for passphrase in made for word in passphrase.split(" ")}) > 800
    assert len(generated(words=6).split(" ")) == 6


def test_every_generated_passphrase_is_strong_enough() -> None:
    for _ in range(60):
        strength = estimate(generated(), ABOUT)
        assert strength.is_enough, strength
        assert strength.bits >= 64


@pytest.mark.parametrize(
    ("passphrase", "weakness"),
    [
        ("", Weakness.TOO_SHORT),
        ("kT9#vq2!Lz", Weakness.TOO_SHORT),
        ("password1234", Weakness.COMMON),
        ("Rhian Prosser", Weakness.ABOUT_YOU),
        ("rhianprosser PH123456", Weakness.ABOUT_YOU),
        ("aaaaaaaaaaaaaaaaaaaa", Weakness.REPEATED),
        ("lalalalalalalalalala", Weakness.REPEATED),
        ("abcdefghijklmnop", Weakness.IN_A_ROW),
        ("zaq1xsw2cde3 zse4", Weakness.KEYBOARD),
        ("18 06 1815 1952", Weakness.DATE),
        ("dogs and cats", Weakness.GUESSABLE),
    ],
)
def test_a_weak_passphrase_is_refused_and_it_is_said_why(
    passphrase: str, weakness: Weakness
) -> None:
    strength = estimate(passphrase, ABOUT)

    assert weakness in strength.weaknesses
    assert not strength.is_enough
    with pytest.raises((WeakPassphraseError, UnusablePassphraseError)):
        check_strength(passphrase, ABOUT)


@pytest.mark.parametrize(
    "passphrase",
    [
        "lantern orbit meadow copper thistle",
        "my aunt keeps nine blue herons",
        "жёлтый зонтик летит над рекой",
        " copper kettle, hedgehog rain ",
        "kT9#vq2!LzRw7$uX",
        "x" + "lantern orbit meadow copper thistle " * 28,
    ],
)
def test_a_passphrase_of_ones_own_needs_no_particular_characters(passphrase: str) -> None:
    check_strength(passphrase, ABOUT)


def test_letters_from_elsewhere_that_become_plain_ones_add_nothing() -> None:
    plain, wide = "password1234", "".join(chr(ord(letter) + 0xFEE0) for letter in "password1234")
    assert estimate(wide) == estimate(plain)


def test_longer_than_is_kept_is_refused_before_it_is_rated() -> None:
    with pytest.raises(UnusablePassphraseError):
        check_strength("lantern orbit " * 100)


def test_names_and_passphrase_do_not_stay_with_the_library() -> None:
    estimate("lantern Wynnstay orbit", ("Gwenllian Wynnstay",))
    gc.collect()

    assert "wynnstay" not in matching.RANKED_DICTIONARIES.get("user_inputs", {})
