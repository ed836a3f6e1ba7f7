# SPDX-License-Identifier: Apache-2.0
"""A logbook that is open for the length of one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from logbook.app import Logbook, unlock_job
from logbook.cli.passphrases import passphrase_from
from logbook.clock import Clock
from logbook.services import describing
from logbook.services.entering import Entering


@contextmanager
def open_logbook(path: Path, passphrase_file: str | None, clock: Clock) -> Iterator[Logbook]:
    """Open a logbook with a passphrase from wherever it comes.

    Raises:
        UnusableInputError: no passphrase was given.
        VaultError: it cannot be opened.
    """
    # Before anybody types: whether there is a logbook at all.
    describing.describe(path)
    with opened_with(path, passphrase_from(passphrase_file), clock) as logbook:
        yield logbook


@contextmanager
def opened_with(path: Path, passphrase: str, clock: Clock) -> Iterator[Logbook]:
    """Open a logbook with a passphrase, and close it whatever happens."""
    logbook = Logbook.open(path, unlock_job(path, passphrase).run(), clock)
    try:
        yield logbook
    finally:
        logbook.close()


def entering(logbook: Logbook) -> Entering:
    """Give what enters cases into an open logbook."""
    return Entering(
        practice=logbook.practice,
        practitioner=logbook.practitioner,
        catalogue=logbook.catalogue,
        clock=logbook.clock,
        reviewing=logbook.reviewing,
        enrolling=logbook.enrolling,
        consenting=logbook.consenting,
        keeping=logbook.keeping,
        disclosing=logbook.disclosing,
        drafting=logbook.drafting,
    )
