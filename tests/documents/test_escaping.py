# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import logbook.documents
from logbook.documents.content import Look
from logbook.documents.escaping import paragraph
from logbook.documents.finish import finish
from logbook.documents.fonts import BOLD, REGULAR, runs
from logbook.documents.layout import Styles, measures_of
from logbook.documents.render import render
from logbook.documents.tagging import Element
from tests.documents.samples import MARKUP, content

STYLE = Styles(measures_of(Look.RECORD, 1.0)).text()


def shown(text: str) -> str:
    """The characters a paragraph would draw."""
    made = paragraph(text, STYLE)
    return "".join("\n" if getattr(frag, "lineBreak", False) else frag.text for frag in made.frags)


@pytest.mark.parametrize(
    "text",
    [
        MARKUP,
        "<img src='file:///etc/passwd'/>",
        "<a href='javascript:alert(1)'>click</a>",
        "<font color=\"[[[getattr(pow, Attacker('__globals__'))]]]\">x</font>",
        "x<y and y>x",
        "&lt;b&gt; &nbsp; &#0; &bogus;",
        "</para></font>",
        "<!-- --> <![CDATA[ x ]]> <?pi ?>",
        "<unichar name='BULLET'/> <seq/> <br/>",
    ],
)
def test_markup_is_shown_as_it_was_typed(text: str) -> None:
    assert shown(text) == text


def test_markup_in_a_name_reaches_the_page_literally_and_brings_no_file_or_link(
    text_of: Callable[[bytes], str],
) -> None:
    pdf = finish(render(content(name=MARKUP)))
    assert MARKUP in text_of(pdf)
    assert b"/URI" not in pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert not [
            item
            for item in opened.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]


def test_no_other_module_builds_a_paragraph() -> None:
    folder = Path(next(iter(logbook.documents.__path__)))
    builders = [
        file.name
        for file in sorted(folder.glob("*.py"))
        if re.search(r"(?<!class )\b(Tagged|X?)Paragraph\((?!Paragraph)", file.read_text())
    ]
    assert builders == ["escaping.py"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all_can_be_set(text: str) -> None:
    made = paragraph(text, STYLE, Element("P"))
    made.wrap(200, 1000)


def test_a_word_is_set_in_one_typeface() -> None:
    assert runs("Ωμέγα and Omega", REGULAR) == [
        ("NotoSans-Regular", "Ωμέγα"),
        (REGULAR, " and Omega"),
    ]


def test_a_character_no_typeface_has_is_written_out_as_its_code() -> None:
    assert runs("a\u0905b", REGULAR) == [(REGULAR, "a[U+0905]b")]


def test_what_the_first_typeface_has_stays_in_it() -> None:
    assert runs("Siân Ŵyr, £5 ≤ 10", BOLD) == [(BOLD, "Siân Ŵyr, £5 ≤ 10")]


def test_a_text_in_another_order_is_noted_in_its_logical_order() -> None:
    element = Element("TD")
    paragraph("Dr מרים כהן", STYLE, element)
    assert element.actual_text == "Dr מרים כהן"
    plain = Element("TD")
    paragraph("Dr Cohen", STYLE, plain)
    assert plain.actual_text == ""
