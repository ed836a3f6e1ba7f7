# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.store import drafts
from logbook.store.drafts import DraftRow
from logbook.store.instants import instant, text_of
from logbook.store.vault import Vault

NOW = datetime(2026, 11, 21, 22, 47, 42, tzinfo=UTC)
DRAFT = DraftRow(id="d_1", kind="disclosure", body=b'{"purpose":"court"}', saved_at=NOW)


def test_draft_comes_back_as_it_was_kept(vault: Vault) -> None:
    drafts.keep(vault, DRAFT)
    assert drafts.one(vault, "d_1") == DRAFT
    assert drafts.one(vault, "d_2") is None


def test_draft_kept_again_takes_the_place_of_the_earlier(vault: Vault) -> None:
    drafts.keep(vault, DRAFT)
    later = replace(DRAFT, body=b"{}", saved_at=NOW + timedelta(seconds=1))
    drafts.keep(vault, later)
    assert drafts.all_drafts(vault) == (later,)


def test_drafts_come_with_the_one_saved_last_first(vault: Vault) -> None:
    for number in range(3):
        saved_at = NOW + timedelta(minutes=number)
        drafts.keep(vault, replace(DRAFT, id=f"d_{number}", saved_at=saved_at))
    assert [draft.id for draft in drafts.all_drafts(vault)] == ["d_2", "d_1", "d_0"]


def test_discarded_draft_is_gone_and_the_others_stay(vault: Vault) -> None:
    drafts.keep(vault, DRAFT)
    drafts.keep(vault, replace(DRAFT, id="d_2"))
    drafts.discard(vault, "d_1")
    drafts.discard(vault, "d_1")
    assert [draft.id for draft in drafts.all_drafts(vault)] == ["d_2"]


def test_draft_survives_closing_without_a_word(vault: Vault) -> None:
    drafts.keep(vault, DRAFT)
    vault.reopen()
    assert drafts.one(vault, "d_1") == DRAFT


WHOLE_SECONDS = st.integers(-2_000_000_000, 250_000_000_000).map(
    lambda seconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@given(WHOLE_SECONDS, WHOLE_SECONDS)
def test_order_of_texts_is_order_of_time(one: datetime, other: datetime) -> None:
    assert (text_of(one) < text_of(other)) == (one < other)
    assert instant(text_of(one)) == one
    assert len(text_of(one)) == 20


def test_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(AssertionError):
        text_of(NOW.replace(tzinfo=None))
