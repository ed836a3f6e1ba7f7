# SPDX-License-Identifier: Apache-2.0
"""Runs pure work on other threads and brings the answers back to the window's thread.

A job gets its values bound beforehand (`functools.partial`) and returns a value; it never sees the
vault or a widget. Answers go to bound methods of `QObject`s through queued signals, so they arrive
in the window's thread, and Qt drops them when the receiver is gone (models.md 3.6). While a pool
lives no other thread collects garbage (`ui.garbage`).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from threading import Event
from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot

from logbook.errors import StoppedError
from ui.garbage import GarbageCollection

Job = Callable[[], Any]
Answer = Callable[[Any], None]

_STEPS = 200
"""So many steps of progress are shown at most: each is a signal, and a bar painted anew."""


class Errand(QObject):
    """One job under way: `report` progress from the job, `cancel` it from the window.

    What comes of it reaches the window's thread by `came` or `broke`, and whoever waits for it by
    `answered` or `failed`, unless it was dropped in between.
    """

    answered = Signal(object)
    failed = Signal(object)
    came = Signal(object)
    broke = Signal(object)
    progressed = Signal(int, int)
    ended = Signal(object)

    def __init__(self, *, tells: bool = False) -> None:
        """Make one; `tells`: the job is given `tell`, and is begun even when it was cancelled.

        Such a job holds what has to be put away, and does that when it is stopped.
        """
        super().__init__()
        self.tells = tells
        self._cancelled = Event()
        self._dropped = False
        self._told = -1
        queued = QtCore.Qt.ConnectionType.QueuedConnection
        self.came.connect(self._hand_over, queued)
        self.broke.connect(self._hand_over_error, queued)

    def cancel(self) -> None:
        """Ask the job to stop at its next look, and drop its answer in any case."""
        self._cancelled.set()

    def drop(self) -> None:
        """Cancel it, and let nobody hear of it any more, even if it is at its end already."""
        self.cancel()
        self._dropped = True

    def is_cancelled(self) -> bool:
        """Tell whether to stop; safe to ask from any thread."""
        return self._cancelled.is_set()

    def report(self, done: int, total: int) -> None:
        """Tell how far the job is; safe to call from any thread."""
        self.progressed.emit(done, total)

    def tell(self, done: int, total: int) -> None:
        """Tell how far the job is, and stop it once it was cancelled; called by the job itself.

        Raises:
            StoppedError: it was cancelled.
        """
        if self.is_cancelled():
            raise StoppedError("It was cancelled.")
        part = _STEPS * done // max(total, 1)
        if part != self._told:
            self._told = part
            self.report(done, total)

    @Slot(object)
    def _hand_over(self, value: object) -> None:
        if not self._dropped:
            self.answered.emit(value)

    @Slot(object)
    def _hand_over_error(self, error: object) -> None:
        if not self._dropped:
            self.failed.emit(error)


class Background(QObject):
    """The pool of the application."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._garbage = GarbageCollection(self)
        self._under_way: set[Errand] = set()
        self._to_preload: list[str] = []
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._preload_next)

    def run(
        self,
        job: Job,
        then: Answer | None = None,
        failed: Answer | None = None,
        *,
        errand: Errand | None = None,
    ) -> Errand:
        """Run a job on the pool; its value goes to `then`, its exception to `failed`.

        Both are bound methods of QObjects. An errand made beforehand lets the job see it.

        Raises:
            TypeError: If an answer would go to something Qt cannot see disappear.
        """
        errand = errand or Errand()
        for signal, answer in ((errand.answered, then), (errand.failed, failed)):
            if answer is None:
                continue
            if not isinstance(getattr(answer, "__self__", None), QObject):
                raise TypeError("an answer goes to a bound method of a QObject")
            signal.connect(answer)
        errand.ended.connect(self._forget, QtCore.Qt.ConnectionType.QueuedConnection)
        self._under_way.add(errand)
        self._pool.start(_Work(job, errand))
        return errand

    def cancel_all(self) -> None:
        """Drop every answer still to come, and what the windows left behind; locking calls this."""
        for errand in self._under_way:
            errand.drop()
        self._garbage.collect_soon()

    def close(self) -> None:
        """Drop what is under way and wait until no thread runs any more."""
        self._idle.stop()
        self._to_preload.clear()
        self.cancel_all()
        self._pool.waitForDone()
        self._garbage.close()

    def preload_when_idle(self, modules: Sequence[str], after_ms: int = 1500) -> None:
        """Import modules one by one, so that the first use of them does not make anyone wait."""
        self._to_preload += modules
        self._idle.start(after_ms)

    @Slot()
    def _preload_next(self) -> None:
        if self._to_preload:
            name = self._to_preload.pop(0)
            self.run(_Import(name), self._preloaded, self._preloaded)

    @Slot(object)
    def _preloaded(self, _outcome: object) -> None:
        # A module that cannot be imported says so where it is first used, not here.
        self._idle.start(0)

    @Slot(object)
    def _forget(self, errand: Errand) -> None:
        self._under_way.discard(errand)


class _Import:
    """Imports one module and returns nothing that would have to cross threads."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self) -> str:
        importlib.import_module(self._name)
        return self._name


class _Work(QRunnable):
    """Carries value or exception over; an exception in a bare QRunnable would vanish."""

    def __init__(self, job: Job, errand: Errand) -> None:
        super().__init__()
        self._job, self._errand = job, errand

    def run(self) -> None:
        errand = self._errand
        try:
            if errand.tells or not errand.is_cancelled():
                self._deliver(errand)
        finally:
            errand.ended.emit(errand)

    def _deliver(self, errand: Errand) -> None:
        try:
            value = self._job()
        except Exception as error:  # noqa: BLE001 - carried over to the window's thread whole
            if not errand.is_cancelled():
                errand.broke.emit(error)
        else:
            if not errand.is_cancelled():
                errand.came.emit(value)
