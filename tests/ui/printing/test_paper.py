# SPDX-License-Identifier: Apache-2.0
"""Pages reach the paper as they are: number, place, size, and every word of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL.Image import Transpose
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from tests.ui.printing.looking import (
    Paper,
    Size,
    a_pdf,
    difference,
    ink,
    pages_of,
    seen,
    size_of,
    words_of,
)
from ui.printing.paper import QUEUE_NAME, private_scratch, put_on_paper

Load = Callable[..., Paper]
A4 = (210, 297)
ABOUT = 0.8
"""Millimetres: three dots at 100 to the inch, and a little."""

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - only looked at

ALIKE = 0.5
BOX = (17, 22, 53, 33)
"""Inside of the dark box of a first page, in millimetres: left, top, right, bottom."""


def printed(paper: Paper, pdf: bytes) -> bytes:
    told: list[tuple[int, int]] = []
    painter = QPainter()
    assert painter.begin(paper.printer)
    assert put_on_paper(pdf, paper.printer, painter, lambda page, of: told.append((page, of)))
    assert not painter.isActive()
    pages = told[0][1]
    assert told == [(number, pages) for number in range(1, pages + 1)]
    return paper.data()


def test_every_page_comes_out_once_at_its_size_and_looks_the_same(paper: Load) -> None:
    pdf = a_pdf(*A4, pages=2)
    out = printed(paper(), pdf)

    assert pages_of(out) == 2
    for index in range(2):
        assert size_of(out, index) == pytest.approx(A4, abs=ABOUT)
        assert difference(seen(out, index), seen(pdf, index)) < ALIKE
        assert ink(seen(out, index)) == pytest.approx((10, 10, 200, 287), abs=ABOUT)
    assert difference(seen(out, 0), seen(pdf, 1)) > 2 * ALIKE, "the control: another page is seen"


def test_no_row_is_lost_where_strips_meet_at_whatever_size_they_are_looked_at(
    paper: Load,
) -> None:
    pdf = a_pdf(*A4, pages=1)
    out = printed(paper(), pdf)
    with pikepdf.open(paper().path) as opened:
        strips = [int(strip["/Height"]) for strip in opened.pages[0].get_images().values()]

    assert len(strips) > 3
    assert max(strips) <= 600
    for dpi in (75, 97, 110, 150):
        box = seen(out, dpi=dpi).crop(tuple(round(each / 25.4 * dpi) for each in BOX))
        assert box.getextrema()[1] < 100, dpi


def test_a_small_page_keeps_its_size_in_the_middle_of_the_paper(paper: Load) -> None:
    out = printed(paper(), a_pdf(105, 148))

    assert size_of(out) == pytest.approx(A4, abs=ABOUT)
    left, top, right, bottom = ink(seen(out))
    assert (right - left, bottom - top) == pytest.approx((85, 128), abs=ABOUT)
    assert (left, top) == pytest.approx((210 - right, 297 - bottom), abs=ABOUT)


def test_a_page_too_large_for_the_paper_is_made_smaller_and_nothing_is_cut_off(
    paper: Load,
) -> None:
    out = printed(paper(Size.A5), a_pdf(*A4))

    assert size_of(out) == pytest.approx((148, 210), abs=ABOUT)
    assert ink(seen(out)) == pytest.approx((7.1, 7.1, 141, 203), abs=1)


def test_a_page_that_lies_is_turned_onto_paper_that_stands(paper: Load) -> None:
    lying = a_pdf(297, 210)
    out = printed(paper(), lying)

    assert size_of(out) == pytest.approx(A4, abs=ABOUT)
    turned = seen(lying).transpose(Transpose.ROTATE_270)
    assert difference(seen(out), turned) < ALIKE
    upside_down = seen(lying).transpose(Transpose.ROTATE_90)
    assert difference(seen(out), upside_down) > 2 * ALIKE, "the control"


def test_a_page_that_lies_fits_paper_that_lies(paper: Load) -> None:
    lying, wide = a_pdf(297, 210), paper()
    wide.printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    out = printed(wide, lying)

    assert size_of(out) == pytest.approx((297, 210), abs=ABOUT)
    assert difference(seen(out), seen(lying)) < ALIKE


def test_margins_of_the_printer_do_not_move_the_page(paper: Load) -> None:
    pdf, narrow = a_pdf(*A4), paper()
    narrow.printer.setPageMargins(QMarginsF(15, 25, 5, 5), QPageLayout.Unit.Millimeter)

    assert ink(seen(printed(narrow, pdf))) == pytest.approx(ink(seen(pdf)), abs=ABOUT)


def test_as_many_copies_come_out_as_were_asked_for(paper: Load) -> None:
    twice = paper(Size.A6)
    twice.printer.setCopyCount(2)
    pdf = a_pdf(105, 148, pages=2)
    out = printed(twice, pdf)

    assert pages_of(out) == 4
    for number in range(4):
        same, other = seen(pdf, number % 2), seen(pdf, 1 - number % 2)
        assert 2 * difference(seen(out, number), same) < difference(seen(out, number), other)


def test_only_the_pages_chosen_come_out_the_last_first_where_that_was_chosen(
    paper: Load,
) -> None:
    some = paper(Size.A6)
    some.printer.setPrintRange(QPrinter.PrintRange.PageRange)
    some.printer.setFromTo(2, 3)
    some.printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    pdf = a_pdf(105, 148, pages=4)
    out = printed(some, pdf)

    assert pages_of(out) == 2
    for number, page in enumerate((2, 1)):
        away = [difference(seen(out, number), seen(pdf, each)) for each in range(4)]
        assert min(away) == away[page]


@pytest.mark.parametrize("dots", [203, 300, 360, 600, 720, 1200])
def test_any_resolution_shows_the_same_and_is_drawn_about_as_fine_as_paper_needs(
    paper: Load, dots: int
) -> None:
    pdf, other = a_pdf(105, 148), paper(Size.A6)
    other.printer.setResolution(dots)
    out = printed(other, pdf)

    assert ink(seen(out)) == pytest.approx(ink(seen(pdf)), abs=ABOUT)
    with pikepdf.open(other.path) as opened:
        strips = list(opened.pages[0].get_images().values())
    across = {int(strip["/Width"]) / 105 * 25.4 for strip in strips}
    assert all(200 <= each <= 451 for each in across)


def test_the_queue_is_told_the_name_of_the_program_and_no_other(paper: Load) -> None:
    pdf = a_pdf(*A4)
    out = printed(paper(), pdf)

    with pikepdf.open(paper().path) as opened:
        assert str(opened.docinfo["/Title"]) == QUEUE_NAME
        assert str(opened.docinfo["/Creator"]) == QUEUE_NAME
    assert "Seren" in words_of(pdf), "the control: words are read where there are any"
    assert words_of(out) == "", "what is printed is a picture"


def test_what_is_on_its_way_lies_in_a_private_folder_and_the_variable_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("TMPDIR", "/somewhere")
    with private_scratch():
        assert os.environ["TMPDIR"] == str(tmp_path)
    assert os.environ["TMPDIR"] == "/somewhere"

    monkeypatch.delenv("TMPDIR")
    with private_scratch():
        assert os.environ["TMPDIR"] == str(tmp_path)
    assert "TMPDIR" not in os.environ


@pytest.mark.skipif(not os.access(IN_MEMORY, os.W_OK), reason="Linux keeps a folder in memory")
def test_where_there_is_no_private_folder_one_is_made_in_memory_until_it_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "gone"))
    with private_scratch() as until_sent:
        place = Path(os.environ["TMPDIR"])
        assert place.parent == IN_MEMORY
        assert place.stat().st_mode & 0o777 == 0o700
        (place / "on-its-way").write_bytes(b"a page")
    assert "TMPDIR" not in os.environ
    # The painter has begun; what it writes is sent by its name when it ends.
    assert (place / "on-its-way").read_bytes() == b"a page"
    until_sent.close()
    assert not place.exists()
