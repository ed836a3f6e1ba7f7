# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from logbook.documents.content import Fact, Facts, Grid, Section, plain_text, printable
from tests.documents.samples import EVERY_NAME, content


def test_importing_the_content_loads_none_of_the_libraries_that_make_pdfs() -> None:
    program = (
        "import sys, logbook.documents.content, logbook.documents.certificates;"
        "print([name for name in ('reportlab', 'pikepdf', 'pyhanko') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "[]"


def test_the_text_holds_everything_in_reading_order() -> None:
    text = plain_text(content())
    places = [
        text.index(part) for part in ("SAMPLE", "Elm Road", "Service user", EVERY_NAME, "Released")
    ]
    assert places[:3] == sorted(places[:3])
    assert text.index("Service user") < text.index("Information") < text.index("Told before.")


def test_the_digest_changes_with_any_word() -> None:
    one = content()
    other = replace(one, sections=(*one.sections, Section(heading="More")))
    assert one.digest != other.digest
    assert one.digest == content().digest


def test_the_digest_does_not_depend_on_what_stands_at_the_foot_of_pages() -> None:
    assert content().digest == replace(content(), footer="another").digest


def test_the_short_digest_is_the_beginning_of_the_whole() -> None:
    short = content().short_digest
    assert content().digest.startswith(short.replace(" ", ""))
    assert [len(group) for group in short.split(" ")] == [4, 4, 4, 4]


def test_a_table_whose_rows_are_not_as_wide_as_its_header_cannot_be_made() -> None:
    with pytest.raises(AssertionError):
        Grid(header=("one", "two"), rows=(("only",),))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Zoë", "Zoë"),
        ("Zoe\u0308", "Zoë"),
        ("a\x00b\x07c", "abc"),
        ("gp\u202efdp.exe", "gpfdp.exe"),
        ("line\r\nline\rline\u2028line", "line\nline\nline\nline"),
        ("tab\there", "tab here"),
        ("soft\u00adhyphen \u200bzero", "softhyphen zero"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
        ("\ufdd0", "\ufffd"),
        ("heart\ufe0f", "heart"),
    ],
)
def test_what_shows_nothing_or_turns_the_text_is_left_out(typed: str, shown: str) -> None:
    assert printable(typed) == shown


def test_empty_parts_leave_no_empty_lines() -> None:
    bare = replace(content(), banner="", opening=(), sections=(Section(blocks=(Facts(rows=()),)),))
    assert "\n\n" not in plain_text(bare)
    assert plain_text(replace(bare, sections=())) == plain_text(bare)


def test_a_fact_is_said_with_its_label() -> None:
    facts = Facts(rows=(Fact(label="Name", value="Gwen"),))
    text = plain_text(replace(content(), sections=(Section(blocks=(facts,)),)))
    assert text.endswith("Name Gwen")
