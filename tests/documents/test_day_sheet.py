# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pikepdf
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from logbook.documents.codes import modules_of
from logbook.documents.content import Codes, PenLines, plain_text
from logbook.documents.day_sheet import day_sheet, day_sheet_reference
from logbook.documents.finish import finish
from logbook.documents.render import render
from logbook.documents.source import DaySheetSource, JournalPlace
from logbook.journal.checkpoint import Checkpoint, origin, sign_checkpoint
from logbook.journal.sheet_code import read_sheet_code
from tests.builders import a_practice, a_practitioner
from tests.documents.conftest import Program
from tests.documents.samples import failed_rules

NOW = datetime(2026, 11, 20, 17, 45, tzinfo=UTC)
LOG = "9f" * 16
KEY = Ed25519PrivateKey.from_private_bytes(b"\x05" * 32)
ROOT = bytes(range(40, 72))


def a_sheet(size: int = 1204, entries: int = 17, epoch: int = 1) -> DaySheetSource:
    name = origin(LOG, epoch)
    return DaySheetSource(
        id=UUID(int=7),
        practice=a_practice(),
        practitioner=a_practitioner(),
        zone=ZoneInfo("Europe/London"),
        day=date(2026, 11, 20),
        entries=entries,
        since=(date(2026, 11, 13), 1100),
        epoch=epoch,
        place=JournalPlace(seq=0, log=LOG, size=size, root=ROOT),
        signer_key=KEY.public_key().public_bytes_raw(),
        note=sign_checkpoint(Checkpoint(origin=name, size=size, root=ROOT), KEY, name),
        root_fingerprint=" ".join(["ab12"] * 16),
    )


def pdf_of(source: DaySheetSource) -> bytes:
    return finish(render(day_sheet(source, created=NOW)))


def said(source: DaySheetSource) -> str:
    return " ".join(plain_text(day_sheet(source, created=NOW)).split())


def test_it_says_the_day_the_entries_and_what_is_typed_in() -> None:
    source = a_sheet()
    text = said(source)
    for part in (
        "Larkfield Physiotherapy",
        "Day 20 November 2026",
        "Entries of this day 17 (number 1,187 to number 1,203)",
        "Entries in all 1204",
        "After the sheet before 104 entries, since 13 November 2026",
        " ".join(source.groups[:7]),
        " ".join(source.groups[7:]),
        "Signature",
        "Name, day and time",
        f"Journal {LOG}, epoch 1",
        "Fingerprint of the practice ab12 ab12",
        "Rhian Prosser",
    ):
        assert part in text, part


def test_what_it_prints_is_what_the_check_reads() -> None:
    source = a_sheet(epoch=4)
    content = day_sheet(source, created=NOW)
    (codes,) = (
        block for part in content.sections for block in part.blocks if isinstance(block, Codes)
    )
    code = read_sheet_code("\n".join(" ".join(row) for row in codes.rows))
    assert code.root == ROOT
    assert code.epoch(source.place.size, latest=9) == 4


def test_the_first_sheet_and_a_day_without_entries_have_words() -> None:
    text = said(replace(a_sheet(entries=0), since=None))
    assert "Entries of this day None" in text
    assert "After the sheet before" not in text


def test_the_qr_code_says_the_signed_checkpoint() -> None:
    source = a_sheet()
    content = day_sheet(source, created=NOW)
    (lines,) = (
        block for part in content.sections for block in part.blocks if isinstance(block, PenLines)
    )
    assert lines.beside.text == source.note
    assert len(modules_of(source.note)) <= 73


def test_its_reference_is_the_day_and_the_number_of_entries() -> None:
    assert day_sheet_reference(a_sheet()) == "2026-11-20-1204"


def test_it_keeps_every_rule_of_the_archival_and_the_accessible_standard() -> None:
    assert failed_rules(pdf_of(a_sheet())) == []


def test_a_code_without_words_would_be_objected_to() -> None:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(a_sheet()))) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.Figure:
                del item["/Alt"]
        pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert failed_rules(output.getvalue()) != []


def test_root_pen_and_signature_stand_on_one_page(run: Program, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdf_of(a_sheet(size=1_204_567, entries=0)))
    assert "Pages:           1" in run("pdfinfo", path)


def test_of_a_long_letterhead_the_pen_stays_beside_the_root(run: Program, tmp_path: Path) -> None:
    practice = replace(
        a_practice(), name="The Larkfield and Teme Valley " * 4, address="Long Lane, " * 20
    )
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdf_of(replace(a_sheet(), practice=replace(practice, sample=True))))
    first = run("pdftotext", "-f", "1", "-l", "1", path, "-")
    for part in ("SAMPLE", "What the journal was", "Signature", "Name, day and time"):
        assert part in first


def test_the_text_is_read_in_its_order(text_of: Callable[[bytes], str]) -> None:
    text = text_of(pdf_of(a_sheet()))
    places = [
        text.index(part)
        for part in (
            "Day sheet of the journal",
            "Entries in all",
            "What the journal was",
            "Signed by hand",
            "Signature",
            "Signed by the program",
            "Signed electronically",
        )
    ]
    assert places == sorted(places)


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert pdf_of(a_sheet()) == pdf_of(a_sheet())
