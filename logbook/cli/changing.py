# SPDX-License-Identifier: Apache-2.0
"""`passphrase`: another passphrase for the person whose passphrase is given."""

from __future__ import annotations

from pathlib import Path

from logbook.app import Logbook, unlock_job
from logbook.cli.frame import Answer
from logbook.cli.passphrases import passphrase_from
from logbook.clock import Clock
from logbook.i18n import _
from logbook.services import describing


def change_passphrase(
    path: Path, passphrase_file: str | None, new_passphrase_file: str | None, clock: Clock
) -> Answer:
    """Change the passphrase of whoever the present one belongs to.

    Who was given it by somebody else gets keys of their own with it.

    Raises:
        GivenPassphraseError: it is the one they were given.
        UnusableInputError: one of the two was not given.
        WeakPassphraseError: the new one is too easily guessed.
        VaultError: the logbook cannot be opened, or written to.
    """
    # Before anybody types: whether there is a logbook at all.
    describing.describe(path)
    present = passphrase_from(passphrase_file)
    keys = unlock_job(path, present).run()
    chosen = passphrase_from(new_passphrase_file, new=True)
    logbook = Logbook.open(path, keys, clock)
    try:
        if logbook.own_keys.are_due:
            logbook = logbook.with_own_keys(logbook.own_keys.job(chosen).run())
            entry = logbook.reviewing.entries() - 1
        else:
            slot = logbook.unlocking.passphrase_job(present, chosen).run()
            entry = logbook.unlocking.change_passphrase(slot).seq
    finally:
        logbook.close()
    return Answer(
        lines=(
            _("The passphrase was changed; the earlier one opens this logbook no more."),
            _("Backups made before open with the earlier one still."),
        ),
        table={"path": str(path), "entry": entry},
    )
