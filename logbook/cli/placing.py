# SPDX-License-Identifier: Apache-2.0
"""Small files that commands write and read: written whole or not at all, read within reason."""

from __future__ import annotations

from pathlib import Path

from logbook.cli.frame import UnusableInputError
from logbook.documents.deliver import DeliveryError, DeliveryProblem, deliver
from logbook.i18n import _
from logbook.store.folder import is_inside_a_logbook

_LARGEST = 1_000_000
"""Bytes; what is exchanged has a few thousand."""


def put(data: bytes, out: Path, name: str) -> Path:
    """Write a file at a place, under a name if the place is a folder; nothing is replaced.

    Raises:
        DeliveryError: it could not be written there.
    """
    place = out / name if out.is_dir() else out
    if is_inside_a_logbook(place):
        raise DeliveryError(DeliveryProblem.INSIDE_A_LOGBOOK)
    return deliver(data, place).path


def read_small(path: Path) -> bytes:
    """Read a small file.

    Raises:
        UnusableInputError: it cannot be read, or is too large to be what is exchanged here.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise UnusableInputError(
            _("A file named cannot be read. Nothing was changed. Check its place.")
        ) from error
    if len(data) > _LARGEST:
        raise UnusableInputError(
            _("A file named is too large for what is exchanged here. Nothing was changed.")
        )
    return data
