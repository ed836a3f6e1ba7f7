# SPDX-License-Identifier: Apache-2.0
"""How far long work is, told from wherever it is done to whoever waits for it. Pure."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[int, int], None]
"""Told how much of how much is done; may raise to stop."""


def unwatched(_done: int, _total: int) -> None:
    """Take notice of nothing, and never stop."""


class Stages:
    """One progress made of several, one after another, each with its share of the whole."""

    def __init__(self, tell: Tell, *shares: int) -> None:
        self._tell = tell
        self._left = list(shares)
        self._total = sum(shares)
        self._done = 0

    def next(self) -> Tell:
        """Begin the next stage; what it tells is its part of the whole."""
        share, before = self._left.pop(0), self._done
        self._done += share

        def tell(done: int, total: int) -> None:
            part = share * min(done, total) // total if total > 0 else share
            self._tell(before + part, self._total)

        tell(0, 1)
        return tell
