# SPDX-License-Identifier: Apache-2.0
"""What every command has in common: what it is given, what it answers, and how that is said.

Answers go to standard output. Whatever went wrong goes to standard error in exactly one line that
names nobody: it may end up in the log of whatever program called.
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

import click

from logbook.clock import Clock, SystemClock

Show = Callable[[Path], object]
"""Opens the window on a logbook."""


class Status(IntEnum):
    """What the program ends with."""

    GOOD = 0
    FINDING = 1
    UNUSABLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a command does not learn from its arguments."""

    show: Show | None = None
    clock: Clock = field(default_factory=SystemClock)

    @property
    def has_screen(self) -> bool:
        """Whether a window can be shown here at all."""
        if self.show is None:
            return False
        return not sys.platform.startswith("linux") or any(
            os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command found or did: for people in lines, for programs as a table."""

    lines: tuple[str, ...]
    table: Mapping[str, object]
    status: Status = Status.GOOD
    complaint: str = ""
    """One line for standard error, if what was asked for was not done."""


class UnusableInputError(click.ClickException):
    """An argument or a file cannot be used. Its message is the sentence a person reads."""


def give(answer: Answer, *, as_json: bool) -> int:
    """Print an answer and give the exit status."""
    if as_json:
        click.echo(json.dumps(answer.table, ensure_ascii=True, indent=2))
    else:
        for line in answer.lines:
            indent = line[: len(line) - len(line.lstrip(" "))]
            click.echo(indent + one_line(line))
    if answer.complaint:
        complain(answer.complaint)
    return int(answer.status)


def complain(sentence: str) -> None:
    """Say on standard error what went wrong, in one line."""
    click.echo(one_line(sentence), err=True)


def one_line(text: str) -> str:
    """Give a text that stays on its line and can be printed, whatever a file name holds."""
    plain = " ".join(text.split())
    return "".join(
        "?" if unicodedata.category(character) in {"Cc", "Cf", "Cs"} else character
        for character in plain
    )
