# SPDX-License-Identifier: Apache-2.0
"""The arguments that many commands take, said the same way each time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from logbook.i18n import _

PLACE: click.Path = click.Path(path_type=Path, readable=False)
"""Whether something can be read there is found out where it is read, and said in our words."""

Command = TypeVar("Command", bound=Callable[..., Any])


def folder(command: Command) -> Command:
    """Take the folder of a logbook."""
    return click.argument("folder", type=PLACE)(command)


def as_json(command: Command) -> Command:
    """Offer the answer as JSON."""
    return click.option("--json", "as_json", is_flag=True, help=_("Answer as JSON."))(command)


def passphrase_file(command: Command) -> Command:
    """Offer a file with the passphrase in the place of the prompt."""
    words = _("Read the passphrase from the first line of FILE; - is standard input.")
    return click.option("--passphrase-file", metavar="FILE", help=words)(command)
