# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pikepdf

from logbook.documents.content import plain_text
from logbook.documents.executor_card import executor_card, executor_card_pdf
from logbook.domain.clinical_will import Executor, ExecutorCard
from logbook.store.cards import split
from tests.documents.conftest import Program
from tests.documents.samples import NOW, failed_rules

MAIR = Executor(name="Mair Vaughan", contact="07700 900333\nmair@vaughan.example", role="Colleague")
IFAN = Executor(name="Ifan Reece", contact="3 Bridge Street, Ludlow")
DILYS = Executor(name="Dilys Ŵyn Crowe", contact="07700 900334", role="Solicitor")
WORDS = tuple(split(bytes(32), threshold=2, count=3)[1].split())

CARD = ExecutorCard(
    will=UUID(int=7),
    number=2,
    count=3,
    threshold=2,
    words=WORDS,
    holder=IFAN,
    others=(MAIR, DILYS),
    practice="Larkfield Physiotherapy",
    practice_lines=("2 Mill Lane", "Ludlow", "SY8 1AB", "01584 960001"),
    practitioner="Rhian Prosser",
    logbook="Larkfield",
    vault="9f" * 16,
    day=date(2026, 11, 20),
)


def said(card: ExecutorCard = CARD) -> str:
    return plain_text(executor_card(card, created=NOW))


def test_card_keeps_every_rule_of_the_archival_and_the_accessible_standard() -> None:
    assert failed_rules(executor_card_pdf(CARD, created=NOW)) == []


def test_every_word_stands_there_with_its_number() -> None:
    for number, word in enumerate(WORDS, 1):
        assert f"{number}  {word}" in said()


def test_card_says_whose_it_is_how_many_open_and_whom_to_call() -> None:
    for words in (
        "Clinical will: card 2 of 3",
        "any 2 of the 3 cards",
        "Rhian Prosser has named you",
        "Ifan Reece",
        "Mair Vaughan 07700 900333 mair@vaughan.example, Colleague",
        "Dilys Ŵyn Crowe 07700 900334, Solicitor",
        "Come together with 2 cards",
        "01584 960001",
        "20 November 2026",
    ):
        assert words in said()


def test_card_says_that_what_it_opens_is_kept_to_by_this_program_alone() -> None:
    assert "This program shows nothing else" in said()
    assert "open the keys of all the records" in said()


def test_neither_metadata_nor_title_says_a_word_of_the_card_or_an_executor() -> None:
    with pikepdf.open(io.BytesIO(executor_card_pdf(CARD, created=NOW))) as pdf:
        about = pdf.Root.Metadata.read_bytes().decode() + str(dict(pdf.docinfo.items()))
        assert "/AcroForm" not in pdf.Root
    for kept_back in (" ".join(WORDS[:2]), "Ifan", "Mair"):
        assert kept_back not in about


def test_card_is_one_page_and_its_words_can_be_copied(run: Program, tmp_path: Path) -> None:
    path = tmp_path / "card.pdf"
    path.write_bytes(executor_card_pdf(CARD, created=NOW))
    assert "Pages:           1" in run("pdfinfo", path)
    text = " ".join(run("pdftotext", "-layout", path, "-").split())
    for number, word in enumerate(WORDS, 1):
        assert f"{number} {word}" in text


def test_card_of_five_executors_is_one_page_too(run: Program, tmp_path: Path) -> None:
    path = tmp_path / "card.pdf"
    five = replace(CARD, count=5, threshold=3, others=(MAIR, DILYS, MAIR, DILYS))
    path.write_bytes(executor_card_pdf(five, created=NOW))
    assert "Pages:           1" in run("pdfinfo", path)
    assert "any 3 of the 5 cards" in said(five)
