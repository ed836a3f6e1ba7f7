# SPDX-License-Identifier: Apache-2.0
"""An operation: something that is done with a logbook, in steps that are each acknowledged.

A step is called, and what it gives is what the program has thereby promised; None promises
nothing. Everything goes through the services, as the windows do it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from logbook.domain.records import Receipt
from logbook.errors import LogbookError
from tests.faults.promises import EntryStands, Promise
from tests.faults.scene import Scene

_Draft = TypeVar("_Draft")

Step = Callable[[], Promise | None]
Steps = Iterator[Step]

TIMES = 3
"""How often an operation does what it does; the first time is not like the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Something that is done, and what has to be there before.

    What `prepare` gives the steps find as `scene.prepared`. `is_careless`: a control, which must be
    caught.
    """

    name: str
    steps: Callable[[Scene], Steps]
    prepare: Callable[[Scene], Any] = lambda _scene: None
    is_careless: bool = False


def perform(
    scene: Scene,
    operation: Operation,
    *,
    acknowledged: Callable[[Promise], None],
    refused: Callable[[LogbookError], bool] | None = None,
) -> None:
    """Do the steps one after another; `refused` tells whether one that was refused is the last."""
    for step in operation.steps(scene):
        try:
            promise = step()
        except LogbookError as error:
            if refused is None:
                raise
            if refused(error):
                return
        else:
            if promise is not None:
                acknowledged(promise)


def while_open(steps: Callable[[Scene], Steps]) -> Callable[[Scene], Steps]:
    """Open the logbook before the steps and close it after them, each a step of its own."""

    def opened(scene: Scene) -> Steps:
        yield scene.open
        if scene.logbook is not None:
            yield from steps(scene)
            yield scene.close

    return opened


def recorded(record: Callable[[_Draft], Receipt], draft: _Draft) -> Promise:
    """Record something; its entry stands."""
    return EntryStands.of(record(draft))


def held(promise: Promise) -> Promise:
    """Promise something as it is."""
    return promise
