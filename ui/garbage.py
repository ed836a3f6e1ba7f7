# SPDX-License-Identifier: Apache-2.0
"""Python's collection of cyclic garbage, kept to the thread of the windows.

Left to itself it runs in whatever thread happens to allocate next. On a thread that works for a
window it would destroy the widgets of a screen that was left a moment ago, while Qt delivers their
last events in the window's thread, and the program ends with a segmentation fault. So it is
switched off, and done here: in the window's thread, from its event loop, with nothing of Qt half
done further up.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 1000
_AFTER_MS = 200
"""Once a screen was left, what follows it is painted first."""


class GarbageCollection(QObject):
    """Collects in the thread it is made in, and nowhere else, until it is closed.

    The switch is the whole process's. Where several live at a time, the first one made keeps it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._switched = gc.isenabled()
        gc.disable()
        self._regularly = QTimer(self)
        self._regularly.setInterval(_EVERY_MS)
        self._regularly.timeout.connect(self._collect_due)
        self._regularly.start()
        self._once = QTimer(self)
        self._once.setSingleShot(True)
        self._once.timeout.connect(self._collect_all)

    def collect_soon(self) -> None:
        """Collect everything as soon as what is on its way to the screen has arrived there."""
        self._once.start(_AFTER_MS)

    def close(self) -> None:
        """Leave it to Python again; no other thread may be at work any more."""
        self._regularly.stop()
        self._once.stop()
        if self._switched:
            self._switched = False
            gc.enable()

    @Slot()
    def _collect_due(self) -> None:
        # The oldest generation that is due takes the younger ones with it, as Python's own does.
        due = [
            count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)
        ]
        if any(due):
            gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))

    @Slot()
    def _collect_all(self) -> None:
        gc.collect()
