# SPDX-License-Identifier: Apache-2.0
"""A disclosure against a refusal that is on record: its record names the consent that was asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from logbook.cli.opening import entering
from logbook.documents.content import plain_text
from logbook.domain.anchored import ReadOnlyReason
from logbook.domain.records import Act, DocumentKind
from logbook.exchange.case_file import read_case
from logbook.services.pressing import _content
from logbook.services.reading_only import ReadOnly
from logbook.store.errors import OpenForReadingOnlyError
from tests.builders import StandingClock, a_logbook
from tests.services.scene import a_scene

CASES = Path(__file__).parents[1] / "cases"


def test_record_of_a_disclosure_against_a_refusal_names_what_was_refused(tmp_path: Path) -> None:
    case = read_case(CASES / "v03-threat.toml", StandingClock().zone)
    assert case.expected is not None
    logbook, _keys = a_logbook(
        tmp_path / "A.logbook",
        StandingClock(case.expected.at),
        practice=case.practice,
        practitioner=case.practitioner,
    )
    enter = entering(logbook)
    disclosure = enter.record(enter.enter(case))[-1].object
    assert logbook.reviewing.disclosure(disclosure).basis.refused_consent is not None
    job = logbook.exporting.prepare(disclosure, DocumentKind.DISCLOSURE_RECORD)
    assert "refused" in plain_text(_content(job.order)).lower()
    logbook.close()


def test_document_that_goes_to_a_printer_is_noted_before_it_goes(tmp_path: Path) -> None:
    scene = a_scene(tmp_path)
    with scene.opened() as logbook:
        kind = DocumentKind.DISCLOSURE_RECORD
        document = logbook.exporting.prepare(scene.disclosure, kind).run()
        logbook.exporting.check_may_print()
        assert logbook.exporting.note_printed(document).act is Act.DOCUMENT_PRINTED
        before = logbook.reviewing.entries()
        logbook._opened.turn_read_only(ReadOnly(reason=ReadOnlyReason.ASKED))
        with pytest.raises(OpenForReadingOnlyError):
            logbook.exporting.check_may_print()
        with pytest.raises(OpenForReadingOnlyError):
            logbook.exporting.note_printed(document)
        assert logbook.reviewing.entries() == before
