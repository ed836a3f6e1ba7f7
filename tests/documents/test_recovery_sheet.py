# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest
from pikepdf import Name

from logbook.documents.codes import modules_of
from logbook.documents.content import Codes, QrCode, plain_text
from logbook.documents.recovery_sheet import recovery_sheet, recovery_sheet_pdf
from logbook.domain.recovery import RecoverySheet
from logbook.store.key_file import Slot
from logbook.store.recovery_code import code_text
from logbook.store.recovery_lines import PrintedKeys, lines_of, read_lines
from tests.documents.conftest import Program
from tests.documents.samples import NOW, failed_rules

SECRET = bytes(range(32))
KEYS = PrintedKeys(
    vault="9f" * 16,
    person="8d2f3a91-bc00-4000-8000-000000000001",
    root_epoch=3,
    slot=Slot(id="0123456789abcdef", type="recovery", nonce=bytes(12), ct=bytes(range(128))),
    root_box=bytes(range(80)),
    practice_box=bytes(range(100, 180)),
)


def a_sheet(*, rebuilds: bool = True) -> RecoverySheet:
    return RecoverySheet(
        id=UUID(int=7),
        logbook="Larkfield",
        vault=KEYS.vault,
        person="Siân Rees",
        practice="Larkfield Physiotherapy",
        day=date(2026, 11, 20),
        root_epoch=3,
        code=code_text(SECRET),
        lines=lines_of(KEYS),
        rebuilds=rebuilds,
    )


def test_sheet_keeps_every_rule_of_the_archival_and_the_accessible_standard() -> None:
    for rebuilds in (True, False):
        assert failed_rules(recovery_sheet_pdf(a_sheet(rebuilds=rebuilds), created=NOW)) == []


def test_picture_without_words_would_be_objected_to() -> None:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(recovery_sheet_pdf(a_sheet(), created=NOW))) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == Name.Figure:
                del item["/Alt"]
        pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert failed_rules(output.getvalue()) != []


def test_sheet_says_all_of_the_code_and_all_of_the_lines() -> None:
    said = plain_text(recovery_sheet(a_sheet(), created=NOW)).replace("\n", " ")
    assert a_sheet().code in said
    for line in a_sheet().lines:
        assert line in said


def test_code_is_read_aloud_row_by_row() -> None:
    with pikepdf.open(io.BytesIO(recovery_sheet_pdf(a_sheet(), created=NOW))) as pdf:
        spoken = [
            str(item.ActualText)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/ActualText" in item
        ]
    groups = a_sheet().code_groups
    assert " ".join(groups[:5]) in spoken
    assert f"1: {a_sheet().lines[0]}" in spoken


def test_sheet_says_what_it_is_worth_and_what_makes_it_void() -> None:
    said = plain_text(recovery_sheet(a_sheet(), created=NOW))
    for words in (
        "Whoever has this sheet and the files of the logbook can read everything",
        "Set a new passphrase at once",
        "In a safe",
        "change the keys (Practice, Recovery) and print a new sheet",
        "backups made before still open with it",
    ):
        assert words in said


def test_colleagues_sheet_has_no_lines() -> None:
    content = recovery_sheet(a_sheet(rebuilds=False), created=NOW)
    blocks = [block for section in content.sections for block in section.blocks]
    assert len([block for block in blocks if isinstance(block, Codes)]) == 1
    assert len([block for block in blocks if isinstance(block, QrCode)]) == 1
    assert "administrator's" in plain_text(content)


def test_neither_title_nor_metadata_nor_footer_says_the_code() -> None:
    data = recovery_sheet_pdf(a_sheet(), created=NOW)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        about = pdf.Root.Metadata.read_bytes().decode() + str(dict(pdf.docinfo.items()))
        assert "/AcroForm" not in pdf.Root
        assert "/AF" not in pdf.Root
    assert "Recovery sheet" in about
    for group in a_sheet().code_groups:
        assert group not in about


def test_qr_codes_fit_what_they_say() -> None:
    assert len(modules_of(a_sheet().qr_code)) <= 41
    assert len(modules_of(a_sheet().qr_lines)) <= 97
    assert read_lines(a_sheet().qr_lines) == KEYS
    assert read_lines("\n".join(a_sheet().lines)) == KEYS


def test_two_pages_are_enough(run: Program, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(recovery_sheet_pdf(a_sheet(), created=NOW))
    assert "Pages:           2" in run("pdfinfo", path)
    fonts = run("pdffonts", path).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)


@pytest.mark.parametrize("rebuilds", [True, False])
def test_the_same_sheet_gives_the_same_bytes(*, rebuilds: bool) -> None:
    sheet = a_sheet(rebuilds=rebuilds)
    assert recovery_sheet_pdf(sheet, created=NOW) == recovery_sheet_pdf(sheet, created=NOW)
