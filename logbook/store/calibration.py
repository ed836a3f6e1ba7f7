# SPDX-License-Identifier: Apache-2.0
"""What one guess at a passphrase is to cost, chosen for the computer it is typed on.

As much memory as the computer can spare, and then as many passes as three quarters of a second
allow: a person waits that long gladly, and a guesser waits as long for each guess. It measures, so
it takes up to some seconds: a worker's task. A practice with several computers lets the smallest
choose, for each of them must open the logbook.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from math import ceil

from logbook.store.derivation import (
    DEFAULT,
    MOST,
    MOST_WORK,
    SMALLEST,
    KdfCost,
    stretched,
    wipe,
)

SHORTEST_S = 0.75
LONGEST_S = 1.5
TOO_FAST_S = 0.4
"""An unlock faster than this was set on a slower computer: a higher cost is offered."""

_GIB = 2**30
_MIB_IN_KIB = 1024

Stopwatch = Callable[[KdfCost], float]
"""Tells how many seconds one guess takes at a cost."""


def calibrated() -> KdfCost:
    """Choose the cost for this computer, by its memory and by trying.

    Raises:
        NotEnoughMemoryError: Not even the smallest cost can be had now.
    """
    return cost_for(installed_memory(), seconds_for)


def cost_for(memory: int | None, seconds: Stopwatch) -> KdfCost:
    """Choose the cost for a computer.

    512 MiB with 16 GiB and more, 128 MiB with 4 GiB and less, 256 MiB between; half of it where
    three passes would take longer than 1.5 s, down to 64 MiB. Then the fewest passes, three at
    least, that take 0.75 s: the time grows evenly with them.

    Args:
        memory: Bytes of memory installed; None if it is not known.
        seconds: How long one guess takes on it.
    """
    cost = replace(DEFAULT, memory_kib=_memory_kib(memory))
    took = seconds(cost)
    while took > LONGEST_S and cost.memory_kib > SMALLEST.memory_kib:
        cost = replace(cost, memory_kib=cost.memory_kib // 2)
        took = seconds(cost)
    most = min(MOST.passes, MOST_WORK // cost.memory_kib)
    passes = ceil(cost.passes * SHORTEST_S / took) if took > 0 else most
    return replace(cost, passes=min(max(passes, cost.passes), most))


def seconds_for(cost: KdfCost) -> float:
    """Work out how long one guess takes on this computer when it does nothing else, in seconds.

    The work is counted, not the time: a cost chosen in a minute in which other programs were busy
    would be too low for good. The lanes are worked on side by side, as far as there are cores.

    Raises:
        NotEnoughMemoryError: It cannot spend as much now.
    """
    began = time.process_time()
    wipe(stretched("a guess", salt=bytes(16), cost=cost))
    return (time.process_time() - began) / min(cost.lanes, os.cpu_count() or 1)


def installed_memory() -> int | None:
    """Tell how many bytes of memory the computer has; None if it does not say."""
    if sys.platform == "win32":
        status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
        told = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status.total) if told else None
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):  # pragma: no cover - Linux and macOS say, other systems may not
        return None


def _memory_kib(memory: int | None) -> int:
    if memory is None:
        return DEFAULT.memory_kib
    # A computer sold with 16 GiB keeps some of them for its graphics.
    if memory >= 15 * _GIB:
        return 512 * _MIB_IN_KIB
    return 128 * _MIB_IN_KIB if memory <= 4 * _GIB else DEFAULT.memory_kib


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX (learn.microsoft.com, sysinfoapi.h)."""

    _fields_ = (
        ("length", ctypes.c_ulong),
        ("load", ctypes.c_ulong),
        ("total", ctypes.c_ulonglong),
        ("rest", ctypes.c_ulonglong * 6),
    )
