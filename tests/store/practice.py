# SPDX-License-Identifier: Apache-2.0
"""The practice whose people the tests of the store make: its key, and what their keys trust."""

from __future__ import annotations

from logbook.store.person_keys import make_practice_key, public_point, trust_in

PRACTICES_KEY = make_practice_key()
TRUSTED = trust_in(public_point(PRACTICES_KEY))

FIRST = "11111111-1111-4111-8111-111111111111"
SECOND = "22222222-2222-4222-8222-222222222222"
"""Two people of the practice."""
