# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from logbook.journal import payload
from logbook.wording.record_kinds import RECORD_KINDS, record_kind


def test_every_kind_of_record_has_words() -> None:
    assert set(RECORD_KINDS) == set(payload._TYPES)
    assert all(RECORD_KINDS.values())


def test_what_a_newer_program_wrote_goes_by_its_own_name() -> None:
    assert record_kind("disclosure") == "Disclosures and decisions not to disclose"
    assert record_kind("from-the-future") == "from-the-future"
