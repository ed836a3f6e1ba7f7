# SPDX-License-Identifier: Apache-2.0
"""A logbook that is open for the length of one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from logbook.app import Logbook, unlock_job
from logbook.cli.frame import UnusableInputError
from logbook.cli.passphrases import passphrase_from
from logbook.clock import Clock
from logbook.i18n import _
from logbook.services import describing
from logbook.services.entering import Entering
from logbook.store.errors import OpenForReadingOnlyError
from logbook.wording.anchor_words import read_only_sentence
from logbook.wording.sentences import error_sentence


@contextmanager
def open_logbook(path: Path, passphrase_file: str | None, clock: Clock) -> Iterator[Logbook]:
    """Open a logbook with a passphrase from wherever it comes.

    Raises:
        UnusableInputError: no passphrase was given, or the one given is not their own yet.
        VaultError: it cannot be opened.
    """
    # Before anybody types: whether there is a logbook at all.
    describing.describe(path)
    with opened_with(path, passphrase_from(passphrase_file), clock) as logbook:
        yield logbook


@contextmanager
def opened_with(path: Path, passphrase: str, clock: Clock) -> Iterator[Logbook]:
    """Open a logbook with a passphrase, and close it whatever happens.

    Raises:
        UnusableInputError: somebody else gave them their passphrase; or it can only be read, and
            something was to be recorded.
    """
    logbook = Logbook.open(path, unlock_job(path, passphrase).run(), clock)
    try:
        if logbook.own_keys.are_due:
            raise UnusableInputError(
                _(
                    "Somebody else gave you this passphrase. Choose one of your own first, with the"
                    " command “passphrase”. Nothing else was done."
                )
            )
        yield logbook
    except OpenForReadingOnlyError as error:
        raise UnusableInputError(_refused(logbook, error)) from error
    finally:
        logbook.close()


def _refused(logbook: Logbook, error: OpenForReadingOnlyError) -> str:
    """Say that nothing was recorded, and why: no message stands above a command line."""
    why = logbook.read_only
    if why is None:
        return error_sentence(error)
    return _(
        "The logbook is open for reading only, so this was not recorded. Everything recorded before"
        " is kept. {why}"
    ).format(why=read_only_sentence(why.reason, why.entries))


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
