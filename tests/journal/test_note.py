# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from logbook.journal.note import (
    MOST_SIGNATURES,
    NoteError,
    key_id,
    note_is_signed_by,
    read_base64,
    read_note,
    sign_note,
)

# The example key and note of the reference implementation, golang.org/x/mod/sumdb/note.
NAME = "PeterNeumann"
PRIVATE = b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
PUBLIC = b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6"
    "KE6RyyBwJnAM=\n"
)
NOTE = f"{TEXT}\n{LINE}"
KEY = Ed25519PrivateKey.from_private_bytes(PRIVATE[1:])
UNKNOWN = f"— witness.example {b64encode(b'key' + bytes(80)).decode()}\n"


def test_published_example_is_signed_byte_for_byte() -> None:
    assert sign_note(TEXT, KEY, NAME) == NOTE


def test_published_example_verifies_under_its_key_and_name_only() -> None:
    note = read_note(NOTE)
    assert note.text == TEXT
    assert key_id(NAME, PUBLIC[1:]).hex() == "c74f20a3"
    assert note_is_signed_by(note, NAME, PUBLIC[1:])
    assert not note_is_signed_by(note, "JohnNeumann", PUBLIC[1:])
    assert not note_is_signed_by(note, NAME, bytes(32))
    assert not note_is_signed_by(note, NAME, b"no key")


def test_text_that_was_changed_is_not_signed() -> None:
    assert not note_is_signed_by(read_note(NOTE.replace("crypto", "krypto")), NAME, PUBLIC[1:])


def test_signatures_of_unknown_keys_are_passed_over() -> None:
    note = read_note(f"{TEXT}\n{UNKNOWN}{LINE}{UNKNOWN}")
    assert len(note.signatures) == 3
    assert note_is_signed_by(note, NAME, PUBLIC[1:])
    assert not note_is_signed_by(read_note(f"{TEXT}\n{UNKNOWN}"), NAME, PUBLIC[1:])


def test_note_with_a_false_line_of_the_key_is_not_signed() -> None:
    false = b64encode(key_id(NAME, PUBLIC[1:]) + bytes(64)).decode()
    assert not note_is_signed_by(read_note(f"{NOTE}— {NAME} {false}\n"), NAME, PUBLIC[1:])


def test_line_of_another_name_does_not_count_even_with_the_same_id() -> None:
    note = read_note(NOTE.replace(f"— {NAME}", "— JohnNeumann"))
    assert note.signatures[0].key_id == key_id(NAME, PUBLIC[1:])
    assert not note_is_signed_by(note, NAME, PUBLIC[1:])


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        "\n\n",
        TEXT,
        f"{TEXT}\n",
        f"{TEXT}{LINE}",
        f"{TEXT}\n\n",
        NOTE[:-1],
        f"{NOTE}\n",
        NOTE.replace("—", "-"),
        NOTE.replace("— ", "—"),
        NOTE.replace("Neumann ", "Neumann  "),
        NOTE.replace("PeterNeumann ", ""),
        NOTE.replace("PeterNeumann ", "Peter+Neumann "),
        NOTE.replace("PeterNeumann ", "Peter\u2003Neumann "),
        NOTE.replace("AM=", "AM"),
        NOTE.replace("AM=", "AN="),
        NOTE.replace("AM=", "A-="),
        NOTE.replace("AM=", "é="),
        f"{TEXT}\n— {NAME} {b64encode(bytes(4)).decode()}\n",
        f"{TEXT}\n— {NAME} \n",
        NOTE.replace(",\n", ",\r\n"),
        NOTE.replace(",\n", ",\t\n"),
        NOTE.replace("you", "\ud800", 1),
        f"{TEXT}\n{UNKNOWN * (MOST_SIGNATURES + 1)}",
    ],
    ids=lambda note: repr(note[-30:]),
)
def test_malformed_note_is_refused(note: str) -> None:
    assert note != NOTE
    with pytest.raises(NoteError):
        read_note(note)


def test_note_of_as_many_signatures_as_the_specification_asks_for_is_read() -> None:
    assert len(read_note(f"{TEXT}\n{UNKNOWN * MOST_SIGNATURES}").signatures) >= 16


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("no newline", "key"),
        ("", "key"),
        ("a\tb\n", "key"),
        ("\udc00\n", "key"),
        ("a\n", ""),
        ("a\n", "a key"),
        ("a\n", "a+key"),
        ("a\n", "a\nkey"),
        ("a\n", "a\x01key"),
    ],
)
def test_text_or_name_that_could_not_be_read_back_is_not_signed(text: str, name: str) -> None:
    with pytest.raises(ValueError, match="cannot stand"):
        sign_note(text, KEY, name)


lines = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=12)


@given(st.lists(lines, min_size=1, max_size=5))
def test_any_text_is_read_back_as_it_was_signed(parts: list[str]) -> None:
    text = "\n".join(parts) + "\n"
    note = read_note(sign_note(text, KEY, NAME))
    assert note.text == text
    assert note_is_signed_by(note, NAME, PUBLIC[1:])


@given(st.binary(min_size=1))
def test_base64_is_read_in_the_one_way_it_is_written(data: bytes) -> None:
    encoded = b64encode(data).decode()
    assert read_base64(encoded) == data
    for other in (encoded + "\n", " " + encoded, encoded + "=", encoded + "!"):
        with pytest.raises(NoteError):
            read_base64(other)
