# SPDX-License-Identifier: Apache-2.0
"""Where a passphrase comes from: a prompt, a file or standard input, and never an argument."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from logbook.cli.frame import UnusableInputError
from logbook.i18n import _

STANDARD_INPUT = "-"

_LONGEST_LINE = 16 * 1024


def passphrase_from(source: str | None, *, new: bool = False) -> str:
    """Get a passphrase: the first line of a file or of standard input, or what is typed hidden.

    Args:
        source: A file, `-` for standard input, or None to ask at the terminal.
        new: Whether it is a new one, which is typed twice.

    Raises:
        UnusableInputError: it cannot be had from there.
    """
    if source == STANDARD_INPUT:
        return _first_line(sys.stdin.buffer.readline(_LONGEST_LINE))
    if source is not None:
        try:
            with Path(source).open("rb") as file:
                return _first_line(file.readline(_LONGEST_LINE))
        except OSError as error:
            raise UnusableInputError(
                _("The file with the passphrase cannot be read. Nothing was changed. Check it.")
            ) from error
    if not sys.stdin.isatty():
        raise UnusableInputError(
            _(
                "No passphrase was given. Nothing was changed. Give it with --passphrase-file FILE,"
                " or with --passphrase-file - on standard input."
            )
        )
    typed: str = click.prompt(
        _("New passphrase") if new else _("Passphrase"),
        hide_input=True,
        confirmation_prompt=new,
        err=True,
        default="",
    )
    return typed


def _first_line(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UnusableInputError(
            _("The passphrase given is not UTF-8 text. Nothing was changed. Give it as UTF-8.")
        ) from error
