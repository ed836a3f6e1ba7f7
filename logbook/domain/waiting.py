# SPDX-License-Identifier: Apache-2.0
"""How long somebody waits before the next try to open a logbook, once some were in vain.

It slows down who tries one passphrase after the other at somebody's desk. Who has taken the folder
away does not wait: against them stands what each guess costs (Argon2id).
"""

from __future__ import annotations

from datetime import datetime

LONGEST_WAIT_S = 30
_DOUBLINGS = LONGEST_WAIT_S.bit_length()


def seconds_to_wait(failed: int) -> int:
    """Tell how long to wait after so many tries in vain: 1, 2, 4 … 30 seconds."""
    return min(LONGEST_WAIT_S, 1 << min(failed - 1, _DOUBLINGS)) if failed > 0 else 0


def seconds_left(failed: int, last: datetime, now: datetime) -> int:
    """Tell how much of the wait after the last try in vain is left.

    Where the clock was set back since, that is the whole wait and no more.
    """
    wait = seconds_to_wait(failed)
    return max(0, min(wait, wait - int((now - last).total_seconds())))
