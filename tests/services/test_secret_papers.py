# SPDX-License-Identifier: Apache-2.0
"""The papers that open a logbook, saved as PDFs: where they may lie and what they take along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from logbook.app import Logbook
from logbook.documents.deliver import DeliveryError, DeliveryProblem
from logbook.domain.clinical_will import Executor, WillDraft
from logbook.services.secret_papers import PaperJob, save_paper
from tests.builders import NOON, PASSPHRASE, StandingClock, a_logbook


@pytest.fixture
def logbook(tmp_path: Path) -> Iterator[Logbook]:
    made, _keys = a_logbook(tmp_path / "Larkfield.logbook", StandingClock())
    yield made
    made.close()


def text_of(path: Path) -> str:
    with PdfDocument(path) as pdf:
        return " ".join(page.get_textpage().get_text_range() for page in pdf)


def test_sheet_is_saved_where_its_person_wants_it_and_never_inside_a_logbook(
    logbook: Logbook, tmp_path: Path
) -> None:
    sheet = logbook.recovering.make_sheet(logbook.recovering.sheet_job(PASSPHRASE).run())
    job = PaperJob(paper=sheet, created=NOON)
    assert sheet.code not in repr(job)
    pdf = job.run()
    before = sorted(logbook.path.iterdir())
    with pytest.raises(DeliveryError) as refused:
        save_paper(pdf, logbook.path / "sheet.pdf")
    assert refused.value.problem is DeliveryProblem.INSIDE_A_LOGBOOK
    assert sorted(logbook.path.iterdir()) == before
    place = tmp_path / "sheet.pdf"
    place.write_bytes(b"an earlier one")
    save_paper(pdf, place)
    assert place.read_bytes() == pdf
    assert "Recovery sheet" in text_of(place)


def test_card_says_its_words_and_no_other_card_s(logbook: Logbook, tmp_path: Path) -> None:
    wills = logbook.clinical_will
    draft = WillDraft(
        executors=(
            Executor(name="Mair Vaughan", contact="07700 900333"),
            Executor(name="Ifan Reece", contact="3 Bridge Street, Ludlow"),
            Executor(name="Dilys Crowe", contact="07700 900334"),
        )
    )
    cards = wills.make(wills.will_job(PASSPHRASE, draft).run())
    save_paper(PaperJob(paper=cards[0], created=NOON).run(), tmp_path / "card.pdf")
    said = text_of(tmp_path / "card.pdf").lower()
    assert all(word in said for word in cards[0].words)
    others = set(cards[1].words) - set(cards[0].words)
    # A few words of the list are words of English that stand on every card.
    assert sum(word in said.split() for word in others) < len(others) // 2
