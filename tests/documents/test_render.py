# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from logbook.documents.content import DocumentContent, Look, Section, Text, plain_text
from logbook.documents.disclosure_record import disclosure_record
from logbook.documents.finish import finish
from logbook.documents.letter import notification_letter
from logbook.documents.render import render
from tests.documents.samples import NAMES, NOW, PLACE, content, source

FURNITURE = re.compile(r"Page \d+ of \d+ Content hash(?: [0-9a-f]{4}){4}")
DIRECTION = str.maketrans(
    "", "", "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def folded(text: str) -> str:
    """The text as a search looks for it: ligatures taken apart, white space folded."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("look", list(Look))
@pytest.mark.parametrize("language", list(NAMES))
def test_the_page_says_what_the_content_says(
    look: Look, language: str, text_of: Callable[[bytes], str]
) -> None:
    document = content(look, name=NAMES[language])
    seen = FURNITURE.sub("", text_of(finish(render(document)))).translate(DIRECTION)
    for line in plain_text(document).splitlines():
        assert folded(line) in folded(seen)


@pytest.mark.parametrize(
    "document",
    [
        disclosure_record(source(), place=PLACE, created=NOW),
        notification_letter(source(), created=NOW),
    ],
    ids=["record", "letter"],
)
def test_nothing_is_on_the_pages_that_the_content_does_not_say(
    document: DocumentContent, text_of: Callable[[bytes], str]
) -> None:
    seen = FURNITURE.sub(" ", text_of(finish(render(document))))
    for repeated in (document.footer, document.reference, document.banner):
        seen = seen.replace(repeated, " ")
    said = plain_text(document)
    for repeated in (document.footer, document.reference, document.banner):
        said = said.replace(repeated, " ")
    assert sorted(seen.split()) == sorted(said.split())


def test_every_page_says_which_it_is_of_how_many(text_of: Callable[[bytes], str]) -> None:
    pdf = finish(render(content(rows=120)))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
    assert pages > 3
    text = text_of(pdf)
    assert [f"Page {page} of {pages}" in text for page in range(1, pages + 1)] == [True] * pages
    assert text.count(content(rows=120).short_digest) == pages


def test_the_banner_and_the_reference_stand_on_every_page(
    text_of: Callable[[bytes], str],
) -> None:
    document = replace(content(rows=120), banner="RESTRICTED")
    text = text_of(finish(render(document)))
    assert text.count("RESTRICTED") == text.count("Page ")
    assert text.count(document.reference) == text.count("Page ")


def test_a_text_longer_than_a_page_is_shown_whole(text_of: Callable[[bytes], str]) -> None:
    words = " ".join(f"word{number}" for number in range(3000))
    text = text_of(finish(render(content(reasons=words))))
    assert set(words.split()) <= set(text.split())


def test_a_word_longer_than_a_line_is_broken_and_not_cut(text_of: Callable[[bytes], str]) -> None:
    word = "".join(chr(ord("a") + number % 26) for number in range(400))
    text = text_of(finish(render(content(reasons=word))))
    assert word in text.replace(" ", "")


def test_line_feeds_stay_line_breaks(text_of: Callable[[bytes], str]) -> None:
    section = Section(blocks=(Text(text="first\nsecond\n\nfourth"),))
    assert "first second fourth" in text_of(finish(render(replace(content(), sections=(section,)))))


def test_large_print_has_the_same_words(text_of: Callable[[bytes], str]) -> None:
    document = notification_letter(source(), created=NOW)
    seen = text_of(finish(render(document, scale=2.0)))
    for line in plain_text(document).splitlines():
        assert folded(line).split()[0] in seen
    with (
        pikepdf.open(io.BytesIO(finish(render(document, scale=2.0)))) as large,
        pikepdf.open(io.BytesIO(finish(render(document)))) as plain,
    ):
        assert len(large.pages) > len(plain.pages)
