# SPDX-License-Identifier: Apache-2.0
"""`create` and `info`: a new logbook from a file, and what a logbook is."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from logbook import __version__
from logbook.app import Logbook, NewLogbook, create_job, unlock_job
from logbook.cli.frame import Answer
from logbook.cli.passphrases import passphrase_from
from logbook.clock import Clock
from logbook.exchange.setup_file import read_setup
from logbook.i18n import _, ngettext
from logbook.services import describing
from logbook.services.opening import open_folder
from logbook.services.reviewing import Reviewing
from logbook.wording.labels import label


def create(path: Path, setup_file: Path, passphrase_file: str | None, clock: Clock) -> Answer:
    """Make a logbook from a set-up file."""
    setup = read_setup(setup_file)
    job = create_job(
        NewLogbook(
            practice=setup.practice,
            practitioner=setup.practitioner,
            passphrase=passphrase_from(passphrase_file, new=True),
        ),
        clock,
    )
    Logbook.create(path, job, job.run(), clock).close()
    described = describing.describe(path)
    return Answer(
        lines=(
            _("Made the logbook {path}").format(path=path),
            _("Fingerprint to publish: {fingerprint}").format(fingerprint=described.fingerprint),
            _("Keep the passphrase safe: without it nobody can open the logbook."),
        ),
        table={"path": str(path), **asdict(described)},
    )


def describe(path: Path, passphrase_file: str | None) -> Answer:
    """Say what a logbook is; with the passphrase, how much it holds."""
    described = describing.describe(path)
    lines = [
        _("A disclosure logbook ({vault})").format(vault=described.vault),
        _("Size: {size:,} bytes").format(size=described.bytes),
        _("Version of the key file: {version}; of this program: {program}").format(
            version=described.key_file_version, program=__version__
        ),
        ngettext(
            "{count} person can open it", "{count} people can open it", described.key_holders
        ).format(count=described.key_holders),
        _("Entries when it was last closed here: {count}").format(count=described.entries_marked),
        _("Fingerprint of its signatures: {fingerprint}").format(fingerprint=described.fingerprint),
    ]
    table: dict[str, object] = {"path": str(path), "program": __version__, **asdict(described)}
    if passphrase_file is not None:
        keys = unlock_job(path, passphrase_from(passphrase_file)).run()
        # Only counted: nothing is read that an entry in the journal would have to tell of.
        opened = open_folder(path, keys)
        try:
            reviewing = Reviewing(opened.vault)
            entries, counts = reviewing.entries(), reviewing.counts()
        finally:
            opened.close()
        lines.append(_("Entries: {count}").format(count=entries))
        lines += [f"{label(kind)}: {count}" for kind, count in counts.items()]
        table |= {"entries": entries, "counts": {kind.value: n for kind, n in counts.items()}}
    return Answer(lines=tuple(lines), table=table)
