# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date

import pytest

from logbook.wording.spans import span_in_words

THIRD, FOURTH = date(2026, 11, 3), date(2026, 11, 4)


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (THIRD, FOURTH, "3 November 2026 to 4 November 2026"),
        (THIRD, THIRD, "3 November 2026"),
        (THIRD, None, "since 3 November 2026"),
        (None, FOURTH, "until 4 November 2026"),
        (None, None, ""),
    ],
)
def test_a_span_is_said_as_far_as_it_is_known(
    since: date | None, until: date | None, said: str
) -> None:
    assert span_in_words(since, until) == said
